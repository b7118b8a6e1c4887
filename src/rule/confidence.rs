//! How often findings of each kind were right, and how sure that is.
//!
//! `confidence.tsv` counts, for each kind of evidence in each direction of translation, and for everything wider that it
//! is one of, findings that were right, of how many, in how many documents; `measured.tsv` what each rule found of
//! planted errors. `scripts/confidence` writes both anew, and the constants that it fits.
//!
//! A kind is believed as much as what it is one of until it was seen often enough itself: all findings, then those of a
//! group of rules, of a rule, of kinds of evidence that end alike (what is lost, what is added), of a kind of evidence, of
//! that kind in that direction, each drawn towards the one before.
//! What was found in one document is alike, so that documents count more than findings; and what was found on errors
//! that were planted, where every document has one, says little of real documents. A rule speaks for its group with ten
//! findings at most, and a kind of evidence for its rule with five (the rows “* each”): one that says much and is wrong does
//! not speak for all.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::text::table;

static TABLE: &str = include_str!("confidence.tsv");

/// All of a kind.
const ANY: &str = "*";

/// All kinds of evidence of a rule, each by a few findings at most.
const EACH: &str = "* each";

/// How many findings were right, of how many, in how many documents.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Seen {
    right: f64,
    of: f64,
    documents: f64,
}

impl Seen {
    /// How much the findings weigh, as if each stood in a document of its own.
    fn weight(&self) -> f64 {
        if self.of == 0.0 {
            0.0
        } else {
            self.of / (1.0 + (self.of / self.documents - 1.0) * ALIKE)
        }
    }

    fn share(&self) -> f64 {
        if self.of == 0.0 { 0.0 } else { self.right / self.of }
    }
}

/// Findings of one kind on real documents, and on made ones.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    real: Seen,
    made: Seen,
}

/// Group, rule, evidence, direction.
type Kind<'a> = [&'a str; 4];

static CELLS: LazyLock<BTreeMap<Kind<'static>, Cell>> = LazyLock::new(|| {
    let seen = |[right, of, documents]: [&str; 3]| {
        let number = |cell: &str| cell.parse::<f64>().unwrap_or_default();
        Seen { right: number(right), of: number(of), documents: number(documents) }
    };
    let rows = table::rows::<10>("confidence.tsv", TABLE).into_iter();
    rows.map(|[group, rule, evidence, direction, a, b, c, d, e, f]| {
        ([group, rule, evidence, direction], Cell { real: seen([a, b, c]), made: seen([d, e, f]) })
    })
    .collect()
});

/// Where nothing is known, so many are right.
const UNKNOWN: f64 = 0.5;

/// What a kind is one of weighs as much as so many findings of its own. This and the next two foretell sources that were
/// left out best, of those that `scripts/confidence` tries.
const PARENT: f64 = 8.0;

/// How alike two findings of one document are: with 1, those of one document count as one, with 0 each by itself.
const ALIKE: f64 = 0.6;

/// A finding on a made document weighs so much of one on a real document.
const MADE: f64 = 0.02;

/// A kind seen in fewer documents ranks by what it is one of.
const HARDLY: f64 = 3.0;

/// Findings with less confidence are not told unless someone asks for them: the least threshold from 0.5 on at which, with
/// confidences fitted on other sources, enough of what is told is right on real documents, on the archive note and on
/// planted errors alike (`benches/precision-recall.tsv`; `scripts/confidence` says how much and chooses it). A reader
/// who meets false alarms in a row stops reading, so that precision is set and recall is what it then is.
pub const MIN_CONFIDENCE: f64 = 0.5;

/// How sure findings of a kind are.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sureness {
    /// 0–1: the share that is right, as far as is known.
    #[serde(skip)]
    pub confidence: f64,
    /// Where that share lies with 95 % certainty.
    pub interval: (f64, f64),
    /// Findings of this kind of evidence, in both directions, on real documents.
    pub of: usize,
    /// Documents in which they stood.
    pub documents: usize,
    /// Whether they were too few to judge the kind by itself: it ranks by its rule, or by the group of that.
    pub hardly_measured: bool,
}

impl Sureness {
    /// That of what was not measured but is believed by its maker.
    pub fn set(confidence: f64) -> Self {
        Self {
            confidence,
            interval: (confidence, confidence),
            of: 0,
            documents: 0,
            hardly_measured: false,
        }
    }

    /// Whether findings of this kind may be told as critical: they stop a reader, and must be right.
    pub fn bears_critical(&self) -> bool {
        self.confidence >= 0.85 && self.interval.0 >= 0.75
    }
}

/// How sure findings of `rule`, one of `group`, are that go by `evidence`, in a `direction` as `en-ko`.
pub fn of(group: &str, rule: &str, evidence: &str, direction: &str) -> Sureness {
    from(&CELLS, [group, rule, evidence, direction])
}

