//! Ladders against gold ladders.
//!
//! *Strict* counts a bead as right if gold holds the same bead, *lax* if it shares a source and a
//! target segment with one gold bead. As in the evaluation that comes with Vecalign (Thompson and
//! Koehn 2019, "Vecalign: Improved Sentence Alignment in Linear Time and Space"), precision is over
//! all beads of the hypothesis, gaps included, and recall over the gold beads that are no gaps.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{f1, share};
use crate::align::ladder::Rung;

/// How well ladders agree with gold, all counts summed over the pairs before dividing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[allow(non_snake_case, reason = "the names under which these figures are published")]
pub struct Score {
    /// Strict precision.
    pub sP: f64,
    /// Strict recall.
    pub sR: f64,
    /// Strict F1.
    pub sF: f64,
    /// Lax precision.
    pub lP: f64,
    /// Lax recall.
    pub lR: f64,
    /// Lax F1.
    pub lF: f64,
    /// Strict precision without gaps.
    pub sPn: f64,
    /// Strict F1 without gaps.
    pub sFn: f64,
    /// Lax precision without gaps.
    pub lPn: f64,
    /// Lax F1 without gaps.
    pub lFn: f64,
    /// Precision over the segments left without a counterpart.
    pub nullP: f64,
    /// Recall over the segments left without a counterpart.
    pub nullR: f64,
    /// F1 over the segments left without a counterpart.
    pub nullF: f64,
    /// Strict precision after the segments of each gold bead were made one (for gold in whole verses).
    pub vP: f64,
    /// Strict recall after the segments of each gold bead were made one.
    pub vR: f64,
    /// Strict F1 after the segments of each gold bead were made one.
    pub vF: f64,
    /// Share of the beads of the hypothesis that lie inside one gold bead.
    pub pure: f64,
    /// Share of the segments aligned in gold that lie in such a bead.
    pub cov: f64,
    /// Beads in the hypotheses, gaps included.
    pub beads: usize,
    /// Beads in gold, gaps left out.
    pub gold: usize,
    /// Segments that gold leaves without a counterpart.
    pub goldnull: usize,
}

/// Scores each hypothesis (first of its pair) against its gold ladder (second). `n log n` in the
/// number of links.
pub fn score(pairs: &[(Vec<Rung>, Vec<Rung>)]) -> Score {
    let mut all = Tally::default();
    let mut gold = Tally::default();
    let mut whole = Tally::default();
    let (mut nulls, mut gold_nulls, mut right_nulls) = (0, 0, 0);
    let mut folds = Folds::default();
    for (hypothesis, reference) in pairs {
        let (hypothesis, reference) = (&sorted(hypothesis), &sorted(reference));
        let linked = |rungs: &[Rung]| -> Vec<Rung> {
            rungs.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()).cloned().collect()
        };
        let (hypothesis_links, reference_links) = (linked(hypothesis), linked(reference));
        all.add(hypothesis, reference);
        gold.add(&reference_links, &hypothesis_links);
        whole.add(&hypothesis_links, &reference_links);
        let (mine, theirs) = (alone(hypothesis), alone(reference));
        nulls += mine.len();
        gold_nulls += theirs.len();
        right_nulls += mine.intersection(&theirs).count();
        folds.add(&hypothesis_links, &reference_links);
    }
    let (precision, recall) = (share(all.strict, all.beads), share(gold.strict, gold.beads));
    let (lax_precision, lax_recall) = (share(all.lax, all.beads), share(gold.lax, gold.beads));
    let (linked, lax_linked) = (share(whole.strict, whole.beads), share(whole.lax, whole.beads));
    let (null_precision, null_recall) = (share(right_nulls, nulls), share(right_nulls, gold_nulls));
    let folded = (share(folds.right, folds.groups), share(folds.right, folds.gold));
    Score {
        sP: precision,
        sR: recall,
        sF: f1(precision, recall),
        lP: lax_precision,
        lR: lax_recall,
        lF: f1(lax_precision, lax_recall),
        sPn: linked,
        sFn: f1(linked, recall),
        lPn: lax_linked,
        lFn: f1(lax_linked, lax_recall),
        nullP: null_precision,
        nullR: null_recall,
        nullF: f1(null_precision, null_recall),
        vP: folded.0,
        vR: folded.1,
        vF: f1(folded.0, folded.1),
        pure: share(folds.pure, folds.beads),
        cov: share(folds.covered, folds.segments),
        beads: all.beads,
        gold: gold.beads,
        goldnull: gold_nulls,
    }
}

