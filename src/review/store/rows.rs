//! Rows of the tables: events read and written, and what is in force put together from them.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde_json::Value;

use super::{Change, Command};
use crate::review::log::{Event, InForce};

const EVENTS: &str =
    "SELECT seq, uuid, at, reviewer, kind, subject, payload, batch, undoes FROM event";

pub(super) fn json(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Value> {
    let text: String = row.get(column)?;
    // Nothing but JSON is written there.
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

pub(super) fn events(
    connection: &Connection,
    document: i64,
    reviewer: Option<&str>,
) -> rusqlite::Result<Vec<Event>> {
    let mut query = connection.prepare_cached(&format!(
        "{EVENTS} WHERE document = ?1 AND (?2 IS NULL OR reviewer = ?2) ORDER BY seq"
    ))?;
    let rows = query.query_map(params![document, reviewer], |row| {
        Ok(Event {
            seq: row.get(0)?,
            uuid: row.get(1)?,
            at: row.get(2)?,
            reviewer: row.get(3)?,
            kind: row.get(4)?,
            subject: row.get(5)?,
            payload: json(row, 6)?,
            batch: row.get(7)?,
            undoes: row.get(8)?,
        })
    })?;
    rows.collect()
}

/// Writes an event of a command, its `number`th; its place in the log.
pub(super) fn append(
    connection: &Connection,
    command: Command<'_>,
    number: usize,
    change: &Change,
    undoes: Option<i64>,
) -> rusqlite::Result<i64> {
    let batch = command.uuid;
    let uuid = if number == 0 { batch.to_owned() } else { format!("{batch}/{number}") };
    connection.query_row(
        "INSERT INTO event(uuid, at, reviewer, document, kind, subject, payload, batch, undoes)
         VALUES (?1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING seq",
        params![
            uuid,
            command.reviewer,
            command.document,
            change.kind,
            change.subject,
            change.payload.to_string(),
            batch,
            undoes
        ],
        |row| row.get(0),
    )
}

/// What a change makes of what is in force.
pub(super) fn put(
    connection: &Connection,
    command: Command<'_>,
    change: &Change,
    seq: i64,
) -> rusqlite::Result<()> {
    let Command { reviewer, document, .. } = command;
    let Change { kind, subject, payload } = change;
    if payload.is_null() {
        let gone = "DELETE FROM current WHERE document = ?1 AND reviewer = ?2 AND kind = ?3 AND subject = ?4";
        return connection.execute(gone, params![document, reviewer, kind, subject]).map(drop);
    }
    let new = "INSERT INTO current(document, reviewer, kind, subject, payload, event)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT(document, reviewer, kind, subject) DO UPDATE SET payload = ?5, event = ?6";
    let values = params![document, reviewer, kind, subject, payload.to_string(), seq];
    connection.execute(new, values).map(drop)
}

/// What is in force, made from the log alone.
pub(super) fn rebuild(
    connection: &Connection,
    document: i64,
    reviewer: &str,
) -> rusqlite::Result<()> {
    let log = events(connection, document, Some(reviewer))?;
    let mut current: BTreeMap<(&str, &str), &Event> = BTreeMap::new();
    for event in InForce::of(&log).events {
        let key = (event.kind.as_str(), event.subject.as_str());
        if event.payload.is_null() {
            current.remove(&key);
        } else {
            current.insert(key, event);
        }
    }
    let all = "DELETE FROM current WHERE document = ?1 AND reviewer = ?2";
    connection.execute(all, params![document, reviewer])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO current(document, reviewer, kind, subject, payload, event) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for ((kind, subject), event) in current {
        let payload = event.payload.to_string();
        insert.execute(params![document, reviewer, kind, subject, payload, event.seq])?;
    }
    Ok(())
}
