//! The bilingual formats, a file each: what is known of the strings of a file, in units. Text in, units and the
//! reader's text out, with a way back to the file.

mod extract;
mod fault;
mod json;
mod jsonl;
mod keys;
mod path;
mod po;
mod table;
mod tmx;
mod xliff;
pub(super) mod xlsx;
mod xml;
mod yaml;

pub(super) use extract::Extract;
pub use fault::UnitFault;
use path::Path;

use super::unit::{CodeKind, Unit};
use crate::text::Language;

/// What of a file is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The language of the original.
    pub source: &'a Language,
    /// The language of the translation.
    pub target: &'a Language,
    /// The two columns of a table, by name or number from 1; by a heading of languages where none are named.
    pub columns: Option<&'a [String; 2]>,
    /// Whether the file holds the originals, where it holds one half.
    pub is_source: bool,
}

/// Reads the units of a text in one format.
pub(super) type Read = fn(&str, &mut Extract<'_>, &Wanted<'_>) -> Result<Vec<Unit>, UnitFault>;

pub(super) const PO: Read = po::read;
pub(super) const TMX: Read = tmx::read;
pub(super) const XLIFF: Read = xliff::read;
pub(super) const TSV: Read = table::tsv;
pub(super) const CSV: Read = table::csv;
pub(super) const JSONL: Read = jsonl::read;
pub(super) const ANDROID: Read = keys::android;
pub(super) const PROPERTIES: Read = keys::properties;
pub(super) const RESX: Read = keys::resx;
pub(super) const JSON: Read = keys::json;
pub(super) const YAML: Read = yaml::read;

/// What stands for a code of which only the number is known.
fn numbered(kind: CodeKind, id: &str) -> String {
    match kind {
        CodeKind::Open => format!("<{id}>"),
        CodeKind::Close => format!("</{id}>"),
        CodeKind::Alone => format!("<{id}/>"),
    }
}

#[cfg(test)]
mod tests;
