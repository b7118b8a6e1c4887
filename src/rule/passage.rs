//! What the rules about whole passages have in common.

use std::{collections::BTreeSet, ops::Range};

use super::{Remark, Severity};
use crate::{
    align::Bead,
    anchor::Anchor,
    encoder::cosine,
    halves::is_switcher,
    language::role,
    reading::{Context, Mark, likeness::Likeness},
    segment::Segment,
    text::ScriptCounts,
};

/// A gap the alignment is at least this sure of.
const SURE: f64 = 0.8;

/// A gap the alignment is less sure of than this is a doubt, not a loss.
const UNSURE: f64 = 0.6;

/// The evidence for a gap at a segment whose values all stand opposite its neighbours.
const NOTHING_NEW: &str = "nothing new";

/// A segment with fewer letters than this (a Hangul syllable counts as two) is a heading or phrase.
const PHRASE_LETTERS: usize = 16;

/// How bad a gap at `segment`, which holds `values`, is and what kind of evidence it is; `None` if
/// nothing is lost by it.
///
/// A sentence all of whose values stand `opposite` its neighbours may have been merged into one of
/// them without a trace of its own: that is a doubt, not a loss.
fn gap(
    segment: &Segment,
    bead: &Bead,
    values: &[Anchor],
    opposite: &BTreeSet<String>,
) -> Option<(Severity, &'static str)> {
    let counts = ScriptCounts::of(&segment.text);
    if counts.letters() < 2 {
        return None;
    }
    let keys: Vec<_> = values.iter().flat_map(|anchor| anchor.value.keys()).collect();
    if !keys.is_empty() && keys.iter().all(|key| opposite.contains(key)) {
        return Some((Severity::Minor, NOTHING_NEW));
    }
    let is_minor = letters(&segment.text) < PHRASE_LETTERS || bead.score < UNSURE;
    let severity = if is_minor { Severity::Minor } else { Severity::Major };
    Some((severity, if bead.score >= SURE { "sure gap" } else { "likely gap" }))
}

/// How bad it is that a segment has no counterpart; `None` if nothing is lost by it.
fn weight(segment: &Segment) -> Option<Severity> {
    let counts = ScriptCounts::of(&segment.text);
    let severity =
        if letters(&segment.text) < PHRASE_LETTERS { Severity::Minor } else { Severity::Major };
    (counts.letters() >= 2).then_some(severity)
}

/// A text without a full stop that has so many letters is no heading (a Hangul syllable counts as two).
const PASSAGE_LETTERS: usize = 80;

/// Whether a text is too long for a heading.
pub(crate) fn is_long(text: &str) -> bool {
    letters(text) >= PASSAGE_LETTERS
}

/// Letters of a text, a Hangul syllable or Chinese character counted as two.
pub(crate) fn letters(text: &str) -> usize {
    let counts = ScriptCounts::of(text);
    counts.letters() + counts.hangul + counts.han
}

/// What [`noun`] calls a sentence.
pub(crate) const SENTENCE: &str = "the sentence";

/// What it calls what is neither a sentence nor long.
const PHRASE: &str = "the heading or phrase";

/// What to call a segment: a sentence if it ends as one and has more than one word.
pub(crate) fn noun(text: &str) -> &'static str {
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '』' | '」')
    });
    if bare.ends_with(['.', '!', '?', '…', '。']) && bare.split_whitespace().nth(1).is_some() {
        SENTENCE
    } else if is_long(text) {
        "the passage"
    } else {
        PHRASE
    }
}

/// A segment of one half without a counterpart in the other.
#[derive(Debug)]
pub(crate) struct Lone<'a> {
    bead: usize,
    pub(crate) segment: &'a Segment,
    severity: Severity,
    evidence: &'static str,
}

