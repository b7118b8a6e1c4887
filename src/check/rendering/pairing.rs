//! Pairs of words without a partner that may stand for each other, with all that speaks for and against.

use crate::{
    check::omission::{
        compare::Meanings,
        side::{Facing, Side, Word},
    },
    text::Span,
};

/// What is known of a pair, in this order; the table of weights names them so.
pub const FEATURES: [&str; FEATURE_COUNT] = [
    "lost-en",
    "lost-ko",
    "usual-least",
    "share-en",
    "share-ko",
    "prob",
    "alone",
    "in-place",
    "nearest-en",
    "nearest-ko",
    "nearest-in-place-en",
    "nearest-in-place-ko",
    "beside",
    "beside-both",
    "rest-en",
    "rest-ko",
    "left-en",
    "left-ko",
    "words",
    "length",
    "gain-en",
    "gain-ko",
    "gain-both",
    "similarity",
    "segments",
    "place",
];

/// How many features there are.
pub const FEATURE_COUNT: usize = 26;

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
    /// What is known of the pair, in the order of [`FEATURES`].
    pub features: [f64; FEATURE_COUNT],
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
fn lonely(side: &Side) -> Vec<usize> {
    let valued = |word: &Word| side.values.iter().any(|held| held.span.overlaps(word.span));
    let is_lonely = |word: &Word| {
        word.known && word.covered < 0.5 && word.usual >= LEAST_USUAL && !valued(word)
    };
    (0..side.words.len()).filter(|&at| is_lonely(&side.words[at])).collect()
}

/// The pairs with their features. `usual_length` is ln of how many times longer the source is than the
/// target where nothing is left out.
pub(crate) fn weighed(
    bead: usize,
    sides: &Facing,
    pairs: &[(usize, usize)],
    meanings: &Meanings,
    usual_length: f64,
) -> Vec<Pairing> {
    let [source, target] = &sides.sides;
    let mut found = Vec::new();
    for (&(i, j), gains) in pairs.iter().zip(&meanings.gains) {
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
            features: features(sides, (i, j), meanings, *gains, usual_length),
        });
    }
    found
}

fn features(
    sides: &Facing,
    (i, j): (usize, usize),
    meanings: &Meanings,
    gains: [f64; 3],
    usual_length: f64,
) -> [f64; FEATURE_COUNT] {
    let [source, target] = &sides.sides;
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
                sum += if word.certain { 1.0 } else { share.min(1.0) };
                count += 1.0;
            }
        }
        sum / count
    };
    let left = |side: usize| -> f64 {
        let others = words[side].iter().zip(shares[side]).enumerate();
        others
            .filter(|(at, (word, _))| *at != places[side] && !word.certain)
            .map(|(_, (word, share))| word.usual * (1.0 - share.min(1.0)))
            .sum()
    };
    let lost = of_sides(&|side| words[side][places[side]].nats);
    let share = of_sides(&|side| shares[side][places[side]]);
    let alone = of_sides(&|side| nearest(side, &meanings.alone));
    let in_place = of_sides(&|side| nearest(side, &meanings.in_place));
    let rest = of_sides(&rest);
    let left = of_sides(&left);
    let gain = [gains[0], gains[1]];
    // The model knows languages, not directions.
    let order = |pair: [f64; 2]| if source.korean { [pair[1], pair[0]] } else { pair };
    let [lost, share, alone, in_place, rest, left, gain] =
        [lost, share, alone, in_place, rest, left, gain].map(order);
    let length = (source.letters.max(1.0) / target.letters.max(1.0)).ln() - usual_length;
    let place = |side: usize| (places[side] as f64 + 0.5) / words[side].len() as f64;
    let usual = words[0][i].usual.min(words[1][j].usual);
    let pair = at(i, j);
    let prob = f64::from(sides.probs[pair]);
    [
        lost[0],
        lost[1],
        usual,
        share[0],
        share[1],
        prob,
        meanings.alone[pair],
        meanings.in_place[pair],
        alone[0],
        alone[1],
        in_place[0],
        in_place[1],
        best,
        both,
        rest[0],
        rest[1],
        left[0],
        left[1],
        ((words[0].len() * words[1].len()) as f64).ln(),
        length.abs(),
        gain[0],
        gain[1],
        gains[2],
        meanings.similarity,
        (source.segments.len() + target.segments.len()) as f64,
        (place(0) - place(1)).abs(),
    ]
}
