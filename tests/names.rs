//! `daejo names` as it is typed: people joined across documents, and an authority file that is saved, edited
//! by hand and used by the next run.

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

/// The findings of a report in JSON: rule, evidence and the words marked.
fn findings(json: &str, rules: &[&str]) -> Vec<(String, String, String)> {
    let page: Value = serde_json::from_str(json).expect("JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let found = page["findings"].as_array().expect("findings").iter();
    let found = found.filter(|f| rules.contains(&f["rule"].as_str().unwrap_or_default()));
    let words = |f: &Value| {
        if f["text"].is_string() { text(&f["text"]) } else { text(&f["target"]["text"]) }
    };
    found.map(|f| (text(&f["rule"]), text(&f["evidence"]), words(f))).collect()
}

const FIRST: &str = "March 12, 1956

I spoke with Ambassador Ivanov and with Pak Chang-ok [Pak Chang Ok], who knew Ivanov well.

Kim Seung-hwa, the minister of construction, was present. Kim Seung-hwa said nothing.
";

const SECOND: &str = "April 4, 1956

Ambassador Ianov asked about Kim Sung-hwa. Then Pak Chang-ok left, said Bak.

이바노프 대사는 김승화와 박창옥에 대하여 물었다.
";

#[test]
fn what_documents_disagree_in_is_told_and_not_learned() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("first.txt"), FIRST).expect("written");
    fs::write(path("second.txt"), SECOND).expect("written");
    let files = ["first.txt", "second.txt"];
    let names = |options: &[&str]| {
        let arguments: Vec<&str> =
            ["names", "--format", "json"].iter().chain(options).chain(&files).copied().collect();
        daejo(folder.path(), &arguments)
    };
    let expected = |rows: &[(&str, &str)]| -> Vec<(String, String, String)> {
        let row = |(evidence, words): &(&str, &str)| {
            ("name-variant".to_owned(), (*evidence).to_owned(), (*words).to_owned())
        };
        rows.iter().map(row).collect()
    };
    let (code, out, err) = names(&["--save", "people.tsv"]);
    assert_eq!(code, 1, "{err}");
    let all = [("near", "Ianov"), ("spelling", "Kim Sung-hwa"), ("surname", "Bak")];
    assert_eq!(findings(&out, &["name-variant"]), expected(&all));

    let saved = fs::read_to_string(path("people.tsv")).expect("saved");
    let row =
        |korean: &str| saved.lines().find(|line| line.starts_with(korean)).unwrap_or_default();
    assert_eq!(row("김승화"), "김승화\tKim Seung-hwa\tminister of construction 1956\t");
    assert_eq!(row("박창옥"), "박창옥\tPak Chang-ok|Pak Chang Ok\t\t");
    assert!(!saved.contains("Ianov") && !saved.contains("Kim Sung-hwa"), "{saved}");

    // What was saved changes nothing, for it holds nothing doubtful …
    let (_, again, _) = names(&["--authority", "people.tsv"]);
    assert_eq!(findings(&again, &["name-variant"]), expected(&all));
    // … and what is added by hand is kept by the next saving, and no longer told.
    let edited = saved.replace("Kim Seung-hwa\t", "Kim Seung-hwa|Kim Sung-hwa\t");
    fs::write(path("people.tsv"), &edited).expect("written");
    let (_, out, _) = names(&["--authority", "people.tsv", "--save", "people.tsv"]);
    assert_eq!(findings(&out, &["name-variant"]), expected(&[all[0], all[2]]));
    assert_eq!(fs::read_to_string(path("people.tsv")).expect("saved"), edited);
}

#[test]
fn a_foreign_name_is_compared_with_the_authority_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("note.txt"), "We met Comrade Brzostovski at noon.\n").expect("written");
    fs::write(path("people.tsv"), "브르조스토우스키\tBrzostowski\t\t\n").expect("written");
    let arguments = ["names", "--format", "json", "--authority", "people.tsv", "note.txt"];
    let (_, out, err) = daejo(folder.path(), &arguments);
    let expected = ("name-variant", "authority", "Brzostovski");
    let expected = (expected.0.to_owned(), expected.1.to_owned(), expected.2.to_owned());
    assert_eq!(findings(&out, &["name-variant"]), [expected], "{err}");
}

