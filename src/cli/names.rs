//! `daejo names`: the people of one or more documents, and where the documents disagree.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};

use super::{
    Outcome,
    config::Setting,
    options::{FailOn, Level},
    output,
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
    /// The documents, in one language or in both
    #[arg(required = true)]
    files: Vec<PathBuf>,

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
    let documents: Vec<Document> =
        arguments.files.iter().map(|file| session.read(file)).collect::<Result<_>>()?;
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
        Format::Text => report::names::text(&documents, &found),
        Format::Json => report::names::json(&documents, &found),
        Format::Tsv => report::names::table(&documents, &found),
    };
    drop(progress);
    session.deliver(&data)?;
    let fail_on = arguments.fail_on.or(session.config.fail_on).unwrap_or(FailOn::Major);
    let fails = found.conflicts.iter().any(|conflict| fail_on.fails(conflict.severity));
    Ok(if fails { Outcome::Found } else { Outcome::Clean })
}

/// Reads an authority file.
pub(super) fn read_authority(path: &Path) -> Result<Authority> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Authority::parse(&text).with_context(|| path.display().to_string())
}
