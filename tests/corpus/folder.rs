//! The folder of a corpus: what a run goes on from, what it replaces, and what it leaves alone.

use std::fs;

use crate::{corpus, files, letter, letters, lines, write};

#[test]
fn a_run_that_was_stopped_ends_in_the_same_bytes() {
    let folder = letters(12);
    let given =
        ["letters", "--keep-rejected", "--format", "jsonl,xlsx", "--dev", "0.2", "--test", "0.2"];
    let run = |out: &str| corpus(folder.path(), &[&given[..], &["-o", out]].concat());
    assert_eq!(run("whole").0, 0);
    let whole = files(&folder.path().join("whole"));
    // What a run leaves that was killed: some documents, the line of another half written, and files half made.
    assert_eq!(run("stopped").0, 0);
    let stopped = folder.path().join("stopped");
    let journal = fs::read(stopped.join("journal.jsonl")).expect("read");
    fs::write(stopped.join("journal.jsonl"), &journal[..journal.len() / 2]).expect("written");
    fs::remove_dir_all(stopped.join("data")).expect("removed");
    write(&stopped, "data.tmp/train.00000.jsonl", b"{\"half");
    write(&stopped, "work/.daejo-abc", b"half");
    let (code, said) = run("stopped");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("as before, 0 changed"), "{said}");
    assert_eq!(files(&stopped), whole);
    // And so does one with another number of threads.
    let threads = [&given[..], &["-o", "single", "-j", "1"]].concat();
    assert_eq!(corpus(folder.path(), &threads).0, 0);
    assert_eq!(files(&folder.path().join("single")), whole);
}

#[test]
fn only_what_has_changed_is_done_anew() {
    let folder = letters(4);
    assert_eq!(corpus(folder.path(), &["letters", "-o", "old"]).0, 0);
    write(folder.path(), "letters/001.en.txt", letter(9)[0].as_bytes());
    write(folder.path(), "letters/001.ko.txt", letter(9)[1].as_bytes());
    write(folder.path(), "letters/004.en.txt", letter(4)[0].as_bytes());
    write(folder.path(), "letters/004.ko.txt", letter(4)[1].as_bytes());
    let (code, said) = corpus(folder.path(), &["letters", "-o", "new", "--since", "old"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("3 documents as before, 1 changed, 1 new"), "{said}");
    assert_eq!(corpus(folder.path(), &["letters", "-o", "afresh"]).0, 0);
    assert_eq!(files(&folder.path().join("new")), files(&folder.path().join("afresh")));
    assert_eq!(corpus(folder.path(), &["letters", "-o", "old"]).0, 0);
    assert_eq!(files(&folder.path().join("old")), files(&folder.path().join("afresh")));
}

#[test]
fn a_folder_of_other_files_and_a_run_without_one_are_refused() {
    let folder = letters(1);
    write(folder.path(), "mine/data/thesis.txt", b"mine");
    let (code, said) = corpus(folder.path(), &["letters", "-o", "mine"]);
    assert_eq!(code, 2);
    assert!(said.contains("it holds other files and no corpus"), "{said}");
    assert!(folder.path().join("mine/data/thesis.txt").exists());
    let (code, said) = corpus(folder.path(), &["letters", "-o", "new", "--since", "mine"]);
    assert_eq!(code, 2, "{said}");
    assert!(!folder.path().join("new").exists(), "the other corpus is none: {said}");
    let (code, said) = corpus(folder.path(), &["letters"]);
    assert_eq!(code, 2);
    assert!(said.contains("name one with -o"), "{said}");
}

/// A disk that is full, as far as a limit of the shell makes one: no file gets longer than 4 KiB.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_ends_the_run_with_the_file_named() {
    let folder = letters(2);
    assert_eq!(corpus(folder.path(), &["letters", "-o", "out"]).0, 0);
    let before = files(&folder.path().join("out"));
    let program = env!("CARGO_BIN_EXE_daejo");
    let script = format!(
        "trap '' XFSZ; ulimit -f 4; exec {program} corpus letters -o out --format jsonl,xlsx --encoder none"
    );
    let mut bash = std::process::Command::new("bash");
    let output = bash.current_dir(folder.path()).args(["-c", &script]).output().expect("it ran");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write out/data.tmp/train.xlsx"), "{said}");
    assert_eq!(files(&folder.path().join("out")), before, "what was there is as it was");
    let again = ["letters", "-o", "out", "--format", "jsonl,xlsx"];
    assert_eq!(corpus(folder.path(), &again).0, 0);
    assert!(folder.path().join("out/data/train.xlsx").exists());
}

