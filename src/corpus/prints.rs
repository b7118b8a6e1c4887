//! What is remembered of a pair to find it again: a few numbers instead of its text.
//!
//! Pairs that are nearly the same are found by `MinHash` (Broder 1997, "On the resemblance and containment of documents"):
//! of the runs of three letters of both sides, hashed in [`VALUES`] ways, the least are kept. The share of these that two
//! pairs have in common estimates the share of the runs that they have in common, with a deviation of about .04 at .9.
//! Bands of five of them are looked up; two pairs that share nine runs in ten have one band in common in 99.99 % of
//! cases, two that share eight in ten in 99 %.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::pair::Pair;
use crate::plant::mixed;

/// Least hashes that are kept of a pair.
pub const VALUES: usize = BANDS * ROWS;
/// Groups of them that are looked up.
pub const BANDS: usize = 12;
const ROWS: usize = 5;

/// Letters in a run.
const RUN: usize = 3;

/// The letters and digits of a text in lower case, without what stands between them; `number_blind` makes all figures
/// one.
pub(super) fn folded(text: &str, number_blind: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
        let figure = number_blind && c.is_numeric();
        if !figure || !folded.ends_with('0') {
            folded.push(if figure { '0' } else { c });
        }
    }
    folded
}

/// What of a pair is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Whether figures are the same whatever they are.
    pub number_blind: bool,
    /// From how many characters on a source may be boilerplate.
    pub boilerplate_chars: usize,
}

/// A pair as it is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prints {
    /// Position of its document.
    pub document: u32,
    /// Position of the pair among all of the corpus.
    pub pair: u64,
    /// Of both texts as they stand, but for blanks.
    pub exact: u64,
    /// Of their letters and digits.
    pub folded: u64,
    /// Of the letters and digits of the source.
    pub source: u64,
    /// Whether the source is long enough to be boilerplate.
    pub is_long: bool,
    /// Of the bands.
    pub bands: [u32; BANDS],
    /// The lowest eight bits of the least hashes.
    pub sketch: [u8; VALUES],
}

/// Bytes of a pair in a file.
pub(super) const SIZE: usize = 4 + 4 * 8 + 1 + 4 * BANDS + VALUES;

fn hash(parts: [&str; 2]) -> u64 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let bytes = hasher.finalize();
    bytes.iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// A number for each of the ways to hash.
static WAYS: LazyLock<[u64; VALUES]> =
    LazyLock::new(|| std::array::from_fn(|way| mixed(way as u64)));

/// The least hash of the runs of letters in each of the ways.
fn least([source, target]: [&str; 2]) -> [u64; VALUES] {
    let mut least = [u64::MAX; VALUES];
    for (side, text) in [(0, source), (1, target)] {
        let letters: Vec<u64> = text.chars().map(|c| u64::from(u32::from(c))).collect();
        // A text with fewer letters is one run.
        for run in letters.windows(RUN.min(letters.len()).max(1)) {
            let run = run.iter().fold(side, |run, letter| run << 21 | letter);
            let run = mixed(run);
            for (least, way) in least.iter_mut().zip(&*WAYS) {
                *least = (*least).min(mixed(run ^ way));
            }
        }
    }
    least
}

impl Prints {
    /// What is remembered of the pair at `pair` of the corpus.
    pub fn of(pair: &Pair, document: u32, at: u64, look: Look) -> Self {
        let (source, target) = (&pair.source.text, &pair.target.text);
        let [own, other] = [source, target].map(|text| folded(text, look.number_blind));
        let is_long = source.chars().count() >= look.boilerplate_chars;
        let least = least([&own, &other]);
        let band = |band: usize| {
            let rows = &least[band * ROWS..][..ROWS];
            // The higher half of a number by chance.
            (rows.iter().fold(band as u64, |band, &row| mixed(band ^ row)) >> 32) as u32
        };
        Self {
            document,
            pair: at,
            exact: hash([source, target]),
            folded: hash([&own, &other]),
            source: hash([&folded(source, false), ""]),
            is_long,
            bands: std::array::from_fn(band),
            sketch: least.map(|value| value.to_le_bytes()[0]),
        }
    }

