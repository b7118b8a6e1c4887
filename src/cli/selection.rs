//! Which rules are applied, and which of their findings are told: options and settings together.

use anyhow::{Result, bail};
use clap::Args;

use super::{
    config::{Config, Setting},
    explain::rule_named,
    options::{Level, share},
};
use crate::{
    check::{self, Context, Finding, MIN_CONFIDENCE, Severity},
    collection, ignore,
    pattern::{self, PREFIX},
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

/// Findings, sorted by what is to become of them.
pub(super) struct Chosen {
    /// What is told.
    pub(super) findings: Vec<Finding>,
    /// What is not, for want of confidence or severity or because its bead has surer ones.
    pub(super) hidden: Vec<Finding>,
    /// How many were ignored.
    pub(super) ignored: usize,
    /// Positions of the entries that ignore nothing any more.
    pub(super) idle: Vec<usize>,
    /// Positions of the entries that ignore something.
    pub(super) used: Vec<usize>,
}

impl Chosen {
    /// Nothing at all.
    pub(super) fn none() -> Self {
        Self {
            findings: Vec::new(),
            hidden: Vec::new(),
            ignored: 0,
            idle: Vec::new(),
            used: Vec::new(),
        }
    }

    /// Gathers what has one cause, and sifts again: a gathered finding has an identity of its own.
    pub(super) fn gathered(
        self,
        config: &Config,
        context: &Context<'_>,
        path: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Self {
        let Context { bitext, alignment, .. } = *context;
        let (findings, hidden) = check::gather(self.findings, self.hidden, bitext, alignment);
        let sifted = ignore::sift(findings, &config.ignore, path, wanted);
        let used = [self.used, sifted.used].concat();
        let idle = self.idle.into_iter().filter(|entry| sifted.idle.contains(entry)).collect();
        let ignored = self.ignored + sifted.ignored;
        Self { findings: sifted.findings, hidden, ignored, idle, used }
    }
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

    /// Applies the rules to the document at `path` and sorts what they find.
    pub(super) fn choose(&self, config: &Config, context: &Context<'_>, path: &str) -> Chosen {
        let wanted = |rule: &str| self.wants(config, rule, path);
        let mut found = check::find(context, wanted);
        let patterns = config.patterns.iter().filter(|pattern| wanted(&pattern.rule));
        found.extend(pattern::find(context, patterns));
        for finding in &mut found {
            let setting = config.rule(&finding.rule, path);
            if let Some(severity) = setting.and_then(Setting::severity) {
                finding.severity = severity;
            }
        }
        let sifted = ignore::sift(check::merge(found), &config.ignore, path, wanted);
        let min_confidence = self.min_confidence(config);
        let min_severity = self.min_severity.or(config.min_severity);
        let (findings, mut hidden): (Vec<Finding>, Vec<Finding>) =
            sifted.findings.into_iter().partition(|finding| {
                finding.confidence >= min_confidence
                    && finding.severity >= min_severity.map_or(Severity::Minor, Severity::from)
            });
        // Whoever asks for everything gets it.
        let findings = if min_confidence <= 0.0 {
            findings
        } else {
            let (kept, crowd) = check::thin(findings);
            hidden.extend(crowd);
            kept
        };
        Chosen { findings, hidden, ignored: sifted.ignored, idle: sifted.idle, used: sifted.used }
    }
}
