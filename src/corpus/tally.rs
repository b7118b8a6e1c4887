//! What is told of the pairs that are taken: how many, how long, how good, and some of them.

use std::collections::{BTreeMap, BinaryHeap};

use super::{
    datasheet::Example, entry::Entry, filter::Settings, folder::HISTOGRAMS, histogram::Histogram,
    pair::Pair, split::Split,
};
use crate::plant::mixed;

/// What is told of the files that were written.
#[derive(Default)]
pub(super) struct Told {
    pub(super) sizes: BTreeMap<Split, [u64; 3]>,
    pub(super) histograms: Vec<(&'static str, Histogram)>,
    pub(super) examples: Vec<Example>,
    pub(super) files: Vec<String>,
}

/// What is counted while pairs are written.
pub(super) struct Tally {
    /// By split, pairs and characters of both sides.
    sizes: BTreeMap<Split, [u64; 3]>,
    scores: Histogram,
    lengths: Histogram,
    ratios: Histogram,
    /// The pairs with the least numbers by chance, the greatest of those first, with their positions.
    drawn: BinaryHeap<(u64, u64)>,
    shown: BTreeMap<u64, Example>,
}

impl Tally {
    pub(super) fn new(splits: &[Split]) -> Self {
        Self {
            sizes: splits.iter().map(|&split| (split, [0; 3])).collect(),
            scores: Histogram::new("score", 0.02, 50),
            lengths: Histogram::new("characters of the source", 8.0, 50),
            ratios: Histogram::new("characters of the target for each of the source", 0.05, 50),
            drawn: BinaryHeap::new(),
            shown: BTreeMap::new(),
        }
    }

    pub(super) fn add(
        &mut self,
        split: Split,
        position: u64,
        entry: &Entry,
        pair: Pair,
        settings: &Settings,
    ) {
        let [source, target] = [&pair.source, &pair.target].map(|side| side.text.chars().count());
        if let Some([pairs, own, other]) = self.sizes.get_mut(&split) {
            *pairs += 1;
            *own += source as u64;
            *other += target as u64;
        }
        self.scores.add(pair.score);
        self.lengths.add(source as f64);
        self.ratios.add(target as f64 / source.max(1) as f64);
        let chance = (mixed(position ^ mixed(settings.seed)), position);
        let is_drawn = self.drawn.len() < settings.examples
            || self.drawn.peek().is_some_and(|&last| chance < last);
        if !is_drawn || settings.examples == 0 {
            return;
        }
        self.drawn.push(chance);
        let place = format!("{}:{}", entry.source, pair.source.line);
        let (source, target) = (pair.source.text, pair.target.text);
        self.shown.insert(position, Example { score: pair.score, source, target, place });
        if self.drawn.len() > settings.examples
            && let Some((_, last)) = self.drawn.pop()
        {
            self.shown.remove(&last);
        }
    }

    pub(super) fn told(self, files: Vec<String>) -> Told {
        let Self { sizes, scores, lengths, ratios, shown, .. } = self;
        let histograms = HISTOGRAMS.into_iter().zip([scores, lengths, ratios]).collect();
        Told { sizes, histograms, examples: shown.into_values().collect(), files }
    }
}
