//! Planting errors: an aligned document becomes many, each with one known error in its translation, to see
//! which of them the checks notice.
//!
//! Only what is certainly an error is planted: a number whose figures also stand in the original becomes
//! another, an office that the original names becomes an office that it does not. Where words are looked
//! for it is by tables of their own, so that the checks are not only asked for what they know. Names of
//! people are the exception: they are those that the program itself found.

mod chance;
mod passages;
mod site;
mod values;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    align::Alignment,
    anchor::Anchors,
    judge::Finding,
    reading::Side,
    segment::{Bitext, Half, Segment},
    text::Span,
};
use chance::Chance;
pub(crate) use chance::mixed;

/// A kind of error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// A number becomes another one.
    Number,
    /// A year, month or day becomes another one.
    Date,
    /// A person becomes another person.
    NameSwapped,
    /// A name loses its sound in one place.
    NameMisspelled,
    /// An office becomes another office.
    Title,
    /// A country becomes another country.
    Country,
    /// An organisation becomes another organisation.
    Body,
    /// A sentence becomes its opposite.
    Negation,
    /// A part of a sentence is left out.
    OmittedClause,
    /// A sentence is left out.
    OmittedSentence,
    /// A sentence that the original does not have is added.
    AddedSentence,
    /// A sentence stands there twice.
    DuplicatedSentence,
    /// A sentence stands there in the language of the original.
    Untranslated,
    /// Two sentences change their places.
    Reordered,
}

impl ErrorKind {
    /// All kinds, in the order in which they are told.
    pub const ALL: [Self; 14] = [
        Self::Number,
        Self::Date,
        Self::NameSwapped,
        Self::NameMisspelled,
        Self::Title,
        Self::Country,
        Self::Body,
        Self::Negation,
        Self::OmittedClause,
        Self::OmittedSentence,
        Self::AddedSentence,
        Self::DuplicatedSentence,
        Self::Untranslated,
        Self::Reordered,
    ];

    /// Its name in options and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::NameSwapped => "name_swapped",
            Self::NameMisspelled => "name_misspelled",
            Self::Title => "title",
            Self::Country => "country",
            Self::Body => "body",
            Self::Negation => "negation",
            Self::OmittedClause => "omitted_clause",
            Self::OmittedSentence => "omitted_sentence",
            Self::AddedSentence => "added_sentence",
            Self::DuplicatedSentence => "duplicated_sentence",
            Self::Untranslated => "untranslated",
            Self::Reordered => "reordered",
        }
    }
}

/// A change of the target half.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Edit {
    /// Other words in a segment.
    Replace { segment: usize, span: Span, with: String },
    /// No such segment.
    Remove { segment: usize },
    /// A segment more, after this one.
    Insert { after: usize, text: String },
    /// Two segments in each other's place.
    Swap { first: usize, second: usize },
}

/// An error, not yet planted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Its kind.
    pub kind: ErrorKind,
    /// The words as they stand in the translation; empty if something is added.
    pub original: String,
    /// The words that take their place; empty if something is left out.
    pub changed: String,
    /// The source segments it is about, by their indices; none if something is added.
    pub source: Vec<usize>,
    /// The target segments it is about, by their indices once it is planted; none where a sentence is left
    /// out.
    pub target: Vec<usize>,
    edit: Edit,
}

/// Chooses at most `count` errors of each of `kinds`, in the order of the document. The same `seed` gives
/// the same errors, whatever other kinds are asked for.
pub fn plan(
    bitext: &Bitext,
    alignment: &Alignment,
    anchors: &Anchors,
    kinds: &[ErrorKind],
    count: usize,
    seed: u64,
) -> Vec<Error> {
    let sites = site::all(bitext, alignment);
    let mut planned = Vec::new();
    for &kind in ErrorKind::ALL.iter().filter(|kind| kinds.contains(kind)) {
        let mut chance = Chance::new(seed, kind as u64);
        let errors = match kind {
            ErrorKind::Number => values::numbers(&sites, &mut chance),
            ErrorKind::Date => values::dates(&sites, &mut chance),
            ErrorKind::NameSwapped => words::people(&sites, anchors, &mut chance),
            ErrorKind::NameMisspelled => words::misspelled(&sites, anchors, &mut chance),
            ErrorKind::Title | ErrorKind::Country | ErrorKind::Body => {
                words::swapped(kind, &sites, &mut chance)
            }
            ErrorKind::Negation => words::negated(&sites),
            _ => passages::of(kind, &sites, &mut chance),
        };
        planned.extend(chance.some(errors, count));
    }
    planned
}

