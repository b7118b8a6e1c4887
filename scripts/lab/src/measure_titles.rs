//! Counts what the rules `title`, `body` and `inconsistent-term` find where the truth is known.
//!
//! ```text
//! measure_titles pairs < PAIRS.tsv           source TAB target a line, each a document of one bead
//! measure_titles ladder SOURCE TARGET GOLD   presegmented halves with their ladder
//! measure_titles planted ITEMS.jsonl         documents with one planted error each, or none
//! measure_titles damaged < TEXT              every damaged name of a body, with the line it stands in
//! ```
use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead, Write},
    path::Path,
};

use anyhow::{Context as _, Result, bail};
use daejo::{
    align::{Alignment, Bead},
    anchor::{Anchor, Anchors, Value, body, title},
    check::RULES,
    document::Document,
    judge::{Finding, Settings, Side, judge},
    reading, rule,
    segment::{self, Bitext, Half, Segment},
    text::{Language, Span},
};
use serde_json::Value as Json;

fn anchors(half: &Half) -> Vec<Vec<Anchor>> {
    let of = |segment: &Segment| {
        let titles = title::find(&segment.text, &half.language, &[])
            .into_iter()
            .map(|(span, title)| Anchor { span, value: Value::Title(title) });
        let bodies = body::find(&segment.text, &half.language, &[])
            .into_iter()
            .map(|(span, body)| Anchor { span, value: Value::Body(body) });
        titles.chain(bodies).collect()
    };
    half.segments.iter().map(of).collect()
}

fn findings(bitext: &Bitext, alignment: &Alignment) -> Vec<Finding> {
    let anchors = Anchors { source: anchors(&bitext.source), target: anchors(&bitext.target) };
    let context = reading::Context::new(bitext, alignment, &anchors);
    let wanted = |rule: &str| ["title", "body", "inconsistent-term"].contains(&rule);
    let said = rule::run(RULES, &context, wanted);
    judge(said, bitext, &Settings::default()).findings
}

fn half(texts: &[&str], language: Language) -> Half {
    let mut at = 0;
    let segments = texts.iter().enumerate().map(|(index, text)| {
        let span = Span::new(at, at + text.len());
        at += text.len() + 1;
        Segment::new(index, 0, (*text).to_owned(), span)
    });
    Half { segments: segments.collect(), language }
}

fn bead(source: std::ops::Range<usize>, target: std::ops::Range<usize>) -> Bead {
    Bead { source, target, score: 1.0, cost: 0.0 }
}

fn range(indices: &[usize], at: usize) -> std::ops::Range<usize> {
    match (indices.first(), indices.last()) {
        (Some(first), Some(last)) => *first..last + 1,
        _ => at..at,
    }
}

fn ladder(text: &str) -> Result<Alignment> {
    let mut beads: Vec<Bead> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut sides = line.split(':').map(|side| {
            let numbers = side.trim().trim_matches(['[', ']']).split(',').map(str::trim);
            numbers.filter(|n| !n.is_empty()).map(|n| Ok(n.parse::<usize>()?)).collect()
        });
        let mut side = || -> Result<Vec<usize>> { sides.next().context("no side")? };
        let (source, target) = (side()?, side()?);
        let ends = beads.last().map_or((0, 0), |b| (b.source.end, b.target.end));
        beads.push(bead(range(&source, ends.0), range(&target, ends.1)));
    }
    Ok(Alignment { beads })
}

fn show(out: &mut impl Write, place: &str, finding: &Finding, bitext: &Bitext) -> Result<()> {
    let text = |side: &Option<Side>, half: &Half| {
        let segment = side.as_ref().and_then(|s| s.segments.first());
        segment.map_or("", |&s| half.segments[s].text.as_str()).to_owned()
    };
    writeln!(
        out,
        "{place}\t{}\t{:?}\t{} → {}\n\t{}\n\t{}",
        finding.rule,
        finding.severity,
        finding.message,
        finding.suggestion.as_deref().unwrap_or(""),
        text(&finding.source, &bitext.source),
        text(&finding.target, &bitext.target),
    )?;
    Ok(())
}

