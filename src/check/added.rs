//! `added`: passages of the translation with nothing opposite.

use crate::{
    reading::{Context, Need},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, listing, passage},
};

/// The rule.
pub(super) struct Added;

static EXPLANATION: Explanation = Explanation {
    name: "added",
    group: "passages",
    issue: Issue::Addition,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[Need::Vectors, Need::Lexicon],
    summary: "a sentence or heading of the translation stands nowhere in the original",
    details: "Reports every target segment that the alignment leaves without a partner. Sentences \
        that split one of the original are aligned with it and not reported; neither are segments whose counterpart stands \
        in a gap of the original near by, lines \
        without letters and translators' notes in brackets (역주, translator's note). The \
        confidence depends on how probable the alignment holds the gap.",
    true_example: Example {
        source: "The meeting lasted one and a half hours. It was held in Panmunjom. General An returned \
            to Seoul on 3 May.",
        target: "회의는 한 시간 반 동안 진행되였다. 회의는 판문점에서 열렸다. 회담은 매우 성과적이였으며 쌍방은 \
            만족을 표시하였다. 안 장군은 5월 3일 서울로 돌아갔다.",
        comment: "Nothing in the original says that the meeting was fruitful and both sides content.",
    },
    false_example: Example {
        source: "After the war, in which his brother fell, he returned to Pyongyang.",
        target: "전쟁에서 그의 동생이 전사하였다. 그 후 그는 평양으로 돌아왔다.",
        comment: "One sentence became two; nothing is new.",
    },
};

impl Rule for Added {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let lone = passage::lone(context, false).into_iter();
        for lone in lone.filter(|lone| !passage::is_translators_note(&lone.segment.text)) {
            let remark = lone.remark(false, "has no counterpart in the original");
            remarks.push(remark);
        }
        let message = "this listing stands nowhere in the original";
        remarks.extend(listing::remarks(context, false, "listing", message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

    #[test]
    fn a_new_sentence_is_reported_and_a_translators_note_is_not() {
        #[rustfmt::skip]
        let cases = [
            ("회의는 성과적이였다고 그는 말하였다.", 1, "a sentence"),
            ("[역주: 서명]",                      0, "a translator's note"),
            ("(옮긴이 주: 판독 불가)",              0, "a translator's note"),
            ("〔역주: 서명〕",                     0, "a translator's note in brackets of three bytes"),
            ("（역주: 서명）.",                    0, "and of full width"),
            ("〔그는 어제 평양에서 떠났다〕",         1, "anything else in such brackets"),
            ("한국어 번역은 김철수가 하였다.",        0, "who translated it"),
            ("―――",                              0, "a rule"),
        ];
        for (text, count, why) in cases {
            let found = findings_of(&Added, &aligned(&[], &[text], &[(0, 1)]));
            assert_eq!(found.len(), count, "{why}: {found:?}");
        }
    }
}
