//! The common ground of the rules on values: each tells of the divergences that are its own.

use super::{Explanation, Remark, Severity};
use crate::{
    anchor::number::Amount,
    language::{self, Ability},
    reading::{
        Context,
        values::{Atom, Divergence, ValueKind, What},
    },
    segment::Half,
};

/// Adds the divergences that belong to the rule of `explanation`.
pub(crate) fn report(explanation: &Explanation, context: &Context<'_>, remarks: &mut Vec<Remark>) {
    for divergence in context.divergences() {
        if divergence.rule() == explanation.name && can_be_told(divergence, context) {
            let remark = Remark {
                bead: divergence.bead,
                source: divergence.source.as_ref().map(|atom| divergence.mark(atom)),
                target: divergence.target.as_ref().map(|atom| divergence.mark(atom)),
                severity: severity(divergence),
                evidence: divergence.evidence().into(),
                message: divergence.message(context),
                suggestion: divergence.suggestion(context),
            };
            remarks.push(remark);
        }
    }
}

/// Whether the other side could have shown what is missed of it: a number in words is not read of every language.
fn can_be_told(divergence: &Divergence, context: &Context<'_>) -> bool {
    let (source, target) = (&context.bitext.source, &context.bitext.target);
    let told = |atom: Option<&Atom>, own: &Half, other: &Half| {
        atom.is_none_or(|atom| {
            atom.kind != ValueKind::Count
                || language::of(&other.language).can(Ability::Numbers)
                || atom.span.of(&own.segments[atom.segment].text).contains(char::is_numeric)
        })
    };
    told(divergence.source.as_ref(), source, target)
        && told(divergence.target.as_ref(), target, source)
}

/// A replaced value misleads; one merely left out does so if it was a year or an exact figure.
fn severity(divergence: &Divergence) -> Severity {
    // Days and years by relation change with who tells of them.
    let relative = matches!(divergence.what, What::Named("year" | "month" | "week" | "day"));
    let shade = matches!(divergence.what, What::Nearness | What::Exact | What::Approximate);
    if relative || shade || divergence.evidence() == "percentage point" {
        return Severity::Minor;
    }
    let exact = |atom: &Atom| {
        atom.kind == ValueKind::Year
            || (atom.kind != ValueKind::Time && atom.value >= Amount::whole(100))
    };
    match (&divergence.source, &divergence.target) {
        (Some(_), Some(_)) => Severity::Major,
        (Some(atom), None) if exact(atom) => Severity::Major,
        _ => Severity::Minor,
    }
}
