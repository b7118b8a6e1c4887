//! Rule `degree`: quite, somewhat, all, almost: how much is said, rendered by another degree or lost.
//!
//! Words of degree lie on a scale. A finding needs a word on either side that nothing opposite answers and
//! that says another degree (quite, 다소); words that alone change the sense by their absence (almost, at
//! all) are looked for one by one.

use std::{collections::BTreeMap, sync::LazyLock};

use super::{
    Context, Example, Explanation, Finding, Issue, Languages, Remark, Rule, Severity,
    cue::{BeadText, English, Patterns},
    marker::{Meanings, alternatives},
};
use crate::text::{Span, table};

/// The rule.
#[derive(Debug)]
pub(super) struct Degree;

static EXPLANATION: Explanation = Explanation {
    name: "degree",
    group: "meaning",
    issue: Issue::Mistranslation,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs_encoder: false,
    summary: "how much is said (quite, all, almost) is rendered by another degree, or lost",
    details: "Words of degree are grouped by strength: all, almost, some, very, quite, slightly; 모든, 거의, \
              일부, 매우, 상당히, 다소. Reported is a word of one side that nothing opposite answers, beside \
              a word of the other that nothing answers either and that says something else (quite \
              rendered 다소); and “almost” and “at all” where the other side has nothing like it. A degree \
              that is only added or dropped is let pass otherwise: translators do so all the time. All \
              and some changed for each other are major, the rest minor. English and Korean, in both \
              directions.",
    true_example: Example {
        source: "They were placed in quite responsible positions.",
        target: "그들은 다소 책임 있는 자리에 배치되었다.",
        comment: "quite is more than 다소, somewhat",
    },
    false_example: Example {
        source: "They were placed in quite responsible positions.",
        target: "그들은 매우 책임 있는 자리에 배치되었다.",
        comment: "near enough",
    },
};

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    Meanings::new("degrees.tsv", include_str!("../../corpora/tables/degrees.tsv"))
});

/// The words of one strength.
#[derive(Debug)]
struct Step {
    class: &'static str,
    answered: Vec<&'static str>,
    /// The classes that say something else, and how much that matters.
    mistaken: Vec<(&'static str, Severity)>,
}

/// The steps of one language, with their patterns.
#[derive(Debug)]
struct Scale {
    steps: Vec<Step>,
    patterns: Patterns,
}

static SCALES: LazyLock<[Scale; 2]> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/scales.tsv");
    let rows = table::rows::<6>("scales.tsv", text);
    ["en", "ko"].map(|wanted| {
        let rows: Vec<_> = rows.iter().filter(|[language, ..]| *language == wanted).collect();
        let severity = |name| if name == "major" { Severity::Major } else { Severity::Minor };
        let steps = rows.iter().map(|[_, class, _, answered, mistaken, _]| Step {
            class,
            answered: answered.split('|').collect(),
            mistaken: mistaken
                .split(',')
                .filter_map(|m| m.split_once(':'))
                .map(|(class, level)| (class, severity(level)))
                .collect(),
        });
        let forms = rows.iter().enumerate().flat_map(|(row, [_, _, forms, ..])| {
            alternatives(forms).into_iter().map(move |f| (row, f))
        });
        Scale { steps: steps.collect(), patterns: Patterns::new(wanted, forms) }
    })
});

impl Scale {
    /// The first word of each step that is there, by step.
    fn read(&self, folded: &str) -> BTreeMap<usize, Span> {
        let mut found = BTreeMap::new();
        for place in self.patterns.find(folded) {
            found.entry(place.row).or_insert(place.span);
        }
        found
    }
}

/// A word of degree rendered by another: its span in English and in Korean, and their classes.
struct Changed {
    spans: [Span; 2],
    classes: [&'static str; 2],
    severity: Severity,
}

/// The words of degree that are unanswered on both sides and say different things.
fn changed(texts: &[BeadText; 2]) -> Option<Changed> {
    let found = [0, 1].map(|side| SCALES[side].read(texts[side].plain()));
    if found.iter().any(BTreeMap::is_empty) {
        return None;
    }
    let classes = |side: usize| -> Vec<&str> {
        found[side].keys().map(|row| SCALES[side].steps[*row].class).collect()
    };
    let opposite = [classes(1), classes(0)];
    let unanswered = |side: usize| {
        let opposite = &opposite[side];
        found[side]
            .iter()
            .map(move |(row, span)| (&SCALES[side].steps[*row], *span))
            .filter(move |(step, _)| !step.answered.iter().any(|class| opposite.contains(class)))
    };
    for (english, at) in unanswered(0) {
        for (korean, there) in unanswered(1) {
            let severity_of = |step: &Step, class| {
                step.mistaken.iter().find(|(c, _)| *c == class).map(|(_, severity)| *severity)
            };
            let severity =
                severity_of(english, korean.class).or_else(|| severity_of(korean, english.class));
            if let Some(severity) = severity {
                let (spans, classes) = ([at, there], [english.class, korean.class]);
                return Some(Changed { spans, classes, severity });
            }
        }
    }
    None
}

impl Rule for Degree {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        MEANINGS.check(&EXPLANATION, context, findings);
        let Some(english_is) = English::of(context) else { return };
        for (position, bead) in context.beads() {
            if bead.is_gap() {
                continue;
            }
            let (english, korean) = english_is.in_order(context.source(bead), context.target(bead));
            let texts = [BeadText::new(english), BeadText::new(korean)];
            let Some(changed) = changed(&texts) else { continue };
            let shown = |side: usize| {
                let span = texts[side].folded.original(changed.spans[side]);
                span.trimmed(&texts[side].text).of(&texts[side].text)
            };
            let (from, to) = english_is.in_order(shown(0), shown(1));
            let marks = [0, 1].map(|side| {
                let span = changed.spans[side].trimmed(texts[side].plain());
                texts[side].mark(span)
            });
            let [english, korean] = marks;
            let (source, target) = english_is.in_order(english, korean);
            let remark = Remark {
                bead: position,
                source: Some(source),
                target: Some(target),
                severity: changed.severity,
                evidence: &format!("{} for {}", changed.classes[1], changed.classes[0]),
                message: format!("“{from}” is rendered {to}, another degree"),
                suggestion: None,
            };
            findings.push(context.finding(&EXPLANATION, remark));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_one_of_a_scale() {
        let classes: Vec<&str> =
            SCALES.iter().flat_map(|scale| scale.steps.iter().map(|s| s.class)).collect();
        for step in SCALES.iter().flat_map(|scale| &scale.steps) {
            let named = step.answered.iter().chain(step.mistaken.iter().map(|(class, _)| class));
            assert!(named.into_iter().all(|class| classes.contains(class)), "{step:?}");
        }
        LazyLock::force(&MEANINGS);
    }
}
