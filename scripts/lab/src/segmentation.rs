//! Measures sentence boundaries.
//!
//! ```text
//! cargo run --release -p daejo-lab -- segmentation gold DIR [--show]
//! cargo run --release -p daejo-lab -- segmentation pairs FILE.tsv [--show]
//! cargo run --release -p daejo-lab -- segmentation print LANGUAGE FILE
//! cargo run --release -p daejo-lab -- segmentation speed LANGUAGE FILE
//! ```
//!
//! `gold`: segments every `NAME.LANGUAGE.raw.txt` of a directory and compares the boundaries inside its lines
//! with the line ends of `NAME.LANGUAGE.txt`. `pairs`: of a table `English TAB Korean TAB source`, joins five
//! texts of a source to a paragraph and counts how many of the joints come back (recall) and what is
//! divided inside them (which may be right: a text may hold several sentences). `print`: the segments
//! of a file in one language. `speed`: megabytes a second.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    time::Instant,
};

use anyhow::{Context, Result, bail};
use daejo::{
    document::Document,
    halves::{Halves, Kind, Part},
    segment::{Half, segment, sentences},
    text::Language,
};

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let args = arguments;
    let show = args.iter().any(|arg| arg == "--show");
    let words: Vec<&str> = args.iter().map(String::as_str).filter(|&a| a != "--show").collect();
    match words[..] {
        ["gold", dir] => gold(Path::new(dir), show),
        ["pairs", file] => pairs(Path::new(file), show),
        ["print", language, file] => print(language, Path::new(file)),
        ["speed", language, file] => speed(language, Path::new(file)),
        _ => bail!(
            "usage: gold DIR | pairs FILE | print LANGUAGE FILE | speed LANGUAGE FILE [--show]"
        ),
    }
}

/// A file all of which is text of one language.
fn half(document: &Document, language: &Language) -> Half {
    let lines = document.lines();
    let parts = lines.iter().enumerate().map(|(at, line)| Part {
        span: (line.span.start..lines.get(at + 1).map_or(document.text.len(), |l| l.span.start))
            .into(),
        core: line.span.trimmed(&document.text),
        line: line.number,
        kind: Kind::Source,
        language: Some(language.clone()),
        confidence: 1.0,
        reason: String::new(),
        interrupts: false,
        column: None,
    });
    segment(
        document,
        &Halves { parts: parts.collect(), doubts: Vec::new() },
        Kind::Source,
        language,
    )
}

/// Positions between segments, counted in characters that are no white space.
fn boundaries<'t>(segments: impl Iterator<Item = &'t str>) -> BTreeSet<usize> {
    let mut at = 0;
    let ends = segments.map(|text| {
        at += text.chars().filter(|c| !c.is_whitespace()).count();
        at
    });
    ends.collect()
}

/// The characters round a position counted as in [`boundaries`].
fn context(text: &str, at: usize) -> String {
    let dense: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let byte = |at: usize| dense.get(at).map_or(text.len(), |&(byte, _)| byte);
    let (from, middle, to) = (byte(at.saturating_sub(40)), byte(at), byte(at + 30));
    format!("{}⟂{}", &text[from..middle], &text[middle..to]).replace('\n', "⏎")
}

#[derive(Default, Clone, Copy)]
struct Tally {
    right: usize,
    found: usize,
    gold: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }

    fn report(self, name: &str) {
        let precision = self.right as f64 / self.found.max(1) as f64;
        let recall = self.right as f64 / self.gold.max(1) as f64;
        let f1 = 2.0 * self.right as f64 / (self.found + self.gold).max(1) as f64;
        println!(
            "{name:28} P {precision:.3}  R {recall:.3}  F1 {f1:.3}   {} right, {} found, {} gold",
            self.right, self.found, self.gold
        );
    }
}

