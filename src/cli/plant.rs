//! `daejo plant`: plants known errors into a document and says which of them `check` notices.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum, builder::PossibleValue};
use rayon::prelude::*;
use serde::Serialize;

use super::{Outcome, options::Documents, output, selection::Selection, session::Session};
use crate::{
    align::Alignment,
    judge::Finding,
    pipeline::{self, Aligned},
    plant::{self, Error, ErrorKind},
    reading::Context,
    segment::{Bitext, Half},
};

/// Plant known errors into the translation and tell which are noticed
///
/// Each error is planted alone, and the document is checked anew. What is certainly an error is planted and
/// nothing else, so that a document may have no place for some kinds. With --output DIR the documents with
/// their errors are written there, and planted.jsonl with one error a line.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    documents: Documents,

    /// Plant only errors of these kinds
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_enum)]
    kinds: Vec<ErrorKind>,

    /// Plant at most so many errors of each kind
    #[arg(long, value_name = "N", default_value_t = 5)]
    count: usize,

    /// Another number plants other errors
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,

    #[command(flatten)]
    selection: Selection,

    /// List the errors that are not noticed
    #[arg(long)]
    list: bool,

    /// Format of the figures
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people
    Text,
    /// One object, with every error and what noticed it
    Json,
}

impl ValueEnum for ErrorKind {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// An error with what noticed it.
struct Tried<'a> {
    id: String,
    error: &'a Error,
    bitext: Bitext,
    by: Option<Finding>,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let Arguments { documents, selection, .. } = arguments;
    selection.verify(&session.config)?;
    let folder = session.output_path();
    if let Some(folder) = folder.filter(|folder| folder.exists() && !folder.is_dir()) {
        bail!("{} is a file: the documents need a folder", folder.display());
    }
    let progress = session.progress();
    let (input, bitext) = session.segments(documents, &progress)?;
    let encoder = session.encoder()?;
    let aligned = session.align(&bitext, input.given.as_ref(), encoder.as_ref(), &progress);
    progress.stage("planting");
    let kinds = if arguments.kinds.is_empty() { &ErrorKind::ALL[..] } else { &arguments.kinds };
    let (alignment, anchors) = (aligned.alignment.clone(), &aligned.anchors);
    let errors = plant::plan(&bitext, &alignment, anchors, kinds, arguments.count, arguments.seed);
    let config = &session.config;
    let path = config.path_of(&documents.file);
    let findings = |bitext: &Bitext, aligned: Aligned| {
        let Aligned { anchors, alignment, vectors, .. } = aligned;
        let context = Context::new(bitext, &alignment, &anchors);
        let context = context.with_encoder(encoder.as_ref()).with_vectors(vectors);
        selection.choose(config, &context, &path, [false, false]).findings
    };
    let before = findings(&bitext, aligned);
    let stem = documents.file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("document");
    let attempt = |(number, error): (usize, &'_ Error)| -> (String, Bitext, Option<Finding>) {
        let planted = error.planted(&bitext);
        let found = findings(&planted, pipeline::align(&planted, encoder.as_ref()));
        let by = error.caught(&before, &found).cloned();
        (format!("{stem}-{:04}", number + 1), planted, by)
    };
    let tried: Vec<_> = errors.par_iter().enumerate().map(attempt).collect();
    let tried: Vec<Tried<'_>> = errors
        .iter()
        .zip(tried)
        .map(|(error, (id, bitext, by))| Tried { id, error, bitext, by })
        .collect();
    drop(progress);
    if let Some(folder) = folder {
        write_documents(folder, stem, &bitext, &alignment, &tried)?;
    }
    let data = match arguments.format {
        Format::Text => table(kinds, &bitext, &tried, arguments.list)?,
        Format::Json => json(arguments, kinds, &tried)?,
    };
    // --output names the folder of the documents.
    output::deliver(None, &data)?;
    Ok(Outcome::Clean)
}

