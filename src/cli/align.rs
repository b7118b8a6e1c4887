//! `daejo align`: print the alignment.

use anyhow::{Result, bail};
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

    /// Say for each bead why its segments were joined
    ///
    /// Under the segments of each bead stand what speaks for it, what speaks against it (meaning, lengths,
    /// paragraphs, numbers and names that both sides hold, words that the dictionary or the rest of the
    /// document has together) and the bead that would be next best, with its score. A score is the
    /// probability that the bead is right: of beads scored 0.9 about nine in ten are.
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
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
    if arguments.explain && arguments.format != Format::Text {
        bail!("an alignment is explained for people only: leave out --format or --explain");
    }
    let progress = session.progress();
    let (input, bitext) = session.segments(&arguments.documents, &progress)?;
    let encoder = session.encoder()?;
    if arguments.explain {
        let (aligned, reasons) =
            session.align_by(&bitext, encoder.as_ref(), &progress, |evidence, weights| {
                evidence.explain(weights)
            });
        let compared = Compared { input: &input, bitext: &bitext, alignment: &aligned.alignment };
        drop(progress);
        session.deliver(&report::explanation::write(&compared, &reasons))?;
        return Ok(Outcome::Clean);
    }
    let alignment = session.align(&bitext, encoder.as_ref(), &progress).alignment;
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