#[test]
fn another_option_by_which_documents_are_read_makes_them_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "en\tko\nHe left for Moscow.\t그는 모스크바로 떠났다.\nIt was late.\t\nNobody came.\t아무도 오지 않았다.\n";
    write(folder.path(), "table.tsv", table.as_bytes());
    let run = |more: &[&str]| corpus(folder.path(), &[&["table.tsv", "-o", "out"], more].concat());
    assert_eq!(run(&[]).0, 0);
    let (code, said) = run(&[]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("1 document as before, 0 changed"), "{said}");
    for option in ["--untranslated-units", "--realign"] {
        let (_, said) = run(&[option]);
        assert!(said.contains("0 documents as before, 1 changed"), "{option}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_refused() {
    let folder = letters(1);
    let list =
        "source\ttarget\nletters/000.en.txt\tletters/000.ko.txt\n/dev/zero\tletters/000.ko.txt\n";
    write(folder.path(), "list.tsv", list.as_bytes());
    let (code, said) = corpus(folder.path(), &["--pairs", "list.tsv", "-o", "out"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("cannot read /dev/zero: it is no file"), "{said}");
    assert_eq!(lines(&folder.path().join("out/data/train.jsonl")).len(), 3);
    let (code, said) = corpus(folder.path(), &["letters", "-o", "new", "--since", "/dev/zero"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("it is no file: name a corpus"), "{said}");
    assert!(!folder.path().join("new").exists(), "nothing is begun before all is there");
}

#[test]
fn nothing_is_written_where_there_is_nothing_to_be_made() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "letters/a.en.txt", "He left.\n".as_bytes());
    write(folder.path(), "letters/b.png", b"");
    let (code, said) = corpus(folder.path(), &["letters", "-o", "out"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("nothing to compare"), "{said}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_run_replaces_what_runs_have_written_and_nothing_else() {
    #[rustfmt::skip]
    let cases = [
        // a file somebody puts into the corpus, what stands in the way, why
        ("data/test.py",         true,  "no format, though two letters may be a language"),
        ("data/train.txt",       true,  "nor this, with three"),
        ("data/dev.csv",         true,  "a format of pairs that no run wrote"),
        ("rejected/train.jsonl", true,  "pairs that were not taken, which no run wrote"),
        ("data/train.fr",        true,  "another language"),
        ("data.tmp/test.py",     true,  "where files are made"),
        ("data/train.tmx",       false, "what a run before wrote: it goes when that is no more asked for"),
        ("notes/test.py",        false, "in nobody's way"),
    ];
    for (name, is_refused, why) in cases {
        let folder = letters(1);
        let run = |format| corpus(folder.path(), &["letters", "-o", "out", "--format", format]);
        assert_eq!(run("jsonl,tmx,moses").0, 0, "{why}");
        write(folder.path(), &format!("out/{name}"), b"mine");
        let (code, said) = run("jsonl");
        assert_eq!(code, if is_refused { 2 } else { 0 }, "{name}: {why}: {said}");
        if is_refused {
            let told = format!("{name} is no file of a corpus, and would be lost");
            assert!(said.contains(&told), "{why}: {said}");
            assert_eq!(fs::read(folder.path().join("out").join(name)).expect("there"), b"mine");
        } else {
            assert!(!folder.path().join("out/data/train.tmx").exists(), "{why}");
            assert!(!folder.path().join("out/data/train.ko").exists(), "{why}");
        }
    }
}

#[test]
fn a_file_in_a_format_that_no_run_wrote_is_not_replaced_by_one_that_would() {
    let folder = letters(1);
    let run =
        |out: &str, more: &[&str]| corpus(folder.path(), &[&["letters", "-o", out], more].concat());
    #[rustfmt::skip]
    let cases: [(&str, &[&str], &str); 3] = [
        ("data/train.csv",       &["--format", "csv"],   "another format"),
        ("data/dev.jsonl",       &["--dev", "0.4"],      "another part"),
        ("rejected/train.jsonl", &["--keep-rejected"],   "what is not taken"),
    ];
    for (at, (name, more, why)) in cases.into_iter().enumerate() {
        let out = format!("out{at}");
        assert_eq!(run(&out, &[]).0, 0, "{why}");
        write(folder.path(), &format!("{out}/{name}"), b"mine");
        let (code, said) = run(&out, more);
        assert_eq!(code, 2, "{why}: {said}");
        let kept = fs::read(folder.path().join(&out).join(name)).expect("there");
        assert_eq!(kept, b"mine", "{why}");
    }
    // Nor is a list of somebody's that is called like the record, where there is no corpus.
    write(folder.path(), "mine/work/files.txt", b"my list");
    assert_eq!(run("mine", &[]).0, 2);
    assert_eq!(fs::read(folder.path().join("mine/work/files.txt")).expect("there"), b"my list");
}
