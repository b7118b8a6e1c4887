//! Whether a unit is text or page furniture: evidence of several kinds, each worth so many nats for
//! furniture (or, negative, for text), added up. What a single unit leaves open is settled by the
//! units round it in [`chain`](super::chain).
//!
//! The weights are rounded from trials on documents of thirteen layouts with invented
//! furniture (`scripts/halves.py`); each is about ln of how much more often furniture shows the evidence than
//! text does.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    counterpart::Counterpart,
    layout::LayoutPlace,
    phrase::{self, Known, Role},
    unit::Unit,
};
use crate::language::role;

/// One thing that speaks for furniture or for text.
#[derive(Debug, Clone)]
pub(super) struct Evidence {
    /// Nats for furniture; negative: for text.
    pub(super) nats: f64,
    /// For a person to read.
    pub(super) reason: String,
}

/// All that speaks for and against one unit.
#[derive(Debug, Clone, Default)]
pub(super) struct Case {
    evidence: Vec<Evidence>,
}

impl Case {
    pub(super) fn add(&mut self, nats: f64, reason: impl Into<String>) {
        self.evidence.push(Evidence { nats, reason: reason.into() });
    }

    /// The sum, positive for furniture.
    pub(super) fn nats(&self) -> f64 {
        self.evidence.iter().map(|evidence| evidence.nats).sum()
    }

    /// The weightiest reasons for the verdict, at most two, or none if the rest of the document
    /// spoke louder than the unit itself.
    pub(super) fn reasons(&self, furniture: bool) -> Option<String> {
        let sign = if furniture { 1.0 } else { -1.0 };
        let mut for_it: Vec<_> = self.evidence.iter().filter(|e| e.nats * sign >= 0.5).collect();
        for_it.sort_by(|a, b| (b.nats * sign).total_cmp(&(a.nats * sign)));
        let names: Vec<&str> = for_it.iter().take(2).map(|e| e.reason.as_str()).collect();
        (!names.is_empty()).then(|| names.join("; "))
    }
}

/// What a unit's own words and form say, whatever stands round it.
pub(super) fn form(unit: &Unit) -> Case {
    let mut case = Case::default();
    let known = phrase::known(&unit.plain);
    if let Some(Known { role, whole, begins }) = known {
        let (nats, what) = match (role, whole) {
            (Role::Mark, _) if unit.weight > 100.0 => (0.0, String::new()),
            (Role::Mark, _) => (-2.0, "a mark that documents carry".into()),
            (Role::Word, _) => (0.0, String::new()),
            (Role::Label, true) => (2.5, format!("known phrase ({})", role.name())),
            (Role::Label, false) => (2.0, format!("begins like a {}", role.name())),
            (_, true) => (4.0, format!("known phrase ({})", role.name())),
            // A sentence may speak of such things.
            (_, false) if unit.is_sentence() => (1.0, format!("names a {}", role.name())),
            // What only a page says of itself, such as who paid for it.
            (Role::Navigation | Role::Credit | Role::Rights | Role::Site, false)
                if begins && unit.weight < 200.0 =>
            {
                (4.5, format!("known phrase ({})", role.name()))
            }
            (_, false) if unit.weight > 400.0 => (1.0, format!("names a {}", role.name())),
            (_, false) => (3.0, format!("known phrase ({})", role.name())),
        };
        case.add(nats, what);
    }
    if is_known_bar(&unit.text) {
        case.add(4.0, "a bar of known links");
    } else if let Some(marks) = bar(&unit.text) {
        case.add(2.5, format!("short links with {marks} between them"));
    }
    address(unit, &mut case);
    let stops = unit.ends_sentence();
    if unit.is_prose() {
        case.add(if unit.weight > 200.0 { -2.0 } else { -0.8 }, "running text");
    } else if unit.weight <= 40.0 && !stops {
        case.add(0.4, "a short line without a full stop");
    }
    let colon = unit.text.trim_end_matches(['*', '_', ' ']).ends_with([':', '：']);
    if colon && unit.words <= 5 {
        case.add(1.0, "a label with nothing after its colon");
    }
    if unit.text.starts_with(['▼', '▲', '▶', '◀', '►', '◄', '♡', '♥', '☰']) {
        case.add(1.2, "begins with the sign of a button");
    }
    if numbered(&unit.text)
        || unit.text.contains("[trans")
        || role::is_in(&unit.text, "note-of-translator")
    {
        case.add(-1.0, "numbered or annotated like a document");
    }
    if is_expanded(&unit.text) {
        case.add(-1.5, "abbreviations expanded by an editor");
    }
    case
}

