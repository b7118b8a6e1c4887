//! Learns how foreign names are spelled in Hangul.
//!
//! ```text
//! transliteration pairs < POOL.tsv > PAIRS.tsv   source TAB target TAB name of the text a line: words that sound alike
//! transliteration train < PAIRS.tsv > corpora/tables/foreign-spelling.tsv
//! transliteration syllables < POOL.tsv > corpora/tables/foreign-syllables.tsv   which syllables look foreign
//! transliteration test [TABLE] < NAMES.tsv       Latin TAB Hangul a line: how often a slip of a letter is seen, by threshold
//! transliteration likeness < NAMES.tsv           the same list: how well sound tells a name from another
//! ```
//!
//! Which texts may be learned from, `scripts/lexicon` says; the names of the tables and of CLDR are added to them.
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead},
};

use anyhow::{Result, bail};
use daejo::language::ko::{
    jamo::is_syllable,
    josa::stems,
    transliterate::{Foreign, Sounds, Spelling},
};

/// The least likeness of two words that are learned from.
const ALIKE: f64 = 0.88;

fn lines() -> impl Iterator<Item = String> {
    io::stdin().lock().lines().map_while(Result::ok)
}

/// The words of a pair that sound alike.
fn alike(latin: &str, korean: &str) -> Vec<(String, String)> {
    let mut hangul: Vec<&str> = korean
        .split(|c: char| !is_syllable(c))
        .filter(|w| (2..=8).contains(&w.chars().count()))
        .flat_map(stems)
        .filter(|w| (2..=7).contains(&w.chars().count()))
        .collect();
    hangul.sort_unstable();
    hangul.dedup();
    let sounds: Vec<(&str, Sounds)> = hangul.into_iter().map(|w| (w, Sounds::new(w))).collect();
    let mut found = Vec::new();
    for word in latin.split(|c: char| !c.is_alphabetic()) {
        let length = word.chars().count();
        if !(4..=14).contains(&length) || word.chars().skip(1).any(char::is_uppercase) {
            continue;
        }
        let foreign = Foreign::new(word);
        let best = sounds
            .iter()
            .filter(|(_, sounds)| foreign.may_sound_like(sounds))
            .map(|(w, sounds)| (foreign.likeness(sounds), *w))
            .filter(|(likeness, w)| *likeness >= if w.chars().count() > 2 { ALIKE } else { 0.95 })
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        found.extend(best.map(|(_, w)| (word.to_lowercase(), w.to_owned())));
    }
    found
}

fn pairs() {
    let mut count: BTreeMap<(String, String), u32> = BTreeMap::new();
    for line in lines() {
        let mut cells = line.split('\t');
        if let (Some(latin), Some(korean)) = (cells.next(), cells.next()) {
            for pair in alike(latin, korean) {
                *count.entry(pair).or_default() += 1;
            }
        }
    }
    for ((latin, hangul), n) in count {
        println!("{latin}\t{hangul}\t{n}");
    }
}

/// Distinct words that sound like a Latin word opposite against all others, by their syllables.
///
/// A word is taken without its josa, and once however often it is met: 프로그램 would otherwise say more of
/// 프 than all names together.
fn syllables() {
    let (mut foreign, mut words) = (BTreeSet::new(), BTreeSet::new());
    for line in lines() {
        let mut cells = line.split('\t');
        if let (Some(latin), Some(korean)) = (cells.next(), cells.next()) {
            foreign.extend(alike(latin, korean).into_iter().map(|(_, hangul)| hangul));
            let runs = korean.split(|c: char| !is_syllable(c));
            words.extend(runs.filter(|w| (2..=8).contains(&w.chars().count())).map(str::to_owned));
        }
    }
    let others: Vec<&str> = words
        .iter()
        .filter(|word| !stems(word).into_iter().any(|stem| foreign.contains(stem)))
        .map(String::as_str)
        .collect();
    let mut counts: BTreeMap<char, [f64; 2]> = BTreeMap::new();
    let mut whole = [0.0; 2];
    let both = foreign.iter().map(|w| (w.as_str(), 0)).chain(others.into_iter().map(|w| (w, 1)));
    for (word, side) in both {
        for c in word.chars() {
            counts.entry(c).or_default()[side] += 1.0;
            whole[side] += 1.0;
        }
    }
    println!(
        "# How much likelier a syllable is in a foreign name or loanword than in other Korean words, in nats. Learned by\n\
         # scripts/transliteration.rs from the texts of corpora/lexicon: {} words that sound like a Latin word opposite\n\
         # against the rest.",
        foreign.len()
    );
    println!("syllable\tnats\tsource");
    for (syllable, [here, there]) in counts {
        let share = |count: f64, of: f64| (count + 0.5) / (of + 0.5);
        let nats = (share(here, whole[0]) / share(there, whole[1])).ln().clamp(-4.0, 4.0);
        println!("{syllable}\t{nats:.1}\tlearned");
    }
}

fn train() {
    let mut all: Vec<(String, String, u32)> = Vec::new();
    for line in lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [latin, hangul, n] = cells[..] {
            // What is met often is surer to be a pair, but a name is one name however often it is met.
            let weight = match n.parse().unwrap_or(1u32) {
                0 | 1 => 1,
                2..=9 => 2,
                _ => 3,
            };
            all.push((latin.to_owned(), hangul.to_owned(), weight));
        }
    }
    println!(
        "# What each letter of a foreign name writes in Hangul, by the letters around it (# is the end of the word): the\n\
         # letters of Hangul, 0 for none, each with its count. Finals are written in the conjoining letters of Unicode.\n\
         # Learned by scripts/transliteration.rs from {} pairs of words in the texts of corpora/lexicon (the Bible left\n\
         # out, whose names have a spelling of their own), the tables of names, and CLDR.",
        all.len()
    );
    println!("context\twritten\tsource");
    print!("{}", Spelling::train(&all).rows("learned"));
}

