//! The vectors of parts of a text as they stand in it, and of the text without them, by one pass over it.
//!
//! A vector is a small network over a sum of token features, so the sums of a text's parts are kept
//! apart: some of them alone are the vector of a phrase in its context, all but some that of the text
//! without the phrase. The features of the four tokens beside what was taken out still know of it; what
//! that changes is small beside what the phrase itself does.

use std::{ops::Range, sync::Arc};

use rayon::prelude::*;

use super::{
    DIMENSIONS, Encoder, Inner, TOGETHER, Vectors, kernels,
    network::{Addition, OUTSIDE, PADDING, Plan},
    tokenizer::{END, START},
};

/// Tokens that one task works on.
const BLOCK_TOKENS: usize = 4096;

/// Texts cut into parts, summed part by part.
#[derive(Debug, Clone)]
pub struct Insides {
    encoder: Arc<Inner>,
    /// The projected sum of each part, and behind the parts of a text that of its start and end.
    sums: Vec<f32>,
    /// How many tokens each sum is over.
    tokens: Vec<usize>,
    /// For each text where its sums begin, and where the last ones end.
    first: Vec<usize>,
}

/// A text's tokens, its parts one after the other.
struct Cut {
    rows: Vec<u32>,
    /// Where each part ends.
    ends: Vec<usize>,
}

impl Encoder {
    /// What is needed for the vectors of the parts of texts and of the texts without them, in one pass
    /// over them. Each text is given as its parts, which are cut where there was a space.
    pub fn inside(&self, texts: &[Vec<&str>]) -> Insides {
        Insides::new(Arc::clone(&self.inner), texts)
    }
}

impl Insides {
    fn new(encoder: Arc<Inner>, texts: &[Vec<&str>]) -> Self {
        let tokenizer = encoder.tokenizer();
        let cut = |parts: &Vec<&str>| {
            let (mut rows, mut ends) = (Vec::new(), Vec::new());
            for part in parts {
                tokenizer.encode(part, &mut rows);
                ends.push(rows.len());
            }
            Cut { rows, ends }
        };
        let cut: Vec<Cut> = texts.par_iter().map(cut).collect();
        let mut first = vec![0];
        let mut tokens = Vec::new();
        for text in &cut {
            let starts = std::iter::once(&0).chain(&text.ends);
            tokens.extend(text.ends.iter().zip(starts).map(|(end, start)| end - start));
            tokens.push(2);
            first.push(tokens.len());
        }
        let mut blocks: Vec<&[Cut]> = Vec::new();
        let mut rest = cut.as_slice();
        while !rest.is_empty() {
            let mut length = 0;
            let fits = |text: &&Cut| {
                length += text.rows.len() + 2;
                length <= BLOCK_TOKENS
            };
            let count = rest.iter().take_while(fits).count().max(1);
            let (block, after) = rest.split_at(count);
            blocks.push(block);
            rest = after;
        }
        let sums: Vec<Vec<f32>> =
            blocks.into_par_iter().map(|block| sums(&encoder, block)).collect();
        Self { sums: sums.concat(), encoder, tokens, first }
    }

    /// The vectors of runs of parts, each as it stands in its text: text and parts.
    ///
    /// # Panics
    ///
    /// If a text has no such parts.
    pub fn of(&self, runs: &[(usize, Range<usize>)]) -> Vectors {
        self.added(runs, |sums, run| (sums.start + run.start..sums.start + run.end, 0..0))
    }

    /// The vectors of texts without a run of their parts: text and parts. Without an empty run it is
    /// the vector of the text.
    ///
    /// # Panics
    ///
    /// If a text has no such parts.
    pub fn without(&self, runs: &[(usize, Range<usize>)]) -> Vectors {
        self.added(runs, |sums, run| {
            (sums.start..sums.start + run.start, sums.start + run.end..sums.end)
        })
    }

