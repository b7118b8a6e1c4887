//! What a report of several documents is put together from: what is remembered of each, and its pieces.

use std::collections::{BTreeMap, BTreeSet};

use super::{Compared, Tally, Verdict, counted, left_out};
use crate::{rule::Severity, text::Language};

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path, as it is shown.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The tags of its languages.
    pub languages: Vec<String>,
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
    /// What a page tells of the document before its findings.
    pub page: Digest,
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
    pub(super) fn read(&mut self, input: &super::Input, bitext: &crate::segment::Bitext) {
        let shown = |path: &std::path::Path| path.display().to_string();
        let file =
            |document: &crate::document::Document, halves: &[&crate::segment::Half]| Source {
                path: shown(&document.path),
                sha256: document.sha256.clone(),
                languages: halves.iter().map(|half| half.language.tag().to_owned()).collect(),
            };
        self.path = shown(&input.source.path);
        self.target_path = input.target.as_ref().map(|document| shown(&document.path));
        let both = [&bitext.source, &bitext.target];
        let of_source = if input.target.is_none() { &both[..] } else { &both[..1] };
        self.files = vec![file(&input.source, of_source)];
        self.files.extend(input.target.as_ref().map(|document| file(document, &both[1..])));
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

    /// The names of the files without their folders, for a title.
    pub(super) fn short_label(&self) -> String {
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
        match &self.target_path {
            Some(target) => format!("{} – {}", name(&self.path), name(target)),
            None => name(&self.path),
        }
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
    /// The languages of the originals and of the translations.
    pub languages: [&'a Language; 2],
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

    pub(super) fn sum(&self, count: impl Fn(&Row) -> usize) -> usize {
        self.rows.iter().map(count).sum()
    }

    pub(super) fn failed(&self) -> usize {
        self.sum(|row| usize::from(row.error.is_some()))
    }

    /// How many files were left aside, as lines for people.
    pub(super) fn left_aside(&self) -> Vec<String> {
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

/// A finding that may be one of the worst of a run.
#[derive(Debug, Clone)]
pub(super) struct Worst {
    pub(super) rank: Rank,
    pub(super) rule: String,
    /// What it shares with others that are alike.
    pub(super) group: String,
    /// Its position among the findings of its document.
    pub(super) number: usize,
    /// How it is shown.
    pub(super) card: String,
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
    /// What of the document could not be written, in sentences.
    pub left: Vec<String>,
}

/// What the page of a run remembers of a document.
#[derive(Debug, Clone, Default)]
pub struct Digest {
    /// Its name in addresses inside the page.
    pub(super) key: String,
    /// The findings as a list folds them: alike ones are one entry.
    pub(super) groups: BTreeSet<String>,
    /// The sum of the confidences of what is told.
    pub(super) likely: f64,
    /// Stretches that were left out.
    pub(super) left: usize,
    /// The worst findings.
    pub(super) worst: Vec<Worst>,
    /// How many findings there are of each rule.
    pub(super) rules: BTreeMap<String, usize>,
    /// How many of each severity.
    pub(super) severities: [usize; 3],
    /// The languages.
    pub(super) languages: [String; 2],
}
