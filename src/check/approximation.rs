//! The rule `approximation`: a bound turned round, an approximate number made exact, or the reverse.

use crate::{
    reading::{Context, Need},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, value::report},
};

/// A number that is bounded or approximate otherwise than in the original.
#[derive(Debug)]
pub(super) struct ApproximationRule;

static EXPLANATION: Explanation = Explanation {
    name: "approximation",
    group: "values",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[Need::Values],
    uses: &[],
    summary: "“more than” became “less than”, or an approximate number exact",
    details: "Words that bound a number (more than, at least, nearly, up to; 이상, 미만, 여, 남짓, 넘는, 안 되는) or make \
              it approximate (about, 약, 가량, 경) are compared where the numbers are the same. A lower bound that \
              became an upper one is major; a word lost or added is minor, and let pass where any word of \
              its kind stands in the sentence; so is a year that is approximate on one side only (around \
              1956, 1956년에). “More than” and “at least” are not told apart, nor “over” \
              and “in the course of” before lengths of time. Works for English and Korean, either way.",
    true_example: Example {
        source: "More than 300 delegates took part.",
        target: "300명 미만의 대표가 참가하였다.",
        comment: "a lower bound became an upper one",
    },
    false_example: Example {
        source: "More than 300 delegates took part.",
        target: "300여 명의 대표가 참가하였다.",
        comment: "여 says that there were some more",
    },
};

impl Rule for ApproximationRule {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        report(&EXPLANATION, context, remarks);
    }
}
