//! Code in running text, `name()` between back quotes or `<code>`: a reader sees it and nobody translates it, so that what
//! rules read of words, names and values in it says nothing of the translation.

use super::{Context, Mark};
use crate::text::Span;

impl Context<'_> {
    /// Whether more than half of some words stands in code; a particle behind it does not.
    pub(crate) fn is_code(&self, half: usize, mark: &Mark) -> bool {
        let Mark::Words { segment, span } = mark else { return false };
        let halves = [&self.bitext.source, &self.bitext.target];
        let (Some(document), Some(segment)) =
            (self.document(half), halves[half].segments.get(*segment))
        else {
            return false;
        };
        let place = segment.place(*span);
        let Some(block) = document.block_at(place.start) else { return false };
        let from = block.verbatim.partition_point(|code| code.end <= place.start);
        let code = block.verbatim[from..].iter().take_while(|code| code.start < place.end);
        let inside = |code: &Span| code.end.min(place.end) - code.start.max(place.start);
        2 * code.map(inside).sum::<usize>() > place.len()
    }
}
