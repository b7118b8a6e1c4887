//! What the builders of sites add to Markdown: Liquid and Hugo tags, kramdown's attributes, MDX imports,
//! components and remarks, containers (`:::tip`, `!!! note`, `/// details`), formulas set apart.
//!
//! `CommonMark` knows none of them and takes them for text. Each is found here and covered, byte for byte,
//! with what `CommonMark` takes for nothing (or, in the middle of a line, for a word), so that all offsets
//! stay what they are.

use std::sync::LazyLock;

use super::tag::tag_end;
use crate::{
    document::block::{Block, BlockKind},
    text::{Span, table},
};

/// No tag is longer than this, in bytes: what seems to be one was never closed.
const LONGEST: usize = 8 * 1024;

/// A tag that is alone on its line is so with no more before and behind it than this, in bytes.
const LONGEST_LINE: usize = 1024;

/// Nor is a listing between two tags longer than this.
const LONGEST_ELEMENT: usize = 64 * 1024;

/// What containers are called on the page, in both languages, where their writers give them no title.
static KINDS: LazyLock<Vec<[&str; 3]>> =
    LazyLock::new(|| table::rows("containers.tsv", table::text!("containers.tsv")));

/// A text with its tags covered.
pub(super) struct Masked {
    /// As long as the text, and equal to it outside the tags.
    pub(super) text: String,
    /// What was covered and stands by itself.
    pub(super) blocks: Vec<Block>,
    /// What was covered inside running text, in order.
    pub(super) inline: Vec<Span>,
}

/// Covers the tags of `text` from `begin` on, and all that is before. Linear in its length.
pub(super) fn mask(text: &str, begin: usize) -> Masked {
    let mut mask =
        Mask { text, bytes: text.as_bytes().to_vec(), blocks: Vec::new(), inline: Vec::new() };
    mask.blank(Span::new(0, begin));
    let mut fence: Option<Fence> = None;
    let mut at = begin;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |found| at + found + 1);
        let line = Span::new(at, end);
        if let Some(open) = fence {
            if open.is_closed_by(line.of(text)) {
                fence = None;
            }
            at = end;
            continue;
        }
        fence = Fence::opened_by(line.of(text));
        at = if fence.is_some() { end } else { mask.line(line) };
    }
    mask.inline.sort_unstable();
    let text = String::from_utf8(mask.bytes).unwrap_or_else(|_| text.to_owned());
    Masked { text, blocks: mask.blocks, inline: mask.inline }
}

/// The line that opens a fenced listing.
#[derive(Debug, Clone, Copy)]
struct Fence {
    mark: u8,
    len: usize,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Self> {
        let line = line.trim_start_matches([' ', '\t', '>']);
        let mark = *line.as_bytes().first().filter(|mark| matches!(mark, b'`' | b'~'))?;
        let len = line.bytes().take_while(|&byte| byte == mark).count();
        let spans = mark == b'`' && line[len..].contains('`');
        (len >= 3 && !spans).then_some(Self { mark, len })
    }

    fn is_closed_by(self, line: &str) -> bool {
        let line = line.trim_matches([' ', '\t', '>', '\n', '\r']);
        line.len() >= self.len && line.bytes().all(|byte| byte == self.mark)
    }
}

struct Mask<'a> {
    text: &'a str,
    bytes: Vec<u8>,
    blocks: Vec<Block>,
    inline: Vec<Span>,
}

/// What was found to be a tag.
struct Found {
    span: Span,
    kind: BlockKind,
    /// What a reader sees of it.
    shown: Option<Span>,
}

