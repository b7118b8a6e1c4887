use serde::Serialize;

use super::share;

/// Bins of a reliability table: 0–0.1, 0.1–0.2 and so on.
const BINS: usize = 10;

/// How sure findings say they are beside how many were right.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Calibration {
    /// By confidence, from the least on; empty ones are left out.
    pub bins: Vec<Bin>,
    /// Expected calibration error: the mean difference between the two, weighted by findings (Naeini, Cooper
    /// and Hauskrecht 2015, “Obtaining well calibrated probabilities using Bayesian binning”); none without
    /// findings.
    pub error: Option<f64>,
    /// Mean squared difference between confidence and outcome (Brier 1950); none without findings.
    pub brier: Option<f64>,
}

/// Findings with about the same confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bin {
    /// The least confidence of the bin.
    pub from: f64,
    /// Where the next bin begins.
    pub to: f64,
    /// Findings.
    pub findings: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that were right.
    pub right: f64,
}

impl Calibration {
    /// From the confidence of each finding and whether it was right.
    pub fn of(findings: &[(f64, bool)]) -> Self {
        let number = |confidence: f64| {
            // A confidence of 1 belongs to the last bin, not to one of its own.
            (0..BINS).rev().find(|&bin| confidence >= edge(bin)).unwrap_or(0)
        };
        let mut inside: Vec<Vec<(f64, bool)>> = vec![Vec::new(); BINS];
        for &finding in findings {
            inside[number(finding.0)].push(finding);
        }
        let bins: Vec<Bin> = inside
            .iter()
            .enumerate()
            .filter(|(_, inside)| !inside.is_empty())
            .map(|(bin, inside)| Bin {
                from: edge(bin),
                to: edge(bin + 1),
                findings: inside.len(),
                confidence: inside.iter().map(|(said, _)| said).sum::<f64>() / inside.len() as f64,
                right: share(inside.iter().filter(|(_, right)| *right).count(), inside.len()),
            })
            .collect();
        let count = findings.len() as f64;
        let off = |bin: &Bin| (bin.confidence - bin.right).abs() * bin.findings as f64 / count;
        let squared = |(said, right): &(f64, bool)| (said - f64::from(u8::from(*right))).powi(2);
        Self {
            error: (!findings.is_empty()).then(|| bins.iter().map(off).sum()),
            brier: (!findings.is_empty())
                .then(|| findings.iter().map(squared).sum::<f64>() / count),
            bins,
        }
    }
}

fn edge(bin: usize) -> f64 {
    bin as f64 / BINS as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_compared_with_what_was_right() {
        #[rustfmt::skip]
        let cases = [
            // findings                                            error  brier  why
            (vec![(1.0, true), (1.0, true)],                       0.0,   0.0,   "sure and right"),
            (vec![(1.0, false)],                                   1.0,   1.0,   "sure and wrong"),
            (vec![(0.5, true), (0.5, false)],                      0.0,   0.25,  "half of them right, as they say"),
            (vec![(0.9, true), (0.9, false), (0.1, false), (0.1, false)], 0.25, 0.21, "each bin by its findings"),
        ];
        for (findings, error, brier, why) in cases {
            let calibration = Calibration::of(&findings);
            assert!(
                (calibration.error.expect("findings") - error).abs() < 1e-9,
                "{why}: {calibration:?}"
            );
            assert!(
                (calibration.brier.expect("findings") - brier).abs() < 1e-9,
                "{why}: {calibration:?}"
            );
        }
        assert_eq!(Calibration::of(&[]), Calibration::default());
    }

    #[test]
    fn every_confidence_has_its_bin() {
        let all: Vec<(f64, bool)> = (0..=100).map(|n| (f64::from(n) / 100.0, true)).collect();
        let calibration = Calibration::of(&all);
        assert_eq!(calibration.bins.len(), 10);
        assert_eq!(calibration.bins.iter().map(|bin| bin.findings).sum::<usize>(), 101);
        assert_eq!(calibration.bins[9].findings, 11, "1 is in the last bin");
        assert_eq!(calibration.bins[3].findings, 10, "0.3 begins the fourth");
    }
}
