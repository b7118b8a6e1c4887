//! Times named without a number: a weekday for another weekday, morning for afternoon.

use super::{Atom, Context, Divergence, ValueKind, What};
use crate::{
    anchor::{
        Anchor, Value,
        date::named::{self, Named},
        number::{Amount, Form, Strength},
    },
    segment::{Half, Segment},
};

/// Kinds of named times in which the two sides of a bead are left with one each, and not the same.
///
/// A time without a counterpart is no finding: translations put dates for weekdays and the reverse.
pub(crate) fn compare(context: &Context<'_>, bead: usize) -> Vec<Divergence> {
    let place = &context.alignment.beads[bead];
    let mut source = all(&context.bitext.source, context.source(place), place.source.start);
    add_counted(&mut source, &context.bitext.source, context.source_anchors(place));
    if source.is_empty() {
        return Vec::new();
    }
    let mut target = all(&context.bitext.target, context.target(place), place.target.start);
    add_counted(&mut target, &context.bitext.target, context.target_anchors(place));
    // Halves of a day are compared with their hours.
    let kinds =
        source.iter().map(|(_, named)| named.kind).filter(|kind| *kind != "half of the day");
    let mut kinds: Vec<&str> = kinds.collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut found = Vec::new();
    for kind in kinds {
        let (left, right) = (rest(&source, &target, kind), rest(&target, &source, kind));
        // Two numbers are compared as such.
        if let ([(i, a)], [(j, b)]) = (&left[..], &right[..])
            && !(a.counted && b.counted)
        {
            found.push(Divergence {
                bead,
                what: What::Named(kind),
                source: Some(atom(*i, *a)),
                target: Some(atom(*j, *b)),
            });
        }
    }
    found
}

fn all(half: &Half, segments: &[Segment], first: usize) -> Vec<(usize, Named)> {
    let named = |(i, segment): (usize, &Segment)| {
        named::find(&segment.text, &half.language).into_iter().map(move |named| (first + i, named))
    };
    segments.iter().enumerate().flat_map(named).collect()
}

/// Adds the times that a number of days, weeks, months or years names by its direction: two days later, 이틀 전.
fn add_counted<'a>(
    times: &mut Vec<(usize, Named)>,
    half: &Half,
    anchors: impl Iterator<Item = (usize, &'a Anchor)>,
) {
    /// Longer ago than any word tells.
    const MOST: u8 = 9;
    for (segment, anchor) in anchors {
        let Value::Number(number) = &anchor.value else { continue };
        let Some(unit) = number.unit.filter(|u| ["year", "month", "week", "day"].contains(&u.name))
        else {
            continue;
        };
        let [count] = number.amounts[..] else { continue };
        let count = count.as_whole().and_then(|count| u8::try_from(count).ok());
        let Some(count) = count.filter(|count| (1..=MOST).contains(count)) else { continue };
        let end = number.unit_span.map_or(anchor.span.end, |unit| unit.end.max(anchor.span.end));
        let text = &half.segments[segment].text;
        let Some(direction) = named::direction(text, end, &half.language) else { continue };
        let value =
            if direction.value > named::NOW { named::NOW + count } else { named::NOW - count };
        let span = anchor.span.join(direction.span);
        times.push((segment, Named { span, kind: unit.name, value, counted: true }));
    }
}

/// The different times of a kind in `one` that are not in `other`, each once.
fn rest(one: &[(usize, Named)], other: &[(usize, Named)], kind: &str) -> Vec<(usize, Named)> {
    let mut left: Vec<(usize, Named)> = Vec::new();
    for (segment, named) in one.iter().filter(|(_, named)| named.kind == kind) {
        let known = |list: &[(usize, Named)]| {
            list.iter().any(|(_, n)| n.kind == kind && n.value == named.value)
        };
        if !known(other) && !known(&left) {
            left.push((*segment, *named));
        }
    }
    left
}

fn atom(segment: usize, named: Named) -> Atom {
    Atom {
        kind: ValueKind::Day,
        value: Amount::whole(named.value.into()),
        segment,
        span: named.span,
        strength: Strength::Sure,
        form: Form::Cardinal,
        unit: None,
        qualifier: None,
        part: None,
        whole: named.span,
        unit_span: None,
        range: false,
        rough: false,
        role: None,
        numeric: false,
        short: false,
        anchor: 0,
        matched: true,
        partner: None,
        repeated: false,
    }
}
