use std::collections::{BTreeMap, BTreeSet};

use super::Alignment;
use crate::{
    segment::{Bitext, Half},
    text::{Folded, Language, Script},
};

/// Words that went together in a draft alignment of the same document.
///
/// The idea is hunalign's second pass (Varga et al. 2005, "Parallel corpora for medium density
/// languages"): what a document says often, its translation says often too, and in the same places.
/// A pair is counted only in *other* beads than the one it is evidence for, so that a mistake of the
/// draft cannot confirm itself.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// For each source segment: target words that its words have gone with elsewhere, with the gain
    /// in nats of meeting them, sorted by word.
    pub(crate) expected: Vec<Vec<(u32, f64)>>,
    /// For each target segment its words, sorted, each once.
    pub(crate) target: Vec<Vec<u32>>,
}

/// A pair must have gone together in so many beads.
const TOGETHER_BEADS: usize = 2;

/// Beads that are pretended to have gone by chance, for each source word.
const CHANCE_BEADS: f64 = 1.0;

/// No single pair of words is worth more.
const MOST_NATS: f64 = 2.5;

/// A word leads one to expect no more than so many others, the surest: in a document that repeats
/// itself every word keeps company with every other.
const MOST_PARTNERS: usize = 8;

/// A word in more than this share of a half's segments is no evidence.
const COMMON: f64 = 0.25;

impl Lexicon {
    /// Counts which words of the two halves share beads of `draft`.
    pub(crate) fn learn(bitext: &Bitext, draft: &Alignment) -> Self {
        let source = numbered(&bitext.source);
        let target = numbered(&bitext.target);
        let beads: Vec<_> = draft.beads.iter().filter(|bead| !bead.is_gap()).collect();
        let union = |half: &[Vec<u32>], range: std::ops::Range<usize>| -> Vec<u32> {
            let mut words: Vec<u32> = half[range].iter().flatten().copied().collect();
            words.sort_unstable();
            words.dedup();
            words
        };
        let sides: Vec<[Vec<u32>; 2]> = beads
            .iter()
            .map(|b| [union(&source, b.source.clone()), union(&target, b.target.clone())])
            .collect();
        let [of_source, of_target] = [0, 1].map(|side| {
            let words = sides.iter().flat_map(|sides| &sides[side]);
            let most = words.clone().max().map_or(0, |&word| word as usize + 1);
            let mut counts = vec![0_usize; most];
            words.for_each(|&word| counts[word as usize] += 1);
            counts
        });
        // A word of fewer beads cannot keep company in so many.
        let mut together: Vec<(u32, u32)> = Vec::new();
        for [s, t] in &sides {
            for &word in s.iter().filter(|&&word| of_source[word as usize] >= TOGETHER_BEADS) {
                let others = t.iter().filter(|&&other| of_target[other as usize] >= TOGETHER_BEADS);
                together.extend(others.map(|&other| (word, other)));
            }
        }
        drop(sides);
        together.sort_unstable();
        let all = beads.len() as f64;
        let mut gains: Vec<Vec<(u32, f64)>> = vec![Vec::new(); of_source.len()];
        for pairs in together.chunk_by(|a, b| a == b) {
            let ((word, other), count) = (pairs[0], pairs.len());
            if count < TOGETHER_BEADS {
                continue;
            }
            let chance = of_target[other as usize] as f64 / all;
            let elsewhere = count as f64 - 1.0;
            let share = (elsewhere + CHANCE_BEADS * chance)
                / (of_source[word as usize] as f64 - 1.0 + CHANCE_BEADS);
            let gain = (share / chance).ln().min(MOST_NATS);
            if gain > 0.3 {
                gains[word as usize].push((other, gain));
            }
        }
        for others in &mut gains {
            others.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            others.truncate(MOST_PARTNERS);
        }
        let expected = source.iter().map(|words| {
            let gains = words.iter().filter_map(|&word| gains.get(word as usize)).flatten();
            let mut best: Vec<(u32, f64)> = gains.copied().collect();
            best.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            best.dedup_by_key(|(other, _)| *other);
            best
        });
        Self { expected: expected.collect(), target }
    }
}

/// The words of each segment as numbers, sorted, each once; words that stand nearly everywhere left
/// out.
fn numbered(half: &Half) -> Vec<Vec<u32>> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut counts: Vec<usize> = Vec::new();
    let mut all: Vec<Vec<u32>> = Vec::with_capacity(half.segments.len());
    for segment in &half.segments {
        let mut words = BTreeSet::new();
        for stem in stems(&segment.text, &half.language) {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let number = *numbers.entry(stem).or_insert(next);
            if number == next {
                counts.push(0);
            }
            words.insert(number);
        }
        for &word in &words {
            counts[word as usize] += 1;
        }
        all.push(words.into_iter().collect());
    }
    let most = (COMMON * half.segments.len() as f64).max(2.0);
    for words in &mut all {
        words.retain(|&word| counts[word as usize] as f64 <= most);
    }
    all
}

/// Rough stems: the first two syllables of a Korean word (josa and endings come after), the first
/// six letters of any other.
fn stems(text: &str, language: &Language) -> Vec<String> {
    let folded = Folded::new(text);
    let words = folded.text().split(|c: char| !c.is_alphabetic());
    let stem = |word: &str| {
        let in_syllables = word.chars().next().is_some_and(|c| Script::of(c) == Script::Hangul);
        let length = word.chars().count();
        if in_syllables || !language.is_english() && length <= 3 {
            (length >= 2).then(|| word.chars().take(2).collect())
        } else {
            (length >= 3).then(|| word.chars().take(6).collect())
        }
    };
    words.filter_map(stem).collect()
}
