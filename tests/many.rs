//! Runs over many documents, as they are typed: what is compared with what, what a bad file does to the rest,
//! and the same report from any number of threads.

use std::{fs, path::Path};

use assert_cmd::Command;
use serde_json::Value;

/// Runs `daejo` in `folder`: its exit code, standard output and standard error.
fn daejo(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("daejo").expect("the program");
    let output = command.current_dir(folder).args(arguments).output().expect("it ran");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn json(folder: &Path, arguments: &[&str]) -> (i32, Value) {
    let (code, out, err) =
        daejo(folder, &[arguments, &["--format", "json", "--encoder", "none"]].concat());
    (code, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}\n{out}")))
}

const RIGHT: [&str; 2] = [
    "Minister Kim arrived in the city on 26 March 1957.\n\nHe left 12 boxes at the embassy.\n",
    "김 상이 1957년 3월 26일 시내에 도착하였다.\n\n그는 대사관에 12개의 상자를 남겼다.\n",
];
/// One number is wrong.
const WRONG: [&str; 2] = [
    RIGHT[0],
    "김 상이 1957년 3월 26일 시내에 도착하였다.\n\n그는 대사관에 15개의 상자를 남겼다.\n",
];

fn write(folder: &Path, name: &str, text: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// A folder with a right pair, a wrong pair, a document in both languages, and files that are none.
fn notes() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| write(folder.path(), name, text.as_bytes());
    file("notes/en/right.txt", RIGHT[0]);
    file("notes/ko/right.txt", RIGHT[1]);
    file("notes/wrong.en.md", WRONG[0]);
    file("notes/wrong.ko.md", WRONG[1]);
    file("notes/both.txt", &format!("{}\n{}", WRONG[0], WRONG[1]));
    file("notes/alone.en.txt", RIGHT[0]);
    file("notes/readme.txt", RIGHT[0]);
    file("notes/.git/x.txt", WRONG[1]);
    file("notes/draft.txt", WRONG[1]);
    file("notes/.gitignore", "draft.txt\n");
    write(folder.path(), "notes/scan.png", b"\x89PNG\r\n\x1a\n\0\0");
    folder
}

fn paths(report: &Value) -> Vec<&str> {
    let documents = report["documents"].as_array().expect("a list");
    documents
        .iter()
        .map(|document| document["document"]["path"].as_str().expect("a path"))
        .collect()
}

#[test]
fn a_folder_is_compared_pair_by_pair_and_what_has_no_partner_is_named() {
    let folder = notes();
    let (code, report) = json(folder.path(), &["check", "notes"]);
    assert_eq!((code, &report["version"]), (1, &2.into()));
    assert_eq!(paths(&report), ["notes/both.txt", "notes/en/right.txt", "notes/wrong.en.md"]);
    let counts: Vec<usize> = report["documents"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|document| document["findings"].as_array().expect("a list").len())
        .collect();
    assert_eq!(counts, [1, 0, 1]);
    let unpaired: Vec<&Value> =
        report["unpaired"].as_array().expect("a list").iter().map(|file| &file["path"]).collect();
    assert_eq!(unpaired, ["notes/alone.en.txt", "notes/readme.txt"]);
    assert_eq!(report["summary"]["other_files"][".png"], 1);
    assert_eq!(report["summary"]["findings"]["major"], 2);
}

#[test]
fn the_paths_decide_what_is_one_document_and_what_are_many() {
    let folder = notes();
    let list = "source\ttarget\tsent\nen/right.txt\tko/right.txt\t1957\n";
    write(folder.path(), "notes/pairs.tsv", list.as_bytes());
    #[rustfmt::skip]
    let cases: [(&[&str], &[&str], &str); 6] = [
        (&["notes/wrong.en.md", "notes/wrong.ko.md"], &[],  "two files are halves"),
        (&["notes/both.txt"],                         &[],  "one file is a document"),
        (&["notes/*.md"],                             &["notes/wrong.en.md"], "a pattern"),
        (&["notes/both.txt", "notes/wrong.ko.md", "notes/wrong.en.md"], &["notes/both.txt", "notes/wrong.en.md"], "three files"),
        (&["notes/en", "notes/ko"],                   &["notes/en/right.txt"], "two folders"),
        (&["--pairs", "notes/pairs.tsv"],             &["notes/en/right.txt"], "a list"),
    ];
    for (arguments, expected, why) in cases {
        let (_, report) = json(folder.path(), &[&["check"], arguments].concat());
        if expected.is_empty() {
            assert_eq!(
                (&report["version"], report["findings"].is_array()),
                (&1.into(), true),
                "{why}"
            );
        } else {
            assert_eq!(paths(&report), expected, "{why}");
        }
        if why == "a list" {
            assert_eq!(report["documents"][0]["row"]["sent"], "1957");
        }
    }
}

#[test]
fn a_run_goes_on_after_a_bad_file_and_ends_with_2() {
    let folder = notes();
    write(folder.path(), "notes/bad.en.txt", b"Minister\x00\x01 of Construction.\n");
    write(folder.path(), "notes/bad.ko.txt", RIGHT[1].as_bytes());
    let (code, report) = json(folder.path(), &["check", "notes", "--fail-on", "none"]);
    assert_eq!((code, report["documents"].as_array().map(Vec::len)), (2, Some(4)));
    let error = report["documents"][0]["error"].as_str().expect("an error");
    assert!(error.starts_with("notes/bad.en.txt is not a text file"), "{error}");
    for format in ["text", "jsonl", "tsv", "sarif", "junit"] {
        let (code, out, err) =
            daejo(folder.path(), &["check", "notes", "--format", format, "--encoder", "none"]);
        assert_eq!(code, 2, "{format}");
        assert!(out.contains("notes/bad.en.txt is not a text file"), "{format}: {out}");
        assert!(err.contains("daejo: notes/bad.en.txt is not a text file"), "{format}: {err}");
    }
    let arguments = ["check", "notes", "--strict", "-o", "report.txt", "--encoder", "none"];
    let (code, out, err) = daejo(folder.path(), &arguments);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(!folder.path().join("report.txt").exists(), "a strict run writes nothing");
    for (command, more) in [("align", "tmx"), ("segment", "json"), ("names", "json")] {
        let (code, out, err) =
            daejo(folder.path(), &[command, "notes", "--format", more, "--encoder", "none"]);
        assert_eq!(code, 2, "{command}: {err}");
        assert!(!out.is_empty() && err.contains("bad.en.txt"), "{command}: {err}");
    }
}

#[test]
fn a_report_does_not_depend_on_threads() {
    let folder = notes();
    write(folder.path(), "notes/empty.txt", b" \n");
    for number in 0..6 {
        write(folder.path(), &format!("more/{number}.en.txt"), WRONG[0].as_bytes());
        write(folder.path(), &format!("more/{number}.ko.txt"), WRONG[1].as_bytes());
    }
    for format in ["text", "json", "jsonl", "tsv", "sarif", "junit"] {
        let run = |jobs: &str| {
            let all =
                ["check", "notes", "more", "--format", format, "-j", jobs, "--encoder", "none"];
            let (code, out, err) = daejo(folder.path(), &all);
            (code, out, err)
        };
        assert_eq!(run("1"), run("3"), "{format}");
    }
}

#[test]
fn findings_are_sorted_cut_and_counted_over_the_run() {
    let folder = notes();
    write(
        folder.path(),
        "notes/lost.en.txt",
        format!("{}\nThe ambassador of Poland left the city at once.\n", RIGHT[0]).as_bytes(),
    );
    write(folder.path(), "notes/lost.ko.txt", RIGHT[1].as_bytes());
    let with = |more: &[&str]| {
        daejo(folder.path(), &[&["check", "notes", "--encoder", "none"], more].concat()).1
    };
    let cut = with(&["--sort", "severity", "--max", "1"]);
    assert_eq!(cut.matches("   = confidence").count(), 1, "{cut}");
    assert!(cut.contains("more found than --max shows"), "{cut}");
    let page = with(&["--format", "html", "--max", "1"]);
    let after = |mark: &str| -> Vec<String> {
        let rest = page.split(mark).skip(1);
        rest.filter_map(|rest| rest.split_once('"')).map(|(name, _)| name.to_owned()).collect()
    };
    let (links, places) = (after("href=\"#"), after("id=\""));
    assert!(links.len() > 3, "{page}");
    let dead: Vec<_> = links.iter().filter(|link| !places.contains(link)).collect();
    assert!(dead.is_empty(), "links to what was cut: {dead:?}");
    let summary = with(&["--summary"]);
    assert!(
        !summary.contains("-->") && summary.lines().all(|line| line.chars().count() <= 80),
        "{summary}"
    );
    assert!(summary.contains("notes/wrong.en.md – wrong.ko.md"), "{summary}");
    let lines = with(&["--format", "jsonl", "--sort", "confidence"]);
    let confidences: Vec<f64> = lines
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).expect("JSON")["confidence"]
                .as_f64()
                .expect("a number")
        })
        .collect();
    assert!(confidences.is_sorted_by(|a, b| a >= b), "{confidences:?}");
}

