//! Which segments translate each other: beads by dynamic programming over length, paragraphs, anchors
//! and sentence vectors.
//!
//! Every kind of evidence says, in nats, how much likelier a bead is as a translation than as two
//! passages put together by chance ([`cost`]); the search finds the ladder for which the
//! sum is best, and how probable each of its beads is among all ladders.

mod agreement;
pub mod corrected;
mod corridor;
pub mod cost;
pub mod explain;
pub(crate) mod keys;
pub mod ladder;
mod lexicon;
pub mod pinned;
pub mod repair;
mod rough;
mod search;
mod vectors;
pub mod worked;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    anchor::Anchors,
    encoder::{Encoder, HalfVectors},
    lexicon::Reading,
    segment::Bitext,
};
pub use agreement::Agreement;
use corridor::Corridor;
use cost::{
    AnchorCost, Cost, LengthCost, LexicalCost, ParagraphCost, PriorCost, VectorCost, Weights,
};
use repair::{Lattice, scene::Scene};
use vectors::RunVectors;
pub use vectors::encode;

/// One aligned group of segments; a *gap* if one side is empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bead {
    /// Indices of the source segments.
    pub source: Range<usize>,
    /// Indices of the target segments.
    pub target: Range<usize>,
    /// How probable it is that the bead is right, 0–1: of beads scored 0.9 about nine in ten stand in
    /// the hand-made ladder exactly so, a gap counting as right if its segment has no counterpart.
    /// `scripts/fit_repair.rs` measures it on documents that were left out of the fit.
    pub score: f64,
    /// Cost in nats, lower is better: what the search minimised. 0 is a bead that says nothing.
    pub cost: f64,
}

impl Bead {
    /// Whether one side is empty.
    pub fn is_gap(&self) -> bool {
        self.source.is_empty() || self.target.is_empty()
    }
}

/// The ladder of a bitext: beads that cover both halves once, in order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Alignment {
    /// The beads, in order.
    pub beads: Vec<Bead>,
}

impl Alignment {
    /// The ladder of beads that were given, by how many segments of each half are in each.
    pub fn of_sizes(sizes: &[(usize, usize)]) -> Self {
        let (mut source, mut target) = (0, 0);
        let beads = sizes.iter().map(|&(own, other)| {
            let bead = Bead {
                source: source..source + own,
                target: target..target + other,
                score: 1.0,
                cost: 0.0,
            };
            (source, target) = (bead.source.end, bead.target.end);
            bead
        });
        Self { beads: beads.collect() }
    }

    /// The position of the bead that holds source segment `index`.
    pub fn bead_of_source(&self, index: usize) -> Option<usize> {
        // Beads are in order, gaps on the other side have an empty range at their place.
        let at = self.beads.partition_point(|bead| bead.source.end <= index);
        self.beads.get(at).filter(|bead| bead.source.contains(&index)).map(|_| at)
    }

    /// The position of the bead that holds target segment `index`.
    pub fn bead_of_target(&self, index: usize) -> Option<usize> {
        let at = self.beads.partition_point(|bead| bead.target.end <= index);
        self.beads.get(at).filter(|bead| bead.target.contains(&index)).map(|_| at)
    }
}

/// Aligns the two halves, with sentence vectors of `encoder` if there is one.
///
/// Two passes make a draft: the second knows which words of the two languages went together in the first, and looks
/// where the first was not sure. Documents of up to two hundred segments a half (a thousand without an
/// encoder) are searched whole. In longer ones the search keeps to a corridor that follows the text,
/// found coarse to fine by the vectors or, without them, along the rarest anchors; time and memory then
/// grow with the sum of the lengths.
///
/// An encoder that does not know one of the languages gives vectors that mean nothing: see
/// [`Encoder::require`].
///
/// What is in doubt in the draft is then weighed again with more evidence ([`repair`]), the dictionary
/// of English and Korean among it.
pub fn align(bitext: &Bitext, anchors: &Anchors, encoder: Option<&Encoder>) -> Alignment {
    Evidence::new(bitext, anchors, encoder).align(&Weights::fitted(encoder.is_some()))
}

