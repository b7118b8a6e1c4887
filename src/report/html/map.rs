//! The map: both halves as bars by their characters, what belongs together joined, findings as signs between them.

use std::fmt::Write as _;

use askama::Template;

use super::{
    finding::{Shelf, severity_class},
    words::start,
};
use crate::{
    align::Bead,
    report::{
        rows::Left,
        words::{Interface, grouped},
    },
    rule::Severity,
};

/// Above so many beads a link stands for several.
const MOST_BEADS: usize = 400;
/// The least and the most height in units of the picture, and what a bead adds to it.
const HEIGHT: [f64; 2] = [160.0, 560.0];
const BEAD_HEIGHT: f64 = 7.0;
/// As many passages without a counterpart are told with their length.
const MOST_GAPS: usize = 12;
/// Each of them is called by so many letters of its beginning.
const GAP_WORDS: usize = 28;
/// As many signs stand beside each other.
const LANES: usize = 21;

/// A link over several beads.
#[derive(Debug)]
struct Bin {
    href: String,
    label: String,
    class: &'static str,
    d: String,
}

/// A finding.
#[derive(Debug)]
struct Sign {
    href: String,
    label: String,
    class: String,
    d: String,
}

/// A passage without a counterpart.
#[derive(Debug)]
struct Gap {
    href: String,
    words: String,
    chars: String,
    length: usize,
    /// How many beads it is.
    beads: usize,
}

/// Those of a side, the longest first.
#[derive(Debug)]
struct GapList {
    title: &'static str,
    count: usize,
    gaps: Vec<Gap>,
    more: Option<String>,
}

/// The map of a document.
#[derive(Debug, Template)]
#[template(path = "html/map.html")]
pub(super) struct Map<'a> {
    ui: Interface,
    key: &'a str,
    languages: [&'a str; 2],
    has_findings: bool,
    height: usize,
    joins: String,
    gaps: String,
    left: String,
    bins: Vec<Bin>,
    bins_help: Option<String>,
    moved: String,
    signs: Vec<Sign>,
    gap_lists: Vec<GapList>,
}

impl askama::filters::HtmlSafe for Map<'_> {}

/// Where each bead begins and ends on each scale.
struct Scale {
    /// For each bead, of each half: start and end, in units of the picture.
    beads: Vec<[[f64; 2]; 2]>,
    /// The same of what was left out.
    left: Vec<(usize, [f64; 2])>,
}

impl Scale {
    fn of(shelf: &Shelf<'_>, left: &[Vec<Left>], height: f64) -> Self {
        let bitext = shelf.compared.bitext;
        let beads = &shelf.compared.alignment.beads;
        let halves = [&bitext.source.segments, &bitext.target.segments];
        let chars = |half: usize, bead: &Bead| -> usize {
            let range = if half == 0 { &bead.source } else { &bead.target };
            halves[half][range.clone()].iter().map(|s| s.text.chars().count()).sum()
        };
        let mut at = [0.0; 2];
        let (mut of_beads, mut of_left) = (Vec::new(), Vec::new());
        for slot in 0..=beads.len() {
            for left in left.get(slot).into_iter().flatten() {
                let start = at[left.half];
                at[left.half] += left.chars() as f64;
                of_left.push((left.half, [start, at[left.half]]));
            }
            let Some(bead) = beads.get(slot) else { break };
            let mut both = [[0.0; 2]; 2];
            for half in 0..2 {
                both[half][0] = at[half];
                at[half] += chars(half, bead) as f64;
                both[half][1] = at[half];
            }
            of_beads.push(both);
        }
        let unit = at.map(|all| height / all.max(1.0));
        for both in &mut of_beads {
            for half in 0..2 {
                both[half] = both[half].map(|y| y * unit[half]);
            }
        }
        let left = of_left.into_iter().map(|(half, y)| (half, y.map(|y| y * unit[half]))).collect();
        Self { beads: of_beads, left }
    }
}

/// Where bars and bands stand from left to right.
const BARS: [[u16; 2]; 2] = [[60, 78], [342, 360]];

