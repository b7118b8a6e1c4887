//! Whether a text is a sentence though no stop says so: what it ends in tells in Korean, a finite verb in
//! English.
//!
//! A heading, a name or an entry of a list has no predicate. The endings and verbs are in a table.

use std::sync::LazyLock;

use regex::Regex;

use super::cue::pattern;
use crate::reading::wording::SYLLABLE_START;
use crate::text::{Folded, Language, table};

/// What the predicate of a sentence is like.
struct Predicates {
    /// A finite verb, anywhere.
    verb: Regex,
    /// The ending of a verb, at the end of the sentence …
    ending: Regex,
    /// … where nouns may end alike.
    noun: Regex,
}

static PREDICATES: LazyLock<Predicates> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/predicates.tsv");
    let rows = table::rows::<4>("predicates.tsv", text);
    let of = |wanted: &str| -> Vec<&str> {
        rows.iter().filter(|[_, _, kind, _]| *kind == wanted).map(|[_, form, ..]| *form).collect()
    };
    let compile = |pattern: &str| Regex::new(pattern).expect("a pattern");
    Predicates {
        ending: compile(&format!("(?:{})$", of("ends").join("|"))),
        noun: compile(&format!("{}(?:{})$", *SYLLABLE_START, of("noun").join("|"))),
        verb: compile(&pattern(0, &of("finite")).expect("forms")),
    }
});

/// Whether `text` has a predicate, so that it is a sentence whatever mark it ends in; `None` in a language
/// whose predicates are not known.
pub(crate) fn is_sentence(text: &str, language: &Language) -> Option<bool> {
    let folded = Folded::new(text);
    let bare = folded.text().trim_end_matches(|c: char| !c.is_alphanumeric());
    if language.is_korean() {
        Some(PREDICATES.ending.is_match(bare) && !PREDICATES.noun.is_match(bare))
    } else if language.is_english() {
        Some(PREDICATES.verb.is_match(bare))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_told_from_headings() {
        #[rustfmt::skip]
        let cases = [
            ("ko", "그는 평양을 떠났다",                          true,  "해라체"),
            ("ko", "회의가 열렸습니다",                           true,  "합쇼체"),
            ("ko", "그는 떠났어요",                              true,  "해요체"),
            ("ko", "어서 가시오",                                true,  "하오체"),
            ("ko", "함께 일하자",                                true,  "a proposal"),
            ("ko", "서류에 서명하지 말라",                         true,  "an order"),
            ("ko", "1. 조선민주주의인민공화국 지도부 내의 분파 문제",    false, "a heading of the note"),
            ("ko", "폴란드 대사관 1등 비서",                       false, "a line of its letterhead"),
            ("ko", "공장의 노동자",                               false, "a noun in 자"),
            ("ko", "회의 참가자",                                 false, "a noun in 가자"),
            ("ko", "우리 나라",                                   false, "a noun in 라"),
            ("ko", "동해 바다",                                   false, "a noun in 다"),
            ("ko", "토의의 필요",                                 false, "a noun in 요"),
            ("en", "The delegation visited the factory",         true,  "a past tense and its object"),
            ("en", "He went home",                               true,  "a pronoun"),
            ("en", "The meeting was held",                       true,  "an auxiliary"),
            ("en", "The issue of groups in the leadership",      false, "a heading"),
            ("en", "People removed from the party",              false, "a participle"),
            ("en", "",                                           false, "nothing"),
        ];
        for (language, text, expected, why) in cases {
            let language = language.parse().expect("a tag");
            assert_eq!(is_sentence(text, &language), Some(expected), "{text}: {why}");
        }
        assert_eq!(is_sentence("Il est parti", &"fr".parse().expect("a tag")), None);
    }
}
