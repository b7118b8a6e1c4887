//! Words of a document with the findings marked in them.

use askama::Template;

use crate::report::marked::Piece;

/// A stretch of text.
#[derive(Debug)]
pub(super) enum Bit<'a> {
    /// As it is.
    Plain(&'a str),
    /// Marked.
    Mark {
        /// The severity.
        class: &'static str,
        text: &'a str,
    },
    /// Marked, and leading to what is said of it.
    Link {
        /// What filters go by.
        class: &'a str,
        /// The marks that begin here.
        ids: Vec<String>,
        /// Where the explanation is.
        href: String,
        /// What someone hears who does not see the mark.
        label: String,
        text: &'a str,
    },
}

/// The words of a side.
#[derive(Debug, Default, Template)]
#[template(path = "html/words.html")]
pub(super) struct Words<'a> {
    pub(super) bits: Vec<Bit<'a>>,
}

impl askama::filters::HtmlSafe for Words<'_> {}

impl<'a> Words<'a> {
    /// The words with those of one finding marked.
    pub(super) fn marked(pieces: Vec<Piece<'a>>, finding: usize, class: &'static str) -> Self {
        let bit = |piece: Piece<'a>| {
            if piece.findings.contains(&finding) {
                Bit::Mark { class, text: piece.text }
            } else {
                Bit::Plain(piece.text)
            }
        };
        Self { bits: pieces.into_iter().map(bit).collect() }
    }

    /// The words of which all is marked.
    pub(super) fn whole(text: &'a str, class: &'static str) -> Self {
        Self { bits: vec![Bit::Mark { class, text }] }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }
}
