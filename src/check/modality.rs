//! Rule `modality`: a wish, a doubt, an accusation or an obligation that only one side has.

use std::sync::LazyLock;

use super::{Context, Example, Explanation, Finding, Issue, Languages, Rule, marker::Meanings};

/// The rule.
#[derive(Debug)]
pub(super) struct Modality;

static EXPLANATION: Explanation = Explanation {
    name: "modality",
    group: "meaning",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs_encoder: false,
    summary: "one side doubts, accuses, wishes, tries or must where the other states a fact",
    details: "Looked for are words of attitude (accused of, allegedly, perhaps, asserted, tried to, must; 아마, 고자 하다, \
              것으로 알려지다, 수 있게 되다) where the other side has nothing that could stand for them: neither the \
              usual word nor any of a wide circle around it (for perhaps: may, seem, think; 것 같다, 지도 모르다, \
              추정). Losing an accusation is major, the rest minor. English and Korean, in both directions.",
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

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        MEANINGS.check(&EXPLANATION, context, findings);
    }
}
