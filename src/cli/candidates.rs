//! `daejo terms`: pairs of terms and names out of a corpus.

use std::{collections::BTreeSet, path::PathBuf, sync::LazyLock};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum, builder::PossibleValue};
use sha2::{Digest, Sha256};

use super::{Outcome, session::Session};
use crate::{
    corpus::{
        Entry,
        filter::{self, View},
        journal,
        terms::{self, Limits, Text},
    },
    report::counted,
    text::Language,
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
    let entries = journal::entries(&arguments.folder)?;
    let [source, target] = languages(session, &entries)?;
    let languages = [&source, &target];
    let texts = texts(session, arguments, &entries, languages)?;
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

/// The languages of a corpus. One that an earlier release made does not tell; it has those of the session.
fn languages(session: &Session, entries: &[Entry]) -> Result<[Language; 2]> {
    let own = [&session.source_language, &session.target_language].map(Language::clone);
    let Some(tags) = entries.iter().find_map(|entry| entry.languages.as_ref()) else {
        return Ok(own);
    };
    let parsed = |tag: &String| {
        let language: crate::Result<Language> = tag.parse();
        language.with_context(|| format!("the journal of the corpus names no language: {tag:?}"))
    };
    let [source, target] = [parsed(&tags[0])?, parsed(&tags[1])?];
    let [typed_source, typed_target] = &session.typed_languages;
    let differs = |typed: &Option<Language>, is| typed.as_ref().is_some_and(|typed| typed != is);
    if differs(typed_source, &source) || differs(typed_target, &target) {
        bail!(
            "the corpus is of {source} and {target}, in this order: leave out --source-lang and --target-lang"
        );
    }
    Ok([source, target])
}

/// The pairs of a corpus that its filters take one by one, each once.
fn texts(
    session: &Session,
    arguments: &Arguments,
    entries: &[Entry],
    languages: [&Language; 2],
) -> Result<Vec<Text>> {
    let settings = &session.config.corpus;
    let view = View { settings, languages };
    let filters = filter::chosen(settings);
    // Digests, since the texts themselves are kept but once.
    let mut seen: BTreeSet<[u8; 32]> = BTreeSet::new();
    let mut texts = Vec::new();
    for entry in entries {
        for pair in entry.pairs(&arguments.folder)? {
            if filter::rejection(&filters, &pair, &view).is_some() {
                continue;
            }
            let place = format!("{}:{}", entry.source, pair.source.line);
            let sides = [pair.source.text, pair.target.text];
            let mut hasher = Sha256::new();
            for side in &sides {
                hasher.update((side.len() as u64).to_le_bytes());
                hasher.update(side);
            }
            if seen.insert(hasher.finalize().into()) {
                texts.push(Text { sides, place });
            }
        }
    }
    Ok(texts)
}
