//! What each bead names on either side, and what of it the other side does not name: the common ground of
//! the rules on titles, bodies and terms.

use super::{Context, Mark};
use crate::{
    anchor::{
        Anchor, Value,
        form::{Concept, Found, Lexicon, Reading},
    },
    text::Span,
};

/// A form of a lexicon in a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming<'a> {
    /// Index of the segment in its half.
    pub(super) segment: usize,
    /// Byte offsets in the text of the segment.
    pub(super) span: Span,
    /// What it may mean.
    pub(super) found: &'a Found,
}

impl Naming<'_> {
    /// The words, for a finding to mark.
    pub(super) fn mark(&self) -> Mark {
        Mark::Words { segment: self.segment, span: self.span }
    }
}

/// The namings of every bead.
#[derive(Debug)]
pub(super) struct Namings<'a> {
    /// By bead: those of the source side.
    pub(super) source: Vec<Vec<Naming<'a>>>,
    /// By bead: those of the target side.
    pub(super) target: Vec<Vec<Naming<'a>>>,
}

/// What a title's anchor holds.
pub(super) fn title(value: &Value) -> Option<&Found> {
    if let Value::Title(title) = value { Some(&title.found) } else { None }
}

/// What the anchor of a body or country holds.
pub(super) fn body(value: &Value) -> Option<&Found> {
    if let Value::Body(body) = value { Some(&body.found) } else { None }
}

impl<'a> Namings<'a> {
    /// The namings that `pick` takes from the anchors. None if the document is not translated from
    /// English into Korean, since the tables say nothing of the forms of other languages.
    pub(super) fn of(context: &Context<'a>, pick: fn(&Value) -> Option<&Found>) -> Option<Self> {
        let bitext = context.bitext;
        if !bitext.source.language.is_english() || !bitext.target.language.is_korean() {
            return None;
        }
        let naming = |(segment, anchor): (usize, &'a Anchor)| {
            pick(&anchor.value).map(|found| Naming { segment, span: anchor.span, found })
        };
        let beads = || context.beads().map(|(_, bead)| bead);
        Some(Self {
            source: beads()
                .map(|b| context.source_anchors(b).filter_map(naming).collect())
                .collect(),
            target: beads()
                .map(|b| context.target_anchors(b).filter_map(naming).collect())
                .collect(),
        })
    }

    /// What the source of a bead certainly names and neither its target nor, displaced, that of the bead
    /// before or after does.
    pub(super) fn unmatched(&self, bead: usize) -> Vec<Naming<'a>> {
        missing(&self.source, &self.target, bead)
    }

    /// What the target of a bead certainly names and nothing in the source accounts for.
    pub(super) fn unlicensed(&self, bead: usize) -> Vec<Naming<'a>> {
        missing(&self.target, &self.source, bead)
    }
}

/// Namings of one side of a bead that the other side has no match for, there or next to it.
fn missing<'a>(
    these: &[Vec<Naming<'a>>],
    others: &[Vec<Naming<'a>>],
    bead: usize,
) -> Vec<Naming<'a>> {
    let meets = |side: &[Naming<'_>], this: &Naming<'_>| {
        side.iter().any(|other| other.found.meets(this.found))
    };
    // A neighbour that has the match has it for a naming of its own, unless that is missing there.
    let displaced = |next: usize, this: &Naming<'_>| {
        others.get(next).is_some_and(|side| meets(side, this)) && !meets(&these[next], this)
    };
    let is_missing = |this: &&Naming<'a>| {
        this.found.is_certain()
            && !meets(&others[bead], this)
            && !(bead > 0 && displaced(bead - 1, this))
            && !displaced(bead + 1, this)
    };
    these[bead].iter().filter(is_missing).copied().collect()
}

/// The Korean names of what `naming` certainly means, two of each concept at most, for “expected …”.
pub(super) fn expected(lexicon: &Lexicon, naming: &Naming<'_>) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for concept in naming.found.certain() {
        let forms = lexicon.concepts[concept].korean.iter().filter(|f| !f.contains("FIELD"));
        for form in forms.take(2) {
            if !names.contains(form) {
                names.push(form);
            }
        }
    }
    names
}

/// The concepts that `naming` certainly means.
pub(super) fn certain<'l>(
    lexicon: &'l Lexicon,
    naming: &Naming<'_>,
) -> impl Iterator<Item = &'l Concept> {
    let certain: Vec<Reading> =
        naming.found.readings.iter().filter(|r| r.certain).copied().collect();
    certain.into_iter().map(|reading| lexicon.concept(reading))
}

/// Which of `candidates` stands at the place in its side that is nearest to the place of `naming` in its
/// own: where several could be the rendering, translations keep the order. Places run from 0 to 1.
pub(super) fn nearest(place: f64, candidates: impl Iterator<Item = (usize, f64)>) -> Option<usize> {
    candidates
        .min_by(|(_, a), (_, b)| (a - place).abs().total_cmp(&(b - place).abs()))
        .map(|(index, _)| index)
}

/// How far into the segments of a side a naming stands, from 0 to 1.
pub(super) fn place(texts: &[crate::segment::Segment], naming: &Naming<'_>) -> f64 {
    let all: usize = texts.iter().map(|s| s.text.len()).sum();
    let before: usize =
        texts.iter().take_while(|s| s.index < naming.segment).map(|s| s.text.len()).sum();
    (before + naming.span.start) as f64 / all.max(1) as f64
}
