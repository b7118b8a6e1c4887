//! Findings with what was decided of them: what a reviewer sees.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    checked::Checked,
    decision::{self, Judgement, Kept, Verdict, Why, kind},
    edit::Edit,
    queue::{self, Likely, Seen, Waiting},
    store::Current,
    survive::{self, Fate},
};
use crate::{align::worked::Worked, rule::Severity};

/// By what a finding is decided that nobody judged by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// All of its group are wrong.
    Alike,
    /// Its rule is off here.
    Rule,
}

/// What happened to the text since it was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Since {
    /// Other words of its sentences are not as they were.
    Changed,
    /// The finding is another one, and perhaps the same.
    Proposed,
}

/// What is in force of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct State {
    /// What was said; of a proposed decision what was said before.
    pub verdict: Option<Verdict>,
    /// Why it is wrong.
    pub why: Option<Why>,
    /// How much it matters, if that was changed.
    pub severity: Option<Severity>,
    /// Words about it.
    pub comment: Option<String>,
    /// What shall stand in the translation.
    pub fix: Option<String>,
    /// By what it is decided, if nobody judged it by itself.
    pub by: Option<By>,
    /// What happened to the text.
    pub since: Option<Since>,
}

impl State {
    /// Whether nothing is left to be decided.
    pub fn is_decided(&self) -> bool {
        let is_judged = self.verdict.is_some_and(Verdict::is_decision);
        self.by.is_some() || (is_judged && self.since != Some(Since::Proposed))
    }
}

/// A decision whose finding is not there any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Stale {
    /// The id under which it was decided.
    pub id: String,
    /// What was said; none where there are only words about it.
    pub verdict: Option<Verdict>,
    /// The finding as it was.
    pub keep: Kept,
    /// Words about it.
    pub comment: Option<String>,
    /// Whether an edit made here did away with it.
    pub is_resolved: bool,
}

/// A decision that may be about a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// The id under which it was decided.
    pub id: String,
    /// What was said.
    pub judgement: Judgement,
    /// What else was said there, by kind.
    pub others: Vec<(&'static str, serde_json::Value)>,
}

/// How far a reviewer is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Progress {
    /// Findings that are decided.
    pub decided: usize,
    /// All findings.
    pub all: usize,
    /// Findings without a decision that are critical.
    pub criticals: usize,
    /// Errors likely among those without a decision …
    pub likely: f64,
    /// … at least, with 95 % certainty …
    pub low: f64,
    /// … and at most.
    pub high: f64,
}

/// All findings of a document with what a reviewer decided of them.
#[derive(Debug)]
pub struct Board {
    /// What the findings are called.
    pub subjects: Vec<String>,
    /// What is kept of each if it is decided.
    pub kept: Vec<Kept>,
    /// What is in force of each.
    pub states: Vec<State>,
    /// How probably right each is.
    pub probabilities: Vec<f64>,
    /// Decisions that may be about a finding, by its position.
    pub proposed: BTreeMap<usize, Proposed>,
    /// Decisions whose finding is not there any more.
    pub stale: Vec<Stale>,
    /// How many edits are in force.
    pub edits: usize,
    /// The alignment, if somebody worked on it.
    pub worked: Option<Worked>,
    /// How often findings of each rule were right here.
    pub seen: BTreeMap<String, Seen>,
}

