//! Alignments as files that other tools load: one file a format.

pub(crate) mod inline;
pub mod tmx;
pub mod tsv;

use crate::{
    align::Bead,
    segment::{Bitext, Segment},
    text::Language,
};

/// The texts of both sides of a bead, each in one line; that of an empty side is empty.
pub fn sides(bitext: &Bitext, bead: &Bead) -> [String; 2] {
    let Bitext { source, target } = bitext;
    [
        joined(&source.segments[bead.source.clone()], &source.language),
        joined(&target.segments[bead.target.clone()], &target.language),
    ]
}

/// The text of one side of a bead: its segments in one line, with single spaces.
pub(crate) fn joined(segments: &[Segment], language: &Language) -> String {
    let glue = if matches!(language.primary(), "zh" | "ja" | "th") { "" } else { " " };
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    segments.iter().map(|segment| one_line(&segment.text)).collect::<Vec<_>>().join(glue)
}