fn pairs(out: &mut impl Write) -> Result<()> {
    let (mut pairs, mut found) = (0, 0);
    for line in io::stdin().lock().lines() {
        let line = line?;
        let mut cells = line.split('\t');
        let (Some(source), Some(target)) = (cells.next(), cells.next()) else { continue };
        let bitext = Bitext {
            source: half(&[source], Language::english()),
            target: half(&[target], Language::korean()),
        };
        let alignment = Alignment { beads: vec![bead(0..1, 0..1)] };
        pairs += 1;
        for finding in findings(&bitext, &alignment) {
            found += 1;
            show(out, cells.clone().next().unwrap_or(""), &finding, &bitext)?;
        }
    }
    let share = f64::from(found) * 1000.0 / f64::from(pairs.max(1));
    writeln!(out, "{found} findings in {pairs} pairs: {share:.2} in 1,000")?;
    Ok(())
}

fn document(source: &str, target: &str, gold: &str, out: &mut impl Write) -> Result<()> {
    let read = |path, language| -> Result<Half> {
        Ok(segment::presegmented(&Document::read(Path::new(path), None)?, &language))
    };
    let bitext = Bitext {
        source: read(source, Language::english())?,
        target: read(target, Language::korean())?,
    };
    let alignment = ladder(&fs::read_to_string(gold)?)?;
    let all = findings(&bitext, &alignment);
    for finding in &all {
        show(out, &format!("bead {}", finding.bead), finding, &bitext)?;
    }
    writeln!(out, "{source}: {} findings in {} beads", all.len(), alignment.beads.len())?;
    Ok(())
}

fn planted(path: &str, out: &mut impl Write) -> Result<()> {
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for line in fs::read_to_string(path)?.lines() {
        let item: Json = serde_json::from_str(line)?;
        let texts = |key: &str| -> Vec<&str> {
            item[key].as_array().into_iter().flatten().filter_map(Json::as_str).collect()
        };
        let indices = |json: &Json| -> Vec<usize> {
            let numbers = json.as_array().into_iter().flatten().filter_map(Json::as_u64);
            numbers.filter_map(|n| usize::try_from(n).ok()).collect()
        };
        let bitext = Bitext {
            source: half(&texts("en"), Language::english()),
            target: half(&texts("ko"), Language::korean()),
        };
        let mut beads: Vec<Bead> = Vec::new();
        for json in item["beads"].as_array().into_iter().flatten() {
            let ends = beads.last().map_or((0, 0), |b| (b.source.end, b.target.end));
            beads.push(bead(range(&indices(&json[0]), ends.0), range(&indices(&json[1]), ends.1)));
        }
        let label = item["label"].as_str().unwrap_or("").to_owned();
        let changed = item["changed"].as_str().unwrap_or("");
        let original = item["original"].as_str().unwrap_or("");
        let all = findings(&bitext, &Alignment { beads });
        let side = |f: &Finding| {
            let side = if item["side"] == "ko" { &f.target } else { &f.source };
            side.as_ref().is_some_and(|s| s.text.contains(changed) || changed.contains(&s.text))
        };
        let caught = if label == "clean" { !all.is_empty() } else { all.iter().any(side) };
        let count = counts.entry(label.clone()).or_default();
        count.0 += u32::from(caught);
        count.1 += 1;
        for finding in &all {
            let place = format!("{label} {} {original}→{changed}", if caught { "+" } else { "-" });
            show(out, &place, finding, &bitext)?;
        }
        if !caught && matches!(label.as_str(), "title" | "country") {
            writeln!(out, "missed {label} {original}→{changed} {}", item["id"])?;
        }
    }
    for (label, (caught, all)) in counts {
        writeln!(out, "{label}\t{caught}/{all}")?;
    }
    Ok(())
}

fn damaged(out: &mut impl Write) -> Result<()> {
    for line in io::stdin().lock().lines() {
        let line = line?;
        for (span, name) in body::damaged(&line) {
            writeln!(out, "{} → {name}\t{line}", span.of(&line))?;
        }
    }
    Ok(())
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut out = io::stdout().lock();
    match *arguments.as_slice() {
        ["pairs"] => pairs(&mut out),
        ["ladder", source, target, gold] => document(source, target, gold, &mut out),
        ["damaged"] => damaged(&mut out),
        ["planted", items] => planted(items, &mut out),
        _ => bail!(
            "usage: measure_titles pairs | ladder SOURCE TARGET GOLD | planted ITEMS | damaged"
        ),
    }
}
