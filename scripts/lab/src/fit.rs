//! Fits the weights of the aligner's draft on development sets, by coordinate descent. What
//! the last pass makes of the draft is fitted by `fit_repair.rs`.
//!
//! usage: cargo run --release -p daejo-lab -- fit [GOLD] [ROUNDS] [MODEL|none]
//!
//! GOLD (default `../shared/gold`) holds `note/`, `align/`, `align-noisy/`, `align-pud/` and
//! `align-defr/`. What is maximised is the mean over the sets of strict F1 and a quarter of the F1 of
//! gaps; each weight in turn is tried a little higher and a little lower. With ROUNDS 0 only the
//! figures of the present weights are printed. Documents in languages that the encoder (the one inside
//! the program, or MODEL) does not know are left out; with `none` all are aligned without one. The result is printed as Rust, to be put into
//! `src/align/cost/weights.rs`.
use std::path::{Path, PathBuf};

use crate::gold_ladders::{self, Gold};
use daejo::{
    align::{Evidence, cost::Weights, ladder},
    anchor::Anchors,
    encoder::Encoder,
    score::ladders,
    segment::Bitext,
};
use rayon::prelude::*;

/// A document with its gold ladder, kept for the whole run of the program.
struct Sample {
    evidence: Evidence<'static>,
    gold: Vec<ladder::Rung>,
}

/// A folder of documents.
struct Set {
    name: &'static str,
    samples: Vec<Sample>,
}

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<()> {
    let mut arguments = arguments.iter().cloned();
    let gold = PathBuf::from(arguments.next().unwrap_or_else(|| "../shared/gold".into()));
    let rounds: usize = arguments.next().map_or(Ok(3), |rounds| rounds.parse())?;
    let encoder = match arguments.next().as_deref() {
        None => Some(Encoder::embedded()),
        Some("none") => None,
        Some(path) => Some(Encoder::open(path)?),
    };
    let names = ["note", "align", "align-noisy", "align-pud", "align-defr", "align-bible"];
    let mut sets = Vec::new();
    for name in names {
        let samples = samples(&gold.join(name), encoder.as_ref())?;
        if !samples.is_empty() {
            sets.push(Set { name, samples });
        }
    }
    let mut weights = Weights::fitted(encoder.is_some());
    let mut best = objective(&sets, &weights);
    table(&sets, &weights);
    for _ in 0..rounds {
        for index in 0..numbers(&mut weights).len() {
            for factor in [0.7, 0.85, 1.15, 1.4] {
                let mut tried = weights;
                let limit = if numbers(&mut tried)[index].1 { 0.98 } else { f64::INFINITY };
                let number = &mut *numbers(&mut tried)[index].0;
                *number = (*number * factor).min(limit);
                let value = objective(&sets, &tried);
                if value > best + 1e-5 {
                    (best, weights) = (value, tried);
                    println!("{best:.5}  number {index} times {factor}");
                }
            }
        }
    }
    table(&sets, &weights);
    println!("{weights:#.3?}");
    Ok(())
}

/// Every weight, and whether it is a probability.
fn numbers(weights: &mut Weights) -> Vec<(&mut f64, bool)> {
    let Weights {
        gap,
        beads,
        spread,
        paragraphs,
        kept,
        anchor_trust,
        word_trust,
        unexpected,
        chance_share,
        distance_nats,
    } = weights;
    let mut numbers = vec![(gap, false)];
    numbers.extend(beads.iter_mut().map(|n| (n, false)));
    numbers.extend(spread.iter_mut().map(|n| (n, false)));
    numbers.extend(paragraphs.iter_mut().map(|n| (n, false)));
    numbers.extend(kept.iter_mut().map(|n| (n, true)));
    numbers.extend([(anchor_trust, false), (word_trust, false), (unexpected, false)]);
    numbers.extend([(chance_share, true), (distance_nats, false)]);
    numbers
}

fn samples(folder: &Path, encoder: Option<&Encoder>) -> anyhow::Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for path in gold_ladders::paths(folder)? {
        let Gold { bitext, anchors, ladder: gold } = gold_ladders::read(&path)?;
        let bitext: &'static Bitext = Box::leak(Box::new(bitext));
        let anchors: &'static Anchors = Box::leak(Box::new(anchors));
        let known = |encoder: &Encoder| {
            let halves = [&bitext.source, &bitext.target];
            halves.iter().all(|half| encoder.require(&half.language).is_ok())
        };
        if !encoder.is_none_or(known) {
            continue;
        }
        samples.push(Sample { evidence: Evidence::new(bitext, anchors, encoder), gold });
    }
    Ok(samples)
}

fn score(set: &Set, weights: &Weights) -> ladders::Score {
    let pairs: Vec<_> = set
        .samples
        .par_iter()
        .map(|sample| {
            let alignment = sample.evidence.draft(weights);
            let rungs = alignment.beads.iter();
            let rungs =
                rungs.map(|bead| (bead.source.clone().collect(), bead.target.clone().collect()));
            (rungs.collect(), sample.gold.clone())
        })
        .collect();
    ladders::score(&pairs)
}

fn objective(sets: &[Set], weights: &Weights) -> f64 {
    let value = |set: &Set| {
        let score = score(set, weights);
        // The gold of the Bible is whole verses: a finer ladder is no worse.
        let strict = if set.name == "align-bible" { score.vF } else { score.sF };
        strict + score.lF / 2.0 + score.nullF / 4.0
    };
    sets.iter().map(value).sum::<f64>() / sets.len() as f64
}

fn table(sets: &[Set], weights: &Weights) {
    for set in sets {
        let score = score(set, weights);
        println!(
            "{:12} strict {:.3}  lax {:.3}  group {:.3}  null {:.3}",
            set.name, score.sF, score.lF, score.vF, score.nullF
        );
    }
}
