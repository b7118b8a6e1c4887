//! Forms of the tables, offices and bodies and terms, as any language has them: what is found at a place of a text.

pub(crate) mod field;

use std::fmt::Debug;

use crate::text::{Span, table};

/// The forms of a lexicon in one language, indexed for being found.
pub(crate) trait Index: Debug + Send + Sync {
    /// Adds a form; `anywhere` if it stands wherever its letters do.
    fn add(&mut self, form: &str, reading: Reading, anywhere: bool);

    /// Adds compounds with the syllables that stand for concepts.
    fn add_compounds(&mut self, _shorts: &[(usize, char)]) {}

    /// What the text names, in order, without overlap.
    fn find(&self, text: &str) -> Vec<(Span, FoundForm)>;
}

/// The rows of `countries.tsv`.
pub(crate) fn countries() -> Vec<[&'static str; 7]> {
    table::rows("countries", table::text!("countries.tsv"))
}

/// The syllables that stand for countries in compounds (한미, 주미).
pub(crate) fn short_countries() -> impl Iterator<Item = char> {
    let shorts = countries().into_iter().flat_map(|[_, _, _, _, short, ..]| short.chars());
    shorts.filter(|c| *c != '|')
}

/// What kind of Korean form was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// A name that is used in the South or everywhere; every English form.
    Standard,
    /// A name or spelling of the North.
    North,
    /// A rendering that is met but is not what the thing is called.
    Nonstandard,
}

/// One of the concepts that a form stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Index of the concept in its lexicon.
    pub(crate) concept: usize,
    /// How the form stands to it.
    pub(crate) standing: Standing,
    /// Whether the form alone proves that the concept is named.
    pub(crate) certain: bool,
    /// Whether only a shorter form inside what was found stands for it.
    pub(crate) inner: bool,
}

/// What was found at a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FoundForm {
    /// The concepts it may stand for, in the order of the table, never empty; after them those of the
    /// shorter forms inside it, which are not certain (the Central Committee in its Presidium).
    pub(crate) readings: Vec<Reading>,
    /// Ids of the fields of government it names, sorted.
    pub(crate) fields: Vec<&'static str>,
}

impl FoundForm {
    /// Adds what shorter forms inside it mean, as uncertain.
    pub(crate) fn add_inner(&mut self, inner: impl Iterator<Item = (usize, Self)>) {
        for reading in inner.flat_map(|(_, found)| found.readings) {
            if !self.readings.iter().any(|r| r.concept == reading.concept) {
                self.readings.push(Reading { certain: false, inner: true, ..reading });
            }
        }
    }

    /// Whether it proves that one of its concepts is named.
    pub(crate) fn is_certain(&self) -> bool {
        self.readings.iter().any(|r| r.certain)
    }

    /// Whether it may stand for the concept.
    pub(crate) fn may_be(&self, concept: usize) -> bool {
        self.readings.iter().any(|r| r.concept == concept && r.standing != Standing::Nonstandard)
    }

    /// Whether it is a rendering of the concept that is no name of it.
    pub(crate) fn is_nonstandard_for(&self, concept: usize) -> bool {
        self.readings.iter().any(|r| r.concept == concept && r.standing == Standing::Nonstandard)
    }

    /// The concepts it certainly means; for Korean also those it is a non-standard rendering of.
    pub(crate) fn certain(&self) -> impl Iterator<Item = usize> + '_ {
        self.readings.iter().filter(|r| r.certain).map(|r| r.concept)
    }

    /// Whether it may be the other language's word for `other`, whose inner forms do not count. A form inside this one
    /// answers only what is certain: the committee of a county is one of the party, and none of the province.
    pub(crate) fn answers(&self, other: &Self) -> bool {
        let theirs =
            other.readings.iter().filter(|r| !r.inner && r.standing != Standing::Nonstandard);
        theirs.into_iter().any(|theirs| {
            self.readings.iter().any(|ours| {
                ours.concept == theirs.concept
                    && ours.standing != Standing::Nonstandard
                    && (theirs.certain || !ours.inner)
            })
        })
    }
}

/// The longest of the forms that stand at a place.
#[derive(Debug, Default)]
pub(crate) struct Longest(Option<(usize, FoundForm)>);

impl Longest {
    /// Takes a form into account that ends there; of several as long each is a reading.
    pub(crate) fn offer(&mut self, end: usize, reading: Reading, mut fields: Vec<&'static str>) {
        match &mut self.0 {
            Some((longest, _)) if end < *longest => {}
            Some((longest, found)) if end == *longest => {
                if !found.readings.iter().any(|r| r.concept == reading.concept) {
                    found.readings.push(reading);
                }
            }
            _ => {
                fields.sort_unstable();
                fields.dedup();
                self.0 = Some((end, FoundForm { readings: vec![reading], fields }));
            }
        }
    }

    /// Where it ends and what it may mean, by concept.
    pub(crate) fn found(self) -> Option<(usize, FoundForm)> {
        let (end, mut found) = self.0?;
        found.readings.sort_by_key(|r| r.concept);
        Some((end, found))
    }
}

/// How freely forms are glued to their neighbours in a Korean word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glue {
    /// A title follows names and bodies (영국대사) and is followed by particles only.
    Title,
    /// A body may be followed by anything (중국군, 미국대통령).
    Body,
}

/// The forms of a cell, each with whether it is certain.
pub(crate) fn forms(cell: &'static str) -> impl Iterator<Item = (&'static str, bool)> {
    cell.split('|')
        .map(str::trim)
        .filter(|form| !form.is_empty())
        .map(|form| form.strip_prefix('?').map_or((form, true), |form| (form, false)))
}
