//! The ladders near a draft, as a graph: cells (segments used on each side) joined by beads.
//!
//! Each bead is worth the sum of its features times their weights; a ladder is as probable as the
//! exponential of its sum (a semi-Markov conditional random field). A gap may depend on whether a gap
//! stands before it, so that a missing chapter costs less than as many single sentences missing.

use std::{collections::BTreeMap, ops::Range};

use super::feature::{FEATURES, Feature, Group, Weights};
use crate::align::{Alignment, Bead, cost::prior};

/// A bead that could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Source segments.
    pub source: Range<usize>,
    /// Target segments.
    pub target: Range<usize>,
    from: u32,
    to: u32,
}

/// What a ladder ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Last {
    Link = 0,
    SourceGap = 1,
    TargetGap = 2,
}

/// As many as there are of [`Last`].
const STATES: usize = 3;

impl Edge {
    /// Whether one side is empty.
    pub(super) fn is_gap(&self) -> bool {
        self.source.is_empty() || self.target.is_empty()
    }

    fn last(&self) -> Last {
        if self.target.is_empty() {
            Last::SourceGap
        } else if self.source.is_empty() {
            Last::TargetGap
        } else {
            Last::Link
        }
    }

    /// What follows what; a gap on the source side stands before one on the target side, so that
    /// every ladder has one form.
    fn follows(&self) -> &'static [(Last, Option<Feature>)] {
        use Last::{Link, SourceGap, TargetGap};
        match self.last() {
            Link => &[(Link, None), (SourceGap, None), (TargetGap, None)],
            SourceGap => &[(Link, None), (SourceGap, Some(Feature::GapAgain))],
            TargetGap => &[
                (Link, None),
                (SourceGap, Some(Feature::GapBoth)),
                (TargetGap, Some(Feature::GapAgain)),
            ],
        }
    }
}

/// The ladders near a draft.
#[derive(Debug, Default)]
pub struct Lattice {
    /// All beads, in the order of the cells they end in.
    edges: Vec<Edge>,
    /// A row an edge.
    features: Vec<f32>,
    cells: usize,
}

/// Which cells are looked at: for each number of source segments used a range of numbers of target
/// segments used.
#[derive(Debug, Clone)]
pub(super) struct Window {
    pub(super) rows: Vec<Range<usize>>,
}

impl Window {
    /// The cells near the paths of the ladders, each bead with the number of segments that one may
    /// stray from it.
    pub(super) fn around<'a>(
        beads: impl Iterator<Item = (&'a Bead, usize)>,
        n: usize,
        m: usize,
    ) -> Self {
        let mut rows = vec![m..0; n + 1];
        for (bead, margin) in beads {
            let from = bead.source.start.saturating_sub(margin);
            let to = (bead.source.end + margin).min(n);
            for (away, row) in rows.iter_mut().enumerate().take(to + 1).skip(from) {
                // A diamond: steps aside on both sides together.
                let before = bead.source.start.saturating_sub(away);
                let behind = away.saturating_sub(bead.source.end);
                let rest = margin - before.max(behind);
                row.start = row.start.min(bead.target.start.saturating_sub(rest));
                row.end = row.end.max((bead.target.end + rest).min(m) + 1);
            }
        }
        // A document without any segment has one cell.
        rows[0].start = 0;
        rows[n].end = m + 1;
        Self { rows }
    }

    /// All beads between cells, in the order of the cells they end in.
    pub(super) fn beads(&self) -> Vec<Edge> {
        let mut offsets = Vec::with_capacity(self.rows.len());
        let mut cells = 0;
        for row in &self.rows {
            offsets.push(cells);
            cells += row.len();
        }
        let number = |i: usize, j: usize| {
            u32::try_from(offsets[i] + j - self.rows[i].start).unwrap_or(u32::MAX)
        };
        let kinds = prior::kinds();
        let mut beads = Vec::new();
        for (i, row) in self.rows.iter().enumerate() {
            for j in row.clone() {
                for &(a, b) in &kinds {
                    if a <= i && b <= j && self.rows[i - a].contains(&(j - b)) {
                        let (from, to) = (number(i - a, j - b), number(i, j));
                        beads.push(Edge { source: i - a..i, target: j - b..j, from, to });
                    }
                }
            }
        }
        beads
    }

    fn cells(&self) -> usize {
        self.rows.iter().map(Range::len).sum()
    }
}

impl Lattice {
    /// The beads of a window, with the features that `describe` adds to zeros, a row a bead.
    pub(super) fn new(
        window: &Window,
        edges: Vec<Edge>,
        describe: impl FnOnce(&[Edge], &mut [f32]),
    ) -> Self {
        let mut features = vec![0.0; edges.len() * FEATURES];
        describe(&edges, &mut features);
        Self { edges, features, cells: window.cells() }
    }

