//! Fits the models of the rules `omission`, `addition` and `rendering` on errors planted in real pairs.
//!
//! ```text
//! cargo run --release -p daejo-lab -- omission fit LEXICON|- src < PAIRS.tsv
//! cargo run --release -p daejo-lab -- omission alarms LOGIT < PAIRS.tsv
//! cargo run --release -p daejo-lab -- omission renderings LOGIT < PAIRS.tsv
//! cargo run --release -p daejo-lab -- omission features < PAIRS.tsv
//! ```
//!
//! PAIRS.tsv has English, Korean and the name of the source in three columns; `fit` takes those of
//! `corpora/lexicon/sources.tsv`, and only pairs that the lexicon was not learned from: with `-` those
//! held out of the embedded one, else all, LEXICON having been learned without them. From each pair a
//! phrase is taken out on one side, and the phrases of the other whose words lost their partners by that
//! are what the model has to find; phrases of the whole pair are what it has to let pass. A quarter of
//! the pairs is kept for testing. For `rendering` a word that has one partner opposite is replaced by another
//! with the same ending. `alarms` and `renderings` print what is found in pairs as they are,
//! `features` all that is known of every phrase and pairing.
mod boost;
mod swap;

use std::io::{BufRead, stdin};

use anyhow::{Context as _, Result, bail};
use daejo::{
    align::{Alignment, Bead},
    anchor,
    check::fitting::{
        self, Candidate, Feature, Models, Pairing, PairingFeature, Phrase, PhraseKind, phrases,
        rendering_model,
    },
    encoder::Encoder,
    lexicon::Lexicon,
    reading::Context,
    segment::{Bitext, Half, Segment},
    text::{Language, Span, Tongue},
};

/// A pair as it is, or with a phrase of one side taken out.
struct Item {
    english: String,
    korean: String,
    /// The pair as it was.
    whole: (String, String),
    /// The side and the phrase taken out of it.
    lost: Option<(bool, Span, PhraseKind)>,
    /// A word that was replaced, and its partner: English, Korean.
    swapped: Option<(Span, Span)>,
    test: bool,
}

/// A phrase with what it is.
struct Sample {
    candidate: Candidate,
    item: usize,
    /// 1 if it was left out, 0 if not.
    label: f64,
    weight: f64,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["fit", lexicon, out] => fit(lexicon, out),
        ["alarms", least] => alarms(least.parse()?),
        ["renderings", least] => renderings(least.parse()?),
        ["features"] => features(),
        _ => bail!("see the head of scripts/omission/main.rs"),
    }
}

fn pairs() -> Result<Vec<[String; 3]>> {
    let mut pairs = Vec::new();
    for line in stdin().lock().lines() {
        let line = line?;
        let cells: Vec<&str> = line.split('\t').collect();
        if let [english, korean, source] = cells[..] {
            pairs.push([english.to_owned(), korean.to_owned(), source.to_owned()]);
        }
    }
    Ok(pairs)
}

fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

fn permitted() -> Vec<String> {
    let text = include_str!("../../../../corpora/lexicon/sources.tsv");
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|line| line.split('\t').next().map(str::to_owned)).collect()
}

/// Each pair whole, and with a phrase of either side taken out.
fn items(pairs: Vec<[String; 3]>) -> Vec<Item> {
    let mut items = Vec::new();
    for [english, korean, _] in pairs {
        let seed = hash(&english);
        let test = (seed >> 20).is_multiple_of(4);
        let whole = (english, korean);
        items.push(Item {
            english: whole.0.clone(),
            korean: whole.1.clone(),
            whole: whole.clone(),
            lost: None,
            swapped: None,
            test,
        });
        for (turn, of_korean) in [(1, true), (2, false)] {
            let text = if of_korean { &whole.1 } else { &whole.0 };
            let Some((span, kind)) = plant(text, of_korean, seed.wrapping_mul(turn * 2 + 1)) else {
                continue;
            };
            let rest = taken_out(text, span);
            let (english, korean) =
                if of_korean { (whole.0.clone(), rest) } else { (rest, whole.1.clone()) };
            items.push(Item {
                english,
                korean,
                whole: whole.clone(),
                lost: Some((of_korean, span, kind)),
                swapped: None,
                test,
            });
        }
    }
    items
}

