#![allow(clippy::cast_possible_truncation, reason = "digits are small")]

use proptest::prelude::*;

use super::*;
use crate::language::ko::number::words::is_idiom;

/// The numbers of a text that are not loose: amounts, with an r between the ends of a range.
fn read(text: &str, language: &str, strength: Strength) -> String {
    let language = language.parse().expect("tag");
    let found = find(text, &language, &[]);
    let sure = found.iter().filter(|(_, number)| number.strength >= strength);
    let show = |number: &Number| {
        let amounts: Vec<String> = number.amounts.iter().map(Amount::to_string).collect();
        amounts.join(if number.range { "r" } else { "+" })
    };
    sure.map(|(_, number)| show(number)).collect::<Vec<_>>().join(" ")
}

#[test]
fn numbers_are_one_value_in_both_languages() {
    #[rustfmt::skip]
    let cases = [
        // English                               Korean                         value
        ("35,000 soldiers",                      "3만 5천 명",                   "35000"),
        ("35,000 soldiers",                      "3만5천명의 군인",               "35000"),
        ("110 million",                          "1억 1천만",                    "110000000"),
        ("5 billion won",                        "50억원",                       "5000000000"),
        ("2.8 million tons",                     "280만톤",                      "2800000"),
        ("two million three hundred thousand",   "이백삼십만 명",                 "2300000"),
        ("five thousand men",                    "오천 명",                      "5000"),
        ("one hundred eighty-five thousand men", "십팔만 오천 명",                "185000"),
        ("six hundred sixty-seven",              "육백 륙십 칠명",                "667"),
        ("four persons",                         "네 명이",                      "4"),
        ("23 people",                            "스물세 명",                    "23"),
        ("thirty-nine stories",                  "서른 아홉 편",                  "39"),
        ("one and a half hours",                 "한 시간 반 정도",               "1.5"),
        ("5 1/2 years",                          "5년 반",                       "5.5"),
        ("the 4th plenum",                       "제 4차 총회",                   "4"),
        ("the 20th Congress",                    "제20차 당대회",                 "20"),
        ("the 5-year plan",                      "5개년 계획",                    "5"),
        ("7 cop[ies] made",                      "7부 복사",                     "7"),
        ("for three days",                       "사흘 동안",                    "3"),
        ("two thirds",                           "3분의 2",                      "2/3"),
        ("30 percent",                           "30프로",                       "30"),
        ("the 26~29",                            "26~29",                        "26r29"),
        ("26-27-28-29",                          "26~29",                        "26r29"),
        ("20,000-30,000 men",                    "2~3만 명",                     "20000r30000"),
        ("more than 70 rides",                   "70여개",                       "70"),
        ("2.25 billion people",                  "22 억 5 천만 명",               "2250000000"),
        ("693 million dollars",                  "6억 9천 3백만 달러",            "693000000"),
        ("44,760 men",                           "4만 4천 7백 60명",              "44760"),
        ("123,456 men",                          "12만3456명",                   "123456"),
        ("120 million",                          "1억 2천만",                    "120000000"),
        ("a third of the land",                  "토지의 3분의 1",                "1/3"),
        ("a fifth part of it",                   "그것의 5분의 1",                "0.2"),
        ("13½ points",                           "13½점",                        "13.5"),
        ("the 10 millionth visitor",             "1천만 번째 방문객",              "10000000"),
        ("for ten days",                         "열흘 동안",                    "10"),
        ("30 percentage points",                 "30%포인트",                    "30"),
        ("30,000 men",                           "3萬 명",                      "30000"),
        ("30,000 men",                           "三萬 명",                      "30000"),
        ("25,000 men",                           "二萬五千名의 軍人",              "25000"),
        ("the third plenum",                     "第三次 總會",                  "3"),
        ("four persons",                         "四名이",                      "4"),
        ("53 million won",                       "五千三百萬圓",                 "53000000"),
        ("an hour and a half",                   "1시간 30분",                   "1.5"),
        ("1 hour 20 minutes",                    "한 시간 이십 분",               "4/3"),
        ("two hours and fifteen minutes",        "2시간 15분",                   "2.25"),
    ];
    for (english, korean, value) in cases {
        assert_eq!(read(english, "en", Strength::Likely), value, "{english}");
        assert_eq!(read(korean, "ko", Strength::Likely), value, "{korean}");
    }
}

