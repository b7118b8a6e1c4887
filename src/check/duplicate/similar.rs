//! Segments of one half that say the same in (nearly) the same words, found without comparing all with all.

use std::collections::{BTreeMap, BTreeSet};

use crate::{segment::Half, text::Folded};

/// Shingles are so many letters long: longer than most Korean words, shorter than two.
const SHINGLE: usize = 4;

/// Two segments are compared if they have one of so many least shingles in common: of two texts that
/// share nine tenths of their shingles, all but one pair in ten thousand do.
const SKETCH: usize = 4;

/// A shingle that is the least of more segments than this belongs to a formula, and only the segments
/// nearest to each other are compared.
const NEAREST: usize = 8;

/// From this share of common shingles on (Dice), two texts are copies, give or take a word.
const COPY: f64 = 0.8;

/// The letters and digits of a text, folded, and its shingles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) letters: String,
    shingles: BTreeSet<u64>,
}

impl Plain {
    pub(super) fn new(text: &str) -> Self {
        let folded = Folded::new(text);
        let letters: Vec<char> = folded.text().chars().filter(|c| c.is_alphanumeric()).collect();
        let shingles = match letters.len() {
            0..SHINGLE => [hash(&letters)].into(),
            _ => letters.windows(SHINGLE).map(hash).collect(),
        };
        Self { letters: letters.into_iter().collect(), shingles }
    }

    /// The share of shingles the two have in common, 0–1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        if self.letters == other.letters {
            return 1.0;
        }
        let common = self.shingles.intersection(&other.shingles).count();
        2.0 * common as f64 / (self.shingles.len() + other.shingles.len()).max(1) as f64
    }
}

/// FNV-1a, with its bits mixed so that which hashes are least has nothing to do with the letters.
fn hash(letters: &[char]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &c in letters {
        hash = (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// Two segments of a half, the first before the second.
pub(super) type Pair = (usize, usize);

/// The pairs of segments that are copies of each other, in the order of the second; of segments that
/// stand more than twice, each with the one before it. `plain`: all segments.
///
/// Time and memory grow with the length of the half.
pub(super) fn copies(half: &Half, plain: &[Plain], shortest: usize) -> Vec<Pair> {
    let mut buckets: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    for segment in &half.segments {
        let own = &plain[segment.index];
        if super::length(&own.letters) < shortest {
            continue;
        }
        let sketch: Vec<u64> = own.shingles.iter().copied().take(SKETCH).collect();
        let mut candidates = BTreeSet::new();
        for hash in &sketch {
            let bucket = buckets.entry(*hash).or_default();
            candidates.extend(bucket.iter().rev().take(NEAREST));
            bucket.push(segment.index);
        }
        // The nearest of those before it.
        let copy = candidates.iter().rev().find(|&&other: &&usize| is_copy(&plain[other], own));
        found.extend(copy.map(|&copy| (copy, segment.index)));
    }
    found
}

fn is_copy(a: &Plain, b: &Plain) -> bool {
    // Sentences that differ in a number only are the rows of a table.
    let digits =
        |plain: &Plain| -> String { plain.letters.chars().filter(char::is_ascii_digit).collect() };
    a.likeness(b) >= COPY && digits(a) == digits(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::keys::tests::bitext;

    #[test]
    fn copies_are_found_wherever_they_stand() {
        let target = [
            "그러나 추가 회담은 이루어지지 않았다.",
            "1956년에 공장은 8개였다.",
            "안 장군은 5월 3일 서울로 돌아갔다.",
            "1957년에 공장은 9개였다.",
            "그러나 추가 회담은 이루어지지 않았다.",
            "그러나 추가회담은 이루어지지 않았다",
        ];
        let half = bitext(&["x"], &target).target;
        let plain: Vec<_> = half.segments.iter().map(|s| Plain::new(&s.text)).collect();
        assert_eq!(copies(&half, &plain, 8), [(0, 4), (4, 5)]);
        assert_eq!(copies(&half, &plain, 80), []);
    }
}
