//! `rendering`: a word whose place in the translation is taken by a word that says something else.
//!
//! Of the words of a bead that the word alignment leaves without a partner on either side, those are
//! paired that could stand for each other. One model joins what the lexicon, the vectors and the words
//! around say of a pair; it was fitted on words replaced in real pairs.

use std::sync::LazyLock;

use crate::{
    lexicon::Lexicon,
    reading::{
        Context, Mark, Need,
        coverage::{
            self, Model,
            pairing::{self, Pairing},
        },
        cue,
    },
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity, meaning::shown},
    text::{Order, Span, Tongue},
};

/// The rule.
#[derive(Debug)]
pub(super) struct Rendering;

static EXPLANATION: Explanation = Explanation {
    name: "rendering",
    group: "meaning",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[Need::Coverage],
    uses: &[],
    summary: "a word is rendered by a word that says something else",
    details: "The words of a sentence are aligned with those of its translation by the lexicon, the values \
        and the vectors of the encoder. A word that is left without a partner on one side, opposite a word \
        left without one on the other, is weighed with it: how seldom such words go without a partner, \
        how near the two are in meaning, by themselves and in their places, whether their neighbours \
        translate each other, whether the rest of the sentence is well aligned, and whether the sentences \
        come closer in meaning without the two. Let pass are words that the lexicon does not know, \
        names, numbers and titles, which have rules of their own, and sentences in which much has no \
        partner. A free choice of words and a wrong one look alike, and nothing that was tried tells one from the \
        other well enough: on documents that nobody had seen one in four of what is sure was right, so that \
        it is told only to who asks for it (--rule rendering --min-confidence 0), as sure, likely or possible. What \
        should stand there is not said: the word that a lexicon knows first fitted once in seven times.",
    true_example: Example {
        source: "The committee discussed the price of rice.",
        target: "위원회는 쌀의 생산을 논의하였다.",
        comment: "The price (가격) became 생산, the production.",
    },
    false_example: Example {
        source: "The committee discussed the price of rice.",
        target: "위원회는 쌀의 가격을 논의하였다.",
        comment: "Each word has its partner.",
    },
};

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let text = include_str!("weights.tsv");
    let models = Model::read("weights.tsv", text, &["rendering"], pairing::Feature::NAMES);
    models.into_iter().next().unwrap_or_default()
});

/// How probable it is that two words stand for each other and say something else.
pub fn model() -> &'static Model {
    &MODEL
}

/// Odds from which a finding is called sure, likely and possible, in nats. Above the least 7 of 7 were right in
/// the first half of the archive note, and 31 were found in 260 clean pairs of other kinds.
const LEVELS: [(f64, &str); 3] = [(3.0, "sure"), (2.25, "likely"), (1.5, "possible")];

impl Rule for Rendering {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let told = |level: &(f64, &str)| EXPLANATION.tells(context, level.1);
        if !LEVELS.iter().any(told) {
            return;
        }
        let pairings = coverage::pairings(context, &MODEL, LEVELS[LEVELS.len() - 1].0);
        for of_bead in pairings.chunk_by(|a, b| a.bead == b.bead) {
            for (logit, pairing) in chosen(of_bead) {
                let level = LEVELS.iter().find(|(least, _)| logit >= *least);
                remarks.extend(level.map(|level| finding(context, pairing, level.1)));
            }
        }
    }
}

/// The pairings of a bead in the order of their odds, each word once.
fn chosen(pairings: &[Pairing]) -> Vec<(f64, &Pairing)> {
    let mut ranked: Vec<_> = pairings.iter().map(|p| (MODEL.logit(&p.features), p)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut kept: Vec<(f64, &Pairing)> = Vec::new();
    for (logit, pairing) in ranked {
        let taken = |(_, other): &(f64, &Pairing)| {
            other.source == pairing.source || other.target == pairing.target
        };
        if !kept.iter().any(taken) {
            kept.push((logit, pairing));
        }
    }
    kept
}

fn finding(context: &Context<'_>, pairing: &Pairing, evidence: &'static str) -> Remark {
    let sides =
        [(&context.bitext.source, pairing.source), (&context.bitext.target, pairing.target)];
    let order = context.order().unwrap_or(Order::Straight);
    let (_, syllabic) = order.arranged(0, 1);
    let places = [0, 1].map(|side| {
        let (half, (segment, span)) = sides[side];
        let text = half.segments[segment].text.as_str();
        let span = if side == syllabic { noun(text, span, &pairing.plain[side]) } else { span };
        (text, span)
    });
    let lexicon = context.lexicon().unwrap_or_else(Lexicon::embedded);
    let rendering = &pairing.plain[1];
    let (_, of_target) = order.arranged(Tongue::English, Tongue::Korean);
    let gloss = lexicon.translations(rendering, of_target);
    let gloss = gloss.into_iter().find(|(_, prob)| *prob >= LEAST_GLOSS);
    let gloss = gloss.map_or_else(String::new, |(word, _)| format!(" ({word})"));
    // In the tables of meanings English stands first, and quoting goes by that.
    let [from, to] =
        [0, 1].map(|side| shown(usize::from(side == syllabic), places[side].1.of(places[side].0)));
    let mark = |side: usize| {
        let (_, (segment, _)) = sides[side];
        Some(Mark::Words { segment, span: places[side].1 })
    };

    Remark {
        bead: pairing.bead,
        source: mark(0),
        target: mark(1),
        severity: Severity::Minor,
        evidence: evidence.into(),
        message: format!("{from} is rendered {to}{gloss}"),
        suggestion: None,
    }
}

/// A Korean word without its particles, if its plain form is what they follow.
fn noun(text: &str, word: Span, plain: &str) -> Span {
    if word.of(text).starts_with(plain) {
        cue::noun(text, Span::new(word.start, word.start + plain.len()))
    } else {
        word
    }
}

/// A translation this probable tells a reader what a word means.
const LEAST_GLOSS: f64 = 0.2;

#[cfg(all(test, feature = "encoder"))]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, encoder};

    /// What the rule says of a pair.
    fn found(source: &str, target: &str) -> Vec<String> {
        let (bitext, alignment, anchors) = aligned(&[source], &[target], &[(1, 1)]);
        let encoder = encoder();
        let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
        let findings = crate::rule::trial::told(&Rendering, &context);
        assert!(
            findings.iter().all(|f| f.suggestion.is_none()),
            "what should stand there is not known"
        );
        findings.into_iter().map(|f| f.message).collect()
    }

    #[test]
    fn a_word_that_says_something_else_is_marked_with_what_it_stands_for() {
        let found =
            found("The committee discussed the price of rice.", "위원회는 쌀의 생산을 논의하였다.");
        assert_eq!(found, ["“price” is rendered 생산"]);
    }

    #[test]
    fn words_with_a_partner_and_words_left_out_are_let_pass() {
        #[rustfmt::skip]
        let cases = [
            ("The committee discussed the price of rice.",          "위원회는 쌀의 가격을 논의하였다.",   "all is there"),
            ("The Soviet Union agreed to the proposal.",            "소련은 이 제안에 동의하였다.",      "one word for two"),
            ("The delegation visited the hospital and the school.", "대표단은 병원을 방문하였다.",       "nothing stands for the school"),
            ("",                                                    "대표단은 병원을 방문하였다.",       "an empty side"),
        ];
        for (source, target, why) in cases {
            assert!(found(source, target).is_empty(), "{why}");
        }
    }
}
