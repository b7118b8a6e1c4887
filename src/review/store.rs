//! The store of a review: what reviewers said of documents, as a log that only grows, in one file.
//!
//! One command is one transaction: when [`Store::record`] returns, it is on the disk. A command that comes again
//! with the same uuid is answered as it was the first time and done once.

mod rows;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};
use serde_json::Value;

use self::rows::{append, events, json, put, rebuild};
use super::{
    fault::{Fault, Result},
    log::{Event, InForce, REDO, UNDO},
    schema::{self, failed},
};

/// Something to be written into the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What is done.
    pub kind: &'static str,
    /// What it is about.
    pub subject: String,
    /// What is said; `null` takes back what stood there.
    pub payload: Value,
}

/// Whose command it is, on which document, and by which it is known again.
#[derive(Debug, Clone, Copy)]
pub struct Command<'a> {
    /// Who gives it.
    pub reviewer: &'a str,
    /// The document, as [`Store::document`] numbers it.
    pub document: i64,
    /// Chosen by who gives it, anew for each command.
    pub uuid: &'a str,
}

/// What became of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The place of its first event in the log.
    pub seq: i64,
    /// Whether it had been done before.
    pub is_repeated: bool,
}

/// What stands in force: of a kind (`verdict`, `comment` …), about a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What was said.
    pub payload: Value,
    /// The event that said it.
    pub event: i64,
}

/// What one reviewer said of one document, by kind and subject.
pub type Current = BTreeMap<(String, String), Standing>;

