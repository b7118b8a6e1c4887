//! Fits the weights of the aligner's last pass on development sets, and says how good they are on
//! documents and sets they were not fitted on.
//!
//! usage: `cargo run --release -p daejo-lab -- fit-repair GOLD MODEL [--synthetic FOLDER]
//! [--only plain|lexicon|vectors|both] [--quick] [--list] [--write]`
//!
//! GOLD holds `note/`, `align/`, `align-noisy/`, `align-pud/`, `align-defr/` and `align-bible/`; MODEL is
//! an encoder for the languages of `align-defr`. What is maximised is the likelihood of the gold
//! ladders with a quadratic penalty, by L-BFGS; where gold is coarser than beads can be (whole verses)
//! every finer ladder inside it counts. Four sets of weights are fitted: with and without sentence
//! vectors, with and without the dictionary. FOLDER holds a folder `synthetic/` made by
//! `scripts/synthetic_ladders.py`. `--quick` leaves out the judging by documents left out, `--list`
//! names the wrong beads, `--write` puts them into
//! `src/align/repair/weights.tsv`.
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use crate::gold_ladders::{self, Gold};
use daejo::{
    align::{
        Alignment, Bead, Evidence, cost,
        ladder::Rung,
        repair::{FEATURES, Feature, Lattice, Sources, Weights},
    },
    encoder::Encoder,
    score::ladders,
};
use rayon::prelude::*;

/// A document with its gold ladder.
struct Sample {
    set: &'static str,
    /// Documents of the same text have the same name.
    name: String,
    gold: Vec<Rung>,
    draft: Alignment,
    /// The ladders near the draft, to be judged.
    lattice: Lattice,
    /// Those near gold too, to be fitted, and which beads gold allows.
    fitting: (Lattice, Vec<bool>),
}

const SETS: [&str; 7] =
    ["note", "align", "align-noisy", "align-pud", "align-defr", "align-bible", "synthetic"];

/// What a real set weighs.
const SET_BEADS: f64 = 400.0;

/// What a bead of a made-up document weighs.
const SYNTHETIC: f64 = 0.15;

/// The strength of the penalty on each squared weight.
const PENALTY: f64 = 0.05;

pub(crate) fn run(arguments: &[String]) -> anyhow::Result<()> {
    let [gold, model, ..] = arguments else { anyhow::bail!("GOLD MODEL") };
    let gold = PathBuf::from(gold);
    let synthetic = named(arguments, "--synthetic").map(PathBuf::from).unwrap_or_default();
    let only = named(arguments, "--only");
    let list = arguments.iter().any(|a| a == "--list");
    let quick = arguments.iter().any(|a| a == "--quick");
    let full = Encoder::open(model)?;
    let mut all = Vec::new();
    for (config, vectors, lexicon) in [
        ("plain", false, false),
        ("lexicon", false, true),
        ("vectors", true, false),
        ("both", true, true),
    ] {
        if only.as_ref().is_some_and(|only| only != config) {
            all.push(*Sources { vectors, lexicon }.weights());
            continue;
        }
        let sources = Sources { vectors, lexicon };
        let mut samples = Vec::new();
        for set in SETS {
            let folder = if set == "synthetic" { &synthetic } else { &gold };
            samples.extend(read_set(folder, set, vectors, lexicon, &full)?);
        }
        println!("\n## {config}\n");
        all.push(report(&mut samples, sources.weights(), list, quick));
    }
    if arguments.iter().any(|a| a == "--write") {
        let mut table = String::from(
            "# What each feature of a bead is worth in nats, by the evidence at hand. Written by \
             scripts/fit_repair.rs.\nfeature\tplain\tlexicon\tvectors\tboth\n",
        );
        for (at, feature) in Feature::ALL.iter().enumerate() {
            write!(table, "{}", feature.name())?;
            for weights in &all {
                write!(table, "\t{:.3}", weights[at])?;
            }
            table.push('\n');
        }
        fs::write("src/align/repair/weights.tsv", table)?;
    }
    Ok(())
}

/// What follows an option.
fn named(arguments: &[String], option: &str) -> Option<String> {
    let at = arguments.iter().position(|argument| argument == option)?;
    arguments.get(at + 1).cloned()
}

