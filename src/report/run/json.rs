use std::collections::BTreeMap;

use serde::Serialize;

use super::{Piece, Pieces, Rank, Row, Run, VERSION};
use crate::report::{
    Compared, Input, Verdict,
    json::{self, list, rounded_finding, value},
    tally::SEVERITIES,
};

/// Spaces before the fields of a document.
const DEPTH: &str = "      ";

/// Fields as they stand in a document among others.
fn fields(fields: &[(&'static str, String)]) -> String {
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{DEPTH}\"{name}\": {}", value.replace('\n', "\n    ")))
        .collect();
    lines.join(",\n")
}

/// What a list of pairs says of a document, before its other fields.
fn named(row: &Row) -> Vec<(&'static str, String)> {
    let mut fields = vec![("name", value(&row.name))];
    if !row.row.is_empty() {
        fields.push(("row", value(&row.row)));
    }
    fields
}

/// A document as an object of a list.
pub(super) fn object(row: &Row, more: Vec<(&'static str, String)>) -> String {
    let mut all = named(row);
    all.extend(more);
    format!("    {{\n{}\n    }}", fields(&all))
}

pub(super) fn pieces(compared: &Compared<'_>, verdict: &Verdict<'_>, row: &Row) -> Pieces {
    let json::Split { before, findings, after } = json::split(compared, verdict);
    let mut all = named(row);
    all.extend(before);
    let head = format!("    {{\n{},\n{DEPTH}\"findings\": [", fields(&all));
    let tail = format!("\n{DEPTH}],\n{}\n    }}", fields(&after));
    let findings = findings.into_iter().zip(verdict.findings).map(|(text, finding)| Piece {
        rank: Rank { severity: finding.severity, confidence: finding.confidence },
        text: format!("\n{DEPTH}  {text}"),
        group: None,
        count: 1,
    });
    Pieces { head, findings: findings.collect(), tail, ..Pieces::default() }
}

/// A document by its paths.
#[derive(Serialize)]
struct Paths<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_path: Option<&'a str>,
}

fn paths(row: &Row) -> Paths<'_> {
    Paths { path: &row.path, target_path: row.target_path.as_deref() }
}

pub(super) fn failure(row: &Row) -> Pieces {
    let error = row.error.as_deref().unwrap_or_default();
    let fields = vec![("document", value(&paths(row))), ("error", value(error))];
    Pieces { head: object(row, fields), ..Pieces::default() }
}

pub(super) fn failed_line(row: &Row) -> Pieces {
    #[derive(Serialize)]
    struct Failed<'a> {
        document: Paths<'a>,
        error: &'a str,
    }
    let error = row.error.as_deref().unwrap_or_default();
    Pieces { tail: value(&Failed { document: paths(row), error }) + "\n", ..Pieces::default() }
}

/// Each line names its document.
pub(super) fn lines(input: &Input, verdict: &Verdict<'_>, row: &Row) -> Pieces {
    let document = value(&paths(row));
    let with =
        |line: String| format!("{{\"document\":{document},{}\n", line.trim_start_matches('{'));
    let findings = verdict.findings.iter().enumerate().map(|(index, finding)| Piece {
        rank: Rank { severity: finding.severity, confidence: finding.confidence },
        text: with(value(&rounded_finding(input, finding, verdict.status(index)))),
        group: None,
        count: 1,
    });
    let gone = verdict.comparison.iter().flat_map(|comparison| &comparison.gone);
    let tail = gone.map(|entry| with(json::gone(entry))).collect();
    Pieces { findings: findings.collect(), tail, ..Pieces::default() }
}

pub(super) fn opening() -> String {
    format!("{{\n  \"version\": {VERSION},\n  \"documents\": [\n")
}

pub(super) fn closing(run: &Run<'_>) -> String {
    #[derive(Serialize)]
    struct Alone<'a> {
        path: &'a str,
        reason: &'a str,
    }
    #[derive(Serialize)]
    struct Summary<'a> {
        documents: usize,
        compared: usize,
        failed: usize,
        unpaired: usize,
        findings: BTreeMap<&'static str, usize>,
        rules: BTreeMap<&'a str, BTreeMap<&'static str, usize>>,
        known: usize,
        gone: usize,
        hidden: usize,
        ignored: usize,
        more: usize,
        other_languages: usize,
        other_files: &'a BTreeMap<String, usize>,
    }
    let tally = run.tally();
    let by_severity = |count: &dyn Fn(usize) -> usize| -> BTreeMap<&'static str, usize> {
        SEVERITIES.iter().map(|(severity, name)| (*name, count(*severity as usize))).collect()
    };
    let rules = tally.rules();
    let summary = Summary {
        documents: run.rows.len(),
        compared: run.rows.len() - run.failed(),
        failed: run.failed(),
        unpaired: run.alone.len(),
        findings: SEVERITIES.iter().map(|(severity, name)| (*name, tally.of(*severity))).collect(),
        rules: rules.iter().map(|(rule, counts)| (*rule, by_severity(&|at| counts[at]))).collect(),
        known: run.sum(|row| row.known),
        gone: run.sum(|row| row.gone),
        hidden: run.sum(|row| row.hidden),
        ignored: run.sum(|row| row.ignored),
        more: run.more,
        other_languages: run.other_languages,
        other_files: run.others,
    };
    let alone = run.alone.iter().map(|(path, reason)| value(&Alone { path, reason }));
    let terms = run.terms.iter().map(value);
    format!(
        "\n  ],\n  \"unpaired\": {},\n  \"warnings\": {},\n  \"terms\": {},\n  \"summary\": {}\n}}\n",
        list(alone, 2),
        value(run.warnings),
        list(terms, 2),
        value(&summary)
    )
}
