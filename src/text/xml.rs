use std::borrow::Cow;

/// The text without the characters that no XML file may hold, however they are written (XML 1.0, section 2.2).
pub(crate) fn legal_in_xml(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_legal) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| is_legal(c)).collect())
}

fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
