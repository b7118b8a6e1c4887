//! `omission` and `addition`: words inside a bead that nothing opposite covers.
//!
//! Each phrase of a side is weighed by what the lexicon, the values and the lengths say, and of the few
//! that look lost it is asked whether the vectors of the two sides come closer when it is taken out. One
//! calibrated model ([`Models`](crate::reading::coverage::Models)) joins the evidence; of nested phrases the one it believes in most is
//! reported.
//!
//! What that believes in is looked at once more (`second`): on real documents most of it stands opposite in other
//! words.

mod room;
mod second;

use crate::{
    lexicon::{ReadWord, Words},
    reading::{
        Context, Mark, Need,
        coverage::{
            Candidate, Feature, chosen,
            suspect::{BELIEVED, belief},
        },
    },
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity, passage},
    text::Tongue,
};
use room::Lengths;
use second::{SecondLook, Verdict};

/// The rule.
pub(super) struct Omission;

/// The rule the other way round.
pub(super) struct Addition;

static OMISSION: Explanation = Explanation {
    name: "omission",
    group: "passages",
    issue: Issue::Omission,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[Need::Coverage],
    uses: &[],
    summary: "a word, phrase or clause inside a sentence has no counterpart in the translation",
    details: "Every phrase of a sentence, from a word up to a clause, is asked whether anything opposite \
        can be its translation: by the lexicon, by names, numbers and dates, by the lengths of the two \
        sides, by whether the words are near any word opposite in meaning that nobody needs more, and by whether the sentences \
        come closer in meaning when the phrase is taken out. One model fitted on planted omissions joins \
        the answers; of nested phrases the likeliest is marked. A word opposite covers one word only: that \
        of all it fits best. What comes out of that is compared as a whole with every stretch of words opposite: where one is near \
        it in meaning, it stands there in other words or in another order. Evidence: sure, likely or doubtful, by how near \
        the nearest is and how long the phrase. Let pass are what the sentences before \
        have said already, what has gone into a neighbouring sentence, pronouns and words of grammar, subjects that Korean leaves to the context, pairs of \
        synonyms condensed into one word, what a bead says twice, short adverbs, short forms (LTS), and words that the \
        lexicon does not know. A word whose translation says something else is found only where nothing \
        opposite is near it in meaning. Works for English with Korean, in either direction, and needs \
        the encoder.",
    true_example: Example {
        source: "While the government delegation was in the countries of people’s democracies, this \
            group spread out its activity widely.",
        target: "정부 대표단이 떠나 있는 동안 이 조직은 활동을 널리 펼쳤다.",
        comment: "Where the delegation was is not said.",
    },
    false_example: Example {
        source: "He rejected and denied everything at the meeting.",
        target: "그는 회의에서 모든 것을 부정하였다.",
        comment: "Two verbs that say the same became one.",
    },
};

static ADDITION: Explanation = Explanation {
    name: "addition",
    group: "passages",
    issue: Issue::Addition,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[Need::Coverage],
    uses: &[],
    summary: "a word, phrase or clause inside a sentence of the translation stands nowhere in the original",
    details: "The rule omission, asked from the other side: phrases of the translation that nothing in \
        the original covers. Let pass are particles, honorifics and words of grammar, explicitations that \
        the context bears out (the name of a country or party spelled out), glosses in brackets, and \
        connectives, which the rule connective looks at. Works for English with Korean, in either \
        direction, and needs the encoder.",
    true_example: Example {
        source: "The delegation visited the factory.",
        target: "대표단은 평양 교외에 있는 병원과 공장을 방문하였다.",
        comment: "Nothing in the original speaks of a hospital or of the outskirts of Pyongyang.",
    },
    false_example: Example {
        source: "The delegation visited the factory.",
        target: "대표단은 그 공장을 방문하였다.",
        comment: "A pronoun more or less says nothing new.",
    },
};

/// A translation this probable in a neighbouring bead is where the phrase went.
const NEXT_DOOR: f32 = 0.1;

impl Rule for Omission {
    fn explanation(&self) -> &'static Explanation {
        &OMISSION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        report(context, true, remarks);
    }
}

impl Rule for Addition {
    fn explanation(&self) -> &'static Explanation {
        &ADDITION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        report(context, false, remarks);
    }
}

