use crate::{
    document::Document,
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

/// The places of a document, for many questions about it: its lines are found once.
#[derive(Debug)]
pub struct Places<'a> {
    document: &'a Document,
    lines: Vec<Span>,
    /// How many characters stand before each [`STRIDE`] bytes of the text.
    characters: Vec<usize>,
}

/// How many bytes of a line are counted at most for one place.
const STRIDE: usize = 1024;

impl<'a> Places<'a> {
    /// Finds the lines of `document`. Linear in its length.
    pub fn new(document: &'a Document) -> Self {
        let lines = document.lines().iter().map(|line| line.span).collect();
        let mut characters = vec![0];
        let mut count = 0;
        for block in document.text.as_bytes().chunks(STRIDE) {
            count += beginnings(block);
            characters.push(count);
        }
        Self { document, lines, characters }
    }

    /// How many characters begin before the byte at `offset`.
    fn before(&self, offset: usize) -> usize {
        let block = offset / STRIDE;
        self.characters[block] + beginnings(&self.document.text.as_bytes()[block * STRIDE..offset])
    }

    /// Where the byte at `offset` stands. Logarithmic in the number of lines, and no more for a long line.
    pub fn of(&self, offset: usize) -> Place {
        let offset = offset.min(self.document.text.len());
        let index = self.lines.partition_point(|line| line.start <= offset).saturating_sub(1);
        let start = self.lines.get(index).map_or(0, |line| line.start);
        Place { line: index + 1, column: self.before(offset) - self.before(start) + 1 }
    }

    /// `path:line:column` of the byte at `offset`, as editors and terminals open it; control characters of the
    /// path are written out.
    pub fn link(&self, offset: usize) -> String {
        let Place { line, column } = self.of(offset);
        format!("{}:{line}:{column}", Shown(&self.document.path))
    }
}

/// How many characters begin in some bytes of UTF-8.
fn beginnings(bytes: &[u8]) -> usize {
    const CONTINUES: u8 = 0b1000_0000;
    bytes.iter().filter(|byte| *byte & 0b1100_0000 != CONTINUES).count()
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
