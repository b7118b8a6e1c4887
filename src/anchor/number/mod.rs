//! Numbers by value: digits, words, native and Sino-Korean numerals, Roman numerals, with their units.
//!
//! What a number is worth is told apart from how sure it is to be one: a translation must carry “35,000”,
//! but need not carry the “one” of “one of them” nor the 한 of 한편.

pub(crate) mod approximate;
mod duration;

pub use crate::value::{Amount, Form, Native, Number, Qualifier, Strength, Unit};
use crate::{
    language::{
        self,
        any::number::{FoundNumber, words},
        ko::jamo::is_syllable,
    },
    text::{Language, Span},
};

/// Finds the numbers in a segment's `text`, in order, outside the spans already `taken`.
///
/// Of languages of which no more is known, digits by the language's own decimal sign. Linear in the length of the text.
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Number)> {
    let mut taken = taken.to_vec();
    taken.sort_unstable();
    let known = language::of(language);
    let read = known.read(text);
    let found = known.numbers(text, &taken, language.primary());
    let text = &*read;
    let mut numbers = duration::join(text, merge(text, found));
    for (span, number) in &mut numbers {
        let found = approximate::around(text, language, *span, number.unit_span);
        number.qualifier = found.map(|found| found.qualifier);
        // 38선 against “the parallel”: part of a name, not a count.
        let end = number.unit_span.map_or(span.end, |unit| unit.start.max(span.start));
        if words::is_name(text[end..].trim_start_matches([' ', '-'])) {
            number.strength = number.strength.min(Strength::Likely);
        }
    }
    if let Some((span, number)) = numbers.first_mut()
        && (is_label(text, *span) || number.unit.is_none() && is_outline(text, *span))
    {
        number.form = Form::Label;
    }
    numbers
}

/// Whether the number at `span` numbers a heading or entry: first in the text, and closed by a full
/// stop or bracket.
fn is_label(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_matches([' ', '(', '[']);
    let after = &text[span.end..];
    let closed =
        after.starts_with(['.', ')', ']', ':']) && !after[1..].starts_with(char::is_alphanumeric);
    before.is_empty() && closed && span.len() <= 4
}

/// Whether it numbers a heading by its parts: 2.1 Information, at the beginning and before what begins like a heading.
fn is_outline(text: &str, span: Span) -> bool {
    let words = span.of(text);
    let is_number = words.contains('.')
        && words
            .split('.')
            .all(|part| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit()));
    let mut after = text[span.end..].chars();
    let is_sentence = text.trim_end().ends_with(['.', '!', '?']);
    is_number
        && !is_sentence
        && text[..span.start].trim().is_empty()
        && after.next() == Some(' ')
        && after.next().is_some_and(|c| c.is_uppercase() || is_syllable(c))
}

/// Joins numbers with nothing but a range sign between them, and hands the scale of the last to the
/// first (2~3만 is 20,000 to 30,000).
fn merge(text: &str, found: Vec<FoundNumber>) -> Vec<(Span, Number)> {
    let mut merged: Vec<FoundNumber> = Vec::with_capacity(found.len());
    for mut next in found {
        if let Some(last) = merged.last_mut()
            && is_about(text, last, &next)
        {
            // 2, 3년: two years or three.
            last.number.strength = Strength::Loose;
            next.number.strength = Strength::Loose;
        }
        if let Some(last) = merged.last_mut()
            && text.get(last.span.end..next.span.start).is_some_and(is_range_sign)
            && [&last.number, &next.number].iter().all(|n| {
                matches!(n.form, Form::Cardinal | Form::Ordinal | Form::Decade)
                    && n.strength != Strength::Loose
            })
        {
            if let (None, Some(scale)) = (last.scale, next.scale)
                && let Some(by) = scale.as_whole()
            {
                let scaled = last.number.amounts.iter().map(|a| a.times(by)).collect::<Option<_>>();
                last.number.readings.extend::<Option<Vec<Amount>>>(scaled);
                if let Some(reading) = last.number.readings.pop() {
                    let mut plain = std::mem::replace(&mut last.number.amounts, reading);
                    plain.extend(&next.number.amounts);
                    last.number.readings.push(plain);
                }
            }
            last.span = last.span.join(next.span);
            last.scale = next.scale;
            last.number.amounts.extend(next.number.amounts);
            last.number.readings.extend(next.number.readings);
            last.number.range = true;
            last.number.unit = next.number.unit.or(last.number.unit);
            last.number.unit_span = next.number.unit_span.or(last.number.unit_span);
        } else {
            merged.push(next);
        }
    }
    merged.into_iter().map(|found| (found.span, ends_only(found.number))).collect()
}

/// Whether two numbers name the bounds of a rough count: neighbours joined by a comma, the second alone
/// with a counter.
fn is_about(text: &str, first: &FoundNumber, second: &FoundNumber) -> bool {
    let comma =
        text.get(first.span.end..second.span.start).is_some_and(|b| matches!(b, "," | ", "));
    let follows = first.number.amounts[0].plus(Amount::whole(1)) == Some(second.number.amounts[0]);
    let small = second.number.amounts[0] < Amount::whole(10);
    comma && follows && small && first.number.unit.is_none() && second.number.unit.is_some()
}

/// Reduces a run of consecutive members (26-27-28-29) to the ends of the range it amounts to.
fn ends_only(mut number: Number) -> Number {
    if number.range && number.amounts.len() > 2 {
        let whole: Vec<_> = number.amounts.iter().map(|a| a.as_whole()).collect();
        let consecutive =
            whole.windows(2).all(|w| matches!((w[0], w[1]), (Some(a), Some(b)) if b == a + 1));
        number.range = consecutive;
        if consecutive {
            number.amounts = vec![number.amounts[0], number.amounts[number.amounts.len() - 1]];
        }
    }
    number
}

fn is_range_sign(between: &str) -> bool {
    matches!(between.trim(), "~" | "∼" | "〜" | "～" | "-" | "–" | "—" | "‒" | "−" | "…" | "..")
        && between.len() <= 5
}

#[cfg(test)]
mod tests;
