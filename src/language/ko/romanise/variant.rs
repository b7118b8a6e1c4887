//! One spelling of a romanised name, and whether a Hangul name can be spelled so.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use unicode_normalization::UnicodeNormalization;

use super::{Surname, System, initial::alternating, letters, surname_in_latin};
use crate::{
    language::ko::jamo::{IEUNG, NIEUN, RIEUL, Syllable, decompose, is_syllable},
    text::Folded,
};

/// How well a Hangul name fits a romanised one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// By a spelling that came through Russian or that people give themselves.
    Loose,
    /// By the rules of a system.
    Strict,
}

/// One spelling of a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Variant {
    pub(super) surnames: &'static [&'static Surname],
    /// The letters of the given name in lower case, with a space between written parts.
    pub(super) given: Vec<char>,
    breves: bool,
    apostrophes: bool,
}

/// The most syllables of a given name.
pub(super) const LONGEST_GIVEN: usize = 3;

impl Variant {
    pub(super) fn parse(spelling: &str) -> Option<Self> {
        Self::with_surname(spelling, false)
    }

    /// The name with its last word as the surname, though the first might be one too: Doo Young Kim.
    pub(super) fn turned(spelling: &str) -> Option<Self> {
        let plain = normalised(spelling);
        let between = if plain.contains(' ') { ' ' } else { '-' };
        let first = plain.split(between).next().unwrap_or_default();
        (!surname_in_latin(first).is_empty()).then(|| Self::with_surname(spelling, true))?
    }

    fn with_surname(spelling: &str, comes_last: bool) -> Option<Self> {
        let plain = normalised(spelling);
        let by_hyphen = !plain.contains(' ');
        let words: Vec<&str> = plain
            .split(|c| c == ' ' || (by_hyphen && c == '-'))
            .filter(|w| !w.is_empty())
            .collect();
        let (first, last) = (words.first()?, words.last()?);
        if words.len() < 2 {
            return None;
        }
        let (surnames, given) = match surname_in_latin(first) {
            surnames if surnames.is_empty() || comes_last => {
                (surname_in_latin(last), &words[..words.len() - 1])
            }
            surnames => (surnames, &words[1..]),
        };
        let given: Vec<char> = given.join(" ").replace('-', " ").chars().collect();
        if surnames.is_empty() || !given.iter().all(|c| c.is_alphabetic() || " '".contains(*c)) {
            return None;
        }
        Some(Self {
            surnames,
            breves: plain.contains(['ŏ', 'ŭ']),
            apostrophes: plain.contains('\''),
            given,
        })
    }

    /// Whether letters of the given name occur in one system only (`eo`, `eu`, `ŏ`).
    pub(super) fn is_marked(&self) -> bool {
        let given: String = self.given.iter().collect();
        self.breves || given.contains("eo") || given.contains("eu")
    }

    /// Whether a spelling of `jamo` stands although the name is written with marks: `o` is no ㅓ in a
    /// name that has ŏ.
    fn admits(&self, spelling: &str, all: &[&str]) -> bool {
        let is_bare = |mark: &[char], to: &[&str]| {
            all.iter().any(|other| {
                other.contains(mark) && {
                    let mut bare = (*other).to_owned();
                    for (m, plain) in mark.iter().zip(to) {
                        bare = bare.replace(*m, plain);
                    }
                    bare == spelling
                }
            })
        };
        let dropped_breve = self.breves && is_bare(&['ŏ', 'ŭ'], &["o", "u"]);
        let dropped_apostrophe = self.apostrophes && is_bare(&['\''], &[""]);
        !dropped_breve && !dropped_apostrophe
    }

    /// The system by which `given` is spelled as the given name, strict ones first.
    pub(super) fn system_of(&self, given: &[char]) -> Option<System> {
        System::ALL.into_iter().find(|&system| self.spells(system, 0, given, None))
    }

    /// Whether the given name begins and ends with letters that `given` may begin and end with: a quick
    /// test that most names fail.
    fn may_spell(&self, given: &[char]) -> bool {
        let ends = |c: Option<&char>| c.and_then(|&c| decompose(c));
        let (Some(first), Some(last)) = (ends(given.first()), ends(given.last())) else {
            return false;
        };
        let (begin, end) = (self.given.first(), self.given.last());
        let admits = |set: Option<&BTreeSet<char>>, letter: Option<&char>| {
            set.zip(letter).is_some_and(|(set, letter)| set.contains(letter))
        };
        admits(EDGES.first.get(&first.initial), begin)
            && admits(EDGES.last.get(&last.coda.unwrap_or(last.vowel)), end)
    }

