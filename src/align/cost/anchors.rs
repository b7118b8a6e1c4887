use std::ops::Range;

use super::{Cost, Weights, lexical::runs};
use crate::align::keys::{KeyId, Keys};

/// Translations share their numbers, dates, names, titles and bodies.
///
/// For each value in a bead: −ln of the odds that it is on both sides (or on one only) in a
/// translation, against the odds of meeting it by chance, which the other half's frequencies give. A
/// rare value shared is worth much, a common one little.
#[derive(Debug)]
pub struct AnchorCost<'a> {
    keys: &'a Keys,
    /// The values of every run of segments, `[first][length - 1]`.
    source: Vec<Vec<Vec<KeyId>>>,
    target: Vec<Vec<Vec<KeyId>>>,
    /// See [`Weights::anchor_trust`].
    trust: f64,
}

impl<'a> AnchorCost<'a> {
    /// Weighs the values in `keys`.
    pub(crate) fn new(keys: &'a Keys, weights: &Weights) -> Self {
        let union = |run: &mut Vec<KeyId>, segment: &Vec<KeyId>| {
            run.extend(segment);
            run.sort_unstable();
            run.dedup();
        };
        let (source, target) = (runs(&keys.source, union), runs(&keys.target, union));
        Self { keys, source, target, trust: weights.anchor_trust }
    }

    /// Of a bead with two sides: the cost of the values that both hold, and of those that one holds.
    pub(crate) fn parts(&self, source: &Range<usize>, target: &Range<usize>) -> [f64; 2] {
        let longest = source.len().max(target.len());
        let s = &self.source[source.start][source.len() - 1];
        let t = &self.target[target.start][target.len() - 1];
        let (mut i, mut j) = (0, 0);
        let [mut shared, mut alone] = [0.0; 2];
        while let (Some(&a), Some(&b)) = (s.get(i), t.get(j)) {
            if a == b {
                shared += self.keys.shared_nats(a, longest);
            } else {
                alone += self.keys.alone_nats(a.min(b));
            }
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        let rest = s[i..].iter().chain(&t[j..]);
        alone += rest.map(|&key| self.keys.alone_nats(key)).sum::<f64>();
        [shared, alone]
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
        let [shared, alone] = self.parts(&source, &target);
        (shared + alone) * self.trust
    }
}
