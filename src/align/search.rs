use std::ops::Range;

use super::{
    Alignment, Bead,
    cost::{Cost, prior},
    keys::Keys,
};

/// Which pairs of positions the search looks at: for each number of source segments used, a range of
/// numbers of target segments used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Corridor {
    rows: Vec<Range<usize>>,
}

/// Up to so many cells everything is searched.
const ALL_CELLS: usize = 4_000_000;

/// Half the width of the corridor beyond that, in segments, plus a share of the way from the last
/// anchor to the next.
const MARGIN_SEGMENTS: usize = 40;

impl Corridor {
    /// Everything.
    fn full(n: usize, m: usize) -> Self {
        Self { rows: vec![0..m + 1; n + 1] }
    }

    /// Everything for documents of ordinary size; for long ones a corridor along the longest chain of
    /// values that occur once in each half, which follows the text wherever it goes instead of
    /// keeping to the diagonal.
    pub(crate) fn along(keys: &Keys, n: usize, m: usize) -> Self {
        if (n + 1) * (m + 1) <= ALL_CELLS {
            return Self::full(n, m);
        }
        let mut points = vec![(0, 0)];
        points.extend(longest_chain(&keys.unique_pairs()));
        points.push((n, m));
        let mut rows: Vec<Range<usize>> = vec![m..0; n + 1];
        for pair in points.windows(2) {
            let [(i0, j0), (i1, j1)] = [pair[0], pair[1]];
            let margin = MARGIN_SEGMENTS + (i1 - i0).max(j1 - j0) / 2;
            for (i, row) in rows.iter_mut().enumerate().take(i1 + 1).skip(i0) {
                let j = j0 + (j1 - j0) * (i - i0) / (i1 - i0).max(1);
                row.start = row.start.min(j.saturating_sub(margin)).min(j0);
                row.end = row.end.max((j + margin).min(m) + 1).max((j1 + 1).min(m + 1));
            }
        }
        // Rows must not run back, or a cell could lie in the corridor with no way on.
        for i in 1..=n {
            rows[i].end = rows[i].end.max(rows[i - 1].end);
        }
        for i in (0..n).rev() {
            rows[i].start = rows[i].start.min(rows[i + 1].start);
        }
        rows[0].start = 0;
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

    fn contains(&self, i: usize, j: usize) -> bool {
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

/// A table over the cells of a corridor.
struct Table<T> {
    starts: Vec<usize>,
    offsets: Vec<usize>,
    cells: Vec<T>,
}

impl<T: Copy> Table<T> {
    fn new(corridor: &Corridor, value: T) -> Self {
        let mut offsets = Vec::with_capacity(corridor.rows.len());
        let mut size = 0;
        for row in &corridor.rows {
            offsets.push(size);
            size += row.len();
        }
        let starts = corridor.rows.iter().map(|row| row.start).collect();
        Self { starts, offsets, cells: vec![value; size] }
    }

    fn at(&mut self, i: usize, j: usize) -> &mut T {
        &mut self.cells[self.offsets[i] + j - self.starts[i]]
    }

    fn get(&self, i: usize, j: usize) -> T {
        self.cells[self.offsets[i] + j - self.starts[i]]
    }
}

/// Costs are divided by this before they are read as probabilities: the kinds of evidence are not as
/// independent as their sum pretends.
const TEMPERATURE: f64 = 1.6;

/// The ladder with the least sum of costs, each bead with its posterior probability.
///
/// O(cells × kinds of bead) in time, O(cells) in memory.
pub(crate) fn best_ladder(costs: &[&dyn Cost], corridor: &Corridor) -> Alignment {
    let kinds = prior::kinds();
    let last = (corridor.rows.len() - 1, corridor.rows[corridor.rows.len() - 1].end - 1);
    let cost = |source: Range<usize>, target: Range<usize>| -> f64 {
        costs.iter().map(|cost| cost.cost(source.clone(), target.clone())).sum()
    };
    let mut best = Table::new(corridor, f64::INFINITY);
    let mut kind_of = Table::new(corridor, u8::MAX);
    let mut forward = Table::new(corridor, f64::NEG_INFINITY);
    // The costs of all beads that end in a cell, kept for the way back.
    let mut ending = Table::new(corridor, [f32::INFINITY; KINDS]);
    *best.at(0, 0) = 0.0;
    *forward.at(0, 0) = 0.0;
    for i in 0..=last.0 {
        for j in corridor.rows[i].clone() {
            for (k, &(a, b)) in kinds.iter().enumerate() {
                if a > i || b > j || !corridor.contains(i - a, j - b) {
                    continue;
                }
                let before = best.get(i - a, j - b);
                if before.is_infinite() {
                    continue;
                }
                let step = cost(i - a..i, j - b..j);
                #[expect(clippy::cast_possible_truncation, reason = "nats need no more digits")]
                let kept = step as f32;
                ending.at(i, j)[k] = kept;
                if before + step < best.get(i, j) {
                    *best.at(i, j) = before + step;
                    *kind_of.at(i, j) = u8::try_from(k).unwrap_or(u8::MAX);
                }
                let path = forward.get(i - a, j - b) - step / TEMPERATURE;
                *forward.at(i, j) = log_add(forward.get(i, j), path);
            }
        }
    }
    let mut backward = Table::new(corridor, f64::NEG_INFINITY);
    *backward.at(last.0, last.1) = 0.0;
    for i in (0..=last.0).rev() {
        for j in corridor.rows[i].clone().rev() {
            let here = backward.get(i, j);
            if here == f64::NEG_INFINITY {
                continue;
            }
            for (k, &(a, b)) in kinds.iter().enumerate() {
                let step = f64::from(ending.get(i, j)[k]);
                if step.is_finite() {
                    let path = here - step / TEMPERATURE;
                    *backward.at(i - a, j - b) = log_add(backward.get(i - a, j - b), path);
                }
            }
        }
    }
    let all = forward.get(last.0, last.1);
    let mut beads = Vec::new();
    let (mut i, mut j) = last;
    while (i, j) != (0, 0) {
        let Some(&(a, b)) = kinds.get(usize::from(kind_of.get(i, j))) else { break };
        let step = cost(i - a..i, j - b..j);
        let path = forward.get(i - a, j - b) - step / TEMPERATURE + backward.get(i, j);
        let score = (path - all).exp().clamp(0.0, 1.0);
        beads.push(Bead { source: i - a..i, target: j - b..j, score, cost: step });
        (i, j) = (i - a, j - b);
    }
    beads.reverse();
    Alignment { beads }
}

/// As many as [`prior::kinds`] gives.
const KINDS: usize = 17;

/// ln(eᵃ + eᵇ).
fn log_add(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}
