//! Rule `negation`: one side negates what the other says.
//!
//! The negations of both sides are counted, idioms that negate nothing left out (not only, 뿐만 아니라).
//! Where one side has more, each of its negations is looked at closely ([`features`]); reported is the one
//! that is likeliest a slip.

mod features;

use std::{collections::BTreeSet, sync::LazyLock};

use crate::{
    encoder::Encoder,
    reading::{
        Context, Mark, Need,
        cue::{BeadText, English, whole_words},
        negation::{Cue, Tongue, negations, soft},
    },
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
    text::Span,
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
    needs: &[],
    uses: &[Need::Vectors],
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

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let Some(english_is) = English::of(context) else { return };
        let mut suspects = Vec::new();
        for (position, texts) in english_is.beads(context) {
            if texts.iter().any(|text| text.text().len() > LONGEST) {
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
                remarks.push(report(position, english_is, [&english, &korean], &slip));
            }
        }
    }
}

/// A negation that is likeliest a slip.
struct Slip {
    side: Tongue,
    cue: Cue,
    sight: Sight,
    /// What is to be compared by vectors: see [`Pair::compared`].
    compared: [String; 3],
}

/// The negations of a bead that may be slips, weighed as far as that goes without vectors if there is an
/// encoder.
fn slips(context: &Context<'_>, [english, korean]: &[BeadText; 2]) -> Vec<Slip> {
    let negations =
        [negations(Tongue::English, english.plain()), negations(Tongue::Korean, korean.plain())];
    let counts = [negations[0].len(), negations[1].len()];
    let (side, other, text) = match counts[0].cmp(&counts[1]) {
        std::cmp::Ordering::Less => (Tongue::Korean, Tongue::English, english),
        std::cmp::Ordering::Equal => return Vec::new(),
        std::cmp::Ordering::Greater => (Tongue::English, Tongue::Korean, korean),
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

fn report(bead: usize, english_is: English, texts: [&BeadText; 2], slip: &Slip) -> Remark {
    let own = texts[slip.side as usize];
    let (words, partner) = match slip.side {
        Tongue::English => (slip.cue.span, slip.sight.partner),
        Tongue::Korean => {
            let predicate = slip.sight.word.join(slip.cue.span);
            let partner = slip.sight.partner.map(|span| verb_group(texts[0].text(), span));
            (whole_words(own.plain(), predicate), partner)
        }
    };
    let shown = own.folded.original(words).of(own.text());
    let partner = partner.map(|span| match slip.side {
        Tongue::English => texts[1].mark_original(whole_words(texts[1].text(), span)),
        Tongue::Korean => texts[0].mark_original(span),
    });
    let own: Option<Mark> = Some(own.mark(words));
    let (english, korean) =
        if slip.side == Tongue::English { (own, partner) } else { (partner, own) };
    let (source, target) = english_is.in_order(english, korean);
    let only_source = (slip.side == Tongue::English) == (english_is == English::Source);
    let (has, has_not) =
        if only_source { ("original", "translation") } else { ("translation", "original") };
    let sure = slip.sight.nats >= SURE_NATS;

    Remark {
        bead,
        source,
        target,
        severity: if sure { Severity::Major } else { Severity::Minor },
        evidence: if sure { "sure".into() } else { "likely".into() },
        message: format!("the {has} negates (“{shown}”), the {has_not} does not"),
        suggestion: None,
    }
}

/// The verb with the auxiliary directly before it: what would have to be negated.
fn verb_group(text: &str, verb: Span) -> Span {
    static AUXILIARY: LazyLock<regex::Regex> = LazyLock::new(|| {
        let words = "is|are|was|were|be|been|has|have|had|will|would|can|could|shall|should|may|might|must|do|does|did";
        regex::Regex::new(&format!(r"(?i)\b(?:{words})(?: been| be)? $")).expect("a pattern")
    });
    AUXILIARY.find(&text[..verb.start]).map_or(verb, |m| Span::new(m.start(), verb.end))
}
