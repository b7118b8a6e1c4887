use std::ops::Range;

use super::{Cost, Weights};
use crate::segment::{Bitext, Half};

/// Paragraphs mostly begin together and beads seldom reach across their borders.
///
/// How much that is worth depends on the document: a translation with as many paragraphs as its
/// original keeps to them, one with half as many does not.
#[derive(Debug, Clone)]
pub struct ParagraphCost {
    source: Vec<bool>,
    target: Vec<bool>,
    weight: f64,
    /// See [`Weights::paragraphs`].
    nats: [f64; 3],
}

impl ParagraphCost {
    /// Reads the paragraphs of both halves.
    pub fn new(bitext: &Bitext, weights: &Weights) -> Self {
        let (source, target) = (starts(&bitext.source), starts(&bitext.target));
        let count = |starts: &[bool]| starts.iter().filter(|&&start| start).count() as f64;
        let (s, t) = (count(&source), count(&target));
        // One paragraph, or one a sentence, says nothing about where the other side's begin.
        let telling = |count: f64, all: usize| count > 1.0 && count < all as f64;
        let weight = if telling(s, source.len()) || telling(t, target.len()) {
            (s.min(t) / s.max(t).max(1.0)).powi(2)
        } else {
            0.0
        };
        Self { source, target, weight, nats: weights.paragraphs }
    }
}

impl ParagraphCost {
    /// Of a bead with two sides: whether both sides begin a paragraph, whether only one does, and how
    /// many borders are inside it; each times what paragraphs are worth in this document, 0–1.
    pub(crate) fn counts(&self, source: &Range<usize>, target: &Range<usize>) -> [f64; 3] {
        let (first, other) = (self.source[source.start], self.target[target.start]);
        let inside = |starts: &[bool], range: &Range<usize>| {
            starts[range.start + 1..range.end].iter().filter(|&&start| start).count() as f64
        };
        let borders = inside(&self.source, source) + inside(&self.target, target);
        [f64::from(first && other), f64::from(first != other), borders]
            .map(|count| count * self.weight)
    }
}

/// For each segment whether it begins a paragraph.
fn starts(half: &Half) -> Vec<bool> {
    let mut before = None;
    half.segments
        .iter()
        .map(|segment| before.replace(segment.paragraph) != Some(segment.paragraph))
        .collect()
}

impl Cost for ParagraphCost {
    fn name(&self) -> &'static str {
        "paragraphs"
    }

    fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if self.weight == 0.0 || source.is_empty() || target.is_empty() {
            return 0.0;
        }
        let counts = self.counts(&source, &target);
        counts.iter().zip(&self.nats).map(|(count, nats)| count * nats).sum()
    }
}
