//! Parts and multiples: half an hour, three quarters of a million, hundreds of thousands, half past three.

use super::{Token, lookup, simple, spell::spell, word_after, word_at, words};
use crate::{
    language::any::number::{
        FoundNumber,
        words::{NumberWord, WordKind},
    },
    value::{Amount, Form, Number, Strength, Unit},
};

/// The parts that are added to a whole number.
const PARTS: [(&str, u128, u128); 6] = [
    (" and a half", 1, 2),
    (" and a quarter", 1, 4),
    (" and three quarters", 3, 4),
    (" and three-quarters", 3, 4),
    (" and a third", 1, 3),
    (" and two thirds", 2, 3),
];

/// Adds “and a half” that stands behind a number, or behind its unit: two and a half days, two days and a half.
pub(super) fn with_part(text: &str, found: &mut FoundNumber) -> Option<()> {
    let after = |end: usize| PARTS.iter().find(|(form, ..)| text[end..].starts_with(form));
    let mut unit = None;
    let mut end = found.span.end;
    let part = after(end).or_else(|| {
        let next = word_after(text, end)?;
        unit = Some((words::unit(&next.text.to_ascii_lowercase())?, next.span));
        end = next.span.end;
        after(end)
    });
    let (form, part, whole) = *part?;
    let rest = &text[end + form.len()..];
    // “A half million” is another number.
    if rest.starts_with(char::is_alphanumeric) || found.number.form != Form::Cardinal {
        return None;
    }
    found.number.amounts[0] = found.number.amounts[0].plus(Amount::fraction(part, whole)?)?;
    found.number.strength = Strength::Sure;
    found.span.end = end + form.len();
    if let Some((unit, span)) = unit {
        (found.number.unit, found.number.unit_span) = (Some(unit), Some(span));
    }
    Some(())
}

/// The unit that a fraction divides: “three quarters of an hour”.
pub(super) fn divided_unit(after: &str) -> Option<Unit> {
    let rest = after.strip_prefix(" of a").map(|rest| rest.strip_prefix('n').unwrap_or(rest))?;
    let word = word_at(after, after.len() - rest.strip_prefix(' ')?.len());
    words::unit(&word.text.to_ascii_lowercase())
}

/// “third of”, “fifth part”: the part that an ordinal names.
pub(super) fn nth_part(text: &str, ordinal: Token<'_>) -> Option<FoundNumber> {
    let word = lookup(ordinal).filter(|word| word.kind == WordKind::Ordinal)?;
    let whole = word.value.as_whole().filter(|n| *n > 2)?;
    let rest = &text[ordinal.span.end..];
    let last = text[..ordinal.span.start].ends_with("a ")
        && rest.starts_with(['.', ',', '!', '?', ';', ')', '"', '”']);
    if !(rest.starts_with(" of ") || rest.starts_with(" part") || last) {
        return None;
    }
    let part = Amount::fraction(1, whole)?;
    let mut number = Number::new(part, Form::Fraction, Strength::Likely);
    number.readings.push(vec![word.value]);
    Some(FoundNumber { span: ordinal.span, number, scale: None })
}

/// “one hundred-millionth”, “a ten-thousandth”: the hyphen makes one part of two words.
pub(super) fn compound(text: &str, first: Token<'_>) -> Option<FoundNumber> {
    let one = matches!(first.text.to_ascii_lowercase().as_str(), "a" | "an" | "one");
    // “The one hundred-millionth visitor” is so many visitors.
    if !one || text[..first.span.start].trim_end().to_ascii_lowercase().ends_with("the") {
        return None;
    }
    let count = word_after(text, first.span.end)?;
    let times = lookup(count)
        .filter(|w| matches!(w.kind, WordKind::Ten | WordKind::Hundred | WordKind::Unit))?;
    if !text[count.span.end..].starts_with(['-', '‑']) {
        return None;
    }
    let part = word_after(text, count.span.end)?;
    let whole =
        lookup(part).filter(|w| w.kind == WordKind::Ordinal && w.value >= Amount::whole(1000))?;
    let whole = whole.value.times(times.value.as_whole()?)?.as_whole()?;
    let number = Number::new(Amount::fraction(1, whole)?, Form::Fraction, Strength::Likely);
    Some(FoundNumber { span: first.span.join(part.span), number, scale: None })
}

