//! The inline codes of a unit, to be written as they were read: tags and placeholders that are no text for a
//! translator.

use crate::{
    document::{CodeKind, Document},
    segment::Segment,
    text::{Span, TagKind, tags},
};

/// A stretch of a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// What a translator translates.
    Text(&'a str),
    /// A code: what it does, what joins it with its counterpart, and what it is in the text itself, if that is known.
    Code { kind: CodeKind, id: String, native: Option<&'a str> },
}

/// The side of a unit that `segment` is, in parts; none if it has no codes, or is no whole side of a unit.
pub(crate) fn parts<'a>(document: &'a Document, segment: &Segment) -> Option<Vec<Part<'a>>> {
    let unit = document.unit_at(segment.span.start)?;
    let side = unit.sides().find(|side| side.span.contains(segment.span))?;
    let text = document.text.as_str();
    let mut codes: Vec<(Span, CodeKind, String, bool)> = side
        .codes
        .iter()
        .map(|code| (code.span, code.kind, code.id.clone(), code.is_native))
        .collect();
    let mut open: Vec<(&str, String)> = Vec::new();
    for (number, tag) in tags(side.span.of(text)).into_iter().enumerate() {
        let span = tag.span.shifted(side.span.start);
        if codes.iter().any(|(other, ..)| other.overlaps(span)) {
            continue;
        }
        let own = || format!("t{}", number + 1);
        let (kind, id) = match tag.kind {
            TagKind::Open => {
                open.push((tag.name, own()));
                (CodeKind::Open, own())
            }
            TagKind::Close => {
                let begun = open.iter().rposition(|(name, _)| *name == tag.name);
                (CodeKind::Close, begun.map_or_else(own, |at| open.remove(at).1))
            }
            TagKind::Alone => (CodeKind::Alone, own()),
        };
        codes.push((span, kind, id, true));
    }
    if codes.is_empty() || segment.span.start > side.span.end {
        return None;
    }
    codes.sort_by_key(|(span, ..)| *span);
    let mut parts = Vec::new();
    let mut at = side.span.start;
    for (span, kind, id, is_native) in codes {
        // One code inside another is part of it.
        if span.start < at {
            continue;
        }
        if at < span.start {
            parts.push(Part::Text(&text[at..span.start]));
        }
        parts.push(Part::Code { kind, id, native: is_native.then(|| span.of(text)) });
        at = span.end;
    }
    if at < side.span.end {
        parts.push(Part::Text(&text[at..side.span.end]));
    }
    Some(parts)
}