/// The segments of a half (of the source, or of the target) that have no counterpart: those of gaps, and
/// those of other beads that nothing opposite covers.
pub(crate) fn lone<'a>(context: &Context<'a>, of_source: bool) -> Vec<Lone<'a>> {
    let bitext = context.bitext;
    let (half, anchors) = if of_source {
        (&bitext.source, &context.anchors.source)
    } else {
        (&bitext.target, &context.anchors.target)
    };
    let (mut found, mut credit) = (Vec::new(), None);
    let copied = context.copied(of_source);
    let elsewhere = elsewhere(context, of_source);
    for (position, bead) in context.beads() {
        let (own, other) = sides(bead, of_source);
        if own.is_empty() || !other.is_empty() {
            continue;
        }
        let opposite = nearby_values(context, position, !of_source);
        for segment in &half.segments[own.clone()] {
            // Who translated it, and the lines of names behind that, have no original.
            let goes_on = credit == Some(segment.index) && noun(&segment.text) == PHRASE;
            if !of_source && (goes_on || is_credit(&segment.text)) {
                credit = Some(segment.index + 1);
                continue;
            }
            if copied.contains(&segment.index)
                || elsewhere.contains(&segment.index)
                || is_switcher(&segment.text)
            {
                continue;
            }
            if let Some((severity, evidence)) =
                gap(segment, bead, &anchors[segment.index], &opposite)
            {
                found.push(Lone { bead: position, segment, severity, evidence });
            }
        }
    }
    for (bead, index) in uncovered(context, of_source) {
        if copied.contains(&index) {
            continue;
        }
        let segment = &half.segments[index];
        let severity = weight(segment);
        found.extend(severity.map(|severity| Lone {
            bead,
            segment,
            severity,
            evidence: UNCOVERED,
        }));
    }
    found
}

/// Whether a text says who translated the document.
fn is_credit(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    let forms = role::korean("credit").iter().chain(role::forms("en", "credit"));
    forms.into_iter().any(|form| text.starts_with(form))
}

/// Two segments without a partner are each other's, by this cosine, if they stand near each other and the alignment is
/// not sure of them: on real documents that was so of six such pairs in seven that were read …
const NEAR_COSINE: f32 = 0.25;

/// … with no more than so many beads between …
const NEAR_BEADS: usize = 4;

/// Whatever they are, they are by this many nats …
const FAR_NATS: f64 = 14.0;

/// … within so many beads.
const FAR_BEADS: usize = 64;

/// The segments of a half in gaps whose counterparts stand in gaps of the other half: the alignment did not pair them,
/// or they were moved, which is told by another rule where it matters.
fn elsewhere(context: &Context<'_>, of_source: bool) -> BTreeSet<usize> {
    let gaps = |of_source: bool| -> Vec<(usize, Range<usize>, f64)> {
        let beads = context.beads().filter(|(_, bead)| {
            let (own, other) = sides(bead, of_source);
            !own.is_empty() && other.is_empty()
        });
        beads.map(|(at, bead)| (at, sides(bead, of_source).0.clone(), bead.score)).collect()
    };
    let (own, others) = (gaps(of_source), gaps(!of_source));
    let mut found = BTreeSet::new();
    if own.is_empty() || others.is_empty() {
        return found;
    }
    let Some(likeness) = Likeness::new(context) else { return found };
    let singles = context.singles();
    let near_in_meaning = |segment: usize, other: usize| {
        let (source, target) = if of_source { (segment, other) } else { (other, segment) };
        singles.map_or(0.0, |[sources, targets]| cosine(sources.row(source), targets.row(target)))
    };
    let is_phrase = |index: usize, of_source: bool| {
        let half = if of_source { &context.bitext.source } else { &context.bitext.target };
        noun(&half.segments[index].text) == PHRASE
    };
    for (position, segments, score) in own {
        let first = others.partition_point(|other| other.0 + FAR_BEADS < position);
        let near = others[first..].iter().take_while(|other| other.0 <= position + FAR_BEADS);
        let near: Vec<_> = near.collect();
        for segment in segments {
            let is_met = near.iter().any(|(at, others, other_score)| {
                let unsure =
                    score < SURE && *other_score < SURE && at.abs_diff(position) <= NEAR_BEADS;
                others.clone().any(|other| {
                    // Two headings face to face are each other's, however freely the one renders the other.
                    at.abs_diff(position) == 1
                        && is_phrase(segment, of_source)
                        && is_phrase(other, !of_source)
                        || unsure && near_in_meaning(segment, other) >= NEAR_COSINE
                        || likeness.of(segment..segment + 1, other..other + 1, of_source)
                            >= FAR_NATS
                })
            });
            if is_met {
                found.insert(segment);
            }
        }
    }
    found
}

