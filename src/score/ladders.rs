//! Ladders against gold ladders.
//!
//! *Strict* counts a bead as right if gold holds the same bead, *lax* if it shares a source and a
//! target segment with one gold bead. As in the evaluation that comes with Vecalign (Thompson and
//! Koehn 2019, "Vecalign: Improved Sentence Alignment in Linear Time and Space"), precision is over
//! all beads of the hypothesis, gaps included, and recall over the gold beads that are no gaps.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde::Serialize;

use super::{f1, share};
use crate::{Error, Result};

/// A bead as a ladder file has it: the segments of each side, sorted.
pub type Rung = (Vec<usize>, Vec<usize>);

/// Reads a ladder: one bead a line, `[11, 12]:[10, 11]` with or without a third field for its cost,
/// or hunalign's table of the positions at which both sides begin a new bead.
///
/// # Errors
///
/// [`Error::Ladder`] with the first line that is neither.
pub fn read(path: &Path, text: &str) -> Result<Vec<Rung>> {
    let text = text.trim_start_matches('\u{feff}');
    let lines = || text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let wrong = |number: usize, problem: &str| Error::Ladder {
        path: path.to_owned(),
        line: number + 1,
        problem: problem.to_owned(),
    };
    if lines().next().is_some_and(|(_, line)| line.contains('\t')) {
        let mut places = Vec::new();
        for (number, line) in lines() {
            let place = position(line).ok_or_else(|| {
                wrong(number, "expected two segment numbers and a score with tabs between")
            })?;
            if places.last().is_some_and(|&(s, t)| place.0 < s || place.1 < t) {
                return Err(wrong(number, "the segment numbers go back"));
            }
            places.push(place);
        }
        let pairs = places.windows(2);
        return Ok(pairs
            .map(|p| ((p[0].0..p[1].0).collect(), (p[0].1..p[1].1).collect()))
            .collect());
    }
    lines()
        .map(|(number, line)| {
            rung(line).ok_or_else(|| {
                wrong(number, "expected a bead such as [11, 12]:[10, 11] or [11]:[]:0.3127")
            })
        })
        .collect()
}

fn rung(line: &str) -> Option<Rung> {
    let mut fields = line.split(':');
    let rung = (indices(fields.next()?)?, indices(fields.next()?)?);
    Some(rung)
}

fn indices(field: &str) -> Option<Vec<usize>> {
    let inner = field.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let inner = inner.strip_suffix(',').unwrap_or(inner);
    if inner.is_empty() {
        return Some(Vec::new());
    }
    let mut indices: Vec<usize> =
        inner.split(',').map(|index| index.trim().parse().ok()).collect::<Option<_>>()?;
    indices.sort_unstable();
    Some(indices)
}

fn position(line: &str) -> Option<(usize, usize)> {
    let mut fields = line.split('\t').map(str::trim);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

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
    use super::*;

    fn ladder(text: &str) -> Vec<Rung> {
        read(Path::new("note.gold"), text).expect("a ladder")
    }

    #[test]
    fn ladders_are_read_in_each_of_their_forms() {
        let bead = |s: &[usize], t: &[usize]| (s.to_vec(), t.to_vec());
        #[rustfmt::skip]
        let cases = [
            // text                      beads                                      why
            ("[0]:[0]\n[1, 2]:[]\n",     vec![bead(&[0], &[0]), bead(&[1, 2], &[])], "without a cost"),
            ("[0]:[0]:0.31\n\n[]:[1]:1.0", vec![bead(&[0], &[0]), bead(&[], &[1])],  "with a cost, a blank line between"),
            ("[2,1]:[0]",                vec![bead(&[1, 2], &[0])],                  "indices in any order"),
            ("0\t0\t0.4\n1\t2\t0.1\n2\t2\t0\n3\t3\t0", vec![bead(&[0], &[0, 1]), bead(&[1], &[]), bead(&[2], &[2])],
                                                                                     "hunalign's positions, the last of them the end"),
        ];
        for (text, beads, why) in cases {
            assert_eq!(ladder(text), beads, "{why}");
        }
    }

    #[test]
    fn a_line_that_is_no_bead_is_named() {
        #[rustfmt::skip]
        let cases = [
            ("[0]:[0]\n\n[1]-[1]\n", "note.gold, line 3: expected a bead such as [11, 12]:[10, 11] or [11]:[]:0.3127"),
            ("0\t0\t0.1\nMinister\t상\t0.1\n", "note.gold, line 2: expected two segment numbers and a score with tabs between"),
            ("5\t5\t0.1\n4\t6\t0.1\n", "note.gold, line 2: the segment numbers go back"),
        ];
        for (text, message) in cases {
            let error = read(Path::new("note.gold"), text).expect_err(message);
            assert_eq!(error.to_string(), message);
        }
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
