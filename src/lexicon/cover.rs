//! Which words of a pair of texts have a partner opposite.

use super::{Lexicon, ReadWord, Words, file::Of};
use crate::text::{Span, Tongue};

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
    /// The words of English and of Korean, in order.
    pub sides: [Vec<WordCover>; 2],
}

impl Coverage {
    /// The words of a tongue.
    pub fn of(&self, tongue: Tongue) -> &[WordCover] {
        &self.sides[tongue as usize]
    }
}

/// How far a translation is believed that only begins like a word opposite.
pub(crate) const KIN: f64 = 0.4;

/// More words than this that begin alike have nothing in common.
const MOST_KIN: usize = 24;

impl Lexicon {
    /// For each content word of an English and a Korean text, the likeliest partner in the other.
    ///
    /// Time is in proportion to the sum of the translations of all words. To compare a text with many,
    /// read it once and use [`covers_words`](Self::covers_words).
    pub fn covers(&self, english: &str, korean: &str) -> Coverage {
        self.covers_words(&self.read(english, Tongue::English), &self.read(korean, Tongue::Korean))
    }

    /// The same for texts read before.
    pub fn covers_words(&self, english: &Words, korean: &Words) -> Coverage {
        Coverage {
            sides: [
                self.side(english, korean, Of::English),
                self.side(korean, english, Of::Korean),
            ],
        }
    }

    fn side(&self, words: &Words, others: &Words, of: Of) -> Vec<WordCover> {
        let opposite = Opposite::new(others.words.iter());
        words.content().map(|word| self.best_partner(word, &opposite, others, of)).collect()
    }

    fn best_partner(
        &self,
        word: &ReadWord,
        opposite: &Opposite,
        others: &Words,
        of: Of,
    ) -> WordCover {
        let mut best: Option<(f64, usize)> = None;
        let mut offer = |prob: f64, places: &[(u32, usize)]| {
            if let Some(&(_, place)) = places.first()
                && best.is_none_or(|(so_far, _)| prob > so_far)
            {
                best = Some((prob, place));
            }
        };
        for &number in &word.numbers {
            self.file.translations(of, number, |other, there, back| {
                let prob = there.max(back);
                offer(prob, opposite.same(other));
                if let Some(place) = opposite.kin(other) {
                    offer(KIN * there, &[(other, place)]);
                }
            });
        }
        // Words that begin like this one, for those that are translated by a word opposite.
        for number in word.kin.clone().take(MOST_KIN) {
            self.file.translations(of, number, |other, there, _| {
                offer(KIN * there, opposite.same(other));
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

/// The words of one side by number, to be looked up from the other.
#[derive(Debug)]
pub(crate) struct Opposite {
    same: Vec<(u32, usize)>,
    /// Ranges of kin and whose they are, by their beginning; no two overlap except by being the same.
    kin: Vec<(u32, u32, usize)>,
}

impl Opposite {
    pub(crate) fn new<'a>(words: impl Iterator<Item = &'a ReadWord>) -> Self {
        let (mut same, mut kin) = (Vec::new(), Vec::new());
        for (at, word) in words.enumerate() {
            same.extend(word.numbers.iter().map(|&number| (number, at)));
            if !word.kin.is_empty() {
                kin.push((word.kin.start, word.kin.end, at));
            }
        }
        same.sort_unstable();
        kin.sort_unstable();
        Self { same, kin }
    }

    pub(crate) fn same(&self, number: u32) -> &[(u32, usize)] {
        let at = self.same.partition_point(|(n, _)| *n < number);
        let more = self.same[at..].iter().take_while(|(n, _)| *n == number).count();
        &self.same[at..at + more]
    }

    pub(crate) fn kin(&self, number: u32) -> Option<usize> {
        let at = self.kin.partition_point(|(start, _, _)| *start <= number).checked_sub(1)?;
        let (_, end, place) = self.kin[at];
        (number < end).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_find_their_partners() {
        let lexicon = Lexicon::embedded();
        #[rustfmt::skip]
        let cases = [
            // English, Korean, what each English content word finds
            ("The embassy discussed the question.", "대사관은 문제를 논의하였다.",
             &[("embassy", "대사관은"), ("discuss", "논의하였다"), ("question", "문제를")][..]),
            ("They visited the factory.", "그들은 공장을 방문했다.",
             &[("visit", "방문했다"), ("factory", "공장을")]),
            ("the decision of the party leadership", "당 지도부의 결정",
             &[("decision", "결정"), ("party", "당"), ("leadership", "지도부의")]),
        ];
        for (english, korean, expected) in cases {
            let cover = lexicon.covers(english, korean);
            let found: Vec<_> = cover
                .of(Tongue::English)
                .iter()
                .map(|word| (word.plain.as_str(), word.partner.map_or("", |span| span.of(korean))))
                .collect();
            assert_eq!(found, expected, "{english}");
        }
    }

    #[test]
    fn an_omitted_word_finds_none() {
        let lexicon = Lexicon::embedded();
        let english = "The delegation visited the factory and the hospital.";
        let cover = lexicon.covers(english, "대표단은 공장을 방문했다.");
        let alone: Vec<_> = cover.of(Tongue::English).iter().filter(|w| w.prob < 0.05).collect();
        assert_eq!(alone.len(), 1, "{:?}", cover.of(Tongue::English));
        assert_eq!(alone[0].span.of(english), "hospital");
        assert!(alone[0].usual > 0.5, "hospital is nearly always translated");
    }

    #[test]
    fn of_unknown_words_nothing_is_said() {
        let cover = Lexicon::embedded().covers("Xyzzqwv", "뷁쀍쑗");
        assert!(cover.sides.iter().flatten().all(|w| !w.known && w.prob == 0.0));
        assert_eq!(Lexicon::embedded().covers("", ""), Coverage::default());
    }
}
