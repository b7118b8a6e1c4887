use std::fmt;

use serde::{Deserialize, Serialize};

use super::words::{Interface, filled};
use crate::{
    document::{Columns, Document, Place},
    text::{Shown, Span},
};

/// Line and column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line number.
    pub line: usize,
    /// Character of the line.
    pub column: usize,
}

impl From<(usize, usize)> for Position {
    fn from((line, column): (usize, usize)) -> Self {
        Self { line, column }
    }
}

/// Where something begins, as people are told: by its line in a file of text, by its place in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Spot {
    /// Line number, from 1.
    Line(usize),
    /// What the program shows that the file is opened in.
    Place(Place),
}

/// The number of the line, or `page 3, paragraph 14`.
impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => line.fmt(f),
            Self::Place(place) => place.fmt(f),
        }
    }
}

impl Spot {
    /// In the words of an interface: `line 3` or `page 3, paragraph 14`.
    pub(super) fn in_words(&self, ui: Interface) -> String {
        let place = match self {
            Self::Line(line) => return ui.fill("line", &[line]),
            Self::Place(place) => place,
        };
        let steps = place.steps().map(|(key, value)| match key {
            "part" => value,
            _ => filled(&ui.word_of("place", key), &[&value]),
        });
        steps.collect::<Vec<_>>().join(", ")
    }

    /// A stretch in the words of an interface: `lines 3–5`.
    pub(super) fn range_in_words(first: &Self, last: &Self, ui: Interface) -> String {
        match (first, last) {
            (Self::Line(from), Self::Line(to)) if from != to => ui.fill("lines", &[from, to]),
            _ if first == last => first.in_words(ui),
            _ => format!("{} – {}", first.in_words(ui), last.in_words(ui)),
        }
    }
}

/// The places of a document, for many questions about it: its lines are found once.
///
/// What goes in are offsets in the document's text; what comes out are lines and columns of the file as it
/// stands, in which a byte-order mark is no column.
#[derive(Debug)]
pub struct Places<'a> {
    document: &'a Document,
    columns: Columns<'a>,
}

impl<'a> Places<'a> {
    /// Finds the lines of `document`. Linear in its length.
    pub fn new(document: &'a Document) -> Self {
        Self { document, columns: Columns::new(document) }
    }

    /// Where the byte at `offset` stands. Logarithmic in the number of lines, and no more for a long line.
    pub fn of(&self, offset: usize) -> Position {
        self.columns.start(offset).into()
    }

    /// Where a stretch of the text ends: the place after it.
    pub fn end(&self, span: Span) -> Position {
        self.columns.end(span).into()
    }

    /// Where a stretch of the text stands in the file; see [`Document::in_file`].
    pub fn in_file(&self, span: Span) -> Span {
        self.document.in_file(span)
    }

    /// Whether lines and columns can be told, since the file is text.
    pub fn has_lines(&self) -> bool {
        self.document.is_text()
    }

    /// Where the byte at `offset` stands, as people are told.
    pub fn spot(&self, offset: usize) -> Spot {
        match self.document.place_at(offset) {
            Some(place) => Spot::Place(place.clone()),
            None => Spot::Line(self.of(offset).line),
        }
    }

    /// `path:line:column` of the byte at `offset`, as editors and terminals open it, or `path, page 3, paragraph 14`
    /// in a file that is no text; control characters of the path are written out.
    pub fn link(&self, offset: usize) -> String {
        if let Some(place) = self.document.place_at(offset) {
            return format!("{}, {place}", Shown(&self.document.path));
        }
        let Position { line, column } = self.of(offset);
        format!("{}:{line}:{column}", Shown(&self.document.path))
    }
}

/// Words of a document as they stand in the file: their place, and how they are written there if it is not `text`.
pub(super) fn in_file<'a>(
    document: &'a Document,
    span: Span,
    text: &str,
) -> (Span, Option<&'a str>) {
    let raw = document.raw(span);
    (document.in_file(span), (raw != text).then_some(raw))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn places_agree_with_those_of_the_document() {
        let text = "대사관\r\n\n1. 문제\r둘째 줄\n";
        let document =
            Document::from_bytes(Path::new("n.txt"), text.as_bytes(), None).expect("text");
        let places = Places::new(&document);
        for (offset, _) in text.char_indices().filter(|(_, c)| !c.is_control()) {
            let Position { line, column } = places.of(offset);
            assert_eq!((line, column), document.position(offset), "byte {offset}");
        }
        // A place behind the first stride of a long line.
        let long = format!("{}\n{}", "회의 a".repeat(900), "é ".repeat(2_000));
        let document =
            Document::from_bytes(Path::new("n.txt"), long.as_bytes(), None).expect("text");
        let far = Places::new(&document);
        for (offset, _) in long.char_indices().filter(|(_, c)| !c.is_control()).step_by(97) {
            let Position { line, column } = far.of(offset);
            assert_eq!((line, column), document.position(offset), "byte {offset}");
        }
        assert_eq!(places.link("대사관\r\n\n1. ".len()), "n.txt:3:4");
    }
}