#[test]
fn one_baseline_holds_all_documents_and_parallel_runs_lose_none() {
    let folder = notes();
    for number in 0..8 {
        write(folder.path(), &format!("all/{number}.en.txt"), WRONG[0].as_bytes());
        write(folder.path(), &format!("all/{number}.ko.txt"), WRONG[1].as_bytes());
    }
    let children: Vec<std::process::Child> = (0..8)
        .map(|number| {
            let [source, target] = ["en", "ko"].map(|side| format!("all/{number}.{side}.txt"));
            std::process::Command::new(assert_cmd::cargo::cargo_bin("daejo"))
                .current_dir(folder.path())
                .args([
                    "check",
                    &source,
                    &target,
                    "--encoder",
                    "none",
                    "--write-baseline",
                    "known.json",
                    "-q",
                    "-o",
                    "/dev/null",
                ])
                .spawn()
                .expect("it started")
        })
        .collect();
    for child in children {
        assert!(child.wait_with_output().expect("it ended").status.success());
    }
    let known: Value =
        serde_json::from_slice(&fs::read(folder.path().join("known.json")).expect("read"))
            .expect("JSON");
    assert_eq!(known["documents"].as_array().map(Vec::len), Some(8));
    let (code, out, _) =
        daejo(folder.path(), &["check", "all", "--baseline", "known.json", "--encoder", "none"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("; 8 known from the baseline"), "{out}");
    let (code, out, _) = daejo(
        folder.path(),
        &["check", "all", "notes", "--baseline", "known.json", "--encoder", "none"],
    );
    assert_eq!(code, 1, "what is new in other documents counts: {out}");
    let (_, _, err) = daejo(
        folder.path(),
        &["check", "all", "notes", "--write-baseline", "known.json", "--encoder", "none"],
    );
    assert!(err.contains("10 findings of 11 documents written to known.json"), "{err}");
}

#[test]
fn a_finding_is_explained_and_ignored_by_its_id() {
    let folder = notes();
    write(folder.path(), "daejo.toml", "# ours\nfail-on = \"minor\"  # strict\n".as_bytes());
    let (_, report) = json(folder.path(), &["check", "notes/wrong.en.md", "notes/wrong.ko.md"]);
    let id = report["findings"][0]["id"].as_str().expect("an id");
    for files in [&["notes/wrong.en.md", "notes/wrong.ko.md"][..], &["notes"]] {
        let (code, out, err) =
            daejo(folder.path(), &[&["explain", id], files, &["--encoder", "none"]].concat());
        assert_eq!(code, 0, "{err}");
        assert!(
            out.contains("`daejo check` tells it") && out.contains(id) && out.contains("number"),
            "{out}"
        );
    }
    let (code, _, err) =
        daejo(folder.path(), &["ignore", id, "--reason", "the boxes were counted anew"]);
    assert_eq!(
        (code, err.as_str()),
        (0, "daejo: note: 1 finding ignored from now on: see daejo.toml\n")
    );
    let settings = fs::read_to_string(folder.path().join("daejo.toml")).expect("read");
    assert!(
        settings.starts_with("# ours\nfail-on = \"minor\"  # strict\n\n[[ignore]]\n"),
        "{settings}"
    );
    let (code, report) = json(folder.path(), &["check", "notes/wrong.en.md", "notes/wrong.ko.md"]);
    assert_eq!((code, &report["ignored"]), (0, &1.into()));
    let (_, _, err) = daejo(folder.path(), &["ignore", id, "--reason", "again"]);
    assert_eq!(err, "daejo: note: 1 entry stood in daejo.toml already\n");
}

#[test]
fn alignments_go_into_one_memory_or_into_one_file_each() {
    let folder = notes();
    let (code, _, err) = daejo(
        folder.path(),
        &["align", "notes", "--format", "tmx", "-o", "all.tmx", "--encoder", "none"],
    );
    assert_eq!(code, 0, "{err}");
    let memory = fs::read_to_string(folder.path().join("all.tmx")).expect("read");
    assert_eq!((memory.matches("<header").count(), memory.matches("<tu ").count()), (1, 6));
    let (code, _, err) = daejo(
        folder.path(),
        &["align", "notes", "--format", "ladder", "-o", "out/", "--encoder", "none"],
    );
    assert_eq!(code, 0, "{err}");
    for name in ["both", "right", "wrong"] {
        assert!(folder.path().join(format!("out/{name}.ladder")).exists(), "{name}: {err}");
    }
    let (_, report) = json(folder.path(), &["align", "notes"]);
    assert_eq!((&report["version"], report["documents"][0]["beads"].is_array()), (&2.into(), true));
    let (_, report) = json(folder.path(), &["segment", "notes"]);
    assert!(report["documents"][2]["left_out"].is_array());
}

#[test]
fn names_are_compared_across_folders() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "a/1.txt",
        "Minister Kim Il-sung [Kim Il Sung] came. Kim Il-sung spoke.\n".as_bytes(),
    );
    write(folder.path(), "b/2.txt", "Kim Il-song [Kim Il Sung] left the city.\n".as_bytes());
    let (_, report) = json(folder.path(), &["names", "a", "b"]);
    assert_eq!(report["documents"].as_array().map(Vec::len), Some(2), "{report}");
}

