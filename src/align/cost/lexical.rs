use std::ops::Range;

use super::{Cost, Weights, prior::LONGEST_RUN};
use crate::align::lexicon::Lexicon;

/// Words that keep company elsewhere in the document keep it here.
#[derive(Debug)]
pub struct LexicalCost {
    /// For every run of source segments the target words it leads one to expect with the nats they
    /// are worth, sorted by word: `[first][length - 1]`.
    expected: Vec<Vec<Vec<(u32, f64)>>>,
    /// For every run of target segments its words, sorted, each as often as it stands there.
    words: Vec<Vec<Vec<u32>>>,
    /// See [`Weights::word_trust`] and [`Weights::unexpected`].
    trust: f64,
    unexpected: f64,
}

impl LexicalCost {
    /// Uses what was learned of a bitext.
    pub(crate) fn new(lexicon: &Lexicon, weights: &Weights) -> Self {
        let better = |run: &mut Vec<(u32, f64)>, segment: &Vec<(u32, f64)>| {
            run.extend(segment);
            run.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            run.dedup_by_key(|(word, _)| *word);
        };
        let both = |run: &mut Vec<u32>, segment: &Vec<u32>| {
            run.extend(segment);
            run.sort_unstable();
        };
        Self {
            expected: runs(&lexicon.expected, better),
            words: runs(&lexicon.target, both),
            trust: weights.word_trust,
            unexpected: weights.unexpected,
        }
    }

    /// Of a bead with two sides: the nats of the words that were expected, and the root of the number
    /// of words that could have been.
    pub(crate) fn parts(&self, source: &Range<usize>, target: &Range<usize>) -> [f64; 2] {
        let expected = &self.expected[source.start][source.len() - 1];
        let words = &self.words[target.start][target.len() - 1];
        let mut gain = 0.0;
        let mut at = 0;
        for word in words {
            while expected.get(at).is_some_and(|(other, _)| other < word) {
                at += 1;
            }
            match expected.get(at) {
                Some((other, nats)) if other == word => gain += nats,
                Some(_) => {}
                None => break,
            }
        }
        [gain, (words.len() as f64).sqrt()]
    }
}

/// What `join` makes of every run of segments that a bead may hold: `[first][length - 1]`.
pub(super) fn runs<T: Clone>(
    half: &[Vec<T>],
    join: impl Fn(&mut Vec<T>, &Vec<T>),
) -> Vec<Vec<Vec<T>>> {
    let from = |first: usize| {
        let mut run = Vec::new();
        let segments = half[first..].iter().take(LONGEST_RUN);
        let longer = segments.map(|segment| {
            join(&mut run, segment);
            run.clone()
        });
        longer.collect()
    };
    (0..half.len()).map(from).collect()
}

impl Cost for LexicalCost {
    fn name(&self) -> &'static str {
        "words"
    }

    fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if source.is_empty() || target.is_empty() {
            return 0.0;
        }
        let [gain, root] = self.parts(&source, &target);
        root * self.unexpected - self.trust * gain
    }
}
