//! Reports of a run over many documents.
//!
//! A run may be longer than memory, so that a report is made in pieces: one for each document while that is at
//! hand, kept by whoever calls, and what stands before and after them in the end, from the [`Row`]s. In some
//! formats the findings of all documents are one list, which can be sorted as a whole; in the others each
//! document holds its own.

mod alignment;
mod exchange;
mod json;
mod junit;
mod sarif;
mod table;
mod text;

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Write},
};

pub use super::parts::{Digest, Piece, Pieces, Rank, Rendering, Row, Run, Source, Term};
pub use alignment::{AlignmentForm, Frame, SegmentForm, aligned, segmented};

use super::{
    Compared, Interface, Style, Verdict, docx, html, record, table::Separated, xliff, xlsx,
};
use crate::{export::tmx, rule::Severity, text::Language};

/// The version of reports of several documents.
pub const VERSION: u32 = 2;

/// A format of findings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    /// For people.
    Text,
    /// One object.
    Json,
    /// One finding a line.
    Jsonl,
    /// One finding a row.
    Tsv,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit` XML.
    Junit,
    /// A page for a browser.
    Html(html::Page),
    /// One finding a row, for spreadsheets.
    Csv,
    /// A workbook, made of records.
    Xlsx(Interface),
    /// A document for a word processor, made of records.
    Docx(Interface),
    /// For translators' tools, a file a document.
    Xliff(xliff::Version),
    /// A translation memory with what was found, without beads of less than this score.
    Tmx(f64),
}

/// What stands between the pieces of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Separators {
    /// Between two findings.
    pub finding: &'static str,
    /// Between two findings after so many, besides.
    pub chunk: Option<(usize, &'static str)>,
    /// Behind the last finding, if there is any.
    pub last: &'static str,
    /// Between two documents.
    pub document: &'static str,
}

impl Form {
    /// Whether the findings of all documents are one list.
    pub fn is_one_list(self) -> bool {
        !matches!(self, Self::Json | Self::Junit | Self::Xliff(_) | Self::Tmx(_))
    }

    /// Whether a list of findings may be cut.
    pub fn can_be_cut(self) -> bool {
        !matches!(self, Self::Junit | Self::Xliff(_) | Self::Tmx(_) | Self::Docx(_))
    }

    /// Whether what is put together are records, of which [`make`](Self::make) makes the report in the end.
    pub fn is_of_records(self) -> bool {
        matches!(self, Self::Xlsx(_) | Self::Docx(_))
    }

    /// Makes a report of records.
    ///
    /// # Errors
    ///
    /// What reading the records, making the report or writing it meets.
    pub fn make(self, mut records: impl BufRead, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Xlsx(interface) => xlsx::write(records, interface, true, out),
            Self::Docx(interface) => docx::write(records, interface, true, out),
            _ => io::copy(&mut records, out).map(drop),
        }
    }

    /// The report of a single document, for those formats in which it is no other than among several.
    pub fn of_one(
        self,
        compared: &Compared<'_>,
        verdict: &Verdict<'_>,
        languages: [&Language; 2],
    ) -> (String, Vec<String>) {
        let mut row = Row::compared(compared, verdict);
        let pieces = self.pieces(compared, verdict, &mut row, Style::default(), |_| false);
        let rows = [row];
        let run = Run {
            rows: &rows,
            alone: &[],
            others: &BTreeMap::new(),
            other_languages: 0,
            languages,
            warnings: verdict.warnings,
            terms: &[],
            is_compared: verdict.comparison.is_some(),
            more: verdict.more,
            kinds: 0,
        };
        let mut report = self.opening(&run) + &pieces.head;
        report.extend(pieces.findings.into_iter().map(|piece| piece.text));
        (report + &pieces.tail + &self.closing(&run, Style::default()), pieces.left)
    }

    /// The pieces of a document. `fails` says which severity fails a build; `row` gets its counts of cases.
    pub fn pieces(
        self,
        compared: &Compared<'_>,
        verdict: &Verdict<'_>,
        row: &mut Row,
        style: Style,
        fails: impl Fn(Severity) -> bool,
    ) -> Pieces {
        match self {
            Self::Text => text::pieces(compared, verdict, style),
            Self::Json => json::pieces(compared, verdict, row),
            Self::Jsonl => json::lines(compared.input, verdict, row),
            Self::Tsv => table::pieces(compared, verdict, row, Separated::Tabs),
            Self::Csv => table::pieces(compared, verdict, row, Separated::Commas),
            Self::Xlsx(_) | Self::Docx(_) => record::pieces(compared, verdict, row),
            Self::Xliff(version) => exchange::xliff(version, compared, Some(verdict)),
            Self::Tmx(min_score) => exchange::tmx(min_score, compared, Some(verdict)),
            Self::Sarif => sarif::pieces(compared, verdict),
            Self::Junit => junit::pieces(compared, verdict, row, fails),
            Self::Html(page) => page.pieces(compared, verdict, row),
        }
    }

    /// The piece of a document that could not be compared.
    pub fn failure(self, row: &mut Row) -> Pieces {
        match self {
            Self::Text | Self::Sarif | Self::Html(_) | Self::Xliff(_) | Self::Tmx(_) => {
                Pieces::default()
            }
            Self::Xlsx(_) | Self::Docx(_) => record::failure(row),
            Self::Json => json::failure(row),
            Self::Jsonl => json::failed_line(row),
            Self::Tsv => table::failure(row, Separated::Tabs),
            Self::Csv => table::failure(row, Separated::Commas),
            Self::Junit => junit::failure(row),
        }
    }

    /// What stands before the first document.
    pub fn opening(self, run: &Run<'_>) -> String {
        match self {
            Self::Text | Self::Jsonl | Self::Xlsx(_) | Self::Docx(_) => String::new(),
            Self::Json => json::opening(),
            Self::Tsv => table::opening(Separated::Tabs),
            Self::Csv => table::opening(Separated::Commas),
            Self::Xliff(version) => {
                let [source, target] = run.languages;
                xliff::frame(version, source, target)[0].clone()
            }
            Self::Tmx(_) => tmx::frame(run.languages[0])[0].clone(),
            Self::Sarif => sarif::opening(run),
            Self::Junit => junit::opening(run),
            Self::Html(page) => page.opening(run) + &page.between(run),
        }
    }

    /// What stands between findings, and between documents.
    pub fn separators(self) -> Separators {
        let none = Separators::default();
        match self {
            Self::Text => Separators { finding: "\n", last: "\n", ..none },
            Self::Json => Separators { finding: ",", document: ",\n", ..none },
            Self::Sarif => Separators { finding: ",\n", ..none },
            Self::Html(_) => Separators { chunk: Some((html::CHUNK, html::CHUNK_END)), ..none },
            _ => none,
        }
    }

    /// What stands between the list of findings and what is told of each document.
    pub fn after_list(self) -> String {
        match self {
            Self::Html(page) => page.after_list(),
            _ => String::new(),
        }
    }

    /// What stands behind a finding, with the places where the same stands again; `group` is their name.
    pub fn again(self, group: &str, places: &[String], style: Style) -> String {
        match self {
            Self::Html(page) => page.again(places),
            _ => super::text::again(group, places, style),
        }
    }

    /// What stands behind the list for the findings that are cut from it, with their places: nothing links to them but
    /// from a page.
    pub fn untold(self, places: &[String]) -> String {
        match self {
            Self::Html(page) if !places.is_empty() => page.untold(places),
            _ => String::new(),
        }
    }

    /// What stands after the last document.
    pub fn closing(self, run: &Run<'_>, style: Style) -> String {
        match self {
            Self::Text => text::closing(run, style),
            Self::Json => json::closing(run),
            Self::Jsonl | Self::Tsv | Self::Csv | Self::Xlsx(_) | Self::Docx(_) => String::new(),
            Self::Xliff(version) => {
                let [source, target] = run.languages;
                xliff::frame(version, source, target)[1].clone()
            }
            Self::Tmx(_) => tmx::frame(run.languages[0])[1].clone(),
            Self::Sarif => sarif::closing(),
            Self::Junit => junit::closing(),
            Self::Html(page) => page.closing(run),
        }
    }
}

/// The end of a report for people alone: a line a document, a line a rule, and what there was in all.
pub fn summary(run: &Run<'_>, style: Style) -> String {
    text::closing(run, style)
}

#[cfg(test)]
mod tests;