#[test]
fn words_that_only_look_like_numbers_are_none() {
    #[rustfmt::skip]
    let cases = [
        // text                        language  why
        ("一般 大衆과 一部 三角 問題",   "ko",     "first characters of words"),
        ("이 사람이 한 일",             "ko",     "이 is “this”, 한 일 “a thing done”"),
        ("이 년도 사업",                "ko",     "“this year” as soon as “two years”"),
        ("세상과 세력, 두목, 네가",     "ko",     "first syllables of other words"),
        ("만일 천리마가 조건이라면",    "ko",     "만일, 천리마, 조건"),
        ("리상조와 조사, 사회, 이상",   "ko",     "a name and nouns"),
        ("반대하는 부서의 사업",        "ko",     "반대, 부서"),
        ("소비에트 연합 구조대의 석호", "ko",     "구조 is no nine trillion"),
        ("HTML 구조 이해하기",             "ko",     "nor with what is understood of it"),
        ("시스템 구조 이해",                "ko",     "nor where that ends the line"),
        ("이조 일 년",                    "ko",     "nor is a dynasty"),
        ("네 집과 네 형제",             "ko",     "“your”"),
        ("그것만 남았다",               "ko",     "만 is “only”"),
        ("one of them at first",       "en",     "idiom"),
        ("the CC members and I",       "en",     "CC and I are no Roman numerals"),
        ("You should act. I think so", "en",     "no first act"),
        ("on the one hand",            "en",     "idiom"),
        ("E484: %1$s in {0}, UTF-8",   "en",     "codes and placeholders"),
        ("iPhone 3G and B-29s",        "en",     "names with digits"),
    ];
    for (text, language, why) in cases {
        assert_eq!(read(text, language, Strength::Likely), "", "{text}: {why}");
    }
}

#[test]
fn other_languages_have_their_decimal_sign() {
    #[rustfmt::skip]
    let cases = [
        ("35.000 Mann und 2,8 Millionen", "de", "35000 2.8"),
        ("35\u{202f}000 hommes",    "fr", "35000"),
        ("35,000人",                      "ja", "35000"),
    ];
    for (text, language, value) in cases {
        assert_eq!(read(text, language, Strength::Likely), value, "{text}");
    }
}

#[test]
fn what_qualifies_a_number_and_what_it_counts_is_kept() {
    let korean = Language::korean();
    let number = &find("약 70여 명", &korean, &[])[0].1;
    assert_eq!(number.qualifier, Some(Qualifier::Odd), "what has a direction");
    assert_eq!(number.unit.map(|unit| unit.name), Some("person"));
    let (span, number) = &find("3. On the issue", &Language::english(), &[])[0];
    assert_eq!((*span, number.form), (Span::new(0, 1), Form::Label), "a heading's number");
}

/// `n` in Sino-Korean Hangul, groups of four digits after each other: 삼만오천.
fn sino(n: u64) -> String {
    const DIGITS: [&str; 10] = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];
    let group = |n: u64| -> String {
        let places = [(1000, "천"), (100, "백"), (10, "십"), (1, "")];
        let spelled = places.iter().map(|(by, scale)| match (n / by % 10) as usize {
            0 => String::new(),
            1 if *by > 1 => (*scale).to_owned(),
            digit => format!("{}{scale}", DIGITS[digit]),
        });
        spelled.collect()
    };
    in_groups(n, "", group)
}

/// `n` in digits before 만, 억 and 조.
fn mixed(n: u64, between: &str) -> String {
    in_groups(n, between, |n| n.to_string())
}