/// The same beads with the segments of each side in order, so that equal beads are equal values.
fn sorted(rungs: &[Rung]) -> Vec<Rung> {
    let mut rungs = rungs.to_vec();
    for (source, target) in &mut rungs {
        source.sort_unstable();
        target.sort_unstable();
    }
    rungs
}

/// Beads of one ladder, and how many of them another ladder has.
#[derive(Default)]
struct Tally {
    beads: usize,
    strict: usize,
    lax: usize,
}

impl Tally {
    fn add(&mut self, judged: &[Rung], by: &[Rung]) {
        let distinct = |rungs: &[Rung]| -> BTreeSet<Rung> {
            rungs.iter().filter(|(s, t)| !s.is_empty() || !t.is_empty()).cloned().collect()
        };
        let (judged, by) = (distinct(judged), distinct(by));
        let links: BTreeSet<(usize, usize)> = by
            .iter()
            .flat_map(|(s, t)| s.iter().flat_map(|&i| t.iter().map(move |&j| (i, j))))
            .collect();
        for bead in &judged {
            let strict = by.contains(bead);
            let touches =
                || bead.0.iter().any(|&i| bead.1.iter().any(|&j| links.contains(&(i, j))));
            self.beads += 1;
            self.strict += usize::from(strict);
            self.lax += usize::from(strict || touches());
        }
    }
}

/// A segment of either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Source(usize),
    Target(usize),
}

/// The segments that stand in a gap.
fn alone(rungs: &[Rung]) -> BTreeSet<Node> {
    let mut nodes = BTreeSet::new();
    for (source, target) in rungs {
        if target.is_empty() {
            nodes.extend(source.iter().map(|&i| Node::Source(i)));
        }
        if source.is_empty() {
            nodes.extend(target.iter().map(|&j| Node::Target(j)));
        }
    }
    nodes
}

/// The hypothesis seen through the gold beads: every gold bead is one unit on each side.
#[derive(Default)]
struct Folds {
    /// Groups of units that the hypothesis links.
    groups: usize,
    /// Groups that are one gold bead.
    right: usize,
    /// Gold beads.
    gold: usize,
    /// Beads of the hypothesis.
    beads: usize,
    /// Those of them that lie inside one gold bead.
    pure: usize,
    /// Segments in them.
    covered: usize,
    /// Segments that gold aligns.
    segments: usize,
}

/// The gold bead a segment belongs to or, where gold leaves it alone, the segment itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Bead(usize),
    Alone(usize),
}

