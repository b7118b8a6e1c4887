//! The tables of a store, and how it is opened: a log of events that only grows, and what follows from it.

use std::{fs, path::Path};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{
    fault::{Fault, Result},
    network,
};

/// The version of the tables; raised when a reader of the last one would misread the next.
pub(super) const VERSION: i64 = 1;

/// Tells a store from other databases: `daej`.
const APPLICATION: i64 = 0x6461_656a;

/// `current` and `standing` follow from `event`; everything else is what was said and stays.
const TABLES: &str = "
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE invitation(token TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE document(
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, target TEXT NOT NULL,
    sha_source TEXT NOT NULL, sha_target TEXT NOT NULL, UNIQUE(path, target)
);
CREATE TABLE snapshot(
    id INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document(id),
    at TEXT NOT NULL, daejo_version TEXT NOT NULL, report TEXT NOT NULL
);
CREATE TABLE event(
    seq INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
    reviewer TEXT NOT NULL, document INTEGER NOT NULL REFERENCES document(id),
    kind TEXT NOT NULL, subject TEXT NOT NULL, payload TEXT NOT NULL,
    batch TEXT NOT NULL, undoes INTEGER REFERENCES event(seq)
);
CREATE INDEX event_of ON event(document, reviewer, seq);
CREATE INDEX snapshot_of ON snapshot(document, id);
CREATE TABLE current(
    document INTEGER NOT NULL, reviewer TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
    payload TEXT NOT NULL, event INTEGER NOT NULL REFERENCES event(seq),
    PRIMARY KEY(document, reviewer, kind, subject)
) WITHOUT ROWID;
CREATE VIEW standing AS
    SELECT event AS id, kind AS scope, payload ->> 'rule' AS rule,
           CASE kind WHEN 'alike' THEN subject END AS group_id, payload ->> 'reason' AS reason, event
    FROM current WHERE kind IN ('alike', 'rule');
CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events only grow'); END;
CREATE TRIGGER event_lasts BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events only grow'); END;
CREATE TRIGGER snapshot_stays BEFORE UPDATE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshots stay'); END;
CREATE TRIGGER snapshot_lasts BEFORE DELETE ON snapshot BEGIN SELECT RAISE(ABORT, 'snapshots stay'); END;
";

/// An error of the database at `path`.
pub(super) fn failed(path: &Path) -> impl FnOnce(rusqlite::Error) -> Fault {
    let path = path.to_owned();
    move |source| match source.sqlite_error_code() {
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            Fault::Unwritable { path }
        }
        Some(ErrorCode::NotADatabase) => Fault::Foreign { path },
        _ => Fault::Store { path, source },
    }
}

fn pragma(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
}

/// Opens the store at `path`, which is made if it is not there.
pub(super) fn open(path: &Path) -> Result<Connection> {
    if path.exists() {
        recognise(path)?;
    }
    require_writable(path)?;
    let mut connection = Connection::open(path).map_err(failed(path))?;
    prepare(&mut connection, network::is_far(path)).map_err(failed(path))?;
    Ok(connection)
}

/// Looks at a store without a right to write: what is of a later version, or no store, stays untouched.
fn recognise(path: &Path) -> Result<()> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let connection = connection.map_err(failed(path))?;
    let (version, application) =
        (pragma(&connection, "user_version"), pragma(&connection, "application_id"));
    let (version, application) =
        (version.map_err(failed(path))?, application.map_err(failed(path))?);
    if (version, application) == (0, 0) {
        // Nothing was written yet, as when the program was killed while it made the file.
        let tables = "SELECT count(*) FROM sqlite_schema";
        let count: i64 =
            connection.query_row(tables, [], |row| row.get(0)).map_err(failed(path))?;
        return if count == 0 { Ok(()) } else { Err(Fault::Foreign { path: path.to_owned() }) };
    }
    if application != APPLICATION {
        return Err(Fault::Foreign { path: path.to_owned() });
    }
    if version > VERSION {
        return Err(Fault::Newer { path: path.to_owned(), version, known: VERSION });
    }
    Ok(())
}

/// The log lies beside the store, so that its folder must be writable too.
fn require_writable(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let trial = tempfile::Builder::new()
        .prefix(crate::whole::TEMPORARY)
        .tempfile_in(folder.unwrap_or(Path::new(".")));
    let is_writable = fs::metadata(path).map_or(true, |file| !file.permissions().readonly());
    if trial.is_ok() && is_writable {
        return Ok(());
    }
    Err(Fault::Unwritable { path: path.to_owned() })
}

/// `synchronous` is told to every connection: FULL is what makes an acknowledged command outlast a power cut.
fn prepare(connection: &mut Connection, is_far: bool) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    let mode = if is_far { "DELETE" } else { "WAL" };
    let _: String =
        connection.query_row(&format!("PRAGMA journal_mode={mode}"), [], |row| row.get(0))?;
    connection.execute_batch("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")?;
    let making = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    if pragma(&making, "user_version")? == 0 {
        making.execute_batch(TABLES)?;
        making.execute_batch(&format!(
            "PRAGMA application_id={APPLICATION}; PRAGMA user_version={VERSION};"
        ))?;
    }
    making.commit()
}