impl Lone<'_> {
    /// What there is to report: `says` (that the segment is not translated, say) and why.
    pub(crate) fn remark(&self, of_source: bool, says: &str) -> Remark {
        let why = match self.evidence {
            NOTHING_NEW => "; its names and numbers stand in the neighbouring sentences",
            UNCOVERED => ": what stands opposite belongs to its neighbour",
            _ => "",
        };
        let text = &self.segment.text;
        let mark = Some(Mark::Segment(self.segment.index));
        let (source, target) = if of_source { (mark, None) } else { (None, mark) };
        Remark {
            bead: self.bead,
            source,
            target,
            severity: self.severity,
            evidence: self.evidence.into(),
            message: format!("{} {} {says}{why}", noun(text), quoted(text)),
            suggestion: None,
        }
    }
}

/// The evidence for a segment of a bead that nothing opposite covers.
const UNCOVERED: &str = "uncovered";

/// Without the segment the rest of its bead must be likelier by so many nats …
const BETTER_WITHOUT_NATS: f64 = 3.0;

/// … the segment itself must be no likelier than this …
const UNCOVERED_NATS: f64 = 4.0;

/// … and the rest at least this likely. Of 145 segments of clean beads with more segments on one side than on
/// the other one came through, of 121 that an omission had put into such a bead a third.
const REST_NATS: f64 = 10.0;

/// The segments of beads with more of them on this side than opposite (of the source, or of the target)
/// that nothing opposite covers, each with the position of its bead.
///
/// The alignment would rather put an untranslated sentence into the bead of a neighbour than leave a
/// gap. Meaning tells: the rest of the bead is a better translation without it.
fn uncovered(context: &Context<'_>, of_source: bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let beads = context.beads().filter(|(_, bead)| {
        let (own, other) = sides(bead, of_source);
        !other.is_empty() && own.len() > other.len()
    });
    let mut beads = beads.peekable();
    if context.encoder().is_none() || beads.peek().is_none() {
        return found;
    }
    let Some(likeness) = Likeness::new(context) else { return found };
    for (position, bead) in beads {
        let (own, other) = sides(bead, of_source);
        let nats = |run: Range<usize>| likeness.of(run, other.clone(), of_source);
        let all = nats(own.clone());
        // Only at the ends: what is left must be one stretch of text.
        let ends = [(own.start, own.start + 1..own.end), (own.end - 1, own.start..own.end - 1)];
        let worst = ends
            .into_iter()
            .filter_map(|(segment, rest)| {
                let rest = nats(rest);
                let is_out = rest >= REST_NATS && rest - all >= BETTER_WITHOUT_NATS;
                let alone = is_out.then(|| nats(segment..segment + 1))?;
                (alone <= UNCOVERED_NATS && !has_values(context, segment, other, of_source))
                    .then_some((alone, segment))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0));
        found.extend(worst.map(|(_, segment)| (position, segment)));
    }
    found
}

/// The segments of a bead on one side, and those opposite.
fn sides(bead: &Bead, of_source: bool) -> (&Range<usize>, &Range<usize>) {
    if of_source { (&bead.source, &bead.target) } else { (&bead.target, &bead.source) }
}

/// Whether a value of a segment stands opposite.
fn has_values(
    context: &Context<'_>,
    segment: usize,
    other: &Range<usize>,
    of_source: bool,
) -> bool {
    let anchors = context.anchors;
    let (own, others) = if of_source {
        (&anchors.source, &anchors.target)
    } else {
        (&anchors.target, &anchors.source)
    };
    let keys = |anchors: &[Anchor]| -> BTreeSet<String> {
        anchors.iter().flat_map(|anchor| anchor.value.keys()).collect()
    };
    let opposite: BTreeSet<String> = other.clone().flat_map(|at| keys(&others[at])).collect();
    !keys(&own[segment]).is_disjoint(&opposite)
}

/// The values that a half (the source, or the target) has in the two beads next to a gap.
fn nearby_values(context: &Context<'_>, position: usize, of_source: bool) -> BTreeSet<String> {
    let beads = &context.alignment.beads;
    let anchors = if of_source { &context.anchors.source } else { &context.anchors.target };
    let own = |bead| sides(bead, of_source).0;
    let before = beads[..position].iter().rev().find(|bead| !own(bead).is_empty());
    let after = beads[position + 1..].iter().find(|bead| !own(bead).is_empty());
    let segments = before.into_iter().chain(after).flat_map(|bead| own(bead).clone());
    segments.flat_map(|index| &anchors[index]).flat_map(|anchor| anchor.value.keys()).collect()
}

