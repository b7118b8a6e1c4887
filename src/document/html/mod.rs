//! HTML and XHTML: the text between the tags, entities resolved, block by block.
//!
//! No tree is built, so that nothing is too deep or too broken: a block ends where a tag of a block stands, and goes on
//! over any other. Scripts, styles and drawings are no text; a listing stands apart.

mod ends;
mod entity;
mod tag;

use std::{borrow::Cow, collections::HashMap};

use self::tag::{Piece, RAW, Tag};
use super::{
    block::BlockKind,
    fault::Fault,
    made::{Made, Maker},
    place::Place,
};
use crate::text::Span;

/// What a reader sees of an HTML file. Linear in its length.
#[allow(clippy::unnecessary_wraps, reason = "one of the readers, of which others fail")]
pub(super) fn read(text: &str) -> Result<Made, Fault> {
    let mut maker = Maker::default();
    Reader::new(text, &mut maker, None).run();
    Ok(maker.finish())
}

/// Adds what a reader sees of a file inside a container, called `part`.
pub(super) fn read_part(text: &str, part: &str, maker: &mut Maker) {
    Reader::new(text, maker, Some(Place { part: Some(part.into()), ..Place::default() })).run();
}

/// What `text` shows, which begins with `&`, and how many of its bytes that takes.
pub(super) fn entity(text: &str) -> Option<(Cow<'static, str>, usize)> {
    entity::resolve(text)
}

/// The encoding that the head of a page names, if it names one.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    /// Browsers look no further.
    const HEAD: usize = 1024;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let at = ["charset=", "encoding="].iter().find_map(|key| Some(head.find(key)? + key.len()))?;
    let name = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)));
    let name = &name[..end.unwrap_or(name.len())];
    encoding_rs::Encoding::for_label(name.as_bytes()).map(|_| name.to_owned())
}

/// Elements that stand on lines of their own (HTML Standard, "Rendering", with those of forms and tables); running text goes
/// on over any other, whatever it is called.
const BLOCKS: [&str; 61] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "noframes",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "xmp",
];

/// Whether running text ends, or a line of it, where a tag of this name stands.
pub(crate) fn ends_line(name: &str) -> bool {
    name.eq_ignore_ascii_case("br") || BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name))
}

/// What stands before the names of HTML in a file that has several vocabularies: `h` of `xmlns:h="…/xhtml"`.
fn prefix(text: &str) -> Option<&str> {
    let at = text.find("http://www.w3.org/1999/xhtml")?;
    let declared = text[..at].trim_end_matches(['"', '\'']).strip_suffix('=')?;
    let (before, prefix) = declared.rsplit_once(':')?;
    before.ends_with("xmlns").then_some(prefix)
}

/// Inside these nobody reads running text.
const HIDDEN: [&str; 12] = [
    "script", "style", "svg", "template", "textarea", "title", "noframes", "object", "iframe",
    "rt", "rp", "select",
];

/// The mark of a note is no longer than this, in bytes.
const MARK_OF_NOTE: usize = 400;

/// Words in these are code.
const CODE: [&str; 5] = ["code", "kbd", "samp", "tt", "var"];

