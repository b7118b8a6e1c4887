//! What a reviewer says of a finding, as it is kept, and what is kept with it to know it again.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{checked::Checked, store::Current};
use crate::{align::Bead, judge::Finding, reading::Side, rule::Severity, segment::Half};

/// Kinds of events, and of what is in force.
pub(super) mod kind {
    /// What is said of a finding.
    pub(in crate::review) const VERDICT: &str = "verdict";
    /// Why a finding is wrong.
    pub(in crate::review) const WHY: &str = "why";
    /// How much it matters, if that is otherwise than the program said.
    pub(in crate::review) const SEVERITY: &str = "severity";
    /// Words about a finding.
    pub(in crate::review) const COMMENT: &str = "comment";
    /// What is to be done to the text.
    pub(in crate::review) const FIX: &str = "fix";
    /// A passage of the translation is rewritten.
    pub(in crate::review) const EDIT: &str = "edit";
    /// The alignment is another.
    pub(in crate::review) const LADDER: &str = "ladder";
    /// All findings of a group are wrong.
    pub(in crate::review) const ALIKE: &str = "alike";
    /// A rule is off in this document.
    pub(in crate::review) const RULE: &str = "rule";
    /// Whether a pair without findings that was drawn at random is as good as it looks.
    pub(in crate::review) const SAMPLE: &str = "sample";
}

/// What a reviewer says of a finding. What is to be done to the text is said apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is an error.
    Right,
    /// One may see it so or so.
    Arguable,
    /// It is none.
    Wrong,
    /// It is looked at another time.
    Later,
}

impl Verdict {
    /// Whether something is decided with it.
    pub fn is_decision(self) -> bool {
        self != Self::Later
    }

    /// How much of a right finding it is.
    pub(super) fn share(self) -> f64 {
        match self {
            Self::Right => 1.0,
            Self::Arguable => 0.5,
            Self::Wrong | Self::Later => 0.0,
        }
    }
}

/// Why a finding is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// The sentences beside each other do not belong together.
    Alignment,
    /// It means the same.
    Meaning,
    /// It is another form of the name.
    Name,
    /// The original is at fault.
    Source,
    /// It is no text.
    Text,
    /// Something else.
    Other,
}

/// How a finding came before the reviewer: calibration may only learn from what came by itself or by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Came {
    /// In its turn.
    #[default]
    Queue,
    /// Drawn from below.
    Random,
    /// Searched for.
    Search,
    /// From the map or the text.
    Map,
}

/// What a finding was when something was decided about it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Name of the rule.
    pub rule: String,
    /// What it shares with its like.
    pub group: String,
    /// How much it mattered.
    pub severity: Option<Severity>,
    /// The words of both sides; none where there were none.
    pub quotes: [Option<String>; 2],
    /// The sentences that they stood in, or where they are missing.
    pub sentences: [String; 2],
    /// What was said of them.
    pub message: String,
}

impl Kept {
    /// That of a finding.
    pub fn of(checked: &Checked, finding: &Finding) -> Self {
        let bead = checked.alignment.beads.get(finding.bead);
        let words = |side: &Option<Side>| side.as_ref().map(|side| side.text.clone());
        let sentence =
            |half: &Half, side: &Option<Side>, of: fn(&Bead) -> std::ops::Range<usize>| {
                let indices: Vec<usize> = match side {
                    Some(side) => side.segments.clone(),
                    None => bead.map(of).into_iter().flatten().collect(),
                };
                let texts = indices.iter().filter_map(|index| half.segments.get(*index));
                texts.map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" ")
            };
        Self {
            rule: finding.rule.clone(),
            group: finding.group.clone(),
            severity: Some(finding.severity),
            quotes: [words(&finding.source), words(&finding.target)],
            sentences: [
                sentence(&checked.bitext.source, &finding.source, |bead| bead.source.clone()),
                sentence(&checked.bitext.target, &finding.target, |bead| bead.target.clone()),
            ],
            message: finding.message.clone(),
        }
    }
}

/// A verdict with what is kept beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// What was said.
    pub verdict: Verdict,
    /// How the finding came.
    #[serde(default)]
    pub came: Came,
    /// How probably right the reviewer was told that it is.
    pub probability: f64,
    /// The finding as it was.
    pub keep: Kept,
    /// The id under which it was decided first, if the decision was taken along to another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

impl Judgement {
    /// As it is written.
    pub(super) fn payload(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// All verdicts that are in force, by the id of their finding.
pub(super) fn judgements(current: &Current) -> Vec<(String, Judgement)> {
    let verdicts = current.iter().filter(|((kind, _), _)| kind == kind::VERDICT);
    let read = verdicts.filter_map(|((_, subject), standing)| {
        let judgement = serde_json::from_value(standing.payload.clone()).ok()?;
        Some((subject.clone(), judgement))
    });
    read.collect()
}