fn read_set(
    gold: &Path,
    set: &'static str,
    vectors: bool,
    lexicon: bool,
    full: &Encoder,
) -> anyhow::Result<Vec<Sample>> {
    let folder = gold.join(set);
    let german = gold_ladders::is_german(&folder);
    if german && lexicon || !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut samples = Vec::new();
    for path in gold_ladders::paths(&folder)? {
        let Gold { bitext, anchors, ladder: gold } = gold_ladders::read(&path)?;
        let embedded = Encoder::embedded();
        let encoder = if german { full } else { &embedded };
        let mut evidence = Evidence::new(&bitext, &anchors, vectors.then_some(encoder));
        if !lexicon {
            evidence = evidence.without_lexicon();
        }
        let weights = cost::Weights::fitted(vectors);
        let beads = whole(&gold, bitext.source.segments.len(), bitext.target.segments.len());
        let fitting = evidence.lattice_with(&weights, &beads);
        let allowed = allowed(&fitting, &beads, set == "align-bible");
        let name = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        samples.push(Sample {
            set,
            name: name.trim_start_matches("bible_").to_owned(),
            gold,
            draft: evidence.draft(&weights),
            lattice: evidence.lattice(&weights),
            fitting: (fitting, allowed),
        });
    }
    Ok(samples)
}

/// The gold ladder as beads; segments it does not name are gaps.
fn whole(gold: &[Rung], n: usize, m: usize) -> Vec<Bead> {
    let bead = |source, target| Bead { source, target, score: 1.0, cost: 0.0 };
    let mut links: Vec<_> = gold.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty()).collect();
    links.sort();
    let mut beads = Vec::new();
    let (mut i, mut j) = (0, 0);
    let end = (vec![n], vec![m]);
    for (at, (s, t)) in links.iter().copied().chain([&end]).enumerate() {
        let (s0, t0) = (s[0], t[0]);
        // Links that cross an earlier one have no place in a ladder.
        if s0 < i || t0 < j {
            continue;
        }
        beads.extend((i..s0).map(|i| bead(i..i + 1, j..j)));
        beads.extend((j..t0).map(|j| bead(s0..s0, j..j + 1)));
        if at < links.len() {
            (i, j) = (s[s.len() - 1] + 1, t[t.len() - 1] + 1);
            beads.push(bead(s0..i, t0..j));
        }
    }
    beads
}

/// Which beads of the lattice agree with gold.
fn allowed(lattice: &Lattice, gold: &[Bead], coarse: bool) -> Vec<bool> {
    let edges = lattice.edges();
    let holds = |bead: &Bead| {
        edges.iter().any(|edge| edge.source == bead.source && edge.target == bead.target)
    };
    // Where gold joins more than a bead may hold, or only says that it is coarse, what lies inside
    // agrees.
    let open: Vec<bool> =
        gold.iter().map(|bead| !bead.is_gap() && (coarse || !holds(bead))).collect();
    let mut of_source = BTreeMap::new();
    let mut of_target = BTreeMap::new();
    for (at, bead) in gold.iter().enumerate() {
        of_source.extend(bead.source.clone().map(|i| (i, at)));
        of_target.extend(bead.target.clone().map(|j| (j, at)));
    }
    edges
        .iter()
        .map(|edge| {
            let mut beads: Vec<usize> = edge.source.clone().map(|i| of_source[&i]).collect();
            beads.extend(edge.target.clone().map(|j| of_target[&j]));
            beads.dedup();
            let [one] = beads[..] else { return false };
            let gap = edge.source.is_empty() || edge.target.is_empty();
            let bead = &gold[one];
            if gap {
                bead.is_gap()
            } else {
                open[one] || edge.source == bead.source && edge.target == bead.target
            }
        })
        .collect()
}

/// Fits on all samples but those left out.
fn fit(samples: &[Sample], start: &Weights, wanted: impl Fn(&Sample) -> bool) -> Weights {
    let chosen: Vec<&Sample> = samples.iter().filter(|sample| wanted(sample)).collect();
    let shares = shares(&chosen);
    let value = |weights: &Weights| -> (f64, Weights) {
        let parts: Vec<(f64, Weights)> = chosen
            .par_iter()
            .map(|sample| sample.fitting.0.likelihood(weights, &sample.fitting.1))
            .collect();
        let mut sum = 0.0;
        let mut gradient = [0.0; FEATURES];
        for (sample, (value, slope)) in chosen.iter().zip(parts) {
            let share = shares[sample.set];
            sum -= share * value;
            for (all, one) in gradient.iter_mut().zip(slope) {
                *all -= share * one;
            }
        }
        for (slope, weight) in gradient.iter_mut().zip(weights) {
            sum += PENALTY * weight * weight;
            *slope += 2.0 * PENALTY * weight;
        }
        (sum, gradient)
    };
    minimum(start, value)
}