#[test]
fn odd_names_are_names() {
    use unicode_normalization::UnicodeNormalization as _;
    let folder = tempfile::tempdir().expect("a folder");
    let decomposed: String = "각서".nfd().collect();
    write(folder.path(), &format!("d/{decomposed}.en.txt"), WRONG[0].as_bytes());
    write(folder.path(), "d/각서.ko.txt", WRONG[1].as_bytes());
    write(folder.path(), "d/two words.en.txt", WRONG[0].as_bytes());
    write(folder.path(), "d/two words.ko.txt", WRONG[1].as_bytes());
    write(folder.path(), "d/new\nline_en.txt", WRONG[0].as_bytes());
    write(folder.path(), "d/new\nline_ko.txt", WRONG[1].as_bytes());
    let (code, report) = json(folder.path(), &["check", "d"]);
    assert_eq!((code, report["documents"].as_array().map(Vec::len)), (1, Some(3)), "{report}");
    assert!(report["unpaired"].as_array().is_some_and(Vec::is_empty));
    let (_, out, _) = daejo(folder.path(), &["check", "d", "--encoder", "none", "--format", "tsv"]);
    assert!(out.lines().all(|line| line.split('\t').count() == 25), "{out}");
}

#[test]
fn trouble_names_file_place_and_remedy() {
    let folder = notes();
    let file = |name: &str, text: &str| write(folder.path(), name, text.as_bytes());
    file("one.txt", RIGHT[0]);
    file("pairs.tsv", "source\ttarget\n\tb.txt\n");
    file("lost.tsv", "notes/both.txt\tnowhere.txt\n");
    file("inline.toml", "ignore = []\n");
    fs::create_dir(folder.path().join("hollow")).expect("a folder");
    #[rustfmt::skip]
    let cases: &[(&[&str], &str)] = &[
        (&["one.txt"],                          "daejo: one.txt is no command: did you mean `daejo check one.txt`?"),
        (&["notes/lost.txt"],                   "daejo: notes/lost.txt is no command: did you mean `daejo check"),
        (&["check", "hollow"],                  "daejo: nothing to compare in hollow: there is no text (.txt, .md) in it; name the files"),
        (&["check", "one.txt", "hollow"],       "daejo: nothing to compare in one.txt, hollow: no file has a partner (one.txt: it holds no ko text"),
        (&["check", "notes/*.docx", "hollow"],  "daejo: notes/*.docx: no file fits this pattern: see what is there"),
        (&["check", "nowhere", "hollow"],       "daejo: cannot read nowhere: No such file or directory"),
        (&["check", "--pairs", "none.tsv"],     "daejo: cannot read none.tsv: No such file"),
        (&["check", "--pairs", "pairs.tsv"],    "daejo: pairs.tsv, line 2: this pair names no source: give"),
        (&["check", "--pairs", "lost.tsv"],     "daejo: cannot read nowhere.txt: No such file"),
        (&["check", "notes", "--summary", "--format", "json"], "daejo: a summary alone is for people: leave out"),
        (&["check", "notes", "--max", "3", "--format", "junit"], "daejo: a build server wants every finding: leave out"),
        (&["check", "notes", "-o", "hollow"],   "daejo: hollow is a directory: name a file in it"),
        (&["align", "notes", "--format", "ladder"], "daejo: a ladder is of one document: give -o FOLDER/"),
        (&["align", "notes", "--explain"],      "daejo: alignments are explained one at a time: name one document"),
        (&["align", "notes", "--format", "tmx", "-o", "one.txt/"], "daejo: one.txt/ is a file: the documents need a folder"),
        (&["explain", "0123456789abcdef"],      "daejo: 0123456789abcdef is the id of a finding: name the document it is in, `daejo explain 0123456789abcdef FILE`"),
        (&["explain", "title", "one.txt"],      "daejo: title is no id of a finding: give the id that `daejo check` tells, or the name of a rule"),
        (&["explain", "0123456789abcdef", "notes/both.txt"], "daejo: no finding 0123456789abcdef in these documents: the words were edited"),
        (&["ignore", "title", "--reason", "x"], "daejo: title is no id of a finding: these are 16 digits"),
        (&["ignore", "0123456789abcdef", "--reason", " "], "daejo: --reason is empty: say why"),
        (&["ignore", "0123456789abcdef", "--reason", "x", "--config", "none"], "daejo: --config none: name the settings file"),
        (&["ignore", "0123456789abcdef", "--reason", "x", "--config", "inline.toml"], "daejo: inline.toml: ignore is written as one line there"),
        (&["names", "hollow"],                  "daejo: no documents in these folders: there is no text"),
        (&["check", "notes", "--baseline", "none.json"], "daejo: cannot read none.json (--write-baseline none.json makes one): No such file"),
    ];
    for (arguments, message) in cases {
        let (code, out, err) = daejo(folder.path(), &[*arguments, &["--encoder", "none"]].concat());
        assert_eq!(code, 2, "{arguments:?}: {err}");
        assert!(
            err.lines().any(|line| line.starts_with(message)),
            "{arguments:?}:\n{err}\n{message}\n{out}"
        );
    }
}

