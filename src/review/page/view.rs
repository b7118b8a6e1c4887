//! The pages, made of templates, and the words in which a change is told.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{
    desk::{Desk, Opened},
    export,
};
use crate::{
    align::{Bead, worked::Worked},
    report::{
        Interface,
        html::{self, Page},
    },
    review::{
        Asked, Board, By, Came, Checked, Current, Edit, Progress, Result, Since, State, Verdict,
        can_be_edited, worked,
    },
    segment::Half,
};

/// As many pairs without findings are drawn: none bad among them says that fewer than one in seven is.
const DRAWN: usize = 20;
/// As many findings are laid out together.
const CHUNK: usize = 50;

#[derive(Template)]
#[template(path = "page/document.html")]
struct DocumentPage<'a> {
    ui: Interface,
    number: usize,
    title: &'a str,
    token: &'a str,
    version: &'static str,
    words: String,
    keys: String,
    pieces: html::Desk,
    chunks: Vec<Vec<Item>>,
    progress: String,
    warnings: &'a [String],
    has_folder: bool,
    stale: Vec<StaleRow>,
    pairs: Vec<Pair>,
    sample: String,
    rates: Vec<[String; 4]>,
    exports: Vec<(&'static str, String)>,
    edits: &'a [(Edit, bool)],
    target_language: &'a str,
    can_be_edited: bool,
}

/// A finding in the queue.
struct Item {
    subject: String,
    finding: usize,
    came: String,
    group: String,
    rule: String,
    class: &'static str,
    words: String,
    state: String,
    has_suggestion: bool,
    entry: String,
}

struct StaleRow {
    is_resolved: bool,
    words: String,
    rule: String,
    quotes: [Option<String>; 2],
    message: String,
}

/// A pair without findings that was drawn.
pub(super) struct Pair {
    pub(super) key: String,
    bead: usize,
    texts: [String; 2],
    languages: [String; 2],
    said: Option<bool>,
}

#[derive(Template)]
#[template(path = "page/folder.html")]
struct FolderPage<'a> {
    ui: Interface,
    token: &'a str,
    version: &'static str,
    rows: Vec<FolderRow>,
}

struct FolderRow {
    number: usize,
    name: String,
    progress: String,
    worst: Option<String>,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "page/closed.html")]
struct Closed<'a> {
    ui: Interface,
    name: &'a str,
    problem: &'a str,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn rendered(template: &impl Template) -> Response {
    let text = template.render().expect("values are written as text, which does not fail");
    Html(text).into_response()
}

/// What someone sees who may not do what they asked.
pub(super) fn refusal(status: StatusCode, why: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("daejo: {why}\n"))
        .into_response()
}

