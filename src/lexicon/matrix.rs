//! How probable each pair of words of two texts is, for aligning them word by word.

use super::{
    Lexicon, ReadWord,
    cover::{KIN, Opposite},
    file::Of,
};

impl Lexicon {
    /// For each English word (rows) and each Korean word (columns) the probability that one translates
    /// the other, in whichever direction is likelier; 0 where the lexicon knows of none. Row-major,
    /// `english.len()` × `korean.len()`.
    ///
    /// Time is in proportion to the sum of the translations of all words.
    pub fn pair_probs(&self, english: &[&ReadWord], korean: &[&ReadWord]) -> Vec<f32> {
        let mut probs = vec![0.0_f32; english.len() * korean.len()];
        let mut offer = |row: usize, column: usize, prob: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "probabilities need few digits")]
            let prob = prob as f32;
            let cell = &mut probs[row * korean.len() + column];
            *cell = cell.max(prob);
        };
        let opposite = Opposite::new(korean.iter().copied());
        for (row, word) in english.iter().enumerate() {
            for &number in &word.numbers {
                self.file.translations(Of::English, number, |other, there, back| {
                    for &(_, column) in opposite.same(other) {
                        offer(row, column, there.max(back));
                    }
                    if let Some(column) = opposite.kin(other) {
                        offer(row, column, KIN * there);
                    }
                });
            }
        }
        let opposite = Opposite::new(english.iter().copied());
        for (column, word) in korean.iter().enumerate() {
            for &number in &word.numbers {
                self.file.translations(Of::Korean, number, |other, there, _| {
                    if let Some(row) = opposite.kin(other) {
                        offer(row, column, KIN * there);
                    }
                });
            }
        }
        probs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tongue;

    #[test]
    fn words_that_translate_each_other_are_probable_pairs() {
        let lexicon = Lexicon::embedded();
        let (english, korean) = (
            lexicon.read("The embassy discussed the question.", Tongue::English),
            lexicon.read("대사관은 문제를 논의하였다.", Tongue::Korean),
        );
        let (english, korean): (Vec<_>, Vec<_>) =
            (english.content().collect(), korean.content().collect());
        let probs = lexicon.pair_probs(&english, &korean);
        let best = |row: usize| {
            let row = &probs[row * korean.len()..][..korean.len()];
            let best = row.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
            best.map(|(column, _)| korean[column].plain.as_str())
        };
        let found: Vec<_> = (0..english.len()).map(best).collect();
        assert_eq!(found, [Some("대사관"), Some("논의"), Some("문제")]);
    }
}