/// “twice”, “tripled”: an echo that says what it counts.
pub(super) fn multiple(token: Token<'_>, word: NumberWord) -> FoundNumber {
    let mut found = simple(token, word, Form::Echo);
    found.number.unit = words::unit("fold");
    found
}

/// “hundreds”, “hundreds of thousands”.
pub(super) fn many(text: &str, first: Token<'_>, word: NumberWord) -> FoundNumber {
    let mut found = simple(first, word, Form::Many);
    if let Some(rest) = text[first.span.end..].strip_prefix(" of ") {
        let next = word_at(text, text.len() - rest.len());
        if let Some(by) = lookup(next).filter(|w| w.kind == WordKind::Many)
            && let Some(value) = by.value.as_whole().and_then(|by| word.value.times(by))
        {
            found.number.amounts = vec![value];
            found.span = found.span.join(next.span);
        }
    }
    found
}

/// “several”, “a few thousand”: so many of the scale.
pub(super) fn few(text: &str, first: Token<'_>, word: NumberWord) -> FoundNumber {
    let mut found = simple(first, word, Form::Many);
    let mut value = 1;
    while let Some(next) = word_after(text, found.span.end)
        && let Some(scale) =
            lookup(next).filter(|w| matches!(w.kind, WordKind::Hundred | WordKind::Scale))
        && let Some(product) = scale.value.as_whole().and_then(|by| by.checked_mul(value))
    {
        value = product;
        found.span.end = next.span.end;
        found.number.amounts = vec![Amount::whole(value)];
    }
    found
}

/// “half”, “half a million”, “half an hour”.
pub(super) fn part(text: &str, first: Token<'_>, word: NumberWord) -> FoundNumber {
    let mut found = simple(first, word, Form::Fraction);
    let rest = &text[first.span.end..];
    if let Some(time) = part_of_hour(text, first, word) {
        return time;
    }
    if let Some(rest) = rest.strip_prefix(" a ").or_else(|| rest.strip_prefix(" an ")) {
        let next = word_at(text, text.len() - rest.len());
        if let Some(scale) =
            lookup(next).filter(|w| matches!(w.kind, WordKind::Scale | WordKind::Hundred))
            && let Some(value) = scale.value.as_whole().and_then(|by| word.value.times(by))
        {
            found.number = Number::new(value, Form::Cardinal, Strength::Likely);
            found.span = found.span.join(next.span);
        } else {
            found.number.unit = words::unit(&next.text.to_ascii_lowercase());
        }
    }
    found
}

/// “half past three”, “a quarter to four”: so many hours, or an hour and its minutes.
fn part_of_hour(text: &str, first: Token<'_>, word: NumberWord) -> Option<FoundNumber> {
    let rest = &text[first.span.end..];
    let (rest, to) = match rest.strip_prefix(" past ") {
        Some(rest) => (rest, false),
        None => (rest.strip_prefix(" to ")?, true),
    };
    let named = spell(text, word_at(text, text.len() - rest.len()))?;
    let hour = named.number.amounts[0].as_whole().filter(|hour| (1..=12).contains(hour))?;
    let minutes = word.value.times(60)?.as_whole().filter(|minutes| *minutes < 60)?;
    let (hour, minutes) = match (to, hour) {
        (false, hour) => (hour, minutes),
        (true, 1) => (12, 60 - minutes),
        (true, hour) => (hour - 1, 60 - minutes),
    };
    let value = Amount::whole(hour).plus(Amount::fraction(minutes, 60)?)?;
    let mut number = Number::new(value, Form::Cardinal, Strength::Likely);
    number.readings.push(vec![Amount::whole(hour), Amount::whole(minutes)]);
    Some(FoundNumber { span: first.span.join(named.span), number, scale: None })
}
