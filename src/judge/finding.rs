use serde::{Deserialize, Serialize};

use super::{Issue, Severity, Side, identity};
use crate::{
    rule::{FORM, Said, Sureness},
    segment::Bitext,
};

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
    #[serde(default)]
    pub group: String,
    /// Name of the rule.
    pub rule: String,
    /// What the rule went by, in a word or two of its own: with the rule it decides the confidence.
    #[serde(default)]
    pub evidence: String,
    /// Kind of issue.
    pub issue: Issue,
    /// How much it matters.
    pub severity: Severity,
    /// 0–1: the share of findings like this one that were right on gold data.
    pub confidence: f64,
    /// On how many findings and documents that rests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured: Option<Sureness>,
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
    /// Whether it is about how the words are written and not about what they say.
    #[serde(skip)]
    pub(crate) is_form: bool,
}

impl Finding {
    /// Takes over the confidence of another account of the same, if that is surer.
    pub(super) fn be_as_sure_as(&mut self, other: &Self) {
        if other.confidence > self.confidence {
            (self.confidence, self.measured) = (other.confidence, other.measured);
        }
    }
}

/// A finding with less confidence is sooner wrong than right. It is minor, whatever it would be if
/// it were right: it is worth a look, but does not fail anybody's build. And it never takes the place of one that is not
/// doubtful, however grave it is.
pub(super) const DOUBTFUL: f64 = 0.5;

/// The finding that a remark is.
pub(super) fn of(said: Said<'_>, bitext: &Bitext) -> Finding {
    let Said { rule, group: of_rules, issue, sureness, remark } = said;
    let confidence = sureness.confidence;
    let marks = [remark.source.as_ref(), remark.target.as_ref()];
    let [id, group] = identity::of(rule, bitext, marks);
    let source = remark.source.map(|mark| mark.place(&bitext.source));
    let target = remark.target.map(|mark| mark.place(&bitext.target));
    Finding {
        id,
        group,
        rule: rule.to_owned(),
        evidence: remark.evidence.into_owned(),
        issue,
        severity: match remark.severity {
            _ if confidence < DOUBTFUL => Severity::Minor,
            Severity::Critical if !sureness.bears_critical() => Severity::Major,
            severity => severity,
        },
        confidence,
        measured: Some(sureness),
        bead: remark.bead,
        source,
        target,
        message: remark.message,
        suggestion: remark.suggestion,
        also: Vec::new(),
        occurrences: Vec::new(),
        members: Vec::new(),
        is_form: of_rules == FORM,
    }
}
