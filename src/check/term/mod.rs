//! Rule `term`: a term rendered otherwise than a glossary says.
//!
//! Of the user's glossaries every term counts: one that is missing, one that must not be used, one of
//! another time. Of the built-in table only known wrong renderings do.

mod forms;
mod glossary;
mod period;

use crate::{
    reading::{Context, Need},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule},
};

/// The rule.
#[derive(Debug)]
pub(super) struct TermRule;

static EXPLANATION: Explanation = Explanation {
    name: "term",
    group: "meaning",
    issue: Issue::Terminology,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[Need::Lexicon],
    summary: "a term is rendered otherwise than the glossary says",
    details: "With --glossary (TBX or a table): where a source term stands, one of the target terms must stand \
              opposite, in any inflection; a forbidden one, or one that was not in use in the year of the \
              document (--year, or the first year the document names), is reported with its words. Without: \
              a built-in list of terms of diplomacy, party and state, English and Korean, of which \
              only known wrong renderings are reported; and one of words of several senses, where the words \
              beside them tell which is meant and the translation has the Korean of another (a chemical plant \
              rendered 식물) and nothing of the right one, and one of newspapers and agencies, of which names \
              translated word for word are reported. A term that \
              is rendered in two ways is reported by inconsistent-term, an office by title, an organ or \
              organisation by body.",
    true_example: Example {
        source: "The Ambassador presented his credentials.",
        target: "대사는 자격증을 제출하였다.",
        comment: "an ambassador’s credentials are a 신임장",
    },
    false_example: Example {
        source: "The Ambassador presented his credentials.",
        target: "대사는 신임장을 봉정하였다.",
        comment: "the settled term",
    },
};

impl Rule for TermRule {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn issue(&self, evidence: &str) -> Issue {
        period::issue(evidence).unwrap_or(EXPLANATION.issue)
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        for glossary in context.glossaries() {
            glossary::check(context, &glossary.entries, remarks);
        }
        if context.glossaries().is_empty() {
            period::check(context, remarks);
        }
    }
}
