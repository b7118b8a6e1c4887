//! Which words of a bead translate each other: every pair of words gets a share, and every word keeps
//! what is left of it for having no partner.
//!
//! Weights of pairs, from the lexicon, the values and the vectors, are scaled row by row and column by
//! column until no word gives away more than the whole of itself, with a partner of weight 1 beside each
//! that stands for none: optimal transport with a null, as Sinkhorn and Knopp (1967, “Concerning
//! nonnegative matrices and doubly stochastic matrices”) scale and as Arase, Bao and Yokoi (2023,
//! “Unbalanced Optimal Transport for Unbalanced Word Alignment”) align words. So a word opposite that is
//! needed by a better partner no longer covers another.

/// Rounds of scaling; what a further one would change is below what any rule looks at.
const ROUNDS: usize = 12;

/// A soft alignment of the words of two sides.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct WordAlignment {
    /// Share of each pair, source words × target words.
    shares: Vec<f64>,
    columns: usize,
    source: Vec<f64>,
    target: Vec<f64>,
}

impl WordAlignment {
    /// Aligns `rows` source words with the target words by the weights of their pairs, row-major: how many
    /// times likelier than not that the two translate each other, if nothing else were there.
    pub(crate) fn new(weights: &[f64], rows: usize) -> Self {
        let columns = weights.len().checked_div(rows).unwrap_or(0);
        let (mut row, mut column) = (vec![1.0; rows], vec![1.0; columns]);
        for _ in 0..ROUNDS {
            for (scale, weights) in row.iter_mut().zip(weights.chunks_exact(columns.max(1))) {
                let all: f64 = weights.iter().zip(&column).map(|(w, c)| w * c).sum();
                *scale = 1.0 / (1.0 + all);
            }
            for (at, scale) in column.iter_mut().enumerate() {
                let all: f64 =
                    row.iter().enumerate().map(|(i, r)| r * weights[i * columns + at]).sum();
                *scale = 1.0 / (1.0 + all);
            }
        }
        let mut shares = weights.to_vec();
        let (mut source, mut target) = (vec![0.0; rows], vec![0.0; columns]);
        for (i, r) in row.iter().enumerate() {
            for (j, c) in column.iter().enumerate() {
                let share = &mut shares[i * columns + j];
                *share *= r * c;
                source[i] += *share;
                target[j] += *share;
            }
        }
        Self { shares, columns, source, target }
    }

    /// The share of a source word that a target word has, 0–1.
    pub(crate) fn share(&self, source: usize, target: usize) -> f64 {
        self.shares[source * self.columns + target]
    }

    /// How much of each source word has a partner, 0–1.
    pub(crate) fn source(&self) -> &[f64] {
        &self.source
    }

    /// How much of each target word has a partner, 0–1.
    pub(crate) fn target(&self) -> &[f64] {
        &self.target
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_word_that_is_taken_covers_no_other() {
        #[rustfmt::skip]
        let cases = [
            // weights of two source words × target words, how much of the source words, why
            (&[9.0, 0.0, 0.0, 9.0][..], [true, true],   "each has its own"),
            (&[50.0, 1.0][..],          [true, false],  "the better partner has it"),
            (&[9.0, 9.0, 0.0, 0.0][..], [true, false],  "two for one, none for the other"),
            (&[0.1, 0.1, 0.1, 0.1][..], [false, false], "nobody has anything"),
        ];
        for (weights, expected, why) in cases {
            let aligned = WordAlignment::new(weights, 2);
            let covered: Vec<bool> = aligned.source().iter().map(|share| *share > 0.5).collect();
            assert_eq!(covered, expected, "{why}: {aligned:?}");
        }
        assert_eq!(WordAlignment::new(&[], 0), WordAlignment::default());
        assert_eq!(WordAlignment::new(&[], 2).source(), [0.0, 0.0]);
    }

    proptest! {
        #[test]
        fn no_word_gives_away_more_than_itself(
            weights in prop::collection::vec(0.0..1000.0_f64, 0..30), rows in 1_usize..6,
        ) {
            let weights = &weights[..weights.len() / rows * rows];
            let aligned = WordAlignment::new(weights, rows);
            // The last scaling was of the columns, so rows may be over by what is not settled yet.
            prop_assert!(aligned.target().iter().all(|share| (0.0..=1.0 + 1e-9).contains(share)));
            prop_assert!(aligned.source().iter().all(|share| (0.0..=1.2).contains(share)));
        }
    }

    #[test]
    fn each_side_has_the_shares_of_its_own_words() {
        let aligned = WordAlignment::new(&[9.0, 0.0, 0.0], 1);
        let covered = |shares: &[f64]| shares.iter().map(|share| *share > 0.5).collect::<Vec<_>>();
        assert_eq!(covered(aligned.source()), [true]);
        assert_eq!(covered(aligned.target()), [true, false, false]);
        // A weight of 9 against 1 for having no partner, on either side.
        let share = aligned.share(0, 0);
        assert!((0.65..0.75).contains(&share), "{share}");
    }
}
