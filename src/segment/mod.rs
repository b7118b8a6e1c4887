//! Sentences. A half in, its segments in paragraphs out.
//!
//! Lines become blocks of running text (`block`), blocks become sentences (`boundary`): Unicode's own
//! sentence boundaries, corrected by rules over each stop, one file a language, and by the tables of
//! abbreviations and other words under `corpora/tables`.

mod block;
mod boundary;
mod bracket;
mod date;
mod english;
mod general;
mod korean;
mod lexicon;
mod marker;
mod stop;
mod verdict;

use block::Gap;
pub(crate) use marker::roman_value;
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

/// In a half with lines that hold several sentences at this share or above, each line is a paragraph, not
/// only what blank lines divide.
const PARAGRAPH_LINES_SHARE: f64 = 0.25;

/// The segments of the half that `kind` names, in `language`.
///
/// Every byte of its parts is in one segment or is white space between two. No segment reaches over a blank
/// line, over a part of another kind, or over the border of two parts on one line. Hard-wrapped lines are
/// joined, and such a segment's text holds the line end as it stands in the file.
///
/// A blank line or text of the other half ends a paragraph, so that the paragraphs of both halves correspond
/// where the languages alternate. A single line end does where the lines of the half are paragraphs: where
/// many of them hold several sentences. Linear in the length of the document.
pub fn segment(document: &Document, halves: &Halves, kind: Kind, language: &Language) -> Half {
    let blocks: Vec<(Gap, Vec<Span>)> = block::blocks(document, halves, kind)
        .iter()
        .map(|block| {
            let inside = sentences(block.span.of(&document.text), language);
            (block.gap, inside.into_iter().map(|span| span.shifted(block.span.start)).collect())
        })
        .collect();
    let lines_end_paragraphs = lines_are_paragraphs(&blocks);
    let mut segments: Vec<Segment> = Vec::new();
    let mut paragraph = 0;
    for (gap, spans) in blocks {
        if !segments.is_empty() && (gap == Gap::Paragraph || lines_end_paragraphs) {
            paragraph += 1;
        }
        for span in spans {
            let text = span.of(&document.text).to_owned();
            segments.push(Segment { index: segments.len(), paragraph, text, span });
        }
    }
    Half { language: language.clone(), segments }
}

/// Whether the blocks that follow each other without a blank line are paragraphs rather than sentences or
/// the lines of an address.
fn lines_are_paragraphs(blocks: &[(Gap, Vec<Span>)]) -> bool {
    let mut lines = 0_usize;
    let mut long = 0_usize;
    for (at, (gap, spans)) in blocks.iter().enumerate() {
        let followed = blocks.get(at + 1).is_some_and(|(gap, _)| *gap == Gap::Line);
        if *gap == Gap::Line || followed {
            lines += 1;
            long += usize::from(spans.len() > 1);
        }
    }
    lines > 0 && long as f64 >= PARAGRAPH_LINES_SHARE * lines as f64
}

/// The sentences of one paragraph of running text, as byte spans of `paragraph`, without the white
/// space between them.
///
/// A line end is white space like any other. A list marker belongs to the sentence after it, a closing mark
/// to the one before. Linear in the length of `paragraph`.
pub fn sentences(paragraph: &str, language: &Language) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for end in boundary::starts(paragraph, language).into_iter().chain([paragraph.len()]) {
        let span = Span::new(start, end).trimmed(paragraph);
        if !span.is_empty() {
            spans.push(span);
        }
        start = end;
    }
    spans
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

#[cfg(test)]
mod tests;