    /// Whether the letters from `at` spell `hangul` in `system`; `before` is the syllable before.
    fn spells(&self, system: System, at: usize, hangul: &[char], before: Option<Syllable>) -> bool {
        let at = self.given[at..].iter().position(|&c| c != ' ' && c != '\'').map(|n| at + n);
        let (Some(&first), Some(at)) = (hangul.first(), at) else {
            return hangul.is_empty() && at.is_none();
        };
        let Some(now) = decompose(first) else { return false };
        spellings(system, now, before, self).into_iter().any(|spelling| {
            let length = spelling.chars().count();
            self.given[at..].iter().take(length).copied().eq(spelling.chars())
                && self.spells(system, at + length, &hangul[1..], Some(now))
        })
    }
}

/// Lower case, with plain apostrophes and hyphens; of diacritics only the breve is kept.
fn normalised(spelling: &str) -> String {
    let mut plain = String::with_capacity(spelling.len());
    for c in spelling.nfc() {
        match c {
            'ŏ' | 'Ŏ' | 'ǒ' | 'Ǒ' => plain.push('ŏ'),
            'ŭ' | 'Ŭ' | 'ǔ' | 'Ǔ' => plain.push('ŭ'),
            _ => plain.push_str(Folded::new(c.encode_utf8(&mut [0; 4])).text()),
        }
    }
    plain
}

/// All a syllable may be spelled with.
pub(super) fn spellings(
    system: System,
    now: Syllable,
    before: Option<Syllable>,
    variant: &Variant,
) -> Vec<String> {
    let letters = letters(system);
    let of = |map: &BTreeMap<char, Vec<&'static str>>, jamo: char| -> Vec<&'static str> {
        let all = map.get(&jamo).cloned().unwrap_or_default();
        let admitted = all.iter().copied().filter(|s| variant.admits(s, &all));
        admitted.collect()
    };
    let mut initials = of(&letters.initial, now.initial);
    initials.extend(alternating(now));
    if now.initial == RIEUL && before.is_some_and(|b| b.coda == Some(RIEUL)) {
        initials.push("l");
    }
    let vowels = of(&letters.vowel, now.vowel);
    let codas = now.coda.map_or_else(|| vec![""], |coda| of(&letters.coda, coda));
    let mut all = Vec::with_capacity(initials.len() * vowels.len() * codas.len());
    for initial in &initials {
        for vowel in &vowels {
            all.extend(codas.iter().map(|coda| format!("{initial}{vowel}{coda}")));
        }
    }
    all
}

pub(super) fn fit(variants: &[Variant], hangul: &str) -> Option<Fit> {
    let mut worst = Fit::Strict;
    for variant in variants {
        let given = variant.surnames.iter().find_map(|surname| {
            let south = hangul.strip_prefix(surname.south);
            let given = south.or_else(|| hangul.strip_prefix(surname.north))?;
            let count = given.chars().count();
            ((1..=LONGEST_GIVEN).contains(&count) && given.chars().all(is_syllable))
                .then(|| given.chars().collect::<Vec<_>>())
        })?;
        if !variant.may_spell(&given) {
            return None;
        }
        let system = variant.system_of(&given)?;
        if !system.is_strict() {
            worst = Fit::Loose;
        }
    }
    Some(worst)
}

/// For each initial the letters a syllable with it may begin with in any system, and for each vowel and
/// final those it may end with.
#[derive(Default)]
struct Edges {
    first: BTreeMap<char, BTreeSet<char>>,
    last: BTreeMap<char, BTreeSet<char>>,
}

static EDGES: LazyLock<Edges> = LazyLock::new(|| {
    let mut edges = Edges::default();
    for system in System::ALL {
        let letters = letters(system);
        let of_vowels: Vec<char> =
            letters.vowel.values().flatten().filter_map(|s| s.chars().next()).collect();
        for (&jamo, spellings) in &letters.initial {
            let set = edges.first.entry(jamo).or_default();
            set.extend(spellings.iter().filter_map(|s| s.chars().next()));
            // Initials that are silent, or that the other half of the country leaves out.
            if matches!(jamo, IEUNG | RIEUL | NIEUN) {
                set.extend(of_vowels.iter().chain(&['r', 'n', 'l']));
            }
        }
        for (&jamo, spellings) in letters.vowel.iter().chain(&letters.coda) {
            let set = edges.last.entry(jamo).or_default();
            set.extend(spellings.iter().filter_map(|s| s.chars().next_back()));
        }
    }
    edges
});