/// A count without what an arguable finding adds.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of findings")]
fn whole(count: f64) -> usize {
    count as usize
}

/// How many findings of `rule` with that kind of `evidence` were right on real documents, of how many, in either direction
/// of translation; two arguable ones count as one that was right. None if none was read.
pub fn observed(rule: &str, evidence: &str) -> Option<(usize, usize)> {
    let own = |kind: &Kind<'_>| kind[1] == rule && kind[2] == evidence && kind[3] == ANY;
    let (_, Cell { real, .. }) = CELLS.iter().find(|(kind, _)| own(kind))?;
    (real.of > 0.0).then_some((whole(real.right), whole(real.of)))
}

/// Kinds of evidence that end alike are one of a kind: what is lost, what is added, what stands in a gap. One of a
/// single word is its own, which no row tells again.
fn family(evidence: &str) -> String {
    evidence.rsplit_once(' ').map_or_else(String::new, |(_, last)| format!("{ANY} {last}"))
}

fn from(cells: &BTreeMap<Kind<'static>, Cell>, kind: Kind<'_>) -> Sureness {
    let [group, rule, evidence, direction] = kind;
    let family = family(evidence);
    let of_evidence = [group, rule, evidence, ANY];
    let levels = [
        [ANY; 4],
        [group, ANY, ANY, ANY],
        [group, rule, EACH, ANY],
        [group, rule, &family, ANY],
        of_evidence,
        [group, rule, evidence, direction],
    ];
    let own = cells.get(&of_evidence).map_or_else(Seen::default, |cell| cell.real);
    let (mut share, mut weight, mut hardly_measured) = (UNKNOWN, 0.0, true);
    for (narrow, level) in levels.iter().enumerate() {
        let Some(Cell { real, made }) = cells.get(level) else { continue };
        if narrow >= 3 {
            if real.documents + MADE * made.documents < HARDLY {
                continue;
            }
            hardly_measured &= narrow == 3;
        }
        let (of_real, of_made) = (real.weight(), MADE * made.weight());
        let right = of_real * real.share() + of_made * made.share();
        weight = of_real + of_made + PARENT;
        share = (right + PARENT * share) / weight;
    }
    Sureness {
        confidence: share,
        interval: interval(share, weight.max(1.0)),
        of: whole(own.of),
        documents: whole(own.documents),
        hardly_measured,
    }
}

/// Wilson's interval for a share of `of` findings, with 95 % certainty.
fn interval(share: f64, of: f64) -> (f64, f64) {
    let z = 1.96_f64;
    let middle = share + z * z / (2.0 * of);
    let half = z * (share * (1.0 - share) / of + z * z / (4.0 * of * of)).sqrt();
    let whole = 1.0 + z * z / of;
    (((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0))
}

/// What was measured of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What was right on real documents, by direction (`en-ko`), both together first.
    pub real: Vec<Shown>,
    /// Planted errors of its kinds that it found.
    pub found: usize,
    /// Planted errors of its kinds.
    pub planted: usize,
    /// The kinds of planted errors it is there to find; empty if none were planted.
    pub kinds: &'static str,
}

/// Findings that were read.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Direction of the translation, `*` for any.
    pub direction: &'static str,
    /// Findings that were right; an arguable one is half right.
    pub right: f64,
    /// Findings that were read.
    pub of: usize,
    /// Documents in which they stood.
    pub documents: usize,
    /// Where the share that is right lies with 95 % certainty.
    pub interval: (f64, f64),
}

impl Shown {
    /// What was counted in any direction.
    pub(crate) fn plain(right: usize, of: usize, documents: usize) -> Self {
        let seen = Seen { right: right as f64, of: of as f64, documents: documents as f64 };
        Self::of(ANY, seen)
    }

    fn of(direction: &'static str, seen: Seen) -> Self {
        Self {
            direction,
            right: seen.right,
            of: whole(seen.of),
            documents: whole(seen.documents),
            interval: interval(seen.share(), seen.weight()),
        }
    }
}

type Planted = BTreeMap<&'static str, (usize, usize, &'static str)>;

static PLANTED: LazyLock<Planted> = LazyLock::new(|| {
    let number = |cell: &str| cell.parse().unwrap_or_default();
    let rows = table::rows::<4>("measured.tsv", include_str!("measured.tsv")).into_iter();
    rows.map(|[rule, found, planted, kinds]| (rule, (number(found), number(planted), kinds)))
        .collect()
});

