//! Rule `title`: an office or rank rendered as another one.

use super::{
    Context, Example, Explanation, Finding, Issue, Remark, Rule, Severity,
    naming::{self, Naming, Namings, certain, expected},
};
use crate::{
    align::Bead,
    anchor::form::{Lexicon, TITLES},
};

/// The rule.
pub(super) struct Title;

static EXPLANATION: Explanation = Explanation {
    name: "title",
    group: "names",
    issue: Issue::Terminology,
    summary: "an office or rank is rendered as another one",
    details: "Titles are compared as offices, not as words: Vice-Premier and deputy premier are 부수상, \
              Vice-minister is 부상. A finding needs both sides: a title in the English whose Korean forms \
              are missing, and in the same place a Korean title of the same family that nothing in the \
              English accounts for, or a rendering that is no title at all (1등 비서 for a diplomat). A title \
              that is dropped, replaced by a pronoun or moved to the next sentence is let pass, and so are \
              forms of address (Comr., 동지). English to Korean.",
    true_example: Example {
        source: "Vice-minister of Culture Jeong Ryul",
        target: "문화부수상 정률",
        comment: "부수상 is a vice-premier; a vice-minister is 부상",
    },
    false_example: Example {
        source: "This minister had been removed.",
        target: "그는 해임되었다.",
        comment: "the title is taken up by a pronoun, and no other office is named",
    },
};

impl Rule for Title {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let Some(namings) = Namings::of(context, naming::title) else { return };
        for (position, bead) in context.beads() {
            if bead.is_gap() {
                continue;
            }
            let mut unlicensed = namings.unlicensed(position);
            for title in namings.unmatched(position) {
                let Some(at) = rendering(context, bead, &title, &unlicensed) else { continue };
                // One Korean word is the rendering of one English title.
                let rendered = unlicensed.remove(at);
                findings.push(report(context, position, &title, &rendered));
            }
        }
    }
}

/// Which of the Korean titles that nothing accounts for stands for `title`.
fn rendering(
    context: &Context<'_>,
    bead: &Bead,
    title: &Naming<'_>,
    unlicensed: &[Naming<'_>],
) -> Option<usize> {
    let place = naming::place(context.source(bead), title);
    let candidates = unlicensed.iter().enumerate().filter(|(_, korean)| is_mistaken(title, korean));
    let placed = candidates.map(|(at, korean)| (at, naming::place(context.target(bead), korean)));
    naming::nearest(place, placed)
}

/// Whether `korean` is known to be taken for the office of `title`.
fn is_mistaken(title: &Naming<'_>, korean: &Naming<'_>) -> bool {
    let lexicon: &Lexicon = &TITLES;
    title.found.certain().any(|concept| {
        let office = &lexicon.concepts[concept];
        korean.found.is_nonstandard_for(concept)
            || certain(lexicon, korean)
                .any(|other| other.group == office.group || office.confused.contains(&other.id))
    })
}

fn report(context: &Context<'_>, bead: usize, title: &Naming<'_>, korean: &Naming<'_>) -> Finding {
    let lexicon: &Lexicon = &TITLES;
    let english = title.span.of(&context.bitext.source.segments[title.segment].text);
    let words = korean.span.of(&context.bitext.target.segments[korean.segment].text);
    let nonstandard = title.found.certain().any(|c| korean.found.is_nonstandard_for(c));
    let names = expected(lexicon, title);
    let other = certain(lexicon, korean).next().map_or("", |c| c.english);
    let (evidence, severity, is_rendered) = if nonstandard {
        (
            "nonstandard",
            Severity::Minor,
            format!("“{english}” is rendered {words}, which is no title"),
        )
    } else {
        ("office", Severity::Major, format!("“{english}” is rendered {words} ({other})"))
    };
    let remark = Remark {
        bead,
        source: Some(title.mark()),
        target: Some(korean.mark()),
        severity,
        evidence,
        message: format!("{is_rendered}; expected {}", names.join(", ")),
        suggestion: Some(in_place(words, korean, &names)),
    };
    context.finding(&EXPLANATION, remark)
}

/// The Korean words with the office replaced and the field kept (문화부수상 → 문화부상), or where there is no
/// field the names themselves.
fn in_place(words: &str, korean: &Naming<'_>, names: &[&str]) -> String {
    let forms = certain(&TITLES, korean).flat_map(|c| c.korean.iter().copied());
    let office = forms.filter(|form| words.ends_with(*form)).max_by_key(|form| form.len());
    match (office, names.first()) {
        (Some(office), Some(name)) if office.len() < words.len() => {
            format!("{}{name}", &words[..words.len() - office.len()])
        }
        _ => names.join("/"),
    }
}
