use std::ops::Range;

use super::keys::Keys;

/// Which pairs of positions the search looks at: for each number of source segments used, a range of
/// numbers of target segments used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Corridor {
    /// One more than there are source segments.
    pub(crate) rows: Vec<Range<usize>>,
}

/// Up to so many cells are searched whole.
const WHOLE_CELLS: usize = 40_000;

/// How far beads may be from the path of single segments, in segments of both sides together.
const PATH_SEGMENTS: usize = 10;

/// Half the width of a corridor along anchors, in segments, plus a share of the way from the last
/// anchor to the next.
const ANCHOR_SEGMENTS: usize = 40;

/// … but never more, however far apart the anchors are.
const WIDEST_SEGMENTS: usize = 400;

/// Without vectors more is searched whole, with few kinds of bead.
const WHOLE_WITHOUT_VECTORS: usize = 1_000_000;

impl Corridor {
    /// Everything.
    pub(crate) fn full(n: usize, m: usize) -> Self {
        Self { rows: vec![0..m + 1; n + 1] }
    }

    /// Everything, in a document of ordinary size.
    pub(crate) fn whole_if_small(n: usize, m: usize) -> Option<Self> {
        ((n + 1) * (m + 1) <= WHOLE_CELLS).then(|| Self::full(n, m))
    }

    /// Near a path of single segments, in any order.
    pub(crate) fn along_path(path: &[(usize, usize)], n: usize, m: usize) -> Self {
        Self::around(path, PATH_SEGMENTS, n, m)
    }

    /// Everything for documents of ordinary size; for long ones a corridor along the longest chain of
    /// values that occur once in each half, which follows the text wherever it goes instead of
    /// keeping to the diagonal.
    pub(crate) fn along_anchors(keys: &Keys, n: usize, m: usize) -> Self {
        if (n + 1) * (m + 1) <= WHOLE_WITHOUT_VECTORS {
            return Self::full(n, m);
        }
        let mut points = vec![(0, 0)];
        points.extend(longest_chain(&keys.unique_pairs()));
        points.push((n, m));
        let mut rows: Vec<Range<usize>> = vec![m..0; n + 1];
        for pair in points.windows(2) {
            let [(i0, j0), (i1, j1)] = [pair[0], pair[1]];
            let margin = (ANCHOR_SEGMENTS + (i1 - i0).max(j1 - j0) / 2).min(WIDEST_SEGMENTS);
            for (i, row) in rows.iter_mut().enumerate().take(i1 + 1).skip(i0) {
                let j = j0 + (j1 - j0) * (i - i0) / (i1 - i0).max(1);
                row.start = row.start.min(j.saturating_sub(margin));
                row.end = row.end.max((j + margin).min(m) + 1);
            }
        }
        Self::passable(rows)
    }

    /// The cells up to `radius` steps away from any of `points`.
    pub(crate) fn around(points: &[(usize, usize)], radius: usize, n: usize, m: usize) -> Self {
        let mut rows = vec![m + 1..0; n + 1];
        for &(i, j) in [(0, 0), (n, m)].iter().chain(points) {
            rows[i].start = rows[i].start.min(j);
            rows[i].end = rows[i].end.max(j + 1);
        }
        Self { rows }.widened(radius)
    }

    /// With the cells up to `radius` steps away; an empty row may run backwards.
    fn widened(&self, radius: usize) -> Self {
        let (n, m) = (self.rows.len() - 1, self.rows[self.rows.len() - 1].end - 1);
        let mut rows = vec![m + 1..0; n + 1];
        for (i, row) in self.rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            let near = i.saturating_sub(radius)..=(i + radius).min(n);
            for (other, wide) in near.clone().zip(&mut rows[near]) {
                let left = radius - i.abs_diff(other);
                wide.start = wide.start.min(row.start.saturating_sub(left));
                wide.end = wide.end.max((row.end + left).min(m + 1));
            }
        }
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

    /// The part of the corridor near `cells`, which may lack rows.
    pub(crate) fn near(&self, cells: &Self, radius: usize) -> Self {
        let mut near = cells.widened(radius);
        for (row, all) in near.rows.iter_mut().zip(&self.rows) {
            row.start = row.start.max(all.start);
            row.end = row.end.min(all.end);
        }
        near
    }

    /// Whether no cell is left out.
    pub(crate) fn is_whole(&self) -> bool {
        let m = self.rows.last().map_or(0, |row| row.end);
        self.rows.iter().all(|row| *row == (0..m))
    }

    /// How many cells there are.
    pub(crate) fn cells(&self) -> usize {
        self.rows.iter().map(ExactSizeIterator::len).sum()
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_corridor_keeps_its_distance_round_corners() {
        // Three pairs, then five target segments alone, then a pair.
        let path = [(0, 0), (1, 1), (2, 2), (3, 3), (3, 8), (4, 9)];
        let corridor = Corridor::around(&path, 2, 4, 9);
        assert_eq!(corridor.rows, [0..3, 0..9, 0..10, 1..10, 2..10]);
        assert!(!corridor.is_whole());
        assert!(Corridor::around(&path, 20, 4, 9).is_whole());
    }

    proptest! {
        #[test]
        fn every_cell_of_a_corridor_has_a_way_on(
            steps in prop::collection::vec((0usize..3, 0usize..9), 1..40), radius in 1usize..5,
        ) {
            let mut path = vec![(0, 0)];
            for (a, b) in steps {
                let (i, j) = path[path.len() - 1];
                path.push((i + a, j + b));
            }
            let (n, m) = path[path.len() - 1];
            let corridor = Corridor::around(&path, radius, n, m);
            for (i, row) in corridor.rows.iter().enumerate() {
                for j in row.clone() {
                    let back = [(i.wrapping_sub(1), j), (i, j.wrapping_sub(1))];
                    let from = back.iter().any(|&(i, j)| i <= n && j <= m && corridor.contains(i, j));
                    prop_assert!((i, j) == (0, 0) || from, "{i} {j} of {corridor:?}");
                }
            }
            prop_assert!(path.iter().all(|&(i, j)| corridor.contains(i, j)));
        }
    }
}
