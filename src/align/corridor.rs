use std::ops::Range;

use super::{
    Alignment,
    keys::Keys,
    vectors::{centre, dot},
};
use crate::encoder::DIMENSIONS;

/// Which pairs of positions the search looks at: for each number of source segments used, a range of
/// numbers of target segments used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Corridor {
    /// One more than there are source segments.
    pub(crate) rows: Vec<Range<usize>>,
}

/// Up to so many cells everything is searched.
const ALL_CELLS: usize = 2_000_000;

/// The same for a search by vectors, which costs more a cell and finds its corridor more surely.
const WHOLE_CELLS: usize = 250_000;

/// Half the width of the corridor beyond that, in segments, plus a share of the way from the last
/// anchor to the next.
const MARGIN_SEGMENTS: usize = 40;

/// … but never more, however far apart the anchors are.
const WIDEST_SEGMENTS: usize = 400;

impl Corridor {
    /// Everything.
    fn full(n: usize, m: usize) -> Self {
        Self { rows: vec![0..m + 1; n + 1] }
    }

    /// Everything for documents of ordinary size; for long ones a corridor along the longest chain of
    /// values that occur once in each half, which follows the text wherever it goes instead of
    /// keeping to the diagonal.
    pub(crate) fn along_anchors(keys: &Keys, n: usize, m: usize) -> Self {
        if (n + 1) * (m + 1) <= ALL_CELLS {
            return Self::full(n, m);
        }
        let mut points = vec![(0, 0)];
        points.extend(longest_chain(&keys.unique_pairs()));
        points.push((n, m));
        let mut rows: Vec<Range<usize>> = vec![m..0; n + 1];
        for pair in points.windows(2) {
            let [(i0, j0), (i1, j1)] = [pair[0], pair[1]];
            let margin = (MARGIN_SEGMENTS + (i1 - i0).max(j1 - j0) / 2).min(WIDEST_SEGMENTS);
            for (i, row) in rows.iter_mut().enumerate().take(i1 + 1).skip(i0) {
                let j = j0 + (j1 - j0) * (i - i0) / (i1 - i0).max(1);
                row.start = row.start.min(j.saturating_sub(margin));
                row.end = row.end.max((j + margin).min(m) + 1);
            }
        }
        Self::passable(rows)
    }

    /// For long documents a corridor found coarse to fine: neighbouring vectors are averaged until the
    /// document is short enough to be searched whole, and the path found there is followed at twice,
    /// four times … its resolution. `segments` are the centred vectors of both halves, a row a segment.
    pub(crate) fn along_vectors(segments: &[Vec<f32>; 2], n: usize, m: usize) -> Self {
        if (n + 1) * (m + 1) <= WHOLE_CELLS {
            return Self::full(n, m);
        }
        let coarse = [halved(&segments[0]), halved(&segments[1])];
        let (rows, columns) = (coarse[0].len() / DIMENSIONS, coarse[1].len() / DIMENSIONS);
        let path = rough_path(&coarse, &Self::along_vectors(&coarse, rows, columns));
        let mut rows: Vec<Range<usize>> = vec![m..0; n + 1];
        for &(i, j) in &path {
            for row in rows.iter_mut().skip(2 * i).take(2) {
                row.start = row.start.min((2 * j).saturating_sub(MARGIN_SEGMENTS));
                row.end = row.end.max((2 * j + 2 + MARGIN_SEGMENTS).min(m + 1));
            }
        }
        rows[n].end = m + 1;
        Self::passable(rows)
    }

    /// Rows must not run back, or a cell could lie in the corridor with no way on.
    fn passable(mut rows: Vec<Range<usize>>) -> Self {
        let n = rows.len() - 1;
        rows[0].start = 0;
        for i in 1..=n {
            rows[i].end = rows[i].end.max(rows[i - 1].end);
        }
        for i in (0..n).rev() {
            rows[i].start = rows[i].start.min(rows[i + 1].start);
            rows[i].end = rows[i].end.max(rows[i + 1].start + 1);
        }
        Self { rows }
    }

    /// The part of the corridor near the path of `draft`.
    pub(crate) fn near(&self, draft: &Alignment) -> Self {
        let m = self.rows.last().map_or(0, |row| row.end.saturating_sub(1));
        let mut rows = vec![m..0; self.rows.len()];
        for bead in &draft.beads {
            for row in &mut rows[bead.source.start..=bead.source.end] {
                row.start = row.start.min(bead.target.start);
                row.end = row.end.max(bead.target.end + 1);
            }
        }
        for (row, all) in rows.iter_mut().zip(&self.rows) {
            row.start = row.start.saturating_sub(MARGIN_SEGMENTS).max(all.start);
            row.end = (row.end + MARGIN_SEGMENTS).min(all.end);
        }
        Self { rows }
    }

    pub(crate) fn contains(&self, i: usize, j: usize) -> bool {
        self.rows[i].contains(&j)
    }
}

/// The longest run of pairs that rises strictly on both sides. O(n log n).
fn longest_chain(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Equal sources in falling order of targets, so that only one of them can be taken.
    let mut sorted = pairs.to_vec();
    sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(sorted.len());
    for (at, pair) in sorted.iter().enumerate() {
        let place = tails.partition_point(|&tail| sorted[tail].1 < pair.1);
        before.push(place.checked_sub(1).map(|p| tails[p]));
        if place == tails.len() {
            tails.push(at);
        } else {
            tails[place] = at;
        }
    }
    let mut chain = Vec::new();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        chain.push(sorted[index]);
        at = before[index];
    }
    chain.reverse();
    chain
}

/// Each two rows averaged, of unit length again.
fn halved(rows: &[f32]) -> Vec<f32> {
    let mut averaged = Vec::with_capacity(rows.len() / 2 + DIMENSIONS);
    for pair in rows.chunks(2 * DIMENSIONS) {
        let (first, second) = pair.split_at(DIMENSIONS);
        let other = if second.is_empty() { first } else { second };
        averaged.extend(first.iter().zip(other).map(|(a, b)| a + b));
    }
    centre(&mut averaged);
    averaged
}

/// The path through a coarse document that passes the most likeness, as numbers of rows used.
fn rough_path(rows: &[Vec<f32>; 2], corridor: &Corridor) -> Vec<(usize, usize)> {
    let row = |side: usize, index: usize| &rows[side][index * DIMENSIONS..][..DIMENSIONS];
    let last = (corridor.rows.len() - 1, rows[1].len() / DIMENSIONS);
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
                let gain =
                    if a + b == 2 { dot(row(0, i - 1), row(1, j - 1)).max(0.0) } else { 0.0 };
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

/// A table over the cells of a corridor.
pub(crate) struct Table<T> {
    starts: Vec<usize>,
    offsets: Vec<usize>,
    cells: Vec<T>,
}

impl<T: Copy> Table<T> {
    pub(crate) fn new(corridor: &Corridor, value: T) -> Self {
        let mut offsets = Vec::with_capacity(corridor.rows.len());
        let mut size = 0;
        for row in &corridor.rows {
            offsets.push(size);
            size += row.len();
        }
        let starts = corridor.rows.iter().map(|row| row.start).collect();
        Self { starts, offsets, cells: vec![value; size] }
    }

    pub(crate) fn at(&mut self, i: usize, j: usize) -> &mut T {
        &mut self.cells[self.offsets[i] + j - self.starts[i]]
    }

    pub(crate) fn get(&self, i: usize, j: usize) -> T {
        self.cells[self.offsets[i] + j - self.starts[i]]
    }
}
