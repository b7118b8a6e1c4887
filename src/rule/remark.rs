use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::reading::Mark;

/// How much a finding matters to a reader of the translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Wrong or unusual, but the reader is not misled.
    Minor,
    /// The reader learns something else than the original says.
    Major,
    /// A fact the document is consulted for is lost or turned round.
    Critical,
}

/// The kinds of issue of ITS 2.0 (`locQualityIssueType`) that our rules use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names are the standard's own")]
pub enum Issue {
    Terminology,
    Mistranslation,
    Omission,
    Untranslated,
    Addition,
    Duplication,
    Inconsistency,
    Register,
    Characters,
    Misspelling,
    Typographical,
    InconsistentEntities,
    Numbers,
    PatternProblem,
    Whitespace,
    NonConformance,
    Other,
}

/// What a rule has to say, before it is judged.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Position of the bead.
    pub bead: usize,
    /// The words of the source.
    pub source: Option<Mark>,
    /// The words of the target.
    pub target: Option<Mark>,
    /// How much it matters.
    pub severity: Severity,
    /// The kind of evidence, a word of the rule's own; with the rule it names a row of the table of
    /// measured confidences.
    pub evidence: Cow<'static, str>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What should stand in the target instead.
    pub suggestion: Option<String>,
}
