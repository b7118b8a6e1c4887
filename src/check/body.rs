//! Rule `body`: an organisation or country rendered as another one, or under a name it does not bear.

use std::sync::LazyLock;

use super::{
    Context, Example, Explanation, Finding, Issue, Mark, Remark, Rule, Severity, inconsistent_term,
    naming::{self, Naming, Namings, certain, expected},
};
use crate::{
    align::Bead,
    anchor::form::{BODIES, Concept, Lexicon, words_ending},
    text::{Span, table},
};

/// The rule.
pub(super) struct Body;

static EXPLANATION: Explanation = Explanation {
    name: "body",
    group: "names",
    issue: Issue::Terminology,
    summary: "an organisation or country is rendered as another one, or under a name it does not bear",
    details: "Organs, parties, organisations and countries are compared as what they are: NNSC and \
              중립국감독위원회, Soviet and 소련. A finding needs both sides: a body in the English none of whose \
              Korean names occurs, and in its place another body or country that nothing in the English \
              accounts for (major), or a word built like its name that is not its name (minor). A body that \
              is dropped or taken up by a pronoun is let pass, and so are optional spaces and the spellings of \
              North and South. A known name with a syllable lost is left to name-spelling. English to Korean.",
    true_example: Example {
        source: "both were members of the Political Bureau",
        target: "이 둘은 모두 정치부 간부였다",
        comment: "the Political Bureau is 정치국; 정치부 is a political department",
    },
    false_example: Example {
        source: "People’s Republic of Poland",
        target: "폴란드인민공화국",
        comment: "the space in 폴란드 인민공화국 is optional",
    },
};

impl Rule for Body {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let Some(namings) = Namings::of(context, naming::body) else { return };
        let inconsistent = inconsistent_term::inconsistent_bodies(&namings);
        for (position, bead) in context.beads() {
            if bead.is_gap() {
                continue;
            }
            let mut unlicensed = namings.unlicensed(position);
            let mut done: Vec<usize> = Vec::new();
            for body in namings.unmatched(position) {
                // A body named twice in a bead is missed once.
                if body.found.certain().any(|c| done.contains(&c) || inconsistent.contains(&c)) {
                    continue;
                }
                done.extend(body.found.certain());
                let rendering = match other(context, bead, &body, &unlicensed) {
                    Some(at) => Some(Rendering::of(&body, &unlicensed.remove(at))),
                    None => similar(context, bead, &body, &namings.target[position]),
                };
                findings.extend(rendering.map(|r| report(context, position, &body, &r)));
            }
        }
    }
}

/// What stands where a body should be named.
struct Rendering {
    mark: Mark,
    evidence: &'static str,
    severity: Severity,
    /// What else it is the name of.
    names: &'static str,
}

impl Rendering {
    fn of(body: &Naming<'_>, korean: &Naming<'_>) -> Self {
        let nonstandard = body.found.certain().any(|c| korean.found.is_nonstandard_for(c));
        let other = certain(&BODIES, korean).next();
        let (evidence, severity) = match other {
            _ if nonstandard => ("nonstandard", Severity::Minor),
            Some(other) if other.group == Concept::COUNTRY => ("country", Severity::Major),
            _ => ("body", Severity::Major),
        };
        let names = other.filter(|_| !nonstandard).map_or("", |other| other.english);
        Self { mark: korean.mark(), evidence, severity, names }
    }
}

/// Which of the Korean bodies that nothing accounts for stands for `body`: one of its own kind.
fn other(
    context: &Context<'_>,
    bead: &Bead,
    body: &Naming<'_>,
    unlicensed: &[Naming<'_>],
) -> Option<usize> {
    let lexicon: &Lexicon = &BODIES;
    let is_mistaken = |korean: &Naming<'_>| {
        body.found.certain().any(|concept| {
            korean.found.is_nonstandard_for(concept)
                || certain(lexicon, korean)
                    .any(|other| other.group == lexicon.concepts[concept].group)
        })
    };
    let place = naming::place(context.source(bead), body);
    let candidates = unlicensed.iter().enumerate().filter(|(_, korean)| is_mistaken(korean));
    let placed = candidates.map(|(at, korean)| (at, naming::place(context.target(bead), korean)));
    naming::nearest(place, placed)
}

