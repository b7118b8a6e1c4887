//! A bead a line in columns, for spreadsheets and scripts.

use std::ops::Range;

use super::joined;
use crate::{align::Alignment, segment::Bitext};

/// The names of the columns.
pub const HEADING: &str = "bead\tsource_segments\ttarget_segments\tscore\tsource\ttarget\n";

/// Writes the columns `bead`, `source_segments`, `target_segments` (indices joined by commas, empty
/// for a gap), `score`, `source` and `target`, with a heading. Tabs and line ends inside a text are
/// written as spaces, so that nothing needs quoting.
pub fn write(bitext: &Bitext, alignment: &Alignment) -> String {
    let rows = rows(bitext, alignment);
    let rows = rows.iter().map(|fields| fields.join("\t") + "\n");
    HEADING.to_owned() + &rows.collect::<String>()
}

/// The cells of [`write()`].
pub fn rows(bitext: &Bitext, alignment: &Alignment) -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    let list =
        |range: &Range<usize>| range.clone().map(|i| i.to_string()).collect::<Vec<_>>().join(",");
    for (position, bead) in alignment.beads.iter().enumerate() {
        let source = &bitext.source.segments[bead.source.clone()];
        let target = &bitext.target.segments[bead.target.clone()];
        rows.push([
            position.to_string(),
            list(&bead.source),
            list(&bead.target),
            format!("{:.4}", bead.score),
            joined(source, &bitext.source.language),
            joined(target, &bitext.target.language),
        ]);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Bead, keys::tests::bitext};

    #[test]
    fn every_line_has_as_many_columns_as_the_heading() {
        let bitext = bitext(&["a\tb", "c\nd"], &["가"]);
        let bead = |source, target| Bead { source, target, score: 0.5, cost: 1.0 };
        let alignment = Alignment { beads: vec![bead(0..2, 0..0), bead(2..2, 0..1)] };
        let text = write(&bitext, &alignment);
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        assert_eq!(lines[1], ["0", "0,1", "", "0.5000", "a b c d", ""]);
        assert_eq!(lines[2], ["1", "", "0", "0.5000", "", "가"]);
    }
}
