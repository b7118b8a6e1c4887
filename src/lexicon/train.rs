//! Learning a lexicon from pairs of sentences: words, stems, links, and what is worth keeping.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Lexicon, Meta,
    em::{Links, Sentences},
    file::{self, Content, Side},
    stems::Stems,
};
use crate::language::ko::stem::of_verb;
use crate::language::{
    en::{self, stem::lemmas},
    ko,
};

/// What to learn, and what to say about it in the file.
#[derive(Debug, Clone)]
pub struct Options {
    /// Words seen less often are not learned.
    pub min_count: u32,
    /// Rounds of expectation maximisation with agreement.
    pub rounds: usize,
    /// A pair of words is kept if it was linked so often.
    pub min_links: f64,
    /// … and if in one direction at least it is as probable as this.
    pub min_prob: f64,
    /// Translations known beforehand, English and Korean.
    pub dictionary: Vec<(String, String)>,
    /// A translation of the dictionary is believed so far at least, in both directions.
    pub dictionary_prob: f64,
    /// What the file says about itself.
    pub meta: Meta,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            min_count: 2,
            rounds: 5,
            min_links: 0.9,
            min_prob: 0.01,
            dictionary: Vec::new(),
            dictionary_prob: 0.1,
            meta: Meta::default(),
        }
    }
}

/// Sentences longer than this teach little and cost much.
const LONGEST_WORDS: usize = 80;

/// A translation of the dictionary counts like so many sentences that hold nothing else.
const DICTIONARY_TIMES: usize = 3;

/// 조선민주주의인민공화국 has four parts.
const MOST_PARTS: usize = 5;

/// A form is listed with its plain word if so much of their translations is the same …
const ALIKE: f64 = 0.25;

/// … or if it is too rare to tell.
const RARE: f64 = 8.0;

/// Learns a lexicon from pairs of an English and a Korean segment.
///
/// The result depends on the pairs and their order only. About two minutes and one gigabyte for
/// 170,000 pairs of sentences.
///
/// # Panics
///
/// If there are 2³² words, or cells of word pairs, or more.
///
/// # Examples
///
/// ```
/// # use daejo::{lexicon::{Options, train}, text::Tongue};
/// let pairs = [
///     ("they visited Warsaw", "그들은 바르샤바를 방문했다"),
///     ("Moscow and Warsaw", "모스크바와 바르샤바"),
///     ("Moscow", "모스크바에서"),
/// ];
/// let lexicon = train(pairs.into_iter(), &Options { min_links: 0.3, ..Options::default() });
/// assert_eq!(lexicon.translations("Warsaw", Tongue::English)[0].0, "바르샤바");
/// ```
pub fn train<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>, options: &Options) -> Lexicon {
    let mut forms = Vocabulary::default();
    let mut eojeol = Vocabulary::default();
    let mut texts: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
    let mut read = |english: &str, korean: &str| {
        let source: Vec<_> = en::word::words(english).iter().map(|w| forms.of(&w.text)).collect();
        let target: Vec<_> = ko::word::words(korean).iter().map(|w| eojeol.of(&w.text)).collect();
        let fits = |side: &Vec<u32>| (1..=LONGEST_WORDS).contains(&side.len());
        (fits(&source) && fits(&target)).then_some((source, target))
    };
    // A dictionary is so many more pairs of very short sentences (Brown et al. 1993, "But
    // Dictionaries Are Data Too").
    let mut dictionary = BTreeSet::new();
    for (english, korean) in &options.dictionary {
        for _ in 0..DICTIONARY_TIMES {
            let Some((source, target)) = read(english, korean) else { continue };
            if let ([s], [t]) = (&source[..], &target[..]) {
                dictionary.insert((*s, *t));
            }
            texts.push((source, target));
        }
    }
    texts.extend(pairs.filter_map(|(english, korean)| read(english, korean)));
    let counts = eojeol.names.iter().cloned().zip(eojeol.counts.iter().copied()).collect();
    let known: BTreeSet<&str> = options.dictionary.iter().map(|(_, k)| k.as_str()).collect();
    let stems = Stems::learn(&counts, &known);
    let (target_names, parts) = stemmed(&eojeol, &stems, &known);
    let source_parts: Vec<Vec<u32>> = (0u32..).take(forms.names.len()).map(|f| vec![f]).collect();
    let draft = Numbered::new(&texts, &forms.names, &source_parts, &target_names, &parts, options);
    let links = Links::learn(&draft.sentences, options.rounds.min(2));
    let plain = plain_words(&draft, &links);
    let listed: Vec<Vec<u32>> = forms
        .names
        .iter()
        .zip(0u32..)
        .map(|(form, number)| vec![plain.get(form).and_then(|p| forms.get(p)).unwrap_or(number)])
        .collect();
    drop((draft, links));
    let last = Numbered::new(&texts, &forms.names, &listed, &target_names, &parts, options);
    let links = Links::learn(&last.sentences, options.rounds);
    let numbers = dictionary.iter().filter_map(|&(s, t)| {
        let (s, t) = (*listed[s as usize].first()?, *parts[t as usize].first()?);
        last.numbers(&forms.names[s as usize], &target_names[t as usize])
    });
    let dictionary: BTreeSet<(u32, u32)> = numbers.collect();
    let content = kept(&last, &links, &stems, &dictionary, options);
    Lexicon::from_bytes(file::write(&content)).expect("what was just written can be read")
}

