//! JSON for other programs: one object, version 1, with one segment, bead or finding a line, so that
//! two reports can be compared line by line.

mod finding;

use serde::Serialize;

pub(super) use self::finding::rounded_finding;
use super::{
    Compared, Input, Places, Verdict, halves::covering, left_out, place::in_file, rounded,
};
use crate::{
    align::Bead,
    baseline::Entry,
    document::{Document, Place},
    halves::{Halves, Part},
    segment::{Bitext, Segment},
    text::{Language, Span},
};

/// The version of the format; raised when a reader of the last one would misread the next.
pub const VERSION: u32 = 1;

/// What `check` found: document, segments, beads and findings, and what is to be known about them.
///
/// Floats are rounded to four digits; spans are byte offsets into the file of their side. With a baseline
/// each finding has its `status` (`new`, `known`, `changed`), a changed one what it `was`, and what is not
/// found any more is `gone`.
pub fn check(compared: &Compared<'_>, verdict: &Verdict<'_>) -> String {
    let Split { before, findings, after } = split(compared, verdict);
    let mut fields = vec![("version", VERSION.to_string())];
    fields.extend(before);
    fields.push(("findings", list(findings.into_iter(), 2)));
    fields.extend(after);
    object(&fields)
}

/// The fields of a report before its findings, the findings, and the fields after them.
pub(super) struct Split {
    pub(super) before: Vec<(&'static str, String)>,
    pub(super) findings: Vec<String>,
    pub(super) after: Vec<(&'static str, String)>,
}

/// What [`check`] writes, in three parts.
pub(super) fn split(compared: &Compared<'_>, verdict: &Verdict<'_>) -> Split {
    let findings = told(compared.input, verdict);
    let mut after =
        vec![("hidden", verdict.hidden.to_string()), ("ignored", verdict.ignored.to_string())];
    if verdict.more > 0 {
        after.push(("more", verdict.more.to_string()));
    }
    if let Some(comparison) = verdict.comparison {
        after.push(("gone", list(comparison.gone.iter().map(value), 2)));
    }
    Split {
        before: vec![
            ("document", document(compared.input, compared.bitext)),
            ("warnings", value(&verdict.warnings)),
            ("languages", value(&left_out::languages(compared.input, compared.bitext))),
            ("left_out", left(compared.input)),
            ("segments", segments(compared.input, compared.bitext)),
            ("beads", beads(compared, false)),
        ]
        .into_iter()
        .chain(units(compared.input))
        .collect(),
        findings: findings.collect(),
        after,
    }
}

/// How many units are in which state, of files that hold units.
fn units(input: &Input) -> Option<(&'static str, String)> {
    let counts = input.unit_counts();
    (counts.all > 0).then(|| ("units", value(&counts)))
}

fn left(input: &Input) -> String {
    list(left_out::left_out(input).iter().map(value), 2)
}

/// One finding a line, as in [`check`]; behind them, with the status `gone`, what a baseline knows and was not
/// found any more, its words (`text`) without a place.
pub fn lines(input: &Input, verdict: &Verdict<'_>) -> String {
    let gone = verdict.comparison.iter().flat_map(|comparison| &comparison.gone).map(gone);
    told(input, verdict).chain(gone).map(|line| line + "\n").collect()
}

/// What a baseline knows and was not found any more, as a line.
pub(super) fn gone(entry: &Entry) -> String {
    #[derive(Serialize)]
    struct Words<'a> {
        text: &'a str,
    }
    #[derive(Serialize)]
    struct Gone<'a> {
        id: &'a str,
        rule: &'a str,
        severity: crate::rule::Severity,
        source: Option<Words<'a>>,
        target: Option<Words<'a>>,
        message: &'a str,
        group: &'a str,
        status: &'static str,
    }
    value(&Gone {
        id: &entry.id,
        rule: &entry.rule,
        severity: entry.severity,
        source: entry.source.as_deref().map(|text| Words { text }),
        target: entry.target.as_deref().map(|text| Words { text }),
        message: &entry.message,
        group: &entry.group,
        status: "gone",
    })
}

/// An alignment: document, segments and beads, these with their costs in nats, and what makes it doubtful.
pub fn alignment(compared: &Compared<'_>, warnings: &[String]) -> String {
    let mut fields = vec![("version", VERSION.to_string())];
    fields.extend(alignment_fields(compared, warnings));
    object(&fields)
}

