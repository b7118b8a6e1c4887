//! Which stretch of a document is source, target or page furniture, and why.

use serde::{Deserialize, Serialize};

use crate::{
    Result,
    document::Document,
    text::{Language, Span},
};

/// What a stretch of text is to the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Text of the original.
    Source,
    /// Text of the translation.
    Target,
    /// Text of the page or archive around the document: navigation, credits, rights, metadata.
    Furniture,
    /// Text nothing can be said about.
    Unknown,
}

/// A stretch of one line, and what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Byte offsets in the document, with the separators, line ends and blank lines that follow.
    pub span: Span,
    /// Byte offsets of the words alone, inside `span`: what is segmented.
    #[serde(skip)]
    pub core: Span,
    /// Number of the line on which `core` begins, from 1.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
    /// Its language, where it has one.
    pub language: Option<Language>,
    /// 0–1.
    pub confidence: f64,
    /// Why, for a person to read.
    pub reason: String,
}

/// A document taken apart: [`Part`]s that cover it without gap or overlap, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Halves {
    /// The parts, in the order of the document.
    pub parts: Vec<Part>,
}

/// Takes a document that holds both languages apart.
///
/// # Errors
///
/// [`Error::SameLanguage`](crate::Error::SameLanguage), [`Error::Inseparable`](crate::Error::Inseparable),
/// and [`Error::MissingHalf`](crate::Error::MissingHalf) if one of the languages does not occur.
pub fn separate(document: &Document, source: &Language, target: &Language) -> Result<Halves> {
    todo!("{document:?} {source} {target}")
}

/// Takes a document that is one half, in `language`, apart from the page furniture round it.
///
/// # Errors
///
/// [`Error::MissingHalf`](crate::Error::MissingHalf) if there is no text in that language.
pub fn single(document: &Document, language: &Language, kind: Kind) -> Result<Halves> {
    todo!("{document:?} {language} {kind:?}")
}
