//! Runs all rules over small documents with one planted fault each, or none, and counts.
//!
//! ```text
//! measure_form ITEMS.jsonl [--list] [--rule NAME]... [--label NAME]
//! ```
//!
//! Prints, for each label, how many documents have a finding on the segments of the fault, and by which
//! rules; for each rule and kind of evidence, how many findings touch the fault and how many do not; and for
//! clean documents findings per 1,000 pairs. Items are as in `planted.dev.jsonl`; `scripts/form_items.py`
//! makes more.
use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, Result};
use daejo::{
    align, anchor,
    check::RULES,
    document::Document,
    encoder::Encoder,
    judge::{Finding, Settings, Side, judge},
    reading::Context,
    rule,
    segment::{self, Bitext},
    text::Language,
};
use serde_json::Value as Json;

fn texts(item: &Json, key: &str) -> String {
    let lines = item[key].as_array().into_iter().flatten();
    lines.filter_map(Json::as_str).flat_map(|line| [line, "\n"]).collect()
}

fn touches(finding: &Finding, item: &Json) -> bool {
    [(&finding.source, "en_idx"), (&finding.target, "ko_idx")].into_iter().any(|(side, key)| {
        let about: Vec<u64> =
            item[key].as_array().into_iter().flatten().filter_map(Json::as_u64).collect();
        side.as_ref()
            .is_some_and(|side| side.segments.iter().any(|&at| about.contains(&(at as u64))))
    })
}

#[expect(clippy::too_many_lines, reason = "one pass over the documents, one table at its end")]
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut arguments = arguments.iter().cloned();
    let file = arguments.next().context("no file of items")?;
    let (mut list, mut rules, mut label) = (false, Vec::new(), None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => list = true,
            "--rule" => rules.extend(arguments.next()),
            "--label" => label = arguments.next(),
            other => anyhow::bail!("unknown argument {other}"),
        }
    }
    let encoder = Encoder::embedded();
    let text = fs::read_to_string(&file)?;
    let mut caught: BTreeMap<String, (usize, usize, BTreeMap<String, usize>)> = BTreeMap::new();
    let mut made: BTreeMap<(String, String, String), (usize, usize)> = BTreeMap::new();
    let (mut pairs, mut documents, mut fired) = (0, 0, 0);
    for line in text.lines() {
        let item: Json = serde_json::from_str(line)?;
        let name = item["label"].as_str().unwrap_or_default().to_owned();
        if label.as_ref().is_some_and(|label| *label != name) {
            continue;
        }
        let read = |key| Document::from_bytes(Path::new(key), texts(&item, key).as_bytes(), None);
        let (source, target) = (read("en")?, read("ko")?);
        let bitext = Bitext {
            source: segment::presegmented(&source, &Language::english()),
            target: segment::presegmented(&target, &Language::korean()),
        };
        let anchors = anchor::find(&bitext);
        let alignment = align::align(&bitext, &anchors, Some(&encoder));
        let context = Context::new(&bitext, &alignment, &anchors).with_encoder(Some(&encoder));
        let wanted = |rule: &str| {
            rules.is_empty()
                && RULES
                    .iter()
                    .any(|r| r.explanation().name == rule && r.explanation().on_by_default)
                || rules.iter().any(|name| name == rule)
        };
        let said = rule::run(RULES, &context, wanted);
        let findings = judge(said, &bitext, &Settings::default()).findings;
        let clean = name == "clean";
        let hit: Vec<&Finding> = findings.iter().filter(|f| touches(f, &item)).collect();
        if clean {
            pairs += item["en"].as_array().map_or(0, Vec::len);
            documents += 1;
            fired += usize::from(!findings.is_empty());
        } else {
            let row = caught.entry(name.clone()).or_default();
            row.0 += usize::from(!hit.is_empty());
            row.1 += 1;
            let by: std::collections::BTreeSet<&str> =
                hit.iter().map(|f| f.rule.as_str()).collect();
            for rule in by {
                *row.2.entry(rule.to_owned()).or_default() += 1;
            }
        }
        for finding in &findings {
            let kind = if clean { "clean" } else { "planted" };
            let right = !clean && touches(finding, &item);
            let row = made
                .entry((kind.into(), finding.rule.clone(), finding.evidence.clone()))
                .or_default();
            row.0 += usize::from(right);
            row.1 += 1;
        }
        if list
            && if clean {
                !findings.is_empty()
            } else {
                hit.len() != findings.len() || hit.is_empty()
            }
        {
            println!(
                "=== {} {:?} {:?}",
                item["id"],
                item["en_idx"].to_string(),
                item["ko_idx"].to_string()
            );
            for bead in &alignment.beads {
                println!(
                    "  {:?}:{:?} score {:.2} cost {:.1}",
                    bead.source, bead.target, bead.score, bead.cost
                );
                for at in bead.source.clone() {
                    println!("      {}", bitext.source.segments[at].text);
                }
                for at in bead.target.clone() {
                    println!("      {}", bitext.target.segments[at].text);
                }
            }
            for f in &findings {
                let text = |side: &Option<Side>| {
                    side.as_ref().map_or_else(String::new, |s| s.text.clone())
                };
                println!(
                    "  ! {} [{}] {:?} {} «{}» «{}»",
                    f.rule,
                    f.evidence,
                    f.severity,
                    f.message,
                    text(&f.source),
                    text(&f.target)
                );
            }
        }
    }
    for (label, (hit, of, by)) in &caught {
        println!("{label:20} {hit}/{of} = {:.3}  {by:?}", *hit as f64 / *of as f64);
    }
    for ((kind, rule, evidence), (right, of)) in &made {
        if kind == "clean" {
            println!(
                "clean    {rule:20} {evidence:20} {of} = {:.2} per 1,000 pairs",
                1000.0 * *of as f64 / pairs.max(1) as f64
            );
        } else {
            println!("planted  {rule:20} {evidence:20} on the fault {right}/{of}");
        }
    }
    if documents > 0 {
        println!("clean    any finding in {fired} of {documents} documents, {pairs} pairs");
    }
    Ok(())
}
