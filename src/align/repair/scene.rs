//! The evidence that beads are described by, looked up or worked out once a document.

use std::ops::Range;

use rayon::prelude::*;

use super::{
    feature::{FEATURES, Feature, FeatureRow},
    lattice::Edge,
    pulls::{Called, Near, Pulls},
};
use crate::{
    align::{
        Bead,
        cost::{AnchorCost, Cost, LengthCost, LexicalCost, ParagraphCost, prior::LONGEST_RUN},
        vectors::RunVectors,
    },
    lexicon::{Lexicon, Reading},
    segment::{Half, Segment},
    text::{Order, closed_up},
};

/// Everything known of the document.
pub(crate) struct Scene<'a> {
    pub(crate) length: &'a LengthCost,
    pub(crate) paragraphs: &'a ParagraphCost,
    pub(crate) anchors: &'a AnchorCost<'a>,
    pub(crate) words: &'a LexicalCost,
    pub(crate) vectors: Option<&'a [RunVectors; 2]>,
    pub(crate) readings: Option<&'a [Vec<Reading>; 2]>,
}

/// Both halves as the lexicon reads them; nothing if it does not know the languages.
pub(crate) fn readings(source: &Half, target: &Half) -> Option<[Vec<Reading>; 2]> {
    Order::of(&source.language, &target.language)?;
    let lexicon = Lexicon::embedded();
    let read = |half: &Half| -> Vec<Reading> {
        let segments = half.segments.par_iter();
        let read = |segment: &Segment| lexicon.reading(&closed_up(&segment.text), &half.language);
        segments.filter_map(read).collect()
    };
    Some([read(source), read(target)])
}

/// Share of the distance to random passages that is neither near nor far.
const NEITHER: f64 = 0.637;

/// A gap of so many characters is neither long nor short.
const GAP_CHARS: f64 = 30.0;

/// So many source segments are looked at together.
const STRETCH_SEGMENTS: usize = 512;

/// So many beads of usual distance are added to those of the document.
const USUAL_BEADS: f64 = 10.0;

/// Usual distance, against random passages, of two segments that translate each other.
const TIGHT: f64 = 0.35;

