use std::sync::LazyLock;

pub(crate) use crate::language::any::form::{FoundForm, Glue, Reading, Standing};
use crate::{
    language::{
        self,
        any::form::{Index, countries, forms},
    },
    text::{Language, Span, table},
};

/// Offices, from `titles.tsv`.
pub(crate) static TITLES: LazyLock<Lexicon> =
    LazyLock::new(|| {
        let rows = table::rows::<9>("titles", table::text!("titles.tsv"));
        let rows = rows.into_iter().map(|[id, group, en, ko, north, wrong, confused, years, _]| {
            Row { id, group, forms: [en, ko, north, wrong], confused, short: "", years }
        });
        Lexicon::new(rows, Glue::Title)
    });

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
    pub(crate) name: &'static str,
    /// Its Korean forms that are certain, if there are any, else all; the preferred one first, spaces as
    /// in the table.
    pub(crate) forms: Vec<&'static str>,
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

/// Concepts with an index of their forms.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) concepts: Vec<Concept>,
    /// The forms in each language that has any, by its tag.
    indexes: Vec<(&'static str, Box<dyn Index>)>,
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

impl Lexicon {
    fn new(rows: impl Iterator<Item = Row>, glue: Glue) -> Self {
        let mut concepts: Vec<Concept> = Vec::new();
        let known = language::ALL.iter().filter_map(|known| Some((known.tag, known.forms?(glue))));
        let mut indexes: Vec<(&str, Box<dyn Index>)> = known.collect();
        let mut add = |tag: &str, form: &str, reading: Reading, anywhere: bool| {
            for (_, index) in indexes.iter_mut().filter(|(language, _)| *language == tag) {
                index.add(form, reading, anywhere);
            }
        };
        let mut shorts: Vec<(usize, char)> = Vec::new();
        for row in rows {
            let concept = concepts.len();
            let [en, ko, north, wrong] = row.forms;
            for (form, certain) in forms(en) {
                let standing = Standing::Standard;
                add("en", form, Reading { concept, standing, certain, inner: false }, false);
            }
            let standings = [
                (ko, Standing::Standard),
                (north, Standing::North),
                (wrong, Standing::Nonstandard),
            ];
            for (cell, standing) in standings {
                for (form, certain) in forms(cell) {
                    let reading = Reading { concept, standing, certain, inner: false };
                    add("ko", form, reading, row.group == Concept::NONE);
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
                name: forms(en)
                    .find(|(form, _)| !form.contains("FIELD"))
                    .map_or("", |(form, _)| form.trim_end_matches(" NAME")),
                forms: names.into_iter().map(|(form, _)| form).collect(),
                confused: forms(row.confused).map(|(id, _)| id).collect(),
                short: row.short.chars().next(),
                years: row.years,
            });
        }
        for (_, index) in &mut indexes {
            index.add_compounds(&shorts);
        }
        Self { concepts, indexes }
    }

    /// What `text` names, in order, without overlap; what overlaps `taken` is left out.
    pub(crate) fn find(
        &self,
        text: &str,
        language: &Language,
        taken: &[Span],
    ) -> Vec<(Span, FoundForm)> {
        let mut indexes = self.indexes.iter();
        let index = indexes.find(|(tag, _)| *tag == language.primary());
        let mut found = index.map_or_else(Vec::new, |(_, index)| index.find(text));
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
    pub(crate) fn keys(&self, prefix: &str, found: &FoundForm) -> Vec<String> {
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
    pub(crate) fn unspaced_forms(&self) -> impl Iterator<Item = String> + '_ {
        self.concepts
            .iter()
            .filter(|c| c.group != Concept::NONE)
            .flat_map(|c| c.forms.iter())
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
                assert!(!concept.name.is_empty() && !concept.forms.is_empty(), "{}", concept.id);
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
