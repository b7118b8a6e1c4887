//! `omission` and `addition`: words inside a bead that nothing opposite covers.
//!
//! Each phrase of a side is weighed by what the lexicon, the values and the lengths say, and of the few
//! that look lost it is asked whether the vectors of the two sides come closer when it is taken out. One
//! calibrated model ([`Models`]) joins the evidence; of nested phrases the one it believes in most is
//! reported.

mod candidate;
pub(crate) mod compare;
mod model;
pub(crate) mod reach;
pub(crate) mod side;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use candidate::{Candidate, Feature, Features};
use compare::Scene;
pub use model::{Model, Models};
pub use reach::Open;
use side::Facing;

use super::{
    Context, Example, Explanation, Finding, Issue, Languages, Mark, Remark, Rule, Severity,
    passage,
    rendering::pairing::{self, Pairing, Possible},
};
use crate::{
    align::Bead,
    lexicon::{ReadWord, Words},
    text::Span,
};

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
    needs_encoder: true,
    summary: "a word, phrase or clause inside a sentence has no counterpart in the translation",
    details: "Every phrase of a sentence, from a word up to a clause, is asked whether anything opposite \
        can be its translation: by the lexicon, by names, numbers and dates, by the lengths of the two \
        sides, by whether the words are near any word opposite in meaning that nobody needs more, and by whether the sentences \
        come closer in meaning when the phrase is taken out. One model fitted on planted omissions joins \
        the answers; of nested phrases the likeliest is marked. A word opposite covers one word only: that \
        of all it fits best. Evidence: sure, likely long (a phrase of some length) or likely. Let pass are what the sentences before \
        have said already, what has gone into a neighbouring sentence, pronouns and words of grammar, subjects that Korean leaves to the context, pairs of \
        synonyms condensed into one word, what a bead says twice, short adverbs, and words that the \
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
    needs_encoder: true,
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

/// So many phrases of a side are compared by their vectors at most.
const MOST: usize = 4;

/// Phrases that the first model gives less than this, in nats, are not compared.
const LEAST: f64 = -2.0;

/// Odds from which a phrase is surely without a counterpart, in nats: read off planted omissions and clean
/// pairs of the development gold …
const SURE: f64 = 2.5;

/// … and from which it is told at all: four times likelier than not, the precision of 0.8 that is wanted of
/// findings. No clean pair of the development gold gets a finding for less, down to 1.25.
const LIKELY: f64 = 2.0 * std::f64::consts::LN_2;

/// A phrase of so many words, English or Korean, is long: what is likely missing then is oftener so than a
/// short one.
const LONG: [usize; 2] = [6, 4];

/// So much less is a Korean phrase: Korean spells out what English leaves to the reader oftener than the
/// permissive texts that the model was fitted on show.
const KOREAN: f64 = 0.4;

/// A word alone is believed so much less than the model says: on gold, translators' liberties with
/// single words outnumber words left out.
const SINGLE_WORD: f64 = 1.0;

/// A phrase that says nothing new is believed so much less: a translator may leave it to the context.
const GIVEN: f64 = 1.0;

/// A translation this probable in a neighbouring bead is where the phrase went.
const NEXT_DOOR: f32 = 0.1;

impl Rule for Omission {
    fn explanation(&self) -> &'static Explanation {
        &OMISSION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        report(context, true, findings);
    }
}

impl Rule for Addition {
    fn explanation(&self) -> &'static Explanation {
        &ADDITION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        report(context, false, findings);
    }
}

/// More than adding up in another order changes, in nats.
const ROUNDING: f64 = 1e-9;

fn report(context: &Context<'_>, of_source: bool, findings: &mut Vec<Finding>) {
    let models = Models::fitted();
    let found = suspects(context);
    let belief = |candidate: &Candidate| models.last(candidate) - doubt(candidate);
    for candidate in chosen(found, belief) {
        if candidate.of_source != of_source {
            continue;
        }
        let logit = belief(candidate);
        if logit >= LIKELY && !is_next_door(context, candidate) {
            findings.push(finding(context, candidate, logit >= SURE));
        }
    }
}

/// How much less a phrase is believed than the model says, in nats.
fn doubt(candidate: &Candidate) -> f64 {
    let single = candidate.of(Feature::Content) <= 1.0;
    f64::from(u8::from(single)) * SINGLE_WORD
        + f64::from(u8::from(candidate.korean)) * KOREAN
        + f64::from(u8::from(candidate.given)) * GIVEN
}

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
                let probs = if candidate.korean {
                    lexicon.pair_probs(&there, &[word])
                } else {
                    lexicon.pair_probs(&[word], &there)
                };
                probs.into_iter().any(|prob| prob >= NEXT_DOOR)
            };
            words.iter().all(has)
        })
}

