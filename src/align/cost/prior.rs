use std::ops::Range;

use super::Cost;

/// How common a bead of so many segments on each side is.
///
/// The shares are those of the hand-made ladders this project is measured on (news, essays, a
/// constitution-like declaration, manuals, the archive note), rounded, with what never occurred there
/// given a little.
#[derive(Debug, Clone, Copy)]
pub struct PriorCost;

/// −ln of the share of beads n-m, `[n][m]`; infinite where a bead is not considered.
const NEVER: f64 = f64::INFINITY;
#[rustfmt::skip]
const SHARE_NATS: [[f64; 6]; 6] = [
    // 0      1      2      3      4      5   target segments
    [NEVER,   4.2,   NEVER, NEVER, NEVER, NEVER],
    [4.2,     0.2,   2.6,   4.6,   6.5,   8.0],
    [NEVER,   2.6,   5.0,   6.8,   8.5,   NEVER],
    [NEVER,   4.6,   6.8,   8.5,   NEVER, NEVER],
    [NEVER,   6.5,   8.5,   NEVER, NEVER, NEVER],
    [NEVER,   8.0,   NEVER, NEVER, NEVER, NEVER],
];

/// The kinds of bead that are considered, as numbers of source and target segments.
pub(crate) fn kinds() -> Vec<(usize, usize)> {
    let mut kinds = Vec::new();
    for (n, row) in SHARE_NATS.iter().enumerate() {
        for (m, cost) in row.iter().enumerate() {
            if cost.is_finite() {
                kinds.push((n, m));
            }
        }
    }
    kinds
}

impl Cost for PriorCost {
    fn name(&self) -> &'static str {
        "kind of bead"
    }

    fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        SHARE_NATS
            .get(source.len())
            .and_then(|row| row.get(target.len()))
            .copied()
            .unwrap_or(f64::INFINITY)
    }
}
