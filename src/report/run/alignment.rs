use super::{Pieces, Row, json};
use crate::{
    align::Alignment,
    report::{
        self, Compared, Input, Style,
        json::{alignment_fields, segmentation_fields},
        table,
    },
    segment::Bitext,
};

/// A format of the alignments of several documents in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlignmentForm {
    /// Side by side, under the names of the documents.
    Text,
    /// One object.
    Json,
    /// One bead a row, the documents named in the last columns.
    Tsv,
    /// One translation memory.
    Tmx,
}

/// A format of the segments of several documents in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentForm {
    /// Listings under the names of the documents.
    Text,
    /// One object.
    Json,
    /// One segment a row, the documents named in the last columns.
    Tsv,
}

/// The alignment of one document among others. `exported` makes the table, or the units of a memory, of it.
pub fn aligned(
    form: AlignmentForm,
    compared: &Compared<'_>,
    row: &mut Row,
    style: Style,
    exported: impl FnOnce() -> String,
) -> Pieces {
    let Compared { input, bitext, alignment } = *compared;
    row.read(input, bitext);
    row.beads = beads(alignment);
    let head = match form {
        AlignmentForm::Text => headed(row, &report::alignment::write(compared, style)),
        AlignmentForm::Json => json::object(row, alignment_fields(compared, &row.warnings)),
        AlignmentForm::Tsv => with_paths(&exported(), row),
        AlignmentForm::Tmx => exported(),
    };
    Pieces { head, ..Pieces::default() }
}

/// The segments of one document among others.
pub fn segmented(
    form: SegmentForm,
    input: &Input,
    bitext: &Bitext,
    row: &mut Row,
    style: Style,
) -> Pieces {
    row.read(input, bitext);
    let head = match form {
        SegmentForm::Text => headed(row, &report::segments::write(input, bitext, style)),
        SegmentForm::Json => json::object(row, segmentation_fields(input, bitext)),
        SegmentForm::Tsv => with_paths(&table::segments(input, bitext), row),
    };
    Pieces { head, ..Pieces::default() }
}

fn beads(alignment: &Alignment) -> [usize; 2] {
    let gaps = alignment.beads.iter().filter(|bead| bead.is_gap()).count();
    [alignment.beads.len(), gaps]
}

fn headed(row: &Row, text: &str) -> String {
    format!("=== {}\n\n{text}\n", row.label())
}

/// The rows of a table without its heading, with the paths of the document in further columns.
fn with_paths(table: &str, row: &Row) -> String {
    let paths = table::row(&[row.path.clone(), row.target_path.clone().unwrap_or_default()]);
    table.lines().skip(1).flat_map(|line| [line, "\t", &paths]).collect()
}

/// The heading of a table with the columns of the paths.
fn heading(table: &str) -> String {
    format!("{}\tdocument\ttarget_document\n", table.lines().next().unwrap_or_default())
}

impl AlignmentForm {
    /// What stands before the first document, between two, and after the last; `exported` is what stands
    /// before and after the rows of a table or the units of a memory.
    pub fn frame(self, run: &super::Run<'_>, exported: [String; 2]) -> [String; 3] {
        let [before, after] = exported;
        match self {
            Self::Text => Default::default(),
            Self::Json => [json::opening(), ",\n".into(), json::closing(run)],
            Self::Tsv => [heading(&before), String::new(), String::new()],
            Self::Tmx => [before, String::new(), after],
        }
    }

    /// A document that could not be aligned.
    pub fn failure(self, row: &Row) -> Pieces {
        if self == Self::Json { json::failure(row) } else { Pieces::default() }
    }
}

impl SegmentForm {
    /// What stands before the first document, between two, and after the last.
    pub fn frame(self, run: &super::Run<'_>) -> [String; 3] {
        match self {
            Self::Text => Default::default(),
            Self::Json => [json::opening(), ",\n".into(), json::closing(run)],
            Self::Tsv => [heading(table::SEGMENTS), String::new(), String::new()],
        }
    }

    /// A document that could not be segmented.
    pub fn failure(self, row: &Row) -> Pieces {
        if self == Self::Json { json::failure(row) } else { Pieces::default() }
    }
}
