use crate::{
    document::{Columns, Document},
    text::{Shown, Span},
};

/// Line and column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line number.
    pub line: usize,
    /// Character of the line.
    pub column: usize,
}

impl From<(usize, usize)> for Place {
    fn from((line, column): (usize, usize)) -> Self {
        Self { line, column }
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
    pub fn of(&self, offset: usize) -> Place {
        self.columns.start(offset).into()
    }

    /// Where a stretch of the text ends: the place after it.
    pub fn end(&self, span: Span) -> Place {
        self.columns.end(span).into()
    }

    /// Where a stretch of the text stands in the file; see [`Document::in_file`].
    pub fn in_file(&self, span: Span) -> Span {
        self.document.in_file(span)
    }

    /// `path:line:column` of the byte at `offset`, as editors and terminals open it; control characters of the
    /// path are written out.
    pub fn link(&self, offset: usize) -> String {
        let Place { line, column } = self.of(offset);
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
            let Place { line, column } = places.of(offset);
            assert_eq!((line, column), document.position(offset), "byte {offset}");
        }
        // A place behind the first stride of a long line.
        let long = format!("{}\n{}", "회의 a".repeat(900), "é ".repeat(2_000));
        let document =
            Document::from_bytes(Path::new("n.txt"), long.as_bytes(), None).expect("text");
        let far = Places::new(&document);
        for (offset, _) in long.char_indices().filter(|(_, c)| !c.is_control()).step_by(97) {
            let Place { line, column } = far.of(offset);
            assert_eq!((line, column), document.position(offset), "byte {offset}");
        }
        assert_eq!(places.link("대사관\r\n\n1. ".len()), "n.txt:3:4");
    }
}