/// A phrase to take out: every kind as often as any other, where there is one.
fn plant(text: &str, korean: bool, seed: u64) -> Option<(Span, PhraseKind)> {
    let all = phrases(text, korean);
    let words = text.split_whitespace().count();
    let fits = |p: &&Phrase| p.words * 3 <= words * 2 && words >= 4;
    let kinds = [
        PhraseKind::Word,
        PhraseKind::Noun,
        PhraseKind::Place,
        PhraseKind::Clause,
        PhraseKind::Place,
        PhraseKind::Clause,
    ];
    for turn in 0..kinds.len() as u64 {
        let kind = kinds[((seed >> 8) + turn) as usize % kinds.len()];
        let of_kind: Vec<_> = all.iter().filter(fits).filter(|p| p.kind == kind).collect();
        if !of_kind.is_empty() {
            let chosen = of_kind[(seed >> 24) as usize % of_kind.len()];
            return Some((chosen.span, chosen.kind));
        }
    }
    None
}

fn taken_out(text: &str, span: Span) -> String {
    let (before, after) = (text[..span.start].trim_end(), text[span.end..].trim_start());
    format!("{before} {}", after.trim_start_matches([',', ' '])).trim().to_owned()
}

fn half(language: Language, texts: impl Iterator<Item = String>) -> Half {
    let mut start = 0;
    let segments = texts.enumerate().map(|(index, text)| {
        let span = Span::new(start, start + text.len());
        start = span.end + 1;
        Segment::new(index, 0, text, span)
    });
    Half { language, segments: segments.collect() }
}

/// What may be missing or say something else, each with the item it is of.
#[derive(Default)]
struct Found {
    phrases: Vec<(usize, Candidate)>,
    pairings: Vec<(usize, Pairing)>,
}

/// The candidates of the items.
fn candidates(
    items: &[Item],
    lexicon: Option<&'static Lexicon>,
    encoder: &Encoder,
    rank: impl Fn(&Candidate) -> f64 + Sync,
    most: usize,
    least: f64,
) -> Found {
    let mut found = Found::default();
    for (chunk, items) in items.chunks(600).enumerate() {
        let bitext = Bitext {
            source: half(Language::english(), items.iter().map(|item| item.english.clone())),
            target: half(Language::korean(), items.iter().map(|item| item.korean.clone())),
        };
        let bead =
            |at: usize| Bead { source: at..at + 1, target: at..at + 1, score: 0.9, cost: 0.0 };
        let alignment = Alignment { beads: (0..items.len()).map(bead).collect() };
        let anchors = anchor::find(&bitext);
        let context = Context::new(&bitext, &alignment, &anchors)
            .with_encoder(Some(encoder))
            .with_lexicon(lexicon);
        let weighed =
            fitting::weighed(&context, &rank, (most, least), |_, _| true, Some(&|_, _| true));
        let place = |bead: usize| chunk * 600 + bead;
        found.phrases.extend(weighed.phrases.into_iter().map(|c| (place(c.bead), c)));
        found.pairings.extend(weighed.pairings.into_iter().map(|p| (place(p.bead), p)));
    }
    found
}

