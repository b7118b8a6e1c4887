//! Reading a romanised personal name: which Hangul names can be spelled so.
//!
//! A spelling is loose in one direction only. `Jong` may be 정 or 종, but 정렬 can be spelled `Jeong Ryul`
//! in no system; so Hangul is *tested* against the Latin letters, syllable by syllable. A second
//! spelling in brackets (`Jeong Ryul [Jong Ryul]`) is of another system and rules out more.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use unicode_normalization::UnicodeNormalization;

use super::{Surname, System, initial::alternating, letters, readings::read, surname_in_latin};
use crate::{
    language::ko::jamo::{Syllable, decompose, is_syllable},
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

/// A romanised Korean personal name, read.
#[derive(Debug, Clone)]
pub struct Romanised {
    variants: Vec<Variant>,
    /// Whether the spelling is by rule beyond doubt, so that loose fits are other names.
    committed: bool,
    readings: Vec<String>,
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

impl Romanised {
    /// Reads a name from its spellings, the main one first.
    ///
    /// A spelling is surname and given name, separated by a space (`Choe Chang-ik`, `Choe Changik`,
    /// `Ho Ka I`), or the other way round if only the last word is a surname (`Syngman Rhee`). None if
    /// the main one cannot be a Korean name: no surname, or a rest no syllables can be spelled with.
    /// Further spellings that cannot are left out.
    pub fn new(spellings: &[&str]) -> Option<Self> {
        let (main, others) = spellings.split_first()?;
        let mut variants = vec![Variant::parse(main)?];
        variants.extend(others.iter().filter_map(|s| Variant::parse(s)));
        let readings = read(&variants);
        if readings.is_empty() {
            return None;
        }
        let strict = readings.iter().any(|r| fit(&variants, r) == Some(Fit::Strict));
        let committed = strict && (variants.len() > 1 || variants[0].is_marked());
        Some(Self { variants, committed, readings })
    }

    /// How `hangul` (surname and given name without a space) fits the name; none if it is another.
    ///
    /// A name with two spellings must fit both. Where Latin and Hangul differ only in the initial ㄹ or
    /// ㄴ that the South drops or changes (리상조, 이상조), they fit.
    pub fn fits(&self, hangul: &str) -> Option<Fit> {
        fit(&self.variants, hangul).filter(|&f| f == Fit::Strict || !self.committed)
    }

    /// The Hangul names it may be, the most likely first, in Northern spelling.
    pub fn readings(&self) -> &[String] {
        &self.readings
    }

    /// The most likely reading, with the surname as it is written in the North or in the South.
    pub fn likely(&self, northern: bool) -> &str {
        let of_surname = |reading: &&String| {
            let surnames = self.variants[0].surnames.iter();
            surnames.clone().any(|s| reading.starts_with(if northern { s.north } else { s.south }))
        };
        let first = self.readings.first().map_or("", String::as_str);
        self.readings
            .iter()
            .filter(of_surname)
            .find(|r| r.chars().skip(1).eq(first.chars().skip(1)))
            .map_or(first, String::as_str)
    }

    /// Whether `hangul` is one of its surnames.
    pub fn has_surname(&self, hangul: &str) -> bool {
        let mut surnames = self.variants.iter().flat_map(|v| v.surnames.iter());
        surnames.any(|s| s.south == hangul || s.north == hangul)
    }
}

impl Variant {
    fn parse(spelling: &str) -> Option<Self> {
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
            [] => (surname_in_latin(last), &words[..words.len() - 1]),
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
    fn is_marked(&self) -> bool {
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
    if now.initial == 'ㄹ' && before.is_some_and(|b| b.coda == Some('ㄹ')) {
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
            if matches!(jamo, 'ㅇ' | 'ㄹ' | 'ㄴ') {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_if_it_can_be_spelled_so() {
        use Fit::{Loose, Strict};
        #[rustfmt::skip]
        type Case = (&'static [&'static str], &'static str, Option<Fit>, &'static str);
        let cases: &[Case] = &[
            (&["Choe Chang-ik", "Choe Chang Ik"], "최창익", Some(Strict), "both spellings"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "리상조", Some(Strict), "Northern"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "이상조", Some(Strict), "Southern"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "리승조", None, "the slip of the note"),
            (&["Jeong Ryul", "Jong Ryul"], "정률", Some(Strict), "eo is ㅓ, yu is ㅠ"),
            (&["Jeong Ryul", "Jong Ryul"], "정율", Some(Strict), "Southern within a name"),
            (&["Jeong Ryul", "Jong Ryul"], "정렬", None, "the slip of the note"),
            (&["Heo Ga-I", "Ho Ka I"], "허가이", Some(Strict), "three syllables"),
            (&["Heo Gai", "Ho Kai"], "허가이", Some(Strict), "syllables not separated"),
            (&["Pak Il-u", "Pak Il U"], "박일우", Some(Strict), "a vowel alone"),
            (&["Kim Seung-hwa", "Kim Sung Hwa"], "김승화", Some(Strict), "eu"),
            (&["Kim Seung-hwa", "Kim Sung Hwa"], "김성화", None, "eu is no ㅓ"),
            (&["Jeong Geuk-rok", "Jong Kuk Rok"], "정극록", Some(Strict), "g and k"),
            (
                &["Kim Du-bong", "Kim Tu Pong"],
                "김두봉",
                Some(Strict),
                "voiced in one, not in the other",
            ),
            (&["Ch'oe Yong-gŏn"], "최용건", Some(Strict), "with breve and apostrophe"),
            (&["Ch'oe Yong-gŏn"], "최영건", None, "o without breve where breves are written"),
            (&["Choe Yong-gon"], "최용건", Some(Strict), "breves left out"),
            (&["Kim Il Sung"], "김일성", Some(Loose), "a spelling of his own"),
            (&["Kim Ir Sen"], "김일성", Some(Loose), "from Russian"),
            (&["Pak Den-ai"], "박정애", Some(Loose), "from Russian"),
            (&["Tsoi Yen Gen"], "최용건", None, "a reading too far"),
            (&["Syngman Rhee"], "이승만", Some(Loose), "a spelling of his own, surname last"),
            (&["Chang-ik Choe"], "최창익", Some(Strict), "surname last"),
            (&["Kim Sung-hwa"], "박승화", None, "another surname"),
            (&["Nam Il"], "남일", Some(Strict), "two syllables"),
            (&["Nam Il"], "남일우", None, "not more than is spelled"),
            (&["Lee Seung-man"], "리승만", Some(Strict), "surname by table"),
        ];
        for (spellings, hangul, expected, why) in cases {
            let name = Romanised::new(spellings);
            let fits = name.and_then(|n| n.fits(hangul));
            assert_eq!(fits, *expected, "{spellings:?} {hangul}: {why}");
        }
    }

    #[test]
    fn the_likely_reading_comes_first() {
        #[rustfmt::skip]
        let cases: &[(&[&str], &str, &str)] = &[
            (&["Choe Chang-ik", "Choe Chang Ik"], "최창익", "최창익"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "리상조", "이상조"),
            (&["Jeong Ryul", "Jong Ryul"], "정률", "정률"),
            (&["Heo Ga-I", "Ho Ka I"], "허가이", "허가이"),
            (&["Pak Chang-ok", "Pak Chang Ok"], "박창옥", "박창옥"),
            (&["Kim Du-bong"], "김두봉", "김두봉"),
            (&["Jeong Geuk-rok", "Jong Kuk Rok"], "정극록", "정극록"),
            (&["Ch'oe Yong-gŏn"], "최용건", "최용건"),
            (&["Pak Il-u"], "박일우", "박일우"),
            (&["Kim Seung-hwa"], "김승화", "김승화"),
            (&["Han Seol-ya", "Han Sol Ya"], "한설야", "한설야"),
            (&["Yun Kong-hŭm"], "윤공흠", "윤공흠"),
            (&["Seo Hwi"], "서휘", "서휘"),
        ];
        for (spellings, north, south) in cases {
            let name = Romanised::new(spellings).expect(spellings[0]);
            assert_eq!(name.likely(true), *north, "{spellings:?}: {:?}", name.readings());
            assert_eq!(name.likely(false), *south, "{spellings:?}: {:?}", name.readings());
        }
    }

    #[test]
    fn other_names_are_not_korean() {
        for name in ["Peng Dehuai", "John Smith", "Kim Cattrall", "Korea", "Lee Harvey", ""] {
            assert!(Romanised::new(&[name]).is_none(), "{name}");
        }
    }
}
