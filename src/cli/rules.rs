//! `daejo rules`: which rules are applied, and whether those of the user do what they should.

use std::{fmt::Write as _, path::PathBuf};

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::{Outcome, config::Config, explain, session::Session};
use crate::{
    pattern::{Example, Pattern},
    report::{self, counted, rules::Listed},
};

/// List the rules and try the examples of patterns
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// List all rules with what the settings make of them
    List,
    /// Try the examples of the patterns in the settings, or in FILE
    Test {
        /// A file of patterns
        file: Option<PathBuf>,
    },
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    match &arguments.action {
        Action::List => list(session),
        Action::Test { file } => match file {
            Some(file) => test(session, &Config::patterns_of(file)?),
            None => test(session, &session.config.patterns),
        },
    }
}

fn list(session: &Session) -> Result<Outcome> {
    let config = &session.config;
    let built_in =
        explain::all().map(|rule| (rule.name, rule.on_by_default, rule.summary.to_owned()));
    let patterns = config.patterns.iter().map(|pattern| {
        let examples = counted(pattern.examples.len(), "example");
        let summary =
            pattern.message.clone().unwrap_or_else(|| format!("a pattern with {examples}"));
        (pattern.rule.as_str(), true, summary)
    });
    let rows: Vec<Listed> = built_in
        .chain(patterns)
        .map(|(name, by_default, summary)| {
            let setting = config.rule(name, "");
            let severity = setting.and_then(super::config::Setting::severity);
            Listed {
                name: name.to_owned(),
                on: setting.map_or(by_default, super::config::Setting::is_on),
                set: setting.is_some(),
                severity,
                summary,
            }
        })
        .collect();
    session.deliver(&report::rules::settings(&rows, session.style()))?;
    Ok(Outcome::Clean)
}

fn test(session: &Session, patterns: &[Pattern]) -> Result<Outcome> {
    if patterns.is_empty() {
        bail!("there are no patterns: name a file of them, or write [[pattern]] in daejo.toml");
    }
    let mut page = String::new();
    let mut failed = 0;
    for pattern in patterns {
        let failures = pattern.failures();
        failed += failures.len();
        let examples = pattern.examples.len();
        let result = match (examples, failures.len()) {
            (0, _) => "no examples".to_owned(),
            (_, 0) => format!("{} as expected", counted(examples, "example")),
            (_, wrong) => format!("{wrong} of {} wrong", counted(examples, "example")),
        };
        writeln!(page, "{}: {result}", pattern.rule)?;
        for Example { source, target, finds } in failures {
            let (wanted, got) = if *finds { ("a finding", "none") } else { ("no finding", "one") };
            writeln!(page, "  expected {wanted}, got {got}\n    {source}\n    {target}")?;
        }
    }
    session.deliver(&page)?;
    Ok(if failed > 0 { Outcome::Found } else { Outcome::Clean })
}
