//! What is answered to whom: pages, files, and commands.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Room, alignment,
    desk::{Desk, told},
    export, sample, view, words,
};
use crate::{
    report::{Interface, html},
    review::{Asked, Board, Event, Fault},
};

const SCRIPT: &str = include_str!("page.js");
const ASK: &str = include_str!("ask.js");
const ALIGN: &str = include_str!("align.js");
const STYLE: &str = include_str!("page.css");

type Shared = State<Arc<Room>>;

pub(super) fn routes(name: String) -> Router<Arc<Room>> {
    let file = |kind: &'static str, text: String| {
        get(move || async move { ([(header::CONTENT_TYPE, kind)], text) })
    };
    Router::new()
        .route("/", get(folder))
        .route("/alive", get(move || async move { name }))
        .route("/report.css", file("text/css; charset=utf-8", html::Desk::style()))
        .route("/page.css", file("text/css; charset=utf-8", STYLE.to_owned()))
        .route("/page.js", file("text/javascript; charset=utf-8", SCRIPT.to_owned()))
        .route("/ask.js", file("text/javascript; charset=utf-8", ASK.to_owned()))
        .route("/align.js", file("text/javascript; charset=utf-8", ALIGN.to_owned()))
        .route("/settings", post(settings))
        .route("/document/{number}", get(document).post(command))
        .route("/document/{number}/align", get(aligned))
        .route("/document/{number}/filters.css", get(filters))
        .route("/document/{number}/export/{what}", get(exported))
        .route("/document/{number}/import", post(imported))
        .fallback(|| async { view::refusal(StatusCode::NOT_FOUND, "there is no such page") })
}

fn fault(fault: &Fault) -> Response {
    let status = match fault {
        Fault::Refused(_) => StatusCode::CONFLICT,
        Fault::Import { .. } => StatusCode::BAD_REQUEST,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    (status, Json(json!({"error": told(fault)}))).into_response()
}

/// The position of a document by the number in its address, which begins with 1.
fn position(desk: &Desk, number: usize) -> Option<usize> {
    number.checked_sub(1).filter(|at| *at < desk.documents.len())
}

fn no_document() -> Response {
    view::refusal(StatusCode::NOT_FOUND, "there is no such document in this review")
}

async fn folder(State(room): Shared) -> Response {
    let mut desk = room.desk.lock().await;
    if desk.documents.len() == 1 {
        return Redirect::to("/document/1").into_response();
    }
    view::folder(&mut desk, &room.secrets.change).await
}

async fn document(State(room): Shared, Path(number): Path<usize>) -> Response {
    let mut desk = room.desk.lock().await;
    let Some(at) = position(&desk, number) else { return no_document() };
    if let Err(problem) = desk.open(at).await {
        let ui = desk.ui;
        return view::closed(ui, &desk.documents[at].name, &problem);
    }
    match view::document(&desk, at, &room.secrets.change) {
        Ok(page) => page,
        Err(problem) => fault(&problem),
    }
}

async fn aligned(State(room): Shared, Path(number): Path<usize>) -> Response {
    let mut desk = room.desk.lock().await;
    let Some(at) = position(&desk, number) else { return no_document() };
    if let Err(problem) = desk.open_texts(at).await {
        return view::closed(desk.ui, &desk.documents[at].name, &problem);
    }
    match alignment::page(&desk, at, &room.secrets.change) {
        Ok(page) => page,
        Err(problem) => fault(&problem),
    }
}

async fn filters(State(room): Shared, Path(number): Path<usize>) -> Response {
    let desk = room.desk.lock().await;
    let opened = position(&desk, number).and_then(|at| desk.opened[at].as_ref());
    let Some(opened) = opened else { return no_document() };
    let pieces = view::pieces(&desk, opened);
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], pieces.filter_styles).into_response()
}

/// A command with the uuid by which it is known if it comes again.
#[derive(Debug, Deserialize)]
struct Sent {
    uuid: String,
    #[serde(flatten)]
    asked: Value,
}

async fn command(State(room): Shared, Path(number): Path<usize>, body: String) -> Response {
    let read = serde_json::from_str::<Sent>(&body)
        .and_then(|sent| Ok((serde_json::from_value::<Asked>(sent.asked)?, sent.uuid)));
    let (asked, uuid) = match read {
        Ok((asked, uuid)) if (8..=64).contains(&uuid.len()) => (asked, uuid),
        Ok(_) => return fault(&Fault::Refused("a command has a uuid of its own")),
        Err(error) => {
            let problem = Fault::Import { place: "the command".into(), problem: error.to_string() };
            return fault(&problem);
        }
    };
    let mut desk = room.desk.lock().await;
    let Some(at) = position(&desk, number) else { return no_document() };
    // After a restart nothing is open, and a client may come again with what had no answer.
    if let Err(problem) = desk.open_texts(at).await {
        return (StatusCode::CONFLICT, Json(json!({"error": problem}))).into_response();
    }
    match desk.carry_out(at, &uuid, &asked) {
        // Another text, or another alignment, has other findings: the page is made anew.
        Ok((seq, before, after))
            if before.edits != after.edits
                || before.worked != after.worked
                || matches!(asked, Asked::Edit { .. } | Asked::Align(_)) =>
        {
            Json(json!({"seq": seq, "reload": true})).into_response()
        }
        Ok((seq, before, after)) => changed(&desk, at, seq, &asked, &before, &after),
        Err(problem) => fault(&problem),
    }
}

