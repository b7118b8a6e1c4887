//! Takes a document apart into the text of its source, the text of its target and the page furniture
//! round them, with a reason for each.
//!
//! Lines are cut where they hold both languages ([`cut`]), joined where they were wrapped ([`unit`]) and
//! given the language of their letters ([`writing`]); the order of the languages shows the layout
//! ([`layout`]) and which lines at the ends answer each other ([`counterpart`]). Known phrases, form,
//! place and counterparts are then weighed against each other ([`evidence`], [`chain`]).

mod chain;
mod counterpart;
mod cut;
mod evidence;
mod layout;
mod phrase;
mod unit;
mod writing;

use serde::{Deserialize, Serialize};

use self::{
    counterpart::{Counterpart, counterparts},
    evidence::Case,
    layout::Place,
    unit::{Unit, units},
    writing::{Side, Writing},
};
use crate::{
    Error, Result,
    document::Document,
    text::{Language, Span},
};

/// What a stretch of text is to the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Text of the original.
    Source,
    /// Text of the translation.
    Target,
    /// Text of the page or archive around the document: navigation, credits, rights, metadata.
    Furniture,
    /// Text nothing can be said about.
    Unknown,
}

/// A stretch of one line, and what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Byte offsets in the document, with the separators, line ends and blank lines that follow.
    pub span: Span,
    /// Byte offsets of the words alone, inside `span`: what is segmented.
    #[serde(skip)]
    pub core: Span,
    /// Number of the line on which `core` begins, from 1.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
    /// Its language, where it has one.
    pub language: Option<Language>,
    /// 0–1.
    pub confidence: f64,
    /// Why, for a person to read.
    pub reason: String,
}

/// A document taken apart: [`Part`]s that cover it without gap or overlap, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Halves {
    /// The parts, in the order of the document.
    pub parts: Vec<Part>,
}

/// Takes a document that holds both languages apart.
///
/// The parts cover the document without gap or overlap. The confidence of a part is the probability
/// of its kind given all evidence, by [`chain`], times that of its language, by [`unit`]. Linear in the
/// length of the document.
///
/// # Errors
///
/// [`Error::SameLanguage`], [`Error::Inseparable`], and [`Error::MissingHalf`] if one of the
/// languages does not occur, or only in the furniture.
pub fn separate(document: &Document, source: &Language, target: &Language) -> Result<Halves> {
    let writing = Writing::new(source, target)?;
    let units = units(document, &writing);
    let layout = layout::layout(&units);
    let place_of = |i: usize| layout.places[i];
    let found = counterparts(&units, &layout);

    let mut cases: Vec<Case> = units.iter().map(evidence::form).collect();
    // Inside a half, a heading that comes again is a heading.
    let at_edge = |i: usize| {
        i < 12
            || matches!(place_of(i), Place::Island { .. })
            || found[i] == Counterpart::Outside
    };
    evidence::repetitions(&units, at_edge, &mut cases);
    evidence::label_values(&units, &mut cases);
    let names = [Side::Source, Side::Target].map(|side| writing.name(side));
    for (i, unit) in units.iter().enumerate() {
        evidence::position(unit, place_of(i), found[i], layout.is_blocks(), names, &mut cases[i]);
    }
    let surrounding = surrounding(&units, &layout.places);
    let verdicts = verdicts(&units, &cases, |i| surrounding[i].or(units[i].side));
    let halves = Halves { parts: parts(document, &units, &verdicts, &writing) };
    for (kind, language) in [(Kind::Target, target), (Kind::Source, source)] {
        if !halves.parts.iter().any(|part| part.kind == kind) {
            return Err(missing(document, language, kind));
        }
    }
    Ok(halves)
}