    fn added(
        &self,
        runs: &[(usize, Range<usize>)],
        which: impl Fn(Range<usize>, &Range<usize>) -> (Range<usize>, Range<usize>) + Sync,
    ) -> Vectors {
        let mut values = vec![0.0; runs.len() * DIMENSIONS];
        let some = |(out, runs): (&mut [f32], &[(usize, Range<usize>)])| {
            let mut counts = Vec::with_capacity(runs.len());
            for ((text, run), out) in runs.iter().zip(out.chunks_exact_mut(DIMENSIONS)) {
                let sums = self.first[*text]..self.first[text + 1];
                assert!(run.end < sums.len(), "no such parts: {run:?} of {}", sums.len() - 1);
                let (one, other) = which(sums, run);
                let mut count = 0;
                for sum in one.chain(other) {
                    kernels::add(out, &self.sums[sum * DIMENSIONS..][..DIMENSIONS], 1.0);
                    count += self.tokens[sum];
                }
                counts.push(count.max(1));
            }
            self.encoder.network.vectors(out, &counts);
        };
        values.par_chunks_mut(TOGETHER * DIMENSIONS).zip(runs.par_chunks(TOGETHER)).for_each(some);
        Vectors { values }
    }
}

/// The sums of a block of texts.
fn sums(encoder: &Inner, block: &[Cut]) -> Vec<f32> {
    let mut known: Vec<u32> = block.iter().flat_map(|text| text.rows.iter().copied()).collect();
    known.extend([START, END]);
    known.sort_unstable();
    known.dedup();
    // Fewer pieces than the table has rows, and those are counted in 32 bits.
    #[expect(clippy::cast_possible_truncation)]
    let slot = |row: u32| known.partition_point(|&other| other < row) as u32 + 1;
    let mut plan = Plan::default();
    plan.rows.extend([OUTSIDE; PADDING]);
    for text in block {
        let frame = plan.sums + text.ends.len();
        let mut part = plan.sums;
        let mut add = |slot: u32, sum: usize| {
            plan.rows.push(slot);
            plan.additions.push(Addition { row: plan.rows.len() - 1, sum, sign: 1.0 });
        };
        add(slot(START), frame);
        for (at, &row) in text.rows.iter().enumerate() {
            while text.ends[part - (frame - text.ends.len())] <= at {
                part += 1;
            }
            add(slot(row), part);
        }
        add(slot(END), frame);
        plan.rows.extend([OUTSIDE; PADDING]);
        plan.sums = frame + 1;
    }
    let pieces = encoder.network.pieces(&encoder.table(), &known);
    encoder.network.sums(&pieces, &plan)
}

#[cfg(all(test, feature = "encoder"))]
mod tests {
    use super::*;
    use crate::encoder::cosine;

    #[test]
    fn the_parts_of_a_text_add_up_to_its_vector() {
        let encoder = Encoder::embedded();
        let texts = [
            "The delegation visited the factory, and the workers welcomed it.",
            "대표단은 공장을 방문하였으며 로동자들이 그들을 환영하였다.",
            "",
        ];
        let parts: Vec<Vec<&str>> = texts.iter().map(|t| t.split_whitespace().collect()).collect();
        let insides = encoder.inside(&parts);
        let whole = encoder.encode(&texts[..2]);
        let runs = [(0, 0..0), (1, 0..0), (0, 5..10), (0, 0..10)];
        let without = insides.without(&runs);
        for (row, text) in texts[..2].iter().enumerate() {
            let near = cosine(whole.row(row), without.row(row));
            assert!(near > 0.999, "{text}: {near}");
        }
        let shortened = encoder.encode(&["The delegation visited the factory,"]);
        let near = cosine(shortened.row(0), without.row(2));
        assert!(near > 0.8, "{near}");
    }

    #[test]
    fn a_word_in_its_text_is_near_to_its_translation() {
        let encoder = Encoder::embedded();
        let insides = encoder.inside(&[
            "The delegation visited the factory".split(' ').collect(),
            "대표단은 공장을 방문하였다".split(' ').collect(),
        ]);
        let words = insides.of(&[(0, 4..5), (1, 0..1), (1, 1..2)]);
        let near = |a: usize, b: usize| cosine(words.row(a), words.row(b));
        assert!(near(0, 2) > near(0, 1), "{} {}", near(0, 2), near(0, 1));
    }
}
