//! Where the documents disagree about people: spellings that are variants, damaged or of somebody else by
//! their letters though not by their place, and offices that one person can hardly have held at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Conflict, Person, Place, Text,
    date::Dated,
    mention::{Form, Mention},
};
use crate::{
    anchor::{
        name::{authority::folded, gazetteer},
        title::Title,
    },
    check::Severity,
    hangul::{
        jamo::differing,
        romanise::{Fit, Romanised, southern},
    },
};

/// All conflicts about people.
pub(super) fn conflicts(
    texts: &[Text],
    persons: &[Person],
    dates: &[Option<Dated>],
) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for person in persons {
        conflicts.extend(surnames(person));
        conflicts.extend(spellings(person));
        conflicts.extend(brackets(person));
        conflicts.extend(disagreeing(person));
        conflicts.extend(titles(person, dates));
    }
    conflicts.extend(near(persons));
    conflicts.extend(by_place(texts, persons));
    conflicts.extend(alike(persons));
    conflicts
}

/// People of different documents with the same given name and surnames a letter apart: Jang Yul, Jeong
/// Ryul.
fn alike(persons: &[Person]) -> Vec<Conflict> {
    let parts = |person: &Person| -> Option<(char, String)> {
        let korean = person.korean.as_ref().filter(|_| person.is_korean)?;
        let (surname, given) =
            (korean.chars().next()?, southern(&korean.chars().skip(1).collect::<String>()));
        (!given.is_empty()).then_some((surname, given))
    };
    let mut conflicts = Vec::new();
    for (at, one) in persons.iter().enumerate() {
        let Some((surname, given)) = parts(one) else { continue };
        for other in &persons[..at] {
            let Some((another, same)) = parts(other) else { continue };
            let apart = !one.documents.iter().any(|d| other.documents.contains(d));
            if !apart || given != same || differing(surname, another) != 1 {
                continue;
            }
            let (slip, usual) =
                if one.mentions.len() < other.mentions.len() { (one, other) } else { (other, one) };
            if let (Some(place), Some(elsewhere)) = (slip.first(), usual.first()) {
                conflicts.push(variant(
                    "alike",
                    Severity::Minor,
                    place,
                    vec![elsewhere],
                    format!(
                        "{} may be {}: the surnames are a letter apart",
                        slip.name(),
                        usual.name()
                    ),
                    Some(usual.name().to_owned()),
                ));
            }
        }
    }
    conflicts
}

fn variant(
    evidence: &'static str,
    severity: Severity,
    place: Place,
    elsewhere: Vec<Place>,
    message: String,
    suggestion: Option<String>,
) -> Conflict {
    Conflict { rule: "name-variant", evidence, severity, place, elsewhere, message, suggestion }
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
    let (name, place, count) = (&usual[0].main, usual[0].place, usual.len());
    let others = places.values().filter(|m| folded(&m[0].main) != folded(name));
    others
        .map(|mentions| {
            variant(
                "spelling",
                Severity::Minor,
                mentions[0].place,
                vec![place],
                format!("{} is spelled {name} elsewhere ({count} times)", mentions[0].main),
                Some(name.clone()),
            )
        })
        .collect()
}

