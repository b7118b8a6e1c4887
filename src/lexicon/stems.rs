//! Which reading of a Korean word is right, by counting: the stem that recurs with many endings, and
//! the ending that recurs on many stems.
//!
//! A word is taken for a stem and an ending, chosen independently. Expectation maximisation over the
//! *kinds* of words of a corpus (a kind counts little more if it is frequent) finds how likely each
//! is; so 것은 is 것 with 은 however often it occurs, since 것 stands before everything else too.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::language::ko::stem::{Reading, of_verb, readings};

/// Rounds of expectation maximisation; the choices hardly change after five.
const ROUNDS: usize = 8;

/// Weight of an ending never seen, in words.
const SLIGHT: f64 = 1e-3;

/// Weight of the stems never seen, in words.
const UNSEEN: f64 = 20.0;

/// Weight of a stem that is known beforehand, in words.
const KNOWN: f64 = 20.0;

/// Chance of one more syllable in a stem never seen: about one in twenty of those in common use
/// would do after what is already there.
const SYLLABLE: f64 = 0.05;

/// Share of verbs among stems never seen: they are a closed class compared with nouns and names.
const VERB: f64 = 0.1;

/// A reading and how likely it is, in nats below certainty.
pub(crate) type Ranked = (Reading, f64);

/// How likely stems and endings are.
#[derive(Debug, Default)]
pub(crate) struct Stems {
    /// ln of the share of words with this stem.
    pub(crate) shares: HashMap<String, f64>,
    /// ln of the share of words with this ending.
    pub(crate) endings: HashMap<String, f64>,
    /// Sum of the weights of the words learned from.
    pub(crate) words: f64,
}

impl Stems {
    /// Learns from the words of a corpus with their counts; `known` are stems beyond doubt (사회주의,
    /// which else would be 사회주 with 의).
    pub(crate) fn learn(counts: &BTreeMap<String, u32>, known: &BTreeSet<&str>) -> Self {
        let mut stem_names = Names::default();
        let mut ending_names = Names::default();
        let mut words: Vec<(f64, Vec<(u32, u32)>)> = Vec::with_capacity(counts.len());
        for (word, &count) in counts {
            let readings = readings(word).into_iter();
            let readings = readings.map(|r| (stem_names.of(r.stem), ending_names.of(r.ending)));
            words.push((1.0 + f64::from(count).ln(), readings.collect()));
        }
        let before = |stem: &String| {
            UNSEEN * prior(stem) + if known.contains(stem.as_str()) { KNOWN } else { 0.0 }
        };
        let unseen: Vec<f64> = stem_names.names.iter().map(before).collect();
        let all: f64 = words.iter().map(|(weight, _)| weight).sum();
        let mut shares: Vec<Vec<f64>> = words
            .iter()
            .map(|(weight, readings)| vec![weight / readings.len() as f64; readings.len()])
            .collect();
        let mut stems = vec![0.0; unseen.len()];
        let mut endings = vec![0.0; ending_names.names.len()];
        for round in 0..=ROUNDS {
            stems.fill(0.0);
            endings.fill(0.0);
            for ((_, readings), shares) in words.iter().zip(&shares) {
                for (&(stem, ending), share) in readings.iter().zip(shares) {
                    stems[stem as usize] += share;
                    endings[ending as usize] += share;
                }
            }
            if round == ROUNDS {
                break;
            }
            for ((weight, readings), shares) in words.iter().zip(&mut shares) {
                for (&(stem, ending), share) in readings.iter().zip(shares.iter_mut()) {
                    // What this word itself adds is no evidence for its own stem: every word would
                    // be one.
                    let of_stem = (stems[stem as usize] - *share).max(0.0) + unseen[stem as usize];
                    let of_ending = (endings[ending as usize] - *share).max(0.0) + SLIGHT;
                    *share = of_stem * of_ending;
                }
                let sum: f64 = shares.iter().sum();
                for share in shares {
                    *share *= weight / sum;
                }
            }
        }
        for (p, unseen) in stems.iter_mut().zip(&unseen) {
            *p = (*p + unseen) / (all + UNSEEN);
        }
        for p in &mut endings {
            *p = (*p + SLIGHT) / all;
        }
        let named = |names: Names, values: Vec<f64>| {
            let kept = names.names.into_iter().zip(values);
            kept.map(|(name, p)| (name, p.ln())).filter(|(_, ln)| *ln > -25.0).collect()
        };
        Self { shares: named(stem_names, stems), endings: named(ending_names, endings), words: all }
    }

