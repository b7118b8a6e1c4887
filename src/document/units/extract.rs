//! A reader's text out of a file that holds strings: what stands in the strings, unescaped, with a way back.

use super::super::{
    offsets::Offsets,
    unit::{Code, CodeKind, UnitText},
};
use crate::text::{Span, TagKind, tags};

/// Puts the strings of a file together, each on a line of its own, in the order of the file.
pub(in crate::document) struct Extract<'a> {
    file: &'a str,
    text: String,
    offsets: Offsets,
    /// How far the file was read.
    reached: usize,
}

impl<'a> Extract<'a> {
    pub(in crate::document) fn new(file: &'a str) -> Self {
        let text = String::with_capacity(file.len() / 2);
        Self { file, text, offsets: Offsets::default(), reached: 0 }
    }

    /// What was put together, and the way from it to the file.
    pub(in crate::document) fn finish(mut self) -> (String, Offsets) {
        self.text.shrink_to_fit();
        (self.text, self.offsets)
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A side without text at the end of what was put together so far.
    pub(super) fn here(&self) -> UnitText {
        UnitText { span: Span::new(self.text.len(), self.text.len()), ..UnitText::default() }
    }

    fn skip(&mut self, to: usize) {
        if to > self.reached {
            let here = Span::new(self.text.len(), self.text.len());
            self.offsets.push(here, Span::new(self.reached, to));
            self.reached = to;
        }
    }

    /// Begins a string that stands in the file from `at` on.
    pub(super) fn begin(&mut self, at: usize) -> Draft {
        if !self.text.is_empty() {
            let made = Span::new(self.text.len(), self.text.len() + 1);
            self.text.push('\n');
            let at = at.max(self.reached);
            self.offsets.push(made, Span::new(self.reached, at));
            self.reached = at;
        }
        Draft { start: self.text.len(), codes: Vec::new() }
    }

    /// Adds a stretch of the file as it stands.
    pub(super) fn copy(&mut self, span: Span) {
        debug_assert!(span.start >= self.reached, "in the order of the file");
        self.skip(span.start);
        self.text.push_str(span.of(self.file));
        self.reached = span.end.max(self.reached);
    }

    /// Adds what a stretch of the file stands for.
    pub(super) fn put(&mut self, shown: &str, span: Span) {
        debug_assert!(span.start >= self.reached, "in the order of the file");
        self.skip(span.start);
        let made = Span::new(self.text.len(), self.text.len() + shown.len());
        self.text.push_str(shown);
        self.offsets.push(made, span);
        self.reached = span.end.max(self.reached);
    }

    /// Ends a string.
    pub(super) fn end(&self, draft: Draft) -> UnitText {
        self.of(draft.start, draft.codes)
    }

    /// The part of a string from `start` on, in which the codes after the first so many are.
    pub(super) fn part(&self, draft: &Draft, start: usize, codes: usize) -> UnitText {
        self.of(start, draft.codes[codes..].to_vec())
    }

    fn of(&self, start: usize, codes: Vec<Code>) -> UnitText {
        hiding(&self.text, Span::new(start, self.text.len()), codes)
    }
}

/// A side without codes of its format.
pub(super) fn side(text: &str, span: Span) -> UnitText {
    hiding(text, span, Vec::new())
}

/// A side, with what of it nobody reads.
fn hiding(text: &str, span: Span, codes: Vec<Code>) -> UnitText {
    let hides = |code: &&Code| {
        let shown = code.span.of(text).trim();
        !code.is_native || shown.starts_with('<') && shown.ends_with('>')
    };
    let mut hidden: Vec<Span> = codes.iter().filter(hides).map(|code| code.span).collect();
    hidden.extend(tags(span.of(text)).into_iter().map(|tag| tag.span.shifted(span.start)));
    UnitText { span, codes, hidden: super::super::block::united(hidden) }
}

/// A string that is being put together.
pub(super) struct Draft {
    start: usize,
    codes: Vec<Code>,
}

impl Draft {
    /// How many codes it has so far.
    pub(super) fn codes(&self) -> usize {
        self.codes.len()
    }

    /// Says that what was put in from `start` on is a code. What it is in the text itself tells what it does, if that
    /// is a tag.
    pub(super) fn code(
        &mut self,
        text: &str,
        start: usize,
        kind: CodeKind,
        id: &str,
        is_native: bool,
    ) {
        let span = Span::new(start, text.len());
        let kind = match &tags(span.of(text))[..] {
            [one] if is_native && one.span.len() == span.len() => match one.kind {
                TagKind::Open => kind,
                TagKind::Close => CodeKind::Close,
                TagKind::Alone => CodeKind::Alone,
            },
            _ => kind,
        };
        self.codes.push(Code { span, kind, id: id.to_owned(), is_native });
    }
}
