//! The rule `unit`: the same number in another unit.

use crate::{
    language::Ability,
    reading::{Context, Need},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, value::report},
};

/// A unit that changed while its number stayed.
#[derive(Debug)]
pub(super) struct UnitRule;

static EXPLANATION: Explanation = Explanation {
    name: "unit",
    group: "values",
    issue: Issue::Numbers,
    on_by_default: true,
    languages: Languages::Reading(Ability::Numbers),
    needs: &[Need::Values],
    uses: &[],
    summary: "a number stayed the same, but its unit became another one",
    details: "Units of length, mass, area, volume, temperature, time, money, data and per cent are compared \
              where the numbers before them are the same. A quantity that was converted (30 miles, 48km) \
              is right within rounding, and money may be given in another currency with another number. \
              Per cent and percentage points are told apart, as a minor matter. Counting words (명, 개, 차) \
              are not compared, for languages choose them freely. Works for English and Korean, either way.",
    true_example: Example {
        source: "The front was thirty miles away.",
        target: "전선은 30킬로미터 떨어져 있었다.",
        comment: "thirty miles are 48 kilometres",
    },
    false_example: Example {
        source: "The front was thirty miles away.",
        target: "전선은 48킬로미터 떨어져 있었다.",
        comment: "the same distance",
    },
};

impl Rule for UnitRule {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        report(&EXPLANATION, context, remarks);
    }
}
