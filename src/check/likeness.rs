//! How likely two stretches of text are translations of each other, for rules about passages that the
//! alignment left alone.
//!
//! The lexicon says how much likelier the words are as translations than by chance, the vectors how
//! near the meanings lie; the sum of both, in nats, tells true pairs from neighbouring sentences far
//! better than either.

use std::ops::Range;

use super::Context;
use crate::{
    encoder::{DIMENSIONS, Encoder, HalfVectors, cosine},
    lexicon::{Lexicon, Words},
    segment::Segment,
};

/// Nats that a cosine of 1 is worth. Fitted on pairs and neighbours of five corpora, where vectors and
/// lexicon then say about as much (median of true pairs 13 and 19 nats, of neighbours 4 and −6).
const COSINE_NATS: f64 = 20.0;

/// What is needed to compare segments by meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness<'a> {
    encoder: Option<&'a Encoder>,
    words: Option<WordsOf<'a>>,
    segments: [&'a [Segment]; 2],
}

#[derive(Debug, Clone, Copy)]
struct WordsOf<'a> {
    lexicon: &'static Lexicon,
    source: &'a [Words],
    target: &'a [Words],
    source_is_english: bool,
}

/// The vectors of some segments of one half.
pub(super) struct Vectors(Option<HalfVectors>);

/// A run inside a range of segments: their vectors, the run counted from the first of them, and the
/// range.
pub(super) type Placed<'a> = (&'a Vectors, Range<usize>, &'a Range<usize>);

impl<'a> Likeness<'a> {
    /// `None` if neither an encoder nor the lexicon knows the languages.
    pub(super) fn new(context: &'a Context<'_>) -> Option<Self> {
        let words = || {
            Some(WordsOf {
                lexicon: context.lexicon()?,
                source: context.source_words()?,
                target: context.target_words()?,
                source_is_english: context.bitext.source.language.is_english(),
            })
        };
        let words = words();
        let encoder = context.encoder();
        let segments = [&context.bitext.source.segments[..], &context.bitext.target.segments[..]];
        (words.is_some() || encoder.is_some()).then_some(Self { encoder, words, segments })
    }

    /// The vectors of all runs of some source segments that follow each other.
    pub(super) fn source(&self, run: &Range<usize>) -> Vectors {
        self.vectors(&self.segments[0][run.clone()])
    }

    /// The vectors of all runs of some target segments that follow each other.
    pub(super) fn target(&self, run: &Range<usize>) -> Vectors {
        self.vectors(&self.segments[1][run.clone()])
    }

    fn vectors(&self, segments: &[Segment]) -> Vectors {
        let texts: Vec<&str> = segments.iter().map(|segment| segment.text.as_str()).collect();
        Vectors(self.encoder.map(|encoder| encoder.half(&texts)))
    }

    /// The likeness in nats of two runs; above 0 speaks for the pair, chance lies around −5.
    pub(super) fn nats(&self, source: &Placed<'_>, target: &Placed<'_>) -> f64 {
        let vector = |(vectors, run, _): &Placed<'_>| {
            vectors.0.as_ref().map(|vectors| vectors.run(run.clone()))
        };
        let near = match (vector(source), vector(target)) {
            (Some(a), Some(b)) => {
                COSINE_NATS * f64::from(cosine(&a[..DIMENSIONS], &b[..DIMENSIONS]))
            }
            _ => 0.0,
        };
        let shifted =
            |run: &Range<usize>, of: &Range<usize>| run.start + of.start..run.end + of.start;
        near + self.words(&shifted(&source.1, source.2), &shifted(&target.1, target.2))
    }

    /// The likeness in nats of a run of one half (the source, or the target) and one of the other.
    pub(super) fn of(&self, run: Range<usize>, other: Range<usize>, of_source: bool) -> f64 {
        let (source, target) = if of_source { (run, other) } else { (other, run) };
        let vectors = (self.source(&source), self.target(&target));
        self.nats(&(&vectors.0, 0..source.len(), &source), &(&vectors.1, 0..target.len(), &target))
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
