//! The two texts side by side, the words of each finding marked and its explanation beside them.

use askama::Template;

use super::{
    finding::{Note, Shelf},
    words::{Bit, Words},
};
use crate::report::{
    Spot,
    rows::Left,
    words::{Interface, grouped},
};

/// As many rows are a table of their own: browsers lay out what is on the screen, table by table.
const ROWS: usize = 100;
/// Text left out that is longer is folded.
const LONG: usize = 400;
/// Heights that a table is taken to have before it is laid out, in steps of so many pixels.
const STEP: usize = 500;
/// The highest of them.
const MOST_STEPS: usize = 80;

#[derive(Template)]
#[template(path = "html/rows.html")]
struct Table<'a> {
    ui: Interface,
    key: &'a str,
    has_findings: bool,
    languages: [&'a str; 2],
    caption: String,
    height: String,
    rows: Vec<Line<'a>>,
}

enum Line<'a> {
    Bead(BeadRow<'a>),
    Left(LeftRow<'a>),
}

struct BeadRow<'a> {
    number: usize,
    /// The first lines of both sides, a dash for one that is not there.
    lines: String,
    is_gap: bool,
    source: Words<'a>,
    target: Words<'a>,
    score: Option<String>,
    notes: Vec<Note<'a>>,
}

struct LeftRow<'a> {
    id: String,
    kind: String,
    lines: String,
    reason: &'a str,
    text: &'a [String],
    is_long: bool,
    size: String,
}

/// The classes of heights, for the style sheet.
pub(super) fn heights() -> String {
    let heights = (1..=MOST_STEPS)
        .map(|step| format!(".rows.h{step}{{contain-intrinsic-size:auto {}px}}", step * STEP));
    heights.collect()
}

/// The tables of a document; `left` is what was left out before each bead.
pub(super) fn tables(shelf: &Shelf<'_>, left: &[Vec<Left>], has_findings: bool) -> String {
    let classes: Vec<String> =
        (0..shelf.verdict.findings.len()).map(|number| shelf.class(number)).collect();
    let mut seen = vec![false; classes.len()];
    let beads = &shelf.compared.alignment.beads;
    let bitext = shelf.compared.bitext;
    let languages = [bitext.source.language.tag(), bitext.target.language.tag()];
    let mut text = String::new();
    let mut number = 0;
    let mut lefts = 0;
    while number < beads.len() || number == 0 {
        let first = number;
        let mut rows = Vec::new();
        let mut height = 40;
        while number < beads.len() && number - first < ROWS {
            for left in left.get(number).into_iter().flatten() {
                rows.push(left_row(shelf, left, &mut lefts));
                height += 60;
            }
            height += bead_height(shelf, number);
            rows.push(bead_row(shelf, number, &classes, &mut seen, has_findings));
            number += 1;
        }
        if number == beads.len() {
            for left in left.get(number).into_iter().flatten() {
                rows.push(left_row(shelf, left, &mut lefts));
            }
        }
        let height = format!("h{}", height.div_ceil(STEP).clamp(1, MOST_STEPS));
        let last = number.saturating_sub(1);
        let (ui, key) = (shelf.ui, shelf.key);
        let caption = ui.fill("passages-from", &[&first, &last]);
        text +=
            &super::rendered(&Table { ui, key, has_findings, languages, caption, height, rows });
        if number == 0 {
            break;
        }
    }
    text
}

/// About how many pixels a row takes.
fn bead_height(shelf: &Shelf<'_>, number: usize) -> usize {
    let bead = &shelf.compared.alignment.beads[number];
    let bitext = shelf.compared.bitext;
    let columns = |segments: &[crate::segment::Segment]| -> usize {
        // A syllable is about three bytes and as wide as two letters.
        segments.iter().map(|s| s.text.chars().count().midpoint(s.text.len())).sum()
    };
    let source = columns(&bitext.source.segments[bead.source.clone()]);
    let target = columns(&bitext.target.segments[bead.target.clone()]);
    let lines = source.max(target) / 50 + 1;
    let notes = shelf.marks.notes(number).len() * 70;
    (lines * 27).max(notes) + 12
}

fn left_row<'a>(shelf: &Shelf<'a>, left: &'a Left, count: &mut usize) -> Line<'a> {
    let [first, last] = &left.spots;
    let ui = shelf.ui;
    let lines = Spot::range_in_words(first, last, ui);
    let lines = if shelf.compared.input.target.is_some() {
        let file = if left.file == "source" { ui.say("source") } else { ui.say("target") };
        format!("{file}, {lines}")
    } else {
        lines
    };
    let chars = left.chars();
    *count += 1;
    Line::Left(LeftRow {
        id: format!("l-{}-{}", shelf.key, *count - 1),
        kind: ui.word_of("left-kind", &left.kind),
        lines,
        reason: &left.reason,
        text: &left.text,
        is_long: chars > LONG,
        size: ui.count_of("characters", chars, &[&grouped(chars)]),
    })
}

fn bead_row<'a>(
    shelf: &Shelf<'a>,
    number: usize,
    classes: &'a [String],
    seen: &mut [bool],
    has_findings: bool,
) -> Line<'a> {
    let bead = &shelf.compared.alignment.beads[number];
    let bitext = shelf.compared.bitext;
    let mut words = |half: usize| {
        let (all, range) = if half == 0 {
            (&bitext.source, bead.source.clone())
        } else {
            (&bitext.target, bead.target.clone())
        };
        let mut bits = Vec::new();
        for piece in shelf.marks.joined(half, all, range) {
            let Some(&worst) = piece.findings.first() else {
                bits.push(Bit::Plain(piece.text));
                continue;
            };
            let mut ids = Vec::new();
            for &finding in &piece.findings {
                if !std::mem::replace(&mut seen[finding], true) {
                    ids.push(shelf.mark_id(finding));
                }
            }
            let places = crate::report::marked::places(shelf.finding(worst));
            let place = places.map(|(.., bead)| bead).position(|bead| bead == number);
            bits.push(Bit::Link {
                class: &classes[worst],
                ids,
                href: shelf.note_id(worst, place.unwrap_or_default()),
                label: shelf.label(worst),
                text: piece.text,
            });
        }
        Words { bits }
    };
    let (source, target) = (words(0), words(1));
    let notes = shelf.marks.notes(number).iter();
    let line = |half: usize| {
        let (all, range) =
            if half == 0 { (&bitext.source, &bead.source) } else { (&bitext.target, &bead.target) };
        let first = all.segments.get(range.clone()).and_then(<[_]>::first);
        match first.map(|segment| shelf.places[half].spot(segment.span.start)) {
            Some(Spot::Line(line)) => line.to_string(),
            Some(Spot::Place(_)) | None => "–".to_owned(),
        }
    };
    Line::Bead(BeadRow {
        number,
        lines: format!("{} / {}", line(0), line(1)),
        is_gap: bead.is_gap(),
        source,
        target,
        score: (!has_findings).then(|| format!("{:.2}", bead.score)),
        notes: notes.map(|note| shelf.note(note.finding, note.place)).collect(),
    })
}
