use std::sync::LazyLock;

use super::{english, korean};
use crate::text::{Language, Span, table};

/// Offices, from `titles.tsv`.
pub(crate) static TITLES: LazyLock<Lexicon> =
    LazyLock::new(|| {
        let rows = table::rows::<9>("titles", table::text!("titles.tsv"));
        let rows = rows.into_iter().map(|[id, group, en, ko, north, wrong, confused, years, _]| {
            Row { id, group, forms: [en, ko, north, wrong], confused, short: "", years }
        });
        Lexicon::new(rows, Glue::Title)
    });

/// The rows of `countries.tsv`.
fn countries() -> Vec<[&'static str; 7]> {
    table::rows("countries", table::text!("countries.tsv"))
}

/// The syllables that stand for countries in compounds (한미, 주미).
pub(super) fn short_countries() -> impl Iterator<Item = char> {
    let shorts = countries().into_iter().flat_map(|[_, _, _, _, short, ..]| short.chars());
    shorts.filter(|c| *c != '|')
}

/// Organisations and countries, from `bodies.tsv` and `countries.tsv`.
pub(crate) static BODIES: LazyLock<Lexicon> = LazyLock::new(|| {
    let bodies = table::rows::<8>("bodies", table::text!("bodies.tsv"));
    let bodies = bodies.into_iter().map(|[id, group, en, ko, north, wrong, years, _]| Row {
        id,
        group,
        forms: [en, ko, north, wrong],
        confused: "",
        short: "",
        years,
    });
    let countries = countries().into_iter().map(|[id, en, ko, north, short, wrong, _]| Row {
        id,
        group: Concept::COUNTRY,
        forms: [en, ko, north, wrong],
        confused: "",
        short,
        years: "",
    });
    Lexicon::new(bodies.chain(countries), Glue::Body)
});

/// Terms of party and state usage, from `terms.tsv`.
pub(crate) static TERMS: LazyLock<Lexicon> = LazyLock::new(|| {
    let rows = table::rows::<6>("terms", table::text!("terms.tsv"));
    let rows = rows.into_iter().map(|[id, en, ko, north, wrong, _]| Row {
        id,
        group: "term",
        forms: [en, ko, north, wrong],
        confused: "",
        short: "",
        years: "",
    });
    Lexicon::new(rows, Glue::Body)
});

/// An office, organisation, country or term.
#[derive(Debug)]
pub(crate) struct Concept {
    /// Its key in the table.
    pub(crate) id: &'static str,
    /// What it is mistaken for others of: the family of an office, the kind of a body.
    pub(crate) group: &'static str,
    /// What it is called in English, for messages.
    pub(crate) english: &'static str,
    /// Its Korean forms that are certain, if there are any, else all; the preferred one first, spaces as
    /// in the table.
    pub(crate) korean: Vec<&'static str>,
    /// Ids of concepts of other groups that it is taken for.
    pub(crate) confused: Vec<&'static str>,
    /// The syllable that stands for a country in compounds (주중), the preferred one.
    pub(crate) short: Option<char>,
    /// The years of the table, as they stand there.
    pub(crate) years: &'static str,
}

impl Concept {
    /// The group of countries and peoples.
    pub(crate) const COUNTRY: &'static str = "country";

    /// The group of phrases that only look like a form.
    const NONE: &'static str = "-";
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
pub(crate) struct Found {
    /// The concepts it may stand for, in the order of the table, never empty; after them those of the
    /// shorter forms inside it, which are not certain (the Central Committee in its Presidium).
    pub(crate) readings: Vec<Reading>,
    /// Ids of the fields of government it names, sorted.
    pub(crate) fields: Vec<&'static str>,
}

impl Found {
    /// Adds what shorter forms inside it mean, as uncertain.
    pub(super) fn add_inner(&mut self, inner: impl Iterator<Item = (usize, Self)>) {
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

    /// Whether it may be the other language's word for `other`, whose inner forms do not count.
    pub(crate) fn answers(&self, other: &Self) -> bool {
        let own = other.readings.iter().filter(|r| !r.inner);
        own.into_iter().any(|r| r.standing != Standing::Nonstandard && self.may_be(r.concept))
    }
}

/// The longest of the forms that stand at a place.
#[derive(Debug, Default)]
pub(super) struct Longest(Option<(usize, Found)>);

impl Longest {
    /// Takes a form into account that ends there; of several as long each is a reading.
    pub(super) fn offer(&mut self, end: usize, reading: Reading, mut fields: Vec<&'static str>) {
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
                self.0 = Some((end, Found { readings: vec![reading], fields }));
            }
        }
    }

