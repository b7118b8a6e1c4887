//! Which words of a bead something opposite covers, by the alignment of its words: phrases that nothing covers,
//! and words whose place is taken by words that say something else.
//!
//! Each phrase of a side is weighed by what the lexicon, the values and the lengths say, and of the few that look
//! lost it is asked whether the vectors of the two sides come closer when it is taken out.

pub(crate) mod candidate;
pub(crate) mod compare;
pub(crate) mod model;
mod nearness;
pub(crate) mod pairing;
pub(crate) mod reach;
pub(crate) mod side;
pub(crate) mod suspect;
#[cfg(all(test, feature = "encoder"))]
mod tests;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use candidate::{Candidate, Feature, Features};
use compare::Scene;
pub use model::{Model, Models};
use pairing::{Pairing, Possible};
pub use reach::Open;
use side::Facing;

use crate::{align::Bead, lexicon::Words, reading::Context, text::Span};

/// More than adding up in another order changes, in nats.
pub(crate) const ROUNDING: f64 = 1e-9;

/// The words that may be rendered by words that say something else, in the order of their beads: those to
/// which `model` may give `least` at least.
pub(crate) fn pairings(context: &Context<'_>, model: &Model, least: f64) -> Vec<Pairing> {
    let hopeful = |features: &pairing::Features, open: &[Open]| {
        model.at_most(features, open) >= least - ROUNDING
    };
    weighed(context, |_| 0.0, (0, 0.0), |_, _| false, Some(&hopeful)).pairings
}

/// What the beads hold that may be missing or say something else.
#[derive(Debug, Default)]
pub struct Suspects {
    /// Phrases that may have no counterpart.
    pub phrases: Vec<Candidate>,
    /// Words that may be rendered by words that say something else.
    pub pairings: Vec<Pairing>,
}

/// Whether a pair of words may be told yet, by its features and by what those of them can come to that are open.
pub type PairHope<'a> = &'a (dyn Fn(&pairing::Features, &[Open]) -> bool + Sync);

/// What is asked before vectors are looked at, and once more between those of the sides and those of words.
#[derive(Clone, Copy)]
pub(crate) struct Hopes<'a> {
    /// Whether a phrase may be told yet.
    phrase: &'a (dyn Fn(&Candidate, &[Open]) -> bool + Sync),
    /// Whether a pair of words may; none if pairs are not wanted.
    pair: Option<PairHope<'a>>,
}

/// The phrases of the beads with all their features, of each side the `most` that `rank` puts first and
/// gives `least` at least, of those the `hopeful`, by what the features can come to that are still open; and,
/// if they are wanted, the pairings of words, those for which there is hope. None without an encoder or a
/// lexicon for the languages.
pub fn weighed(
    context: &Context<'_>,
    rank: impl Fn(&Candidate) -> f64 + Sync,
    (most, least): (usize, f64),
    hopeful: impl Fn(&Candidate, &[Open]) -> bool + Sync,
    pairings: Option<PairHope<'_>>,
) -> Suspects {
    let Some(encoder) = context.encoder() else { return Suspects::default() };
    let usual_length = usual_length(context);
    let hopes = Hopes { phrase: &hopeful, pair: pairings };
    let beads: Vec<(usize, &Bead)> = context.beads().collect();
    let scene = |position: usize, sides: Facing| {
        let mut found = Vec::new();
        for (own, other, is_source) in [(0, 1, true), (1, 0, false)] {
            let usual = if is_source { usual_length } else { -usual_length };
            let (own, other) = (&sides.sides[own], &sides.sides[other]);
            // A side nothing of which can be read (l e t t e r s p a c e d) covers nothing.
            if !other.words.iter().any(|word| word.known) {
                return None;
            }
            if most == 0 {
                continue;
            }
            let all = candidate::candidates((position, is_source), own, other, usual);
            let ranked = all.into_iter().map(|candidate| (rank(&candidate), candidate));
            let mut ranked: Vec<_> = ranked.filter(|(value, _)| *value >= least).collect();
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
            let before = said_before(context, own, is_source);
            let first = ranked.into_iter().take(most).map(|(_, mut candidate)| {
                candidate.given = is_given(own, candidate.place, &before);
                candidate
            });
            found.extend(first.filter(|candidate| {
                (hopes.phrase)(candidate, &reach::of(own, other, candidate, false))
            }));
        }
        let mut pairs = Vec::new();
        if let Some(hope) = hopes.pair {
            let possible = pairing::possible(&sides).into_iter();
            pairs.extend(possible.map(|words| Possible::new(&sides, words, usual_length)));
            pairs.retain(|pair| hope(pair.features(), &pair.open(&sides, false)));
        }
        if found.is_empty() && pairs.is_empty() {
            return None;
        }
        Some(Scene { position, sides, found, pairs })
    };
    let of_bead = |&(position, bead): &(usize, &Bead)| scene(position, side::sides(context, bead)?);
    let scenes: Vec<Scene> = beads.par_iter().filter_map(of_bead).collect();
    compare::all(encoder, scenes, hopes)
}

/// What was said in so many segments before is known to the reader.
const SEGMENTS_BEFORE: usize = 3;

/// The words of the segments before a bead, in plain form.
fn said_before<'c>(
    context: &'c Context<'_>,
    own: &side::CoveredSide,
    source: bool,
) -> BTreeSet<&'c str> {
    let words = if source { context.source_words() } else { context.target_words() };
    let first = own.segments.first().map_or(0, |(segment, _)| *segment);
    let before = &words.unwrap_or_default()[first.saturating_sub(SEGMENTS_BEFORE)..first];
    before.iter().flat_map(Words::content).map(|word| word.plain.as_str()).collect()
}

/// Whether all words of a phrase without a partner were said before or are said elsewhere in the bead.
fn is_given(own: &side::CoveredSide, place: Span, before: &BTreeSet<&str>) -> bool {
    let inside = own.places_in(place);
    let elsewhere = |plain: &str| {
        let others = own.words.iter().enumerate().filter(|(at, _)| !inside.contains(at));
        others.into_iter().any(|(_, word)| word.plain == plain)
    };
    let mut lonely = own.words[inside.clone()].iter().filter(|word| word.covered < 0.5);
    lonely.all(|word| before.contains(word.plain.as_str()) || elsewhere(&word.plain))
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