/// Addresses of the web and of electronic mail.
fn address(unit: &Unit, case: &mut Case) {
    let is_address = |word: &&str| {
        let word = word.to_ascii_lowercase();
        word.contains("://") || word.contains("www.") || word.contains('@') || word == "[email"
    };
    let addresses = unit.text.split_whitespace().filter(is_address).count();
    if addresses > 0 {
        let alone = unit.words <= addresses + 1;
        case.add(if alone { 3.0 } else { 1.0 }, "an address on the web");
    }
}

/// Whether most cells of a line between bars, bullets or wide spaces are known phrases.
fn is_known_bar(text: &str) -> bool {
    let plains = bar_cells(text).map(phrase::plain).filter(|plain| !plain.is_empty());
    let mut cells = 0;
    let mut known = 0;
    for plain in plains {
        let found = phrase::known(&plain);
        known += usize::from(found.is_some_and(|k| k.whole && k.role != Role::Mark));
        cells += 1;
    }
    cells > 1 && known > 1 && known * 3 >= cells * 2
}

/// The marks between short cells of a row of links or a breadcrumb, if a line is one.
fn bar(text: &str) -> Option<&'static str> {
    let cells: Vec<_> = bar_cells(text).filter(|cell| !cell.trim().is_empty()).collect();
    let short = |cell: &&str| cell.split_whitespace().count() <= 4 && !cell.trim().ends_with('.');
    // Wide spaces alone stand in letterheads too.
    let marks = [
        ("|", "bars"),
        (">", "angles"),
        ("›", "angles"),
        ("»", "angles"),
        ("·", "dots"),
        ("•", "dots"),
    ];
    let mark = marks.iter().find(|(mark, _)| text.contains(mark));
    let needed = if mark.is_some() { 2 } else { 3 };
    if cells.len() >= needed && cells.iter().all(short) {
        return Some(mark.map_or("wide spaces", |(_, name)| name));
    }
    None
}

fn bar_cells(text: &str) -> impl Iterator<Item = &str> {
    text.split(['|', '>', '›', '»', '·', '•', '\t', '｜']).flat_map(|cell| cell.split("  "))
}

/// Whether a line begins with the number of a point: `1.`, `(2)`, `IV.`, `가.`, `제3조`.
fn numbered(text: &str) -> bool {
    let Some(first) = text.split_whitespace().next() else { return false };
    let inner = first.trim_matches(['(', ')', '.', '[', ']']);
    let short = inner.chars().count() <= 4 && first.len() > inner.len();
    short
        && (inner.bytes().all(|b| b.is_ascii_digit())
            || inner.bytes().all(|b| b"IVXivx".contains(&b))
            || role::korean("list-syllable").contains(&inner))
        && !inner.is_empty()
}

/// Whether an abbreviation is written out in brackets (`C[entral] C[ommittee]`, `cop[ies]`), as
/// editors of documents do.
fn is_expanded(text: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    text.match_indices('[').any(|(at, _)| {
        letter(text[..at].chars().next_back()) && letter(text[at + 1..].chars().next())
    })
}

/// Where a unit stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub(super) place: LayoutPlace,
    pub(super) counterpart: Counterpart,
    /// Whether it is one of the first or last of its half.
    pub(super) is_near_end: bool,
    /// Whether the name of a metadata field follows.
    pub(super) is_above_label: bool,
    /// Whether one language follows the other in one block each.
    pub(super) blocks: bool,
}

