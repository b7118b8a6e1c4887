//! Names, offices, countries and bodies that become others, and sentences that become their opposite.

use std::sync::LazyLock;

use super::{Edit, Error, ErrorKind, chance::Chance, site::Site};
use crate::{
    anchor::{Anchors, Value, name},
    language::ko::{
        jamo::{self, Syllable},
        josa,
    },
    text::{Span, Tongue, table},
};

/// An error that puts other words in the place of some.
pub(super) fn replaced(kind: ErrorKind, site: &Site<'_>, span: Span, with: String) -> Error {
    Error {
        kind,
        original: span.of(site.text).to_owned(),
        changed: with.clone(),
        source: site.source.clone(),
        target: vec![site.segment],
        edit: Edit::Replace { segment: site.segment, span, with },
    }
}

/// An error that puts another word in the place of one; a particle after it is made to agree.
fn renamed(kind: ErrorKind, site: &Site<'_>, span: Span, with: &str) -> Error {
    let mut error = replaced(kind, site, span, with.to_owned());
    let after = &site.text[span.end..];
    let after = &after[..after.find(|c: char| !jamo::is_syllable(c)).unwrap_or(after.len())];
    let last = with.chars().next_back();
    if let Some((stands, agrees)) = last.and_then(|last| josa::agreeing(after, last)) {
        let span = Span::new(span.start, span.end + stands.len());
        let with = format!("{with}{agrees}");
        error.edit = Edit::Replace { segment: site.segment, span, with };
    }
    error
}

/// A thing by what it is called in both languages.
struct Thing {
    kind: &'static str,
    group: &'static str,
    /// In each tongue.
    forms: [Vec<&'static str>; 2],
}

static ROWS: LazyLock<Vec<Thing>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/plant-words.tsv");
    let rows = table::rows::<5>("plant-words.tsv", text);
    let forms = |cell: &'static str| cell.split('|').collect();
    rows.into_iter()
        .map(|[kind, group, en, ko, _]| Thing { kind, group, forms: [forms(en), forms(ko)] })
        .collect()
});

/// Beginnings of syllables, each with one that nobody takes for it.
static SOUNDS: LazyLock<Vec<[&str; 3]>> = LazyLock::new(|| {
    table::rows("plant-sounds.tsv", include_str!("../../corpora/tables/plant-sounds.tsv"))
});

/// Offices, countries or bodies of the table that stand on both sides, in the place of which another of
/// their group is put that stands on neither.
pub(super) fn swapped(kind: ErrorKind, sites: &[Site<'_>], chance: &mut Chance) -> Vec<Error> {
    let rows: Vec<&Thing> = ROWS.iter().filter(|row| row.kind == kind.name()).collect();
    let mut errors = Vec::new();
    for site in sites {
        let Some(tongue) = Tongue::of(site.language()) else { continue };
        let sides = |row: &Thing| {
            (row.forms[tongue.other() as usize].clone(), row.forms[tongue as usize].clone())
        };
        let stands = |row: &&Thing| {
            let (there, here) = sides(row);
            there.iter().any(|form| holds(&site.source_text, form))
                || here.iter().any(|form| place_of(site.text, form).is_some())
        };
        for row in &rows {
            let (there, here) = sides(row);
            let opposite = there.iter().any(|form| holds(&site.source_text, form));
            let place = here.iter().filter(|_| opposite).find_map(|form| place_of(site.text, form));
            let Some(span) = place else { continue };
            let others: Vec<&Thing> = rows
                .iter()
                .filter(|other| other.group == row.group && !stands(other))
                .copied()
                .collect();
            if let Some(other) = chance.one(&others) {
                errors.push(renamed(kind, site, span, sides(other).1[0]));
            }
        }
    }
    errors
}

/// Whether `form` stands in `text` as a word: in Korean with nothing but particles after it.
pub(super) fn holds(text: &str, form: &str) -> bool {
    place_of(text, form).is_some()
}

fn place_of(text: &str, form: &str) -> Option<Span> {
    text.match_indices(form).find_map(|(start, _)| {
        let span = Span::new(start, start + form.len());
        is_word(text, span).then_some(span)
    })
}

/// Whether what stands at `span` is a word, particles left out.
fn is_word(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return false;
    }
    let after = &text[span.end..];
    let Some(next) = after.chars().next().filter(|c| c.is_alphanumeric()) else { return true };
    let word_end = after.find(|c: char| !jamo::is_syllable(c)).unwrap_or(after.len());
    let last = span.of(text).chars().next_back();
    jamo::is_syllable(next) && last.is_some_and(|last| josa::is_ending(&after[..word_end], last))
}

