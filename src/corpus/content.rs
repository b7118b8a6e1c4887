//! Which of two heaps of documents translate each other, by what they say.
//!
//! Of each document a [`Sketch`] is kept: the vectors of some of its sentences, the numbers, dates and names in it by value,
//! words in Latin letters, and its length. Two documents are compared by bidirectional `MaxSim` (each sentence with the
//! nearest of the other document, both ways; Wang et al. 2025, "`BiMax`"), and by how much of what is rare in the heaps
//! they share; then each gets the one partner with which all pairs together are best.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use rayon::prelude::*;

use super::filter::weight;
use crate::{
    anchor,
    encoder::{DIMENSIONS, Encoder, Vectors, cosine},
    segment::{self, Bitext, Half, Segment},
    text::{Language, Script, Span, closed_up},
};

/// Sentences whose vectors are kept.
const SENTENCES: usize = 24;
/// Shorter ones say little.
const LEAST_WEIGHT: usize = 16;
/// Values are looked for in so many.
const READ: usize = 400;
/// With so many of the likeliest a document is compared closely.
const CANDIDATES: usize = 40;

/// What sharing all rare values counts beside the nearness of the sentences, −1–1.
const VALUES_WORTH: f64 = 0.6;
/// What a length counts against a pair for each factor of e beyond what is usual.
const LENGTH_WORTH: f64 = 0.15;
/// Pairs with less are none.
const LEAST_SCORE: f64 = 0.45;
/// Without vectors, pairs with less are none.
const LEAST_VALUES: f64 = 0.15;

/// What is kept of a document.
#[derive(Debug, Clone, Default)]
pub struct Sketch {
    /// Rows of [`DIMENSIONS`].
    vectors: Vec<f32>,
    mean: Vec<f32>,
    values: BTreeSet<String>,
    weight: usize,
}

impl Sketch {
    /// Sketches a text in one language, `is_source` of the originals.
    pub fn of(text: &str, language: &Language, is_source: bool, encoder: Option<&Encoder>) -> Self {
        let mut sentences: Vec<&str> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            sentences
                .extend(segment::sentences(line, language).into_iter().map(|span| span.of(line)));
        }
        let mut sketch = Self { weight: weight(text), ..Self::default() };
        let spread = |all: &[&'_ str], most: usize| -> Vec<String> {
            let step = all.len().div_ceil(most).max(1);
            all.iter().step_by(step).map(|&text| text.to_owned()).collect()
        };
        sketch.values = values(&spread(&sentences, READ), language, is_source);
        if let Some(encoder) = encoder {
            let telling: Vec<&str> =
                sentences.iter().copied().filter(|text| weight(text) >= LEAST_WEIGHT).collect();
            let some = spread(if telling.is_empty() { &sentences } else { &telling }, SENTENCES);
            let some: Vec<_> = some.iter().map(|text| closed_up(text)).collect();
            let some: Vec<&str> = some.iter().map(AsRef::as_ref).collect();
            let vectors: Vectors = encoder.encode(&some);
            sketch.mean = mean(vectors.values());
            sketch.vectors = vectors.values().to_vec();
        }
        sketch
    }

    fn rows(&self) -> std::slice::ChunksExact<'_, f32> {
        self.vectors.chunks_exact(DIMENSIONS)
    }
}

/// Numbers, dates and names by value, and words in Latin letters, which stay as they are in other writing.
fn values(sentences: &[String], language: &Language, is_source: bool) -> BTreeSet<String> {
    let segments: Vec<Segment> = sentences
        .iter()
        .enumerate()
        .map(|(at, text)| Segment::new(at, at, text.clone(), Span::new(0, text.len())))
        .collect();
    let own = Half { language: language.clone(), segments };
    let none = Half { language: language.clone(), segments: Vec::new() };
    let bitext = if is_source {
        Bitext { source: own, target: none }
    } else {
        Bitext { source: none, target: own }
    };
    let anchors = anchor::find(&bitext);
    let anchors = anchors.source.iter().chain(&anchors.target).flatten();
    let mut values: BTreeSet<String> = anchors.flat_map(|anchor| anchor.value.keys()).collect();
    for word in
        sentences.iter().flat_map(|text| text.split(|c: char| Script::of(c) != Script::Latin))
    {
        if word.len() >= 3 {
            values.insert(format!("word:{}", word.to_lowercase()));
        }
    }
    values
}

fn mean(vectors: &[f32]) -> Vec<f32> {
    let mut mean = vec![0.0; DIMENSIONS];
    for row in vectors.chunks_exact(DIMENSIONS) {
        for (sum, value) in mean.iter_mut().zip(row) {
            *sum += value;
        }
    }
    let norm = mean.iter().map(|value| value * value).sum::<f32>().sqrt();
    if norm > 0.0 {
        for value in &mut mean {
            *value /= norm;
        }
    }
    mean
}