pub(super) fn alignment_fields(
    compared: &Compared<'_>,
    warnings: &[String],
) -> Vec<(&'static str, String)> {
    vec![
        ("document", document(compared.input, compared.bitext)),
        ("warnings", value(&warnings)),
        ("languages", value(&left_out::languages(compared.input, compared.bitext))),
        ("left_out", left(compared.input)),
        ("segments", segments(compared.input, compared.bitext)),
        ("beads", beads(compared, true)),
    ]
}

/// The segments of both halves and what was left out, the furniture with all that is known of it.
pub fn segmentation(input: &Input, bitext: &Bitext) -> String {
    let mut fields = vec![("version", VERSION.to_string())];
    fields.extend(segmentation_fields(input, bitext));
    object(&fields)
}

pub(super) fn segmentation_fields(input: &Input, bitext: &Bitext) -> Vec<(&'static str, String)> {
    /// A part with the half of two files that it was found in.
    #[derive(Serialize)]
    struct Left<'a> {
        #[serde(flatten)]
        part: PlacedPart<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        half: Option<&'static str>,
    }
    let two = input.target.is_some();
    let parts = input.furniture().enumerate();
    let of_source = input.source_parts.iter().filter(|part| is_furniture(part)).count();
    let lines = [Places::new(&input.source), Places::new(input.target())];
    let furniture = parts.map(|(number, part)| {
        let half = if number < of_source { "source" } else { "target" };
        let document = if number < of_source { &input.source } else { input.target() };
        let places = &lines[usize::from(number >= of_source)];
        value(&Left { part: placed_part(document, places, part), half: two.then_some(half) })
    });
    vec![
        ("document", document(input, bitext)),
        ("languages", value(&left_out::languages(input, bitext))),
        ("left_out", left(input)),
        ("segments", segments(input, bitext)),
        ("furniture", list(furniture, 2)),
    ]
}

/// The parts of a document: a list that covers it without gap or overlap.
pub fn halves(document: &Document, halves: &Halves) -> String {
    let (spans, places) = (covering(document, halves), Places::new(document));
    let parts = halves.parts.iter().zip(spans).map(|(part, span)| {
        let mut placed = placed_part(document, &places, part);
        placed.part.span = span;
        value(&placed)
    });
    list(parts, 0) + "\n"
}

fn is_furniture(part: &Part) -> bool {
    part.kind == crate::halves::Kind::Furniture
}

pub(super) fn document(input: &Input, bitext: &Bitext) -> String {
    #[derive(Serialize)]
    struct Described<'a> {
        path: String,
        sha256: &'a str,
        source_language: &'a Language,
        target_language: &'a Language,
        #[serde(skip_serializing_if = "Option::is_none")]
        encoding: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        target_path: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        target_sha256: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        target_encoding: Option<&'a str>,
    }
    let target = input.target.as_ref();
    value(&Described {
        path: input.source.path.display().to_string(),
        sha256: &input.source.sha256,
        source_language: &bitext.source.language,
        target_language: &bitext.target.language,
        encoding: encoding(&input.source),
        target_path: target.map(|document| document.path.display().to_string()),
        target_sha256: target.map(|document| document.sha256.as_str()),
        target_encoding: target.and_then(encoding),
    })
}

/// The encoding of a file whose spans are not those of its own bytes.
pub(super) fn encoding(document: &Document) -> Option<&str> {
    (!document.is_utf8()).then(|| document.encoding())
}

fn segments(input: &Input, bitext: &Bitext) -> String {
    #[derive(Serialize)]
    struct Placed<'a> {
        index: usize,
        paragraph: usize,
        text: &'a str,
        span: Span,
        #[serde(skip_serializing_if = "Option::is_none")]
        raw: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<&'a Place>,
    }
    let half = |document: &Document, segments: &[Segment]| {
        let placed = segments.iter().map(|segment| {
            let Segment { index, paragraph, text, span, .. } = segment;
            let place = document.place_at(span.start);
            let (span, raw) = in_file(document, *span, text);
            value(&Placed { index: *index, paragraph: *paragraph, text, span, raw, place })
        });
        list(placed, 4)
    };
    let source = half(&input.source, &bitext.source.segments);
    let target = half(input.target(), &bitext.target.segments);
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

/// The findings told, one a line.
fn told(input: &Input, verdict: &Verdict<'_>) -> impl Iterator<Item = String> {
    verdict.findings.iter().enumerate().map(|(index, finding)| {
        let status = verdict.status(index);
        value(&rounded_finding(input, finding, status))
    })
}

