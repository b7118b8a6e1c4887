//! The rule `reference`: the number of a document, article or file that differs.

use crate::{
    reading::{Context, Need},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, value::report},
};

/// A reference that differs between the two sides.
#[derive(Debug)]
pub(super) struct ReferenceRule;

static EXPLANATION: Explanation = Explanation {
    name: "reference",
    group: "values",
    issue: Issue::Numbers,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[Need::Values],
    uses: &[],
    summary: "the number of a document, article, paragraph or file differs or is missing",
    details: "References are compared part by part: No. 267/37/2421/57/ is 제 267/37/2421/57호, Article 3 \
              제3조, Chapter IV 제4장. A stroke at the end and the word for “number” make no difference. Numbers \
              with strokes, § and files of an archive are read in any language.",
    true_example: Example {
        source: "Order No. 12/57 of the ministry",
        target: "성 명령 제 21/57호",
        comment: "the order has another number",
    },
    false_example: Example {
        source: "No. 267/37/2421/57/",
        target: "제 267/37/2421/57호",
        comment: "the same number",
    },
};

impl Rule for ReferenceRule {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        report(&EXPLANATION, context, remarks);
    }
}
