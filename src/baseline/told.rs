//! Reports as they were written, read back, so that two can be compared.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;
use serde_json::Value;

use super::{Baseline, Comparison, Entry, Name};
use crate::{Error, Result, judge::Finding};

/// A document of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Its paths, as they were shown.
    pub name: Name,
    /// Its findings; none if it could not be compared then.
    pub findings: Option<Vec<Finding>>,
    /// The findings as they stand in the report.
    pub written: Vec<Value>,
}

/// What became of a document from one report to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The document, by its name in the newer report if it is in it.
    pub name: Name,
    /// What the newer one has.
    pub findings: Vec<Finding>,
    /// The same as it stands there.
    pub written: Vec<Value>,
    /// What is new and changed of it, and what is gone.
    pub comparison: Comparison,
}

#[derive(Deserialize)]
struct Document {
    document: Name,
    findings: Option<Vec<Value>>,
}

/// Reads a report of one document or of several, as `check --format json` writes it; `path` is for messages.
///
/// # Errors
///
/// [`Error::Table`] with the line, if it is no such report.
pub fn read(path: &Path, text: &str) -> Result<Vec<Told>> {
    #[derive(Deserialize)]
    struct Several {
        documents: Vec<Document>,
    }
    let wrong = |line: usize, problem: &str| Error::Table {
        path: path.to_owned(),
        line: line.max(1),
        problem: format!(
            "this is no report of daejo ({problem}): give what `daejo check --format json` writes"
        ),
    };
    let damaged = |error: serde_json::Error| wrong(error.line(), &error.to_string());
    let whole: Value = serde_json::from_str(text).map_err(damaged)?;
    let documents = if whole.get("documents").is_some() {
        serde_json::from_value::<Several>(whole).map_err(damaged)?.documents
    } else {
        let one: Document = serde_json::from_value(whole).map_err(damaged)?;
        if one.findings.is_none() {
            return Err(wrong(1, "it has no findings"));
        }
        vec![one]
    };
    let told = documents.into_iter().map(|Document { document, findings }| {
        let written = findings.clone().unwrap_or_default();
        let findings = findings
            .map(|all| all.into_iter().map(serde_json::from_value).collect::<Result<_, _>>());
        let findings = findings.transpose().map_err(damaged)?;
        Ok(Told { name: document, findings, written })
    });
    told.collect()
}

/// What is new, gone and changed from `old` to `new`, document by document, those of `new` first.
///
/// Documents are the same if they have the same paths, or if there is one in each report. What could not be compared in
/// `new` is not gone.
pub fn changes(old: Vec<Told>, new: Vec<Told>) -> Vec<Change> {
    let are_single = old.len() == 1 && new.len() == 1;
    let mut before: BTreeMap<Name, Vec<Finding>> = BTreeMap::new();
    for told in old {
        let name = if are_single { new[0].name.clone() } else { told.name };
        before.insert(name, told.findings.unwrap_or_default());
    }
    let mut changes = Vec::new();
    for Told { name, findings, written } in new {
        let known = before.remove(&name).unwrap_or_default();
        let Some(findings) = findings else { continue };
        let mut baseline = Baseline::default();
        baseline.set(name.clone(), &known, |_| true);
        let comparison = baseline.compare(&name, &findings, &[], |_| true);
        changes.push(Change { name, findings, written, comparison });
    }
    for (name, findings) in before {
        let gone = findings.iter().map(Entry::of).collect();
        let comparison = Comparison { statuses: Vec::new(), gone };
        changes.push(Change { name, findings: Vec::new(), written: Vec::new(), comparison });
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baseline::Status;

    fn report(path: &str, findings: &[(&str, &str, &str)]) -> String {
        let findings = findings.iter().map(|(id, source, target)| {
            format!(
                "{{\"id\":\"{id}\",\"rule\":\"number\",\"issue\":\"numbers\",\"severity\":\"major\",\
                 \"confidence\":0.9,\"bead\":0,\"source\":{{\"segments\":[0],\"text\":\"{source}\",\
                 \"span\":{{\"start\":0,\"end\":2}}}},\"target\":{{\"segments\":[0],\"text\":\"{target}\",\
                 \"span\":{{\"start\":0,\"end\":2}}}},\"message\":\"m\",\"suggestion\":null,\
                 \"group\":\"{id}g\",\"evidence\":\"e\"}}"
            )
        });
        let findings: Vec<String> = findings.collect();
        format!(
            "{{\"version\":1,\"document\":{{\"path\":\"{path}\",\"sha256\":\"x\"}},\"findings\":[{}]}}",
            findings.join(",")
        )
    }

    fn told(text: &str) -> Vec<Told> {
        read(Path::new("r.json"), text).expect("a report")
    }

    #[test]
    fn what_is_new_changed_and_gone_is_told() {
        let old =
            told(&report("a.txt", &[("1", "12", "13"), ("2", "20", "21"), ("3", "30", "31")]));
        let new =
            told(&report("b.txt", &[("1", "12", "13"), ("4", "20", "22"), ("5", "50", "51")]));
        let changes = changes(old, new);
        let [change] = &changes[..] else { panic!("one document: {changes:?}") };
        let statuses: Vec<&str> = change.comparison.statuses.iter().map(Status::word).collect();
        assert_eq!(statuses, ["known", "changed", "new"]);
        let gone: Vec<&str> = change.comparison.gone.iter().map(|e| e.id.as_str()).collect();
        assert_eq!(gone, ["3"]);
    }

    #[test]
    fn a_document_that_is_no_more_has_nothing_but_what_is_gone() {
        let several = |documents: &[&str]| {
            told(&format!("{{\"version\":2,\"documents\":[{}]}}", documents.join(",")))
        };
        let (a, b) = (report("a", &[("1", "1", "2")]), report("b", &[("2", "3", "4")]));
        let failed = "{\"document\":{\"path\":\"a\"},\"error\":\"cannot read a\"}";
        let changes = changes(several(&[&a, &b]), several(&[failed]));
        let gone: Vec<(&str, usize)> =
            changes.iter().map(|c| (c.name.path.as_str(), c.comparison.gone.len())).collect();
        assert_eq!(gone, [("b", 1)], "what could not be read is not gone");
    }

    #[test]
    fn what_is_no_report_is_refused() {
        for text in ["", "[]", "{}", "{\"version\":1,\"document\":{\"path\":\"a\"}}", "no"] {
            let error = read(Path::new("r.json"), text).expect_err(text).to_string();
            assert!(error.starts_with("r.json, line 1: this is no report of daejo ("), "{error}");
        }
    }
}
