//! JSON for other programs: one object, version 1, with one segment, bead or finding a line, so that
//! two reports can be compared line by line.

use serde::Serialize;

use super::{Compared, Input};
use crate::{
    align::Bead,
    check::{Finding, Side},
    halves::{Halves, Part},
    segment::{Bitext, Segment},
    text::Language,
};

/// The version of the format; raised when a reader of the last one would misread the next.
pub const VERSION: u32 = 1;

/// What `check` found: document, segments, beads and findings.
///
/// Floats are rounded to four digits; spans are byte offsets into the file of their side.
pub fn check(compared: &Compared<'_>, findings: &[Finding]) -> String {
    let beads = beads(compared, false);
    let findings = list(findings.iter().map(|finding| value(&rounded_finding(finding))), 2);
    object(&[
        ("version", VERSION.to_string()),
        ("document", document(compared.input, compared.bitext)),
        ("segments", segments(compared.bitext)),
        ("beads", beads),
        ("findings", findings),
    ])
}

/// One finding a line, as in [`check`].
pub fn lines(findings: &[Finding]) -> String {
    findings.iter().map(|finding| value(&rounded_finding(finding)) + "\n").collect()
}

/// An alignment: document, segments and beads, these with their costs in nats.
pub fn alignment(compared: &Compared<'_>) -> String {
    object(&[
        ("version", VERSION.to_string()),
        ("document", document(compared.input, compared.bitext)),
        ("segments", segments(compared.bitext)),
        ("beads", beads(compared, true)),
    ])
}

/// The segments of both halves and the furniture left out.
pub fn segmentation(input: &Input, bitext: &Bitext) -> String {
    /// A part with the half of two files that it was found in.
    #[derive(Serialize)]
    struct Left<'a> {
        #[serde(flatten)]
        part: &'a Part,
        #[serde(skip_serializing_if = "Option::is_none")]
        half: Option<&'static str>,
    }
    let two = input.target.is_some();
    let parts = input.furniture().enumerate();
    let of_source = input.source_parts.iter().filter(|part| is_furniture(part)).count();
    let furniture = parts.map(|(number, part)| {
        let half = if number < of_source { "source" } else { "target" };
        value(&Left { part: &rounded_part(part), half: two.then_some(half) })
    });
    object(&[
        ("version", VERSION.to_string()),
        ("document", document(input, bitext)),
        ("segments", segments(bitext)),
        ("furniture", list(furniture, 2)),
    ])
}

/// The parts of a document: a list that covers it without gap or overlap.
pub fn halves(halves: &Halves) -> String {
    list(halves.parts.iter().map(|part| value(&rounded_part(part))), 0) + "\n"
}

fn is_furniture(part: &Part) -> bool {
    part.kind == crate::halves::Kind::Furniture
}

fn document(input: &Input, bitext: &Bitext) -> String {
    #[derive(Serialize)]
    struct Described<'a> {
        path: String,
        sha256: &'a str,
        source_language: &'a Language,
        target_language: &'a Language,
        #[serde(skip_serializing_if = "Option::is_none")]
        target_path: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        target_sha256: Option<&'a str>,
    }
    let target = input.target.as_ref();
    value(&Described {
        path: input.source.path.display().to_string(),
        sha256: &input.source.sha256,
        source_language: &bitext.source.language,
        target_language: &bitext.target.language,
        target_path: target.map(|document| document.path.display().to_string()),
        target_sha256: target.map(|document| document.sha256.as_str()),
    })
}

fn segments(bitext: &Bitext) -> String {
    let half = |segments: &[Segment]| list(segments.iter().map(value), 4);
    let (source, target) = (half(&bitext.source.segments), half(&bitext.target.segments));
    format!("{{\n    \"source\": {source},\n    \"target\": {target}\n  }}")
}

