//! How likely a Hangul spelling of a foreign name is, learned from names and loanwords in translations.
//!
//! Each Latin letter writes no, one, two or three letters of Hangul, depending on the letters around it;
//! the counts of what it was seen to write stand in a table. Where [`likeness`](super::likeness) says
//! whether two words can be one name, this says whether a letter of it is likely to be a slip: 블런투 is
//! heard like Blunt, but a last t is hardly ever 투.

mod correction;
mod learn;

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

pub use correction::{Correction, Letter};

use crate::{
    language::ko::jamo::{CODAS, IEUNG, decompose},
    text::{Folded, table},
};

/// The most letters of Hangul that a Latin letter writes (x in 텍스트, 맥스).
const MOST: usize = 3;

/// What a longer context must have seen to outweigh the shorter one inside it.
const BACKOFF: f64 = 1.5;

/// The probability of what was never seen, per letter.
const UNSEEN: f64 = 1e-5;

/// What Latin letters write in Hangul.
#[derive(Debug, Clone, Default)]
pub struct Spelling {
    /// By context: what the letter wrote, each with its count.
    counts: HashMap<String, BTreeMap<String, u32>>,
}

static LEARNED: LazyLock<Spelling> = LazyLock::new(|| {
    let text = table::text!("foreign-spelling.tsv");
    Spelling::parse(text)
});

impl Spelling {
    /// What was learned from the translations named in the table.
    pub fn learned() -> &'static Self {
        &LEARNED
    }

    /// Reads a table of this kind; one that is malformed stops the program.
    pub fn parse(text: &'static str) -> Self {
        let mut counts: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
        for [context, written, _] in table::rows::<3>("foreign-spelling.tsv", text) {
            let chunks = written.split(' ').filter_map(|cell| {
                let (chunk, count) = cell.split_once(':')?;
                let chunk = if chunk == "0" { String::new() } else { chunk.to_owned() };
                Some((chunk, count.parse().ok()?))
            });
            counts.insert(context.to_owned(), chunks.collect());
        }
        Self { counts }
    }

    /// The table: context, what is written there with counts, and `source`.
    pub fn rows(&self, source: &str) -> String {
        let mut contexts: Vec<_> = self.counts.iter().collect();
        contexts.sort();
        let mut out = String::new();
        for (context, chunks) in contexts {
            let mut cells: Vec<(&String, &u32)> = chunks.iter().collect();
            cells.sort_by_key(|(chunk, count)| (std::cmp::Reverse(**count), (*chunk).clone()));
            let cells = cells.into_iter().map(|(chunk, count)| {
                format!("{}:{count}", if chunk.is_empty() { "0" } else { chunk.as_str() })
            });
            let cells: Vec<String> = cells.collect();
            out.extend([context.as_str(), "\t", &cells.join(" "), "\t", source, "\n"]);
        }
        out
    }

    /// The probability that the letter at a place writes `chunk`.
    fn prob(&self, latin: &[char], at: usize, chunk: &str) -> f64 {
        let mut prob = UNSEEN;
        // From the letter alone to the widest context.
        for context in contexts(latin, at).iter().rev() {
            let Some(chunks) = self.counts.get(context) else { continue };
            let seen = f64::from(chunks.get(chunk).copied().unwrap_or(0));
            let all = f64::from(chunks.values().sum::<u32>());
            prob = (seen + BACKOFF * prob) / (all + BACKOFF);
        }
        prob.max(UNSEEN)
    }

    /// The logarithm of the probability that `latin` is written `hangul`, in nats.
    ///
    /// Letters of the one times letters of the other.
    pub fn log_prob(&self, latin: &str, hangul: &str) -> f64 {
        let latin = letters(latin);
        let table = Choices::new(self, &latin);
        table.log_prob(&units(hangul))
    }
}

/// The probabilities of all that each letter of a name was ever seen to write.
struct Choices<'a> {
    model: &'a Spelling,
    latin: &'a [char],
    known: RefCell<HashMap<(usize, u64), f64>>,
}

impl<'a> Choices<'a> {
    fn new(model: &'a Spelling, latin: &'a [char]) -> Self {
        Self { model, latin, known: RefCell::default() }
    }

    fn log_prob(&self, units: &[char]) -> f64 {
        let prob = |at: usize, chunk: &[char]| {
            // Letters of Hangul have codes of 16 bits.
            let packed = chunk.iter().fold(1, |packed, &c| packed << 16 | u64::from(u32::from(c)));
            let key = (at, packed);
            if let Some(&prob) = self.known.borrow().get(&key) {
                return prob;
            }
            let prob = self.model.prob(self.latin, at, &chunk.iter().collect::<String>());
            self.known.borrow_mut().insert(key, prob);
            prob
        };
        best(self.latin, units, prob).map_or(f64::NEG_INFINITY, |(log, _)| log)
    }
}

