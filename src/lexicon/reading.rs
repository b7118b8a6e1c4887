//! A text as the lexicon reads it: its words with their spans, plain forms and numbers.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::{
    Lexicon,
    file::Of,
    stems::{Ranked, rank},
    train::compound,
};
use crate::{
    language::{
        any::word::Word,
        en::{self, stem::lemmas},
        ko::{self, hanja, stem::of_verb},
    },
    text::{Span, Tongue, table},
};

/// A word of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadWord {
    /// Where it stands, in bytes of the text.
    pub span: Span,
    /// The plain form it is read as; of unknown words the likeliest.
    pub plain: String,
    /// Whether it carries content, rather than grammar only.
    pub content: bool,
    /// Its numbers in the lexicon, likeliest reading first; none if it is unknown.
    pub(crate) numbers: Vec<u32>,
    /// The numbers of the words that begin alike: of one root, more often than not.
    pub(crate) kin: Range<u32>,
}

impl ReadWord {
    /// Whether the lexicon knows the word.
    pub fn is_known(&self) -> bool {
        !self.numbers.is_empty()
    }
}

/// The words of a text, in order. Read once, compared with many.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words {
    /// The words.
    pub words: Vec<ReadWord>,
}

impl Words {
    /// The words that carry content.
    pub fn content(&self) -> impl Iterator<Item = &ReadWord> {
        self.words.iter().filter(|word| word.content)
    }
}

/// Readings so much less likely than the best, in nats, are not tried.
const MARGIN_NATS: f64 = 6.0;

/// A word must have been met so often to be part of a compound: else names fall apart into chance
/// syllables.
const PART_COUNT: f64 = 2.9;

static FUNCTION_WORDS: LazyLock<HashSet<(&str, &str)>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/lexicon/function-words.tsv");
    let rows = table::rows::<3>("function-words.tsv", text);
    rows.into_iter().map(|[language, word, _]| (language, word)).collect()
});

/// Whether a word in lower case, or a stem, carries grammar rather than content in the language with this tag.
pub(crate) fn is_grammar(tag: &str, word: &str) -> bool {
    FUNCTION_WORDS.contains(&(tag, word))
}

impl Lexicon {
    /// Reads a text of a tongue; of a Korean one Hanja by their readings, and compounds that are unknown as a whole in
    /// parts.
    pub fn read(&self, text: &str, tongue: Tongue) -> Words {
        match tongue {
            Tongue::English => self.read_forms(text),
            Tongue::Korean => self.read_stems(text),
        }
    }

    fn read_forms(&self, text: &str) -> Words {
        let read = |word: Word| {
            let number = self.lemma(&word.text);
            let plain = number.map(|number| self.file.word(Of::English, number));
            let plain = plain.unwrap_or_else(|| word.text.clone());
            let content = word.text.len() >= 2
                && !FUNCTION_WORDS.contains(&("en", word.text.as_str()))
                && !FUNCTION_WORDS.contains(&("en", plain.as_str()));
            let kin = form_root(&plain).map_or(0..0, |root| self.file.beginning(Of::English, root));
            ReadWord { span: word.span, plain, content, numbers: number.into_iter().collect(), kin }
        };
        Words { words: en::word::words(text).into_iter().map(read).collect() }
    }

    fn read_stems(&self, text: &str) -> Words {
        let text = &*hanja::read(text);
        let mut read = Vec::new();
        for word in ko::word::words(text) {
            self.read_word(text, &word, &mut read);
        }
        Words { words: read }
    }

    fn read_word(&self, text: &str, word: &Word, read: &mut Vec<ReadWord>) {
        let numbers = self.numbers(&word.text);
        if numbers.is_empty() {
            let ranked = self.ranked(&word.text);
            let best = ranked.first().map_or(word.text.as_str(), |r| r.0.stem.as_str());
            // Spans of the parts are those of their syllables, which a decomposed text has not.
            let composed = word.span.of(text) == word.text && word.text.starts_with(best);
            if composed && let Some(parts) = self.parts(best) {
                let mut at = word.span.start;
                for (number, length) in parts {
                    let plain = self.file.word(Of::Korean, number);
                    read.push(ReadWord {
                        span: Span::new(at, at + length),
                        content: is_content(&plain),
                        numbers: vec![number],
                        kin: self.kin(&plain),
                        plain,
                    });
                    at += length;
                }
                return;
            }
            read.push(ReadWord {
                span: word.span,
                plain: best.to_owned(),
                content: is_content(best),
                numbers: Vec::new(),
                kin: self.kin(best),
            });
            return;
        }
        let plain = self.file.word(Of::Korean, numbers[0].0);
        let near = numbers.iter().filter(|(_, ln)| *ln >= numbers[0].1 - MARGIN_NATS);
        read.push(ReadWord {
            span: word.span,
            content: is_content(&plain),
            kin: self.kin(&plain),
            plain,
            numbers: near.map(|(number, _)| *number).collect(),
        });
    }

