//! Options of files that come aligned, and how they are read.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::{options::Documents, session::Session};
use crate::{
    align::{self, Alignment},
    document::{Document, Format, Reading, Wanted},
    report::{Input, counted},
    segment::{self, Bitext, Given},
};

/// The options of files that come aligned.
#[derive(Debug, Clone, Args)]
pub(super) struct Bilingual {
    /// The columns of the original and of the translation in a table, by name or number from 1 [default: those
    /// headed by the tags of the languages]
    #[arg(long, global = true, value_name = "A,B", value_parser = columns, help_heading = super::options::HEADING)]
    columns: Option<[String; 2]>,

    /// Align the texts of a bilingual file anew, sentence by sentence
    #[arg(long, global = true, help_heading = super::options::HEADING)]
    realign: bool,

    /// Take the alignment of FILE, as `daejo align` wrote it and somebody corrected it: TSV, CSV, ladder, JSON or TMX
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "realign", help_heading = super::options::HEADING)]
    alignment: Option<PathBuf>,

    /// Take units that are empty or not translated for text that is left out, instead of counting them only
    #[arg(long, global = true, help_heading = super::options::HEADING)]
    untranslated_units: bool,
}

impl Bilingual {
    /// All of it that decides what is made of a document, as one text.
    pub(super) fn fingerprint(&self) -> Result<String> {
        let read = |path: &PathBuf| {
            let bytes = std::fs::read(path);
            bytes.with_context(|| format!("cannot read {}", path.display()))
        };
        let alignment = self.alignment.as_ref().map(read).transpose()?;
        let alignment = alignment.map(|bytes| crc32fast::hash(&bytes));
        let Self { columns, realign, untranslated_units, .. } = self;
        Ok(format!("{columns:?} {realign} {untranslated_units} {alignment:?}"))
    }
}

/// Two columns, as they are typed.
fn columns(text: &str) -> Result<[String; 2], String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    match parts[..] {
        [source, target] if !source.is_empty() && !target.is_empty() => {
            Ok([source.to_owned(), target.to_owned()])
        }
        _ => Err("give two columns, by name or number, such as en,ko or 1,2".into()),
    }
}

impl Session {
    /// Reads the units of a file, if its format has such; `half` is 0 for the source and 1 for the target.
    pub(super) fn with_units(&self, document: Document, half: usize) -> Result<Document> {
        let wanted = Wanted {
            source: &self.source_language,
            target: &self.target_language,
            columns: self.bilingual.columns.as_ref(),
            is_source: half == 0,
        };
        Ok(document.in_units(&wanted)?)
    }

    /// The segments of files that hold units; none of others.
    pub(super) fn given(&self, documents: &Documents, input: &mut Input) -> Result<Option<Bitext>> {
        let files = [&input.source].into_iter().chain(&input.target);
        let formats: Vec<Format> = files.map(|document| document.format).collect();
        let is_bilingual = formats.iter().any(|format| format.is_bilingual());
        let has_keys = formats.iter().all(|format| format.has_keys());
        if !is_bilingual && !has_keys {
            return Ok(None);
        }
        let languages = [&self.source_language, &self.target_language];
        let choice = segment::Choice {
            with_untranslated: self.bilingual.untranslated_units || self.bilingual.realign,
            in_sentences: self.bilingual.realign,
        };
        let given = match &input.target {
            None if has_keys => bail!(
                "{} holds the texts of one language: give the file of the other language beside it",
                documents.file.display()
            ),
            None => segment::given(&input.source, languages, choice),
            Some(_) if is_bilingual => bail!(
                "{} comes aligned, and so is a document of its own: give it alone",
                documents.file.display()
            ),
            Some(target) => {
                let keyed = segment::keyed([&input.source, target], languages, choice);
                if let Some(first) = keyed.surplus.first() {
                    let count = counted(keyed.surplus.len(), "key");
                    self.warn(&format!(
                        "{} has {count} that {} has not, the first of them {first:?}",
                        target.path.display(),
                        input.source.path.display()
                    ));
                }
                keyed.given
            }
        };
        let Given { bitext, sizes } = given;
        if !self.bilingual.realign {
            input.given = Some(Alignment::of_sizes(&sizes));
        }
        if bitext.source.segments.is_empty() {
            let counts = input.unit_counts();
            bail!(
                "{} has nothing to compare: {} ({})",
                documents.file.display(),
                counted(counts.all, "unit"),
                counts.told()
            );
        }
        Ok(Some(bitext))
    }

    /// Refuses an alignment for a run over `count` documents: it is of one.
    pub(super) fn require_one_for_alignment(&self, count: usize) -> Result<()> {
        match &self.bilingual.alignment {
            Some(path) if count > 1 => bail!(
                "{} is the alignment of one document, and this run has {count}: give --alignment with one of them",
                path.display()
            ),
            _ => Ok(()),
        }
    }

    /// Takes the alignment that somebody corrected, if one is named.
    pub(super) fn correct(&self, input: &mut Input, bitext: &Bitext) -> Result<()> {
        let Some(path) = &self.bilingual.alignment else { return Ok(()) };
        // Editors save tables in encodings of their own.
        let reading = Reading { format: Some(Format::Plain), ..Reading::default() };
        let read = Document::read_as(path, &reading)?;
        input.given = Some(align::corrected::read(path, &read.text, bitext)?);
        Ok(())
    }
}
