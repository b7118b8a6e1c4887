use std::ops::Range;

use super::{Cost, Weights};
use crate::{align::lexicon::Lexicon, segment::Bitext};

/// Words that keep company elsewhere in the document keep it here.
#[derive(Debug)]
pub struct LexicalCost {
    lexicon: Lexicon,
    /// See [`Weights::word_trust`] and [`Weights::unexpected`].
    trust: f64,
    unexpected: f64,
}

impl LexicalCost {
    /// Uses what was learned on `bitext`.
    pub(crate) fn new(lexicon: Lexicon, bitext: &Bitext, weights: &Weights) -> Self {
        debug_assert_eq!(lexicon.target.len(), bitext.target.segments.len());
        Self { lexicon, trust: weights.word_trust, unexpected: weights.unexpected }
    }
}

impl Cost for LexicalCost {
    fn name(&self) -> &'static str {
        "words"
    }

    fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if source.is_empty() || target.is_empty() {
            return 0.0;
        }
        let expected = &self.lexicon.expected[source];
        let mut gain = 0.0;
        let mut words = 0.0;
        for word in self.lexicon.target[target].iter().flatten() {
            let of = |list: &Vec<(u32, f64)>| {
                list.binary_search_by_key(word, |(other, _)| *other).ok().map(|at| list[at].1)
            };
            gain += expected.iter().filter_map(of).fold(0.0, f64::max);
            words += 1.0;
        }
        f64::sqrt(words) * self.unexpected - self.trust * gain
    }
}