/// A second spelling in brackets that parts its syllables otherwise than elsewhere, or has other letters.
fn brackets(person: &Person) -> Vec<Conflict> {
    let mut by_text: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
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
    let others = by_text.iter().filter(|(text, _)| **text != usual);
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

/// Documents within so many years are of one time.
const YEARS: u16 = 2;

/// Offices of one family that a person has in documents of one time.
fn titles(person: &Person, dates: &[Option<Dated>]) -> Option<Conflict> {
    let year =
        |place: Place| dates[place.document].as_ref().and_then(|d| d.date.years.first().copied());
    // Members of all kinds are many things at once.
    let is_member = |text: &str| text.to_lowercase().starts_with("member");
    let titled = person.titles.iter().filter(|t| !is_member(&t.text));
    let certain: Vec<_> = titled.filter(|t| !t.offices.is_empty()).collect();
    for (at, later) in certain.iter().enumerate() {
        for earlier in &certain[..at] {
            let families = |offices: &[&'static str]| -> BTreeSet<&'static str> {
                offices.iter().filter_map(|office| Title::family(office)).collect()
            };
            let same_family =
                families(&later.offices).intersection(&families(&earlier.offices)).next().is_some();
            let same_office = later.offices.iter().any(|office| earlier.offices.contains(office));
            let far = match (year(later.place), year(earlier.place)) {
                (Some(a), Some(b)) => a.abs_diff(b) > YEARS,
                _ => false,
            };
            let former = [later, earlier].iter().any(|t| t.text.to_lowercase().contains("former"));
            if same_family && !same_office && !far && !former {
                return Some(Conflict {
                    rule: "title-conflict",
                    evidence: "office",
                    severity: Severity::Minor,
                    place: later.place,
                    elsewhere: vec![earlier.place],
                    message: format!(
                        "{} is “{}” here, but “{}” elsewhere",
                        person.name(),
                        later.text,
                        earlier.text
                    ),
                    suggestion: None,
                });
            }
        }
    }
    // An office here and none like it there: two accounts of who somebody was.
    let with_text: Vec<_> =
        person.titles.iter().filter(|t| t.text.split(' ').count() > 1).collect();
    let (first, other) = with_text.iter().enumerate().find_map(|(at, title)| {
        let other = with_text[at + 1..].iter().find(|other| {
            other.place.document != title.place.document
                && !share_a_word(&title.text, &other.text)
                && !title.offices.iter().any(|office| other.offices.contains(office))
        })?;
        Some((title, other))
    })?;
    Some(Conflict {
        rule: "title-conflict",
        evidence: "title",
        severity: Severity::Minor,
        place: other.place,
        elsewhere: vec![first.place],
        message: format!(
            "{} is “{}” here, but “{}” elsewhere",
            person.name(),
            other.text,
            first.text
        ),
        suggestion: None,
    })
}

/// Whether two titles have a word in common that says something.
fn share_a_word(a: &str, b: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|w| w.len() > 4).map(|w| w.chars().take(6).collect()).collect()
    };
    words(a).intersection(&words(b)).next().is_some()
}

/// Foreign names a letter apart, in the collection or from somebody the tables know: Ianov, Ivanov.
fn near(persons: &[Person]) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let foreign: Vec<&Person> = persons.iter().filter(|p| !p.is_korean).collect();
    for (at, one) in foreign.iter().enumerate() {
        let known = one.mentions.iter().any(|m| m.known.is_some());
        let mut found = false;
        for (other_at, other) in foreign.iter().enumerate() {
            if at == other_at || !is_slip(one.name(), other.name()) {
                continue;
            }
            // The rarer is the slip; of equals that which is not known, then that named first alone.
            let rank = |p: &Person| {
                let known = p.mentions.iter().any(|m| m.known.is_some());
                (known, p.mentions.len(), p.name().chars().count())
            };
            if (rank(one), std::cmp::Reverse(at)) < (rank(other), std::cmp::Reverse(other_at))
                && let (Some(place), Some(elsewhere)) = (one.first(), other.first())
            {
                found = true;
                conflicts.push(variant(
                    "near",
                    Severity::Major,
                    place,
                    vec![elsewhere],
                    format!("{} is a letter away from {}", one.name(), other.name()),
                    Some(other.name().to_owned()),
                ));
            }
        }
        if !found
            && !known
            && let Some(place) = one.first()
            && let Some(name) = gazetteer::near(&gazetteer::key(one.name()))
        {
            conflicts.push(variant(
                "known",
                Severity::Major,
                place,
                Vec::new(),
                format!("{} is a letter away from {}, who is known", one.name(), capital(name)),
                Some(capital(name)),
            ));
        }
    }
    conflicts
}

