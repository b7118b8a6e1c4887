//! Code in running text, `name()` between back quotes or `<code>`: a reader sees it and nobody translates it, so that what
//! rules read of words, names and values in it says nothing of the translation.

use super::{Context, Mark};
use crate::{segment::Segment, text::Span};

impl Context<'_> {
    /// Whether more than half of some words stands in code; a particle behind it does not.
    pub(crate) fn is_code(&self, half: usize, mark: &Mark) -> bool {
        let Mark::Words { segment, span } = mark else { return false };
        let halves = [&self.bitext.source, &self.bitext.target];
        let place = halves[half].segments.get(*segment).map(|segment| segment.place(*span));
        place.is_some_and(|place| 2 * self.in_code(half, place) > place.len())
    }

    /// Whether a segment is a line of code, but for what stands round the marks of it.
    pub(super) fn is_all_code(&self, half: usize, segment: &Segment) -> bool {
        let place = segment.place(Span::new(0, segment.text.len()));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        let code = self.in_code(half, place);
        code > 0
            && place.len() - code.min(place.len()) <= segment.text.len() - letters(&segment.text)
    }

    /// How many bytes of a place are code.
    fn in_code(&self, half: usize, place: Span) -> usize {
        let Some(block) = self.document(half).and_then(|document| document.block_at(place.start))
        else {
            return 0;
        };
        let from = block.verbatim.partition_point(|code| code.end <= place.start);
        let code = block.verbatim[from..].iter().take_while(|code| code.start < place.end);
        code.map(|code| code.end.min(place.end) - code.start.max(place.start)).sum()
    }
}
