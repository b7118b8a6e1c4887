//! `daejo terms`: pairs of terms and names out of a corpus.

use std::{collections::BTreeSet, path::PathBuf, sync::LazyLock};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum, builder::PossibleValue};

use super::{Outcome, session::Session};
use crate::{
    corpus::{
        filter::{self, View},
        journal,
        terms::{self, Limits, Text},
    },
    report::counted,
};

/// Tell which terms and names of a corpus translate each other, with counts and examples
///
/// Reads the folder that `daejo corpus` wrote and goes by what stands together in its pairs. What is told are candidates
/// for somebody to read; as they are, --glossary takes them.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder of a corpus
    folder: PathBuf,

    /// Format of the terms
    #[arg(long, value_enum, value_name = "NAME", default_value = "tsv")]
    format: Format,

    /// Leave out terms that stand in fewer pairs together
    #[arg(long, value_name = "N", default_value_t = Limits::default().count)]
    min_count: usize,

    /// Leave out terms that stand together less, from 0 to 1
    #[arg(long, value_name = "S", default_value_t = Limits::default().score, value_parser = super::options::share)]
    min_score: f64,

    /// Tell no more than the best so many
    #[arg(long, value_name = "N")]
    max: Option<usize>,

    /// Tell names alone
    #[arg(long)]
    names: bool,
}

/// A format, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Format(terms::Format);

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<[Format; 3]> = LazyLock::new(|| terms::Format::ALL.map(Format));
        &*ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(self.0.summary()))
    }
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let languages = [&session.source_language, &session.target_language];
    let texts = texts(session, arguments)?;
    let limits = Limits { count: arguments.min_count.max(1), score: arguments.min_score };
    let mut candidates = terms::find(&texts, languages, &limits);
    candidates.retain(|candidate| candidate.is_name || !arguments.names);
    let all = candidates.len();
    candidates.truncate(arguments.max.unwrap_or(all));
    if candidates.is_empty() {
        bail!(
            "no two terms stand together in {} of {}: a larger corpus, --min-count or --min-score help",
            counted(limits.count, "pair"),
            counted(texts.len(), "pair")
        );
    }
    session.deliver(&arguments.format.0.write(&candidates, &texts, languages))?;
    session.note(&format!(
        "{} of {all} out of {}",
        counted(candidates.len(), "term"),
        counted(texts.len(), "pair")
    ));
    Ok(Outcome::Clean)
}

/// The pairs of a corpus that its filters take one by one, each once.
fn texts(session: &Session, arguments: &Arguments) -> Result<Vec<Text>> {
    let settings = &session.config.corpus;
    let languages = [&session.source_language, &session.target_language];
    let view = View { settings, languages };
    let filters = filter::chosen(settings);
    let mut seen = BTreeSet::new();
    let mut texts = Vec::new();
    for entry in journal::entries(&arguments.folder)? {
        for pair in entry.pairs(&arguments.folder)? {
            if filter::rejection(&filters, &pair, &view).is_some() {
                continue;
            }
            let place = format!("{}:{}", entry.source, pair.source.line);
            let sides = [pair.source.text, pair.target.text];
            if seen.insert(sides.clone()) {
                texts.push(Text { sides, place });
            }
        }
    }
    Ok(texts)
}
