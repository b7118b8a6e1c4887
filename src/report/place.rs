use crate::{document::Document, text::Span};

/// Line and column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line number.
    pub line: usize,
    /// Character of the line.
    pub column: usize,
}

/// The places of a document, for many questions about it: its lines are found once.
#[derive(Debug)]
pub struct Places<'a> {
    document: &'a Document,
    lines: Vec<Span>,
}

impl<'a> Places<'a> {
    /// Finds the lines of `document`. Linear in its length.
    pub fn new(document: &'a Document) -> Self {
        Self { document, lines: document.lines().iter().map(|line| line.span).collect() }
    }

    /// Where the byte at `offset` stands. Logarithmic in the number of lines, linear in the length of
    /// the line.
    pub fn of(&self, offset: usize) -> Place {
        let offset = offset.min(self.document.text.len());
        let index = self.lines.partition_point(|line| line.start <= offset).saturating_sub(1);
        let start = self.lines.get(index).map_or(0, |line| line.start);
        Place { line: index + 1, column: self.document.text[start..offset].chars().count() + 1 }
    }

    /// `path:line:column` of the byte at `offset`, as editors and terminals open it.
    pub fn link(&self, offset: usize) -> String {
        let Place { line, column } = self.of(offset);
        format!("{}:{line}:{column}", self.document.path.display())
    }
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
        assert_eq!(places.link("대사관\r\n\n1. ".len()), "n.txt:3:4");
    }
}
