//! The lexicon as a file: read where it lies, without building anything.
//!
//! Words are sorted and prefix-compressed in blocks of sixteen, found by binary search over the first
//! of each block; probabilities are one byte of their logarithm. All numbers are little-endian.
//!
//! ```text
//! 0   "daejolex"
//! 8   u32 version
//! 12  SHA-256 of everything from byte 44
//! 44  for each section: u32 offset from the start of the file, u32 length
//!     the sections, in the order of `Section`
//! ```

mod write;

use sha2::{Digest, Sha256};

use super::{Meta, Problem};
use crate::text::Tongue;
pub(crate) use write::{Content, Side, write};

/// What the file begins with.
const MAGIC: &[u8; 8] = b"daejolex";

/// The version of the format that is written and read.
const VERSION: u32 = 1;

const HEADER: usize = 44;
const BLOCK: usize = 16;

/// Steps of a stored probability in one nat; 255 steps reach down to e⁻⁷·⁹⁷ = 0.00035.
const PROB_STEPS: f64 = 32.0;

/// Steps of a stored count in one nat; 255 steps reach 8.3 million.
const COUNT_STEPS: f64 = 16.0;

/// Steps of a stored log share in one nat; 255 steps reach e⁻²¹.
const SHARE_STEPS: f64 = 12.0;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Section {
    Meta,
    EnglishWords,
    EnglishBlocks,
    EnglishCounts,
    EnglishFound,
    EnglishRows,
    EnglishRowStarts,
    KoreanWords,
    KoreanBlocks,
    KoreanCounts,
    KoreanFound,
    KoreanRows,
    KoreanRowStarts,
    KoreanStems,
    EndingWords,
    EndingBlocks,
    EndingShares,
    Totals,
}

const SECTIONS: usize = Section::Totals as usize + 1;

/// Which language a word is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    English,
    Korean,
    Ending,
}

impl From<Tongue> for Of {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::English => Self::English,
            Tongue::Korean => Self::Korean,
        }
    }
}

/// A lexicon file, checked to be whole.
#[derive(Debug, Clone)]
pub(crate) struct File {
    bytes: std::borrow::Cow<'static, [u8]>,
    sections: [(usize, usize); SECTIONS],
    lengths: [u32; 3],
    /// Weight of the words the stems were learned from, and words of either language in all.
    pub(crate) totals: [f64; 3],
}

