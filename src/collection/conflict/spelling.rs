//! One person under several spellings: a surname that lapses into another system, a name in running text or
//! in brackets that is written otherwise than elsewhere, a given name that has lost its surname.

use std::collections::{BTreeMap, BTreeSet};

use super::variant;
use crate::{
    anchor::name::authority::folded,
    collection::{
        Conflict, DocumentPlace, Person, Text,
        mention::{Form, Mention},
    },
    language::ko::romanise::{Fit, Romanised, surname_in_latin},
    rule::Severity,
    text::Span,
};

/// All conflicts of the spellings of a person.
pub(super) fn conflicts(texts: &[Text], person: &Person) -> Vec<Conflict> {
    let mut found = surnames(person);
    found.extend(spellings(person));
    found.extend(brackets(person));
    found.extend(disagreeing(person));
    found.extend(parted(texts, person));
    found
}

/// A surname by itself that is spelled otherwise than with the given name: Bak, but Pak Chang-ok.
fn surnames(person: &Person) -> Vec<Conflict> {
    let full: BTreeSet<String> = person
        .mentions
        .iter()
        .filter(|m| m.form == Form::Korean)
        .filter_map(|m| m.main.split([' ', '-']).next().map(folded))
        .collect();
    let Some(first) = person.mentions.iter().find(|m| m.form == Form::Korean) else {
        return Vec::new();
    };
    let alone = person.mentions.iter().filter(|m| m.form == Form::Surname);
    let strange = alone.filter(|m| !full.contains(&folded(&m.main)));
    strange
        .map(|m| {
            let surname = first.main.split([' ', '-']).next().unwrap_or_default();
            variant(
                "surname",
                Severity::Major,
                m.place,
                vec![first.place],
                format!("{} is {} elsewhere, as in {}", m.main, surname, first.main),
                Some(surname.to_owned()),
            )
        })
        .collect()
}

/// A name in running text that is spelled in several ways.
fn spellings(person: &Person) -> Vec<Conflict> {
    let mut places: BTreeMap<String, Vec<&Mention>> = BTreeMap::new();
    for mention in person.mentions.iter().filter(|m| m.form != Form::Surname) {
        places.entry(folded(&mention.main)).or_default().push(mention);
    }
    let usual = places.values().max_by_key(|m| (m.len(), std::cmp::Reverse(m[0].place)));
    let Some(usual) = usual.filter(|_| places.len() > 1) else { return Vec::new() };
    let (place, count) = (usual[0].place, usual.len());
    // Of spellings that differ in capitals and hyphens alone, that met most.
    let of = |name: &str| usual.iter().filter(|m| m.main == name).count();
    let name = usual.iter().rev().map(|m| &m.main).max_by_key(|name| of(name));
    let Some(name) = name else { return Vec::new() };
    let others = places
        .values()
        .filter(|m| folded(&m[0].main) != folded(name) && !person.is_confirmed([&m[0].main, name]));
    others
        .map(|mentions| {
            variant(
                "spelling",
                Severity::Minor,
                mentions[0].place,
                vec![place],
                format!("{} is spelled {name} elsewhere ({})", mentions[0].main, times(count)),
                Some(name.clone()),
            )
        })
        .collect()
}

/// A number of places in words.
fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// A second spelling in brackets that parts its syllables otherwise than elsewhere, or has other letters.
fn brackets(person: &Person) -> Vec<Conflict> {
    let mut by_text: BTreeMap<&str, Vec<DocumentPlace>> = BTreeMap::new();
    for mention in &person.mentions {
        if let Some(bracket) = &mention.bracket {
            by_text.entry(bracket).or_default().push(mention.place);
        }
    }
    let usual = by_text.iter().max_by_key(|(text, places)| {
        (places.len(), text.split(' ').count(), std::cmp::Reverse(places[0]))
    });
    let Some((&usual, first)) = usual.filter(|_| by_text.len() > 1) else { return Vec::new() };
    let elsewhere = vec![first[0]];
    let others =
        by_text.iter().filter(|(text, _)| **text != usual && !person.is_confirmed([text, usual]));
    others
        .map(|(text, places)| {
            variant(
                "bracket",
                Severity::Minor,
                places[0],
                elsewhere.clone(),
                format!("[{text}] is [{usual}] elsewhere"),
                Some(usual.to_owned()),
            )
        })
        .collect()
}

/// A name and its second spelling that cannot be read alike: Jeong Geuk-rok [Jong Kuk Rok].
fn disagreeing(person: &Person) -> Option<Conflict> {
    person.mentions.iter().find_map(|mention| {
        let bracket = mention.bracket.as_deref()?;
        let (main, other) = (Romanised::new(&[&mention.main])?, Romanised::new(&[bracket])?);
        let strict = |name: &Romanised, reading: &str| name.fits(reading) == Some(Fit::Strict);
        let alike = main
            .readings()
            .iter()
            .chain(other.readings())
            .any(|reading| strict(&main, reading) && strict(&other, reading));
        (!alike).then(|| {
            variant(
                "disagree",
                Severity::Minor,
                mention.place,
                Vec::new(),
                format!("no Korean name is spelled both {} and {bracket}", mention.main),
                None,
            )
        })
    })
}

/// So often a given name may stand alone in a document before that is the document's way.
const HABIT: usize = 2;

/// A given name that has lost its surname to a place before it: “receiving Pak agreement Yeong-bin gave”.
fn parted(texts: &[Text], person: &Person) -> Vec<Conflict> {
    let with_given = person.mentions.iter().filter(|m| m.form == Form::Korean);
    let mut givens: BTreeMap<&str, &Mention> = BTreeMap::new();
    for mention in with_given {
        if let Some((_, given)) = mention.main.split_once(' ').filter(|(_, g)| g.contains('-')) {
            givens.entry(given).or_insert(mention);
        }
    }
    let mut found = Vec::new();
    for &document in &person.documents {
        let segments = &texts[document].bitext.source.segments;
        for (given, mention) in &givens {
            let alone: Vec<DocumentPlace> = segments
                .iter()
                .flat_map(|s| alone(&s.text, given).into_iter().map(move |span| (s, span)))
                .map(|(s, span)| DocumentPlace { document, span: s.place(span) })
                .collect();
            if alone.len() <= HABIT {
                found.extend(alone.into_iter().map(|place| {
                    variant(
                        "parted",
                        Severity::Minor,
                        place,
                        vec![mention.place],
                        format!("{given} stands without its surname, as in {}", mention.main),
                        Some(mention.main.clone()),
                    )
                }));
            }
        }
    }
    found
}

/// Where a given name stands with no surname before it and no letter joined to it.
fn alone(text: &str, given: &str) -> Vec<Span> {
    let joins = |c: char| c.is_alphanumeric() || c == '-';
    let places = text.match_indices(given).filter(|(at, _)| {
        let (before, after) = (&text[..*at], &text[at + given.len()..]);
        // Ch'oe: an apostrophe is part of a surname.
        let parts = |c: char| !joins(c) && !matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`');
        let last = before.trim_end().rsplit(parts).next().unwrap_or_default();
        !before.ends_with(joins) && !after.starts_with(joins) && surname_in_latin(last).is_empty()
    });
    places.map(|(at, _)| Span::new(at, at + given.len())).collect()
}