/// What the place of a unit in the document and the other half say.
pub(super) fn position(unit: &Unit, standing: Standing, names: [&str; 2], case: &mut Case) {
    let Standing { place, counterpart, is_near_end, is_above_label, blocks } = standing;
    let Some(side) = unit.side else {
        if unit.cut.is_some() {
            case.add(-3.0, "in a row of a table");
        }
        return;
    };
    let (own, other) = (names[side.index()], names[side.other().index()]);
    let outside =
        matches!((place, counterpart), (LayoutPlace::Island { .. }, _) | (_, Counterpart::Outside));
    let words = phrase::words(&unit.plain);
    // A text may be about libraries and web sites: only where nothing answers it do its words say anything.
    if outside && words > 0 && !unit.is_sentence() {
        case.add(0.6 * words.min(5) as f64, "words of page furniture");
    }
    match place {
        LayoutPlace::Island { share, after_other } => {
            // A block nearly as large as the half itself is no mere addition of the page.
            let size = 1.0 - (share / 0.4).min(1.0);
            let nats = (if blocks { 3.5 } else { 2.5 }) * size;
            let where_ = if after_other { "after" } else { "before" };
            case.add(nats, format!("{own} block {where_} the {other} text, with no counterpart"));
        }
        LayoutPlace::Inside if unit.half.is_some_and(|half| half != side) => {
            case.add(-2.0, format!("a line of {own} left in the {other} half"));
        }
        LayoutPlace::Inside if blocks => {
            case.add(0.3, format!("{own} line inside the {other} half"));
        }
        LayoutPlace::Inside => {}
        LayoutPlace::Pair(_) => match counterpart {
            Counterpart::Found(score) => {
                // Two short lines may be of a length by chance.
                let chance = unit.weight < 20.0 && unit.numbers.is_empty();
                let nats = (1.0 + score.clamp(0.0, 3.0)) * if chance { 0.7 } else { 1.0 };
                case.add(-nats, format!("answers a line of the {other} half"));
            }
            Counterpart::Outside => {
                // Translators leave out sentences; pages add other things.
                let nats = if unit.is_sentence() && !is_above_label { 0.6 } else { 1.6 };
                case.add(nats, format!("at the edge of the {own} half, without counterpart"));
            }
            // Between the title of a page and its text stand lines of the page.
            Counterpart::Unasked if is_near_end => {
                case.add(-0.5, format!("near the edge of the {own} half"));
            }
            Counterpart::Unasked => case.add(-1.5, format!("inside the {own} half")),
        },
    }
    if unit.cut.is_some() {
        case.add(-3.0, format!("beside its {other} counterpart on one line"));
    }
}

/// A title or date that the page repeats: for each unit, whether its words come again in a later
/// unit of its language within the next few. `telling` is how much that says of a unit, 0–1.
pub(super) fn repetitions(units: &[Unit], telling: impl Fn(usize) -> f64, cases: &mut [Case]) {
    /// How far apart a page's title and the document's own heading may stand.
    const REACH: usize = 30;
    let bags: Vec<BTreeSet<String>> = units.iter().map(|unit| bag(&unit.plain)).collect();
    let mut inverted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, bag) in bags.iter().enumerate() {
        for word in bag {
            inverted.entry(word).or_default().push(i);
        }
    }
    for (i, bag) in bags.iter().enumerate() {
        // Long paragraphs are not titles.
        let telling = telling(i);
        if telling == 0.0 || bag.len() < 2 || bag.len() > 40 || units[i].is_prose() {
            continue;
        }
        // Words shared with each later unit near by.
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for word in bag {
            let places = &inverted[word.as_str()];
            let next = places.partition_point(|&at| at <= i);
            for &at in places[next..].iter().take_while(|&&at| at <= i + REACH) {
                *shared.entry(at).or_default() += 1;
            }
        }
        let most = shared.iter().filter(|&(&at, _)| units[at].side == units[i].side);
        let most = most.map(|(_, &count)| count).max().unwrap_or(0);
        if most >= 5 && most * 10 >= bag.len() * 9 {
            cases[i].add(2.0 * telling, "repeated word for word further down");
        } else if most >= 2 && most * 10 >= bag.len() * 7 {
            cases[i].add(telling, "repeated further down");
        }
    }
}

/// Words and numbers of a line that carry its content.
fn bag(plain: &str) -> BTreeSet<String> {
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            word.chars().count() > 3 || word.bytes().any(|b| b.is_ascii_digit()) || !word.is_ascii()
        })
        .map(str::to_owned)
        .collect()
}

/// Whether a unit is the name of a metadata field: pages of archives have a summary above the first.
pub(super) fn is_label(unit: &Unit) -> bool {
    phrase::known(&unit.plain).is_some_and(|known| known.whole && known.role == Role::Label)
}

/// The value of a metadata field stands on the line after its label.
pub(super) fn label_values(units: &[Unit], cases: &mut [Case]) {
    for i in 1..units.len() {
        let label = is_label(&units[i - 1]);
        if label && units[i].weight <= 60.0 && !units[i].is_prose() {
            cases[i].add(1.2, "the value of the label above it");
        }
    }
}
