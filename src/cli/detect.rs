//! `daejo detect`: which parts are which language, which are page furniture, and why.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{Outcome, session::Session};
use crate::report;

/// Tell which parts are which language, which are page furniture, and why
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The document
    file: PathBuf,

    /// Format of the listing
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A listing for people
    Text,
    /// A list that covers the file without gap or overlap
    Json,
    /// A table, one part a row
    Tsv,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let progress = session.progress();
    progress.stage("separating the languages");
    let document = session.read(&arguments.file)?;
    let halves = session.separate(&document)?;
    let data = match arguments.format {
        Format::Text => report::halves::write(&document, &halves, session.style()),
        Format::Json => report::json::halves(&document, &halves),
        Format::Tsv => report::table::halves(&document, &halves),
    };
    drop(progress);
    session.deliver(&data)?;
    Ok(Outcome::Clean)
}
