//! Runs rules over a bitext, each for itself.

use std::collections::BTreeSet;

use super::{Issue, Remark, Rule, Sureness};
use crate::reading::{Context, Need};

/// A remark, and whose it is.
#[derive(Debug, Clone)]
pub struct Said<'r> {
    /// Name of the rule.
    pub rule: &'r str,
    /// Kind of issue.
    pub issue: Issue,
    /// How often remarks with this evidence were right.
    pub sureness: Sureness,
    /// What it says.
    pub remark: Remark,
}

/// A remark at least this sure is taken for a slip …
const SLIP: f64 = 0.75;

/// … and slips in so large a share of the beads, and in so many of them, for a translation that has more. The
/// archive note has them in nearly half of its beads, no other document of the development gold in a tenth.
const MANY: (f64, usize) = (0.15, 5);

/// What those of `rules` say whose names are `wanted`. The order of `rules` makes no difference.
///
/// A rule that needs [`Need::Company`] is told what all rules on by default find, wanted or not.
pub fn run(
    rules: &[&'static dyn Rule],
    context: &Context<'_>,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Said<'static>> {
    let (source, target) = (&context.bitext.source.language, &context.bitext.target.language);
    let covering = rules.iter().filter(|rule| rule.explanation().covers(source, target));
    let (last, first): (Vec<&&'static dyn Rule>, Vec<&&'static dyn Rule>) =
        covering.partition(|rule| rule.explanation().needs.contains(&Need::Company));
    let is_asked = last.iter().any(|rule| wanted(rule.explanation().name));
    let (mut said, mut slips) = (Vec::new(), BTreeSet::new());
    for rule in first {
        let explanation = rule.explanation();
        let is_wanted = wanted(explanation.name);
        // What is wrong in form says nothing of how well the sense was rendered.
        let is_company = is_asked && explanation.group != "form";
        if !(is_wanted || is_company && explanation.on_by_default) {
            continue;
        }
        let own = said_by(*rule, context);
        if is_company {
            slips.extend(own.iter().filter(|s| s.sureness.confidence >= SLIP).map(|s| s.remark.bead));
        }
        if is_wanted {
            said.extend(own);
        }
    }
    if is_asked {
        let all = context.beads().filter(|(_, bead)| !bead.is_gap()).count();
        context.is_among_slips(slips.len() >= MANY.1 && slips.len() as f64 >= MANY.0 * all as f64);
        for rule in last.into_iter().filter(|rule| wanted(rule.explanation().name)) {
            said.extend(said_by(*rule, context));
        }
    }
    said
}

/// What a rule says, with the confidence and the kind of issue that its evidence has.
pub(crate) fn said_by(rule: &'static dyn Rule, context: &Context<'_>) -> Vec<Said<'static>> {
    let mut remarks = Vec::new();
    rule.check(context, &mut remarks);
    let explanation = rule.explanation();
    let said = remarks.into_iter().map(|remark| Said {
        rule: explanation.name,
        issue: rule.issue(&remark.evidence),
        sureness: explanation.sureness(context, &remark.evidence),
        remark,
    });
    said.collect()
}
