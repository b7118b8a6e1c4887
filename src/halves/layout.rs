//! How the two languages lie in a document: one block after the other, or in turns. Units of one
//! language in a row are a run; runs are paired with the neighbour that translates them, as far as
//! their lengths tell, and what no run of the other language stands opposite to is an island.

use std::ops::Range;

use super::{unit::Unit, writing::Side};

/// Where a unit stands in the layout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    /// In the paired run of this number.
    Pair(usize),
    /// In the middle of a block of the other language.
    Inside,
    /// Before the first or after the last of the text, or between its pairs; with its weight
    /// as a share of the half in its language.
    Island {
        /// Share of the weight of the half in the same language.
        share: f64,
        /// Whether text of the other language comes before it.
        after_other: bool,
    },
}

/// The layout of a document.
#[derive(Debug)]
pub(super) struct Layout {
    /// One for each unit.
    pub(super) places: Vec<Place>,
    /// How many pairs of runs there are; 1 if one language follows the other.
    pub(super) pairs: usize,
    /// Whether each pair begins with the source, where they all do alike.
    pub(super) first: Side,
}

impl Layout {
    /// Whether one language follows the other in a single block each.
    pub(super) fn is_blocks(&self) -> bool {
        self.pairs == 1
    }
}

#[derive(Debug, Clone)]
struct Run {
    side: Side,
    /// Units, those of islands inside it among them.
    units: Range<usize>,
    /// Weight relative to the whole half, so that the two languages can be compared.
    weight: f64,
    /// Units inside that are of the other language.
    inside: Vec<usize>,
}

/// Finds the layout. Units without a language go with the run before them. Linear in their number.
pub(super) fn layout(units: &[Unit]) -> Layout {
    let mut totals = [f64::MIN_POSITIVE; 2];
    for unit in units {
        if let Some(side) = unit.side {
            totals[side.index()] += unit.weight;
        }
    }
    let runs = absorb(runs(units, totals));
    let pairs = pair(&runs);
    let mut places = vec![Place::Inside; units.len()];
    let in_pairs: Vec<Option<usize>> = {
        let mut of_run = vec![None; runs.len()];
        for (number, &(first, second)) in pairs.iter().enumerate() {
            of_run[first] = Some(number);
            of_run[second] = Some(number);
        }
        of_run
    };
    let mut seen = [false; 2];
    for (run, pair) in runs.iter().zip(&in_pairs) {
        let place = pair.map_or(
            Place::Island { share: run.weight, after_other: seen[run.side.other().index()] },
            Place::Pair,
        );
        seen[run.side.index()] |= pair.is_some();
        for i in run.units.clone() {
            places[i] = place;
        }
        for &i in &run.inside {
            places[i] = Place::Inside;
        }
    }
    let first = pairs.first().map_or(Side::Source, |&(run, _)| runs[run].side);
    Layout { places, pairs: pairs.len(), first }
}

fn runs(units: &[Unit], totals: [f64; 2]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (i, unit) in units.iter().enumerate() {
        let weight = |side: Side| unit.weight / totals[side.index()];
        match (runs.last_mut(), unit.side) {
            (Some(run), None) => run.units.end = i + 1,
            (Some(run), Some(side)) if run.side == side => {
                run.units.end = i + 1;
                run.weight += weight(side);
            }
            (_, side) => {
                let side = side.unwrap_or(Side::Source);
                let weight = unit.side.map_or(0.0, weight);
                // What has no language at the very beginning goes with the first run.
                let start = if runs.is_empty() { 0 } else { i };
                runs.push(Run { side, units: start..i + 1, weight, inside: Vec::new() });
            }
        }
    }
    runs
}

/// Joins the runs on both sides of one that is less than a twentieth of the two together and of few
/// lines: a line of the other language in the middle of a block.
fn absorb(runs: Vec<Run>) -> Vec<Run> {
    let mut kept: Vec<Run> = Vec::new();
    for next in runs {
        if let [.., before, small] = &mut kept[..]
            && before.side == next.side
            && small.weight < 0.05 * (before.weight + next.weight)
            && small.weight < 0.5 * before.weight.min(next.weight)
            && small.units.len() <= 6
        {
            before.inside.append(&mut small.inside);
            before.inside.extend(small.units.clone());
            before.inside.extend(&next.inside);
            before.units.end = next.units.end;
            before.weight += next.weight;
            kept.pop();
        } else {
            kept.push(next);
        }
    }
    kept
}

/// Pairs each run with its translation beside it. One pair that holds most of the text stands alone;
/// otherwise the pairing of neighbours that leaves the least weight over, found by dynamic programming.
fn pair(runs: &[Run]) -> Vec<(usize, usize)> {
    let value = |i: usize| {
        let (a, b) = (runs[i].weight, runs[i + 1].weight);
        2.0 * a.min(b) - 0.25 * (a - b).abs()
    };
    let share = |i: usize| runs[i].weight.min(runs[i + 1].weight);
    let best = (0..runs.len().saturating_sub(1)).max_by(|&i, &j| value(i).total_cmp(&value(j)));
    match best {
        None => return Vec::new(),
        Some(i) if share(i) >= 0.6 => return vec![(i, i + 1)],
        Some(_) => {}
    }
    // most[i]: the most that runs before i are worth, and whether the last two of them are a pair.
    let mut most = vec![(0.0, false); runs.len() + 1];
    for i in 1..=runs.len() {
        most[i] = (most[i - 1].0, false);
        if i >= 2 {
            let with = most[i - 2].0 + value(i - 2);
            if with > most[i].0 {
                most[i] = (with, true);
            }
        }
    }
    let mut pairs = Vec::new();
    let mut i = runs.len();
    while i > 0 {
        if most[i].1 {
            pairs.push((i - 2, i - 1));
            i -= 2;
        } else {
            i -= 1;
        }
    }
    pairs.reverse();
    pairs
}
