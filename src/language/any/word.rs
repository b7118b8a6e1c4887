//! The words of a text with their spans.
//!
//! Code, paths and identifiers are no words: a translation copies them, and nothing is learned from
//! that.

use crate::text::Span;

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Folded: lower case, no diacritics; of Hangul the syllables.
    pub(crate) text: String,
    /// Where it stands in the text as it was given.
    pub(crate) span: Span,
}

/// Adds a word, unless it came out of the same character as the one before (℅ folds to c/o).
pub(crate) fn push(words: &mut Vec<Word>, word: Word) {
    if words.last().is_none_or(|last| last.span.end <= word.span.start) {
        words.push(word);
    }
}
