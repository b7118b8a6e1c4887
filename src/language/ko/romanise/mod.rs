//! Korean in Latin letters and back: the Revised Romanization, McCune–Reischauer, the system of the
//! DPRK, and as far as they go the forms that came through Russian and those people give themselves.
//!
//! Each system is a column of one table: for every jamo the letters it may be written with. From
//! Hangul to Latin the first of them is taken ([`romanise`]); the other way a Latin spelling is *read*
//! ([`Romanised`]), and what is asked is whether a Hangul name can be spelled so.

mod initial;
mod read;
mod readings;
mod sound;
mod surname;
mod variant;

pub use initial::southern;
pub use read::{Fit, Romanised};
pub use sound::pronounced;
pub use surname::{Surname, is_surname_syllable, surname_in_hangul, surname_in_latin};

use std::{collections::BTreeMap, sync::LazyLock};

use super::jamo::{CIEUC, IEUNG, KIYEOK, MIEUM, NIEUN, PIEUP, RIEUL, Syllable, TIKEUT, decompose};
use crate::text::table;

/// A way to write Korean in Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum System {
    /// Revised Romanization (Republic of Korea, 2000): 최창익 is Choe Changik.
    Revised,
    /// McCune–Reischauer (1939): 최창익 is Ch'oe Ch'angik. Read with or without its breves and
    /// apostrophes.
    McCuneReischauer,
    /// The system of the DPRK (1992), much like the former without marks: Choe Chang Ik.
    Northern,
    /// Latin letters for a Russian spelling: Tsoi, Kim Ir Sen.
    Soviet,
    /// As Polish papers write, from the Russian or by ear: Czoj, Pak Czan Ok.
    Polish,
    /// What people write of themselves: Park, Lee, Sung.
    Loose,
}

impl System {
    /// Every system, the strict ones first.
    pub const ALL: [Self; 6] = [
        Self::Revised,
        Self::McCuneReischauer,
        Self::Northern,
        Self::Soviet,
        Self::Polish,
        Self::Loose,
    ];

    /// Whether the system spells by rule, so that a name it cannot spell is another name.
    pub fn is_strict(self) -> bool {
        matches!(self, Self::Revised | Self::McCuneReischauer | Self::Northern)
    }
}

/// Whether to write what is said (정극록 as Jeonggeungnok) or each syllable for itself, as archives do
/// with names (Jeong Geuk-rok).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assimilation {
    /// Write what is said.
    Spoken,
    /// Write each syllable for itself.
    Syllables,
}

/// The letters of one system: for each jamo of each place what it may be written with.
#[derive(Debug, Default)]
struct Letters {
    initial: BTreeMap<char, Vec<&'static str>>,
    vowel: BTreeMap<char, Vec<&'static str>>,
    coda: BTreeMap<char, Vec<&'static str>>,
}

static LETTERS: LazyLock<[Letters; 6]> = LazyLock::new(|| {
    let text = table::text!("romanisation.tsv");
    let mut systems: [Letters; 6] = Default::default();
    for [place, jamo, cells @ .., _] in table::rows::<9>("romanisation.tsv", text) {
        let Some(jamo) = jamo.chars().next() else { continue };
        for (letters, cell) in systems.iter_mut().zip(cells) {
            let of_place = match place {
                "initial" => &mut letters.initial,
                "vowel" => &mut letters.vowel,
                _ => &mut letters.coda,
            };
            let spellings = cell.split(',').map(|s| if s == "-" { "" } else { s }).collect();
            of_place.insert(jamo, spellings);
        }
    }
    // People who spell loosely spell much by rule too.
    let [rr, mr, dprk, .., loose] = &mut systems;
    for strict in [&*rr, &*mr, &*dprk] {
        for (to, from) in [
            (&mut loose.initial, &strict.initial),
            (&mut loose.vowel, &strict.vowel),
            (&mut loose.coda, &strict.coda),
        ] {
            for (jamo, spellings) in to {
                for spelling in from.get(jamo).into_iter().flatten() {
                    if !spellings.contains(spelling) {
                        spellings.push(spelling);
                    }
                }
            }
        }
    }
    systems
});

fn letters(system: System) -> &'static Letters {
    &LETTERS[system as usize]
}

