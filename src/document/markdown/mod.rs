//! Markdown into blocks: `CommonMark` with GitHub's tables, notes and task lists by `pulldown-cmark`, front
//! matter, HTML and what the builders of sites add beside it.
//!
//! The parser tells where each word that a page shows stands in the file; everything between the first
//! and the last of a block that it does not name is a mark, and left out of the text.

mod front_matter;
mod leaf;
mod mask;
mod tag;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::leaf::Leaf;
use super::block::{Block, BlockKind};
use crate::text::Span;

/// The blocks of a Markdown text, in order and apart from each other. Every letter of the text is in one
/// of them. Linear in its length.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let (mut blocks, begin) = front_matter::blocks(text).unwrap_or_default();
    let begin = begin.max(text.len() - text.trim_start_matches('\u{feff}').len());
    let masked = mask::mask(text, begin);
    let mut reader = Reader {
        text,
        inline: &masked.inline,
        blocks: Vec::new(),
        inside: Vec::new(),
        leaf: None,
        last: None,
    };
    let mut parser = Parser::new_ext(&masked.text, options()).into_offset_iter();
    for (event, range) in parser.by_ref() {
        reader.event(&event, whole(text, range));
    }
    reader.close();
    let definitions = parser.reference_definitions().iter();
    let definitions = definitions.map(|(_, definition)| whole(text, definition.span.clone()));
    blocks.extend(reader.blocks);
    let own = definitions.map(|span| Block::new(BlockKind::Markup, span.trimmed(text)));
    blocks.extend(masked.blocks.into_iter().chain(own.collect::<Vec<_>>()));
    in_order(text, blocks)
}

/// A stretch that the parser found, moved where it would cut a character that was covered.
fn whole(text: &str, range: Range<usize>) -> Span {
    let boundary = |at: usize| text.ceil_char_boundary(at);
    Span::new(boundary(range.start), boundary(range.end))
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// The blocks in order, without those inside or across others, and with what none of them holds.
fn in_order(text: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.retain(|block| !block.span.is_empty());
    blocks.sort_by_key(|block| (block.span.start, std::cmp::Reverse(block.span.end)));
    let mut ordered: Vec<Block> = Vec::new();
    for block in blocks {
        let reached = ordered.last().map_or(0, |last| last.span.end);
        if block.span.start < reached {
            continue;
        }
        between(text, Span::new(reached, block.span.start), &mut ordered);
        ordered.push(block);
    }
    let reached = ordered.last().map_or(0, |last| last.span.end);
    between(text, Span::new(reached, text.len()), &mut ordered);
    ordered
}

/// What has letters and is no block of the parser's: the second definition of a label, attributes of a heading.
fn between(text: &str, gap: Span, blocks: &mut Vec<Block>) {
    let mut at = gap.start;
    for line in gap.of(text).split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        if span.of(text).chars().any(char::is_alphabetic) {
            blocks.push(Block::new(BlockKind::Markup, span));
        }
    }
}

/// What a stretch of text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Container {
    Heading,
    Item { paragraphs: usize },
    Cell,
    Quotation,
    Note,
}

