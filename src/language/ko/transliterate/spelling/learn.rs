//! Learning what letters write from pairs of words, and what of it is worth keeping.

use std::collections::{BTreeMap, HashMap};

use super::{MOST, Spelling, best, contexts, letters, units};

/// Contexts seen less often than this are not kept.
const LEAST: u32 = 3;

impl Spelling {
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
