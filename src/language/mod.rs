//! What is known of languages, a folder each, and in one list ([`ALL`]).
//!
//! A language is asked what it [can](Known::can) do, never which it is: whether a rule has something to look at follows
//! from what can be read of the two sides, and where something cannot be read, the rules that need it are silent and
//! say so.
//!
//! To add one is to write a file or a folder with a [`Known`] in it, which tells what there is and how it is read, and
//! to put it into the list; [`any`] has what languages have in common. `tests` at the end holds all of them to the
//! same laws.

pub(crate) mod any;
mod cs;
mod de;
pub(crate) mod en;
mod es;
mod fr;
mod ja;
pub mod ko;
mod pl;
pub(crate) mod role;
mod ru;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, fmt};

use any::{
    date::{self, month::Patterns, named},
    form,
    number::{
        FoundNumber, approximate,
        digits::{self, Convention},
    },
    sentence, time,
};

use crate::text::{Language, Span};

/// Something that can be read of a text in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ability {
    /// Where sentences end, beyond what holds in any language.
    Sentences,
    /// Numbers in words; those in figures are read in any language.
    Numbers,
    /// Dates, with the names of months.
    Dates,
    /// Times of day in words; 20:30 is read in any language.
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

/// All of them.
pub const ABILITIES: [Ability; 8] = [
    Ability::Sentences,
    Ability::Numbers,
    Ability::Dates,
    Ability::Times,
    Ability::Particles,
    Ability::Stems,
    Ability::Capitals,
    Ability::ForeignNames,
];

/// As what cannot be read: “dates are not read in cs”.
impl fmt::Display for Ability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sentences => "ends of sentences",
            Self::Numbers => "numbers in words",
            Self::Dates => "dates",
            Self::Times => "times of day",
            Self::Particles => "particles",
            Self::Stems => "stems of words",
            Self::Capitals => "capitals of names",
            Self::ForeignNames => "foreign names",
        })
    }
}

/// Finds the numbers of a text, outside the sorted spans that are taken.
type ReadNumbers = fn(&str, &[Span]) -> Vec<FoundNumber>;

/// What is known of a language: how each thing is read of it, if it is.
///
/// Every reader reports spans of the text as it stands.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Its BCP 47 tag; empty for the languages of which nothing is known.
    pub tag: &'static str,
    /// What it is called in English.
    pub name: &'static str,
    /// Gives the text as it is read aloud, at the same offsets.
    read: Option<fn(&str) -> Cow<'_, str>>,
    /// How its sentences end, if that is more than what the tables of abbreviations say.
    pub(crate) sentences: Option<&'static sentence::Reader>,
    numbers: Option<ReadNumbers>,
    /// Words that make a number approximate or a bound.
    pub(crate) qualifiers: Option<&'static approximate::Reader>,
    dates: Option<fn(&mut date::Finder<'_>)>,
    /// What the months are called, if they have names.
    months: Option<fn() -> &'static Patterns>,
    times: Option<fn(&mut time::Finder<'_>)>,
    /// Times named without a number.
    pub(crate) named_times: Option<&'static named::Reader>,
    /// Makes an index of what offices, bodies and terms are called.
    pub(crate) forms: Option<fn(form::Glue) -> Box<dyn form::Index>>,
    /// What a word is without the particles written onto it, each way, the longest first.
    particles: Option<fn(&str) -> Vec<&str>>,
    /// The plain forms that a word may be one of.
    stems: Option<fn(&str) -> Vec<String>>,
    /// Whether names have capitals.
    capitals: bool,
    /// How much likelier a word is to be a foreign name than another word, in nats.
    foreign_names: Option<fn(&str) -> f64>,
}

impl Known {
    /// Whether that can be read of a text in this language.
    pub fn can(&self, ability: Ability) -> bool {
        match ability {
            Ability::Sentences => sentence::Lexicon::knows(self.tag),
            Ability::Numbers => self.numbers.is_some(),
            Ability::Dates => self.dates.is_some(),
            Ability::Times => self.times.is_some(),
            Ability::Particles => self.particles.is_some(),
            Ability::Stems => self.stems.is_some(),
            Ability::Capitals => self.capitals,
            Ability::ForeignNames => self.foreign_names.is_some(),
        }
    }

    /// The text as it is read aloud, where signs stand for it (Hanja); offsets are the same.
    pub fn read<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.read.map_or(Cow::Borrowed(text), |read| read(text))
    }

    /// The numbers of a text, in order, outside the sorted spans `taken`; where no more is known, those in figures, as
    /// the language with that `tag` writes them.
    pub(crate) fn numbers(&self, written: &str, taken: &[Span], tag: &str) -> Vec<FoundNumber> {
        match self.numbers {
            Some(find) => find(written, taken),
            None => digits::find(written, Convention::of(tag), taken),
        }
    }

    /// Adds the dates of a text; where no more is known, those in figures.
    pub(crate) fn dates(&self, finder: &mut date::Finder<'_>) {
        match self.dates {
            Some(find) => find(finder),
            None => date::find(finder, None),
        }
    }

    /// Adds the times of day of a text; where no more is known, those with a colon.
    pub(crate) fn times(&self, finder: &mut time::Finder<'_>) {
        match self.times {
            Some(find) => find(finder),
            None => time::with_colon(finder, |_, _, _| None),
        }
    }

    /// The month, 1–12, that is called `word`.
    pub(crate) fn month(&self, word: &str) -> Option<u8> {
        self.months?().month(word)
    }
}

/// A language of which nothing is known: what others begin with.
const NOTHING: Known = Known {
    tag: "",
    name: "",
    read: None,
    sentences: None,
    numbers: None,
    qualifiers: None,
    dates: None,
    months: None,
    times: None,
    named_times: None,
    forms: None,
    particles: None,
    stems: None,
    capitals: false,
    foreign_names: None,
};

/// Every language that is not in the list.
static UNKNOWN: Known = NOTHING;

/// The languages. A new one is a file or folder and a line here.
pub static ALL: &[&Known] = &[
    &en::KNOWN,
    &ko::KNOWN,
    &de::KNOWN,
    &fr::KNOWN,
    &pl::KNOWN,
    &ru::KNOWN,
    &cs::KNOWN,
    &es::KNOWN,
    &ja::KNOWN,
];

/// What is known of `language`, of whatever region or script.
pub fn of(language: &Language) -> &'static Known {
    by_tag(language.primary())
}

/// What is known of the language with that primary tag.
pub(crate) fn by_tag(tag: &str) -> &'static Known {
    ALL.iter().find(|known| known.tag == tag).copied().unwrap_or(&UNKNOWN)
}
