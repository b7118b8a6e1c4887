//! Bounds that a user meets: glossaries that cannot be used, names of files that a terminal would obey, more threads
//! than help, and words and lines without end.

use std::{fs, path::Path};

use assert_cmd::Command;

/// Runs `daejo` in `folder`: its exit code, standard output and standard error.
fn daejo(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("daejo").expect("the program");
    let output = command.current_dir(folder).args(arguments).output().expect("it ran");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect(name);
    }
    folder
}

const ENGLISH: &[u8] = b"The harvest was good.\nThe mayor thanked the farmers.\n";
const KOREAN: &str = "추수는 좋았다.\n시장은 농민들에게 감사하였다.\n";

#[test]
fn a_glossary_that_cannot_be_used_is_refused_with_its_place_and_remedy() {
    let head = "<tbx><text><body>\n<conceptEntry><langSec xml:lang=\"en\"><termSec><term>";
    let cut = format!("{head}harvest</term></termSec>");
    let outside = format!("<!DOCTYPE tbx [<!ENTITY x SYSTEM \"secret.txt\">]>\n{head}&x;</term>");
    let folder = folder(&[
        ("a.en.txt", ENGLISH),
        ("a.ko.txt", KOREAN.as_bytes()),
        ("secret.txt", b"nobody may see this"),
        ("cut.tbx", cut.as_bytes()),
        ("outside.tbx", outside.as_bytes()),
        ("empty.tsv", b""),
        ("page.tbx", b"<!doctype html>\n<html></html>"),
        ("head.tsv", b"en\tko\n"),
        ("german.tsv", "de\tfr\nErnte\trécolte\n".as_bytes()),
        ("latin.tsv", b"en\tko\nr\xe9colte\tx\n"),
    ]);
    #[rustfmt::skip]
    let cases = [
        ("cut.tbx",     "line 2: the file ends inside",      "export or copy it anew"),
        ("outside.tbx", "line 1: it defines entities",       "export it without a DOCTYPE"),
        ("empty.tsv",   "the file is empty",                 "name another one"),
        ("page.tbx",    "line 1: this is a web page",        "save the glossary itself"),
        ("head.tsv",    "no row has terms in two languages", "a table needs a column for each"),
        ("german.tsv",  "no row has terms in en and ko",     "add a column or section"),
        ("latin.tsv",   "line 2: it is not UTF-8",           "save it as UTF-8"),
        ("none.tsv",    "cannot read none.tsv",              "No such file"),
    ];
    for (name, problem, remedy) in cases {
        let arguments = ["check", "a.en.txt", "a.ko.txt", "--encoder", "none", "--glossary", name];
        let (code, out, said) = daejo(folder.path(), &arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{name}: {said}");
        for wanted in [name, problem, remedy] {
            assert!(said.contains(wanted), "{name}: {said}");
        }
        assert!(!said.contains("nobody may see"), "{name}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn what_a_terminal_would_obey_in_the_name_of_a_file_is_written_out() {
    let bad = "a\u{1b}]0;title\u{7}\nx.txt";
    let folder = folder(&[(bad, ENGLISH), ("a.ko.txt", "추수는 좋았다.\n".as_bytes())]);
    let runs: [&[&str]; 3] = [
        &["check", bad, "a.ko.txt", "--encoder", "none"],
        &["check", "nothing\u{1b}[2J.txt"],
        &["check", "a.ko.txt", "nothing\u{9b}2J\ndaejo: x.txt"],
    ];
    for arguments in runs {
        let (_, out, said) = daejo(folder.path(), arguments);
        let raw = |c: char| c.is_control() && c != '\n';
        assert!(!out.contains(raw) && !said.contains(raw), "{out:?} {said:?}");
        assert!(out.contains("\\u{") || said.contains("\\u{"), "{out:?} {said:?}");
        assert!(said.lines().all(|line| !line.starts_with("daejo: x")), "{said:?}");
    }
}

#[test]
fn more_threads_than_help_are_not_started() {
    let folder = folder(&[("a.en.txt", ENGLISH), ("a.ko.txt", KOREAN.as_bytes())]);
    let arguments = ["align", "a.en.txt", "a.ko.txt", "--encoder", "none", "--format", "ladder"];
    let (code, plain, _) = daejo(folder.path(), &arguments);
    assert_eq!(code, 0);
    let (code, many, said) =
        daejo(folder.path(), &[&arguments[..], &["--jobs", "100000"]].concat());
    assert_eq!((code, many), (0, plain), "{said}");
    assert!(said.contains("--jobs 100000 is more than helps"), "{said}");
}

#[test]
fn words_and_lines_without_end_pass() {
    let word = "Kim-".repeat(50_000);
    let hangul = "김".repeat(70_000);
    let english = format!("{word} went home.\nThe harvest was good.\n");
    let korean = format!("{hangul}이 집에 갔다.\n추수는 좋았다.\n");
    let folder = folder(&[("a.en.txt", english.as_bytes()), ("a.ko.txt", korean.as_bytes())]);
    for command in ["segment", "align", "check"] {
        let files = ["a.en.txt", "a.ko.txt", "--encoder", "none"];
        let (code, _, said) = daejo(folder.path(), &[&[command], &files[..]].concat());
        assert!(code == 0 || code == 1, "{command}: {code} {said}");
    }
}
