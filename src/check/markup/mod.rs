//! `markup`: tags, placeholders, entities and keys of menus that are lost, changed, doubled or left open.
//!
//! A text that a program fills or shows holds what is meant for the program; the translation must hold the same, in
//! any order where it is named or numbered. Nothing here knows a language.

mod accelerator;
mod compare;
mod entity;
mod icu;
mod token;

#[cfg(test)]
mod tests;

use std::{cell::LazyCell, collections::BTreeMap};

use compare::{Difference, What};
use token::{Kind, Percent, Token};

use crate::{
    align::Bead,
    document::Unit,
    reading::{Context, Stretch, whole},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
    text::{TagKind, needs_no_end, tags},
};

/// The rule.
pub(super) struct Markup;

static EXPLANATION: Explanation = Explanation {
    name: "markup",
    group: "form",
    issue: Issue::NonConformance,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "a tag, placeholder, entity or key of a menu is lost, changed, doubled or left open",
    details: "Compares what is meant for a program: placeholders (%d, %1$s, %(name)s, {name}, {{name}}, ${name}, \
        %{name}), choices of ICU, tags and inline codes, entities, and the letter of a menu that is marked by _ or &. \
        Those that are numbered or named may stand in another order; those that are not may not where their types \
        differ. A number may be left out of the first of several plural forms, and a language with one form needs \
        only the branch `other`. %% is a percent sign. In running text a placeholder may stand in a neighbouring \
        sentence. Texts of dates (%Y-%m-%d) are let pass, and so are words between brackets in a line of usage.",
    true_example: Example {
        source: "Cannot open %s: <b>{reason}</b>",
        target: "%s 열 수 없음: <b>{이유}</b>",
        comment: "{reason} was translated, so that nothing is put in there.",
    },
    false_example: Example {
        source: "%1$s of %2$s",
        target: "%2$s 중 %1$s",
        comment: "Numbered, and so in any order.",
    },
};

impl Rule for Markup {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let files = [0, 1].map(|half| LazyCell::new(move || in_file(context, half)));
        // Forms are explained and glosses dropped in prose, and a catalogue's strings go through programs: what is seen of
        // the one says nothing of the other.
        let is_prose = context.is_prose();
        for (position, bead) in context.beads().filter(|(_, bead)| !bead.is_gap()) {
            let sides = [0, 1].map(|half| whole(context, bead, half));
            let unit = context.unit(bead);
            let joined = sides.each_ref().map(|side| Joined::of(side));
            if joined.iter().all(|side| !side.text.contains(['%', '{', '<', '&', '_', '>', '}'])) {
                continue;
            }
            let told = differences(&joined, unit);
            let here = LazyCell::new(|| joined.each_ref().map(|side| counts(&side.text)));
            for difference in told {
                if unit.is_none()
                    && (stands_near(context, position, &difference, &joined)
                        || is_torn(&difference, &joined, &here, &files))
                {
                    continue;
                }
                let mut remark = remark(position, &sides, &joined, &difference);
                if is_prose {
                    remark.evidence += " in text";
                }
                remarks.push(remark);
            }
        }
    }
}

/// The stretches of a side as one text.
struct Joined {
    text: String,
    /// Where each begins in it.
    starts: Vec<usize>,
}

impl Joined {
    fn of(stretches: &[Stretch<'_>]) -> Self {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for stretch in stretches {
            if !text.is_empty() {
                text.push('\n');
            }
            starts.push(text.len());
            text.push_str(stretch.text);
        }
        // What KDE computes a translation by stands behind this sign, and is no text.
        if let Some(at) = text.find("|/|") {
            text.truncate(at);
        }
        Self { text, starts }
    }

