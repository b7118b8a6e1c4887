//! Reports of a run over many documents.
//!
//! A run may be longer than memory, so that a report is made in pieces: one for each document while that is at
//! hand, kept by whoever calls, and what stands before and after them in the end, from the [`Row`]s. In some
//! formats the findings of all documents are one list, which can be sorted as a whole; in the others each
//! document holds its own.

mod alignment;
mod json;
mod junit;
mod sarif;
mod table;
mod text;

use std::collections::BTreeMap;

pub use alignment::{AlignmentForm, SegmentForm, aligned, segmented};

use super::{Compared, Style, Tally, Verdict, counted, left_out};
use crate::rule::Severity;

/// The version of reports of several documents.
pub const VERSION: u32 = 2;

/// A format of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path, as it is shown.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The tag of its language.
    pub language: String,
}

/// A document of a run as the report remembers it.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its name among the others.
    pub name: String,
    /// The document, or its source half, as it is shown.
    pub path: String,
    /// The target half, if it is a file of its own.
    pub target_path: Option<String>,
    /// What else a list of pairs says of it.
    pub row: BTreeMap<String, String>,
    /// Why there is nothing to report of it, if it could not be compared.
    pub error: Option<String>,
    /// The files that were read.
    pub files: Vec<Source>,
    /// New, changed or unjudged findings, by rule and severity.
    pub tally: Tally,
    /// Findings that a baseline knows.
    pub known: usize,
    /// What a baseline knows and was not found.
    pub gone: usize,
    /// Findings that are not told.
    pub hidden: usize,
    /// Findings that someone decided to ignore.
    pub ignored: usize,
    /// Segments of both halves.
    pub segments: [usize; 2],
    /// Beads, and those of them that are gaps.
    pub beads: [usize; 2],
    /// What makes the document's findings doubtful.
    pub warnings: Vec<String>,
    /// What was left out, as lines for people.
    pub left_out: Vec<String>,
    /// Cases of the document for build servers: all, failed, skipped.
    pub cases: [usize; 3],
}

impl Row {
    /// A document that could not be compared.
    pub fn failed(path: &str, target_path: Option<String>, error: String) -> Self {
        Self { path: path.to_owned(), target_path, error: Some(error), ..Self::default() }
    }

    /// A document that was compared.
    pub fn compared(compared: &Compared<'_>, verdict: &Verdict<'_>) -> Self {
        let Compared { input, bitext, alignment } = compared;
        let mut tally = Tally::default();
        for finding in verdict.unknown() {
            tally.add(&finding.rule, finding.severity);
        }
        let of_alignment = |count: fn(&crate::align::Bead) -> bool| {
            alignment.beads.iter().filter(|bead| count(bead)).count()
        };
        let known = verdict.findings.len() - tally.all();
        let mut row = Self {
            tally,
            known,
            gone: verdict.comparison.map_or(0, |comparison| comparison.gone.len()),
            hidden: verdict.hidden,
            ignored: verdict.ignored,
            beads: [alignment.beads.len(), of_alignment(crate::align::Bead::is_gap)],
            warnings: verdict.warnings.to_vec(),
            left_out: left_out::lines(input),
            ..Self::default()
        };
        row.read(input, bitext);
        row
    }

    /// Adds what is known of a document once it is read.
    fn read(&mut self, input: &super::Input, bitext: &crate::segment::Bitext) {
        let shown = |path: &std::path::Path| path.display().to_string();
        let file = |document: &crate::document::Document, half: &crate::segment::Half| Source {
            path: shown(&document.path),
            sha256: document.sha256.clone(),
            language: half.language.tag().to_owned(),
        };
        self.path = shown(&input.source.path);
        self.target_path = input.target.as_ref().map(|document| shown(&document.path));
        self.files = vec![file(&input.source, &bitext.source)];
        self.files.extend(input.target.as_ref().map(|document| file(document, &bitext.target)));
        self.segments = [bitext.source.segments.len(), bitext.target.segments.len()];
    }

    /// The paths for a reader: both, the second without the folders it shares with the first.
    pub fn label(&self) -> String {
        let Some(target) = &self.target_path else { return self.path.clone() };
        let folder = |path: &str| path.rfind('/').map_or(0, |at| at + 1);
        let (own, other) = (folder(&self.path), folder(target));
        let rest = if self.path[..own] == target[..other] { &target[other..] } else { target };
        format!("{} – {rest}", self.path)
    }
}

