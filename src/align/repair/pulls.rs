//! What the words of segments near each other call for in each other, by the dictionary.

use std::ops::Range;

use rayon::prelude::*;

use super::{
    feature::{Feature, FeatureRow},
    lattice::Edge,
};
use crate::lexicon::{self, Lexicon, Pull, Reading};

/// For each source segment the target segments that a bead may join it with.
pub(super) struct Near(pub(super) Vec<Range<usize>>);

impl Near {
    pub(super) fn of(edges: &[Edge], n: usize) -> Self {
        let none = Range { start: usize::MAX, end: 0 };
        let mut near = vec![none; n];
        for edge in edges.iter().filter(|edge| !edge.target.is_empty()) {
            for range in &mut near[edge.source.clone()] {
                range.start = range.start.min(edge.target.start);
                range.end = range.end.max(edge.target.end);
            }
        }
        Self(near)
    }
}

/// For each segment of each side the most nats that a segment around calls for, over the root of its
/// words.
pub(super) struct Called {
    pub(super) most: [Vec<f64>; 2],
}

impl Called {
    pub(super) fn none(n: usize, m: usize) -> Self {
        Self { most: [vec![0.0; n], vec![0.0; m]] }
    }
}

/// What a pair of segments call for: on the words of the target, and on those of the source.
struct Both {
    forward: Pull,
    backward: Pull,
    /// What that comes to for the source and for the target alone.
    alone: [f64; 2],
}

/// What some source segments and those near them call for in each other's words.
pub(super) struct Pulls<'a> {
    readings: &'a [Vec<Reading>; 2],
    /// For each source segment the target segments compared with it.
    near: &'a [Range<usize>],
    /// The first of the source segments.
    first: usize,
    /// For each of them, and each target segment near it.
    pairs: Vec<Vec<Both>>,
}

impl<'a> Pulls<'a> {
    /// Of the source segments `own`.
    pub(super) fn new(readings: &'a [Vec<Reading>; 2], near: &'a Near, own: Range<usize>) -> Self {
        let lexicon = Lexicon::embedded();
        let (near, first) = (&near.0[..], own.start);
        let [sources, targets] = readings;
        let both = |s: &Reading, t: &Reading| {
            let (forward, backward) = (lexicon.pull(s, t), lexicon.pull(t, s));
            let called = [s.called(&[&backward], t.len()), t.called(&[&forward], s.len())];
            let alone = called.map(|called| root_share(&called, called.nats));
            Both { forward, backward, alone }
        };
        let of = |i: usize| near[i].clone().map(|j| both(&sources[i], &targets[j])).collect();
        Self { readings, near, first, pairs: own.into_par_iter().map(of).collect() }
    }

    /// Adds what each pair calls for to what is known of its segments.
    pub(super) fn tell(&self, called: &mut Called) {
        for (i, pairs) in (self.first..).zip(&self.pairs) {
            for (j, pair) in self.near[i].clone().zip(pairs) {
                for ((most, index), nats) in called.most.iter_mut().zip([i, j]).zip(pair.alone) {
                    most[index] = f64::max(most[index], nats);
                }
            }
        }
    }

    fn pair(&self, i: usize, j: usize) -> &Both {
        &self.pairs[i - self.first][j - self.near[i].start]
    }

    /// What the source segments call for among the words of a target segment, and the reverse.
    fn forward(&self, sources: &Range<usize>, j: usize) -> Vec<&Pull> {
        sources.clone().map(|i| &self.pair(i, j).forward).collect()
    }

    fn backward(&self, i: usize, targets: &Range<usize>) -> Vec<&Pull> {
        targets.clone().map(|j| &self.pair(i, j).backward).collect()
    }

    /// Sets what the words of both sides of a bead call for.
    pub(super) fn describe(
        &self,
        source: &Range<usize>,
        target: &Range<usize>,
        row: &mut FeatureRow<'_>,
    ) {
        let [sources, targets] = self.readings;
        let words = |readings: &[Reading]| -> usize { readings.iter().map(Reading::len).sum() };
        let of_source = words(&sources[source.clone()]);
        let of_target = words(&targets[target.clone()]);
        let forward =
            target.clone().map(|j| targets[j].called(&self.forward(source, j), of_source));
        let backward =
            source.clone().map(|i| sources[i].called(&self.backward(i, target), of_target));
        let sides: [Vec<lexicon::Called>; 2] = [forward.collect(), backward.collect()];
        let all = || sides.iter().flatten();
        let root = all().map(|called| called.words).sum::<f64>().max(1.0).sqrt();
        let nats = all().map(|called| called.nats).sum::<f64>() / 2.0;
        let uncalled: f64 = all().map(|called| called.uncalled).sum();
        row.set(Feature::Lexicon, nats);
        row.set(Feature::LexiconRoot, nats / root);
        row.set(Feature::Uncalled, uncalled);
        row.set(Feature::UncalledRoot, uncalled / root);
        let (mut least, mut most) = (0.0, 0.0);
        for side in sides.iter().filter(|side| side.len() > 1) {
            least += side.iter().map(|c| root_share(c, c.nats)).fold(f64::INFINITY, f64::min);
            most += side.iter().map(|c| c.uncalled / c.words.max(1.0)).fold(0.0, f64::max);
        }
        row.set(Feature::LexiconStranger, least);
        row.set(Feature::UncalledStranger, most);
    }
}

fn root_share(called: &lexicon::Called, value: f64) -> f64 {
    value / called.words.max(1.0).sqrt()
}
