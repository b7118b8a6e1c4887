//! Terms out of a corpus.

use std::path::Path;

use assert_cmd::Command;

use crate::{corpus, letters, write};

/// Runs `daejo terms` over the corpus `out` in `folder`: its exit code, standard output and standard error.
fn terms(folder: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::cargo_bin("daejo").expect("the program");
    let given = [&["terms", "out", "--min-score", "0.6"], more].concat();
    let output = command.current_dir(folder).args(given).output().expect("it ran");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"), said)
}

#[test]
fn terms_of_a_corpus_are_a_glossary() {
    let folder = letters(12);
    assert_eq!(corpus(folder.path(), &["letters", "-o", "out"]).0, 0);
    let run = |more: &[&str]| terms(folder.path(), more);
    let (code, table, said) = run(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(table.starts_with("en\tko\tkind\tcount\t"), "{table}");
    assert!(table.lines().any(|row| row.starts_with("embassy\t대사관\t")), "{table}");
    for (format, root) in [("tbx", "<tbx "), ("tbx2", "<martif ")] {
        let (code, text, said) = run(&["--format", format, "--max", "3"]);
        assert_eq!(code, Some(0), "{said}");
        assert!(text.contains(root) && text.matches("</term>").count() == 6, "{text}");
        write(folder.path(), "terms.tbx", text.as_bytes());
        let mut command = Command::cargo_bin("daejo").expect("the program");
        let given =
            ["check", "letters/000.en.txt", "letters/000.ko.txt", "--glossary", "terms.tbx"];
        let given = [&given[..], &["--fail-on", "none", "--encoder", "none"]].concat();
        command.current_dir(folder.path()).args(given).assert().success();
    }
    let (code, _, said) = run(&["--min-count", "1000"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("no two terms stand together in 1000 pairs"), "{said}");
}

#[test]
fn terms_are_in_the_languages_of_the_corpus() {
    let folder = letters(12);
    let given = ["letters", "-o", "out", "--source-lang", "ko", "--target-lang", "en"];
    assert_eq!(corpus(folder.path(), &given).0, 0);
    let (code, table, said) = terms(folder.path(), &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(table.starts_with("ko\ten\tkind\tcount\t"), "nobody said so but the corpus: {table}");
    assert!(table.lines().any(|row| row.starts_with("대사관\tembassy\t")), "{table}");
    let (code, _, said) = terms(folder.path(), &["--source-lang", "en", "--target-lang", "ko"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("the corpus is of ko and en, in this order"), "{said}");
}