/// The phrases that may be missing, weighed once for both rules: they share the vectors.
fn suspects<'c>(context: &'c Context<'_>) -> &'c [Candidate] {
    let models = Models::fitted();
    let rank = |candidate: &Candidate| models.first(candidate);
    // One that cannot be told whatever its vectors say can overlap none that is: it needs none.
    let hopeful = |candidate: &Candidate, open: &[Open]| {
        models.at_most(candidate, open) - doubt(candidate) >= LIKELY - ROUNDING
    };
    context.suspects(|| weighed(context, rank, (MOST, LEAST), hopeful, None).phrases)
}

/// The words that may be rendered by words that say something else, in the order of their beads: those to
/// which `model` may give `least` at least.
pub(super) fn pairings(context: &Context<'_>, model: &Model, least: f64) -> Vec<Pairing> {
    let hopeful = |features: &pairing::Features, open: &[Open]| {
        model.at_most(features, open) >= least - ROUNDING
    };
    weighed(context, |_| 0.0, (0, 0.0), |_, _| false, Some(&hopeful)).pairings
}

fn finding(context: &Context<'_>, candidate: &Candidate, sure: bool) -> Finding {
    let half = if candidate.of_source { &context.bitext.source } else { &context.bitext.target };
    let text = candidate.span.of(&half.segments[candidate.segment].text);
    let mark = Some(Mark::Words { segment: candidate.segment, span: candidate.span });
    let (rule, source, target, other) = if candidate.of_source {
        (&OMISSION, mark, None, "translation")
    } else {
        (&ADDITION, None, mark, "original")
    };
    let lost = candidate.of(Feature::Uncovered) + candidate.of(Feature::ValuesLost);
    let is_long = text.split_whitespace().count() >= LONG[usize::from(candidate.korean)];
    let evidence = match (sure, is_long) {
        (true, _) => "sure",
        (false, true) => "likely long",
        (false, false) => "likely",
    };
    let severity = if sure && lost >= 2.0 { Severity::Major } else { Severity::Minor };
    let message = format!("{} has no counterpart in the {other}", passage::quoted(text));
    let remark = Remark {
        bead: candidate.bead,
        source,
        target,
        severity,
        evidence,
        message,
        suggestion: None,
    };
    context.finding(rule, remark)
}

/// What the beads hold that may be missing or say something else.
#[derive(Debug, Default)]
pub struct Suspects {
    /// Phrases that may have no counterpart.
    pub phrases: Vec<Candidate>,
    /// Words that may be rendered by words that say something else.
    pub pairings: Vec<Pairing>,
}

/// Whether a pair of words may be told yet, by its features and by what those of them can come to that are open.
pub type PairHope<'a> = &'a (dyn Fn(&pairing::Features, &[Open]) -> bool + Sync);

/// What is asked before vectors are looked at, and once more between those of the sides and those of words.
#[derive(Clone, Copy)]
struct Hopes<'a> {
    /// Whether a phrase may be told yet.
    phrase: &'a (dyn Fn(&Candidate, &[Open]) -> bool + Sync),
    /// Whether a pair of words may; none if pairs are not wanted.
    pair: Option<PairHope<'a>>,
}

/// The phrases of the beads with all their features, of each side the `most` that `rank` puts first and
/// gives `least` at least, of those the `hopeful`, by what the features can come to that are still open; and,
/// if they are wanted, the pairings of words, those for which there is hope. None without an encoder or a
/// lexicon for the languages.
pub fn weighed(
    context: &Context<'_>,
    rank: impl Fn(&Candidate) -> f64 + Sync,
    (most, least): (usize, f64),
    hopeful: impl Fn(&Candidate, &[Open]) -> bool + Sync,
    pairings: Option<PairHope<'_>>,
) -> Suspects {
    let Some(encoder) = context.encoder() else { return Suspects::default() };
    let usual_length = usual_length(context);
    let hopes = Hopes { phrase: &hopeful, pair: pairings };
    let beads: Vec<(usize, &Bead)> = context.beads().collect();
    let scene = |position: usize, sides: Facing| {
        let mut found = Vec::new();
        for (own, other, is_source) in [(0, 1, true), (1, 0, false)] {
            let usual = if is_source { usual_length } else { -usual_length };
            let (own, other) = (&sides.sides[own], &sides.sides[other]);
            // A side nothing of which can be read (l e t t e r s p a c e d) covers nothing.
            if !other.words.iter().any(|word| word.known) {
                return None;
            }
            if most == 0 {
                continue;
            }
            let all = candidate::candidates((position, is_source), own, other, usual);
            let ranked = all.into_iter().map(|candidate| (rank(&candidate), candidate));
            let mut ranked: Vec<_> = ranked.filter(|(value, _)| *value >= least).collect();
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
            let before = said_before(context, own, is_source);
            let first = ranked.into_iter().take(most).map(|(_, mut candidate)| {
                candidate.given = is_given(own, candidate.place, &before);
                candidate
            });
            found.extend(first.filter(|candidate| {
                (hopes.phrase)(candidate, &reach::of(own, other, candidate, false))
            }));
        }
        let mut pairs = Vec::new();
        if let Some(hope) = hopes.pair {
            let possible = pairing::possible(&sides).into_iter();
            pairs.extend(possible.map(|words| Possible::new(&sides, words, usual_length)));
            pairs.retain(|pair| hope(pair.features(), &pair.open(&sides, false)));
        }
        if found.is_empty() && pairs.is_empty() {
            return None;
        }
        Some(Scene { position, sides, found, pairs })
    };
    let of_bead = |&(position, bead): &(usize, &Bead)| scene(position, side::sides(context, bead)?);
    let scenes: Vec<Scene> = beads.par_iter().filter_map(of_bead).collect();
    compare::all(encoder, scenes, hopes)
}

