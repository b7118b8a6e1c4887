//! Rule `connective`: a tie between sentences that only one side asserts.

use std::sync::LazyLock;

use crate::{
    reading::Context,
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, meaning::Meanings},
};

/// The rule.
#[derive(Debug)]
pub(super) struct Connective;

static EXPLANATION: Explanation = Explanation {
    name: "connective",
    group: "meaning",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[],
    uses: &[],
    summary: "one side ties two statements together (as a result, because, that is), the other does not",
    details: "Looked for are words that assert a relation: a result, a consequence, a reason, an explanation, an \
              example, an emphasis (as a result, therefore, for example; 그 결과, 따라서, 왜냐하면, 즉, 특히), where the \
              other side has nothing that could stand for it, endings such as 므로 and 아서 included. What \
              only leads on (그러나, 그리고, 또한, however, and) is left out: Korean adds it freely; and an \
              example that is no longer called one loses nothing.",
    true_example: Example {
        source: "The engineer left the town.",
        target: "그 결과 기사는 도시를 떠났다.",
        comment: "the original does not say that he left as a result of anything",
    },
    false_example: Example {
        source: "He was ill, so he stayed at home.",
        target: "그는 병이 났다. 그 결과 집에 남았다.",
        comment: "so says it too",
    },
};

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    Meanings::new("connectives.tsv", include_str!("../../corpora/tables/connectives.tsv"))
});

impl Rule for Connective {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        MEANINGS.check(context, remarks);
    }
}
