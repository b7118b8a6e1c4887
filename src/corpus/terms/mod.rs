//! Pairs of terms out of pairs of sentences: which run of words of one side stands wherever a run of the other does.
//!
//! For each run of words that may be a term, the runs of the other side that stand in the same pairs are counted; those
//! belong together that meet in most of the pairs in which either stands (the coefficient of Dice 1945, used so by Smadja
//! et al. 1996, "Translating Collocations for Bilingual Lexicons"), each being the best for the other. The length of a term
//! comes out of the counts: 중앙 stands in more pairs than “central committee” does, and 당 중앙위원회 in fewer. Where several
//! runs always stand together the word alignment decides: whose words are translations of each other; of names it is the sound.

mod phrase;
mod write;

use std::collections::{BTreeMap, HashMap, HashSet};

use phrase::{Phrase, Vocabulary};
use rayon::prelude::*;
pub use write::Format;

use crate::{
    language::ko::{
        romanise::Romanised,
        transliterate::{SAME, likeness},
    },
    lexicon::{Lexicon, Words},
    text::{Language, Tongue},
};

/// A pair of sentences, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The source and the target.
    pub sides: [String; 2],
    /// File and line.
    pub place: String,
}

/// From where on a pair of terms is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// In so many pairs of sentences both must stand.
    pub count: usize,
    /// The least of [`Candidate::score`].
    pub score: f64,
}

impl Default for Limits {
    /// Three times is no chance; half of both terms' places in common is a guess that was not measured yet.
    fn default() -> Self {
        Self { count: 3, score: 0.5 }
    }
}

/// Two terms that translate each other, as far as the corpus tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The term of the source and that of the target, as they are mostly written.
    pub terms: [String; 2],
    /// Whether they are a name, by the capitals of the side or sides where those tell.
    pub is_name: bool,
    /// In how many pairs both stand.
    pub count: usize,
    /// In how many each stands.
    pub counts: [usize; 2],
    /// How far they stand together, 0–1.
    pub score: f64,
    /// The shortest pair in which both stand: its position.
    pub example: usize,
}

/// Of phrases that stand together nearly as much as the best the one is taken whose words translate those of the other …
const NEAR: f64 = 0.05;
/// … as far as is known, and of those the longest.
const WORDS_WORTH: f64 = 0.1;

/// Of a phrase no more pairs than these, spread over all, tell what may belong to it …
const SAMPLE: usize = 400;
/// … and all its pairs how much, of what is in the sample so near to the best: four deviations of a share.
const OF_SAMPLE: f64 = 0.1;

/// A word translates another if the lexicon gives it this probability.
const TRANSLATED: f64 = 0.05;

/// A term that nearly always stands inside of a longer one is a piece of that.
const INSIDE: f64 = 0.8;

/// The runs of words of one side, by number, with the pairs in which each stands.
struct Side {
    phrases: Vec<Box<[u32]>>,
    /// By pair, the phrases in it.
    of_pair: Vec<Vec<u32>>,
    /// By phrase, the pairs in which it stands, in order.
    pairs: Vec<Vec<u32>>,
    /// By phrase, how often capitals told of a name, and of none.
    named: Vec<[u32; 2]>,
    tongue: Option<Tongue>,
    /// By phrase, its words, in lower case.
    texts: Vec<String>,
    /// By phrase, the same as the lexicon reads them, if it knows the language.
    read: Option<Vec<Words>>,
}

impl Side {
    fn new(
        texts: &[Text],
        side: usize,
        language: &Language,
        words: &mut Vocabulary,
        limits: &Limits,
    ) -> Self {
        let mut numbers: HashMap<Box<[u32]>, u32> = HashMap::new();
        let mut counts: Vec<u32> = Vec::new();
        let mut named: Vec<[u32; 2]> = Vec::new();
        let mut of_pair: Vec<Vec<u32>> = Vec::with_capacity(texts.len());
        for text in texts {
            let mut own = Vec::new();
            for Phrase { words, is_name, .. } in words.phrases(&text.sides[side], language) {
                let new = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                let number = *numbers.entry(words.into()).or_insert(new);
                if number == new {
                    counts.push(0);
                    named.push([0; 2]);
                }
                if let Some(is_name) = is_name {
                    named[number as usize][usize::from(!is_name)] += 1;
                }
                own.push(number);
            }
            own.sort_unstable();
            own.dedup();
            for &number in &own {
                counts[number as usize] += 1;
            }
            of_pair.push(own);
        }
        // Most runs of words stand once, and are no more needed.
        let kept = |number: u32| counts[number as usize] as usize >= limits.count;
        let mut phrases: Vec<(u32, Box<[u32]>)> = numbers
            .into_iter()
            .map(|(words, number)| (number, words))
            .filter(|(number, _)| kept(*number))
            .collect();
        phrases.sort_unstable();
        let renamed: HashMap<u32, u32> =
            (0..).zip(&phrases).map(|(new, (number, _))| (*number, new)).collect();
        let named = phrases.iter().map(|(number, _)| named[*number as usize]).collect();
        let mut pairs = vec![Vec::new(); phrases.len()];
        for (pair, own) in (0..).zip(&mut of_pair) {
            *own = own.iter().filter_map(|number| renamed.get(number).copied()).collect();
            for &number in own.iter() {
                pairs[number as usize].push(pair);
            }
        }
        let phrases: Vec<Box<[u32]>> = phrases.into_iter().map(|(_, words)| words).collect();
        let tongue = Tongue::of(language);
        let texts: Vec<String> = phrases.iter().map(|phrase| words.text(phrase)).collect();
        let read = tongue.map(|tongue| {
            texts.iter().map(|text| Lexicon::embedded().read(text, tongue)).collect()
        });
        Self { phrases, of_pair, pairs, named, tongue, texts, read }
    }

