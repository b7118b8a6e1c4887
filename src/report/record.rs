//! A report as records, a line each: what is needed of a run to make a workbook or a word processor's document of it
//! once the last document is done.

use serde::{Deserialize, Serialize};

use super::{
    Compared, Places, Verdict,
    json::value,
    marked::{Marks, Piece as Marked, glue},
    parts::{Piece, Pieces, Rank, Row},
    rounded, rows,
};
use crate::{baseline::Status, judge::Finding, reading::Side, rule::Severity, segment::Half};

/// A stretch of text, and how grave what is wrong with it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stretch {
    pub(super) text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) mark: Option<Severity>,
}

/// What is said of a passage beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remark {
    pub(super) severity: Severity,
    pub(super) rule: String,
    pub(super) message: String,
    pub(super) suggestion: Option<String>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "lowercase")]
pub(super) enum Record {
    /// A document begins.
    Document {
        label: String,
        languages: Option<[String; 2]>,
        findings: [usize; 3],
        segments: [usize; 2],
        beads: [usize; 2],
        error: Option<String>,
    },
    /// Something was found.
    Finding {
        document: String,
        id: String,
        rule: String,
        severity: Severity,
        confidence: f64,
        bead: usize,
        lines: [Option<usize>; 2],
        source: Vec<Stretch>,
        target: Vec<Stretch>,
        message: String,
        suggestion: Option<String>,
        also: Vec<String>,
        status: Option<String>,
    },
    /// Segments that belong together.
    Bead {
        document: String,
        number: usize,
        score: f64,
        source: Vec<Stretch>,
        target: Vec<Stretch>,
        remarks: Vec<Remark>,
    },
    /// Lines that were not compared.
    Left {
        document: String,
        file: String,
        kind: String,
        lines: [usize; 2],
        reason: String,
        text: String,
    },
}

fn line(record: &Record) -> String {
    value(record) + "\n"
}

/// The records of a document: its findings, and behind them the document, its beads and what was left out.
pub(super) fn pieces(compared: &Compared<'_>, verdict: &Verdict<'_>, row: &Row) -> Pieces {
    let marks = Marks::of(compared, verdict.findings);
    let places = [Places::new(&compared.input.source), Places::new(compared.input.target())];
    let document = row.label();
    let findings = verdict.findings.iter().enumerate();
    let findings = findings.map(|(number, finding)| Piece {
        rank: Rank { severity: finding.severity, confidence: finding.confidence },
        text: line(&found(compared, verdict, &marks, &places, &document, number)),
        group: None,
        count: 1,
    });
    let findings = findings.collect();
    let bitext = compared.bitext;
    let mut counts = [0; 3];
    for finding in verdict.findings {
        counts[finding.severity as usize] += 1;
    }
    let mut tail = line(&Record::Document {
        label: document.clone(),
        languages: Some([&bitext.source, &bitext.target].map(|h| h.language.customary())),
        findings: counts,
        segments: row.segments,
        beads: row.beads,
        error: None,
    });
    let left = rows::left_out(compared);
    for (number, slot) in left.iter().enumerate() {
        for left in slot {
            tail += &line(&Record::Left {
                document: document.clone(),
                file: left.file.to_owned(),
                kind: left.kind.clone(),
                lines: left.lines,
                reason: left.reason.clone(),
                text: left.text.join("\n"),
            });
        }
        let Some(bead) = compared.alignment.beads.get(number) else { break };
        let side = |half: usize, all: &Half, range: &std::ops::Range<usize>| {
            stretches(marks.joined(half, all, range.clone()), verdict, None)
        };
        let remarks = marks.notes(number).iter().map(|note| {
            let finding = &verdict.findings[note.finding];
            Remark {
                severity: finding.severity,
                rule: finding.rule.clone(),
                message: finding.message.clone(),
                suggestion: finding.suggestion.clone(),
            }
        });
        tail += &line(&Record::Bead {
            document: document.clone(),
            number,
            score: rounded(bead.score),
            source: side(0, &bitext.source, &bead.source),
            target: side(1, &bitext.target, &bead.target),
            remarks: remarks.collect(),
        });
    }
    Pieces { findings, tail, ..Pieces::default() }
}

/// The record of a document that could not be compared.
pub(super) fn failure(row: &Row) -> Pieces {
    let record = Record::Document {
        label: row.label(),
        languages: None,
        findings: [0; 3],
        segments: [0; 2],
        beads: [0; 2],
        error: row.error.clone(),
    };
    Pieces { tail: line(&record), ..Pieces::default() }
}

/// Text in stretches: what `only` one finding marks, or what any does.
fn stretches(pieces: Vec<Marked<'_>>, verdict: &Verdict<'_>, only: Option<usize>) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for piece in pieces {
        let mark = piece.findings.iter().find(|finding| only.is_none_or(|only| only == **finding));
        let mark = mark.map(|finding| verdict.findings[*finding].severity);
        match stretches.last_mut() {
            Some(last) if last.mark == mark => last.text += piece.text,
            _ => stretches.push(Stretch { text: piece.text.to_owned(), mark }),
        }
    }
    stretches
}

fn found(
    compared: &Compared<'_>,
    verdict: &Verdict<'_>,
    marks: &Marks,
    places: &[Places<'_>; 2],
    document: &str,
    number: usize,
) -> Record {
    let finding: &Finding = &verdict.findings[number];
    let side = |half: usize, all: &Half, side: Option<&Side>| -> Vec<Stretch> {
        let Some(side) = side else { return Vec::new() };
        let segments = side.segments.iter().filter_map(|index| all.segments.get(*index));
        let mut pieces = Vec::new();
        for segment in segments {
            if !pieces.is_empty() {
                pieces.push(Marked { text: glue(all), findings: Vec::new() });
            }
            pieces.extend(marks.pieces(half, segment));
        }
        if pieces.is_empty() {
            return vec![Stretch { text: side.text.clone(), mark: Some(finding.severity) }];
        }
        stretches(pieces, verdict, Some(number))
    };
    let bitext = compared.bitext;
    let line_of =
        |half: usize, side: Option<&Side>| side.map(|side| places[half].of(side.span.start).line);
    let (source, target) = (finding.source.as_ref(), finding.target.as_ref());
    Record::Finding {
        document: document.to_owned(),
        id: finding.id.clone(),
        rule: finding.rule.clone(),
        severity: finding.severity,
        confidence: rounded(finding.confidence),
        bead: finding.bead,
        lines: [line_of(0, source), line_of(1, target)],
        source: side(0, &bitext.source, source),
        target: side(1, &bitext.target, target),
        message: finding.message.clone(),
        suggestion: finding.suggestion.clone(),
        also: finding.also.iter().map(|account| account.message.clone()).collect(),
        status: verdict.status(number).map(|status| Status::word(status).to_owned()),
    }
}