fn test(arguments: &[String]) -> Result<()> {
    let table = arguments.get(1).map(std::fs::read_to_string).transpose()?;
    let model = &table.map_or_else(
        || Spelling::learned().clone(),
        |text| Spelling::parse(Box::leak(text.into_boxed_str())),
    );
    let mut gains: Vec<f64> = Vec::new();
    let (mut right, mut slips) = (Vec::new(), 0);
    let mut shown = 0;
    for line in lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [latin, hangul, ..] = cells[..] else { continue };
        if hangul.chars().count() < 3 {
            continue;
        }
        let foreign = Foreign::new(latin);
        if foreign.likeness(&Sounds::new(hangul)) < 0.84 {
            continue;
        }
        let gain = model.correction(latin, hangul).map_or(0.0, |c| c.gain_nats);
        if gain > 5.0 && shown < 60 {
            shown += 1;
            println!("  {latin} {hangul} {:?}", model.correction(latin, hangul));
        }
        if arguments.get(2).is_some()
            && let Some(c) = model.correction(latin, hangul)
        {
            println!(
                "right\t{latin}\t{hangul}\t{}\t{:.2}\t{:.2}",
                c.spelling, c.gain_nats, c.fit_nats
            );
        }
        gains.push(gain);
        // A slip, always the same for a name.
        let chars: Vec<char> = hangul.chars().collect();
        let seed = latin.len() * 7 + chars.len() * 3 + gains.len();
        let at = seed % chars.len();
        let code = u32::from(chars[at]) - 0xac00;
        let (i, v, c) = (code / 588, code / 28 % 21, code % 28);
        let slip = match seed % 3 {
            0 => ((i + 2) % 19, v, c),
            1 => (
                i,
                [4, 5, 0, 1, 0, 1, 4, 5, 13, 10, 5, 8, 17, 8, 9, 10, 20, 12, 20, 20, 18]
                    [v as usize],
                c,
            ),
            _ => (i, v, if c == 0 { 4 } else { [21, 8, 4][c as usize % 3] }),
        };
        let mut changed = chars.clone();
        changed[at] = char::from_u32(0xac00 + slip.0 * 588 + slip.1 * 28 + slip.2).unwrap_or('가');
        let changed: String = changed.into_iter().collect();
        if changed == hangul {
            continue;
        }
        slips += 1;
        if let Some(correction) = model.correction(latin, &changed) {
            if arguments.get(2).is_some() {
                let (gain, fit) = (correction.gain_nats, correction.fit_nats);
                println!("slip\t{latin}\t{changed}\t{}\t{gain:.2}\t{fit:.2}", correction.spelling);
            }
            right.push((correction.gain_nats, correction.spelling == hangul));
        }
    }
    println!("{} names, {slips} slips", gains.len());
    for threshold in [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0] {
        let alarms = gains.iter().filter(|g| **g >= threshold).count();
        let seen = right.iter().filter(|(g, _)| *g >= threshold).count();
        let undone = right.iter().filter(|(g, same)| *g >= threshold && *same).count();
        println!(
            "{threshold}: alarms {:.4}, slips seen {:.3}, undone {:.3}",
            alarms as f64 / gains.len() as f64,
            seen as f64 / f64::from(slips),
            undone as f64 / f64::from(slips)
        );
    }
    Ok(())
}

/// How often a random true pair scores above a random false one.
fn area(yes: &[f64], mut no: Vec<f64>) -> f64 {
    no.sort_by(f64::total_cmp);
    let below = |x: f64| no.partition_point(|&n| n < x) + no.partition_point(|&n| n <= x);
    yes.iter().map(|&x| below(x) as f64 / 2.0).sum::<f64>() / (yes.len() * no.len()) as f64
}

fn likeness() {
    let pairs: Vec<(String, String)> = lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (latin, hangul) = (cells.next()?.to_owned(), cells.next()?.to_owned());
            // Proper names of one word: those that begin with a capital.
            let mut letters = latin.chars();
            let name = letters.next()?.is_uppercase() && letters.all(char::is_lowercase);
            let long = hangul.chars().count() >= 2 && latin.chars().count() >= 3;
            (name && long && hangul.chars().all(is_syllable)).then_some((latin, hangul))
        })
        .collect();
    let score = |shift: usize| -> Vec<f64> {
        let count = pairs.len();
        let pairs =
            pairs.iter().enumerate().map(|(i, (latin, _))| (latin, &pairs[(i + shift) % count].1));
        pairs.map(|(latin, hangul)| Foreign::new(latin).likeness(&Sounds::new(hangul))).collect()
    };
    let (yes, mut no) = (score(0), score(701));
    no.extend(score(1709));
    no.extend(score(5003));
    println!("{} pairs, area {:.5}", pairs.len(), area(&yes, no.clone()));
    for threshold in [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] {
        let share =
            |all: &[f64]| all.iter().filter(|&&x| x >= threshold).count() as f64 / all.len() as f64;
        println!("{threshold}: true {:.4}, false {:.5}", share(&yes), share(&no));
    }
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    match arguments.first().map(String::as_str) {
        Some("pairs") => pairs(),
        Some("syllables") => syllables(),
        Some("train") => train(),
        Some("test") => test(arguments)?,
        Some("likeness") => likeness(),
        _ => bail!("usage: transliteration pairs|syllables|train|test|likeness < FILE"),
    }
    Ok(())
}
