//! In which order findings are looked at, how probably each is right by what was decided here, and how many errors are
//! likely among those that were not looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::decision::{Came, Verdict};
use crate::rule::Severity;

/// What the shipped rate of a rule weighs, in verdicts.
const SHIPPED: f64 = 8.0;
/// What a finding is worth that is not the first of its group.
const AGAIN: f64 = 0.1;
/// One in so many is drawn from below.
const DRAWN: usize = 10;

/// A finding as the queue sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting<'a> {
    /// How much it matters.
    pub severity: Severity,
    /// How probably it is right.
    pub probability: f64,
    /// What it shares with its like.
    pub group: &'a str,
}

/// How often findings of a rule were right here.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Seen {
    /// Right ones; an arguable one is half right.
    pub right: f64,
    /// All that were decided; those dismissed together are one.
    pub of: f64,
}

impl Seen {
    /// Counts a verdict.
    pub(super) fn add(&mut self, verdict: Verdict) {
        if verdict.is_decision() {
            self.right += verdict.share();
            self.of += 1.0;
        }
    }
}

/// How probably a finding is right, by what was `seen` of its rule here and by the rate `shipped` for its kind.
pub fn probability(seen: Seen, shipped: f64) -> f64 {
    (seen.right + SHIPPED * shipped) / (seen.of + SHIPPED)
}

fn weight(severity: Severity) -> f64 {
    match severity {
        Severity::Critical => 25.0,
        Severity::Major => 5.0,
        Severity::Minor => 1.0,
    }
}

/// The order in which findings come, each with how it comes: by what looking at it is worth, and one in ten drawn from
/// those still far down, or calibration would learn from the top alone. The same for the same `seed`.
pub fn order(waiting: &[Waiting<'_>], seed: u64) -> Vec<(usize, Came)> {
    let mut by_worth: Vec<usize> = (0..waiting.len()).collect();
    let plain = |at: usize| weight(waiting[at].severity) * waiting[at].probability;
    by_worth.sort_by(|a, b| plain(*b).total_cmp(&plain(*a)));
    let mut groups = BTreeSet::new();
    let mut worth: BTreeMap<usize, f64> = BTreeMap::new();
    for at in &by_worth {
        let novelty = if groups.insert(waiting[*at].group) { 1.0 } else { AGAIN };
        worth.insert(*at, plain(*at) * novelty);
    }
    by_worth.sort_by(|a, b| worth[b].total_cmp(&worth[a]));
    let mut state = seed;
    let mut order = Vec::with_capacity(waiting.len());
    while !by_worth.is_empty() {
        let is_drawn = order.len() % DRAWN == DRAWN - 1 && by_worth.len() > 1;
        if is_drawn {
            // A plain generator (Knuth's constants): the draw must be blind, not secret.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let half = by_worth.len() / 2;
            let below = usize::try_from(state >> 33).unwrap_or_default() % (by_worth.len() - half);
            order.push((by_worth.remove(half + below), Came::Random));
        } else {
            order.push((by_worth.remove(0), Came::Queue));
        }
    }
    order
}

/// How many of some findings are likely right: the sum of their probabilities, and where it lies with 95 % certainty.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Likely {
    /// The sum.
    pub sum: f64,
    /// From here …
    pub low: f64,
    /// … to here.
    pub high: f64,
}

impl Likely {
    /// That of findings that are right with these probabilities, independently of each other.
    pub fn of(probabilities: impl IntoIterator<Item = f64>) -> Self {
        let (mut sum, mut variance, mut count) = (0.0, 0.0, 0.0);
        for p in probabilities {
            sum += p;
            variance += p * (1.0 - p);
            count += 1.0;
        }
        let around = 1.96 * variance.sqrt();
        Self { sum, low: (sum - around).max(0.0), high: (sum + around).min(count) }
    }
}

/// At most this share of pairs holds an error, with 95 % certainty, if none of `clean` that were drawn does.
pub fn bound(clean: usize) -> f64 {
    if clean == 0 { 1.0 } else { 1.0 - 0.05_f64.powf(1.0 / clean as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(severity: Severity, probability: f64, group: &str) -> Waiting<'_> {
        Waiting { severity, probability, group }
    }

    #[test]
    fn what_is_worth_most_comes_first() {
        use Severity::{Critical, Major, Minor};
        #[rustfmt::skip]
        let cases = [
            // first                     then                          why
            (waiting(Critical, 0.5, "a"), waiting(Major, 0.99, "b"),   "a critical one is worth five major ones"),
            (waiting(Major, 0.9, "a"),    waiting(Major, 0.6, "b"),    "the surer of two"),
            (waiting(Major, 0.6, "a"),    waiting(Minor, 0.99, "b"),   "a minor one can wait"),
        ];
        for (first, then, why) in cases {
            let order = order(&[then, first], 1);
            assert_eq!(order, [(1, Came::Queue), (0, Came::Queue)], "{why}");
        }
        let alike = [waiting(Major, 0.9, "a"), waiting(Major, 0.9, "a"), waiting(Major, 0.5, "b")];
        let order: Vec<usize> = order(&alike, 1).into_iter().map(|(at, _)| at).collect();
        assert_eq!(order, [0, 2, 1], "the second of a kind tells little");
    }

    #[test]
    fn one_in_ten_is_drawn_and_each_comes_once() {
        let many: Vec<Waiting<'_>> =
            (0..100).map(|n| waiting(Severity::Major, 1.0 - f64::from(n) / 200.0, "")).collect();
        let order_of = |seed| order(&many, seed);
        let order = order_of(7);
        let drawn = order.iter().filter(|(_, came)| *came == Came::Random).count();
        assert_eq!(drawn, 9, "the last one is not drawn from one");
        let mut all: Vec<usize> = order.iter().map(|(at, _)| *at).collect();
        all.sort_unstable();
        assert_eq!(all, (0..100).collect::<Vec<_>>());
        assert_eq!(order, order_of(7), "the same for the same document");
    }

    #[test]
    fn what_was_decided_here_counts_more_and_more() {
        let seen = |right, of| Seen { right, of };
        #[rustfmt::skip]
        let cases = [
            (seen(0.0, 0.0),    0.80, "nothing decided: the shipped rate"),
            (seen(0.0, 8.0),    0.40, "eight wrong ones weigh as much as that"),
            (seen(80.0, 80.0),  0.98, "many weigh more"),
        ];
        for (seen, expected, why) in cases {
            assert!((probability(seen, 0.8) - expected).abs() < 0.005, "{why}");
        }
    }

    #[test]
    fn what_is_left_is_counted_with_what_is_not_known() {
        let likely = Likely::of([0.5; 16]);
        assert!((likely.sum - 8.0).abs() < 1e-9 && likely.low < 5.0 && likely.high > 11.0);
        let sure = Likely::of([1.0, 1.0, 0.0]);
        assert!((sure.low - 2.0).abs() < 1e-9 && (sure.high - 2.0).abs() < 1e-9, "nothing is open");
        assert!((bound(20) - 0.139).abs() < 0.001, "none in twenty");
        assert!((bound(0) - 1.0).abs() < 1e-9, "nothing looked at, nothing known");
    }
}
