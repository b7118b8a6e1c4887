//! Compares meanings: words with words opposite, and the sides of a bead with and without a phrase.
//!
//! Each side is encoded once, in parts; words in their places and sides without a phrase come by adding
//! and leaving out parts. With the vectors of the words alone the lexicon's word alignment is completed:
//! the encoder knows many a synonym that the lexicon does not.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use rayon::prelude::*;

use super::{
    Candidate, Feature, Hopes, Suspects,
    nearness::{LEAST_SHARE, NEAREST_UNKNOWN, Nearness},
    pairing::{self, Possible},
    reach,
    side::{CoveredSide, Facing},
};
use crate::{
    encoder::{Encoder, Vectors, cosine},
    reading::word_alignment::WordAlignment,
    text::Span,
};

/// A bead with what may be missing in it.
#[derive(Debug)]
pub(crate) struct Scene {
    /// Position of the bead.
    pub(crate) position: usize,
    pub(crate) sides: Facing,
    /// Phrases that may have no counterpart.
    pub(crate) found: Vec<Candidate>,
    /// Words that may be rendered by words that say something else.
    pub(crate) pairs: Vec<Possible>,
}

/// The parts of a side, cut at spaces.
fn parts(text: &str) -> Vec<Span> {
    let mut at = 0;
    let place = |word: &str| {
        let start = at + text[at..].find(word).unwrap_or(0);
        at = start + word.len();
        Span::new(start, at)
    };
    text.split_whitespace().map(place).collect()
}

/// The parts that a span touches.
fn touched(parts: &[Span], span: Span) -> Range<usize> {
    let from = parts.partition_point(|part| part.end <= span.start);
    let to = parts.partition_point(|part| part.start < span.end);
    from..to.max(from)
}

/// Gives the phrases their features and makes the pairings, in the order of the scenes.
///
/// Words are compared only in scenes that are still `hopeful` once the sides are.
pub(crate) fn all(encoder: &Encoder, scenes: Vec<Scene>, hopes: Hopes<'_>) -> Suspects {
    let cut: Vec<[Vec<Span>; 2]> = scenes
        .par_iter()
        .map(|scene| scene.sides.sides.each_ref().map(|side| parts(&side.text)))
        .collect();
    let texts: Vec<Vec<&str>> = scenes
        .iter()
        .zip(&cut)
        .flat_map(|(scene, cut)| {
            let texts = scene.sides.sides.iter().zip(cut);
            texts.map(|(side, parts)| parts.iter().map(|part| part.of(&side.text)).collect())
        })
        .collect();
    let insides = encoder.inside(&texts);
    let mut without = Vec::new();
    for (number, (scene, cut)) in scenes.iter().zip(&cut).enumerate() {
        let text = |side: usize| 2 * number + side;
        without.extend([(text(0), 0..0), (text(1), 0..0)]);
        without.extend(scene.found.iter().map(|candidate| {
            let side = usize::from(!candidate.of_source);
            (text(side), touched(&cut[side], candidate.place))
        }));
        for Possible { words: (i, j), .. } in &scene.pairs {
            for (side, word) in [(0, *i), (1, *j)] {
                let span = scene.sides.sides[side].words[word].span;
                without.push((text(side), touched(&cut[side], span)));
            }
        }
    }
    let without = insides.without(&without);
    let mut rows = without.rows();
    let mut hopeful = Vec::new();
    let mut in_place = Vec::new();
    for (number, (mut scene, cut)) in scenes.into_iter().zip(cut).enumerate() {
        scene.compare(&mut rows);
        scene.leave_out_hopeless(hopes);
        if scene.found.is_empty() && scene.pairs.is_empty() {
            continue;
        }
        let word = in_place.len();
        for (side, cut) in cut.iter().enumerate() {
            let words = scene.sides.sides[side].words.iter();
            in_place.extend(words.map(|word| (2 * number + side, touched(cut, word.span))));
        }
        hopeful.push((scene, word));
    }
    let in_place = insides.of(&in_place);
    let (numbers, alone) = alone(encoder, hopeful.iter().map(|(scene, _)| scene));
    let compared = hopeful.into_par_iter().map(|(mut scene, word)| {
        let vectors = WordVectors { in_place: &in_place, word, numbers: &numbers, alone: &alone };
        let meanings = vectors.meanings(&scene);
        scene.complete(&meanings);
        let pairings = pairing::weighed(scene.position, &scene.sides, &scene.pairs, &meanings);
        Suspects { phrases: scene.found, pairings }
    });
    let compared: Vec<Suspects> = compared.collect();
    let mut all = Suspects::default();
    for suspects in compared {
        all.phrases.extend(suspects.phrases);
        all.pairings.extend(suspects.pairings);
    }
    all
}