impl Error {
    /// The bitext with the error in it. Its target segments are numbered anew, and their spans are those of
    /// a file with one segment a line.
    pub fn planted(&self, bitext: &Bitext) -> Bitext {
        let mut segments: Vec<(usize, String)> = bitext
            .target
            .segments
            .iter()
            .map(|segment| (segment.paragraph, segment.text.clone()))
            .collect();
        match &self.edit {
            Edit::Replace { segment, span, with } => {
                segments[*segment].1.replace_range(span.start..span.end, with);
            }
            Edit::Remove { segment } => {
                segments.remove(*segment);
            }
            Edit::Insert { after, text } => {
                let paragraph = segments[*after].0;
                segments.insert(after + 1, (paragraph, text.clone()));
            }
            Edit::Swap { first, second } => {
                let moved = segments[*first].1.clone();
                segments[*first].1 = std::mem::replace(&mut segments[*second].1, moved);
            }
        }
        let mut at = 0;
        let segments = segments.into_iter().enumerate().map(|(index, (paragraph, text))| {
            let span = Span::new(at, at + text.len());
            at = span.end + 1;
            Segment::new(index, paragraph, text, span)
        });
        let target =
            Half { language: bitext.target.language.clone(), segments: segments.collect() };
        Bitext { source: bitext.source.clone(), target }
    }

    /// The beads once the error is planted: the indices of each side.
    pub fn beads(&self, alignment: &Alignment) -> Vec<(Vec<usize>, Vec<usize>)> {
        let mut beads = Vec::new();
        for bead in &alignment.beads {
            let source: Vec<usize> = bead.source.clone().collect();
            let target = bead.target.clone();
            match self.edit {
                Edit::Replace { .. } => beads.push((source, target.collect())),
                Edit::Remove { segment } => {
                    let left = target.filter(|&index| index != segment);
                    let left = left.map(|index| index - usize::from(index > segment));
                    beads.push((source, left.collect()));
                }
                Edit::Insert { after, .. } => {
                    let has_it = target.contains(&after);
                    let moved = target.map(|index| index + usize::from(index > after));
                    beads.push((source, moved.collect()));
                    if has_it {
                        beads.push((Vec::new(), vec![after + 1]));
                    }
                }
                Edit::Swap { first, second } => {
                    let moved = target.map(|index| match index {
                        index if index == first => second,
                        index if index == second => first,
                        index => index,
                    });
                    beads.push((source, moved.collect()));
                }
            }
        }
        beads
    }

    /// The finding that shows the error: one that the document did not have before, on the segments of the
    /// error and, where words were changed, on these words.
    ///
    /// `before` are the findings on the document without the error.
    pub fn caught<'f>(&self, before: &[Finding], findings: &'f [Finding]) -> Option<&'f Finding> {
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in before {
            *known.entry(&finding.group).or_default() += 1;
        }
        findings.iter().find(|finding| {
            let old = known.get_mut(finding.group.as_str()).filter(|count| **count > 0);
            if let Some(count) = old {
                *count -= 1;
                return false;
            }
            self.is_shown_by(finding)
        })
    }

    fn is_shown_by(&self, finding: &Finding) -> bool {
        let on = |side: &Option<Side>, segments: &[usize]| {
            side.as_ref().is_some_and(|side| side.segments.iter().any(|i| segments.contains(i)))
        };
        if !on(&finding.source, &self.source) && !on(&finding.target, &self.target) {
            return false;
        }
        if self.is_about_passages() {
            return true;
        }
        // As the scorer of planted errors has it: a finding about half the document points at nothing.
        let near =
            |side: &Side, words: &str| side.text.chars().count() <= 3 * words.chars().count() + 40;
        match (&finding.source, &finding.target) {
            (_, Some(target)) => {
                near(target, &self.changed) && share_letters(&target.text, &self.changed)
            }
            (Some(source), None) => near(source, &self.original),
            (None, None) => false,
        }
    }

    fn is_about_passages(&self) -> bool {
        matches!(
            self.kind,
            ErrorKind::OmittedClause
                | ErrorKind::OmittedSentence
                | ErrorKind::AddedSentence
                | ErrorKind::DuplicatedSentence
                | ErrorKind::Untranslated
                | ErrorKind::Reordered
        )
    }
}

/// Whether two stretches have two letters in a row in common, or one where one of them has no more.
fn share_letters(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (letters(a), letters(b));
    let length = a.len().min(b.len()).min(2);
    length > 0 && a.windows(length).any(|window| b.windows(length).any(|other| other == window))
}

#[cfg(test)]
mod tests;
