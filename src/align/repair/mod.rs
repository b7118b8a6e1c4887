//! The last pass: each bead and its neighbours are looked at again, with more evidence than the search
//! over the whole document can afford.
//!
//! All ladders near the draft are weighed by what is in their beads (vectors of runs with and without
//! a segment, the dictionary, what is near a segment that would be left alone). The weights make the
//! gold ladders of the development sets as probable as can be (`scripts/fit_repair.rs`), so that the
//! probabilities mean something.

pub mod feature;
pub mod lattice;
mod pulls;
pub(crate) mod scene;

pub use feature::{FEATURES, Feature, Group, Sources, Weights};
use lattice::Window;
pub use lattice::{Edge, Lattice};
use scene::Scene;

use super::Bead;

/// How far from the draft ladders are looked for, in segments.
const MARGIN_SEGMENTS: usize = 4;

/// A bead of the draft that is as probable as this, as are those around it, stays as it is.
const SURE: f64 = 0.995;

/// So many beads on each side are those around.
const AROUND_BEADS: usize = 2;

impl Scene<'_> {
    /// What evidence there is.
    pub(super) fn sources(&self) -> Sources {
        Sources { vectors: self.vectors.is_some(), lexicon: self.readings.is_some() }
    }

    /// The ladders near the draft.
    pub(super) fn lattice(&self, draft: &[Bead]) -> Lattice {
        let margin = |at: usize| {
            let around = at.saturating_sub(AROUND_BEADS)..(at + AROUND_BEADS + 1).min(draft.len());
            let sure = draft[around].iter().all(|bead| bead.score >= SURE && !bead.is_gap());
            if sure { 0 } else { MARGIN_SEGMENTS }
        };
        self.near(draft.iter().enumerate().map(|(at, bead)| (bead, margin(at))), draft)
    }

    /// The ladders near the draft and near `gold`.
    pub(super) fn lattice_with(&self, draft: &[Bead], gold: &[Bead]) -> Lattice {
        self.near(draft.iter().chain(gold).map(|bead| (bead, MARGIN_SEGMENTS)), draft)
    }

    fn near<'b>(&self, beads: impl Iterator<Item = (&'b Bead, usize)>, draft: &[Bead]) -> Lattice {
        let [n, m] = self.length.segments();
        let window = Window::around(beads, n, m);
        let edges = window.beads();
        let loose = self.looseness(draft);
        Lattice::new(&window, edges, |edges, features| self.describe(edges, loose, features))
    }
}