/// Follows the tags of a text.
struct Reader<'a> {
    text: &'a str,
    maker: &'a mut Maker,
    /// What stands before the names of HTML, if they are not the only ones and its file says so.
    prefix: Option<&'a str>,
    /// Where elements end, once one is not shown.
    ends: Option<HashMap<usize, usize>>,
    /// The place of the next block, if places are told.
    place: Option<Place>,
    kind: BlockKind,
    quotations: usize,
    cells: usize,
    links: usize,
    /// The element that holds notes, and how many of its name are open inside it.
    notes: Option<(&'a str, usize)>,
    /// Where the last tag ends.
    last_end: usize,
    /// Where the code that is open began in the block.
    code: Option<usize>,
    /// What the last block was, if nothing but its like may come between.
    last: Option<BlockKind>,
    is_below: bool,
    adjoins: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, maker: &'a mut Maker, place: Option<Place>) -> Self {
        Self {
            text,
            maker,
            prefix: prefix(text),
            ends: None,
            place,
            kind: BlockKind::Paragraph,
            quotations: 0,
            cells: 0,
            links: 0,
            notes: None,
            last_end: text.rfind('>').unwrap_or_default(),
            code: None,
            last: None,
            is_below: false,
            adjoins: false,
        }
    }

    fn run(&mut self) {
        let mut at = 0;
        while let Some(found) = self.text[at..].find('<') {
            let start = at + found;
            let opened = (start < self.last_end).then(|| tag::piece(self.text, start)).flatten();
            let Some((piece, end)) = opened else {
                self.words(Span::new(at, start + 1));
                at = start + 1;
                continue;
            };
            self.words(Span::new(at, start));
            at = match piece {
                Piece::Data(span) => {
                    self.as_it_is(span);
                    end
                }
                Piece::Passed => end,
                Piece::Tag(tag) => self.tag(tag, start, end),
            };
        }
        self.words(Span::new(at, self.text.len()));
        self.end();
    }

    /// Goes over a tag; gives back where to go on.
    fn tag(&mut self, tag: Tag<'a>, start: usize, end: usize) -> usize {
        let text = self.text;
        let name = tag.name;
        if !tag.closes && (tag.is_one_of(&HIDDEN) || tag.is_hidden() && !tag.is_void()) {
            if tag.is_empty {
                return end;
            }
            if tag.is_one_of(&RAW) {
                return tag::raw_end(text, name, end);
            }
            let ends = self.ends.get_or_insert_with(|| ends::ends(text));
            // Of what has no end nothing is left out: that would be all the rest.
            if let Some(end) = ends.get(&start) {
                return *end;
            }
        }
        if !tag.closes && tag.is("sup") {
            // Marks are short, and their links as well.
            let near = text.floor_char_boundary(end.saturating_add(MARK_OF_NOTE));
            let close = tag::element_end(&text[..near], name, end);
            if close < near && self.is_mark_of_note(&text[end..close]) {
                return close;
            }
        }
        if !tag.closes && (tag.is("pre") || tag.is("listing")) {
            self.end();
            let close = tag::element_end(text, name, end);
            let inner = text[end..close].rfind("</").map_or(close, |at| end + at);
            self.listing(end, inner);
            return close;
        }
        if tag.is("br") {
            self.line_break();
        } else if !self.is_block(&tag) {
            if tag.is("a") {
                self.links = if tag.closes { self.links.saturating_sub(1) } else { self.links + 1 };
            } else if tag.is_one_of(&CODE) {
                self.code(tag.closes);
            } else if tag.is("img") {
                self.blank(Span::new(start, end));
            }
        } else {
            self.end();
            self.block(tag);
        }
        end
    }

    /// Whether a tag is one of a block, and of HTML: the `o:p` of Word is none.
    fn is_block(&self, tag: &Tag<'_>) -> bool {
        (tag.prefix.is_empty() || self.prefix == Some(tag.prefix)) && tag.is_one_of(&BLOCKS)
    }

    fn block(&mut self, tag: Tag<'a>) {
        let name = tag.name;
        if let Some((of, depth)) = &mut self.notes
            && of.eq_ignore_ascii_case(name)
            && !tag.is_empty
        {
            *depth = if tag.closes { depth.saturating_sub(1) } else { *depth + 1 };
            if *depth == 0 {
                self.notes = None;
            }
        } else if self.notes.is_none() && !tag.closes && !tag.is_empty && tag.holds_notes() {
            self.notes = Some((name, 1));
        }
        let count = |count: usize| if tag.closes { count.saturating_sub(1) } else { count + 1 };
        match name.to_ascii_lowercase().as_str() {
            "blockquote" => self.quotations = count(self.quotations),
            "td" | "th" => {
                self.cells = count(self.cells);
                self.adjoins = self.last == Some(BlockKind::Cell);
            }
            "table" => (self.cells, self.last) = (0, None),
            "li" | "dt" | "dd" if !tag.closes => {
                self.adjoins = self.last == Some(BlockKind::Item);
                self.kind = BlockKind::Item;
                return;
            }
            "p" if !tag.closes => {
                // A paragraph inside a list entry stands apart from the next.
                self.adjoins &= self.kind != BlockKind::Item;
                return;
            }
            "ul" | "ol" | "dl" => self.last = None,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "caption" if !tag.closes => {
                self.kind = BlockKind::Heading;
                return;
            }
            "tr" | "tbody" | "thead" | "tfoot" | "colgroup" | "col" => {}
            _ => return,
        }
        self.kind = BlockKind::Paragraph;
    }

    /// `<sup><a>1</a></sup>`, however the link stands.
    fn is_mark_of_note(&self, inner: &str) -> bool {
        let is_link = self.links > 0 || inner.contains("<a ");
        let mut inside = false;
        let shown = inner.chars().filter(|c| {
            let is_shown = !inside && *c != '<' && *c != '>';
            inside = (inside || *c == '<') && *c != '>';
            is_shown
        });
        is_link
            && shown.into_iter().all(|c| c.is_ascii_digit() || "[]()*†‡ \n\u{fe0e}↩".contains(c))
    }

    fn code(&mut self, closes: bool) {
        match (self.code, closes) {
            (Some(start), true) => {
                self.maker.verbatim_from(start);
                self.code = None;
            }
            (None, false) => self.code = Some(self.maker.written()),
            _ => {}
        }
    }

    /// A listing, its lines as they stand.
    fn listing(&mut self, start: usize, end: usize) {
        let mut at = start;
        while let Some(found) = self.text[at..end].find('<') {
            let open = at + found;
            let (close, breaks) = match tag::piece(self.text, open) {
                Some((piece, close)) if close <= end => {
                    (close, matches!(piece, Piece::Tag(tag) if tag.is("br")))
                }
                _ => (open + 1, false),
            };
            self.as_it_is(Span::new(at, if close == open + 1 { close } else { open }));
            if breaks {
                self.maker.push_from("\n", Span::new(open, close));
            }
            at = close;
        }
        self.as_it_is(Span::new(at, end));
        self.end_as(BlockKind::Code, false);
    }

    /// Words with their white space.
    fn as_it_is(&mut self, span: Span) {
        self.pieces(span, false);
    }

    /// Words, of whose white space one blank is shown.
    fn words(&mut self, span: Span) {
        self.pieces(span, true);
    }

    fn pieces(&mut self, span: Span, collapses: bool) {
        let text = self.text;
        let mut at = span.start;
        while at < span.end {
            let rest = &text[at..span.end];
            let special = |c: char| c == '&' || collapses && is_blank(c);
            let plain = rest.find(special).unwrap_or(rest.len());
            if plain > 0 {
                self.maker.push_from(&rest[..plain], Span::new(at, at + plain));
                at += plain;
                continue;
            }
            if !rest.starts_with('&') {
                let end = at + rest.find(|c| !is_blank(c)).unwrap_or(rest.len());
                self.blank(Span::new(at, end));
                at = end;
                continue;
            }
            if let Some((shown, len)) = entity::resolve(rest) {
                let from = Span::new(at, at + len);
                if collapses && shown == "\u{a0}" {
                    self.blank(from);
                } else {
                    self.maker.push_from(&shown, from);
                }
                at += len;
            } else {
                self.maker.push_from("&", Span::new(at, at + 1));
                at += 1;
            }
        }
    }

    /// White space that stands at `span`.
    fn blank(&mut self, span: Span) {
        if !self.maker.after_blank() {
            self.maker.push_from(" ", span);
        }
    }

    /// A forced line break ends a block, unless the sentence plainly goes on.
    fn line_break(&mut self) {
        if self.maker.goes_on() {
            self.maker.push(" ");
            return;
        }
        self.is_below |= self.maker.has_words();
        let is_below = self.is_below;
        self.end();
        self.is_below = is_below;
    }

    fn end(&mut self) {
        let kind = match self.kind {
            BlockKind::Heading => BlockKind::Heading,
            _ if self.notes.is_some() => BlockKind::Note,
            _ if self.cells > 0 => BlockKind::Cell,
            BlockKind::Item => BlockKind::Item,
            _ if self.quotations > 0 => BlockKind::Quotation,
            kind => kind,
        };
        self.end_as(kind, self.adjoins);
    }

    fn end_as(&mut self, kind: BlockKind, adjoins: bool) {
        if self.code.take().is_some_and(|start| {
            self.maker.verbatim_from(start);
            true
        }) {
            self.code = Some(0);
        }
        if !self.maker.has_words() {
            self.maker.drop_open();
            self.is_below = false;
            return;
        }
        let adjoins = adjoins || self.is_below;
        match &mut self.place {
            None => self.maker.end(kind, adjoins),
            Some(place) => {
                let number = place.paragraph.map_or(1, |number| number + 1);
                place.paragraph = Some(number);
                self.maker.end_at(kind, adjoins, place.clone());
            }
        }
        self.last = Some(kind);
        self.is_below = false;
        self.adjoins = false;
        if self.kind == BlockKind::Item || self.kind == BlockKind::Heading {
            self.kind = BlockKind::Paragraph;
        }
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{c}')
}

#[cfg(test)]
mod tests;
