//! Korean words that make a number approximate or a bound: 약, 여, 이상, 100명이 넘는.

use super::{
    super::{neighbour, numeral},
    words,
};
use crate::{
    language::{
        any::number::approximate::{Approximation, QualifierPlace, QualifierRow, Reader, rows},
        role,
    },
    text::Span,
    value::Qualifier,
};

/// How Korean qualifies numbers.
pub(crate) static READER: Reader = Reader {
    tag: "ko",
    articles: || neighbour::of("in all"),
    is_negated: |_| false,
    is_governed: |_, _| false,
    behind,
    stands,
};

fn behind(text: &str, number: Span, unit: Option<Span>, found: &mut Vec<Approximation>) {
    let whole = unit.map_or(number, |unit| number.join(unit));
    within(text, whole, found);
    after(text, whole.end, found);
}

fn stands(lower: &str, row: &QualifierRow, span: Span) -> bool {
    if row.form.chars().count() > 1 {
        return true;
    }
    let (before, after) = (&lower[..span.start], &lower[span.end..]);
    if row.place == QualifierPlace::Before {
        // 하였다고 한 1956년 결정 is what was said, and no year is about itself.
        let is_said = role::before(before.trim_end(), "quoting").is_some();
        let digits = after.trim_start();
        let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_year = digits.len() - rest.len() == 4 && role::behind(rest, "year").is_some();
        !before.ends_with(char::is_alphanumeric)
            && !is_said
            && digits.len() > rest.len()
            && !is_year
    } else {
        // 2007년 경
        before.ends_with(|c: char| c.is_ascii_digit())
            || neighbour::precedes("quantity", before.trim_end())
    }
}

/// 여 and 남짓 between a number and its counter: 70여 개.
fn within(text: &str, whole: Span, found: &mut Vec<Approximation>) {
    for form in neighbour::of("odd") {
        for (at, _) in whole.of(text).match_indices(form) {
            let numeral = |c: char| c.is_ascii_digit() || numeral::scale(c).is_some();
            if whole.of(text)[..at].ends_with(numeral) {
                let span = Span::new(at, at + form.len()).shifted(whole.start);
                found.push(Approximation { qualifier: Qualifier::Odd, span, sure: true });
            }
        }
    }
}

fn after(text: &str, end: usize, found: &mut Vec<Approximation>) {
    let mut at = end;
    // 10명 정도 이상, 서른 살 가량.
    for _ in 0..2 {
        let mut rest = text[at..].trim_start_matches(' ');
        // 5년 후쯤: the word for later belongs to the number.
        if let Some(behind) = neighbour::behind("lapse", rest)
            && hit(behind.trim_start_matches(' '), false)
                .is_some_and(|row| row.qualifier == Qualifier::About)
        {
            rest = behind.trim_start_matches(' ');
        }
        let start = text.len() - rest.len();
        let hit = hit(rest, start > at);
        if let Some(row) = hit {
            let span = Span::new(start, start + row.form.len());
            found.push(Approximation { qualifier: row.qualifier, span, sure: row.sure });
            at = span.end;
            continue;
        }
        break;
    }
    let rest = &text[at..];
    if let Some(than) = role::behind(rest, "than") {
        led(text, text.len() - than.len(), QualifierPlace::Than, found);
        return;
    }
    let longest = neighbour::of("bound")
        .iter()
        .filter(|josa| rest.starts_with(**josa))
        .max_by_key(|j| j.len());
    if let Some(josa) = longest {
        led(text, at + josa.len(), QualifierPlace::Josa, found);
    }
}

/// The word that stands at the beginning of `rest`, apart from the number or not.
fn hit(rest: &str, spaced: bool) -> Option<&'static QualifierRow> {
    rows("ko", QualifierPlace::After)
        .find(|row| rest.starts_with(row.form) && may_stand(row.form, rest, spaced))
}

/// The word after a particle that ends at `end`.
fn led(text: &str, end: usize, place: QualifierPlace, found: &mut Vec<Approximation>) {
    let rest = text[end..].trim_start_matches(' ');
    let start = text.len() - rest.len();
    if let Some(row) = rows("ko", place).find(|row| rest.starts_with(row.form)) {
        let span = Span::new(start, start + row.form.len());
        // 10보다 크지 않다 is the reverse.
        let word = rest.split(' ').next().unwrap_or_default();
        let sure = row.sure && !neighbour::precedes("denied", word);
        found.push(Approximation { qualifier: row.qualifier, span, sure });
    }
}

/// Whether the short form that `rest` begins with is that word and not the start of another.
fn may_stand(form: &str, rest: &str, spaced: bool) -> bool {
    let after = &rest[form.len()..];
    let kind = |kind| neighbour::is(kind, form);
    if kind("more than the counted") {
        return !spaced && (after.starts_with(' ') || words::unit(after).is_some());
    }
    if kind("written onto") {
        return !spaced;
    }
    if kind("by itself") {
        return !after.starts_with(char::is_alphabetic) || neighbour::follows("as", after);
    }
    // 이상하다 is odd, 넘어지다 to fall.
    !neighbour::is_cut(form, after)
}