/// Labels candidates by the words that lost their partners.
fn samples(items: &[Item], lexicon: &Lexicon, candidates: &[(usize, Candidate)]) -> Vec<Sample> {
    let mut samples = Vec::new();
    for group in candidates.chunk_by(|a, b| a.0 == b.0) {
        let item = &items[group[0].0];
        if item.swapped.is_some() {
            continue;
        }
        let cover =
            item.lost.map(|_| lexicon.covers(&item.whole.0, &item.whole.1)).unwrap_or_default();
        for (at, candidate) in group {
            let (label, weight) = match item.lost {
                None => (0.0, 1.0),
                // Only the side that was left whole holds what the other lost.
                Some((of_korean, _, _)) if of_korean == (candidate.tongue == Tongue::Korean) => {
                    continue;
                }
                Some((of_korean, lost, _)) => {
                    let side = cover.of(if of_korean { Tongue::English } else { Tongue::Korean });
                    let (mut inside, mut kept, mut all) = (0.0, 0.0, 0.0);
                    for word in side.iter().filter(|word| word.prob >= 0.05) {
                        let gone = word.partner.is_some_and(|p| p.overlaps(lost));
                        let within = candidate.span.contains(word.span);
                        all += f64::from(u8::from(gone));
                        inside += f64::from(u8::from(gone && within));
                        kept += f64::from(u8::from(!gone && within));
                    }
                    if all == 0.0 || inside + kept == 0.0 {
                        continue;
                    }
                    let precision: f64 = inside / (inside + kept);
                    if precision >= 0.66 {
                        (1.0, inside / (all + kept))
                    } else if precision < 0.5 {
                        (0.0, 0.5)
                    } else {
                        continue;
                    }
                }
            };
            samples.push(Sample { candidate: candidate.clone(), item: *at, label, weight });
        }
    }
    samples
}

/// What is believed before anything is fitted.
fn guess(candidate: &Candidate) -> f64 {
    candidate.of(Feature::Nats) - candidate.of(Feature::Covered)
}

fn fit(lexicon: &str, out: &str) -> Result<()> {
    let permitted = permitted();
    let mut all = pairs()?;
    all.retain(|[_, _, source]| permitted.contains(source));
    let lexicon: &'static Lexicon = if lexicon == "-" {
        all.retain(|[english, _, _]| hash(english).is_multiple_of(50));
        Lexicon::embedded()
    } else {
        let bytes = std::fs::read(lexicon).with_context(|| format!("cannot read {lexicon}"))?;
        Box::leak(Box::new(Lexicon::from_bytes(bytes)?))
    };
    let swaps = swap::items(&all, lexicon);
    let mut items = items(all);
    items.extend(swaps);
    println!("{} items", items.len());
    let encoder = Encoder::embedded();
    let mut models = Models::default();
    for round in 0..2 {
        let found = if round == 0 {
            candidates(&items, Some(lexicon), &encoder, guess, 6, f64::MIN)
        } else {
            candidates(&items, Some(lexicon), &encoder, |c| models.first(c), 4, -4.0)
        };
        if round == 1 {
            let weights = format!("{out}/check/rendering/weights.tsv");
            fit_renderings(&items, &found.pairings, &weights)?;
        }
        let samples = samples(&items, lexicon, &found.phrases);
        let positive = samples.iter().filter(|s| s.label > 0.5).count();
        println!("round {round}: {} samples, {positive} left out", samples.len());
        let mut fitted = Models::default();
        for korean in [false, true] {
            let own: Vec<&Sample> = samples
                .iter()
                .filter(|s| (s.candidate.tongue == Tongue::Korean) == korean && !items[s.item].test)
                .collect();
            let rows: Vec<boost::Row> =
                own.iter().map(|s| (&s.candidate.features[..], s.label, s.weight)).collect();
            let at = usize::from(korean);
            fitted.first[at] = boost::fit(&rows, Feature::FIRST_OF_VECTORS);
            fitted.last[at] = boost::fit(&rows, Feature::COUNT);
        }
        if round == 1 {
            // The first model chose what was seen in this round: it must not unlearn what it let pass.
            fitted.first = models.first;
        }
        models = fitted;
        report(&items, &samples, &models);
    }
    let head = "# What each feature of a phrase says for its having no counterpart, in nats; \
                written by scripts/omission.\n";
    let table = models.table("planted in permissive pairs");
    std::fs::write(format!("{out}/reading/coverage/weights.tsv"), format!("{head}{table}"))?;
    Ok(())
}

