//! Names of bodies that stand damaged: a syllable lost, doubled, changed or swapped, a part lost or another.

use crate::{
    anchor::{
        body::{self, Damage, Damaged, damaged_name},
        form::{BODIES, Concept},
    },
    reading::{
        Context, Mark,
        naming::{Naming, Namings},
    },
    rule::{Remark, Severity, direction::latin_words},
    text::Span,
};

/// Names of bodies and countries that stand damaged in the target of a bead, and the bodies that are meant.
///
/// What the source names is looked for with all that can befall a name, what it does not with single slips
/// only. An organ that is called by a right name as well may have a shorter one too, and is let pass
/// unless a syllable is wrong.
pub(super) fn damaged(
    context: &Context<'_>,
    namings: &Namings<'_>,
    position: usize,
) -> (Vec<Remark>, Vec<usize>) {
    let bead = &context.alignment.beads[position];
    let (mut remarks, mut meant): (Vec<Remark>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut marked: Vec<(usize, Span)> = Vec::new();
    for body in &namings.source[position] {
        let is_named = || namings.target[position].iter().any(|k| k.found.answers(body.found));
        for concept in body.found.certain().collect::<Vec<_>>() {
            let is_country = BODIES.concepts[concept].group == Concept::COUNTRY;
            if meant.contains(&concept) {
                continue;
            }
            for segment in context.target(bead) {
                for damaged in damaged_name(&segment.text, concept) {
                    let is_short = damaged.damage != Damage::Slip
                        && if is_country {
                            !is_official(context, body, &damaged)
                        } else {
                            is_named()
                        };
                    let is_marked = |(at, span): &(usize, Span)| {
                        *at == segment.index && span.overlaps(damaged.span)
                    };
                    if is_short || marked.iter().any(is_marked) {
                        continue;
                    }
                    marked.push((segment.index, damaged.span));
                    meant.push(concept);
                    remarks.push(report_damaged(
                        context,
                        position,
                        Some(body),
                        segment.index,
                        &damaged,
                    ));
                }
            }
        }
    }
    for segment in context.target(bead) {
        for (span, name) in body::damaged(&segment.text) {
            if !marked.iter().any(|(at, other)| *at == segment.index && other.overlaps(span)) {
                let damaged = Damaged { span, name, damage: Damage::Slip };
                remarks.push(report_damaged(context, position, None, segment.index, &damaged));
            }
        }
    }
    (remarks, meant)
}

/// Whether a country is named in full in the English, or can only be meant with its full name in the Korean:
/// 헝가리공화국 lacks nothing where the English has Hungary.
fn is_official(context: &Context<'_>, body: &Naming<'_>, damaged: &Damaged) -> bool {
    let named = latin_words(context, body.segment, body.span);
    let is_abbreviation = !named.chars().any(char::is_lowercase);
    is_abbreviation || named.contains(' ') || damaged.name.chars().count() >= FULL
}

/// A name of so many syllables is a country's full one and belongs to no other state.
const FULL: usize = 10;

/// A name that is damaged.
fn report_damaged(
    context: &Context<'_>,
    bead: usize,
    body: Option<&Naming<'_>>,
    segment: usize,
    damaged: &Damaged,
) -> Remark {
    let words = damaged.span.of(&context.bitext.target.segments[segment].text);
    let name = damaged.name;
    let (evidence, what) = match damaged.damage {
        Damage::Slip => ("slip", "a damaged form of"),
        Damage::Lost => ("part lost", "which lacks a part of"),
        Damage::Exchanged => ("part exchanged", "which has another part than"),
    };
    let message = body.map_or_else(
        || format!("{words} is {what} {name}"),
        |body| {
            let named = latin_words(context, body.segment, body.span);
            format!("“{named}” is rendered {words}, {what} {name}")
        },
    );

    Remark {
        bead,
        source: body.map(Naming::mark),
        target: Some(Mark::Words { segment, span: damaged.span }),
        severity: Severity::Minor,
        evidence: evidence.into(),
        message,
        suggestion: Some(name.to_owned()),
    }
}
