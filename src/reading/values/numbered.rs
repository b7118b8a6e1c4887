//! What a number numbers or counts: the third of a session and the fifth of an assembly, ten men and three tanks.
//!
//! Two numbers that each stand where the other stood are the same numbers, and yet not the same.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use super::{Atom, Divergence, ValueKind, Values, What};
use crate::{
    anchor::number::{self, Number},
    language::any::number::words,
    text::Span,
};

/// Things of which a text seldom counts others by the same word.
const COUNTED: [&str; 6] = ["people", "thing", "animal", "vehicle", "house", "copy"];

/// What the number at `span` numbers by the table of numbered parts, else what it counts.
pub(super) fn of(text: &str, span: Span, number: &Number, language: &str) -> Option<&'static str> {
    if number.amounts.len() != 1 {
        return None;
    }
    let after = number
        .unit_span
        .map_or(span.end, |unit| if unit.start >= span.start { unit.start } else { span.end });
    let part = match language {
        "ko" => behind(&text[after..]),
        "en" => following(&text[span.end..]).or_else(|| before(&text[..span.start])),
        _ => None,
    };
    let unit = number
        .unit
        .filter(|u| number.form == number::Form::Cardinal && COUNTED.contains(&u.dimension));
    part.or(unit.map(|unit| unit.name))
}

/// A word and the part that it names.
type Form = (&'static str, &'static str);

/// Words by language, and whether they stand before their number.
static FORMS: LazyLock<HashMap<(&'static str, bool), Vec<Form>>> = LazyLock::new(|| {
    let places = [("en", true), ("en", false), ("ko", false)];
    let forms = |(language, before)| {
        let mut forms: Vec<_> = words::numbered(language, before).collect();
        forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        ((language, before), forms)
    };
    places.into_iter().map(forms).collect()
});

fn forms(language: &'static str, before: bool) -> &'static [Form] {
    FORMS.get(&(language, before)).map_or(&[], Vec::as_slice)
}

/// The Korean word right behind a number, whose parts may be written together.
fn behind(rest: &str) -> Option<&'static str> {
    /// Room for the longest form with its spaces, in characters.
    const ROOM: usize = 12;
    let near: String = rest.chars().take(ROOM).filter(|c| *c != ' ').collect();
    let found = forms("ko", false).iter().find(|(form, _)| near.starts_with(form));
    found.map(|(_, part)| *part)
}

/// The English noun behind an ordinal, through its adjectives.
fn following(rest: &str) -> Option<&'static str> {
    /// Adjectives and the noun: fourth extraordinary plenary session.
    const WORDS: usize = 4;
    let clause = rest.split([',', '.', ';', ':', '(', ')']).next().unwrap_or_default();
    let lower = clause.to_ascii_lowercase();
    let mut words = lower.trim_start_matches(['-', ' ']);
    for _ in 0..WORDS {
        let starts = |form: &str| {
            words.strip_prefix(form).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        if starts("of") || starts("and") || starts("to") || starts("in") {
            return None;
        }
        if let Some((_, part)) = forms("en", false).iter().find(|(form, _)| starts(form)) {
            return Some(part);
        }
        words = words.split_once(' ')?.1;
    }
    None
}

/// The English word right before a number: Volume 3.
fn before(text: &str) -> Option<&'static str> {
    let lower = text.strip_suffix(' ')?.trim_end_matches('.').to_ascii_lowercase();
    let word = lower.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let found = forms("en", true).iter().find(|(form, _)| *form == word);
    found.map(|(_, part)| *part)
}

/// Numbers of the two sides that have changed places: each numbers what the other did.
pub(super) fn exchanged(bead: usize, source: &Values, target: &Values) -> Vec<Divergence> {
    let (source, target) = (alone(source), alone(target));
    let shared: Vec<_> =
        source.iter().filter_map(|(role, a)| Some((a, target.get(role)?))).collect();
    let mut found = Vec::new();
    for (i, (a, b)) in shared.iter().enumerate() {
        let swapped = shared[i + 1..].iter().any(|(c, d)| a.value == d.value && c.value == b.value);
        if swapped && a.value != b.value {
            found.push(Divergence {
                bead,
                what: What::Value,
                source: Some((**a).clone()),
                target: Some((**b).clone()),
            });
        }
    }
    found
}

/// The numbers whose role no other of their side has, by it.
fn alone(values: &Values) -> BTreeMap<&'static str, &Atom> {
    let mut by_role: BTreeMap<&str, Vec<&Atom>> = BTreeMap::new();
    for atom in &values.atoms {
        if let Some(role) = atom.role
            && matches!(atom.kind, ValueKind::Count | ValueKind::Reference)
        {
            by_role.entry(role).or_default().push(atom);
        }
    }
    let single = by_role.into_iter().filter(|(_, atoms)| atoms.len() == 1);
    single.map(|(role, atoms)| (role, atoms[0])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinal_numbers_the_noun_behind_its_adjectives_and_no_other() {
        #[rustfmt::skip]
        let cases = [
            (" session of the congress",        Some("session"), "right behind it"),
            (" extraordinary plenary session",  Some("session"), "behind adjectives"),
            ("-session rule",                   Some("session"), "joined"),
            (" of the session",                 None,            "one of others"),
            (" and the last session",           None,            "another thing stands there too"),
            (" to the session",                 None,            "where it goes"),
            (" in the session",                 None,            "where it stands"),
            (", the session",                   None,            "another clause"),
            (" sessional committee",            None,            "a longer word"),
        ];
        for (behind, expected, why) in cases {
            assert_eq!(following(behind), expected, "{behind}: {why}");
        }
    }
}
