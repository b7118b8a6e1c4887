//! The evidence that beads are described by, looked up or worked out once a document.

use std::ops::Range;

use rayon::prelude::*;

use super::{feature::Feature, lattice::Edge};
use crate::{
    align::{
        Bead,
        cost::{AnchorCost, Cost, LengthCost, LexicalCost, ParagraphCost},
        vectors::RunVectors,
    },
    lexicon::{Called, Lexicon, Pull, Reading},
    segment::{Half, Segment},
    text::closed_up,
};

/// Everything known of the document.
pub(crate) struct Scene<'a> {
    pub(crate) length: &'a LengthCost,
    pub(crate) paragraphs: &'a ParagraphCost,
    pub(crate) anchors: &'a AnchorCost<'a>,
    pub(crate) words: &'a LexicalCost,
    pub(crate) vectors: Option<&'a [RunVectors; 2]>,
    pub(crate) readings: Option<&'a [Vec<Reading>; 2]>,
    pub(crate) chars: [Vec<f64>; 2],
}

/// Both halves as the lexicon reads them; nothing if it does not know the languages.
pub(crate) fn readings(source: &Half, target: &Half) -> Option<[Vec<Reading>; 2]> {
    let both = |one: &Half, other: &Half| one.language.is_english() && other.language.is_korean();
    if !both(source, target) && !both(target, source) {
        return None;
    }
    let lexicon = Lexicon::embedded();
    let read = |half: &Half| -> Vec<Reading> {
        let segments = half.segments.par_iter();
        let read = |segment: &Segment| lexicon.reading(&closed_up(&segment.text), &half.language);
        segments.filter_map(read).collect()
    };
    Some([read(source), read(target)])
}

/// Characters of each segment, white space left out.
pub(crate) fn chars(half: &Half) -> Vec<f64> {
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() as f64;
    half.segments.iter().map(|segment| count(&segment.text)).collect()
}

/// For each source segment the target segments that a bead may join it with.
pub(super) struct Near(Vec<Range<usize>>);

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

/// What segments near each other call for in each other's words.
pub(super) struct Pulls {
    /// For each source segment the target segments compared with it.
    near: Vec<Range<usize>>,
    /// On the words of the target, and on those of the source.
    forward: Vec<Vec<Pull>>,
    backward: Vec<Vec<Pull>>,
    /// For each segment the most nats that a segment around calls for, over the root of its words.
    pub(super) best: [Vec<f64>; 2],
}

impl Pulls {
    pub(super) fn new([source, target]: &[Vec<Reading>; 2], near: &Near) -> Self {
        let lexicon = Lexicon::embedded();
        let near = near.0.clone();
        let both: Vec<(Vec<Pull>, Vec<Pull>)> = near
            .par_iter()
            .enumerate()
            .map(|(i, near)| {
                near.clone()
                    .map(|j| {
                        let (s, t) = (&source[i], &target[j]);
                        (lexicon.pull(s, t), lexicon.pull(t, s))
                    })
                    .unzip()
            })
            .collect();
        let (forward, backward): (Vec<_>, Vec<_>) = both.into_iter().unzip();
        let mut best = [vec![0.0; source.len()], vec![0.0; target.len()]];
        for (i, near) in near.iter().enumerate() {
            for (at, j) in near.clone().enumerate() {
                let (s, t) = (&source[i], &target[j]);
                let called =
                    [s.called(&[&backward[i][at]], t.len()), t.called(&[&forward[i][at]], s.len())];
                for (best, (index, called)) in best.iter_mut().zip([i, j].into_iter().zip(called)) {
                    best[index] = f64::max(best[index], root_share(&called, called.nats));
                }
            }
        }
        Self { near, forward, backward, best }
    }

    /// What the source segments call for among the words of a target segment, and the reverse.
    fn forward(&self, sources: &Range<usize>, j: usize) -> Vec<&Pull> {
        sources.clone().map(|i| &self.forward[i][j - self.near[i].start]).collect()
    }

    fn backward(&self, i: usize, targets: &Range<usize>) -> Vec<&Pull> {
        targets.clone().map(|j| &self.backward[i][j - self.near[i].start]).collect()
    }
}

fn root_share(called: &Called, value: f64) -> f64 {
    value / called.words.max(1.0).sqrt()
}

/// Share of the distance to random passages that is neither near nor far.
const NEITHER: f64 = 0.637;

/// A gap of so many characters is neither long nor short.
const GAP_CHARS: f64 = 30.0;

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

    /// Adds the features of a bead to zeros. `loose` is [`looseness`](Self::looseness).
    pub(super) fn describe(
        &self,
        source: &Range<usize>,
        target: &Range<usize>,
        (pulls, nearest): (Option<&Pulls>, &[Vec<f64>; 2]),
        loose: f64,
        features: &mut [f32],
    ) {
        let row = &mut Row(features);
        if source.is_empty() || target.is_empty() {
            let (side, index) =
                if target.is_empty() { (0, source.start) } else { (1, target.start) };
            row.set(Feature::Gap, 1.0);
            row.set(Feature::GapLength, ((self.chars[side][index] + 2.0) / GAP_CHARS).ln());
            if self.vectors.is_some() {
                row.set(Feature::GapNearest, nearest[side][index] - NEITHER);
            }
            if let Some(pulls) = pulls {
                row.set(Feature::GapLexicon, pulls.best[side][index]);
            }
            return;
        }
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
        if let (Some(pulls), Some(readings)) = (pulls, self.readings) {
            pulls.describe(source, target, readings, row);
        }
    }

    fn describe_meaning(
        &self,
        source: &Range<usize>,
        target: &Range<usize>,
        loose: f64,
        row: &mut Row<'_>,
    ) {
        let distance = self.distance(source.clone(), target.clone());
        let beyond = distance - NEITHER;
        row.set(Feature::Distance, beyond);
        row.set(Feature::DistanceSquared, distance * distance);
        row.set(Feature::DistanceLoose, beyond * loose);
        let chars: f64 = self.chars[1][target.clone()].iter().sum();
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

/// The features of a bead, to be filled in.
struct Row<'a>(&'a mut [f32]);

impl Row<'_> {
    #[expect(clippy::cast_possible_truncation, reason = "evidence needs no more digits")]
    fn set(&mut self, feature: Feature, value: f64) {
        self.0[feature as usize] = value as f32;
    }
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

impl Pulls {
    fn describe(
        &self,
        source: &Range<usize>,
        target: &Range<usize>,
        [sources, targets]: &[Vec<Reading>; 2],
        row: &mut Row<'_>,
    ) {
        let words = |readings: &[Reading]| -> usize { readings.iter().map(Reading::len).sum() };
        let of_source = words(&sources[source.clone()]);
        let of_target = words(&targets[target.clone()]);
        let forward =
            target.clone().map(|j| targets[j].called(&self.forward(source, j), of_source));
        let backward =
            source.clone().map(|i| sources[i].called(&self.backward(i, target), of_target));
        let sides: [Vec<Called>; 2] = [forward.collect(), backward.collect()];
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