fn report(context: &Context<'_>, of_source: bool, remarks: &mut Vec<Remark>) {
    let explanation = if of_source { &OMISSION } else { &ADDITION };
    let tells = |verdict: &Verdict| explanation.tells(context, verdict.evidence());
    let believed = |candidate: &&Candidate| {
        candidate.of_source == of_source
            && belief(candidate) >= BELIEVED
            && !is_next_door(context, candidate)
    };
    let Some(mut look) = SecondLook::new(context) else { return };
    let lengths = Lengths::of(context, of_source);
    for candidate in chosen(context.suspects(), belief).into_iter().filter(believed) {
        let half = if of_source { &context.bitext.source } else { &context.bitext.target };
        let phrase = candidate.span.of(&half.segments[candidate.segment].text);
        // What stays hidden however it looks need not be looked at.
        let best = SecondLook::at_best(candidate, phrase);
        if !Verdict::ALL.iter().filter(|verdict| **verdict <= best).any(tells) {
            continue;
        }
        let Some(verdict) = look.at(candidate, phrase) else { continue };
        let mut remark = finding(candidate, phrase, verdict);
        let is_whole = lengths.as_ref().is_some_and(|l| l.are_whole(context, candidate, phrase));
        if is_whole && verdict != Verdict::Doubtful {
            (remark.evidence, remark.severity) = (LONG_ENOUGH.into(), Severity::Minor);
        }
        remarks.push(remark);
    }
}

/// The evidence for a phrase that seems to be missing where what stands opposite is as long as the whole would be.
const LONG_ENOUGH: &str = "long enough";

/// Whether all words of a phrase have a translation in the bead before or behind: the text was cut or
/// ordered otherwise there.
fn is_next_door(context: &Context<'_>, candidate: &Candidate) -> bool {
    let (Some(lexicon), Some(source), Some(target)) =
        (context.lexicon(), context.source_words(), context.target_words())
    else {
        return false;
    };
    let (own, others) = if candidate.of_source { (source, target) } else { (target, source) };
    let inside = own[candidate.segment].content();
    let words: Vec<&ReadWord> =
        inside.filter(|word| word.is_known() && candidate.span.contains(word.span)).collect();
    let beads = &context.alignment.beads;
    let neighbours = [candidate.bead.checked_sub(1), Some(candidate.bead + 1)];
    !words.is_empty()
        && neighbours.into_iter().flatten().filter_map(|bead| beads.get(bead)).any(|bead| {
            let run = if candidate.of_source { &bead.target } else { &bead.source };
            let there: Vec<&ReadWord> =
                others[run.clone()].iter().flat_map(Words::content).collect();
            let has = |word: &&ReadWord| {
                let probs = if candidate.tongue == Tongue::Korean {
                    lexicon.pair_probs(&there, &[word])
                } else {
                    lexicon.pair_probs(&[word], &there)
                };
                probs.into_iter().any(|prob| prob >= NEXT_DOOR)
            };
            words.iter().all(has)
        })
}

fn finding(candidate: &Candidate, phrase: &str, verdict: Verdict) -> Remark {
    let mark = Some(Mark::Words { segment: candidate.segment, span: candidate.span });
    let (source, target, other) =
        if candidate.of_source { (mark, None, "translation") } else { (None, mark, "original") };
    let lost = candidate.of(Feature::Uncovered) + candidate.of(Feature::ValuesLost);
    let is_grave = verdict == Verdict::Sure && lost >= 2.0;

    Remark {
        bead: candidate.bead,
        source,
        target,
        severity: if is_grave { Severity::Major } else { Severity::Minor },
        evidence: verdict.evidence().into(),
        message: format!("{} has no counterpart in the {other}", passage::quoted(phrase)),
        suggestion: None,
    }
}

#[cfg(all(test, feature = "encoder"))]
mod tests {
    use super::*;
    use crate::{
        reading::coverage,
        rule::trial::{self, aligned, encoder},
    };

    /// What both rules mark in a pair.
    fn marked(source: &str, target: &str) -> Vec<(String, String)> {
        let (bitext, alignment, anchors) = aligned(&[source], &[target], &[(1, 1)]);
        let encoder = encoder();
        let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
        let mut findings = trial::told(&Omission, &context);
        findings.extend(trial::told(&Addition, &context));
        let side = |f: trial::Told| {
            (f.rule.to_owned(), f.source.or(f.target).map_or_else(String::new, |s| s.text))
        };
        findings.into_iter().map(side).collect()
    }

    #[test]
    fn a_lost_clause_is_marked_and_nothing_else() {
        #[rustfmt::skip]
        let cases = [
            ("The delegation visited the hospital, and the workers of the textile mill welcomed it warmly.",
             "대표단은 병원을 방문하였다.",
             "omission", "textile mill", "a clause is gone"),
            ("The delegation visited the hospital.",
             "대표단은 병원을 방문하였으며 방직공장 로동자들이 그들을 열렬히 환영하였다.",
             "addition", "방직공장", "a clause is new"),
        ];
        for (source, target, rule, words, why) in cases {
            let found = marked(source, target);
            assert!(
                matches!(&found[..], [(r, text)] if r == rule && text.contains(words)),
                "{why}: {found:?}"
            );
        }
    }

