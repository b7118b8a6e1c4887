//! What the features that need vectors can still come to: a phrase or pair that cannot be told whatever
//! they are needs no vectors.

use std::ops::Range;

use super::{
    candidate::{Candidate, Feature},
    nearness::{LEAST_SHARE, NEAREST_UNKNOWN},
    side::{CoveredSide, CoveredWord},
};

/// Features that go by one unknown `x`, each as `scale * x + offset`.
#[derive(Debug, Clone)]
pub struct Open {
    /// Where `x` lies, ends included.
    pub(crate) range: (f64, f64),
    /// The features by their places in the array, with scale and offset.
    pub(crate) features: Vec<(usize, f64, f64)>,
}

/// More than a cosine is, rounded.
pub(crate) const MOST_COSINE: f64 = 1.001;

impl Open {
    /// A feature that lies in a range.
    pub(crate) fn one(feature: usize, range: (f64, f64)) -> Self {
        Self { range, features: vec![(feature, 1.0, 0.0)] }
    }
}

/// A feature of phrases that lies in a range.
fn one(feature: Feature, range: (f64, f64)) -> Open {
    Open::one(feature as usize, range)
}

/// The part of a word that has a partner, as far as it is known without the word alignment.
fn share(word: &CoveredWord) -> (f64, f64) {
    if word.certain { (1.0, 1.0) } else { (0.0, 1.0) }
}

/// What of a side is left without a partner at most, each word weighed by how often it usually has one.
pub(crate) fn left<'a>(words: impl Iterator<Item = &'a CoveredWord>) -> f64 {
    words.map(|word| word.usual * (1.0 - share(word).0)).sum()
}

/// The share of the known words that have a partner, smoothed, at least and at most.
pub(crate) fn rest<'a>(words: impl Iterator<Item = &'a CoveredWord>) -> (f64, f64) {
    let (mut least, mut most, mut count) = (1.4, 1.4, 2.0);
    for word in words.filter(|word| word.known) {
        least += share(word).0;
        most += share(word).1;
        count += 1.0;
    }
    (least / count, most / count)
}

/// What the features of a phrase can come to that need vectors: of the sides with and without it too, or, if
/// `compared`, of words alone.
pub(crate) fn of(
    own: &CoveredSide,
    other: &CoveredSide,
    candidate: &Candidate,
    compared: bool,
) -> Vec<Open> {
    let mut open = Vec::new();
    if !compared {
        let share = candidate.of(Feature::Share).max(LEAST_SHARE);
        let features = vec![
            (Feature::Gain as usize, 1.0, 0.0),
            (Feature::GainByShare as usize, 1.0 / share, 0.0),
        ];
        open.push(Open { range: (-2.0 * MOST_COSINE, 2.0 * MOST_COSINE), features });
        open.push(one(Feature::Similarity, (-MOST_COSINE, MOST_COSINE)));
    }
    let inside = own.places_in(candidate.place);
    let words = &own.words[inside.clone()];
    open.extend(nearness(words));
    open.extend(aligned(words));
    let unknown = words.iter().filter(|word| !word.known).count() as f64;
    open.push(one(Feature::UnknownAlone, (0.0, unknown)));
    let outside = own.words[..inside.start].iter().chain(&own.words[inside.end..]);
    open.push(one(Feature::RestAligned, rest(outside)));
    let free = || other.words.iter().filter(|word| word.known && !word.certain);
    open.push(one(Feature::LeftAlone, (0.0, left(free()))));
    let has_rival = free().next().is_some() && words.iter().any(|w| w.known && !w.certain);
    open.push(one(Feature::Rival, (0.0, if has_rival { MOST_COSINE } else { 0.0 })));
    open.push(one(Feature::Beside, beside(&own.words, &inside)));
    open
}

/// How near its words without a partner are to any opposite.
fn nearness(words: &[CoveredWord]) -> Vec<Open> {
    let lonely = words.iter().filter(|word| word.covered < 0.5).count();
    let range = match lonely {
        0 => (NEAREST_UNKNOWN, NEAREST_UNKNOWN),
        _ => (0.0, MOST_COSINE),
    };
    let mut open = vec![one(Feature::InPlace, range)];
    if lonely == 1 {
        // The mean of one is the least of it.
        let features =
            [Feature::Nearest, Feature::NearestLeast].map(|feature| (feature as usize, 1.0, 0.0));
        open.push(Open { range, features: features.to_vec() });
    } else {
        open.extend([Feature::Nearest, Feature::NearestLeast].map(|feature| one(feature, range)));
    }
    open
}

/// How much of its known words has a partner.
fn aligned(words: &[CoveredWord]) -> Vec<Open> {
    let known: Vec<&CoveredWord> = words.iter().filter(|word| word.known).collect();
    if let [word] = known[..] {
        // All goes by the share of the one.
        let features = vec![
            (Feature::Alone as usize, -word.usual, word.usual),
            (Feature::Aligned as usize, 1.0, 0.0),
            (Feature::AlignedMost as usize, 1.0, 0.0),
        ];
        return vec![Open { range: share(word), features }];
    }
    let least: f64 = known.iter().map(|word| share(word).0).sum();
    let most = if known.is_empty() { 0.0 } else { 1.0 };
    vec![
        one(Feature::Alone, (0.0, left(known.iter().copied()))),
        one(Feature::Aligned, (least, known.len() as f64)),
        one(Feature::AlignedMost, (least.min(1.0), most)),
    ]
}

/// How much of the words next to it has a partner.
fn beside(words: &[CoveredWord], inside: &Range<usize>) -> (f64, f64) {
    let before = inside.start.checked_sub(1).map(|at| &words[at]);
    let (mut least, mut most, mut count) = (0.5, 0.5, 1.0);
    for word in before.into_iter().chain(words.get(inside.end)) {
        least += share(word).0;
        most += share(word).1;
        count += 1.0;
    }
    (least / count, most / count)
}
