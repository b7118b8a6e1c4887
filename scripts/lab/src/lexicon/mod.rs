//! Learns the embedded lexicon and measures it.
//!
//! ```text
//! zstdcat train.tsv.zst | cargo run --release -p daejo-lab -- lexicon train corpora/lexicon/en-ko.lexicon
//! zstdcat train.tsv.zst | cargo run --release -p daejo-lab -- lexicon held-out
//! cargo run --release -p daejo-lab -- lexicon pairs FILE.gold…       ladders beside FILE.en.txt and FILE.ko.txt (.src, .tgt)
//! cargo run --release -p daejo-lab -- lexicon clauses planted.dev.jsonl
//! cargo run --release -p daejo-lab -- lexicon gaps 5 < PAIRS.tsv   words met five times, those without partner first
//! cargo run --release -p daejo-lab -- lexicon terms TABLE.tsv      English and Korean in the first two columns
//! cargo run --release -p daejo-lab -- lexicon entries 100
//! cargo run --release -p daejo-lab -- lexicon words WORD…
//! ```
//!
//! Before a command, `--lexicon FILE` measures another than the embedded. Every fiftieth English segment, by a hash of its text, is held out of training.

mod measure;

use std::{
    collections::BTreeMap,
    io::{BufRead, stdin},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use daejo::lexicon::{Lexicon, Meta, Options, Source, train};

const LICENCE: &str = "Apache-2.0. Learned from the texts named as sources, under their licences; no \
                       sentence of them is in it.";

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let lexicon = if let ["--lexicon", path, ..] = arguments[..] {
        arguments.drain(..2);
        Lexicon::from_bytes(std::fs::read(path).with_context(|| format!("cannot read {path}"))?)?
    } else {
        Lexicon::embedded().clone()
    };
    match &arguments[..] {
        ["train", out] => learn(out),
        ["held-out"] => measure::held_out(&lexicon, &pool(true)?),
        ["pairs", files @ ..] => measure::pairs(&lexicon, files),
        ["clauses", file] => measure::clauses(&lexicon, file),
        ["gaps", at_least] => {
            measure::gaps(&lexicon, &any_pairs()?, at_least.parse()?);
            Ok(())
        }
        ["terms", file] => measure::terms(&lexicon, file),
        ["entries", count] => {
            measure::entries(&lexicon, count.parse()?);
            Ok(())
        }
        ["words", words @ ..] => {
            measure::words(&lexicon, words);
            Ok(())
        }
        _ => bail!("see the head of scripts/lexicon/main.rs"),
    }
}

/// Name, attribution and licence of the texts that may be learned from.
fn sources() -> Vec<[&'static str; 3]> {
    let text = include_str!("../../../../corpora/lexicon/sources.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok()).collect()
}

/// Pairs of the pool on standard input, of the sources that may be used, with the name of each.
fn pool(held_out: bool) -> Result<Vec<(String, String, String)>> {
    let sources = sources();
    let mut pairs = Vec::new();
    for line in stdin().lock().lines() {
        let line = line?;
        let cells: Vec<&str> = line.split('\t').collect();
        let [english, korean, source] = cells[..] else { continue };
        if sources.iter().any(|row| row[0] == source) && is_held_out(english) == held_out {
            pairs.push((english.to_owned(), korean.to_owned(), source.to_owned()));
        }
    }
    Ok(pairs)
}

/// All pairs on standard input.
fn any_pairs() -> Result<Vec<(String, String, String)>> {
    let mut pairs = Vec::new();
    for line in stdin().lock().lines() {
        let line = line?;
        if let Some((english, rest)) = line.split_once('\t') {
            let (korean, source) = rest.split_once('\t').unwrap_or((rest, ""));
            pairs.push((english.to_owned(), korean.to_owned(), source.to_owned()));
        }
    }
    Ok(pairs)
}

/// FNV-1a, so that a segment is held out on every machine or on none.
fn is_held_out(english: &str) -> bool {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    english.bytes().fold(0xcbf2_9ce4_8422_2325, step) % 50 == 0
}

fn learn(out: &str) -> Result<()> {
    let pairs = pool(false)?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, _, source) in &pairs {
        *counts.entry(source).or_default() += 1;
    }
    let listed = sources().into_iter().map(|[name, attribution, licence]| Source {
        name: name.to_owned(),
        attribution: attribution.to_owned(),
        licence: licence.to_owned(),
        pairs: counts.get(name).copied().unwrap_or(0),
    });
    let meta = Meta {
        title: "English–Korean word translation probabilities".to_owned(),
        sources: listed.collect(),
        licence: LICENCE.to_owned(),
    };
    let start = Instant::now();
    let options = Options { meta, dictionary: daejo::lexicon::dictionary(), ..Options::default() };
    let lexicon = train(pairs.iter().map(|(e, k, _)| (e.as_str(), k.as_str())), &options);
    std::fs::write(out, lexicon.bytes()).with_context(|| format!("cannot write {out}"))?;
    let (english, korean) = lexicon.len();
    println!(
        "{} pairs, {english} English words, {korean} Korean stems, {} bytes, {:.0} s",
        pairs.len(),
        lexicon.bytes().len(),
        start.elapsed().as_secs_f64()
    );
    Ok(())
}
