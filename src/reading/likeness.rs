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
    source_is_english: bool,
}

impl<'a> Likeness<'a> {
    /// `None` if neither an encoder nor the lexicon knows the languages.
    pub(crate) fn new(context: &'a Context<'_>) -> Option<Self> {
        let words = || {
            Some(WordsOf {
                lexicon: context.lexicon()?,
                source: context.source_words()?,
                target: context.target_words()?,
                source_is_english: context.bitext.source.language.is_english(),
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
        if known.source_is_english {
            known.lexicon.similarity_nats(&source, &target)
        } else {
            known.lexicon.similarity_nats(&target, &source)
        }
    }
}
