//! How often findings of each kind were right on gold data.
//!
//! `confidence.tsv` holds, for each rule and kind of evidence, how many findings were right of how
//! many made on the development gold; `scripts/confidence` counts them anew.

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

/// Findings with less confidence are not told unless someone asks for them.
pub const MIN_CONFIDENCE: f64 = 0.5;

/// The share of findings of `rule` with that kind of `evidence` that were right, drawn towards
/// [`UNKNOWN`] where there were few.
pub(super) fn of(rule: &str, evidence: &str) -> f64 {
    let (right, of) = COUNTS.get(&(rule, evidence)).copied().unwrap_or_default();
    (right + UNKNOWN * UNKNOWN_FINDINGS) / (of + UNKNOWN_FINDINGS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_findings_that_were_right_give_more_confidence() {
        assert!((of("no such rule", "") - UNKNOWN).abs() < 1e-9);
        for (right, of) in COUNTS.values() {
            assert!(right <= of, "{right} right of {of}");
        }
    }
}
