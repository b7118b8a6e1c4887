//! What the program promises to other programs, on the note: forms, spans, exit codes, the same bytes
//! every time.

use std::process::{Command, Output};

use serde_json::Value;

const NOTE: &str = "corpora/polish-note-1957/note.txt";
const SOURCE: &str = "corpora/polish-note-1957/note.en.txt";
const TARGET: &str = "corpora/polish-note-1957/note.ko.txt";

fn daejo(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daejo"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().expect("it ran")
}

fn text(output: &Output) -> String {
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&text(&daejo(arguments))).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("small")
}

fn span(value: &Value) -> (usize, usize) {
    (number(&value["span"]["start"]), number(&value["span"]["end"]))
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn file(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect("a file")
}

#[test]
fn a_report_has_the_promised_form_and_its_spans_hold_its_texts() {
    let report = json(&["check", NOTE, "--format", "json"]);
    let promised = ["beads", "document", "findings", "segments", "version"];
    assert!(promised.iter().all(|key| keys(&report).contains(key)), "{:?}", keys(&report));
    assert_eq!(report["version"], 1);
    assert_eq!(report["document"]["path"], NOTE);
    assert_eq!(keys(&report["document"]), ["path", "sha256", "source_language", "target_language"]);
    let note = file(NOTE);
    let holds = |value: &Value| {
        let (start, end) = span(value);
        assert_eq!(note.get(start..end), value["text"].as_str(), "{value}");
    };
    for side in ["source", "target"] {
        for (index, segment) in list(&report["segments"][side]).iter().enumerate() {
            assert_eq!(number(&segment["index"]), index);
            holds(segment);
        }
        for finding in list(&report["findings"]) {
            let words = &finding[side];
            if words.is_null() {
                continue;
            }
            holds(words);
            let (start, end) = span(words);
            for index in list(&words["segments"]) {
                let (first, last) = span(&report["segments"][side][number(index)]);
                assert!(start < last && first < end, "{finding}: not in segment {index}");
            }
        }
    }
    for finding in list(&report["findings"]) {
        let bead = &report["beads"][number(&finding["bead"])];
        for side in ["source", "target"] {
            let segments = finding[side]["segments"].as_array();
            for index in segments.into_iter().flatten() {
                assert!(list(&bead[side]).contains(index), "{finding}: not in its bead");
            }
        }
        let confidence = finding["confidence"].as_f64().expect("a number");
        assert!((0.0..=1.0).contains(&confidence), "{finding}");
    }
}

#[test]
fn two_files_are_both_named() {
    let report = json(&["check", SOURCE, TARGET, "--presegmented", "--format", "json"]);
    assert_eq!(report["document"]["path"], SOURCE);
    assert_eq!(report["document"]["target_path"], TARGET);
    assert_eq!(report["document"]["target_sha256"].as_str().map(str::len), Some(64));
    let (start, end) = span(&report["segments"]["target"][0]);
    assert_eq!(&file(TARGET)[start..end], report["segments"]["target"][0]["text"]);
}

#[test]
fn beads_cover_both_halves_once_and_in_order() {
    let report = json(&["align", NOTE, "--format", "json"]);
    for side in ["source", "target"] {
        let beads = list(&report["beads"]).iter();
        let covered: Vec<usize> =
            beads.flat_map(|bead| list(&bead[side]).iter().map(number)).collect();
        let segments = list(&report["segments"][side]).len();
        assert_eq!(covered, (0..segments).collect::<Vec<_>>(), "{side}");
    }
}

#[test]
fn parts_cover_the_file_without_gap_or_overlap() {
    let parts = json(&["detect", NOTE, "--format", "json"]);
    let mut at = 0;
    for part in list(&parts) {
        assert_eq!(keys(part), ["confidence", "kind", "language", "line", "reason", "span"]);
        let (start, end) = span(part);
        assert_eq!(start, at, "{part}");
        at = end;
    }
    assert_eq!(at, file(NOTE).len());
}

#[test]
fn segments_and_furniture_share_no_byte() {
    let report = json(&["segment", NOTE, "--format", "json"]);
    assert_eq!(
        keys(&report),
        ["document", "furniture", "languages", "left_out", "segments", "version"]
    );
    let mut spans: Vec<(usize, usize)> = list(&report["furniture"]).iter().map(span).collect();
    for side in ["source", "target"] {
        spans.extend(list(&report["segments"][side]).iter().map(span));
    }
    spans.sort_unstable();
    for pair in spans.windows(2) {
        assert!(pair[0].1 <= pair[1].0, "{pair:?}");
    }
}

#[test]
fn the_exit_code_says_whether_there_is_something_to_report() {
    let code = |arguments: &[&str]| {
        let mut all = vec!["check", NOTE];
        all.extend(arguments);
        daejo(&all).status.code()
    };
    assert_eq!(code(&[]), Some(1));
    assert_eq!(code(&["--fail-on", "none"]), Some(0));
    assert_eq!(code(&["--min-confidence", "1"]), Some(0), "nothing is that sure");
}

#[test]
fn thresholds_and_rules_choose_findings() {
    let findings = |arguments: &[&str]| -> Vec<Value> {
        let mut all = vec!["check", NOTE, "--format", "jsonl"];
        all.extend(arguments);
        let lines = text(&daejo(&all));
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    };
    let all = findings(&[]);
    let only = findings(&["--rule", "untranslated"]);
    let without = findings(&["--no-rule", "untranslated"]);
    assert!(!only.is_empty() && only.iter().all(|finding| finding["rule"] == "untranslated"));
    assert_eq!(only.len() + without.len(), all.len());
    let grave = findings(&["--min-severity", "major"]);
    assert!(grave.len() < all.len() && grave.iter().all(|finding| finding["severity"] != "minor"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for command in [
        &["check", NOTE][..],
        &["check", NOTE, "--format", "json"],
        &["check", NOTE, "--format", "html"],
        &["check", NOTE, "--format", "csv"],
        &["check", NOTE, "--format", "xlsx"],
        &["check", NOTE, "--format", "xliff2", "-q"],
        &["align", NOTE, "--format", "docx"],
        &["align", NOTE, "--format", "tmx", "-q"],
        &["detect", NOTE, "--format", "json"],
    ] {
        let with = |jobs: &[&str]| {
            let output = daejo(&[command, jobs].concat());
            assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
            output.stdout
        };
        let one = with(&["-j", "1"]);
        assert!(one == with(&["-j", "4"]), "{command:?}");
        assert!(one == with(&[]), "{command:?}");
    }
}

/// Whoever uses the library is told what the program tells: identities, severities, what is left out.
#[test]
#[cfg(feature = "encoder")]
fn the_library_finds_what_the_program_prints() {
    use daejo::{align, anchor, document::Document, encoder::Encoder, reading::Context, segment};

    let half = |path: &str, language| {
        let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
        let document = Document::read(std::path::Path::new(&path), None).expect("a text");
        segment::presegmented(&document, &language)
    };
    let bitext = segment::Bitext {
        source: half(SOURCE, daejo::text::Language::english()),
        target: half(TARGET, daejo::text::Language::korean()),
    };
    let (anchors, encoder) = (anchor::find(&bitext), Encoder::embedded());
    let alignment = align::align(&bitext, &anchors, Some(&encoder));
    let context = Context::new(&bitext, &alignment, &anchors).with_encoder(Some(&encoder));
    let judged = daejo::check(&context, &daejo::Options::default());
    let report = json(&["check", SOURCE, TARGET, "--presegmented", "--format", "json"]);
    let printed = list(&report["findings"]);
    assert!(printed.len() > 20, "{} findings", printed.len());
    assert_eq!(judged.findings.len(), printed.len());
    assert_eq!(judged.hidden.len(), number(&report["hidden"]));
    for (finding, printed) in judged.findings.iter().zip(printed) {
        let finding = serde_json::to_value(finding).expect("plain data");
        for field in [
            "id",
            "group",
            "rule",
            "evidence",
            "severity",
            "source",
            "target",
            "message",
            "suggestion",
        ] {
            assert_eq!(finding[field], printed[field], "{}", printed["id"]);
        }
    }
}
