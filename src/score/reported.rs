//! Findings and gold, as they are read from reports and tables.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::rule::Severity;

/// A divergence someone found by reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldRow {
    /// The document it is in, where the table names several.
    pub document: Option<String>,
    /// Its name in the table.
    pub id: String,
    /// The bead as the table has it, such as `[6]:[5]; [17]:[16]`.
    pub bead: String,
    /// Source segments.
    pub source: BTreeSet<usize>,
    /// Target segments.
    pub target: BTreeSet<usize>,
    /// The words of the source.
    pub source_words: String,
    /// The words of the target.
    pub target_words: String,
    /// What kind of divergence it is.
    pub category: String,
    /// How much it matters.
    pub severity: Severity,
    /// Whether readers agree that it is one.
    pub clear: bool,
}

/// A finding as a report has it, with what is needed to score it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Reported {
    /// Name of the rule.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// 0–1.
    #[serde(default = "certain")]
    pub confidence: f64,
    /// The words of the source.
    pub source: Option<Words>,
    /// The words of the target.
    pub target: Option<Words>,
    /// The places, if the finding stands for several.
    #[serde(default)]
    pub occurrences: Vec<Occurrence>,
}

/// One of several places of a [`Reported`] finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Occurrence {
    /// The words of the source.
    pub source: Option<Words>,
    /// The words of the target.
    pub target: Option<Words>,
}

impl Reported {
    /// The finding at each of its places.
    pub(super) fn places(&self) -> Vec<Self> {
        if self.occurrences.is_empty() {
            return vec![self.clone()];
        }
        let at = |place: &Occurrence| Self {
            source: place.source.clone(),
            target: place.target.clone(),
            occurrences: Vec::new(),
            ..self.clone()
        };
        self.occurrences.iter().map(at).collect()
    }
}

/// One side of a [`Reported`] finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Words {
    /// The segments they stand in.
    #[serde(default)]
    pub segments: Vec<usize>,
    /// The words.
    #[serde(default)]
    pub text: String,
}

fn certain() -> f64 {
    1.0
}
