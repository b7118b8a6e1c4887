use std::ops::Range;

use super::{Cost, Weights};
use crate::{
    segment::{Bitext, Half},
    text::{Language, Order},
};

/// Sides of a bead have lengths that go together.
///
/// After Gale and Church (1993, "A Program for Aligning Sentences in Bilingual Corpora",
/// *Computational Linguistics* 19(1)), but on the logarithm of the lengths' ratio, with a heavy tail
/// (Student's t with four degrees of freedom), because free translations stray further than a normal
/// distribution forgives, and measured against the spread of random pairs of the same document.
#[derive(Debug, Clone)]
pub struct LengthCost {
    /// Characters without white space before each source segment, and in all.
    source: Vec<f64>,
    target: Vec<f64>,
    /// Target characters for one source character.
    ratio: f64,
    /// Spread of the log ratio among random pairs.
    chance_spread: f64,
    /// See [`Weights::spread`].
    spread: [f64; 2],
}

/// Korean characters for one English character: 0.44 to 0.49 in translated books, news and manuals,
/// white space left out.
const CHARS_FOR_ONE: f64 = 0.46;

/// How many characters of the document weigh as much as that expectation.
const EXPECTATION_CHARS: f64 = 500.0;

/// Keeps the ratio of very short segments from going to extremes: added to both lengths.
const OFFSET_CHARS: f64 = 2.0;

impl LengthCost {
    /// Measures both halves.
    pub fn new(bitext: &Bitext, weights: &Weights) -> Self {
        let (source, target) = (sums(&bitext.source), sums(&bitext.target));
        let total = |sums: &[f64]| sums.last().copied().unwrap_or_default();
        let expected = expected_ratio(&bitext.source.language, &bitext.target.language);
        let (weight, expected) =
            expected.map_or((0.0, 1.0), |expected| (EXPECTATION_CHARS, expected));
        let ratio = (total(&target) + weight * expected + 1.0) / (total(&source) + weight + 1.0);
        let chance_spread = spread(&source).hypot(spread(&target)).clamp(0.6, 1.6);
        Self { source, target, ratio, chance_spread, spread: weights.spread }
    }

    /// How many segments each half has.
    pub(in crate::align) fn segments(&self) -> [usize; 2] {
        [self.source.len() - 1, self.target.len() - 1]
    }

    /// Characters of some segments of the source (0) or of the target (1), white space left out.
    pub(in crate::align) fn chars(&self, side: usize, run: &Range<usize>) -> f64 {
        let sums = [&self.source, &self.target][side];
        sums[run.end] - sums[run.start]
    }
}

/// Characters of `target` for one of `source`, white space left out, where that is known.
pub(crate) fn expected_ratio(source: &Language, target: &Language) -> Option<f64> {
    Order::of(source, target).map(|order| match order {
        Order::Straight => CHARS_FOR_ONE,
        Order::Turned => 1.0 / CHARS_FOR_ONE,
    })
}

/// Running sums of the segments' lengths in characters, white space left out.
pub(in crate::align) fn sums(half: &Half) -> Vec<f64> {
    let mut sums = vec![0.0];
    let mut sum = 0.0;
    for segment in &half.segments {
        sum += segment.text.chars().filter(|c| !c.is_whitespace()).count() as f64;
        sums.push(sum);
    }
    sums
}

/// Standard deviation of the logarithms of the segments' lengths.
fn spread(sums: &[f64]) -> f64 {
    let logs: Vec<f64> = sums.windows(2).map(|w| (w[1] - w[0] + OFFSET_CHARS).ln()).collect();
    if logs.is_empty() {
        return 0.0;
    }
    let mean = logs.iter().sum::<f64>() / logs.len() as f64;
    (logs.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / logs.len() as f64).sqrt()
}

impl Cost for LengthCost {
    fn name(&self) -> &'static str {
        "length"
    }

    fn cost(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if source.is_empty() || target.is_empty() {
            return 0.0;
        }
        let s = (self.source[source.end] - self.source[source.start]) * self.ratio;
        let t = self.target[target.end] - self.target[target.start];
        let log_ratio = ((t + OFFSET_CHARS) / (s + OFFSET_CHARS)).ln();
        let [long, short] = self.spread;
        let spread = long + short / f64::midpoint(s, t).max(1.0).sqrt();
        let spread = spread.min(self.chance_spread);
        // Density of t4 is 3/8 · (1 + x²/4)^(−5/2), of the normal 1/√2π · e^(−x²/2).
        let x = log_ratio / spread;
        let true_nats = spread.ln() - 0.375_f64.ln() + 2.5 * (x * x / 4.0).ln_1p();
        let y = log_ratio / self.chance_spread;
        let chance_nats = self.chance_spread.ln() + 0.918_94 + y * y / 2.0;
        true_nats - chance_nats
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::keys::tests::bitext;

    #[test]
    fn like_lengths_are_evidence_for_a_bead_and_unlike_ones_against() {
        let long = "The plenum was put off until the end of August after all that had happened.";
        let bitext = bitext(
            &[long, "No."],
            &["총회는 모든 일이 일어난 뒤 8월 말까지 연기되였다고 한다.", "아니."],
        );
        let cost = LengthCost::new(&bitext, &Weights::default());
        assert!(cost.cost(0..1, 0..1) < -0.3);
        assert!(cost.cost(0..1, 1..2) > 1.0);
        assert!(cost.cost(0..1, 0..0) == 0.0, "a gap has no ratio");
    }
}
