//! What a format tells of a text beyond its characters: which stretches are paragraphs, headings, cells,
//! which are code or metadata, and which bytes inside them a reader does not see.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// What a block is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A heading, or a title kept apart from the text, as in front matter.
    Heading,
    /// The first paragraph of a list entry, without its mark.
    Item,
    /// A cell of a table.
    Cell,
    /// A paragraph of a quotation.
    Quotation,
    /// A paragraph of a note.
    Note,
    /// A listing, with what sets it off.
    Code,
    /// Tags and definitions that stand by themselves: what a program acts upon and nobody reads.
    Markup,
    /// What is said about the document: front matter, comments.
    Metadata,
}

impl BlockKind {
    /// Whether the block is text that a reader reads, and a translator translates.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Code | Self::Markup | Self::Metadata)
    }
}

/// A stretch of a document that is one paragraph, heading, cell, listing …
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Byte offsets in the document's text; of a block of text, without white space at its ends.
    pub span: Span,
    /// Whether it follows the block before as a line follows a line: the next cell of a row, the next
    /// entry of a close list, what stands below a forced line break.
    #[serde(default)]
    pub adjoins: bool,
    /// Stretches inside `span` that a reader does not see, in order: marks of emphasis, targets of links,
    /// tags. Byte offsets in the document's text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<Span>,
    /// Stretches inside `span` that a reader sees and nobody translates or cuts, in order: code in a sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verbatim: Vec<Span>,
}

impl Block {
    /// A block all of which is shown.
    pub fn new(kind: BlockKind, span: Span) -> Self {
        Self { kind, span, adjoins: false, skipped: Vec::new(), verbatim: Vec::new() }
    }

    /// The stretches of the block that a reader sees, in order, none of them empty.
    pub fn shown(&self) -> impl Iterator<Item = Span> {
        let starts = std::iter::once(self.span.start).chain(self.skipped.iter().map(|s| s.end));
        let ends = self.skipped.iter().map(|s| s.start).chain([self.span.end]);
        starts
            .zip(ends)
            .filter(|(start, end)| start < end)
            .map(|(start, end)| Span::new(start, end))
    }
}

/// `spans` in order, without those that are empty, those that touch or overlap joined.
pub(super) fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut united: Vec<Span> = Vec::new();
    for span in spans {
        match united.last_mut() {
            Some(last) if span.start <= last.end => *last = last.join(span),
            _ => united.push(span),
        }
    }
    united
}

/// The parts of `whole` that are in none of `spans`, which are in order and apart.
pub(super) fn complement(whole: Span, spans: &[Span]) -> Vec<Span> {
    let mut rest = Vec::new();
    let mut at = whole.start;
    let from = spans.partition_point(|span| span.end <= whole.start);
    for span in spans[from..].iter().take_while(|span| span.start < whole.end) {
        if at < span.start {
            rest.push(Span::new(at, span.start));
        }
        at = at.max(span.end);
    }
    if at < whole.end {
        rest.push(Span::new(at, whole.end));
    }
    rest
}
