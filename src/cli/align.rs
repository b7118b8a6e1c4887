//! `daejo align`: print the alignment.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::{
    Outcome,
    options::Documents,
    paths::{Plan, Work, is_folder},
    runs::{self, Written},
    session::Session,
};
use crate::{
    align::ladder,
    encoder::Encoder,
    export,
    pairing::Pair,
    report::{
        self, Compared, Input, counted,
        run::{AlignmentForm, Row, aligned},
    },
    segment::Bitext,
};

/// Print which segments translate each other
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    paths: super::paths::Paths,

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
    /// One bead a line, as Vecalign writes them: [11, 12]:[10, 11]:0.3127 (of many documents: -o FOLDER/)
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
    match arguments.paths.work(session)? {
        Work::One(documents) => one(session, arguments, &documents),
        Work::Many(plan) => many(session, arguments, &plan),
    }
}

fn one(session: &Session, arguments: &Arguments, documents: &Documents) -> Result<Outcome> {
    let progress = session.progress();
    let (input, bitext) = session.segments(documents, &progress)?;
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
    let data = written(session, arguments.format, &compared);
    drop(progress);
    session.deliver(&data)?;
    Ok(Outcome::Clean)
}

/// The alignment of one document in a file of its own.
fn written(session: &Session, format: Format, compared: &Compared<'_>) -> String {
    match format {
        Format::Text => report::alignment::write(compared, session.style()),
        Format::Ladder => ladder::write(compared.alignment),
        Format::Json => report::json::alignment(compared, &session.warnings()),
        Format::Tsv => export::tsv::write(compared.bitext, compared.alignment),
        Format::Tmx => {
            let Compared { input, bitext, alignment } = compared;
            let memory = export::tmx::write(&input.source, bitext, alignment);
            warn_of_cleaned(session, &memory.cleaned);
            memory.text
        }
    }
}

fn warn_of_cleaned(session: &Session, beads: &[usize]) {
    if let Some(bead) = beads.first() {
        session.warn(&format!(
            "characters that XML forbids were left out of {}, the first of them bead {bead}",
            counted(beads.len(), "unit"),
        ));
    }
}

fn many(session: &Session, arguments: &Arguments, plan: &Plan) -> Result<Outcome> {
    if arguments.explain {
        bail!("alignments are explained one at a time: name one document");
    }
    let folder = session.output_path().filter(|path| is_folder(path));
    let format = arguments.format;
    let form = match format {
        Format::Text => AlignmentForm::Text,
        Format::Json => AlignmentForm::Json,
        Format::Tsv => AlignmentForm::Tsv,
        Format::Tmx => AlignmentForm::Tmx,
        Format::Ladder if folder.is_some() => AlignmentForm::Text,
        Format::Ladder => bail!("a ladder is of one document: give -o FOLDER/ for one a document"),
    };
    let extension = match format {
        Format::Text => "txt",
        Format::Ladder => "ladder",
        Format::Json => "json",
        Format::Tsv => "tsv",
        Format::Tmx => "tmx",
    };
    let encoder = session.encoder()?;
    let align = |own: &Session, pair: &Pair, input: &Input, bitext: &Bitext| {
        let encoder: Option<&Encoder> = encoder.as_ref();
        let alignment = own.align(bitext, encoder, &own.progress()).alignment;
        let compared = Compared { input, bitext, alignment: &alignment };
        let row = Row { name: pair.name.clone(), row: pair.row.clone(), ..Row::default() };
        let mut row = Row { warnings: own.warnings(), ..row };
        let text = folder.is_some().then(|| written(own, format, &compared));
        let exported = || match format {
            Format::Tmx => {
                // One original may have several translations in a run.
                let part = |hash: &str| hash.get(..6).unwrap_or_default().to_owned();
                let name = part(&input.source.sha256) + &part(&input.target().sha256);
                let units = export::tmx::units(&name, bitext, &alignment);
                warn_of_cleaned(own, &units.cleaned);
                units.text
            }
            _ => export::tsv::write(bitext, &alignment),
        };
        let pieces = aligned(form, &compared, &mut row, session.style(), exported);
        Written { text: text.unwrap_or(pieces.head), row }
    };
    let exported = match format {
        Format::Tmx => export::tmx::frame(&session.source_language),
        _ => [export::tsv::HEADING.to_owned(), String::new()],
    };
    runs::write(
        session,
        plan,
        folder.map(|folder| (folder, extension)),
        align,
        |row| form.failure(row).head,
        |run| form.frame(run, exported),
    )
}
