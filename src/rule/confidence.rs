//! How often findings of each kind were right on gold data.
//!
//! `confidence.tsv` holds, for each rule and kind of evidence, how many findings were right of how
//! many made on the development gold, `measured.tsv` precision and recall of each rule;
//! `scripts/confidence` writes both anew, and [`MIN_CONFIDENCE`] with them.

use std::{collections::BTreeMap, sync::LazyLock};

use crate::text::table;

static TABLE: &str = include_str!("confidence.tsv");

type Counts = BTreeMap<(&'static str, &'static str), (f64, f64)>;

static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
    let rows = table::rows::<5>("confidence.tsv", TABLE);
    let number = |cell: &str| cell.parse::<f64>().unwrap_or_default();
    rows.into_iter()
        .map(|[rule, evidence, right, of, _]| ((rule, evidence), (number(right), number(of))))
        .collect()
});

/// A rule that was never right or wrong is believed this much …
const UNKNOWN: f64 = 0.6;

/// … and that belief weighs as much as so many findings.
const UNKNOWN_FINDINGS: f64 = 2.0;

/// Findings with less confidence are not told unless someone asks for them: the least threshold from 0.5
/// on at which, with confidences fitted on other documents, at least 80 % of what is told is right, on the
/// archive note and on planted errors alike (`benches/precision-recall.tsv`; `scripts/confidence` chooses
/// it, and counts a false alarm once that several planted documents share). A reader who meets false alarms in
/// a row stops reading, so that precision is set and recall is what it then is.
pub const MIN_CONFIDENCE: f64 = 0.5;

/// The share of findings of `rule` with that kind of `evidence` that were right, drawn towards
/// [`UNKNOWN`] where there were few.
pub(crate) fn of(rule: &str, evidence: &str) -> f64 {
    let (right, of) = COUNTS.get(&(rule, evidence)).copied().unwrap_or_default();
    share(right, of)
}

/// The share of `right` ones among `of` findings, drawn towards [`UNKNOWN`].
fn share(right: f64, of: f64) -> f64 {
    (right + UNKNOWN * UNKNOWN_FINDINGS) / (of + UNKNOWN_FINDINGS)
}

/// How many findings of `rule` with that kind of `evidence` were right on gold data, of how many; none if none was
/// looked at.
pub fn observed(rule: &str, evidence: &str) -> Option<(usize, usize)> {
    let (right, of) = COUNTS.get(&(rule, evidence)).copied()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small counts")]
    let whole = |count: f64| count.round() as usize;
    (of > 0.0).then(|| (whole(right), whole(of)))
}

/// How often a rule was right on the development gold, and how much it found there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// Findings that were right.
    pub right: usize,
    /// Findings.
    pub of: usize,
    /// Planted errors of its kinds that it found.
    pub found: usize,
    /// Planted errors of its kinds.
    pub planted: usize,
    /// The kinds of planted errors it is there to find; empty if none were planted.
    pub kinds: &'static str,
}

static MEASURED: LazyLock<BTreeMap<&'static str, Measured>> =
    LazyLock::new(|| read_measured("measured.tsv", include_str!("measured.tsv")));

/// The rows of a table of what was measured, by rule.
pub(crate) fn read_measured(name: &str, text: &'static str) -> BTreeMap<&'static str, Measured> {
    let number = |cell: &str| cell.parse().unwrap_or_default();
    let rows = table::rows::<6>(name, text).into_iter();
    rows.map(|[rule, right, of, found, planted, kinds]| {
        let kinds = if kinds == "-" { "" } else { kinds };
        let (right, of) = (number(right), number(of));
        (rule, Measured { right, of, found: number(found), planted: number(planted), kinds })
    })
    .collect()
}

/// What was measured of a rule; none if nothing was.
pub fn measured(rule: &str) -> Option<Measured> {
    MEASURED.get(rule).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_are_shares() {
        for (rule, measured) in MEASURED.iter() {
            let Measured { right, of, found, planted, .. } = *measured;
            assert!(right <= of && found <= planted, "{rule}: {measured:?}");
        }
        assert_eq!(measured("no such rule"), None);
    }

    #[test]
    fn few_findings_say_little() {
        #[rustfmt::skip]
        let cases = [
            // right  of     share   why
            (0.0,     0.0,   0.6,    "nobody knows"),
            (1.0,     1.0,   0.733,  "one that was right proves little"),
            (0.0,     1.0,   0.4,    "nor does one that was wrong"),
            (98.0,    98.0,  0.992,  "many prove much, and nothing is certain"),
            (0.0,     98.0,  0.012,  "the same of what is always wrong"),
        ];
        for (right, of, expected, why) in cases {
            let share = share(right, of);
            assert!((share - expected).abs() < 1e-3, "{right} of {of}, {share}: {why}");
        }
        let ((rule, evidence), (right, of)) = COUNTS.iter().next().expect("a table with rows");
        assert!((super::of(rule, evidence) - share(*right, *of)).abs() < 1e-9);
    }

    #[test]
    fn more_findings_that_were_right_give_more_confidence() {
        assert!((of("no such rule", "") - UNKNOWN).abs() < 1e-9);
        for (right, of) in COUNTS.values() {
            assert!(right <= of, "{right} right of {of}");
        }
    }
}
