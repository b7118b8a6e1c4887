//! Train, dev and test: what is drawn together, and what is kept apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde_json::Value;

use crate::{corpus, letter, letters, lines, write};

#[test]
fn splits_tear_no_document_apart_and_no_copies_from_each_other() {
    let folder = letters(60);
    for number in 0..60 {
        let [english, korean] = letter(number);
        // Another version of the page, with a line more.
        let more = format!("{english}\nVersion {number} of the page ends here.\n");
        write(folder.path(), &format!("letters/{number:03}b.en.txt"), more.as_bytes());
        let more = format!("{korean}\n이 쪽의 {number}판은 여기서 끝난다.\n");
        write(folder.path(), &format!("letters/{number:03}b.ko.txt"), more.as_bytes());
    }
    let given = ["letters", "-o", "out", "--dev", "0.2", "--test", "0.2", "--min-score", "0"];
    let given = [&given[..], &["--no-filter", "duplicate,near-duplicate"]].concat();
    let (code, said) = corpus(folder.path(), &given);
    assert_eq!(code, 0, "{said}");
    let mut of: BTreeMap<String, &str> = BTreeMap::new();
    for split in ["train", "dev", "test"] {
        for row in lines(&folder.path().join(format!("out/data/{split}.jsonl"))) {
            let document =
                row["document"].as_str().expect("a name").trim_end_matches('b').to_owned();
            let before = *of.entry(document).or_insert(split);
            assert_eq!(before, split, "{row}");
        }
    }
    let splits: BTreeSet<&str> = of.into_values().collect();
    assert_eq!(splits.len(), 3);
}

#[test]
fn what_is_in_dev_or_test_is_not_in_train_however_it_was_translated() {
    let folder = letters(40);
    let ends = [
        "전부를 아는 이가 없었다",
        "모든 것을 헤아리지 못하였다",
        "그 내막은 비밀로 남았다",
        "사정을 끝내 밝혀내지 못하였다",
    ];
    let begins = [
        "대사관에서는 누구도",
        "공관 안에 있던 사람 가운데는 하나도",
        "외교관들 중에",
        "거기 일하던 직원들조차",
        "우리 공사관의 서기들까지도",
    ];
    for number in 0..40 {
        // The same sentence everywhere, and hardly ever the same translation.
        let [english, korean] = letter(number);
        let english = format!("{english}\nNobody in the embassy knew the whole of it.\n");
        let korean = format!("{korean}\n{} {}.\n", begins[number % 5], ends[number % 4]);
        write(folder.path(), &format!("letters/{number:03}.en.txt"), english.as_bytes());
        write(folder.path(), &format!("letters/{number:03}.ko.txt"), korean.as_bytes());
    }
    let given = ["letters", "-o", "out", "--dev", "0.2", "--test", "0.2", "--min-score", "0"];
    let given = [&given[..], &["--no-filter", "boilerplate", "--keep-rejected"]].concat();
    let (code, said) = corpus(folder.path(), &given);
    assert_eq!(code, 0, "{said}");
    let sources = |split: &str| -> BTreeSet<String> {
        let rows = lines(&folder.path().join(format!("out/data/{split}.jsonl")));
        rows.iter().map(|row| row["translation"]["en"].to_string()).collect()
    };
    let [train, dev, test] = ["train", "dev", "test"].map(sources);
    assert!(!train.is_empty() && !dev.is_empty() && !test.is_empty(), "{said}");
    assert!(train.is_disjoint(&dev) && train.is_disjoint(&test) && dev.is_disjoint(&test));
    let rejected = lines(&folder.path().join("out/rejected/train.jsonl"));
    let held: Vec<&Value> = rejected.iter().filter(|row| row["filter"] == "held-out").collect();
    assert!(!held.is_empty(), "{said}");
    assert_eq!(held[0]["reason"], "its source stands in dev or test");
}

#[test]
fn a_split_goes_by_the_bytes_of_documents_and_an_empty_one_is_told() {
    let folder = letters(30);
    // Which of two that are alike is the first would depend on their order.
    write(folder.path(), "daejo.toml", b"[corpus]\nnear-similarity = 1.0\n");
    for number in 0..30 {
        for half in ["en", "ko"] {
            let text = fs::read(folder.path().join(format!("letters/{number:03}.{half}.txt")));
            let name = format!("renamed/{:03}.{half}.txt", 29 - number);
            write(folder.path(), &name, &text.expect("read"));
        }
    }
    let of = |from: &str| -> BTreeMap<String, String> {
        let given = [from, "-o", &format!("{from}-corpus"), "--dev", "0.3", "--test", "0.3"];
        assert_eq!(corpus(folder.path(), &given).0, 0);
        let mut of = BTreeMap::new();
        for split in ["train", "dev", "test"] {
            for row in lines(&folder.path().join(format!("{from}-corpus/data/{split}.jsonl"))) {
                of.insert(row["translation"].to_string(), split.to_owned());
            }
        }
        of
    };
    assert_eq!(of("letters"), of("renamed"));
    let given = ["letters/000.en.txt", "letters/000.ko.txt", "-o", "one", "--test", "0.1"];
    let (code, said) = corpus(folder.path(), &given);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("warning: test is empty: no document was drawn for it"), "{said}");
    assert!(!said.contains("dev is empty"), "nobody asked for it: {said}");
    assert!(lines(&folder.path().join("one/data/test.jsonl")).is_empty());
    let sheet = fs::read_to_string(folder.path().join("one/datasheet.md")).expect("a page");
    assert!(sheet.contains("Nothing is in test"), "{sheet}");
}
