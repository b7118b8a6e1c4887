//! Which segments translate each other: beads by dynamic programming over position, length,
//! paragraphs and anchors.

pub mod ladder;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{anchor::Anchors, segment::Bitext};

/// One aligned group of segments; a *gap* if one side is empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bead {
    /// Indices of the source segments.
    pub source: Range<usize>,
    /// Indices of the target segments.
    pub target: Range<usize>,
    /// How sure the bead is, 0–1.
    pub score: f64,
    /// Cost in nats, lower is better: what the search minimised.
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
        self.beads.iter().position(|bead| bead.source.contains(&index))
    }

    /// The position of the bead that holds target segment `index`.
    pub fn bead_of_target(&self, index: usize) -> Option<usize> {
        self.beads.iter().position(|bead| bead.target.contains(&index))
    }
}

/// Aligns the two halves.
pub fn align(bitext: &Bitext, anchors: &Anchors) -> Alignment {
    todo!("{bitext:?} {anchors:?}")
}