    /// An estimate of the share of the runs of letters that two pairs have in common, 0–1.
    pub(super) fn similarity(&self, other: &Self) -> f64 {
        let same = self.sketch.iter().zip(&other.sketch).filter(|(a, b)| a == b).count();
        let same = same as f64 / VALUES as f64;
        // One in 256 is the same by chance.
        ((same - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
    }

    pub(super) fn to_bytes(self) -> [u8; SIZE] {
        let mut bytes = [0; SIZE];
        let mut at = 0;
        let mut put = |part: &[u8]| {
            bytes[at..at + part.len()].copy_from_slice(part);
            at += part.len();
        };
        put(&self.document.to_le_bytes());
        for number in [self.pair, self.exact, self.folded, self.source] {
            put(&number.to_le_bytes());
        }
        put(&[u8::from(self.is_long)]);
        for band in self.bands {
            put(&band.to_le_bytes());
        }
        put(&self.sketch);
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8; SIZE]) -> Self {
        let mut at = 0;
        let mut take = |length: usize| {
            at += length;
            &bytes[at - length..at]
        };
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b));
        let small = |bytes: &[u8]| bytes.iter().rev().fold(0, |n, &b| n << 8 | u32::from(b));
        Self {
            document: small(take(4)),
            pair: number(take(8)),
            exact: number(take(8)),
            folded: number(take(8)),
            source: number(take(8)),
            is_long: take(1) != [0],
            bands: std::array::from_fn(|_| small(take(4))),
            sketch: take(VALUES).try_into().unwrap_or([0; VALUES]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::pair::Side;

    fn prints(source: &str, target: &str, number_blind: bool) -> Prints {
        let side = |text: &str| Side { text: text.to_owned(), ..Side::default() };
        let (source, target) = (side(source), side(target));
        let pair = Pair { bead: 0, score: 1.0, source, target, findings: Vec::new() };
        Prints::of(&pair, 7, 1 << 40, Look { number_blind, boilerplate_chars: 0 })
    }

    #[test]
    fn what_is_written_is_read_back() {
        let prints = prints("He left.", "그는 떠났다.", false);
        assert_eq!(Prints::from_bytes(&prints.to_bytes()), prints);
    }

    #[test]
    fn letters_and_digits_are_what_is_compared() {
        assert_eq!(folded("He LEFT, on 3 May.", false), "helefton3may");
        assert_eq!(folded("1,000 대 35", true), "0대0");
        let a = prints("He left on 3 May.", "그는 5월 3일 떠났다.", true);
        let b = prints("He left on 14 May!", "그는 5월 14일 떠났다.", true);
        assert_eq!((a.folded, a.similarity(&b).to_bits()), (b.folded, 1.0_f64.to_bits()));
        assert_ne!(a.exact, b.exact);
        let b = prints("He left on 14 May!", "그는 5월 14일 떠났다.", false);
        assert_ne!(a.folded, b.folded);
    }

    #[test]
    fn similarity_is_about_the_share_of_the_runs() {
        let source =
            "The committee of the party met on the third of May in the capital of the republic.";
        let target = "당 위원회는 5월 3일 공화국 수도에서 모였다.";
        let own = prints(source, target, false);
        let near = prints(&source.replace("third", "fourth"), target, false);
        let far =
            prints("Nothing of this was ever told to anybody.", "아무에게도 말하지 않았다.", false);
        assert!(own.similarity(&near) > 0.75, "{}", own.similarity(&near));
        assert!(own.similarity(&far) < 0.1, "{}", own.similarity(&far));
        let shared = own.bands.iter().zip(&near.bands).filter(|(a, b)| a == b).count();
        assert!(shared > 0, "they are found");
    }
}
