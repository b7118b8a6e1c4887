use serde::{Deserialize, Serialize};

use crate::text::Span;

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

/// The words of one side that a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// Indices of the segments the words stand in.
    pub segments: Vec<usize>,
    /// Exactly the words, as they stand in the file at `span`.
    pub text: String,
    /// Byte offsets in the original file.
    pub span: Span,
}

/// What another rule said of the same words: further evidence of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The id it would have as a finding of its own.
    pub id: String,
    /// Name of the rule.
    pub rule: String,
    /// What the rule went by.
    pub evidence: String,
    /// What it says, in one sentence.
    pub message: String,
}

/// One of several places where the same thing is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    /// The id it would have as a finding of its own.
    pub id: String,
    /// Position of its bead.
    pub bead: usize,
    /// The words of the source.
    pub source: Option<Side>,
    /// The words of the target.
    pub target: Option<Side>,
}

/// Something a reader should look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Fingerprint over the rule and the normalised text it is about, 16 hexadecimal digits: the same
    /// after edits elsewhere and after another segmentation.
    pub id: String,
    /// Fingerprint of the rule and the words alone: findings of one kind share it.
    pub group: String,
    /// Name of the rule.
    pub rule: String,
    /// What the rule went by, in a word or two of its own: with the rule it decides the confidence.
    pub evidence: String,
    /// Kind of issue.
    pub issue: Issue,
    /// How much it matters.
    pub severity: Severity,
    /// 0–1: the share of findings like this one that were right on gold data.
    pub confidence: f64,
    /// Position of the bead it was found in.
    pub bead: usize,
    /// The words of the source; none where the source has nothing.
    pub source: Option<Side>,
    /// The words of the target; none where the target has nothing.
    pub target: Option<Side>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What should stand in the target instead, where that is known.
    pub suggestion: Option<String>,
    /// What other rules said of the same words; empty for most findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Account>,
    /// Every place where it stands, the first of them being `source` and `target`, if it stands for several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub occurrences: Vec<Occurrence>,
    /// The ids of the findings it stands for, if it stands for several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}