impl File {
    /// Checks `bytes` and finds the sections; the checksum only if `untrusted`.
    pub(crate) fn open(
        bytes: std::borrow::Cow<'static, [u8]>,
        untrusted: bool,
    ) -> Result<Self, Problem> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(Problem::NotALexicon);
        }
        let version = u32_at(&bytes, 8).ok_or(Problem::Truncated)?;
        if version != VERSION {
            return Err(Problem::Version { found: version, read: VERSION });
        }
        let body = bytes.get(HEADER..).ok_or(Problem::Truncated)?;
        if untrusted && bytes[12..HEADER] != Sha256::digest(body)[..] {
            return Err(Problem::Checksum);
        }
        let mut sections = [(0, 0); SECTIONS];
        for (number, section) in sections.iter_mut().enumerate() {
            let at = HEADER + 8 * number;
            let start = u32_at(&bytes, at).ok_or(Problem::Truncated)? as usize;
            let length = u32_at(&bytes, at + 4).ok_or(Problem::Truncated)? as usize;
            if start + length > bytes.len() {
                return Err(Problem::Truncated);
            }
            *section = (start, start + length);
        }
        let mut file = Self { bytes, sections, lengths: [0; 3], totals: [0.0; 3] };
        let totals = file.section(Section::Totals);
        let wrong = || Problem::Truncated;
        let mut lengths = [0; 3];
        let mut sums = [0.0; 3];
        for i in 0..3 {
            lengths[i] = u32_at(totals, 4 * i).ok_or_else(wrong)?;
            let bytes = totals.get(12 + 8 * i..20 + 8 * i).ok_or_else(wrong)?;
            sums[i] = f64::from_le_bytes(bytes.try_into().map_err(|_| wrong())?);
        }
        (file.lengths, file.totals) = (lengths, sums);
        Ok(file)
    }

    /// The bytes as they are stored.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn meta(&self) -> Result<Meta, Problem> {
        serde_json::from_slice(self.section(Section::Meta)).map_err(Problem::Meta)
    }

    fn section(&self, section: Section) -> &[u8] {
        let (start, end) = self.sections[section as usize];
        &self.bytes[start..end]
    }

    fn words(&self, of: Of) -> (&[u8], &[u8]) {
        let (words, blocks) = match of {
            Of::English => (Section::EnglishWords, Section::EnglishBlocks),
            Of::Korean => (Section::KoreanWords, Section::KoreanBlocks),
            Of::Ending => (Section::EndingWords, Section::EndingBlocks),
        };
        (self.section(words), self.section(blocks))
    }

    /// How many words there are.
    pub(crate) fn len(&self, of: Of) -> u32 {
        self.lengths[of as usize]
    }

    /// The number of a word. Logarithmic in the number of words.
    pub(crate) fn find(&self, of: Of, word: &str) -> Option<u32> {
        let block = self.block_of(of, word.as_bytes())?.checked_sub(1)?;
        let number = u32::try_from(block * BLOCK).ok()?;
        let mut found = None;
        self.scan(of, block, |within, bytes| {
            if bytes == word.as_bytes() {
                found = Some(number + within);
            }
            bytes < word.as_bytes()
        });
        found.filter(|&number| number < self.len(of))
    }

    /// How many blocks begin with a word that is not after `bytes`.
    fn block_of(&self, of: Of, bytes: &[u8]) -> Option<usize> {
        let (words, blocks) = self.words(of);
        let (mut low, mut high) = (0, blocks.len() / 4);
        while low < high {
            let middle = low.midpoint(high);
            let at = u32_at(blocks, 4 * middle)? as usize;
            if first_word(words.get(at..)?)? <= bytes {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Some(low)
    }

    /// The numbers of the words that begin with `root`.
    pub(crate) fn beginning(&self, of: Of, root: &str) -> std::ops::Range<u32> {
        let mut past = root.as_bytes().to_vec();
        // No UTF-8 text holds this byte, so every word with the root comes before.
        past.push(0xff);
        self.at_or_after(of, root.as_bytes())..self.at_or_after(of, &past)
    }

    /// The number of the first word that does not come before `bytes`.
    fn at_or_after(&self, of: Of, bytes: &[u8]) -> u32 {
        let block = self.block_of(of, bytes).unwrap_or(0);
        let Some(block) = block.checked_sub(1) else { return 0 };
        let mut before = 0;
        self.scan(of, block, |within, word| {
            if word < bytes {
                before = within + 1;
            }
            word < bytes
        });
        (u32::try_from(block * BLOCK).unwrap_or(u32::MAX) + before).min(self.len(of))
    }

    /// The word of a number.
    pub(crate) fn word(&self, of: Of, number: u32) -> String {
        let mut found = String::new();
        let wanted = number % 16;
        self.scan(of, (number / 16) as usize, |within, bytes| {
            if within == wanted {
                found = String::from_utf8_lossy(bytes).into_owned();
            }
            within < wanted
        });
        found
    }

    /// Calls `each` with the words of a block until it says no.
    fn scan(&self, of: Of, block: usize, mut each: impl FnMut(u32, &[u8]) -> bool) {
        let (words, blocks) = self.words(of);
        let Some(start) = u32_at(blocks, 4 * block) else { return };
        let Some(mut rest) = words.get(start as usize..) else { return };
        let mut word: Vec<u8> = Vec::with_capacity(32);
        for within in 0..16 {
            let (Some(same), Some(more)) = (read_varint(&mut rest), read_varint(&mut rest)) else {
                return;
            };
            let Some((own, after)) = rest.split_at_checked(more as usize) else { return };
            word.truncate(same as usize);
            word.extend(own);
            rest = after;
            if !each(within, &word) {
                return;
            }
        }
    }

    /// Calls `each` with the translations of a word: their number, the probability of each given the
    /// word, and of the word given each.
    pub(crate) fn translations(&self, of: Of, number: u32, mut each: impl FnMut(u32, f64, f64)) {
        let (rows, starts) = match of {
            Of::English => (Section::EnglishRows, Section::EnglishRowStarts),
            Of::Korean | Of::Ending => (Section::KoreanRows, Section::KoreanRowStarts),
        };
        let (rows, starts) = (self.section(rows), self.section(starts));
        let at = 4 * number as usize;
        let (Some(start), Some(end)) = (u32_at(starts, at), u32_at(starts, at + 4)) else { return };
        let Some(mut row) = rows.get(start as usize..end as usize) else { return };
        let mut word = 0;
        while let Some(step) = read_varint(&mut row) {
            let Some((&[there, back], after)) = row.split_first_chunk::<2>() else { return };
            row = after;
            word += step;
            each(word, PROBS[there as usize], PROBS[back as usize]);
        }
    }

    /// How often a word was met in training.
    pub(crate) fn count(&self, of: Of, number: u32) -> f64 {
        let section =
            if of == Of::English { Section::EnglishCounts } else { Section::KoreanCounts };
        let byte = self.section(section).get(number as usize).copied().unwrap_or(0);
        (f64::from(byte) / COUNT_STEPS).exp()
    }

    /// In what share of the sentences of a word a translation of it stood opposite.
    pub(crate) fn found(&self, of: Of, number: u32) -> f64 {
        let section = if of == Of::English { Section::EnglishFound } else { Section::KoreanFound };
        f64::from(self.section(section).get(number as usize).copied().unwrap_or(0)) / 255.0
    }

    /// ln of the share of a Korean stem among words.
    pub(crate) fn stem_ln(&self, number: u32) -> f64 {
        let byte = self.section(Section::KoreanStems).get(number as usize).copied();
        -f64::from(byte.unwrap_or(u8::MAX)) / SHARE_STEPS
    }

    /// ln of the share of an ending among words.
    pub(crate) fn ending_ln(&self, number: u32) -> f64 {
        let byte = self.section(Section::EndingShares).get(number as usize).copied();
        -f64::from(byte.unwrap_or(u8::MAX)) / SHARE_STEPS
    }
}

static PROBS: std::sync::LazyLock<[f64; 256]> =
    std::sync::LazyLock::new(|| std::array::from_fn(|step| (-(step as f64) / PROB_STEPS).exp()));

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*four))
}