    /// The phrase of `other` that stands most where this does, with how far it does and in how many pairs.
    fn best(&self, number: usize, other: &Self) -> Option<(f64, usize, usize)> {
        let pairs = &self.pairs[number];
        let step = pairs.len().div_ceil(SAMPLE).max(1);
        let mut together: BTreeMap<u32, usize> = BTreeMap::new();
        for &pair in pairs.iter().step_by(step) {
            for &phrase in &other.of_pair[pair as usize] {
                *together.entry(phrase).or_default() += 1;
            }
        }
        let most = |all: &[(f64, usize, usize)]| all.iter().map(|one| one.0).fold(0.0, f64::max);
        let dice = |phrase: usize, count: f64| {
            2.0 * count / (pairs.len() + other.pairs[phrase].len()) as f64
        };
        let share = pairs.len() as f64 / pairs.len().div_ceil(step).max(1) as f64;
        let weighed = together.into_iter().map(|(phrase, count)| {
            (dice(phrase as usize, count as f64 * share), phrase as usize, count)
        });
        let mut weighed: Vec<(f64, usize, usize)> = weighed.collect();
        if step > 1 {
            let most = most(&weighed);
            weighed.retain(|(score, ..)| *score >= most - NEAR - OF_SAMPLE);
            for (score, phrase, count) in &mut weighed {
                *count = shared(pairs, &other.pairs[*phrase]).len();
                *score = dice(*phrase, *count as f64);
            }
        }
        let most = most(&weighed);
        let near = weighed.into_iter().filter(|(score, ..)| *score >= most - NEAR);
        let worth = |&(score, phrase, _): &(f64, usize, usize)| {
            let worth = score + WORDS_WORTH * self.known(number, other, phrase);
            (worth, other.phrases[phrase].len(), std::cmp::Reverse(phrase))
        };
        near.max_by(|one, another| {
            let [(a, own, first), (b, others, second)] = [worth(one), worth(another)];
            a.total_cmp(&b).then_with(|| (own, first).cmp(&(others, second)))
        })
    }

    /// How far two phrases are known to say the same, 0–1: whole as names that sound alike, or else by their words.
    fn known(&self, number: usize, other: &Self, phrase: usize) -> f64 {
        let is_name = match (self.tongue, other.tongue) {
            (Some(Tongue::English), Some(Tongue::Korean)) => {
                self.named[number][0] > 0 && sounds_like(&self.texts[number], &other.texts[phrase])
            }
            (Some(Tongue::Korean), Some(Tongue::English)) => {
                other.named[phrase][0] > 0 && sounds_like(&other.texts[phrase], &self.texts[number])
            }
            _ => false,
        };
        if is_name { 1.0 } else { self.covered(number, other, phrase) }
    }

    /// The share of the words of two phrases that translate one of the other, 0–1, as far as the lexicon knows.
    fn covered(&self, number: usize, other: &Self, phrase: usize) -> f64 {
        let (Some(own), Some(others)) = (&self.read, &other.read) else { return 0.0 };
        let (own, others) = (&own[number], &others[phrase]);
        let coverage = match self.tongue {
            Some(Tongue::English) => Lexicon::embedded().covers_words(own, others),
            _ => Lexicon::embedded().covers_words(others, own),
        };
        let words: Vec<_> = coverage.sides.iter().flatten().collect();
        let covered = words.iter().filter(|word| word.prob >= TRANSLATED).count();
        covered as f64 / words.len().max(1) as f64
    }
}

/// Whether a name in Latin letters may be read as one in Hangul: a Korean one by its syllables, any other by its sound.
fn sounds_like(latin: &str, hangul: &str) -> bool {
    let plain: String = hangul.chars().filter(|c| !c.is_whitespace()).collect();
    let is_korean = Romanised::new(&[latin]).is_some_and(|name| name.fits(&plain).is_some());
    is_korean || likeness(latin, &plain) >= SAME
}

