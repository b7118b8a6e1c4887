//! When a finding and a row of gold are about the same words.

use std::collections::BTreeSet;

use regex::Regex;

use super::reported::{GoldRow, Reported, Words};
use crate::language::ko::jamo::{SYLLABLES, is_syllable};

/// Words that are too common to show that two stretches speak of the same thing.
const COMMON: &[&str] = &[
    "the", "a", "an", "of", "to", "in", "and", "was", "were", "is", "that", "on", "at", "for",
    "with", "by",
];

/// Decides whether a finding and a row are about the same words.
pub(super) struct Matcher {
    words: Regex,
}

impl Matcher {
    pub(super) fn new() -> Self {
        let words =
            Regex::new(&format!("[A-Za-zÀ-ž]+|[0-9]+|[{SYLLABLES}]+")).expect("a valid pattern");
        Self { words }
    }

    pub(super) fn matches(&self, finding: &Reported, row: &GoldRow) -> bool {
        let none = Words::default();
        let source = finding.source.as_ref().unwrap_or(&none);
        let target = finding.target.as_ref().unwrap_or(&none);
        let shared = |words: &Words, segments: &BTreeSet<usize>| {
            words.segments.iter().any(|index| segments.contains(index))
        };
        if !shared(source, &row.source) && !shared(target, &row.target) {
            return false;
        }
        let whole = row.source.is_empty() || row.target.is_empty();
        whole
            || self.points_at(&source.text, &row.source_words)
            || self.points_at(&target.text, &row.target_words)
    }

    /// Whether `text` speaks of `words` and is not so long that it speaks of everything.
    fn points_at(&self, text: &str, words: &str) -> bool {
        let limit = 3 * words.chars().count() + 40;
        !words.is_empty()
            && !text.is_empty()
            && text.chars().count() <= limit
            && self.overlap(text, words)
    }

    /// Whether two stretches share a word; Hangul words also match on their first two syllables, for
    /// the particles after them.
    fn overlap(&self, a: &str, b: &str) -> bool {
        let (mut a, mut b) = (self.words(a), self.words(b));
        let telling = |words: &BTreeSet<String>| -> BTreeSet<String> {
            words.iter().filter(|word| !COMMON.contains(&word.as_str())).cloned().collect()
        };
        let (telling_a, telling_b) = (telling(&a), telling(&b));
        if !telling_a.is_empty() && !telling_b.is_empty() {
            (a, b) = (telling_a, telling_b);
        }
        if !a.is_disjoint(&b) {
            return true;
        }
        let stems = |words: &BTreeSet<String>| -> BTreeSet<(char, char)> {
            let pairs = words.iter().filter_map(|word| {
                let mut chars = word.chars();
                Some((chars.next()?, chars.next()?))
            });
            pairs.filter(|(first, _)| is_syllable(*first)).collect()
        };
        !stems(&a).is_disjoint(&stems(&b))
    }

    fn words(&self, text: &str) -> BTreeSet<String> {
        self.words.find_iter(text).map(|word| word.as_str().to_lowercase()).collect()
    }
}