/// What is known of a bitext before the evidence is weighed: to align it several times.
#[derive(Debug)]
pub struct Evidence<'a> {
    bitext: &'a Bitext,
    anchors: &'a Anchors,
    /// With them goes where to look for beads.
    vectors: Option<([RunVectors; 2], Corridor)>,
    readings: Option<[Vec<Reading>; 2]>,
}

impl<'a> Evidence<'a> {
    /// Encodes both halves, if there is an encoder.
    pub fn new(bitext: &'a Bitext, anchors: &'a Anchors, encoder: Option<&Encoder>) -> Self {
        let vectors = encoder.map(|encoder| encode(encoder, bitext));
        Self::with_vectors(bitext, anchors, vectors.as_ref())
    }

    /// Takes what [`encode`] made of both halves, to use it elsewhere as well.
    pub fn with_vectors(
        bitext: &'a Bitext,
        anchors: &'a Anchors,
        vectors: Option<&[HalfVectors; 2]>,
    ) -> Self {
        let vectors = vectors.map(|vectors| RunVectors::both(vectors, bitext));
        let readings = repair::scene::readings(&bitext.source, &bitext.target);
        Self { bitext, anchors, vectors, readings }
    }

    /// The same without the dictionary, as for languages that it does not know.
    #[must_use]
    pub fn without_lexicon(self) -> Self {
        Self { readings: None, ..self }
    }

    /// The best ladder: a draft by these weights, and what the last pass makes of it.
    pub fn align(&self, weights: &Weights) -> Alignment {
        self.drafted(weights, |scene, draft| {
            let weights = scene.sources().weights();
            scene.lattice(&draft.beads).best(weights)
        })
    }

    /// The draft only.
    pub fn draft(&self, weights: &Weights) -> Alignment {
        self.drafted(weights, |_, draft| draft)
    }

    /// The ladders near the draft, among which the last pass chooses.
    pub fn lattice(&self, weights: &Weights) -> Lattice {
        self.drafted(weights, |scene, draft| scene.lattice(&draft.beads))
    }

    /// The ladders near the draft and near `gold`, for fitting.
    pub fn lattice_with(&self, weights: &Weights, gold: &[Bead]) -> Lattice {
        self.drafted(weights, |scene, draft| scene.lattice_with(&draft.beads, gold))
    }

    fn drafted<T>(&self, weights: &Weights, then: impl FnOnce(&Scene<'_>, Alignment) -> T) -> T {
        let Self { bitext, anchors, vectors, readings } = self;
        let (n, m) = (bitext.source.segments.len(), bitext.target.segments.len());
        let keys = keys::Keys::collect(bitext, anchors, weights);
        let prior = PriorCost::new(weights);
        let length = LengthCost::new(bitext, weights);
        let paragraphs = ParagraphCost::new(bitext, weights);
        let anchored = AnchorCost::new(&keys, weights);
        let meaning = vectors.as_ref().map(|(vectors, _)| VectorCost::new(vectors, weights));
        let corridor = match vectors {
            Some((_, corridor)) => corridor,
            None => &Corridor::along_anchors(&keys, n, m),
        };
        let mut costs: Vec<&dyn Cost> = vec![&prior, &length, &paragraphs, &anchored];
        costs.extend(meaning.as_ref().map(|meaning| meaning as &dyn Cost));
        let (draft, likely) = search::draft(&costs, corridor);
        let lexical = LexicalCost::new(&lexicon::Lexicon::learn(bitext, &draft), weights);
        costs.push(&lexical);
        let draft = search::best_ladder(&costs, &likely);
        let scene = Scene {
            length: &length,
            paragraphs: &paragraphs,
            anchors: &anchored,
            words: &lexical,
            vectors: vectors.as_ref().map(|(vectors, _)| vectors),
            readings: readings.as_ref(),
        };
        then(&scene, draft)
    }
}
