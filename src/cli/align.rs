//! `daejo align`: print the alignment.

use std::{
    io::{BufRead, Write},
    path::PathBuf,
};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use super::{
    Outcome,
    options::{Documents, UiLang, share},
    output,
    paths::{Plan, Work, is_folder},
    runs::{self, Written},
    session::Session,
};
use crate::{
    align::{corrected, ladder, pinned},
    document::{Document, Format::Plain, Reading},
    encoder::Encoder,
    pairing::Pair,
    report::{
        self, Compared, Input,
        html::Page,
        run::{AlignmentForm, Row, aligned},
        xliff::Version,
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

    /// Language in which a page speaks to its reader
    #[arg(long, value_enum, default_value_t, value_name = "LANG")]
    ui_lang: UiLang,

    /// Leave beads with less score, from 0 to 1, out of a translation memory
    #[arg(long, value_name = "S", default_value_t = 0.0, value_parser = share, hide_default_value = true)]
    min_score: f64,

    /// Say for each bead why its segments were joined
    ///
    /// Under the segments of each bead stand what speaks for it, what speaks against it (meaning, lengths,
    /// paragraphs, numbers and names that both sides hold, words that the dictionary or the rest of the
    /// document has together) and the bead that would be next best, with its score. A score is the
    /// probability that the bead is right: of beads scored 0.9 about nine in ten are.
    #[arg(long)]
    explain: bool,

    /// Keep the beads of FILE as they are, and align what stands between them
    ///
    /// FILE is what `daejo align` writes, in any format that --alignment takes, with those beads alone that are sure. A bead
    /// with one side says that its segments have no counterpart.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["explain", "alignment"])]
    pins: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The halves side by side, for people
    Text,
    /// One bead a line, as Vecalign writes them: [11, 12]:[10, 11]:0.3127 (of many documents: -o FOLDER/)
    Ladder,
    /// One object: document, segments and beads
    Json,
    /// A table, one bead a row; nothing is quoted (pandas: sep="\t", quoting=3)
    Tsv,
    /// A translation memory (TMX 1.4b)
    Tmx,
    /// One page for a browser that needs nothing else: a map, both texts side by side
    Html,
    /// A table for spreadsheets, its cells in quotation marks
    Csv,
    /// A workbook: alignment and what was left out, a sheet each
    Xlsx,
    /// A document for a word processor: both texts in a table
    Docx,
    /// XLIFF 1.2, for translators' tools
    Xliff,
    /// XLIFF 2.1
    Xliff2,
}

impl Arguments {
    /// What is made of one document or several alike; a ladder is not.
    fn form(&self) -> Option<AlignmentForm> {
        Some(match self.format {
            Format::Text => AlignmentForm::Text,
            Format::Ladder => return None,
            Format::Json => AlignmentForm::Json,
            Format::Tsv => AlignmentForm::Tsv,
            Format::Tmx => AlignmentForm::Tmx(self.min_score),
            Format::Html => AlignmentForm::Html(self.page()),
            Format::Csv => AlignmentForm::Csv,
            Format::Xlsx => AlignmentForm::Xlsx(self.ui_lang.into()),
            Format::Docx => AlignmentForm::Docx(self.ui_lang.into()),
            Format::Xliff => AlignmentForm::Xliff(Version::One),
            Format::Xliff2 => AlignmentForm::Xliff(Version::Two),
        })
    }

    fn page(&self) -> Page {
        Page { interface: self.ui_lang.into(), has_findings: false }
    }
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    match arguments.format {
        Format::Xlsx => session.require_file("a workbook", "xlsx")?,
        Format::Docx => session.require_file("a document for a word processor", "docx")?,
        _ => {}
    }
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
    let alignment = match &arguments.pins {
        Some(path) => {
            let reading = Reading { format: Some(Plain), ..Reading::default() };
            let read = Document::read_as(path, &reading)?;
            let pins = corrected::pins(path, &read.text, &bitext)?;
            pinned::align(&bitext, &pins, encoder.as_ref())
        }
        None => session.align(&bitext, input.given.as_ref(), encoder.as_ref(), &progress).alignment,
    };
    let compared = Compared { input: &input, bitext: &bitext, alignment: &alignment };
    let data = written(session, arguments, &compared)?;
    drop(progress);
    output::deliver_by(session.output_path(), |out| out.write_all(&data))?;
    Ok(Outcome::Clean)
}

/// The alignment of one document in a file of its own.
fn written(session: &Session, arguments: &Arguments, compared: &Compared<'_>) -> Result<Vec<u8>> {
    let Some(form) = arguments.form() else {
        return Ok(ladder::write(compared.alignment).into_bytes());
    };
    let (data, left) = form.of_one(
        compared,
        &session.warnings(),
        session.style(),
        [&session.source_language, &session.target_language],
    );
    for line in &left {
        session.say_left(line);
    }
    if !form.is_of_records() {
        return Ok(data.into_bytes());
    }
    let mut file = Vec::new();
    form.make(data.as_bytes(), &mut file).context("cannot make the file")?;
    Ok(file)
}

fn many(session: &Session, arguments: &Arguments, plan: &Plan) -> Result<Outcome> {
    if arguments.pins.is_some() {
        bail!("pins are beads of one document: name it alone");
    }
    if arguments.explain {
        bail!("alignments are explained one at a time: name one document");
    }
    let folder = session.output_path().filter(|path| is_folder(path));
    let format = arguments.format;
    let form = match arguments.form() {
        Some(form) => form,
        None if folder.is_some() => AlignmentForm::Text,
        None => bail!("a ladder is of one document: give -o FOLDER/ for one a document"),
    };
    let extension = match format {
        Format::Text => "txt",
        Format::Ladder => "ladder",
        Format::Json => "json",
        Format::Tsv => "tsv",
        Format::Tmx => "tmx",
        Format::Html => "html",
        Format::Csv => "csv",
        Format::Xlsx => "xlsx",
        Format::Docx => "docx",
        Format::Xliff | Format::Xliff2 => "xlf",
    };
    let encoder = session.encoder()?;
    let align = |own: &Session, pair: &Pair, input: &Input, bitext: &Bitext| {
        let encoder: Option<&Encoder> = encoder.as_ref();
        let alignment = own.align(bitext, input.given.as_ref(), encoder, &own.progress()).alignment;
        let compared = Compared { input, bitext, alignment: &alignment };
        let row = Row { name: pair.name.clone(), row: pair.row.clone(), ..Row::default() };
        let mut row = Row { warnings: own.warnings(), ..row };
        if folder.is_some() {
            return Ok(Written { text: written(own, arguments, &compared)?, row });
        }
        let pieces = aligned(form, &compared, &mut row, session.style());
        for line in &pieces.left {
            own.say_left(line);
        }
        Ok(Written { text: pieces.head.into_bytes(), row })
    };
    let make = |records: &mut dyn BufRead, out: &mut dyn Write| form.make(records, out);
    runs::write(
        session,
        plan,
        folder.map(|folder| (folder, extension)),
        align,
        |row| form.failure(row).head,
        |run| form.frame(run),
        form.is_of_records().then_some(&make),
    )
}
