//! `daejo names`: the people of one or more documents, and where the documents disagree.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

use super::{
    Outcome,
    batch::walled,
    config::Setting,
    options::{FailOn, Level},
    output,
    paths::Paths,
    session::Session,
};
use crate::{
    collection::{Authority, survey},
    document::Document,
    report,
    rule::Severity,
};

/// List people with their titles, and what varies within and across files
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    paths: Paths,

    /// Format of the listing
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Take the spellings in one row of this table for one person
    #[arg(long, value_name = "FILE.tsv")]
    authority: Option<PathBuf>,

    /// Add the people found to this table, to be used with --authority
    #[arg(long, value_name = "FILE.tsv")]
    save: Option<PathBuf>,

    /// End with status 1 from this severity on [default: major]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,

    /// Leave out conflicts of less severity [default: minor]
    #[arg(long, value_name = "SEVERITY")]
    min_severity: Option<Level>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A listing for people
    Text,
    /// One object: documents, persons and findings
    Json,
    /// A table, one person a row
    Tsv,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let progress = session.progress();
    progress.stage("reading");
    let authority = match &arguments.authority {
        Some(path) => read_authority(path)?,
        None => session.authority()?.unwrap_or_default(),
    };
    let languages = [&session.source_language, &session.target_language];
    let (files, faults) = arguments.paths.files(&languages)?;
    let mut errors: Vec<(String, String)> = faults
        .into_iter()
        .map(|fault| {
            (
                fault.path.display().to_string(),
                format!("{}: {}", fault.path.display(), fault.problem),
            )
        })
        .collect();
    // One file that cannot be read is what the command was asked for; one of many is a row.
    let is_strict = arguments.paths.is_strict() || files.len() + errors.len() == 1;
    if let Some((_, error)) = errors.first().filter(|_| is_strict) {
        bail!("{error}");
    }
    let mut documents: Vec<Document> = Vec::new();
    for file in &files {
        match walled(|| session.read(file)) {
            Ok(document) => documents.push(document),
            Err(error) if is_strict => return Err(error),
            Err(error) => errors.push((file.display().to_string(), format!("{error:#}"))),
        }
    }
    if documents.is_empty() && errors.is_empty() {
        bail!("no documents in these folders: there is no text (.txt, .md) in them");
    }
    for (_, error) in &errors {
        output::complain(error);
    }
    progress.stage("finding people");
    let mut found = survey(&documents, &authority);
    let least = arguments.min_severity.or(session.config.min_severity);
    let least = least.map_or(Severity::Minor, Severity::from);
    for conflict in &mut found.conflicts {
        let severity = session.config.rule(conflict.rule, "").and_then(Setting::severity);
        conflict.severity = severity.unwrap_or(conflict.severity);
    }
    found.conflicts.retain(|conflict| {
        let is_on = session.config.rule(conflict.rule, "").is_none_or(Setting::is_on);
        is_on && conflict.severity >= least
    });
    if let Some(path) = &arguments.save {
        // What people wrote there is kept.
        let mut kept = if path.exists() { read_authority(path)? } else { authority };
        found.teach(&mut kept);
        output::replace(path, kept.write().as_bytes())?;
    }
    let data = match arguments.format {
        Format::Text => report::names::text(&documents, &found) + &report::names::errors(&errors),
        Format::Json => report::names::json(&documents, &found, &errors),
        Format::Tsv => report::names::table(&documents, &found),
    };
    drop(progress);
    session.deliver(&data)?;
    let fail_on = arguments.fail_on.or(session.config.fail_on).unwrap_or(FailOn::Major);
    let fails = found.conflicts.iter().any(|conflict| fail_on.fails(conflict.severity));
    Ok(match errors.len() {
        0 if fails => Outcome::Found,
        0 => Outcome::Clean,
        _ => Outcome::Incomplete,
    })
}

/// Reads an authority file.
pub(super) fn read_authority(path: &Path) -> Result<Authority> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Authority::parse(&text).with_context(|| path.display().to_string())
}
