//! What is new, changed and gone from one report to another.

use serde::Serialize;

use super::{Tally, counted, json::value, word};
use crate::{
    baseline::{Entry, Status, told::Change},
    judge::Finding,
    text::printable,
};

/// How many findings there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// That the older report does not have.
    pub new: usize,
    /// That it has otherwise.
    pub changed: usize,
    /// That both have.
    pub known: usize,
    /// That the newer one does not have.
    pub gone: usize,
}

/// Counts what became of the findings.
pub fn counts(changes: &[Change]) -> Counts {
    let mut counts = Counts::default();
    for change in changes {
        counts.gone += change.comparison.gone.len();
        for status in &change.comparison.statuses {
            *match status {
                Status::New => &mut counts.new,
                Status::Changed(_) => &mut counts.changed,
                Status::Known => &mut counts.known,
            } += 1;
        }
    }
    counts
}

fn line(status: &str, severity: &str, rule: &str, message: &str, id: &str) -> String {
    format!("{status} {severity}[{rule}]: {} (id {id})\n", printable(message).replace('\n', " "))
}

/// For people: a line a change, under the documents, and the counts.
pub fn text(changes: &[Change]) -> String {
    let mut text = String::new();
    let mut tally = Tally::default();
    for change in changes {
        let mut lines = String::new();
        for (finding, status) in change.findings.iter().zip(&change.comparison.statuses) {
            let Finding { id, rule, severity, message, .. } = finding;
            if *status == Status::Known {
                continue;
            }
            tally.add(rule, *severity);
            lines += &line(status.word(), &word(severity), rule, message, id);
            if let Status::Changed(was) = status
                && was.message != *message
            {
                lines += &format!("        was: {}\n", printable(&was.message).replace('\n', " "));
            }
        }
        for Entry { id, rule, severity, message, .. } in &change.comparison.gone {
            lines += &line("gone", &word(severity), rule, message, id);
        }
        if !lines.is_empty() {
            let target = change.name.target_path.iter().map(|path| format!(" – {path}"));
            let name = change.name.path.clone() + &target.collect::<String>();
            text += &format!("{}\n{lines}\n", printable(&name));
        }
    }
    let Counts { new, changed, known, gone } = counts(changes);
    let graver = if tally.all() > 0 { format!(" ({})", tally.words()) } else { String::new() };
    text + &format!(
        "{} new, {changed} changed{graver}, {gone} gone, {known} as before in {}\n",
        new,
        counted(changes.len(), "document")
    )
}

/// For programs: each finding of the newer report as it stands there with its `status`, a changed one with what it
/// `was`, and what is `gone`.
pub fn json(changes: &[Change]) -> String {
    let documents = changes.iter().map(|change| {
        let statuses = change.written.iter().zip(&change.comparison.statuses);
        let findings = statuses.map(|(finding, status)| {
            let mut finding = finding.clone();
            finding["status"] = status.word().into();
            if let Status::Changed(was) = status {
                finding["was"] = serde_json::to_value(was).unwrap_or_default();
            }
            format!("\n      {finding}")
        });
        let findings: Vec<String> = findings.collect();
        let gone: Vec<String> = change
            .comparison
            .gone
            .iter()
            .map(|entry| format!("\n      {}", value(entry)))
            .collect();
        format!(
            "    {{\"document\": {}, \"findings\": [{}], \"gone\": [{}]}}",
            value(&change.name),
            findings.join(","),
            gone.join(",")
        )
    });
    let documents: Vec<String> = documents.collect();
    format!(
        "{{\n  \"version\": 1,\n  \"summary\": {},\n  \"documents\": [\n{}\n  ]\n}}\n",
        value(&counts(changes)),
        documents.join(",\n")
    )
}