/// Caught and all, by kind.
fn counts(kinds: &[ErrorKind], tried: &[Tried<'_>]) -> BTreeMap<ErrorKind, (usize, usize)> {
    let mut counts: BTreeMap<ErrorKind, (usize, usize)> =
        kinds.iter().map(|&kind| (kind, (0, 0))).collect();
    for one in tried {
        let (caught, of) = counts.entry(one.error.kind).or_default();
        *caught += usize::from(one.by.is_some());
        *of += 1;
    }
    counts
}

fn table(kinds: &[ErrorKind], bitext: &Bitext, tried: &[Tried<'_>], list: bool) -> Result<String> {
    let mut page = String::from("kind                 noticed   of\n");
    let (mut caught, mut all) = (0, 0);
    for (kind, (noticed, of)) in counts(kinds, tried) {
        let none = if of == 0 { "   no place for one" } else { "" };
        writeln!(page, "{:<20} {noticed:>7} {of:>4}{none}", kind.name())?;
        (caught, all) = (caught + noticed, all + of);
    }
    writeln!(page, "{:<20} {caught:>7} {all:>4}", "all")?;
    if !list {
        return Ok(page);
    }
    for Tried { id, error, bitext: planted, by } in tried {
        if by.is_some() {
            continue;
        }
        let words =
            |text: &str| if text.is_empty() { "nothing".into() } else { format!("“{text}”") };
        let (original, changed) = (words(&error.original), words(&error.changed));
        writeln!(page, "\nnot noticed: {id} {}: {original} became {changed}", error.kind.name())?;
        for (half, indices) in [(&bitext.source, &error.source), (&planted.target, &error.target)] {
            for &index in indices {
                writeln!(page, "  {} {index}: {}", half.language, half.segments[index].text)?;
            }
        }
    }
    Ok(page)
}

fn json(arguments: &Arguments, kinds: &[ErrorKind], tried: &[Tried<'_>]) -> Result<String> {
    #[derive(Serialize)]
    struct Count {
        kind: ErrorKind,
        noticed: usize,
        of: usize,
    }
    #[derive(Serialize)]
    struct One<'a> {
        id: &'a str,
        kind: ErrorKind,
        original: &'a str,
        changed: &'a str,
        source: &'a [usize],
        target: &'a [usize],
        noticed: bool,
        rule: Option<&'a str>,
        message: Option<&'a str>,
    }
    #[derive(Serialize)]
    struct Page<'a> {
        version: u32,
        seed: u64,
        kinds: Vec<Count>,
        errors: Vec<One<'a>>,
    }
    let counts = counts(kinds, tried).into_iter();
    let errors = tried.iter().map(|Tried { id, error, by, .. }| One {
        id,
        kind: error.kind,
        original: &error.original,
        changed: &error.changed,
        source: &error.source,
        target: &error.target,
        noticed: by.is_some(),
        rule: by.as_ref().map(|finding| finding.rule.as_str()),
        message: by.as_ref().map(|finding| finding.message.as_str()),
    });
    let page = Page {
        version: 1,
        seed: arguments.seed,
        kinds: counts.map(|(kind, (noticed, of))| Count { kind, noticed, of }).collect(),
        errors: errors.collect(),
    };
    Ok(serde_json::to_string_pretty(&page)? + "\n")
}

/// Writes each document with its error as two files for `--presegmented`, and a line for each.
fn write_documents(
    folder: &Path,
    stem: &str,
    bitext: &Bitext,
    alignment: &Alignment,
    tried: &[Tried<'_>],
) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let (source, target) = (bitext.source.language.primary(), bitext.target.language.primary());
    let mut lines = String::new();
    for Tried { id, error, bitext: planted, .. } in tried {
        for (half, language) in [(&planted.source, source), (&planted.target, target)] {
            let path = folder.join(format!("{id}.{language}.txt"));
            output::replace(&path, presegmented(half).as_bytes())?;
        }
        let texts = |half: &Half| -> Vec<String> {
            half.segments.iter().map(|segment| segment.text.clone()).collect()
        };
        let line = serde_json::json!({
            "id": id,
            "doc": stem,
            "label": error.kind,
            "sub": "",
            "side": target,
            "original": error.original,
            "changed": error.changed,
            format!("{source}_idx"): error.source,
            format!("{target}_idx"): error.target,
            source: texts(&planted.source),
            target: texts(&planted.target),
            "beads": error.beads(alignment),
        });
        writeln!(lines, "{line}")?;
    }
    Ok(output::replace(&folder.join("planted.jsonl"), lines.as_bytes())?)
}

/// One segment a line, a blank line between paragraphs.
fn presegmented(half: &Half) -> String {
    let mut text = String::new();
    let mut paragraph = None;
    for segment in &half.segments {
        if paragraph.is_some_and(|last| last != segment.paragraph) {
            text.push('\n');
        }
        paragraph = Some(segment.paragraph);
        // A segment may run over several lines of its document.
        text += &segment.text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.push('\n');
    }
    text
}
