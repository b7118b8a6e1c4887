//! From what rules remark to what a user is told, in one function: [`judge`].
//!
//! ```text
//! remarks ─ finding ──▶ a place in the file, an identity, a severity
//!         ─ relation ─▶ without those that another one explains which is told, or as sure
//!         ─ merge ────▶ one for each error, the other accounts of it as further evidence
//!         ─ ignore ───▶ without what somebody has decided about
//!         ─ threshold, crowd ─▶ told, or hidden for want of confidence or severity or among surer ones
//!         ─ gather ───▶ one for each cause, with its occurrences
//! ```

mod crowd;
mod finding;
mod gather;
mod identity;
pub mod ignore;
mod merge;
mod relation;

pub use finding::{Account, Finding, Occurrence};

use crate::{align::Alignment, rule::Said, segment::Bitext};
pub use crate::{
    reading::Side,
    rule::{Issue, Severity},
};
use ignore::{Ignore, Sifted};

/// What a user wants to be told. The default is everything, as the rules say it.
pub struct Settings<'a> {
    /// The document as the entries of `ignore` call it.
    pub path: &'a str,
    /// What is to be ignored.
    pub ignore: &'a [Ignore],
    /// The severity that a user gave to the findings of a rule.
    pub severity: &'a dyn Fn(&str) -> Option<Severity>,
    /// Whether a rule was applied: an entry about another one may be of use the next time.
    pub applied: &'a dyn Fn(&str) -> bool,
    /// Findings with less confidence are hidden; with 0 nothing is, not even in a crowd.
    pub min_confidence: f64,
    /// Findings of less severity are hidden.
    pub min_severity: Severity,
    /// Whether somebody is still to look at the translation of a bead: what is wrong there is minor.
    pub is_fuzzy: &'a dyn Fn(usize) -> bool,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self {
            path: "",
            ignore: &[],
            severity: &|_| None,
            applied: &|_| true,
            min_confidence: 0.0,
            min_severity: Severity::Minor,
            is_fuzzy: &|_| false,
        }
    }
}

/// Findings, sorted by what is to become of them.
#[derive(Debug, Clone, Default)]
pub struct Judged {
    /// What is told, in the order of the source.
    pub findings: Vec<Finding>,
    /// What is not, for want of confidence or severity or because its bead has surer ones.
    pub hidden: Vec<Finding>,
    /// How many were ignored.
    pub ignored: usize,
    /// Positions of the entries about words of this document that ignore nothing any more.
    pub idle: Vec<usize>,
    /// Positions of the entries that ignore something.
    pub used: Vec<usize>,
}

impl Judged {
    /// Gathers what has one cause, and sifts again: a gathered finding has an identity of its own.
    pub(crate) fn gathered(
        self,
        bitext: &Bitext,
        alignment: &Alignment,
        settings: &Settings<'_>,
    ) -> Self {
        let (findings, hidden) = gather::gather(self.findings, self.hidden, bitext, alignment);
        let sifted = ignore::sift(findings, settings.ignore, settings.path, settings.applied);
        let idle = self.idle.into_iter().filter(|entry| sifted.idle.contains(entry)).collect();
        Self {
            findings: sifted.findings,
            hidden,
            ignored: self.ignored + sifted.ignored,
            idle,
            used: [self.used, sifted.used].concat(),
        }
    }
}

/// Decides what is told of what was `said` of a bitext. The order in which it was said makes no difference.
pub fn judge(said: Vec<Said<'_>>, bitext: &Bitext, settings: &Settings<'_>) -> Judged {
    let mut findings: Vec<Finding> =
        said.into_iter().map(|said| finding::of(said, bitext)).collect();
    for finding in &mut findings {
        if let Some(severity) = (settings.severity)(&finding.rule) {
            finding.severity = severity;
        }
        if (settings.is_fuzzy)(finding.bead) {
            finding.severity = Severity::Minor;
        }
    }
    let is_told = |finding: &Finding| {
        finding.confidence >= settings.min_confidence && finding.severity >= settings.min_severity
    };
    relation::settle(&mut findings, is_told);
    let merged = merge::merge(findings);
    let mut sifted = ignore::sift(merged, settings.ignore, settings.path, settings.applied);
    let (findings, mut hidden): (Vec<Finding>, Vec<Finding>) =
        std::mem::take(&mut sifted.findings).into_iter().partition(is_told);
    // Whoever asks for everything gets it.
    let findings = if settings.min_confidence <= 0.0 {
        findings
    } else {
        let (kept, crowd) = crowd::thin(findings);
        hidden.extend(crowd);
        kept
    };
    let Sifted { ignored, idle, used, .. } = sifted;
    Judged { findings, hidden, ignored, idle, used }
}

#[cfg(test)]
mod tests;
