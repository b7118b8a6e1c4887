//! Rule `connective`: a tie between sentences that only one side asserts.

use std::sync::LazyLock;

use crate::{
    reading::{Context, claims::Claims},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, claim, meaning::Meanings},
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
              other side has nothing that could stand for it, endings such as 므로 and 아서 included, and \
              reasons that are told for conditions or hindrances, and the other way round (in spite of, 때문에). What \
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

/// What is a reason and what happens in spite of it.
static CLAIMS: LazyLock<Claims> = LazyLock::new(|| Claims::of("connective"));

impl Rule for Connective {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        claim::check(&CLAIMS, context, remarks);
        MEANINGS.check(context, remarks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

    #[test]
    fn what_explains_need_not_say_that_it_does() {
        #[rustfmt::skip]
        let cases = [
            ("They took one thing: bread.",               "그들은 한 가지, 즉 빵을 가져갔다.",     0, "a colon"),
            ("They took one thing (bread).",              "그들은 한 가지, 즉 빵을 가져갔다.",     0, "brackets"),
            ("It came at his, Kim's, bidding.",           "그의, 즉 김의 분부로 왔다.",           0, "a pronoun explained"),
            ("They took bread (and salt).",               "즉, 그들은 빵(과 소금)을 가져갔다.",     1, "brackets explain no sentence"),
            ("They took bread.",                          "즉 그들은 빵을 가져갔다.",             1, "nothing is explained"),
            ("A case in point: he left.",                 "예를 들면 그는 떠났다.",              0, "an example"),
            ("He left.",                                  "예를 들면 그는 떠났다.",              1, "no example"),
            ("He came in spite of the rain.",             "그는 비 때문에 왔다.",                1, "a hindrance told for a reason"),
            ("He came in spite of the rain.",             "비가 왔는데도 그는 왔다.",             0, "the hindrance"),
            ("He stayed because of the rain.",            "비에도 불구하고 그는 남았다.",          1, "a reason told for a hindrance"),
            ("He stayed because of the rain.",            "비 때문에 그는 남았다.",              0, "the reason"),
            ("If it rains, he stays.",                    "비가 오기 때문에 그는 남는다.",         1, "a condition told for a reason"),
            ("If it rains, he stays.",                    "비가 오면 그는 남는다.",              0, "the condition"),
        ];
        for (english, korean, expected, why) in cases {
            let found = findings_of(&Connective, &aligned(&[english], &[korean], &[(1, 1)]));
            assert_eq!(found.len(), expected, "{english} / {korean}: {why}");
        }
    }
}