/// Fits the model of `rendering` and tells how many replaced words are found at rates of false alarms.
fn fit_renderings(items: &[Item], found: &[(usize, Pairing)], out: &str) -> Result<()> {
    let label = |(item, pairing): &(usize, Pairing)| match items[*item].swapped {
        Some((english, korean)) => {
            let own = pairing.source.1.overlaps(english) && pairing.target.1.overlaps(korean);
            own.then_some(1.0)
        }
        None if items[*item].lost.is_some() => None,
        None => Some(0.0),
    };
    let mut samples: Vec<(&(usize, Pairing), f64)> = Vec::new();
    for pairing in found {
        samples.extend(label(pairing).map(|label| (pairing, label)));
    }
    let own = samples.iter().filter(|(s, _)| !items[s.0].test);
    let rows: Vec<boost::Row> = own.map(|(s, label)| (&s.1.features[..], *label, 1.0)).collect();
    println!(
        "renderings: {} samples, {} replaced",
        rows.len(),
        rows.iter().filter(|r| r.1 > 0.5).count()
    );
    let model = boost::fit(&rows, PairingFeature::COUNT);
    let mut best: Vec<f64> = vec![f64::MIN; items.len()];
    for ((item, pairing), _) in &samples {
        best[*item] = best[*item].max(model.logit(&pairing.features));
    }
    let of = |swapped: bool| -> Vec<f64> {
        let own = items.iter().zip(&best).filter(|(item, _)| {
            item.test && item.lost.is_none() && item.swapped.is_some() == swapped
        });
        own.map(|(_, best)| *best).collect()
    };
    let (mut whole, swapped) = (of(false), of(true));
    whole.sort_by(f64::total_cmp);
    for rate in [0.002, 0.005, 0.01, 0.02, 0.05] {
        let at = whole[((1.0 - rate) * whole.len() as f64) as usize];
        let found = swapped.iter().filter(|logit| **logit > at).count();
        println!("  alarms {rate}: {:.2} (≥{at:.2})", found as f64 / swapped.len() as f64);
    }
    let head = "# What each feature of a pair of words says for their standing for each other wrongly, in \
                nats; written by scripts/omission.\n";
    let table = model.table("rendering", PairingFeature::NAMES, "planted in permissive pairs");
    std::fs::write(out, format!("{head}model\tfeature\tabove\tnats\tsource\n{table}"))?;
    Ok(())
}

/// How often the item with the omission has the higher best logit than a whole one, and how many are
/// found at rates of false alarms.
fn report(items: &[Item], samples: &[Sample], models: &Models) {
    for korean in [false, true] {
        for with_vectors in [false, true] {
            let logit = |c: &Candidate| {
                if with_vectors { models.last(c) } else { models.first(c) }
            };
            let (mut whole, mut lost): (Vec<f64>, Vec<(f64, usize)>) = (Vec::new(), Vec::new());
            let mut best = vec![f64::MIN; items.len()];
            for sample in
                samples.iter().filter(|s| (s.candidate.tongue == Tongue::Korean) == korean)
            {
                best[sample.item] = best[sample.item].max(logit(&sample.candidate));
            }
            for (item, best) in items.iter().zip(best) {
                if !item.test || item.swapped.is_some() {
                    continue;
                }
                match item.lost {
                    None => whole.push(best),
                    Some((of_korean, span, _)) if of_korean != korean => {
                        let text = if of_korean { &item.whole.1 } else { &item.whole.0 };
                        lost.push((best, span.of(text).split_whitespace().count()));
                    }
                    Some(_) => {}
                }
            }
            whole.sort_by(f64::total_cmp);
            print!(
                "{} {}:",
                if korean { "ko" } else { "en" },
                if with_vectors { "all" } else { "no vectors" }
            );
            for rate in [0.005, 0.01, 0.02, 0.05] {
                let at = whole[((1.0 - rate) * whole.len() as f64) as usize];
                let shares: Vec<String> = [(1, 1), (2, 3), (4, 7), (8, 99)]
                    .iter()
                    .map(|(from, to)| {
                        let of: Vec<_> =
                            lost.iter().filter(|l| (*from..=*to).contains(&l.1)).collect();
                        let found = of.iter().filter(|l| l.0 > at).count();
                        format!("{:.2}", found as f64 / of.len().max(1) as f64)
                    })
                    .collect();
                print!("  alarms {rate}: {} (≥{at:.2})", shares.join(" "));
            }
            println!();
        }
    }
}