/// The people found in the target of a site: their spans and names.
fn found_people<'n>(
    site: &Site<'_>,
    anchors: &'n Anchors,
    wanted: impl Fn(&name::Name) -> bool,
) -> Vec<(Span, &'n name::Name)> {
    let of_segment = anchors.target.get(site.segment).map(Vec::as_slice).unwrap_or_default();
    let names = of_segment.iter().filter_map(|anchor| match &anchor.value {
        Value::Name(name) => Some((anchor.span, name)),
        _ => None,
    });
    let opposite = |name: &name::Name| {
        site.source
            .iter()
            .flat_map(|&i| &anchors.source[i])
            .any(|anchor| matches!(&anchor.value, Value::Name(other) if other.is_same(name)))
    };
    names
        .filter(|(span, name)| {
            let text = span.of(site.text);
            text.chars().count() >= 3
                && !text.contains(char::is_whitespace)
                && wanted(name)
                && opposite(name)
        })
        .collect()
}

/// People in the place of whom another person of the document is put, or one of the table.
pub(super) fn people(sites: &[Site<'_>], anchors: &Anchors, chance: &mut Chance) -> Vec<Error> {
    let is_person = |name: &name::Name| {
        name.kind == name::NameKind::Person && name.quality == name::Quality::Exact
    };
    let here: Vec<_> = sites
        .iter()
        .flat_map(|site| {
            found_people(site, anchors, is_person).into_iter().map(move |found| (site, found))
        })
        .collect();
    let mut known: Vec<(String, Option<&name::Name>)> = Vec::new();
    for (site, (span, name)) in &here {
        if !known.iter().any(|(_, other)| other.is_some_and(|other| other.is_same(name))) {
            known.push((span.of(site.text).to_owned(), Some(name)));
        }
    }
    let Some(tongue) = sites.first().and_then(|site| Tongue::of(site.language())) else {
        return Vec::new();
    };
    for row in ROWS.iter().filter(|row| row.kind == "person") {
        known.push((row.forms[tongue as usize][0].to_owned(), None));
    }
    let mut errors = Vec::new();
    for (site, (span, name)) in here {
        let of_bead = |other: &name::Name| {
            site.source
                .iter()
                .flat_map(|&i| &anchors.source[i])
                .any(|anchor| matches!(&anchor.value, Value::Name(there) if there.is_same(other)))
        };
        let others: Vec<&String> = known
            .iter()
            .filter(|(text, other)| {
                let row = ROWS.iter().find(|row| row.forms.iter().any(|forms| forms[0] == text));
                let named = row.is_some_and(|row| {
                    row.forms[tongue.other() as usize]
                        .iter()
                        .any(|form| site.source_text.contains(form))
                });
                !site.text.contains(text.as_str())
                    && !named
                    && other.is_none_or(|other| !other.is_same(name) && !of_bead(other))
            })
            .map(|(text, _)| text)
            .collect();
        if let Some(other) = chance.one(&others) {
            errors.push(renamed(ErrorKind::NameSwapped, site, span, other));
        }
    }
    errors
}

/// Names one sound of which becomes another: in Hangul the beginning of a syllable that is not the first,
/// in Latin letters two letters in each other's place.
pub(super) fn misspelled(sites: &[Site<'_>], anchors: &Anchors, chance: &mut Chance) -> Vec<Error> {
    let mut errors = Vec::new();
    for site in sites {
        for (span, _) in found_people(site, anchors, |_| true) {
            let text = span.of(site.text);
            let changed = if text.chars().all(jamo::is_syllable) {
                syllable_slip(text, chance)
            } else {
                latin_slip(text, chance)
            };
            if let Some(changed) = changed.filter(|changed| changed != text) {
                errors.push(replaced(ErrorKind::NameMisspelled, site, span, changed));
            }
        }
    }
    errors
}

fn syllable_slip(name: &str, chance: &mut Chance) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let place = 1 + chance.below(letters.len().checked_sub(1).filter(|&rest| rest > 0)?);
    let syllable = jamo::decompose(letters[place])?;
    let [_, far, _] = SOUNDS.iter().find(|[from, ..]| from.starts_with(syllable.initial))?;
    letters[place] = jamo::compose(Syllable { initial: far.chars().next()?, ..syllable })?;
    Some(letters.into_iter().collect())
}

fn latin_slip(name: &str, chance: &mut Chance) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let place = 1 + chance.below(letters.len().checked_sub(2).filter(|&rest| rest > 0)?);
    letters.swap(place, place + 1);
    Some(letters.into_iter().collect())
}

/// Sentences that become their opposite.
pub(super) fn negated(sites: &[Site<'_>]) -> Vec<Error> {
    static NEGATIONS: LazyLock<Vec<[&str; 4]>> = LazyLock::new(|| {
        table::rows("plant-negations.tsv", include_str!("../../corpora/tables/plant-negations.tsv"))
    });
    let mut errors = Vec::new();
    for site in sites {
        let rows = NEGATIONS.iter().filter(|row| row[0] == site.language().primary());
        let end = site.text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let span_of = |form: &str| {
            if site.language().is_korean() {
                site.text[..end].ends_with(form).then(|| Span::new(end - form.len(), end))
            } else {
                place_of(site.text, form)
            }
        };
        let found = rows.filter_map(|row| Some((row, span_of(row[1])?)));
        if let Some((row, span)) = found.max_by_key(|(row, _)| row[1].len()) {
            errors.push(replaced(ErrorKind::Negation, site, span, row[2].to_owned()));
        }
    }
    errors
}
