//! What a reviewer asks for, and what it changes: one command, one batch of changes.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    board::{Board, By, Since},
    checked::Checked,
    decision::{Came, Judgement, Verdict, Why, kind},
    edit::Edit,
    fault::{Fault, Result},
    store::Change,
};
use crate::{
    align::worked::{Operation, Worked},
    rule::Severity,
};

/// Longer words about a finding are refused.
const LONGEST_COMMENT: usize = 20_000;

/// A command of a reviewer on a document; findings are named as [`Checked::subjects`] calls them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
pub enum Asked {
    /// Says what a finding is; none takes back what was said.
    Verdict {
        /// The finding.
        finding: String,
        /// What it is.
        verdict: Option<Verdict>,
        /// How it came.
        #[serde(default)]
        came: Came,
    },
    /// Says why a finding is wrong.
    Why {
        /// The finding.
        finding: String,
        /// Why.
        why: Option<Why>,
    },
    /// Says how much a finding matters.
    Severity {
        /// The finding.
        finding: String,
        /// How much.
        severity: Severity,
    },
    /// Says something about a finding; nothing takes it back.
    Comment {
        /// The finding.
        finding: String,
        /// The words.
        text: String,
    },
    /// Says that a finding is right and that what it suggests shall stand there.
    Take {
        /// The finding.
        finding: String,
        /// How it came.
        #[serde(default)]
        came: Came,
    },
    /// Says that all findings like this one are wrong, or that they are not any more.
    Alike {
        /// The finding.
        finding: String,
    },
    /// Switches the rule of a finding off in this document, or on again.
    Rule {
        /// The finding.
        finding: String,
    },
    /// Confirms a decision that was proposed.
    Keep {
        /// The finding.
        finding: String,
    },
    /// Rewrites the translation in a bead.
    Edit {
        /// The position of the bead.
        bead: usize,
        /// What stands there, as the page shows it.
        was: String,
        /// What shall stand there.
        text: String,
    },
    /// Does something to the alignment.
    Align(Operation),
    /// Says of a pair without findings that was drawn whether it is as good as it looks.
    Sample {
        /// The pair, by a fingerprint of both its texts.
        pair: String,
        /// Whether it is.
        clean: Option<bool>,
    },
    /// Takes the last command back.
    Undo,
    /// Does it again.
    Redo,
}

fn change(kind: &'static str, subject: &str, payload: Value) -> Change {
    Change { kind, subject: subject.to_owned(), payload }
}

impl Asked {
    /// The finding it is about, if it is about one.
    pub fn finding(&self) -> Option<&str> {
        match self {
            Self::Verdict { finding, .. }
            | Self::Why { finding, .. }
            | Self::Severity { finding, .. }
            | Self::Comment { finding, .. }
            | Self::Take { finding, .. }
            | Self::Alike { finding }
            | Self::Rule { finding }
            | Self::Keep { finding } => Some(finding),
            Self::Edit { .. } | Self::Align(_) | Self::Sample { .. } | Self::Undo | Self::Redo => {
                None
            }
        }
    }

    /// What it changes; nothing for undoing and redoing, which a store does by itself.
    ///
    /// # Errors
    ///
    /// [`Fault::Refused`] if it does not fit what is there.
    pub fn changes(&self, board: &Board, checked: &Checked) -> Result<Vec<Change>> {
        match self {
            Self::Sample { pair, clean } => {
                let payload = clean.map_or(Value::Null, |clean| json!({"clean": clean}));
                return Ok(vec![change(kind::SAMPLE, pair, payload)]);
            }
            Self::Edit { bead, was, text } => {
                let edit = Edit::of(checked, *bead, was, text)?;
                let payload = serde_json::to_value(edit).unwrap_or_default();
                // Each edit is a thing of its own: an old one is not replaced but built upon.
                return Ok(vec![change(kind::EDIT, &format!("{:06}", board.edits + 1), payload)]);
            }
            Self::Align(operation) => {
                let (bitext, alignment) = (&checked.bitext, &checked.alignment);
                let worked = match &board.worked {
                    Some(worked) => worked.moved_to(bitext, alignment),
                    None => Worked::new(bitext, alignment),
                };
                let next = worked.after(bitext, *operation).map_err(Fault::Refused)?;
                let payload = serde_json::to_value(next).unwrap_or_default();
                return Ok(vec![change(kind::LADDER, "", payload)]);
            }
            _ => {}
        }
        let Some(subject) = self.finding() else { return Ok(Vec::new()) };
        let Some(at) = board.position(subject) else {
            return Err(Fault::Refused("there is no such finding in this document any more"));
        };
        self.about(board, checked, at, subject)
    }

