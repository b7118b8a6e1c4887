//! Sentences. A half in, its segments in paragraphs out.

use serde::{Deserialize, Serialize};

use crate::{
    document::Document,
    halves::{Halves, Kind},
    text::{Language, Span},
};

/// A sentence, heading or list entry: the unit that is aligned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Position in its half, from 0.
    pub index: usize,
    /// Number of its paragraph in its half, from 0.
    pub paragraph: usize,
    /// Exactly what stands at `span`.
    pub text: String,
    /// Byte offsets in the document.
    pub span: Span,
}

/// All segments of one language in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Half {
    /// The language.
    pub language: Language,
    /// The segments, in order; their indices are their positions here.
    pub segments: Vec<Segment>,
}

/// The two halves of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bitext {
    /// The original.
    pub source: Half,
    /// The translation.
    pub target: Half,
}

/// The segments of the half that `kind` names.
///
/// Every byte of its parts is in one segment or is white space between two.
pub fn segment(document: &Document, halves: &Halves, kind: Kind, language: &Language) -> Half {
    todo!("{document:?} {halves:?} {kind:?} {language}")
}

/// The sentences of one paragraph of running text, as byte spans of `paragraph`, without the white
/// space between them.
pub fn sentences(paragraph: &str, language: &Language) -> Vec<Span> {
    todo!("{paragraph} {language}")
}

/// A half whose segments are known: each line that is not blank is one, and a blank line ends a
/// paragraph.
pub fn presegmented(document: &Document, language: &Language) -> Half {
    let mut segments: Vec<Segment> = Vec::new();
    let mut paragraph = 0;
    let mut blank_before = false;
    for line in document.lines() {
        let span = line.span.trimmed(&document.text);
        if span.is_empty() {
            blank_before = true;
            continue;
        }
        if blank_before && !segments.is_empty() {
            paragraph += 1;
        }
        blank_before = false;
        let text = span.of(&document.text).to_owned();
        segments.push(Segment { index: segments.len(), paragraph, text, span });
    }
    Half { language: language.clone(), segments }
}
