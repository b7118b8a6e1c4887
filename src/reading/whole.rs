//! A side of a bead as it stands in its file, with what no reader sees: tags, the targets of links.

use super::{Context, Mark};
use crate::{align::Bead, segment::Segment, text::Span};

/// A stretch of a side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch<'a> {
    /// What stands there.
    pub(crate) text: &'a str,
    /// Where it begins in the document; none if it is the text of the segment itself.
    start: Option<usize>,
    segment: &'a Segment,
}

impl Stretch<'_> {
    /// The words at `span` of the stretch, in their segment if they stand there as they are.
    pub(crate) fn mark(&self, span: Span) -> Mark {
        let segment = self.segment;
        let Some(start) = self.start else { return Mark::Words { segment: segment.index, span } };
        let (text, place) = (span.of(self.text), span.shifted(start));
        let apart = || Mark::Apart { span: place, text: text.to_owned() };
        if !segment.span.contains(place) {
            return apart();
        }
        let from = segment.inside(place.start);
        let inside = Span::new(from, from + text.len());
        let stands = segment.text.get(from..from + text.len()) == Some(text);
        if stands && segment.place(inside) == place {
            Mark::Words { segment: segment.index, span: inside }
        } else {
            apart()
        }
    }
}

/// The stretches of a side of a bead: of the source (0) or the target (1). Of a unit the whole side.
pub(crate) fn whole<'a>(context: &Context<'a>, bead: &Bead, half: usize) -> Vec<Stretch<'a>> {
    let segments = if half == 0 { context.source(bead) } else { context.target(bead) };
    let Some(document) = context.document(half) else {
        let own = |segment: &'a Segment| Stretch { text: &segment.text, start: None, segment };
        return segments.iter().map(own).collect();
    };
    if let Some(segment) = segments.first()
        && let Some(unit) = document.unit_at(segment.span.start)
    {
        let sides = [&unit.source, &unit.target];
        let own = sides.into_iter().flatten().find(|side| side.span.contains(segment.span));
        if let Some(side) = own {
            let text = side.span.of(&document.text);
            return vec![Stretch { text, start: Some(side.span.start), segment }];
        }
    }
    let stretch =
        |segment: &'a Segment| match document.text.get(segment.span.start..segment.span.end) {
            Some(text) => Stretch { text, start: Some(segment.span.start), segment },
            None => Stretch { text: &segment.text, start: None, segment },
        };
    segments.iter().map(stretch).collect()
}
