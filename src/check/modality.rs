//! Rule `modality`: a wish, a doubt, an accusation or an obligation that only one side has.

use std::{collections::BTreeSet, sync::LazyLock};

use crate::{
    reading::{Context, claims::Claims},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, claim, meaning::Meanings},
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
              intention and attempt (wanted to, tried to; -고자 하다, -려고 하였다), necessity (must, had to; -야 \
              하였다), what would have been (would have signed; 더라면) and promises. What could stand for them is a wide \
              circle (for perhaps: may, seem, think; 것 같다, 추정), so that free translations pass. Told are also words \
              that contradict each other: certainly and 아마, may and 틀림없다, must have been and -야 하였다, claimed and \
              증명하다. Losing an accusation, a promise or what would have been is major, the rest minor. English and \
              Korean, in both directions.",
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

/// How surely something is said, and what must have been or had to be.
static CLAIMS: LazyLock<Claims> = LazyLock::new(|| Claims::of("modality"));

impl Rule for Modality {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        claim::check(&CLAIMS, context, remarks);
        // What contradicts the other side is not lost as well.
        let claimed: BTreeSet<usize> = remarks.iter().map(|remark| remark.bead).collect();
        let mut alone = Vec::new();
        MEANINGS.check(context, &mut alone);
        remarks.extend(alone.into_iter().filter(|remark| !claimed.contains(&remark.bead)));
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
            ("She will certainly return.",                    "그녀는 아마 돌아올 것이다.",               "sure contradicted"),
            ("She will certainly return.",                    "그녀는 꼭 돌아올 것이다.",                 ""),
            ("Perhaps she will return.",                      "그녀는 반드시 돌아온다.",                  "sure contradicted"),
            ("Perhaps she will return.",                      "그녀가 돌아올지도 모른다.",                ""),
            ("The report may be false.",                      "보고는 거짓임에 틀림없다.",                "sure contradicted"),
            ("The report may be false.",                      "보고는 거짓일 수 있다.",                   ""),
            ("It must never be used as a replacement.",       "그것은 대체 수단으로 사용되어서는 안됩니다.", ""),
            ("It must be said that few came.",                "사실 온 사람은 적었다.",                  ""),
            ("Possibly they sell it to others.",              "그들은 그것을 남에게 팔 수 있습니다.",        ""),
            ("Only a few (perhaps a hundred) came.",          "백 명 정도만 왔다.",                      ""),
            ("They must have been tired.",                    "그들은 지쳐야 하였다.",                    "inference contradicted"),
            ("They must have been tired.",                    "그들은 지쳤음에 틀림없다.",                ""),
            ("They had to be patient.",                       "그들은 참을성이 있었음에 틀림없다.",         "inference contradicted"),
            ("She claimed to have paid.",                     "그녀는 돈을 냈음을 증명하였다.",            "proof contradicted"),
            ("She claimed to have paid.",                     "그녀는 돈을 냈다고 주장하였다.",            ""),
            ("She proved that she had paid.",                 "그녀는 돈을 냈다고 주장하였다.",            "proof contradicted"),
            ("They would have stayed.",                       "그들은 남았다.",                          "unreal lost"),
            ("They would have stayed.",                       "그들은 남았을 것이다.",                    ""),
            ("They stayed.",                                  "그들이 알았더라면 남았을 것이다.",           "unreal added"),
            ("She promised to write.",                        "그녀는 편지를 썼다.",                     "promise lost"),
            ("She promised to write.",                        "그녀는 편지를 쓰겠다고 하였다.",            ""),
            ("She wrote.",                                    "그녀는 편지를 쓰기로 약속하였다.",           "promise added"),
            ("They threatened to leave.",                     "그들은 떠났다.",                          "threat lost"),
            ("They threatened to leave.",                     "그들은 떠나겠다고 위협하였다.",              ""),
            ("They offered to pay.",                          "그들은 돈을 냈다.",                       "offer lost"),
            ("They were about to leave.",                     "그들은 떠났다.",                          "about-to lost"),
            ("They were about to leave.",                     "그들은 막 떠나려던 참이었다.",              ""),
            ("According to the engineer, the dam is weak.",   "제방은 약하다.",                          "attested lost"),
            ("According to the engineer, the dam is weak.",   "기사의 말로는 제방이 약하다.",              ""),
            ("He said that he was ill.",                      "그는 앓는다고 하였다.",                    ""),
            ("I was ill, he went on.",                        "그는 앓았다고 하였다.",                    ""),
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