    /// What it changes of the finding at `at`.
    fn about(
        &self,
        board: &Board,
        checked: &Checked,
        at: usize,
        subject: &str,
    ) -> Result<Vec<Change>> {
        let (state, finding) = (&board.states[at], &checked.findings[at]);
        let judged = |verdict: Verdict, came: Came| {
            let judgement = Judgement {
                verdict,
                came,
                probability: (board.probabilities[at] * 1e4).round() / 1e4,
                keep: board.kept[at].clone(),
                from: None,
            };
            change(kind::VERDICT, subject, judgement.payload())
        };
        let no_why = || change(kind::WHY, subject, Value::Null);
        Ok(match self {
            Self::Verdict { verdict: Some(verdict), came, .. } => {
                let mut changes = vec![judged(*verdict, *came)];
                if *verdict != Verdict::Wrong && state.why.is_some() {
                    changes.push(no_why());
                }
                changes
            }
            Self::Verdict { verdict: None, .. } => {
                vec![change(kind::VERDICT, subject, Value::Null), no_why()]
            }
            Self::Why { why, .. } => {
                if state.verdict != Some(Verdict::Wrong) || state.by.is_some() {
                    return Err(Fault::Refused(
                        "only a finding that was judged wrong has a reason why",
                    ));
                }
                let payload = why.map_or(Value::Null, |why| json!({"why": why}));
                vec![change(kind::WHY, subject, payload)]
            }
            Self::Severity { severity, .. } => {
                let is_own = *severity == finding.severity;
                let payload = if is_own { Value::Null } else { json!({"severity": severity}) };
                vec![change(kind::SEVERITY, subject, payload)]
            }
            Self::Comment { text, .. } => {
                if text.len() > LONGEST_COMMENT {
                    return Err(Fault::Refused("that is too long for a comment"));
                }
                let text = text.trim();
                let payload = if text.is_empty() {
                    Value::Null
                } else {
                    json!({"text": text, "keep": board.kept[at]})
                };
                vec![change(kind::COMMENT, subject, payload)]
            }
            Self::Take { came, .. } => {
                let Some(suggestion) = &finding.suggestion else {
                    return Err(Fault::Refused("this finding suggests nothing"));
                };
                let fix = json!({"text": suggestion});
                let mut changes =
                    vec![judged(Verdict::Right, *came), change(kind::FIX, subject, fix)];
                if state.why.is_some() {
                    changes.push(no_why());
                }
                changes
            }
            Self::Alike { .. } => {
                let is_on = state.by == Some(By::Alike);
                let payload = json!({"rule": finding.rule, "keep": board.kept[at]});
                let payload = if is_on { Value::Null } else { payload };
                vec![change(kind::ALIKE, &finding.group, payload)]
            }
            Self::Rule { .. } => {
                let is_off = state.by == Some(By::Rule);
                let payload = if is_off { Value::Null } else { json!({"rule": finding.rule}) };
                vec![change(kind::RULE, &finding.rule, payload)]
            }
            Self::Keep { .. } => {
                let Some(proposed) =
                    board.proposed.get(&at).filter(|_| state.since == Some(Since::Proposed))
                else {
                    return Err(Fault::Refused("no decision is proposed for this finding"));
                };
                let (id, judgement) = (&proposed.id, &proposed.judgement);
                let from = Some(judgement.from.clone().unwrap_or_else(|| id.clone()));
                let keep = board.kept[at].clone();
                let judgement = Judgement { keep, from, ..judgement.clone() };
                let mut changes = vec![
                    change(kind::VERDICT, subject, judgement.payload()),
                    change(kind::VERDICT, id, Value::Null),
                ];
                for (kind, payload) in &proposed.others {
                    changes.push(change(kind, subject, payload.clone()));
                    changes.push(change(kind, id, Value::Null));
                }
                changes
            }
            _ => Vec::new(),
        })
    }
}