#[test]
fn an_office_is_compared_with_the_authority_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("note.txt"), "May 2, 1956\n\nI saw the minister of culture Jeong Ryul.\n")
        .expect("written");
    fs::write(path("people.tsv"), "정률\tJeong Ryul\tvice-minister of culture 1957\t\n")
        .expect("written");
    let arguments = ["names", "--authority", "people.tsv", "note.txt"];
    let (_, out, err) = daejo(folder.path(), &arguments);
    let said = "Jeong Ryul is “minister of culture” here, but “vice-minister of culture” (1957) in the authority file";
    assert!(out.contains(said), "{out}{err}");
}

/// Rule, evidence and words of a finding.
type Expected<'a> = (&'a str, &'a str, &'a str);

#[test]
fn the_form_of_the_authority_file_is_what_is_expected() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let source =
        "He met Comrade Pimenov.\nLater Jeong Ryul [Jong Ryul] spoke.\nPimenov agreed with him.\n";
    fs::write(path("en"), source).expect("written");
    #[rustfmt::skip]
    let cases: &[(&str, &str, &[Expected], &str)] = &[
        ("정률\tJeong Ryul\t\n피메노프\tPimenov\t\n", "그는 피메노프동지를 만났다.\n후에 정률이 발언하였다.\n피메노프는 동의하였다.\n", &[], "as the file has them"),
        ("정률\tJeong Ryul\t\n삐메노브\tPimenov\t\n", "그는 삐메노브동지를 만났다.\n후에 정률이 발언하였다.\n피메노프는 동의하였다.\n",
         &[("name-spelling", "authority", "피메노프")], "the row was edited, and the text has both"),
        ("장률\tJeong Ryul\t\n피메노프\tPimenov\t\n", "그는 피메노프동지를 만났다.\n후에 정률이 발언하였다.\n피메노프는 동의하였다.\n",
         &[("name", "authority", "정률")], "the file says otherwise than any reading"),
    ];
    for (people, target, expected, why) in cases {
        fs::write(path("people.tsv"), people).expect("written");
        fs::write(path("ko"), target).expect("written");
        let arguments = [
            "check",
            "--presegmented",
            "--format",
            "json",
            "--authority",
            "people.tsv",
            "en",
            "ko",
        ];
        let (_, out, err) = daejo(folder.path(), &arguments);
        let found = findings(&out, &["name", "name-spelling"]);
        let found: Vec<Expected> =
            found.iter().map(|(r, e, w)| (r.as_str(), e.as_str(), w.as_str())).collect();
        assert_eq!(found, *expected, "{why}: {err}");
    }
}

#[test]
fn rules_across_documents_are_explained_and_can_be_turned_off() {
    let folder = tempfile::tempdir().expect("a folder");
    for rule in ["name-variant", "title-conflict", "date-conflict"] {
        let (code, out, err) = daejo(folder.path(), &["explain", rule]);
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("daejo names FILE…") && out.contains("right in 5 documents"), "{out}");
        let (code, _, err) = daejo(folder.path(), &["check", "--rule", rule, "note.txt"]);
        assert_eq!(code, 2, "{rule} is none of check: {err}");
    }
    let (_, list, _) = daejo(folder.path(), &["explain"]);
    assert!(list.contains("cross-document\n  name-variant"), "{list}");
    fs::write(folder.path().join("first.txt"), FIRST).expect("written");
    fs::write(folder.path().join("second.txt"), SECOND).expect("written");
    fs::write(folder.path().join("daejo.toml"), "[rules]\nname-variant = \"off\"\n")
        .expect("written");
    let (code, out, err) = daejo(folder.path(), &["names", "first.txt", "second.txt"]);
    assert!(code == 0 && out.contains("0 conflicts"), "{out}{err}");
}
