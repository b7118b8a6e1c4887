//! `daejo check`: find divergences and report them.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{
    Outcome,
    config::Setting,
    explain::rule_named,
    options::{FailOn, Level, share},
    session::Session,
};
use crate::{
    check::{self, Context, Finding, Severity},
    report::{self, Compared},
};

/// Find divergences and report them
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The document, or its source half
    file: PathBuf,

    /// The target half, if it is a file of its own
    target: Option<PathBuf>,

    /// Format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// End with status 1 from this severity on [default: major]
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,

    /// Leave out findings with less confidence, from 0 to 1 [default: 0]
    #[arg(long, value_name = "C", value_parser = share)]
    min_confidence: Option<f64>,

    /// Leave out findings of less severity [default: minor]
    #[arg(long, value_name = "SEVERITY")]
    min_severity: Option<Level>,

    /// Apply only this rule, and others given in the same way
    #[arg(long, value_name = "NAME")]
    rule: Vec<String>,

    /// Do not apply this rule
    #[arg(long, value_name = "NAME")]
    no_rule: Vec<String>,
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
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    // Wrong names are told before the work, not after it.
    for name in arguments.rule.iter().chain(&arguments.no_rule) {
        rule_named(name)?;
    }
    let progress = session.progress();
    let (input, bitext) =
        session.segments(&arguments.file, arguments.target.as_deref(), &progress)?;
    let encoder = session.encoder()?;
    let (anchors, alignment) = session.align(&bitext, encoder.as_ref(), &progress);
    progress.stage("checking");
    let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
    let mut found = check::run(&context, |rule| is_wanted(session, arguments, rule));
    for finding in &mut found {
        if let Some(Some(severity)) = session.config.rule(&finding.rule).map(Setting::severity) {
            finding.severity = severity;
        }
    }
    let min_confidence = arguments.min_confidence.or(session.config.min_confidence());
    let min_severity = arguments.min_severity.or(session.config.min_severity);
    let (findings, hidden): (Vec<Finding>, Vec<Finding>) = found.into_iter().partition(|finding| {
        finding.confidence >= min_confidence.unwrap_or(0.0)
            && finding.severity >= min_severity.map_or(Severity::Minor, Severity::from)
    });
    let compared = Compared { input: &input, bitext: &bitext, alignment: &alignment };
    let data = match arguments.format {
        Format::Text => report::text::write(&compared, &findings, hidden.len(), session.style()),
        Format::Json => report::json::check(&compared, &findings),
        Format::Jsonl => report::json::lines(&findings),
        Format::Tsv => report::table::findings(&compared, &findings),
    };
    drop(progress);
    session.deliver(&data)?;
    let fail_on = arguments.fail_on.or(session.config.fail_on).unwrap_or(FailOn::Major);
    let found = findings.iter().any(|finding| fail_on.fails(finding.severity));
    Ok(if found { Outcome::Found } else { Outcome::Clean })
}

/// Whether a rule is to be applied: named on the command line, or not turned off there or in the
/// settings.
fn is_wanted(session: &Session, arguments: &Arguments, rule: &str) -> bool {
    let named = |names: &[String]| names.iter().any(|name| name == rule);
    if !arguments.rule.is_empty() {
        return named(&arguments.rule) && !named(&arguments.no_rule);
    }
    let wanted = match session.config.rule(rule) {
        Some(setting) => setting.severity().is_some(),
        None => rule_named(rule).is_ok_and(|rule| rule.on_by_default),
    };
    wanted && !named(&arguments.no_rule)
}