/// A name with a capital.
fn capital(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// Whether two names of five letters and more are one letter apart: changed, added or dropped.
pub(crate) fn is_slip(a: &str, b: &str) -> bool {
    let (a, b) = (folded(a), folded(b));
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 5 || long.len() - short.len() > 1 || a == b {
        return false;
    }
    let alike = long.iter().zip(short.iter()).take_while(|(x, y)| x == y).count();
    let skip = usize::from(long.len() == short.len());
    long[alike + 1..] == short[alike + skip..]
}

/// A list of people: a document's sentence that names them one after another.
struct Enumeration {
    members: Vec<usize>,
    places: Vec<Place>,
}

/// Two lists of the same people but for one in each: the two are one person, whatever they are called.
fn by_place(texts: &[Text], persons: &[Person]) -> Vec<Conflict> {
    let lists = enumerations(texts, persons);
    let mut conflicts = Vec::new();
    let mut done: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (at, one) in lists.iter().enumerate() {
        for other in &lists[..at] {
            let missing = |from: &Enumeration, to: &Enumeration| -> Vec<usize> {
                let left = from.members.iter().enumerate().filter(|(_, m)| !to.members.contains(m));
                left.map(|(position, _)| position).collect()
            };
            let common = one.members.iter().filter(|m| other.members.contains(m)).count();
            let (mine, theirs) = (missing(one, other), missing(other, one));
            let ([mine], [theirs]) = (&mine[..], &theirs[..]) else { continue };
            let (a, b) = (one.members[*mine], other.members[*theirs]);
            let (first, second) = (persons[b].mentions.len(), persons[a].mentions.len());
            if common < 3
                || !is_like(&persons[a], &persons[b])
                || !done.insert((a.min(b), a.max(b)))
            {
                continue;
            }
            // The one named less often is the one to look at.
            let (slip, place, person, elsewhere) = if second <= first {
                (&persons[a], one.places[*mine], &persons[b], other.places[*theirs])
            } else {
                (&persons[b], other.places[*theirs], &persons[a], one.places[*mine])
            };
            conflicts.push(variant(
                "list",
                Severity::Major,
                place,
                vec![elsewhere],
                format!(
                    "{} stands where {} stands in another list of the same people",
                    slip.name(),
                    person.name()
                ),
                Some(person.name().to_owned()),
            ));
        }
    }
    conflicts
}

/// Whether two names can be one by their shape: both Korean with given names of as many syllables, and a
/// letter of the surname alike.
fn is_like(a: &Person, b: &Person) -> bool {
    let syllables = |p: &Person| p.korean.as_ref().map_or(0, |k| k.chars().count());
    let first = |p: &Person| p.name().chars().next();
    a.is_korean && b.is_korean && syllables(a) == syllables(b) && first(a) == first(b)
}

fn enumerations(texts: &[Text], persons: &[Person]) -> Vec<Enumeration> {
    let mut mentions: Vec<(usize, &Mention)> = Vec::new();
    for (at, person) in persons.iter().enumerate() {
        mentions.extend(person.mentions.iter().filter(|m| m.form == Form::Korean).map(|m| (at, m)));
    }
    mentions.sort_by_key(|(_, m)| m.place);
    let mut lists: Vec<Enumeration> = Vec::new();
    let mut open: Option<(&Mention, Enumeration)> = None;
    for (person, mention) in mentions {
        let joined = open.as_ref().is_some_and(|(last, _)| {
            last.place.document == mention.place.document
                && last.paragraph == mention.paragraph
                && {
                    let segment =
                        &texts[mention.place.document].bitext.source.segments[mention.paragraph];
                    let gap =
                        &segment.text[last.span.end.min(mention.span.start)..mention.span.start];
                    gap.len() < 60 && is_enumerating(gap)
                }
        });
        if !joined && let Some((_, list)) = open.take() {
            lists.push(list);
        }
        let list = open.map(|(_, list)| list);
        let mut list = list.unwrap_or(Enumeration { members: Vec::new(), places: Vec::new() });
        if !list.members.contains(&person) {
            list.members.push(person);
            list.places.push(mention.place);
        }
        open = Some((mention, list));
    }
    lists.extend(open.map(|(_, list)| list));
    lists.retain(|list| list.members.len() >= 4);
    lists
}

/// Whether nothing but a comma, “and” or a title in brackets stands between two names.
fn is_enumerating(gap: &str) -> bool {
    let mut outside = String::new();
    let mut depth = 0;
    for c in gap.chars() {
        match c {
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside.split([',', ' ', ';']).all(|word| {
        word.is_empty() || matches!(word, "and" | "&" | "cde." | "cds." | "Cde." | "comrade")
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{super::*, is_slip};

    fn said(texts: &[&str]) -> Vec<(&'static str, &'static str, String)> {
        let documents: Vec<Document> = texts
            .iter()
            .map(|t| Document::from_bytes(Path::new("a.txt"), t.as_bytes(), None).expect("text"))
            .collect();
        let found = survey(&documents, &Authority::default()).conflicts;
        found.into_iter().map(|c| (c.rule, c.evidence, c.message)).collect()
    }

    #[test]
    fn names_a_letter_apart_are_told() {
        #[rustfmt::skip]
        let cases = [
            ("Ianov", "Ivanov", true, "a letter dropped"), ("Filanov", "Filatov", true, "a letter changed"),
            ("Petrov", "Petrov", false, "the same"),       ("Petrov", "Pimenov", false, "another"),
            ("Lee", "Lew", false, "too short"),            ("Ivanov", "Ivanova", true, "a letter added"),
        ];
        for (a, b, slip, why) in cases {
            assert_eq!(is_slip(a, b), slip, "{a} {b}: {why}");
        }
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table of cases")]
    fn documents_that_disagree() {
        #[rustfmt::skip]
        let cases: &[(&[&str], &[(&str, &str)], &str)] = &[
            (&["Pak Chang-ok [Pak Chang Ok] spoke. Then, said Bak, he left."], &[("name-variant", "surname")], "one lapse into another system"),
            (&["Pak Chang-ok [Pak Chang Ok] spoke. Then, said Pak, he left."], &[], "the surname as before"),
            (&["We met Kim Seung-hwa. Later Kim Seung-hwa left.", "We met Kim Sung-hwa."], &[("name-variant", "spelling")], "two systems"),
            (&["We met Choe Chang-ik [Choe Chang Ik].", "We met Choe Chang-ik [Choe Changik]."], &[("name-variant", "bracket")], "syllables together"),
            (&["Ambassador Ianov came.", "Cde. Ivanov V.I. spoke."], &[("name-variant", "near")], "a letter lost"),
            (&["They named Pak Chang-ok, Pak Yeong-bin, Gi Seok-bok and Jeong Ryul.", "They named Pak Chang-ok, Pak Yeong-bin, Gi Seok-bok and Jang Yul."],
             &[("name-variant", "alike"), ("name-variant", "list")], "the same list"),
            (&["They named Pak Chang-ok and Jeong Ryul.", "They named Pak Chang-ok and Jang Yul."], &[("name-variant", "alike")], "surnames a vowel apart"),
            (&["They named Pak Chang-ok and Jeong Ryul.", "They named Pak Chang-ok and Kim Yul."], &[], "another surname, too short a list"),
        ];
        for (texts, expected, why) in cases {
            let found = said(texts);
            let kinds: Vec<(&str, &str)> = found.iter().map(|(r, e, _)| (*r, *e)).collect();
            assert_eq!(kinds, *expected, "{why}: {found:?}");
        }
    }
}
