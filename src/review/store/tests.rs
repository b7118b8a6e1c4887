use proptest::prelude::*;
use serde_json::json;

use super::*;

const KIM: &str = "Kim";

fn store() -> (tempfile::TempDir, Store, i64) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(&folder.path().join("note.daejo")).expect("a store");
    let document = store.document("note.txt", "", ["a", ""]).expect("a document");
    (folder, store, document)
}

fn command(document: i64, uuid: &str) -> Command<'_> {
    Command { reviewer: KIM, document, uuid }
}

fn verdict(subject: &str, verdict: &str) -> Change {
    Change { kind: "verdict", subject: subject.into(), payload: json!({"verdict": verdict}) }
}

#[test]
fn what_was_acknowledged_is_on_the_disk() {
    let (_folder, store, _) = store();
    let told = |name: &str| -> String {
        let value = store.connection().query_row(&format!("PRAGMA {name}"), [], |row| {
            row.get::<_, rusqlite::types::Value>(0)
        });
        format!("{:?}", value.expect("a value"))
    };
    assert_eq!(told("synchronous"), "Integer(2)", "FULL: no other outlasts a power cut");
    assert_eq!(told("journal_mode"), "Text(\"wal\")");
    assert_eq!(told("user_version"), "Integer(1)");
}

#[test]
fn events_only_grow() {
    let (_folder, mut store, document) = store();
    store.record(command(document, "1"), &[verdict("f", "right")]).expect("done");
    store.keep_snapshot(document, "{}").expect("kept");
    for change in [
        "UPDATE event SET payload = '{}'",
        "DELETE FROM event",
        "UPDATE snapshot SET report = ''",
        "DELETE FROM snapshot",
    ] {
        let refused = store.connection().execute(change, []).expect_err(change).to_string();
        assert!(refused.contains("only grow") || refused.contains("stay"), "{change}: {refused}");
    }
}

#[test]
fn a_command_that_comes_again_is_done_once() {
    let (_folder, mut store, document) = store();
    let changes = [verdict("f", "wrong"), verdict("g", "wrong")];
    let first = store.record(command(document, "1"), &changes).expect("done");
    let again = store.record(command(document, "1"), &changes).expect("done");
    assert_eq!((first.seq, first.is_repeated), (again.seq, false));
    assert!(again.is_repeated);
    assert_eq!(store.events(document, None).expect("a log").len(), 2);
    let undone = store.undo(command(document, "2")).expect("undone");
    let again = store.undo(command(document, "2")).expect("undone").expect("an answer");
    assert_eq!((undone.map(|a| a.seq), again.is_repeated), (Some(again.seq), true));
    assert!(store.current(document, KIM).expect("current").is_empty(), "a batch is undone as one");
}

#[test]
fn everything_outlasts_a_restart_undo_too() {
    let (folder, mut store, document) = store();
    for (uuid, subject) in [("1", "f"), ("2", "g"), ("3", "h")] {
        store.record(command(document, uuid), &[verdict(subject, "right")]).expect("done");
    }
    store.undo(command(document, "4")).expect("undone");
    let before = store.current(document, KIM).expect("current");
    drop(store);
    let mut store = Store::open(&folder.path().join("note.daejo")).expect("the store");
    assert_eq!(store.current(document, KIM).expect("current"), before);
    assert_eq!(store.document("note.txt", "", ["b", ""]).expect("known"), document);
    store.redo(command(document, "5")).expect("redone");
    assert_eq!(store.current(document, KIM).expect("current").len(), 3);
    for number in 6..12 {
        store.undo(command(document, &number.to_string())).expect("undone");
    }
    assert!(store.current(document, KIM).expect("current").is_empty());
}

#[test]
fn a_reviewer_has_a_log_of_their_own() {
    let (_folder, mut store, document) = store();
    store.record(command(document, "1"), &[verdict("f", "right")]).expect("done");
    let lee = Command { reviewer: "Lee", document, uuid: "2" };
    assert!(store.undo(lee).expect("nothing to undo").is_none(), "Kim's work is not Lee's to undo");
    store.record(Command { uuid: "3", ..lee }, &[verdict("f", "wrong")]).expect("done");
    let said = |who: &str| store.current(document, who).expect("current").len();
    assert_eq!((said(KIM), said("Lee")), (1, 1));
    assert_eq!(store.reviewers(document).expect("names"), [KIM, "Lee"]);
}

