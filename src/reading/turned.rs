//! A document read from the translation to the original, for rules that know one order of the two languages.

use super::Context;
use crate::{
    align::{Alignment, Bead},
    anchor::Anchors,
    segment::Bitext,
};

/// A document with its halves exchanged.
#[derive(Debug)]
pub(super) struct Turned {
    pub(super) bitext: Bitext,
    pub(super) alignment: Alignment,
    pub(super) anchors: Anchors,
}

impl Turned {
    /// Linear in the document.
    pub(super) fn of(context: &Context<'_>) -> Self {
        let Context { bitext, alignment, anchors, .. } = context;
        let beads = alignment.beads.iter().map(|bead| Bead {
            source: bead.target.clone(),
            target: bead.source.clone(),
            ..bead.clone()
        });
        Self {
            bitext: Bitext { source: bitext.target.clone(), target: bitext.source.clone() },
            alignment: Alignment { beads: beads.collect() },
            anchors: Anchors { source: anchors.target.clone(), target: anchors.source.clone() },
        }
    }
}
