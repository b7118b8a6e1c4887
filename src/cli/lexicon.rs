//! `daejo lexicon`: what the lexicon knows, and learning one from texts of one's own.

use std::{fmt::Write as _, path::PathBuf};

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::{Outcome, session::Session};
use crate::{
    Error,
    lexicon::{self, Lexicon, Meta, Options, Source},
    text::Tongue,
};

/// Look words up in the lexicon, or learn one from one's own translations
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print what a word is translated by, likeliest first
    Lookup {
        /// English or Korean words, in any form
        #[arg(required = true)]
        words: Vec<String>,

        /// A lexicon made by `daejo lexicon train` [default: the one inside the program]
        #[arg(long, value_name = "FILE")]
        lexicon: Option<PathBuf>,
    },
    /// Learn a lexicon, named by --output, from pairs of English and Korean segments
    Train {
        /// Tables (English, tab, Korean) or translation memories (.tmx)
        #[arg(required = true, value_name = "PAIRS.tsv|PAIRS.tmx")]
        pairs: Vec<PathBuf>,
    },
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    match &arguments.action {
        Action::Lookup { words, lexicon } => {
            let lexicon = match lexicon {
                Some(path) => Lexicon::from_bytes(read(path)?)?,
                None => Lexicon::embedded().clone(),
            };
            session.deliver(&looked_up(&lexicon, words))?;
        }
        Action::Train { pairs } => {
            let Some(to) = session.output_path() else {
                bail!("lexicon train needs --output FILE: where is the lexicon to be written?");
            };
            let mut all = Vec::new();
            let mut meta = Meta { title: "learned from one's own texts".into(), ..Meta::default() };
            for path in pairs {
                let bytes = read(path)?;
                let Ok(text) = String::from_utf8(bytes) else {
                    bail!("{} is not UTF-8: save it so first", path.display());
                };
                let found = lexicon::pairs(path, &text)?;
                meta.sources.push(Source {
                    name: path.display().to_string(),
                    pairs: found.len(),
                    ..Source::default()
                });
                all.extend(found);
            }
            let pairs = all.iter().map(|(english, korean)| (english.as_str(), korean.as_str()));
            let dictionary = lexicon::dictionary();
            let lexicon =
                lexicon::train(pairs, &Options { dictionary, meta, ..Options::default() });
            super::output::replace(to, lexicon.bytes())?;
            let (english, korean) = lexicon.len();
            let text = format!(
                "{}: {english} English words and {korean} Korean stems from {} pairs, {:.1} MB\n",
                to.display(),
                all.len(),
                lexicon.bytes().len() as f64 / 1e6
            );
            // What `--output` names is the lexicon, not what is said about it.
            super::output::deliver(None, &text)?;
        }
    }
    Ok(Outcome::Clean)
}

fn read(path: &PathBuf) -> Result<Vec<u8>, Error> {
    if path.is_dir() {
        return Err(Error::Directory { path: path.clone() });
    }
    std::fs::read(path).map_err(|source| Error::Read { path: path.clone(), source })
}

/// So many translations are shown.
const SHOWN: usize = 8;

fn looked_up(lexicon: &Lexicon, words: &[String]) -> String {
    let mut text = String::new();
    for word in words {
        let (word, found) = if word.is_ascii() {
            (word.clone(), lexicon.translations(word, Tongue::English))
        } else {
            (lexicon.stem(word), lexicon.translations(word, Tongue::Korean))
        };
        if found.is_empty() {
            let _ = writeln!(text, "{word}\tnot known");
        }
        for (other, prob) in found.into_iter().take(SHOWN) {
            let _ = writeln!(text, "{word}\t{other}\t{prob:.3}");
        }
    }
    text
}