/// What a bead of a set weighs: every real set counts as much as [`SET_BEADS`] beads, so that none is
/// forgotten.
fn shares(samples: &[&Sample]) -> BTreeMap<&'static str, f64> {
    let mut beads: BTreeMap<&'static str, f64> = BTreeMap::new();
    for sample in samples {
        *beads.entry(sample.set).or_default() += sample.gold.len() as f64;
    }
    let share =
        |set: &str, beads: f64| if set == "synthetic" { SYNTHETIC } else { SET_BEADS / beads };
    beads.into_iter().map(|(set, beads)| (set, share(set, beads))).collect()
}

/// L-BFGS with backtracking.
fn minimum(start: &Weights, value: impl Fn(&Weights) -> (f64, Weights)) -> Weights {
    const MEMORY: usize = 12;
    let dot = |a: &Weights, b: &Weights| -> f64 { a.iter().zip(b).map(|(a, b)| a * b).sum() };
    let mut at = *start;
    let (mut here, mut slope) = value(&at);
    let mut memory: Vec<(Weights, Weights)> = Vec::new();
    for _ in 0..300 {
        let mut step = slope;
        let mut factors = Vec::new();
        for (s, y) in memory.iter().rev() {
            let factor = dot(s, &step) / dot(s, y);
            step.iter_mut().zip(y).for_each(|(step, y)| *step -= factor * y);
            factors.push(factor);
        }
        if let Some((s, y)) = memory.last() {
            let scale = dot(s, y) / dot(y, y);
            for step in &mut step {
                *step *= scale;
            }
        } else {
            let scale = 1.0 / dot(&slope, &slope).sqrt().max(1.0);
            for step in &mut step {
                *step *= scale;
            }
        }
        for ((s, y), factor) in memory.iter().zip(factors.iter().rev()) {
            let back = dot(y, &step) / dot(s, y);
            step.iter_mut().zip(s).for_each(|(step, s)| *step += (factor - back) * s);
        }
        let fall = dot(&step, &slope);
        let mut length = 1.0;
        let moved = loop {
            let mut tried = at;
            tried.iter_mut().zip(&step).for_each(|(at, step)| *at -= length * step);
            let (there, slope_there) = value(&tried);
            if there <= here - 1e-4 * length * fall {
                break Some((tried, there, slope_there));
            }
            length /= 2.0;
            if length < 1e-8 {
                break None;
            }
        };
        let Some((tried, there, slope_there)) = moved else { break };
        let mut s = tried;
        s.iter_mut().zip(&at).for_each(|(s, at)| *s -= at);
        let mut y = slope_there;
        y.iter_mut().zip(&slope).for_each(|(y, slope)| *y -= slope);
        if dot(&s, &y) > 1e-10 {
            memory.push((s, y));
        }
        if memory.len() > MEMORY {
            memory.remove(0);
        }
        let gained = here - there;
        (at, here, slope) = (tried, there, slope_there);
        if gained < 1e-3 {
            break;
        }
    }
    at
}

type Ladders<'a> = Vec<(&'a Sample, Alignment)>;

fn report(samples: &mut [Sample], start: &Weights, list: bool, quick: bool) -> Weights {
    let together =
        |set: &str| if set == "align-noisy" { "align".to_owned() } else { set.to_owned() };
    for sample in samples.iter_mut().filter(|_| start.iter().any(|weight| *weight != 0.0)) {
        let (lattice, allowed) = &mut sample.fitting;
        lattice.prune(start, 1e-9, allowed);
    }
    let rough = fit(samples, start, |_| true);
    // What is hardly possible by the weights fitted on all does not change what is fitted on less.
    for sample in samples.iter_mut() {
        let (lattice, allowed) = &mut sample.fitting;
        lattice.prune(&rough, 1e-7, allowed);
    }
    let samples = &*samples;
    let drafts: Ladders = samples.iter().map(|s| (s, s.draft.clone())).collect();
    let fitted = fit(samples, &rough, |_| true);
    let own: Ladders = samples.iter().map(|s| (s, s.lattice.best(&fitted))).collect();
    if quick {
        table(&own);
        reliability(&own);
        print_weights(&fitted);
        return fitted;
    }
    // Leave one set out.
    let by_set = left_out(samples, &fitted, |sample| together(sample.set));
    // Leave a sixth of the documents out.
    let names: Vec<&str> = {
        let mut names: Vec<&str> = samples.iter().map(|s| s.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let by_document = left_out(samples, &fitted, |sample| {
        let at = names.iter().position(|name| *name == sample.name).unwrap_or(0);
        (at % 6).to_string()
    });
    for (name, ladders) in [
        ("draft", &drafts),
        ("fitted on all", &own),
        ("set left out", &by_set),
        ("documents left out", &by_document),
    ] {
        println!("{name}");
        table(ladders);
        reliability(ladders);
    }
    if list {
        errors(&by_document);
    }
    print_weights(&fitted);
    fitted
}

fn print_weights(weights: &Weights) {
    for (feature, weight) in Feature::ALL.iter().zip(weights) {
        println!("{:24} {weight:8.3}", feature.name());
    }
}

fn left_out<'a>(
    samples: &'a [Sample],
    start: &Weights,
    fold: impl Fn(&Sample) -> String,
) -> Ladders<'a> {
    let mut folds: Vec<String> = samples.iter().map(&fold).collect();
    folds.sort();
    folds.dedup();
    let mut ladders = Vec::new();
    for held in folds {
        let weights = fit(samples, start, |sample| fold(sample) != held);
        let judged = samples.iter().filter(|sample| fold(sample) == held);
        ladders.extend(judged.map(|sample| (sample, sample.lattice.best(&weights))));
    }
    ladders
}

