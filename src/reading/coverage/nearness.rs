//! How near the words of the two sides are to each other.

use crate::reading::word_alignment::WordAlignment;

/// How near the words of a bead are to each other, and which translate which.
#[derive(Debug)]
pub(crate) struct Nearness {
    /// Cosines of the words by themselves, source words × target words.
    pub(crate) alone: Vec<f64>,
    /// Cosines of the words in their places.
    pub(crate) in_place: Vec<f64>,
    /// Number of target words.
    pub(crate) columns: usize,
    /// Who translates whom.
    pub(crate) aligned: WordAlignment,
}

/// Of a smaller share of a side the gain says little, however large it is for that share.
pub(crate) const LEAST_SHARE: f64 = 0.05;

/// What a phrase is given that has no word without a partner.
pub(crate) const NEAREST_UNKNOWN: f64 = 0.5;