/// Finds the terms of a corpus, the surest and most frequent first.
///
/// All runs of words are held in memory.
pub fn find(texts: &[Text], languages: [&Language; 2], limits: &Limits) -> Vec<Candidate> {
    let mut vocabularies = [Vocabulary::default(), Vocabulary::default()];
    let [source, target] =
        [0, 1].map(|side| Side::new(texts, side, languages[side], &mut vocabularies[side], limits));
    let best = |one: &Side, other: &Side| -> Vec<Option<(f64, usize, usize)>> {
        (0..one.phrases.len()).into_par_iter().map(|number| one.best(number, other)).collect()
    };
    let (there, back) = (best(&source, &target), best(&target, &source));
    let mut found: Vec<(usize, usize, f64, usize)> = Vec::new();
    for (own, best) in there.iter().enumerate() {
        let Some((score, other, count)) = *best else { continue };
        let is_mutual = back[other].is_some_and(|(_, phrase, _)| phrase == own);
        if is_mutual && score >= limits.score && count >= limits.count {
            found.push((own, other, score, count));
        }
    }
    let inside = pieces(&found, &source, &target);
    let mut candidates: Vec<Candidate> = found
        .into_iter()
        .zip(inside)
        .filter(|(_, is_inside)| !is_inside)
        .filter_map(|((own, other, score, count), _)| {
            let both = shared(&source.pairs[own], &target.pairs[other]);
            let length = |pair: &&u32| {
                let [source, target] = &texts[**pair as usize].sides;
                source.len() + target.len()
            };
            let example = *both.iter().min_by_key(length)? as usize;
            let told = [source.named[own], target.named[other]];
            let mut told = told.into_iter().filter(|[names, others]| names + others > 0).peekable();
            let is_name = told.peek().is_some() && told.all(|[names, others]| names > 2 * others);
            let sides = [(&source.phrases[own], 0), (&target.phrases[other], 1)];
            let terms = sides.map(|(words, side)| {
                written(words, side, &both, texts, languages, &mut vocabularies[side])
            });
            Some(Candidate {
                terms,
                is_name,
                count,
                counts: [source.pairs[own].len(), target.pairs[other].len()],
                score,
                example,
            })
        })
        .filter(|candidate| candidate.terms[0].to_lowercase() != candidate.terms[1].to_lowercase())
        .collect();
    candidates.sort_by(|a, b| {
        let worth = |one: &Candidate| one.score * (one.count as f64).ln();
        worth(b).total_cmp(&worth(a)).then_with(|| a.terms.cmp(&b.terms))
    });
    candidates
}

/// Which of the pairs of terms are mostly pieces of another, on both sides.
fn pieces(found: &[(usize, usize, f64, usize)], source: &Side, target: &Side) -> Vec<bool> {
    let counts: HashMap<(&[u32], &[u32]), usize> = found
        .iter()
        .map(|&(own, other, _, count)| ((&*source.phrases[own], &*target.phrases[other]), count))
        .collect();
    // Each longer pair names the pieces that it has.
    let mut inside: HashSet<(&[u32], &[u32])> = HashSet::new();
    let runs = |words: &'_ [u32]| -> Vec<(usize, usize)> {
        let ends = |start| (start + 1..=words.len()).map(move |end| (start, end));
        (0..words.len()).flat_map(ends).collect()
    };
    for &(own, other, _, count) in found {
        let (own, other) = (&*source.phrases[own], &*target.phrases[other]);
        for (start, end) in runs(own) {
            for (from, to) in runs(other) {
                let piece = (&own[start..end], &other[from..to]);
                if piece == (own, other) {
                    continue;
                }
                if let Some(&all) = counts.get(&piece)
                    && count as f64 >= INSIDE * all as f64
                {
                    inside.insert(piece);
                }
            }
        }
    }
    let is_inside = |&(own, other, ..): &(usize, usize, f64, usize)| {
        inside.contains(&(&*source.phrases[own], &*target.phrases[other]))
    };
    found.iter().map(is_inside).collect()
}

/// What stands in both of two ordered lists.
fn shared(one: &[u32], other: &[u32]) -> Vec<u32> {
    one.iter().copied().filter(|pair| other.binary_search(pair).is_ok()).collect()
}

/// So many places tell how a term is written.
const PLACES: usize = 25;

