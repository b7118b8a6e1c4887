//! `daejo diff`: what is new, gone and changed between two reports.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{Outcome, options::FailOn, session::Session};
use crate::{
    Error,
    baseline::{
        Status,
        told::{self, Told},
    },
    report::diff,
};

/// Tell what is new, gone and changed between two reports
///
/// The reports are what `daejo check --format json` wrote. A finding is recognised by its id, by its words if the text
/// around it changed, and by the words of the original if the translation was edited. The exit status is that of
/// `check`, for what is new or changed.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The older report
    old: PathBuf,

    /// The newer report
    new: PathBuf,

    /// Format of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// End with status 1 from this severity on [default: major]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line a change, for people
    Text,
    /// One object
    Json,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let [old, new] = [&arguments.old, &arguments.new].map(|path| read(path));
    let changes = told::changes(old?, new?);
    let data = match arguments.format {
        Format::Text => diff::text(&changes),
        Format::Json => diff::json(&changes),
    };
    session.deliver(&data)?;
    let fail_on = arguments.fail_on.or(session.config.fail_on).unwrap_or(FailOn::Major);
    let fails = changes.iter().any(|change| {
        let mut findings = change.findings.iter().zip(&change.comparison.statuses);
        findings
            .any(|(finding, status)| *status != Status::Known && fail_on.fails(finding.severity))
    });
    Ok(if fails { Outcome::Found } else { Outcome::Clean })
}

fn read(path: &Path) -> Result<Vec<Told>> {
    if path.is_dir() {
        return Err(Error::Directory { path: path.to_owned() }.into());
    }
    let bytes =
        std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    // What is no text is no report either, and told so.
    Ok(told::read(path, &String::from_utf8_lossy(&bytes))?)
}