    /// Where it ends and what it may mean, by concept.
    pub(super) fn found(self) -> Option<(usize, Found)> {
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

/// Concepts with an index of their forms.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) concepts: Vec<Concept>,
    english: english::Index,
    korean: korean::Index,
}

struct Row {
    id: &'static str,
    group: &'static str,
    /// English, Korean, Northern, non-standard.
    forms: [&'static str; 4],
    confused: &'static str,
    short: &'static str,
    years: &'static str,
}

/// The forms of a cell, each with whether it is certain.
pub(super) fn forms(cell: &'static str) -> impl Iterator<Item = (&'static str, bool)> {
    cell.split('|')
        .map(str::trim)
        .filter(|form| !form.is_empty())
        .map(|form| form.strip_prefix('?').map_or((form, true), |form| (form, false)))
}

impl Lexicon {
    fn new(rows: impl Iterator<Item = Row>, glue: Glue) -> Self {
        let mut concepts: Vec<Concept> = Vec::new();
        let mut english = english::Index::new(glue);
        let mut korean = korean::Index::new(glue);
        let mut shorts: Vec<(usize, char)> = Vec::new();
        for row in rows {
            let concept = concepts.len();
            let [en, ko, north, wrong] = row.forms;
            for (form, certain) in forms(en) {
                english.add(
                    form,
                    Reading { concept, standing: Standing::Standard, certain, inner: false },
                );
            }
            let standings = [
                (ko, Standing::Standard),
                (north, Standing::North),
                (wrong, Standing::Nonstandard),
            ];
            for (cell, standing) in standings {
                for (form, certain) in forms(cell) {
                    let reading = Reading { concept, standing, certain, inner: false };
                    korean.add(form, reading, row.group == Concept::NONE);
                }
            }
            shorts.extend(row.short.chars().filter(|&c| c != '|').map(|c| (concept, c)));
            let mut names: Vec<(&str, bool)> = forms(ko).chain(forms(north)).collect();
            if names.iter().any(|&(_, certain)| certain) {
                names.retain(|&(_, certain)| certain);
            }
            concepts.push(Concept {
                id: row.id,
                group: row.group,
                english: forms(en)
                    .find(|(form, _)| !form.contains("FIELD"))
                    .map_or("", |(form, _)| form.trim_end_matches(" NAME")),
                korean: names.into_iter().map(|(form, _)| form).collect(),
                confused: forms(row.confused).map(|(id, _)| id).collect(),
                short: row.short.chars().next(),
                years: row.years,
            });
        }
        korean.add_compounds(&shorts);
        Self { concepts, english, korean }
    }

    /// What `text` names, in order, without overlap; what overlaps `taken` is left out.
    pub(crate) fn find(
        &self,
        text: &str,
        language: &Language,
        taken: &[Span],
    ) -> Vec<(Span, Found)> {
        let mut found = if language.is_english() {
            self.english.find(text)
        } else if language.is_korean() {
            self.korean.find(text)
        } else {
            Vec::new()
        };
        let is_none = |r: &Reading| self.concepts[r.concept].group == Concept::NONE;
        found.retain(|(span, found)| {
            !is_none(&found.readings[0]) && !taken.iter().any(|t| t.overlaps(*span))
        });
        for (_, found) in &mut found {
            found.readings.retain(|r| !is_none(r));
        }
        found
    }

    /// The concept itself.
    pub(crate) fn concept(&self, reading: Reading) -> &Concept {
        &self.concepts[reading.concept]
    }

    /// Keys that are equal for what says the same in two languages; none for what is not certain.
    pub(crate) fn keys(&self, prefix: &str, found: &Found) -> Vec<String> {
        let certain =
            found.readings.iter().filter(|r| r.certain && r.standing != Standing::Nonstandard);
        let ids = certain.map(|&r| self.concept(r).id);
        let mut keys: Vec<String> = ids
            .flat_map(|id| {
                let plain = format!("{prefix}:{id}");
                let special = (!found.fields.is_empty())
                    .then(|| format!("{plain}:{}", found.fields.join("+")));
                std::iter::once(plain).chain(special)
            })
            .collect();
        keys.dedup();
        keys
    }

    /// The Korean forms of all concepts that are of a group, without their spaces.
    pub(crate) fn unspaced_korean_forms(&self) -> impl Iterator<Item = String> + '_ {
        self.concepts
            .iter()
            .filter(|c| c.group != Concept::NONE)
            .flat_map(|c| c.korean.iter())
            .filter(|form| !form.contains("FIELD"))
            .map(|form| form.replace(' ', ""))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_tables_name_each_concept_once_and_refer_to_those_there_are() {
        for lexicon in [&*TITLES, &*BODIES, &*TERMS] {
            let mut ids = HashSet::new();
            for concept in lexicon.concepts.iter().filter(|c| c.group != Concept::NONE) {
                assert!(ids.insert(concept.id), "{} stands twice", concept.id);
                assert!(
                    !concept.english.is_empty() && !concept.korean.is_empty(),
                    "{}",
                    concept.id
                );
            }
            for concept in &lexicon.concepts {
                for other in &concept.confused {
                    assert!(ids.contains(other), "{}: no {other}", concept.id);
                }
            }
        }
    }

    #[test]
    fn every_row_has_a_source() {
        let tables = [
            table::text!("titles.tsv"),
            table::text!("bodies.tsv"),
            table::text!("countries.tsv"),
            table::text!("terms.tsv"),
            table::text!("fields.tsv"),
            table::text!("affixes.tsv"),
            table::text!("body-heads.tsv"),
        ];
        for row in tables.iter().flat_map(|table| table.lines()).filter(|l| !l.starts_with('#')) {
            assert!(row.rsplit('\t').next().is_some_and(|s| !s.trim().is_empty()), "{row}");
        }
    }
}
