//! Times named without a number: a weekday for another weekday, morning for afternoon.

use super::{Atom, Context, Divergence, ValueKind, What};
use crate::{
    anchor::{
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
    let source = all(&context.bitext.source, context.source(place), place.source.start);
    if source.is_empty() {
        return Vec::new();
    }
    let target = all(&context.bitext.target, context.target(place), place.target.start);
    // Halves of a day are compared with their hours.
    let kinds =
        source.iter().map(|(_, named)| named.kind).filter(|kind| *kind != "half of the day");
    let mut kinds: Vec<&str> = kinds.collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut found = Vec::new();
    for kind in kinds {
        let (left, right) = (rest(&source, &target, kind), rest(&target, &source, kind));
        if let ([(i, a)], [(j, b)]) = (&left[..], &right[..]) {
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
        numeric: false,
        anchor: 0,
        matched: true,
        partner: None,
        repeated: false,
    }
}
