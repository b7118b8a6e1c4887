//! Phrases of one side of a bead that may have no counterpart, with all that speaks for and against.

use super::side::{CoveredSide, letters};
use crate::{
    reading::{
        feature::features,
        phrase::{self, Phrase, PhraseKind},
    },
    text::{Span, Tongue},
};

features! {
    /// Sum of what its words without a partner of others say, in nats, and of half a nat for each name lost.
    Nats "nats",
    /// The most that one of its words says, in nats.
    Strongest "strongest",
    /// Known words without a partner; a half of one that is half covered.
    Uncovered "uncovered",
    /// Known words with a partner; a half of one that is half covered.
    Covered "covered",
    /// Known words whose partner a word outside of the phrase has too.
    Doubtful "doubtful",
    /// Content words that the lexicon does not know.
    Unknown "unknown",
    /// Share of the known words outside of the phrase that have a partner, smoothed.
    CoveredElsewhere "covered-elsewhere",
    /// What the words opposite without a partner say together, in nats.
    LeftOpposite "left-opposite",
    /// How many those are, as a share of all without a partner, here and opposite.
    LeftOppositeShare "left-opposite-share",
    /// ln of how many times longer its side is than it would be if nothing were left out.
    Length "length",
    /// The same of the side without the phrase.
    LengthWithout "length-without",
    /// ln of its number of words between spaces.
    Words "words",
    /// Its share of the letters of its side.
    Share "share",
    /// Values in it that the other side does not hold.
    ValuesLost "values-lost",
    /// Values in it that the other side holds.
    ValuesKept "values-kept",
    /// 1 for a [`PhraseKind::Clause`].
    Clause "clause",
    /// 1 for a [`PhraseKind::Place`].
    Place "place",
    /// 1 for a [`PhraseKind::Word`].
    Word "word",
    /// 1 for a [`PhraseKind::Bracketed`].
    Bracketed "bracketed",
    /// 1 if no letter of its side stands before it.
    AtStart "at-start",
    /// 1 if no letter of its side stands behind it.
    AtEnd "at-end",
    /// Number of segments of its side.
    Segments "segments",
    /// Number of its content words.
    Content "content",
    /// How much higher the cosine of the sides is without it.
    Gain "gain",
    /// That by its share of the side.
    GainByShare "gain-by-share",
    /// Cosine of the sides.
    Similarity "similarity",
    /// Highest cosine with a word opposite, on the mean over its words without a partner.
    Nearest "nearest",
    /// The same of the word for which it is least.
    NearestLeast "nearest-least",
    /// By the word alignment, how much of its known words is left without a partner, each weighed by how
    /// often it usually has one.
    Alone "alone",
    /// By the word alignment, how much of its known words has a partner.
    Aligned "aligned",
    /// The same of the word of which that is most.
    AlignedMost "aligned-most",
    /// By the word alignment, the share of the known words outside of it that have a partner, smoothed.
    RestAligned "rest-aligned",
    /// By the word alignment, how much of the words opposite is left without a partner, weighed likewise.
    LeftAlone "left-alone",
    /// Highest cosine of a word of it with a word opposite, neither having a partner by the word alignment.
    Rival "rival",
    /// By the word alignment, how much of the words next to it has a partner, on the mean and smoothed.
    Beside "beside",
    /// As `nearest`, of the words as they stand in their places.
    InPlace "in-place",
    /// By the word alignment, how much of its unknown words is left without a partner.
    UnknownAlone "unknown-alone",
}

impl Feature {
    /// The first of those that need vectors: they come last.
    pub const FIRST_OF_VECTORS: usize = Self::Gain as usize;
}

/// What is known of a phrase, by [`Feature`].
pub type Features = [f64; Feature::COUNT];

/// A phrase that may have no counterpart.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Position of the bead.
    pub bead: usize,
    /// Whether it stands in the source.
    pub of_source: bool,
    /// What it is written in.
    pub tongue: Tongue,
    /// Index of its segment.
    pub segment: usize,
    /// Where it stands in the segment.
    pub span: Span,
    /// What kind of phrase it is.
    pub kind: PhraseKind,
    /// What is known of it.
    pub features: Features,
    /// Whether all its words without a partner were said shortly before, or are said twice in the bead.
    pub given: bool,
    /// Where it stands in the joined text of its side.
    pub(crate) place: Span,
}

impl Candidate {
    /// A thing that is known of it.
    pub fn of(&self, feature: Feature) -> f64 {
        self.features[feature as usize]
    }

    /// Adds what is known of it.
    pub(crate) fn learn(&mut self, values: &[(Feature, f64)]) {
        Feature::put(values, &mut self.features);
    }
}

/// Evidence below this, in nats, is not worth looking at.
const LEAST_NATS: f64 = 0.7;

/// The candidates of one side of a bead, in the order of their places. `usual_length` is ln of how many
/// times longer this side is than the other where nothing is left out.
pub(crate) fn candidates(
    (bead, of_source): (usize, bool),
    own: &CoveredSide,
    other: &CoveredSide,
    usual_length: f64,
) -> Vec<Candidate> {
    let totals = Totals::of(own, other, usual_length);
    let mut found = Vec::new();
    for &(segment, place) in &own.segments {
        for phrase in phrase::phrases(place.of(&own.text), own.tongue == Tongue::Korean) {
            let span = phrase.span.shifted(place.start);
            let Some(features) = totals.features(own, span, &phrase) else { continue };
            found.push(Candidate {
                bead,
                of_source,
                tongue: own.tongue,
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
    fn of(own: &CoveredSide, other: &CoveredSide, usual_length: f64) -> Self {
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

    fn features(&self, own: &CoveredSide, span: Span, phrase: &Phrase) -> Option<Features> {
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
        let elsewhere = self.covered - covered - doubtful;
        let without = (own.letters - size).max(1.0) / self.other_letters;
        let at_start = own.text[..span.start].chars().all(|c| !c.is_alphanumeric());
        let mut features = [0.0; Feature::COUNT];
        let known_of_it = [
            (Feature::Nats, nats),
            (Feature::Strongest, strongest),
            (Feature::Uncovered, uncovered),
            (Feature::Covered, covered),
            (Feature::Doubtful, doubtful),
            (Feature::Unknown, unknown),
            (Feature::CoveredElsewhere, (elsewhere + 1.4) / (self.known - known + 2.0).max(1.0)),
            (Feature::LeftOpposite, self.left_nats),
            (Feature::LeftOppositeShare, self.left_count / (uncovered + self.left_count).max(1.0)),
            (Feature::Length, self.length),
            (Feature::LengthWithout, without.ln() - self.usual_length),
            (Feature::Words, (phrase.words as f64).ln()),
            (Feature::Share, size / own.letters.max(1.0)),
            (Feature::ValuesLost, lost),
            (Feature::ValuesKept, kept),
            (Feature::Clause, flag(phrase.kind == PhraseKind::Clause)),
            (Feature::Place, flag(phrase.kind == PhraseKind::Place)),
            (Feature::Word, flag(phrase.kind == PhraseKind::Word)),
            (Feature::Bracketed, flag(phrase.kind == PhraseKind::Bracketed)),
            (Feature::AtStart, flag(at_start)),
            (Feature::AtEnd, flag(at_end)),
            (Feature::Segments, self.segments),
            (Feature::Content, known + unknown),
        ];
        Feature::put(&known_of_it, &mut features);
        Some(features)
    }
}
