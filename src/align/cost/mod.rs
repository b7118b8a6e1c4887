//! What a bead costs: one file a kind of evidence.
//!
//! Each kind is a log-likelihood ratio with its sign turned: −ln of how much likelier the evidence is
//! if the two sides translate each other than if they were put together by chance. The ratios of
//! independent kinds are added; a new kind is one more [`Cost`].

mod anchors;
pub(super) mod length;
mod lexical;
mod paragraphs;
pub(crate) mod prior;
mod vectors;
mod weights;

use std::ops::Range;

pub use anchors::AnchorCost;
pub use length::LengthCost;
pub(crate) use length::expected_ratio;
pub use lexical::LexicalCost;
pub use paragraphs::ParagraphCost;
pub use prior::PriorCost;
pub use vectors::VectorCost;
pub use weights::Weights;

/// One kind of evidence for or against a bead.
pub trait Cost: Sync {
    /// What it is called when a bead is explained.
    fn name(&self) -> &'static str;

    /// Cost in nats of joining the `source` segments with the `target` segments; negative is evidence
    /// for the bead. One of the ranges may be empty: a gap.
    fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64;
}
