//! Bracketed notes of which two have one translation.

use std::collections::BTreeMap;

use super::{DIFFERENT, length, similar::Plain};
use crate::{
    reading::{Context, Mark},
    rule::{Remark, Severity, passage},
    segment::Half,
    text::{ScriptCounts, Span},
};

/// A bracketed note shorter than this is an abbreviation or a number.
const SHORTEST_NOTE: usize = 8;

/// A bracketed note inside a segment.
struct Note {
    segment: usize,
    span: Span,
    plain: Plain,
}

/// A note of the source, and what stands opposite it by their order in the bead.
struct Rendered {
    bead: usize,
    source: Note,
    target: (usize, Span),
    /// All notes of the source in the bead: in what order several stand opposite is free.
    all: Vec<Plain>,
}

/// Two different bracketed notes of the source with one and the same translation.
pub(super) fn copied(context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let mut by_translation: BTreeMap<String, Vec<Rendered>> = BTreeMap::new();
    for (position, bead) in context.beads() {
        let source = notes_of(&context.bitext.source, bead.source.clone());
        let target = notes_of(&context.bitext.target, bead.target.clone());
        // Note by note only where there are as many.
        if source.len() != target.len() {
            continue;
        }
        let all: Vec<Plain> = source.iter().map(|note| note.plain.clone()).collect();
        for (source, target) in source.into_iter().zip(target) {
            if length(&target.plain.letters) < SHORTEST_NOTE
                || length(&source.plain.letters) < SHORTEST_NOTE
                || context.bitext.target.language.is_korean()
                    && ScriptCounts::of(&target.plain.letters).hangul == 0
            {
                continue;
            }
            by_translation.entry(target.plain.letters).or_default().push(Rendered {
                bead: position,
                source,
                target: (target.segment, target.span),
                all: all.clone(),
            });
        }
    }
    for same in by_translation.into_values() {
        // What stands for one note more than once is its translation, whatever else it stands for.
        let [first, second] = &same[..] else { continue };
        let alike = |plain: &Plain| second.all.iter().any(|own| own.likeness(plain) >= DIFFERENT);
        if first.all.iter().any(alike) {
            continue;
        }
        let (segment, span) = second.target;
        let text = span.of(&context.bitext.target.segments[segment].text);
        let other = &context.bitext.source.segments[first.source.segment].text;
        remarks.push(Remark {
            bead: second.bead,
            source: Some(Mark::Words { segment: second.source.segment, span: second.source.span }),
            target: Some(Mark::Words { segment, span }),
            severity: Severity::Minor,
            evidence: "same note".into(),
            message: format!(
                "{} already stands for another note, in {}: one of the two was copied",
                passage::quoted(text),
                passage::quoted(other)
            ),
            suggestion: None,
        });
    }
}

/// The bracketed notes of some segments, innermost brackets only.
fn notes_of(half: &Half, segments: std::ops::Range<usize>) -> Vec<Note> {
    let mut notes = Vec::new();
    for segment in &half.segments[segments] {
        let mut open = None;
        for (at, c) in segment.text.char_indices() {
            match c {
                '(' | '[' | '（' | '〔' => open = Some(at + c.len_utf8()),
                ')' | ']' | '）' | '〕' => {
                    if let Some(start) = open.take() {
                        let span = Span::new(start, at).trimmed(&segment.text);
                        let plain = Plain::new(span.of(&segment.text));
                        notes.push(Note { segment: segment.index, span, plain });
                    }
                }
                _ => {}
            }
        }
    }
    notes
}