fn as_they_are() -> Result<Vec<Item>> {
    let item = |[english, korean, source]: [String; 3]| Item {
        whole: (source, String::new()),
        english,
        korean,
        lost: None,
        swapped: None,
        test: false,
    };
    Ok(pairs()?.into_iter().map(item).collect())
}

/// Prints all phrases and pairings with their features.
fn features() -> Result<()> {
    let items = as_they_are()?;
    let models = Models::fitted();
    let encoder = Encoder::embedded();
    let found = candidates(&items, None, &encoder, |c| models.first(c), 4, -2.0);
    let joined = |values: &[f64]| {
        let values: Vec<String> = values.iter().map(|value| format!("{value:.4}")).collect();
        values.join(" ")
    };
    for (item, phrase) in &found.phrases {
        let text = if phrase.tongue == Tongue::Korean {
            &items[*item].korean
        } else {
            &items[*item].english
        };
        let (label, words) = (&items[*item].whole.0, phrase.span.of(text));
        let side = if phrase.tongue == Tongue::Korean { "ko" } else { "en" };
        println!("{label}\t{side}\t{words}\t{}\t{}", phrase.given, joined(&phrase.features));
    }
    for (item, pairing) in &found.pairings {
        let item = &items[*item];
        let [a, b] = [pairing.source.1.of(&item.english), pairing.target.1.of(&item.korean)];
        println!("{}\tpair\t{a}|{b}\t-\t{}", item.whole.0, joined(&pairing.features));
    }
    Ok(())
}

fn renderings(least: f64) -> Result<()> {
    let items = as_they_are()?;
    let models = Models::fitted();
    let encoder = Encoder::embedded();
    let found = candidates(&items, None, &encoder, |c| models.first(c), 4, -2.0);
    let mut count = 0;
    for (item, pairing) in &found.pairings {
        let logit = rendering_model().logit(&pairing.features);
        if logit < least {
            continue;
        }
        count += 1;
        let item = &items[*item];
        let [a, b] = [pairing.source.1.of(&item.english), pairing.target.1.of(&item.korean)];
        println!("{logit:.2}\t{a}\t{b}\t{}", item.whole.0);
        let named = PairingFeature::NAMES.iter().zip(&pairing.features);
        let named: Vec<String> = named.map(|(name, value)| format!("{name} {value:.2}")).collect();
        println!("    {}\n    {}\n    {}", item.english, item.korean, named.join(", "));
    }
    println!("{count} in {} pairs", items.len());
    Ok(())
}

fn alarms(least: f64) -> Result<()> {
    let models = Models::fitted();
    let items = as_they_are()?;
    let encoder = Encoder::embedded();
    let found = candidates(&items, None, &encoder, |c| models.first(c), 4, -2.0);
    let mut beads = 0;
    for group in found.phrases.chunk_by(|a, b| a.0 == b.0) {
        let own: Vec<Candidate> = group.iter().map(|(_, c)| c.clone()).collect();
        let item = &items[group[0].0];
        let mut any = false;
        for candidate in fitting::chosen(&own, |c| models.last(c)) {
            let logit = models.last(candidate);
            if logit < least {
                continue;
            }
            any = true;
            let text =
                if candidate.tongue == Tongue::Korean { &item.korean } else { &item.english };
            println!(
                "{logit:.2}\t{}\t{:?}\t{}\tgiven {} nats {:.1} covered {:.1} gain {:.3} nearest {:.2}",
                candidate.span.of(text),
                candidate.kind,
                item.whole.0,
                candidate.given,
                candidate.of(Feature::Nats),
                candidate.of(Feature::Covered),
                candidate.of(Feature::Gain),
                candidate.of(Feature::Nearest)
            );
            println!("    {}\n    {}", item.english, item.korean);
        }
        beads += usize::from(any);
    }
    println!("{beads} of {} pairs", items.len());
    Ok(())
}
