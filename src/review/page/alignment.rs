//! The page where the alignment is corrected.

use std::collections::BTreeMap;

use askama::Template;
use axum::{http::StatusCode, response::Response};

use super::{
    desk::Desk,
    view::{keys, refusal, rendered, script_words},
};
use crate::{
    align::{Bead, worked::Worked},
    report::Interface,
    review::{Result, worked},
    segment::Half,
};

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
pub(super) fn page(desk: &Desk, at: usize, token: &str) -> Result<Response> {
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
