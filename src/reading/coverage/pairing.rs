//! Pairs of words without a partner that may stand for each other, with all that speaks for and against.

use super::{
    nearness::Nearness,
    reach::{self, MOST_COSINE, Open},
    side::{CoveredSide, CoveredWord, Facing},
};
use crate::text::Tongue;
use crate::{reading::feature::features, text::Span};

features! {
    /// What the English word says by having no partner, in nats.
    LostEn "lost-en",
    /// The same of the Korean word.
    LostKo "lost-ko",
    /// In what share of their occurrences the words have a partner, of the one that has it less often.
    UsualLeast "usual-least",
    /// By the word alignment, how much of the English word has a partner.
    ShareEn "share-en",
    /// The same of the Korean word.
    ShareKo "share-ko",
    /// Probability by the lexicon that the two translate each other.
    Prob "prob",
    /// Cosine of the two by themselves.
    Alone "alone",
    /// Cosine of the two in their places.
    InPlace "in-place",
    /// Highest cosine of the English word with another word opposite, by themselves.
    NearestEn "nearest-en",
    /// The same of the Korean word.
    NearestKo "nearest-ko",
    /// Highest cosine of the English word with another word opposite, in their places.
    NearestInPlaceEn "nearest-in-place-en",
    /// The same of the Korean word.
    NearestInPlaceKo "nearest-in-place-ko",
    /// The largest share that a neighbour of the one has in a neighbour of the other.
    Beside "beside",
    /// The sum of what the neighbours on both sides have in each other.
    BesideBoth "beside-both",
    /// Share of the known words of the English side that have a partner, smoothed.
    RestEn "rest-en",
    /// The same of the Korean side.
    RestKo "rest-ko",
    /// How much of the other words of the English side is left without a partner, each weighed by how often
    /// it usually has one.
    LeftEn "left-en",
    /// The same of the Korean side.
    LeftKo "left-ko",
    /// ln of the number of pairs of words of the bead.
    Words "words",
    /// ln of how many times longer, or shorter, the source is than it usually would be.
    Length "length",
    /// How much higher the cosine of the sides is without the English word.
    GainEn "gain-en",
    /// The same without the Korean word.
    GainKo "gain-ko",
    /// The same without the two.
    GainBoth "gain-both",
    /// Cosine of the sides.
    Similarity "similarity",
    /// Number of segments of the bead.
    Segments "segments",
    /// How far apart the words stand, as a share of their sides.
    Place "place",
}

/// What is known of a pair, by [`Feature`].
pub type Features = [f64; Feature::COUNT];

/// A word of the source and a word of the target, neither with a partner, that may stand for each other.
#[derive(Debug, Clone)]
pub struct Pairing {
    /// Position of the bead.
    pub bead: usize,
    /// The source word: index of its segment and its place there.
    pub source: (usize, Span),
    /// The target word.
    pub target: (usize, Span),
    /// The words in plain form: source, target.
    pub plain: [String; 2],
    /// What is known of the pair.
    pub features: Features,
}

/// A word that has a partner less often than this in texts says nothing when it has none.
const LEAST_USUAL: f64 = 0.55;

/// No more pairs of a bead are looked at: where so much has no partner, it is no single word.
const MOST_PAIRS: usize = 12;

/// Above this a word has a partner by the vectors.
const MOST_SHARE: f64 = 0.5;

/// The pairs that the lexicon and the values leave possible: source word, target word. None if there are
/// too many.
pub(crate) fn possible(sides: &Facing) -> Vec<(usize, usize)> {
    let [source, target] = sides.sides.each_ref().map(lonely);
    if source.len() * target.len() > MOST_PAIRS {
        return Vec::new();
    }
    let with = |i: usize| target.iter().map(move |&j| (i, j));
    source.iter().flat_map(|&i| with(i)).collect()
}

/// The known words without a partner, but those that are part of a value.
fn lonely(side: &CoveredSide) -> Vec<usize> {
    let valued = |word: &CoveredWord| side.values.iter().any(|held| held.span.overlaps(word.span));
    let is_lonely = |word: &CoveredWord| {
        word.known && word.covered < 0.5 && word.usual >= LEAST_USUAL && !valued(word)
    };
    (0..side.words.len()).filter(|&at| is_lonely(&side.words[at])).collect()
}

