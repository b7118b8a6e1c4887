//! The options that mean the same for every command.

use std::{num::NonZeroUsize, path::PathBuf, sync::LazyLock};

use clap::{Args, ValueEnum, builder::PossibleValue};
use serde::Deserialize;

use crate::{document::Format, halves, report::Interface, rule::Severity, text::Language};

pub(super) const HEADING: &str = "Options of every command";

#[derive(Debug, Args)]
#[command(next_help_heading = HEADING)]
pub(super) struct Global {
    /// Language of the original [default: en]
    #[arg(long, global = true, value_name = "TAG")]
    pub(super) source_lang: Option<Language>,

    /// Language of the translation [default: ko]
    #[arg(long, global = true, value_name = "TAG")]
    pub(super) target_lang: Option<Language>,

    /// Encoding of the input, such as cp949 [default: found out, file by file]
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) encoding: Option<String>,

    /// Encoding of FILE alone, if it is not that of TARGET
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) source_encoding: Option<String>,

    /// Encoding of TARGET alone
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) target_encoding: Option<String>,

    /// Read bytes that are no text as �, and warn, instead of refusing the file
    #[arg(long, global = true)]
    pub(super) lossy: bool,

    /// Format of the input [default: as the name of the file tells]
    #[arg(long, global = true, value_name = "FORMAT")]
    pub(super) input_format: Option<InputFormat>,

    /// Take each line of the two files as one segment, a blank line as the end of a paragraph
    #[arg(long, global = true)]
    pub(super) presegmented: bool,

    #[command(flatten)]
    pub(super) bilingual: super::bilingual::Bilingual,

    /// Whether page furniture (navigation, credits, rights, running heads) is left out
    #[arg(long, global = true, value_name = "WHAT", default_value = "auto")]
    pub(super) furniture: Furniture,

    /// Sentence encoder to align with: a model file, or "none" [default: the one inside the program, or
    /// the one installed, whichever knows the languages]
    #[arg(long, global = true, value_name = "PATH|none")]
    pub(super) encoder: Option<String>,

    /// Write to PATH, whole or not at all; - is standard output
    #[arg(short, long, global = true, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,

    /// Number of threads [default: one for each processor]
    #[arg(short, long, global = true, value_name = "N", value_parser = threads)]
    pub(super) jobs: Option<NonZeroUsize>,

    /// Say nothing but errors on standard error
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,

    /// Whether to colour a report for people
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,

    /// Read settings from PATH, or none at all [default: daejo.toml here or in a folder above]
    #[arg(long, global = true, value_name = "PATH|none")]
    pub(super) config: Option<PathBuf>,
}

/// The documents of a command that compares two halves.
#[derive(Debug, Clone, Args)]
pub(super) struct Documents {
    /// The document, or its source half
    pub(super) file: PathBuf,

    /// The target half, if it is a file of its own
    pub(super) target: Option<PathBuf>,
}

/// A format of the input, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InputFormat(Format);

impl ValueEnum for InputFormat {
    fn value_variants<'a>() -> &'a [Self] {
        static ALL: LazyLock<Vec<InputFormat>> =
            LazyLock::new(|| Format::all().map(InputFormat).collect());
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(self.0.summary()))
    }
}

impl From<InputFormat> for Format {
    fn from(format: InputFormat) -> Self {
        format.0
    }
}

/// What becomes of page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Furniture {
    /// It is left out.
    #[value(help = "left out, and said so")]
    Auto,
    /// Everything is text.
    #[value(help = "everything is text")]
    None,
}

impl From<Furniture> for halves::Furniture {
    fn from(furniture: Furniture) -> Self {
        match furniture {
            Furniture::Auto => Self::Auto,
            Furniture::None => Self::None,
        }
    }
}

/// The language of the interface, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum UiLang {
    #[default]
    #[value(help = "English")]
    En,
    #[value(help = "Korean")]
    Ko,
}

impl From<UiLang> for Interface {
    fn from(language: UiLang) -> Self {
        match language {
            UiLang::En => Self::English,
            UiLang::Ko => Self::Korean,
        }
    }
}

/// When a report is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[value(help = "on a terminal, unless NO_COLOR is set")]
    Auto,
    #[value(help = "also in a file or pipe")]
    Always,
    #[value(help = "not even on a terminal")]
    Never,
}

/// A severity as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    Minor,
    Major,
    Critical,
}

impl Level {
    /// The severity as it is typed.
    pub(super) fn name(severity: Severity) -> &'static str {
        match severity {
            Severity::Minor => "minor",
            Severity::Major => "major",
            Severity::Critical => "critical",
        }
    }
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Minor => Self::Minor,
            Level::Major => Self::Major,
            Level::Critical => Self::Critical,
        }
    }
}

/// The least severity for which `check` ends with status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum FailOn {
    Minor,
    Major,
    Critical,
    None,
}

impl FailOn {
    /// Whether a finding of this severity is enough.
    pub(super) fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Minor => true,
            Self::Major => severity >= Severity::Major,
            Self::Critical => severity >= Severity::Critical,
            Self::None => false,
        }
    }
}

/// A number of threads, as it is typed.
fn threads(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "give a number of threads, from 1 on".to_owned())
}

/// A share between 0 and 1, as it is typed.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "give a number from 0 to 1".to_owned())
}
