//! Sound changes between syllables, as far as romanisation writes them: a final consonant moves to a
//! following vowel, and stops and liquids become nasal or lateral before each other.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    language::ko::jamo::{Syllable, compose, decompose},
    text::table,
};

/// `hangul` as it is said, one syllable for one: 정극록 is 정긍녹.
///
/// Finals that close a syllable with two consonants, ㅎ and the palatal ㄷ and ㅌ are left alone: they do
/// not occur in Sino-Korean names.
pub fn pronounced(hangul: &str) -> String {
    let mut chars: Vec<char> = hangul.chars().collect();
    for i in 1..chars.len() {
        let (Some(before), Some(now)) = (decompose(chars[i - 1]), decompose(chars[i])) else {
            continue;
        };
        let (before, now) = meet(before, now);
        chars[i - 1] = compose(before).unwrap_or(chars[i - 1]);
        chars[i] = compose(now).unwrap_or(chars[i]);
    }
    chars.into_iter().collect()
}

/// What a final and an initial become.
type Changes = HashMap<(char, char), (Option<char>, char)>;

static CHANGES: LazyLock<Changes> = LazyLock::new(|| {
    let letter = |cell: &str| cell.chars().next().filter(|c| *c != '-');
    let rows = table::rows::<5>("sound-changes.tsv", table::text!("sound-changes.tsv"));
    let change = |[before, now, coda, initial, _]: [&str; 5]| {
        Some(((letter(before)?, letter(now)?), (letter(coda), letter(initial)?)))
    };
    rows.into_iter().filter_map(change).collect()
});

fn meet(before: Syllable, now: Syllable) -> (Syllable, Syllable) {
    let change = before.coda.and_then(|coda| CHANGES.get(&(coda, now.initial)));
    match change {
        Some(&(coda, initial)) => (Syllable { coda, ..before }, Syllable { initial, ..now }),
        None => (before, now),
    }
}
