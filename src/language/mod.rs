//! What is known of languages, a folder each, and in one list ([`ALL`]).
//!
//! A language is asked what it [can](Known::can) do, never which it is: whether a rule has something to look at follows
//! from what can be read of the two sides, and where something cannot be read, the rules that need it are silent and
//! say so.

pub mod en;
pub mod ko;

use std::fmt;

use crate::text::Language;

/// Something that can be read of a text in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ability {
    /// Where sentences end, beyond what holds in any language.
    Sentences,
    /// Numbers, in digits and in words.
    Numbers,
    /// Dates, with the names of months.
    Dates,
    /// Times of day, in digits and in words.
    Times,
    /// Particles written onto words.
    Particles,
    /// The stem of a word in any form.
    Stems,
    /// Names, which have capitals.
    Capitals,
    /// Names of other languages, as they are written here by their sound.
    ForeignNames,
}

/// As what cannot be read: “no dates are read in Czech”.
impl fmt::Display for Ability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sentences => "ends of sentences",
            Self::Numbers => "numbers",
            Self::Dates => "dates",
            Self::Times => "times of day",
            Self::Particles => "particles",
            Self::Stems => "stems of words",
            Self::Capitals => "capitals of names",
            Self::ForeignNames => "foreign names",
        })
    }
}

/// What is known of a language.
#[derive(Debug)]
pub struct Known {
    /// Its BCP 47 tag; empty for the languages of which nothing is known.
    pub tag: &'static str,
    /// What it is called in English.
    pub name: &'static str,
    /// What can be read of it.
    can: &'static [Ability],
}

impl Known {
    /// Whether that can be read of a text in this language.
    pub fn can(&self, ability: Ability) -> bool {
        self.can.contains(&ability)
    }
}

/// The languages. A new one is a folder and a line here.
pub static ALL: &[&Known] = &[&en::KNOWN, &ko::KNOWN];

/// Any other language.
static ANY: Known = Known { tag: "", name: "", can: &[] };

/// What is known of `language`, of whatever region or script.
pub fn of(language: &Language) -> &'static Known {
    ALL.iter().find(|known| known.tag == language.primary()).copied().unwrap_or(&ANY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_tag() {
        #[rustfmt::skip]
        let cases = [
            // tag     ability            can     why
            ("en-gb", Ability::Dates,     true,   "whatever the region"),
            ("ko",    Ability::Particles, true,   "josa"),
            ("en",    Ability::Particles, false,  "has none"),
            ("cs",    Ability::Dates,     false,  "nobody has written how Czech has them"),
        ];
        for (tag, ability, can, why) in cases {
            assert_eq!(of(&tag.parse().expect("a tag")).can(ability), can, "{tag}: {why}");
        }
    }
}