    /// The readings of `word`, likeliest first.
    pub(crate) fn ranked(&self, word: &str) -> Vec<Ranked> {
        rank(
            word,
            |stem| self.shares.get(stem).copied(),
            |ending| self.endings.get(ending).copied(),
            self.words,
        )
    }
}

/// Ranks the readings of `word` by what is known of stems and endings (ln of their shares among
/// `words` words); likeliest first.
pub(crate) fn rank(
    word: &str,
    stem_ln: impl Fn(&str) -> Option<f64>,
    ending_ln: impl Fn(&str) -> Option<f64>,
    words: f64,
) -> Vec<Ranked> {
    let score = |reading: Reading| {
        let stem =
            stem_ln(&reading.stem).unwrap_or_else(|| (UNSEEN / words * prior(&reading.stem)).ln());
        let ending = ending_ln(&reading.ending).unwrap_or(-18.0);
        (reading, stem + ending)
    };
    let mut ranked: Vec<Ranked> = readings(word).into_iter().map(score).collect();
    ranked.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
    ranked
}

/// How likely a stem is before any was seen.
fn prior(stem: &str) -> f64 {
    let (syllables, kind) = match of_verb(stem) {
        Some(verb) if !verb.is_empty() => (verb.chars().count(), VERB),
        _ => (stem.chars().count(), 1.0),
    };
    kind * SYLLABLE.powi(i32::try_from(syllables).unwrap_or(i32::MAX))
}

/// Strings numbered in the order they come.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    fn of(&mut self, name: String) -> u32 {
        if let Some(&number) = self.numbers.get(&name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.clone());
        self.numbers.insert(name, number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of the note and their like, each stem with several endings.
    fn learned() -> Stems {
        let words = "대사관을 대사관에 대사관의 대사관은 대사관 대사를 대사가 대사는 대사의 대사 \
                     문제를 문제는 문제가 문제에서는 문제 논의하였다 논의하는 논의한 논의를 논의 \
                     결정하였다 결정한 결정을 결정 말하였다 말한 말하는 도로를 도로의 도로가 도로에 \
                     도로 바다를 바다에 바다가 바다는 바다 위원회를 위원회에서는 위원회는 위원회 \
                     만들었다 만든 만드는 만들고 만들어 주었다 주는 주고 준 바가 바를 \
                     되었다 되는 된 되고 당을 당의 당은 당이 당 당에 사회주의 사회주의를";
        Stems::learn(
            &words.split_whitespace().map(|w| (w.to_owned(), 1)).collect(),
            &BTreeSet::from(["사회주의"]),
        )
    }

    #[test]
    fn the_stem_that_recurs_is_chosen() {
        let stems = learned();
        #[rustfmt::skip]
        let cases = [
            ("대사관에서는", "대사관", "not 대사 with 관 left over"),
            ("바다",         "바다",   "not 바 with 다"),
            ("도로",         "도로",   "not 도 with 로"),
            ("논의하였다",   "논의",   "the noun in the verb"),
            ("사회주의를",   "사회주의", "known, not 사회주 with 의"),
            ("사회주의",     "사회주의", "the same, bare"),
            ("만들었고",     "만들다", "a form never seen"),
            ("김승화가",     "김승화", "a name never seen"),
        ];
        for (word, stem, why) in cases {
            let ranked = stems.ranked(word);
            assert_eq!(ranked[0].0.stem, stem, "{word}: {why}: {ranked:?}");
        }
    }
}