/// Two documents that translate each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Position of the original.
    pub source: usize,
    /// Position of the translation.
    pub target: usize,
    /// How near they are: above [`LEAST_SCORE`], hardly above 1.5.
    pub score: f64,
    /// What speaks for it, in a clause.
    pub reason: String,
}

/// What two documents have in common.
#[derive(Debug, Clone, Copy, Default)]
struct Likeness {
    score: f64,
    sentences: Option<f64>,
    values: f64,
    shared: usize,
}

/// Pairs the documents of two heaps, each with one at most, in the order of the originals.
///
/// Quadratic in the documents for a coarse comparison; each is compared closely with a few of the others.
pub fn pair(sources: &[Sketch], targets: &[Sketch]) -> Vec<Match> {
    let worth = worth(sources, targets);
    let weighed = |heap: &[Sketch]| -> Vec<Weighed> {
        heap.iter().map(|sketch| Weighed::of(sketch, &worth)).collect()
    };
    let [own_values, other_values] = [weighed(sources), weighed(targets)];
    let usual = usual_length(sources, targets);
    let candidates: BTreeMap<(usize, usize), Likeness> = sources
        .par_iter()
        .enumerate()
        .flat_map_iter(|(own, source)| {
            let mut coarse: Vec<(f64, usize)> = targets
                .iter()
                .enumerate()
                .map(|(other, target)| {
                    let nearness = if source.mean.is_empty() || target.mean.is_empty() {
                        0.0
                    } else {
                        f64::from(cosine(&source.mean, &target.mean))
                    };
                    let (values, _) = own_values[own].shared(&other_values[other]);
                    (nearness + VALUES_WORTH * values, other)
                })
                .collect();
            coarse.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let near = coarse.into_iter().take(CANDIDATES);
            let likeness = near.map(|(_, other)| {
                let values = own_values[own].shared(&other_values[other]);
                ((own, other), likeness(source, &targets[other], values, usual))
            });
            likeness.collect::<Vec<_>>()
        })
        .collect();
    let partner = assigned(&candidates, sources.len(), targets.len());
    let pairs = partner.into_iter().enumerate();
    let pairs = pairs.filter_map(|(source, target)| Some((source, target?)));
    pairs
        .filter_map(|(source, target)| {
            let likeness = candidates.get(&(source, target))?;
            let reason = match likeness.sentences {
                Some(near) => format!(
                    "their sentences are {near:.2} near, and they share {} numbers, names and words",
                    likeness.shared
                ),
                None => format!("they share {} numbers, names and words", likeness.shared),
            };
            Some(Match { source, target, score: likeness.score, reason })
        })
        .collect()
}

/// Each value that both heaps hold, by number, with the square of what it is worth: the rarer, the more.
fn worth(sources: &[Sketch], targets: &[Sketch]) -> BTreeMap<String, (u32, f64)> {
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (side, heap) in [sources, targets].into_iter().enumerate() {
        for value in heap.iter().flat_map(|sketch| &sketch.values) {
            counts.entry(value).or_default()[side] += 1;
        }
    }
    let all = (sources.len() + targets.len()) as f64;
    let both = counts.into_iter().filter(|(_, [own, other])| *own > 0 && *other > 0);
    let worth = |[own, other]: [usize; 2]| (1.0 + all / (own + other) as f64).ln().powi(2);
    (0..)
        .zip(both)
        .map(|(number, (value, counts))| (value.to_owned(), (number, worth(counts))))
        .collect()
}

/// The values of a document that both heaps hold, in order, and what they are worth together.
struct Weighed {
    values: Vec<(u32, f64)>,
    all: f64,
}

impl Weighed {
    fn of(sketch: &Sketch, worth: &BTreeMap<String, (u32, f64)>) -> Self {
        let values: Vec<(u32, f64)> =
            sketch.values.iter().filter_map(|value| worth.get(value).copied()).collect();
        Self { all: values.iter().map(|(_, worth)| worth).sum(), values }
    }

    /// The share of what two documents hold that both hold, by worth, and how many values that are.
    fn shared(&self, other: &Self) -> (f64, usize) {
        let (mut own, mut others) = (self.values.iter().peekable(), other.values.iter().peekable());
        let (mut product, mut count) = (0.0, 0);
        while let (Some(one), Some(another)) = (own.peek(), others.peek()) {
            match one.0.cmp(&another.0) {
                Ordering::Less => drop(own.next()),
                Ordering::Greater => drop(others.next()),
                Ordering::Equal => {
                    (product, count) = (product + one.1, count + 1);
                    own.next();
                    others.next();
                }
            }
        }
        let norm = (self.all * other.all).sqrt();
        (if norm > 0.0 { product / norm } else { 0.0 }, count)
    }
}

