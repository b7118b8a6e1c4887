//! The letter of a menu entry that a key opens it with: `_File`, `&File`.

use super::compare::{Difference, What};
use crate::text::Span;

/// Longer texts stand in no menu.
const MOST_CHARS: usize = 60;

/// Where a text marks a letter with `mark`: once, before a letter or figure, and not inside a name.
fn marked(text: &str, mark: char) -> Option<Span> {
    if text.chars().count() > MOST_CHARS || text.matches(mark).count() != 1 || text.contains('\n') {
        return None;
    }
    let at = text.find(mark)?;
    let after = text[at + 1..].chars().next().filter(|c| c.is_alphanumeric())?;
    let before = text[..at].chars().next_back();
    // a_name, AT&T, and what stands in figures are no keys.
    let begins =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '>' | '"' | '\'' | '[' | '/'));
    begins.then(|| Span::new(at, at + 1 + after.len_utf8()))
}

/// A key that is lost.
pub(super) fn difference(source: &str, target: &str) -> Option<Difference> {
    let mark = ['_', '&'].into_iter().find(|mark| marked(source, *mark).is_some())?;
    let span = marked(source, mark)?;
    // An entity, an address, or a name with underscores is none.
    let word: &str = source[span.start..].split(char::is_whitespace).next().unwrap_or_default();
    if word.contains(';')
        || source.contains("://")
        || word.chars().filter(|c| c.is_uppercase()).count() > 3
    {
        return None;
    }
    (!target.contains(mark)).then_some(Difference {
        source: Some(span),
        target: None,
        what: What::Accelerator,
    })
}
