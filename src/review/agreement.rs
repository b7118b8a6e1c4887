//! How far two reviewers agree on findings that both judged.

use std::collections::BTreeMap;

use super::{
    decision::{self, Verdict},
    fault::Result,
    store::Store,
};

/// What two reviewers said of the findings that both judged.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Agreement {
    /// Who they are.
    pub reviewers: [String; 2],
    /// How often one said this and the other that: right, arguable, wrong.
    pub counts: [[usize; 3]; 3],
}

/// Verdicts by document and finding.
type Said = BTreeMap<(String, String), Verdict>;

impl Agreement {
    fn of(reviewers: [&str; 2], said: [&Said; 2]) -> Self {
        let mut counts = [[0; 3]; 3];
        let row = |verdict: Verdict| match verdict {
            Verdict::Right => Some(0),
            Verdict::Arguable => Some(1),
            Verdict::Wrong => Some(2),
            Verdict::Later => None,
        };
        for (finding, one) in said[0] {
            let other = said[1].get(finding).and_then(|other| row(*other));
            if let (Some(one), Some(other)) = (row(*one), other) {
                counts[one][other] += 1;
            }
        }
        Self { reviewers: reviewers.map(str::to_owned), counts }
    }

    /// Findings that both judged.
    pub fn both(&self) -> usize {
        self.counts.iter().flatten().sum()
    }

    /// Those of which both said the same.
    pub fn same(&self) -> usize {
        (0..3).map(|n| self.counts[n][n]).sum()
    }

    /// Cohen's κ (1960): the agreement beyond what chance would give; none if chance alone gives all of it, or nothing was
    /// judged by both.
    pub fn kappa(&self) -> Option<f64> {
        let all = self.both() as f64;
        let sum = |counts: [usize; 3]| counts.iter().sum::<usize>() as f64 / all;
        let by_chance: f64 = (0..3)
            .map(|n| sum(self.counts[n]) * sum([0, 1, 2].map(|row: usize| self.counts[row][n])))
            .sum();
        let share = self.same() as f64 / all;
        (self.both() > 0 && by_chance < 1.0).then(|| (share - by_chance) / (1.0 - by_chance))
    }
}

/// Each two reviewers of some stores: findings are the same if their document is called the same and their id is.
///
/// # Errors
///
/// [`Fault::Store`](super::Fault::Store).
pub fn agreements(stores: &[Store]) -> Result<Vec<Agreement>> {
    let mut said: BTreeMap<String, Said> = BTreeMap::new();
    for store in stores {
        for (document, name) in store.documents()? {
            for reviewer in store.reviewers(document)? {
                let current = store.current(document, &reviewer)?;
                let own = said.entry(reviewer).or_default();
                for (id, judgement) in decision::judgements(&current) {
                    own.insert((name.clone(), id), judgement.verdict);
                }
            }
        }
    }
    let reviewers: Vec<(&String, &Said)> = said.iter().collect();
    let mut all = Vec::new();
    for (at, (one, of_one)) in reviewers.iter().enumerate() {
        for (other, of_other) in &reviewers[at + 1..] {
            all.push(Agreement::of([one, other], [of_one, of_other]));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_more_than_what_chance_gives() {
        #[rustfmt::skip]
        let cases = [
            ([[20, 0, 5], [0, 0, 0], [10, 0, 15]],  Some(0.4), "the example of the textbooks: 35 of 50, 25 by chance"),
            ([[5, 0, 0], [0, 5, 0], [0, 0, 5]],     Some(1.0), "always the same"),
            ([[0, 0, 5], [0, 0, 0], [5, 0, 0]],     Some(-1.0), "never"),
            ([[5, 0, 0], [0, 0, 0], [0, 0, 0]],     None,      "all right: chance would give that too"),
            ([[0; 3]; 3],                           None,      "nothing judged by both"),
        ];
        for (counts, expected, why) in cases {
            let found = Agreement { counts, ..Agreement::default() }.kappa();
            let is_it = match (found, expected) {
                (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
                (found, expected) => found == expected,
            };
            assert!(is_it, "{why}: {found:?}");
        }
    }
}
