//! A document taken apart.

use serde::{Deserialize, Serialize};

use crate::text::{Language, Span};

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
    /// Code, tags and addresses that stand by themselves: the same in both languages, and compared as they are.
    Verbatim,
    /// What is said about the document in its file: front matter, comments.
    Metadata,
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
    /// Whether it is a page number or running head: what stands before and after it may be one sentence.
    #[serde(skip)]
    pub interrupts: bool,
    /// Which column of running text beside another it belongs to, if it does: the parts of one are lines below
    /// each other.
    #[serde(skip)]
    pub column: Option<usize>,
}

/// A document taken apart: [`Part`]s that cover it without gap or overlap, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Halves {
    /// The parts, in the order of the document.
    pub parts: Vec<Part>,
    /// What a person should know before they trust it, in sentences.
    #[serde(skip)]
    pub doubts: Vec<String>,
}
