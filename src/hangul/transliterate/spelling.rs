//! How likely a Hangul spelling of a foreign name is, learned from names and loanwords in translations.
//!
//! Each Latin letter writes no, one, two or three letters of Hangul, depending on the letters around it;
//! the counts of what it was seen to write stand in a table. Where [`likeness`](super::likeness) says
//! whether two words can be one name, this says whether a letter of it is likely to be a slip: 블런투 is
//! heard like Blunt, but a last t is hardly ever 투.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use crate::{
    hangul::jamo::{self, CODAS, INITIALS, Syllable, VOWELS, compose, decompose},
    text::{Folded, table},
};

/// The most letters of Hangul that a Latin letter writes (x in 텍스트, 맥스).
const MOST: usize = 3;

/// What a longer context must have seen to outweigh the shorter one inside it.
const BACKOFF: f64 = 1.5;

/// The probability of what was never seen, per letter.
const UNSEEN: f64 = 1e-5;

/// Contexts seen less often than this are not kept.
const LEAST: u32 = 3;

/// What Latin letters write in Hangul.
#[derive(Debug, Clone, Default)]
pub struct Spelling {
    /// By context: what the letter wrote, each with its count.
    counts: HashMap<String, BTreeMap<String, u32>>,
}

/// What a correction must at least gain to be sure, in nats.
const LEAST_GAIN: f64 = 7.0;

/// A likelier spelling of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The spelling.
    pub spelling: String,
    /// How much likelier it is, in nats.
    pub gain_nats: f64,
    /// How likely it is, in nats for each Latin letter; 0 is certain.
    pub fit_nats: f64,
    /// Which letter differs.
    pub letter: Letter,
}

/// Where a letter of Hangul stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// The first consonant of a syllable.
    Initial,
    /// A vowel that stands for one of the name.
    Vowel,
    /// ㅡ, or a vowel in its place.
    Filler,
    /// The last consonant of a syllable.
    Coda,
}

impl Correction {
    /// Whether the likelier spelling says that the other is a slip.
    ///
    /// Vowels never do, since they differ between any two languages. For the rest the bounds let 1 in 200
    /// names of a list of 2,200 pass that are spelled as they should be, for each kind of letter
    /// (`scripts/transliteration.rs test`); of slips planted in them 9 in 10 of finals, 6 in 10 of initials
    /// and 3 in 10 of fillers are seen.
    pub fn is_sure(&self) -> bool {
        let least = match self.letter {
            Letter::Initial | Letter::Filler => 11.0,
            Letter::Coda => LEAST_GAIN,
            Letter::Vowel => return false,
        };
        self.gain_nats >= least && self.fit_nats >= -1.0
    }
}

/// Which letter two spellings differ in.
fn letter(a: &str, b: &str) -> Letter {
    let differing = a.chars().zip(b.chars()).find(|(a, b)| a != b);
    let parts = differing.and_then(|(a, b)| Some((decompose(a)?, decompose(b)?)));
    match parts {
        Some((a, b)) if a.initial != b.initial => Letter::Initial,
        Some((a, b)) if a.vowel != b.vowel => {
            if a.vowel == 'ㅡ' || b.vowel == 'ㅡ' {
                Letter::Filler
            } else {
                Letter::Vowel
            }
        }
        _ => Letter::Coda,
    }
}