/// What was said in so many segments before is known to the reader.
const SEGMENTS_BEFORE: usize = 3;

/// The words of the segments before a bead, in plain form.
fn said_before<'c>(context: &'c Context<'_>, own: &side::Side, source: bool) -> BTreeSet<&'c str> {
    let words = if source { context.source_words() } else { context.target_words() };
    let first = own.segments.first().map_or(0, |(segment, _)| *segment);
    let before = &words.unwrap_or_default()[first.saturating_sub(SEGMENTS_BEFORE)..first];
    before.iter().flat_map(Words::content).map(|word| word.plain.as_str()).collect()
}

/// Whether all words of a phrase without a partner were said before or are said elsewhere in the bead.
fn is_given(own: &side::Side, place: Span, before: &BTreeSet<&str>) -> bool {
    let inside = own.places_in(place);
    let elsewhere = |plain: &str| {
        let others = own.words.iter().enumerate().filter(|(at, _)| !inside.contains(at));
        others.into_iter().any(|(_, word)| word.plain == plain)
    };
    let mut lonely = own.words[inside.clone()].iter().filter(|word| word.covered < 0.5);
    lonely.all(|word| before.contains(word.plain.as_str()) || elsewhere(&word.plain))
}

/// Of candidates that overlap the one that `rank` puts first.
pub fn chosen(found: &[Candidate], rank: impl Fn(&Candidate) -> f64) -> Vec<&Candidate> {
    let mut ranked: Vec<(f64, &Candidate)> = found.iter().map(|c| (rank(c), c)).collect();
    ranked.sort_by(|a, b| a.1.bead.cmp(&b.1.bead).then(b.0.total_cmp(&a.0)));
    let mut kept: Vec<&Candidate> = Vec::new();
    for (_, candidate) in ranked {
        let overlaps = |other: &&Candidate| {
            other.of_source == candidate.of_source
                && other.segment == candidate.segment
                && other.span.overlaps(candidate.span)
        };
        let own = kept.iter().rev().take_while(|other| other.bead == candidate.bead);
        if !own.into_iter().any(overlaps) {
            kept.push(candidate);
        }
    }
    kept
}

/// So many beads of equal length weigh as much as what is seen in the document.
const EQUAL_BEADS: f64 = 20.0;

/// ln of how many times longer the source is than the target, on the mean over the beads.
fn usual_length(context: &Context<'_>) -> f64 {
    let (mut sum, mut count) = (0.0, EQUAL_BEADS);
    for (_, bead) in context.beads() {
        if bead.source.is_empty() || bead.target.is_empty() {
            continue;
        }
        let length = |segments: &[crate::segment::Segment]| -> f64 {
            segments.iter().map(|segment| side::letters(&segment.text)).sum::<f64>().max(1.0)
        };
        let ratio = (length(context.source(bead)) / length(context.target(bead))).ln();
        sum += ratio.clamp(-1.0, 1.0);
        count += 1.0;
    }
    sum / count
}

#[cfg(all(test, feature = "encoder"))]
mod tests {
    use super::*;
    use crate::check::tests::{aligned, encoder};

    /// What both rules mark in a pair.
    fn marked(source: &str, target: &str) -> Vec<(String, String)> {
        let (bitext, alignment, anchors) = aligned(&[source], &[target], &[(1, 1)]);
        let encoder = encoder();
        let context = Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
        let mut findings = Vec::new();
        Omission.check(&context, &mut findings);
        Addition.check(&context, &mut findings);
        let side =
            |f: Finding| (f.rule, f.source.or(f.target).map_or_else(String::new, |s| s.text));
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
        let phrases = weighed(&context, |_| 0.0, (MOST, f64::MIN), |_, _| true, None).phrases;
        assert!(phrases.is_empty());
    }
}