/// A pair that is possible, with what is known of it so far.
#[derive(Debug)]
pub(crate) struct Possible {
    /// Source word, target word.
    pub(crate) words: (usize, usize),
    features: Features,
}

impl Possible {
    /// What is known of a pair before vectors are looked at. `usual_length` is ln of how many times longer the
    /// source is than the target where nothing is left out.
    pub(crate) fn new(sides: &Facing, words: (usize, usize), usual_length: f64) -> Self {
        let [source, target] = &sides.sides;
        let (i, j) = words;
        let own = [&source.words[i], &target.words[j]];
        let lost = in_order(sides, own.map(|word| word.nats));
        let length = (source.letters.max(1.0) / target.letters.max(1.0)).ln() - usual_length;
        let place = |at: usize, words: &[CoveredWord]| (at as f64 + 0.5) / words.len() as f64;
        let pair = i * target.words.len() + j;
        let mut features = [0.0; Feature::COUNT];
        let known_of_it = [
            (Feature::LostEn, lost[0]),
            (Feature::LostKo, lost[1]),
            (Feature::UsualLeast, own[0].usual.min(own[1].usual)),
            (Feature::Prob, f64::from(sides.probs[pair])),
            (Feature::Words, ((source.words.len() * target.words.len()) as f64).ln()),
            (Feature::Length, length.abs()),
            (Feature::Segments, (source.segments.len() + target.segments.len()) as f64),
            (Feature::Place, (place(i, &source.words) - place(j, &target.words)).abs()),
        ];
        Feature::put(&known_of_it, &mut features);
        Self { words, features }
    }

    /// Adds how near the sides are, and how much nearer without the source word, the target word and both.
    pub(crate) fn compare(&mut self, sides: &Facing, similarity: f64, gains: [f64; 3]) {
        let gain = in_order(sides, [gains[0], gains[1]]);
        let known_of_it = [
            (Feature::GainEn, gain[0]),
            (Feature::GainKo, gain[1]),
            (Feature::GainBoth, gains[2]),
            (Feature::Similarity, similarity),
        ];
        Feature::put(&known_of_it, &mut self.features);
    }

    /// What is known of it.
    pub(crate) fn features(&self) -> &Features {
        &self.features
    }

    /// What its other features can come to; `compared` if the sides are.
    pub(crate) fn open(&self, sides: &Facing, compared: bool) -> Vec<Open> {
        let one = |feature: Feature, range| Open::one(feature as usize, range);
        let near = [
            Feature::NearestEn,
            Feature::NearestKo,
            Feature::NearestInPlaceEn,
            Feature::NearestInPlaceKo,
        ];
        let mut open: Vec<Open> = near.map(|feature| one(feature, (0.0, MOST_COSINE))).into();
        let cosines = [Feature::Alone, Feature::InPlace];
        open.extend(cosines.map(|feature| one(feature, (-MOST_COSINE, MOST_COSINE))));
        open.extend([Feature::ShareEn, Feature::ShareKo].map(|f| one(f, (0.0, MOST_SHARE))));
        open.push(one(Feature::Beside, (0.0, 1.0)));
        open.push(one(Feature::BesideBoth, (0.0, 2.0)));
        let of_words = |own: &CoveredSide, at: usize| {
            let others = own.words.iter().enumerate().filter(|(other, _)| *other != at);
            [reach::rest(own.words.iter()), (0.0, reach::left(others.map(|(_, word)| word)))]
        };
        let [source, target] = &sides.sides;
        let words = [of_words(source, self.words.0), of_words(target, self.words.1)];
        let [[rest_en, left_en], [rest_ko, left_ko]] = in_order(sides, words);
        open.push(one(Feature::RestEn, rest_en));
        open.push(one(Feature::RestKo, rest_ko));
        open.push(one(Feature::LeftEn, left_en));
        open.push(one(Feature::LeftKo, left_ko));
        if !compared {
            let gains = [Feature::GainEn, Feature::GainKo, Feature::GainBoth, Feature::Similarity];
            open.extend(gains.map(|gain| one(gain, (-2.0 * MOST_COSINE, 2.0 * MOST_COSINE))));
        }
        open
    }
}

/// What is known of source and target as that of English and Korean: the model knows languages, not
/// directions.
fn in_order<T>(sides: &Facing, [source, target]: [T; 2]) -> [T; 2] {
    if sides.sides[0].tongue == Tongue::Korean { [target, source] } else { [source, target] }
}

