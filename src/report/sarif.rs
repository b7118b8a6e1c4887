//! SARIF 2.1.0 (OASIS, 2020): findings as code hosts and editors show them.
//!
//! A finding stands where it would be mended, in the translation; the words of the original are the related
//! location. One that has no words in the translation stands in the original.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Compared, Places, Verdict, left_out, rounded};
use crate::{
    baseline::{Entry, Status},
    check::RULES,
    document::Document,
    judge::Finding,
    reading::Side,
    rule::{Explanation, Severity},
};

/// What `check` found, as one run.
///
/// Columns count UTF-16 units of the file as it stands, which is what readers take them for whatever is declared; byte offsets are given where the file is in UTF-8, so that they are those of
/// the file. `partialFingerprints` are the finding's id and group, `rank` its confidence in per cent. With a
/// baseline each result has its `baselineState`, what is gone being `absent` and without a place.
pub fn write(compared: &Compared<'_>, verdict: &Verdict<'_>) -> String {
    let files = files(compared, true);
    let gone = verdict.comparison.map(|comparison| &comparison.gone[..]).unwrap_or_default();
    let named = verdict.findings.iter().map(|finding| &finding.rule);
    let mut rules: Vec<&str> =
        named.chain(gone.iter().map(|e| &e.rule)).map(String::as_str).collect();
    rules.sort_by_key(|name| (explanation(name).map_or(RULES.len(), |(at, _)| at), *name));
    rules.dedup();
    let index = |name: &str| rules.iter().position(|rule| *rule == name);
    let results = all_results(verdict, &files, index);
    let mut notes: Vec<Value> =
        verdict.warnings.iter().map(|text| notification("warning", text)).collect();
    notes.extend(left_out::lines(compared.input).iter().map(|line| notification("note", line)));
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": tool(&rules),
            "automationDetails": automation(),
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notes,
            }],
            "columnKind": "utf16CodeUnits",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "artifacts": files.iter().map(File::artifact).collect::<Vec<_>>(),
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

pub(super) const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The results of one document among others: rules are numbered as in [`all_rules`], files have no number.
pub(super) fn results(compared: &Compared<'_>, verdict: &Verdict<'_>) -> Vec<Value> {
    all_results(verdict, &files(compared, false), |name| explanation(name).map(|(at, _)| at))
}

/// The names of all rules.
pub(super) fn all_rules() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.explanation().name).collect()
}

fn all_results(
    verdict: &Verdict<'_>,
    files: &[File<'_>],
    index: impl Fn(&str) -> Option<usize>,
) -> Vec<Value> {
    let gone = verdict.comparison.map(|comparison| &comparison.gone[..]).unwrap_or_default();
    let told = verdict.findings.iter().enumerate().map(|(number, finding)| {
        let status = verdict.status(number);
        result(finding, status, files, index(&finding.rule))
    });
    told.chain(gone.iter().map(|entry| absent(entry, index(&entry.rule)))).collect()
}

fn files<'a>(compared: &Compared<'a>, numbered: bool) -> Vec<File<'a>> {
    let input = compared.input;
    let [source, target] = [&compared.bitext.source, &compared.bitext.target]
        .map(|half| half.language.tag().to_owned());
    match &input.target {
        None => vec![File::new(&input.source, vec![source, target], numbered)],
        Some(other) => vec![
            File::new(&input.source, vec![source], numbered),
            File::new(other, vec![target], numbered),
        ],
    }
}

/// Something to be known about the run.
pub(super) fn notification(level: &str, text: &str) -> Value {
    json!({"level": level, "message": {"text": text}})
}

/// The program with its rules.
pub(super) fn tool(rules: &[&str]) -> Value {
    json!({"driver": {
        "name": env!("CARGO_PKG_NAME"),
        "fullName": concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")),
        "informationUri": concat!("https://crates.io/crates/", env!("CARGO_PKG_NAME")),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().map(|name| rule(name)).collect::<Vec<_>>(),
    }})
}

/// What tells these results from those of other tools and other runs of this one.
pub(super) fn automation() -> Value {
    json!({"id": concat!(env!("CARGO_PKG_NAME"), "/check/")})
}

/// A file that was read, with its language or languages.
pub(super) fn artifact(path: &str, sha256: &str, languages: &[String]) -> Value {
    let properties = match languages {
        [one] => json!({"language": one}),
        several => json!({"languages": several}),
    };
    json!({
        "location": {"uri": uri(path)},
        "hashes": {"sha-256": sha256},
        "properties": properties,
    })
}

/// A file with findings.
struct File<'a> {
    places: Places<'a>,
    document: &'a Document,
    languages: Vec<String>,
    uri: String,
    /// Where its lines begin, and where the characters stand that take two units of UTF-16.
    lines: Vec<usize>,
    wide: Vec<usize>,
    /// Whether places tell the position of the file in the list of all.
    numbered: bool,
}

