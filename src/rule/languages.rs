//! Which translations a rule works on, by the languages of the two halves.

use std::fmt;

use crate::{
    language::{self, Ability},
    text::{Language, Order},
};

/// The pairs of languages in which a rule may find something; in others it is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages {
    /// Every pair. A rule may still know more of some languages than of others, and says so.
    Any,
    /// Every pair of languages of both of which that can be read.
    Reading(Ability),
    /// English and Korean, in either direction.
    EnglishAndKorean,
    /// Languages in Latin letters and Korean, in either direction: what is read are names.
    LatinAndKorean,
    /// Into Korean, whatever the original is in, and from Korean into English.
    IntoKoreanOrEnglish,
    /// Korean on one side, whichever.
    KoreanOnEitherSide,
}

impl Languages {
    /// Whether a rule for these languages looks at translations from `source` into `target`.
    pub fn cover(self, source: &Language, target: &Language) -> bool {
        match self {
            Self::Any => true,
            Self::Reading(ability) => {
                [source, target].iter().all(|side| language::of(side).can(ability))
            }
            Self::EnglishAndKorean => Order::of(source, target).is_some(),
            Self::LatinAndKorean => {
                (source.is_in_latin_letters() && target.is_korean())
                    || (source.is_korean() && target.is_in_latin_letters())
            }
            Self::IntoKoreanOrEnglish => target.is_korean() || Order::of(source, target).is_some(),
            Self::KoreanOnEitherSide => source.is_korean() || target.is_korean(),
        }
    }
}

/// As the end of a sentence: “works …”.
impl fmt::Display for Languages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reading(ability) => {
                let known = language::ALL.iter().filter(|known| known.can(*ability));
                let names: Vec<&str> = known.map(|known| known.name).collect();
                let (last, names) = names.split_last().map_or(("", &names[..]), |(a, b)| (*a, b));
                return write!(f, "between {} and {last}", names.join(", "));
            }
            Self::Any => "for every pair of languages",
            Self::EnglishAndKorean => "for English and Korean, in either direction",
            Self::LatinAndKorean => {
                "for languages in Latin letters and Korean, in either direction"
            }
            Self::IntoKoreanOrEnglish => "into Korean, and from Korean into English",
            Self::KoreanOnEitherSide => "with Korean on either side",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_cover_pairs() {
        const ALL: [Languages; 7] = [
            Languages::Any,
            Languages::Reading(Ability::Dates),
            Languages::Reading(Ability::Numbers),
            Languages::EnglishAndKorean,
            Languages::LatinAndKorean,
            Languages::IntoKoreanOrEnglish,
            Languages::KoreanOnEitherSide,
        ];
        #[rustfmt::skip]
        let cases = [
            // pair     any   dates  numbers both latin  >ko/en ko
            ("en ko",    [true , true , true , true , true , true , true ]),
            ("en-gb ko", [true , true , true , true , true , true , true ]),
            ("ko en",    [true , true , true , true , true , true , true ]),
            ("pl ko",    [true , true , false, false, true , true , true ]),
            ("ru ko",    [true , true , false, false, false, true , true ]),
            ("ko pl",    [true , true , false, false, true , false, true ]),
            ("de fr",    [true , true , false, false, false, false, false]),
            ("en cs",    [true , false, false, false, false, false, false]),
            ("ja ko",    [true , false, false, false, false, true , true ]),
        ];
        for (pair, expected) in cases {
            let tags: Vec<Language> =
                pair.split(' ').map(|tag| tag.parse().expect("a tag")).collect();
            let covered = ALL.map(|languages| languages.cover(&tags[0], &tags[1]));
            assert_eq!(covered, expected, "{pair}");
        }
    }
}
