//! `untranslated`: passages of the original with nothing opposite, or copied instead of translated.

use std::collections::BTreeSet;

use crate::{
    reading::{
        Context, Mark, Need,
        left::{Left, What},
    },
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity, listing, passage},
};

/// The rule.
pub(super) struct Untranslated;

static EXPLANATION: Explanation = Explanation {
    name: "untranslated",
    group: "passages",
    issue: Issue::Untranslated,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[Need::Vectors, Need::Lexicon],
    summary: "a sentence or heading of the original has no translation",
    details: "Reports every source segment that the alignment leaves without a partner, and every \
        target segment that repeats its source word for word, is in the language of the original, or in a third one \
        that the original has not. A sentence whose content was merged \
        into a neighbour's translation is aligned with that neighbour and not reported; neither are \
        segments whose counterpart stands in a gap of the translation near by, lines without letters, and what reads the same in \
        any language: names of commands and fields, names, file names, code and commands, \
        shelf marks, addresses, references to literature, terms that the document keeps in the letters of the \
        original elsewhere too. \
        The confidence depends on how probable the alignment holds the gap. A segment of a word or two, a gap that is hardly probable, and a sentence all of whose \
        names and numbers stand opposite its neighbours, into which it may have been merged, are minor \
        findings. A sentence that the alignment put into the bead of a neighbour is reported if, by lexicon and vectors, nothing there \
        covers it.",
    true_example: Example {
        source: "It was decided then that further meetings would take place. No further meetings took \
            place. Jeong Geuk-rok believes that the Americans became mixed up in the matter. General An \
            returned to Seoul on 3 May.",
        target: "그때 추가적인 회의를 개최하기로 결정하였다. 그러나 추가 회담은 이루어지지 않았다. \
            안 장군은 5월 3일 서울로 돌아갔다.",
        comment: "The third sentence, the only one about the Americans, is missing.",
    },
    false_example: Example {
        source: "They were expelled from the party. A special resolution was passed on this subject.",
        target: "이들은 당에서 쫓겨났고 이 문제에 대한 특별 결의가 통과되었다.",
        comment: "Two sentences became one; both are there.",
    },
};

impl Rule for Untranslated {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let left = context.left();
        let told: BTreeSet<usize> = left.iter().filter_map(|left| left.source).collect();
        for lone in passage::lone(context, true) {
            // It is told with what was left in its place.
            if told.contains(&lone.segment.index) {
                continue;
            }
            let remark = lone.remark(true, "is not translated");
            remarks.push(remark);
        }
        let message = "this listing is not in the translation";
        remarks.extend(listing::remarks(context, true, "listing", message));
        for left in left {
            remarks.push(remark(context, *left));
        }
    }
}

/// What there is to say of a segment that was left in another language.
fn remark(context: &Context<'_>, left: Left) -> Remark {
    let bead = &context.alignment.beads[left.bead];
    let target = &context.bitext.target;
    let text = &target.segments[left.target].text;
    let (noun, words) = (passage::noun(text), passage::quoted(text));
    let (severity, evidence, message) = match left.what {
        What::Sentence => (
            Severity::Major,
            "copied",
            format!("{noun} {words} was left as it stands in the original"),
        ),
        What::Phrase => (
            Severity::Minor,
            "copied phrase",
            format!("{noun} {words} was left as it stands in the original"),
        ),
        What::OtherWords => {
            let language = context.bitext.source.language.tag();
            (
                Severity::Major,
                "left in the source",
                format!("{noun} {words} is in the language of the original ({language})"),
            )
        }
        What::ThirdLanguage => {
            let language = target.language.tag();
            (
                Severity::Major,
                "third language",
                format!("{noun} {words} is not in the language of the translation ({language})"),
            )
        }
    };
    let opposite = match (left.source, context.source(bead)) {
        (Some(source), _) => Some(source),
        (None, [source]) => Some(source.index),
        _ => None,
    };
    Remark {
        bead: left.bead,
        source: opposite.map(Mark::Segment),
        target: Some(Mark::Segment(left.target)),
        severity,
        evidence: evidence.into(),
        message,
        suggestion: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of};

    #[test]
    fn a_gap_is_reported_with_its_sentence() {
        let bitext = (
            [
                "No further meetings took place.",
                "Jeong believes that the Americans became mixed up.",
            ],
            ["그러나 추가 회담은 이루어지지 않았다."],
        );
        let found = findings_of(&Untranslated, &aligned(&bitext.0, &bitext.1, &[(1, 1), (1, 0)]));
        let [finding] = &found[..] else { panic!("{found:?}") };
        assert_eq!(finding.severity, Severity::Major);
        assert_eq!(finding.source.as_ref().map(|s| s.segments.clone()), Some(vec![1]));
        assert_eq!(finding.target, None);
    }

    #[test]
    fn what_needs_no_translation_is_let_pass() {
        #[rustfmt::skip]
        let cases = [
            ("* * *",               "an ornament"),
            ("1957",                "a bare number"),
            ("12/57",               "a bare number"),
        ];
        for (text, why) in cases {
            let found = findings_of(&Untranslated, &aligned(&[text], &[], &[(1, 0)]));
            assert!(found.is_empty(), "{why}: {found:?}");
        }
        let same = "git commit -m";
        let found = findings_of(&Untranslated, &aligned(&[same], &[same], &[(1, 1)]));
        assert!(found.is_empty(), "code reads the same in any language: {found:?}");
    }

    #[test]
    fn a_sentence_left_in_the_original_is_reported() {
        let text = "This agreement is not currently being honored in the DPRK.";
        let found = findings_of(&Untranslated, &aligned(&[text], &[text], &[(1, 1)]));
        assert_eq!(found.len(), 1);
    }
}
