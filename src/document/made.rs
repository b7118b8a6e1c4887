//! The text that is made of a file which is none, or which is more than text: what a reader sees, a block on lines of
//! its own, with the way back to the bytes it came from or to the place where it is shown.

use super::{
    block::{Block, BlockKind},
    compose::compose,
    line_spans,
    nested::Nested,
    offsets::Offsets,
    place::{Landmark, Place},
};
use crate::text::Span;

/// A text and what is known of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Made {
    /// The blocks' text, each on lines of its own.
    pub(super) text: String,
    /// All of its blocks, in order.
    pub(super) blocks: Vec<Block>,
    /// Where they stand; empty if the file is text.
    pub(super) places: Vec<Landmark>,
    /// What stands on page after page and is no part of the text, in order.
    pub(super) furniture: Vec<Span>,
    /// From this text to that of the file, if the file is text.
    pub(super) from: Offsets,
}

/// Makes a text block by block. Blocks without words leave no trace but a wider gap.
#[derive(Debug, Default)]
pub(super) struct Maker {
    made: Made,
    open: Open,
    /// Blocks that hold the open one, as a paragraph holds a note, from the outermost on.
    around: Vec<Open>,
    /// Blocks that were ended inside such, which come behind it.
    waiting: Nested<Ended>,
    /// How far the text of the file is used up, and how far the text made of it tells so.
    reached: usize,
    told: usize,
    /// The end of a block of text that the next one may adjoin.
    last: Option<usize>,
}

/// A block whose end has not come.
#[derive(Debug, Default)]
struct Open {
    text: String,
    /// Stretches of the file that pieces of `text` come from, with their starts in `text`.
    pieces: Vec<(usize, usize, Span)>,
    verbatim: Vec<Span>,
}

/// A block that was ended inside another.
#[derive(Debug)]
struct Ended {
    open: Open,
    kind: BlockKind,
    adjoins: bool,
    place: Option<Place>,
}

impl Open {
    /// Moves what is known of a text to what was composed of it from `from` on.
    fn recompose(&mut self, from: usize, offsets: &Offsets) {
        let pieces = std::mem::take(&mut self.pieces);
        // Where a stretch of the text as it was stands in the file.
        let in_file = |span: Span| -> Option<Span> {
            let first = pieces.get(pieces.partition_point(|(_, to, _)| *to <= span.start))?;
            let last = pieces[..pieces.partition_point(|(from, ..)| *from < span.end)].last()?;
            let is_same = |piece: &(usize, usize, Span)| piece.1 - piece.0 == piece.2.len();
            let ahead = if is_same(first) { span.start.saturating_sub(first.0) } else { 0 };
            let behind = if is_same(last) { last.1.saturating_sub(span.end) } else { 0 };
            let (start, end) = (first.2.start + ahead, last.2.end - behind);
            (start <= end).then(|| Span::new(start, end))
        };
        let mut verbatim = std::mem::take(&mut self.verbatim).into_iter().peekable();
        let mut is_inside = false;
        for (at, c) in self.text.char_indices() {
            let own = Span::new(at, at + c.len_utf8());
            let was = offsets.origin(own).shifted(from);
            while verbatim.next_if(|span| span.end <= was.start).is_some() {
                is_inside = false;
            }
            if verbatim.peek().is_some_and(|span| was.end > span.start) {
                match self.verbatim.last_mut().filter(|_| is_inside) {
                    Some(span) => span.end = own.end,
                    None => self.verbatim.push(own),
                }
                is_inside = true;
            }
            let Some(span) = in_file(was) else { continue };
            match self.pieces.last_mut() {
                Some((start, to, before))
                    if *to == own.start
                        && before.end == span.start
                        && *to - *start == before.len()
                        && own.len() == span.len() =>
                {
                    (*to, before.end) = (own.end, span.end);
                }
                _ => self.pieces.push((own.start, own.end, span)),
            }
        }
    }
}

impl Maker {
    /// Adds words to the open block, as they are. Nothing of them is looked for in the file.
    pub(super) fn push(&mut self, words: &str) {
        self.open.text.push_str(words);
    }