/// Strings numbered in the order they come, with their counts.
#[derive(Default)]
struct Vocabulary {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
    counts: Vec<u32>,
}

impl Vocabulary {
    fn get(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    fn of(&mut self, name: &str) -> u32 {
        let number = self.get(name).unwrap_or_else(|| {
            let number = index(self.names.len());
            self.numbers.insert(name.to_owned(), number);
            self.names.push(name.to_owned());
            self.counts.push(0);
            number
        });
        self.counts[number as usize] += 1;
        number
    }
}

fn index(number: usize) -> u32 {
    u32::try_from(number).expect("fewer than 2^32 words")
}

/// The stem of every word, compounds of known words taken apart: names of the stems, and for each
/// word the numbers of its stems. `words` are left whole.
fn stemmed(
    eojeol: &Vocabulary,
    stems: &Stems,
    words: &BTreeSet<&str>,
) -> (Vec<String>, Vec<Vec<u32>>) {
    let best: Vec<String> = eojeol
        .names
        .iter()
        .map(|word| stems.ranked(word).into_iter().next().map_or_else(String::new, |r| r.0.stem))
        .collect();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (stem, count) in best.iter().zip(&eojeol.counts) {
        *counts.entry(stem).or_default() += count;
    }
    let all: f64 = counts.values().map(|&count| f64::from(count)).sum();
    let mut numbered = Vocabulary::default();
    let parts = best.iter().map(|stem| {
        let whole = counts.get(stem.as_str()).copied().unwrap_or(0);
        let known = |part: &str| {
            // A part must be a word that is met on its own, and far oftener than the compound.
            counts.get(part).copied().filter(|&count| count >= 20 && count / 4 > whole)
        };
        let parts = compound(stem, |part| known(part).map(|count| (f64::from(count) / all).ln()));
        match parts {
            Some(parts) if whole < 50 && !words.contains(stem.as_str()) => {
                parts.iter().map(|part| numbered.of(part)).collect()
            }
            _ => vec![numbered.of(stem)],
        }
    });
    let parts = parts.collect();
    (numbered.names, parts)
}

/// The most syllables of a word that is taken apart: each place where it may be cut is tried.
const LONGEST_COMPOUND: usize = 32;

/// Takes a noun of four syllables or more apart into two to five words of two syllables or more,
/// each with ln of its share among words; the likeliest way.
pub(crate) fn compound(
    stem: &str,
    weight: impl Fn(&str) -> Option<f64> + Copy,
) -> Option<Vec<&str>> {
    fn best(
        rest: &str,
        parts: usize,
        weight: impl Fn(&str) -> Option<f64> + Copy,
    ) -> Option<(f64, Vec<&str>)> {
        let mut found: Option<(f64, Vec<&str>)> = None;
        for (at, _) in rest.char_indices().skip(2) {
            let (first, others) = rest.split_at(at);
            if others.chars().count() < 2 {
                break;
            }
            let Some(own) = weight(first) else { continue };
            let whole = weight(others).map(|w| (w, vec![others]));
            let split = if parts > 2 { best(others, parts - 1, weight) } else { None };
            for (ln, mut tail) in whole.into_iter().chain(split) {
                let ln = own + ln;
                if found.as_ref().is_none_or(|(so_far, _)| ln > *so_far) {
                    tail.insert(0, first);
                    found = Some((ln, tail));
                }
            }
        }
        found
    }
    let length = stem.chars().take(LONGEST_COMPOUND + 1).count();
    if of_verb(stem).is_some() || !(4..=LONGEST_COMPOUND).contains(&length) {
        return None;
    }
    best(stem, MOST_PARTS, weight).map(|(_, parts)| parts)
}

/// Sentences over the words that are frequent enough, and their names.
struct Numbered {
    sentences: Sentences,
    source_names: Vec<String>,
    target_names: Vec<String>,
}

impl Numbered {
    fn new(
        texts: &[(Vec<u32>, Vec<u32>)],
        source_names: &[String],
        source_parts: &[Vec<u32>],
        target_names: &[String],
        target_parts: &[Vec<u32>],
        options: &Options,
    ) -> Self {
        let source = texts.iter().map(|(source, _)| source);
        let (source, source_names) = frequent(source, source_parts, source_names, options);
        let target = texts.iter().map(|(_, target)| target);
        let (target, target_names) = frequent(target, target_parts, target_names, options);
        let pairs = source.into_iter().zip(target);
        let sentences = Sentences {
            pairs: pairs.filter(|(s, t)| !s.is_empty() && !t.is_empty()).collect(),
            source_words: source_names.len(),
            target_words: target_names.len(),
        };
        Self { sentences, source_names, target_names }
    }

