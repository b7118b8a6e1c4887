use std::collections::BTreeMap;

use super::*;
use crate::report::{layout, sample};

/// A report of the sample, a document that failed, and a file that was left aside.
fn written(form: Form, style: Style) -> String {
    let sample = sample::note();
    let verdict = Verdict { hidden: 2, ..Verdict::of(&sample.findings) };
    let compared = sample.compared();
    let mut row = Row { name: "note".into(), ..Row::compared(&compared, &verdict) };
    let pieces = form.pieces(&compared, &verdict, &mut row, style, |s| s >= Severity::Major);
    let mut failed = Row::failed("lost.txt", None, "cannot read lost.txt: it is a test".into());
    let failure = form.failure(&mut failed);
    let rows = [row, failed];
    let alone = [("half.en.txt".to_owned(), "its ko half is not among the files".to_owned())];
    let others = BTreeMap::from([(".png".to_owned(), 2)]);
    let run = Run {
        rows: &rows,
        alone: &alone,
        others: &others,
        other_languages: 1,
        languages: [&Language::english(), &Language::korean()],
        warnings: &[],
        terms: &[],
        is_compared: false,
        more: 0,
        kinds: 0,
    };
    let Separators { finding: between, document: next, .. } = form.separators();
    let findings: Vec<String> = pieces.findings.into_iter().map(|piece| piece.text).collect();
    let findings = findings.join(between);
    let documents = if form.is_one_list() {
        findings + &pieces.tail + &failure.tail
    } else {
        [pieces.head + &findings + &pieces.tail, failure.head].join(next)
    };
    form.opening(&run) + &documents + &form.closing(&run, style)
}

#[test]
fn a_run_as_json_holds_each_document_as_it_is_alone() {
    let text = written(Form::Json, Style::default());
    let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(read["version"], 2);
    let sample = sample::note();
    let verdict = Verdict { hidden: 2, ..Verdict::of(&sample.findings) };
    let alone: serde_json::Value =
        serde_json::from_str(&super::super::json::check(&sample.compared(), &verdict))
            .expect("JSON");
    for field in ["document", "segments", "beads", "findings", "hidden", "left_out", "languages"] {
        assert_eq!(read["documents"][0][field], alone[field], "{field}");
    }
    assert_eq!(read["documents"][1]["error"], "cannot read lost.txt: it is a test");
    assert_eq!(read["unpaired"][0]["path"], "half.en.txt");
    assert_eq!(read["summary"]["findings"]["major"], 3);
    assert_eq!((&read["summary"]["failed"], &read["summary"]["documents"]), (&1.into(), &2.into()));
}

#[test]
fn lines_and_rows_name_their_document_and_end_with_what_failed() {
    let lines = written(Form::Jsonl, Style::default());
    let read: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(read.iter().all(|line| line["document"]["path"].is_string()), "{lines}");
    assert!(read.last().expect("a line")["error"].is_string());
    let table = written(Form::Tsv, Style::default());
    let mut rows = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let heading = rows.next().expect("a heading");
    assert_eq!(heading[heading.len() - 2..], ["document", "target_document"]);
    let rows: Vec<_> = rows.collect();
    assert!(rows.iter().all(|row| row.len() == heading.len()), "{table}");
    assert_eq!(rows.last().expect("a row")[heading.len() - 2], "lost.txt");
}

#[test]
fn sarif_tells_what_failed_and_what_was_left_out_as_notifications() {
    let log: serde_json::Value =
        serde_json::from_str(&written(Form::Sarif, Style::default())).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    let notes = run["invocations"][0]["toolExecutionNotifications"].as_array().expect("a list");
    let levels: Vec<_> =
        notes.iter().map(|note| note["level"].as_str().unwrap_or_default()).collect();
    assert!(levels.contains(&"error") && levels.contains(&"note"), "{notes:?}");
    assert_eq!(run["results"].as_array().map(Vec::len), Some(sample::note().findings.len()));
    for result in run["results"].as_array().expect("a list") {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a rule")).expect("small");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn build_servers_get_a_suite_for_each_document() {
    let page = written(Form::Junit, Style::default());
    assert_eq!(page.matches("<testsuite ").count(), 2, "{page}");
    assert!(page.contains("tests=\"8\" failures=\"4\" errors=\"1\""), "{page}");
    assert!(page.ends_with("</testsuites>\n"));
}

#[test]
fn the_end_for_people_fits_its_page_and_names_every_document() {
    for width in [60, 80, 100] {
        let page = written(Form::Text, Style { width, colour: false });
        let end = &page[page.find("document ").expect("the table")..];
        assert!(end.lines().all(|line| layout::width(line) <= width), "{end}");
        for words in [
            "note.txt",
            "not compared: cannot read lost.txt",
            "without a partner: half.en.txt",
            "2 .png",
        ] {
            assert!(end.contains(words), "{words}: {end}");
        }
    }
}
