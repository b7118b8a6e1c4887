use std::ops::Range;

use super::{Cost, Weights};

/// How common a bead of so many segments on each side is.
#[derive(Debug, Clone)]
pub struct PriorCost {
    /// −ln of the share of beads n-m, `[n][m]`; infinite where a bead is not considered.
    nats: [[f64; SIDE]; SIDE],
}

/// No side of a bead has more segments than this.
pub(crate) const LONGEST_RUN: usize = 5;

const SIDE: usize = LONGEST_RUN + 1;

/// Which of [`Weights::beads`] a bead n-m costs, `[n][m]`: `G` is a gap, `.` is not considered.
const KINDS: [&str; SIDE] = [
    //012345 target segments
    ".G....", //
    "G01357", //
    ".1246.", //
    ".346..", //
    ".56...", //
    ".7....", //
];

impl PriorCost {
    /// Takes the costs from `weights`.
    pub fn new(weights: &Weights) -> Self {
        let mut nats = [[f64::INFINITY; SIDE]; SIDE];
        for (row, kinds) in nats.iter_mut().zip(KINDS) {
            for (cell, kind) in row.iter_mut().zip(kinds.bytes()) {
                *cell = match kind {
                    b'G' => weights.gap,
                    b'0'..=b'7' => weights.beads[usize::from(kind - b'0')],
                    _ => f64::INFINITY,
                };
            }
        }
        Self { nats }
    }
}

/// The kinds of bead that are considered, as numbers of source and target segments.
pub(crate) fn kinds() -> Vec<(usize, usize)> {
    let mut kinds = Vec::new();
    for (n, row) in KINDS.iter().enumerate() {
        kinds
            .extend(row.bytes().enumerate().filter(|(_, kind)| *kind != b'.').map(|(m, _)| (n, m)));
    }
    kinds
}

impl Cost for PriorCost {
    fn name(&self) -> &'static str {
        "kind of bead"
    }

    fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        let row = self.nats.get(source.len());
        row.and_then(|row| row.get(target.len())).copied().unwrap_or(f64::INFINITY)
    }
}