    /// All beads that are considered.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The features of a bead.
    pub fn features(&self, edge: usize) -> &[f32] {
        &self.features[edge * FEATURES..][..FEATURES]
    }

    /// What each bead is worth by itself.
    fn worths(&self, weights: &Weights) -> Vec<f64> {
        let worth = |features: &[f32]| -> f64 {
            features.iter().zip(weights).map(|(feature, weight)| f64::from(*feature) * weight).sum()
        };
        self.features.chunks_exact(FEATURES).map(worth).collect()
    }

    /// What all ladders up to each cell, and from each cell to the end, come to: `together` is how two
    /// of them do.
    fn sums(&self, worths: &[f64], weights: &Weights, together: fn(f64, f64) -> f64) -> Sums {
        const NEVER: [f64; STATES] = [f64::NEG_INFINITY; STATES];
        let mut forward = vec![NEVER; self.cells];
        let mut backward = vec![NEVER; self.cells];
        if let Some(first) = forward.first_mut() {
            first[Last::Link as usize] = 0.0;
        }
        let bonus = |feature: Option<Feature>| feature.map_or(0.0, |f| weights[f as usize]);
        for (edge, worth) in self.edges.iter().zip(worths) {
            let mut sum = f64::NEG_INFINITY;
            for &(last, feature) in edge.follows() {
                sum = together(sum, forward[edge.from as usize][last as usize] + bonus(feature));
            }
            let slot = &mut forward[edge.to as usize][edge.last() as usize];
            *slot = together(*slot, sum + worth);
        }
        if let Some(last) = backward.last_mut() {
            *last = [0.0; STATES];
        }
        for (edge, worth) in self.edges.iter().zip(worths).rev() {
            let behind = backward[edge.to as usize][edge.last() as usize] + worth;
            for &(last, feature) in edge.follows() {
                let slot = &mut backward[edge.from as usize][last as usize];
                *slot = together(*slot, behind + bonus(feature));
            }
        }
        let all = forward
            .last()
            .map_or(0.0, |last| last.iter().copied().fold(f64::NEG_INFINITY, together));
        Sums { forward, backward, all }
    }

    /// The most probable ladder, and how probable each of its beads is among all ladders.
    pub fn best(&self, weights: &Weights) -> Alignment {
        let worths = self.worths(weights);
        let sums = self.sums(&worths, weights, log_add);
        let probs = self.probs(&worths, weights, &sums);
        let path = self.path(&worths, weights);
        let beads = path.into_iter().map(|at| self.bead(at, &probs, &worths));
        Alignment { beads: beads.collect() }
    }

    fn bead(&self, at: usize, probs: &[f64], worths: &[f64]) -> Bead {
        let Edge { source, target, .. } = self.edges[at].clone();
        Bead { source, target, score: probs[at].clamp(0.0, 1.0), cost: -worths[at] }
    }

    /// For each bead of the most probable ladder what each kind of evidence is worth, and the most
    /// probable other bead that holds the first segment of one of its sides.
    pub(crate) fn reasons(&self, weights: &Weights) -> Vec<(Bead, [f64; GROUPS], Option<Bead>)> {
        let worths = self.worths(weights);
        let sums = self.sums(&worths, weights, log_add);
        let probs = self.probs(&worths, weights, &sums);
        let path = self.path(&worths, weights);
        let mut rivals: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
        for (at, edge) in self.edges.iter().enumerate() {
            let source = edge.source.clone().map(|index| (true, index));
            for segment in source.chain(edge.target.clone().map(|index| (false, index))) {
                rivals.entry(segment).or_default().push(at);
            }
        }
        let mut last = Last::Link;
        let mut reasons = Vec::with_capacity(path.len());
        for at in path {
            let edge = &self.edges[at];
            let mut nats = [0.0; GROUPS];
            for ((feature, weight), value) in
                Feature::ALL.iter().zip(weights).zip(self.features(at))
            {
                nats[feature.group() as usize] += weight * f64::from(*value);
            }
            let step = edge.follows().iter().find(|(before, _)| *before == last);
            if let Some((_, Some(feature))) = step {
                nats[Group::Kind as usize] += weights[*feature as usize];
            }
            last = edge.last();
            let others = firsts(edge).into_iter().flatten().flat_map(|first| &rivals[&first]);
            let others = others.copied().filter(|&other| other != at);
            let other = others.max_by(|a, b| probs[*a].total_cmp(&probs[*b]).then(b.cmp(a)));
            let instead = other.map(|other| self.bead(other, &probs, &worths));
            reasons.push((self.bead(at, &probs, &worths), nats, instead));
        }
        reasons
    }