/// What was measured of a rule; none if nothing was.
pub fn measured(rule: &str) -> Option<Measured> {
    let own =
        CELLS.iter().filter(|([_, of_rule, evidence, _], _)| *of_rule == rule && *evidence == ANY);
    let mut real: Vec<Shown> = own
        .filter(|(_, cell)| cell.real.of > 0.0)
        .map(|([_, _, _, direction], cell)| Shown::of(direction, cell.real))
        .collect();
    let planted = PLANTED.get(rule);
    if real.is_empty() && planted.is_none() {
        return None;
    }
    real.sort_by_key(|shown| shown.direction != ANY);
    let (found, planted, kinds) = planted.copied().unwrap_or((0, 0, ""));
    Some(Measured { real, found, planted, kinds })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: Kind<'static> = ["values", "number", "replaced", "en-ko"];

    /// Cells by hand: how deep (0 is all, 4 the kind in its direction), real right, of, documents, made right, of.
    fn cells(rows: &[(usize, [f64; 3], [f64; 2])]) -> BTreeMap<Kind<'static>, Cell> {
        let rows = rows.iter().map(|&(depth, [right, of, documents], [made_right, made_of])| {
            let wide = |n: usize| if (depth, n) == (2, 2) { EACH } else { ANY };
            let kind: Kind<'static> =
                std::array::from_fn(|n| if n < depth { KIND[n] } else { wide(n) });
            let made = Seen { right: made_right, of: made_of, documents: made_of };
            (kind, Cell { real: Seen { right, of, documents }, made })
        });
        rows.collect()
    }

    #[test]
    fn a_kind_is_believed_as_much_as_was_seen_of_it_and_of_what_it_is_one_of() {
        let none = [0.0; 2];
        let believed = |rows: &[(usize, [f64; 3], [f64; 2])]| from(&cells(rows), KIND);
        let rule = (2, [90.0, 100.0, 50.0], none);
        #[rustfmt::skip]
        let cases = [
            // less sure                           than                                   why
            (&[rule, (3, [0.0, 20.0, 15.0], none)][..], &[rule][..],                      "twenty that were wrong say much …"),
            (&[][..],                              &[rule],                               "a kind is one of its rule"),
            (&[(3, [0.0, 60.0, 60.0], none)],      &[(3, [0.0, 60.0, 3.0], none)],        "sixty wrong ones say less if they are alike"),
            (&[(3, [0.0, 4.0, 4.0], none)],        &[(3, [0.0, 4.0, 4.0], [4.0, 4.0])],   "planted errors say something …"),
            (&[(3, [0.0, 4.0, 4.0], [4.0, 4.0])],  &[],                                   "… and less than real documents"),
        ];
        for (less, than, why) in cases {
            let (less, than) = (believed(less), believed(than));
            assert!(less.confidence < than.confidence, "{less:?}, {than:?}: {why}");
            for Sureness { confidence, interval: (low, high), .. } in [less, than] {
                assert!(low <= confidence && confidence <= high, "{why}");
            }
        }
        let few = believed(&[rule, (3, [0.0, 2.0, 2.0], none)]);
        assert_eq!(
            few.confidence.to_bits(),
            believed(&[rule]).confidence.to_bits(),
            "two documents say nothing: it ranks by its rule"
        );
        assert_eq!((few.of, few.documents, few.hardly_measured), (2, 2, true), "and that is told");
        assert!(!believed(&[rule, (3, [0.0, 20.0, 15.0], none)]).hardly_measured);
    }

    #[test]
    fn an_interval_is_as_wide_as_little_was_seen() {
        #[rustfmt::skip]
        let cases = [
            // share  of      low    high   why
            (0.9,     10.0,   0.59,  0.99,  "ten leave much open"),
            (0.9,     1000.0, 0.88,  0.92,  "a thousand do not"),
            (1.0,     5.0,    0.56,  1.0,   "always right five times is not always right"),
        ];
        for (share, of, low, high, why) in cases {
            let (a, b) = interval(share, of);
            assert!((a - low).abs() < 0.02 && (b - high).abs() < 0.02, "{a}–{b}: {why}");
        }
    }

    #[test]
    fn the_table_counts_what_is_wide_from_what_is_narrow() {
        assert!(CELLS.contains_key(&[ANY; 4]), "all findings");
        for (kind, Cell { real, made }) in CELLS.iter() {
            for seen in [real, made] {
                assert!(seen.right <= seen.of && seen.documents <= seen.of, "{kind:?}: {seen:?}");
                assert!(seen.of == 0.0 || seen.documents >= 1.0, "{kind:?}: {seen:?}");
            }
            // Groups are made of so many findings of each rule at most.
            let wider: Kind<'_> = match kind {
                [_, ANY, ..] | [_, _, ANY, ANY] => continue,
                [group, rule, _, ANY] | [group, rule, ANY, _] => [group, rule, ANY, ANY],
                [group, rule, evidence, _] => [group, rule, evidence, ANY],
            };
            let whole = CELLS.get(&wider).copied().unwrap_or_default();
            assert!(real.of <= whole.real.of && real.documents <= whole.real.documents, "{kind:?}");
        }
    }

    #[test]
    fn what_was_planted_is_found_or_not() {
        for (rule, (found, planted, _)) in PLANTED.iter() {
            assert!(found <= planted, "{rule}: {found} of {planted}");
        }
        assert_eq!(measured("no such rule"), None);
    }
}