/// What a command changed, in words and for the script.
fn changed(
    desk: &Desk,
    at: usize,
    seq: i64,
    asked: &Asked,
    before: &Board,
    after: &Board,
) -> Response {
    let Some(opened) = desk.opened[at].as_ref() else { return no_document() };
    let ui = desk.ui;
    let states = before.states.iter().zip(&after.states).enumerate();
    let new: Vec<usize> = states.filter(|(_, (old, new))| old != new).map(|(at, _)| at).collect();
    let shown: BTreeMap<&str, Value> = new
        .iter()
        .map(|at| (after.subjects[*at].as_str(), words::shown(ui, &after.states[*at])))
        .collect();
    let progress = after.progress(&opened.checked);
    Json(json!({
        "seq": seq,
        "items": shown,
        "first": opened.order.iter().find(|(at, _)| new.contains(at)).map(|(at, _)| &after.subjects[*at]),
        "progress": words::progress(ui, &progress),
        "said": words::said(ui, asked, seq, &new, after, &progress),
        "sample": match desk.store.current(opened.id, &desk.reviewer) {
            Ok(current) => sample::sampled(ui, &opened.pairs, &current),
            Err(problem) => return fault(&problem),
        },
    }))
    .into_response()
}

/// What can be set: the language of the page, and the keys.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    ui: Option<String>,
    keys: Option<BTreeMap<String, String>>,
    single: Option<bool>,
}

async fn settings(State(room): Shared, body: String) -> Response {
    let settings: Settings = match serde_json::from_str(&body) {
        Ok(settings) => settings,
        Err(error) => {
            let problem =
                Fault::Import { place: "the settings".into(), problem: error.to_string() };
            return fault(&problem);
        }
    };
    let mut desk = room.desk.lock().await;
    match settings.ui.as_deref() {
        Some("ko") => desk.ui = Interface::Korean,
        Some(_) => desk.ui = Interface::English,
        None => {}
    }
    let keep = || {
        if let Some(keys) = &settings.keys {
            let keys = serde_json::to_string(keys).unwrap_or_default();
            desk.store.set_meta(&format!("keys {}", desk.reviewer), &keys)?;
        }
        if let Some(single) = settings.single {
            desk.store.set_meta(&format!("single {}", desk.reviewer), &single.to_string())?;
        }
        Ok(())
    };
    match keep() {
        Ok(()) => Json(json!({})).into_response(),
        Err(problem) => fault(&problem),
    }
}

async fn exported(State(room): Shared, Path((number, what)): Path<(usize, String)>) -> Response {
    let mut desk = room.desk.lock().await;
    let Some(at) = position(&desk, number) else { return no_document() };
    if let Err(problem) = desk.open(at).await {
        return view::closed(desk.ui, &desk.documents[at].name, &problem);
    }
    let Some(opened) = desk.opened[at].as_ref() else { return no_document() };
    match export::write(&desk, opened, &what) {
        Ok(Some((kind, text))) => {
            let what = match (what.as_str(), opened.checked.input.target().path.extension()) {
                ("edited", Some(extension)) => format!("edited.{}", extension.to_string_lossy()),
                _ => what,
            };
            let stem: String = desk.documents[at]
                .name
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
                .collect();
            let name = format!("attachment; filename=\"{stem}.{what}\"");
            ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], text)
                .into_response()
        }
        Ok(None) => view::refusal(StatusCode::NOT_FOUND, "nothing is exported under this name"),
        Err(problem) => fault(&problem),
    }
}

async fn imported(State(room): Shared, Path(number): Path<usize>, body: String) -> Response {
    let events: Vec<Event> = match export::read_events(&body) {
        Ok(events) => events,
        Err(problem) => return fault(&problem),
    };
    let mut desk = room.desk.lock().await;
    let Some(at) = position(&desk, number) else { return no_document() };
    if let Err(problem) = desk.open(at).await {
        return (StatusCode::CONFLICT, Json(json!({"error": problem}))).into_response();
    }
    let Some(id) = desk.opened[at].as_ref().map(|opened| opened.id) else { return no_document() };
    desk.is_fresh = true;
    match desk.store.take_over(id, &events) {
        Ok(count) => Json(json!({"new": count})).into_response(),
        Err(problem) => fault(&problem),
    }
}