/// `hangul` in Latin letters of `system`, without capitals or hyphens; what is no Hangul stays.
///
/// # Examples
///
/// ```
/// # use daejo::language::ko::romanise::{romanise, Assimilation::*, System::*};
/// assert_eq!(romanise("최창익", Revised, Syllables), "choechangik");
/// assert_eq!(romanise("최창익", McCuneReischauer, Syllables), "ch'oech'angik");
/// assert_eq!(romanise("정극록", Revised, Spoken), "jeonggeungnok");
/// ```
pub fn romanise(hangul: &str, system: System, assimilation: Assimilation) -> String {
    let spoken: Vec<char> = match assimilation {
        Assimilation::Spoken => pronounced(hangul).chars().collect(),
        Assimilation::Syllables => hangul.chars().collect(),
    };
    let mut latin = String::new();
    let mut before: Option<Syllable> = None;
    for c in spoken {
        let syllable = decompose(c);
        match syllable {
            Some(syllable) => write_syllable(&mut latin, syllable, before, system),
            None => latin.push(c),
        }
        before = syllable;
    }
    latin
}

fn write_syllable(latin: &mut String, now: Syllable, before: Option<Syllable>, system: System) {
    let letters = letters(system);
    let first = |map: &BTreeMap<char, Vec<&'static str>>, jamo: char| {
        map.get(&jamo).and_then(|s| s.first().copied()).unwrap_or_default()
    };
    let initial = letters.initial.get(&now.initial);
    let voiced =
        before.is_some_and(|b| matches!(b.coda, None | Some(NIEUN | RIEUL | MIEUM | IEUNG)));
    let plain = matches!(now.initial, KIYEOK | TIKEUT | PIEUP | CIEUC);
    let doubled = now.initial == RIEUL && before.is_some_and(|b| b.coda == Some(RIEUL));
    if doubled {
        latin.push('l');
    } else if voiced && plain && system == System::McCuneReischauer {
        // The second spelling is that between voiced sounds.
        latin.push_str(initial.and_then(|s| s.get(1).copied()).unwrap_or_default());
    } else {
        latin.push_str(first(&letters.initial, now.initial));
    }
    latin.push_str(first(&letters.vowel, now.vowel));
    if let Some(coda) = now.coda {
        latin.push_str(first(&letters.coda, coda));
    }
}

#[cfg(test)]
mod tests {
    use super::Assimilation::*;
    use super::System::*;
    use super::*;

    #[test]
    fn each_system_writes_a_name_its_own_way() {
        #[rustfmt::skip]
        let cases = [
            ("최창익", Revised,          "choechangik"),
            ("최창익", McCuneReischauer, "ch'oech'angik"),
            ("최창익", Northern,         "choechangik"),
            ("정률",   Revised,          "jeongryul"),
            ("정률",   Northern,         "jongryul"),
            ("리상조", McCuneReischauer, "risangjo"),
            ("김두봉", Revised,          "gimdubong"),
            ("김두봉", McCuneReischauer, "kimdubong"),
            ("김두봉", Northern,         "kimtupong"),
            ("김일성", Soviet,           "kimirsen"),
            ("최",     Soviet,           "choi"),
            ("4부",    Revised,          "4bu"),
        ];
        for (hangul, system, latin) in cases {
            assert_eq!(romanise(hangul, system, Syllables), latin, "{hangul} {system:?}");
        }
    }

    #[test]
    fn what_is_said_is_not_what_is_written() {
        for (hangul, latin) in [
            ("정극록", "jeonggeungnok"),
            ("종로", "jongno"),
            ("신라", "silla"),
            ("백마", "baengma"),
            ("독립문", "dongnimmun"),
            ("울릉", "ulleung"),
            ("일용", "iryong"),
        ] {
            assert_eq!(romanise(hangul, Revised, Spoken), latin, "{hangul}");
        }
    }

    #[test]
    fn every_jamo_has_letters_in_every_system() {
        for system in System::ALL {
            let letters = letters(system);
            assert_eq!(letters.initial.len(), 19);
            assert_eq!(letters.vowel.len(), 21);
            assert_eq!(letters.coda.len(), 27);
        }
    }
}
