//! Names a letter apart that may be one person's: foreign ones in the collection or in the tables (Ianov,
//! Ivanov), and Korean ones of different documents (Jang Yul, Jeong Ryul).

use std::collections::BTreeSet;

use super::variant;
use crate::{
    anchor::name::{authority::is_slip, gazetteer},
    collection::{Authority, Conflict, Person},
    language::ko::{
        jamo::{decompose, differing},
        romanise::southern,
    },
    rule::Severity,
};

/// All conflicts of names with names near them, but of the pairs of people `told` already. Quadratic in the
/// number of people.
pub(super) fn conflicts(
    persons: &[Person],
    authority: &Authority,
    told: &BTreeSet<(usize, usize)>,
) -> Vec<Conflict> {
    let mut found = foreign(persons, authority);
    found.extend(a_letter_apart(persons, told));
    found
}

/// Korean people of different documents whose names are the same but for one letter of Hangul.
///
/// Of 10,468 pairs of 194 names that occur in the literature, 12 are so near, and most of them are one
/// person: it is a hint and no more. The consonant a surname begins with is hardly ever mistaken, so 김 and
/// 림 are two families.
fn a_letter_apart(persons: &[Person], told: &BTreeSet<(usize, usize)>) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for (at, one) in persons.iter().enumerate() {
        let Some(name) = one.korean.as_ref().filter(|_| one.is_korean) else { continue };
        for (before, other) in persons[..at].iter().enumerate() {
            let Some(another) = other.korean.as_ref().filter(|_| other.is_korean) else { continue };
            let together = one.documents.iter().any(|d| other.documents.contains(d));
            // Two rows of the authority file, or of the tables, are two people.
            let settled = one.is_settled && other.is_settled;
            if together || settled || told.contains(&(before, at)) || !is_near(name, another) {
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
                        "{} may be {}: the names are a letter of Hangul apart",
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

/// Whether two names are one but for a letter of Hangul, initial ㄹ and ㄴ aside.
fn is_near(a: &str, b: &str) -> bool {
    let parts = |name: &str| -> Option<(char, Vec<char>)> {
        let mut syllables = name.chars();
        let surname = syllables.next()?;
        Some((surname, southern(syllables.as_str()).chars().collect()))
    };
    let (Some((family, given)), Some((other, another))) = (parts(a), parts(b)) else {
        return false;
    };
    let family_name = |c: char| southern(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c);
    let (family, other) = (family_name(family), family_name(other));
    let initial = |c: char| decompose(c).map(|s| s.initial);
    given.len() == another.len()
        && !given.is_empty()
        && initial(family) == initial(other)
        && differing(family, other)
            + given.iter().zip(&another).map(|(&x, &y)| differing(x, y)).sum::<usize>()
            == 1
}

/// Foreign names a letter apart, in the collection or from somebody the tables know: Ianov, Ivanov.
fn foreign(persons: &[Person], authority: &Authority) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let foreign: Vec<&Person> = persons.iter().filter(|p| !p.is_korean).collect();
    for (at, one) in foreign.iter().enumerate() {
        let known = one.mentions.iter().any(|m| m.known.is_some());
        let mut found = false;
        for (other_at, other) in foreign.iter().enumerate() {
            let settled = one.is_settled && other.is_settled;
            if at == other_at || settled || !is_slip(one.name(), other.name()) {
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
        let Some(place) = one.first().filter(|_| !found && !known && !one.is_settled) else {
            continue;
        };
        if let Some(name) = authority.near(one.name()) {
            conflicts.push(variant(
                "authority",
                Severity::Major,
                place,
                Vec::new(),
                format!("{} is a letter away from {name} of the authority file", one.name()),
                Some(name.to_owned()),
            ));
        } else if let Some(name) = gazetteer::near(&gazetteer::key(one.name())) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn korean_names_a_letter_apart_are_told() {
        #[rustfmt::skip]
        let cases = [
            ("정률", "장율", true, "a vowel, and the initial sound rule"), ("정국록", "정극록", true, "a vowel of the given name"),
            ("정률", "정률", false, "the same"),                           ("김률", "림률", false, "two families"),
            ("박정애", "박정", false, "a syllable less"),                  ("박금철", "박영빈", false, "another"),
        ];
        for (a, b, near, why) in cases {
            assert_eq!(is_near(a, b), near, "{a} {b}: {why}");
        }
    }
}
