//! Rule `modality`: a wish, a doubt, an accusation or an obligation that only one side has.

use std::sync::LazyLock;

use crate::{
    reading::Context,
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, meaning::Meanings},
};

/// The rule.
#[derive(Debug)]
pub(super) struct Modality;

static EXPLANATION: Explanation = Explanation {
    name: "modality",
    group: "meaning",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[],
    uses: &[],
    summary: "one side doubts, reports, accuses, wishes, tries or must where the other states a fact",
    details: "Looked for are words of attitude where the other side has nothing that could stand for them: doubt \
              (perhaps, may have; 아마, 지도 모르다), hearsay and sources (reportedly, according to; -다고 한다, 전해지다, \
              이야기도 있다), belief and appearance (believes that, apparently; 것으로 보이다), accusation and assertion, \
              intention and attempt (wanted to, tried to; -고자 하다, -려고 하였다), necessity (must, had to; -야 하였다). \
              What could stand for them is a wide circle (for perhaps: may, seem, think; 것 같다, 추정), so that \
              free translations pass. Losing an accusation is major, the rest minor. English and Korean, in both directions.",
    true_example: Example {
        source: "He had been accused of appropriating the money.",
        target: "그는 그 돈을 차지한 것으로 알려져 있다.",
        comment: "what he was accused of became what is known of him",
    },
    false_example: Example {
        source: "He was probably in Moscow then.",
        target: "그는 그때 모스크바에 있었을 것이다.",
        comment: "것이다 is as good as probably",
    },
};

static MEANINGS: LazyLock<Meanings> =
    LazyLock::new(|| Meanings::new("modals.tsv", include_str!("../../corpora/tables/modals.tsv")));

impl Rule for Modality {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        MEANINGS.check(context, remarks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

    #[test]
    fn attitudes_that_one_side_lacks_are_told_by_kind() {
        #[rustfmt::skip]
        let cases = [
            // source                                        target                               evidence
            ("Pimenov believes that the group is weak.",      "그 그룹은 세력이 약하다.",                 "belief lost"),
            ("Pimenov believes that the group is weak.",      "피메노프는 그 그룹이 약하다고 생각한다.",     ""),
            ("According to Pimenov, the group is weak.",      "그 그룹은 세력이 약하다.",                 "source lost"),
            ("According to Pimenov, the group is weak.",      "피메노프에 따르면 그 그룹은 약하다.",        ""),
            ("He is said to have left for China.",            "그는 중국으로 떠났다.",                    "alleged lost"),
            ("He left for China.",                            "그는 중국으로 떠났다는 소문이 있다.",        "known added"),
            ("No building was left standing.",                "서 있는 건물이 없었다는 이야기도 있다.",      "known added"),
            ("He apparently left for China.",                 "그는 중국으로 떠났다.",                    "seeming lost"),
            ("He wanted to visit the factory.",               "그는 공장을 방문하였다.",                  "intention lost"),
            ("He visited the factory.",                       "그는 공장을 방문하려고 하였다.",            "intention added"),
            ("He wanted to visit the factory.",               "그는 공장을 방문하고 싶어 하였다.",          ""),
            ("He had to leave the country.",                  "그는 나라를 떠났다.",                     "necessity lost"),
            ("He left the country.",                          "그는 나라를 떠나야 하였다.",               "necessity added"),
            ("The letter may have been lost.",                "편지는 분실되었다.",                      "chance lost"),
            ("He is in Moscow.",                              "그는 모스크바에 있는 것으로 보인다.",        "conjecture added"),
            ("He is probably in Moscow.",                     "그는 모스크바에 있는 것으로 보인다.",        ""),
        ];
        for (source, target, evidence) in cases {
            let found = findings_of(&Modality, &aligned(&[source], &[target], &[(1, 1)]));
            let found: Vec<&str> = found.iter().map(|f| f.evidence.as_str()).collect();
            let expected: Vec<&str> =
                Some(evidence).into_iter().filter(|e| !e.is_empty()).collect();
            assert_eq!(found, expected, "{source} / {target}");
        }
    }
}
