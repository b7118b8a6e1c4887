//! `daejo check`: find divergences and report them.

use std::{
    io,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::{
    Outcome,
    options::{Documents, FailOn},
    output,
    relative::relative,
    selection::Selection,
    session::{Aligned, Session},
};
use crate::{
    Error,
    baseline::{Baseline, Name},
    glossary::Glossary,
    judge::Judged,
    reading::Context,
    report::{self, Compared, Verdict, counted},
    text::Shown,
};

/// Find divergences and report them
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    documents: Documents,

    /// Format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// End with status 1 from this severity on [default: major]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,

    #[command(flatten)]
    selection: Selection,

    /// Compare with the findings known from FILE: status 1 only for what is new or changed
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Write the findings told of this document to FILE, as known from now on
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,

    /// Apply this glossary, TBX or a table, and others given in the same way
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,

    /// Year of the document, for terms with years [default: the first the document names]
    #[arg(long, value_name = "YEAR")]
    year: Option<u16>,

    /// Take the spellings in one row of this table for one person (see the command names)
    #[arg(long, value_name = "FILE.tsv")]
    authority: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Excerpts with the words marked, for people
    Text,
    /// One object: document, segments, beads and findings
    Json,
    /// One finding a line
    Jsonl,
    /// A table, one finding a row
    Tsv,
    /// SARIF 2.1.0, as code hosts and editors show it
    Sarif,
    /// `JUnit` XML, as build servers show it
    #[value(help = "JUnit XML, as build servers show it")]
    Junit,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let Arguments { documents, selection, .. } = arguments;
    let config = &session.config;
    selection.verify(config)?;
    let baselines = Baselines::read(session, arguments)?;
    let authority = match &arguments.authority {
        Some(path) => Some(super::names::read_authority(path)?),
        None => session.authority()?,
    };
    let glossaries = arguments.glossary.iter().chain(&config.glossaries);
    let glossaries = glossaries.map(|path| glossary(path, session)).collect::<Result<Vec<_>>>()?;
    let progress = session.progress();
    let (input, bitext) = session.segments(documents, &progress)?;
    let encoder = session.encoder()?;
    let Aligned { anchors, alignment, vectors } =
        session.align(&bitext, encoder.as_ref(), &progress);
    progress.stage("checking");
    let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
    let context = context.with_vectors(vectors).with_authority(authority.as_ref());
    let context = context.with_glossaries(&glossaries, arguments.year);
    let path = config.path_of(&documents.file);
    // What is known of before and now hidden is not gone, and must be found to tell.
    let chosen = selection.choose(config, context, &path, baselines.known.is_some());
    let applied = |rule: &str| selection.wants(config, rule, &path);
    let (from, into) = (&session.source_language, &session.target_language);
    let mut silent = crate::check::silent(from, into);
    silent.retain(|rule| applied(rule));
    if !silent.is_empty() {
        let rules = silent.join(", ");
        session.warn(&format!(
            "these rules find nothing from {} into {}: {rules}",
            from.tag(),
            into.tag()
        ));
    }
    let comparison = baselines.known.as_ref().map(|(file, known)| {
        known.compare(&name(documents, file), &chosen.findings, &chosen.hidden, applied)
    });
    let compared = Compared { input: &input, bitext: &bitext, alignment: &alignment };
    let warnings = session.warnings();
    let verdict = Verdict {
        findings: &chosen.findings,
        hidden: chosen.hidden.len(),
        ignored: chosen.ignored,
        warnings: &warnings,
        comparison: comparison.as_ref(),
    };
    let fail_on = arguments.fail_on.or(config.fail_on).unwrap_or(FailOn::Major);
    let data = match arguments.format {
        Format::Text => report::text::write(&compared, &verdict, session.style()),
        Format::Json => report::json::check(&compared, &verdict),
        Format::Jsonl => report::json::lines(&input, &verdict),
        Format::Tsv => report::table::findings(&compared, &verdict),
        Format::Sarif => report::sarif::write(&compared, &verdict),
        Format::Junit => report::junit::write(&compared, &verdict, |s| fail_on.fails(s)),
    };
    drop(progress);
    session.deliver(&data)?;
    for index in &chosen.idle {
        session.note(&format!(
            "{}: this entry ignores nothing in {} any more: remove it, or give it the path of the \
             document it is about",
            config.ignore_place(*index),
            documents.file.display()
        ));
    }
    let all_become_known = baselines.written.is_some() && comparison.is_none();
    let fails = verdict.unknown().any(|finding| fail_on.fails(finding.severity));
    baselines.write(session, documents, &chosen, applied)?;
    Ok(if fails && !all_become_known { Outcome::Found } else { Outcome::Clean })
}

/// The baseline that is compared with and the one that is written, which may be the same file.
struct Baselines {
    known: Option<(PathBuf, Baseline)>,
    written: Option<(PathBuf, Baseline)>,
}

impl Baselines {
    /// Reads both: one that is none is told before the work.
    fn read(session: &Session, arguments: &Arguments) -> Result<Self> {
        let written = arguments.write_baseline.clone();
        let known = arguments.baseline.clone().or_else(|| session.config.baseline.clone());
        // A file named in the settings may be what is written for the first time.
        let known = known.filter(|known| known.exists() || Some(known) != written.as_ref());
        let open = |path: PathBuf| -> Result<(PathBuf, Baseline)> {
            let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, error))?;
            // What is no text is no baseline either, and told so.
            let baseline = Baseline::read(&path, &String::from_utf8_lossy(&bytes))?;
            Ok((path, baseline))
        };
        let known = known.map(open).transpose()?;
        let written = written.map(|path| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
                bail!("cannot write {}: there is no folder {}", path.display(), folder.display());
            }
            // Findings of other documents are kept; what is no baseline is not overwritten.
            if path.exists() { open(path) } else { Ok((path, Baseline::default())) }
        });
        Ok(Self { known, written: written.transpose()? })
    }

    fn write(
        self,
        session: &Session,
        documents: &Documents,
        chosen: &Judged,
        applied: impl Fn(&str) -> bool,
    ) -> Result<()> {
        let Some((path, mut baseline)) = self.written else { return Ok(()) };
        baseline.set(name(documents, &path), &chosen.findings, applied);
        output::replace(&path, baseline.write().as_bytes())?;
        let count = counted(chosen.findings.len(), "finding");
        let (document, path) = (documents.file.display(), path.display());
        session.note(&format!("{count} of {document} written to {path}"));
        Ok(())
    }
}

fn unreadable(path: &Path, error: io::Error) -> anyhow::Error {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => anyhow::Error::new(error)
            .context(format!("cannot read {shown} (--write-baseline {shown} makes one)")),
        io::ErrorKind::IsADirectory => Error::Directory { path: path.to_owned() }.into(),
        _ => Error::Read { path: path.to_owned(), source: error }.into(),
    }
}

/// A document as the baseline in `file` names it.
fn name(documents: &Documents, file: &Path) -> Name {
    let folder = file.parent().unwrap_or(Path::new(""));
    let name = |path: &PathBuf| relative(path, folder);
    Name { path: name(&documents.file), target_path: documents.target.as_ref().map(name) }
}

/// Reads a glossary, which must have terms in both languages.
fn glossary(path: &Path, session: &Session) -> Result<Glossary> {
    let glossary = Glossary::open(path)?;
    let (source, target) = (&session.source_language, &session.target_language);
    if !glossary.serves(source, target) {
        bail!(
            "cannot use {} as a glossary: no row has terms in {source} and {target}: add a column or section \
             with those tags",
            Shown(path)
        );
    }
    Ok(glossary)
}