/// The vectors of the words of all scenes by themselves, and which row is whose.
fn alone<'a>(
    encoder: &Encoder,
    scenes: impl Iterator<Item = &'a Scene>,
) -> (BTreeMap<String, usize>, Vectors) {
    let sides = scenes.flat_map(|scene| &scene.sides.sides);
    let words: BTreeSet<&str> =
        sides.flat_map(|side| &side.words).map(|word| word.plain.as_str()).collect();
    let words: Vec<&str> = words.into_iter().collect();
    let vectors = encoder.encode(&words);
    let numbers = words.into_iter().enumerate().map(|(number, word)| (word.to_owned(), number));
    (numbers.collect(), vectors)
}

impl Scene {
    /// Compares the sides with and without phrases and words. `rows` are the vectors of the source, of the
    /// target, of each side without a phrase, then without a word of a pair.
    fn compare<'a>(&mut self, rows: &mut impl Iterator<Item = &'a [f32]>) {
        let mut row = || rows.next().unwrap_or_default();
        let sides = [row(), row()];
        let similarity = f64::from(cosine(sides[0], sides[1]));
        for candidate in &mut self.found {
            let other = sides[usize::from(candidate.of_source)];
            let gain = f64::from(cosine(row(), other)) - similarity;
            let share = candidate.of(Feature::Share).max(LEAST_SHARE);
            candidate.learn(&[
                (Feature::Gain, gain),
                (Feature::GainByShare, gain / share),
                (Feature::Similarity, similarity),
            ]);
        }
        for pair in &mut self.pairs {
            let without = [row(), row()];
            let gains = [
                cosine(without[0], sides[1]),
                cosine(sides[0], without[1]),
                cosine(without[0], without[1]),
            ];
            let gains = gains.map(|near| f64::from(near) - similarity);
            pair.compare(&self.sides, similarity, gains);
        }
    }

    /// Leaves out what cannot be told whatever the words say.
    fn leave_out_hopeless(&mut self, hopes: Hopes<'_>) {
        let sides = &self.sides.sides;
        self.found.retain(|candidate| {
            let (own, other) = if candidate.of_source { (0, 1) } else { (1, 0) };
            let open = reach::of(&sides[own], &sides[other], candidate, true);
            (hopes.phrase)(candidate, &open)
        });
        self.pairs.retain(|pair| {
            let open = pair.open(&self.sides, true);
            hopes.pair.is_some_and(|hope| hope(pair.features(), &open))
        });
    }

    /// Fills in the features that need the vectors of words.
    fn complete(&mut self, meanings: &Nearness) {
        let sides = &self.sides.sides;
        for candidate in &mut self.found {
            let (own, other) = if candidate.of_source { (0, 1) } else { (1, 0) };
            let view =
                FromSide { own: &sides[own], other: &sides[other], of_source: own == 0, meanings };
            let features = view.features(candidate.place);
            candidate.learn(&features);
        }
    }
}

/// Where the vectors of the words of a scene are among those of all.
struct WordVectors<'a> {
    /// Of words in their places: those of the source, then those of the target.
    in_place: &'a Vectors,
    /// The first of the scene.
    word: usize,
    /// Of words by themselves.
    alone: &'a Vectors,
    /// Which row of these is whose.
    numbers: &'a BTreeMap<String, usize>,
}

impl WordVectors<'_> {
    /// How near the words are.
    fn meanings(&self, scene: &Scene) -> Nearness {
        let [source, target] = &scene.sides.sides;
        let columns = target.words.len();
        let row = |word: &super::side::CoveredWord| self.alone.row(self.numbers[&word.plain]);
        let (mut alone, mut in_place) = (Vec::new(), Vec::new());
        for (i, own) in source.words.iter().enumerate() {
            for (j, other) in target.words.iter().enumerate() {
                alone.push(f64::from(cosine(row(own), row(other))));
                let there = self.in_place.row(self.word + source.words.len() + j);
                in_place.push(f64::from(cosine(self.in_place.row(self.word + i), there)));
            }
        }
        let weights: Vec<f64> = (0..alone.len())
            .map(|at| {
                let (prob, same) = (scene.sides.probs[at], scene.sides.same_value[at]);
                weight(f64::from(prob), same, alone[at] + in_place[at])
            })
            .collect();
        Nearness {
            aligned: WordAlignment::new(&weights, source.words.len()),
            alone,
            in_place,
            columns,
        }
    }
}

/// A word of the lexicon this probable is as likely a partner as none.
const EVEN_PROB: f64 = 0.03;

/// Two words whose cosines, by themselves and in their places, add up to this are as likely partners as
/// none …
const EVEN_COSINES: f64 = 0.9;

/// … and by this much more are e times likelier. Both are read off words with one sure partner in news and
/// other prose: of these the sum is 1.45 on the median, of words with others 0.4 and seldom above 0.8.
const COSINES_STEP: f64 = 0.08;

