//! `detect` for people: each part of the document on a line, with what it is and why.

use super::{
    Style,
    layout::{clip, pad, wrap},
    word,
};
use crate::{
    document::Document,
    halves::{Halves, Part},
    text::Language,
};

/// Columns for the text of a part; the reason has the rest of the line.
const LEAST_TEXT: usize = 24;

/// Writes the parts of `document` as a listing.
pub fn write(document: &Document, halves: &Halves, style: Style) -> String {
    let lines = halves.parts.last().map_or(1, |part| part.line);
    let number_width = lines.to_string().len().max("line".len());
    let before_text = number_width + "  furniture  lang  0.00  ".len();
    let rest = style.width.saturating_sub(before_text);
    // The text gets three fifths: the reason is a clause, the text a sentence.
    let text_width = (rest * 3 / 5).max(LEAST_TEXT);
    let reason_width = rest.saturating_sub(text_width + 2);
    let mut listing = format!(
        "{:>number_width$}  {:<9}  {:<4}  {:<4}  {}  reason\n",
        "line",
        "kind",
        "lang",
        "conf",
        pad("text", text_width)
    );
    for part in &halves.parts {
        let Part { line, confidence, .. } = part;
        let language = part.language.as_ref().map_or("–", Language::tag);
        let text = pad(&clip(part.core.of(&document.text), text_width), text_width);
        let row = format!(
            "{line:>number_width$}  {:<9}  {language:<4}  {confidence:.2}  {text}  ",
            word(&part.kind),
        );
        let reason = wrap(&part.reason, reason_width.max(LEAST_TEXT));
        let indent = format!("\n{}", " ".repeat(before_text + text_width + 2));
        listing += (row + &reason.join(&indent)).trim_end();
        listing.push('\n');
    }
    listing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn parts_are_listed_with_their_reasons() {
        let sample = sample::note();
        let halves = Halves { parts: sample.input.source_parts.clone(), doubts: Vec::new() };
        insta::assert_snapshot!(write(&sample.input.source, &halves, Style::default()));
    }
}
