//! Known people and places, with their names in both languages.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use super::NameKind;
use crate::{
    language::ko::{
        jamo::is_syllable,
        romanise::{
            Assimilation::{Spoken, Syllables},
            Fit, Romanised, System, romanise,
        },
    },
    text::{Folded, table},
};

/// A person or place of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What tells it from every other: its first English name, folded.
    pub identity: String,
    /// Its English names as the table has them, the usual one first, with | between them.
    names: &'static str,
    /// What it is.
    pub kind: NameKind,
    /// Names of one class can stand for each other by mistake: person, country, province, city (and any other
    /// part of a country), river, continent.
    pub class: &'static str,
    /// Its names in Korean, the usual one of the South first.
    pub forms: Vec<&'static str>,
}

/// An English name of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownName {
    /// Whose name it is.
    pub entry: &'static Entity,
    /// Whether it is an adjective or a people made from the name (Polish, Poles).
    pub derived: bool,
}

/// The tables, indexed by English and by Korean names.
#[derive(Debug, Default)]
struct Gazetteer {
    /// By an English name ([`key`]).
    by_key: HashMap<String, KnownName>,
    /// By a Korean one.
    by_form: BTreeMap<&'static str, Vec<&'static Entity>>,
    /// People whose Korean name is one of a Korean, by its first syllable.
    people: HashMap<char, Vec<(&'static str, &'static Entity)>>,
    /// First words of Korean names that are written in several.
    spaced: HashMap<&'static str, Vec<&'static str>>,
    most_words: usize,
    most_syllables: usize,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let places = table::text!("places.tsv");
    let persons = table::text!("persons.tsv");
    let mut gazetteer = Gazetteer::default();
    for [english, adjectives, korean, class, _] in table::rows::<5>("places.tsv", places) {
        gazetteer.add(NameKind::Place, class, english, adjectives, korean);
    }
    for [english, korean, _] in table::rows::<3>("persons.tsv", persons) {
        gazetteer.add(NameKind::Person, "person", english, "-", korean);
    }
    let common = table::text!("common-names.tsv");
    for [english, korean, _] in table::rows::<3>("common-names.tsv", common) {
        gazetteer.add(NameKind::Other, "common", english, "-", korean);
    }
    gazetteer.romanise_places();
    gazetteer
});

/// The systems by which archives and maps spell Korean places.
const SYSTEMS: [System; 3] = [System::Revised, System::McCuneReischauer, System::Northern];

/// A place's name in Latin letters by each of [`SYSTEMS`], by what is written and by what is said, folded.
fn spellings(korean: &str) -> impl Iterator<Item = String> {
    let ways = SYSTEMS.into_iter().flat_map(|system| [(system, Spoken), (system, Syllables)]);
    ways.map(move |(system, assimilation)| compact(&romanise(korean, system, assimilation)))
}

