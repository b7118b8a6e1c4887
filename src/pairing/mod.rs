//! Which files belong together. Paths come in (files, folders, patterns, lists of pairs), documents come out:
//! a file that holds both languages, or two files that hold a half each.
//!
//! Folders and patterns are walked (`walk`), lists of pairs are read (`manifest`), and halves find each other
//! by what their names say of their language (`name`). Nothing is opened but folders and the list.

mod manifest;
mod name;
mod walk;

use std::{collections::BTreeMap, path::PathBuf};

pub use manifest::read_manifest;
pub(crate) use name::names_language;
pub use name::pair;
pub use walk::{Fault, File, FoundFiles, find, is_pattern, located};

/// What is compared as one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pair {
    /// What the document is called among the others: its path below the folder that all have in common,
    /// without the marks of the languages and without its extension. No two documents of a run share one.
    pub name: String,
    /// The document, or its source half.
    pub source: PathBuf,
    /// The target half, if it is a file of its own.
    pub target: Option<PathBuf>,
    /// Whether somebody named the file: what merely lies in a folder may be no document at all.
    pub is_named: bool,
    /// What else a list of pairs says of it, by column.
    pub row: BTreeMap<String, String>,
}

/// A half whose other half is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alone {
    /// The file.
    pub path: PathBuf,
    /// Why it was compared with nothing, in a clause.
    pub reason: String,
}

/// Documents, and what became of the other files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairing {
    /// The documents, in the order of their source files.
    pub pairs: Vec<Pair>,
    /// The halves without a partner.
    pub alone: Vec<Alone>,
    /// How many files say by their name that they are in a third language of a document that is compared.
    pub other_languages: usize,
}