impl Board {
    /// What one reviewer decided (`current`) of what was found.
    pub fn of(checked: &Checked, current: &Current) -> Self {
        let subjects = checked.subjects();
        let kept: Vec<Kept> =
            checked.findings.iter().map(|finding| Kept::of(checked, finding)).collect();
        let judgements = decision::judgements(current);
        let edits = Edit::all(current);
        let about = |kind: &str, subject: &str| {
            current.get(&(kind.to_owned(), subject.to_owned())).map(|standing| &standing.payload)
        };
        let text =
            |kind: &str, subject: &str| about(kind, subject)?["text"].as_str().map(str::to_owned);
        // What was said of a finding without judging it is about that finding alone.
        let mut states: Vec<State> = subjects
            .iter()
            .map(|subject| State {
                severity: about(kind::SEVERITY, subject)
                    .and_then(|payload| serde_json::from_value(payload["severity"].clone()).ok()),
                comment: text(kind::COMMENT, subject),
                fix: text(kind::FIX, subject),
                ..State::default()
            })
            .collect();
        let decided: Vec<(&str, &Kept)> =
            judgements.iter().map(|(id, judgement)| (id.as_str(), &judgement.keep)).collect();
        let findings: Vec<(&str, &Kept)> = subjects.iter().map(String::as_str).zip(&kept).collect();
        let (mut proposed, mut stale) = (BTreeMap::new(), Vec::new());
        for (fate, (id, judgement)) in
            survive::settle(&decided, &findings).into_iter().zip(&judgements)
        {
            let (at, since) = match fate {
                Fate::Holds(at) => (at, None),
                Fate::Changed(at) => (at, Some(Since::Changed)),
                Fate::Proposed(at) => (at, Some(Since::Proposed)),
                Fate::Stale => {
                    let sentence = &judgement.keep.sentences[1];
                    stale.push(Stale {
                        is_resolved: edits.iter().any(|edit| is_about(edit, sentence)),
                        id: id.clone(),
                        verdict: Some(judgement.verdict),
                        keep: judgement.keep.clone(),
                        comment: text(kind::COMMENT, id),
                    });
                    continue;
                }
            };
            if since == Some(Since::Proposed) {
                let others = [kind::WHY, kind::SEVERITY, kind::COMMENT, kind::FIX];
                let others =
                    others.iter().filter_map(|kind| Some((*kind, about(kind, id)?.clone())));
                let (id, judgement, others) = (id.clone(), judgement.clone(), others.collect());
                proposed.insert(at, Proposed { id, judgement, others });
            }
            let why = about(kind::WHY, id);
            let state = &mut states[at];
            state.verdict = Some(judgement.verdict);
            state.since = since;
            state.why = why.and_then(|payload| serde_json::from_value(payload["why"].clone()).ok());
        }
        // Words about a finding that nobody judged are not lost either.
        let is_judged = |id: &String| judgements.iter().any(|(judged, _)| judged == id);
        for ((kind, id), standing) in current {
            if kind == kind::COMMENT && !subjects.contains(id) && !is_judged(id) {
                let keep = serde_json::from_value(standing.payload["keep"].clone());
                let keep = keep.unwrap_or_default();
                let comment = text(kind::COMMENT, id);
                let id = id.clone();
                stale.push(Stale { id, verdict: None, keep, comment, is_resolved: false });
            }
        }
        let seen = seen(&judgements, current);
        for (state, finding) in states.iter_mut().zip(&checked.findings) {
            if state.is_decided() {
                continue;
            }
            if about(kind::RULE, &finding.rule).is_some() {
                state.by = Some(By::Rule);
            } else if about(kind::ALIKE, &finding.group).is_some() {
                (state.by, state.verdict) = (Some(By::Alike), Some(Verdict::Wrong));
                state.since = None;
            }
        }
        let probabilities = checked.findings.iter().map(|finding| {
            let seen = seen.get(&finding.rule).copied().unwrap_or_default();
            queue::probability(seen, finding.confidence)
        });
        let probabilities = probabilities.collect();
        Self {
            subjects,
            kept,
            states,
            probabilities,
            proposed,
            stale,
            edits: edits.len(),
            worked: worked(current),
            seen,
        }
    }

    /// The position of a finding by what it is called.
    pub fn position(&self, subject: &str) -> Option<usize> {
        self.subjects.iter().position(|own| own == subject)
    }

    /// How much a finding matters, by the reviewer or else by the program.
    pub fn severity(&self, checked: &Checked, at: usize) -> Severity {
        self.states[at].severity.unwrap_or(checked.findings[at].severity)
    }

    /// The findings as the queue sees them.
    pub fn waiting<'a>(&self, checked: &'a Checked) -> Vec<Waiting<'a>> {
        let findings = checked.findings.iter().zip(&self.probabilities).enumerate();
        let waiting =
            |(at, (finding, probability)): (usize, (&'a crate::judge::Finding, &f64))| Waiting {
                severity: self.severity(checked, at),
                probability: *probability,
                group: &finding.group,
            };
        findings.map(waiting).collect()
    }

    /// How far the reviewer is.
    pub fn progress(&self, checked: &Checked) -> Progress {
        let open: Vec<usize> =
            (0..self.states.len()).filter(|at| !self.states[*at].is_decided()).collect();
        let likely = Likely::of(open.iter().map(|at| self.probabilities[*at]));
        let is_critical = |at: &&usize| self.severity(checked, **at) == Severity::Critical;
        Progress {
            decided: self.states.len() - open.len(),
            all: self.states.len(),
            criticals: open.iter().filter(is_critical).count(),
            likely: likely.sum,
            low: likely.low,
            high: likely.high,
        }
    }
}

/// The alignment that a reviewer made.
pub fn worked(current: &Current) -> Option<Worked> {
    let standing = current.get(&(kind::LADDER.to_owned(), String::new()))?;
    serde_json::from_value(standing.payload.clone()).ok()
}

/// Whether an edit rewrote a sentence.
fn is_about(edit: &Edit, sentence: &str) -> bool {
    !sentence.is_empty() && (edit.read.contains(sentence) || sentence.contains(&edit.read))
}

/// How often findings of each rule were right: what was dismissed together counts once.
fn seen(judgements: &[(String, Judgement)], current: &Current) -> BTreeMap<String, Seen> {
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    let mut groups = BTreeSet::new();
    for (_, judgement) in judgements {
        seen.entry(judgement.keep.rule.clone()).or_default().add(judgement.verdict);
        if judgement.verdict == Verdict::Wrong {
            groups.insert(judgement.keep.group.as_str());
        }
    }
    for ((kind, group), standing) in current {
        if kind == kind::ALIKE
            && !groups.contains(group.as_str())
            && let Some(rule) = standing.payload["rule"].as_str()
        {
            seen.entry(rule.to_owned()).or_default().add(Verdict::Wrong);
        }
    }
    seen
}