    /// The words at a span.
    fn mark(
        &self,
        stretches: &[Stretch<'_>],
        span: crate::text::Span,
    ) -> Option<crate::reading::Mark> {
        let number = self.starts.partition_point(|start| *start <= span.start).checked_sub(1)?;
        let (start, stretch) = (self.starts[number], stretches.get(number)?);
        let end = (span.end - start).min(stretch.text.len());
        (span.start - start < end)
            .then(|| stretch.mark(crate::text::Span::new(span.start - start, end)))
    }
}

/// How percent signs are read where a unit says so, or where both texts show it.
fn percent(unit: Option<&Unit>, [source, target]: &[Joined; 2]) -> Percent {
    let flags = unit.map(|unit| unit.flags.as_slice()).unwrap_or_default();
    let is_printf = |flag: &String| {
        matches!(
            flag.as_str(),
            "c-format"
                | "objc-format"
                | "python-format"
                | "php-format"
                | "gfc-internal-format"
                | "boost-format"
                | "lua-format"
                | "perl-format"
                | "tcl-format"
                | "awk-format"
                | "sh-printf-format"
                | "possible-c-format"
        )
    };
    if flags.iter().any(|flag| flag == "no-c-format") && !flags.iter().any(is_printf) {
        return Percent::None;
    }
    let is_date = token::is_date(&source.text) || token::is_date(&target.text);
    match (flags.iter().any(is_printf), is_date) {
        (_, true) => Percent::None,
        (true, _) => Percent::Sure,
        _ => Percent::Likely,
    }
}

fn differences(joined: &[Joined; 2], unit: Option<&Unit>) -> Vec<Difference> {
    let percent = percent(unit, joined);
    let [source, target] = joined;
    let names = joined.each_ref().map(|side| tags(&side.text));
    let names = names.each_ref().map(|tags| tags.iter().map(|tag| tag.name).collect::<Vec<_>>());
    let tokens: [Vec<Token>; 2] = [
        token::tokens(&source.text, percent, &names[1]),
        token::tokens(&target.text, percent, &names[0]),
    ];
    let plural = unit.and_then(|unit| unit.plural);
    let mut told = compare::compare(&tokens, plural, [&source.text, &target.text]);
    if percent == Percent::Sure && token::stray_percents(&source.text).is_empty() {
        told.extend(token::stray_percents(&target.text).into_iter().map(|span| Difference {
            source: None,
            target: Some(span),
            what: What::Percent,
        }));
    }
    // What a list shows for nothing, `{none}`, is translated: nobody is asked to translate a placeholder alone.
    if is_word_in_braces(&source.text) && is_word_in_braces(&target.text) {
        told.retain(|difference| difference.what != What::PlaceholderLost);
    }
    told.extend(entity::differences(&source.text, &target.text));
    if unit.is_some() {
        told.extend(accelerator::difference(&source.text, &target.text));
    }
    told
}

/// Whether a text is nothing but a word between braces.
fn is_word_in_braces(text: &str) -> bool {
    let word = text.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    word.is_some_and(|word| !word.is_empty() && word.chars().all(char::is_alphabetic))
}

/// How often tags are opened and closed, by their names.
type Counts = BTreeMap<String, [usize; 2]>;

fn counts(text: &str) -> Counts {
    let mut counts = Counts::new();
    for tag in tags(text).into_iter().filter(|tag| !needs_no_end(tag.name)) {
        let of_name = counts.entry(tag.name.to_ascii_lowercase()).or_default();
        match tag.kind {
            TagKind::Open => of_name[0] += 1,
            TagKind::Close => of_name[1] += 1,
            TagKind::Alone => {}
        }
    }
    counts
}

/// The same of a whole file.
fn in_file(context: &Context<'_>, half: usize) -> Counts {
    context.document(half).map(|document| counts(&document.text)).unwrap_or_default()
}

/// Whether a tag differs where its element goes on over the end of the bead: its other end stands in the file, in another
/// bead, and both files have as many elements of the name.
fn is_torn<F: FnOnce() -> Counts>(
    difference: &Difference,
    joined: &[Joined; 2],
    here: &[Counts; 2],
    files: &[LazyCell<Counts, F>; 2],
) -> bool {
    let words = match (difference.source, difference.target) {
        (Some(span), _) => span.of(&joined[0].text),
        (None, Some(span)) => span.of(&joined[1].text),
        (None, None) => return false,
    };
    let Some(name) = words.strip_prefix('<') else { return false };
    let name = name.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = name[..end].to_ascii_lowercase();
    let of = |counts: &Counts| counts.get(&name).copied().unwrap_or_default();
    let is_open = |side: &Counts| {
        let [opened, closed] = of(side);
        opened != closed
    };
    let [one, other] = [0, 1].map(|half| of(&files[half]));
    here.iter().any(is_open) && one == other && one[0] == one[1]
}

/// Whether what is lost from running text stands in a bead next to this one.
fn stands_near(
    context: &Context<'_>,
    position: usize,
    difference: &Difference,
    joined: &[Joined; 2],
) -> bool {
    let (words, half) = match (difference.source, difference.target) {
        (Some(span), None) => (span.of(&joined[0].text), 1),
        (None, Some(span)) => (span.of(&joined[1].text), 0),
        _ => return false,
    };
    let beads: &[Bead] = &context.alignment.beads;
    let around = position.saturating_sub(1)..beads.len().min(position + 2);
    around.filter(|at| *at != position).any(|at| {
        whole(context, &beads[at], half).iter().any(|stretch| stretch.text.contains(words))
    })
}

fn remark(
    bead: usize,
    sides: &[Vec<Stretch<'_>>; 2],
    joined: &[Joined; 2],
    difference: &Difference,
) -> Remark {
    let Difference { source, target, what } = *difference;
    let words = |half: usize, span: Option<crate::text::Span>| {
        span.map(|span| span.of(&joined[half].text).to_owned()).unwrap_or_default()
    };
    let (own, other) = (words(0, source), words(1, target));
    let severity = match what {
        What::Entity | What::Accelerator | What::TagChanged | What::TagAdded => Severity::Minor,
        _ => Severity::Major,
    };
    let message = what.message(&own, &other);
    let suggestion = match what {
        What::PlaceholderChanged | What::TagChanged => Some(own),
        What::Percent => Some("%%".into()),
        _ => None,
    };
    Remark {
        bead,
        source: source.and_then(|span| joined[0].mark(&sides[0], span)),
        target: target.and_then(|span| joined[1].mark(&sides[1], span)),
        severity,
        evidence: what.evidence().into(),
        message,
        suggestion,
    }
}

/// Whether a token is a tag.
fn is_tag(kind: &Kind) -> bool {
    matches!(kind, Kind::Tag(..))
}
