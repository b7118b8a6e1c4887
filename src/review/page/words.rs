//! What is in force, and what was done, in words.

use serde_json::{Value, json};

use crate::{
    report::Interface,
    review::{Asked, Board, By, Progress, Since, State, Verdict},
};

pub(super) fn word(value: impl serde::Serialize) -> String {
    crate::report::word(&value)
}

/// The class of what is in force of a finding.
pub(super) fn class(state: &State) -> &'static str {
    match (state.is_decided(), state.since) {
        (true, Some(Since::Changed)) => "decided changed",
        (true, _) => "decided",
        (false, Some(Since::Proposed)) => "proposed",
        (false, _) => "open",
    }
}

/// A verdict with why.
pub(super) fn told(ui: Interface, state: &State) -> String {
    let mut text = match (state.by, state.verdict) {
        (Some(By::Rule), _) => ui.say("review-by.rule").to_owned(),
        (Some(By::Alike), _) => ui.say("review-by.alike").to_owned(),
        (None, Some(verdict)) => ui.word_of("review-verdict", &word(verdict)),
        (None, None) => ui.say("review-open").to_owned(),
    };
    if let Some(why) = state.why {
        text += &format!(" ({})", ui.word_of("review-why", &word(why)));
    }
    if let Some(comment) = &state.comment {
        text += ". ";
        text += &ui.fill("review-comment-is", &[comment]);
    }
    text
}

/// What is in force of a finding, in words.
pub(super) fn words(ui: Interface, state: &State) -> String {
    let mut text = match state.since {
        Some(Since::Proposed) => {
            let was = state.verdict.map(|verdict| ui.word_of("review-verdict", &word(verdict)));
            ui.fill("review-since.proposed", &[&was.unwrap_or_default()])
        }
        since => {
            let mut text = told(ui, state);
            if since == Some(Since::Changed) {
                text += ". ";
                text += ui.say("review-since.changed");
            }
            text
        }
    };
    if let Some(severity) = state.severity {
        text += &format!(" · {}", ui.severity(severity));
    }
    if let Some(fix) = &state.fix {
        text += " · ";
        text += &ui.fill("review-fix", &[fix]);
    }
    text
}

/// What is in force of a finding, for the script.
pub(super) fn shown(ui: Interface, state: &State) -> Value {
    json!({"state": state, "class": class(state), "words": words(ui, state)})
}

/// How far one is, in sentences.
pub(super) fn progress(ui: Interface, progress: &Progress) -> String {
    let Progress { decided, all, criticals, likely, low, high } = progress;
    let decided = ui.fill("review-progress", &[decided, all]);
    if progress.decided == progress.all {
        return format!("{decided} {}", ui.say("review-all-done"));
    }
    let figure = |number: &f64| format!("{number:.0}");
    let left = ui.fill("review-left", &[&figure(likely), &figure(low), &figure(high), criticals]);
    format!("{decided} {left}")
}

/// What someone hears after a command.
pub(super) fn said(
    ui: Interface,
    asked: &Asked,
    seq: i64,
    new: &[usize],
    after: &Board,
    progress: &Progress,
) -> String {
    let left = ui.fill("review-said-left", &[&(progress.all - progress.decided)]);
    let many = ui.count("review-said-many", new.len());
    let verdict = |verdict: Verdict| capital(&ui.word_of("review-verdict", &word(verdict)));
    match asked {
        Asked::Undo | Asked::Redo if seq == 0 => ui.say("review-said-nothing").to_owned(),
        Asked::Undo => format!("{} {many} {left}", ui.say("review-said-undone")),
        Asked::Redo => format!("{} {many} {left}", ui.say("review-said-redone")),
        Asked::Verdict { verdict: Some(said), .. } => format!("{}. {left}", verdict(*said)),
        Asked::Take { finding, .. } => {
            let fix = after.position(finding).and_then(|at| after.states[at].fix.as_ref());
            let fix = fix.map(|fix| ui.fill("review-fix", &[fix])).unwrap_or_default();
            format!("{}. {fix} {left}", verdict(Verdict::Right))
        }
        Asked::Alike { .. } | Asked::Rule { .. } => format!("{many} {left}"),
        _ => ui.say("review-said-saved").to_owned(),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
