//! HTML inside Markdown: tags and comments out, the text between them in.
//!
//! No tree is built: a reader's text ends where a tag of a block stands, and goes on over any other.

use crate::{
    document::{
        block::{Block, BlockKind, complement, united},
        ends_line,
    },
    text::Span,
};

/// What stands at a `<`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Comment,
    /// A tag with its name and whether it is a closing one.
    Tag {
        name: &'a str,
        closes: bool,
    },
}

/// Tags whose inside nobody reads as text.
const VERBATIM: [&str; 7] = ["pre", "script", "style", "svg", "textarea", "template", "math"];

/// No tag is longer than this, in bytes: what seems to be one is a sign that was never closed.
const LONGEST_TAG: usize = 16 * 1024;

/// The blocks of a stretch of HTML, byte offsets in `text`. Linear in its length but for tags that are
/// never closed.
pub(super) fn blocks(text: &str, stretch: Span) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = Run { start: stretch.start, skipped: Vec::new() };
    let mut kind = BlockKind::Paragraph;
    let mut at = stretch.start;
    while let Some(found) = text[at..stretch.end].find('<') {
        let start = at + found;
        let Some((piece, end)) = piece(text, start, stretch.end) else {
            at = start + 1;
            continue;
        };
        match piece {
            Piece::Comment => {
                open.close(text, kind, start, &mut blocks);
                blocks.push(Block::new(BlockKind::Metadata, Span::new(start, end)));
                open.start = end;
            }
            Piece::Tag { name, closes: false } if is_one_of(&VERBATIM, name) => {
                open.close(text, kind, start, &mut blocks);
                let end = closing(text, name, end, stretch.end);
                let what = if name.eq_ignore_ascii_case("pre") {
                    BlockKind::Code
                } else {
                    BlockKind::Markup
                };
                blocks.push(Block::new(what, Span::new(start, end)));
                open.start = end;
                at = end;
                continue;
            }
            Piece::Tag { name, .. } if !ends_line(name) => {
                open.skipped.push(Span::new(start, end));
            }
            Piece::Tag { name, closes } => {
                open.close(text, kind, start, &mut blocks);
                open.start = end;
                kind = if closes { BlockKind::Paragraph } else { kind_of(name) };
                blocks.push(Block::new(BlockKind::Markup, Span::new(start, end)));
            }
        }
        at = end;
    }
    open.close(text, kind, stretch.end, &mut blocks);
    join_tags(text, blocks)
}

/// The text between two tags of blocks.
struct Run {
    start: usize,
    skipped: Vec<Span>,
}

impl Run {
    fn close(&mut self, text: &str, kind: BlockKind, end: usize, blocks: &mut Vec<Block>) {
        let skipped = united(std::mem::take(&mut self.skipped));
        let shown = complement(Span::new(self.start, end), &skipped);
        let shown: Vec<Span> =
            shown.iter().map(|span| span.trimmed(text)).filter(|span| !span.is_empty()).collect();
        match (shown.first(), shown.last()) {
            (Some(first), Some(last)) => {
                // Tags round the text, as those of a link that is a whole paragraph, stand by themselves.
                let span = first.join(*last);
                let outside = |at: &Span| !span.overlaps(*at);
                blocks.extend(
                    skipped
                        .iter()
                        .filter(|at| outside(at))
                        .map(|&at| Block::new(BlockKind::Markup, at)),
                );
                let inside = skipped.iter().copied().filter(|at| !outside(at)).collect();
                blocks.push(Block { skipped: inside, ..Block::new(kind, span) });
            }
            _ => blocks.extend(skipped.into_iter().map(|at| Block::new(BlockKind::Markup, at))),
        }
    }
}

/// Tags that follow each other are one block.
fn join_tags(text: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.sort_by_key(|block| block.span);
    let mut joined: Vec<Block> = Vec::new();
    for block in blocks {
        match joined.last_mut() {
            Some(last)
                if last.kind == BlockKind::Markup
                    && block.kind == BlockKind::Markup
                    && text[last.span.end..block.span.start].trim().is_empty() =>
            {
                last.span = last.span.join(block.span);
            }
            _ => joined.push(block),
        }
    }
    joined
}

fn is_one_of(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn kind_of(name: &str) -> BlockKind {
    match name.to_ascii_lowercase().as_str() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "caption" | "title" => {
            BlockKind::Heading
        }
        "li" | "dt" | "dd" => BlockKind::Item,
        "td" | "th" => BlockKind::Cell,
        "blockquote" => BlockKind::Quotation,
        _ => BlockKind::Paragraph,
    }
}

