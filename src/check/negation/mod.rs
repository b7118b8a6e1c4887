//! Rule `negation`: one side negates what the other says.
//!
//! The negations of both sides are counted, idioms that negate nothing left out (not only, 뿐만 아니라).
//! Where one side has more, each of its negations is looked at closely ([`features`]); reported is the one
//! that is likeliest a slip.

mod features;

use std::{collections::BTreeSet, sync::LazyLock};

use super::{
    Context, Example, Explanation, Finding, Issue, Languages, Mark, Remark, Rule, Severity,
    cue::{BeadText, English, Patterns, whole_words},
};
use crate::{
    encoder::Encoder,
    text::{Span, table},
};
use features::{Pair, Sight};

/// The rule.
#[derive(Debug)]
pub(super) struct Negation;

static EXPLANATION: Explanation = Explanation {
    name: "negation",
    group: "meaning",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs_encoder: false,
    summary: "one side negates what the other says",
    details: "Negations are counted on both sides (not, no, never, without, nor; 않다, 못하다, 없다, 아니다, 안, \
              말다, 모르다); what looks like one and is none is left out (not only, cannot but; 뿐만 아니라, \
              밖에 없다, 지 않으면 안 된다, 끊임없이). Where one side has more, a model judges whether the negation \
              is a slip: by its place in the sentence, by words that negate by their meaning (refuse, unless, \
              lack; 거부, 불가능, 부족), by whether the negated word has a counterpart that is not \
              negated, and by whether the two sentences come closer when the negation is taken out.",
    true_example: Example {
        source: "The delegation visited the factory in Hungnam.",
        target: "대표단은 흥남의 공장을 방문하지 않았다.",
        comment: "the delegation did not visit it, says the translation",
    },
    false_example: Example {
        source: "The committee refused to discuss the question.",
        target: "위원회는 그 문제를 토의하지 않으려 하였다.",
        comment: "to refuse to do a thing is not to want to do it",
    },
};

/// The English and the Korean side, in this order in all pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    English,
    Korean,
}

/// A negation in a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cue {
    span: Span,
    /// What the table calls it.
    name: &'static str,
}

type Row = [&'static str; 5];

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    table::rows("negators.tsv", include_str!("../../../corpora/tables/negators.tsv"))
});

/// The patterns of a language: of the words that negate with the idioms, and of those that negate softly.
static PATTERNS: LazyLock<[[Patterns; 2]; 2]> = LazyLock::new(|| {
    ["en", "ko"].map(|wanted| {
        [false, true].map(|soft| {
            let rows = TABLE.iter().enumerate();
            let rows = rows.filter(|(_, [language, _, kind, ..])| {
                *language == wanted && (*kind == "soft") == soft
            });
            Patterns::new(wanted, rows.map(|(row, [_, form, ..])| (row, *form)))
        })
    })
});

/// The negations of a folded text.
fn negations(side: Side, text: &str) -> Vec<Cue> {
    let found = PATTERNS[side as usize][0].find(text);
    let (idioms, words): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|place| TABLE[place.row][2] == "idiom");
    let mut cues: Vec<Cue> = Vec::new();
    for place in words {
        let is_new = cues.last().is_none_or(|last| last.span.end <= place.span.start);
        if is_new && !idioms.iter().any(|idiom| idiom.span.overlaps(place.span)) {
            cues.push(Cue { span: place.span, name: TABLE[place.row][3] });
        }
    }
    cues
}

/// Whether an English and a Korean text have different numbers of negations, so that what one of them says
/// is turned round.
pub(super) fn is_uneven([english, korean]: &[BeadText; 2]) -> bool {
    negations(Side::English, english.plain()).len() != negations(Side::Korean, korean.plain()).len()
}

/// The names of the words of a folded text that negate by their meaning.
fn soft(side: Side, text: &str, cues: &[Cue]) -> BTreeSet<&'static str> {
    let found = PATTERNS[side as usize][1].find(text).into_iter();
    let apart = found.filter(|place| !cues.iter().any(|cue| cue.span.overlaps(place.span)));
    apart.map(|place| TABLE[place.row][3]).collect()
}

/// From so many nats on a negation is reported: of 1,000 freely translated pairs (news, manuals) that passes
/// about 8, and 8 of 10 negations put into a Korean predicate of theirs …
const REPORTED_NATS: f64 = 0.9;