    /// Adds words that stand in a text file at `from`, or are written there in another way (`&amp;`).
    pub(super) fn push_from(&mut self, words: &str, from: Span) {
        let start = self.open.text.len();
        self.open.text.push_str(words);
        self.open.pieces.push((start, self.open.text.len(), from));
    }

    /// Says that the words of the open block from `start` on ([`written`](Self::written)) are code.
    pub(super) fn verbatim_from(&mut self, start: usize) {
        let end = self.open.text.len();
        if start < end {
            self.open.verbatim.push(Span::new(start, end));
        }
    }

    /// How many bytes the open block has.
    pub(super) fn written(&self) -> usize {
        self.open.text.len()
    }

    /// Whether the open block ends in white space or has nothing yet.
    pub(super) fn after_blank(&self) -> bool {
        self.open.text.is_empty() || self.open.text.ends_with(char::is_whitespace)
    }

    /// Whether the open block has anything but white space.
    pub(super) fn has_words(&self) -> bool {
        !self.open.text.trim().is_empty()
    }

    /// Whether the sentence of the open block plainly goes on below a forced line break: after a comma.
    pub(super) fn goes_on(&self) -> bool {
        self.open.text.trim_end().ends_with([',', '、', '，', '·'])
    }

    /// Forgets the open block.
    pub(super) fn drop_open(&mut self) {
        self.open = Open::default();
        for ended in self.waiting.dropped(self.around.len()) {
            self.close(ended);
        }
    }

    /// Sets the open block aside: what follows is inside it, and comes behind it.
    pub(super) fn set_aside(&mut self) {
        self.around.push(std::mem::take(&mut self.open));
    }

    /// Takes up the block again that was set aside last.
    pub(super) fn take_up(&mut self) {
        if let Some(open) = self.around.pop() {
            self.open = open;
        }
    }

    /// How many bytes of text have been made.
    pub(super) fn len(&self) -> usize {
        self.made.text.len() + self.open.text.len()
    }

    /// Ends the open block of a text file. `adjoins`: whether it follows the one before as a line follows a line.
    pub(super) fn end(&mut self, kind: BlockKind, adjoins: bool) {
        self.ended(kind, adjoins, None);
    }

    /// Ends the open block of a file that is no text; it stands at `place`.
    pub(super) fn end_at(&mut self, kind: BlockKind, adjoins: bool, place: Place) {
        self.ended(kind, adjoins, Some(place));
    }

    fn ended(&mut self, kind: BlockKind, adjoins: bool, place: Option<Place>) {
        let open = std::mem::take(&mut self.open);
        let ended = Ended { open, kind, adjoins, place };
        for ended in self.waiting.ended(ended, self.around.len()) {
            self.close(ended);
        }
    }

    /// Makes a block of what was ended, if it has words.
    fn close(&mut self, Ended { open, kind, adjoins, place }: Ended) {
        let Open { text, mut pieces, verbatim } = open;
        // Of a file that is no text nobody is led to its bytes.
        if place.is_some() {
            pieces.clear();
        }
        let inner = Span::new(0, text.len()).trimmed(&text);
        if inner.is_empty() {
            return;
        }
        let adjoins = adjoins && self.last.is_some();
        let gap = if self.made.text.is_empty() {
            ""
        } else if adjoins {
            "\n"
        } else {
            "\n\n"
        };
        self.made.text.push_str(gap);
        let start = self.made.text.len();
        let verbatim = verbatim.into_iter().map(|span| {
            Span::new(
                span.start.clamp(inner.start, inner.end),
                span.end.clamp(inner.start, inner.end),
            )
        });
        let mut shown = Open { text: String::new(), pieces, verbatim: verbatim.collect() };
        // What is written by numbers may be composed of several.
        let inner = if let Some((composed, offsets)) = compose(inner.of(&text)) {
            shown.text = composed;
            shown.recompose(inner.start, &offsets);
            Span::new(0, shown.text.len())
        } else {
            shown.text = text;
            inner
        };
        self.made.text.push_str(inner.of(&shown.text));
        for (from, to, span) in shown.pieces {
            self.origin(inner, (from, to), span, start);
        }
        let end = self.made.text.len();
        let verbatim = shown.verbatim.into_iter().filter(|span| !span.is_empty());
        let moved = |span: Span| Span::new(span.start - inner.start, span.end - inner.start);
        self.made.blocks.push(Block {
            adjoins,
            verbatim: verbatim.map(|span| moved(span).shifted(start)).collect(),
            ..Block::new(kind, Span::new(start, end))
        });
        self.last = kind.is_text().then_some(end);
        self.made.places.extend(place.map(|place| Landmark { start, place }));
    }

