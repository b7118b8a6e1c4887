//! Surnames, whose spelling follows custom and not a system: 이 and 리 are one surname, and so are Ri,
//! Yi, Lee and Rhee.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::text::{Folded, table};

/// A surname with its spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surname {
    /// As it is written in the South: 이, 노, 유.
    pub south: &'static str,
    /// As it is written in the North: 리, 로, 류.
    pub north: &'static str,
    /// Latin spellings, the usual one first.
    pub latin: Vec<&'static str>,
}

static SURNAMES: LazyLock<Vec<Surname>> = LazyLock::new(|| {
    let text = table::text!("surnames.tsv");
    table::rows::<4>("surnames.tsv", text)
        .into_iter()
        .map(|[south, north, latin, _]| Surname { south, north, latin: latin.split('|').collect() })
        .collect()
});

static BY_LATIN: LazyLock<HashMap<String, Vec<&'static Surname>>> = LazyLock::new(|| {
    let mut map: HashMap<String, Vec<&'static Surname>> = HashMap::new();
    for surname in SURNAMES.iter() {
        for latin in &surname.latin {
            let known = map.entry(folded(latin)).or_default();
            if !known.contains(&surname) {
                known.push(surname);
            }
        }
    }
    map
});

static BY_HANGUL: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| SURNAMES.iter().flat_map(|s| [s.south, s.north]).collect());

fn folded(latin: &str) -> String {
    Folded::new(latin).text().replace('\'', "")
}

/// The surnames that can be written `latin`, the most frequent first. Case, breves and apostrophes
/// make no difference.
pub fn surname_in_latin(latin: &str) -> &'static [&'static Surname] {
    BY_LATIN.get(&folded(latin)).map_or(&[], Vec::as_slice)
}

/// Whether `hangul` is a surname, in either spelling.
pub fn surname_in_hangul(hangul: &str) -> bool {
    BY_HANGUL.contains(hangul)
}

/// Whether `c` alone is a surname.
pub fn is_surname_syllable(c: char) -> bool {
    surname_in_hangul(c.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_may_be_several_surnames_and_the_reverse() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str])] = &[
            ("Ri", &["이"]), ("Rhee", &["이"]), ("Ch'oe", &["최"]), ("Tsoi", &["최"]),
            ("Jong", &["정"]), ("Yu", &["유"]), ("Sung", &["송", "성", "승"]), ("Smith", &[]),
        ];
        for (latin, south) in cases {
            let found: Vec<&str> = surname_in_latin(latin).iter().map(|s| s.south).collect();
            assert_eq!(found, *south, "{latin}");
        }
        assert!(surname_in_hangul("리") && surname_in_hangul("이") && !surname_in_hangul("쿄"));
    }
}
