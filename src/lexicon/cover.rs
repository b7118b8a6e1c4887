//! Which words of a pair of texts have a partner opposite.

use super::{Lexicon, ReadWord, Words, file::Of};
use crate::text::Span;

/// A content word and the best partner it finds on the other side.
#[derive(Debug, Clone, PartialEq)]
pub struct WordCover {
    /// Where the word stands in its text.
    pub span: Span,
    /// Its plain form.
    pub plain: String,
    /// Whether the lexicon knows it; of an unknown word nothing can be said.
    pub known: bool,
    /// Probability of the best partner, given this word or given the partner, whichever is greater;
    /// 0 if there is none.
    pub prob: f64,
    /// The words of the other side that make that best partner, by span.
    pub partner: Option<Span>,
    /// In what share of its occurrences in training the word had a partner. A word that often goes
    /// without says little when it does so again.
    pub usual: f64,
}

/// The content words of both sides of a pair of texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coverage {
    /// The English words, in order.
    pub english: Vec<WordCover>,
    /// The Korean words, in order.
    pub korean: Vec<WordCover>,
}

impl Lexicon {
    /// For each content word of an English and a Korean text, the likeliest partner in the other.
    ///
    /// Time is in proportion to the sum of the translations of all words. To compare a text with many,
    /// read it once and use [`covers_words`](Self::covers_words).
    pub fn covers(&self, english: &str, korean: &str) -> Coverage {
        self.covers_words(&self.read_english(english), &self.read_korean(korean))
    }

    /// The same for texts read before.
    pub fn covers_words(&self, english: &Words, korean: &Words) -> Coverage {
        Coverage {
            english: self.side(english, korean, Of::English),
            korean: self.side(korean, english, Of::Korean),
        }
    }

    fn side(&self, words: &Words, others: &Words, of: Of) -> Vec<WordCover> {
        let mut numbers: Vec<(u32, usize)> = Vec::new();
        for (at, other) in others.words.iter().enumerate() {
            numbers.extend(other.numbers.iter().map(|&number| (number, at)));
        }
        numbers.sort_unstable();
        words.content().map(|word| self.best_partner(word, &numbers, others, of)).collect()
    }

    fn best_partner(
        &self,
        word: &ReadWord,
        numbers: &[(u32, usize)],
        others: &Words,
        of: Of,
    ) -> WordCover {
        let mut best: Option<(f64, usize)> = None;
        for &number in &word.numbers {
            self.file.translations(of, number, |other, there, back| {
                let prob = there.max(back);
                if best.is_some_and(|(so_far, _)| so_far >= prob) {
                    return;
                }
                let at = numbers.partition_point(|(n, _)| *n < other);
                if let Some((_, place)) = numbers.get(at).filter(|(n, _)| *n == other) {
                    best = Some((prob, *place));
                }
            });
        }
        WordCover {
            span: word.span,
            plain: word.plain.clone(),
            known: word.is_known(),
            prob: best.map_or(0.0, |(prob, _)| prob),
            partner: best.map(|(_, place)| others.words[place].span),
            usual: word.numbers.first().map_or(0.0, |&number| self.file.found(of, number)),
        }
    }
}
