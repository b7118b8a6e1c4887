//! Which rules are applied, and which of their findings are told: options and settings together.

use anyhow::{Result, bail};
use clap::Args;

use super::{
    config::{Config, Setting},
    explain::rule_named,
    options::{Level, share},
};
use crate::{
    collection,
    judge::{Judged, Settings},
    pattern::PREFIX,
    pipeline::Options,
    reading::Context,
    rule::{MIN_CONFIDENCE, Severity},
};

/// The options that choose findings.
#[derive(Debug, Args)]
pub(super) struct Selection {
    #[arg(long, value_name = "C", value_parser = share, help = min_confidence_help())]
    min_confidence: Option<f64>,

    /// Leave out findings of less severity [default: minor]
    #[arg(long, value_name = "SEVERITY")]
    min_severity: Option<Level>,

    /// Apply only these rules
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    rule: Vec<String>,

    /// Do not apply these rules
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    no_rule: Vec<String>,
}

fn min_confidence_help() -> String {
    format!("Leave out findings with less confidence, from 0 to 1 [default: {MIN_CONFIDENCE}]")
}

impl Selection {
    /// Refuses names that no rule has: before the work, not after it.
    pub(super) fn verify(&self, config: &Config) -> Result<()> {
        for name in self.rule.iter().chain(&self.no_rule) {
            config.require(name)?;
            if collection::rules::RULES.iter().any(|rule| rule.name == name) {
                bail!("{name} compares documents: it is applied by `daejo names`");
            }
        }
        Ok(())
    }

    /// Whether a rule is applied to the document at `path`: named on the command line, or not turned off
    /// there or in the settings.
    pub(super) fn wants(&self, config: &Config, rule: &str, path: &str) -> bool {
        let named = |names: &[String]| names.iter().any(|name| name == rule);
        if named(&self.no_rule) {
            return false;
        }
        if !self.rule.is_empty() {
            return named(&self.rule);
        }
        config.rule(rule, path).map_or_else(
            || rule.starts_with(PREFIX) || rule_named(rule).is_ok_and(|rule| rule.on_by_default),
            Setting::is_on,
        )
    }

    /// The confidence from which findings are told.
    pub(super) fn min_confidence(&self, config: &Config) -> f64 {
        self.min_confidence.or(config.min_confidence).unwrap_or(MIN_CONFIDENCE)
    }

    /// Whether findings of this severity are not told.
    pub(super) fn is_too_slight(&self, config: &Config, severity: Severity) -> bool {
        let least = self.min_severity.or(config.min_severity);
        severity < least.map_or(Severity::Minor, Severity::from)
    }

    /// Applies the rules to the document at `path` and judges what they say: what is `hidden` whole if it is wanted,
    /// and `gathered` by causes.
    pub(super) fn choose(
        &self,
        config: &Config,
        context: &Context<'_>,
        path: &str,
        [hidden, gathered]: [bool; 2],
    ) -> Judged {
        let wanted = |rule: &str| self.wants(config, rule, path);
        let severity = |rule: &str| config.rule(rule, path).and_then(Setting::severity);
        let min_severity = self.min_severity.or(config.min_severity);
        let settings = Settings {
            path,
            ignore: &config.ignore,
            severity: &severity,
            applied: &wanted,
            min_confidence: self.min_confidence(config),
            min_severity: min_severity.map_or(Severity::Minor, Severity::from),
            ..Settings::default()
        };
        let patterns = &config.patterns;
        let options = Options { wanted: &wanted, patterns, settings, hidden, gathered };
        crate::check(context, &options)
    }
}