/// The usual logarithm of the ratio of the lengths, from the sums of both heaps.
fn usual_length(sources: &[Sketch], targets: &[Sketch]) -> f64 {
    let mean = |heap: &[Sketch]| {
        let sum: f64 = heap.iter().map(|sketch| (1.0 + sketch.weight as f64).ln()).sum();
        sum / heap.len().max(1) as f64
    };
    mean(targets) - mean(sources)
}

fn likeness(
    source: &Sketch,
    target: &Sketch,
    (values, shared): (f64, usize),
    usual: f64,
) -> Likeness {
    let best = |one: &Sketch, other: &Sketch| -> f64 {
        let near = one.rows().map(|own| {
            let near = other.rows().map(|row| cosine(own, row));
            f64::from(near.fold(-1.0_f32, f32::max))
        });
        near.sum::<f64>() / one.rows().len().max(1) as f64
    };
    let has_both = !source.vectors.is_empty() && !target.vectors.is_empty();
    let sentences = has_both.then(|| f64::midpoint(best(source, target), best(target, source)));
    let ratio = ((1.0 + target.weight as f64) / (1.0 + source.weight as f64)).ln() - usual;
    let score = sentences.unwrap_or(0.0) + VALUES_WORTH * values - LENGTH_WORTH * ratio.abs();
    Likeness { score, sentences, values, shared }
}

/// The partner of each source: the best pairs first, then exchanged as long as that makes two of them better together.
fn assigned(
    candidates: &BTreeMap<(usize, usize), Likeness>,
    sources: usize,
    targets: usize,
) -> Vec<Option<usize>> {
    let is_enough = |likeness: &Likeness| match likeness.sentences {
        Some(_) => likeness.score >= LEAST_SCORE,
        None => likeness.values >= LEAST_VALUES,
    };
    let mut order: Vec<(&(usize, usize), f64)> = candidates
        .iter()
        .filter(|(_, likeness)| is_enough(likeness))
        .map(|(pair, likeness)| (pair, likeness.score))
        .collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let (mut partner, mut taken) = (vec![None; sources], vec![None; targets]);
    for &(&(source, target), _) in &order {
        if partner[source].is_none() && taken[target].is_none() {
            (partner[source], taken[target]) = (Some(target), Some(source));
        }
    }
    let score = |source: usize, target: usize| {
        candidates.get(&(source, target)).filter(|l| is_enough(l)).map(|l| l.score)
    };
    // Twins may have taken each other's partners. Every exchange makes the sum larger, so that this ends.
    let mut is_better = true;
    while is_better {
        is_better = false;
        for &(&(source, target), own) in &order {
            let (Some(now), Some(other)) = (partner[source], taken[target]) else { continue };
            if now == target {
                continue;
            }
            let crossed = score(other, now).map(|score| score + own);
            let straight = score(source, now).zip(score(other, target)).map(|(a, b)| a + b);
            if crossed.zip(straight).is_some_and(|(crossed, straight)| crossed > straight + 1e-9) {
                (partner[source], partner[other]) = (Some(target), Some(now));
                (taken[target], taken[now]) = (Some(source), Some(other));
                is_better = true;
            }
        }
    }
    partner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_gets_the_partner_that_is_best_for_all() {
        let like = |score| Likeness { score, sentences: Some(score), ..Likeness::default() };
        // The first two are twins: the best single pair would leave the second with next to nothing.
        let candidates: BTreeMap<(usize, usize), Likeness> = [
            ((0, 0), like(0.80)),
            ((0, 1), like(0.82)),
            ((1, 0), like(0.50)),
            ((1, 1), like(0.79)),
            ((2, 2), like(0.30)),
        ]
        .into();
        assert_eq!(assigned(&candidates, 3, 3), [Some(0), Some(1), None]);
    }

    #[test]
    fn numbers_and_names_alone_are_enough() {
        let english = [
            "Minister Kim arrived on 26 March 1957 with 35,000 roubles for libfoo.",
            "The harvest of 1954 was 120 tons; openssl was not known.",
            "Nothing is said here.",
        ];
        let korean = [
            "1954년의 수확은 120톤이었고 openssl은 알려지지 않았다.",
            "김 상이 1957년 3월 26일 libfoo를 위한 3만 5천 루블을 가지고 도착하였다.",
        ];
        let sketch = |texts: &[&str], language: Language, is_source| -> Vec<Sketch> {
            texts.iter().map(|text| Sketch::of(text, &language, is_source, None)).collect()
        };
        let sources = sketch(&english, Language::english(), true);
        let targets = sketch(&korean, Language::korean(), false);
        let pairs: Vec<[usize; 2]> =
            pair(&sources, &targets).iter().map(|m| [m.source, m.target]).collect();
        assert_eq!(pairs, [[0, 1], [1, 0]]);
    }
}
