//! Measures the likeness of foreign names and Hangul on lists that are not shipped:
//! `DAEJO_TERMS=../shared/terms/transliterations.tsv cargo test --test measure_names -- --ignored --nocapture`.

#![allow(clippy::print_stdout, reason = "a measurement is there to be read")]

use std::collections::BTreeMap;

use daejo::{
    align::{Alignment, Bead},
    anchor::{Anchor, Anchors, Value, name},
    check::{Context, Finding, RULES},
    hangul::transliterate::{Foreign, Sounds},
    segment::{Bitext, Half, Segment},
    text::{Language, Span},
};

fn half(language: Language, texts: &[&str]) -> Half {
    let segments = texts.iter().enumerate().map(|(index, text)| Segment {
        index,
        paragraph: 0,
        text: (*text).to_owned(),
        span: Span::new(0, text.len()),
    });
    Half { language, segments: segments.collect() }
}

/// The findings of the rules on names alone.
fn check(source: &[&str], target: &[&str], beads: Vec<Bead>) -> Vec<Finding> {
    let bitext = Bitext {
        source: half(Language::english(), source),
        target: half(Language::korean(), target),
    };
    let found = name::find(&bitext);
    let wrap = |names: Vec<Vec<(Span, name::Name)>>| {
        let wrap_one = |(span, name)| Anchor { span, value: Value::Name(name) };
        names.into_iter().map(|n| n.into_iter().map(wrap_one).collect()).collect()
    };
    let anchors = Anchors { source: wrap(found.source), target: wrap(found.target) };
    let alignment = Alignment { beads };
    let context = Context::new(&bitext, &alignment, &anchors);
    let mut findings = Vec::new();
    for rule in RULES {
        if rule.explanation().name.starts_with("name") {
            rule.check(&context, &mut findings);
        }
    }
    findings
}

fn show(finding: &Finding) -> String {
    let words = |side: &Option<daejo::check::Side>| {
        side.as_ref().map_or_else(String::new, |s| format!("{:?}{:?}", s.segments, s.text))
    };
    let (source, target) = (words(&finding.source), words(&finding.target));
    format!("{} {source} {target} -> {:?}", finding.rule, finding.suggestion)
}

fn range(indices: &[usize]) -> std::ops::Range<usize> {
    indices.first().map_or(0..0, |&first| first..indices[indices.len() - 1] + 1)
}

/// `DAEJO_GOLD=DIR/NAME` measures on NAME.en.txt, NAME.ko.txt and NAME.gold.
#[test]
#[ignore = "needs a document with gold"]
fn findings_on_a_document() {
    let Ok(stem) = std::env::var("DAEJO_GOLD") else { return };
    let read =
        |ending: &str| std::fs::read_to_string(format!("{stem}.{ending}")).expect("readable");
    let (en, ko, gold) = (read("en.txt"), read("ko.txt"), read("gold"));
    let lines = |text: &'static str| -> Vec<&str> {
        text.lines().map(str::trim).filter(|l| !l.is_empty()).collect()
    };
    let (en, ko) = (lines(Box::leak(en.into_boxed_str())), lines(Box::leak(ko.into_boxed_str())));
    let beads = gold.lines().map(|line| {
        let sides: Vec<Vec<usize>> = line
            .split(':')
            .take(2)
            .map(|side| {
                side.trim_matches(['[', ']']).split(", ").filter_map(|n| n.parse().ok()).collect()
            })
            .collect();
        Bead { source: range(&sides[0]), target: range(&sides[1]), score: 1.0, cost: 0.0 }
    });
    for finding in check(&en, &ko, beads.collect()) {
        println!("{}", show(&finding));
    }
}

