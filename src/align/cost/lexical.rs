use std::ops::Range;

use super::Cost;
use crate::{align::lexicon::Lexicon, segment::Bitext};

/// Words that keep company elsewhere in the document keep it here.
#[derive(Debug)]
pub struct LexicalCost {
    lexicon: Lexicon,
}

/// The words of a sentence are not independent: only so much of their sum is believed.
const TRUST: f64 = 0.5;

/// Nats for a bead none of whose words is expected, for each (square root of a) target word.
const NONE_NATS: f64 = 0.15;

impl LexicalCost {
    /// Uses what was learned on `bitext`.
    pub(crate) fn new(lexicon: Lexicon, bitext: &Bitext) -> Self {
        debug_assert_eq!(lexicon.target.len(), bitext.target.segments.len());
        Self { lexicon }
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
        f64::sqrt(words) * NONE_NATS - TRUST * gain
    }
}
