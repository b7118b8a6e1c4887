//! The pages, made of templates, and the words in which a change is told.

use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};
use serde_json::{Value, json};

use super::{
    desk::{Desk, Opened},
    export,
    sample::{self, Pair},
    words::{class, progress, told, word, words},
};
use crate::{
    report::{
        Interface,
        html::{self, Page},
    },
    review::{Board, Came, Edit, Result, State, can_be_edited},
};

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
    pairs: Vec<(&'a Pair, Option<bool>)>,
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

pub(super) fn rendered(template: &impl Template) -> Response {
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
    let pairs = opened.pairs.iter().map(|pair| (pair, sample::said_of(&current, &pair.key)));
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
        sample: sample::sampled(ui, &opened.pairs, &current),
        pairs: pairs.collect(),
        rates: rates.collect(),
        exports: exports.into_iter().map(|(what, words)| (what, words.to_owned())).collect(),
        edits: &opened.edits,
        target_language: checked.bitext.target.language.tag(),
        can_be_edited: can_be_edited(checked.input.target()),
        chunks,
        pieces,
    }))
}

/// The keys that a reviewer has changed, and whether single keys are on.
pub(super) fn keys(desk: &Desk) -> Result<Value> {
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

/// What the script says, and the names of what it does.
pub(super) fn script_words(ui: Interface) -> Value {
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