impl Folds {
    fn add(&mut self, hypothesis: &[Rung], gold: &[Rung]) {
        let mut sources = BTreeMap::new();
        let mut targets = BTreeMap::new();
        for (number, (source, target)) in gold.iter().enumerate() {
            sources.extend(source.iter().map(|&i| (i, number)));
            targets.extend(target.iter().map(|&j| (j, number)));
        }
        self.gold += gold.len();
        self.segments += sources.len() + targets.len();
        let unit = |beads: &BTreeMap<usize, usize>, index: usize| {
            beads.get(&index).map_or(Unit::Alone(index), |&bead| Unit::Bead(bead))
        };
        let distinct: BTreeSet<&Rung> = hypothesis.iter().collect();
        let mut groups = Groups::default();
        for (source, target) in distinct {
            let left = source.iter().map(|&i| (true, unit(&sources, i)));
            let right = target.iter().map(|&j| (false, unit(&targets, j)));
            let members: BTreeSet<(bool, Unit)> = left.chain(right).collect();
            groups.join(&members);
            let one_bead = |&(_, unit): &(bool, Unit)| match unit {
                Unit::Bead(bead) => Some(bead),
                Unit::Alone(_) => None,
            };
            let beads: BTreeSet<Option<usize>> = members.iter().map(one_bead).collect();
            let pure = beads.len() == 1 && !beads.contains(&None);
            self.beads += 1;
            self.pure += usize::from(pure);
            self.covered += if pure { source.len() + target.len() } else { 0 };
        }
        for group in groups.all() {
            let (left, right): (Vec<_>, Vec<_>) =
                group.iter().copied().partition(|&(source, _)| source);
            if left.is_empty() || right.is_empty() {
                continue;
            }
            self.groups += 1;
            let same = left.len() == 1 && right.len() == 1 && left[0].1 == right[0].1;
            self.right += usize::from(same && matches!(left[0].1, Unit::Bead(_)));
        }
    }
}

/// Units joined into groups.
#[derive(Default)]
struct Groups {
    number: BTreeMap<(bool, Unit), usize>,
    parent: Vec<usize>,
}

impl Groups {
    fn join(&mut self, members: &BTreeSet<(bool, Unit)>) {
        let mut first = None;
        for &member in members {
            let next = self.parent.len();
            let number = *self.number.entry(member).or_insert(next);
            if number == next {
                self.parent.push(next);
            }
            let root = self.root(number);
            let first = *first.get_or_insert(root);
            self.parent[root] = first;
        }
    }

    fn root(&mut self, mut number: usize) -> usize {
        while self.parent[number] != number {
            self.parent[number] = self.parent[self.parent[number]];
            number = self.parent[number];
        }
        number
    }

    fn all(mut self) -> Vec<Vec<(bool, Unit)>> {
        let mut groups: BTreeMap<usize, Vec<(bool, Unit)>> = BTreeMap::new();
        for (member, number) in std::mem::take(&mut self.number) {
            let root = self.root(number);
            groups.entry(root).or_default().push(member);
        }
        groups.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::align::ladder::read;

    fn ladder(text: &str) -> Vec<Rung> {
        read(Path::new("note.gold"), text).expect("a ladder")
    }

    #[test]
    fn a_ladder_scored_against_itself_is_right_everywhere() {
        let gold = ladder("[0]:[0]\n[1, 2]:[1]\n[3]:[]\n");
        let score = score(&[(gold.clone(), gold)]);
        // Precision and recall of gaps are told apart from those of beads, so all of them are 1.
        for figure in [score.sF, score.lF, score.nullF, score.vF, score.pure, score.cov] {
            assert!((figure - 1.0).abs() < 1e-12, "{score:?}");
        }
        assert_eq!((score.beads, score.gold, score.goldnull), (3, 2, 1));
    }

    #[test]
    fn strict_asks_for_the_same_bead_and_lax_for_a_shared_link() {
        let gold = ladder("[0]:[0]\n[1, 2]:[1]\n[3]:[]\n[4]:[2]\n");
        let hypothesis = ladder("[0]:[0]\n[1]:[1]\n[2]:[]\n[3]:[]\n[4]:[2]\n");
        let score = score(&[(hypothesis, gold)]);
        let close =
            |figure: f64, expected: f64| assert!((figure - expected).abs() < 1e-12, "{score:?}");
        close(score.sP, 3.0 / 5.0);
        close(score.sR, 2.0 / 3.0);
        close(score.lP, 4.0 / 5.0);
        close(score.lR, 1.0);
        close(score.nullP, 1.0 / 2.0);
        close(score.nullR, 1.0);
    }

    #[test]
    fn nothing_scores_nothing() {
        let score = score(&[(Vec::new(), Vec::new())]);
        assert!(score.sF.abs() < 1e-12 && score.beads == 0);
    }
}
