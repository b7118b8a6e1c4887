//! What is in force of a log of events: everything but what was undone, and what the next undo and redo are about.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The kind of an event that takes a batch back.
pub(super) const UNDO: &str = "undo";
/// The kind of an event that takes an undo back.
pub(super) const REDO: &str = "redo";

/// Something that a reviewer did, as it stands in the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its place in the log.
    pub seq: i64,
    /// By which it is known again when it comes twice.
    pub uuid: String,
    /// When, as `2026-11-29T12:00:00Z`.
    pub at: String,
    /// Who.
    pub reviewer: String,
    /// What was done: `verdict`, `severity`, `comment`, `fix`, `alike`, `rule`, `undo`, `redo` …
    pub kind: String,
    /// What it is about: the id of a finding, a group, a rule.
    pub subject: String,
    /// What was said; `null` takes back what stood there.
    pub payload: Value,
    /// The uuid of the command, which all events of one command share.
    pub batch: String,
    /// For an undo the first event of the batch, for a redo the undo.
    pub undoes: Option<i64>,
}

/// A log of one reviewer on one document, read from its beginning.
#[derive(Debug, Default)]
pub(super) struct InForce<'a> {
    /// What is in force, in order.
    pub(super) events: Vec<&'a Event>,
    /// First events of the batches that may be undone, the next one last.
    pub(super) done: Vec<&'a Event>,
    /// Undos that may be taken back, the next one last.
    pub(super) undone: Vec<&'a Event>,
}

impl<'a> InForce<'a> {
    /// Reads a log of one reviewer on one document. Linear in its length, but for a logarithm.
    pub(super) fn of(log: &'a [Event]) -> Self {
        let at = |seq: Option<i64>| {
            let found = log.binary_search_by_key(&seq?, |event| event.seq).ok()?;
            Some(&log[found])
        };
        let mut out: BTreeSet<&str> = BTreeSet::new();
        let mut read = Self::default();
        let mut last_batch = "";
        for event in log {
            match event.kind.as_str() {
                UNDO => {
                    let Some(first) = at(event.undoes) else { continue };
                    out.insert(&first.batch);
                    read.done.retain(|done| done.seq != first.seq);
                    read.undone.push(event);
                }
                REDO => {
                    let Some(undo) = at(event.undoes) else { continue };
                    let Some(first) = at(undo.undoes) else { continue };
                    out.remove(first.batch.as_str());
                    read.undone.retain(|undone| undone.seq != undo.seq);
                    read.done.push(first);
                }
                _ => {
                    // What is done anew after an undo makes its redo meaningless.
                    read.undone.clear();
                    if event.batch != last_batch {
                        read.done.push(event);
                    }
                    last_batch = &event.batch;
                }
            }
        }
        let is_command = |event: &&Event| !matches!(event.kind.as_str(), UNDO | REDO);
        read.events = log
            .iter()
            .filter(is_command)
            .filter(|event| !out.contains(event.batch.as_str()))
            .collect();
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A log by hand: `a` does a thing, `z` undoes, `Z` redoes what is next, as a store does.
    fn played(keys: &str) -> String {
        let mut log: Vec<Event> = Vec::new();
        for (seq, key) in (1_i64..).zip(keys.chars()) {
            let read = InForce::of(&log);
            let (kind, undoes) = match key {
                'z' => (UNDO, read.done.last().map(|event| event.seq)),
                'Z' => (REDO, read.undone.last().map(|event| event.seq)),
                _ => ("verdict", None),
            };
            if kind != "verdict" && undoes.is_none() {
                continue;
            }
            let uuid = format!("{key}{seq}");
            log.push(Event {
                seq,
                batch: uuid.clone(),
                uuid,
                at: String::new(),
                reviewer: String::new(),
                kind: kind.into(),
                subject: key.to_string(),
                payload: Value::Null,
                undoes,
            });
        }
        InForce::of(&log).events.iter().map(|event| event.subject.as_str()).collect()
    }

    #[test]
    fn undo_and_redo_have_no_end() {
        #[rustfmt::skip]
        let cases = [
            ("abc",        "abc", "nothing undone"),
            ("abcz",       "ab",  "the last"),
            ("abczz",      "a",   "and the one before"),
            ("abczzzz",    "",    "there is no more than all"),
            ("abczzZ",     "ab",  "one is redone"),
            ("abczzZZ",    "abc", "and the other"),
            ("abczzZZZ",   "abc", "there is no more to redo"),
            ("abczd",      "abd", "something new instead"),
            ("abczdZ",     "abd", "which leaves nothing to redo"),
            ("abczdzz",    "a",   "an undone one is not undone again"),
            ("abzZzZz",    "a",   "to and fro"),
        ];
        for (keys, expected, why) in cases {
            assert_eq!(played(keys), expected, "{keys}: {why}");
        }
    }
}
