//! `segment` for people: the sentences of each half, numbered, with a blank line between paragraphs.

use super::{
    Input, Style,
    layout::{pad, wrap},
    left_out,
};
use crate::segment::{Bitext, Half};

/// Writes the segments of both halves.
pub fn write(input: &Input, bitext: &Bitext, style: Style) -> String {
    let mut page = half("source", &bitext.source, style);
    page.push('\n');
    page += &half("target", &bitext.target, style);
    for (index, line) in left_out::lines(input).into_iter().enumerate() {
        page += if index == 0 { "\n" } else { "" };
        page += &(line + "\n");
    }
    page
}

fn half(name: &str, half: &Half, style: Style) -> String {
    let count = half.segments.len();
    let mut page = format!("{name} ({}), {}\n", half.language, super::counted(count, "segment"));
    let number_width = count.saturating_sub(1).to_string().len();
    let mut paragraph = None;
    for segment in &half.segments {
        if paragraph != Some(segment.paragraph) {
            page.push('\n');
            paragraph = Some(segment.paragraph);
        }
        let text = wrap(&segment.text, style.width.saturating_sub(number_width + 3));
        for (row, text) in text.iter().enumerate() {
            let number = if row == 0 { segment.index.to_string() } else { String::new() };
            page += &pad("", number_width - number.len() + 1);
            page += &format!("{number}  {text}\n");
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn segments_are_numbered_in_paragraphs() {
        let sample = sample::note();
        let style = Style { width: 60, ..Style::default() };
        insta::assert_snapshot!(write(&sample.input, &sample.bitext, style));
    }
}
