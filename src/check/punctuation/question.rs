//! Questions on one side of a bead that the other side states: by their marks, and by the words and endings
//! that ask.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    ends_in_stop, last_word,
    marks::{is_closing, is_opening, with_word},
};
use crate::{
    align::Bead,
    reading::{Context, Mark, cue::pattern},
    rule::{Remark, Severity},
    segment::Segment,
    text::{Folded, Language, Span, table},
};

/// What asks, and what states, in a language.
struct Forms {
    /// Words and endings that ask wherever they stand, directly or not.
    asks: Regex,
    /// Endings of a sentence that asks nothing.
    states: Option<Regex>,
}

/// In English, and in Korean.
static FORMS: LazyLock<[Forms; 2]> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/question-forms.tsv");
    let rows = table::rows::<4>("question-forms.tsv", text);
    let compile = |pattern: String| Regex::new(&pattern).expect("a pattern");
    ["en", "ko"].map(|wanted| {
        let of = |kind: &str| -> Vec<&str> {
            let rows = rows.iter().filter(|[language, _, k, _]| *language == wanted && *k == kind);
            rows.map(|[_, form, ..]| *form).collect()
        };
        let states = of("states").join("|");
        Forms {
            asks: compile(pattern(usize::from(wanted == "ko"), &of("asks")).expect("forms")),
            states: (!states.is_empty()).then(|| compile(format!("(?:{states})$"))),
        }
    })
});

fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '？' | '⁇' | '⁈' | '⁉')
}

/// Questions on one side of a bead and none on the other.
pub(super) fn check(
    context: &Context<'_>,
    position: usize,
    bead: &Bead,
    marked: bool,
    remarks: &mut Vec<Remark>,
) {
    let (source, target) = (context.source(bead), context.target(bead));
    let (from, to) = (&context.bitext.source.language, &context.bitext.target.language);
    let known = |language: &Language| language.is_english() || language.is_korean();
    if bead.is_gap() || !known(from) || !known(to) {
        return;
    }
    let last = |segments: &[Segment]| {
        segments.last().map(|s| Mark::Words { segment: s.index, span: last_word(&s.text) })
    };
    let sides = match (question(source), question(target)) {
        // A question mark inside the sentence: what is asked there is quoted or an aside.
        (Some(_), None) if has_mark(target) || is_request(source, from) => return,
        (None, Some(_)) if has_mark(source) => return,
        (Some(asked), None) if states(target, to) => {
            (Some(asked), last(target), "question lost", "the question became a statement")
        }
        (Some(asked), None) if marked && ends(target) && !ends_stating(target, to) => {
            (Some(asked), last(target), "question mark", "the question has no question mark")
        }
        (None, Some(asks)) if states(source, from) => {
            (last(source), Some(asks), "question added", "the statement became a question")
        }
        _ => return,
    };
    let (source, target, evidence, message) = sides;
    remarks.push(Remark {
        bead: position,
        source,
        target,
        severity: Severity::Minor,
        evidence: evidence.into(),
        message: message.into(),
        suggestion: None,
    });
}

fn ends(segments: &[Segment]) -> bool {
    segments.last().is_some_and(|segment| ends_in_stop(&segment.text))
}

/// So many questions show whether the document marks its questions …
const FEWEST_QUESTIONS: u32 = 5;

/// … if this share of them are marked.
const MARKED_SHARE: f64 = 0.8;

/// Whether what asks in the original by its mark does so in the translation.
pub(super) fn are_marked(context: &Context<'_>) -> bool {
    let asked = context.beads().filter(|(_, bead)| question(context.source(bead)).is_some());
    let (all, marked) = asked.fold((0_u32, 0_u32), |(all, marked), (_, bead)| {
        (all + 1_u32, marked + u32::from(question(context.target(bead)).is_some()))
    });
    all >= FEWEST_QUESTIONS && f64::from(marked) >= MARKED_SHARE * f64::from(all)
}

/// The question mark of the last segment that asks, with its word.
///
/// A segment asks if nothing but closing marks comes after its question mark. Behind a closing quotation mark or
/// bracket somebody else asks (He said: “Why?”), unless all of the segment is quoted.
fn question(segments: &[Segment]) -> Option<Mark> {
    segments.iter().rev().find_map(|segment| {
        let text = &segment.text;
        let at = text.rfind(is_question_mark)?;
        let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
        let rest = &text[end..];
        let is_inside = rest.contains(is_closing) && !text.trim_start().starts_with(is_opening);
        let asks = !rest.chars().any(char::is_alphanumeric) && !is_inside;
        asks.then(|| Mark::Words {
            segment: segment.index,
            span: with_word(text, Span::new(at, end)),
        })
    })
}

fn has_mark(segments: &[Segment]) -> bool {
    segments.iter().any(|segment| segment.text.contains(is_question_mark))
}

/// Whether nothing in the segments asks, not even indirectly.
fn states(segments: &[Segment], language: &Language) -> bool {
    let forms = &FORMS[usize::from(language.is_korean())];
    segments.iter().all(|segment| {
        let asks = forms.asks.is_match(Folded::new(&segment.text).text());
        // A sentence that ends in a stop; of a heading or fragment nothing is known.
        !asks && ends_in_stop(&segment.text) && forms.is_stated(&segment.text)
    })
}

/// Whether the last segment ends as no question does, in a language that shows it.
fn ends_stating(segments: &[Segment], language: &Language) -> bool {
    let forms = &FORMS[usize::from(language.is_korean())];
    forms.states.is_some() && segments.last().is_some_and(|last| forms.is_stated(&last.text))
}

impl Forms {
    /// Whether the text may be a statement by its ending.
    fn is_stated(&self, text: &str) -> bool {
        let folded = Folded::new(text);
        let bare = folded.text().trim_end_matches(|c: char| !c.is_alphanumeric());
        self.states.as_ref().is_none_or(|states| states.is_match(bare))
    }
}

/// “Would you come in?” asks nothing. Korean has endings of its own for requests.
fn is_request(segments: &[Segment], language: &Language) -> bool {
    language.is_english()
        && segments.iter().any(|segment| {
            let folded = Folded::new(&segment.text);
            let mut words =
                folded.text().split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
            let first = words.next().unwrap_or_default();
            let second = words.next().unwrap_or_default();
            matches!(first, "can" | "could" | "will" | "would" | "may" | "might" | "shall" | "why")
                && matches!(second, "you" | "i" | "we" | "not")
                || folded.text().contains("please")
                || TAG.is_match(folded.text())
        })
}

/// “…, don't you?” wants no answer; Korean says it with an ending of its own (지, 네, 군).
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    let verbs =
        "is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|shall|should|ai|wo";
    let pronouns = "i|you|he|she|it|we|they|there|that";
    let short = "right|ok|okay|yes|no|eh|huh";
    let tag = format!(r"(?-u:\b)(?:{verbs})(?:n't)? (?:{pronouns}) ?\?|, (?:{short}) ?\?");
    Regex::new(&tag).expect("a pattern")
});
