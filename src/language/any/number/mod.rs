//! Numbers as any language writes them, and what reading them in words has in common.

pub(crate) mod approximate;
pub(crate) mod digits;
pub(crate) mod roman;
pub(crate) mod words;

use crate::{
    text::Span,
    value::{Amount, Number},
};

/// A number while it is being read.
#[derive(Debug, Clone)]
pub(crate) struct FoundNumber {
    pub(crate) span: Span,
    pub(crate) number: Number,
    /// The scale its last word named (만, million), which a range hands to its first end.
    pub(crate) scale: Option<Amount>,
}

/// Whether `at` lies in one of the sorted `taken` spans; if so, where that span ends.
pub(crate) fn taken_until(taken: &[Span], at: usize) -> Option<usize> {
    let next = taken.partition_point(|span| span.end <= at);
    taken.get(next).filter(|span| span.start <= at).map(|span| span.end)
}