impl<'a> File<'a> {
    fn new(document: &'a Document, languages: Vec<String>, numbered: bool) -> Self {
        let wide = document.text.char_indices().filter(|(_, c)| c.len_utf16() > 1);
        let wide: Vec<usize> = wide.map(|(at, _)| at).collect();
        // Without such characters nobody asks for the lines.
        let lines = if wide.is_empty() { Vec::new() } else { document.lines() };
        Self {
            places: Places::new(document),
            document,
            languages,
            lines: lines.iter().map(|line| line.span.start).collect(),
            wide,
            uri: uri(&document.path.to_string_lossy()),
            numbered,
        }
    }

    fn artifact(&self) -> Value {
        artifact(&self.document.path.to_string_lossy(), &self.document.sha256, &self.languages)
    }

    /// How many characters of its line before `offset` take two units of UTF-16.
    fn wide_before(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or_default();
        let before = |at: usize| self.wide.partition_point(|wide| *wide < at);
        before(offset) - before(start)
    }

    fn artifact_location(&self, index: usize) -> Value {
        let mut place = json!({"uri": self.uri});
        if self.numbered {
            place["index"] = json!(index);
        }
        place
    }

    /// Where a finding stands that is about no words of the file.
    fn whole(&self, index: usize, bead: usize) -> Value {
        json!({
            "physicalLocation": {"artifactLocation": self.artifact_location(index)},
            "logicalLocations": [{"fullyQualifiedName": format!("passage {bead}"), "kind": "passage"}],
        })
    }

    fn location(&self, index: usize, side: &Side) -> Value {
        let (start, end) = (self.places.of(side.span.start), self.places.end(side.span));
        let mut region = json!({
            "startLine": start.line,
            "startColumn": start.column + self.wide_before(side.span.start),
            "endLine": end.line,
            "endColumn": end.column + self.wide_before(side.span.end),
            "snippet": {"text": self.document.raw(side.span)},
        });
        if self.document.is_utf8() {
            let span = self.document.in_file(side.span);
            region["byteOffset"] = json!(span.start);
            region["byteLength"] = json!(span.len());
        }
        let place = self.artifact_location(index);
        json!({"physicalLocation": {"artifactLocation": place, "region": region}})
    }
}

fn explanation(name: &str) -> Option<(usize, &'static Explanation)> {
    RULES.iter().map(|rule| rule.explanation()).enumerate().find(|(_, rule)| rule.name == name)
}

/// A rule with what `explain` says of it; of a user's pattern there is the name alone.
fn rule(name: &str) -> Value {
    let Some((_, rule)) = explanation(name) else { return json!({"id": name}) };
    let example = |example: &crate::rule::Example| {
        format!("{}\n{}\n{}", example.source, example.target, example.comment)
    };
    let help = format!(
        "{}\n\nThis is one:\n{}\n\nThis is none:\n{}",
        rule.details,
        example(&rule.true_example),
        example(&rule.false_example)
    );
    json!({
        "id": rule.name,
        "name": readable(rule.name),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.details},
        "help": {"text": help},
        "defaultConfiguration": {"enabled": rule.on_by_default},
        "properties": {"group": rule.group, "issue": rule.issue, "tags": [rule.group]},
    })
}

/// `name-spelling` as `NameSpellingDivergence`: names of rules are written so, and must be other than their ids.
fn readable(name: &str) -> String {
    let part = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    name.split('-').map(part).collect::<String>() + "Divergence"
}

