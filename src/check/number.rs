//! The rule `number`: a number of one side that the other does not have.

use crate::{
    language::Ability,
    reading::{Context, Need},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, value},
};

/// A number that differs between the two sides.
#[derive(Debug)]
pub(super) struct NumberRule;

static EXPLANATION: Explanation = Explanation {
    name: "number",
    group: "values",
    issue: Issue::Numbers,
    on_by_default: true,
    languages: Languages::Reading(Ability::Dates),
    needs: &[Need::Values],
    uses: &[],
    summary: "a number is rendered by another one, or one side does not have it",
    details: "Numbers are compared by value, however they are written: 3만 5천 is 35,000, 네 명 four, \
              제 4차 the 4th, 한 시간 반 one and a half hours, 26~29 a list of 26, 27, 28, 29. A number that \
              has no equal in its bead is looked for in the beads around it, since sentences are merged \
              and parted in translation; if both sides are left with one of a kind, they are shown \
              together. Words that may be idiom (one, first, both, 한, 하루) match, but are not missed. \
              Of languages whose number words are not known, figures alone are compared.",
    true_example: Example {
        source: "Ministry of Foreign Affairs, Dep. V",
        target: "외무성 4부서",
        comment: "the fifth department became the fourth",
    },
    false_example: Example {
        source: "The meeting lasted one and a half hours.",
        target: "회의는 약 한 시간 반 정도 걸렸다.",
        comment: "the same length of time",
    },
};

impl Rule for NumberRule {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        value::report(&EXPLANATION, context, remarks);
    }
}