fn in_groups(n: u64, between: &str, group: impl Fn(u64) -> String) -> String {
    let scales = [(1_000_000_000_000, "조"), (100_000_000, "억"), (10_000, "만"), (1, "")];
    let groups = scales.iter().filter(|(by, _)| !(n / by).is_multiple_of(10_000));
    let groups = groups.map(|(by, scale)| format!("{}{scale}", group(n / by % 10_000)));
    groups.collect::<Vec<_>>().join(between)
}

/// `n` below a hundred in native numerals, as they stand before a counter.
fn native(n: u64) -> String {
    const TENS: [&str; 10] =
        ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"];
    const UNITS: [&str; 10] = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];
    if n == 20 {
        return "스무".to_owned();
    }
    format!("{}{}", TENS[(n / 10) as usize], UNITS[(n % 10) as usize])
}

/// `n` in English words.
fn english_words(n: u64) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let scales = [
        (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ];
    if let Some((by, scale)) = scales.iter().find(|(by, _)| n >= *by) {
        let rest = n % by;
        let joint = if *by == 100 && rest > 0 { " and " } else { " " };
        let rest = if rest > 0 { format!("{joint}{}", english_words(rest)) } else { String::new() };
        return format!("{} {scale}{rest}", english_words(n / by));
    }
    match (n, n % 10) {
        (..20, _) => SMALL[n as usize].to_owned(),
        (_, 0) => TENS[(n / 10) as usize].to_owned(),
        (_, unit) => format!("{}-{}", TENS[(n / 10) as usize], SMALL[unit as usize]),
    }
}

proptest! {
    #[test]
    fn a_number_reads_as_itself_in_every_notation(
        n in prop_oneof![1_u64..100, 1_u64..10_000, 1_u64..10_000_000, 1_u64..=1_000_000_000_000],
    ) {
        let value = n.to_string();
        let korean = [
            format!("{}원", mixed(n, "")),
            format!("{} 원", mixed(n, "")),
            format!("모두 {n}명"),
        ];
        for text in korean {
            prop_assert_eq!(read(&text, "ko", Strength::Loose), value.as_str(), "{}", text);
        }
        let english = format!("There were {} of them.", english_words(n));
        prop_assert_eq!(read(&english, "en", Strength::Loose), value.as_str(), "{}", english);
    }

    #[test]
    fn a_number_in_hangul_reads_as_itself_before_a_counter(
        n in prop_oneof![21_u64..100, 100_u64..10_000, 20_000_u64..=1_000_000_000_000],
    ) {
        let text = format!("{}원", sino(n));
        // 일조 may be a name, 이천 a town: what could be another word is not held against the reader.
        prop_assume!(!is_idiom(&text) && sino(n).chars().count() > 2);
        prop_assume!(!text.starts_with('조') && !text.starts_with("일조"));
        prop_assert_eq!(read(&text, "ko", Strength::Loose), n.to_string(), "{}", text);
    }

    #[test]
    fn a_native_numeral_reads_as_itself_before_a_counter(n in 2_u64..100) {
        let text = format!("{} 명", native(n));
        prop_assert_eq!(read(&text, "ko", Strength::Loose), n.to_string(), "{}", text);
    }

    #[test]
    fn numbers_lie_in_order_inside_any_text(
        text in "[0-9가-힣a-zA-Z일이삼십백천만억한두세네 .,/~%$·-]{0,40}",
        language in "en|ko|de",
    ) {
        let language = language.parse().expect("tag");
        let mut end = 0;
        for (span, number) in find(&text, &language, &[]) {
            prop_assert!(span.start >= end && span.start < span.end && span.end <= text.len());
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            prop_assert!(!number.amounts.is_empty());
            end = span.end;
        }
    }

    #[test]
    fn spans_taken_before_are_left_alone(text in "[0-9 .,-]{8,30}", start in 0_usize..8) {
        let taken = [Span::new(start, start + 1)];
        for (span, _) in find(&text, &Language::korean(), &taken) {
            prop_assert!(!span.overlaps(taken[0]) || span.start < start);
        }
    }
}