/// … and from so many it is said to mislead the reader: about 2, and 7 of 10.
const SURE_NATS: f64 = 1.75;

/// Passages longer than this, in bytes, say so much that a negation more or less tells nothing.
const LONGEST: usize = 1500;

impl Rule for Negation {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let Some(english_is) = English::of(context) else { return };
        let mut suspects = Vec::new();
        for (position, texts) in english_is.beads(context) {
            if texts.iter().any(|text| text.text.len() > LONGEST) {
                continue;
            }
            let slips = slips(context, &texts);
            if !slips.is_empty() {
                suspects.push((position, texts, slips));
            }
        }
        if let Some(encoder) = context.encoder() {
            compare(encoder, suspects.iter_mut().flat_map(|(.., slips)| slips));
        }
        for (position, [english, korean], slips) in suspects {
            let best = slips
                .into_iter()
                .reduce(|best, slip| if slip.sight.nats > best.sight.nats { slip } else { best });
            if let Some(slip) = best.filter(|slip| slip.sight.nats >= REPORTED_NATS) {
                findings.push(report(context, position, english_is, [&english, &korean], &slip));
            }
        }
    }
}

/// A negation that is likeliest a slip.
struct Slip {
    side: Side,
    cue: Cue,
    sight: Sight,
    /// What is to be compared by vectors: see [`Pair::compared`].
    compared: [String; 3],
}

/// The negations of a bead that may be slips, weighed as far as that goes without vectors if there is an
/// encoder.
fn slips(context: &Context<'_>, [english, korean]: &[BeadText; 2]) -> Vec<Slip> {
    let negations =
        [negations(Side::English, english.plain()), negations(Side::Korean, korean.plain())];
    let counts = [negations[0].len(), negations[1].len()];
    let (side, other, text) = match counts[0].cmp(&counts[1]) {
        std::cmp::Ordering::Less => (Side::Korean, Side::English, english),
        std::cmp::Ordering::Equal => return Vec::new(),
        std::cmp::Ordering::Greater => (Side::English, Side::Korean, korean),
    };
    let soft = soft(other, text.plain(), &negations[other as usize]);
    let pair = Pair { english, korean, counts };
    let more = match context.encoder() {
        Some(_) => features::most_by_vectors(side),
        None => features::without_vectors(side),
    };
    let slips = negations[side as usize].iter().filter_map(|cue| {
        let mut sight = pair.look(side, cue, &soft);
        // What cannot be reported whatever its vectors say needs none.
        let is_hopeful = sight.nats + more >= REPORTED_NATS - ROUNDING;
        if context.encoder().is_none() {
            sight.nats += more;
        }
        is_hopeful.then(|| Slip { side, cue: *cue, sight, compared: pair.compared(side, cue) })
    });
    slips.collect()
}

/// More than adding up in another order changes, in nats.
const ROUNDING: f64 = 1e-9;

