//! What a sentence claims (how many, how surely, whether it may or must be, whether it came about), read on either side by
//! itself, and which claims of two sides contradict each other.
//!
//! An aspect is a question and a value an answer to it; a table has the words. Two sides contradict each other in an aspect
//! only where both answer, and every answer of the one contradicts every answer of the other: what could be a free
//! translation is let pass.

use std::collections::BTreeMap;

use super::cue::{BeadText, Patterns};
use crate::{
    reading::wording::alternatives,
    text::{Span, table},
};

type Row = [&'static str; 5];

/// The answer of a sentence in which it depends on other words what it says.
const OPEN: &str = "open";

/// Two values that contradict each other, and what they are called.
#[derive(Debug)]
pub(crate) struct Contradiction {
    pub(crate) aspect: &'static str,
    values: [&'static str; 2],
    pub(crate) severity: &'static str,
    /// What the English value and the Korean one are called.
    pub(crate) glosses: [&'static str; 2],
}

/// A contradiction with the words that make it, in the folded texts, English first.
#[derive(Debug)]
pub(crate) struct Contradicted<'a> {
    pub(crate) by: &'a Contradiction,
    pub(crate) spans: [Span; 2],
}

/// The contradictions of which one rule tells, and the words that it must look for.
#[derive(Debug)]
pub(crate) struct Claims {
    rows: Vec<Row>,
    /// The words of the answers, and those that leave it open, in English and in Korean.
    answers: [Patterns; 2],
    open: [Patterns; 2],
    contradictions: Vec<Contradiction>,
}

/// The answers of a text, by aspect.
type Answers = BTreeMap<&'static str, Vec<(Span, &'static str)>>;

/// Texts longer than this, in bytes, say so much that two claims need not be about the same thing.
const LONGEST: usize = 420;

impl Claims {
    /// # Panics
    ///
    /// If a table is not understood. Tables are part of the program: the tests rule this out.
    pub(crate) fn of(rule: &str) -> Self {
        let contradictions: Vec<_> =
            table::rows::<8>("contradictions.tsv", table::text!("contradictions.tsv"))
                .into_iter()
                .filter(|[_, _, _, own, ..]| *own == rule)
                .map(|[aspect, english, korean, _, severity, first, second, _]| Contradiction {
                    aspect,
                    values: [english, korean],
                    severity,
                    glosses: [first, second],
                })
                .collect();
        let rows: Vec<Row> = table::rows::<5>("claims.tsv", table::text!("claims.tsv"));
        let asked = |aspect: &str| contradictions.iter().any(|known| known.aspect == aspect);
        let patterns = |is_open: bool| {
            ["en", "ko"].map(|wanted| {
                let of_side =
                    rows.iter().enumerate().filter(|(_, [aspect, value, language, ..])| {
                        *language == wanted && (*value == OPEN) == is_open && asked(aspect)
                    });
                let forms = of_side.flat_map(|(row, [_, _, _, forms, _])| {
                    alternatives(forms).into_iter().map(move |form| (row, form))
                });
                Patterns::new(wanted, forms)
            })
        };
        let (answers, open) = (patterns(false), patterns(true));
        Self { rows, answers, open, contradictions }
    }

    /// The first contradiction of each aspect in which two texts contradict each other.
    pub(crate) fn contradicted(&self, texts: &[BeadText; 2]) -> Vec<Contradicted<'_>> {
        if texts.iter().any(|text| text.text().len() > LONGEST) {
            return Vec::new();
        }
        let answered = self.answers(0, texts[0].plain());
        if answered.is_empty() {
            return Vec::new();
        }
        let opposite = self.answers(1, texts[1].plain());
        let mut found = Vec::new();
        for (aspect, answers) in &answered {
            let Some(others) = opposite.get(aspect) else { continue };
            let Some(contradicted) = self.contradiction(aspect, answers, others) else { continue };
            let is_open = [(0, answers), (1, others)]
                .into_iter()
                .any(|(side, answers)| self.is_open(side, aspect, texts[side].plain(), answers));
            if !is_open {
                found.push(contradicted);
            }
        }
        found
    }

    fn answers(&self, side: usize, folded: &str) -> Answers {
        let mut answers = Answers::new();
        for place in self.answers[side].find(folded) {
            let [aspect, value, ..] = self.rows[place.row];
            answers.entry(aspect).or_default().push((place.span, value));
        }
        for places in answers.values_mut() {
            let all = places.clone();
            // “a few” is not “few”.
            places.retain(|(span, value)| {
                !all.iter().any(|(other, longer)| longer != value && is_inside(*span, *other))
            });
        }
        answers
    }

    /// The contradiction of the first answers, if every answer of the one side contradicts every one of the other.
    fn contradiction(
        &self,
        aspect: &str,
        answers: &[(Span, &str)],
        others: &[(Span, &str)],
    ) -> Option<Contradicted<'_>> {
        let between = |english: &str, korean: &str| {
            let mut known = self.contradictions.iter();
            known.find(|c| c.aspect == aspect && c.values == [english, korean])
        };
        let is_whole = answers
            .iter()
            .all(|(_, answer)| others.iter().all(|(_, other)| between(answer, other).is_some()));
        let (&(first, answer), &(second, other)) = (answers.first()?, others.first()?);
        let by = between(answer, other).filter(|_| is_whole)?;
        Some(Contradicted { by, spans: [first, second] })
    }

    /// Whether something in a text leaves open what its answers say.
    fn is_open(&self, side: usize, aspect: &str, folded: &str, answers: &[(Span, &str)]) -> bool {
        let places = self.open[side].find(folded).into_iter();
        let mut of_aspect = places.filter(|place| self.rows[place.row][0] == aspect);
        of_aspect.any(|place| !answers.iter().any(|(answer, _)| is_inside(place.span, *answer)))
    }
}

/// Whether a place lies in another that is longer.
fn is_inside(span: Span, other: Span) -> bool {
    other.contains(span) && other != span
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [&str; 4] = ["connective", "degree", "modality", "negation"];

    #[test]
    fn the_tables_know_each_other() {
        let rows = table::rows::<5>("claims.tsv", table::text!("claims.tsv"));
        let has = |aspect: &str, value: &str, language: &str| {
            rows.iter().any(|[a, v, l, ..]| *a == aspect && *v == value && *l == language)
        };
        for [aspect, english, korean, rule, severity, ..] in
            table::rows::<8>("contradictions.tsv", table::text!("contradictions.tsv"))
        {
            assert!(
                has(aspect, english, "en") && has(aspect, korean, "ko"),
                "{aspect} {english} {korean}"
            );
            assert!(RULES.contains(&rule), "{rule}");
            assert!(["major", "minor"].contains(&severity), "{severity}");
        }
        for rule in RULES {
            let claims = Claims::of(rule);
            for (side, word) in ["few", "적은"].into_iter().enumerate() {
                claims.answers(side, word);
                claims.is_open(side, "many", word, &[]);
            }
        }
    }
}
