use std::ops::Range;

use super::{Cost, Weights};
use crate::align::vectors::RunVectors;

/// Translations mean the same: the vectors of both sides are close.
///
/// The distance of the two vectors is divided by their mean distance to passages taken at random
/// (Thompson and Koehn 2019, "Vecalign"), because some sentences are close to everything. What is left
/// is turned into nats by a straight line: a share of the chance distance, [`Weights::chance_share`],
/// says nothing, less speaks for the bead and more against it.
#[derive(Debug)]
pub struct VectorCost<'a> {
    source: &'a RunVectors,
    target: &'a RunVectors,
    share: f64,
    slope: f64,
}

impl<'a> VectorCost<'a> {
    /// Uses the vectors of all runs of both halves.
    pub(crate) fn new([source, target]: &'a [RunVectors; 2], weights: &Weights) -> Self {
        let Weights { chance_share, distance_nats, .. } = *weights;
        Self { source, target, share: chance_share, slope: distance_nats }
    }
}

impl Cost for VectorCost<'_> {
    fn name(&self) -> &'static str {
        "meaning"
    }

    fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if source.is_empty() || target.is_empty() {
            return 0.0;
        }
        // What was not worth encoding is as far off as any passage taken at random.
        let Some(cosine) = self.source.cosine(&source, self.target, &target) else {
            return self.slope * (1.0 - self.share);
        };
        let distance = 1.0 - cosine;
        let chance = f32::midpoint(self.source.chance(&source), self.target.chance(&target));
        self.slope * (f64::from(distance / chance.max(0.05)) - self.share)
    }
}