impl Scene<'_> {
    /// How loose the translation is: the mean distance of the vectors of the draft's beads 1-1,
    /// against [`TIGHT`].
    pub(super) fn looseness(&self, draft: &[Bead]) -> f64 {
        let pairs = draft.iter().filter(|bead| bead.source.len() == 1 && bead.target.len() == 1);
        let distances =
            pairs.map(|bead| self.distance(bead.source.clone(), bead.target.clone()) - TIGHT);
        let (count, sum) = distances.fold((0.0, 0.0), |(count, sum), d| (count + 1.0, sum + d));
        sum / (count + USUAL_BEADS)
    }

    /// Distance of two runs against that to random passages.
    fn distance(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        let Some([sources, targets]) = self.vectors else { return NEITHER };
        // What was not worth encoding is as far off as any passage taken at random.
        let Some(cosine) = sources.cosine(&source, targets, &target) else { return 1.0 };
        let distance = 1.0 - cosine;
        let chance = f32::midpoint(sources.chance(&source), targets.chance(&target));
        f64::from(distance / chance.max(0.05))
    }

    /// For each segment of each side the distance to the nearest passage around.
    pub(super) fn nearest(&self, near: &Near, m: usize) -> [Vec<f64>; 2] {
        let n = near.0.len();
        let mut nearest = [vec![2.0; n], vec![2.0; m]];
        if self.vectors.is_none() {
            return nearest;
        }
        for i in 0..n {
            for j in near.0[i].clone() {
                let single = self.distance(i..i + 1, j..j + 1);
                let mut offer = |side: usize, index: usize, distance: f64| {
                    nearest[side][index] = nearest[side][index].min(distance);
                };
                offer(0, i, single);
                offer(1, j, single);
                if j + 1 < m {
                    offer(0, i, self.distance(i..i + 1, j..j + 2));
                }
                if i + 1 < n {
                    offer(1, j, self.distance(i..i + 2, j..j + 1));
                }
            }
        }
        nearest
    }

    /// Adds the features of all beads to zeros, a row a bead.
    ///
    /// What the words of a pair of segments call for takes much room, so that is worked out for a stretch of the
    /// document at a time.
    pub(super) fn describe(&self, edges: &[Edge], loose: f64, features: &mut [f32]) {
        let [n, m] = self.length.segments();
        let near = Near::of(edges, n);
        let mut called = Called::none(n, m);
        let mut done = 0;
        for start in (0..=n).step_by(STRETCH_SEGMENTS) {
            let end = (start + STRETCH_SEGMENTS).min(n + 1);
            // Beads come in the order of where they end.
            let upto = edges.partition_point(|edge| edge.source.end < end);
            let own = start.saturating_sub(LONGEST_RUN)..end - 1;
            let pulls = self.readings.map(|readings| Pulls::new(readings, &near, own));
            if let Some(pulls) = &pulls {
                pulls.tell(&mut called);
            }
            let rows = &mut features[done * FEATURES..upto * FEATURES];
            each(&edges[done..upto], rows, |edge, row| {
                if !edge.is_gap() {
                    self.describe_pair(edge, pulls.as_ref(), loose, row);
                }
            });
            done = upto;
        }
        let nearest = self.nearest(&near, m);
        each(edges, features, |edge, row| {
            if edge.is_gap() {
                self.describe_gap(edge, &called, &nearest, row);
            }
        });
    }

    fn describe_gap(
        &self,
        edge: &Edge,
        called: &Called,
        nearest: &[Vec<f64>; 2],
        row: &mut FeatureRow<'_>,
    ) {
        let (side, run) =
            if edge.target.is_empty() { (0, &edge.source) } else { (1, &edge.target) };
        row.set(Feature::Gap, 1.0);
        row.set(Feature::GapLength, ((self.length.chars(side, run) + 2.0) / GAP_CHARS).ln());
        if self.vectors.is_some() {
            row.set(Feature::GapNearest, nearest[side][run.start] - NEITHER);
        }
        if self.readings.is_some() {
            row.set(Feature::GapLexicon, called.most[side][run.start]);
        }
    }

    fn describe_pair(
        &self,
        edge: &Edge,
        pulls: Option<&Pulls<'_>>,
        loose: f64,
        row: &mut FeatureRow<'_>,
    ) {
        let Edge { source, target, .. } = edge;
        if let Some(kind) = kind(source.len(), target.len()) {
            row.set(kind, 1.0);
        }
        let length = self.length.cost(source.clone(), target.clone());
        row.set(Feature::Length, length);
        if source.len() + target.len() > 2 {
            row.set(Feature::LengthMerged, length);
        }
        let [together, alone, across] = self.paragraphs.counts(source, target);
        row.set(Feature::Together, together);
        row.set(Feature::Alone, alone);
        row.set(Feature::Across, across);
        let [shared, missed] = self.anchors.parts(source, target);
        row.set(Feature::Shared, shared);
        row.set(Feature::Missed, missed);
        let [expected, unexpected] = self.words.parts(source, target);
        row.set(Feature::Expected, expected);
        row.set(Feature::Unexpected, unexpected);
        if self.vectors.is_some() {
            self.describe_meaning(source, target, loose, row);
        }
        if let Some(pulls) = pulls {
            pulls.describe(source, target, row);
        }
    }

    fn describe_meaning(
        &self,
        source: &Range<usize>,
        target: &Range<usize>,
        loose: f64,
        row: &mut FeatureRow<'_>,
    ) {
        let distance = self.distance(source.clone(), target.clone());
        let beyond = distance - NEITHER;
        row.set(Feature::Distance, beyond);
        row.set(Feature::DistanceSquared, distance * distance);
        row.set(Feature::DistanceLoose, beyond * loose);
        let chars = self.length.chars(1, target);
        row.set(Feature::DistanceShort, beyond / (1.0 + chars / SHORT_CHARS));
        if source.len() + target.len() <= 2 {
            return;
        }
        let (mut drag, mut stranger) = (0.0, 0.0);
        if source.len() > 1 {
            let less = [source.start + 1..source.end, source.start..source.end - 1];
            let less = less.map(|less| self.distance(less, target.clone()));
            drag += distance - less[0].min(less[1]);
            let each = source.clone().map(|i| self.distance(i..i + 1, target.clone()));
            stranger += each.fold(0.0, f64::max) - NEITHER;
        }
        if target.len() > 1 {
            let less = [target.start + 1..target.end, target.start..target.end - 1];
            let less = less.map(|less| self.distance(source.clone(), less));
            drag += distance - less[0].min(less[1]);
            let each = target.clone().map(|j| self.distance(source.clone(), j..j + 1));
            stranger += each.fold(0.0, f64::max) - NEITHER;
        }
        row.set(Feature::DistanceMerged, beyond);
        row.set(Feature::Drag, drag);
        row.set(Feature::DragLoose, drag * loose);
        row.set(Feature::Stranger, stranger);
    }
}

/// A target side of so many characters is short: its vector tells half of what others do.
const SHORT_CHARS: f64 = 20.0;

/// Lets `describe` fill in the row of each bead.
fn each(
    edges: &[Edge],
    features: &mut [f32],
    describe: impl Fn(&Edge, &mut FeatureRow<'_>) + Sync,
) {
    let rows = features.par_chunks_mut(FEATURES).zip(edges);
    rows.for_each(|(row, edge)| describe(edge, &mut FeatureRow::new(row)));
}

/// The feature of a bead n-m; none for 1-1, which the others are measured against.
fn kind(n: usize, m: usize) -> Option<Feature> {
    match (n.min(m), n.max(m)) {
        (1, 2) => Some(Feature::Kind12),
        (2, 2) => Some(Feature::Kind22),
        (1, 3) => Some(Feature::Kind13),
        (2, 3) => Some(Feature::Kind23),
        (1, 4) => Some(Feature::Kind14),
        (2, 4) | (3, 3) => Some(Feature::Kind33),
        (1, 5) => Some(Feature::Kind15),
        _ => None,
    }
}