    /// The known words an unknown noun is made of, each with how many bytes it covers; a suffix belongs
    /// to the word before it.
    fn parts(&self, noun: &str) -> Option<Vec<(u32, usize)>> {
        let known = |part: &str| {
            let number = self.file.find(Of::Korean, part)?;
            (self.file.count(Of::Korean, number) >= PART_COUNT).then_some(number)
        };
        let weight = |part: &str| known(part).map(|number| self.file.stem_ln(number));
        let apart = |noun: &str| -> Option<Vec<(u32, usize)>> {
            let parts = compound(noun, weight)?;
            parts.into_iter().map(|part| Some((known(part)?, part.len()))).collect()
        };
        apart(noun).or_else(|| {
            let (at, suffix) = noun.char_indices().next_back()?;
            let (rest, suffix) = (&noun[..at], &noun[at..at + suffix.len_utf8()]);
            if rest.chars().count() < 2 || !FUNCTION_WORDS.contains(&("ko-suffix", suffix)) {
                return None;
            }
            let mut parts =
                known(rest).map(|number| vec![(number, rest.len())]).or_else(|| apart(rest))?;
            parts.last_mut()?.1 += suffix.len();
            Some(parts)
        })
    }

    fn kin(&self, stem: &str) -> Range<u32> {
        stem_root(stem).map_or(0..0, |root| self.file.beginning(Of::Korean, root))
    }

    /// The number of an English word, or of the plainer word it is a form of.
    pub(crate) fn lemma(&self, form: &str) -> Option<u32> {
        let find = |word: &str| self.file.find(Of::English, word);
        find(form).or_else(|| lemmas(form).iter().find_map(|lemma| find(lemma)))
    }

    /// The known readings of a Korean word, each with ln of its likelihood, likeliest first; none if
    /// an unknown stem is far likelier.
    pub(crate) fn numbers(&self, word: &str) -> Vec<(u32, f64)> {
        let ranked = self.ranked(word);
        let mut found: Vec<(u32, f64)> = Vec::new();
        for (reading, ln) in ranked {
            if let Some(number) = self.file.find(Of::Korean, &reading.stem)
                && !found.iter().any(|(other, _)| *other == number)
            {
                found.push((number, ln));
            }
        }
        found
    }

    pub(crate) fn ranked(&self, word: &str) -> Vec<Ranked> {
        rank(
            word,
            |stem| self.file.find(Of::Korean, stem).map(|number| self.file.stem_ln(number)),
            |ending| self.file.find(Of::Ending, ending).map(|number| self.file.ending_ln(number)),
            self.file.totals[0],
        )
    }
}

/// The first two syllables: of Sino-Korean words, which most terms are, a word by itself (지도 in 지도부
/// and 지도자). A verb's 다 is none of it.
fn stem_root(stem: &str) -> Option<&str> {
    let body = of_verb(stem).unwrap_or(stem);
    body.char_indices().nth(1).map(|(at, c)| &body[..at + c.len_utf8()])
}

/// An English word without its last letters: five letters are left at least.
fn form_root(word: &str) -> Option<&str> {
    (word.is_ascii() && word.len() >= 5).then(|| &word[..word.len().saturating_sub(3).max(5)])
}

fn is_content(stem: &str) -> bool {
    // A syllable alone is a particle behind Latin letters, a counter or a word of grammar far oftener
    // than a noun.
    stem.chars().count() >= 2 && !FUNCTION_WORDS.contains(&("ko", stem))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_read_in_plain_form_with_their_spans() {
        let lexicon = Lexicon::embedded();
        #[rustfmt::skip]
        let cases = [
            // text                        content words, plain=as written
            ("대사관에서 논의하였다.",        "대사관=대사관에서 논의=논의하였다"),
            ("조선민주주의인민공화국의",      "조선=조선 민주주의=민주주의 인민=인민 공화국=공화국"),
            ("경제계획위원회는",              "경제=경제 계획=계획 위원회=위원회"),
            ("피메노프",                      "피메노프=피메노프"),
        ];
        for (text, expected) in cases {
            let words = lexicon.read(text, Tongue::Korean);
            let found: Vec<_> =
                words.content().map(|w| format!("{}={}", w.plain, w.span.of(text))).collect();
            assert_eq!(found.join(" "), expected);
        }
        let text = "The Ministers visited embassies in the C[entral] District";
        let words = lexicon.read(text, Tongue::English);
        let found: Vec<_> =
            words.content().map(|w| format!("{}={}", w.plain, w.span.of(text))).collect();
        assert_eq!(
            found.join(" "),
            "minister=Ministers visit=visited embassy=embassies central=C[entral district=District"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_within_its_bounds(text in "[ a-zA-Z가-힣\\[\\].,0-9]{0,60}") {
            let lexicon = Lexicon::embedded();
            for words in [lexicon.read(&text, Tongue::English), lexicon.read(&text, Tongue::Korean)] {
                prop_assert!(words.words.iter().all(|w| text.get(w.span.start..w.span.end).is_some()));
                let ordered = words.words.windows(2).all(|w| w[0].span.end <= w[1].span.start);
                prop_assert!(ordered);
            }
        }
    }
}
