use std::ops::Range;

use super::{
    Alignment, Bead,
    corridor::{Corridor, Table},
    cost::{Cost, prior},
};

/// Costs are divided by this before they are read as probabilities: the kinds of evidence are not as
/// independent as their sum pretends.
const TEMPERATURE: f64 = 1.6;

/// The ladder with the least sum of costs, each bead with its posterior probability.
///
/// O(cells × kinds of bead) in time, O(cells) in memory.
pub(crate) fn best_ladder(costs: &[&dyn Cost], corridor: &Corridor) -> Alignment {
    let kinds = prior::kinds();
    let last = (corridor.rows.len() - 1, corridor.rows[corridor.rows.len() - 1].end - 1);
    let cost = |source: Range<usize>, target: Range<usize>| -> f64 {
        costs.iter().map(|cost| cost.cost(source.clone(), target.clone())).sum()
    };
    let mut best = Table::new(corridor, f64::INFINITY);
    let mut kind_of = Table::new(corridor, u8::MAX);
    let mut forward = Table::new(corridor, f64::NEG_INFINITY);
    // The costs of all beads that end in a cell, kept for the way back.
    let mut ending = Table::new(corridor, [f32::INFINITY; KINDS]);
    *best.at(0, 0) = 0.0;
    *forward.at(0, 0) = 0.0;
    for i in 0..=last.0 {
        for j in corridor.rows[i].clone() {
            for (k, &(a, b)) in kinds.iter().enumerate() {
                if a > i || b > j || !corridor.contains(i - a, j - b) {
                    continue;
                }
                let before = best.get(i - a, j - b);
                if before.is_infinite() {
                    continue;
                }
                let step = cost(i - a..i, j - b..j);
                #[expect(clippy::cast_possible_truncation, reason = "nats need no more digits")]
                let kept = step as f32;
                ending.at(i, j)[k] = kept;
                if before + step < best.get(i, j) {
                    *best.at(i, j) = before + step;
                    *kind_of.at(i, j) = u8::try_from(k).unwrap_or(u8::MAX);
                }
                let path = forward.get(i - a, j - b) - step / TEMPERATURE;
                *forward.at(i, j) = log_add(forward.get(i, j), path);
            }
        }
    }
    let mut backward = Table::new(corridor, f64::NEG_INFINITY);
    *backward.at(last.0, last.1) = 0.0;
    for i in (0..=last.0).rev() {
        for j in corridor.rows[i].clone().rev() {
            let here = backward.get(i, j);
            if here == f64::NEG_INFINITY {
                continue;
            }
            for (k, &(a, b)) in kinds.iter().enumerate() {
                let step = f64::from(ending.get(i, j)[k]);
                if step.is_finite() {
                    let path = here - step / TEMPERATURE;
                    *backward.at(i - a, j - b) = log_add(backward.get(i - a, j - b), path);
                }
            }
        }
    }
    let all = forward.get(last.0, last.1);
    let mut beads = Vec::new();
    let (mut i, mut j) = last;
    while (i, j) != (0, 0) {
        let Some(&(a, b)) = kinds.get(usize::from(kind_of.get(i, j))) else { break };
        let step = cost(i - a..i, j - b..j);
        let path = forward.get(i - a, j - b) - step / TEMPERATURE + backward.get(i, j);
        let score = (path - all).exp().clamp(0.0, 1.0);
        beads.push(Bead { source: i - a..i, target: j - b..j, score, cost: step });
        (i, j) = (i - a, j - b);
    }
    beads.reverse();
    Alignment { beads }
}

/// As many as [`prior::kinds`] gives.
const KINDS: usize = 17;

/// ln(eᵃ + eᵇ).
fn log_add(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}
