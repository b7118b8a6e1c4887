//! `daejo segment`: the sentences of each half.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{Outcome, options::Documents, session::Session};
use crate::report;

/// Print the sentences of each half
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    documents: Documents,

    /// Format of the listing
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Numbered sentences in paragraphs, for people
    Text,
    /// One object: document, segments and furniture
    Json,
    /// A table, one segment a row
    Tsv,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let progress = session.progress();
    let (input, bitext) = session.segments(&arguments.documents, &progress)?;
    let data = match arguments.format {
        Format::Text => report::segments::write(&input, &bitext, session.style()),
        Format::Json => report::json::segmentation(&input, &bitext),
        Format::Tsv => report::table::segments(&input, &bitext),
    };
    drop(progress);
    session.deliver(&data)?;
    Ok(Outcome::Clean)
}
