use std::ops::Range;

use super::{Cost, Weights};
use crate::align::keys::{KeyId, Keys};

/// Translations share their numbers, dates, names, titles and bodies.
///
/// For each value in a bead: −ln of the odds that it is on both sides (or on one only) in a
/// translation, against the odds of meeting it by chance, which the other half's frequencies give. A
/// rare value shared is worth much, a common one little.
#[derive(Debug)]
pub struct AnchorCost<'a> {
    keys: &'a Keys,
    /// See [`Weights::anchor_trust`].
    trust: f64,
}

impl<'a> AnchorCost<'a> {
    /// Weighs the values in `keys`.
    pub(crate) fn new(keys: &'a Keys, weights: &Weights) -> Self {
        Self { keys, trust: weights.anchor_trust }
    }
}

impl Cost for AnchorCost<'_> {
    fn name(&self) -> &'static str {
        "anchors"
    }

    fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if source.is_empty() || target.is_empty() {
            return 0.0;
        }
        let (n, m) = (source.len(), target.len());
        let s = union(&self.keys.source[source]);
        let t = union(&self.keys.target[target]);
        let (mut i, mut j) = (0, 0);
        let mut cost = 0.0;
        while i < s.len() || j < t.len() {
            match (s.get(i), t.get(j)) {
                (Some(&a), Some(&b)) if a == b => {
                    cost += self.keys.shared_nats(a, n, m);
                    i += 1;
                    j += 1;
                }
                (Some(&a), b) if b.is_none_or(|&b| a < b) => {
                    cost += self.keys.alone_nats(a);
                    i += 1;
                }
                (_, Some(&b)) => {
                    cost += self.keys.alone_nats(b);
                    j += 1;
                }
                _ => break,
            }
        }
        cost * self.trust
    }
}

fn union(segments: &[Vec<KeyId>]) -> Vec<KeyId> {
    if let [one] = segments {
        return one.clone();
    }
    let mut all = segments.concat();
    all.sort_unstable();
    all.dedup();
    all
}
