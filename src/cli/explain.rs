//! `daejo explain`: what a rule looks for, with true and false examples, or what is known of a finding.

use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use clap::Args;

use super::{
    Outcome,
    batch::{self, Done},
    check::{Desk, Rules},
    ignore::is_id,
    nearest::nearest,
    options::Documents,
    paths::{Paths, Work},
    session::Session,
};
use crate::{
    Error, check, collection,
    judge::{Finding, Judged},
    pairing::Pair,
    report::{self, Style, Verdict},
    rule::{self, Explanation, Measured},
};

/// Explain a rule or a finding, or list all rules
///
/// A rule is explained with true and false examples; a finding, by its id and with the documents it may be in,
/// with its excerpts, whether it is told and if not why, and its rule.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Name of the rule, or of a pattern in the settings (pattern:NAME); or the id or group of a finding
    #[arg(value_name = "RULE|ID")]
    name: Option<String>,

    /// The documents in which the finding is looked for, as for the command check
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Look for the finding in the documents of this list
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,

    #[command(flatten)]
    rules: Rules,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let style = session.style();
    let is_in = !arguments.paths.is_empty() || arguments.pairs.is_some();
    let paths = is_in.then(|| Paths::of(&arguments.paths, arguments.pairs.as_deref()));
    let data = match (&arguments.name, &paths) {
        (Some(id), Some(paths)) => {
            if !is_id(id) {
                bail!(
                    "{id} is no id of a finding: give the id that `daejo check` tells, or the name of a rule \
                     and no document"
                );
            }
            found(session, arguments, id, paths, style)?
        }
        (Some(id), None) if is_id(id) => {
            bail!(
                "{id} is the id of a finding: name the document it is in, `daejo explain {id} FILE`"
            )
        }
        (Some(name), None) => {
            session.config.require(name)?;
            match session.config.patterns.iter().find(|pattern| pattern.rule == *name) {
                Some(pattern) => report::rules::pattern(pattern, style),
                None => report::rules::one(
                    rule_named(name)?,
                    back(name),
                    measured(name).as_ref(),
                    style,
                ),
            }
        }
        (None, _) => {
            let rules: Vec<&Explanation> = all().collect();
            report::rules::list(&rules, style)
        }
    };
    session.deliver(&data)?;
    Ok(Outcome::Clean)
}

/// The findings of this identity, with what becomes of them and with their rules.
fn found(
    session: &Session,
    arguments: &Arguments,
    id: &str,
    paths: &Paths,
    style: Style,
) -> Result<String> {
    let desk = Desk::new(session, &arguments.rules, true)?;
    let look = |own: &Session, documents: &Documents| -> Result<(String, Option<String>)> {
        let progress = own.progress();
        let (mut checked, ()) =
            desk.check(own, documents, None, &progress, |_| Ok(()), |_, _| ())?;
        let Judged { findings, hidden, .. } = std::mem::take(&mut checked.chosen);
        let told = findings.len();
        let is_it = |finding: &Finding| {
            let own = [&finding.id, &finding.group].into_iter().chain(&finding.members);
            own.chain(finding.also.iter().map(|account| &account.id)).any(|other| other == id)
        };
        let mut text = String::new();
        let mut rule = None;
        for (index, finding) in findings.into_iter().chain(hidden).enumerate() {
            if !is_it(&finding) {
                continue;
            }
            let is_told = index < told;
            let finding = [finding];
            text += &report::text::groups(&checked.compared(), &Verdict::of(&finding), style)
                .iter()
                .map(|group| group.with_places(style))
                .collect::<String>();
            text += &why(session, arguments, &finding[0], is_told);
            text.push('\n');
            rule = Some(finding[0].rule.clone());
        }
        Ok((text, rule))
    };
    let mut all = (String::new(), None);
    let mut take = |(text, rule): (String, Option<String>)| {
        all.0 += &text;
        all.1 = all.1.take().or(rule);
    };
    match paths.work(session)? {
        Work::One(documents) => take(look(session, &documents)?),
        Work::Many(plan) => {
            plan.require_documents(&plan.alone)?;
            let work = |own: &Session, pair: &Pair| look(own, &Documents::of(pair));
            batch::over(session, &plan, work, |_, done, _| {
                if let Done::Well(found) = done {
                    take(found);
                }
                Ok(())
            })?;
        }
    }
    let (text, rule) = all;
    let rule = rule.ok_or_else(|| {
        anyhow!(
            "no finding {id} in these documents: the words were edited since, the settings ignore it, or it is \
             in another document"
        )
    })?;
    let explained = match session.config.patterns.iter().find(|pattern| pattern.rule == rule) {
        Some(pattern) => report::rules::pattern(pattern, style),
        None => {
            report::rules::one(rule_named(&rule)?, back(&rule), measured(&rule).as_ref(), style)
        }
    };
    Ok(text + &explained)
}

/// The rule's own example out of Korean.
fn back(name: &str) -> Option<&'static rule::Example> {
    check::RULES.iter().find(|rule| rule.explanation().name == name)?.back()
}

/// Why a finding is told or not.
fn why(session: &Session, arguments: &Arguments, finding: &Finding, is_told: bool) -> String {
    let selection = &arguments.rules.selection;
    let least = selection.min_confidence(&session.config);
    let confidence = finding.confidence;
    let sure = finding.measured.map_or_else(String::new, |measured| {
        format!("   = {}\n", report::rules::sureness(&finding.evidence, &measured))
    });
    let why = if is_told {
        "`daejo check` tells it"
    } else if confidence < least {
        return format!(
            "   = hidden: its confidence, {confidence:.2}, is below {least:.2} (--min-confidence)\n{sure}"
        );
    } else if selection.is_too_slight(&session.config, finding.severity) {
        "hidden: it is less grave than --min-severity asks for"
    } else {
        "hidden: its sentence has surer findings, and of many doubtful ones only the surest are told"
    };
    format!("   = {why}\n{sure}")
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