/// What stands in the place of a document that cannot be read.
pub(super) fn closed(ui: Interface, name: &str, problem: &str) -> Response {
    let mut response = rendered(&Closed { ui, name, problem });
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn page(ui: Interface) -> Page {
    Page { interface: ui, has_findings: true }
}

/// The pieces of the report on an opened document.
pub(super) fn pieces(desk: &Desk, opened: &Opened) -> html::Desk {
    html::Desk::of(page(desk.ui), &opened.checked.compared(), &opened.checked.verdict())
}

/// The page of an opened document.
pub(super) fn document(desk: &Desk, at: usize, token: &str) -> Result<Response> {
    let Some(opened) = desk.opened[at].as_ref() else {
        return Ok(refusal(StatusCode::NOT_FOUND, "there is no such document in this review"));
    };
    let ui = desk.ui;
    let checked = &opened.checked;
    let current = desk.store.current(opened.id, &desk.reviewer)?;
    let board = Board::of(checked, &current);
    let mut pieces = pieces(desk, opened);
    let mut entries = std::mem::take(&mut pieces.entries);
    let item = |(finding, came): &(usize, Came)| {
        let state = &board.states[*finding];
        Item {
            subject: board.subjects[*finding].clone(),
            finding: *finding,
            came: word(came),
            group: checked.findings[*finding].group.clone(),
            rule: checked.findings[*finding].rule.clone(),
            class: class(state),
            words: words(ui, state),
            state: json!(state).to_string(),
            has_suggestion: checked.findings[*finding].suggestion.is_some(),
            entry: std::mem::take(&mut entries[*finding]),
        }
    };
    let mut items = opened.order.iter().map(item).peekable();
    let mut chunks = Vec::new();
    while items.peek().is_some() {
        chunks.push(items.by_ref().take(CHUNK).collect());
    }
    let stale = board.stale.iter().map(|stale| StaleRow {
        is_resolved: stale.is_resolved,
        words: told(
            ui,
            &State { verdict: stale.verdict, comment: stale.comment.clone(), ..State::default() },
        ),
        rule: ui.rule(&stale.keep.rule),
        quotes: stale.keep.quotes.clone(),
        message: stale.keep.message.clone(),
    });
    let mut pairs = drawn(checked);
    for pair in &mut pairs {
        pair.said = sampled_as(&current, &pair.key);
    }
    let rates = export::rates(opened, &board).into_iter().map(|(rule, right, of, probability)| {
        [ui.rule(&rule), right.to_string(), of.to_string(), format!("{probability:.2}")]
    });
    let mut exports = vec![
        ("findings.tsv", ui.say("review-export.findings")),
        ("rules.tsv", ui.say("review-export.rules")),
        ("events.json", ui.say("review-export.events")),
        ("ladder", ui.say("review-export.ladder")),
        ("tmx", ui.say("review-export.tmx")),
    ];
    if opened.edits.iter().any(|(_, is_in)| *is_in) {
        exports.insert(0, ("edited", ui.say("review-export.edited")));
    }
    Ok(rendered(&DocumentPage {
        ui,
        number: at + 1,
        title: &desk.documents[at].name,
        token,
        version: VERSION,
        words: script_words(ui).to_string(),
        keys: keys(desk)?.to_string(),
        progress: progress(ui, &board.progress(checked)),
        warnings: &checked.warnings,
        has_folder: desk.documents.len() > 1,
        stale: stale.collect(),
        sample: sampled(ui, &pairs, &current),
        pairs,
        rates: rates.collect(),
        exports: exports.into_iter().map(|(what, words)| (what, words.to_owned())).collect(),
        edits: &opened.edits,
        target_language: checked.bitext.target.language.tag(),
        can_be_edited: can_be_edited(checked.input.target()),
        chunks,
        pieces,
    }))
}

/// A bead on the page where the alignment is corrected.
struct BeadRow {
    number: usize,
    sides: [Vec<String>; 2],
    is_pinned: bool,
    is_gap: bool,
    is_unsure: bool,
    score: Option<String>,
}

#[derive(Template)]
#[template(path = "page/align.html")]
struct AlignPage<'a> {
    ui: Interface,
    number: usize,
    title: &'a str,
    token: &'a str,
    words: String,
    keys: String,
    languages: [&'a str; 2],
    lost: usize,
    chunks: Vec<Vec<BeadRow>>,
}

/// Beads that are right with less probability are worth a look.
const UNSURE: f64 = 0.7;
/// As many rows are a table of their own.
const ROWS: usize = 100;

/// The page where the alignment of an opened document is corrected.
pub(super) fn alignment(desk: &Desk, at: usize, token: &str) -> Result<Response> {
    let Some(opened) = desk.opened[at].as_ref() else {
        return Ok(refusal(StatusCode::NOT_FOUND, "there is no such document in this review"));
    };
    let (ui, checked) = (desk.ui, &opened.checked);
    let bitext = &checked.bitext;
    let made = worked(&desk.store.current(opened.id, &desk.reviewer)?);
    let lost = made.as_ref().map_or(0, |worked| worked.lost(bitext));
    let shown = match made {
        Some(worked) => worked.moved_to(bitext, &checked.alignment),
        None => Worked::new(bitext, &checked.alignment),
    };
    let scores: BTreeMap<[usize; 4], f64> = checked
        .alignment
        .beads
        .iter()
        .map(|b| ([b.source.start, b.source.end, b.target.start, b.target.end], b.score))
        .collect();
    let row = |(number, (bead, is_pinned)): (usize, (Bead, bool))| {
        let texts = |half: &Half, range: std::ops::Range<usize>| {
            half.segments[range].iter().map(|segment| segment.text.clone()).collect()
        };
        let at = [bead.source.start, bead.source.end, bead.target.start, bead.target.end];
        let score = scores.get(&at).copied();
        BeadRow {
            number,
            is_pinned,
            is_gap: bead.is_gap(),
            is_unsure: !is_pinned && score.is_none_or(|score| score < UNSURE),
            score: score.map(|score| format!("{score:.2}")),
            sides: [texts(&bitext.source, bead.source), texts(&bitext.target, bead.target)],
        }
    };
    let mut rows = shown.beads().into_iter().enumerate().map(row).peekable();
    let mut chunks = Vec::new();
    while rows.peek().is_some() {
        chunks.push(rows.by_ref().take(ROWS).collect());
    }
    Ok(rendered(&AlignPage {
        ui,
        number: at + 1,
        title: &desk.documents[at].name,
        token,
        words: script_words(ui).to_string(),
        keys: keys(desk)?.to_string(),
        languages: [&bitext.source, &bitext.target].map(|half| half.language.tag()),
        lost,
        chunks,
    }))
}

/// The keys that a reviewer has changed, and whether single keys are on.
fn keys(desk: &Desk) -> Result<Value> {
    let meta = |kind: &str| desk.store.meta(&format!("{kind} {}", desk.reviewer));
    let keys: Value =
        meta("keys")?.and_then(|keys| serde_json::from_str(&keys).ok()).unwrap_or(json!({}));
    Ok(json!({"keys": keys, "single": meta("single")?.as_deref() != Some("false")}))
}

/// The page of all documents; each is checked that was not yet.
pub(super) async fn folder(desk: &mut Desk, token: &str) -> Response {
    let mut rows = Vec::new();
    for at in 0..desk.documents.len() {
        let name = desk.documents[at].name.clone();
        let (number, ui) = (at + 1, desk.ui);
        let row = FolderRow { number, name, progress: String::new(), worst: None, problem: None };
        if let Err(problem) = desk.open(at).await {
            rows.push(FolderRow { problem: Some(problem), ..row });
            continue;
        }
        let Some(opened) = desk.opened[at].as_ref() else { continue };
        let Ok(board) = desk.board(opened) else { continue };
        let open = opened.order.iter().map(|(finding, _)| *finding);
        let open = open.filter(|finding| !board.states[*finding].is_decided());
        let worst = open.max_by_key(|finding| board.severity(&opened.checked, *finding));
        let worst = worst.map(|finding| {
            let severity = ui.severity(board.severity(&opened.checked, finding));
            format!("{severity}: {}", opened.checked.findings[finding].message)
        });
        let progress = board.progress(&opened.checked);
        let progress = ui.fill("review-progress", &[&progress.decided, &progress.all]);
        rows.push(FolderRow { progress, worst, ..row });
    }
    rendered(&FolderPage { ui: desk.ui, token, version: VERSION, rows })
}

fn word(value: impl serde::Serialize) -> String {
    crate::report::word(&value)
}

/// What the script says, and the names of what it does.
fn script_words(ui: Interface) -> Value {
    let why = ["alignment", "meaning", "name", "source", "text", "other"];
    let why = why.map(|why| json!([why, ui.word_of("review-why", why)]));
    json!({
        "unsaved": ui.say("review-unsaved"), "refused": ui.say("review-refused"),
        "why": ui.say("review-why"), "whys": why, "imported": ui.say("review-imported"),
        "language": ui.tag(), "shift": ui.say("review-keys-shift"),
        "names": {
            "next": ui.say("review-next"), "previous": ui.say("review-previous"),
            "nextBead": ui.say("review-next-bead"), "previousBead": ui.say("review-previous-bead"),
            "nextGap": ui.say("review-next-gap"), "previousGap": ui.say("review-previous-gap"),
            "right": ui.say("review-right"), "wrong": ui.say("review-wrong"),
            "arguable": ui.say("review-arguable"), "later": ui.say("review-later"),
            "alike": ui.say("review-alike"), "rule": ui.say("review-rule"),
            "comment": ui.say("review-comment"), "edit": ui.say("review-edit"), "take": ui.say("review-take"),
            "keep": ui.say("review-keep"), "see": ui.say("review-see"),
            "undo": ui.say("review-undo"), "redo": ui.say("review-redo"),
        },
    })
}

/// The class of what is in force of a finding.
fn class(state: &State) -> &'static str {
    match (state.is_decided(), state.since) {
        (true, Some(Since::Changed)) => "decided changed",
        (true, _) => "decided",
        (false, Some(Since::Proposed)) => "proposed",
        (false, _) => "open",
    }
}