    fn numbers(&self, source: &str, target: &str) -> Option<(u32, u32)> {
        let number = |names: &[String], name: &str| {
            names.binary_search_by(|n| n.as_str().cmp(name)).ok().map(index)
        };
        Some((number(&self.source_names, source)?, number(&self.target_names, target)?))
    }
}

/// One side of the sentences in parts of words, the rare ones left out, numbered in the order of their
/// names.
fn frequent<'a>(
    sentences: impl Iterator<Item = &'a Vec<u32>> + Clone,
    parts: &[Vec<u32>],
    names: &[String],
    options: &Options,
) -> (Vec<Vec<u32>>, Vec<String>) {
    let mut counts = vec![0u32; names.len()];
    for &word in sentences.clone().flatten() {
        for &part in &parts[word as usize] {
            counts[part as usize] += 1;
        }
    }
    let mut kept: Vec<u32> = (0u32..)
        .zip(&counts)
        .filter(|(_, count)| **count >= options.min_count)
        .map(|(n, _)| n)
        .collect();
    kept.sort_by(|&a, &b| names[a as usize].cmp(&names[b as usize]));
    let mut numbers = vec![None; names.len()];
    for (new, &old) in (0u32..).zip(&kept) {
        numbers[old as usize] = Some(new);
    }
    let renumbered = |sentence: &Vec<u32>| {
        let parts = sentence.iter().flat_map(|&word| &parts[word as usize]);
        parts.filter_map(|&part| numbers[part as usize]).collect()
    };
    let kept_names = kept.iter().map(|&old| names[old as usize].clone()).collect();
    (sentences.map(renumbered).collect(), kept_names)
}