/// Whether a segment is nothing but a note by the translator or editor.
pub(crate) fn is_translators_note(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    let inside = [('[', ']'), ('(', ')'), ('〔', '〕'), ('（', '）'), ('［', '］')]
        .iter()
        .find_map(|&(open, close)| text.strip_prefix(open)?.strip_suffix(close));
    let named = [role::korean("editor"), role::forms("en", "editor")].concat();
    inside.is_some_and(|note| {
        let note = note.trim_start().to_lowercase();
        named.iter().any(|name| note.starts_with(name))
    })
}

/// At most this many characters of a passage are quoted in a message.
const QUOTED_CHARS: usize = 40;

/// The beginning of a passage in quotation marks.
pub(crate) fn quoted(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= QUOTED_CHARS {
        return format!("“{words}”");
    }
    let mut start: String = words.chars().take(QUOTED_CHARS).collect();
    if let Some(at) = start.rfind(' ') {
        start.truncate(at);
    }
    format!("“{start} …”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_is_called_what_it_is() {
        #[rustfmt::skip]
        let cases = [
            ("N o t e",                                   "the heading or phrase", "a heading"),
            ("Conversation with Comr. Pimenov",           "the heading or phrase", "a heading of more words"),
            ("Secret.",                                   "the heading or phrase", "one word with a full stop"),
            ("He agreed.",                                "the sentence",          "a short sentence"),
            ("He said: “I agree.”",                       "the sentence",          "the full stop is inside the quotation"),
            ("그는 동의하였다.",                             "the sentence",          "a short sentence"),
            ("the inspection of the ports of both sides and the replacement of all of the materiel \
              by the commission", "the passage", "too long for a heading"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(noun(text), expected, "{text}: {why}");
        }
    }

    #[test]
    fn an_unsure_gap_is_a_doubt() {
        let text = "No further meetings took place in the following months.".to_owned();
        let span = crate::text::Span::new(0, text.len());
        let segment = Segment::new(0, 0, text, span);
        let cases = [
            (0.9, Severity::Major, "sure gap"),
            (0.7, Severity::Major, "likely gap"),
            (0.5, Severity::Minor, "likely gap"),
        ];
        for (score, severity, evidence) in cases {
            let bead = Bead { source: 0..1, target: 0..0, score, cost: 0.0 };
            let found = gap(&segment, &bead, &[], &BTreeSet::new());
            assert_eq!(found, Some((severity, evidence)), "{score}");
        }
    }

    #[cfg(feature = "encoder")]
    #[test]
    fn a_gap_whose_counterpart_stands_in_a_gap_is_none() {
        const SOURCE: [&str; 3] = [
            "It was raining in the mountains.",
            "The delegation visited the new textile mill.",
            "The mayor opened the bridge.",
        ];
        const MILL: &str = "대표단은 새 방직공장을 방문하였다.";
        const PRICE: &str = "쌀값은 작년의 두 배로 뛰었다.";
        #[rustfmt::skip]
        let cases = [
            (MILL,  0.7, 0, "the alignment did not pair the two"),
            (PRICE, 0.7, 1, "something else stands in the other gap"),
            (MILL,  0.9, 0, "nor when it is sure: so near they are in meaning"),
            (PRICE, 0.9, 1, "and this is surely missing"),
        ];
        let encoder = crate::rule::trial::encoder();
        for (other, score, expected, why) in cases {
            let target = ["산에는 비가 내리고 있었다.", other, "시장은 다리를 개통하였다."];
            let sizes = [(1, 1), (1, 0), (0, 1), (1, 1)];
            let (bitext, mut alignment, anchors) =
                crate::rule::trial::aligned(&SOURCE, &target, &sizes);
            for bead in &mut alignment.beads {
                bead.score = score;
            }
            let context =
                Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref());
            for of_source in [true, false] {
                assert_eq!(lone(&context, of_source).len(), expected, "{other} {score}: {why}");
            }
        }
    }
}
