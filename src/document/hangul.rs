//! What the two formats of the word processor Hangul share.

use std::borrow::Cow;

/// Whether a style is one of headings.
pub(super) fn names_heading(style: &str) -> bool {
    let style = style.to_lowercase();
    ["개요", "outline", "제목", "큰제목", "heading", "title"]
        .iter()
        .any(|word| style.starts_with(word))
}

/// The private characters by which the program writes its own name, and the syllables they are.
const NAME: [(char, char); 2] = [('\u{f53a}', '한'), ('\u{f537}', '글')];

/// Text in which its private characters are syllables.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| NAME.iter().any(|(own, _)| *own == c)) {
        return Cow::Borrowed(text);
    }
    let usual = |c| NAME.iter().find(|(own, _)| *own == c).map_or(c, |(_, usual)| *usual);
    Cow::Owned(text.chars().map(usual).collect())
}
