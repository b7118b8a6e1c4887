use std::{io, path::PathBuf};

/// Why there is no review, or why a command of one was not carried out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The store could not be opened or written.
    #[error("cannot use the store {path}")]
    Store {
        /// The file of the store.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },

    /// The store, or its folder, may not be written.
    #[error(
        "cannot write {path}: name a folder for the store with --store DIR; a store that lies there already is \
         taken along by copying it and the file ending in -wal beside it"
    )]
    Unwritable {
        /// The file of the store.
        path: PathBuf,
    },

    /// The store was written by a later version of the program. It was opened for reading alone.
    #[error(
        "{path} is of version {version}, and this program knows version {known}: nothing was changed in it; \
         open it with the daejo that made it, or a later one"
    )]
    Newer {
        /// The file of the store.
        path: PathBuf,
        /// The version it has.
        version: i64,
        /// The version this program writes.
        known: i64,
    },

    /// The file is no store.
    #[error("{path} is no store of daejo: move it away, or name another folder with --store DIR")]
    Foreign {
        /// The file.
        path: PathBuf,
    },

    /// A port that cannot be listened to.
    #[error(
        "cannot listen on port {port} of this machine: name another with --port, or none to take a free one"
    )]
    Port {
        /// The port as it was asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },

    /// The system gives no random bytes, without which nothing is secret.
    #[error("the system gives no random bytes")]
    Random,

    /// The server could not run.
    #[error("the server ended")]
    Server {
        /// What the system said.
        source: io::Error,
    },

    /// Events that cannot be taken over.
    #[error("{place}: {problem}")]
    Import {
        /// Which event, from 1.
        place: String,
        /// What is wrong with it.
        problem: String,
    },

    /// A command that does not fit what is there.
    #[error("{0}")]
    Refused(&'static str),
}

/// What work of a review gives.
pub type Result<T> = std::result::Result<T, Fault>;
