//! `daejo explain`: what a rule looks for, with true and false examples.

use anyhow::Result;
use clap::Args;

use super::{Outcome, nearest::nearest, session::Session};
use crate::{
    Error, check, collection, report,
    rule::{self, Explanation, Measured},
};

/// Explain a rule, or list all rules
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Name of the rule, or of a pattern in the settings (pattern:NAME)
    rule: Option<String>,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let style = session.style();
    let data = if let Some(name) = &arguments.rule {
        session.config.require(name)?;
        match session.config.patterns.iter().find(|pattern| pattern.rule == *name) {
            Some(pattern) => report::rules::pattern(pattern, style),
            None => report::rules::one(rule_named(name)?, measured(name), style),
        }
    } else {
        let rules: Vec<&Explanation> = all().collect();
        report::rules::list(&rules, style)
    };
    session.deliver(&data)?;
    Ok(Outcome::Clean)
}

/// Every rule: those of one document, then those of a collection.
pub(super) fn all() -> impl Iterator<Item = &'static Explanation> + Clone {
    let of_document = check::RULES.iter().map(|rule| rule.explanation());
    of_document.chain(collection::rules::RULES)
}

fn measured(name: &str) -> Option<Measured> {
    rule::measured(name).or_else(|| collection::rules::measured(name))
}

/// The documentation of the rule called `name`.
///
/// # Errors
///
/// [`Error::UnknownRule`] with the rule that may have been meant.
pub(super) fn rule_named(name: &str) -> crate::Result<&'static Explanation> {
    let mut rules = all();
    let names = rules.clone().map(|rule| rule.name);
    rules
        .find(|rule| rule.name == name)
        .ok_or_else(|| Error::UnknownRule { name: name.to_owned(), nearest: nearest(name, names) })
}