static HEADS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let table = include_str!("../../corpora/tables/body-heads.tsv");
    let mut heads: Vec<&str> =
        table::rows::<2>("body-heads", table).into_iter().map(|[head, _]| head).collect();
    heads.sort_by_key(|head| std::cmp::Reverse(head.len()));
    heads
});

/// The least likeness of a word to a name for which it is taken, 0–1 ([`likeness`]).
const LIKE: f64 = 0.5;

/// A word of the target built like a name of `body`, outside everything that is known there.
fn similar(
    context: &Context<'_>,
    bead: &Bead,
    body: &Naming<'_>,
    known: &[Naming<'_>],
) -> Option<Rendering> {
    let mut best: Option<(f64, Mark)> = None;
    for segment in context.target(bead) {
        for span in words_ending(&segment.text, &HEADS) {
            if known.iter().any(|k| k.segment == segment.index && k.span.overlaps(span)) {
                continue;
            }
            for span in with_words_before(&segment.text, span) {
                let like = body
                    .found
                    .certain()
                    .flat_map(|concept| BODIES.concepts[concept].korean.iter())
                    .map(|name| likeness(span.of(&segment.text), name))
                    .fold(0.0, f64::max);
                if like >= LIKE && best.as_ref().is_none_or(|(most, _)| like > *most) {
                    best = Some((like, Mark::Words { segment: segment.index, span }));
                }
            }
        }
    }
    let (_, mark) = best?;
    Some(Rendering { mark, evidence: "similar", severity: Severity::Minor, names: "" })
}

/// The span, and the span with the word before it, where only a space is between.
fn with_words_before(text: &str, span: Span) -> impl Iterator<Item = Span> + use<> {
    let before = text[..span.start].strip_suffix(' ').unwrap_or_default();
    let word = before.rfind(|c: char| !matches!(c, '\u{ac00}'..='\u{d7a3}'));
    let start = word.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let longer = (start < before.len()).then(|| Span::new(start, span.end));
    std::iter::once(span).chain(longer)
}

/// How alike a word and a name are, 0–1: twice the syllables they have in common, in order, over those of
/// both. They must have one more in common than the head of their names; two, if their heads differ.
fn likeness(word: &str, name: &str) -> f64 {
    let syllables = |text: &str| text.chars().filter(|c| *c != ' ').collect::<Vec<char>>();
    let (word, name) = (syllables(word), syllables(name));
    let head = |chars: &[char]| {
        let text: String = chars.iter().collect();
        HEADS.iter().find(|head| text.ends_with(**head)).map_or("", |head| *head)
    };
    let (ours, theirs) = (head(&word), head(&name));
    let stem = |chars: &[char], head: &str| chars.len() - head.chars().count();
    let shared = common(&word[..stem(&word, ours)], &name[..stem(&name, theirs)]);
    let enough = if ours == theirs && !ours.is_empty() { 1 } else { 2 };
    if shared < enough {
        return 0.0;
    }
    2.0 * common(&word, &name) as f64 / (word.len() + name.len()) as f64
}

/// Length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

fn report(context: &Context<'_>, bead: usize, body: &Naming<'_>, rendering: &Rendering) -> Finding {
    let english = body.span.of(&context.bitext.source.segments[body.segment].text);
    let words = match rendering.mark {
        Mark::Words { segment, span } => span.of(&context.bitext.target.segments[segment].text),
        Mark::Segment(segment) => &context.bitext.target.segments[segment].text,
    };
    let names = expected(&BODIES, body);
    let rendered = match rendering.names {
        "" => format!("“{english}” is rendered {words}, a non-standard name"),
        other => format!("“{english}” is rendered {words} ({other})"),
    };
    let remark = Remark {
        bead,
        source: Some(body.mark()),
        target: Some(rendering.mark.clone()),
        severity: rendering.severity,
        evidence: rendering.evidence,
        message: format!("{rendered}; expected {}", names.join(", ")),
        suggestion: names.first().map(|name| (*name).to_owned()),
    };
    context.finding(&EXPLANATION, remark)
}