/// A verdict with why.
fn told(ui: Interface, state: &State) -> String {
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
fn words(ui: Interface, state: &State) -> String {
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

/// The pairs without findings that are drawn of a document: the same each time.
pub(super) fn drawn(checked: &Checked) -> Vec<Pair> {
    let mut with_findings = BTreeSet::new();
    for finding in &checked.findings {
        with_findings.insert(finding.bead);
        with_findings.extend(finding.occurrences.iter().map(|occurrence| occurrence.bead));
    }
    let bitext = &checked.bitext;
    let languages = [&bitext.source, &bitext.target].map(|half| half.language.tag().to_owned());
    let mut order: BTreeMap<String, Pair> = BTreeMap::new();
    for (bead, both) in checked.alignment.beads.iter().enumerate() {
        if both.is_gap() || with_findings.contains(&bead) {
            continue;
        }
        let texts = crate::export::sides(bitext, both);
        // A fingerprint is as good as a die, and finds the pair again.
        let key = crate::text::hexadecimal(&Sha256::digest(texts.join("\0").as_bytes())[..8]);
        order.insert(
            key.clone(),
            Pair { key, bead, texts, languages: languages.clone(), said: None },
        );
    }
    order.into_values().take(DRAWN).collect()
}

fn sampled_as(current: &Current, key: &str) -> Option<bool> {
    current.get(&("sample".to_owned(), key.to_owned()))?.payload["clean"].as_bool()
}

/// What the drawn pairs that were looked at say of the others.
pub(super) fn sampled(ui: Interface, pairs: &[Pair], current: &Current) -> String {
    let said: Vec<bool> = pairs.iter().filter_map(|pair| sampled_as(current, &pair.key)).collect();
    let clean = said.iter().filter(|clean| **clean).count();
    match export::sample_bound(said.len(), clean) {
        _ if said.is_empty() => ui.say("review-sample-none").to_owned(),
        Some(bound) => ui.fill("review-sample-bound", &[&clean, &bound]),
        None => ui.fill("review-sample-errors", &[&(said.len() - clean), &said.len()]),
    }
}
