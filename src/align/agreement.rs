use std::collections::BTreeSet;

use super::{
    Alignment, Bead,
    cost::Weights,
    keys::{KeyId, Keys},
};
use crate::anchor::Anchors;

/// How far the two sides of the beads hold the same values: whether the halves belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Share of the values of the source sides that the target sides hold too, rare values counting
    /// more; 0–1.
    pub shared: f64,
    /// The same share where each source side is compared with the target side of a bead far off: what
    /// would be shared by chance.
    pub by_chance: f64,
    /// Beads that hold a value on the source side.
    pub beads: usize,
}

/// With fewer beads to go by nothing can be said.
const ENOUGH_BEADS: usize = 6;

/// Translations share at least so much more than chance; halves of different documents do not.
const LEAST_GAIN: f64 = 0.15;

/// In a document whose passages all hold the same values these tell nothing.
const MOST_CHANCE: f64 = 0.4;

impl Agreement {
    /// Compares the values on both sides of every bead.
    pub fn of(anchors: &Anchors, alignment: &Alignment) -> Self {
        let keys = Keys::collect_all(anchors, &Weights::default());
        let beads: Vec<&Bead> = alignment.beads.iter().filter(|bead| !bead.is_gap()).collect();
        let union = |half: &[Vec<KeyId>], range: &std::ops::Range<usize>| -> BTreeSet<KeyId> {
            half[range.clone()].iter().flatten().copied().collect()
        };
        let sources: Vec<_> = beads.iter().map(|bead| union(&keys.source, &bead.source)).collect();
        let targets: Vec<_> = beads.iter().map(|bead| union(&keys.target, &bead.target)).collect();
        let worth = |set: &mut dyn Iterator<Item = &KeyId>| -> f64 {
            set.map(|&key| keys.worth(key)).sum()
        };
        let all: f64 = sources.iter().map(|set| worth(&mut set.iter())).sum();
        let shared_at = |offset: usize| -> f64 {
            let pairs = sources.iter().zip(targets.iter().cycle().skip(offset));
            pairs.map(|(s, t)| worth(&mut s.intersection(t))).sum()
        };
        let far: BTreeSet<usize> =
            [beads.len() / 4, beads.len() / 2, beads.len() * 3 / 4].into_iter().collect();
        let by_chance = far.iter().map(|&offset| shared_at(offset)).sum::<f64>();
        // An empty sum is −0.
        let share = |worth: f64| if all > 0.0 { (worth / all).abs() } else { 0.0 };
        Self {
            shared: share(shared_at(0)),
            by_chance: share(by_chance / far.len().max(1) as f64),
            beads: sources.iter().filter(|set| !set.is_empty()).count(),
        }
    }

    /// Whether the halves share so little that they are hardly translations of each other. `false`
    /// where there is too little to go by.
    pub fn is_doubtful(&self) -> bool {
        // Where not even chance gives anything, the values of the two sides are of kinds that are not compared.
        let telling =
            self.beads >= ENOUGH_BEADS && self.by_chance > 0.0 && self.by_chance < MOST_CHANCE;
        telling && self.shared - self.by_chance < LEAST_GAIN
    }
}
