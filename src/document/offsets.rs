//! From places in a text that was changed to places in what it was made from.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Where a text differs from the one it was made of, in order; between these pieces both are the same
/// byte for byte. Empty for two texts that are one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Offsets {
    pieces: Vec<Piece>,
}

/// A stretch of the text and what it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Piece {
    made: Span,
    from: Span,
}

impl Offsets {
    /// Says that `made` was made of `from`. It lies behind all pieces before; what it was made of may stand before theirs,
    /// as a note does that is told behind the paragraph it is in.
    pub(super) fn push(&mut self, made: Span, from: Span) {
        self.pieces.push(Piece { made, from });
    }

    /// Whether both texts are the same.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The starts of what was put in, as offsets in the text.
    pub(super) fn starts(&self) -> impl Iterator<Item = usize> {
        self.pieces.iter().map(|piece| piece.made.start)
    }

    /// What the bytes at `span` were made of: of pieces that it touches, the whole. Logarithmic in the
    /// number of pieces.
    pub(super) fn origin(&self, span: Span) -> Span {
        let start = self.start(span.start);
        let end = if span.is_empty() { start } else { self.end(span.end).max(start) };
        Span::new(start, end)
    }

    fn start(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.made.start <= at);
        match next.checked_sub(1).and_then(|last| self.pieces.get(last)) {
            Some(piece) if at < piece.made.end => piece.from.start,
            Some(piece) => piece.from.end + (at - piece.made.end),
            None => at,
        }
    }

    fn end(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.made.start < at);
        match next.checked_sub(1).and_then(|last| self.pieces.get(last)) {
            Some(piece) if at <= piece.made.end => piece.from.end,
            Some(piece) => piece.from.end + (at - piece.made.end),
            None => at,
        }
    }
}