    /// What is believed of a phrase, by both rules, in either direction.
    fn verdicts(source: &str, target: &str) -> Vec<(String, String)> {
        let is_turned = !source.is_ascii();
        let (english, korean) = if is_turned { (target, source) } else { (source, target) };
        let (mut bitext, alignment, mut anchors) = aligned(&[english], &[korean], &[(1, 1)]);
        if is_turned {
            std::mem::swap(&mut bitext.source, &mut bitext.target);
            std::mem::swap(&mut anchors.source, &mut anchors.target);
        }
        let encoder = encoder();
        let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
        let mut findings = trial::told(&Omission, &context);
        findings.extend(trial::told(&Addition, &context));
        let words = |f: &trial::Told| {
            f.source.as_ref().or(f.target.as_ref()).map_or_else(String::new, |s| s.text.clone())
        };
        findings.iter().map(|f| (f.evidence.clone(), words(f))).collect()
    }

    #[test]
    fn what_stands_there_in_other_words_is_not_surely_missing() {
        #[rustfmt::skip]
        let cases = [
            ("The museum shows the works of the King of Architecture.", "박물관은 건축왕의 작품을 전시한다.",
             "one word for a phrase"),
            ("The court forbade personal attacks and disparaging remarks about members.",
             "법원은 회원에 대한 인신공격이나 비하 발언을 금지하였다.", "the same in other words"),
            ("The release gets Long Term Support until the summer.", "이 릴리스는 여름까지 LTS를 받는다.",
             "a short form"),
            ("그는 자주 묻는 질문을 모아 두었다.", "He collected an FAQ.", "a short form of Korean words"),
            ("만약 닫는 괄호가 있다면 닫는 괄호를 지운다.", "If there is a closing bracket, delete it.",
             "a pronoun for what is repeated"),
            ("유엔 참전용사들이 부산을 방문하였다.", "Korean War veterans of the UN visited Busan.",
             "a proper gloss of a term"),
            ("그는 독도를 방문하였다.", "He visited the Liancourt Rocks.", "another name of the place"),
            ("The pages shall be read by everybody in the village.", "마을 사람 모두가 그 책장을 읽어야 한다.",
             "active for passive"),
        ];
        for (source, target, why) in cases {
            let found = verdicts(source, target);
            assert!(found.iter().all(|(evidence, _)| evidence != "sure"), "{why}: {found:?}");
        }
    }

    #[test]
    fn what_no_stretch_opposite_says_is_surely_missing() {
        #[rustfmt::skip]
        let cases = [
            ("Learn about the expansion of names, and about the difference between double and single quotes.",
             "이름 확장에 대하여 알아 두라.", "double and single quotes", "half of a sentence"),
            ("Check the shared libraries with this tool, but never run it on files that you do not trust.",
             "이 도구로 공유 라이브러리를 확인하라.", "never run it", "a warning"),
            ("대표단은 병원을 방문하였으며 방직공장 로동자들의 열렬한 환영을 받았다.",
             "The delegation visited the hospital.", "방직공장", "a Korean clause"),
        ];
        for (source, target, words, why) in cases {
            let found = verdicts(source, target);
            let is_sure =
                |(evidence, text): &(String, String)| evidence == "sure" && text.contains(words);
            assert!(found.iter().any(is_sure), "{why}: {found:?}");
        }
    }

    #[test]
    fn free_but_whole_translations_are_let_pass() {
        #[rustfmt::skip]
        let cases = [
            ("He rejected and denied everything.",      "그는 모든 것을 부정하였다.",        "a condensed pair"),
            ("It was decided that they would meet.",    "그들은 만나기로 하였다.",          "an impersonal passive"),
            ("He did not always behave correctly.",     "그는 때로 옳지 않게 행동하였다.",    "the same, turned round"),
            ("The Soviet Union agreed to the proposal.", "소련은 이 제안에 동의하였다.",     "one word for two"),
        ];
        for (source, target, why) in cases {
            assert_eq!(marked(source, target), [], "{why}");
        }
    }

    #[test]
    fn without_an_encoder_or_a_lexicon_nothing_is_said() {
        let (bitext, alignment, anchors) = aligned(&["In Warsaw."], &["그는 왔다."], &[(1, 1)]);
        let context = Context::new(&bitext, &alignment, &anchors);
        let phrases =
            coverage::weighed(&context, |_| 0.0, (4, f64::MIN), |_, _| true, None).phrases;
        assert!(phrases.is_empty());
    }
}
