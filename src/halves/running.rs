//! Page numbers and running heads: lines that stand where a page ended, whatever sentence they cut in two.

use std::collections::BTreeMap;

use super::{
    page_line::{ALONE, MOST_WORDS, OF_SEVERAL, is_page_number, numbers, template},
    unit::Unit,
    writing::Writing,
};
use crate::lexicon::joint;

/// So many lines may stand together at the end of a page.
const NEAR: usize = 4;

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
    // Bare numbers last: they may stand beside running heads.
    let (bare, others): (Vec<_>, Vec<_>) =
        alike.iter().partition(|(template, _)| template.trim() == "#");
    for (template, places) in others.into_iter().chain(bare) {
        let bare = template.trim() == "#";
        let numbered = template.contains('#');
        // Names of files, addresses and commands are numbered too, and stand in lists.
        if template.contains(['/', '_', '\\', '='])
            && !template.trim_matches(['[', ']', '(', ')']).starts_with('#')
            || places.windows(2).any(|pair| pair[0] + 1 == pair[1])
        {
            continue;
        }
        let chains = if numbered { chains(units, places) } else { vec![places.clone()] };
        let known = found.clone();
        let cuts = |chain: &[usize]| -> Vec<usize> {
            chain
                .iter()
                .copied()
                .filter(|&at| interrupts(units, at, template, &known, writing))
                .collect()
        };
        let any = chains.iter().any(|chain| chain.len() > 1 && !cuts(chain).is_empty());
        for chain in &chains {
            let cuts = cuts(chain);
            let (what, all) = match (bare, numbered) {
                // A chain of numbers of which one cuts a sentence is of pages, and so is its like in the other half.
                (true, _) if chain.len() > 1 && !cuts.is_empty() || any => ("a page number", true),
                (true, _) => ("a page number", false),
                (_, true) if chain.len() > 1 && !cuts.is_empty() => {
                    ("a running head with the number of the page", true)
                }
                (_, false) if chain.len() > 1 && cuts.len() * 2 > chain.len() => {
                    ("a running head", true)
                }
                _ => continue,
            };
            for &at in if all { chain } else { &cuts } {
                found[at].get_or_insert(what);
            }
        }
    }
    found
}

/// The places in stretches in which the numbers rise.
fn chains(units: &[Unit], places: &[usize]) -> Vec<Vec<usize>> {
    let mut chains: Vec<Vec<usize>> = Vec::new();
    for &at in places {
        match chains.last_mut() {
            Some(chain)
                if chain
                    .last()
                    .is_some_and(|&last| numbers(&units[last].text) < numbers(&units[at].text)) =>
            {
                chain.push(at);
            }
            _ => chains.push(vec![at]),
        }
    }
    chains
}

/// Whether the unit, whose template is given, stands in the middle of a sentence.
fn interrupts(
    units: &[Unit],
    at: usize,
    own: &str,
    found: &[Option<&'static str>],
    writing: &Writing,
) -> bool {
    let is_text = |i: &usize| {
        let text = &units[*i].text;
        found[*i].is_none() && !is_page_number(text) && template(text) != own
    };
    let Some(before) = (0..at).rev().take(NEAR).find(is_text).map(|i| &units[i]) else {
        return false;
    };
    let Some(after) = (at + 1..units.len()).take(NEAR).find(is_text).map(|i| &units[i]) else {
        return false;
    };
    let Some(side) = before.side.filter(|_| before.side == after.side) else { return false };
    !before.ends_sentence() && joint::breaks_off(&before.text, &after.text, writing.language(side))
}