/// The letters of a Latin name, without marks.
fn letters(latin: &str) -> Vec<char> {
    Folded::new(latin).text().chars().filter(char::is_ascii_alphabetic).collect()
}

/// The letters of Hangul: initials but the silent ㅇ, vowels, and finals in letters of their own.
fn units(hangul: &str) -> Vec<char> {
    let mut units = Vec::new();
    for syllable in hangul.chars().filter_map(decompose) {
        if syllable.initial != IEUNG {
            units.push(syllable.initial);
        }
        units.push(syllable.vowel);
        if let Some(at) = CODAS.iter().position(|coda| *coda == syllable.coda).filter(|&at| at > 0)
        {
            units.extend(char::from_u32(0x11a7 + u32::try_from(at).unwrap_or_default()));
        }
    }
    units
}

/// The contexts of a letter, the widest first: two letters on either side, one, one on one side, none.
fn contexts(latin: &[char], at: usize) -> [String; 5] {
    let around = |before: usize, after: usize| -> String {
        let place = |offset: usize, back: bool| -> char {
            let index = if back { at.checked_sub(offset) } else { Some(at + offset) };
            index.and_then(|i| latin.get(i)).copied().unwrap_or('#')
        };
        let mut text: String = (1..=before).rev().map(|o| place(o, true)).collect();
        text.push('(');
        text.push(latin[at]);
        text.push(')');
        text.extend((1..=after).map(|o| place(o, false)));
        text
    };
    [around(2, 2), around(1, 2), around(1, 1), around(0, 1), around(0, 0)]
}

/// The likeliest way in which the letters write the units: its log probability, and what each letter
/// writes. None if there are more units than the letters can write.
fn best(
    latin: &[char],
    units: &[char],
    prob: impl Fn(usize, &[char]) -> f64,
) -> Option<(f64, Vec<String>)> {
    let (n, m) = (latin.len(), units.len());
    let width = m + 1;
    let mut table = vec![(f64::NEG_INFINITY, 0usize); (n + 1) * width];
    table[0].0 = 0.0;
    for i in 0..n {
        for j in 0..=m {
            let here = table[i * width + j].0;
            if here.is_infinite() {
                continue;
            }
            for length in 0..=MOST.min(m - j) {
                let score = here + prob(i, &units[j..j + length]).ln();
                let cell = &mut table[(i + 1) * width + j + length];
                if score > cell.0 {
                    *cell = (score, length);
                }
            }
        }
    }
    let total = table[n * width + m].0;
    if total.is_infinite() {
        return None;
    }
    let mut path = vec![String::new(); n];
    let mut j = m;
    for i in (0..n).rev() {
        let length = table[(i + 1) * width + j].1;
        path[i] = units[j - length..j].iter().collect();
        j -= length;
    }
    Some((total, path))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_are_told_from_spellings() {
        #[rustfmt::skip]
        let cases = [
            ("Blunt",    "블런트",   None,             "as it should be"),
            ("Jennings", "제닝스",   None,             "as it should be"),
            ("Blunt",    "블런투",   Some("블런트"),   "a last t is hardly ever 투"),
            ("Jennings", "제닌스",   None,             "too near to be sure"),
            ("Pimenov",  "피메노프", None,             "as it should be"),
            ("Toronto",  "토론토",   None,             "as it should be"),
        ];
        for (latin, hangul, expected, why) in cases {
            let correction = Spelling::learned().correction(latin, hangul);
            let sure = correction.as_ref().filter(|c| c.is_sure()).map(|c| c.spelling.as_str());
            assert_eq!(sure, expected, "{latin} {hangul}: {why}: {correction:?}");
        }
    }

    #[test]
    fn what_is_learned_is_what_was_shown() {
        let pairs: Vec<(String, String, u32)> =
            [("bata", "바타"), ("taba", "타바"), ("tata", "타타")]
                .map(|(latin, hangul)| (latin.to_owned(), hangul.to_owned(), 3))
                .to_vec();
        let model = Spelling::train(&pairs);
        let correction = model.correction("baba", "바가").expect("likelier");
        assert_eq!((correction.spelling.as_str(), correction.letter), ("바바", Letter::Initial));
        let rows = format!("context\twritten\tsource\n{}", model.rows("a test"));
        let again = Spelling::parse(Box::leak(rows.into_boxed_str()));
        assert_eq!(again.rows("a test"), model.rows("a test"));
    }

    proptest! {
        #[test]
        fn any_two_words_can_be_compared(latin in "\\PC{0,10}", hangul in "[가-힣]{0,6}") {
            let spelling = Spelling::learned();
            prop_assert!(spelling.log_prob(&latin, &hangul) <= 0.0);
            if let Some(found) = spelling.correction(&latin, &hangul) {
                prop_assert!(found.gain_nats > 0.0 && found.spelling != hangul);
            }
        }
    }
}
