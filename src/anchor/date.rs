//! Dates by value: 4.IV.1957, 26–29 March 1957, 1957년 3월 26~29일, 8월 초, the 1950s.
//!
//! A date is kept as the years, months and days it names, so that one that says less (the August
//! plenum) can agree with one that says more (1956년 8월).

pub use crate::value::{Date, Part};
use crate::{
    language::{self, any::date::Finder},
    text::{Language, Span},
};

/// Finds the dates in a segment's `text`, in order, outside the spans already `taken`.
///
/// Of languages of which no more is known, those in digits and Roman numerals. Linear in the length of the text.
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Date)> {
    let mut finder = Finder::new(text, taken);
    language::of(language).dates(&mut finder);
    finder.in_order()
}

/// The month, 1–12, whose name `word` is in the language of that code (`en`).
pub(crate) fn month_named(word: &str, language: &str) -> Option<u8> {
    language::by_tag(language).month(word)
}

/// Times that are named without a number: Monday, 가을, 오후, last year, 어제.
///
/// They are no anchors, for a translation often has a date instead; but where both sides name a time of
/// one kind, it should be the same.
pub(crate) mod named {
    pub(crate) use crate::language::any::date::named::{NOW, Named};
    use crate::{
        language::{self, any::date::named},
        text::Language,
    };

    /// The word behind `end` that makes a time of the length of time which ends there: later, 전.
    pub(crate) fn direction(text: &str, end: usize, language: &Language) -> Option<Named> {
        let known = language::of(language);
        named::direction(&known.read(text), end, known.named_times?)
    }