    /// Says where a piece of a block that starts at `start` comes from.
    fn origin(&mut self, inner: Span, (from, to): (usize, usize), span: Span, start: usize) {
        if to <= inner.start || from >= inner.end {
            return;
        }
        let same = to - from == span.len();
        // White space at the ends of a block is no part of it.
        let (before, behind) = (inner.start.saturating_sub(from), to.saturating_sub(inner.end));
        let span = if same { Span::new(span.start + before, span.end - behind) } else { span };
        let made = Span::new(from + before, to - behind).shifted(start);
        let made = Span::new(made.start - inner.start, made.end - inner.start);
        if span.start != self.reached || made.start > self.told {
            let between = Span::new(self.told, made.start);
            let from = self.reached.min(span.start);
            self.made.from.push(between, Span::new(from, span.start));
        }
        if !same {
            self.made.from.push(made, span);
        }
        (self.reached, self.told) = (span.end, made.end);
    }

    /// The whole. A text nearly all of which is listings is a text in the letters of a typewriter: its lines are
    /// paragraphs.
    pub(super) fn finish(mut self) -> Made {
        self.end(BlockKind::Paragraph, false);
        let mut made = self.made;
        let is_code = |block: &&Block| block.kind == BlockKind::Code;
        let code: usize = made.blocks.iter().filter(is_code).map(|block| block.span.len()).sum();
        if code * 5 > made.text.len() * 4 {
            let blocks = std::mem::take(&mut made.blocks);
            for block in blocks {
                if block.kind != BlockKind::Code {
                    made.blocks.push(block);
                    continue;
                }
                let mut adjoins = block.adjoins;
                for line in line_spans(block.span.of(&made.text)) {
                    let line = line.shifted(block.span.start).trimmed(&made.text);
                    if line.is_empty() {
                        adjoins = false;
                        continue;
                    }
                    made.blocks.push(Block { adjoins, ..Block::new(BlockKind::Paragraph, line) });
                    adjoins = true;
                }
            }
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_composed_leads_back_to_all_that_it_is_made_of() {
        let mut maker = Maker::default();
        maker.push_from("x ", Span::new(10, 12));
        maker.push_from("\u{1100}", Span::new(20, 27));
        maker.push_from("\u{1161}", Span::new(27, 34));
        maker.push_from(" yz", Span::new(40, 43));
        maker.verbatim_from(9);
        maker.end(BlockKind::Paragraph, false);
        let made = maker.finish();
        assert_eq!(made.text, "x 가 yz");
        let place = |words: &str| {
            let start = made.text.find(words).expect(words);
            made.from.origin(Span::new(start, start + words.len()))
        };
        assert_eq!(place("x"), Span::new(10, 11));
        assert_eq!(place("가"), Span::new(20, 34));
        assert_eq!(place("z"), Span::new(42, 43));
        assert_eq!(made.blocks[0].verbatim.len(), 1);
        assert_eq!(made.blocks[0].verbatim[0].of(&made.text), "yz");
    }

    #[test]
    fn what_stands_inside_a_block_comes_behind_it() {
        let mut maker = Maker::default();
        maker.push_from("One ", Span::new(0, 4));
        maker.set_aside();
        maker.push_from("note", Span::new(5, 9));
        maker.end(BlockKind::Note, false);
        maker.take_up();
        maker.push_from("two.", Span::new(10, 14));
        maker.end(BlockKind::Paragraph, false);
        maker.push_from("Three.", Span::new(20, 26));
        let made = maker.finish();
        assert_eq!(made.text, "One two.\n\nnote\n\nThree.");
        let place = |words: &str| {
            let start = made.text.find(words).expect(words);
            made.from.origin(Span::new(start, start + words.len()))
        };
        assert_eq!(place("two"), Span::new(10, 13));
        assert_eq!(place("note"), Span::new(5, 9));
        assert_eq!(place("Three"), Span::new(20, 25));
    }
}
