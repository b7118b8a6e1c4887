//! Findings and what led to them, as people and programs read them: one file a format.
//!
//! A report is a string made from values; nothing is judged here. The documents come in as an
//! [`Input`], what was made of them as a [`Compared`].

#![allow(
    clippy::format_push_string,
    reason = "a report is put together once; `page += &format!()` reads as the page does"
)]

pub mod alignment;
pub mod halves;
pub mod json;
mod layout;
mod place;
pub mod rules;
pub mod segments;
pub mod table;
pub mod text;

pub use place::{Place, Places};

use crate::{
    align::Alignment,
    document::Document,
    halves::{Kind, Part},
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
}

impl Input {
    /// The document that the target half stands in.
    pub fn target(&self) -> &Document {
        self.target.as_ref().unwrap_or(&self.source)
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

/// The name that a plain enum (severity, kind, issue) has in every format.
fn word(value: &impl serde::Serialize) -> String {
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
