use std::ops::Range;

use rayon::prelude::*;

use super::{
    Alignment, Bead,
    corridor::{Corridor, Table},
    cost::{Cost, prior},
};

/// Costs are divided by this before they are read as probabilities: the kinds of evidence are not as
/// independent as their sum pretends.
const TEMPERATURE: f64 = 1.6;

/// Cells that a draft's ladders pass more seldom (ln of the probability) are not looked at again: no
/// further evidence can make that good.
const UNLIKELY: f64 = -18.0;

/// … but those so near the others are.
const NEAR_SEGMENTS: usize = 4;

/// A corridor of more cells is searched with few kinds of bead first.
const MANY_CELLS: usize = 60_000;

/// Kinds of so many segments in all are few.
const FEW_SEGMENTS: usize = 3;

/// Less than this share (as a logarithm) of a sum of probabilities is not added to it.
const NEGLIGIBLE: f64 = -40.0;

/// The ladder with the least sum of costs, each bead with its posterior probability.
///
/// O(cells × kinds of bead) in time, O(cells) in memory; the costs are worked out by all threads.
pub(crate) fn best_ladder(costs: &[&dyn Cost], corridor: &Corridor) -> Alignment {
    Search::new(costs, corridor, prior::kinds()).ladder(costs)
}

/// The ladder with the least sum of costs, and the part of the corridor in which a search by the same
/// and further costs will find its own.
///
/// A wide corridor is searched with few kinds of bead first, and with all of them where that led to.
pub(crate) fn draft(costs: &[&dyn Cost], corridor: &Corridor) -> (Alignment, Corridor) {
    let mut kinds = prior::kinds();
    let narrow = (corridor.cells() > MANY_CELLS).then(|| {
        let few = kinds.iter().copied().filter(|(a, b)| a + b <= FEW_SEGMENTS).collect();
        Search::new(costs, corridor, few).likely()
    });
    let corridor = narrow.as_ref().unwrap_or(corridor);
    let search = Search::new(costs, corridor, std::mem::take(&mut kinds));
    (search.ladder(costs), search.likely())
}

/// What is known of the cells of a corridor.
struct Search<'a> {
    corridor: &'a Corridor,
    /// Numbers of source and target segments.
    kinds: Vec<(usize, usize)>,
    /// The costs of all beads that end in a cell, kind by kind; infinite if the corridor has no place
    /// for them. A row a number of source segments.
    steps: Vec<Vec<f32>>,
    /// The kind of the last bead of the best ladder up to a cell.
    last: Table<u8>,
    /// ln of the sum over all ladders up to a cell, and from there on.
    forward: Table<f64>,
    backward: Table<f64>,
}

impl<'a> Search<'a> {
    fn new(costs: &[&dyn Cost], corridor: &'a Corridor, kinds: Vec<(usize, usize)>) -> Self {
        let rows = 0..corridor.rows.len();
        let steps = rows.into_par_iter().map(|i| steps(costs, corridor, &kinds, i)).collect();
        let mut search = Self {
            corridor,
            kinds,
            steps,
            last: Table::new(corridor, u8::MAX),
            forward: Table::new(corridor, f64::NEG_INFINITY),
            backward: Table::new(corridor, f64::NEG_INFINITY),
        };
        search.go_forward();
        search.go_backward();
        search
    }

    /// The costs of the beads that end in a cell.
    fn steps(&self, i: usize, j: usize) -> &[f32] {
        let at = (j - self.corridor.rows[i].start) * self.kinds.len();
        &self.steps[i][at..][..self.kinds.len()]
    }

    fn go_forward(&mut self) {
        let mut best = Table::new(self.corridor, f64::INFINITY);
        *best.at(0, 0) = 0.0;
        *self.forward.at(0, 0) = 0.0;
        let mut paths = Vec::with_capacity(self.kinds.len());
        for i in 0..self.corridor.rows.len() {
            for j in self.corridor.rows[i].clone() {
                if (i, j) == (0, 0) {
                    continue;
                }
                let (mut least, mut last) = (f64::INFINITY, u8::MAX);
                paths.clear();
                for (kind, (&(a, b), &step)) in (0..).zip(self.kinds.iter().zip(self.steps(i, j))) {
                    if step == f32::INFINITY {
                        continue;
                    }
                    let step = f64::from(step);
                    let whole = best.get(i - a, j - b) + step;
                    if whole < least {
                        (least, last) = (whole, kind);
                    }
                    paths.push(self.forward.get(i - a, j - b) - step / TEMPERATURE);
                }
                *best.at(i, j) = least;
                *self.last.at(i, j) = last;
                *self.forward.at(i, j) = log_sum(&paths);
            }
        }
    }

    fn go_backward(&mut self) {
        let end = self.end();
        *self.backward.at(end.0, end.1) = 0.0;
        let mut paths = Vec::with_capacity(self.kinds.len());
        for i in (0..=end.0).rev() {
            for j in self.corridor.rows[i].clone().rev() {
                if (i, j) == end {
                    continue;
                }
                paths.clear();
                for (kind, &(a, b)) in self.kinds.iter().enumerate() {
                    if i + a > end.0 || !self.corridor.contains(i + a, j + b) {
                        continue;
                    }
                    let step = f64::from(self.steps(i + a, j + b)[kind]);
                    paths.push(self.backward.get(i + a, j + b) - step / TEMPERATURE);
                }
                *self.backward.at(i, j) = log_sum(&paths);
            }
        }
    }