/// All that a report says of a run as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The documents, in their order.
    pub rows: &'a [Row],
    /// Files without a partner, and why nothing was compared.
    pub alone: &'a [(String, String)],
    /// Files of other kinds in the folders, by extension.
    pub others: &'a BTreeMap<String, usize>,
    /// Files in a third language of the documents.
    pub other_languages: usize,
    /// What makes the run as a whole doubtful.
    pub warnings: &'a [String],
    /// One thing rendered in two ways by different documents.
    pub terms: &'a [Term],
    /// Whether there was a baseline.
    pub is_compared: bool,
    /// How many findings are not listed because the list was cut.
    pub more: usize,
    /// How many different findings are listed.
    pub kinds: usize,
}

/// A name or term that documents of one run render in different ways.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Term {
    /// What it is in the original.
    pub source: String,
    /// The renderings, the commonest first.
    pub renderings: Vec<Rendering>,
}

/// A rendering and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rendering {
    /// The words of the translation.
    pub target: String,
    /// How often it occurs.
    pub count: usize,
    /// The documents, in their order, by path.
    pub documents: Vec<String>,
    /// Where it first stands.
    pub first: String,
}

impl Run<'_> {
    /// All findings by rule and severity.
    pub fn tally(&self) -> Tally {
        let mut all = Tally::default();
        for row in self.rows {
            all.join(&row.tally);
        }
        all
    }

    fn sum(&self, count: impl Fn(&Row) -> usize) -> usize {
        self.rows.iter().map(count).sum()
    }

    fn failed(&self) -> usize {
        self.sum(|row| usize::from(row.error.is_some()))
    }

    /// How many files were left aside, as lines for people.
    fn left_aside(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (path, reason) in self.alone {
            lines.push(format!("without a partner: {path} ({reason})"));
        }
        if self.other_languages > 0 {
            let files = counted(self.other_languages, "file");
            lines.push(format!("{files} in other languages left out"));
        }
        if !self.others.is_empty() {
            let kinds = self.others.iter().map(|(extension, count)| {
                let extension = if extension.is_empty() { "no extension" } else { extension };
                format!("{count} {extension}")
            });
            let kinds: Vec<String> = kinds.collect();
            lines.push(format!("files of other kinds left out: {}", kinds.join(", ")));
        }
        lines
    }
}

/// How a finding stands among others when they are sorted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rank {
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: f64,
}

/// A finding, or several that are shown as one, in its format.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// How it stands among others.
    pub rank: Rank,
    /// What is written.
    pub text: String,
    /// For people: what it shares with findings that are shown under it, where it stands, and where the same
    /// stands again.
    pub group: Option<(String, String, Vec<String>)>,
    /// How many findings it is.
    pub count: usize,
}

/// What a report has of one document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pieces {
    /// What stands before its findings.
    pub head: String,
    /// Its findings.
    pub findings: Vec<Piece>,
    /// What stands after them.
    pub tail: String,
}

impl Form {
    /// Whether the findings of all documents are one list.
    pub fn is_one_list(self) -> bool {
        !matches!(self, Self::Json | Self::Junit)
    }

    /// Whether a list of findings may be cut.
    pub fn can_be_cut(self) -> bool {
        self != Self::Junit
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
            Self::Tsv => table::pieces(compared, verdict, row),
            Self::Sarif => sarif::pieces(compared, verdict),
            Self::Junit => junit::pieces(compared, verdict, row, fails),
        }
    }

    /// The piece of a document that could not be compared.
    pub fn failure(self, row: &mut Row) -> Pieces {
        match self {
            Self::Text | Self::Sarif => Pieces::default(),
            Self::Json => json::failure(row),
            Self::Jsonl => json::failed_line(row),
            Self::Tsv => table::failure(row),
            Self::Junit => junit::failure(row),
        }
    }

    /// What stands before the first document.
    pub fn opening(self, run: &Run<'_>) -> String {
        match self {
            Self::Text | Self::Jsonl => String::new(),
            Self::Json => json::opening(),
            Self::Tsv => table::opening(),
            Self::Sarif => sarif::opening(run),
            Self::Junit => junit::opening(run),
        }
    }

    /// What stands between two findings, and between two documents.
    pub fn separators(self) -> [&'static str; 2] {
        match self {
            Self::Text => ["\n", ""],
            Self::Json => [",", ",\n"],
            Self::Sarif => [",\n", ""],
            Self::Jsonl | Self::Tsv | Self::Junit => ["", ""],
        }
    }

    /// What stands after the last document.
    pub fn closing(self, run: &Run<'_>, style: Style) -> String {
        match self {
            Self::Text => text::closing(run, style),
            Self::Json => json::closing(run),
            Self::Jsonl | Self::Tsv => String::new(),
            Self::Sarif => sarif::closing(),
            Self::Junit => junit::closing(),
        }
    }
}

/// The end of a report for people alone: a line a document, a line a rule, and what there was in all.
pub fn summary(run: &Run<'_>, style: Style) -> String {
    text::closing(run, style)
}

#[cfg(test)]
mod tests;
