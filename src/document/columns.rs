//! Lines and columns of the file that a place of the text stands in.

use super::{Document, compose, line_spans};
use crate::text::Span;

/// Lines and columns of a document, both from 1, for many questions about it: its lines are found once.
///
/// Columns count characters of the file as it stands; a byte-order mark is none.
#[derive(Debug)]
pub struct Columns<'a> {
    document: &'a Document,
    lines: Vec<Span>,
    /// How many characters begin before each [`STRIDE`] bytes of the file.
    characters: Vec<usize>,
}

/// How many bytes of a line are counted at most for one place.
const STRIDE: usize = 1024;

/// How many characters begin in some bytes of UTF-8.
fn beginnings(bytes: &[u8]) -> usize {
    const CONTINUES: u8 = 0b1000_0000;
    bytes.iter().filter(|byte| *byte & 0b1100_0000 != CONTINUES).count()
}

impl<'a> Columns<'a> {
    /// Finds the lines of `document`. Linear in its length.
    pub fn new(document: &'a Document) -> Self {
        let mut lines = line_spans(document.decoded());
        if let Some(first) =
            lines.first_mut().filter(|_| document.decoded().starts_with(compose::MARK))
        {
            first.start += compose::MARK.len_utf8();
        }
        let mut characters = vec![0];
        let mut count = 0;
        for block in document.decoded().as_bytes().chunks(STRIDE) {
            count += beginnings(block);
            characters.push(count);
        }
        Self { document, lines, characters }
    }

    /// How many characters begin before the byte at `offset`.
    fn before(&self, offset: usize) -> usize {
        let block = offset / STRIDE;
        let bytes = self.document.decoded().as_bytes();
        self.characters[block] + beginnings(&bytes[block * STRIDE..offset])
    }

    /// Line and column of the byte of the text at `offset`, as the start of something. Logarithmic in the number
    /// of lines, and no more for a long line.
    pub fn start(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.document.text.len());
        self.of_decoded(self.document.in_decoded(Span::new(offset, offset)).start)
    }

    /// Line and column after the last byte of a stretch of the text.
    pub fn end(&self, span: Span) -> (usize, usize) {
        self.of_decoded(self.document.in_decoded(span).end)
    }

    pub(super) fn of_decoded(&self, offset: usize) -> (usize, usize) {
        let index = self.lines.partition_point(|line| line.start <= offset).saturating_sub(1);
        let start = self.lines.get(index).map_or(0, |line| line.start).min(offset);
        (index + 1, self.before(offset) - self.before(start) + 1)
    }
}
