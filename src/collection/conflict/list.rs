//! Lists of the same people but for one: whoever stands there under two names is one person.

use std::collections::BTreeSet;

use super::variant;
use crate::{
    anchor::name::authority::folded,
    collection::{
        Conflict, DocumentPlace, Person, Text,
        mention::{Form, Mention},
    },
    language::ko::jamo::distance,
    rule::Severity,
};

/// A list of people: a document's sentence that names them one after another.
struct Enumeration {
    members: Vec<usize>,
    places: Vec<DocumentPlace>,
}

/// Two lists of three people and one more in each that is spelled alike: the two are one person. Quadratic
/// in the number of lists.
///
/// Returned with the pairs of positions in `persons`, the smaller first.
pub(super) fn conflicts(
    texts: &[Text],
    persons: &[Person],
) -> (Vec<Conflict>, BTreeSet<(usize, usize)>) {
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
            let settled = persons[a].is_settled && persons[b].is_settled;
            if common < 3
                || settled
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
    (conflicts, done)
}

/// The share of the letters in which two names of one person may differ at most: Jang Yul and Jeong Ryul
/// differ in a third, names of different people that stand in lists in most.
const APART: f64 = 0.45;

/// Whether two names can be damaged forms of one.
fn is_like(a: &Person, b: &Person) -> bool {
    let (a, b) = (folded(a.name()), folded(b.name()));
    let longest = a.chars().count().max(b.chars().count()) as f64;
    distance(&a, &b) <= APART * longest
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
