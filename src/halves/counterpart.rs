//! Which units at the ends of the two halves answer each other. The halves translate one another, so
//! that letterheads, headings and signatures stand at both heads and tails with the same numbers,
//! names and about the same lengths; what the page adds stands on one side only.

use std::ops::Range;

use super::{
    layout::{Layout, LayoutPlace},
    readings::Readings,
    unit::Unit,
};

/// Units compared at each end. Page furniture is rarely longer; the search is quadratic in it.
const WINDOW: usize = 40;
/// Most units of one half that one unit of the other may answer.
const MOST_JOINED: usize = 6;

/// What the comparison of the two ends says about a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Counterpart {
    /// Beyond the part that was compared, or between units with a counterpart.
    Unasked,
    /// Answered by a unit of the other half; how much better than by none, in nats.
    Found(f64),
    /// Nearer to the end of its half than any unit with a counterpart.
    Outside,
}

/// Compares the ends of the two halves, or of each pair of runs where there are few long ones. One
/// answer for each unit. Linear in their number.
pub(super) fn counterparts(
    units: &[Unit],
    layout: &Layout,
    readings: &Readings<'_>,
) -> Vec<Counterpart> {
    /// Units in a pair of runs from which on it is compared by itself.
    const LONG: usize = 8;
    let mut answers = vec![Counterpart::Unasked; units.len()];
    let pair_of = |i: usize| match layout.places[i] {
        LayoutPlace::Pair(pair) => pair,
        _ => usize::MAX,
    };
    let mut pairs = vec![[Vec::new(), Vec::new()]; layout.pairs];
    for (i, unit) in units.iter().enumerate() {
        if let (LayoutPlace::Pair(pair), Some(side)) = (layout.places[i], unit.side) {
            pairs[pair][side.index()].push(i);
        }
    }
    if units.len() >= LONG * pairs.len() {
        for halves in &pairs {
            compare(units, halves, &pair_of, readings, &mut answers);
        }
    } else {
        let half = |side: usize| pairs.iter().flat_map(|pair| &pair[side]).copied().collect();
        compare(units, &[half(0), half(1)], &pair_of, readings, &mut answers);
    }
    answers
}

/// Compares the two ends of the two `halves`, their units in order as indices into `units`.
fn compare(
    units: &[Unit],
    halves: &[Vec<usize>; 2],
    pair_of: &dyn Fn(usize) -> usize,
    readings: &Readings<'_>,
    answers: &mut [Counterpart],
) {
    if halves.iter().any(Vec::is_empty) {
        return;
    }
    let ratio = ratio(units, halves);
    let comparison = Comparison { units, ratio, pair_of, readings };
    for from_tail in [false, true] {
        let ends: [Vec<usize>; 2] = [0, 1].map(|side| {
            let half: &[usize] = &halves[side];
            let mut end = half.to_vec();
            if from_tail {
                end.reverse();
            }
            end.truncate(WINDOW);
            end
        });
        let answered = comparison.align(&ends, from_tail);
        for (side, scores) in answered.iter().enumerate() {
            // In a short document the windows overlap: each end speaks for its own half of it.
            let own = halves[side].len().div_ceil(2);
            let first = scores.iter().position(Option::is_some).unwrap_or(0);
            for (at, (&unit, score)) in ends[side].iter().zip(scores).enumerate().take(own) {
                answers[unit] = match score {
                    Some(score) => Counterpart::Found(*score),
                    None if at < first => Counterpart::Outside,
                    None => Counterpart::Unasked,
                };
            }
        }
    }
}

/// Length of the source half over that of the target half, by their running text where they have it.
fn ratio(units: &[Unit], halves: &[Vec<usize>; 2]) -> f64 {
    let sum = |side: usize, prose: bool| -> f64 {
        let weigh = |&i: &usize| if units[i].is_prose() || !prose { units[i].weight } else { 0.0 };
        halves[side].iter().map(weigh).sum()
    };
    let prose = [sum(0, true), sum(1, true)];
    let [source, target] =
        if prose.iter().all(|&w| w > 300.0) { prose } else { [sum(0, false), sum(1, false)] };
    (source / target.max(1.0)).clamp(0.4, 2.5)
}

/// What the words of a bead say: those of its only pair, or what speaks for each pair of several.
fn shared_words(words: &[Vec<f64>], rows: Range<usize>, columns: Range<usize>) -> f64 {
    if rows.len() == 1 && columns.len() == 1 {
        return words[rows.start][columns.start];
    }
    let pairs = rows.flat_map(|row| columns.clone().map(move |column| (row, column)));
    let nats = pairs.map(|(row, column)| words[row][column]);
    // Each of the several must be answered, and the last of them may not be.
    nats.clone().map(|nats| nats.max(0.0)).sum::<f64>().min(5.0)
        + nats.fold(0.0, f64::min).max(-1.0)
}

/// The beads tried: gaps, 1-1, and one unit of a half against several of the other.
fn steps() -> impl Iterator<Item = (usize, usize)> {
    let several = (1..=MOST_JOINED).map(|n| (1, n)).chain((2..=MOST_JOINED).map(|n| (n, 1)));
    [(0, 1), (1, 0)].into_iter().chain(several)
}

struct Comparison<'a> {
    units: &'a [Unit],
    ratio: f64,
    pair_of: &'a dyn Fn(usize) -> usize,
    readings: &'a Readings<'a>,
}

