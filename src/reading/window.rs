//! How near a phrase comes in meaning to any stretch of words of a text: what stands there in other words or in
//! another order is near some stretch; what is missing is near none.

use std::ops::Range;

use crate::encoder::{Encoder, HalfVectors, cosine};
use crate::text::Tongue;

/// So many English words stand where one Korean word does.
pub(crate) const WORDS_OF_ONE: f64 = 1.6;

/// Stretches are tried from this share of the number of words expected …
const SHORTEST: f64 = 0.5;

/// … to that; two words at least.
const LONGEST: f64 = 1.8;

/// A text whose stretches are compared with phrases of the other language.
#[derive(Debug)]
pub(crate) struct Windows<'e> {
    encoder: &'e Encoder,
    words: HalfVectors,
}

impl<'e> Windows<'e> {
    pub(crate) fn new(encoder: &'e Encoder, text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        Self { encoder, words: encoder.half(&words) }
    }

    /// The highest cosine of a phrase with a stretch of the text that may be its translation by its length; 0 at
    /// least. What the phrase is written in, the text then being in the other tongue, says how long that is.
    ///
    /// Stretches grow by a fifth and start an eighth of their length apart: time grows with the length of the
    /// text, and little with that of the phrase.
    pub(crate) fn nearest(&self, phrase: &str, tongue: Tongue) -> f64 {
        let runs = runs(phrase.split_whitespace().count(), tongue, self.words.len());
        if runs.is_empty() {
            return 0.0;
        }
        let vector = self.encoder.encode(&[phrase]);
        let vectors = self.words.runs(&runs);
        let near = vectors.rows().map(|row| f64::from(cosine(vector.row(0), row)));
        near.fold(0.0, f64::max)
    }
}

/// The stretches of a text of `length` words that a phrase of so many words is compared with.
fn runs(words: usize, tongue: Tongue, length: usize) -> Vec<Range<usize>> {
    let scale = if tongue == Tongue::Korean { WORDS_OF_ONE } else { 1.0 / WORDS_OF_ONE };
    let expected = words as f64 * scale;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few words")]
    let whole = |count: f64| count as usize;
    let least = whole(expected * SHORTEST).clamp(1, length.max(1));
    let most = whole((expected * LONGEST).ceil()).max(2).min(length);
    let mut found = Vec::new();
    let mut count = least;
    while count <= most {
        let starts = (0..=length - count).step_by((count / 8).max(1));
        found.extend(starts.map(|start| start..start + count));
        count = (count + 1).max(count * 6 / 5);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_as_long_as_a_translation_may_be() {
        let lengths = |words, tongue, length| {
            let mut all: Vec<usize> = runs(words, tongue, length).iter().map(Range::len).collect();
            all.dedup();
            all
        };
        assert_eq!(lengths(1, Tongue::English, 5), [1, 2], "a word or two");
        assert_eq!(lengths(2, Tongue::Korean, 20), [1, 2, 3, 4, 5, 6], "English takes more words");
        assert_eq!(lengths(8, Tongue::English, 20), [2, 3, 4, 5, 6, 7, 8, 9], "and Korean fewer");
        assert_eq!(lengths(8, Tongue::Korean, 3), [3], "no longer than the text");
        assert_eq!(lengths(3, Tongue::Korean, 0), [0_usize; 0], "nothing to compare with");
        assert_eq!(runs(1, Tongue::English, 3), [0..1, 1..2, 2..3, 0..2, 1..3]);
    }

    #[cfg(feature = "encoder")]
    #[test]
    fn what_is_there_in_other_words_is_nearer_than_what_is_missing() {
        let encoder = Encoder::embedded();
        let windows =
            Windows::new(&encoder, "대표단은 어제 평양 교외에 있는 방직공장을 방문하였다.");
        let near = |phrase| windows.nearest(phrase, Tongue::English);
        assert!(near("the textile mill in the outskirts of Pyongyang") > 0.6);
        assert!(near("because the harvest had been poor") < 0.35);
        assert_eq!(Windows::new(&encoder, "").nearest("the mill", Tongue::English).to_bits(), 0);
    }

    #[test]
    fn long_stretches_begin_an_eighth_of_their_length_apart() {
        let starts = |count: usize| -> Vec<usize> {
            let all = runs(10, Tongue::Korean, 40).into_iter();
            all.filter(|run| run.len() == count).map(|run| run.start).collect()
        };
        assert_eq!(starts(8), (0..=32).collect::<Vec<_>>());
        assert_eq!(starts(14), (0..=26).collect::<Vec<_>>(), "less than twice eight");
        assert_eq!(starts(16), (0..=24).step_by(2).collect::<Vec<_>>());
    }
}
