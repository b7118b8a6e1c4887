//! How the two languages lie in a document: one block after the other, or in turns. Units of one
//! language in a row are a run; runs are paired with the neighbour that translates them, as far as
//! their lengths tell, and what no run of the other language stands opposite to is an island.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{readings::Readings, unit::Unit, writing::Side};

/// Where a unit stands in the layout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum LayoutPlace {
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
    pub(super) places: Vec<LayoutPlace>,
    /// How many pairs of runs there are; 1 if one language follows the other.
    pub(super) pairs: usize,
    /// For each unit in a block of the other language, the half that the block is.
    pub(super) inside: Vec<Option<Side>>,
}

impl Layout {
    /// That of two files: one pair, with nothing beside it.
    pub(super) fn of_one_pair(units: usize) -> Self {
        Self { places: vec![LayoutPlace::Pair(0); units], pairs: 1, inside: vec![None; units] }
    }

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
pub(super) fn layout(units: &[Unit], readings: &Readings<'_>) -> Layout {
    let mut totals = [f64::MIN_POSITIVE; 2];
    for unit in units {
        if let Some(side) = unit.side {
            totals[side.index()] += unit.weight;
        }
    }
    let halves = halves_of(units);
    let runs = absorb(runs(units, &halves, totals));
    let pairs = pair(&runs, units, readings);
    let mut places = vec![LayoutPlace::Inside; units.len()];
    let in_pairs: Vec<Option<usize>> = {
        let mut of_run = vec![None; runs.len()];
        for (number, &(first, second)) in pairs.iter().enumerate() {
            of_run[first] = Some(number);
            of_run[second] = Some(number);
        }
        of_run
    };
    let mut seen = [false; 2];
    let mut inside = vec![None; units.len()];
    for (run, pair) in runs.iter().zip(&in_pairs) {
        let place = pair.map_or(
            LayoutPlace::Island { share: run.weight, after_other: seen[run.side.other().index()] },
            LayoutPlace::Pair,
        );
        seen[run.side.index()] |= pair.is_some();
        for i in run.units.clone() {
            places[i] = place;
        }
        for &i in &run.inside {
            places[i] = LayoutPlace::Inside;
            inside[i] =
                Some(run.side).filter(|_| units[i].side.is_some() && units[i].cut.is_none());
        }
        for i in run.units.clone().filter(|&i| halves[i] != units[i].side) {
            places[i] = LayoutPlace::Inside;
            inside[i] = halves[i];
        }
    }
    Layout { places, pairs: pairs.len(), inside }
}

fn runs(units: &[Unit], halves: &[Option<Side>], totals: [f64; 2]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (i, unit) in units.iter().enumerate() {
        let weight = |side: Side| unit.weight / totals[side.index()];
        match (runs.last_mut(), halves[i]) {
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

/// The half in which each unit stands: that of its language, but for lines that stand letter for letter in both
/// halves and are no less text of the one for being in the language of the other.
fn halves_of(units: &[Unit]) -> Vec<Option<Side>> {
    let mut halves: Vec<Option<Side>> = units.iter().map(|unit| unit.side).collect();
    let key = |i: usize| units[i].side.map(|side| (side, units[i].plain.as_str()));
    let mut copies: BTreeMap<(Side, &str), Vec<usize>> = BTreeMap::new();
    for (i, unit) in units.iter().enumerate() {
        if let Some(key) = key(i).filter(|_| unit.cut.is_none()) {
            copies.entry(key).or_default().push(i);
        }
    }
    let runs = same_side(units);
    let copied_in = |i: usize, range: Range<usize>| {
        let places = key(i).and_then(|key| copies.get(&key));
        places.is_some_and(|places| places.iter().any(|place| range.contains(place)))
    };
    let outside = |i: usize, run: &Range<usize>| {
        copied_in(i, 0..run.start) || copied_in(i, run.end..units.len())
    };
    let is_copy = |run: &Range<usize>| run.clone().all(|i| outside(i, run));
    let source_first = units.iter().find_map(|unit| unit.side);
    for run in &runs {
        let Some(side) = units[run.start].side else { continue };
        let other = Some(side.other());
        let (after, before) = (run.start > 0, run.end < units.len());
        if !(after || before) {
            continue;
        }
        let has_own =
            || runs.iter().any(|r| r != run && units[r.start].side == Some(side) && !is_copy(r));
        if is_copy(run) && has_own() {
            halves[run.clone()].fill(other);
            continue;
        }
        // What comes again after text of the other language goes with that text.
        let head = run.clone().take_while(|&i| after && copied_in(i, 0..run.start)).count();
        if head > 0 && head < run.len() {
            halves[run.start..run.start + head].fill(other);
            continue;
        }
        let n = repeated(units, run);
        if n == 0 {
            continue;
        }
        let is_pair = 2 * n == run.len();
        let takes_tail = match (after, before) {
            (false, true) => true,
            (true, false) => false,
            _ if is_pair => source_first == Some(side),
            _ => continue,
        };
        let part = if takes_tail { run.end - n..run.end } else { run.start..run.start + n };
        // A refrain is no line left in the other half, unless it stands apart from its own.
        let apart = if takes_tail {
            gap(units, part.start.saturating_sub(1)) > gap(units, part.end - 1)
        } else {
            gap(units, part.end - 1) > gap(units, part.start.saturating_sub(1))
        };
        if n > 1 || is_pair || apart || !units[part.start].is_sentence() {
            halves[part].fill(other);
        }
    }
    halves
}

/// The stretches of units of one language; what has none goes with those before it.
fn same_side(units: &[Unit]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (i, unit) in units.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if unit.side.is_none() || unit.side == units[run.start].side => {
                run.end = i + 1;
            }
            _ => runs.push(i..i + 1),
        }
    }
    runs
}

/// How many units at the beginning of a run come again, in the same order, at its end.
fn repeated(units: &[Unit], run: &Range<usize>) -> usize {
    /// Longer lists are looked at by their first lines only.
    const MOST: usize = 64;
    let same = |n: usize| {
        (0..n).all(|k| {
            let (a, b) = (&units[run.start + k], &units[run.end - n + k]);
            a.plain == b.plain && a.cut.is_none() && a.weight > 0.0
        })
    };
    (1..=(run.len() / 2).min(MOST)).rev().find(|&n| same(n)).unwrap_or_default()
}

/// Lines between a unit and the next.
fn gap(units: &[Unit], i: usize) -> usize {
    let next = units.get(i + 1).map_or(usize::MAX, Unit::first_line);
    next.saturating_sub(units[i].last_line())
}

/// Joins the runs on both sides of one that is less than a twentieth of the two together and of few
/// lines: a line of the other language in the middle of a block, which is a good part of its half.
fn absorb(runs: Vec<Run>) -> Vec<Run> {
    let mut kept: Vec<Run> = Vec::new();
    for next in runs {
        if let [.., before, small] = &mut kept[..]
            && before.side == next.side
            && small.weight < 0.05 * (before.weight + next.weight)
            && before.weight + next.weight > 0.25
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
/// otherwise all pairs begin with the same language, but for those that share a line, and leave the
/// least of the text over, by dynamic programming.
fn pair(runs: &[Run], units: &[Unit], readings: &Readings<'_>) -> Vec<(usize, usize)> {
    let share = |i: usize| runs[i].weight.min(runs[i + 1].weight);
    let best = (1..runs.len()).map(|i| i - 1).max_by(|&i, &j| share(i).total_cmp(&share(j)));
    match best {
        None => return Vec::new(),
        Some(i) if share(i) >= 0.6 => return beside(i, runs, units, readings),
        Some(_) => {}
    }
    let values: Vec<Value> = runs.windows(2).map(|two| value(&two[0], &two[1], units)).collect();
    let [source, target] = [Side::Source, Side::Target].map(|first| {
        best_pairs(runs.len(), |i| {
            (runs[i].side == first || values[i].one_line).then_some(values[i].nats)
        })
    });
    if source.0 >= target.0 { source.1 } else { target.1 }
}

/// The pair `best`, and the pairs beside it whose words show that they translate each other.
fn beside(
    best: usize,
    runs: &[Run],
    units: &[Unit],
    readings: &Readings<'_>,
) -> Vec<(usize, usize)> {
    /// What the words of the first units of two runs must say, in nats.
    const ANSWERED: f64 = 1.0;
    let answers = |i: usize| {
        let first = |run: &Run| run.units.clone().find(|&i| units[i].side == Some(run.side));
        let (Some(a), Some(b)) = (first(&runs[i]), first(&runs[i + 1])) else { return false };
        let (source, target) = if runs[i].side == Side::Source { (a, b) } else { (b, a) };
        let nats = readings.nats(source, target);
        let is_text = |run: &Run| run.units.clone().all(|i| units[i].is_sentence());
        let length = (runs[i].weight / runs[i + 1].weight).ln().abs();
        // Pages do not add sentences in both languages side by side.
        nats >= ANSWERED
            || is_text(&runs[i]) && is_text(&runs[i + 1]) && length < 1.0 && nats > -1.5
    };
    let mut pairs = vec![(best, best + 1)];
    let mut at = best;
    while at >= 2 && answers(at - 2) {
        at -= 2;
        pairs.insert(0, (at, at + 1));
    }
    at = best + 2;
    while at + 1 < runs.len() && answers(at) {
        pairs.push((at, at + 1));
        at += 2;
    }
    pairs
}

/// What it is worth to take two neighbouring runs for a pair.
struct Value {
    nats: f64,
    /// Whether the first ends on the line that the second begins on.
    one_line: bool,
}

/// More the longer the two are, the closer their lengths and the more numbers they share.
fn value(first: &Run, second: &Run, units: &[Unit]) -> Value {
    let delta = (first.weight / second.weight).ln() / 0.35;
    let numbers = |run: &Run| -> BTreeSet<&str> {
        units[run.units.clone()].iter().flat_map(|u| &u.numbers).map(String::as_str).collect()
    };
    let (a, b) = (numbers(first), numbers(second));
    let shared = a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64;
    let one_line = first.units.end > first.units.start
        && units[first.units.end - 1].last_line() >= units[second.units.start].first_line();
    let bonus = 1.0 + shared + if one_line { 2.0 } else { 0.0 };
    Value { nats: first.weight.min(second.weight) / (1.0 + delta * delta) * bonus, one_line }
}

/// The pairs of neighbours among `count` runs that are worth most together, and what they are
/// worth; `worth(i)` is that of the pair i, i + 1, if it may be one. Linear.
fn best_pairs(count: usize, worth: impl Fn(usize) -> Option<f64>) -> (f64, Vec<(usize, usize)>) {
    // most[i]: the most that runs before i are worth, and whether the last two of them are a pair.
    let mut most = vec![(0.0, false); count + 1];
    for i in 1..=count {
        most[i] = (most[i - 1].0, false);
        if i >= 2
            && let Some(worth) = worth(i - 2)
            && most[i - 2].0 + worth > most[i].0
        {
            most[i] = (most[i - 2].0 + worth, true);
        }
    }
    let mut pairs = Vec::new();
    let mut i = count;
    while i > 0 {
        if most[i].1 {
            pairs.push((i - 2, i - 1));
            i -= 2;
        } else {
            i -= 1;
        }
    }
    pairs.reverse();
    (most[count].0, pairs)
}
