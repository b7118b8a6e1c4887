//! Code in running text, `name()` between back quotes or `<code>`: a reader sees it and nobody translates it, so that what
//! rules read of words, names and values in it says nothing of the translation, if it stands there as well.

use super::{Context, Mark};
use crate::text::Span;

impl Context<'_> {
    /// Whether more than half of some words stands in code (a particle behind it does not), and the words stand on the
    /// other side of their bead too.
    pub(crate) fn is_code(&self, bead: usize, half: usize, mark: &Mark) -> bool {
        let Mark::Words { segment, span } = mark else { return false };
        let halves = [&self.bitext.source, &self.bitext.target];
        let (Some(document), Some(segment)) =
            (self.document(half), halves[half].segments.get(*segment))
        else {
            return false;
        };
        let words = span.of(&segment.text);
        let stands = self.alignment.beads.get(bead).is_some_and(|bead| {
            let others = if half == 0 { self.target(bead) } else { self.source(bead) };
            others.iter().any(|other| other.text.contains(words))
        });
        if !stands {
            return false;
        }
        let place = segment.place(*span);
        let Some(block) = document.block_at(place.start) else { return false };
        let from = block.verbatim.partition_point(|code| code.end <= place.start);
        let code = block.verbatim[from..].iter().take_while(|code| code.start < place.end);
        let inside = |code: &Span| code.end.min(place.end) - code.start.max(place.start);
        2 * code.map(inside).sum::<usize>() > place.len()
    }
}
