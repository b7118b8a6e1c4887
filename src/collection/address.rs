//! Whether a person is addressed: what word stands before the name.

use crate::text::Span;

/// The words of a text before a place, the last first, with the stop of an abbreviation left off.
pub(super) fn last_word(before: &str) -> &str {
    let before = before.trim_end().trim_end_matches(['.', '/']);
    before.rsplit(|c: char| !(c.is_alphabetic() || c == '\'')).next().unwrap_or_default()
}

/// Whether one of these words of address stands before a name.
pub(super) fn is_addressed(text: &str, span: Span, addresses: &[&str]) -> bool {
    let before = text[..span.start].trim_end();
    let word = last_word(before);
    !word.is_empty() && addresses.iter().any(|a| a.eq_ignore_ascii_case(word))
}
