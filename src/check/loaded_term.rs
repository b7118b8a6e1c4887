//! Rule `loaded-term`: a word that passes a judgement the other side does not pass.

use std::sync::LazyLock;

use crate::{
    reading::Context,
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, meaning::Meanings},
};

/// The rule.
#[derive(Debug)]
pub(super) struct LoadedTerm;

static EXPLANATION: Explanation = Explanation {
    name: "loaded-term",
    group: "meaning",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[],
    uses: &[],
    summary: "a word that judges (a purge, a clique, puppets) stands on one side only",
    details: "Looked for are words that carry a judgement (purge, clique, puppet, traitor; 숙청, 분파, 도당, 괴뢰, 반동, 무리, \
              망명) where the other side has no word that carries it too. A finding is a difference, not always \
              an error: the suggestion is a word without the judgement. English and Korean, in both \
              directions.",
    true_example: Example {
        source: "The minister was removed from office.",
        target: "장관은 숙청되었다.",
        comment: "removed from office is 해임되다; a purge is more",
    },
    false_example: Example {
        source: "He was a victim of the purges.",
        target: "그는 숙청의 희생자였다.",
        comment: "a purge on both sides",
    },
};

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    Meanings::new("loaded-terms.tsv", include_str!("../../corpora/tables/loaded-terms.tsv"))
});

impl Rule for LoadedTerm {
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
    fn a_party_of_a_province_is_no_gang() {
        #[rustfmt::skip]
        let cases = [
            ("The provincial party committee met.",     "도당위원회가 열렸다.",            0),
            ("The secretary of the committee spoke.",   "도당의 비서가 연설하였다.",        0),
            ("The provincial party elected him.",       "도당은 그를 선출하였다.",          0),
            ("The regime of Rhee fell.",                "리승만 도당은 무너졌다.",          0),
            ("The government of Rhee fell.",            "매국도당은 무너졌다.",            1),
            ("The government of Rhee fell.",            "괴뢰 도당이 무너졌다.",           1),
        ];
        for (english, korean, expected) in cases {
            let found = findings_of(&LoadedTerm, &aligned(&[english], &[korean], &[(1, 1)]));
            let gangs = found.iter().filter(|told| told.evidence == "clique added");
            assert_eq!(gangs.count(), expected, "{english} / {korean}");
        }
    }
}