/// The map of the document on `shelf`, with what was `left` out before each bead.
pub(super) fn map<'a>(shelf: &Shelf<'a>, left: &[Vec<Left>], has_findings: bool) -> Map<'a> {
    let beads = &shelf.compared.alignment.beads;
    let height = (beads.len() as f64 * BEAD_HEIGHT).clamp(HEIGHT[0], HEIGHT[1]);
    let scale = Scale::of(shelf, left, height);
    let (mut joins, mut gaps, mut thin) = (String::new(), String::new(), String::new());
    for (bead, [source, target]) in beads.iter().zip(&scale.beads) {
        if bead.is_gap() {
            let half = usize::from(bead.source.is_empty());
            let ([x0, x1], y) = (BARS[half], if half == 0 { source } else { target });
            let end = y[1].max(y[0] + 1.5);
            let _ = write!(gaps, "M{x0} {:.1}H{x1}V{end:.1}H{x0}Z", y[0]);
        } else {
            joins += &band(*source, *target);
        }
    }
    for (half, [start, end]) in &scale.left {
        let x = if *half == 0 { 54 } else { 366 };
        let _ = write!(thin, "M{x} {start:.1}V{:.1}", end.max(start + 1.0));
    }
    let is_long = beads.len() > MOST_BEADS;
    let bins = if is_long { bins(shelf, &scale) } else { Vec::new() };
    let bins_help = is_long.then(|| {
        let size = beads.len().div_ceil(MOST_BEADS);
        shelf.ui.fill("map-bins", &[&shelf.ui.count("passages", size)])
    });
    let bitext = shelf.compared.bitext;
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most what HEIGHT says"
    )]
    let whole = height.ceil() as usize;
    Map {
        ui: shelf.ui,
        key: shelf.key,
        languages: [bitext.source.language.tag(), bitext.target.language.tag()],
        has_findings,
        height: whole,
        joins,
        gaps,
        left: thin,
        bins,
        bins_help,
        moved: moved(shelf, &scale),
        signs: signs(shelf, &scale, is_long),
        gap_lists: [0, 1].into_iter().filter_map(|half| gap_list(shelf, half)).collect(),
    }
}

/// What joins two intervals.
fn band(source: [f64; 2], target: [f64; 2]) -> String {
    let [left, right] = [BARS[0][1], BARS[1][0]];
    format!(
        "M{left} {:.1}L{right} {:.1}V{:.1}L{left} {:.1}Z",
        source[0], target[0], target[1], source[1]
    )
}

fn bins(shelf: &Shelf<'_>, scale: &Scale) -> Vec<Bin> {
    let beads = &shelf.compared.alignment.beads;
    let size = beads.len().div_ceil(MOST_BEADS);
    let starts = (0..beads.len()).step_by(size);
    let bin = |start: usize| {
        let end = (start + size).min(beads.len());
        let notes = (start..end).flat_map(|bead| shelf.marks.notes(bead));
        let severities: Vec<Severity> =
            notes.map(|note| shelf.finding(note.finding).severity).collect();
        let worst = severities.iter().max().copied();
        let alone = beads[start..end].iter().filter(|bead| bead.is_gap()).count();
        let mut label = shelf.ui.fill("passages-from", &[&start, &(end - 1)]);
        if !severities.is_empty() {
            let _ = write!(label, ": {}", shelf.ui.count("findings", severities.len()));
        }
        if alone > 0 {
            let _ = write!(label, "; {}", shelf.ui.count("alone", alone));
        }
        let [first, last] = [&scale.beads[start], &scale.beads[end - 1]];
        let interval = |half: usize| [first[half][0], last[half][1]];
        Bin {
            href: format!("b-{}-{start}", shelf.key),
            label,
            class: worst.map_or("", severity_class),
            d: band(interval(0), interval(1)),
        }
    };
    starts.map(bin).collect()
}

fn middle([start, end]: [f64; 2]) -> f64 {
    f64::midpoint(start, end)
}

