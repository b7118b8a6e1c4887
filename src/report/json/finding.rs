//! A finding as it stands in the files.

use serde::Serialize;

use crate::{
    baseline::{Entry, Status},
    document::{Document, Place, State},
    judge::{Account, Finding, Occurrence},
    reading::Side,
    report::{Input, place::in_file, rounded},
    rule::{Issue, Severity, Sureness},
    text::Span,
};

/// The words of one side, with their place in the file.
#[derive(Serialize)]
struct PlacedSide<'a> {
    segments: &'a [usize],
    text: &'a str,
    span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a Place>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    fuzzy: bool,
}

fn placed_side<'a>(document: &'a Document, side: Option<&'a Side>) -> Option<PlacedSide<'a>> {
    let side = side?;
    let Side { segments, text, span, .. } = side;
    let place = document.place_at(span.start);
    let (span, raw) = in_file(document, *span, text);
    let unit = document.unit_at(side.span.start);
    let fuzzy = unit.is_some_and(|unit| unit.state == State::Fuzzy);
    let unit = unit.map(|unit| unit.id.as_str());
    Some(PlacedSide { segments, text, span, raw, place, unit, fuzzy })
}

/// One of several places of a finding, as it stands in the files.
#[derive(Serialize)]
struct PlacedOccurrence<'a> {
    source: Option<PlacedSide<'a>>,
    target: Option<PlacedSide<'a>>,
    bead: usize,
}

fn placed_occurrence<'a>(input: &'a Input, one: &'a Occurrence) -> PlacedOccurrence<'a> {
    PlacedOccurrence {
        source: placed_side(&input.source, one.source.as_ref()),
        target: placed_side(input.target(), one.target.as_ref()),
        bead: one.bead,
    }
}

/// The finding with its places in the files, its floats rounded.
pub(in crate::report) fn rounded_finding<'a>(
    input: &'a Input,
    finding: &'a Finding,
    status: Option<&'a Status>,
) -> impl Serialize + 'a {
    #[derive(Serialize)]
    struct Rounded<'a> {
        id: &'a str,
        rule: &'a str,
        issue: Issue,
        severity: Severity,
        confidence: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        measured: Option<Sureness>,
        bead: usize,
        source: Option<PlacedSide<'a>>,
        target: Option<PlacedSide<'a>>,
        message: &'a str,
        suggestion: &'a Option<String>,
        group: &'a str,
        evidence: &'a str,
        #[serde(skip_serializing_if = "<[Account]>::is_empty")]
        also: &'a [Account],
        #[serde(skip_serializing_if = "Vec::is_empty")]
        occurrences: Vec<PlacedOccurrence<'a>>,
        #[serde(skip_serializing_if = "<[String]>::is_empty")]
        members: &'a [String],
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        was: Option<&'a Entry>,
    }
    let Finding { id, group, rule, issue, severity, bead, message, .. } = finding;
    Rounded {
        id,
        rule,
        issue: *issue,
        severity: *severity,
        confidence: rounded(finding.confidence),
        measured: finding.measured.map(|measured| Sureness {
            interval: (rounded(measured.interval.0), rounded(measured.interval.1)),
            ..measured
        }),
        bead: *bead,
        source: placed_side(&input.source, finding.source.as_ref()),
        target: placed_side(input.target(), finding.target.as_ref()),
        message,
        suggestion: &finding.suggestion,
        group,
        evidence: &finding.evidence,
        also: &finding.also,
        occurrences: finding.occurrences.iter().map(|one| placed_occurrence(input, one)).collect(),
        members: &finding.members,
        status: status.map(Status::word),
        was: match status {
            Some(Status::Changed(entry)) => Some(entry),
            _ => None,
        },
    }
}