    /// The edges of the ladder that is worth most.
    fn path(&self, worths: &[f64], weights: &Weights) -> Vec<usize> {
        let best = self.sums(worths, weights, f64::max);
        let bonus = |feature: Option<Feature>| feature.map_or(0.0, |f| weights[f as usize]);
        // Forward along the best: from each cell the edge whose rest is worth most.
        let mut leaving: Vec<Vec<usize>> = vec![Vec::new(); self.cells];
        for (at, edge) in self.edges.iter().enumerate() {
            leaving[edge.from as usize].push(at);
        }
        let mut path = Vec::new();
        let (mut cell, mut state) = (0, Last::Link);
        while cell + 1 < self.cells {
            let rest = |&at: &usize| {
                let edge = &self.edges[at];
                let step = edge.follows().iter().find(|(last, _)| *last == state)?;
                let behind = best.backward[edge.to as usize][edge.last() as usize];
                Some((behind + worths[at] + bonus(step.1), at))
            };
            let next = leaving[cell].iter().filter_map(rest);
            let Some((_, at)) = next.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) else {
                break;
            };
            path.push(at);
            (cell, state) = (self.edges[at].to as usize, self.edges[at].last());
        }
        path
    }

    /// How probable each bead is.
    fn probs(&self, worths: &[f64], weights: &Weights, sums: &Sums) -> Vec<f64> {
        let bonus = |feature: Option<Feature>| feature.map_or(0.0, |f| weights[f as usize]);
        let prob = |(edge, worth): (&Edge, &f64)| -> f64 {
            let behind = sums.backward[edge.to as usize][edge.last() as usize] + worth - sums.all;
            let before = edge.follows().iter().map(|&(last, feature)| {
                (sums.forward[edge.from as usize][last as usize] + bonus(feature) + behind).exp()
            });
            before.sum()
        };
        self.edges.iter().zip(worths).map(prob).collect()
    }

    /// Drops the beads that are less probable than `least` and not `kept`, and the same of `kept`.
    pub fn prune(&mut self, weights: &Weights, least: f64, kept: &mut Vec<bool>) {
        let worths = self.worths(weights);
        let sums = self.sums(&worths, weights, log_add);
        let probs = self.probs(&worths, weights, &sums);
        let stays: Vec<bool> =
            probs.iter().zip(kept.iter()).map(|(prob, kept)| *kept || *prob >= least).collect();
        let rows = self.features.chunks_exact(FEATURES).zip(&stays);
        self.features =
            rows.filter(|(_, stays)| **stays).flat_map(|(row, _)| row).copied().collect();
        let mut each = stays.iter();
        self.edges.retain(|_| each.next() == Some(&true));
        let mut each = stays.iter();
        kept.retain(|_| each.next() == Some(&true));
    }

    /// ln of the probability that the ladder is one of those made of `allowed` beads only, and its
    /// derivative by each weight. For fitting.
    pub fn likelihood(&self, weights: &Weights, allowed: &[bool]) -> (f64, Weights) {
        let worths = self.worths(weights);
        let held: Vec<f64> = worths
            .iter()
            .zip(allowed)
            .map(|(worth, allowed)| if *allowed { *worth } else { f64::NEG_INFINITY })
            .collect();
        let mut gradient = [0.0; FEATURES];
        let mut values = [0.0; 2];
        for (value, (worths, sign)) in values.iter_mut().zip([(&held, 1.0), (&worths, -1.0)]) {
            let sums = self.sums(worths, weights, log_add);
            *value = sums.all;
            for (at, (edge, worth)) in self.edges.iter().zip(worths).enumerate() {
                let behind =
                    sums.backward[edge.to as usize][edge.last() as usize] + worth - sums.all;
                if behind == f64::NEG_INFINITY {
                    continue;
                }
                let mut prob = 0.0;
                for &(last, feature) in edge.follows() {
                    let bonus = feature.map_or(0.0, |f| weights[f as usize]);
                    let before = sums.forward[edge.from as usize][last as usize];
                    let share = (before + bonus + behind).exp();
                    prob += share;
                    if let Some(feature) = feature {
                        gradient[feature as usize] += sign * share;
                    }
                }
                if prob > 1e-9 {
                    for (slot, value) in gradient.iter_mut().zip(self.features(at)) {
                        *slot += sign * prob * f64::from(*value);
                    }
                }
            }
        }
        (values[0] - values[1], gradient)
    }
}

/// The first segment of each side of a bead that has one; whether it is of the source.
fn firsts(edge: &Edge) -> [Option<(bool, usize)>; 2] {
    [(true, &edge.source), (false, &edge.target)]
        .map(|(source, range)| (!range.is_empty()).then_some((source, range.start)))
}

/// How many kinds of evidence there are.
pub(crate) const GROUPS: usize = Group::ALL.len();

