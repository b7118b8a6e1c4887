//! Where a long text runs, by the vectors of its single segments: coarse to fine.
//!
//! Neighbouring vectors are averaged until the document is short enough to be searched whole, and the
//! path found there is followed at twice, four times … its resolution. Only 1-1 beads and gaps are
//! considered, so that a cell costs one scalar product.

use super::corridor::{Corridor, Table};
use crate::encoder::{CompactVectors, DIMENSIONS, dot};

/// Up to so many cells are searched whole. The coarser the rows, the more chapters on one subject look alike:
/// at five hundred rows of sixty-four segments the path of a long document lost its way.
const WHOLE_CELLS: usize = 5_000_000;

/// How far the path of one level may be from that of the next coarser one, in rows.
const MARGIN_ROWS: usize = 24;

/// A likeness of less says nothing. Without this a long stretch of unrelated text gains more by many
/// small likenesses than a short stretch of text by its translation.
const LEAST_COSINE: f32 = 0.15;

/// The path through a document, as numbers of segments used on each side, from none to all.
///
/// `segments` are the vectors of both halves, a row a segment. Time and memory are linear in their
/// number.
pub(crate) fn path(segments: [Vec<f32>; 2]) -> Vec<(usize, usize)> {
    let mut levels = Vec::new();
    let mut rows = segments;
    loop {
        for half in &mut rows {
            centre(half);
        }
        let level = [packed(&rows[0]), packed(&rows[1])];
        let cells = (level[0].len() + 1) * (level[1].len() + 1);
        levels.push(level);
        if cells <= WHOLE_CELLS {
            break;
        }
        rows = [halved(&rows[0]), halved(&rows[1])];
    }
    drop(rows);
    let mut found: Option<Vec<(usize, usize)>> = None;
    while let Some([source, target]) = levels.pop() {
        let (n, m) = (source.len(), target.len());
        let corridor = match found {
            None => Corridor::full(n, m),
            Some(coarse) => {
                let finer: Vec<_> =
                    coarse.iter().map(|&(i, j)| ((2 * i).min(n), (2 * j).min(m))).collect();
                Corridor::around(&finer, MARGIN_ROWS, n, m)
            }
        };
        found = Some(likeliest(&source, &target, &corridor));
    }
    found.unwrap_or_default()
}

fn packed(rows: &[f32]) -> CompactVectors {
    let mut packed = CompactVectors::with_capacity(rows.len() / DIMENSIONS);
    packed.extend(rows);
    packed
}

/// Each two rows added up.
fn halved(rows: &[f32]) -> Vec<f32> {
    let mut sums = Vec::with_capacity(rows.len() / 2 + DIMENSIONS);
    for pair in rows.chunks(2 * DIMENSIONS) {
        let (first, second) = pair.split_at(DIMENSIONS);
        let other = if second.is_empty() { first } else { second };
        sums.extend(first.iter().zip(other).map(|(a, b)| a + b));
    }
    sums
}

/// Takes the mean off all rows and makes them of unit length.
fn centre(rows: &mut [f32]) {
    let count = (rows.len() / DIMENSIONS).max(1) as f32;
    let mut mean = [0.0_f32; DIMENSIONS];
    for row in rows.chunks_exact(DIMENSIONS) {
        for (sum, value) in mean.iter_mut().zip(row) {
            *sum += value / count;
        }
    }
    for row in rows.chunks_exact_mut(DIMENSIONS) {
        for (value, mean) in row.iter_mut().zip(&mean) {
            *value -= mean;
        }
        let norm = dot(row, row).sqrt().max(f32::MIN_POSITIVE);
        for value in row.iter_mut() {
            *value /= norm;
        }
    }
}

/// The path that passes the most likeness.
fn likeliest(
    source: &CompactVectors,
    target: &CompactVectors,
    corridor: &Corridor,
) -> Vec<(usize, usize)> {
    let last = (source.len(), target.len());
    let mut best = Table::new(corridor, f32::NEG_INFINITY);
    let mut steps = Table::new(corridor, (0_u8, 0_u8));
    for i in 0..=last.0 {
        for j in corridor.rows[i].clone() {
            let mut found = if (i, j) == (0, 0) { 0.0 } else { f32::NEG_INFINITY };
            let mut step = (0, 0);
            for (a, b) in [(1, 1), (1, 0), (0, 1)] {
                if a > i || b > j || !corridor.contains(i - a, j - b) {
                    continue;
                }
                let gain = if a + b == 2 {
                    (source.cosine(i - 1, target, j - 1) - LEAST_COSINE).max(0.0)
                } else {
                    0.0
                };
                let value = best.get(i - a, j - b) + gain;
                if value > found {
                    (found, step) = (value, (u8::from(a == 1), u8::from(b == 1)));
                }
            }
            *best.at(i, j) = found;
            *steps.at(i, j) = step;
        }
    }
    let mut path = vec![last];
    let (mut i, mut j) = last;
    while let (a, b) = steps.get(i, j)
        && (a, b) != (0, 0)
    {
        (i, j) = (i - usize::from(a), j - usize::from(b));
        path.push((i, j));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Unrelated vectors, one for each number.
    fn rows(numbers: impl Iterator<Item = u32>) -> Vec<f32> {
        let row = |number: u32| {
            let mut state = number.wrapping_mul(2_654_435_761).wrapping_add(1);
            (0..DIMENSIONS).map(move |_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / (1 << 23) as f32 - 1.0
            })
        };
        numbers.flat_map(row).collect()
    }

    #[test]
    fn the_path_follows_the_text_past_missing_chapters() {
        // A document of 1,500 segments; what each side lacks.
        #[rustfmt::skip]
        let cases = [
            (0..0,       0..0,       "nothing missing"),
            (0..500,     0..0,       "the beginning of the source"),
            (1000..1500, 0..0,       "the end of the source"),
            (0..0,       400..900,   "the middle of the target"),
            (300..600,   600..900,   "one chapter after the other"),
            (300..600,   650..950,   "a short stretch between the two"),
        ];
        for (source, target, why) in cases {
            let kept = |missing: &std::ops::Range<u32>| {
                let missing = missing.clone();
                (0..1500).filter(move |number| !missing.contains(number)).collect::<Vec<u32>>()
            };
            let (s, t) = (kept(&source), kept(&target));
            let path = path([rows(s.iter().copied()), rows(t.iter().copied())]);
            let both = s
                .iter()
                .enumerate()
                .filter_map(|(i, number)| t.binary_search(number).ok().map(|j| (i, j)));
            let missed = both.filter(|pair| !path.contains(pair)).count();
            assert!(missed < 5, "{why}: {missed} pairs are not on the path");
        }
    }
}