/// A name folded and without anything between its letters.
pub(super) fn compact(name: &str) -> String {
    Folded::new(name).text().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

impl Gazetteer {
    fn add(
        &mut self,
        kind: NameKind,
        class: &'static str,
        names: &'static str,
        adjectives: &'static str,
        forms: &'static str,
    ) {
        let identity = key(names.split('|').next().unwrap_or(names));
        let forms: Vec<&str> = forms.split('|').collect();
        // Lives as long as the program, like the table it is made from.
        let entry = Entity { identity, names, kind, class, forms };
        let entry: &'static Entity = Box::leak(Box::new(entry));
        let derived = adjectives.split('|').filter(|a| *a != "-").map(|name| (name, true));
        for (name, derived) in names.split('|').map(|name| (name, false)).chain(derived) {
            let name = key(name);
            self.most_words = self.most_words.max(name.split(' ').count());
            self.by_key.entry(name).or_insert(KnownName { entry, derived });
        }
        for &form in &entry.forms {
            let is_read = kind == NameKind::Person && (2..=4).contains(&form.chars().count()) && {
                let read = names.split('|').filter_map(|name| Romanised::new(&[name]));
                read.into_iter().any(|name| name.fits(form).is_some())
            };
            if let Some(first) = form.chars().next().filter(|_| is_read) {
                self.people.entry(first).or_default().push((form, entry));
            }
            self.by_form.entry(form).or_default().push(entry);
            self.most_syllables = self.most_syllables.max(form.chars().count());
            if let Some((first, _)) = form.split_once(' ') {
                self.spaced.entry(first).or_default().push(form);
            }
        }
    }
}

impl Gazetteer {
    /// Adds what a place that has its name in Korean is called in the systems that its row does not spell: one of
    /// its English names is the Korean one romanised.
    fn romanise_places(&mut self) {
        let mut spelled: Vec<(String, &'static Entity)> = Vec::new();
        let mut known: Vec<_> = self.by_key.iter().collect();
        known.sort_by(|a, b| a.0.cmp(b.0));
        for (name, found) in known {
            let is_place = found.entry.kind == NameKind::Place && !found.derived;
            let plain = compact(name);
            for form in found.entry.forms.iter().filter(|_| is_place && plain.len() >= SHORTEST) {
                let is_plain =
                    (2..=4).contains(&form.chars().count()) && form.chars().all(is_syllable);
                if is_plain && spellings(form).any(|spelling| spelling == plain) {
                    spelled.extend(spellings(form).map(|spelling| (spelling, found.entry)));
                }
            }
        }
        // Of two places that a system spells alike neither is meant more than the other, whatever the order.
        spelled.sort_by(|a, b| (&a.0, &a.1.identity).cmp(&(&b.0, &b.1.identity)));
        spelled.dedup();
        for group in spelled.chunk_by(|a, b| a.0 == b.0) {
            if let [(name, entry)] = group {
                self.by_key.entry(name.clone()).or_insert(KnownName { entry, derived: false });
            }
        }
    }
}

/// A place's name of fewer letters may be romanised by chance (Roma, 로마).
const SHORTEST: usize = 5;

/// A name made plain: folded, its words separated by one space and hyphens taken for spaces.
pub fn key(name: &str) -> String {
    let folded = Folded::new(name);
    let words = folded.text().split(|c: char| c.is_whitespace() || c == '-' || c == '.');
    words.filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The entry with an English name whose [`key`] is given.
pub fn by_key(key: &str) -> Option<KnownName> {
    GAZETTEER.by_key.get(key).copied()
}

/// A person's one-word English name a letter away from `key`, if only one is; none for short names.
///
/// Linear in the number of people known.
pub fn near(key: &str) -> Option<&'static str> {
    if key.chars().count() < 7 || key.contains(' ') {
        return None;
    }
    let people = GAZETTEER.by_key.iter().filter(|(_, found)| found.entry.kind == NameKind::Person);
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

/// The Korean whose name is read so, if only one is: by rule, or else by a spelling that people use.
pub fn read_as(name: &Romanised) -> Option<&'static Entity> {
    let of_surname = GAZETTEER.people.iter().filter(|(first, _)| {
        let mut letters = [0; 4];
        let first: &str = first.encode_utf8(&mut letters);
        name.begins_with(first)
    });
    let fits: Vec<(Fit, &'static Entity)> = of_surname
        .flat_map(|(_, people)| people)
        .filter_map(|(form, entry)| Some((name.fits(form)?, *entry)))
        .collect();
    [Fit::Strict, Fit::Loose]
        .into_iter()
        .find_map(|wanted| {
            let mut people: Vec<&'static Entity> =
                fits.iter().filter(|(fit, _)| *fit == wanted).map(|(_, entry)| *entry).collect();
            people.sort_by(|a, b| a.identity.cmp(&b.identity));
            people.dedup();
            (!people.is_empty()).then_some(people)
        })
        .and_then(|people| match people[..] {
            [only] => Some(only),
            _ => None,
        })
}

/// The entries that are called `form` in Korean.
pub fn called(form: &str) -> &'static [&'static Entity] {
    GAZETTEER.by_form.get(form).map_or(&[], Vec::as_slice)
}

/// Korean names of several words that begin with the word `first`.
pub fn spaced(first: &str) -> &'static [&'static str] {
    GAZETTEER.spaced.get(first).map_or(&[], Vec::as_slice)
}

/// The English names of an entry as the tables write them, adjectives left out.
pub fn names_of(entry: &Entity) -> impl Iterator<Item = &'static str> {
    entry.names.split('|')
}

/// Whether a name whose [`key`] is given is the last word of a person's name.
pub fn has_surname(entry: &Entity, surname: &str) -> bool {
    let mut names = names_of(entry).map(key);
    entry.kind == NameKind::Person && names.any(|name| name.rsplit(' ').next() == Some(surname))
}

/// The most words an English name has.
pub fn most_words() -> usize {
    GAZETTEER.most_words
}

