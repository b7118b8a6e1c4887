//! Sentences. A half in, its segments in paragraphs out.
//!
//! Lines become blocks of running text (`block`), blocks become sentences (`boundary`): Unicode's own
//! sentence boundaries, corrected by what the language knows of stops.

mod block;
mod boundary;
mod bracket;
mod given;
mod line;
mod marked;
mod wrap;

pub use given::{Choice, Given, Keyed, given, keyed};
use line::{Block, Gap};
use serde::{Deserialize, Serialize};

pub(crate) use crate::language::any::sentence::marker::roman_value;
use crate::{
    document::Document,
    halves::{Halves, Kind},
    text::{Language, Seams, Span},
};

/// A sentence, heading or list entry: the unit that is aligned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Position in its half, from 0.
    pub index: usize,
    /// Number of its paragraph in its half, from 0.
    pub paragraph: usize,
    /// What a reader reads: what stands at `span`, lines joined and what interrupts the sentence left out.
    pub text: String,
    /// Byte offsets in the document, from its first word to its last.
    pub span: Span,
    /// Where the stretches of `text` stand, if not all of it stands at `span` as it is.
    #[serde(default, skip_serializing_if = "Seams::is_empty")]
    pub seams: Seams,
}

impl Segment {
    /// A segment whose text stands at `span` as it is.
    pub fn new(index: usize, paragraph: usize, text: String, span: Span) -> Self {
        Self { index, paragraph, text, span, seams: Seams::default() }
    }

    /// Where `span` of the segment's text stands in the document.
    pub fn place(&self, span: Span) -> Span {
        self.seams.place_in(self.span, span)
    }

    /// Whether a mark that no reader sees (of code, of emphasis) stands in the document between the blank before the
    /// word at `start` of the text and that word.
    pub(crate) fn is_set_off(&self, start: usize) -> bool {
        let word = self.text[start..].chars().next().map_or(0, char::len_utf8);
        if self.seams.is_empty() || word == 0 || !self.text[..start].ends_with(' ') {
            return false;
        }
        // A blank that was put in for a line end stands nowhere.
        let blank = self.place(Span::new(start - 1, start));
        !blank.is_empty() && blank.end < self.place(Span::new(start, start + word)).start
    }

    /// Where in the segment's text the byte at `offset` of the document is.
    pub fn inside(&self, offset: usize) -> usize {
        self.seams.inside_of(self.span, offset)
    }
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
/// Every byte of its parts is in one segment or is white space between two. Hard-wrapped lines are joined, with a
/// blank or, where a word was cut, without one. No segment reaches over the border of two parts on one line, nor
/// over a blank line or a part of another kind, unless that is what interrupts the sentence at the end of a page.
///
/// A blank line or text of the other half ends a paragraph, so that the paragraphs of both halves correspond
/// where the languages alternate. A single line end does where the lines of the half are paragraphs: where
/// many of them hold several sentences. Linear in the length of the document.
pub fn segment(document: &Document, halves: &Halves, kind: Kind, language: &Language) -> Half {
    let blocks: Vec<(Block, Vec<Span>)> = block::blocks(document, halves, kind, language)
        .into_iter()
        .map(|block| {
            let inside = sentences_outside(block.text.text(), &block.whole, language);
            (block, inside)
        })
        .collect();
    let lines_end_paragraphs = lines_are_paragraphs(&blocks);
    let mut segments: Vec<Segment> = Vec::new();
    let mut paragraph = 0;
    for (block, spans) in blocks {
        if !segments.is_empty() && (block.gap == Gap::Paragraph || lines_end_paragraphs) {
            paragraph += 1;
        }
        for span in spans {
            let (text, span, seams) = block.text.part(span);
            segments.push(Segment { index: segments.len(), paragraph, text, span, seams });
        }
    }
    Half { language: language.clone(), segments }
}

/// Whether the blocks that follow each other without a blank line are paragraphs rather than sentences or
/// the lines of an address.
fn lines_are_paragraphs(blocks: &[(Block, Vec<Span>)]) -> bool {
    let mut lines = 0_usize;
    let mut long = 0_usize;
    for (at, (block, spans)) in blocks.iter().enumerate() {
        let followed = blocks.get(at + 1).is_some_and(|(next, _)| next.gap == Gap::Line);
        if block.gap == Gap::Line || followed {
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

/// The sentences of `paragraph`, none of which ends inside one of the stretches of `whole`.
fn sentences_outside(paragraph: &str, whole: &[Span], language: &Language) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for span in sentences(paragraph, language) {
        let after = whole.partition_point(|stretch| stretch.end <= span.start);
        let cut = whole.get(after).is_some_and(|stretch| stretch.start < span.start);
        match spans.last_mut() {
            Some(last) if cut => *last = last.join(span),
            _ => spans.push(span),
        }
    }
    spans
}

/// Whether the stop at the end of a text is that of an abbreviation (etc.), so that it need not end a sentence.
pub(crate) fn ends_in_abbreviation(text: &str, language: &Language) -> bool {
    let word =
        text.trim_end().strip_suffix('.').and_then(|text| text.split_whitespace().next_back());
    word.is_some_and(|word| {
        crate::language::any::sentence::lexicon::Lexicon::of(language).abbreviation(word).is_some()
    })
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
        segments.push(Segment::new(segments.len(), paragraph, text, span));
    }
    Half { language: language.clone(), segments }
}

#[cfg(test)]
mod tests;
