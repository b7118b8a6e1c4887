//! English numbers that belong together: two or three hundred, from 1.2 to 3.4 million, two out of three.

use super::{lookup, word_at};
use crate::{
    language::any::number::{FoundNumber, words::WordKind},
    value::{Amount, Form, Strength, Unit},
};

/// Joins what belongs together, and hands the scale that two numbers share to the first. What they would be alone
/// is kept among the readings.
pub(super) fn join(text: &str, found: Vec<FoundNumber>) -> Vec<FoundNumber> {
    let mut joined: Vec<FoundNumber> = Vec::with_capacity(found.len());
    for next in found {
        let Some(last) = joined.last_mut() else {
            joined.push(next);
            continue;
        };
        let between = text.get(last.span.end..next.span.start).unwrap_or_default();
        if let Some(by) = shared_scale(text, last, between, &next) {
            let plain = last.number.amounts[0];
            if let Some(scaled) = plain.times(by) {
                last.number.amounts = vec![scaled];
                last.number.readings.push(vec![plain]);
                last.scale = next.scale.or(Some(Amount::whole(by)));
                last.number.strength = last.number.strength.max(next.number.strength);
            }
        }
        if is_rough(last, between, &next) {
            one(last, next, true);
        } else if is_share(last, between, &next) {
            let parts = (last.number.amounts[0].as_whole(), next.number.amounts[0].as_whole());
            one(last, next, false);
            last.number.form = Form::Share;
            if let (Some(part), Some(whole)) = parts {
                last.number.readings.extend(Amount::fraction(part, whole).map(|a| vec![a]));
            }
        } else {
            joined.push(next);
        }
    }
    joined
}

/// Makes one number of two.
fn one(first: &mut FoundNumber, second: FoundNumber, range: bool) {
    first.span = first.span.join(second.span);
    first.scale = second.scale;
    first.number.readings.clear();
    first.number.amounts.extend(second.number.amounts);
    first.number.range = range;
    first.number.strength = if range {
        first.number.strength.min(second.number.strength)
    } else {
        // “One in three” counts for what the three does.
        second.number.strength
    };
    first.number.unit = second.number.unit;
    first.number.unit_span = second.number.unit_span;
}

fn is_plain(found: &FoundNumber) -> bool {
    found.number.form == Form::Cardinal && found.number.amounts.len() == 1
}

/// The scale words at the end of the second number, if the first, which has none, is told in them too.
fn shared_scale(
    text: &str,
    first: &FoundNumber,
    between: &str,
    second: &FoundNumber,
) -> Option<u128> {
    let before = text[..first.span.start].trim_end().to_ascii_lowercase();
    let joined = match between {
        " or " | " to " | "-" | "–" | " – " | " - " => true,
        " and " => before.ends_with("between"),
        _ => false,
    };
    let small = first.number.amounts[0] < Amount::whole(1000) && first.number.unit.is_none();
    if !joined || !small || !is_plain(first) || !is_plain(second) || first.scale.is_some() {
        return None;
    }
    // The hyphen is a range for any language, which hands on the scale itself.
    if between.trim() != between.trim_matches(['-', '–', ' ']) && second.scale.is_some() {
        return None;
    }
    let mut end = second.span.end;
    let mut by = 1_u128;
    while let Some(at) = text[second.span.start..end].rfind([' ', '-']) {
        let word = word_at(text, second.span.start + at + 1);
        let scale = lookup(word).filter(|w| matches!(w.kind, WordKind::Scale | WordKind::Hundred));
        let Some(scale) = scale.and_then(|w| w.value.as_whole()) else { break };
        by = by.checked_mul(scale)?;
        end = second.span.start + at;
    }
    // A hundred in the first would have been said: one hundred or two hundred.
    let scaled = text[first.span.start..first.span.end].rsplit([' ', '-']).next();
    let has_scale = scaled.is_some_and(|word| {
        let start = first.span.end - word.len();
        lookup(word_at(text, start))
            .is_some_and(|w| matches!(w.kind, WordKind::Scale | WordKind::Hundred | WordKind::Many))
    });
    (by > 1 && !has_scale).then_some(by)
}

/// Whether the two are the bounds of a rough count: two or three.
fn is_rough(first: &FoundNumber, between: &str, second: &FoundNumber) -> bool {
    let (low, high) = (first.number.amounts[0], second.number.amounts[0]);
    let step = (high.as_f64() - low.as_f64()) / low.as_f64().max(1.0);
    between == " or "
        && is_plain(first)
        && is_plain(second)
        && first.number.unit.is_none()
        && low < high
        && step <= 1.0
        && is_next(low, high)
}

/// Whether one of two amounts follows the other in its own scale: 2 and 3, 200 and 300.
fn is_next(low: Amount, high: Amount) -> bool {
    let (Some(mut low), Some(mut high)) = (low.as_whole(), high.as_whole()) else { return false };
    while low.is_multiple_of(10) && high.is_multiple_of(10) && high > 0 {
        (low, high) = (low / 10, high / 10);
    }
    high == low + 1
}

/// Whether the first is a part of the second: two out of three, three in four.
fn is_share(first: &FoundNumber, between: &str, second: &FoundNumber) -> bool {
    let between = between.strip_suffix("every ").unwrap_or(between);
    let out_of = between == " out of ";
    let length =
        |unit: Unit| !matches!(unit.dimension, "people" | "thing" | "group" | "place" | "house");
    let counted = out_of
        || (matches!(between, " in " | " of ") && second.number.unit.is_none_or(|u| !length(u)));
    counted
        && is_plain(first)
        && is_plain(second)
        && first.number.unit.is_none()
        && first.number.amounts[0] < second.number.amounts[0]
        && second.number.strength > Strength::Loose
        && second.number.amounts[0] <= Amount::whole(1000)
}
