//! `align` for people: the halves side by side, a bead at a time.

use super::{
    Compared, Style,
    layout::{pad, wrap},
};
use crate::segment::Segment;

/// Least columns of a side.
const LEAST_SIDE: usize = 16;

/// Writes the beads in two columns, each segment with its number, each bead with its score between
/// them; a side that is empty shows a dash.
pub fn write(compared: &Compared<'_>, style: Style) -> String {
    let Compared { bitext, alignment, .. } = compared;
    let most = bitext.source.segments.len().max(bitext.target.segments.len()).saturating_sub(1);
    let number_width = most.to_string().len();
    let side = (style.width.saturating_sub("  0.00  ".len()) / 2).max(LEAST_SIDE);
    let mut page = String::new();
    for bead in &alignment.beads {
        let left = rows(&bitext.source.segments[bead.source.clone()], number_width, side);
        let right = rows(&bitext.target.segments[bead.target.clone()], number_width, side);
        for row in 0..left.len().max(right.len()) {
            let text = |rows: &[String]| rows.get(row).cloned().unwrap_or_default();
            let score = if row == 0 { format!("{:.2}", bead.score) } else { "    ".into() };
            let line = format!("{}  {score}  {}", pad(&text(&left), side), text(&right));
            page += line.trim_end();
            page.push('\n');
        }
        page.push('\n');
    }
    page.pop();
    page
}

fn rows(segments: &[Segment], number_width: usize, side: usize) -> Vec<String> {
    if segments.is_empty() {
        return vec![format!("{:>number_width$} —", "")];
    }
    let mut rows = Vec::new();
    for segment in segments {
        for (row, text) in
            wrap(&segment.text, side.saturating_sub(number_width + 1)).iter().enumerate()
        {
            let number = if row == 0 { segment.index.to_string() } else { String::new() };
            rows.push(format!("{number:>number_width$} {text}"));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{layout, sample};

    #[test]
    fn both_columns_stand_straight() {
        let sample = sample::note();
        let style = Style { width: 72, ..Style::default() };
        let page = write(&sample.compared(), style);
        assert!(page.lines().all(|line| layout::width(line) <= 72), "{page}");
        insta::assert_snapshot!(page);
    }
}
