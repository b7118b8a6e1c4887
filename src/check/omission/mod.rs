//! `omission` and `addition`: words inside a bead that nothing opposite covers.
//!
//! Each phrase of a side is weighed by what the lexicon, the values and the lengths say, and of the few
//! that look lost it is asked whether the vectors of the two sides come closer when it is taken out. One
//! calibrated model ([`Models`]) joins the evidence; of nested phrases the one it believes in most is
//! reported.

mod candidate;
mod model;
mod side;

use rayon::prelude::*;

pub use candidate::{Candidate, FEATURE_COUNT, FEATURES, FIRST_OF_VECTORS};
pub use model::{Model, Models};

use super::{
    Context, Example, Explanation, Finding, Issue, Mark, Remark, Rule, Severity, passage,
    phrase::Kind,
};
use crate::{align::Bead, encoder};

/// The rule.
pub(super) struct Omission;

/// The rule the other way round.
pub(super) struct Addition;

static OMISSION: Explanation = Explanation {
    name: "omission",
    group: "passages",
    issue: Issue::Omission,
    on_by_default: true,
    summary: "a word, phrase or clause inside a sentence has no counterpart in the translation",
    details: "",
    true_example: Example {
        source: "While the government delegation was in the countries of people’s democracies, this \
            group spread out its activity widely.",
        target: "정부 대표단이 떠나 있는 동안 이 조직은 활동을 널리 펼쳤다.",
        comment: "Where the delegation was is not said.",
    },
    false_example: Example {
        source: "He rejected and denied everything at the meeting.",
        target: "그는 회의에서 모든 것을 부정하였다.",
        comment: "Two verbs that say the same became one.",
    },
};

static ADDITION: Explanation = Explanation {
    name: "addition",
    group: "passages",
    issue: Issue::Addition,
    on_by_default: true,
    summary: "a word, phrase or clause inside a sentence of the translation stands nowhere in the original",
    details: "",
    true_example: Example {
        source: "The delegation visited the factory.",
        target: "대표단은 평양 교외에 있는 병원과 공장을 방문하였다.",
        comment: "Nothing in the original speaks of a hospital or of the outskirts of Pyongyang.",
    },
    false_example: Example {
        source: "The delegation visited the factory.",
        target: "대표단은 그 공장을 방문하였다.",
        comment: "A pronoun more or less says nothing new.",
    },
};

/// So many phrases of a side are compared by their vectors at most.
const MOST: usize = 4;

/// Phrases that the first model gives less than this, in nats, are not compared.
const LEAST: f64 = -2.0;

/// Odds from which a finding is called sure, likely and possible, in nats.
const LEVELS: [(f64, &str); 3] = [(3.0, "sure"), (2.0, "likely"), (1.0, "possible")];

impl Rule for Omission {
    fn explanation(&self) -> &'static Explanation {
        &OMISSION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        report(context, true, findings);
    }
}

impl Rule for Addition {
    fn explanation(&self) -> &'static Explanation {
        &ADDITION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        report(context, false, findings);
    }
}

fn report(context: &Context<'_>, of_source: bool, findings: &mut Vec<Finding>) {
    let models = Models::fitted();
    let rank = |candidate: &Candidate| models.first(candidate);
    let found = weighed(context, Some(of_source), rank, MOST, LEAST);
    for candidate in chosen(&found, |candidate| models.last(candidate)) {
        let logit = models.last(candidate);
        let Some((_, evidence)) = LEVELS.iter().find(|(least, _)| logit >= *least) else {
            continue;
        };
        findings.push(finding(context, candidate, evidence));
    }
}

fn finding(context: &Context<'_>, candidate: &Candidate, evidence: &str) -> Finding {
    let half = if candidate.of_source { &context.bitext.source } else { &context.bitext.target };
    let text = candidate.span.of(&half.segments[candidate.segment].text);
    let mark = Some(Mark::Words { segment: candidate.segment, span: candidate.span });
    let (rule, source, target, other) = if candidate.of_source {
        (&OMISSION, mark, None, "translation")
    } else {
        (&ADDITION, None, mark, "original")
    };
    let content = candidate.features[2] + candidate.features[13];
    let phrase = matches!(candidate.kind, Kind::Clause | Kind::Place | Kind::Bracketed);
    let severity = match evidence {
        "sure" if content >= 2.0 || phrase => Severity::Major,
        "likely" if content >= 3.0 && phrase => Severity::Major,
        _ => Severity::Minor,
    };
    let message = format!("{} has no counterpart in the {other}", passage::quoted(text));
    let remark = Remark {
        bead: candidate.bead,
        source,
        target,
        severity,
        evidence,
        message,
        suggestion: None,
    };
    context.finding(rule, remark)
}

