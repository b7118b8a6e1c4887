//! How likely two stretches of text are translations of each other, for rules about passages that the
//! alignment left alone.
//!
//! The lexicon says how much likelier the words are as translations than by chance, the vectors how
//! near the meanings lie; the sum of both, in nats, tells true pairs from neighbouring sentences far
//! better than either.

use std::{borrow::Cow, ops::Range};

use super::Context;
use crate::{
    encoder::{HalfVectors, Vectors, cosine},
    lexicon::{Lexicon, Words},
    text::Order,
};

/// Nats that a cosine of 1 is worth. Fitted on pairs and neighbours of five corpora, where vectors and
/// lexicon then say about as much (median of true pairs 13 and 19 nats, of neighbours 4 and −6).
const COSINE_NATS: f64 = 20.0;

/// What is needed to compare segments by meaning.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Likeness<'a> {
    vectors: Option<[VectorsOf<'a>; 2]>,
    words: Option<WordsOf<'a>>,
}

/// The vectors of one half: of any run, and those of single segments ready-made.
#[derive(Debug, Clone, Copy)]
struct VectorsOf<'a> {
    runs: &'a HalfVectors,
    singles: &'a Vectors,
}

impl<'a> VectorsOf<'a> {
    fn run(self, run: &Range<usize>) -> Cow<'a, [f32]> {
        match run.len() {
            1 => Cow::Borrowed(self.singles.row(run.start)),
            _ => Cow::Owned(self.runs.run(run.clone()).to_vec()),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct WordsOf<'a> {
    lexicon: &'static Lexicon,
    source: &'a [Words],
    target: &'a [Words],
    order: Order,
}

impl<'a> Likeness<'a> {
    /// `None` if neither an encoder nor the lexicon knows the languages.
    pub(crate) fn new(context: &'a Context<'_>) -> Option<Self> {
        let words = || {
            Some(WordsOf {
                lexicon: context.lexicon()?,
                source: context.source_words()?,
                target: context.target_words()?,
                order: context.order()?,
            })
        };
        let words = words();
        let vectors = context.vectors().zip(context.singles()).map(|(halves, singles)| {
            [0, 1].map(|side| VectorsOf { runs: &halves[side], singles: &singles[side] })
        });
        (words.is_some() || vectors.is_some()).then_some(Self { vectors, words })
    }

    /// The likeness in nats of two runs; above 0 speaks for the pair, chance lies around −5.
    pub(crate) fn nats(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        let near = self.vectors.map_or(0.0, |[sources, targets]| {
            let near = cosine(&sources.run(source), &targets.run(target));
            COSINE_NATS * f64::from(near)
        });
        near + self.words(source, target)
    }

    /// The likeness in nats of a run of one half (the source, or the target) and one of the other.
    pub(crate) fn of(&self, run: Range<usize>, other: Range<usize>, of_source: bool) -> f64 {
        let (source, target) = if of_source { (run, other) } else { (other, run) };
        self.nats(&source, &target)
    }

    /// What the words of two runs say, in nats.
    fn words(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        let Some(known) = self.words else { return 0.0 };
        let joined = |words: &[Words]| Words {
            words: words.iter().flat_map(|words| words.words.iter().cloned()).collect(),
        };
        let (source, target) =
            (joined(&known.source[source.clone()]), joined(&known.target[target.clone()]));
        let (first, second) = known.order.arranged(&source, &target);
        known.lexicon.similarity_nats(first, second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, encoder};

    const SOURCE: [&str; 3] = [
        "The delegation visited the factory.",
        "The price of rice rose.",
        "The committee met in May.",
    ];
    const TARGET: [&str; 3] =
        ["대표단은 공장을 방문하였다.", "쌀의 가격이 올랐다.", "위원회는 5월에 모였다."];

    #[test]
    fn translations_are_likelier_than_other_sentences_in_words_in_vectors_and_both_ways() {
        for is_turned in [false, true] {
            let (mut bitext, alignment, mut anchors) = aligned(&SOURCE, &TARGET, &[(1, 1); 3]);
            if is_turned {
                std::mem::swap(&mut bitext.source, &mut bitext.target);
                std::mem::swap(&mut anchors.source, &mut anchors.target);
            }
            let encoder = encoder();
            for encoder in [None, encoder.as_ref()] {
                let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder);
                let likeness = Likeness::new(&context).expect("a lexicon");
                let nats = |i: usize, j: usize| likeness.nats(&(i..i + 1), &(j..j + 1));
                for i in 0..3 {
                    for j in (0..3).filter(|j| *j != i) {
                        assert!(nats(i, i) > 3.0 + nats(i, j).max(nats(j, i)), "{i} and {j}");
                    }
                    assert!(nats(i, i) > 0.0);
                }
                let two = likeness.nats(&(0..2), &(0..2));
                assert!(two > likeness.nats(&(0..2), &(1..3)), "runs as well");
                let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
                assert!(close(likeness.of(0..1, 1..2, true), nats(0, 1)));
                assert!(close(likeness.of(0..1, 1..2, false), nats(1, 0)));
            }
        }
    }

    #[test]
    fn vectors_say_something_beside_the_words() {
        let Some(encoder) = encoder() else { return };
        let (bitext, alignment, anchors) = aligned(&SOURCE, &TARGET, &[(1, 1); 3]);
        let plain = Context::new(&bitext, &alignment, &anchors);
        let with = Context::new(&bitext, &alignment, &anchors).with_encoder(Some(&encoder));
        let nats = |context: &Context<'_>| Likeness::new(context).map(|l| l.nats(&(0..1), &(0..1)));
        let more = nats(&with).zip(nats(&plain)).map(|(with, plain)| with - plain);
        assert!(more.is_some_and(|more| (5.0..COSINE_NATS).contains(&more)), "{more:?}");
    }
}