/// `DAEJO_PLANTED=FILE` measures on single planted errors, one JSON object a line.
#[test]
#[ignore = "needs planted errors"]
fn planted_errors() {
    let Ok(path) = std::env::var("DAEJO_PLANTED") else { return };
    let text = std::fs::read_to_string(path).expect("readable");
    // For each label: items, items caught, items with any finding.
    let mut table: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for line in text.lines() {
        let item: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let strings = |key: &str| -> Vec<&str> {
            item[key].as_array().into_iter().flatten().filter_map(|v| v.as_str()).collect()
        };
        let indices = |v: &serde_json::Value| -> Vec<usize> {
            v.as_array()
                .into_iter()
                .flatten()
                .filter_map(serde_json::Value::as_u64)
                .map(|n| usize::try_from(n).expect("small"))
                .collect()
        };
        let (en, ko) = (strings("en"), strings("ko"));
        let beads: Vec<Bead> = item["beads"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|b| Bead {
                source: range(&indices(&b[0])),
                target: range(&indices(&b[1])),
                score: 1.0,
                cost: 0.0,
            })
            .collect();
        let findings = check(&en, &ko, beads);
        let label = item["label"].as_str().unwrap_or_default();
        let changed = item["changed"].as_str().unwrap_or_default();
        let caught = findings.iter().any(|f| {
            let (own, index) =
                if item["side"] == "ko" { (&f.target, "ko_idx") } else { (&f.source, "en_idx") };
            own.as_ref().is_some_and(|s| {
                indices(&item[index]).contains(&s.segments[0])
                    && (s.text.contains(changed) || changed.contains(&s.text))
            })
        });
        let row = table.entry(label.to_owned()).or_default();
        row[0] += 1;
        row[1] += usize::from(caught);
        row[2] += usize::from(!findings.is_empty());
        let about_names = label.starts_with("name") || label == "country";
        for finding in findings.iter().filter(|_| !(about_names && caught)) {
            println!("false? {} {label}: {}", item["id"], show(finding));
        }
        if about_names && !caught {
            println!("missed {} {label}: {} -> {changed}", item["id"], item["original"]);
        }
    }
    for (label, [items, caught, any]) in table {
        println!("{label}: {items} items, {caught} caught, {any} with a finding");
    }
}

/// Area under the curve: how often a random true pair scores above a random false one.
fn area(mut yes: Vec<f64>, mut no: Vec<f64>) -> f64 {
    yes.sort_by(f64::total_cmp);
    no.sort_by(f64::total_cmp);
    let below = |x: f64| no.partition_point(|&n| n < x) + no.partition_point(|&n| n <= x);
    yes.iter().map(|&x| below(x) as f64 / 2.0).sum::<f64>() / (yes.len() * no.len()) as f64
}

#[test]
#[ignore = "needs the evaluation lists"]
fn likeness_of_transliterations() {
    let Ok(path) = std::env::var("DAEJO_TERMS") else { return };
    let text = std::fs::read_to_string(path).expect("the list can be read");
    // Proper names only: those that begin with a capital.
    let pairs: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (latin, hangul) = (cells.next()?, cells.next()?);
            let name = latin.chars().next()?.is_uppercase() && !latin.contains([' ', '-']);
            let lower = latin.chars().skip(1).all(char::is_lowercase);
            let long = hangul.chars().count() >= 2 && latin.chars().count() >= 3;
            (name && lower && long && hangul.chars().all(|c| matches!(c, '가'..='힣')))
                .then_some((latin, hangul))
        })
        .collect();
    let score = |shift: usize| -> Vec<f64> {
        (0..pairs.len())
            .map(|i| {
                let hangul = pairs[(i + shift) % pairs.len()].1;
                Foreign::new(pairs[i].0).likeness(&Sounds::new(hangul))
            })
            .collect()
    };
    let (yes, mut no) = (score(0), score(701));
    no.extend(score(1709));
    no.extend(score(5003));
    println!("{} pairs, area {:.5}", pairs.len(), area(yes.clone(), no.clone()));
    for threshold in [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] {
        let share =
            |all: &[f64]| all.iter().filter(|&&x| x >= threshold).count() as f64 / all.len() as f64;
        println!("{threshold}: true {:.4}, false {:.5}", share(&yes), share(&no));
    }
    let mut worst: Vec<_> = yes.iter().zip(&pairs).collect();
    worst.sort_by(|a, b| a.0.total_cmp(b.0));
    for (score, (latin, hangul)) in worst.iter().step_by(40).take(40) {
        println!("  {score:.2} {latin} {hangul}");
    }
}