/// The most syllables a Korean name has.
pub fn most_syllables() -> usize {
    GAZETTEER.most_syllables
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
    fn a_korean_is_known_by_every_spelling_of_his_name() {
        #[rustfmt::skip]
        let cases = [
            ("Pak Geum-cheol",   Some("박금철"), "Revised, where the table has the older spelling"),
            ("Pak Jeong-ae",     Some("박정애"), "Revised"),
            ("Choe Yong-geon",   Some("최용건"), "Revised"),
            ("Ch'oe Yong-gŏn",   Some("최용건"), "McCune–Reischauer"),
            ("Tsoi En Gen",      Some("최용건"), "through Russian"),
            ("Czoj Jen Gen",     Some("최용건"), "through Polish"),
            ("Pak Chan Ok",      Some("박창옥"), "through Russian"),
            ("Pak Czan Ok",      Some("박창옥"), "through Polish"),
            ("Kim Du Bon",       Some("김두봉"), "through Russian"),
            ("Kim Chol-su",      None,         "nobody of the table"),
        ];
        for (latin, korean, why) in cases {
            let name = Romanised::new(&[latin]).expect(latin);
            let found = read_as(&name).map(|entry| entry.forms[0]);
            assert_eq!(found, korean, "{latin}: {why}");
        }
    }

    #[test]
    fn every_korean_of_the_table_is_known_in_every_system() {
        let people = GAZETTEER.people.values().flatten();
        let mut read = 0;
        for (form, entry) in people {
            for system in SYSTEMS {
                let syllables: Vec<String> =
                    form.chars().map(|c| romanise(&c.to_string(), system, Syllables)).collect();
                let latin = format!("{} {}", syllables[0], syllables[1..].join("-"));
                // A Chinese whose name can be read so has syllables that no Korean has.
                let Some(name) = Romanised::new(&[&latin]) else { continue };
                read += 1;
                assert!(name.fits(form).is_some(), "{latin} is not read {form} ({system:?})");
                let found = read_as(&name);
                // Two people may be spelled alike.
                let other = found.is_none_or(|found| {
                    found == *entry || {
                        found.forms.iter().any(|other| name.fits(other).is_some())
                    }
                });
                assert!(other, "{latin} ({form}) is {found:?}");
            }
        }
        assert!(read > 400, "{read} names were compared");
    }

    #[test]
    fn korean_places_are_known_in_every_system() {
        #[rustfmt::skip]
        let cases = [
            ("Sinŭiju", "신의주"), ("Sinuiju", "신의주"), ("Uiju", "의주"), ("Ŭiju", "의주"),
            ("Kaesŏng", "개성"), ("Gaeseong", "개성"), ("Kanggye", "강계"), ("Ganggye", "강계"),
            ("Hamhŭng", "함흥"), ("Hamheung", "함흥"), ("Wŏnsan", "원산"), ("Jongno", "종로"),
            ("Chongno", "종로"), ("Dongnimmun", "독립문"), ("Sariwŏn", "사리원"), ("Nampo", "남포"),
            ("Ch'ŏngjin", "청진"), ("Cheongjin", "청진"), ("Manp'o", "만포"), ("Tŏkch'ŏn", "덕천"),
        ];
        for (latin, korean) in cases {
            let found = by_key(&key(latin)).or_else(|| by_key(&compact(latin)));
            assert!(found.is_some_and(|f| f.entry.forms.contains(&korean)), "{latin} {korean}");
        }
    }

    #[test]
    fn nobody_has_two_rows() {
        // Of somebody with nothing but a surname, which is also the last word of another's name with the same Hangul.
        let is_bare = |found: &KnownName| names_of(found.entry).all(|name| !name.contains(' '));
        let bare = GAZETTEER.by_key.iter().filter(|(_, found)| is_bare(found));
        for (name, found) in bare {
            let people = GAZETTEER.by_key.iter().filter(|(other, f)| {
                f.entry.kind == NameKind::Person
                    && f.entry != found.entry
                    && other.rsplit(' ').next() == Some(name)
                    && other.contains(' ')
            });
            for (other, f) in people.filter(|_| found.entry.kind == NameKind::Person) {
                let same = f.entry.forms.iter().any(|form| found.entry.forms.contains(form));
                assert!(!same, "{name} and {other} are one person in two rows");
            }
        }
    }

    #[test]
    fn every_entry_has_a_korean_name_and_no_form_is_empty() {
        for (form, entries) in &GAZETTEER.by_form {
            assert!(!form.is_empty() && !entries.is_empty());
            assert!(
                form.chars().all(|c| matches!(c, '가'..='힣' | ' ' | '-' | '0'..='9')),
                "{form}"
            );
        }
    }
}
