//! Another known person or place in the place of one that is missing.

use super::usual_spelling;
use crate::{
    anchor::name::{Name, NameKind, PERSON, Quality, Style, beginning, gazetteer},
    language::{
        ko::{jamo::is_syllable, romanise::Romanised},
        role,
    },
    reading::{
        Mark,
        names::{self as view, Free, Placed, View, is_ambiguous},
    },
    rule::{Remark, Severity, direction, name::slip as damaged},
    text::Span,
};

/// A known name in the target that the source does not have, where one that it has is missing.
struct Intruder {
    segment: usize,
    span: Span,
    identity: String,
    text: String,
    evidence: &'static str,
}

/// The finding for the only name of its class that is missing in a bead, where the target has one of that class that the
/// source does not have.
pub(super) fn finding(
    view: &View<'_>,
    bead: usize,
    unanswered: &[Placed<'_>],
    free: &[Free<'_>],
) -> Option<Remark> {
    let mut classes: Vec<&str> =
        unanswered.iter().filter_map(|p| p.name.class()).filter(|c| *c != "common").collect();
    classes.sort_unstable();
    classes.dedup();
    for wanted in classes {
        let missing: Vec<&Placed<'_>> =
            unanswered.iter().filter(|p| p.name.class() == Some(wanted)).collect();
        let [missing] = missing[..] else { continue };
        if damaged(view, bead, *missing, free).is_some() {
            // It is there, only misspelled.
            continue;
        }
        let intruders = intruders(view, bead, wanted, *missing, free);
        let Some(first) = intruders.first() else { continue };
        if !missing.name.sure
            || intruders.iter().any(|i| i.identity != first.identity)
            || is_located(view, bead, unanswered, wanted, first)
        {
            continue;
        }
        let known = view::forms(missing.name.identity()).first().copied();
        let form = known.map_or_else(|| likely(missing.name), str::to_owned);
        let source = view.context.bitext.source.segments[missing.segment].text.as_str();
        let message = direction::rendered(view.context, missing.span.of(source), &first.text)
            + &direction::expected(view.context, &form);
        let suggestion =
            if view.context.is_turned() { usual_spelling(&first.text) } else { Some(form) };
        let severity = if missing.name.kind == NameKind::Person {
            Severity::Critical
        } else {
            Severity::Major
        };
        return Some(Remark {
            bead,
            source: Some(Mark::Words { segment: missing.segment, span: missing.span }),
            target: Some(Mark::Words { segment: first.segment, span: first.span }),
            severity,
            evidence: first.evidence.into(),
            message,
            suggestion: suggestion.filter(|name| !name.is_empty()),
        });
    }
    None
}

/// The likeliest reading of a Korean name; empty for others.
fn likely(name: &Name) -> String {
    let spellings: Vec<&str> = name.spellings.iter().map(String::as_str).collect();
    let reading = Some(spellings).filter(|_| name.style == Style::Korean);
    let reading = reading.and_then(|spellings| Romanised::new(&spellings));
    reading.map_or_else(String::new, |reading| reading.likely(true).to_owned())
}

/// Whether a place that the source does not name stands before the name of one (스위스 로잔) and replaces none:
/// who adds where a place lies means that place and mistakes it for no other.
fn is_located(
    view: &View<'_>,
    bead: usize,
    unanswered: &[Placed<'_>],
    wanted: &str,
    intruder: &Intruder,
) -> bool {
    let text = &view.context.bitext.target.segments[intruder.segment].text;
    let Some(before) = text[..intruder.span.start].strip_suffix(' ') else { return false };
    let word = before.rsplit(' ').next().unwrap_or_default();
    let around = gazetteer::called(word);
    !around.is_empty()
        && around.iter().all(|place| {
            place.kind == NameKind::Place
                && place.class != wanted
                && !view.is_in_source_near(bead, &place.identity)
                && !unanswered.iter().any(|other| other.name.class() == Some(place.class))
        })
}

/// Whether what follows the name of a place makes it that of a river or a sea that is no part of it (요르단강), or
/// of a people (쿠르드족).
fn is_of_another_thing(rest: &str) -> bool {
    role::behind(rest, "named-after").is_some()
}

/// The known names of a class in the target of a bead that no name of the source beside it is.
///
/// A name that is a word too counts where it begins the bead as the missing name does, and is told apart.
fn intruders(
    view: &View<'_>,
    bead: usize,
    wanted: &str,
    missing: Placed<'_>,
    free: &[Free<'_>],
) -> Vec<Intruder> {
    let mut intruders = Vec::new();
    let bead_of = &view.context.alignment.beads[bead];
    let begins_source = missing.segment == bead_of.source.start && missing.span.start == 0;
    let begins = |segment: usize, span: Span| {
        begins_source && segment == bead_of.target.start && span.start == 0
    };
    let reading = Some(missing.name).filter(|name| name.style == Style::Korean).and_then(|name| {
        Romanised::new(&name.spellings.iter().map(String::as_str).collect::<Vec<_>>())
    });
    let is_missing_one =
        |text: &str| reading.as_ref().is_some_and(|reading| reading.fits(text).is_some());
    for word in free {
        for syllables in (2..=gazetteer::most_syllables()).rev() {
            let text = beginning(word.text, syllables);
            let rest = &word.text[text.len()..];
            // A short name must end where a name can (인도, 인도적).
            let ends = word.ends.contains(&syllables)
                || (syllables >= 3 && text.chars().count() == syllables);
            if !ends || is_of_another_thing(rest) {
                continue;
            }
            let entries = gazetteer::called(text);
            let span = Span::new(word.span.start, word.span.start + text.len());
            let is_word = is_ambiguous(text, rest);
            let strange = !entries.is_empty()
                && (!is_word || wanted == PERSON && begins(word.segment, span))
                && !is_missing_one(text)
                && entries.iter().all(|entry| {
                    entry.class == wanted && !view.is_in_source_near(bead, &entry.identity)
                });
            if strange {
                intruders.push(Intruder {
                    segment: word.segment,
                    span,
                    identity: entries[0].identity.clone(),
                    text: text.to_owned(),
                    evidence: if is_word { "swapped for a word" } else { "swapped" },
                });
                break;
            }
        }
    }
    // Names found elsewhere in the document that this bead and those beside it do not have.
    for target in view.targets(bead) {
        let strange = target.name.class() == Some(wanted)
            && target.name.quality == Quality::Exact
            && !target
                .name
                .keys()
                .iter()
                .any(|key| view.is_in_source_near(bead, key.trim_start_matches("name:")));
        if strange {
            let segment = &view.context.bitext.target.segments[target.segment];
            let text = target.span.of(&segment.text);
            let rest = &segment.text[target.span.end..];
            let rest = &rest[..rest.find(|c| !is_syllable(c)).unwrap_or(rest.len())];
            if !is_ambiguous(text, rest) && (wanted == PERSON || !is_of_another_thing(rest)) {
                intruders.push(Intruder {
                    segment: target.segment,
                    span: target.span,
                    identity: target.name.identity().to_owned(),
                    text: text.to_owned(),
                    evidence: "swapped",
                });
            }
        }
    }
    intruders
}
