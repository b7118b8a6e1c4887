//! Known people and places, with their names in both languages.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use super::Kind;
use crate::text::{Folded, table};

/// A person or place of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What tells it from every other: its first English name, folded.
    pub identity: String,
    /// What it is.
    pub kind: Kind,
    /// Names of one class can stand for each other by mistake: person, country, city (and any other part
    /// of a country), continent.
    pub class: &'static str,
    /// Its names in Korean, the usual one of the South first.
    pub forms: Vec<&'static str>,
}

/// An English name of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Whose name it is.
    pub entry: &'static Entry,
    /// Whether it is an adjective or a people made from the name (Polish, Poles).
    pub derived: bool,
}

/// The tables, indexed by English and by Korean names.
#[derive(Debug, Default)]
struct Gazetteer {
    english: HashMap<String, Found>,
    korean: BTreeMap<&'static str, Vec<&'static Entry>>,
    /// First words of Korean names that are written in several.
    spaced: HashMap<&'static str, Vec<&'static str>>,
    longest_english: usize,
    longest_korean: usize,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let places = table::text!("places.tsv");
    let persons = table::text!("persons.tsv");
    let mut gazetteer = Gazetteer::default();
    for [english, adjectives, korean, class, _] in table::rows::<5>("places.tsv", places) {
        gazetteer.add(Kind::Place, class, english, adjectives, korean);
    }
    for [english, korean, _] in table::rows::<3>("persons.tsv", persons) {
        gazetteer.add(Kind::Person, "person", english, "-", korean);
    }
    let common = table::text!("common-names.tsv");
    for [english, korean, _] in table::rows::<3>("common-names.tsv", common) {
        gazetteer.add(Kind::Other, "common", english, "-", korean);
    }
    gazetteer
});

impl Gazetteer {
    fn add(
        &mut self,
        kind: Kind,
        class: &'static str,
        english: &'static str,
        adjectives: &'static str,
        korean: &'static str,
    ) {
        let identity = key(english.split('|').next().unwrap_or(english));
        let forms: Vec<&str> = korean.split('|').collect();
        // Lives as long as the program, like the table it is made from.
        let entry: &'static Entry = Box::leak(Box::new(Entry { identity, kind, class, forms }));
        let derived = adjectives.split('|').filter(|a| *a != "-").map(|name| (name, true));
        for (name, derived) in english.split('|').map(|name| (name, false)).chain(derived) {
            let name = key(name);
            self.longest_english = self.longest_english.max(name.split(' ').count());
            self.english.entry(name).or_insert(Found { entry, derived });
        }
        for &form in &entry.forms {
            self.korean.entry(form).or_default().push(entry);
            self.longest_korean = self.longest_korean.max(form.chars().count());
            if let Some((first, _)) = form.split_once(' ') {
                self.spaced.entry(first).or_default().push(form);
            }
        }
    }
}

/// A name made plain: folded, its words separated by one space and hyphens taken for spaces.
pub fn key(name: &str) -> String {
    let folded = Folded::new(name);
    let words = folded.text().split(|c: char| c.is_whitespace() || c == '-' || c == '.');
    words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The entry with an English name whose [`key`] is given.
pub fn by_key(key: &str) -> Option<Found> {
    GAZETTEER.english.get(key).copied()
}

/// A person's one-word English name a letter away from `key`, if only one is; none for short names.
///
/// Linear in the number of people known.
pub fn near(key: &str) -> Option<&'static str> {
    if key.chars().count() < 7 || key.contains(' ') {
        return None;
    }
    let people = GAZETTEER.english.iter().filter(|(_, found)| found.entry.kind == Kind::Person);
    let names = people.map(|(name, found)| (name.as_str(), found.entry));
    let mut near: Vec<&'static str> = names
        .filter(|(name, _)| !name.contains(' ') && is_letter_apart(name, key))
        .map(|(name, _)| name)
        .collect();
    near.sort_unstable();
    match near[..] {
        [name] => Some(name),
        _ => None,
    }
}

/// Whether a letter is changed, added or dropped.
fn is_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    let alike = long.iter().zip(short.iter()).take_while(|(x, y)| x == y).count();
    let skip = usize::from(long.len() == short.len());
    long.len() - short.len() <= 1 && a != b && long[alike + 1..] == short[alike + skip..]
}

/// The entries that are called `form` in Korean.
pub fn called(form: &str) -> &'static [&'static Entry] {
    GAZETTEER.korean.get(form).map_or(&[], Vec::as_slice)
}

/// Korean names of several words that begin with the word `first`.
pub fn spaced(first: &str) -> &'static [&'static str] {
    GAZETTEER.spaced.get(first).map_or(&[], Vec::as_slice)
}

/// The most words an English name has.
pub fn most_words() -> usize {
    GAZETTEER.longest_english
}

/// The most syllables a Korean name has.
pub fn most_syllables() -> usize {
    GAZETTEER.longest_korean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_found_in_both_languages() {
        #[rustfmt::skip]
        let cases = [
            ("Peng Dehuai", "펑더화이"), ("peng teh-huai", "팽덕회"), ("Poland", "뽈스까"),
            ("Polish", "폴란드"), ("Kim Il Sung", "김일성"), ("U.S.S.R.", "쏘련"),
        ];
        for (english, korean) in cases {
            let found = by_key(&key(english)).map(|f| f.entry);
            assert!(found.is_some_and(|e| called(korean).contains(&e)), "{english} {korean}");
        }
    }

    #[test]
    fn every_entry_has_a_korean_name_and_no_form_is_empty() {
        for (form, entries) in &GAZETTEER.korean {
            assert!(!form.is_empty() && !entries.is_empty());
            assert!(
                form.chars().all(|c| matches!(c, '가'..='힣' | ' ' | '-' | '0'..='9')),
                "{form}"
            );
        }
    }
}