/// A store, open for reading and writing.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens the store at `path`, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// [`Fault::Unwritable`], [`Fault::Newer`], [`Fault::Foreign`], [`Fault::Store`].
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { connection: schema::open(path)?, path: path.to_owned() })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn failed(&self) -> impl FnOnce(rusqlite::Error) -> Fault {
        failed(&self.path)
    }

    /// The number of a document, by the paths of its halves (`target` is empty if one file holds both) as the store
    /// calls them; `hashes` are those of the files as they are now.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn document(&self, path: &str, target: &str, hashes: [&str; 2]) -> Result<i64> {
        let written = self.connection.query_row(
            "INSERT INTO document(path, target, sha_source, sha_target) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT(path, target) DO UPDATE SET sha_source = ?3, sha_target = ?4 RETURNING id",
            params![path, target, hashes[0], hashes[1]],
            |row| row.get(0),
        );
        written.map_err(self.failed())
    }

    /// The number of a document that is known already.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn known_document(&self, path: &str, target: &str) -> Result<Option<i64>> {
        let query = "SELECT id FROM document WHERE path = ?1 AND target = ?2";
        let id = self.connection.query_row(query, [path, target], |row| row.get(0)).optional();
        id.map_err(self.failed())
    }

    /// All documents, each with its number and what it is called: the paths of its halves.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn documents(&self) -> Result<Vec<(i64, String)>> {
        let read = || -> rusqlite::Result<Vec<(i64, String)>> {
            let mut query = self.connection.prepare_cached(
                "SELECT id, trim(path || ' ' || target) FROM document ORDER BY id",
            )?;
            query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        read().map_err(self.failed())
    }

    /// Keeps a report on a document, unless the last one kept is the same.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn keep_snapshot(&self, document: i64, report: &str) -> Result<()> {
        let last = "SELECT report FROM snapshot WHERE document = ?1 ORDER BY id DESC LIMIT 1";
        let keep = || -> rusqlite::Result<()> {
            let last: Option<String> =
                self.connection.query_row(last, [document], |row| row.get(0)).optional()?;
            if last.as_deref() != Some(report) {
                self.connection.execute(
                    "INSERT INTO snapshot(document, at, daejo_version, report)
                     VALUES (?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?2, ?3)",
                    params![document, env!("CARGO_PKG_VERSION"), report],
                )?;
            }
            Ok(())
        };
        keep().map_err(self.failed())
    }

    /// Does a command: one transaction, on the disk when this returns.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`]; nothing was done then.
    pub fn record(&mut self, command: Command<'_>, changes: &[Change]) -> Result<Answer> {
        self.once(command, |transaction| {
            let mut first = None;
            for (number, change) in changes.iter().enumerate() {
                let seq = append(transaction, command, number, change, None)?;
                put(transaction, command, change, seq)?;
                first.get_or_insert(seq);
            }
            Ok(first)
        })
        .map(|answer| answer.unwrap_or(Answer { seq: 0, is_repeated: false }))
    }

    /// What became of a command with this uuid, if there was one.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn done(&self, uuid: &str) -> Result<Option<Answer>> {
        let query = "SELECT seq FROM event WHERE uuid = ?1";
        let seq = self.connection.query_row(query, [uuid], |row| row.get(0)).optional();
        let seq = seq.map_err(self.failed())?;
        Ok(seq.map(|seq| Answer { seq, is_repeated: true }))
    }

    /// Takes the last command of this reviewer on this document back that was not taken back; none if there is none.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn undo(&mut self, command: Command<'_>) -> Result<Option<Answer>> {
        self.turn(command, UNDO)
    }

    /// Does again what the last undo took back; none if there is none.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn redo(&mut self, command: Command<'_>) -> Result<Option<Answer>> {
        self.turn(command, REDO)
    }

    fn turn(&mut self, command: Command<'_>, kind: &'static str) -> Result<Option<Answer>> {
        self.once(command, |transaction| {
            let log = events(transaction, command.document, Some(command.reviewer))?;
            let read = InForce::of(&log);
            let turned = if kind == UNDO { read.done.last() } else { read.undone.last() };
            let Some(turned) = turned else { return Ok(None) };
            let change = Change { kind, subject: turned.subject.clone(), payload: Value::Null };
            let seq = append(transaction, command, 0, &change, Some(turned.seq))?;
            rebuild(transaction, command.document, command.reviewer)?;
            Ok(Some(seq))
        })
    }

    /// Does `work` in a transaction, unless a command with this uuid was done already.
    fn once(
        &mut self,
        command: Command<'_>,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<Option<i64>>,
    ) -> Result<Option<Answer>> {
        let path = self.path.clone();
        let run = || -> rusqlite::Result<Option<Answer>> {
            let begin =
                self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let before = "SELECT seq FROM event WHERE uuid = ?1";
            let before = begin.query_row(before, [command.uuid], |row| row.get(0)).optional()?;
            if let Some(seq) = before {
                return Ok(Some(Answer { seq, is_repeated: true }));
            }
            let seq = work(&begin)?;
            begin.commit()?;
            Ok(seq.map(|seq| Answer { seq, is_repeated: false }))
        };
        run().map_err(failed(&path))
    }

    /// What is in force of what a reviewer said of a document.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn current(&self, document: i64, reviewer: &str) -> Result<Current> {
        let read = || -> rusqlite::Result<Current> {
            let mut query = self.connection.prepare_cached(
                "SELECT kind, subject, payload, event FROM current WHERE document = ?1 AND reviewer = ?2",
            )?;
            let rows = query.query_map(params![document, reviewer], |row| {
                let standing = Standing { payload: json(row, 2)?, event: row.get(3)? };
                Ok(((row.get(0)?, row.get(1)?), standing))
            })?;
            rows.collect()
        };
        read().map_err(self.failed())
    }

    /// The log of a document, of one reviewer or of all.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn events(&self, document: i64, reviewer: Option<&str>) -> Result<Vec<Event>> {
        events(&self.connection, document, reviewer).map_err(self.failed())
    }

    /// Whoever said something of a document, by name.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn reviewers(&self, document: i64) -> Result<Vec<String>> {
        let read = || -> rusqlite::Result<Vec<String>> {
            let mut query = self.connection.prepare_cached(
                "SELECT DISTINCT reviewer FROM event WHERE document = ?1 ORDER BY reviewer",
            )?;
            query.query_map([document], |row| row.get(0))?.collect()
        };
        read().map_err(self.failed())
    }

    /// Takes over events that another store gave; what is here already stays as it is. How many were new.
    ///
    /// # Errors
    ///
    /// [`Fault::Import`] for an undo of what is not there, [`Fault::Store`]; nothing was taken over then.
    pub fn take_over(&mut self, document: i64, given: &[Event]) -> Result<usize> {
        let path = self.path.clone();
        let uuids: BTreeMap<i64, &str> =
            given.iter().map(|event| (event.seq, event.uuid.as_str())).collect();
        for (number, event) in (1..).zip(given) {
            if event.undoes.is_some_and(|seq| !uuids.contains_key(&seq)) {
                let problem = "it takes back an event that is not there".to_owned();
                return Err(Fault::Import { place: format!("event {number}"), problem });
            }
        }
        let mut run = || -> rusqlite::Result<usize> {
            let begin =
                self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut new = 0;
            for event in given {
                let undoes = event.undoes.and_then(|seq| uuids.get(&seq));
                new += begin.execute(
                    "INSERT INTO event(uuid, at, reviewer, document, kind, subject, payload, batch, undoes)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT seq FROM event WHERE uuid = ?9))
                     ON CONFLICT(uuid) DO NOTHING",
                    params![
                        event.uuid,
                        event.at,
                        event.reviewer,
                        document,
                        event.kind,
                        event.subject,
                        event.payload.to_string(),
                        event.batch,
                        undoes
                    ],
                )?;
            }
            let reviewers: std::collections::BTreeSet<&str> =
                given.iter().map(|event| event.reviewer.as_str()).collect();
            for reviewer in reviewers {
                rebuild(&begin, document, reviewer)?;
            }
            begin.commit()?;
            Ok(new)
        };
        run().map_err(failed(&path))
    }

    /// Something that is kept beside the log, by name.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn meta(&self, key: &str) -> Result<Option<String>> {
        let query = "SELECT value FROM meta WHERE key = ?1";
        let value = self.connection.query_row(query, [key], |row| row.get(0)).optional();
        value.map_err(self.failed())
    }

    /// Keeps something beside the log.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        let query = "INSERT INTO meta(key, value) VALUES (?1, ?2)
                     ON CONFLICT(key) DO UPDATE SET value = ?2";
        self.connection.execute(query, [key, value]).map(drop).map_err(self.failed())
    }

    /// Leaves a token with which the page that serves this store lets somebody in, once.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn invite(&self, token: &str) -> Result<()> {
        let query = "INSERT INTO invitation(token) VALUES (?1)";
        self.connection.execute(query, [token]).map(drop).map_err(self.failed())
    }

    /// Whether a token was left here; it is used up with that.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn accepts(&self, token: &str) -> Result<bool> {
        let query = "DELETE FROM invitation WHERE token = ?1";
        self.connection.execute(query, [token]).map(|count| count > 0).map_err(self.failed())
    }

    /// Writes the log beside the file into it, so that the file alone is the whole store.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn checkpoint(&self) -> Result<()> {
        let done = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        done.map_err(self.failed())
    }

    /// Makes `current` anew from the log: what is in force must be the same before and after.
    ///
    /// # Errors
    ///
    /// [`Fault::Store`].
    pub fn rebuild(&mut self, document: i64, reviewer: &str) -> Result<()> {
        let path = self.path.clone();
        let mut run = || -> rusqlite::Result<()> {
            let begin =
                self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            rebuild(&begin, document, reviewer)?;
            begin.commit()
        };
        run().map_err(failed(&path))
    }

    #[cfg(test)]
    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }
}

#[cfg(test)]
mod tests;
