//! Names that the authority file of the collection has otherwise than the target.

use super::near;
use crate::{
    anchor::name::{Style, beginning},
    language::ko::{jamo::distance, romanise::southern},
    reading::{
        Mark,
        names::{Free, Placed, View},
    },
    rule::{Remark, Severity, direction::latin_words},
    text::Span,
};

/// The share of its letters by which a word may differ from a foreign name and still be meant for it.
const APART: f64 = 0.34;

/// Findings of one rule on the names of a bead, those that are read (of Koreans) or all others.
pub(crate) fn findings(view: &View<'_>, bead: usize, free: &[Free<'_>], read: bool) -> Vec<Remark> {
    let mut seen: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for &source in view.sources(bead) {
        if (source.name.style == Style::Korean) == read && !seen.contains(&source.name.identity()) {
            seen.push(source.name.identity());
            found.extend(otherwise(view, bead, source, free));
        }
    }
    found
}

/// A name of the source that the bead gives in another form than the file has.
fn otherwise(
    view: &View<'_>,
    bead: usize,
    source: Placed<'_>,
    free: &[Free<'_>],
) -> Option<Remark> {
    let form = view.told(source.name)?;
    let target = view.context.target(&view.context.alignment.beads[bead]);
    // 리상조 is 이상조 in the South.
    let same = southern(form);
    if target.iter().any(|s| s.text.contains(form) || s.text.contains(&same)) {
        return None;
    }
    let here = view.targets(bead).iter().find(|t| t.name.is_same(source.name));
    let (segment, span) = match here {
        Some(target) => (target.segment, target.span),
        None => nearest(free, form, source.name.style == Style::Korean)?,
    };
    let text = span.of(&view.context.bitext.target.segments[segment].text);
    if form.contains(text) || southern(text) == same {
        return None;
    }
    let named = latin_words(view.context, source.segment, source.span);
    Some(Remark {
        bead,
        source: Some(Mark::Words { segment: source.segment, span: source.span }),
        target: Some(Mark::Words { segment, span }),
        severity: Severity::Major,
        evidence: "authority".into(),
        message: format!("“{named}” is rendered {text}; the authority file has {form}"),
        suggestion: Some(form.to_owned()),
    })
}

/// The word that is likeliest meant for a name.
fn nearest(free: &[Free<'_>], form: &str, korean: bool) -> Option<(usize, Span)> {
    let syllables = form.chars().count();
    let near = |text: &str| -> Option<f64> {
        if korean {
            return near::compared(form, text).map(|near| near.letters as f64);
        }
        let letters = distance(form, text);
        let whole = crate::language::ko::jamo::letters(form).len() as f64;
        (syllables > 2 && letters <= APART * whole).then_some(letters)
    };
    let words = free.iter().flat_map(|word| {
        word.ends
            .iter()
            .filter(|&&n| n + 1 >= syllables && n <= syllables + 1)
            .map(move |&n| (word, beginning(word.text, n)))
    });
    let near = words.filter_map(|(word, text)| Some((near(text)?, word, text)));
    let (_, word, text) = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some((word.segment, Span::new(word.span.start, word.span.start + text.len())))
}
