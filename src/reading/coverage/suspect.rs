//! The phrases of a document that may have no counterpart, and how far that is believed of each.

use super::{Candidate, Feature, Models, Open, ROUNDING, weighed};
use crate::{reading::Context, text::Tongue};

/// So many phrases of a side are compared by their vectors at most.
const MOST: usize = 4;

/// Phrases that the first model gives less than this, in nats, are not compared.
const LEAST: f64 = -2.0;

/// Odds from which the first model believes that a phrase has no counterpart, in nats: four times likelier than not.
pub(crate) const BELIEVED: f64 = 2.0 * std::f64::consts::LN_2;

/// So much less is a Korean phrase: Korean spells out what English leaves to the reader oftener than the
/// permissive texts that the model was fitted on show.
const AGGLUTINATED: f64 = 0.4;

/// A word alone is believed so much less than the model says: on gold, translators' liberties with
/// single words outnumber words left out.
const SINGLE_WORD: f64 = 1.0;

/// A phrase that says nothing new is believed so much less: a translator may leave it to the context.
const GIVEN: f64 = 1.0;

/// The phrases of both sides that may be missing, weighed once for all rules: they share the vectors.
pub(in crate::reading) fn suspects(context: &Context<'_>) -> Vec<Candidate> {
    let models = Models::fitted();
    let rank = |candidate: &Candidate| models.first(candidate);
    // One that cannot be told whatever its vectors say can overlap none that is: it needs none.
    let hopeful = |candidate: &Candidate, open: &[Open]| {
        models.at_most(candidate, open) - doubt(candidate) >= BELIEVED - ROUNDING
    };
    weighed(context, rank, (MOST, LEAST), hopeful, None).phrases
}

/// How far it is believed that a phrase has no counterpart, in nats.
pub(crate) fn belief(candidate: &Candidate) -> f64 {
    Models::fitted().last(candidate) - doubt(candidate)
}

/// How much less a phrase is believed than the model says, in nats.
fn doubt(candidate: &Candidate) -> f64 {
    let single = candidate.of(Feature::Content) <= 1.0;
    f64::from(u8::from(single)) * SINGLE_WORD
        + f64::from(u8::from(candidate.tongue == Tongue::Korean)) * AGGLUTINATED
        + f64::from(u8::from(candidate.given)) * GIVEN
}
