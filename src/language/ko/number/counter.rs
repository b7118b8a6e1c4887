//! What stands behind a Korean number: its counter, 여 and 반, particles.

use super::words;
use crate::{
    language::{
        any::number::{
            FoundNumber,
            approximate::{self, QualifierPlace},
            words::unit as unit_of,
        },
        ko::{date::part_after, jamo::is_syllable, neighbour},
    },
    text::Span,
    value::{Amount, Form, Number, Strength, Unit},
};

/// The counter behind a number, directly or after a space, and 여 before it; where it stands.
pub(crate) fn counter(text: &str, end: usize) -> Option<(Unit, Span)> {
    let mut rest = &text[end..];
    for more in neighbour::of("odd") {
        rest = rest.strip_prefix(more).unwrap_or(rest);
    }
    rest = rest.strip_prefix(' ').unwrap_or(rest);
    let (form, unit) = words::unit(rest)?;
    let start = text.len() - rest.len();
    // The m of mph is no metre.
    let letter = |c: char| c.is_ascii_alphabetic();
    let cut = form.ends_with(letter) && rest[form.len()..].starts_with(letter);
    // 원하였다: wanted.
    let verb = neighbour::is("money", form) && neighbour::is_cut(form, &rest[form.len()..]);
    // The 초 of 초과 is no second, nor the 이 of 이상 anything.
    let is_bound = approximate::rows("ko", QualifierPlace::After)
        .any(|row| row.form.len() > form.len() && rest.starts_with(row.form));
    (!cut && !verb && !is_bound).then(|| (unit, Span::new(start, start + form.len())))
}

/// Gives a number its counter, and lets its span reach over one that stands directly behind it; where
/// the counter ends.
pub(crate) fn with_unit(text: &str, found: &mut FoundNumber) -> Option<usize> {
    let (mut unit, span) = counter(text, found.span.end)?;
    let end = span.end;
    if text[found.span.end..].starts_with(' ') && !is_word_end(&text[end..]) {
        return None;
    }
    // 섭씨 30도
    if unit.name == "degree" {
        let before = text[..found.span.start].trim_end();
        let scale = ["celsius", "fahrenheit"].into_iter().find(|s| neighbour::precedes(s, before));
        unit = scale.and_then(|name| unit_of("en", name)).unwrap_or(unit);
    }
    let number = &mut found.number;
    (number.unit, number.unit_span) = (Some(unit), Some(span));
    // 57년 is a year of the century, or of this one, as well as so many years.
    let is_short = found.span.of(text).chars().filter(char::is_ascii_digit).count() == 2;
    if unit.name == "year"
        && !number.range
        && let Some(short) = number.amounts[0].as_whole()
        && (is_short || (10..100).contains(&short))
        && short < 100
    {
        number.readings.extend([1900, 2000].map(|first| vec![Amount::whole(first + short)]));
    }
    if unit.dimension == "order" && number.form == Form::Cardinal {
        number.form = Form::Ordinal;
    }
    with_decade(text, number, end);
    if neighbour::precedes("p.m.", text[..found.span.start].trim_end())
        && unit.dimension == "clock"
        && let Some(hour) = number.amounts[0].as_whole().filter(|h| *h < 12)
    {
        number.readings.push(vec![Amount::whole(hour + 12)]);
    }
    if !text[found.span.end..].starts_with(' ') {
        found.span.end = end;
    }
    Some(end)
}

/// Makes 50대, whose counter ends at `end`, an age in tens, and tells which part of it or of a century is meant: 초반.
pub(crate) fn with_decade(text: &str, number: &mut Number, end: usize) {
    if neighbour::precedes("tens", &text[..end])
        && number.amounts[0].as_whole().is_some_and(|n| n >= 10 && n % 10 == 0 && n < 100)
    {
        number.readings.push(number.amounts.clone());
        number.form = Form::Decade;
    }
    if number.form == Form::Decade || number.unit.is_some_and(|unit| unit.name == "century") {
        number.part = part_after(&text[end..]);
    }
}

/// “한 시간 반”: half of the counter more, which ends at `end`.
pub(crate) fn with_half(text: &str, found: &mut FoundNumber, end: usize) {
    // 2학년 반 is a class of the second year.
    if found.number.unit.is_some_and(|unit| matches!(unit.dimension, "order" | "people")) {
        return;
    }
    let day = found.number.unit.is_some_and(|unit| unit.name == "day");
    let of_days = if day { neighbour::of("half of days") } else { &[] };
    let halves = neighbour::of("half").iter().chain(of_days);
    let rests = halves.filter_map(|half| text[end..].strip_prefix(*half));
    let Some(rest) = rests.min_by_key(|rest| rest.len()) else {
        return;
    };
    if is_word_end(rest)
        && let Some(more) =
            Amount::fraction(1, 2).and_then(|half| found.number.amounts[0].plus(half))
    {
        if found.number.unit.is_some_and(|unit| unit.dimension == "clock") {
            let hour = found.number.amounts[0];
            found.number.readings.push(vec![hour, Amount::whole(30)]);
        }
        found.number.amounts[0] = more;
        found.number.strength = Strength::Sure;
        if found.number.form == Form::Echo {
            found.number.form = Form::Cardinal;
        }
        found.span.end = text.len() - rest.len();
    }
}

/// Whether a numeral that is followed by `rest` can end there: at the end of the word, or before a
/// particle.
pub(crate) fn is_word_end(rest: &str) -> bool {
    !rest.starts_with(is_syllable) || neighbour::follows("number", rest)
}
