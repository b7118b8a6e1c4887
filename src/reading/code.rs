//! Code in running text, `name()` between back quotes or `<code>`: a reader sees it and nobody translates it, so that what
//! rules read of words, names and values in it says nothing of the translation.

use super::{Context, Mark};
use crate::{segment::Segment, text::Span};

impl Context<'_> {
    /// Whether more than half of some words stands in code; a particle behind it does not.
    pub(crate) fn is_code(&self, half: usize, mark: &Mark) -> bool {
        self.of_words(half, mark).is_some_and(|(place, code)| 2 * code > place.len())
    }

    /// Whether some of the words stand in code: a mark beside it may be a part of it.
    pub(crate) fn touches_code(&self, half: usize, mark: &Mark) -> bool {
        self.of_words(half, mark).is_some_and(|(_, code)| code > 0)
    }

    /// Where words stand in their file, and how many bytes of that are code.
    fn of_words(&self, half: usize, mark: &Mark) -> Option<(Span, usize)> {
        let Mark::Words { segment, span } = mark else { return None };
        let halves = [&self.bitext.source, &self.bitext.target];
        let place = halves[half].segments.get(*segment)?.place(*span);
        Some((place, self.in_code(half, place)))
    }

    /// Whether a segment is a line of code: no letter of it stands outside.
    pub(super) fn is_all_code(&self, half: usize, segment: &Segment) -> bool {
        let place = segment.place(Span::new(0, segment.text.len()));
        let Some(document) = self.document(half) else { return false };
        let code = self.code(half, place);
        !code.is_empty()
            && place.of(&document.text).char_indices().filter(|(_, c)| c.is_alphabetic()).all(
                |(at, _)| {
                    let at = place.start + at;
                    let next = code.partition_point(|code| code.end <= at);
                    code.get(next).is_some_and(|code| code.start <= at)
                },
            )
    }

    /// The code at a place, in order.
    fn code(&self, half: usize, place: Span) -> &[Span] {
        let Some(block) = self.document(half).and_then(|document| document.block_at(place.start))
        else {
            return &[];
        };
        let from = block.verbatim.partition_point(|code| code.end <= place.start);
        let rest = &block.verbatim[from..];
        &rest[..rest.partition_point(|code| code.start < place.end)]
    }

    /// How many bytes of a place are code.
    fn in_code(&self, half: usize, place: Span) -> usize {
        let code = self.code(half, place).iter();
        code.map(|code| code.end.min(place.end) - code.start.max(place.start)).sum()
    }
}
