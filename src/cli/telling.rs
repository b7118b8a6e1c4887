//! How what a check found is told: the format, its language, annotations, and the text with suggestions applied.

use std::{
    fs,
    io::{self, Write},
};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use super::{
    listing::Listing,
    options::{FailOn, UiLang, share},
    output,
    session::Session,
};
use crate::{
    document::Document,
    report::{
        self, Compared, Verdict, counted,
        fix::{self, Edits},
        github::{self, Annotation},
        html::Page,
        run::Form,
        table::Separated,
        xliff::Version,
    },
    text::Shown,
};

/// How findings are told.
#[derive(Debug, Args)]
pub(super) struct Telling {
    /// Format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Language in which a page speaks to its reader; what is wrong with the text is told in English
    #[arg(long, value_enum, default_value_t, value_name = "LANG")]
    ui_lang: UiLang,

    /// Leave beads with less score, from 0 to 1, out of a translation memory
    #[arg(long, value_name = "S", default_value_t = 0.0, value_parser = share, hide_default_value = true)]
    min_score: f64,

    /// Print the worst findings besides, on standard error, as workflows take them for annotations
    #[arg(long, value_enum, value_name = "WHERE")]
    annotate: Option<Annotate>,

    /// Write the translation with the surest suggestions applied instead of a report
    ///
    /// What is applied, and which suggestions are not and why, is told on standard error. The file itself stays as it
    /// is: a copy needs --output.
    #[arg(long, value_enum, value_name = "AS", conflicts_with_all = ["format", "summary"])]
    fix: Option<Fix>,
}

/// Where annotations are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Annotate {
    /// Workflows of GitHub
    #[value(name = "github", help = "workflows of GitHub")]
    GitHub,
}

/// As what a mended text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Fix {
    /// The whole file
    #[value(help = "the whole file")]
    Copy,
    /// A unified diff
    #[value(help = "a unified diff, for `git apply` or `patch -p1`")]
    Patch,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Excerpts with the words marked, for people
    Text,
    /// One object: document, segments, beads and findings, or a list of such documents
    Json,
    /// One finding a line
    Jsonl,
    /// A table, one finding a row; nothing is quoted (pandas: sep="\t", quoting=3)
    Tsv,
    /// SARIF 2.1.0, as code hosts and editors show it
    Sarif,
    /// `JUnit` XML, as build servers show it
    #[value(help = "JUnit XML, as build servers show it")]
    Junit,
    /// One page for a browser that needs nothing else: the worst, a map, both texts side by side
    Html,
    /// A table for spreadsheets, its cells in quotation marks
    Csv,
    /// A workbook: findings, alignment and what was left out, a sheet each
    Xlsx,
    /// A document for a word processor: both texts in a table, what was found beside them
    Docx,
    /// XLIFF 1.2, for translators' tools: findings as notes and as issues on the words
    Xliff,
    /// XLIFF 2.1
    Xliff2,
    /// A translation memory (TMX 1.4b), findings as notes
    Tmx,
}

impl Telling {
    /// What the report is written as.
    pub(super) fn form(&self) -> Form {
        let interface = self.ui_lang.into();
        match self.format {
            Format::Text => Form::Text,
            Format::Json => Form::Json,
            Format::Jsonl => Form::Jsonl,
            Format::Tsv => Form::Tsv,
            Format::Sarif => Form::Sarif,
            Format::Junit => Form::Junit,
            Format::Html => Form::Html(Page { interface, has_findings: true }),
            Format::Csv => Form::Csv,
            Format::Xlsx => Form::Xlsx(interface),
            Format::Docx => Form::Docx(interface),
            Format::Xliff => Form::Xliff(Version::One),
            Format::Xliff2 => Form::Xliff(Version::Two),
            Format::Tmx => Form::Tmx(self.min_score),
        }
    }

    /// Refuses what cannot be written where it would be: before the work, not after it.
    pub(super) fn verify(&self, session: &Session) -> Result<()> {
        match self.form() {
            Form::Xlsx(_) => session.require_file("a workbook", "xlsx")?,
            Form::Docx(_) => session.require_file("a document for a word processor", "docx")?,
            _ => {}
        }
        if self.fix == Some(Fix::Copy) && session.output_path().is_none() {
            bail!("a copy with suggestions applied needs a name: give -o FILE, or --fix patch");
        }
        Ok(())
    }

    /// Refuses what is of one document alone.
    pub(super) fn require_report(&self) -> Result<()> {
        if self.fix.is_some() {
            bail!("suggestions are applied to one document at a time: name it");
        }
        Ok(())
    }

    /// Whether findings that are alike are shown as one.
    pub(super) fn by_group(&self) -> bool {
        matches!(self.form(), Form::Text | Form::Html(_))
    }

