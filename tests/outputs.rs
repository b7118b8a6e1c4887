//! What the program writes beside its listing, as it is asked for: formats, reports compared, texts mended.

use std::{fs, path::Path};

use assert_cmd::Command;

/// Runs `daejo` in `folder`: its exit code, standard output and standard error.
fn daejo(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("daejo").expect("the program");
    let output = command.current_dir(folder).args(arguments).output().expect("it ran");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// The JSON that `daejo` writes in `folder`.
fn json(folder: &Path, arguments: &[&str]) -> serde_json::Value {
    let (code, out, err) = daejo(folder, arguments);
    assert!(code < 2, "{arguments:?}: {err}");
    serde_json::from_str(&out).expect("JSON")
}

#[test]
fn a_mark_before_the_text_is_no_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "The ambassador went to the ministry building on 4 April 1957.\n\n대사는 1957년 4월 5일 성청사에 갔다.\n";
    fs::write(folder.path().join("plain.txt"), text).expect("written");
    fs::write(folder.path().join("marked.txt"), format!("\u{feff}{text}")).expect("written");
    let region = |file: &str| {
        let arguments = ["check", file, "--encoder", "none", "--rule", "date", "--format", "sarif"];
        let log = json(folder.path(), &arguments);
        log["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"]["region"].clone()
    };
    let (plain, marked) = (region("plain.txt"), region("marked.txt"));
    assert!(plain["startColumn"].as_u64().is_some_and(|column| column > 1), "{plain}");
    assert_eq!(plain["startColumn"], marked["startColumn"]);
    assert_eq!(plain["byteOffset"].as_u64().map(|at| at + 3), marked["byteOffset"].as_u64());
}

#[test]
fn two_reports_are_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, number: &str| {
        let text = format!(
            "The minister left 12 boxes at the embassy.\n\n상은 대사관에 {number}개의 상자를 남겼다.\n"
        );
        fs::write(folder.path().join(name), text).expect("written");
        let report = format!("{name}.json");
        let arguments = [
            "check",
            name,
            "--encoder",
            "none",
            "--rule",
            "number",
            "--format",
            "json",
            "-o",
            &report,
        ];
        let (code, _, err) = daejo(folder.path(), &arguments);
        assert!(code < 2, "{err}");
    };
    write("right.txt", "12");
    write("wrong.txt", "15");
    let diff = |old: &str, new: &str| daejo(folder.path(), &["diff", old, new]);
    let (code, out, _) = diff("right.txt.json", "wrong.txt.json");
    assert_eq!(code, 1, "{out}");
    assert!(out.starts_with("wrong.txt\nnew ") && out.contains("1 new, 0 changed"), "{out}");
    let (code, out, _) = diff("wrong.txt.json", "right.txt.json");
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("gone ")
            && out.ends_with("0 new, 0 changed, 1 gone, 0 as before in 1 document\n"),
        "{out}"
    );
    let (code, out, _) = diff("wrong.txt.json", "wrong.txt.json");
    assert_eq!((code, out.as_str()), (0, "0 new, 0 changed, 0 gone, 1 as before in 1 document\n"));
    let (code, _, err) = diff("right.txt", "wrong.txt.json");
    assert_eq!(code, 2);
    assert!(err.starts_with("daejo: right.txt, line 1: this is no report of daejo ("), "{err}");
    let both =
        json(folder.path(), &["diff", "right.txt.json", "wrong.txt.json", "--format", "json"]);
    assert_eq!(both["documents"][0]["findings"][0]["status"], "new");
}

#[test]
fn a_copy_with_suggestions_needs_a_name_and_a_patch_says_what_it_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "The ministry has 12 departments.\n\n성에는 12개 부서가 있다.\n";
    fs::write(folder.path().join("note.txt"), text).expect("written");
    let (code, _, err) = daejo(folder.path(), &["check", "note.txt", "--fix", "copy"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "daejo: a copy with suggestions applied needs a name: give -o FILE, or --fix patch\n")
    );
    let (_, _, err) =
        daejo(folder.path(), &["check", "note.txt", "--fix", "copy", "-o", "copy.txt"]);
    assert_eq!(fs::read_to_string(folder.path().join("copy.txt")).expect("a copy"), text, "{err}");
    assert!(err.ends_with("0 suggestions applied, 0 not\n"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_report_that_cannot_be_written_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("note.txt"), "Minister.\n\n상.\n").expect("written");
    for format in ["html", "xlsx", "docx", "csv", "xliff", "sarif"] {
        let arguments = ["check", "note.txt", "--encoder", "none", "--format", format, "-o"];
        let to = |path: &str| daejo(folder.path(), &[&arguments[..], &[path]].concat());
        let (code, _, err) = to("no/report");
        assert_eq!(code, 2, "{format}");
        assert!(err.starts_with("daejo: cannot write no/report: "), "{format}: {err}");
        if Path::new("/dev/full").exists() {
            let (code, _, err) = to("/dev/full");
            assert_eq!(code, 2, "{format}");
            assert!(err.starts_with("daejo: cannot write /dev/full: "), "{format}: {err}");
        }
    }
    assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1, "nothing half is left");
}