fn result(
    finding: &Finding,
    status: Option<&Status>,
    files: &[File<'_>],
    rule: Option<usize>,
) -> Value {
    let target = files.len() - 1;
    let place = |side: &Option<Side>, file: usize| {
        side.as_ref().map(|side| files[file].location(file, side))
    };
    let mut places =
        [place(&finding.target, target), place(&finding.source, 0)].into_iter().flatten();
    let mut result = base(&finding.rule, rule, finding.severity, &finding.message);
    let own = places.next().unwrap_or_else(|| files[target].whole(target, finding.bead));
    result.insert("locations".into(), json!([own]));
    let original = places.map(|place| (place, "in the original"));
    let again = finding.occurrences.iter().skip(1).filter_map(|other| {
        let found = place(&other.target, target).or_else(|| place(&other.source, 0));
        found.map(|place| (place, "and here"))
    });
    let related = original.chain(again).enumerate().map(|(id, (mut place, text))| {
        place["id"] = json!(id);
        place["message"] = json!({"text": text});
        place
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    result.insert("rank".into(), json!(rounded(100.0 * finding.confidence)));
    result.insert("partialFingerprints".into(), fingerprints(&finding.id, &finding.group));
    if let Some(status) = status {
        let state = match status {
            Status::New => "new",
            Status::Known => "unchanged",
            Status::Changed(_) => "updated",
        };
        result.insert("baselineState".into(), state.into());
    }
    let mut properties = json!({
        "severity": finding.severity,
        "confidence": rounded(finding.confidence),
        "evidence": finding.evidence,
        "issue": finding.issue,
        "bead": finding.bead,
    });
    if let Some(suggestion) = &finding.suggestion {
        properties["suggestion"] = json!(suggestion);
    }
    if !finding.also.is_empty() {
        properties["also"] = json!(finding.also);
    }
    result.insert("properties".into(), properties);
    result.into()
}

/// What a baseline knows and was not found any more.
fn absent(entry: &Entry, rule: Option<usize>) -> Value {
    let mut result = base(&entry.rule, rule, entry.severity, &entry.message);
    result.insert("partialFingerprints".into(), fingerprints(&entry.id, &entry.group));
    result.insert("baselineState".into(), "absent".into());
    result.into()
}

fn base(name: &str, rule: Option<usize>, severity: Severity, message: &str) -> Map<String, Value> {
    let level = match severity {
        Severity::Minor => "note",
        Severity::Major => "warning",
        Severity::Critical => "error",
    };
    let mut base = Map::new();
    base.insert("ruleId".into(), name.into());
    if let Some(rule) = rule {
        base.insert("ruleIndex".into(), rule.into());
    }
    base.insert("level".into(), level.into());
    base.insert("message".into(), json!({"text": message}));
    base
}

fn fingerprints(id: &str, group: &str) -> Value {
    json!({"id/v1": id, "group/v1": group})
}

/// A path as a reference by RFC 3986: relative as it was given, or `file://` and the path.
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b'\\' => uri.push('/'),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn log(verdict: &Verdict<'_>) -> Value {
        let sample = sample::note();
        serde_json::from_str(&write(&sample.compared(), verdict)).expect("JSON")
    }

    #[test]
    fn regions_are_the_words_by_bytes_and_by_lines() {
        let sample = sample::note();
        let log = log(&Verdict::of(&sample.findings));
        let run = &log["runs"][0];
        let results = run["results"].as_array().expect("a list");
        assert_eq!(results.len(), sample.findings.len());
        let text = &sample.input.source.text;
        let lines: Vec<&str> = text.lines().collect();
        let number =
            |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
        for (result, finding) in results.iter().zip(&sample.findings) {
            let index = number(&result["ruleIndex"]);
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], finding.rule.as_str());
            assert_eq!(result["partialFingerprints"]["id/v1"], finding.id.as_str());
            let side = finding.target.as_ref().or(finding.source.as_ref()).expect("words");
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let start = number(&region["byteOffset"]);
            assert_eq!(&text[start..start + number(&region["byteLength"])], side.text);
            if region["startLine"] == region["endLine"] {
                let from = number(&region["startColumn"]) - 1;
                let count = number(&region["endColumn"]) - 1 - from;
                let line = lines[number(&region["startLine"]) - 1].chars();
                assert_eq!(line.skip(from).take(count).collect::<String>(), side.text);
            }
        }
    }

    #[test]
    fn columns_count_units_and_no_byte_order_mark() {
        let text = "\u{feff}\u{1f4c4} Minister\n\n\u{1f4c4}\u{1f4c4} 수상\n";
        let document = Document::from_bytes(std::path::Path::new("n.txt"), text.as_bytes(), None)
            .expect("text");
        let file = File::new(&document, vec!["en".into(), "ko".into()], true);
        for (word, line, columns) in [("Minister", 1, [4, 12]), ("수상", 3, [6, 8])] {
            let start = document.text.find(word).expect(word);
            let span = crate::text::Span::new(start, start + word.len());
            let side = Side { segments: vec![0], text: word.into(), span };
            let region = &file.location(0, &side)["physicalLocation"]["region"];
            assert_eq!(region["startLine"], line, "{word}");
            assert_eq!(
                [&region["startColumn"], &region["endColumn"]],
                columns.each_ref(),
                "{word}"
            );
        }
        assert_eq!(file.artifact()["properties"], json!({"languages": ["en", "ko"]}));
    }

    #[test]
    fn a_finding_without_words_has_a_place_by_name() {
        let sample = sample::note();
        let mut finding = sample.findings[0].clone();
        (finding.source, finding.target) = (None, None);
        let log = log(&Verdict::of(&[finding]));
        let location = &log["runs"][0]["results"][0]["locations"][0];
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "passage 0");
        assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "note.txt");
    }

    #[test]
    fn a_baseline_tells_what_is_new_updated_unchanged_and_absent() {
        let (findings, comparison) = sample::note().compared_with_a_baseline();
        let warnings = ["the halves hardly belong together".to_owned()];
        let verdict = Verdict {
            findings: &findings,
            warnings: &warnings,
            comparison: Some(&comparison),
            ..Verdict::default()
        };
        let log = log(&verdict);
        let results = log["runs"][0]["results"].as_array().expect("a list");
        let states: Vec<_> = results.iter().map(|result| &result["baselineState"]).collect();
        assert_eq!(states, ["new", "updated", "unchanged", "absent"]);
        let notes = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
        assert_eq!(notes[0]["message"]["text"], warnings[0]);
    }

    #[test]
    fn paths_become_references() {
        #[rustfmt::skip]
        let cases = [
            ("notes/1957.txt",  "notes/1957.txt",        "relative as it is"),
            ("각서 1.txt",       "%EA%B0%81%EC%84%9C%201.txt", "Hangul and spaces in per cent"),
            ("/a/b",            "file:///a/b",           "absolute"),
            ("a\\b",            "a/b",                   "as another system writes it"),
        ];
        for (path, expected, why) in cases {
            assert_eq!(uri(path), expected, "{why}");
        }
    }
}
