//! `detect` for people: each part of the document on a line, with what it is and why.

use super::{
    Places, Style,
    layout::{clip, pad, wrap},
    word,
};
use unicode_width::UnicodeWidthStr;

use crate::{
    document::Document,
    halves::Halves,
    text::{Language, Span},
};

/// Most columns for the place of a part.
const MOST_PLACE: usize = 28;
/// Columns for the text of a part; the reason has the rest of the line.
const LEAST_TEXT: usize = 24;

/// Where the parts stand in the file, without gap or overlap: what is between two of them in the file and in no text
/// of it, as tags are, goes with the one before; a byte-order mark is of the first.
pub(super) fn covering(document: &Document, halves: &Halves) -> Vec<Span> {
    let mut spans: Vec<Span> =
        halves.parts.iter().map(|part| document.in_file(part.span)).collect();
    let starts: Vec<usize> = spans.iter().skip(1).map(|span| span.start).collect();
    for (span, start) in spans.iter_mut().zip(starts) {
        span.end = start;
    }
    if let Some(first) = spans.first_mut() {
        first.start = 0;
    }
    if let Some(last) = spans.last_mut() {
        last.end = last.end.max(document.file_len());
    }
    spans
}

/// Writes the parts of `document` as a listing.
pub fn write(document: &Document, halves: &Halves, style: Style) -> String {
    let places = Places::new(document);
    let spots = halves.parts.iter().map(|part| places.spot(part.core.start).to_string());
    let spots: Vec<String> = spots.collect();
    let heading = if places.has_lines() { "line" } else { "place" };
    let widest = spots.iter().map(|spot| spot.width()).max().unwrap_or_default();
    let number_width = widest.clamp(heading.len(), MOST_PLACE);
    let before_text = number_width + "  furniture  lang  0.00  ".len();
    let rest = style.width.saturating_sub(before_text);
    // The text gets three fifths: the reason is a clause, the text a sentence.
    let text_width = (rest * 3 / 5).max(LEAST_TEXT);
    let reason_width = rest.saturating_sub(text_width + 2);
    let mut listing = format!(
        "{:>number_width$}  {:<9}  {:<4}  {:<4}  {}  reason\n",
        heading,
        "kind",
        "lang",
        "conf",
        pad("text", text_width)
    );
    for (part, spot) in halves.parts.iter().zip(&spots) {
        let confidence = part.confidence;
        let spot = clip(spot, number_width);
        let language = part.language.as_ref().map_or("–", Language::tag);
        let text = pad(&clip(part.core.of(&document.text), text_width), text_width);
        let row = format!(
            "{spot:>number_width$}  {:<9}  {language:<4}  {confidence:.2}  {text}  ",
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
