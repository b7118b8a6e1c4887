//! A Hangul string as sounds, and how the sounds of a foreign name are taken for each other.

use std::sync::LazyLock;

use crate::{language::ko::jamo::places, text::table};

/// A Hangul string as sounds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sounds {
    pub(super) codes: Vec<u8>,
    /// For each syllable the number of codes up to its end.
    pub(super) ends: Vec<usize>,
}

impl Sounds {
    /// The sounds of `hangul`; what is no Hangul syllable is left out.
    pub fn new(hangul: &str) -> Self {
        let mut codes = Vec::new();
        let mut ends = Vec::new();
        for syllable in hangul.chars().filter_map(places) {
            push(&mut codes, syllable);
            ends.push(codes.len());
        }
        Self { codes, ends }
    }

    /// The class of the first sound; none if there is no sound.
    pub(crate) fn first_class(&self) -> Option<usize> {
        self.codes.first().map(|&code| class(code) as usize)
    }

    /// How many syllables they were.
    pub fn syllables(&self) -> usize {
        self.ends.len()
    }
}

/// The sounds of the letters at each place of a syllable, in the order of Unicode.
static SOUNDS: LazyLock<[Vec<&'static str>; 3]> = LazyLock::new(|| {
    let rows = table::rows::<4>("hangul-sounds.tsv", table::text!("hangul-sounds.tsv"));
    let mut sounds: [Vec<&str>; 3] = Default::default();
    // The first of the finals stands for none.
    sounds[2].push("");
    for [place, _, codes, _] in rows {
        let place = match place {
            "initial" => 0,
            "vowel" => 1,
            _ => 2,
        };
        sounds[place].push(if codes == "-" { "" } else { codes });
    }
    sounds
});

fn push(codes: &mut Vec<u8>, (initial, vowel, coda): (usize, usize, usize)) {
    let [initials, vowels, codas] = &*SOUNDS;
    // ㄹㄹ is one l.
    let doubled = initials[initial] == "r" && codes.last() == Some(&b'r');
    codes.extend_from_slice(if doubled { b"" } else { initials[initial].as_bytes() });
    codes.extend_from_slice(vowels[vowel].as_bytes());
    codes.extend_from_slice(codas[coda].as_bytes());
}

/// What a vowel weighs against a consonant: vowels differ between any two languages.
pub(super) const VOWEL: f64 = 0.6;

pub(super) fn weight(code: u8) -> f64 {
    match code {
        // ㅡ mostly stands where the other language has no vowel.
        b'U' | b'y' | b'w' => 0.3,
        _ if is_vowel(code) => VOWEL,
        _ => 1.0,
    }
}

pub(super) fn is_vowel(code: u8) -> bool {
    matches!(code, b'a' | b'E' | b'e' | b'A' | b'o' | b'u' | b'U' | b'i')
}

pub(super) const VOWELS: u32 = 0;
pub(super) const GLIDE: u32 = 9;

/// How many classes of sounds there are.
pub(crate) const CLASSES: usize = 11;

/// Consonants that are taken for each other.
pub(super) fn class(code: u8) -> u32 {
    match code {
        b'g' | b'k' | b'K' => 1,
        b'd' | b't' | b'T' => 2,
        b'b' | b'p' | b'P' => 3,
        b's' | b'S' => 4,
        b'j' | b'J' | b'c' => 5,
        b'n' | b'N' => 6,
        b'm' => 7,
        b'r' => 8,
        b'h' => 10,
        b'y' | b'w' => GLIDE,
        _ => VOWELS,
    }
}