/// Forms that are translated like a plainer word, with that word.
fn plain_words(draft: &Numbered, links: &Links) -> HashMap<String, String> {
    let names = &draft.source_names;
    let number = |name: &str| names.binary_search_by(|n| n.as_str().cmp(name)).ok().map(index);
    let translations = |word: u32| -> Vec<(u32, f64)> {
        let cells: Vec<_> = links.of(word).filter(|(_, count)| *count > 0.01).collect();
        let all: f64 = cells.iter().map(|(_, count)| count).sum();
        cells.into_iter().map(|(target, count)| (target, count / all)).collect()
    };
    let mut plain = HashMap::new();
    for (form, own) in names.iter().zip(0u32..) {
        let Some((lemma, other)) =
            lemmas(form).into_iter().find_map(|lemma| number(&lemma).map(|n| (lemma, n)))
        else {
            continue;
        };
        let (ours, theirs) = (translations(own), translations(other));
        let in_common: f64 = ours
            .iter()
            .filter_map(|(target, p)| {
                let at = theirs.binary_search_by_key(target, |(t, _)| *t).ok()?;
                Some(p.min(theirs[at].1))
            })
            .sum();
        let counts = (links.source_counts[own as usize], links.source_counts[other as usize]);
        if in_common >= ALIKE || counts.0 < RARE && counts.1 >= counts.0 {
            plain.insert(form.clone(), lemma);
        }
    }
    // A plain word may itself be listed with a plainer one.
    let ends: HashMap<String, String> = names
        .iter()
        .filter_map(|form| {
            let mut end = plain.get(form)?;
            while let Some(next) = plain.get(end) {
                end = next;
            }
            Some((form.clone(), end.clone()))
        })
        .collect();
    ends
}

/// What goes into the file: the pairs worth keeping and the words that have any.
fn kept(
    last: &Numbered,
    links: &Links,
    stems: &Stems,
    dictionary: &BTreeSet<(u32, u32)>,
    options: &Options,
) -> Content {
    let mut entries: Vec<(u32, u32, f64, f64)> = Vec::new();
    for source in 0..index(last.source_names.len()) {
        let all = links.source_counts[source as usize] + 0.5;
        for (target, count) in links.of(source) {
            let mut forward = count / all;
            let mut backward = count / (links.target_counts[target as usize] + 0.5);
            let known = dictionary.contains(&(source, target));
            if known {
                forward = forward.max(options.dictionary_prob);
                backward = backward.max(options.dictionary_prob);
            }
            let linked = count >= options.min_links && forward.max(backward) >= options.min_prob;
            if known || linked {
                entries.push((source, target, forward, backward));
            }
        }
    }
    let found = found_shares(&last.sentences, &entries);
    let side = |names: &[String], counts: &[f64], found: &[f64]| Side {
        words: names.to_vec(),
        counts: counts.to_vec(),
        found: found.to_vec(),
    };
    let stem_lns = last.target_names.iter().map(|n| stems.shares.get(n).copied().unwrap_or(-16.0));
    let mut endings: Vec<(String, f64)> =
        stems.endings.iter().map(|(name, ln)| (name.clone(), *ln)).collect();
    endings.retain(|(_, ln)| *ln > -16.0);
    endings.sort_by(|a, b| a.0.cmp(&b.0));
    Content {
        meta: options.meta.clone(),
        sides: [
            side(&last.source_names, &links.source_counts, &found.0),
            side(&last.target_names, &links.target_counts, &found.1),
        ],
        stem_lns: stem_lns.collect(),
        endings,
        stem_words: stems.words,
        entries,
    }
}

/// A word has found its partner if the pair is as probable as this in one direction.
pub(crate) const FOUND: f64 = 0.05;