/// A term as it is mostly written where both stand; in lower case where capitals are those of beginnings.
fn written(
    words: &[u32],
    side: usize,
    pairs: &[u32],
    texts: &[Text],
    languages: [&Language; 2],
    vocabulary: &mut Vocabulary,
) -> String {
    let plain = vocabulary.text(words);
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    for &pair in pairs.iter().take(PLACES) {
        let text = &texts[pair as usize].sides[side];
        for phrase in vocabulary.phrases(text, languages[side]) {
            let form = phrase.span.of(text);
            if *phrase.words == *words && form.to_lowercase() == plain {
                let tells = phrase.is_name.is_some();
                *forms.entry(form.to_owned()).or_default() += if tells { 3 } else { 1 };
            }
        }
    }
    let most = forms.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)));
    most.map_or(plain, |(form, _)| form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pairs: &[(&str, &str)]) -> Vec<Text> {
        let text = |(source, target): &(&str, &str)| Text {
            sides: [(*source).to_owned(), (*target).to_owned()],
            place: String::new(),
        };
        pairs.iter().map(text).collect()
    }

    #[test]
    fn terms_come_out_of_what_stands_together() {
        let texts = texts(&[
            ("He met the Central Committee of the party.", "그는 당 중앙위원회를 만났다."),
            ("The Central Committee spoke of the harvest.", "중앙위원회는 수확에 관하여 말하였다."),
            (
                "Nobody in the Central Committee knew Pimenov.",
                "중앙위원회에서는 아무도 피메노프를 몰랐다.",
            ),
            ("The harvest was good, said Pimenov.", "수확은 좋았다고 피메노프가 말하였다."),
            (
                "The embassy asked Pimenov about the harvest.",
                "대사관은 피메노프에게 수확에 관하여 물었다.",
            ),
            ("The embassy was closed.", "대사관은 닫혀 있었다."),
        ]);
        let languages = [&Language::english(), &Language::korean()];
        let found = find(&texts, languages, &Limits { count: 3, score: 0.8 });
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.terms[0].as_str(), one.terms[1].as_str(), one.is_name, one.count))
            .collect();
        assert_eq!(
            told,
            [
                ("Central Committee", "중앙위원회", true, 3),
                ("Pimenov", "피메노프", true, 3),
                ("harvest", "수확", false, 3),
            ]
        );
        assert_eq!(found[2].example, 3, "the shortest");
        // The other way round the capitals are those of the target.
        let turned: Vec<Text> = texts
            .iter()
            .map(|Text { sides: [source, target], place }| Text {
                sides: [target.clone(), source.clone()],
                place: place.clone(),
            })
            .collect();
        let languages = [&Language::korean(), &Language::english()];
        let found = find(&turned, languages, &Limits { count: 3, score: 0.8 });
        let told: Vec<_> =
            found.iter().map(|one| (one.terms[1].as_str(), one.is_name, one.count)).collect();
        assert_eq!(
            told,
            [("harvest", false, 3), ("Central Committee", true, 3), ("Pimenov", true, 3)]
        );
    }

    #[test]
    fn names_that_always_stand_together_are_told_apart_by_their_sound() {
        let texts = texts(&[
            (
                "They heard Gi Seok-bok, Jeon Dong-hyeok and Filatov.",
                "그들은 전동혁, 필라토프, 기석복의 말을 들었다.",
            ),
            (
                "Then Filatov, Gi Seok-bok and Jeon Dong-hyeok left.",
                "그 뒤 기석복, 전동혁, 필라토프가 떠났다.",
            ),
            (
                "Nobody knew Jeon Dong-hyeok, Filatov, Gi Seok-bok.",
                "필라토프, 전동혁, 기석복을 아무도 몰랐다.",
            ),
        ]);
        let languages = [&Language::english(), &Language::korean()];
        let found = find(&texts, languages, &Limits { count: 3, score: 0.8 });
        let mut told: Vec<_> =
            found.iter().map(|one| one.terms.each_ref().map(String::as_str)).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [["Filatov", "필라토프"], ["Gi Seok-bok", "기석복"], ["Jeon Dong-hyeok", "전동혁"]]
        );
    }

    #[test]
    fn counts_of_frequent_terms_are_those_of_all_pairs() {
        // The Korean stands in every third pair: a sample that takes every third as well would meet it everywhere.
        let pairs = (0..1001).map(|at| match at % 3 {
            0 => ("They spoke of the harvest.", "그들은 수확에 관하여 말하였다."),
            _ => ("They spoke of the harvest.", "그들은 그에 관하여 말하였다."),
        });
        let texts = texts(&pairs.collect::<Vec<_>>());
        let languages = [&Language::english(), &Language::korean()];
        let found = find(&texts, languages, &Limits { count: 3, score: 0.5 });
        let told: Vec<_> = found.iter().map(|one| (one.counts, one.count)).collect();
        assert_eq!(told, [([1001, 334], 334)]);
        assert!((found[0].score - 668.0 / 1335.0).abs() < 1e-9, "{}", found[0].score);
    }
}