/// No more nats than this are given for vectors: neighbours in a list are near as well.
const MOST_COSINE_NATS: f64 = 3.5;

/// What it weighs that two words stand in the same value.
const SAME_VALUE: f64 = 30.0;

/// How many times likelier than not two words translate each other.
fn weight(prob: f64, same_value: bool, cosines: f64) -> f64 {
    let near = ((cosines - EVEN_COSINES) / COSINES_STEP).min(MOST_COSINE_NATS).exp();
    let value = if same_value { SAME_VALUE } else { 0.0 };
    prob / EVEN_PROB + near + value
}

/// A bead seen from one side.
struct FromSide<'a> {
    own: &'a CoveredSide,
    other: &'a CoveredSide,
    of_source: bool,
    meanings: &'a Nearness,
}

impl FromSide<'_> {
    fn at(&self, own: usize, other: usize) -> usize {
        let (i, j) = if self.of_source { (own, other) } else { (other, own) };
        i * self.meanings.columns + j
    }

    fn aligned(&self, of_source: bool) -> &[f64] {
        let aligned = &self.meanings.aligned;
        if of_source { aligned.source() } else { aligned.target() }
    }

    /// How much of a word has a partner, 0–1.
    fn share(&self, word: usize) -> f64 {
        self.own.words[word].share(self.aligned(self.of_source)[word])
    }

    /// How much of a word opposite has a partner, 0–1.
    fn opposite(&self, other: usize) -> f64 {
        self.other.words[other].share(self.aligned(!self.of_source)[other])
    }

    /// Known words opposite that are left without a partner.
    fn free(&self) -> impl Iterator<Item = usize> {
        (0..self.other.words.len())
            .filter(|&other| self.other.words[other].known && self.opposite(other) < 0.5)
    }

    /// The highest cosine of a word with one opposite, and no less than 0.
    fn nearest(&self, word: usize, cosines: &[f64]) -> f64 {
        (0..self.other.words.len()).map(|other| cosines[self.at(word, other)]).fold(0.0, f64::max)
    }

    /// What the words of a phrase have opposite, by the vectors and by the word alignment.
    fn features(&self, place: Span) -> [(Feature, f64); 11] {
        let inside = self.own.places_in(place);
        let words = &self.own.words;
        let lonely: Vec<usize> = inside.clone().filter(|&word| words[word].covered < 0.5).collect();
        let (mut mean, mut least, mut there) = (NEAREST_UNKNOWN, NEAREST_UNKNOWN, NEAREST_UNKNOWN);
        if !lonely.is_empty() {
            let near = lonely.iter().map(|&word| self.nearest(word, &self.meanings.alone));
            let near: Vec<f64> = near.collect();
            mean = near.iter().sum::<f64>() / near.len() as f64;
            least = near.into_iter().fold(1.0, f64::min);
            let near = lonely.iter().map(|&word| self.nearest(word, &self.meanings.in_place));
            there = near.sum::<f64>() / lonely.len() as f64;
        }
        let (mut alone, mut aligned, mut most, mut unknown) = (0.0, 0.0, 0.0_f64, 0.0);
        let mut rival = 0.0_f64;
        for word in inside.clone() {
            let share = self.share(word);
            if !words[word].known {
                unknown += 1.0 - share;
                continue;
            }
            alone += words[word].usual * (1.0 - share);
            aligned += share;
            most = most.max(share);
            if share < 0.5 {
                for other in self.free() {
                    rival = rival.max(self.meanings.alone[self.at(word, other)]);
                }
            }
        }
        let (mut rest, mut count) = (1.4, 2.0);
        for word in (0..words.len()).filter(|word| !inside.contains(word) && words[*word].known) {
            rest += self.share(word);
            count += 1.0;
        }
        let left: f64 = self
            .free()
            .map(|other| self.other.words[other].usual * (1.0 - self.opposite(other)))
            .sum();
        let mut beside: Vec<f64> = Vec::new();
        beside.extend(inside.start.checked_sub(1).map(|word| self.share(word)));
        beside.extend((inside.end < words.len()).then(|| self.share(inside.end)));
        let beside = (beside.iter().sum::<f64>() + 0.5) / (beside.len() as f64 + 1.0);
        [
            (Feature::Nearest, mean),
            (Feature::NearestLeast, least),
            (Feature::Alone, alone),
            (Feature::Aligned, aligned),
            (Feature::AlignedMost, most),
            (Feature::RestAligned, rest / count),
            (Feature::LeftAlone, left),
            (Feature::Rival, rival),
            (Feature::Beside, beside),
            (Feature::InPlace, there),
            (Feature::UnknownAlone, unknown),
        ]
    }
}
