//! Findings and what led to them, as people and programs read them: one file a format.
//!
//! A report is a string made from values; nothing is judged here. The documents come in as an
//! [`Input`], what was made of them as a [`Compared`].

#![allow(
    clippy::format_push_string,
    reason = "a report is put together once; `page += &format!()` reads as the page does"
)]

pub mod alignment;
pub mod diff;
mod docx;
pub mod explanation;
pub mod fix;
pub mod github;
pub mod halves;
pub mod html;
pub mod json;
pub mod junit;
mod layout;
pub mod left_out;
mod marked;
pub mod names;
mod parts;
mod place;
mod record;
mod rows;
pub mod rules;
pub mod run;
pub mod sarif;
pub mod segments;
pub mod table;
mod tally;
pub mod text;
pub(crate) mod words;
pub mod xliff;
pub(crate) mod xlsx;

pub use place::{Places, Position, Spot};
pub use tally::Tally;
pub use words::Interface;

use crate::{
    align::Alignment,
    baseline::{Comparison, Status},
    document::{Document, State, Unit, UnitCounts, paired},
    halves::{Kind, Part, Unpaired},
    judge::Finding,
    reading::Side,
    segment::{Bitext, Segment},
    text::Span,
};

/// What was read, and how it was taken apart.
#[derive(Debug, Clone)]
pub struct Input {
    /// The document, or its source half.
    pub source: Document,
    /// The target half, if it is a file of its own.
    pub target: Option<Document>,
    /// The parts of `source`; empty if its segments were given.
    pub source_parts: Vec<Part>,
    /// The parts of `target`; empty if there is none or its segments were given.
    pub target_parts: Vec<Part>,
    /// The listings of two files that have no counterpart.
    pub unpaired: Unpaired,
    /// The beads that the files came with, as bilingual formats do, or that somebody gave.
    pub given: Option<Alignment>,
}

impl Input {
    /// The document that the target half stands in.
    pub fn target(&self) -> &Document {
        self.target.as_ref().unwrap_or(&self.source)
    }

    /// The unit that a place of one side stands in, if its file holds units.
    pub(crate) fn unit(&self, source: Option<&Side>, target: Option<&Side>) -> Option<&Unit> {
        let at = |document, side: Option<&Side>| Document::unit_at(document, side?.span.start);
        at(self.target(), target).or_else(|| at(&self.source, source))
    }

    /// How many units are in which state; of two files by key, those of the first by what the second has for them.
    pub fn unit_counts(&self) -> UnitCounts {
        let Some(target) = &self.target else { return self.source.unit_counts() };
        let mut counts = UnitCounts { all: self.source.units.len(), ..UnitCounts::default() };
        let is_empty =
            |unit: &&Unit| unit.sides().all(|side| side.span.of(&target.text).trim().is_empty());
        for (_, unit, other) in paired(&self.source.units, &target.units).units {
            match other.filter(|unit| !is_empty(unit)) {
                _ if unit.state == State::Kept => counts.kept += 1,
                None => counts.empty += 1,
                Some(_) => {}
            }
        }
        counts
    }

    /// The parts left out as page furniture, those of the source file first.
    pub fn furniture(&self) -> impl Iterator<Item = &Part> {
        self.source_parts.iter().chain(&self.target_parts).filter(|p| p.kind == Kind::Furniture)
    }
}

/// A bitext with its beads and the files it was read from: what every report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// The files.
    pub input: &'a Input,
    /// The segments.
    pub bitext: &'a Bitext,
    /// The beads.
    pub alignment: &'a Alignment,
}

/// What a check found and what is known about it: what every report of findings is made of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Verdict<'a> {
    /// What is told, in the order of the source.
    pub findings: &'a [Finding],
    /// How many more were made and are not told.
    pub hidden: usize,
    /// How many more someone decided to ignore.
    pub ignored: usize,
    /// How many more would be told if the list were not cut.
    pub more: usize,
    /// What makes the findings doubtful as a whole.
    pub warnings: &'a [String],
    /// What a baseline says of each of `findings`, in their order; none if there is no baseline.
    pub comparison: Option<&'a Comparison>,
}

impl<'a> Verdict<'a> {
    /// What is told of a document about which nothing else is known.
    pub fn of(findings: &'a [Finding]) -> Self {
        Self { findings, ..Self::default() }
    }

    /// What a baseline says of the finding at `index`.
    pub fn status(&self, index: usize) -> Option<&'a Status> {
        self.comparison?.statuses.get(index)
    }

    /// The findings that no baseline knows as they are.
    pub fn unknown(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let comparison = self.comparison;
        self.findings.iter().enumerate().filter_map(move |(index, finding)| {
            let status = comparison.and_then(|comparison| comparison.statuses.get(index));
            (status != Some(&Status::Known)).then_some(finding)
        })
    }
}

/// How a report for people is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the page.
    pub width: usize,
    /// Whether colours are marked, as on a terminal.
    pub colour: bool,
}

impl Default for Style {
    /// 100 columns without colour: what does not depend on a terminal.
    fn default() -> Self {
        Self { width: 100, colour: false }
    }
}

/// To four digits: more are noise, and differ between machines.
pub(crate) fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

/// The name that a plain enum (severity, kind, issue) has in every format.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// `1 bead`, `2 beads`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The byte offsets from the first of `segments` to the last; none if there is no segment.
fn stretch(segments: &[Segment]) -> Option<Span> {
    Some(segments.first()?.span.join(segments.last()?.span))
}

#[cfg(test)]
mod sample;
