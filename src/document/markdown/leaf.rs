//! One block while it is read: which bytes are shown, and which of them as they stand.

use crate::{
    document::block::{Block, BlockKind, complement, united},
    text::Span,
};

/// A paragraph, heading or cell whose end has not come.
#[derive(Debug, Default)]
pub(super) struct Leaf {
    /// All that was seen of it, marks included.
    reached: Option<Span>,
    shown: Vec<Span>,
    code: Vec<Span>,
    /// Ends of lines inside it.
    ends: Vec<Span>,
    /// How many pictures are open: the words in them stand for what cannot be shown.
    pub(super) pictures: usize,
    /// The HTML it consists of.
    pub(super) html: Option<Span>,
    /// Whether it stands below a forced line break.
    pub(super) is_below: bool,
    /// Whether its text is none.
    is_hidden: bool,
}

impl Leaf {
    /// The inside of a block that is kept whole.
    pub(super) fn hidden() -> Self {
        Self { is_hidden: true, ..Self::default() }
    }

    /// What follows a forced line break.
    pub(super) fn below() -> Self {
        Self { is_below: true, ..Self::default() }
    }

    pub(super) fn start(&self) -> Option<usize> {
        self.reached.map(|span| span.start)
    }

    /// Marks are part of the block, and not of its text.
    pub(super) fn reach(&mut self, range: Span) {
        self.reached = Some(self.reached.map_or(range, |reached| reached.join(range)));
    }

    pub(super) fn show(&mut self, range: Span) {
        self.reach(range);
        if self.pictures == 0 && !self.is_hidden {
            self.shown.push(range);
        }
    }

    pub(super) fn code(&mut self, range: Span, inner: Span) {
        self.show(inner);
        self.reach(range);
        if self.pictures == 0 {
            self.code.push(inner);
        }
    }

    pub(super) fn line_end(&mut self, range: Span) {
        self.reach(range);
        self.ends.push(range);
    }

    /// Whether a sentence goes on below what was read: after a comma.
    pub(super) fn goes_on(&self, text: &str) -> bool {
        let last = self.shown.last().map(|span| span.of(text).trim_end());
        last.is_some_and(|words| words.ends_with([',', '、', '，', '·']))
    }

    /// The block, or blocks if parts of it stand by themselves; of this `kind` if it has words.
    pub(super) fn into_blocks(
        self,
        text: &str,
        kind: BlockKind,
        adjoins: bool,
        inline: &[Span],
    ) -> Vec<Block> {
        let Some(reached) = self.reached.filter(|_| !self.is_hidden) else { return Vec::new() };
        let code = united(self.code);
        // A tag between words is none of them; in code it is an example of one.
        let from = inline.partition_point(|tag| tag.end <= reached.start);
        let tags: Vec<Span> = inline[from..]
            .iter()
            .take_while(|tag| tag.start < reached.end)
            .flat_map(|&tag| complement(tag, &code))
            .collect();
        let shown = united(self.shown);
        let hidden = united(tags.into_iter().chain(stray_marks(text, &shown, &code)).collect());
        let words: Vec<Span> =
            shown.into_iter().flat_map(|span| complement(span, &hidden)).collect();
        let is_word = |span: &&Span| !span.trimmed(text).is_empty();
        let (Some(first), Some(last)) =
            (words.iter().find(is_word), words.iter().rev().find(is_word))
        else {
            let rest = reached.trimmed(text);
            return if rest.is_empty() {
                Vec::new()
            } else {
                vec![Block::new(BlockKind::Markup, rest)]
            };
        };
        let span = first.trimmed(text).join(last.trimmed(text));
        // The line end itself stays: it parts two words.
        let ends = self.ends.iter().filter_map(|end| {
            let at = end.start + end.of(text).find('\n').or_else(|| end.of(text).find('\r'))?;
            Some(Span::new(at, at + 1))
        });
        let shown = united(words.iter().copied().chain(ends).collect());
        let skipped = complement(span, &shown);
        let verbatim = code.into_iter().filter(|code| span.contains(*code)).collect();
        let mut blocks = vec![Block { kind, span, adjoins, skipped, verbatim }];
        // Marks outside the first and the last word.
        for outside in
            [Span::new(reached.start, span.start), Span::new(span.end, reached.end.max(span.end))]
        {
            if outside.of(text).chars().any(char::is_alphabetic) {
                blocks.push(Block::new(BlockKind::Markup, outside.trimmed(text)));
            }
        }
        blocks
    }
}

/// Pairs of `**` that stand as they are in what is shown, outside code.
///
/// `CommonMark` takes none for emphasis whose inner side is punctuation and whose outer side is a letter, as in
/// `**“말”**을`, where languages with particles have it all the time; writers mean emphasis.
fn stray_marks(text: &str, shown: &[Span], code: &[Span]) -> Vec<Span> {
    let mut marks: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    for span in shown.iter().flat_map(|&span| complement(span, code)) {
        for (at, mark) in span.of(text).match_indices("**") {
            let mark = Span::new(span.start + at, span.start + at + mark.len());
            let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            let before = blank(text[..mark.start].chars().next_back());
            let after = blank(text[mark.end..].chars().next());
            match open {
                Some(first) if !before => {
                    marks.extend([first, mark]);
                    open = None;
                }
                _ => open = (!after).then_some(mark),
            }
        }
    }
    marks
}
