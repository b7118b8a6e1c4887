//! Rule `negation`: one side denies what the other says.
//!
//! Each side is read to its sense. What can, may and must be, and since when, is read by [`Claims`], and what is refused or
//! left out by words that must have a counterpart ([`Meanings`]). For the rest negations are counted; what has two that
//! affirm (cannot but, 않을 수 없다) is told where the other side denies, and what may stand for a negation or for none (not
//! until, 에야) leaves the other side room. Where one side still has more, each of its negations is looked at closely
//! ([`features`]); reported is the one that is likeliest a slip.

mod features;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, sync::LazyLock};

use crate::{
    encoder::Encoder,
    reading::{
        Context, Mark, Need,
        claims::Claims,
        cue::{BeadText, whole_words},
        negation::{Cue, Reading, read, soft, surplus},
    },
    rule::{
        Example, Explanation, Issue, Languages, Remark, Rule, Severity, claim, meaning::Meanings,
    },
    text::{Order, Span, Tongue, table},
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
              밖에 없다, 지 않으면 안 된다, 끊임없이), and what may be put either way (not until, 에야; anything but, far \
              from; not hard, 어렵지 않다) counts for neither. Where one side has more, a model judges whether the \
              negation is a slip: by its place in the sentence, by words that negate by their meaning (refuse, \
              unless, lack; 거부, 불가능, 부족), by whether the negated word has a counterpart that is not negated, and \
              by whether the two sentences come closer when the negation is taken out. Told without the model is \
              what is certain on both sides: cannot and 않을 수 없다, need not and 지 말아야 하다, not until and 이전에, \
              anything but or refrain with no denial opposite.",
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

/// What refuses or denies on one side, and must be there on the other.
static DENIALS: LazyLock<Meanings> =
    LazyLock::new(|| Meanings::new("denials.tsv", table::text!("denials.tsv")));

/// What cannot be, need not be or is not before a time.
static CLAIMS: LazyLock<Claims> = LazyLock::new(|| Claims::of("negation"));

/// From so many nats on a negation is reported: of 1,000 freely translated pairs (news, manuals) that passes
/// about 8, and 8 of 10 negations put into a Korean predicate of theirs …
const REPORTED_NATS: f64 = 0.9;

/// … and from so many it is said to mislead the reader: about 2, and 7 of 10.
const SURE_NATS: f64 = 1.75;

/// From so many nats on a bare negation is told as one, if its word has a counterpart …
const BARE_NATS: f64 = 1.75;

/// … and from so many if it has none: of 21,000 pairs of documentation, news and talk that passes 5, and 5 of 10 negations put
/// into the last predicate of a Korean sentence.
const BARE_ALONE_NATS: f64 = 2.5;

/// Passages longer than this, in bytes, say so much that a negation more or less tells nothing.
const LONGEST: usize = 1500;

impl Rule for Negation {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let Some((order, beads)) = context.texts() else { return };
        claim::check(&CLAIMS, context, remarks);
        DENIALS.check(context, remarks);
        let told: BTreeSet<usize> = remarks.iter().map(|remark| remark.bead).collect();
        let mut suspects = Vec::new();
        for (at, &(position, ref texts)) in beads.iter().enumerate() {
            if told.contains(&position) || texts.iter().any(|text| text.text().len() > LONGEST) {
                continue;
            }
            let readings = read(texts);
            if let Some(turned) = turned(texts, &readings) {
                remarks.push(report_turned(position, order, texts, turned));
                continue;
            }
            let mut slips = slips(context, texts, &readings);
            if slips.iter().any(|slip| slip.sight.is_bare)
                && let before = &beads[at.saturating_sub(LIST)..at]
                && before.iter().any(|(_, texts)| leads_in(texts))
            {
                for slip in &mut slips {
                    slip.sight.is_bare = false;
                }
            }
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
            if let Some(slip) = best.filter(|slip| slip.sight.nats >= slip.least) {
                remarks.push(report(position, order, [english, korean], &slip));
            }
        }
    }
}

/// A negation that is likeliest a slip.
struct Slip {
    side: Tongue,
    cue: Cue,
    sight: Sight,
    /// From so many nats on it is told.
    least: f64,
    /// Whether no words on either side may stand for a negation or for none.
    has_no_room: bool,
    /// What is to be compared by vectors: see [`Pair::compared`].
    compared: [String; 3],
}

impl Slip {
    /// Whether it denies what a sentence states while the other side states it, with nothing that could stand for the denial.
    fn is_bare(&self) -> bool {
        let least = if self.sight.partner.is_some() { BARE_NATS } else { BARE_ALONE_NATS };
        // What leaves room is no matter of certainty.
        self.has_no_room && self.sight.is_bare && self.sight.nats >= least
    }
}

