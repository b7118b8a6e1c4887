//! The vectors of runs of segments, by addition.
//!
//! A vector is a small network over a sum of token features, and a token sees only its four
//! neighbours on either side. So one pass over the running text gives every token's features as
//! they are inside a run; what the start and end of a run change, in four tokens each, depends on
//! where it starts or ends alone. A run is then its segments' sums, one start and one end, and that
//! is exact unless the run is so short that start and end see each other: those are encoded.

use std::{ops::Range, sync::Arc};

use rayon::prelude::*;

use super::{
    DIMENSIONS, Inner, TOGETHER, Vectors,
    batch::{self, BODY, CLOSE, OPEN, SHORTEST, Sums, Tokens},
    kernels,
};

/// What is needed for the vector of any run of the segments of one half: 6 kB a segment.
#[derive(Debug, Clone)]
pub struct HalfVectors {
    encoder: Arc<Inner>,
    /// Three projected sums a segment.
    sums: Vec<f32>,
    /// The projected sums of all runs of fewer tokens than [`SHORTEST`], by start, then length.
    short: Vec<f32>,
    /// For each segment, which is the first of `short` that starts with it.
    first_short: Vec<usize>,
    /// How many tokens the segments up to each have, that one included.
    tokens: Vec<usize>,
}

impl HalfVectors {
    pub(super) fn new(encoder: Arc<Inner>, texts: &[&str]) -> Self {
        let tokens = Tokens::new(encoder.tokenizer(), texts);
        let mut short = Tokens::default();
        let mut first_short = Vec::with_capacity(texts.len());
        for start in 0..texts.len() {
            first_short.push(short.texts());
            for end in start + 1..=texts.len() {
                if tokens.count(start..end) >= SHORTEST {
                    break;
                }
                short.push(&tokens, start..end);
            }
        }
        let sums = |tokens, kind| batch::sums(&encoder.network, &encoder.table(), tokens, kind);
        let (sums, short) = (sums(&tokens, Sums::Half), sums(&short, Sums::Whole));
        let tokens = (1..=texts.len()).map(|end| tokens.count(0..end)).collect();
        Self { encoder, sums, short, first_short, tokens }
    }

    /// How many segments there are.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no segment.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The vector of the segments of `run` as one text, of unit length.
    ///
    /// It is that of the segments joined by spaces, but for rounding. Takes as long as about two
    /// tokens of text; many runs are faster together, with [`runs`](Self::runs).
    ///
    /// # Panics
    ///
    /// If the run is empty or ends behind the last segment.
    pub fn run(&self, run: Range<usize>) -> [f32; DIMENSIONS] {
        let vectors = self.runs(&[run]);
        let mut vector = [0.0; DIMENSIONS];
        vector.copy_from_slice(vectors.row(0));
        vector
    }

    /// The vectors of many runs, a row each, in their order.
    ///
    /// # Panics
    ///
    /// If a run is empty or ends behind the last segment.
    pub fn runs(&self, runs: &[Range<usize>]) -> Vectors {
        let mut values = vec![0.0; runs.len() * DIMENSIONS];
        values
            .par_chunks_mut(TOGETHER * DIMENSIONS)
            .zip(runs.par_chunks(TOGETHER))
            .for_each(|(out, runs)| self.some_runs(runs, out));
        Vectors { values }
    }

    /// The vectors of all segments, each by itself.
    pub fn segments(&self) -> Vectors {
        let runs: Vec<_> = (0..self.len()).map(|segment| segment..segment + 1).collect();
        self.runs(&runs)
    }

    fn some_runs(&self, runs: &[Range<usize>], out: &mut [f32]) {
        let mut counts = Vec::with_capacity(runs.len());
        for (run, out) in runs.iter().zip(out.chunks_exact_mut(DIMENSIONS)) {
            assert!(!run.is_empty() && run.end <= self.len(), "no such run of segments: {run:?}");
            let before = if run.start == 0 { 0 } else { self.tokens[run.start - 1] };
            let count = self.tokens[run.end - 1] - before;
            if count < SHORTEST {
                let index = self.first_short[run.start] + run.len() - 1;
                out.copy_from_slice(&self.short[index * DIMENSIONS..][..DIMENSIONS]);
            } else {
                out.copy_from_slice(self.sum(run.start, OPEN));
                for segment in run.clone() {
                    kernels::add(out, self.sum(segment, BODY), 1.0);
                }
                kernels::add(out, self.sum(run.end - 1, CLOSE), 1.0);
            }
            counts.push(count + 2);
        }
        self.encoder.network.vectors(out, &counts);
    }

    fn sum(&self, segment: usize, kind: usize) -> &[f32] {
        &self.sums[(segment * Sums::Half.of_a_text() + kind) * DIMENSIONS..][..DIMENSIONS]
    }
}
