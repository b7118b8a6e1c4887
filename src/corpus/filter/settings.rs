use serde::{Deserialize, Serialize};

use crate::rule::Severity;

/// What is taken into a corpus and how it is divided: `[corpus]` of the settings file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The filters that are applied, in their order.
    pub filters: Vec<String>,
    /// Letters and digits that each side must have, those of Hangul and Chinese counting twice.
    pub min_chars: usize,
    /// The most characters of a side.
    pub max_chars: usize,
    /// How many times as long one side may be as the other, those characters counting twice.
    pub max_ratio: f64,
    /// The share of the letters of a side that must be of its language, 0–1.
    pub min_language_share: f64,
    /// The score that a bead must have, 0–1.
    pub min_score: f64,
    /// The share of the characters of a side that may be tags, addresses, placeholders and signs, 0–1.
    pub max_markup_share: f64,
    /// A pair with a finding from this severity on is not taken.
    pub finding_severity: Severity,
    /// Findings with less confidence are let pass, 0–1.
    pub finding_confidence: f64,
    /// Only findings of these rules count; all if there is none.
    pub finding_rules: Vec<String>,
    /// A sentence is boilerplate if it stands in so many documents …
    pub boilerplate_documents: usize,
    /// … and in this share of all, 0–1 …
    pub boilerplate_share: f64,
    /// … and is so many characters long.
    pub boilerplate_chars: usize,
    /// Where a pair is looked for before it is taken again.
    pub duplicates: Scope,
    /// Whether pairs that differ in their figures alone are near duplicates.
    pub number_blind: bool,
    /// From which similarity on two pairs are near duplicates, 0–1: shared runs of three letters among all of both.
    /// With 1 they are if their letters and digits are the same.
    pub near_similarity: f64,
    /// The share of the documents that is kept for development, 0–1.
    pub dev: f64,
    /// The share that is kept for tests, 0–1.
    pub test: f64,
    /// A group of documents with more than this share of the pairs goes to train, 0–1.
    pub max_group_share: f64,
    /// What chance goes by: another number draws other documents and examples.
    pub seed: u64,
    /// About as many MiB a file of a format holds before another is begun.
    pub max_file_mib: u64,
    /// About as many MiB are used to find duplicates.
    pub memory_mib: u64,
    /// So many pairs are shown in the datasheet.
    pub examples: usize,
}

/// Where duplicates are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// In all documents.
    Corpus,
    /// In the same document.
    Document,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            filters: super::names().map(str::to_owned).collect(),
            min_chars: 2,
            max_chars: 1500,
            max_ratio: 3.0,
            min_language_share: 0.3,
            // Of beads with less one in eight was right, of those between this and .5 more than half.
            min_score: 0.3,
            max_markup_share: 0.6,
            finding_severity: Severity::Major,
            finding_confidence: 0.7,
            finding_rules: Vec::new(),
            boilerplate_documents: 10,
            boilerplate_share: 0.05,
            boilerplate_chars: 20,
            duplicates: Scope::Corpus,
            number_blind: false,
            near_similarity: 0.9,
            dev: 0.0,
            test: 0.0,
            max_group_share: 0.05,
            seed: 0,
            max_file_mib: 256,
            memory_mib: 512,
            examples: 20,
        }
    }
}

impl Settings {
    /// Refuses what makes no sense, in a clause that says what would.
    ///
    /// # Errors
    ///
    /// What is wrong.
    pub fn verify(&self) -> Result<(), String> {
        let shares = [
            ("min-language-share", self.min_language_share),
            ("min-score", self.min_score),
            ("max-markup-share", self.max_markup_share),
            ("finding-confidence", self.finding_confidence),
            ("boilerplate-share", self.boilerplate_share),
            ("near-similarity", self.near_similarity),
            ("dev", self.dev),
            ("test", self.test),
            ("max-group-share", self.max_group_share),
        ];
        for (name, share) in shares {
            if !(0.0..=1.0).contains(&share) {
                return Err(format!("{name} is a number from 0 to 1"));
            }
        }
        if self.dev + self.test >= 1.0 {
            return Err("dev and test leave nothing to train: give shares such as 0.05".into());
        }
        if self.max_ratio < 1.0 || self.max_ratio.is_nan() {
            return Err("max-ratio is a number from 1 on".into());
        }
        if self.max_file_mib == 0 || self.memory_mib == 0 {
            return Err("max-file-mib and memory-mib are numbers from 1 on".into());
        }
        for (at, name) in self.filters.iter().enumerate() {
            if self.filters[..at].contains(name) {
                return Err(format!("the filter {name:?} is named twice"));
            }
            if !super::names().any(|known| known == name) {
                let known: Vec<&str> = super::names().collect();
                return Err(format!("there is no filter {name:?}; there are {}", known.join(", ")));
            }
        }
        Ok(())
    }
}