static LEARNED: LazyLock<Spelling> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/foreign-spelling.tsv");
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

    /// Learns from pairs of a Latin word and its Hangul, each with a weight.
    ///
    /// First what each letter writes by itself, by expectation maximisation; then each pair is aligned
    /// the likeliest way and counted in context, twice.
    pub fn train(pairs: &[(String, String, u32)]) -> Self {
        let pairs: Vec<(Vec<char>, Vec<char>, u32)> = pairs
            .iter()
            .map(|(latin, hangul, weight)| (letters(latin), units(hangul), *weight))
            .filter(|(latin, hangul, _)| !latin.is_empty() && !hangul.is_empty())
            .collect();
        let alone = expect(&pairs);
        let mut model = Self::default();
        for round in 0..3 {
            let mut next = Self::default();
            for (latin, hangul, weight) in &pairs {
                let prob = |at: usize, chunk: &[char]| {
                    let chunk: String = chunk.iter().collect();
                    match round {
                        0 => alone.get(&(latin[at], chunk)).copied().unwrap_or(1e-9),
                        _ => model.prob(latin, at, &chunk),
                    }
                };
                let Some((_, path)) = best(latin, hangul, prob) else { continue };
                for (at, chunk) in path.into_iter().enumerate() {
                    for context in contexts(latin, at) {
                        *next
                            .counts
                            .entry(context)
                            .or_default()
                            .entry(chunk.clone())
                            .or_default() += weight;
                    }
                }
            }
            model = next;
        }
        model.counts.retain(|_, chunks| chunks.values().sum::<u32>() >= LEAST);
        model.counts = without_what_the_shorter_says(model.counts);
        model
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

    /// The [`correction`](Self::correction) of a spelling that is surely a slip; found at once for most that
    /// are none.
    pub fn slip(&self, latin: &str, hangul: &str) -> Option<Correction> {
        // Nothing is likelier than certain, so what is itself likely cannot gain enough.
        if -self.log_prob(latin, hangul) < LEAST_GAIN {
            return None;
        }
        self.correction(latin, hangul).filter(Correction::is_sure)
    }

    /// The likeliest spelling of `latin` that differs from `hangul` by one letter of one syllable, if it
    /// is likelier than `hangul`.
    pub fn correction(&self, latin: &str, hangul: &str) -> Option<Correction> {
        let letters = letters(latin);
        let table = Choices::new(self, &letters);
        let now = table.log_prob(&units(hangul));
        let best = neighbours(hangul)
            .into_iter()
            .map(|other| (table.log_prob(&units(&other)), other))
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))?;
        let gain_nats = best.0 - now;
        let fit_nats = best.0 / letters.len().max(1) as f64;
        let letter = letter(hangul, &best.1);
        (gain_nats > 0.0).then_some(Correction { spelling: best.1, gain_nats, fit_nats, letter })
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
        if syllable.initial != 'ㅇ' {
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

/// What each letter writes by itself, by expectation maximisation over all alignments.
fn expect(pairs: &[(Vec<char>, Vec<char>, u32)]) -> HashMap<(char, String), f64> {
    const ROUNDS: usize = 8;
    // A letter mostly writes a letter.
    const LENGTHS: [f64; MOST + 1] = [0.25, 0.55, 0.17, 0.03];
    let mut probs: HashMap<(char, String), f64> = HashMap::new();
    for round in 0..ROUNDS {
        let mut counts: BTreeMap<(char, String), f64> = BTreeMap::new();
        for (latin, units, weight) in pairs {
            let (n, m) = (latin.len(), units.len());
            let width = m + 1;
            let prob = |i: usize, j: usize, length: usize| -> f64 {
                if round == 0 {
                    return LENGTHS[length] / 40f64.powi(i32::try_from(length).unwrap_or_default());
                }
                let chunk: String = units[j..j + length].iter().collect();
                probs.get(&(latin[i], chunk)).copied().unwrap_or(0.0)
            };
            let mut forward = vec![0.0; (n + 1) * width];
            let mut backward = vec![0.0; (n + 1) * width];
            forward[0] = 1.0;
            backward[n * width + m] = 1.0;
            for i in 0..n {
                for j in 0..=m {
                    for length in 0..=MOST.min(m - j) {
                        forward[(i + 1) * width + j + length] +=
                            forward[i * width + j] * prob(i, j, length);
                    }
                }
            }
            for i in (0..n).rev() {
                for j in 0..=m {
                    backward[i * width + j] = (0..=MOST.min(m - j))
                        .map(|length| prob(i, j, length) * backward[(i + 1) * width + j + length])
                        .sum();
                }
            }
            let whole = forward[n * width + m];
            if whole <= 0.0 {
                continue;
            }
            for i in 0..n {
                for j in 0..=m {
                    for length in 0..=MOST.min(m - j) {
                        let share = forward[i * width + j]
                            * prob(i, j, length)
                            * backward[(i + 1) * width + j + length]
                            / whole;
                        if share > 1e-6 {
                            let chunk: String = units[j..j + length].iter().collect();
                            *counts.entry((latin[i], chunk)).or_default() +=
                                share * f64::from(*weight);
                        }
                    }
                }
            }
        }
        let mut of_letter: BTreeMap<char, f64> = BTreeMap::new();
        for ((letter, _), count) in &counts {
            *of_letter.entry(*letter).or_default() += count;
        }
        probs = counts
            .into_iter()
            .map(|((letter, chunk), count)| {
                let prob = count / of_letter[&letter];
                ((letter, chunk), prob)
            })
            .collect();
    }
    probs
}

/// Leaves out contexts that say what the next shorter one says: always the same, and only that.
fn without_what_the_shorter_says(
    counts: HashMap<String, BTreeMap<String, u32>>,
) -> HashMap<String, BTreeMap<String, u32>> {
    let usual = |chunks: &BTreeMap<String, u32>| -> Option<(String, f64)> {
        let all: u32 = chunks.values().sum();
        let most = chunks.iter().max_by_key(|(_, count)| **count)?;
        Some((most.0.clone(), f64::from(*most.1) / f64::from(all)))
    };
    let keep: Vec<String> = counts
        .iter()
        .filter(|(context, chunks)| {
            let shorter = shorter(context).and_then(|shorter| usual(counts.get(&shorter)?));
            let Some((chunk, share)) = shorter else { return true };
            !(chunks.len() == 1 && chunks.contains_key(&chunk) && share > 0.95)
        })
        .map(|(context, _)| context.clone())
        .collect();
    let mut counts = counts;
    let mut kept = HashMap::new();
    for context in keep {
        if let Some(chunks) = counts.remove(&context) {
            kept.insert(context, chunks);
        }
    }
    kept
}

/// The next narrower context.
fn shorter(context: &str) -> Option<String> {
    let (before, rest) = context.split_once('(')?;
    let (letter, after) = rest.split_once(')')?;
    let last = |n: usize| -> String {
        let skip = before.chars().count().saturating_sub(n);
        before.chars().skip(skip).collect()
    };
    let first = |n: usize| -> String { after.chars().take(n).collect() };
    match (before.chars().count(), after.chars().count()) {
        (2, 2) => Some(format!("{}({letter}){after}", last(1))),
        (1, 2) => Some(format!("{before}({letter}){}", first(1))),
        (1, 1) => Some(format!("({letter}){after}")),
        (0, 1) => Some(format!("({letter})")),
        _ => None,
    }
}

/// Hangul that differs by a letter of a syllable.
fn neighbours(hangul: &str) -> Vec<String> {
    let syllables: Vec<char> = hangul.chars().collect();
    let mut found = Vec::new();
    let mut add = |at: usize, syllable: Syllable| {
        if let Some(other) = compose(syllable).filter(|other| *other != syllables[at]) {
            let mut changed = syllables.clone();
            changed[at] = other;
            found.push(changed.into_iter().collect());
        }
    };
    for (at, &syllable) in syllables.iter().enumerate() {
        let Some(syllable) = decompose(syllable) else { continue };
        for &initial in &INITIALS {
            add(at, Syllable { initial, ..syllable });
        }
        for &vowel in &VOWELS {
            add(at, Syllable { vowel, ..syllable });
        }
        // The finals that foreign names are written with.
        for coda in [
            None,
            Some('ㄱ'),
            Some('ㄴ'),
            Some('ㄹ'),
            Some('ㅁ'),
            Some('ㅂ'),
            Some('ㅅ'),
            Some('ㅇ'),
        ] {
            add(at, Syllable { coda, ..syllable });
        }
    }
    debug_assert!(found.iter().all(|other: &String| jamo::distance(other, hangul) <= 2.0));
    found
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
