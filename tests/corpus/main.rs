//! Corpora out of many documents, as they are made on the command line: what is taken and what not and why, files that
//! cannot be read, runs that were stopped, and splits that tear nothing apart.

mod folder;
mod splits;
mod terms;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use assert_cmd::Command;
use serde_json::Value;

/// Runs `daejo corpus` in `folder`: its exit code and standard error.
fn corpus(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::cargo_bin("daejo").expect("the program");
    let given = [&["corpus"], arguments, &["--encoder", "none"]].concat();
    let output = command.current_dir(folder).args(given).output().expect("it ran");
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    (output.status.code().unwrap_or(-1), text)
}

fn write(folder: &Path, name: &str, text: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// Documents of one line a sentence: two halves of the names, dates and goods that `number` draws.
fn letter(number: usize) -> [String; 2] {
    let goods = [("boxes", "상자"), ("books", "책"), ("maps", "지도"), ("lamps", "등")][number % 4];
    let day = 1 + number % 28;
    let count = 100 + 7 * number;
    let english = format!(
        "On {day} May 1957 the embassy received letter number {number}.\n\nIt asked for {count} {}.\n\n\
         The ambassador answered on the same day that he had only {} of them.\n",
        goods.0,
        count - 5
    );
    let korean = format!(
        "1957년 5월 {day}일 대사관은 편지 {number}호를 받았다.\n\n그 편지는 {} {count}개를 요청하였다.\n\n\
         대사는 같은 날 {}개밖에 없다고 대답하였다.\n",
        goods.1,
        count - 5
    );
    [english, korean]
}

fn letters(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..count {
        let [english, korean] = letter(number);
        write(folder.path(), &format!("letters/{number:03}.en.txt"), english.as_bytes());
        write(folder.path(), &format!("letters/{number:03}.ko.txt"), korean.as_bytes());
    }
    folder
}

fn lines(path: &Path) -> Vec<Value> {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// All files of a corpus by their names, but for what was made of single documents.
fn files(corpus: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![corpus.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(corpus).expect("below").display().to_string();
                found.insert(name, fs::read(path).expect("read"));
            }
        }
    }
    found
}

#[test]
fn pairs_are_written_with_score_and_place_in_every_format() {
    let folder = letters(3);
    let formats = "jsonl,tmx,tsv,csv,moses,xliff,xliff2,xlsx,html";
    let (code, said) = corpus(folder.path(), &["letters", "-o", "out", "--format", formats]);
    assert_eq!(code, 0, "{said}");
    let out = folder.path().join("out");
    let written: BTreeSet<String> =
        files(&out).into_keys().filter(|n| !n.starts_with("work/")).collect();
    let data = "csv en html ids jsonl ko tmx tsv v2.xlf xlf xlsx";
    let data = data.split(' ').map(|end| format!("data/train.{end}"));
    let others = ["README.md", "datasheet.md", "journal.jsonl"].map(str::to_owned);
    let pictures = ["lengths", "ratios", "scores"].map(|name| format!("pictures/{name}.svg"));
    assert_eq!(written, data.chain(others).chain(pictures).collect());
    let rows = lines(&out.join("data/train.jsonl"));
    assert_eq!(rows.len(), 9);
    let row = &rows[1];
    assert_eq!(row["translation"]["en"], "It asked for 100 boxes.");
    assert_eq!(row["translation"]["ko"], "그 편지는 상자 100개를 요청하였다.");
    assert_eq!(row["source_file"], "letters/000.en.txt");
    assert_eq!((&row["source_line"], &row["target_line"]), (&3.into(), &3.into()));
    let score = row["score"].as_f64().expect("a number");
    assert!(score > 0.5 && score <= 1.0, "{score}");
    let read = |name: &str| fs::read_to_string(out.join("data").join(name)).expect(name);
    let (english, korean, ids) = (read("train.en"), read("train.ko"), read("train.ids"));
    assert_eq!([english, korean, ids].map(|text| text.lines().count()), [9, 9, 9]);
    assert_eq!(read("train.tmx").matches("<tu ").count(), 9);
    assert_eq!(read("train.xlf").matches("<file ").count(), 3);
    assert_eq!(read("train.v2.xlf").matches("<unit ").count(), 9);
    assert_eq!(read("train.tsv").lines().count(), 10);
    assert_eq!(read("train.html").matches("<tr ").count(), 9);
    let sheet = fs::read_to_string(out.join("datasheet.md")).expect("a page");
    assert!(sheet.starts_with("# en–ko: 9 pairs\n"), "{sheet}");
}

