use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use crate::{align::Alignment, segment::Bitext, text::Language};

/// More segments a side than this are no place for an error that must be certain.
const MOST_SEGMENTS: usize = 3;

/// A target segment with what stands opposite.
pub(super) struct Site<'a> {
    pub(super) bitext: &'a Bitext,
    /// Index of the segment.
    pub(super) segment: usize,
    /// Its text.
    pub(super) text: &'a str,
    /// The source segments of its bead.
    pub(super) source: Vec<usize>,
    /// Their texts.
    pub(super) source_text: String,
    /// Whether they are one, and it is the only one opposite.
    pub(super) alone: bool,
}

impl Site<'_> {
    pub(super) fn language(&self) -> &Language {
        &self.bitext.target.language
    }

    /// The numbers in figures that stand in the source, without separators.
    pub(super) fn source_figures(&self) -> BTreeSet<String> {
        figures(&self.source_text)
    }
}

/// The numbers in figures in a text, without separators.
pub(super) fn figures(text: &str) -> BTreeSet<String> {
    static FIGURES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[0-9][0-9,]*").expect("a valid pattern"));
    FIGURES.find_iter(text).map(|found| found.as_str().replace(',', "")).collect()
}

/// Every target segment that has something opposite.
pub(super) fn all<'a>(bitext: &'a Bitext, alignment: &Alignment) -> Vec<Site<'a>> {
    let mut sites = Vec::new();
    for bead in alignment.beads.iter().filter(|bead| !bead.is_gap()) {
        if bead.source.len() > MOST_SEGMENTS || bead.target.len() > MOST_SEGMENTS {
            continue;
        }
        let texts: Vec<&str> =
            bead.source.clone().map(|i| bitext.source.segments[i].text.as_str()).collect();
        for segment in bead.target.clone() {
            sites.push(Site {
                bitext,
                segment,
                text: &bitext.target.segments[segment].text,
                source: bead.source.clone().collect(),
                source_text: texts.join(" "),
                alone: bead.source.len() == 1 && bead.target.len() == 1,
            });
        }
    }
    sites
}
