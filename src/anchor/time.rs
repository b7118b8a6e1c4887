//! Times of day by value: 20:30, half past eight in the evening, 밤 8시 30분, 8시 반, 정오.
//!
//! A time is kept on the clock of twelve hours, with the half of the day where the text tells it: “at four”
//! can agree with 16시, and with 새벽 4시 too, but “4 p.m.” with 16시 alone.

pub use crate::value::Time;
use crate::{
    language::{self, any::time::Finder},
    text::{Language, Span},
};

/// Finds the times of day in a segment's `text`, in order, outside the spans already `taken`.
///
/// Of languages of which no more is known, 20:30 alone. Linear in the length of the text.
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Time)> {
    let mut finder = Finder::new(text, taken);
    language::of(language).times(&mut finder);
    finder.in_order()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::value::{HALF_DAY, Part};

    fn read(text: &str, language: &str) -> String {
        let found = find(text, &language.parse().expect("tag"), &[]);
        let show = |(_, time): &(Span, Time)| {
            let half = match time.half {
                Some(Part::Forenoon) => " a",
                Some(Part::Afternoon) => " p",
                _ => "",
            };
            format!("{}:{:02}{half}", time.minutes / 60, time.minutes % 60)
        };
        found.iter().map(show).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn one_time_has_one_value_in_both_languages() {
        #[rustfmt::skip]
        let cases = [
            // English                               Korean                        value
            ("at 20:30",                             "20시 30분에",                 "8:30 p"),
            ("at 8:30 p.m.",                         "밤 8시 30분에",               "8:30 p"),
            ("at half past eight in the evening",    "저녁 8시 반에",               "8:30 p"),
            ("at half past three",                   "3시 30분에",                  "3:30"),
            ("at half past three",                   "세 시 반에",                  "3:30"),
            ("at a quarter past nine",               "9시 15분에",                  "9:15"),
            ("at a quarter to nine",                 "8시 45분에",                  "8:45"),
            ("at five to nine",                      "8시 55분에",                  "8:55"),
            ("ten minutes before noon",              "낮 12시 10분 전",              "11:50 a"),
            ("at twenty-five past six",              "여섯시 이십오분에",            "6:25"),
            ("at 10 minutes past 4",                 "4시 10분에",                  "4:10"),
            ("at 4 o'clock in the afternoon",        "16시에",                      "4:00 p"),
            ("at four o’clock",                      "네 시에",                     "4:00"),
            ("at 3 in the morning",                  "새벽 3시에",                  "3:00 a"),
            ("at two at night",                      "밤 2시에",                    "2:00 a"),
            ("by 11 p.m.",                           "밤 11시까지",                 "11:00 p"),
            ("at 2200 hours",                        "22시에",                      "10:00 p"),
            ("at 0830 hours",                        "오전 8시 30분에",              "8:30 a"),
            ("(1215 GMT)",                           "(12시 15분)",                 "0:15"),
            ("at noon",                              "정오에",                      "0:00 p"),
            ("until midnight",                       "자정까지",                    "0:00 a"),
            ("at 12 p.m.",                           "낮 12시에",                   "0:00 p"),
            ("at 12 a.m.",                           "밤 12시에",                   "0:00 a"),
            ("at 3pm",                               "오후 3시에",                  "3:00 p"),
            ("from 9:00 to 17:30",                   "9:00부터 17:30까지",           "9:00, 5:30 p"),
            ("at one a.m.",                          "밤 1시에",                    "1:00 a"),
            ("at 8.15 a.m.",                         "오전 8시 15분에",              "8:15 a"),
        ];
        for (english, korean, value) in cases {
            assert_eq!(read(english, "en"), value, "{english}");
            assert_eq!(read(korean, "ko"), value, "{korean}");
        }
    }

    #[test]
    fn what_is_no_time_of_day_is_none() {
        #[rustfmt::skip]
        let cases = [
            // text                                language  why
            ("for 2200 hours of work",             "en",     "a length of time"),
            ("five to nine people came",           "en",     "a range"),
            ("from ten to twelve",                 "en",     "a range"),
            ("read Genesis 3:16 aloud",            "en",     "a verse"),
            ("a ratio of 25:61",                   "en",     "no minutes"),
            ("half past hope",                     "en",     "no hour"),
            ("this afternoon",                     "en",     "no noon"),
            ("세 시간 동안",                        "ko",     "a length of time"),
            ("30분 전에",                           "ko",     "so long ago"),
            ("하십시오",                            "ko",     "an ending"),
            ("서울시 3구",                          "ko",     "a city"),
            ("세시풍속과 한시적 조치",               "ko",     "other words"),
            ("정오표와 자정능력",                    "ko",     "other words"),
            ("25시",                               "ko",     "no hour"),
        ];
        for (text, language, why) in cases {
            assert_eq!(read(text, language), "", "{text}: {why}");
        }
    }

    #[test]
    fn words_that_may_mean_two_times_tell_both() {
        let found = find("9시 15분 전에 왔다", &Language::korean(), &[]);
        assert_eq!((found[0].1.minutes, found[0].1.also), (525, Some(555)));
    }

    proptest! {
        #[test]
        fn times_lie_in_order_inside_any_text(
            text in "([0-9]{1,4}|:|시|분|반|전|밤|세|half|past|to|nine|a\\.m\\.|[ .,-]){0,20}",
            language in "en|ko|de",
        ) {
            let mut end = 0;
            for (span, time) in find(&text, &language.parse().expect("tag"), &[]) {
                prop_assert!(span.start >= end && span.start < span.end && span.end <= text.len());
                prop_assert!(time.minutes < HALF_DAY);
                end = span.end;
            }
        }
    }
}