/// Whether a piece of HTML inside running text breaks its line.
pub(super) fn breaks_line(html: &str) -> bool {
    matches!(piece(html, 0, html.len()), Some((Piece::Tag { name, .. }, _)) if name.eq_ignore_ascii_case("br"))
}

/// The tag or comment that begins at `start` and where it ends, at the latest at `limit`.
fn piece(text: &str, start: usize, limit: usize) -> Option<(Piece<'_>, usize)> {
    let rest = &text[start..limit];
    if rest.starts_with("<!--") {
        let end = rest.find("-->").map_or(limit, |at| start + at + 3);
        return Some((Piece::Comment, end));
    }
    let inner = rest.strip_prefix('<')?;
    let (inner, closes) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let name_len = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')))
        .unwrap_or(inner.len());
    let name = &inner[..name_len];
    let declares = inner.starts_with(['!', '?']);
    if !declares && !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let end = tag_end(text, start + 1, limit)?;
    Some((Piece::Tag { name, closes }, end))
}

/// Where the tag whose inside begins at `from` ends: after the `>` that is in no quotation marks or braces.
pub(super) fn tag_end(text: &str, from: usize, limit: usize) -> Option<usize> {
    let mut quote = None;
    let mut depth = 0_usize;
    let limit = limit.min(from + LONGEST_TAG);
    for (at, byte) in text.as_bytes()[from..limit].iter().enumerate() {
        if let Some(open) = quote {
            quote = (open != byte).then_some(open);
            continue;
        }
        match byte {
            b'"' | b'\'' => quote = Some(byte),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'<' if depth == 0 => return None,
            b'>' if depth == 0 => return Some(from + at + 1),
            _ => {}
        }
    }
    None
}

/// Where the element `name`, whose inside begins at `from`, ends: after its closing tag.
fn closing(text: &str, name: &str, from: usize, limit: usize) -> usize {
    let mut at = from;
    while let Some(found) = text[at..limit].find("</") {
        let start = at + found;
        let rest = &text.as_bytes()[start + 2..limit];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return text[start..limit].find('>').map_or(limit, |end| start + end + 1);
        }
        at = start + 2;
    }
    limit
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kinds of the blocks that are no tags, and what they show.
    type Expected = &'static [(BlockKind, &'static str)];

    #[test]
    fn text_between_tags_is_kept_and_tags_are_not() {
        use BlockKind::{Cell, Code, Heading, Item, Markup, Metadata, Paragraph};
        #[rustfmt::skip]
        let cases: [(&str, Expected, &str); 9] = [
            ("<p align=\"center\">안내</p>",        &[(Paragraph, "안내")],                          "a paragraph"),
            ("<!-- a note -->\n본문",               &[(Metadata, "<!-- a note -->"), (Paragraph, "본문")], "a comment is no text"),
            ("<!-- never closed\n\ntext",           &[(Metadata, "<!-- never closed\n\ntext")],     "to the end, as browsers take it"),
            ("<tr><td>one</td><td>two <b>2</b></td></tr>", &[(Cell, "one"), (Cell, "two 2")],        "cells"),
            ("<pre>if (a < b) </pre>\n그 다음",      &[(Code, "<pre>if (a < b) </pre>"), (Paragraph, "그 다음")], "a listing"),
            ("<details><summary>자세히</summary>",   &[(Heading, "자세히")],                          "the line that opens"),
            ("<li>a < b</li>",                      &[(Item, "a < b")],                             "a sign that opens no tag"),
            ("<a href='x>y'>더 보기</a>",            &[(Paragraph, "더 보기")],                        "a bracket in quotation marks"),
            ("<div",                                &[(Paragraph, "<div")],                         "no tag, so nothing is lost"),
        ];
        for (html, expected, why) in cases {
            let blocks = blocks(html, Span::new(0, html.len()));
            let found: Vec<(BlockKind, String)> = blocks
                .iter()
                .filter(|block| block.kind != Markup)
                .map(|block| (block.kind, block.shown().map(|span| span.of(html)).collect()))
                .collect();
            let expected: Vec<_> = expected.iter().map(|&(k, t)| (k, t.to_owned())).collect();
            assert_eq!(found, expected, "{why}: {html}");
        }
    }
}
