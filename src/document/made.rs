//! The text that is made of a file which is none, or which is more than text: what a reader sees, a block on lines of
//! its own, with the way back to the bytes it came from or to the place where it is shown.

use super::{
    block::{Block, BlockKind},
    compose::compose,
    line_spans,
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
    }

    /// How many bytes of text have been made.
    pub(super) fn len(&self) -> usize {
        self.made.text.len() + self.open.text.len()
    }

    /// Ends the open block of a text file. `adjoins`: whether it follows the one before as a line follows a line.
    pub(super) fn end(&mut self, kind: BlockKind, adjoins: bool) {
        self.close(kind, adjoins);
    }

    /// Ends the open block of a file that is no text; it stands at `place`.
    pub(super) fn end_at(&mut self, kind: BlockKind, adjoins: bool, place: Place) {
        if let Some(start) = self.close(kind, adjoins) {
            self.made.places.push(Landmark { start, place });
        }
    }

    /// Where the block that was ended starts, if it has words.
    fn close(&mut self, kind: BlockKind, adjoins: bool) -> Option<usize> {
        let Open { text, pieces, verbatim } = std::mem::take(&mut self.open);
        let inner = Span::new(0, text.len()).trimmed(&text);
        if inner.is_empty() {
            return None;
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
        // Text files are composed before they are taken apart.
        let composed = if pieces.is_empty() { compose(inner.of(&text)) } else { None };
        let mut verbatim: Vec<Span> = verbatim
            .into_iter()
            .map(|span| Span::new(span.start.max(inner.start), span.end.min(inner.end)))
            .filter(|span| span.start < span.end)
            .collect();
        if let Some((composed, _)) = composed {
            verbatim.clear();
            self.made.text.push_str(&composed);
        } else {
            self.made.text.push_str(inner.of(&text));
            for (from, to, span) in pieces {
                self.origin(inner, (from, to), span, start);
            }
        }
        let end = self.made.text.len();
        for span in &mut verbatim {
            *span = Span::new(span.start - inner.start + start, span.end - inner.start + start);
        }
        self.made.blocks.push(Block {
            adjoins,
            verbatim,
            ..Block::new(kind, Span::new(start, end))
        });
        self.last = kind.is_text().then_some(end);
        Some(start)
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
        if span.start > self.reached || made.start > self.told {
            let between = Span::new(self.told, made.start);
            self.made.from.push(between, Span::new(self.reached, span.start));
        }
        if !same {
            self.made.from.push(made, span);
        }
        (self.reached, self.told) = (span.end, made.end);
    }

    /// The whole. A text nearly all of which is listings is a text in the letters of a typewriter: its lines are
    /// paragraphs.
    pub(super) fn finish(mut self) -> Made {
        self.close(BlockKind::Paragraph, false);
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
