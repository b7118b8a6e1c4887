//! `daejo align`: print the alignment.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{Outcome, options::Documents, session::Session};
use crate::{
    align::ladder,
    export,
    report::{self, Compared, counted},
};

/// Print which segments translate each other
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    documents: Documents,

    /// Format of the alignment
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// The halves side by side, for people
    Text,
    /// One bead a line, as Vecalign writes them: [11, 12]:[10, 11]:0.3127
    Ladder,
    /// One object: document, segments and beads
    Json,
    /// A table, one bead a row
    Tsv,
    /// A translation memory (TMX 1.4b)
    Tmx,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let progress = session.progress();
    let (input, bitext) = session.segments(&arguments.documents, &progress)?;
    let encoder = session.encoder()?;
    let (_, alignment) = session.align(&bitext, encoder.as_ref(), &progress);
    let compared = Compared { input: &input, bitext: &bitext, alignment: &alignment };
    let data = match arguments.format {
        Format::Text => report::alignment::write(&compared, session.style()),
        Format::Ladder => ladder::write(&alignment),
        Format::Json => report::json::alignment(&compared, &session.warnings()),
        Format::Tsv => export::tsv::write(&bitext, &alignment),
        Format::Tmx => {
            let memory = export::tmx::write(&input.source, &bitext, &alignment);
            if let Some(bead) = memory.cleaned.first() {
                session.warn(&format!(
                    "characters that XML forbids were left out of {}, the first of them bead {bead}",
                    counted(memory.cleaned.len(), "unit"),
                ));
            }
            memory.text
        }
    };
    drop(progress);
    session.deliver(&data)?;
    Ok(Outcome::Clean)
}