fn gold(dir: &Path, show: bool) -> Result<()> {
    let mut all: BTreeMap<String, Tally> = BTreeMap::new();
    let mut names: Vec<_> = fs::read_dir(dir)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".raw.txt").map(str::to_owned))
        .collect();
    names.sort();
    for name in names {
        let tag = name.rsplit('.').next().context("NAME.LANGUAGE.raw.txt")?.to_owned();
        let document = Document::read(&dir.join(format!("{name}.raw.txt")), None)?;
        let reference = fs::read_to_string(dir.join(format!("{name}.txt")))?;
        let lines: Vec<_> = document.lines();
        let given = boundaries(lines.iter().map(|line| line.span.of(&document.text)));
        let half = half(&document, &tag.parse()?);
        let found = boundaries(half.segments.iter().map(|s| s.text.as_str()));
        let gold = boundaries(reference.lines());
        let found: BTreeSet<_> = found.difference(&given).copied().collect();
        let gold: BTreeSet<_> = gold.difference(&given).copied().collect();
        let right = found.intersection(&gold).count();
        let tally = Tally { right, found: found.len(), gold: gold.len() };
        tally.report(&name);
        all.entry(tag).or_default().add(tally);
        if show {
            for &at in found.difference(&gold) {
                println!("    too many: {}", context(&document.text, at));
            }
            for &at in gold.difference(&found) {
                println!("    missing:  {}", context(&document.text, at));
            }
        }
    }
    for (tag, tally) in &all {
        tally.report(&format!("all {tag}"));
    }
    let mut sum = Tally::default();
    for tally in all.values() {
        sum.add(*tally);
    }
    sum.report("all");
    Ok(())
}

fn pairs(file: &Path, show: bool) -> Result<()> {
    let table = fs::read_to_string(file)?;
    let mut texts: BTreeMap<(String, &str), Vec<&str>> = BTreeMap::new();
    for row in table.lines() {
        let mut cells = row.split('\t');
        let (Some(english), Some(korean), Some(source)) =
            (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        for (tag, text) in [("en", english), ("ko", korean)] {
            let whole = text.trim_end_matches(['"', '”', '’', ')', '\'']);
            if whole.ends_with(['.', '?', '!']) && text.chars().count() > 10 {
                texts.entry((source.to_owned(), tag)).or_default().push(text.trim());
            }
        }
    }
    for ((source, tag), texts) in texts {
        let language: Language = tag.parse()?;
        let (mut tally, mut inside) = (Tally::default(), 0);
        for group in texts.chunks(5) {
            let paragraph = group.join(" ");
            let joints = boundaries(group.iter().copied());
            let spans = sentences(&paragraph, &language);
            let found = boundaries(spans.iter().map(|span| span.of(&paragraph)));
            tally.add(Tally {
                right: found.intersection(&joints).count() - 1,
                found: found.len() - 1,
                gold: joints.len() - 1,
            });
            inside += found.difference(&joints).count();
            if show {
                for &at in found.difference(&joints) {
                    println!("    inside:  {}", context(&paragraph, at));
                }
                for &at in joints.difference(&found) {
                    println!("    missing: {}", context(&paragraph, at));
                }
            }
        }
        tally.report(&format!("{source} {tag}"));
        println!("{:28} {inside} divisions inside {} texts", "", texts.len());
    }
    Ok(())
}

fn print(tag: &str, file: &Path) -> Result<()> {
    let document = Document::read(file, None)?;
    for segment in half(&document, &tag.parse()?).segments {
        println!(
            "{:3} {:3}  {}",
            segment.paragraph,
            segment.index,
            segment.text.replace('\n', "⏎")
        );
    }
    Ok(())
}

fn speed(tag: &str, file: &Path) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let many = text.repeat((8 << 20) / text.len().max(1) + 1);
    let document = Document::from_bytes(file, many.as_bytes(), None)?;
    let language = tag.parse()?;
    for _ in 0..3 {
        let start = Instant::now();
        let segments = half(&document, &language).segments.len();
        let seconds = start.elapsed().as_secs_f64();
        let megabytes = document.text.len() as f64 / 1e6;
        println!("{:.1} MB/s, {segments} segments of {megabytes:.1} MB", megabytes / seconds);
    }
    Ok(())
}