impl Comparison<'_> {
    /// Aligns two ends, outermost unit first. For each unit the score of its bead, if it is in one.
    fn align(&self, ends: &[Vec<usize>; 2], from_tail: bool) -> [Vec<Option<f64>>; 2] {
        let [rows, columns] = [0, 1].map(|side| ends[side].len());
        let mut best = vec![vec![f64::NEG_INFINITY; columns + 1]; rows + 1];
        let mut step = vec![vec![(0_usize, 0_usize); columns + 1]; rows + 1];
        // Before the first bead, gaps are outside the text.
        let mut inside = vec![vec![false; columns + 1]; rows + 1];
        let words: Vec<Vec<f64>> = ends[0]
            .iter()
            .map(|&source| {
                ends[1].iter().map(|&target| self.readings.nats(source, target)).collect()
            })
            .collect();
        best[0][0] = 0.0;
        for row in 0..=rows {
            for column in 0..=columns {
                for (down, across) in steps().filter(|&(d, a)| d <= row && a <= column) {
                    let from = (row - down, column - across);
                    let outer = !inside[from.0][from.1];
                    let gain = match (down, across) {
                        (0, _) => -self.gap(ends[1][column - 1], outer),
                        (_, 0) => -self.gap(ends[0][row - 1], outer),
                        _ => {
                            let own = self.bead(
                                &ends[0][from.0..row],
                                &ends[1][from.1..column],
                                from_tail,
                            );
                            own + shared_words(&words, from.0..row, from.1..column)
                        }
                    };
                    let total = best[from.0][from.1] + gain;
                    if total > best[row][column] {
                        best[row][column] = total;
                        step[row][column] = (down, across);
                        inside[row][column] = !outer || down > 0 && across > 0;
                    }
                }
            }
        }
        // The other end of the window is open: the best place on its edge.
        let edge = (0..=rows).map(|row| (row, columns)).chain((0..columns).map(|at| (rows, at)));
        let end = edge.max_by(|a, b| best[a.0][a.1].total_cmp(&best[b.0][b.1]));
        let (mut row, mut column) = end.unwrap_or((rows, columns));
        let mut scores = [vec![None; rows], vec![None; columns]];
        while row + column > 0 {
            let (down, across) = step[row][column];
            let from = (row - down, column - across);
            if down > 0 && across > 0 {
                let score = Some(best[row][column] - best[from.0][from.1]);
                scores[0][from.0..row].fill(score);
                scores[1][from.1..column].fill(score);
            }
            (row, column) = from;
        }
        scores
    }

    /// Cost of leaving a unit without counterpart: little outside the text, more inside it, and
    /// more for running text, which a page rarely adds and a translator rarely drops.
    fn gap(&self, unit: usize, outer: bool) -> f64 {
        let prose = if self.units[unit].is_prose() { 0.5 } else { 0.0 };
        if outer { 0.4 + prose } else { 1.0 + prose }
    }

    /// How well units of the source and units of the target answer each other, in nats over two
    /// unrelated ones of ordinary length.
    fn bead(&self, source: &[usize], target: &[usize], from_tail: bool) -> f64 {
        let weight = |side: &[usize]| side.iter().map(|&i| self.units[i].weight).sum::<f64>();
        let (long, short) =
            (weight(source) / self.ratio.sqrt(), weight(target) * self.ratio.sqrt());
        // A unit that adds next to nothing to the length is not shown to belong by it.
        let slight = |side: &[usize]| {
            side.len() > 1 && side.iter().any(|&i| self.units[i].weight < 0.12 * weight(side))
        };
        if slight(source) || slight(target) {
            return f64::NEG_INFINITY;
        }
        let joined = (source.len() + target.len() - 2) as f64;
        let delta = ((long + 6.0) / (short + 6.0)).ln();
        // Spread of the log length ratio over short lines of translations: about 0.4.
        let mut score = 1.4 - delta * delta / (2.0 * 0.4 * 0.4) - 0.9 * joined;
        // The units that face the text, which meet in the document's interleaved layouts.
        let inner = |side: &[usize]| side[if from_tail { 0 } else { side.len() - 1 }];
        let (s, t) = (&self.units[inner(source)], &self.units[inner(target)]);
        score += self.shared_numbers(source, target);
        if s.plain == t.plain && joined == 0.0 {
            score += 5.0;
        }
        if s.latin.intersection(&t.latin).next().is_some() {
            score += 1.0;
        }
        let bracket = |unit: &Unit| unit.text.contains(['[', '［']);
        score += match (bracket(s), bracket(t)) {
            (true, true) => 0.7,
            (false, false) => 0.0,
            _ => -0.2,
        };
        score += if s.is_prose() == t.is_prose() { 0.2 } else { -0.6 };
        if (self.pair_of)(inner(source)) != (self.pair_of)(inner(target)) {
            score -= 2.5;
        }
        score
    }

    fn shared_numbers(&self, source: &[usize], target: &[usize]) -> f64 {
        let all = |side: &[usize]| -> std::collections::BTreeSet<&str> {
            side.iter().flat_map(|&i| self.units[i].numbers.iter().map(String::as_str)).collect()
        };
        let (source, target) = (all(source), all(target));
        match (source.is_empty(), target.is_empty()) {
            (true, true) => 0.0,
            (false, false) => {
                let both = source.intersection(&target).count() as f64;
                let either = source.union(&target).count() as f64;
                if both == 0.0 { -1.0 } else { 3.0 * both / either }
            }
            _ => -0.5,
        }
    }
}
