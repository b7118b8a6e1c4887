//! Korean words that make a number approximate or a bound: 약, 여, 이상, 100명이 넘는.

use super::{super::neighbour, words};
use crate::{
    language::any::number::approximate::{Approximation, Place, Reader, Row, rows},
    text::Span,
    value::Qualifier,
};

/// How Korean qualifies numbers.
pub(crate) static READER: Reader =
    Reader { tag: "ko", articles: &["총"], is_negated: |_| false, behind, stands };

fn behind(text: &str, number: Span, unit: Option<Span>, found: &mut Vec<Approximation>) {
    let whole = unit.map_or(number, |unit| number.join(unit));
    within(text, whole, found);
    after(text, whole.end, found);
}

fn stands(lower: &str, row: &Row, span: Span) -> bool {
    if row.form.chars().count() > 1 {
        return true;
    }
    let (before, after) = (lower[..span.start].chars().next_back(), &lower[span.end..]);
    if row.place == Place::Before {
        // 하였다고 한 1956년 결정 is what was said, and no year is about itself.
        let is_said = lower[..span.start].trim_end().ends_with('고');
        let digits = after.trim_start();
        let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        !before.is_some_and(char::is_alphanumeric)
            && !is_said
            && digits.len() > rest.len()
            && !(digits.len() - rest.len() == 4 && rest.starts_with('년'))
    } else {
        before.is_some_and(|c| c.is_ascii_digit() || "십백천만억명년일시월".contains(c))
    }
}

/// 여 and 남짓 between a number and its counter: 70여 개.
fn within(text: &str, whole: Span, found: &mut Vec<Approximation>) {
    for form in ["여", "남짓", "몇"] {
        for (at, _) in whole.of(text).match_indices(form) {
            let numeral = |c: char| c.is_ascii_digit() || "십백천만억조".contains(c);
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
        let rest = text[at..].trim_start_matches(' ');
        let start = text.len() - rest.len();
        let hit = rows("ko", Place::After)
            .find(|row| rest.starts_with(row.form) && may_stand(row.form, rest, start > at));
        if let Some(row) = hit {
            let span = Span::new(start, start + row.form.len());
            found.push(Approximation { qualifier: row.qualifier, span, sure: row.sure });
            at = span.end;
            continue;
        }
        break;
    }
    let rest = &text[at..];
    if let Some(than) = rest.strip_prefix("보다") {
        led(text, text.len() - than.len(), Place::Than, found);
        return;
    }
    let longest =
        neighbour::of("bound").iter().filter(|j| rest.starts_with(*j)).max_by_key(|j| j.len());
    if let Some(josa) = longest {
        led(text, at + josa.len(), Place::Josa, found);
    }
}

/// The word after a particle that ends at `end`.
fn led(text: &str, end: usize, place: Place, found: &mut Vec<Approximation>) {
    let rest = text[end..].trim_start_matches(' ');
    let start = text.len() - rest.len();
    if let Some(row) = rows("ko", place).find(|row| rest.starts_with(row.form)) {
        let span = Span::new(start, start + row.form.len());
        // 10보다 크지 않다 is the reverse.
        let word = rest.split(' ').next().unwrap_or_default();
        let sure = row.sure && !word.ends_with('지') && !word.ends_with("지는");
        found.push(Approximation { qualifier: row.qualifier, span, sure });
    }
}

/// Whether the short form that `rest` begins with is that word and not the start of another.
fn may_stand(form: &str, rest: &str, spaced: bool) -> bool {
    let after = &rest[form.len()..];
    match form {
        "여" | "몇" => !spaced && (after.starts_with(' ') || words::unit(after).is_some()),
        "경" | "께" | "씩" | "뿐" => !spaced,
        "꼴" | "나마" => !after.starts_with(char::is_alphabetic) || after.starts_with('로'),
        // 이상하다, 이하의; 넘어지다 is to fall.
        "이상" => !after.starts_with('하') && !after.starts_with("한 "),
        "넘어" => !after.starts_with('지') && !after.starts_with('가'),
        _ => true,
    }
}