/// Takes a document that is one half, in `language`, apart from the page furniture round it.
///
/// Only strong evidence makes furniture here, since there is no other half that would show what has
/// no counterpart. Lines in another script are [`Kind::Unknown`], unless they are furniture.
///
/// # Errors
///
/// [`Error::MissingHalf`] if there is no text in that language.
pub fn single(document: &Document, language: &Language, kind: Kind) -> Result<Halves> {
    let writing = Writing::of_one(language);
    let units = units(document, &writing);
    let mut cases: Vec<Case> = units.iter().map(evidence::form).collect();
    evidence::repetitions(&units, |_| true, &mut cases);
    evidence::label_values(&units, &mut cases);
    for (unit, case) in units.iter().zip(&mut cases) {
        if unit.side.is_some() {
            case.add(-1.0, format!("in a file of {} text", writing.name(Side::Source)));
        }
    }
    let mut verdicts = verdicts(&units, &cases, |i| units[i].side);
    for verdict in &mut verdicts {
        if verdict.kind == Kind::Source {
            verdict.kind = kind;
        }
    }
    let halves = Halves { parts: parts(document, &units, &verdicts, &writing) };
    if halves.parts.iter().any(|part| part.kind == kind) {
        Ok(halves)
    } else {
        Err(missing(document, language, kind))
    }
}

fn missing(document: &Document, language: &Language, kind: Kind) -> Error {
    let remedy = match kind {
        Kind::Target => "give the translation as a second file, or name its language",
        _ => "give the original and its translation as two files, or name its language",
    };
    Error::MissingHalf {
        path: document.path.clone(),
        language: language.clone(),
        remedy: remedy.into(),
    }
}

/// What a unit was found to be.
struct Verdict {
    kind: Kind,
    confidence: f64,
    reason: String,
}

/// Weighs the cases of all units together. `half` says which half a unit is in if it is text.
fn verdicts(units: &[Unit], cases: &[Case], half: impl Fn(usize) -> Option<Side>) -> Vec<Verdict> {
    let nats: Vec<f64> = cases.iter().map(Case::nats).collect();
    let probs = chain::furniture_probs(&nats);
    units
        .iter()
        .zip(cases)
        .zip(probs)
        .enumerate()
        .map(|(i, ((unit, case), prob))| {
            if prob > 0.5 && !unit.is_rule() {
                let reason = case.reasons(true).unwrap_or_else(|| "between page furniture".into());
                return Verdict { kind: Kind::Furniture, confidence: prob, reason };
            }
            let (kind, language) = match half(i) {
                Some(Side::Source) => (Kind::Source, unit.certainty),
                Some(Side::Target) => (Kind::Target, unit.certainty),
                None => {
                    let reason = unit.why.clone();
                    return Verdict { kind: Kind::Unknown, confidence: 0.5, reason };
                }
            };
            let reason = match case.reasons(false) {
                Some(reason) => format!("{}; {reason}", unit.why),
                None => unit.why.clone(),
            };
            Verdict { kind, confidence: (1.0 - prob) * language, reason }
        })
        .collect()
}

/// For a unit inside a block of the other language: the half that block is.
fn surrounding(units: &[Unit], places: &[Place]) -> Vec<Option<Side>> {
    let mut half = None;
    let block = |(unit, place): (&Unit, &Place)| match place {
        Place::Inside if unit.side.is_some() && unit.cut.is_none() => half,
        _ => {
            half = unit.side.or(half);
            None
        }
    };
    units.iter().zip(places).map(block).collect()
}

/// The parts of a document: one for each piece, reaching to the next.
fn parts(
    document: &Document,
    units: &[Unit],
    verdicts: &[Verdict],
    writing: &Writing,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for (unit, verdict) in units.iter().zip(verdicts) {
        for piece in &unit.pieces {
            parts.push(Part {
                span: piece.core,
                core: piece.core,
                line: piece.line,
                kind: verdict.kind,
                language: unit.side.map(|side| writing.language(side).clone()),
                confidence: (verdict.confidence * 1000.0).round() / 1000.0,
                reason: verdict.reason.clone(),
            });
        }
    }
    // The columns of side-by-side text take turns line by line.
    parts.sort_by_key(|part| part.core.start);
    let starts: Vec<usize> = parts.iter().map(|part| part.core.start).collect();
    let ends = starts.into_iter().skip(1).chain([document.text.len()]);
    for (part, end) in parts.iter_mut().zip(ends) {
        part.span.end = end;
    }
    if let Some(first) = parts.first_mut() {
        first.span.start = 0;
    }
    parts
}