fn beads(compared: &Compared<'_>, with_cost: bool) -> String {
    #[derive(Serialize)]
    struct Indexed {
        index: usize,
        source: Vec<usize>,
        target: Vec<usize>,
        score: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        cost: Option<f64>,
    }
    let beads = compared.alignment.beads.iter().enumerate();
    let beads = beads.map(|(index, Bead { source, target, score, cost })| Indexed {
        index,
        source: source.clone().collect(),
        target: target.clone().collect(),
        score: rounded(*score),
        cost: with_cost.then(|| rounded(*cost)),
    });
    list(beads.map(|bead| value(&bead)), 2)
}

fn rounded_finding(finding: &Finding) -> impl Serialize + '_ {
    #[derive(Serialize)]
    struct Rounded<'a> {
        id: &'a str,
        rule: &'a str,
        issue: crate::check::Issue,
        severity: crate::check::Severity,
        confidence: f64,
        bead: usize,
        source: &'a Option<Side>,
        target: &'a Option<Side>,
        message: &'a str,
        suggestion: &'a Option<String>,
        group: &'a str,
        evidence: &'a str,
    }
    let Finding { id, group, rule, issue, severity, bead, source, target, message, .. } = finding;
    Rounded {
        id,
        rule,
        issue: *issue,
        severity: *severity,
        confidence: rounded(finding.confidence),
        bead: *bead,
        source,
        target,
        message,
        suggestion: &finding.suggestion,
        group,
        evidence: &finding.evidence,
    }
}

fn rounded_part(part: &Part) -> Part {
    Part { confidence: rounded(part.confidence), ..part.clone() }
}

/// To four digits: more are noise, and differ between machines.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

/// One line of JSON.
fn value(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("names are strings, and nothing else can fail")
}

/// A list with one value a line, indented under a key that is indented by `depth` spaces.
fn list(values: impl Iterator<Item = String>, depth: usize) -> String {
    let indent = " ".repeat(depth);
    let rows: Vec<String> = values.map(|value| format!("{indent}  {value}")).collect();
    if rows.is_empty() {
        return "[]".into();
    }
    format!("[\n{}\n{indent}]", rows.join(",\n"))
}

/// An object of values that are JSON already.
fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("  \"{name}\": {value}")).collect();
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn findings_are_written_as_promised() {
        let sample = sample::note();
        let report = check(&sample.compared(), &sample.findings);
        let read: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        assert_eq!(read["version"], 1);
        let text = &sample.input.source.text;
        for side in ["source", "target"] {
            for finding in read["findings"].as_array().expect("a list") {
                let Some(words) = finding[side].as_object() else { continue };
                let at = |end: &str| {
                    let offset = words["span"][end].as_u64().expect("an offset");
                    usize::try_from(offset).expect("a small file")
                };
                assert_eq!(words["text"], text[at("start")..at("end")]);
            }
        }
        insta::assert_snapshot!(report);
    }

    #[test]
    fn one_finding_a_line_is_the_same_findings() {
        let sample = sample::note();
        let lines = lines(&sample.findings);
        let whole: serde_json::Value =
            serde_json::from_str(&check(&sample.compared(), &sample.findings)).expect("JSON");
        for (line, finding) in lines.lines().zip(whole["findings"].as_array().expect("a list")) {
            assert_eq!(&serde_json::from_str::<serde_json::Value>(line).expect("JSON"), finding);
        }
        assert_eq!(lines.lines().count(), sample.findings.len());
    }

    #[test]
    fn an_alignment_has_costs_and_a_clean_report_an_empty_list() {
        let sample = sample::note();
        assert!(check(&sample.compared(), &[]).contains("\"findings\": []"));
        insta::assert_snapshot!(alignment(&sample.compared()));
    }

    #[test]
    fn segments_come_with_the_furniture_left_out() {
        let sample = sample::note();
        insta::assert_snapshot!(segmentation(&sample.input, &sample.bitext));
    }

    #[test]
    fn parts_are_a_list() {
        let sample = sample::note();
        let halves = Halves { parts: sample.input.source_parts.clone() };
        insta::assert_snapshot!(self::halves(&halves));
    }
}