    /// Writes the report of one document, or its text with suggestions applied.
    pub(super) fn tell(
        &self,
        session: &Session,
        compared: &Compared<'_>,
        verdict: &Verdict<'_>,
        listing: &Listing,
        fail_on: FailOn,
    ) -> Result<()> {
        if let Some(fix) = self.fix {
            return mend(session, compared, verdict, fix);
        }
        let style = listing.style(session);
        let data = match self.form() {
            Form::Text if listing.summary => report::text::close(compared, verdict, style),
            Form::Text => report::text::write(compared, verdict, style),
            Form::Json => report::json::check(compared, verdict),
            Form::Jsonl => report::json::lines(compared.input, verdict),
            Form::Tsv => report::table::findings(compared, verdict, Separated::Tabs),
            Form::Csv => report::table::findings(compared, verdict, Separated::Commas),
            Form::Sarif => report::sarif::write(compared, verdict),
            Form::Junit => report::junit::write(compared, verdict, |s| fail_on.fails(s)),
            Form::Html(page) => page.write(compared, verdict),
            form @ (Form::Xlsx(_) | Form::Docx(_) | Form::Xliff(_) | Form::Tmx(_)) => {
                let languages = [&session.source_language, &session.target_language];
                let (data, left) = form.of_one(compared, verdict, languages);
                for line in &left {
                    session.say_left(line);
                }
                data
            }
        };
        self.deliver(session, |out| out.write_all(data.as_bytes()))?;
        self.annotate(self.annotations(compared, verdict));
        Ok(())
    }

    /// Writes what `compose` puts together, or what is made of that.
    pub(super) fn deliver(
        &self,
        session: &Session,
        compose: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        let (path, form) = (session.output_path(), self.form());
        if form.is_of_records() {
            let make = |records: &mut dyn io::BufRead, out: &mut dyn Write| form.make(records, out);
            return Ok(output::deliver_made(path, compose, make)?);
        }
        Ok(output::deliver_by(path, compose)?)
    }

    /// The findings of a document as annotations, if those are wanted.
    pub(super) fn annotations(
        &self,
        compared: &Compared<'_>,
        verdict: &Verdict<'_>,
    ) -> Vec<Annotation> {
        match self.annotate {
            Some(Annotate::GitHub) => github::annotations(compared, verdict),
            None => Vec::new(),
        }
    }

    /// Prints the worst of `annotations`, and how many more there are.
    pub(super) fn annotate(&self, annotations: Vec<Annotation>) {
        if self.annotate.is_none() {
            return;
        }
        let (worst, more) = github::worst(annotations);
        for annotation in &worst {
            output::line(&annotation.text);
        }
        if more > 0 {
            let findings = counted(more, "more finding");
            output::line(&format!("::notice title=daejo::{findings}: the report has all"));
        }
    }
}

/// Writes the file that holds the translation with the surest suggestions applied, and says which.
fn mend(session: &Session, compared: &Compared<'_>, verdict: &Verdict<'_>, fix: Fix) -> Result<()> {
    let document = compared.input.target();
    let bytes = bytes_of(document)?;
    let Edits { edits, left } = fix::edits(compared, verdict);
    let data = match fix {
        Fix::Copy => fix::copy(&bytes, &edits),
        Fix::Patch => fix::patch(&document.path.to_string_lossy(), &bytes, &edits),
    };
    output::deliver_by(session.output_path(), |out| out.write_all(&data))?;
    let shown = Shown(&document.path);
    for edit in &edits {
        let [old, new] = &edit.words;
        session
            .note(&format!("{shown}:{}: {old} → {new} ({}, id {})", edit.line, edit.rule, edit.id));
    }
    for (line, words, why) in &left {
        session.note(&format!("{shown}:{line}: not applied: {words} ({why})"));
    }
    session.note(&format!("{} applied, {} not", counted(edits.len(), "suggestion"), left.len()));
    Ok(())
}

/// The file as it stands, which must be what was checked.
fn bytes_of(document: &Document) -> Result<Vec<u8>> {
    let shown = Shown(&document.path);
    if !document.is_text() {
        bail!(
            "{shown} is a {} file: suggestions are applied to files of text alone; apply them in the program that it \
             was made with",
            document.format.name()
        );
    }
    if !document.is_utf8() {
        bail!("{shown} is in {}: suggestions are applied to UTF-8 alone", document.encoding());
    }
    let bytes = fs::read(&document.path).with_context(|| {
        format!("cannot read {shown} again, and suggestions are applied to a file alone")
    })?;
    let again = Document::from_bytes(&document.path, &bytes, None);
    if again.map_or(true, |again| again.sha256 != document.sha256) {
        bail!("{shown} was changed while it was checked: run it again");
    }
    Ok(bytes)
}
