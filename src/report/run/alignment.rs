use std::io::{self, BufRead, Write};

use super::{Pieces, Row, exchange, json};
use crate::{
    align::Alignment,
    export::{tmx, tsv},
    report::{
        self, Compared, Input, Interface, Style, Verdict, docx, html,
        json::{alignment as json_alignment, alignment_fields, segmentation_fields},
        record,
        table::{self, Separated},
        xliff, xlsx,
    },
    segment::Bitext,
    text::Language,
};

/// A format of the alignments of several documents in one file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AlignmentForm {
    /// Side by side, under the names of the documents.
    Text,
    /// One object.
    Json,
    /// One bead a row, the documents named in the last columns.
    Tsv,
    /// The same for spreadsheets.
    Csv,
    /// One translation memory, without beads of less than this score.
    Tmx(f64),
    /// For translators' tools, a file a document.
    Xliff(xliff::Version),
    /// A workbook, made of records.
    Xlsx(Interface),
    /// A document for a word processor, made of records.
    Docx(Interface),
    /// A page for a browser.
    Html(html::Page),
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

/// The alignment of one document among others.
pub fn aligned(
    form: AlignmentForm,
    compared: &Compared<'_>,
    row: &mut Row,
    style: Style,
) -> Pieces {
    let Compared { input, bitext, alignment } = *compared;
    row.read(input, bitext);
    row.beads = beads(alignment);
    let head = match form {
        AlignmentForm::Text => headed(row, &report::alignment::write(compared, style)),
        AlignmentForm::Json => json::object(row, alignment_fields(compared, &row.warnings)),
        AlignmentForm::Tsv => table_of(compared, row, Separated::Tabs),
        AlignmentForm::Csv => table_of(compared, row, Separated::Commas),
        AlignmentForm::Tmx(min_score) => return exchange::tmx(min_score, compared, None),
        AlignmentForm::Xliff(version) => return exchange::xliff(version, compared, None),
        AlignmentForm::Xlsx(_) | AlignmentForm::Docx(_) => {
            record::pieces(compared, &Verdict::default(), row).tail
        }
        AlignmentForm::Html(page) => {
            let warnings = row.warnings.clone();
            let verdict = Verdict { warnings: &warnings, ..Verdict::default() };
            page.pieces(compared, &verdict, row).tail
        }
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

/// The rows of the beads, with the paths of the document in further columns.
fn table_of(compared: &Compared<'_>, row: &Row, by: Separated) -> String {
    let rows = tsv::rows(compared.bitext, compared.alignment).into_iter();
    let rows = rows.map(|cells| {
        let mut cells = cells.to_vec();
        cells.extend([row.path.clone(), row.target_path.clone().unwrap_or_default()]);
        by.row(&cells)
    });
    rows.collect()
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

fn json_frame(run: &super::Run<'_>) -> Frame {
    Frame { before: json::opening(), between: ",\n", after: json::closing(run) }
}

/// What stands before the first document, between two, and after the last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// Before the first.
    pub before: String,
    /// Between two.
    pub between: &'static str,
    /// After the last.
    pub after: String,
}

impl AlignmentForm {
    /// What stands round the documents.
    pub fn frame(self, run: &super::Run<'_>) -> Frame {
        let heading = |by: Separated| {
            let heading = tsv::HEADING.trim_end();
            let before = by.heading(&format!("{heading}\tdocument\ttarget_document"));
            Frame { before, ..Frame::default() }
        };
        match self {
            Self::Text => Frame::default(),
            Self::Json => json_frame(run),
            Self::Tsv => heading(Separated::Tabs),
            Self::Csv => heading(Separated::Commas),
            Self::Html(page) => {
                Frame { before: page.opening(run), after: page.closing(run), ..Frame::default() }
            }
            _ => self.frame_of(run.languages),
        }
    }

    /// The alignment of a single document, and what of it could not be written.
    pub fn of_one(
        self,
        compared: &Compared<'_>,
        warnings: &[String],
        style: Style,
        languages: [&Language; 2],
    ) -> (String, Vec<String>) {
        let Compared { bitext, alignment, .. } = *compared;
        let whole = match self {
            Self::Text => report::alignment::write(compared, style),
            Self::Json => json_alignment(compared, warnings),
            Self::Tsv => tsv::write(bitext, alignment),
            Self::Csv => {
                let rows = tsv::rows(bitext, alignment);
                let rows = rows.iter().map(|cells| Separated::Commas.row(cells));
                Separated::Commas.heading(tsv::HEADING) + &rows.collect::<String>()
            }
            Self::Html(page) => page.write(compared, &Verdict { warnings, ..Verdict::default() }),
            Self::Tmx(_) | Self::Xliff(_) | Self::Xlsx(_) | Self::Docx(_) => {
                let mut row = Row { warnings: warnings.to_vec(), ..Row::default() };
                let pieces = aligned(self, compared, &mut row, style);
                let frame = self.frame_of(languages);
                return (frame.before + &pieces.head + &frame.after, pieces.left);
            }
        };
        (whole, Vec::new())
    }

    /// What stands round documents in formats in which nothing of them has to be known.
    fn frame_of(self, [source, target]: [&Language; 2]) -> Frame {
        let framed = |[before, after]: [String; 2]| Frame { before, after, ..Frame::default() };
        match self {
            Self::Tmx(_) => framed(tmx::frame(source)),
            Self::Xliff(version) => framed(xliff::frame(version, source, target)),
            _ => Frame::default(),
        }
    }

    /// A document that could not be aligned.
    pub fn failure(self, row: &Row) -> Pieces {
        match self {
            Self::Json => json::failure(row),
            Self::Xlsx(_) | Self::Docx(_) => record::failure(row),
            _ => Pieces::default(),
        }
    }

    /// Whether what is put together are records, of which [`make`](Self::make) makes the alignment in the end.
    pub fn is_of_records(self) -> bool {
        matches!(self, Self::Xlsx(_) | Self::Docx(_))
    }

    /// Makes an alignment of records.
    ///
    /// # Errors
    ///
    /// What reading the records, making the alignment or writing it meets.
    pub fn make(self, mut records: impl BufRead, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Xlsx(interface) => xlsx::write(records, interface, false, out),
            Self::Docx(interface) => docx::write(records, interface, false, out),
            _ => io::copy(&mut records, out).map(drop),
        }
    }
}

impl SegmentForm {
    /// What stands round the documents.
    pub fn frame(self, run: &super::Run<'_>) -> Frame {
        match self {
            Self::Text => Frame::default(),
            Self::Json => json_frame(run),
            Self::Tsv => Frame { before: heading(table::SEGMENTS), ..Frame::default() },
        }
    }

    /// A document that could not be segmented.
    pub fn failure(self, row: &Row) -> Pieces {
        if self == Self::Json { json::failure(row) } else { Pieces::default() }
    }
}
