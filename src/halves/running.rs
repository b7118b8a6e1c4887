//! Page numbers and running heads: lines that stand where a page ended, whatever sentence they cut in two.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use super::{unit::Unit, writing::Writing};
use crate::lexicon::joint;

/// A line longer than this, in words, is no running head.
const MOST_WORDS: usize = 14;

/// A page number by itself: `- 12 -`, `[12]` and the like, `Page 3 of 7`, `p. 12`, `12쪽`, `3 / 7`.
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^\s*(?:
            [-–—]\s*\d{1,4}\s*[-–—]
          | (?:page|pg\.?|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?
          | \d{1,4}\s*(?:/\s*\d{1,4}\s*)?(?:쪽|페이지|면)
          | [-–—]?\s*\d{1,4}\s*/\s*\d{1,4}\s*(?:쪽|페이지|면)
        )\s*$",
    )
    .expect("a valid pattern")
});

/// One of several, at an end of a longer line: `… Page 1 of 2`, `(1/2쪽)`.
static OF_SEVERAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)(?:^|\s)[(\[]?(?:
            (?:page|pg\.?|p\.)\s*\d{1,4}\s*(?:of|/)\s*\d{1,4}
          | \d{1,4}\s*/\s*\d{1,4}\s*(?:쪽|페이지|면)
          | (?:총\s*)?\d{1,4}\s*(?:쪽|페이지|면)\s*중\s*\d{1,4}\s*(?:쪽|페이지|면)?
        )[)\]]?\s*$",
    )
    .expect("a valid pattern")
});

static BARE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*\d{1,4}\s*$").expect("a valid pattern"));

/// Whether a line has the form of a page number, so that it is no line of a paragraph.
pub(super) fn is_page_number(line: &str) -> bool {
    BARE.is_match(line) || ALONE.is_match(line)
}

/// For each unit that is a page number or running head: which of the two. Linear in the number of units.
///
/// A page number with its word or between dashes is one by its form, and so is the number of one page of several
/// at the end of a short line. A bare number, or a line that comes again word for word or with a higher number,
/// must interrupt a sentence at least once; then all of its kind are.
pub(super) fn running(units: &[Unit], writing: &Writing) -> Vec<Option<&'static str>> {
    let mut found: Vec<Option<&'static str>> = vec![None; units.len()];
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        if unit.pieces.len() > 1 || unit.words > MOST_WORDS || unit.cut.is_some() {
            continue;
        }
        if ALONE.is_match(&unit.text) {
            found[at] = Some("a page number");
        } else if OF_SEVERAL.is_match(&unit.text) {
            found[at] = Some("a running head with the number of the page");
        }
        alike.entry(template(&unit.text)).or_default().push(at);
    }
    for (template, places) in &alike {
        let bare = template.trim() == "#";
        if places.len() < 2 && !bare {
            continue;
        }
        let rising = template.contains('#')
            && places
                .windows(2)
                .all(|pair| numbers(&units[pair[0]].text) < numbers(&units[pair[1]].text));
        let same = !template.contains('#');
        let cuts: Vec<usize> =
            places.iter().copied().filter(|&at| interrupts(units, at, writing)).collect();
        let (what, all) = match (bare, rising, same) {
            _ if cuts.is_empty() => continue,
            // The numbers of a list rise as well: of bare ones those that cut a sentence, or all if most do.
            (true, true, _) if cuts.len() * 2 > places.len() => ("a page number", true),
            (true, ..) => ("a page number", false),
            (_, true, _) => ("a running head with the number of the page", true),
            (.., true) if cuts.len() * 2 > places.len() => ("a running head", true),
            _ => continue,
        };
        for &at in if all { places } else { &cuts } {
            found[at].get_or_insert(what);
        }
    }
    found
}

/// A line with its figures and spaces made alike.
fn template(text: &str) -> String {
    let mut template = String::new();
    for c in text.chars() {
        let c = if c.is_ascii_digit() {
            '#'
        } else if c.is_whitespace() {
            ' '
        } else {
            c
        };
        if !(matches!(c, '#' | ' ') && template.ends_with(c)) {
            template.extend(c.to_lowercase());
        }
    }
    template.trim().to_owned()
}

fn numbers(text: &str) -> Vec<u64> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.parse().unwrap_or(u64::MAX)).collect()
}

/// Whether the unit stands in the middle of a sentence.
fn interrupts(units: &[Unit], at: usize, writing: &Writing) -> bool {
    let Some(before) = units[..at].iter().rev().find(|unit| !is_page_number(&unit.text)) else {
        return false;
    };
    let Some(after) = units[at + 1..].iter().find(|unit| !is_page_number(&unit.text)) else {
        return false;
    };
    let Some(side) = before.side.filter(|_| before.side == after.side) else { return false };
    !before.ends_sentence() && joint::breaks_off(&before.text, &after.text, writing.language(side))
}
