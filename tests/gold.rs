//! The figures on the archive note of 1957, as the program gives them from the page itself. They may only
//! rise: a change that lowers one gives its reason where it lowers the number here.

use std::{collections::BTreeSet, path::Path, process::Command};

use daejo::{
    align::ladder,
    judge::Severity,
    score::{
        findings::{self, Limits, Reported},
        ladders,
    },
};

const FOLDER: &str = "corpora/polish-note-1957";

/// Strict and lax F1 of the alignment, gaps counted as in Vecalign's evaluation.
const STRICT_F1: f64 = 0.95;
const LAX_F1: f64 = 0.98;

/// The last segments of the half on which rules are developed; the other half is not looked at.
const LAST_SOURCE: usize = 45;
const LAST_TARGET: usize = 38;

fn daejo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daejo"));
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output();
    String::from_utf8(output.expect("it ran").stdout).expect("UTF-8")
}

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(name);
    std::fs::read_to_string(path).expect("part of the repository")
}

fn note() -> String {
    format!("{FOLDER}/note.txt")
}

#[test]
fn the_alignment_of_the_note_is_no_worse_than_it_was() {
    let read = |text: &str| ladder::read(Path::new("note"), text).expect("a ladder");
    let hypothesis = daejo(&["align", &note(), "--format", "ladder"]);
    let score = ladders::score(&[(read(&hypothesis), read(&file("note.gold")))]);
    assert!(score.sF >= STRICT_F1, "strict F1 {:.4}, it was {STRICT_F1}", score.sF);
    assert!(score.lF >= LAX_F1, "lax F1 {:.4}, it was {LAX_F1}", score.lF);
}

/// The findings in the first half of the note, and what was found there by reading.
/// All findings, and those told by default: a kind that hardly stands in other documents is found and not told.
const ALL: &str = "0";
const TOLD: &str = "0.5";

fn findings(least_confidence: &str) -> (Vec<Reported>, Vec<findings::GoldRow>) {
    let options = ["--format", "json", "--fail-on", "none", "--min-confidence", least_confidence];
    let report = daejo(&[&["check", &note()], &options[..]].concat());
    let report = findings::read_report(Path::new("report"), &report).expect("a report");
    let gold = findings::read_gold(Path::new("gold"), &file("divergences.dev.tsv"));
    let begins = |side: &Option<findings::Words>, last| {
        let first = side.as_ref().and_then(|words| words.segments.iter().min().copied());
        first.is_none_or(|first| first <= last)
    };
    let inside = |finding: &Reported| {
        begins(&finding.source, LAST_SOURCE) && begins(&finding.target, LAST_TARGET)
    };
    (report.into_iter().filter(inside).collect(), gold.expect("a table"))
}

/// What is found there: rule, words of the source, words of the target. All are right; a new one is added
/// when it is, too.
#[rustfmt::skip]
const FOUND: [(&str, &str, &str); 32] = [
    ("body",              "Higher Party School",                      "고등당교육소"),
    ("brackets",          "",                                         "(8월"),
    ("connective",        "",                                         "그 결과"),
    ("connective",        "",                                         "즉,"),
    ("degree",            "a certain",                                "상당"),
    ("degree",            "at all",                                   ""),
    ("degree",            "quite",                                    "다소"),
    ("degree",            "quite",                                    "다소"),
    ("duplicate",         "trans. note: \u{a0}illegible initials",    "역주: 기울어진 소인"),
    ("inconsistent-term", "USSR",                                     "소비에트연합"),
    ("loaded-term",       "",                                         "당원"),
    ("loaded-term",       "",                                         "당원"),
    ("loaded-term",       "",                                         "숙청되어"),
    ("modality",          "accused",                                  ""),
    ("name",              "Jeong Ryul [Jong Ryul]",                   "정렬"),
    ("omission",          "in the countries of people’s democracies", ""),
    ("opposite",          "After the December plenum",                "총회에서"),
    ("term",              "Mission",                                  "방문"),
    ("term",              "admitted",                                 "합류할"),
    ("term",              "adopted",                                  "도입되었다"),
    ("term",              "harassment",                               "비난"),
    ("term",              "honored",                                  "호응"),
    ("term",              "named",                                    "이름"),
    ("term",              "party discipline",                         "원칙"),
    ("term",              "plenum",                                   "총회"),
    ("term",              "removal",                                  "제거"),
    ("title",             "1st Secretary of the Embassy",             "1등 비서"),
    ("title",             "CC members",                               "중앙위원회 당원"),
    ("title",             "CC members",                               "중앙위원회 당원"),
    ("title",             "Vice-minister of Culture",                 "문화부수상"),
    ("title",             "vice-minister of culture and science",     "문화과학성 부수상"),
    ("untranslated",      "N o t e",                                  ""),
];

#[test]
fn what_was_found_in_the_note_is_found_still() {
    let text = |side: &Option<findings::Words>| {
        side.as_ref().map(|words| words.text.clone()).unwrap_or_default()
    };
    // A finding of several places stands for each of them.
    let mut found: Vec<(String, String, String)> = Vec::new();
    for f in findings(ALL).0 {
        let first = (f.source.clone(), f.target.clone());
        let more = f.occurrences.iter().map(|o| (o.source.clone(), o.target.clone()));
        let places: Vec<_> = if f.occurrences.is_empty() { vec![first] } else { more.collect() };
        found.extend(places.iter().map(|(s, t)| (f.rule.clone(), text(s), text(t))));
    }
    for (rule, source, target) in FOUND {
        let at = found.iter().position(|(r, s, t)| (&**r, &**s, &**t) == (rule, source, target));
        let at = at.unwrap_or_else(|| panic!("{rule}: {source} | {target} is lost, of {found:?}"));
        // Taken out, so that one finding does not stand for two.
        found.swap_remove(at);
    }
}

#[test]
fn no_finding_in_the_note_is_a_false_alarm() {
    let (findings, gold) = findings(TOLD);
    let limits = Limits {
        min_confidence: 0.0,
        min_severity: Severity::Minor,
        source_upto: Some(LAST_SOURCE),
        target_upto: Some(LAST_TARGET),
        arguable: false,
    };
    let score = findings::score(&findings, &gold, &limits);
    let wrong: BTreeSet<_> = score.wrong.iter().map(|finding| format!("{finding:?}")).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(score.findings, findings.len());
}
