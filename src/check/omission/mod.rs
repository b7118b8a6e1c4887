//! `omission` and `addition`: words inside a bead that nothing opposite covers.
//!
//! Each phrase of a side is weighed by what the lexicon, the values and the lengths say, and of the few
//! that look lost it is asked whether the vectors of the two sides come closer when it is taken out. One
//! calibrated model ([`Models`]) joins the evidence; of nested phrases the one it believes in most is
//! reported.

mod candidate;
mod model;
mod side;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use candidate::{Candidate, FEATURE_COUNT, FEATURES, FIRST_OF_VECTORS};
pub use model::{Model, Models};

use super::{
    Context, Example, Explanation, Finding, Issue, Languages, Mark, Remark, Rule, Severity,
    passage, phrase::Kind,
};
use crate::{
    align::Bead,
    encoder::{self, Encoder},
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
        sides, by whether the words are near any word opposite in meaning, and by whether the sentences \
        come closer in meaning when the phrase is taken out. One model fitted on planted omissions joins \
        the answers; of nested phrases the likeliest is marked. Evidence: sure, likely or possible. Let \
        pass are pronouns and words of grammar, subjects that Korean leaves to the context, pairs of \
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

/// Odds from which a finding is called sure, likely and possible, in nats.
///
/// Read off planted omissions and clean pairs of the development gold.
const LEVELS: [(f64, &str); 3] = [(2.5, "sure"), (1.5, "likely"), (1.2, "possible")];

/// So much less is a Korean phrase: Korean spells out what English leaves to the reader oftener than the
/// permissive texts that the model was fitted on show.
const KOREAN: f64 = 0.75;

/// A word alone is believed so much less than the model says: on gold, translators' liberties with
/// single words outnumber words left out.
const SINGLE_WORD: f64 = 0.5;

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

/// Place of the feature “content”, the number of content words.
const SINGLE: usize = 22;

fn report(context: &Context<'_>, of_source: bool, findings: &mut Vec<Finding>) {
    let models = Models::fitted();
    let rank = |candidate: &Candidate| models.first(candidate);
    // One that cannot be reported whatever its vectors say can overlap none that is: they need none.
    let least = LEVELS.iter().map(|level| level.0).fold(f64::INFINITY, f64::min) - ROUNDING;
    let hopeful = |candidate: &Candidate| {
        let korean = f64::from(u8::from(candidate.korean)) * KOREAN;
        models.at_most(candidate) >= least + korean
    };
    // Both rules share the vectors.
    let found = context.suspects(|| weighed(context, rank, MOST, LEAST, hopeful));
    for candidate in chosen(found, |candidate| models.last(candidate)) {
        if candidate.of_source != of_source {
            continue;
        }
        let single = candidate.features[SINGLE] <= 1.0;
        let doubt = f64::from(u8::from(single)) * SINGLE_WORD
            + f64::from(u8::from(candidate.korean)) * KOREAN;
        let logit = models.last(candidate) - doubt;
        let Some((_, evidence)) = LEVELS.iter().find(|(least, _)| logit >= *least) else {
            continue;
        };
        findings.push(finding(context, candidate, evidence));
    }
}

fn finding(context: &Context<'_>, candidate: &Candidate, evidence: &str) -> Finding {
    let half = if candidate.of_source { &context.bitext.source } else { &context.bitext.target };
    let text = candidate.span.of(&half.segments[candidate.segment].text);
    let mark = Some(Mark::Words { segment: candidate.segment, span: candidate.span });
    let (rule, source, target, other) = if candidate.of_source {
        (&OMISSION, mark, None, "translation")
    } else {
        (&ADDITION, None, mark, "original")
    };
    let content = candidate.features[2] + candidate.features[13];
    let phrase = matches!(candidate.kind, Kind::Clause | Kind::Place | Kind::Bracketed);
    let severity = match evidence {
        "sure" if content >= 2.0 => Severity::Major,
        "likely" if content >= 2.0 && phrase => Severity::Major,
        _ => Severity::Minor,
    };
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

/// The candidates of the beads with all their features: of each side the `most` that `rank` puts first
/// and gives `least` at least, of those the `hopeful`, which are looked at before the features are known
/// that need vectors. None without an encoder or a lexicon for the languages.
pub fn weighed(
    context: &Context<'_>,
    rank: impl Fn(&Candidate) -> f64 + Sync,
    most: usize,
    least: f64,
    hopeful: impl Fn(&Candidate) -> bool + Sync,
) -> Vec<Candidate> {
    let Some(encoder) = context.encoder() else { return Vec::new() };
    let usual_length = usual_length(context);
    let beads: Vec<(usize, &Bead)> = context.beads().collect();
    let of_bead = |&(position, bead): &(usize, &Bead)| {
        let Some(sides) = side::sides(context, bead) else { return Suspects::default() };
        let mut suspects = Suspects::default();
        for (own, other, is_source) in [(0, 1, true), (1, 0, false)] {
            let usual = if is_source { usual_length } else { -usual_length };
            let (own, other) = (&sides[own], &sides[other]);
            // A side nothing of which can be read (l e t t e r s p a c e d) covers nothing.
            if !other.words.iter().any(|word| word.known) {
                continue;
            }
            let all = candidate::candidates((position, is_source), own, other, usual);
            let ranked = all.into_iter().map(|candidate| (rank(&candidate), candidate));
            let mut ranked: Vec<_> = ranked.filter(|(value, _)| *value >= least).collect();
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
            let first = ranked.into_iter().take(most).map(|(_, candidate)| candidate);
            suspects.found.extend(first.filter(&hopeful).map(|mut candidate| {
                candidate.take_out(own);
                candidate
            }));
        }
        if !suspects.found.is_empty() {
            // Only words that some candidate of the other side is compared with.
            let plain = |side: &side::Side, of_source: bool| -> Vec<String> {
                let asks = |c: &Candidate| c.of_source == of_source && !c.lonely.is_empty();
                let words = side.words.iter().filter(|_| suspects.found.iter().any(asks));
                words.map(|word| word.plain.clone()).collect()
            };
            suspects.words = [plain(&sides[0], false), plain(&sides[1], true)];
            suspects.texts = sides.map(|side| side.text);
        }
        suspects
    };
    let mut all: Vec<Suspects> = beads.par_iter().map(of_bead).collect();
    all.retain(|suspects| !suspects.found.is_empty());
    compare_without(encoder, &mut all);
    compare_words(encoder, &mut all);
    all.into_iter().flat_map(|suspects| suspects.found).collect()
}

/// A bead's candidates with what they are compared with.
#[derive(Default)]
struct Suspects {
    found: Vec<Candidate>,
    /// Source and target.
    texts: [String; 2],
    /// The content words of source and target, in plain form.
    words: [Vec<String>; 2],
}

/// How much closer the vectors of the two sides come without each candidate.
///
/// The shortened texts are encoded anew: exact, and of the 30 tokens of a sentence two seams with
/// all that they see would need 16 as well.
fn compare_without(encoder: &Encoder, all: &mut [Suspects]) {
    let texts: Vec<&str> = all
        .iter()
        .flat_map(|s| s.texts.iter().chain(s.found.iter().map(|c| &c.without)))
        .map(String::as_str)
        .collect();
    let vectors = encoder.encode(&texts);
    let mut rows = vectors.rows();
    for suspects in all {
        let (Some(source), Some(target)) = (rows.next(), rows.next()) else { return };
        let similarity = f64::from(encoder::cosine(source, target));
        for candidate in &mut suspects.found {
            let Some(without) = rows.next() else { return };
            let other = if candidate.of_source { target } else { source };
            let gain = f64::from(encoder::cosine(without, other)) - similarity;
            let share = candidate.features[12].max(0.05);
            candidate.features[FIRST_OF_VECTORS..FIRST_OF_VECTORS + 3].copy_from_slice(&[
                gain,
                gain / share,
                similarity,
            ]);
        }
    }
}

/// What a phrase is given whose words are all covered or none.
const NEAREST_UNKNOWN: f64 = 0.5;

/// How close the words without a partner come to any word opposite: on the mean, and the one that is
/// farthest off. The lexicon does not know every synonym, the encoder knows many.
fn compare_words(encoder: &Encoder, all: &mut [Suspects]) {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for suspects in all.iter() {
        let lonely = suspects.found.iter().flat_map(|candidate| &candidate.lonely);
        for word in suspects.words.iter().flatten().chain(lonely) {
            let next = numbers.len();
            numbers.entry(word).or_insert(next);
        }
    }
    let mut words = vec![""; numbers.len()];
    for (word, &number) in &numbers {
        words[number] = word;
    }
    let vectors = encoder.encode(&words);
    let row = |word: &String| numbers.get(word.as_str()).map(|&number| vectors.row(number));
    let nearest: Vec<Vec<(f64, f64)>> = all
        .par_iter()
        .map(|suspects| {
            let of_candidate = |candidate: &Candidate| {
                let others = &suspects.words[usize::from(candidate.of_source)];
                let near = candidate.lonely.iter().filter_map(row).map(|word| {
                    let near = others.iter().filter_map(row);
                    near.map(|other| f64::from(encoder::cosine(word, other))).fold(0.0, f64::max)
                });
                let near: Vec<f64> = near.collect();
                if near.is_empty() {
                    return (NEAREST_UNKNOWN, NEAREST_UNKNOWN);
                }
                let mean = near.iter().sum::<f64>() / near.len() as f64;
                (mean, near.into_iter().fold(1.0, f64::min))
            };
            suspects.found.iter().map(of_candidate).collect()
        })
        .collect();
    for (suspects, nearest) in all.iter_mut().zip(nearest) {
        for (candidate, (mean, least)) in suspects.found.iter_mut().zip(nearest) {
            candidate.features[FIRST_OF_VECTORS + 3..].copy_from_slice(&[mean, least]);
        }
    }
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
        assert!(weighed(&context, |_| 0.0, MOST, f64::MIN, |_| true).is_empty());
    }
}
