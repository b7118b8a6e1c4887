//! Dates by value: 4.IV.1957, 26–29 March 1957, 1957년 3월 26~29일, 8월 초, the 1950s.
//!
//! A date is kept as the years, months and days it names, so that one that says less (the August
//! plenum) can agree with one that says more (1956년 8월).

mod english;
pub(crate) mod era;
mod hanja;
mod korean;
pub(crate) mod named;
mod numeric;

use super::taken::Taken;
use crate::text::{Language, Span, table};

/// Which part of a day, month, year or decade is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Beginning, early, 초.
    Beginning,
    /// Middle, mid-, 중순.
    Middle,
    /// End, late, 말.
    End,
    /// The half of a day before noon.
    Forenoon,
    /// The half of a day after noon.
    Afternoon,
}

/// A date, as far as the text says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Date {
    /// Years of the common era, the ends of a range or the members of a list. A year of two digits is
    /// one of the twentieth century.
    pub years: Vec<u16>,
    /// Whether `years` holds the first year of a decade.
    pub decade: bool,
    /// Months, 1–12.
    pub months: Vec<u8>,
    /// Days, 1–31, the ends of a range or the members of a list.
    pub days: Vec<u8>,
    /// Whether `days` (or, without days, `months` or `years`) are the ends of a range.
    pub range: bool,
    /// The part of the last unit that is meant.
    pub part: Option<Part>,
}

impl Date {
    /// Equal for dates that say the same in two languages: `y:1957`, `m:3`, `d:26`, one for each year,
    /// month and day named; `y:1950s` for a decade.
    pub fn keys(&self) -> Vec<String> {
        let decade = if self.decade { "s" } else { "" };
        let years = self.years.iter().map(|y| format!("y:{y}{decade}"));
        let months = self.months.iter().map(|m| format!("m:{m}"));
        let days = self.days.iter().map(|d| format!("d:{d}"));
        years.chain(months).chain(days).collect()
    }

    /// Whether nothing is named that can be.
    fn is_empty(&self) -> bool {
        self.years.is_empty() && self.months.is_empty() && self.days.is_empty()
    }

    fn is_plausible(&self) -> bool {
        !self.is_empty()
            && self.months.iter().all(|m| (1..=12).contains(m))
            && self.days.iter().all(|d| (1..=31).contains(d))
            && self.years.iter().all(|y| (1..=2999).contains(y))
    }
}

/// Finds the dates in a segment's `text`, in order, outside the spans already `taken`.
///
/// English and Korean are understood with all their words; of other languages, dates in digits and
/// Roman numerals and with the months of the table. Linear in the length of the text.
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Date)> {
    let mut finder = Finder { text, taken: Taken::new(taken), found: Vec::new() };
    numeric::find(&mut finder, language);
    match language.primary() {
        "ko" => {
            // With digits the signs are those of the one, without them of the other.
            hanja::find(&mut finder);
            korean::find(&mut finder);
        }
        primary => english::find(&mut finder, primary),
    }
    finder.found.sort_by_key(|(span, _)| *span);
    finder.found
}

/// Collects dates from the surest form to the least sure; a later one never takes what an earlier has.
struct Finder<'a> {
    text: &'a str,
    taken: Taken,
    found: Vec<(Span, Date)>,
}

impl Finder<'_> {
    /// Adds a date, unless it is none or part of it is taken.
    fn add(&mut self, span: Span, date: Date) {
        if date.is_plausible() && !self.taken.overlaps(span) {
            self.taken.add(span);
            self.found.push((span, date));
        }
    }
}

/// The numbers in a list such as `26-27-28-29` or `30 and 31`, and whether they are a range: the ends
/// of consecutive ones alone are kept, as they are of one written `26~29`.
fn members(list: &str) -> (Vec<u8>, bool) {
    let digits = list.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let members: Vec<u8> = digits.filter_map(|part| part.parse().ok()).collect();
    let joined = ["-", "–", "—", "~", "∼", "〜", "～", "to", "through", "until"];
    let consecutive = members.windows(2).all(|w| w[1] == w[0].saturating_add(1));
    match members.as_slice() {
        [first, .., last] if members.len() > 2 && consecutive => (vec![*first, *last], true),
        [first, last] if joined.iter().any(|sign| list.contains(sign)) => {
            (vec![*first, *last], true)
        }
        _ => (members, false),
    }
}

/// A year as written: two digits mean the twentieth century.
fn year(digits: &str) -> Option<u16> {
    let value: u16 = digits.parse().ok()?;
    Some(if digits.len() <= 2 { 1900 + value } else { value })
}

/// The month, 1–12, whose name `word` is in the language of that code (`en`).
pub(crate) fn month_named(word: &str, language: &str) -> Option<u8> {
    english::month(word, language)
}

/// Months of a language: name, number, whether the form is an abbreviation.
fn months(language: &str) -> Vec<(&'static str, u8, bool)> {
    const TABLE: &str = table::text!("months.tsv");
    let rows = table::rows::<5>("months.tsv", TABLE).into_iter();
    rows.filter(|row| row[0] == language)
        .map(|[_, form, month, kind, _]| {
            let month = month.parse().expect("months.tsv: a month is a number");
            (form, month, kind == "abbreviation")
        })
        .collect()
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