/// Adds what the vectors say, those of all texts being made together.
fn compare<'a>(encoder: &Encoder, slips: impl Iterator<Item = &'a mut Slip>) {
    let slips: Vec<&mut Slip> = slips.collect();
    let texts: BTreeSet<&str> =
        slips.iter().flat_map(|slip| &slip.compared).map(String::as_str).collect();
    let texts: Vec<String> = texts.into_iter().map(str::to_owned).collect();
    let vectors = encoder.encode(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    for slip in slips {
        let row = |text: &String| vectors.row(texts.partition_point(|other| other < text));
        slip.sight.nats += features::by_vectors(slip.side, slip.compared.each_ref().map(row));
    }
}

fn report(
    context: &Context<'_>,
    bead: usize,
    english_is: English,
    texts: [&BeadText; 2],
    slip: &Slip,
) -> Finding {
    let own = texts[slip.side as usize];
    let (words, partner) = match slip.side {
        Side::English => (slip.cue.span, slip.sight.partner),
        Side::Korean => {
            let predicate = slip.sight.word.join(slip.cue.span);
            let partner = slip.sight.partner.map(|span| verb_group(&texts[0].text, span));
            (whole_words(own.plain(), predicate), partner)
        }
    };
    let shown = own.folded.original(words).of(&own.text);
    let partner = partner.map(|span| match slip.side {
        Side::English => texts[1].mark_original(whole_words(&texts[1].text, span)),
        Side::Korean => texts[0].mark_original(span),
    });
    let own: Option<Mark> = Some(own.mark(words));
    let (english, korean) =
        if slip.side == Side::English { (own, partner) } else { (partner, own) };
    let (source, target) = english_is.in_order(english, korean);
    let only_source = (slip.side == Side::English) == (english_is == English::Source);
    let (has, has_not) =
        if only_source { ("original", "translation") } else { ("translation", "original") };
    let sure = slip.sight.nats >= SURE_NATS;
    let remark = Remark {
        bead,
        source,
        target,
        severity: if sure { Severity::Major } else { Severity::Minor },
        evidence: if sure { "sure" } else { "likely" },
        message: format!("the {has} negates (“{shown}”), the {has_not} does not"),
        suggestion: None,
    };
    context.finding(&EXPLANATION, remark)
}

/// The verb with the auxiliary directly before it: what would have to be negated.
fn verb_group(text: &str, verb: Span) -> Span {
    static AUXILIARY: LazyLock<regex::Regex> = LazyLock::new(|| {
        let words = "is|are|was|were|be|been|has|have|had|will|would|can|could|shall|should|may|might|must|do|does|did";
        regex::Regex::new(&format!(r"(?i)\b(?:{words})(?: been| be)? $")).expect("a pattern")
    });
    AUXILIARY.find(&text[..verb.start]).map_or(verb, |m| Span::new(m.start(), verb.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_understood() {
        for [language, _, kind, name, _] in TABLE.iter() {
            assert!(["en", "ko"].contains(language));
            assert!(["idiom", "not", "soft"].contains(kind), "{kind}");
            assert_eq!(name.is_empty(), *kind == "idiom", "{name}");
        }
        LazyLock::force(&PATTERNS);
    }

    #[test]
    fn negations_are_counted_without_idioms() {
        #[rustfmt::skip]
        let cases = [
            (Side::English, "He did not come, nor did she; it isn't known.", "not nor isn't", "plain ones"),
            (Side::English, "not only the party, but no doubt the state",     "",              "idioms"),
            (Side::English, "See No. 5: nothing but delays",                  "",              "a number; only"),
            (Side::English, "No one could do without it",                     "no one without", "two"),
            (Side::Korean,  "그는 오지 않았고 아무도 몰랐다",                    "지 않 몰랐",     "a long and a lexical one"),
            (Side::Korean,  "당뿐만 아니라 국가도 떠날 수밖에 없었다",             "",              "not only; cannot but"),
            (Side::Korean,  "끊임없이 일하지 않으면 안 된다",                    "",              "constantly; must"),
            (Side::Korean,  "갈 수 없다",                                    "갈 수 없",       "cannot"),
            (Side::Korean,  "이것은 사실이 아니다",                            "이 아니",        "the copula"),
            (Side::Korean,  "평안남도 안주에서",                              "",              "안 in a name"),
            (Side::Korean,  "그런 일이 없지는 않았다",                         "",              "two negations"),
            (Side::Korean,  "감탄을 금치 못하였다",                            "",              "could not help it"),
            (Side::Korean,  "절반밖에 급료를 받지 못한다",                       "",              "only"),
            (Side::Korean,  "터무니없는 소리이다",                             "",              "absurd"),
            (Side::Korean,  "마땅치 아니하다",                                "치 아니하",       "contracted 하지"),
            (Side::Korean,  "비는 그치지 않았다",                             "그치지 않",       "a class of its own"),
            (Side::English, "It is not uncommon, not insignificant",          "",              "two negations each"),
            (Side::English, "He did not understand it; not united",           "not not",       "no two negations"),
            (Side::English, "They cannot live without it; why not go?",       "",              "two negations; a suggestion"),
            (Side::English, "He has yet to decide, lest he err",              "has yet to lest", "not so far; so that not"),
        ];
        for (side, text, expected, why) in cases {
            let text = text.to_lowercase();
            let found: Vec<_> = negations(side, &text).iter().map(|c| c.span.of(&text)).collect();
            assert_eq!(found.join(" "), expected, "{text}: {why}");
        }
    }
}
