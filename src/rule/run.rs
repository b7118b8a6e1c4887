//! Runs rules over a bitext, each for itself.

use super::{FORM, Issue, Remark, Rule, Sureness};
use crate::reading::{Context, Mark};

/// A remark, and whose it is.
#[derive(Debug, Clone)]
pub struct Said<'r> {
    /// Name of the rule.
    pub rule: &'r str,
    /// The group of its rule.
    pub group: &'r str,
    /// Kind of issue.
    pub issue: Issue,
    /// How often remarks with this evidence were right.
    pub sureness: Sureness,
    /// What it says.
    pub remark: Remark,
}

/// What those of `rules` say whose names are `wanted`. The order of `rules` makes no difference.
pub fn run(
    rules: &[&'static dyn Rule],
    context: &Context<'_>,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Said<'static>> {
    let (source, target) = (&context.bitext.source.language, &context.bitext.target.language);
    let applied = rules.iter().filter(|rule| {
        let explanation = rule.explanation();
        explanation.covers(source, target) && wanted(explanation.name)
    });
    applied.flat_map(|rule| said_by(*rule, context)).collect()
}

/// What a rule says, with the confidence and the kind of issue that its evidence has.
pub(crate) fn said_by(rule: &'static dyn Rule, context: &Context<'_>) -> Vec<Said<'static>> {
    let mut remarks = Vec::new();
    rule.check(context, &mut remarks);
    let explanation = rule.explanation();
    // What stands word for word on both sides cannot say something else: it can only be left, or badly written. Nor can
    // code, which nobody translates.
    if !matches!(explanation.group, "passages" | FORM) {
        remarks.retain(|remark| {
            let mut marks = [&remark.source, &remark.target].into_iter().enumerate();
            let is_code = |(half, mark): (usize, &Option<Mark>)| {
                mark.as_ref().is_some_and(|mark| context.is_code(half, mark))
            };
            !context.is_copied(remark.bead) && !marks.any(is_code)
        });
    }
    let said = remarks.into_iter().map(|remark| Said {
        rule: explanation.name,
        group: explanation.group,
        issue: rule.issue(&remark.evidence),
        sureness: explanation.sureness(context, &remark.evidence),
        remark,
    });
    said.collect()
}