/// A part as it stands in the file, its confidence rounded.
fn placed_part<'a>(document: &'a Document, places: &Places<'_>, part: &Part) -> PlacedPart<'a> {
    let span = document.in_file(part.span);
    let line = places.of(part.core.start).line;
    let confidence = rounded(part.confidence);
    let part = Part { span, line, confidence, ..part.clone() };
    PlacedPart { place: document.place_at(part.core.start), part }
}

/// A part, and where a file that is no text shows it.
#[derive(Serialize)]
struct PlacedPart<'a> {
    #[serde(flatten)]
    part: Part,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a Place>,
}

/// One line of JSON.
pub(super) fn value(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).expect("names are strings, and nothing else can fail")
}

/// A list with one value a line, indented under a key that is indented by `depth` spaces.
pub(super) fn list(values: impl Iterator<Item = String>, depth: usize) -> String {
    let indent = " ".repeat(depth);
    let rows: Vec<String> = values.map(|value| format!("{indent}  {value}")).collect();
    if rows.is_empty() {
        return "[]".into();
    }
    format!("[\n{}\n{indent}]", rows.join(",\n"))
}

/// An object of values that are JSON already.
pub(super) fn object(fields: &[(&str, String)]) -> String {
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
        let report = check(&sample.compared(), &Verdict::of(&sample.findings));
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
        let lines = lines(&sample.input, &Verdict::of(&sample.findings));
        let whole: serde_json::Value =
            serde_json::from_str(&check(&sample.compared(), &Verdict::of(&sample.findings)))
                .expect("JSON");
        for (line, finding) in lines.lines().zip(whole["findings"].as_array().expect("a list")) {
            assert_eq!(&serde_json::from_str::<serde_json::Value>(line).expect("JSON"), finding);
        }
        assert_eq!(lines.lines().count(), sample.findings.len());
    }

    #[test]
    fn what_is_gone_has_a_line_of_its_own() {
        let sample = sample::note();
        let (findings, comparison) = sample.compared_with_a_baseline();
        let verdict =
            Verdict { findings: &findings, comparison: Some(&comparison), ..Verdict::default() };
        let lines = lines(&sample.input, &verdict);
        let last = lines.lines().last().expect("a line");
        let last: serde_json::Value = serde_json::from_str(last).expect("JSON");
        assert_eq!((&last["status"], &last["target"]["text"]), (&"gone".into(), &"27".into()));
        assert_eq!(lines.lines().count(), findings.len() + 1);
    }

    #[test]
    fn an_alignment_has_costs_and_a_clean_report_an_empty_list() {
        let sample = sample::note();
        assert!(check(&sample.compared(), &Verdict::default()).contains("\"findings\": []"));
        insta::assert_snapshot!(alignment(&sample.compared(), &[]));
    }

    #[test]
    fn segments_come_with_the_furniture_left_out() {
        let sample = sample::note();
        insta::assert_snapshot!(segmentation(&sample.input, &sample.bitext));
    }

    #[test]
    fn what_is_known_of_findings_is_written_with_them() {
        let sample = sample::note();
        let (findings, comparison) = sample.compared_with_a_baseline();
        let warnings = ["the halves hardly belong together".to_owned()];
        let verdict = Verdict {
            findings: &findings,
            hidden: 2,
            ignored: 1,
            warnings: &warnings,
            comparison: Some(&comparison),
            more: 0,
        };
        let report = check(&sample.compared(), &verdict);
        let read: serde_json::Value = serde_json::from_str(&report).expect("JSON");
        let statuses: Vec<_> =
            read["findings"].as_array().expect("a list").iter().map(|f| &f["status"]).collect();
        assert_eq!(statuses, ["new", "changed", "known"]);
        assert_eq!(read["findings"][1]["was"]["target"], "부수상");
        assert_eq!(read["findings"][1]["also"][0]["rule"], "name");
        assert_eq!(read["gone"][0]["rule"], "number");
        assert_eq!((&read["hidden"], &read["ignored"]), (&2.into(), &1.into()));
        assert_eq!(read["warnings"][0], warnings[0]);
    }

    #[test]
    fn parts_are_a_list() {
        let sample = sample::note();
        let halves = Halves { parts: sample.input.source_parts.clone(), doubts: Vec::new() };
        insta::assert_snapshot!(self::halves(&sample.input.source, &halves));
    }
}
