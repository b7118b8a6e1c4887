//! The rule `date`: a year, month or day that differs between the two sides.

use crate::{
    reading::{Context, Need},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, value::report},
};

/// A date that differs between the two sides.
#[derive(Debug)]
pub(super) struct DateRule;

static EXPLANATION: Explanation = Explanation {
    name: "date",
    group: "values",
    issue: Issue::Numbers,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[Need::Values],
    uses: &[],
    summary: "a year, month or day is rendered by another one, or the translation does not have it",
    details: "Dates are compared year by year, month by month and day by day: 4.IV.1957 is 1957년 4월 4일, \
              31.VII.56 is 1956년 7월 31일, 단기 4286년 is 1953. A date that says less agrees with one that says more, \
              and a translation may complete a date with a year or day that its readers need; what is left out \
              is reported unless 지난해, “yesterday” and the like stand for it or a neighbouring sentence has it, \
              and so is a year or month that the whole original does not name, in a sentence without any date. \
              Works for English and Korean, either way.",
    true_example: Example {
        source: "The plenum was put off until the end of August.",
        target: "총회는 9월 말까지 연기되었다.",
        comment: "August became September",
    },
    false_example: Example {
        source: "From a conversation of 26-27-28-29.III.1957",
        target: "1957년 3월 26~29일의 대화",
        comment: "four days in a row, written as a range",
    },
};

impl Rule for DateRule {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        report(&EXPLANATION, context, remarks);
    }
}
