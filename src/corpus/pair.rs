use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{
    export::joined,
    judge::Finding,
    report::{Compared, Places, rounded},
    rule::Severity,
    segment::{Half, Segment},
};

/// A passage and its translation: what a bead of an alignment holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Position of the bead in its document.
    pub bead: usize,
    /// How probable it is that the two belong together, 0–1.
    pub score: f64,
    /// The original.
    pub source: Side,
    /// The translation.
    pub target: Side,
    /// What a check says of it; empty if nothing was checked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Found>,
}

/// One side of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Side {
    /// The text in one line.
    pub text: String,
    /// Of how many segments it is made.
    pub segments: usize,
    /// The line of the file on which it begins, from 1.
    pub line: usize,
    /// Byte offsets in the file, from its first word to its last.
    pub bytes: [usize; 2],
}

/// A finding about a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Name of the rule.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is, 0–1.
    pub confidence: f64,
}

impl Pair {
    /// The pairs of an aligned document: its beads without the gaps.
    ///
    /// A finding that stands for several places is told of each of them.
    pub fn all(compared: &Compared<'_>, findings: &[Finding]) -> Vec<Self> {
        let Compared { input, bitext, alignment } = compared;
        let places = [Places::new(&input.source), Places::new(input.target())];
        let mut found: Vec<Vec<Found>> = vec![Vec::new(); alignment.beads.len()];
        for finding in findings {
            let others = finding.occurrences.iter().map(|place| place.bead);
            let mut beads: Vec<usize> = others.chain([finding.bead]).collect();
            beads.sort_unstable();
            beads.dedup();
            for bead in beads {
                if let Some(found) = found.get_mut(bead) {
                    found.push(Found {
                        rule: finding.rule.clone(),
                        severity: finding.severity,
                        confidence: rounded(finding.confidence),
                    });
                }
            }
        }
        let beads = alignment.beads.iter().enumerate().zip(found);
        let beads = beads.filter(|((_, bead), _)| !bead.is_gap());
        let pair = |((number, bead), findings): ((usize, &crate::align::Bead), Vec<Found>)| Self {
            bead: number,
            score: rounded(bead.score),
            source: Side::of(&bitext.source, bead.source.clone(), &places[0]),
            target: Side::of(&bitext.target, bead.target.clone(), &places[1]),
            findings,
        };
        beads.map(pair).collect()
    }

    /// What is to be known of a pair that is taken: of how many segments it is made, if it is not one of each
    /// side, and the rules that found something.
    pub fn flags(&self) -> Vec<String> {
        let mut flags = Vec::new();
        if (self.source.segments, self.target.segments) != (1, 1) {
            flags.push(format!("{}-{}", self.source.segments, self.target.segments));
        }
        let mut rules: Vec<&str> = self.findings.iter().map(|found| found.rule.as_str()).collect();
        rules.sort_unstable();
        rules.dedup();
        flags.extend(rules.into_iter().map(str::to_owned));
        flags
    }
}

impl Side {
    fn of(half: &Half, range: Range<usize>, places: &Places<'_>) -> Self {
        let segments: &[Segment] = &half.segments[range];
        let mut side = Self {
            text: joined(segments, &half.language),
            segments: segments.len(),
            ..Self::default()
        };
        if let [first, ..] = segments {
            let whole = segments.iter().fold(first.span, |whole, next| whole.join(next.span));
            let span = places.in_file(whole);
            side.line = places.of(whole.start).line;
            side.bytes = [span.start, span.end];
        }
        side
    }
}
