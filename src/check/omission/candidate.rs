//! Phrases of one side of a bead that may have no counterpart, with all that speaks for and against.

use super::side::{Side, letters};
use crate::{
    check::phrase::{self, Kind},
    text::Span,
};

/// What is known of a phrase, in this order; the table of weights names them so.
pub const FEATURES: [&str; FEATURE_COUNT] = [
    "nats",
    "strongest",
    "uncovered",
    "covered",
    "doubtful",
    "unknown",
    "covered-elsewhere",
    "left-opposite",
    "left-opposite-share",
    "length",
    "length-without",
    "words",
    "share",
    "values-lost",
    "values-kept",
    "clause",
    "place",
    "word",
    "bracketed",
    "at-start",
    "at-end",
    "segments",
    "content",
    "gain",
    "gain-by-share",
    "similarity",
    "nearest",
    "nearest-least",
    "alone",
    "aligned",
    "aligned-most",
    "rest-aligned",
    "left-alone",
    "rival",
    "beside",
    "in-place",
    "unknown-alone",
];

/// How many features there are.
pub const FEATURE_COUNT: usize = 37;

/// The first of those that need vectors: they come last.
pub const FIRST_OF_VECTORS: usize = 23;

/// A phrase that may have no counterpart.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Position of the bead.
    pub bead: usize,
    /// Whether it stands in the source.
    pub of_source: bool,
    /// Whether it is Korean.
    pub korean: bool,
    /// Index of its segment.
    pub segment: usize,
    /// Where it stands in the segment.
    pub span: Span,
    /// What kind of phrase it is.
    pub kind: Kind,
    /// What is known of it, in the order of [`FEATURES`].
    pub features: [f64; FEATURE_COUNT],
    /// Whether all its words without a partner were said shortly before, or are said twice in the bead.
    pub given: bool,
    /// Where it stands in the joined text of its side.
    pub(super) place: Span,
}

/// Evidence below this, in nats, is not worth looking at.
const LEAST_NATS: f64 = 0.7;

/// The candidates of one side of a bead, in the order of their places. `usual_length` is ln of how many
/// times longer this side is than the other where nothing is left out.
pub(super) fn candidates(
    (bead, of_source): (usize, bool),
    own: &Side,
    other: &Side,
    usual_length: f64,
) -> Vec<Candidate> {
    let totals = Totals::of(own, other, usual_length);
    let mut found = Vec::new();
    for &(segment, place) in &own.segments {
        for phrase in phrase::phrases(place.of(&own.text), own.korean) {
            let span = phrase.span.shifted(place.start);
            let Some(mut features) = totals.features(own, span, phrase.kind) else { continue };
            features[11] = (phrase.words as f64).ln();
            found.push(Candidate {
                bead,
                of_source,
                korean: own.korean,
                segment,
                span: phrase.span,
                kind: phrase.kind,
                features,
                given: false,
                place: span,
            });
        }
    }
    found
}

/// Sums over a bead that all its phrases share.
struct Totals {
    known: f64,
    covered: f64,
    left_nats: f64,
    left_count: f64,
    length: f64,
    other_letters: f64,
    usual_length: f64,
    segments: f64,
}

impl Totals {
    fn of(own: &Side, other: &Side, usual_length: f64) -> Self {
        let left: Vec<f64> = other
            .words
            .iter()
            .filter(|word| word.known && word.covered < 0.5)
            .map(|word| word.nats.max(0.0))
            .collect();
        let other_letters = other.letters.max(1.0);
        Self {
            known: own.words.iter().filter(|word| word.known).count() as f64,
            covered: own.words.iter().filter(|word| word.known).map(|word| word.covered).sum(),
            left_nats: left.iter().sum(),
            left_count: left.len() as f64,
            length: (own.letters.max(1.0) / other_letters).ln() - usual_length,
            other_letters,
            usual_length,
            segments: own.segments.len() as f64,
        }
    }

    fn features(&self, own: &Side, span: Span, kind: Kind) -> Option<[f64; FEATURE_COUNT]> {
        let words = own.words_in(span);
        let (mut nats, mut strongest) = (0.0, 0.0_f64);
        let (mut uncovered, mut covered, mut doubtful, mut unknown) = (0.0, 0.0, 0.0, 0.0);
        let mut known = 0.0;
        for word in words {
            if !word.known {
                unknown += 1.0;
                continue;
            }
            known += 1.0;
            // A partner that another word outside has as well may be that one's alone.
            let shared = word.partner.is_some_and(|partner| {
                let inside = words.iter().filter(|w| w.partner == Some(partner)).count();
                own.partners.get(&partner).is_some_and(|all| *all > inside)
            });
            if shared {
                doubtful += 1.0;
                continue;
            }
            nats += word.nats;
            strongest = strongest.max(word.nats);
            covered += word.covered;
            uncovered += 1.0 - word.covered;
        }
        let (mut lost, mut kept) = (0.0, 0.0);
        for held in own.values.iter().filter(|held| span.contains(held.span)) {
            *(if held.opposite { &mut kept } else { &mut lost }) += 1.0;
            if !held.opposite && held.name {
                nats += 0.5;
            }
        }
        if nats < LEAST_NATS {
            return None;
        }
        let size = letters(span.of(&own.text));
        let flag = |is: bool| f64::from(u8::from(is));
        let at_end = own.text[span.end..].chars().all(|c| !c.is_alphanumeric());
        let mut features = [0.0; FEATURE_COUNT];
        features[..11].copy_from_slice(&[
            nats,
            strongest,
            uncovered,
            covered,
            doubtful,
            unknown,
            (self.covered - covered - doubtful + 1.4) / (self.known - known + 2.0).max(1.0),
            self.left_nats,
            self.left_count / (uncovered + self.left_count).max(1.0),
            self.length,
            ((own.letters - size).max(1.0) / self.other_letters).ln() - self.usual_length,
        ]);
        features[12..23].copy_from_slice(&[
            size / own.letters.max(1.0),
            lost,
            kept,
            flag(kind == Kind::Clause),
            flag(kind == Kind::Place),
            flag(kind == Kind::Word),
            flag(kind == Kind::Bracketed),
            flag(own.text[..span.start].chars().all(|c| !c.is_alphanumeric())),
            flag(at_end),
            self.segments,
            known + unknown,
        ]);
        Some(features)
    }
}