/// The pairs with all their features.
pub(crate) fn weighed(
    bead: usize,
    sides: &Facing,
    pairs: &[Possible],
    meanings: &Nearness,
) -> Vec<Pairing> {
    let [source, target] = &sides.sides;
    let mut found = Vec::new();
    for possible in pairs {
        let (i, j) = possible.words;
        let shares = [meanings.aligned.source()[i], meanings.aligned.target()[j]];
        if shares.iter().any(|share| *share > MOST_SHARE) {
            continue;
        }
        let places = (source.placed(source.words[i].span), target.placed(target.words[j].span));
        let (Some(from), Some(to)) = places else { continue };
        found.push(Pairing {
            bead,
            source: from,
            target: to,
            plain: [source.words[i].plain.clone(), target.words[j].plain.clone()],
            features: features(sides, possible, meanings),
        });
    }
    found
}

fn features(sides: &Facing, possible: &Possible, meanings: &Nearness) -> Features {
    let [source, target] = &sides.sides;
    let (i, j) = possible.words;
    let at = |i: usize, j: usize| i * meanings.columns + j;
    let shares = [meanings.aligned.source(), meanings.aligned.target()];
    let words = [&source.words, &target.words];
    let places = [i, j];
    let of_sides = |of: &dyn Fn(usize) -> f64| [of(0), of(1)];
    let nearest = |side: usize, cosines: &[f64]| {
        let others = (0..words[1 - side].len()).filter(|&other| other != places[1 - side]);
        let near = others.map(|other| match side {
            0 => cosines[at(i, other)],
            _ => cosines[at(other, j)],
        });
        near.fold(0.0, f64::max)
    };
    // The neighbours of words that stand for each other do so too, in the same order or, a verb and its
    // object, the other way round.
    let beside = |di: usize, dj: usize| {
        // 0 is the word before, 2 the word behind.
        let (i, j) = ((i + di).checked_sub(1), (j + dj).checked_sub(1));
        match (i, j) {
            (Some(i), Some(j)) if i < words[0].len() && j < words[1].len() => {
                meanings.aligned.share(i, j)
            }
            _ => 0.0,
        }
    };
    let straight = [beside(0, 0), beside(2, 2)];
    let crossed = [beside(0, 2), beside(2, 0)];
    let best = straight.iter().chain(&crossed).copied().fold(0.0, f64::max);
    let both = (straight[0] + straight[1]).max(crossed[0] + crossed[1]);
    let rest = |side: usize| {
        let (mut sum, mut count) = (1.4, 2.0);
        for (word, share) in words[side].iter().zip(shares[side]) {
            if word.known {
                sum += word.share(*share);
                count += 1.0;
            }
        }
        sum / count
    };
    let left = |side: usize| -> f64 {
        let others = words[side].iter().zip(shares[side]).enumerate();
        others
            .filter(|(at, _)| *at != places[side])
            .map(|(_, (word, share))| word.usual * (1.0 - word.share(*share)))
            .sum()
    };
    let share = of_sides(&|side| shares[side][places[side]]);
    let alone = of_sides(&|side| nearest(side, &meanings.alone));
    let in_place = of_sides(&|side| nearest(side, &meanings.in_place));
    let rest = of_sides(&rest);
    let left = of_sides(&left);
    let [share, alone, in_place, rest, left] =
        [share, alone, in_place, rest, left].map(|pair| in_order(sides, pair));
    let pair = at(i, j);
    let mut features = possible.features;
    let known_of_it = [
        (Feature::ShareEn, share[0]),
        (Feature::ShareKo, share[1]),
        (Feature::Alone, meanings.alone[pair]),
        (Feature::InPlace, meanings.in_place[pair]),
        (Feature::NearestEn, alone[0]),
        (Feature::NearestKo, alone[1]),
        (Feature::NearestInPlaceEn, in_place[0]),
        (Feature::NearestInPlaceKo, in_place[1]),
        (Feature::Beside, best),
        (Feature::BesideBoth, both),
        (Feature::RestEn, rest[0]),
        (Feature::RestKo, rest[1]),
        (Feature::LeftEn, left[0]),
        (Feature::LeftKo, left[1]),
    ];
    Feature::put(&known_of_it, &mut features);
    features
}