#[test]
fn what_is_not_taken_is_told_with_the_reason() {
    let folder = letters(2);
    let [english, korean] = letter(0);
    write(folder.path(), "letters/copy.en.txt", english.as_bytes());
    write(folder.path(), "letters/copy.ko.txt", korean.as_bytes());
    write(
        folder.path(),
        "letters/odd.en.txt",
        "Nothing was said about it on Monday.\n\nRedis\n\nEnd.\n".as_bytes(),
    );
    write(
        folder.path(),
        "letters/odd.ko.txt",
        "월요일에는 그에 관하여 아무 말도 없었다.\n\nRedis\n\n끝.\n".as_bytes(),
    );
    let given = ["letters", "-o", "out", "--keep-rejected", "--min-score", "0"];
    let (code, said) = corpus(folder.path(), &given);
    assert_eq!(code, 0, "{said}");
    let rejected = lines(&folder.path().join("out/rejected/train.jsonl"));
    let mut filters: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rejected {
        assert!(row["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{row}");
        *filters.entry(row["filter"].as_str().expect("a name")).or_default() += 1;
    }
    assert_eq!(filters.get("duplicate"), Some(&3), "{filters:?}");
    assert!(filters.contains_key("identical"), "{filters:?}");
    let sheet = fs::read_to_string(folder.path().join("out/datasheet.md")).expect("a page");
    assert!(
        sheet.contains("| `duplicate` | the same pair again | in all documents | 3 |"),
        "{sheet}"
    );
    let (code, said) =
        corpus(folder.path(), &["letters", "-o", "out", "--no-filter", "duplicate,near-duplicate"]);
    assert_eq!(code, 0, "{said}");
    assert!(!folder.path().join("out/rejected").exists(), "it is of the run before");
    let rows = lines(&folder.path().join("out/data/train.jsonl"));
    let copies = rows.iter().filter(|row| row["translation"]["en"] == "It asked for 100 boxes.");
    assert_eq!(copies.count(), 2);
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_rest_is_there() {
    let folder = letters(2);
    write(folder.path(), "letters/torn.en.txt", "He came.\n".as_bytes());
    write(
        folder.path(),
        "letters/torn.ko.txt",
        b"\xea\xb7\xb8\xeb\x8a\x94 \xff\xfe \xc0\n\xc0\xc0",
    );
    write(folder.path(), "letters/new\nline.en.txt", letter(7)[0].as_bytes());
    write(folder.path(), "letters/new\nline.ko.txt", letter(7)[1].as_bytes());
    let (code, said) = corpus(folder.path(), &["letters", "-o", "out"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("torn.ko.txt"), "{said}");
    assert_eq!(lines(&folder.path().join("out/data/train.jsonl")).len(), 9);
    let journal = lines(&folder.path().join("out/journal.jsonl"));
    assert_eq!(journal.len(), 4);
    let torn: Vec<&Value> = journal.iter().filter(|entry| !entry["error"].is_null()).collect();
    assert_eq!(torn.len(), 1);
    let sheet = fs::read_to_string(folder.path().join("out/datasheet.md")).expect("a page");
    assert!(sheet.contains("`letters/torn.en.txt`: not read: "), "{sheet}");
    let list = "source\ttarget\nletters/000.en.txt\tletters/000.ko.txt\nletters/no.txt\tletters/000.ko.txt\n";
    write(folder.path(), "list.tsv", list.as_bytes());
    let (code, said) = corpus(folder.path(), &["--pairs", "list.tsv", "-o", "listed"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("letters/no.txt"), "{said}");
    assert_eq!(lines(&folder.path().join("listed/data/train.jsonl")).len(), 3);
}

#[test]
fn settings_are_read_and_refused_with_their_line() {
    let folder = letters(1);
    write(folder.path(), "daejo.toml", b"[corpus]\nmin-score = 0.99\nfilters = [\"score\"]\n");
    let (code, said) = corpus(folder.path(), &["letters", "-o", "out"]);
    assert_eq!(code, 0, "{said}");
    let sheet = fs::read_to_string(folder.path().join("out/datasheet.md")).expect("a page");
    assert!(sheet.contains("| `score` | sides that may not belong together | 0.99 | "), "{sheet}");
    for (settings, message) in [
        ("[corpus]\nfilters = [\"lenght\"]\n", "daejo.toml, line 1: there is no filter \"lenght\""),
        (
            "[corpus]\ndev = 0.6\ntest = 0.5\n",
            "daejo.toml, line 1: dev and test leave nothing to train",
        ),
        (
            "[corpus]\nmin-scor = 0.5\n",
            "daejo.toml, line 2: unknown field `min-scor`: did you mean `min-score`?",
        ),
    ] {
        write(folder.path(), "daejo.toml", settings.as_bytes());
        let (code, said) = corpus(folder.path(), &["letters", "-o", "out"]);
        assert_eq!(code, 2);
        assert!(said.contains(message), "{said}");
    }
}

#[test]
fn documents_find_each_other_by_what_they_say() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..8 {
        let [english, korean] = letter(number * 5);
        write(folder.path(), &format!("heap/{}.txt", (number * 3 + 1) % 8), english.as_bytes());
        write(folder.path(), &format!("heap/z{}.txt", (number * 5 + 2) % 8), korean.as_bytes());
    }
    let given = ["heap", "-o", "out", "--pair-by", "content"];
    let (code, said) = corpus(folder.path(), &given);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("8 documents paired by content, of 8 originals and 8 translations"),
        "{said}"
    );
    for entry in lines(&folder.path().join("out/journal.jsonl")) {
        let number = |key: &str| -> usize {
            let name = entry[key].as_str().expect("a path").trim_start_matches("heap/").to_owned();
            name.trim_matches(|c: char| !c.is_ascii_digit()).parse().expect("a number")
        };
        let (source, target) = (number("source"), number("target"));
        let of = (0..8).find(|of| (of * 3 + 1) % 8 == source).expect("one");
        assert_eq!(target, (of * 5 + 2) % 8, "{entry}");
        assert!(entry["row"]["pairing-reason"].as_str().is_some_and(|why| why.contains("share")));
    }
}

#[test]
fn boilerplate_is_taken_once() {
    let folder = letters(12);
    for number in 0..12 {
        let [english, korean] = letter(number);
        let english = format!("All rights to these letters are reserved.\n\n{english}");
        let korean = format!("이 편지들에 대한 모든 권리는 보호된다 {number}.\n\n{korean}");
        write(folder.path(), &format!("letters/{number:03}.en.txt"), english.as_bytes());
        write(folder.path(), &format!("letters/{number:03}.ko.txt"), korean.as_bytes());
    }
    let given =
        ["letters", "-o", "out", "--min-score", "0", "--keep-rejected", "--furniture", "none"];
    let (code, said) = corpus(folder.path(), &given);
    assert_eq!(code, 0, "{said}");
    let count = |file: &str| {
        let rows = lines(&folder.path().join(file));
        rows.iter()
            .filter(|row| row["translation"]["en"].to_string().contains("All rights"))
            .count()
    };
    assert_eq!([count("out/data/train.jsonl"), count("out/rejected/train.jsonl")], [1, 11]);
}

#[test]
fn a_table_between_tabs_holds_texts_as_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let english = "Open the folder C:\\new \\ tables.\n";
    let korean = "C:\\new \\ tables 폴더를 여십시오.\n";
    write(folder.path(), "a.en.txt", english.as_bytes());
    write(folder.path(), "a.ko.txt", korean.as_bytes());
    let given = ["a.en.txt", "a.ko.txt", "-o", "out", "--format", "tsv,moses", "--min-score", "0"];
    let (code, said) = corpus(folder.path(), &given);
    assert_eq!(code, 0, "{said}");
    let table = fs::read_to_string(folder.path().join("out/data/train.tsv")).expect("a table");
    assert!(table.contains("\tOpen the folder C:\\new \\ tables.\t"), "{table}");
}

#[test]
fn files_that_come_aligned_are_no_halves() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..4 {
        let [english, korean] = letter(number * 5);
        write(folder.path(), &format!("heap/a{number}.txt"), english.as_bytes());
        write(folder.path(), &format!("heap/z{}.txt", 3 - number), korean.as_bytes());
    }
    let po = "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"Open the file\"\nmsgstr \"파일 열기\"\n";
    write(folder.path(), "heap/m.po", po.as_bytes());
    let (code, said) = corpus(folder.path(), &["heap", "-o", "out", "--pair-by", "content"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("4 documents paired by content, of 4 originals and 4 translations"),
        "{said}"
    );
    assert_eq!(lines(&folder.path().join("out/journal.jsonl")).len(), 5);
}
