//! Which segments translate each other: beads by dynamic programming over length, paragraphs and
//! anchors.
//!
//! Every kind of evidence says, in nats, how much likelier a bead is as a translation than as two
//! passages put together by chance ([`cost`]); the search ([`search`]) finds the ladder for which the
//! sum is best, and how probable each of its beads is among all ladders.

mod agreement;
pub mod cost;
pub(crate) mod keys;
pub mod ladder;
mod lexicon;
mod search;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{anchor::Anchors, segment::Bitext};
pub use agreement::Agreement;
use cost::{AnchorCost, Cost, LengthCost, LexicalCost, ParagraphCost, PriorCost, Weights};

/// One aligned group of segments; a *gap* if one side is empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bead {
    /// Indices of the source segments.
    pub source: Range<usize>,
    /// Indices of the target segments.
    pub target: Range<usize>,
    /// How probable the bead is among all ladders of the document, 0–1.
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

/// Aligns the two halves.
///
/// Two passes: the second knows which words of the two languages went together in the first. Time and
/// memory grow with the product of the halves' lengths up to about two thousand segments each, and
/// with their sum beyond, where only a corridor along the rarest anchors is searched.
pub fn align(bitext: &Bitext, anchors: &Anchors) -> Alignment {
    align_with(bitext, anchors, &Weights::default())
}

/// [`align`] with other weights than the fitted ones.
pub fn align_with(bitext: &Bitext, anchors: &Anchors, weights: &Weights) -> Alignment {
    let (n, m) = (bitext.source.segments.len(), bitext.target.segments.len());
    let keys = keys::Keys::collect(bitext, anchors, weights);
    let prior = PriorCost::new(weights);
    let length = LengthCost::new(bitext, weights);
    let paragraphs = ParagraphCost::new(bitext, weights);
    let anchored = AnchorCost::new(&keys, weights);
    let corridor = search::Corridor::along(&keys, n, m);
    let first: [&dyn Cost; 4] = [&prior, &length, &paragraphs, &anchored];
    let draft = search::best_ladder(&first, &corridor);
    let lexical = LexicalCost::new(&lexicon::Lexicon::learn(bitext, &draft), weights);
    let second: [&dyn Cost; 5] = [&prior, &length, &paragraphs, &anchored, &lexical];
    search::best_ladder(&second, &corridor.near(&draft))
}
