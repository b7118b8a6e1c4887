//! Words that make a number approximate or a bound: about, more than, 약, 여, 이상, 100명이 넘는.
//!
//! They are looked for right before and right after a number and its counting word, through articles,
//! signs of currency and one particle; of several (“at least about”) the one with a direction counts.

pub(crate) use crate::language::any::number::approximate::Approximation;
use crate::{
    language::{self, any::number::approximate},
    text::{Language, Span},
    value::Qualifier,
};

/// What qualifies the number at `number` in `text`, where `unit` is its counting word.
pub(crate) fn around(
    text: &str,
    language: &Language,
    number: Span,
    unit: Option<Span>,
) -> Option<Approximation> {
    approximate::around(text, language::of(language).qualifiers?, number, unit)
}

/// How many words of an accepted sense stand anywhere in `text`.
pub(crate) fn count(text: &str, language: &Language, accepts: &dyn Fn(Qualifier) -> bool) -> usize {
    let reader = language::of(language).qualifiers;
    reader.map_or(0, |reader| approximate::count(text, reader, accepts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::number;

    #[test]
    fn qualifiers_are_read_before_and_after_a_number() {
        #[rustfmt::skip]
        let cases = [
            // text                              language  qualifier                    why
            ("about 30 people",                  "en", Some(Qualifier::About),      "before"),
            ("around $300 million",              "en", Some(Qualifier::About),      "through a sign of currency"),
            ("at least another 30 men",          "en", Some(Qualifier::More),       "through a word"),
            ("more than about 30",               "en", Some(Qualifier::More),       "a direction says more"),
            ("30 years or so",                   "en", Some(Qualifier::About),      "after the unit"),
            ("30 or more years",                 "en", Some(Qualifier::More),       "between number and unit"),
            ("thirty-odd people",                "en", Some(Qualifier::Odd),        "a little more"),
            ("nearly 30 people",                 "en", Some(Qualifier::Nearly),     "a little less"),
            ("no more than 30 people",           "en", Some(Qualifier::Less),       "the longest form"),
            ("at most 30 people",                "en", Some(Qualifier::Less),       "an upper bound"),
            ("30 people came",                   "en", None,                        "none"),
            ("약 30명",                           "ko", Some(Qualifier::About),      "before"),
            ("30여 명",                           "ko", Some(Qualifier::Odd),        "between"),
            ("30여명",                            "ko", Some(Qualifier::Odd),        "between, attached"),
            ("30명 남짓",                         "ko", Some(Qualifier::Odd),        "after"),
            ("30명가량",                          "ko", Some(Qualifier::About),      "after, attached"),
            ("30명 이상의 사람",                   "ko", Some(Qualifier::More),       "a bound"),
            ("30명이 넘는 사람",                   "ko", Some(Qualifier::More),       "after a particle"),
            ("30명을 초과하는",                    "ko", Some(Qualifier::More),       "after a particle"),
            ("30보다 많은",                       "ko", Some(Qualifier::More),       "compared"),
            ("30%에 육박하는",                     "ko", Some(Qualifier::Nearly),     "after a particle"),
            ("30명도 안 되는",                     "ko", Some(Qualifier::Less),       "denied"),
            ("30명을 넘지 않는",                   "ko", Some(Qualifier::Less),       "the reverse of more"),
            ("최소 30명",                         "ko", Some(Qualifier::More),       "before"),
            ("30세 미만",                         "ko", Some(Qualifier::Less),       "a bound"),
            ("30명이 왔다",                       "ko", None,                        "none"),
            ("30명은 이상하게",                    "ko", None,                        "another word"),
        ];
        for (text, language, qualifier, why) in cases {
            let language: Language = language.parse().expect("tag");
            let found = number::find(text, &language, &[]);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].1.qualifier, qualifier, "{text}: {why}");
        }
    }
}
