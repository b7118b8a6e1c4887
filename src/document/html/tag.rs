//! Tags: where one ends, and what its name and attributes say.

use crate::text::Span;

/// What stands at a `<`.
pub(super) enum Piece<'a> {
    /// A comment, declaration or instruction.
    Passed,
    /// Words in which no tag is one.
    Data(Span),
    /// A tag.
    Tag(Tag<'a>),
}

/// A tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tag<'a> {
    /// What stands before a colon in front of its name.
    pub(super) prefix: &'a str,
    pub(super) name: &'a str,
    /// Whether it is a closing one.
    pub(super) closes: bool,
    /// Whether it closes itself.
    pub(super) is_empty: bool,
    attributes: &'a str,
}

/// Elements without an inside.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// No tag is longer than this, in bytes: what seems to be one is a sign that was never closed. Pictures may be
/// written into an attribute.
const LONGEST: usize = 4 << 20;

impl Tag<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    pub(super) fn is_void(&self) -> bool {
        self.is_empty || self.is_one_of(&VOID)
    }

    /// Whether browsers show nothing of the element.
    pub(super) fn is_hidden(&self) -> bool {
        let has = |name: &str, value: &str| {
            self.attribute(name).is_some_and(|own| {
                own.chars().filter(|c| !c.is_whitespace()).collect::<String>().contains(value)
            })
        };
        self.attributes.len() > 5
            && (has("style", "display:none") || self.attribute("hidden").is_some())
    }

    /// Whether the element holds foot- or endnotes.
    pub(super) fn holds_notes(&self) -> bool {
        ["class", "role", "epub:type", "id"].iter().any(|name| {
            self.attribute(name).is_some_and(|value| {
                let named = |word: &str| {
                    matches!(
                        word,
                        "footnotes"
                            | "footnote"
                            | "endnotes"
                            | "endnote"
                            | "doc-endnotes"
                            | "doc-endnote"
                            | "doc-footnote"
                            | "rearnotes"
                    )
                };
                value.split_whitespace().any(named)
            })
        })
    }

    /// What an attribute says.
    fn attribute(&self, name: &str) -> Option<&str> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            let key = &rest[..end];
            rest = rest[end..].trim_start();
            let value = match rest.strip_prefix('=').map(str::trim_start) {
                None => "",
                Some(after) => {
                    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
                    let body = &after[quote.map_or(0, char::len_utf8)..];
                    let end = match quote {
                        Some(quote) => body.find(quote),
                        None => body.find(char::is_whitespace),
                    };
                    let end = end.unwrap_or(body.len());
                    rest = body[end..].strip_prefix(['"', '\'']).unwrap_or(&body[end..]);
                    &body[..end]
                }
            };
            if key.eq_ignore_ascii_case(name) {
                return Some(value);
            }
        }
    }
}

/// The tag or comment that begins at `start` and where it ends; none if the sign opens none.
pub(super) fn piece(text: &str, start: usize) -> Option<(Piece<'_>, usize)> {
    let rest = &text[start..];
    let end_of = |mark: &str| rest.find(mark).map_or(text.len(), |at| start + at + mark.len());
    if rest.starts_with("<!--") {
        return Some((Piece::Passed, end_of("-->")));
    }
    if let Some(data) = rest.strip_prefix("<![CDATA[") {
        let from = text.len() - data.len();
        let end = end_of("]]>");
        let inner = data.find("]]>").map_or(text.len(), |at| from + at);
        return Some((Piece::Data(Span::new(from, inner)), end));
    }
    let inner = &rest[1..];
    if inner.starts_with(['!', '?']) {
        return tag_end(text, start + 1).map(|end| (Piece::Passed, end));
    }
    let (inner, closes) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
    let name = &inner[..inner.find(|c| !is_name(c)).unwrap_or(inner.len())];
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let from = text.len() - inner.len() + name.len();
    let end = tag_end(text, from)?;
    let attributes = text[from..end - 1].trim_end();
    let is_empty = attributes.ends_with('/');
    let (prefix, name) = name.rsplit_once(':').unwrap_or(("", name));
    Some((Piece::Tag(Tag { prefix, name, closes, is_empty, attributes }), end))
}

/// Where the tag whose inside begins at `from` ends: after the `>` that is in no quotation marks.
fn tag_end(text: &str, from: usize) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    let limit = text.len().min(from + LONGEST);
    for (at, &byte) in text.as_bytes()[from..limit].iter().enumerate() {
        match quote {
            Some(open) => quote = (open != byte).then_some(open),
            None => match byte {
                b'"' | b'\'' if before == b'=' => quote = Some(byte),
                b'<' => return None,
                b'>' => return Some(from + at + 1),
                _ => {}
            },
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    // A quotation mark that was never closed: the tag ends as if it were none.
    let rest = &text[from..limit];
    let end = rest.find(['>', '<']).filter(|&at| rest[at..].starts_with('>'))?;
    Some(from + end + 1)
}

/// Whether the closing or opening tag whose name begins at `at` is called `name`.
fn is_named(text: &str, at: usize, name: &str) -> bool {
    let rest = &text.as_bytes()[at..];
    let bound = |byte: &u8| !(byte.is_ascii_alphanumeric() || *byte == b'-');
    rest.len() >= name.len()
        && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && rest.get(name.len()).is_none_or(bound)
}

/// Where the element `name`, whose inside begins at `from`, ends: after its closing tag, of several inside each other
/// the outermost.
pub(super) fn element_end(text: &str, name: &str, from: usize) -> usize {
    let mut at = from;
    let mut depth = 1_usize;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        at = start + 1;
        let closes = text.as_bytes().get(at) == Some(&b'/');
        if !is_named(text, at + usize::from(closes), name) {
            continue;
        }
        at = text[start..].find('>').map_or(text.len(), |end| start + end + 1);
        let is_empty = text[..at].ends_with("/>");
        depth = if closes { depth - 1 } else { depth + usize::from(!is_empty) };
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// Elements whose inside is characters, in which no tag is one, up to the first that closes them.
pub(super) const RAW: [&str; 8] =
    ["script", "style", "textarea", "title", "iframe", "noframes", "noembed", "xmp"];

/// Where one of [`RAW`] ends.
pub(super) fn raw_end(text: &str, name: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(found) = text[at..].find("</") {
        let start = at + found;
        if is_named(text, start + 2, name) {
            return text[start..].find('>').map_or(text.len(), |end| start + end + 1);
        }
        at = start + 2;
    }
    text.len()
}