/// The candidates of the beads with all their features: of each side the `most` that `rank` puts first
/// and gives `least` at least. None without an encoder or a lexicon for the languages.
///
/// `of_source` asks for one side only.
pub fn weighed(
    context: &Context<'_>,
    of_source: Option<bool>,
    rank: impl Fn(&Candidate) -> f64 + Sync,
    most: usize,
    least: f64,
) -> Vec<Candidate> {
    let Some(encoder) = context.encoder() else { return Vec::new() };
    let usual_length = usual_length(context);
    let beads: Vec<(usize, &Bead)> = context.beads().collect();
    let of_bead = |&(position, bead): &(usize, &Bead)| {
        let mut texts: Vec<String> = Vec::new();
        let mut found: Vec<Candidate> = Vec::new();
        let Some(sides) = side::sides(context, bead) else { return (texts, found) };
        for (own, other, is_source) in [(0, 1, true), (1, 0, false)] {
            if of_source.is_some_and(|wanted| wanted != is_source) {
                continue;
            }
            let usual = if is_source { usual_length } else { -usual_length };
            let (own, other) = (&sides[own], &sides[other]);
            let all = candidate::candidates((position, is_source), own, other, usual);
            let ranked = all.into_iter().map(|candidate| (rank(&candidate), candidate));
            let mut ranked: Vec<_> = ranked.filter(|(value, _)| *value >= least).collect();
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
            found.extend(ranked.into_iter().take(most).map(|(_, mut candidate)| {
                candidate.take_out(own);
                candidate
            }));
        }
        if !found.is_empty() {
            let [source, target] = sides;
            texts.extend([source.text, target.text]);
        }
        (texts, found)
    };
    let mut all: Vec<(Vec<String>, Vec<Candidate>)> = beads.par_iter().map(of_bead).collect();
    let texts: Vec<&str> = all
        .iter()
        .flat_map(|(texts, found)| texts.iter().chain(found.iter().map(|c| &c.without)))
        .map(String::as_str)
        .collect();
    let vectors = encoder.encode(&texts);
    let mut rows = vectors.rows();
    for (texts, found) in &mut all {
        if texts.is_empty() {
            continue;
        }
        let (Some(source), Some(target)) = (rows.next(), rows.next()) else { break };
        let similarity = f64::from(encoder::cosine(source, target));
        for candidate in found {
            let Some(without) = rows.next() else { break };
            let other = if candidate.of_source { target } else { source };
            let gain = f64::from(encoder::cosine(without, other)) - similarity;
            let share = candidate.features[12].max(0.05);
            candidate.features[FIRST_OF_VECTORS..].copy_from_slice(&[
                gain,
                gain / share,
                similarity,
            ]);
        }
    }
    all.into_iter().flat_map(|(_, found)| found).collect()
}

/// Of candidates that overlap the one that `rank` puts first.
pub fn chosen(found: &[Candidate], rank: impl Fn(&Candidate) -> f64) -> Vec<&Candidate> {
    let mut ranked: Vec<(f64, &Candidate)> = found.iter().map(|c| (rank(c), c)).collect();
    ranked.sort_by(|a, b| a.1.bead.cmp(&b.1.bead).then(b.0.total_cmp(&a.0)));
    let mut kept: Vec<&Candidate> = Vec::new();
    for (_, candidate) in ranked {
        let overlaps = |other: &&Candidate| {
            other.of_source == candidate.of_source
                && other.segment == candidate.segment
                && other.span.overlaps(candidate.span)
        };
        let own = kept.iter().rev().take_while(|other| other.bead == candidate.bead);
        if !own.into_iter().any(overlaps) {
            kept.push(candidate);
        }
    }
    kept
}

/// So many beads of equal length weigh as much as what is seen in the document.
const EQUAL_BEADS: f64 = 20.0;

/// ln of how many times longer the source is than the target, on the mean over the beads.
fn usual_length(context: &Context<'_>) -> f64 {
    let (mut sum, mut count) = (0.0, EQUAL_BEADS);
    for (_, bead) in context.beads() {
        if bead.source.is_empty() || bead.target.is_empty() {
            continue;
        }
        let length = |segments: &[crate::segment::Segment]| -> f64 {
            segments.iter().map(|segment| side::letters(&segment.text)).sum::<f64>().max(1.0)
        };
        let ratio = (length(context.source(bead)) / length(context.target(bead))).ln();
        sum += ratio.clamp(-1.0, 1.0);
        count += 1.0;
    }
    sum / count
}
