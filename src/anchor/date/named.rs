//! Times that are named without a number: Monday, 가을, 오후, last year, 어제.
//!
//! They are no anchors, for a translation often has a date instead; but where both sides name a time of
//! one kind, it should be the same.

use std::{borrow::Cow, sync::LazyLock};

use crate::language::ko::hanja;
use crate::text::{Language, Span, table};

/// A time named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) span: Span,
    /// What kind of time it is, by the table of calendar words.
    pub(crate) kind: &'static str,
    /// Which one.
    pub(crate) value: u8,
}

struct Row {
    korean: bool,
    form: &'static str,
    kind: &'static str,
    value: u8,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    const TABLE: &str = table::text!("calendar-words.tsv");
    let rows = table::rows::<5>("calendar-words.tsv", TABLE).into_iter();
    let mut rows: Vec<Row> = rows
        .map(|[language, form, kind, value, _]| Row {
            korean: language == "ko",
            form,
            kind,
            value: value.parse().expect("calendar-words.tsv: a value is a number"),
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.form.len()));
    rows
});

/// Finds the times named in `text`, in order.
pub(crate) fn find(text: &str, language: &Language) -> Vec<Named> {
    let korean = language.is_korean();
    if !korean && !language.is_english() {
        return Vec::new();
    }
    let read = if korean { hanja::read(text) } else { Cow::Borrowed(text) };
    let text = &*read;
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Named> = Vec::new();
    for row in ROWS.iter().filter(|row| row.korean == korean) {
        // Weekdays are capitalised, AM is no am.
        let capital = row.form.starts_with(char::is_uppercase);
        let text_or_lower = if capital || matches!(row.form, "am" | "pm") { text } else { &lower };
        for (at, form) in text_or_lower.match_indices(row.form) {
            let span = Span::new(at, at + form.len());
            let alone =
                if korean { is_korean_word(text, span) } else { is_english_word(text, span) };
            if alone && fits(text, span, row) && !found.iter().any(|f| f.span.overlaps(span)) {
                found.push(Named { span, kind: row.kind, value: row.value });
            }
        }
    }
    found.sort_by_key(|named| named.span);
    found
}

/// What the kind asks of the words around.
fn fits(text: &str, span: Span, row: &Row) -> bool {
    let after = text[span.end..].trim_start();
    let before = text[..span.start].trim_end();
    let digit = |c: char| c.is_ascii_digit();
    match (row.kind, row.korean) {
        ("half of the day" | "era", true) => after.starts_with(digit),
        ("half of the day", false) => before.ends_with(digit),
        ("side of zero", _) => after.starts_with(digit) || row.form.ends_with("zero"),
        ("era", false) => before.ends_with(digit) || after.starts_with(digit),
        _ => true,
    }
}

fn is_english_word(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let glued = before.is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '/' | '\'' | '’'));
    // “3pm” is glued to its digits.
    let digits = before.is_some_and(|c| c.is_ascii_digit());
    let short = span.len() <= 4;
    let after = text[span.end..].chars().next();
    !glued
        && (!digits || short)
        && !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '('))
}

/// Whether a Korean form is a word of its own, with its particles.
fn is_korean_word(text: &str, span: Span) -> bool {
    const ENDS: [&str; 30] = [
        "에", "의", "은", "는", "이", "가", "을", "를", "도", "과", "와", "로", "으로", "부터",
        "까지", "만", "쯤", "께", "보다", "마다", "초", "말", "밤", "아침", "저녁", "중", "이나",
        "이라", "이었", "입니",
    ];
    let rest = &text[span.end..];
    let hangul = |c: char| matches!(c, '가'..='힣');
    !text[..span.start].ends_with(char::is_alphanumeric)
        && (!rest.starts_with(hangul) || ENDS.iter().any(|end| rest.starts_with(end)))
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
            let shown: Vec<_> = found.iter().map(|n| format!("{} {}", n.kind, n.value)).collect();
            assert_eq!(shown.join(", "), expected, "{text}: {why}");
        }
    }
}