/// What `daejo` writes to standard output in `folder`, as bytes.
fn bytes(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::cargo_bin("daejo").expect("the program");
    let output = command.current_dir(folder).args(arguments).output().expect("it ran");
    assert!(!output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn every_format_holds_several_documents_whatever_the_number_of_threads() {
    let folder = notes();
    let of = |command: &str, format: &str, jobs: &str| {
        bytes(
            folder.path(),
            &[command, "notes", "--format", format, "--encoder", "none", "-j", jobs],
        )
    };
    for (command, formats) in [
        ("check", &["html", "csv", "xlsx", "docx", "xliff", "xliff2", "tmx", "sarif"][..]),
        ("align", &["html", "csv", "xlsx", "docx", "xliff", "xliff2", "tmx"]),
    ] {
        for format in formats {
            let one = of(command, format, "1");
            assert!(one == of(command, format, "4"), "{command} --format {format}");
            let is_archive = matches!(*format, "xlsx" | "docx");
            assert_eq!(one.starts_with(b"PK"), is_archive, "{command} --format {format}");
            if !is_archive {
                let text = String::from_utf8(one).expect("UTF-8");
                let names = ["both.txt", "right.txt", "wrong.en.md"];
                let found = names.iter().filter(|name| text.contains(*name)).count();
                let is_memory = *format == "tmx";
                assert!(
                    found == 3 || is_memory || *format == "csv",
                    "{command} --format {format}: {found}"
                );
            }
        }
    }
}

#[test]
fn suggestions_are_applied_to_one_document() {
    let folder = notes();
    let (code, _, err) = daejo(folder.path(), &["check", "notes", "--fix", "patch"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "daejo: suggestions are applied to one document at a time: name it\n")
    );
}
