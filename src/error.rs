use std::{io, path::PathBuf};

use crate::{encoder::ModelFault, text::Language};

/// What this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure of this crate, one variant for each thing a caller can act on.
///
/// What is wrong with the *text* (a gap, a divergent number) is never an error but a
/// [`Finding`](crate::judge::Finding). An error means that there is no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file could not be opened or read.
    #[error("cannot read {path}")]
    Read {
        /// The path as the caller gave it.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },

    /// The output could not be written.
    #[error("cannot write {path}")]
    Write {
        /// The path as the caller gave it.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },

    /// A folder that cannot be written to as it is.
    #[error("cannot write to {path}: {problem}")]
    Output {
        /// The path as the caller gave it.
        path: PathBuf,
        /// What is wrong with it and what to do.
        problem: String,
    },

    /// A directory stands where a file was expected.
    #[error("{path} is a directory: name a file in it")]
    Directory {
        /// The path as the caller gave it.
        path: PathBuf,
    },

    /// The file holds no text.
    #[error("{path} is empty: there is nothing to compare")]
    Empty {
        /// The path as the caller gave it.
        path: PathBuf,
    },

    /// The file is a document of another kind, by its first bytes.
    #[error("{path} is not plain text but {what}")]
    NotText {
        /// The path as the caller gave it.
        path: PathBuf,
        /// What it is and what to do about it.
        what: &'static str,
    },

    /// The file is a document of a format that is read, and this one cannot be.
    #[error("cannot read {path}: {fault}")]
    Document {
        /// The path as the caller gave it.
        path: PathBuf,
        /// What is wrong with it, and what to do about it.
        fault: crate::document::Fault,
    },

    /// The file is not text.
    #[error(
        "{path} is not a text file: byte {offset} is a {byte:#04x} control byte; \
         save the document as plain text in UTF-8 first"
    )]
    Binary {
        /// The path as the caller gave it.
        path: PathBuf,
        /// Offset of the first byte that no text holds.
        offset: usize,
        /// That byte.
        byte: u8,
    },

    /// The file is text, but not in the encoding it was read in.
    #[error(
        "{path} is not {expected}: line {line}, column {column} ({byte:#04x}) does not belong there; {remedy}"
    )]
    Encoding {
        /// The path as the caller gave it.
        path: PathBuf,
        /// The encoding it was read in.
        expected: &'static str,
        /// Line of the first byte that is no character, from 1.
        line: usize,
        /// Its column, from 1 and in characters.
        column: usize,
        /// That byte.
        byte: u8,
        /// What to do about it.
        remedy: String,
    },

    /// The file is in an encoding, but for a few bytes.
    #[error(
        "{path} is {encoding} but for {}line {line}, column {column}: mend the file, or read it with \
         --lossy, which puts � where bytes are no text",
        if *.count == 1 { String::new() } else { format!("{} places, the first of them ", .count) }
    )]
    Damaged {
        /// The path as the caller gave it.
        path: PathBuf,
        /// The encoding.
        encoding: &'static str,
        /// How many places are no text.
        count: usize,
        /// Line of the first of them, from 1.
        line: usize,
        /// Its column, from 1 and in characters.
        column: usize,
    },

    /// The last character of the file has not all of its bytes.
    #[error(
        "{path} is cut short: it is {encoding} and ends inside a character, at byte {offset}; \
         get the whole file, or read what there is with --lossy"
    )]
    CutShort {
        /// The path as the caller gave it.
        path: PathBuf,
        /// The encoding.
        encoding: &'static str,
        /// Offset of the last character.
        offset: usize,
    },

    /// The file is in an encoding that is not read.
    #[error(
        "{path} is in {encoding}, which is not read: convert it to UTF-8 first, for example with \
         iconv -f {encoding} -t UTF-8"
    )]
    EncodingNotRead {
        /// The path as the caller gave it.
        path: PathBuf,
        /// The encoding.
        encoding: &'static str,
    },

    /// The input does not end within what is read of one file.
    #[error(
        "{path} does not end within {} MiB, the most that is read of one file: give the text in parts",
        .limit >> 20
    )]
    TooLong {
        /// The path as the caller gave it.
        path: PathBuf,
        /// The most bytes that are read.
        limit: u64,
    },

    /// The name of an encoding that is not known.
    #[error(
        "unknown encoding {name:?}: use a name such as utf-8, cp949, utf-16le, iso-2022-kr or windows-1252"
    )]
    UnknownEncoding {
        /// The name as the caller gave it.
        name: String,
    },

    /// A language tag that is none.
    #[error("{tag:?} is not a language tag: use one such as en, ko or zh-hant")]
    LanguageTag {
        /// The tag as the caller gave it.
        tag: String,
    },

    /// Two halves in one language.
    #[error("source and target language are both {language}: name two different ones")]
    SameLanguage {
        /// The language given twice.
        language: Language,
    },

    /// One file with two languages which this build cannot tell apart.
    #[error(
        "cannot tell {source_language} from {target_language} in one file: \
         give the two halves as two files instead"
    )]
    Inseparable {
        /// The language of the source half.
        source_language: Language,
        /// The language of the target half.
        target_language: Language,
    },

    /// A document in which one half has no text.
    #[error("no {language} text in {path}: {remedy}")]
    MissingHalf {
        /// The path as the caller gave it.
        path: PathBuf,
        /// The language that was looked for.
        language: Language,
        /// What to do about it.
        remedy: String,
    },

    /// A ladder that cannot be read.
    #[error("{path}, line {line}: {problem}")]
    Ladder {
        /// The path as the caller gave it.
        path: PathBuf,
        /// Line number, from 1.
        line: usize,
        /// What is wrong with the line.
        problem: String,
    },

    /// A bead of an alignment in JSON that does not fit its document.
    #[error("{path}, bead {bead}: {problem}")]
    Bead {
        /// The path as the caller gave it.
        path: PathBuf,
        /// Which bead, from 1.
        bead: usize,
        /// What is wrong with it.
        problem: String,
    },

    /// A table, report or gold file that cannot be read.
    #[error("{path}, line {line}: {problem}")]
    Table {
        /// The path as the caller gave it.
        path: PathBuf,
        /// Line number, from 1.
        line: usize,
        /// What is wrong with the line.
        problem: String,
    },

    /// A bilingual file, or one of texts under keys, that cannot be read.
    #[error(
        "{path}, {place}{}: {}",
        .fault.unit.as_ref().map(|unit| format!(", unit {unit:?}")).unwrap_or_default(),
        .fault.problem
    )]
    Units {
        /// The path as the caller gave it.
        path: PathBuf,
        /// The line, or the cell.
        place: String,
        /// What is wrong with it.
        fault: crate::document::UnitFault,
    },

    /// A glossary that cannot be used.
    #[error("cannot use {path} as a glossary: {problem}")]
    Glossary {
        /// The path as the caller gave it.
        path: PathBuf,
        /// What is wrong with it, and where.
        problem: crate::glossary::Problem,
    },

    /// A lexicon that cannot be read.
    #[error("cannot read the lexicon")]
    Lexicon(#[from] crate::lexicon::Problem),

    /// A rule name that is none.
    #[error("there is no rule {name:?}{}", .nearest.map(|n| format!(": did you mean {n:?}?")).unwrap_or_default())]
    UnknownRule {
        /// The name as the caller gave it.
        name: String,
        /// The rule with the most similar name, if one is close.
        nearest: Option<&'static str>,
    },

    /// An encoder model, or what one is to be built from, that cannot be used.
    #[error("cannot use {path} as an encoder model: {fault}")]
    EncoderModel {
        /// The path as the caller gave it.
        path: PathBuf,
        /// What is wrong with it.
        fault: ModelFault,
    },
}
