//! Coverage, and how well scores tell true pairs from others.

use std::{
    collections::BTreeMap,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use daejo::lexicon::{Coverage, Lexicon, WordCover, Words};
use daejo::text::Tongue;

/// A word has found its partner if the pair is as probable as this.
const FOUND: f64 = 0.05;

#[derive(Default)]
struct Tally {
    words: usize,
    known: usize,
    found: usize,
}

impl Tally {
    fn add(&mut self, side: &[WordCover]) {
        for word in side {
            self.words += 1;
            self.known += usize::from(word.known);
            self.found += usize::from(word.known && word.prob >= FOUND);
        }
    }

    fn line(&self) -> String {
        let share = |n: usize, all: usize| 100.0 * n as f64 / all.max(1) as f64;
        format!(
            "{} content words, {:.1} % known, {:.1} % of the known have a partner",
            self.words,
            share(self.known, self.words),
            share(self.found, self.known)
        )
    }
}

fn report(name: &str, sides: &(Tally, Tally), chance: &(Tally, Tally)) {
    println!("{name}\n  en: {}\n  ko: {}", sides.0.line(), sides.1.line());
    let share = |t: &Tally| 100.0 * t.found as f64 / t.known.max(1) as f64;
    println!(
        "  in the next pair instead: en {:.1} %, ko {:.1} %",
        share(&chance.0),
        share(&chance.1)
    );
}

/// Area under the curve: how often a positive scores above a negative.
fn auc(positive: &[f64], negative: &[f64]) -> f64 {
    let mut all: Vec<(f64, bool)> = positive.iter().map(|&x| (x, true)).collect();
    all.extend(negative.iter().map(|&x| (x, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for group in all.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let no = group.iter().filter(|(_, yes)| !yes).count() as f64;
        wins += (group.len() as f64 - no) * (below + no / 2.0);
        below += no;
    }
    wins / (positive.len() as f64 * negative.len() as f64)
}

/// Scores of true pairs, and of each source with the targets of pairs near by.
#[derive(Default)]
struct Scores {
    sides: (Tally, Tally),
    chance: (Tally, Tally),
    positive: Vec<f64>,
    negative: Vec<f64>,
    ranked_first: usize,
    ranked: usize,
}

impl Scores {
    fn add(&mut self, lexicon: &Lexicon, pairs: &[(Words, Words)]) {
        for (at, (english, korean)) in pairs.iter().enumerate() {
            let cover = lexicon.covers_words(english, korean);
            self.sides.0.add(cover.of(Tongue::English));
            self.sides.1.add(cover.of(Tongue::Korean));
            let own = lexicon.similarity_nats(english, korean);
            self.positive.push(own);
            let near = at.saturating_sub(4)..(at + 5).min(pairs.len());
            let mut first = true;
            for other in near.filter(|other| *other != at) {
                let score = lexicon.similarity_nats(english, &pairs[other].1);
                first &= score < own;
                self.negative.push(score);
            }
            self.ranked += 1;
            self.ranked_first += usize::from(first);
            if let Some((_, other)) = pairs.get(at + 1) {
                let cover = lexicon.covers_words(english, other);
                self.chance.0.add(cover.of(Tongue::English));
                self.chance.1.add(cover.of(Tongue::Korean));
            }
        }
    }

    fn report(&self, name: &str) {
        report(name, &self.sides, &self.chance);
        println!(
            "  AUC true against near ones {:.4}; first among nine {:.1} % of {}",
            auc(&self.positive, &self.negative),
            100.0 * self.ranked_first as f64 / self.ranked.max(1) as f64,
            self.ranked
        );
    }
}

/// Coverage of held-out pairs, by source.
pub(crate) fn held_out(lexicon: &Lexicon, pairs: &[(String, String, String)]) -> Result<()> {
    let mut by_source: BTreeMap<&str, Vec<(Words, Words)>> = BTreeMap::new();
    let start = Instant::now();
    for (english, korean, source) in pairs {
        let read = (lexicon.read(english, Tongue::English), lexicon.read(korean, Tongue::Korean));
        by_source.entry(source).or_default().push(read);
    }
    let reading = start.elapsed();
    let start = Instant::now();
    let mut comparisons = 0;
    for pairs in by_source.values() {
        for (at, (english, _)) in pairs.iter().enumerate() {
            for (_, korean) in pairs.iter().skip(at).take(10) {
                std::hint::black_box(lexicon.similarity_nats(english, korean));
                comparisons += 1;
            }
        }
    }
    let micros = |time: Duration, n: usize| time.as_secs_f64() * 1e6 / n.max(1) as f64;
    println!(
        "reading a pair takes {:.0} µs, comparing one {:.1} µs",
        micros(reading, pairs.len()),
        micros(start.elapsed(), comparisons)
    );
    let start = Instant::now();
    let copy = Lexicon::from_bytes(lexicon.bytes().to_vec())?;
    println!(
        "opening {} bytes with their checksum {:.1} ms",
        copy.bytes().len(),
        micros(start.elapsed(), 1000)
    );
    let mut all = Scores::default();
    for (source, pairs) in &by_source {
        let mut scores = Scores::default();
        scores.add(lexicon, pairs);
        scores.report(source);
        all.add(lexicon, pairs);
    }
    all.report("all held-out pairs");
    Ok(())
}

/// Coverage and scores of the beads of gold ladders.
pub(crate) fn pairs(lexicon: &Lexicon, files: &[&str]) -> Result<()> {
    let mut groups: BTreeMap<String, Scores> = BTreeMap::new();
    for file in files {
        let path = Path::new(file);
        let stem = file.strip_suffix(".gold").context("a ladder is called NAME.gold")?;
        let read = |endings: [&str; 2]| {
            let text = std::fs::read_to_string(format!("{stem}{}", endings[0]))
                .or_else(|_| std::fs::read_to_string(format!("{stem}{}", endings[1])));
            text.map(|t| {
                t.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>()
            })
        };
        let (english, korean) = (read([".en.txt", ".src"])?, read([".ko.txt", ".tgt"])?);
        let mut beads = Vec::new();
        for line in std::fs::read_to_string(path)?.lines() {
            let Some((source, target)) = line.split_once("]:[") else { continue };
            let range = |side: &str| -> Vec<usize> {
                let numbers = side.trim_matches(['[', ']', ' ']).split(',');
                numbers.filter_map(|n| n.trim().parse().ok()).collect()
            };
            let target = target.split(']').next().unwrap_or_default();
            let text = |half: &[String], at: Vec<usize>| {
                at.iter().filter_map(|&i| half.get(i).cloned()).collect::<Vec<_>>().join(" ")
            };
            let (e, k) = (text(&english, range(source)), text(&korean, range(target)));
            if !e.is_empty() && !k.is_empty() {
                beads.push((lexicon.read(&e, Tongue::English), lexicon.read(&k, Tongue::Korean)));
            }
        }
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        let mut own = Scores::default();
        own.add(lexicon, &beads);
        own.report(name);
        let group: String = name.chars().take_while(|c| c.is_alphabetic()).collect();
        groups.entry(group).or_default().add(lexicon, &beads);
        groups.entry("all".to_owned()).or_default().add(lexicon, &beads);
    }
    println!();
    for (name, scores) in groups {
        scores.report(&format!("group {name}"));
    }
    Ok(())
}

/// The largest run of English content words without a partner: the sum of how unusual that is for
/// each, in nats; words with a partner end a run, up to one in between is read over.
fn largest_gap(side: &[WordCover]) -> f64 {
    let (mut best, mut sum) = (0.0_f64, 0.0_f64);
    for word in side {
        let evidence = if word.known {
            let usual = word.usual.clamp(0.05, 0.98);
            // Alike to a true pair, the word has its partner as usual; in a gap, as by chance.
            if word.prob >= FOUND {
                (0.15_f64 / usual).ln()
            } else {
                (0.85 / (1.0 - usual * 0.85)).ln()
            }
        } else {
            0.0
        };
        sum = (sum + evidence).max(0.0);
        best = best.max(sum);
    }
    best
}

/// Length in words of the longest run without any partner.
fn longest_run(side: &[WordCover]) -> f64 {
    let (mut best, mut run) = (0.0_f64, 0.0);
    for word in side {
        run = if word.known && word.prob < FOUND { run + 1.0 } else { 0.0 };
        best = best.max(run);
    }
    best
}

/// How well the largest uncovered stretch tells beads with an omitted clause from clean ones.
pub(crate) fn clauses(lexicon: &Lexicon, file: &str) -> Result<()> {
    let (mut omitted, mut clean) = (Vec::new(), Vec::new());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let label = row["label"].as_str().unwrap_or_default();
        if label != "omitted_clause" && label != "clean" {
            continue;
        }
        let texts = |side: &str| -> Vec<String> {
            let all = row[side].as_array().into_iter().flatten();
            all.map(|t| t.as_str().unwrap_or_default().to_owned()).collect()
        };
        let (english, korean) = (texts("en"), texts("ko"));
        let touched =
            row["en_idx"].as_array().and_then(|a| a.first()).and_then(serde_json::Value::as_u64);
        for bead in row["beads"].as_array().into_iter().flatten() {
            let side = |at: usize| -> Vec<usize> {
                let numbers = bead[at].as_array().into_iter().flatten();
                numbers.filter_map(|n| usize::try_from(n.as_u64()?).ok()).collect()
            };
            let (e, k) = (side(0), side(1));
            if e.is_empty() || k.is_empty() {
                continue;
            }
            let text = |half: &[String], at: &[usize]| {
                at.iter().filter_map(|&i| half.get(i).cloned()).collect::<Vec<_>>().join(" ")
            };
            let cover: Coverage = lexicon.covers(&text(&english, &e), &text(&korean, &k));
            let scores =
                [largest_gap(cover.of(Tongue::English)), longest_run(cover.of(Tongue::English))];
            let holds = touched.is_some_and(|t| e.iter().any(|&i| i as u64 == t));
            match (label, holds) {
                ("omitted_clause", true) => omitted.push(scores),
                ("clean", _) => clean.push(scores),
                _ => {}
            }
        }
    }
    for (at, name) in ["weighted stretch", "longest run"].into_iter().enumerate() {
        let of = |all: &[[f64; 2]]| all.iter().map(|s| s[at]).collect::<Vec<_>>();
        let (omitted, clean) = (of(&omitted), of(&clean));
        println!(
            "{name}: AUC {:.3} ({} with an omitted clause, {} clean beads)",
            auc(&omitted, &clean),
            omitted.len(),
            clean.len()
        );
    }
    Ok(())
}

/// English words of all frequencies with their best translations, for reading.
pub(crate) fn entries(lexicon: &Lexicon, count: usize) {
    let words = lexicon.known(Tongue::English);
    let words: Vec<&String> = words
        .iter()
        .filter(|word| !lexicon.translations(word, Tongue::English).is_empty())
        .collect();
    let mut state = 12_345_u64;
    for _ in 0..count {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(state >> 33).unwrap_or(0) % words.len();
        show(words[at], &lexicon.translations(words[at], Tongue::English));
    }
}

/// What the lexicon says of these words.
pub(crate) fn words(lexicon: &Lexicon, words: &[&str]) {
    for word in words {
        if word.is_ascii() {
            show(word, &lexicon.translations(word, Tongue::English));
        } else {
            show(
                &format!("{word} = {}", lexicon.stem(word)),
                &lexicon.translations(word, Tongue::Korean),
            );
        }
    }
}

fn show(word: &str, found: &[(String, f64)]) {
    let best = found.iter().take(6).map(|(word, p)| format!("{word} {p:.2}"));
    println!("{word}: {}", best.collect::<Vec<_>>().join(", "));
}

/// How many terms of a table (columns en and ko, variants divided by `|`) the lexicon can match.
pub(crate) fn terms(lexicon: &Lexicon, file: &str) -> Result<()> {
    let (mut rows, mut whole) = (0, 0);
    let mut sides = (Tally::default(), Tally::default());
    let mut missing: Vec<String> = Vec::new();
    for line in std::fs::read_to_string(file)?.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [english, korean, ..] = cells[..] else { continue };
        let first = |cell: &str| cell.split(['|', '(']).next().unwrap_or_default().to_owned();
        let cover = lexicon.covers(&first(english), &first(korean));
        sides.0.add(cover.of(Tongue::English));
        sides.1.add(cover.of(Tongue::Korean));
        rows += 1;
        whole += usize::from(cover.of(Tongue::English).iter().all(|w| w.prob >= FOUND));
        missing
            .extend(cover.of(Tongue::English).iter().filter(|w| !w.known).map(|w| w.plain.clone()));
        missing
            .extend(cover.of(Tongue::Korean).iter().filter(|w| !w.known).map(|w| w.plain.clone()));
    }
    println!("{rows} terms, in {whole} every English content word has a partner");
    println!("  en: {}\n  ko: {}", sides.0.line(), sides.1.line());
    missing.sort_unstable();
    missing.dedup();
    println!("  unknown: {}", missing.join(" "));
    Ok(())
}

/// English and Korean words that most often find no partner in the pairs on standard input: what a
/// dictionary should hold.
pub(crate) fn gaps(lexicon: &Lexicon, pairs: &[(String, String, String)], at_least: usize) {
    let mut sides = [BTreeMap::new(), BTreeMap::new()];
    for (english, korean, _) in pairs {
        let cover = lexicon.covers(english, korean);
        for (side, words) in sides.iter_mut().zip(cover.sides) {
            for word in words {
                let (all, found): &mut (usize, usize) = side.entry(word.plain).or_default();
                *all += 1;
                *found += usize::from(word.prob >= FOUND);
            }
        }
    }
    for side in sides {
        let mut words: Vec<_> = side.into_iter().filter(|(_, (all, _))| *all >= at_least).collect();
        words.sort_by_key(|(_, (all, found))| std::cmp::Reverse(all - found));
        for (word, (all, found)) in words {
            println!("{word}\t{all}\t{found}");
        }
        println!();
    }
}