impl Mask<'_> {
    /// Covers what stands on a line, or begins there; where to go on.
    fn line(&mut self, line: Span) -> usize {
        if let Some(span) = self.module(line).or_else(|| self.formula(line)) {
            self.stand_alone(span.0, span.1);
            return span.0.end.max(line.end);
        }
        if self.container(line) {
            return line.end;
        }
        // The builder puts the table of contents in the place of this list.
        if self.text[line.end..].lines().next().is_some_and(|next| next.trim() == "{:toc}") {
            self.stand_alone(line, BlockKind::Markup);
            return line.end;
        }
        let mut at = line.start;
        let mut end = line.end;
        let mut code = false;
        while at < end {
            let byte = self.text.as_bytes()[at];
            match byte {
                b'`' => code = !code,
                b'{' | b'<' | b'[' | b':' if !code => {
                    if let Some(found) = self.tag(at) {
                        at = found.span.end;
                        if at > end {
                            let rest = &self.text[at..];
                            end = rest.find('\n').map_or(self.text.len(), |end| at + end + 1);
                        }
                        self.cover(&found);
                        continue;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        end
    }

    /// The tag that begins at `at`.
    fn tag(&self, at: usize) -> Option<Found> {
        let rest = &self.text[at..];
        let close = |open: &str, close: &str| -> Option<usize> {
            let inside = rest.strip_prefix(open)?;
            let found = inside[..inside.floor_char_boundary(LONGEST)].find(close)?;
            Some(at + open.len() + found + close.len())
        };
        let found =
            |end: usize| Found { span: Span::new(at, end), kind: BlockKind::Markup, shown: None };
        if rest.starts_with(':') {
            return self.icon(at).map(found);
        }
        // A directive of a wiki: [[!tag news]].
        if rest.starts_with('[') {
            return close("[[!", "]]").map(found);
        }
        if is_attributes(rest) {
            return close("{", "}").map(found);
        }
        if let Some(end) = close("{{<", ">}}").or_else(|| close("{{%", "%}}")) {
            let tag = &self.text[at + 3..end - 3];
            return Some(self.element(at, end, tag).unwrap_or_else(|| Found {
                shown: shown_value(tag).map(|span| span.shifted(at + 3)),
                ..found(end)
            }));
        }
        if let Some(end) = close("{%", "%}") {
            let tag = self.text[at + 2..end - 2].trim_matches('-');
            return Some(self.element(at, end, tag).unwrap_or_else(|| found(end)));
        }
        if let Some(end) = close("{/*", "*/}") {
            return Some(Found { kind: BlockKind::Metadata, ..found(end) });
        }
        for (open, shut) in [("{{", "}}"), ("{!", "!}"), ("{*", "*}")] {
            if let Some(end) = close(open, shut) {
                return Some(found(end));
            }
        }
        if rest.starts_with("{:") {
            let end = rest.lines().next()?.find('}')?;
            return Some(found(at + end + 1));
        }
        self.component(at).map(found)
    }

    /// The end of a picture by its name: `:octicons-arrow-right-24:`, `:rocket:`.
    fn icon(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 64;
        let before = self.text[..at].chars().next_back();
        let rest = &self.text[at + 1..];
        let len = rest
            .bytes()
            .take(LONGEST)
            .position(|byte| !(byte.is_ascii_alphanumeric() || b"_-+".contains(&byte)))?;
        let name = &rest[..len];
        let behind = rest[len..].strip_prefix(':')?.chars().next();
        // A role of another language of markup stands before its text: :ref:`page`.
        let is_apart = !before.is_some_and(|c| c.is_alphanumeric() || c == ':')
            && !behind.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '`'));
        (is_apart && name.starts_with(|c: char| c.is_ascii_lowercase())).then_some(at + len + 2)
    }

    /// The end of a tag of a component (`<Tabs values={[…]}>`), whose names begin with a capital.
    fn component(&self, at: usize) -> Option<usize> {
        let name = self.text[at..].strip_prefix('<')?;
        let name = name.strip_prefix('/').unwrap_or(name);
        if name.starts_with('>') {
            return Some(at + self.text[at..].find('>')? + 1);
        }
        let before = self.text[..at].chars().next_back();
        if !name.starts_with(|c: char| c.is_ascii_uppercase())
            || before.is_some_and(|c| c.is_ascii_alphanumeric())
        {
            return None;
        }
        let len = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(name.len());
        if !name[len..].starts_with([' ', '\n', '\r', '/', '>']) {
            return None;
        }
        tag_end(self.text, at + 1, self.text.len())
    }

    /// A tag whose element holds no Markdown: a listing or a remark.
    fn element(&self, at: usize, end: usize, tag: &str) -> Option<Found> {
        let name = tag.split_whitespace().next()?;
        let kind = match name {
            "highlight" | "code" | "codeblock" | "mermaid" => BlockKind::Code,
            "comment" => BlockKind::Metadata,
            _ => return None,
        };
        let mut from = end;
        // The next tag that closes this element.
        loop {
            let start = from
                + self.text[from..].find('{').filter(|&at| from + at < end + LONGEST_ELEMENT)?;
            let inside = self.text[start..].trim_start_matches(['{', '%', '<', '-', ' ']);
            let closes = inside
                .strip_prefix("end")
                .or_else(|| inside.strip_prefix('/').map(str::trim_start))
                .is_some_and(|inside| inside.starts_with(name));
            if closes {
                let close = start + self.text[start..].find('}')? + 1;
                let close = close + usize::from(self.text[close..].starts_with('}'));
                return Some(Found { span: Span::new(at, close), kind, shown: None });
            }
            from = start + 1;
        }
    }

    fn cover(&mut self, found: &Found) {
        let Span { start, end } = found.span;
        // What is on the same line, tags before it covered already. Lines without end are not looked through each time.
        let from = start.saturating_sub(LONGEST_LINE);
        let before = self.bytes[from..start].iter().rposition(|byte| !b" \t>".contains(byte));
        let begins = match before {
            Some(at) => self.bytes[from + at] == b'\n',
            None => from == 0,
        };
        let near = self.text.floor_char_boundary(end.saturating_add(LONGEST_LINE));
        let line_end = self.text[end..near].find('\n').map(|at| end + at);
        let after = line_end.unwrap_or(near);
        let ends = line_end.is_some() || near == self.text.len();
        let alone = begins && ends && only_tags(&self.text[end..after]);
        // What is set in below a component is its text, and would be a listing below a blank line.
        let holds = self.text[start..end].starts_with('<')
            && self.text[after..].trim_start_matches(['\n', '\r']).starts_with("    ");
        let alone = alone && !holds;
        if (alone || found.kind != BlockKind::Markup) && found.shown.is_none() {
            self.stand_alone(found.span, found.kind);
            return;
        }
        for span in match found.shown {
            Some(shown) => vec![Span::new(start, shown.start), Span::new(shown.end, end)],
            None => vec![found.span],
        } {
            self.bytes[span.start..span.end].fill(b'x');
            self.inline.push(span);
        }
    }

    fn stand_alone(&mut self, span: Span, kind: BlockKind) {
        self.blank(span);
        let span = span.trimmed(self.text);
        if !span.is_empty() {
            self.blocks.push(Block::new(kind, span));
        }
    }

    fn blank(&mut self, span: Span) {
        for byte in &mut self.bytes[span.start..span.end] {
            if !matches!(*byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }

    /// An `import` of MDX, or an `export` to the next blank line.
    fn module(&self, line: Span) -> Option<(Span, BlockKind)> {
        let words = line.of(self.text).trim_end();
        let quoted = |words: &str| words.trim_end_matches(';').ends_with(['"', '\'']);
        let imports = words.strip_prefix("import ").is_some_and(|rest| {
            quoted(rest) && (rest.contains(" from ") || rest.starts_with(['"', '\'']))
                || rest.starts_with('{') && !rest.contains('.')
        });
        let exports = words.strip_prefix("export ").is_some_and(|rest| {
            ["const ", "default ", "function ", "let "].iter().any(|word| rest.starts_with(word))
        });
        if !imports && !exports {
            return None;
        }
        let mut end = line.start;
        for next in self.text[line.start..].split_inclusive('\n') {
            if next.trim().is_empty() || next.starts_with("</") || end - line.start > LONGEST {
                break;
            }
            end += next.len();
            if imports && quoted(next.trim_end()) {
                break;
            }
        }
        Some((Span::new(line.start, end), BlockKind::Markup))
    }

    /// A formula between lines of `$$`, or on one.
    fn formula(&self, line: Span) -> Option<(Span, BlockKind)> {
        let words = line.of(self.text);
        let inside = words.trim_start().strip_prefix("$$")?;
        let begin = line.end - inside.len();
        let inside = &self.text[begin..];
        let found = inside[..inside.floor_char_boundary(LONGEST)].find("$$")?;
        let end = begin + found + 2;
        let rest = self.text[end..].lines().next().unwrap_or_default();
        rest.trim().is_empty().then(|| (Span::new(line.start, end), BlockKind::Code))
    }

    /// A line that opens or closes a container; its title, if it has one, is made a heading.
    fn container(&mut self, line: Span) -> bool {
        let words = line.of(self.text);
        let lead = words.len() - words.trim_start_matches([' ', '\t', '>']).len();
        let bare = words[lead..].trim_end();
        // Set in below its mark, as a list entry is.
        let set_in = ["!!! ", "??? ", "???+ ", "=== \""].iter().any(|mark| bare.starts_with(mark));
        let mark = bare
            .find(|c: char| !matches!(c, ':' | '/' | '!' | '?' | '+' | '='))
            .unwrap_or(bare.len());
        if !set_in && !((bare.starts_with(":::") || bare.starts_with("///")) && mark >= 3) {
            return false;
        }
        let after = &bare[mark..];
        let bracket = bare.starts_with("=== ");
        let word = after.trim_start();
        let name_len = if bracket {
            0
        } else {
            word.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
                .unwrap_or(word.len())
        };
        if name_len == 0 && !word.is_empty() && !bracket {
            return false;
        }
        let title = &word[name_len..];
        // `/// note | Title`; what follows another name without the bar is a sentence about a path.
        if bare.starts_with("///")
            && !title.trim().is_empty()
            && !title.trim_start().starts_with(['|', '{'])
        {
            return false;
        }
        let inner = title.trim().trim_start_matches('|').trim_matches(['"', ' ', '[', ']']).trim();
        let attributes = inner.starts_with('{');
        let start = line.start + lead;
        let all = Span::new(start, start + bare.len());
        let text = self.text;
        self.blank(all);
        // `:::tip 참고` says what `:::tip` says without a title: the page puts a word for the kind there.
        let names_kind =
            !bracket && KINDS.iter().any(|[_, kind, _]| kind.eq_ignore_ascii_case(inner));
        if inner.is_empty() || attributes || names_kind {
            if set_in {
                self.bytes[start] = b'-';
            }
            self.blocks.push(Block::new(BlockKind::Markup, all));
            return true;
        }
        let at = inner.as_ptr() as usize - text.as_ptr() as usize;
        self.bytes[at..at + inner.len()].copy_from_slice(inner.as_bytes());
        let mark: &[u8] = if set_in { b"- #" } else { b"#" };
        self.bytes[start..start + mark.len()].copy_from_slice(mark);
        self.blocks.push(Block::new(BlockKind::Markup, Span::new(start, at).trimmed(text)));
        true
    }
}

/// Whether a text begins with classes in braces: `{ .lg .middle }`, `{.note}`.
fn is_attributes(text: &str) -> bool {
    let text = &text[..text.floor_char_boundary(LONGEST_LINE)];
    let inside = text.strip_prefix('{').unwrap_or_default().trim_start_matches(' ');
    let class = inside.strip_prefix('.').unwrap_or_default();
    class.starts_with(|c: char| c.is_ascii_alphabetic())
        && class.find('}').is_some_and(|end| {
            class[..end].chars().all(|c| c.is_ascii_alphanumeric() || " .-_#=\"".contains(c))
        })
}

/// Whether the rest of a line holds nothing but tags.
fn only_tags(rest: &str) -> bool {
    let mut rest = rest.trim();
    while !rest.is_empty() {
        let close = match rest.get(..2) {
            Some("{{") => "}}",
            Some("{%") => "%}",
            Some("{:") => "}",
            _ => return rest.starts_with('<') && tag_end(rest, 1, rest.len()) == Some(rest.len()),
        };
        let Some(end) = rest.find(close) else { return false };
        rest = rest[end + close.len()..].trim_start();
    }
    true
}

/// The value of `text="…"` in a tag: what the page shows in its place.
fn shown_value(tag: &str) -> Option<Span> {
    let at = tag.find("text=\"")? + "text=\"".len();
    let end = at + tag[at..].find('"')?;
    (at < end).then(|| Span::new(at, end))
}