/// For each cell what the ladders up to it come to, by what they end with, and those from it on, by
/// what they follow; and all of them.
struct Sums {
    forward: Vec<[f64; STATES]>,
    backward: Vec<[f64; STATES]>,
    all: f64,
}

/// ln(eᵃ + eᵇ).
fn log_add(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A small document, all ladders of which are considered, its beads described by chance.
    fn lattice(n: usize, m: usize, seed: u64) -> Lattice {
        let whole = Bead { source: 0..n, target: 0..m, score: 1.0, cost: 0.0 };
        let window = Window::around([(&whole, n + m)].into_iter(), n, m);
        Lattice::new(&window, window.beads(), |edges, features| {
            for (edge, row) in edges.iter().zip(features.chunks_exact_mut(FEATURES)) {
                let mut state = seed ^ (u64::from(edge.from) << 32 | u64::from(edge.to));
                for value in row {
                    state =
                        state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_041);
                    *value =
                        f32::from(u8::try_from(state >> 56).expect("eight bits")) / 128.0 - 1.0;
                }
            }
        })
    }

    fn weights() -> Weights {
        std::array::from_fn(|at| (at as f64 * 0.7).sin())
    }

    /// Every ladder, as edges, with what it is worth: found by trying all.
    fn ladders(lattice: &Lattice, weights: &Weights) -> Vec<(Vec<usize>, f64)> {
        let worths = lattice.worths(weights);
        let mut open = vec![(Vec::new(), 0_u32, Last::Link, 0.0)];
        let mut done = Vec::new();
        while let Some((path, cell, last, worth)) = open.pop() {
            if cell as usize + 1 == lattice.cells {
                done.push((path, worth));
                continue;
            }
            for (at, edge) in lattice.edges.iter().enumerate().filter(|(_, e)| e.from == cell) {
                let step = edge.follows().iter().find(|(before, _)| *before == last);
                if let Some((_, feature)) = step {
                    let bonus = feature.map_or(0.0, |feature| weights[feature as usize]);
                    let longer = path.iter().copied().chain([at]).collect();
                    open.push((longer, edge.to, edge.last(), worth + worths[at] + bonus));
                }
            }
        }
        done
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn the_best_ladder_and_its_scores_are_those_of_trying_all(
            n in 0_usize..4, m in 0_usize..4, seed in any::<u64>()
        ) {
            let (lattice, weights) = (lattice(n, m, seed), weights());
            let all = ladders(&lattice, &weights);
            let best = all.iter().map(|(_, worth)| *worth).fold(f64::NEG_INFINITY, f64::max);
            let sum: f64 = all.iter().map(|(_, worth)| worth.exp()).sum();
            let worths = lattice.worths(&weights);
            let path = lattice.path(&worths, &weights);
            let ours = all.iter().find(|(ladder, _)| *ladder == path).map(|(_, worth)| *worth);
            prop_assert!(ours.is_some_and(|ours| (ours - best).abs() < 1e-9));
            for (bead, at) in lattice.best(&weights).beads.iter().zip(path) {
                let with = all.iter().filter(|(ladder, _)| ladder.contains(&at));
                let prob = with.map(|(_, worth)| worth.exp()).sum::<f64>() / sum;
                prop_assert!((bead.score - prob).abs() < 1e-9);
            }
        }

        #[test]
        fn more_evidence_for_a_bead_never_lowers_its_score(
            seed in any::<u64>(), at in any::<prop::sample::Index>(), more in 0.0_f64..3.0
        ) {
            let (lattice, weights) = (lattice(3, 3, seed), weights());
            let at = at.index(lattice.edges.len());
            let prob = |worths: &[f64]| {
                lattice.probs(worths, &weights, &lattice.sums(worths, &weights, log_add))[at]
            };
            let mut worths = lattice.worths(&weights);
            let before = prob(&worths);
            worths[at] += more;
            prop_assert!(prob(&worths) >= before - 1e-12);
        }

        #[test]
        fn the_slope_of_the_likelihood_is_what_a_small_step_shows(
            seed in any::<u64>(), feature in 0..FEATURES
        ) {
            let (lattice, weights) = (lattice(2, 3, seed), weights());
            let path = lattice.path(&lattice.worths(&weights), &weights);
            let allowed: Vec<bool> =
                (0..lattice.edges.len()).map(|at| path.contains(&at)).collect();
            let (_, slope) = lattice.likelihood(&weights, &allowed);
            let at = |step: f64| {
                let mut moved = weights;
                moved[feature] += step;
                lattice.likelihood(&moved, &allowed).0
            };
            let shown = (at(1e-5) - at(-1e-5)) / 2e-5;
            prop_assert!((shown - slope[feature]).abs() < 1e-5);
        }
    }

    #[test]
    fn a_document_without_segments_has_no_beads() {
        assert!(lattice(0, 0, 1).best(&weights()).beads.is_empty());
    }
}