/// For each word of either side, in what share of its sentences a translation stands opposite.
fn found_shares(sentences: &Sentences, entries: &[(u32, u32, f64, f64)]) -> (Vec<f64>, Vec<f64>) {
    let strong = entries.iter().filter(|e| e.2.max(e.3) >= FOUND);
    let strong: std::collections::HashSet<(u32, u32)> = strong.map(|e| (e.0, e.1)).collect();
    // One find in one is no certainty.
    let mut source = vec![(0.5, 1.0); sentences.source_words];
    let mut target = vec![(0.5, 1.0); sentences.target_words];
    for (s, t) in &sentences.pairs {
        for &word in s {
            let (found, all) = &mut source[word as usize];
            *all += 1.0;
            *found += f64::from(u8::from(t.iter().any(|&other| strong.contains(&(word, other)))));
        }
        for &word in t {
            let (found, all) = &mut target[word as usize];
            *all += 1.0;
            *found += f64::from(u8::from(s.iter().any(|&other| strong.contains(&(other, word)))));
        }
    }
    let shares = |side: Vec<(f64, f64)>| side.into_iter().map(|(f, all)| f / all).collect();
    (shares(source), shares(target))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tongue;

    const PAIRS: [(&str, &str); 8] = [
        ("the ministers visited Moscow", "장관들이 모스크바를 방문했다"),
        ("a minister visited Warsaw", "장관이 바르샤바를 방문하였다"),
        ("the minister spoke", "장관은 말하였다"),
        ("Moscow and Warsaw", "모스크바와 바르샤바"),
        ("they visited Warsaw", "그들은 바르샤바를 방문하고"),
        ("the delegates spoke in Moscow", "대표들은 모스크바에서 말했다"),
        ("the delegates visited", "대표들이 방문했다"),
        ("delegates of Warsaw", "바르샤바의 대표들"),
    ];

    fn options() -> Options {
        Options { min_links: 0.3, ..Options::default() }
    }

    #[test]
    fn a_handful_of_pairs_teaches_their_words() {
        let lexicon = train(PAIRS.into_iter(), &options());
        for (english, korean) in [("warsaw", "바르샤바"), ("moscow", "모스크바")] {
            assert_eq!(lexicon.translations(english, Tongue::English)[0].0, korean);
            assert_eq!(lexicon.translations(korean, Tongue::Korean)[0].0, english);
        }
        assert_eq!(lexicon.translations("unheard", Tongue::English), []);
    }

    #[test]
    fn the_same_pairs_make_the_same_bytes() {
        let bytes = || train(PAIRS.into_iter(), &options()).bytes().to_vec();
        assert_eq!(bytes(), bytes());
    }

    #[test]
    fn a_dictionary_is_believed() {
        let dictionary = vec![("envoy".to_owned(), "특사".to_owned())];
        let lexicon = train(PAIRS.into_iter(), &Options { dictionary, ..options() });
        let (korean, prob) = &lexicon.translations("envoy", Tongue::English)[0];
        assert!(korean == "특사" && *prob >= 0.09, "{korean} {prob}");
    }

    #[test]
    fn no_pairs_make_an_empty_lexicon() {
        assert!(train(std::iter::empty(), &options()).is_empty());
    }

    #[test]
    fn compounds_come_apart_where_both_parts_are_words() {
        let known = |part: &str| {
            ["중앙", "위원회", "인민", "공화국", "주의"].contains(&part).then_some(-1.0)
        };
        assert_eq!(compound("중앙위원회", known), Some(vec!["중앙", "위원회"]));
        assert_eq!(compound("인민공화국", known), Some(vec!["인민", "공화국"]));
        assert_eq!(compound("인민배우", known), None);
        assert_eq!(compound("중앙", known), None);
        let endless = "중앙위원회".repeat(100_000);
        let never = |_: &str| panic!("a word without end is not cut anywhere");
        assert_eq!(compound(&endless, never), None);
    }
}