fn read_varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for shift in (0..32).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn first_word(mut block: &[u8]) -> Option<&[u8]> {
    read_varint(&mut block)?;
    let length = read_varint(&mut block)? as usize;
    block.get(..length)
}

#[cfg(test)]
mod tests {
    use std::{borrow::Cow, collections::BTreeSet};

    use proptest::prelude::*;

    use super::{write::small, *};

    fn content(english: BTreeSet<String>, korean: BTreeSet<String>) -> Content {
        let side = |words: BTreeSet<String>| Side {
            counts: vec![7.0; words.len()],
            found: vec![0.5; words.len()],
            words: words.into_iter().collect(),
        };
        let (n, m) = (small(english.len()), small(korean.len()));
        let pairs =
            (0..n).flat_map(|s| (0..m).filter(move |t| (s + t) % 3 == 0).map(move |t| (s, t)));
        Content {
            meta: Meta::default(),
            stem_lns: vec![-5.0; korean.len()],
            sides: [english, korean].map(side),
            endings: vec![(String::new(), -1.0), ("는".to_owned(), -3.0)],
            stem_words: 100.0,
            entries: pairs.map(|(s, t)| (s, t, 0.5, 0.25)).collect(),
        }
    }

    fn words() -> impl Strategy<Value = BTreeSet<String>> {
        prop::collection::btree_set("[a-c가-나]{1,4}", 0..60)
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(english in words(), korean in words(), other in "[a-c가-나]{0,4}") {
            let bytes = write(&content(english.clone(), korean.clone()));
            let file = File::open(Cow::Owned(bytes), true).expect("just written");
            for (of, words) in [(Of::English, &english), (Of::Korean, &korean)] {
                prop_assert_eq!(file.len(of) as usize, words.len());
                for (number, word) in (0u32..).zip(words) {
                    prop_assert_eq!(file.find(of, word), Some(number));
                    prop_assert_eq!(&file.word(of, number), word);
                }
                prop_assert_eq!(file.find(of, &other).is_some(), words.contains(&other));
                let range = file.beginning(of, &other);
                let begins: Vec<u32> = (0u32..)
                    .zip(words)
                    .filter(|(_, w)| w.starts_with(&other))
                    .map(|(n, _)| n)
                    .collect();
                prop_assert_eq!(range.collect::<Vec<_>>(), begins);
            }
            for source in 0..file.len(Of::English) {
                let mut found = Vec::new();
                file.translations(Of::English, source, |target, there, back| {
                    assert!((there - 0.5).abs() < 0.02 && (back - 0.25).abs() < 0.02);
                    found.push(target);
                });
                let expected: Vec<u32> =
                    (0..file.len(Of::Korean)).filter(|t| (source + t) % 3 == 0).collect();
                prop_assert_eq!(found, expected);
            }
        }

        #[test]
        fn damage_is_told_and_never_panics(at in 0usize..2000, with in 1u8..=255, cut in 0usize..2000) {
            let words = || ["ab", "abc", "b"].map(str::to_owned).into();
            let whole = write(&content(words(), words()));
            let mut damaged = whole.clone();
            let at = at % whole.len();
            damaged[at] ^= with;
            prop_assert!(File::open(Cow::Owned(damaged.clone()), true).is_err());
            // A file that was not checked may say nonsense, but it says it quietly.
            if let Ok(file) = File::open(Cow::Owned(damaged), false) {
                for number in 0..5 {
                    file.word(Of::English, number);
                    file.translations(Of::Korean, number, |_, _, _| {});
                    file.found(Of::Korean, number);
                    file.stem_ln(number);
                }
                file.find(Of::English, "abc");
                file.beginning(Of::Korean, "a");
            }
            let cut = cut % whole.len();
            prop_assert!(File::open(Cow::Owned(whole[..cut].to_vec()), true).is_err());
        }
    }

    #[test]
    fn each_kind_of_damage_has_its_name() {
        let whole = write(&content(["a".to_owned()].into(), ["가".to_owned()].into()));
        let open = |bytes: Vec<u8>| File::open(Cow::Owned(bytes), true).map(|_| ());
        assert!(matches!(open(b"PK".to_vec()), Err(Problem::NotALexicon)));
        let mut newer = whole.clone();
        newer[8] = 9;
        assert!(matches!(open(newer), Err(Problem::Version { found: 9, .. })));
        assert!(matches!(open(whole[..20].to_vec()), Err(Problem::Truncated)));
        assert!(matches!(open(whole[..100].to_vec()), Err(Problem::Checksum)));
        assert!(open(whole).is_ok());
    }
}