#[test]
fn a_file_copied_after_a_checkpoint_is_whole() {
    let (folder, mut store, document) = store();
    store.record(command(document, "1"), &[verdict("f", "right")]).expect("done");
    store.checkpoint().expect("written");
    let copy = folder.path().join("copy.daejo");
    std::fs::copy(store.path(), &copy).expect("copied");
    let copy = Store::open(&copy).expect("a store");
    assert_eq!(copy.events(document, None).expect("a log").len(), 1);
}

#[test]
fn what_is_no_store_of_ours_stays_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, make: &dyn Fn(&Path)| {
        let path = folder.path().join(name);
        make(&path);
        path
    };
    let newer = put("newer.daejo", &|path| {
        Store::open(path)
            .expect("a store")
            .connection()
            .execute_batch("PRAGMA user_version=99")
            .expect("set");
    });
    let other = put("other.daejo", &|path| {
        Connection::open(path).expect("made").execute_batch("CREATE TABLE x(y)").expect("made");
    });
    let text = put("text.daejo", &|path| {
        std::fs::write(path, "no database, but some words of text").expect("written");
    });
    let missing = folder.path().join("no/such/folder.daejo");
    #[rustfmt::skip]
    let cases = [
        (&newer,   "is of version 99, and this program knows version 1", "a later program made it"),
        (&other,   "is no store of daejo",                               "a database of something else"),
        (&text,    "is no store of daejo",                               "no database"),
        (&missing, "cannot write",                                       "no folder"),
    ];
    for (path, expected, why) in cases {
        let before = std::fs::read(path).ok();
        let said = Store::open(path).expect_err(why).to_string();
        assert!(said.contains(expected), "{why}: {said}");
        assert_eq!(std::fs::read(path).ok(), before, "{why}: untouched");
    }
}

#[test]
fn a_log_is_taken_over_once() {
    let (_folder, mut store, document) = store();
    store.record(command(document, "1"), &[verdict("f", "right")]).expect("done");
    store.record(command(document, "2"), &[verdict("g", "wrong")]).expect("done");
    store.undo(command(document, "3")).expect("undone");
    let log = store.events(document, None).expect("a log");
    let (_other_folder, mut other, _) = self::store();
    let there = other.document("another.txt", "", ["", ""]).expect("a document");
    assert_eq!(other.take_over(there, &log).expect("taken over"), 3);
    assert_eq!(other.take_over(there, &log).expect("taken over"), 0);
    assert_eq!(
        other.current(there, KIM).expect("current").keys().collect::<Vec<_>>(),
        store.current(document, KIM).expect("current").keys().collect::<Vec<_>>()
    );
    let orphan = &log[2..];
    assert!(matches!(other.take_over(there, orphan), Err(Fault::Import { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_in_force_follows_from_the_log(keys in prop::collection::vec((0..6_u8, 0..4_u8), 1..30)) {
        let (_folder, mut store, document) = store();
        for (number, (key, subject)) in keys.into_iter().enumerate() {
            let (uuid, subject) = (number.to_string(), subject.to_string());
            let this = command(document, &uuid);
            match key {
                0 => drop(store.undo(this).expect("undone")),
                1 => drop(store.redo(this).expect("redone")),
                2 => {
                    let back = Change { payload: Value::Null, ..verdict(&subject, "") };
                    store.record(this, &[back]).expect("done");
                }
                3 => {
                    let both = [verdict("a", "wrong"), verdict(&subject, "wrong")];
                    store.record(this, &both).expect("done");
                }
                _ => drop(store.record(this, &[verdict(&subject, "right")]).expect("done")),
            }
            let before = store.current(document, KIM).expect("current");
            store.rebuild(document, KIM).expect("rebuilt");
            prop_assert_eq!(before, store.current(document, KIM).expect("current"));
        }
    }
}
