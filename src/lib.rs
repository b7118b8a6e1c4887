//! daejo (대조, 對照) sets a text and its translation side by side and reports every passage that is
//! untranslated or says something else.
//!
//! The data flows one way, one module a stage, each depending only on those above it:
//!
//! ```text
//! paths ─ pairing ──▶ Pairs       which files are halves of one document
//! bytes ─ document ─▶ Document    text with byte spans
//!       ─ halves ───▶ Halves      each span: source, target, furniture — with a reason
//!       ─ segment ──▶ Bitext      segments in paragraphs, both halves
//!       ─ anchor ───▶ Anchors     numbers, dates, names, titles, bodies, references, by value
//!       ─ encoder ──▶ Vectors     one vector a run of segments
//!       ─ align ────▶ Alignment   beads: source range, target range, score
//!       ─ reading ──▶ Context     what rules look at, worked out once
//!       ─ check ────▶ Remarks     rules over beads and over the document, each for itself
//!       ─ judge ────▶ Findings    what of it is told, and how sure and how grave it is
//!       ─ baseline                which of them are new, known, gone
//!       ─ collection ─▶ Survey   the people of many documents, and where those disagree
//!       ─ report, export          what people read and take away
//!       ─ corpus ───▶ Corpus      pairs of many documents, filtered, as other programs load them
//!       ─ review ───▶ Store       what people decide about findings, and the page they do it on
//! ```
//!
//! What a text says is read by [`language`], which knows each language in a folder of its own, into [`value`]s in a
//! common form; the stages above speak of source and target, and of what a side's language can do.
//!
//! Beside the flow, [`pattern`] makes rules of what a user wrote, [`plant`] makes documents with known
//! errors, and [`score`] compares results with what people found.
//!
//! [`segment()`], [`align()`] and [`check()`] are the way from a document to what is told of it, as the program goes it.
//!
//! Each stage is a function over plain, serialisable data, so a caller can enter at any of them.

pub mod align;
pub mod anchor;
pub mod baseline;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod collection;
pub mod corpus;
pub mod document;
pub mod encoder;
mod error;
pub mod export;
pub mod glossary;
pub mod halves;
pub mod judge;
pub mod language;
pub mod lexicon;
pub mod pairing;
pub mod pattern;
mod pipeline;
pub mod plant;
pub mod reading;
pub mod report;
#[cfg(feature = "serve")]
pub mod review;
pub mod rule;
pub mod score;
pub mod segment;
pub mod text;
pub mod value;
mod whole;

pub use error::{Error, Result};
pub use pipeline::{Aligned, Options, Segmented, align, align_by, check, lines, segment};
