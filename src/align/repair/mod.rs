//! The last pass: each bead and its neighbours are looked at again, with more evidence than the search
//! over the whole document can afford.
//!
//! All ladders near the draft are weighed by what is in their beads (vectors of runs with and without
//! a segment, the dictionary, what is near a segment that would be left alone). The weights make the
//! gold ladders of the development sets as probable as can be (`scripts/fit_repair.rs`), so that the
//! probabilities mean something.

pub mod feature;
pub mod lattice;
pub(crate) mod scene;

use feature::Sources;
pub use feature::{FEATURES, Feature, Weights};
use lattice::Window;
pub use lattice::{Edge, Lattice};
use scene::{Pulls, Scene};

use super::Bead;

/// How far from the draft ladders are looked for, in segments.
const MARGIN_SEGMENTS: usize = 5;

impl Scene<'_> {
    /// What evidence there is.
    pub(super) fn sources(&self) -> Sources {
        Sources { vectors: self.vectors.is_some(), lexicon: self.readings.is_some() }
    }

    /// The ladders near those given, of which there is at least one.
    pub(super) fn lattice(&self, ladders: &[&[Bead]]) -> Lattice {
        let [n, m] = self.chars.each_ref().map(Vec::len);
        let window = Window::around(ladders, n, m, MARGIN_SEGMENTS);
        let pulls = self.readings.map(|readings| Pulls::new(readings, &window));
        let nearest = self.nearest(&window, m);
        Lattice::new(&window, |source, target, features| {
            self.describe(source, target, pulls.as_ref(), &nearest, features);
        })
    }
}
