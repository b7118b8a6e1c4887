//! Which rules give way to which: what one finding explains is not told by another as well.
//!
//! A moved sentence is neither untranslated nor added, and what a copy holds beyond the original is the copy itself.
//! Who gives way, to whom and where the two must meet is a row of [`RELATIONS`]; it gives way only if the other is told,
//! or is hidden and at least as sure. What a user's own patterns say gives way to nothing.

use super::{Finding, Issue, Side};

/// Who gives way to whom.
struct Relation {
    gives_way: Rules,
    /// The rule that it gives way to, and the evidence with which that must speak; any if none is named.
    to: (&'static str, &'static [&'static str]),
    meeting: Meeting,
}

/// The rules that give way.
enum Rules {
    These(&'static [&'static str]),
    /// All that say something of what the words mean, but these.
    OfMeaningBut(&'static [&'static str]),
}

/// Where two findings must meet.
#[derive(Clone, Copy)]
enum Meeting {
    /// In a segment of the source.
    Source,
    /// In a segment of the source, and the finding that is given way to marks nothing in the target.
    SourceAlone,
    /// In a segment of the target.
    Target,
    /// In a segment of the target, and in the same bead.
    TargetInBead,
    /// In the words of the target, wherever they stand.
    TargetText,
    /// In the words of the target, white space aside, wherever they stand.
    TargetWords,
}

/// The evidence with which `duplicate` says that a segment is there twice.
const COPY: &[&str] = &["copy", "copied sentence"];

/// Whatever its evidence.
const ANY: &[&str] = &[];

const RELATIONS: &[Relation] = &[
    Relation {
        gives_way: Rules::These(&["untranslated"]),
        to: ("moved", ANY),
        meeting: Meeting::Source,
    },
    Relation {
        gives_way: Rules::These(&["added", "addition"]),
        to: ("moved", ANY),
        meeting: Meeting::Target,
    },
    // A segment left as a whole is neither added nor a segment in which words were left.
    Relation {
        gives_way: Rules::These(&["residue", "added"]),
        to: ("untranslated", ANY),
        meeting: Meeting::Target,
    },
    // Of a sentence that the original has twice the translation has one.
    Relation {
        gives_way: Rules::These(&["untranslated"]),
        to: ("duplicate", ANY),
        meeting: Meeting::SourceAlone,
    },
    // Of a sentence and its exact copy either may be the one without a partner.
    Relation {
        gives_way: Rules::These(&["added"]),
        to: ("duplicate", COPY),
        meeting: Meeting::TargetText,
    },
    // What is wrong with the form of a passage stays wrong wherever it stands.
    Relation {
        gives_way: Rules::OfMeaningBut(&["untranslated", "moved", "duplicate"]),
        to: ("duplicate", COPY),
        meeting: Meeting::TargetInBead,
    },
    // One name for the whole document says more than a name in one place.
    Relation {
        gives_way: Rules::These(&["body"]),
        to: ("inconsistent-term", &["nonstandard"]),
        meeting: Meeting::TargetWords,
    },
];

impl Rules {
    fn include(&self, finding: &Finding) -> bool {
        let rule = finding.rule.as_str();
        match self {
            Self::These(rules) => rules.contains(&rule),
            Self::OfMeaningBut(rules) => !finding.is_form && !rules.contains(&rule),
        }
    }
}

impl Relation {
    fn is_to(&self, other: &Finding) -> bool {
        let (rule, evidence) = self.to;
        other.rule == rule && (evidence.is_empty() || evidence.contains(&other.evidence.as_str()))
    }

    fn joins(&self, finding: &Finding, other: &Finding) -> bool {
        let segment = |a: &Option<Side>, b: &Option<Side>| {
            let (Some(a), Some(b)) = (a, b) else { return false };
            a.segments.iter().any(|at| b.segments.contains(at))
        };
        let (Some(a), Some(b)) = (&finding.target, &other.target) else {
            return match self.meeting {
                Meeting::Source => segment(&finding.source, &other.source),
                Meeting::SourceAlone => {
                    other.target.is_none() && segment(&finding.source, &other.source)
                }
                _ => false,
            };
        };
        let words = |side: &Side| side.text.replace(char::is_whitespace, "");
        match self.meeting {
            Meeting::Source => segment(&finding.source, &other.source),
            Meeting::SourceAlone => false,
            Meeting::Target => segment(&finding.target, &other.target),
            Meeting::TargetInBead => {
                finding.bead == other.bead && segment(&finding.target, &other.target)
            }
            Meeting::TargetText => a.text == b.text,
            Meeting::TargetWords => words(a) == words(b),
        }
    }
}

/// Leaves out what gives way to another finding: to one that `is_told`, or else, told itself by nobody, to one that is at
/// least as sure. What nobody is told explains nothing that is told, and is left out itself where that stands. One that
/// gives way is still given way to.
pub(super) fn settle(findings: &mut Vec<Finding>, is_told: impl Fn(&Finding) -> bool) {
    let told: Vec<bool> = findings.iter().map(is_told).collect();
    let speaking: Vec<Vec<usize>> = RELATIONS
        .iter()
        .map(|relation| (0..findings.len()).filter(|&at| relation.is_to(&findings[at])).collect())
        .collect();
    let mut gone = vec![false; findings.len()];
    for (at, finding) in findings.iter().enumerate() {
        if finding.issue == Issue::PatternProblem {
            continue;
        }
        let met: Vec<usize> = RELATIONS
            .iter()
            .zip(&speaking)
            .filter(|(relation, _)| relation.gives_way.include(finding))
            .flat_map(|(relation, others)| {
                others.iter().copied().filter(|&other| relation.joins(finding, &findings[other]))
            })
            .collect();
        let gives_way = |&other: &usize| {
            told[other] || !told[at] && findings[other].confidence >= finding.confidence
        };
        if met.iter().any(gives_way) {
            gone[at] = true;
        } else {
            for other in met {
                gone[other] = true;
            }
        }
    }
    let mut gone = gone.into_iter();
    findings.retain(|_| !gone.next().unwrap_or_default());
}