/// The findings, beside each other where they are at the same height. In a long document the slight ones are in
/// the links over several beads.
fn signs(shelf: &Shelf<'_>, scale: &Scale, is_long: bool) -> Vec<Sign> {
    let mut at_height: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    let mut signs = Vec::new();
    for (number, finding) in shelf.verdict.findings.iter().enumerate() {
        if is_long && finding.severity == Severity::Minor {
            continue;
        }
        for (place, (source, target, bead)) in crate::report::marked::places(finding).enumerate() {
            let Some(both) = scale.beads.get(bead) else { continue };
            let of = |half: usize, is_there: bool| is_there.then(|| middle(both[half]));
            let y = match (of(0, source.is_some()), of(1, target.is_some())) {
                (Some(a), Some(b)) => f64::midpoint(a, b),
                (Some(y), None) | (None, Some(y)) => y,
                (None, None) => f64::midpoint(middle(both[0]), middle(both[1])),
            };
            #[allow(clippy::cast_possible_truncation, reason = "within the picture")]
            let row = (y / 11.0).round() as i64;
            let lane = at_height.entry(row).or_default();
            let (beside, below) = (*lane % LANES, *lane / LANES);
            *lane += 1;
            let side = if beside % 2 == 0 { 1.0 } else { -1.0 };
            let x = 210.0 + side * beside.div_ceil(2) as f64 * 11.0;
            let y = row as f64 * 11.0 + below as f64 * 3.0;
            let rule = shelf.ui.rule(&finding.rule);
            // People count from one.
            let passage = shelf.ui.fill("passage", &[&(bead + 1)]);
            signs.push(Sign {
                href: shelf.note_id(number, place),
                label: format!("{}: {rule}, {passage}", shelf.label(number)),
                class: shelf.class(number),
                d: sign(finding.severity, x, y),
            });
        }
    }
    signs
}

fn sign(severity: Severity, x: f64, y: f64) -> String {
    match severity {
        Severity::Critical => format!("M{x:.0} {:.1}l6 10h-12z", y - 5.0),
        Severity::Major => format!("M{:.0} {:.1}h9v9h-9z", x - 4.5, y - 4.5),
        Severity::Minor => format!("M{:.0} {y:.1}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z", x - 3.0),
    }
}

/// Lines from where something stood to where it stands.
fn moved(shelf: &Shelf<'_>, scale: &Scale) -> String {
    let alignment = shelf.compared.alignment;
    let mut d = String::new();
    for finding in shelf.verdict.findings {
        let (Some(source), Some(target)) = (&finding.source, &finding.target) else { continue };
        let own = source.segments.first().and_then(|index| alignment.bead_of_source(*index));
        let other = target.segments.first().and_then(|index| alignment.bead_of_target(*index));
        let (Some(own), Some(other)) = (own, other) else { continue };
        if own != other {
            let y = [middle(scale.beads[own][0]), middle(scale.beads[other][1])];
            let _ = write!(d, "M{} {:.1}L{} {:.1}", BARS[0][1], y[0], BARS[1][0], y[1]);
        }
    }
    d
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    let words = start(text, GAP_WORDS);
    if words.len() == text.len() { words.to_owned() } else { format!("{words} …") }
}

/// The passages of a half that have no counterpart: beads below each other are one.
fn gap_list(shelf: &Shelf<'_>, half: usize) -> Option<GapList> {
    let bitext = shelf.compared.bitext;
    let segments = if half == 0 { &bitext.source.segments } else { &bitext.target.segments };
    let mut gaps: Vec<Gap> = Vec::new();
    let mut open = false;
    for (number, bead) in shelf.compared.alignment.beads.iter().enumerate() {
        let (own, other) =
            if half == 0 { (&bead.source, &bead.target) } else { (&bead.target, &bead.source) };
        if own.is_empty() || !other.is_empty() {
            open = false;
            continue;
        }
        let length: usize =
            segments[own.clone()].iter().map(|segment| segment.text.chars().count()).sum();
        match gaps.last_mut().filter(|_| open) {
            Some(gap) => {
                gap.length += length;
                gap.beads += 1;
            }
            None => gaps.push(Gap {
                href: format!("b-{}-{number}", shelf.key),
                words: beginning(&segments[own.start].text),
                chars: String::new(),
                length,
                beads: 1,
            }),
        }
        open = true;
    }
    if gaps.is_empty() {
        return None;
    }
    let (places, count) = (gaps.len(), gaps.iter().map(|gap| gap.beads).sum());
    gaps.sort_by_key(|gap| std::cmp::Reverse(gap.length));
    gaps.truncate(MOST_GAPS);
    for gap in &mut gaps {
        let (length, ui) = (gap.length, shelf.ui);
        gap.chars = ui.count_of("characters", length, &[&grouped(length)]);
    }
    let more = (places > MOST_GAPS).then(|| shelf.ui.count("more-places", places - MOST_GAPS));
    let title = shelf.ui.say(if half == 0 { "gaps-source" } else { "gaps-target" });
    Some(GapList { title, count, gaps, more })
}