/// Follows the events of the parser.
struct Reader<'a> {
    text: &'a str,
    inline: &'a [Span],
    blocks: Vec<Block>,
    inside: Vec<Container>,
    leaf: Option<Leaf>,
    /// Where the last block of text ends, and what it is.
    last: Option<(usize, BlockKind)>,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Span) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::Text(shown) => self.words(range, shown),
            Event::Code(_) => {
                let inner = code(range.of(self.text)).shifted(range.start);
                self.leaf().code(range, inner);
            }
            Event::SoftBreak => self.leaf().line_end(range),
            Event::HardBreak => self.hard_break(range),
            Event::InlineHtml(html) => {
                self.leaf().reach(range);
                if tag::breaks_line(html) {
                    self.hard_break(range);
                }
            }
            Event::Html(_) => self.html(range),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => self.leaf().reach(range),
            Event::Rule => self.close(),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.leaf().code(range, range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Span) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {
                self.leaf().reach(range);
            }
            Tag::Link { link_type, .. } => {
                // `[1]` is a mark of a note and no number in the sentence.
                let words = range.of(self.text);
                let label = words.trim_matches(['[', ']']);
                let numeral = !label.is_empty() && label.chars().all(|c| c.is_ascii_digit());
                let short = matches!(
                    link_type,
                    pulldown_cmark::LinkType::Shortcut | pulldown_cmark::LinkType::Collapsed
                );
                self.leaf().reach(range);
                if short && numeral {
                    self.leaf().show(range);
                }
            }
            Tag::Image { .. } => {
                self.leaf().reach(range);
                self.leaf().pictures += 1;
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.blocks.push(Block::new(BlockKind::Code, range.trimmed(self.text)));
                self.leaf = Some(Leaf::hidden());
            }
            Tag::MetadataBlock(_) => {
                self.close();
                self.blocks.push(Block::new(BlockKind::Metadata, range.trimmed(self.text)));
                self.leaf = Some(Leaf::hidden());
            }
            Tag::Heading { .. } => self.enter(Container::Heading),
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.enter(Container::Item { paragraphs: 0 });
            }
            Tag::TableCell => self.enter(Container::Cell),
            Tag::BlockQuote(_) => self.enter(Container::Quotation),
            Tag::FootnoteDefinition(_) => self.enter(Container::Note),
            Tag::Paragraph
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::DefinitionList => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Span) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => self.leaf().reach(range),
            TagEnd::Image => {
                let leaf = self.leaf();
                leaf.pictures = leaf.pictures.saturating_sub(1);
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => self.leaf = None,
            TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::TableCell
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition => {
                self.close();
                self.inside.pop();
            }
            TagEnd::HtmlBlock
            | TagEnd::Paragraph
            | TagEnd::List(_)
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionList => self.close(),
        }
    }

    fn enter(&mut self, container: Container) {
        self.close();
        self.inside.push(container);
    }

    fn leaf(&mut self) -> &mut Leaf {
        self.leaf.get_or_insert_with(Leaf::default)
    }

    /// Words, or a character written by its name, of which as much is shown as stands there.
    fn words(&mut self, range: Span, shown: &str) {
        let named = range.of(self.text).starts_with('&');
        let leaf = self.leaf();
        match shown {
            // `&amp;` begins with what it means.
            "&" if named => {
                leaf.show(Span::new(range.start, range.start + 1));
                leaf.reach(range);
            }
            // `&nbsp;` stands between two words.
            _ if named && shown.trim().is_empty() => leaf.reach(range),
            _ => leaf.show(range),
        }
    }

    /// HTML of a block, line by line: what follows without a gap belongs together.
    fn html(&mut self, range: Span) {
        let leaf = self.leaf();
        leaf.html = Some(leaf.html.map_or(range, |html| html.join(range)));
    }

    /// A forced line break ends a block, unless the sentence plainly goes on.
    fn hard_break(&mut self, range: Span) {
        let text = self.text;
        let leaf = self.leaf();
        leaf.line_end(range);
        if leaf.pictures == 0 && !leaf.goes_on(text) {
            self.close();
            self.leaf = Some(Leaf::below());
        }
    }

    /// Ends the block that is open.
    fn close(&mut self) {
        let Some(leaf) = self.leaf.take() else { return };
        if let Some(html) = leaf.html {
            self.keep(tag::blocks(self.text, html));
        }
        let adjoins = self.adjoins(&leaf);
        let kind = self.kind();
        let made = leaf.into_blocks(self.text, kind, adjoins, self.inline);
        let item = self.inside.iter_mut().rev().find_map(|container| match container {
            Container::Item { paragraphs } => Some(paragraphs),
            _ => None,
        });
        if let (Some(paragraphs), true) = (item, made.iter().any(|block| block.kind.is_text())) {
            *paragraphs += 1;
        }
        self.keep(made);
    }

    fn keep(&mut self, blocks: Vec<Block>) {
        let text = blocks.iter().rev().find(|block| block.kind.is_text());
        self.last = text.map(|block| (block.span.end, block.kind)).or(self.last);
        self.blocks.extend(blocks);
    }

    fn kind(&self) -> BlockKind {
        let note = self.inside.contains(&Container::Note);
        match self.inside.last() {
            Some(Container::Heading) => BlockKind::Heading,
            Some(Container::Cell) => BlockKind::Cell,
            Some(Container::Item { paragraphs: 0 }) => BlockKind::Item,
            Some(Container::Quotation) if !note => BlockKind::Quotation,
            _ if note => BlockKind::Note,
            _ => BlockKind::Paragraph,
        }
    }

    /// Whether the block that `leaf` becomes follows the text before as a line follows a line.
    fn adjoins(&self, leaf: &Leaf) -> bool {
        let Some((end, kind)) = self.last else { return false };
        if leaf.is_below {
            return true;
        }
        let Some(start) = leaf.start() else { return false };
        let gap = &self.text[end.min(start)..start];
        let lines = gap.matches('\n').count();
        match self.inside.last() {
            Some(Container::Cell) => kind == BlockKind::Cell && lines <= 2,
            Some(Container::Item { paragraphs: 0 }) => lines == 1,
            _ => false,
        }
    }
}

/// The words of inline code, byte offsets in it: without its back quotes.
fn code(span: &str) -> Span {
    let quotes = span.bytes().take_while(|&byte| byte == b'`').count();
    Span::new(quotes.min(span.len()), span.len().saturating_sub(quotes).max(quotes.min(span.len())))
        .trimmed(span)
}

#[cfg(test)]
mod tests;
