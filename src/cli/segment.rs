//! `daejo segment`: the sentences of each half.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{
    Outcome,
    options::Documents,
    paths::{Paths, Plan, Work, is_folder},
    runs::{self, Written},
    session::Session,
};
use crate::{
    pairing::Pair,
    report::{
        self, Input,
        run::{Row, SegmentForm, segmented},
    },
    segment::Bitext,
};

/// Print the sentences of each half
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    paths: Paths,

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
    match arguments.paths.work(session)? {
        Work::One(documents) => one(session, arguments.format, &documents),
        Work::Many(plan) => many(session, arguments.format, &plan),
    }
}

fn one(session: &Session, format: Format, documents: &Documents) -> Result<Outcome> {
    let progress = session.progress();
    let (input, bitext) = session.segments(documents, &progress)?;
    let data = written(session, format, &input, &bitext);
    drop(progress);
    session.deliver(&data)?;
    Ok(Outcome::Clean)
}

/// The segments of one document in a file of its own.
fn written(session: &Session, format: Format, input: &Input, bitext: &Bitext) -> String {
    match format {
        Format::Text => report::segments::write(input, bitext, session.style()),
        Format::Json => report::json::segmentation(input, bitext),
        Format::Tsv => report::table::segments(input, bitext),
    }
}

fn many(session: &Session, format: Format, plan: &Plan) -> Result<Outcome> {
    let folder = session.output_path().filter(|path| is_folder(path));
    let (form, extension) = match format {
        Format::Text => (SegmentForm::Text, "txt"),
        Format::Json => (SegmentForm::Json, "json"),
        Format::Tsv => (SegmentForm::Tsv, "tsv"),
    };
    let segment = |own: &Session, pair: &Pair, input: &Input, bitext: &Bitext| {
        let row = Row { name: pair.name.clone(), row: pair.row.clone(), ..Row::default() };
        let mut row = Row { warnings: own.warnings(), ..row };
        let pieces = segmented(form, input, bitext, &mut row, session.style());
        let text = match folder {
            Some(_) => written(own, format, input, bitext),
            None => pieces.head,
        };
        Ok(Written { text: text.into_bytes(), row })
    };
    let folder = folder.map(|folder| (folder, extension));
    let failure = |row: &Row| form.failure(row).head;
    runs::write(session, plan, folder, segment, failure, |run| form.frame(run), None)
}