fn rungs(alignment: &Alignment) -> Vec<Rung> {
    let rungs = alignment.beads.iter();
    rungs.map(|bead| (bead.source.clone().collect(), bead.target.clone().collect())).collect()
}

fn table(ladders: &Ladders) {
    for set in SETS {
        let pairs: Vec<_> = ladders
            .iter()
            .filter(|(sample, _)| sample.set == set)
            .map(|(sample, alignment)| (rungs(alignment), sample.gold.clone()))
            .collect();
        if pairs.is_empty() {
            continue;
        }
        let s = ladders::score(&pairs);
        println!(
            "  {set:12} strict {:.3}  lax {:.3}  group {:.3}  null {:.3} ({:.3} {:.3})",
            s.sF, s.lF, s.vF, s.nullF, s.nullP, s.nullR
        );
    }
}

/// Whether a bead is one of gold; where gold is coarse, whether it lies inside one of gold's.
fn right(sample: &Sample, bead: &Bead) -> bool {
    let rung: Rung = (bead.source.clone().collect(), bead.target.clone().collect());
    let inside = |(s, t): &Rung| {
        rung.0.iter().all(|i| s.contains(i)) && rung.1.iter().all(|j| t.contains(j))
    };
    if bead.is_gap() {
        !sample.gold.iter().any(|(s, t)| {
            !s.is_empty()
                && !t.is_empty()
                && (rung.0.iter().any(|i| s.contains(i)) || rung.1.iter().any(|j| t.contains(j)))
        })
    } else if sample.set == "align-bible" {
        sample.gold.iter().any(inside)
    } else {
        sample.gold.contains(&rung)
    }
}

fn reliability(ladders: &Ladders) {
    let mut bins = [(0, 0.0, 0); 10];
    for (sample, alignment) in ladders {
        for bead in &alignment.beads {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 9")]
            let bin = &mut bins[(bead.score * 10.0).clamp(0.0, 9.0) as usize];
            bin.0 += 1;
            bin.1 += bead.score;
            bin.2 += usize::from(right(sample, bead));
        }
    }
    let all: usize = bins.iter().map(|bin| bin.0).sum();
    let error: f64 = bins.iter().map(|bin| (bin.1 - bin.2 as f64).abs()).sum::<f64>() / all as f64;
    print!("  scores");
    for (count, sum, right) in bins.iter().filter(|bin| bin.0 > 0) {
        print!(" {:.2}:{:.2}({count})", sum / *count as f64, *right as f64 / *count as f64);
    }
    println!("  ECE {error:.4}");
}

/// The beads that are wrong, with the gold that stands there.
fn errors(ladders: &Ladders) {
    for (sample, alignment) in ladders {
        for bead in alignment.beads.iter().filter(|bead| !right(sample, bead)) {
            let near: Vec<String> = sample
                .gold
                .iter()
                .filter(|(s, t)| {
                    s.iter().any(|i| bead.source.contains(i))
                        || t.iter().any(|j| bead.target.contains(j))
                })
                .map(|(s, t)| format!("{s:?}:{t:?}"))
                .collect();
            println!(
                "{} {}: {:?}:{:?} {:.2}  gold {}",
                sample.set,
                sample.name,
                bead.source,
                bead.target,
                bead.score,
                near.join(" ")
            );
        }
    }
}
