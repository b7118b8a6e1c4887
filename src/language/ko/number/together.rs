//! Korean numbers that belong together: 3, 40명, 4~50명, 이삼백, 다섯 곳 중 두 곳.

use super::{counter, words};
use crate::{
    language::{
        any::number::FoundNumber,
        ko::{neighbour, numeral},
    },
    text::Span,
    value::{Amount, Form, Number, Strength},
};

/// Joins what belongs together, and hands the noughts that two numbers share to the first.
pub(super) fn join(text: &str, found: Vec<FoundNumber>) -> Vec<FoundNumber> {
    let mut joined: Vec<FoundNumber> = Vec::with_capacity(found.len());
    for mut next in found {
        if let Some(last) = joined.last_mut() {
            let between = text.get(last.span.end..next.span.start).unwrap_or_default();
            if let Some(by) = shared_noughts(last, between, &next) {
                if between.starts_with(',') {
                    last.number.amounts = vec![Amount::whole(by.0 * by.1)];
                    last.number.unit = next.number.unit;
                    last.scale = Some(Amount::whole(by.1));
                } else {
                    // A range hands it on, whatever the language.
                    next.scale = Some(Amount::whole(by.1));
                }
            } else if is_rough(last, between, &next) {
                rough(last, next);
                continue;
            } else if is_share(text, last, &next) {
                share(last, &next);
                continue;
            }
        }
        joined.push(next);
    }
    joined
}

/// The digit of the first, and the noughts that the second has for both: 3 and 10 of 3, 40명.
fn shared_noughts(
    first: &FoundNumber,
    between: &str,
    second: &FoundNumber,
) -> Option<(u128, u128)> {
    let comma = matches!(between, "," | ", " | "·");
    let range = matches!(between.trim(), "~" | "∼" | "〜" | "～" | "-" | "–");
    let plain = |found: &FoundNumber| {
        found.number.form == Form::Cardinal && found.number.amounts.len() == 1
    };
    let decade = second.number.form == Form::Decade && second.number.amounts.len() == 1;
    if !(comma || range) || !plain(first) || !(plain(second) || decade) {
        return None;
    }
    if first.number.unit.is_some()
        || first.scale.is_some()
        || (comma && second.number.unit.is_none())
    {
        return None;
    }
    let digit = first.number.amounts[0].as_whole().filter(|digit| (1..10).contains(digit))?;
    let mut leading = second.number.amounts[0].as_whole()?;
    let mut by = 1;
    while leading > 0 && leading.is_multiple_of(10) {
        (leading, by) = (leading / 10, by * 10);
    }
    let near = leading == digit + 1 || (range && leading == digit + 2);
    (by > 1 && near).then_some((digit, by))
}

/// Whether the two are the bounds of a rough count: 2, 3년.
fn is_rough(first: &FoundNumber, between: &str, second: &FoundNumber) -> bool {
    let small = |found: &FoundNumber| {
        found.number.form == Form::Cardinal
            && found.number.amounts.len() == 1
            && found.number.amounts[0] < Amount::whole(10)
    };
    matches!(between, "," | ", " | "·")
        && small(first)
        && small(second)
        && first.number.unit.is_none()
        && second.number.unit.is_some()
        && first.number.amounts[0].plus(Amount::whole(1)) == Some(second.number.amounts[0])
}

fn rough(first: &mut FoundNumber, second: FoundNumber) {
    first.span = first.span.join(second.span);
    first.number.amounts.extend(second.number.amounts);
    first.number.range = true;
    first.number.strength = Strength::Loose;
    (first.number.unit, first.number.unit_span) = (second.number.unit, second.number.unit_span);
}

/// Where a number ends with its counter.
fn end(found: &FoundNumber) -> usize {
    found.number.unit_span.map_or(found.span.end, |unit| unit.end.max(found.span.end))
}

/// Whether the second is a part of the first: 다섯 곳 중 두 곳, 열에 아홉.
fn is_share(text: &str, whole: &FoundNumber, part: &FoundNumber) -> bool {
    let plain = |found: &FoundNumber| {
        found.number.form == Form::Cardinal
            && found.number.amounts.len() == 1
            && !found.number.range
    };
    let between = text.get(end(whole)..part.span.start).unwrap_or_default();
    let ten = whole.number.unit.is_none()
        && [10, 100].map(Amount::whole).contains(&whole.number.amounts[0]);
    let out_of = neighbour::is("out of", between.trim_matches(' ')) && between.ends_with(' ');
    let unit = |found: &FoundNumber| found.number.unit.map(|unit| unit.name);
    (out_of || (ten && neighbour::is("out of ten", between)))
        && plain(whole)
        && plain(part)
        && part.number.amounts[0] < whole.number.amounts[0]
        && (unit(part).is_none() || unit(part) == unit(whole) || unit(whole).is_none())
}

fn share(whole: &mut FoundNumber, part: &FoundNumber) {
    let (of, so_many) = (whole.number.amounts[0], part.number.amounts[0]);
    whole.span = whole.span.join(part.span);
    let number = &mut whole.number;
    number.form = Form::Share;
    number.amounts = vec![so_many, of];
    let ratio = so_many.as_whole().zip(of.as_whole()).and_then(|(a, b)| Amount::fraction(a, b));
    number.readings = ratio.into_iter().map(|ratio| vec![ratio]).collect();
    number.unit = part.number.unit;
    number.unit_span = part.number.unit_span;
}

/// Two digits before one scale or counter, which are the bounds of a rough count: 이삼백 명, 사오십, 삼사 년.
pub(super) fn digits(text: &str, at: usize) -> Option<FoundNumber> {
    let rest = &text[at..];
    let mut chars = rest.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let low = numeral::digit(first).filter(|digit| *digit > 0)?;
    if numeral::digit(second)? != low + 1 {
        return None;
    }
    let tail = &rest[first.len_utf8()..];
    let high = numeral::sino(tail)?;
    let scales = &tail[second.len_utf8()..high.len];
    let lower = numeral::sino(&format!("{first}{scales}"))?;
    let end = at + first.len_utf8() + high.len;
    let counted =
        counter::counter(text, end).filter(|(_, unit)| counter::is_word_end(&text[unit.end..]));
    // 오륙도 is an island, 일이 년 mostly the work of some year.
    let usual = counted.is_some_and(|(unit, _)| {
        matches!(unit.dimension, "people" | "time" | "span" | "age" | "money" | "time-count")
    });
    let sure = if scales.is_empty() {
        usual && low != 1 && !words::is_idiom(&text[end..])
    } else {
        counted.is_some() || counter::is_word_end(&text[end..])
    };
    if !sure {
        return None;
    }
    let strength =
        if counted.is_some() && !scales.is_empty() { Strength::Sure } else { Strength::Likely };
    let mut number = Number::new(Amount::whole(lower.value), Form::Cardinal, strength);
    number.amounts.push(Amount::whole(high.value));
    number.range = true;
    let mut span = Span::new(at, end);
    if let Some((unit, unit_span)) = counted {
        (number.unit, number.unit_span) = (Some(unit), Some(unit_span));
        span.end = unit_span.end;
    }
    Some(FoundNumber { span, number, scale: None })
}