    /// The last cell.
    fn end(&self) -> (usize, usize) {
        let rows = &self.corridor.rows;
        (rows.len() - 1, rows[rows.len() - 1].end - 1)
    }

    /// The best ladder, its beads costed once more with all digits.
    fn ladder(&self, costs: &[&dyn Cost]) -> Alignment {
        let (mut i, mut j) = self.end();
        let all = self.forward.get(i, j);
        let mut beads = Vec::new();
        while (i, j) != (0, 0) {
            let Some(&(a, b)) = self.kinds.get(usize::from(self.last.get(i, j))) else { break };
            let cost = cost(costs, i - a..i, j - b..j);
            let path =
                self.forward.get(i - a, j - b) - cost / TEMPERATURE + self.backward.get(i, j);
            let score = (path - all).exp().clamp(0.0, 1.0);
            beads.push(Bead { source: i - a..i, target: j - b..j, score, cost });
            (i, j) = (i - a, j - b);
        }
        beads.reverse();
        Alignment { beads }
    }

    /// The cells that a ladder passes with some probability, and those near them.
    fn likely(&self) -> Corridor {
        let end = self.end();
        let all = self.forward.get(end.0, end.1);
        let row = |i: usize| {
            let passed =
                |j: &usize| self.forward.get(i, *j) + self.backward.get(i, *j) - all >= UNLIKELY;
            let mut columns = self.corridor.rows[i].clone();
            match columns.find(passed) {
                Some(first) => first..columns.rfind(passed).unwrap_or(first) + 1,
                None => end.1 + 1..0,
            }
        };
        let cells = Corridor { rows: (0..=end.0).map(row).collect() };
        self.corridor.near(&cells, NEAR_SEGMENTS)
    }
}

/// The costs of all beads that end in the cells of a row.
fn steps(costs: &[&dyn Cost], corridor: &Corridor, kinds: &[(usize, usize)], i: usize) -> Vec<f32> {
    let mut steps = Vec::with_capacity(corridor.rows[i].len() * kinds.len());
    for j in corridor.rows[i].clone() {
        steps.extend(kinds.iter().map(|&(a, b)| {
            if a > i || b > j || !corridor.contains(i - a, j - b) {
                return f32::INFINITY;
            }
            #[expect(clippy::cast_possible_truncation, reason = "nats need no more digits")]
            let nats = cost(costs, i - a..i, j - b..j) as f32;
            nats
        }));
    }
    steps
}

fn cost(costs: &[&dyn Cost], source: Range<usize>, target: Range<usize>) -> f64 {
    costs.iter().map(|cost| cost.cost(source.clone(), target.clone())).sum()
}

/// ln of the sum of eᵃ for all `logs`.
fn log_sum(logs: &[f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    let shares = logs.iter().map(|log| log - most).filter(|share| *share > NEGLIGIBLE);
    most + shares.map(f64::exp).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Pairs are likely where the numbers of both sides are near, 1-1 likelier than others.
    struct Numbers([Vec<u8>; 2]);

    impl Cost for Numbers {
        fn name(&self) -> &'static str {
            "numbers"
        }

        fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64 {
            if source.is_empty() || target.is_empty() {
                return 4.0;
            }
            let sum = |side: usize, range: Range<usize>| {
                self.0[side][range].iter().map(|&n| f64::from(n)).sum::<f64>()
            };
            let beyond = (source.len() + target.len() - 2) as f64;
            let (s, t) = (sum(0, source), sum(1, target));
            (s - t).abs() / 4.0 + 1.5 * beyond - 3.0
        }
    }

    fn whole(ladder: &Alignment) -> f64 {
        ladder.beads.iter().map(|bead| bead.cost).sum()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn a_draft_leads_to_the_best_ladder(
            s in prop::collection::vec(0u8..60, 1..30), t in prop::collection::vec(0u8..60, 1..30),
        ) {
            let corridor = Corridor::full(s.len(), t.len());
            let numbers = Numbers([s, t]);
            let costs: [&dyn Cost; 1] = [&numbers];
            let best = best_ladder(&costs, &corridor);
            let (draft, likely) = draft(&costs, &corridor);
            prop_assert_eq!(&draft, &best);
            let again = best_ladder(&costs, &likely);
            prop_assert!((whole(&again) - whole(&best)).abs() < 1e-6);
            for (bead, other) in again.beads.iter().zip(&best.beads) {
                prop_assert!((bead.score - other.score).abs() < 1e-4, "{bead:?} {other:?}");
            }
        }

        #[test]
        fn one_thread_and_three_give_the_same(t in prop::collection::vec(0u8..60, 20..60)) {
            let mut s = t.clone();
            s.drain(5..9);
            let corridor = Corridor::full(s.len(), t.len());
            let numbers = Numbers([s, t]);
            let ladder = |threads: usize| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
                pool.expect("threads").install(|| best_ladder(&[&numbers], &corridor))
            };
            prop_assert_eq!(ladder(1), ladder(3));
        }
    }
}