    /// Finds the times named in `text`, in order.
    pub(crate) fn find(text: &str, language: &Language) -> Vec<Named> {
        let known = language::of(language);
        let reader = known.named_times;
        reader.map_or_else(Vec::new, |reader| named::find(&known.read(text), reader))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn times_without_a_number_are_told() {
            #[rustfmt::skip]
            let cases = [
                // text                              language  found                    why
                ("on Monday at 3 p.m.",              "en", "weekday 1, half of the day 2", "a weekday and an hour"),
                ("월요일 오후 3시에",                   "ko", "weekday 1, half of the day 2", "its Korean"),
                ("last year and this year",          "en", "year 9, year 10",         "years by relation"),
                ("작년과 금년",                        "ko", "year 9, year 10",         "their Korean"),
                ("the day after tomorrow",           "en", "day 12",                  "the longest form"),
                ("I am here.",                       "en", "",                        "a verb"),
                ("오늘의 일, 어제는",                   "ko", "day 10, day 9",           "with particles"),
                ("이해하다, 전주에서, 봄바람",            "ko", "",                        "other words"),
                ("영하 5도",                          "ko", "side of zero 1",          "a sign"),
                ("영상 자료",                         "ko", "",                        "a film"),
            ];
            for (text, language, expected, why) in cases {
                let found = find(text, &language.parse().expect("tag"));
                let shown: Vec<_> =
                    found.iter().map(|n| format!("{} {}", n.kind, n.value)).collect();
                assert_eq!(shown.join(", "), expected, "{text}: {why}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn dates_lie_in_order_inside_any_text(
            text in "([0-9]{1,4}|[IVX]{1,3}|년|월|일|대|초|May|March|단기|주체|[ .,/~·()-]){0,20}",
            language in "en|ko|de",
        ) {
            let language = language.parse().expect("tag");
            let mut end = 0;
            for (span, date) in find(&text, &language, &[]) {
                prop_assert!(span.start >= end && span.start < span.end && span.end <= text.len());
                prop_assert!(!date.keys().is_empty());
                end = span.end;
            }
        }
    }

    fn read(text: &str, language: &str) -> Vec<(String, String)> {
        let language = language.parse().expect("tag");
        let dates = find(text, &language, &[]);
        dates.iter().map(|(span, date)| (span.of(text).to_owned(), date.keys().join(" "))).collect()
    }

    #[test]
    fn one_date_has_one_value_in_both_languages() {
        #[rustfmt::skip]
        let cases = [
            // English                              Korean                              keys
            ("Pyongyang, 4.IV.1957",                "평양, 1957년 4월 4일",              "y:1957 m:4 d:4"),
            ("of 26-27-28-29.III.1957",             "1957년 3월 26~29일",                "y:1957 m:3 d:26 d:29"),
            ("a visit, 26-29 March 1957",           "1957년 3월 26일-29일",              "y:1957 m:3 d:26 d:29"),
            ("31.VII.56",                           "1956. 7. 31.",                     "y:1956 m:7 d:31"),
            ("around July 20",                      "7월 20일경",                        "m:7 d:20"),
            ("(30 and 31 August)",                  "8월 30, 31일",                      "m:8 d:30 d:31"),
            ("April 4, 1957",                       "1957. 4. 4.",                      "y:1957 m:4 d:4"),
            ("the 4th of April",                    "4월 4일",                           "m:4 d:4"),
            ("Then in 1955",                        "1955년에는",                        "y:1955"),
            ("In February",                         "지난 2월",                          "m:2"),
            ("the December plenum",                 "12월 총회",                         "m:12"),
            ("the beginning of August",             "8월 초",                            "m:8"),
            ("III.1957",                            "1957년 3월",                        "y:1957 m:3"),
            ("in the 1950s",                        "1950년대",                          "y:1950s"),
            ("in 1953",                             "단기 4286년",                       "y:1953"),
            ("in 1956",                             "주체 45년",                         "y:1956"),
            ("in 1953",                             "檀紀 4286年",                       "y:1953"),
            ("in Shōwa 20",                         "쇼와 20년",                         "y:1945"),
            ("in Juche 45",                         "1956년",                            "y:1956"),
            ("in ’57",                              "’57년",                             "y:1957"),
            ("in the fifties",                      "50년대",                            "y:1950s"),
            ("the late nineteen-fifties",           "1950년대 말",                       "y:1950s"),
            ("1956-57",                             "1956~57년",                         "y:1956 y:1957"),
            ("in January-February 1794",            "1794년 1 - 2월",                    "y:1794 m:1 m:2"),
            ("on 8 February 1946",                  "一九四六年 二月 八日",               "y:1946 m:2 d:8"),
            ("on 23 December 1946",                 "一千九百四十六年 十二月 二十三日",    "y:1946 m:12 d:23"),
            ("on the 23rd of October",              "十月 二十三日에",                    "m:10 d:23"),
            ("in 1956",                             "檀紀四二八九年",                     "y:1956"),
            ("in the fifties",                      "五十年代",                          "y:1950s"),
            ("in 2005",                             "二〇〇五년",                        "y:2005"),
            ("the '57 plan",                        "'57년 계획",                        "y:1957"),
            ("the plan of ’56",                     "’56년의 계획",                       "y:1956"),
        ];
        for (english, korean, keys) in cases {
            for (text, language) in [(english, "en"), (korean, "ko")] {
                let found: Vec<_> =
                    read(text, language).into_iter().map(|(_, keys)| keys).collect();
                assert_eq!(found.join(" "), keys, "{text}");
            }
        }
    }

    #[test]
    fn parts_of_months_and_decades_are_told() {
        #[rustfmt::skip]
        let cases = [
            // English                   Korean            part
            ("early in August",          "8월 초순",        None),
            ("in early August",          "8월 초",          Some(Part::Beginning)),
            ("in the middle of August",  "8월 중순",        Some(Part::Middle)),
            ("at the end of August",     "8월 말에",        Some(Part::End)),
            ("the early 1950s",          "1950년대 초반",    Some(Part::Beginning)),
            ("the late fifties",         "50년대 후반",      Some(Part::End)),
            ("in August",                "8월 말씀",        None),
        ];
        for (english, korean, part) in cases {
            let of = |text: &str, language: &str| {
                find(text, &language.parse().expect("tag"), &[])[0].1.part
            };
            assert_eq!(of(english, "en"), part, "{english}");
            if part.is_some() {
                assert_eq!(of(korean, "ko"), part, "{korean}");
            }
        }
        assert_eq!(find("8월 말씀", &Language::korean(), &[])[0].1.part, None, "another word");
    }

    #[test]
    fn words_that_are_also_months_need_a_sign_of_it() {
        #[rustfmt::skip]
        let cases = [
            // text                                 keys
            ("He may go.",                          ""),
            ("May I ask?",                          ""),
            ("They march on.",                      ""),
            ("March on the capital!",               ""),
            ("until May, the deadline",             "m:5"),
            ("in May 1957",                         "y:1957 m:5"),
            ("May 1 was a holiday",                 "m:5 d:1"),
            ("May's triumph",                       "m:5"),
            ("Sep and Oct. 1950",                   "m:9 y:1950 m:10"),
            ("an august assembly",                  ""),
            ("1 Secretary",                         ""),
            ("the '57 men who came' were few",      ""),
            ("'57 chairs'",                         ""),
            ("he's '57",                            "y:1957"),
            ("March 35,000 men",                    ""),
        ];
        for (text, keys) in cases {
            let found: Vec<_> = read(text, "en").into_iter().map(|(_, keys)| keys).collect();
            assert_eq!(found.join(" "), keys, "{text}");
        }
    }

    #[test]
    fn korean_periods_are_no_dates() {
        #[rustfmt::skip]
        let cases = [
            ("3년 동안",         ""),
            ("5개년 계획",       ""),
            ("6개월",           ""),
            ("10일간",          ""),
            ("5일 동안",         ""),
            ("일을 했다",        ""),
            ("三年 동안",        ""),
            ("三日間",           ""),
            ("一日 동안",        ""),
            ("三人과 一部",      ""),
            ("六個月",           ""),
            ("50년대",          "y:1950s"),
            ("오월의 노래",      "m:5"),
            ("이월 상품",        "m:2"),
            ("주체45(1956)년",   "y:1956"),
            ("8월 30일, 31일",   "m:8 d:30 d:31"),
        ];
        for (text, keys) in cases {
            let found: Vec<_> = read(text, "ko").into_iter().map(|(_, keys)| keys).collect();
            assert_eq!(found.join(" "), keys, "{text}");
        }
    }

    #[test]
    fn other_languages_have_their_months_and_dotted_dates() {
        #[rustfmt::skip]
        let cases = [
            ("4 kwietnia 1957 r.",  "pl", "y:1957 m:4 d:4"),
            ("4. April 1957",       "de", "y:1957 m:4 d:4"),
            ("le 4 avril 1957",     "fr", "y:1957 m:4 d:4"),
            ("4 апреля 1957 г.",    "ru", "y:1957 m:4 d:4"),
            ("4.IV.1957",           "cs", "y:1957 m:4 d:4"),
            ("04.04.1957",          "de", "y:1957 m:4 d:4"),
            ("1957-04-04",          "ja", "y:1957 m:4 d:4"),
        ];
        for (text, language, keys) in cases {
            let found: Vec<_> = read(text, language).into_iter().map(|(_, keys)| keys).collect();
            assert_eq!(found.join(" "), keys, "{text}");
        }
    }
}