/// The negations of a bead that may be slips, weighed as far as that goes without vectors if there is an
/// encoder.
fn slips(
    context: &Context<'_>,
    [english, korean]: &[BeadText; 2],
    readings: &[Reading; 2],
) -> Vec<Slip> {
    let Some(side) = surplus(readings) else { return Vec::new() };
    let other = side.other();
    let text = if other == Tongue::English { english } else { korean };
    let soft_of =
        |side: Tongue, text: &BeadText| soft(side, text.plain(), &readings[side as usize].cues);
    let soft = soft_of(other, text);
    let own = if side == Tongue::English { english } else { korean };
    let own_soft = soft_of(side, own);
    let counts = [0, 1].map(|side: usize| readings[side].cues.len());
    let pair = Pair { texts: [english, korean], counts };
    // A word that denies by its meaning may be what the negation stands for: only what is sure is told beside it.
    let is_answered = soft.iter().any(|cue| features::is_strong(other, cue));
    let least = if is_answered { SURE_NATS } else { REPORTED_NATS };
    let more = match context.encoder() {
        Some(_) => features::most_by_vectors(side),
        None => features::without_vectors(side),
    };
    let has_no_room = readings.iter().all(|reading| reading.room() == 0);
    let slips = readings[side as usize].cues.iter().filter_map(|cue| {
        let mut sight = pair.look(side, cue, &soft, &own_soft);
        // What cannot be reported whatever its vectors say needs none.
        let is_hopeful = sight.nats + more >= least - ROUNDING;
        if context.encoder().is_none() {
            sight.nats += more;
        }
        is_hopeful.then(|| Slip {
            side,
            cue: *cue,
            sight,
            least,
            has_no_room,
            compared: pair.compared(side, cue),
        })
    });
    slips.collect()
}

/// So many passages may stand under a line that negates them all.
const LIST: usize = 12;

/// A line over a list is no longer than this, in bytes.
const LEAD: usize = 120;

/// Whether a passage negates what the passages behind it list: “What we do not do”, “We never:”.
fn leads_in(texts: &[BeadText; 2]) -> bool {
    let readings = read(texts);
    [Tongue::English, Tongue::Korean].into_iter().any(|side| {
        let is_mark = |c: char| c.is_whitespace() || "\"'”’»)]*_".contains(c);
        let text = texts[side as usize].plain().trim_end_matches(is_mark);
        let is_open = text.len() <= LEAD
            && (text.ends_with([':', '：']) || !text.ends_with(['.', '!', '?', '다']));
        is_open && !readings[side as usize].cues.is_empty()
    })
}

/// Two negations that affirm, by their side and place, and the one negation of the other side, where both sides have
/// nothing else that negates.
struct Turned {
    side: Tongue,
    double: Span,
    cue: Span,
}

/// Whether one side affirms by two negations what the other denies by one, and no word says that either could be meant
/// otherwise.
fn turned(texts: &[BeadText; 2], readings: &[Reading; 2]) -> Option<Turned> {
    [Tongue::English, Tongue::Korean].into_iter().find_map(|side| {
        let (own, other) = (&readings[side as usize], &readings[side.other() as usize]);
        let ([double], [], [cue], 0, 0) = (
            own.doubles.as_slice(),
            own.cues.as_slice(),
            other.cues.as_slice(),
            own.either,
            other.room(),
        ) else {
            return None;
        };
        let apart = |side: Tongue, text: &BeadText, read_over: &[Cue]| {
            !soft(side, text.plain(), read_over).iter().any(|cue| features::is_strong(side, cue))
        };
        let double_cue = Cue { span: *double, name: "" };
        let is_certain = cue.name != DENIED
            && apart(side, &texts[side as usize], &[double_cue])
            && apart(side.other(), &texts[side.other() as usize], &other.cues);
        is_certain.then_some(Turned { side, double: *double, cue: cue.span })
    })
}

/// What the table calls a negation of a word whose denial is a word of its own (좋지 않다 is bad).
const DENIED: &str = "antonym";

fn report_turned(
    bead: usize,
    order: Order,
    texts: &[BeadText; 2],
    Turned { side, double, cue }: Turned,
) -> Remark {
    let spans = match side {
        Tongue::English => [double, whole_words(texts[1].plain(), cue)],
        Tongue::Korean => [cue, whole_words(texts[1].plain(), double)],
    };
    let shown = [0, 1].map(|side| texts[side].folded.original(spans[side]).of(texts[side].text()));
    let [english, korean] = [0, 1].map(|side| Some(texts[side].mark(spans[side])));
    let (source, target) = order.arranged(english, korean);
    let (affirmed, denied) = (shown[side as usize], shown[side.other() as usize]);
    let (affirms, denies) = if (side == Tongue::English) == (order == Order::Straight) {
        ("original", "translation")
    } else {
        ("translation", "original")
    };
    Remark {
        bead,
        source,
        target,
        severity: Severity::Major,
        evidence: "turned".into(),
        message: format!(
            "the {affirms} affirms by two negations (“{affirmed}”), the {denies} denies (“{denied}”)"
        ),
        suggestion: None,
    }
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

fn report(bead: usize, order: Order, texts: [&BeadText; 2], slip: &Slip) -> Remark {
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
    let (source, target) = order.arranged(english, korean);
    let only_source = (slip.side == Tongue::English) == (order == Order::Straight);
    let (has, has_not) =
        if only_source { ("original", "translation") } else { ("translation", "original") };
    let likely = slip.sight.nats >= SURE_NATS;
    let sure = likely && slip.sight.is_plain;
    let evidence = match () {
        () if slip.is_bare() => "bare",
        () if sure => "sure",
        () if likely => "likely",
        () => "possible",
    };

    Remark {
        bead,
        source,
        target,
        severity: if sure || slip.is_bare() { Severity::Major } else { Severity::Minor },
        evidence: evidence.into(),
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
