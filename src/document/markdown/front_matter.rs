//! Front matter: the settings at the head of a page, in YAML between `---` or TOML between `+++`.
//!
//! Most of it is about the document. A few keys hold what the reader sees as title or summary, and
//! translators translate those.

use crate::{
    document::block::{Block, BlockKind},
    text::Span,
};

/// The ends of keys whose values are shown on the page or in lists of pages, without `_` and `-` and in
/// lower case.
const SHOWN_KEYS: [&str; 10] = [
    "title",
    "subtitle",
    "description",
    "summary",
    "excerpt",
    "tagline",
    "abstract",
    "headline",
    "lead",
    "caption",
];

/// The blocks of the front matter at the head of a text, and where it ends; none if there is no front matter.
pub(super) fn blocks(text: &str) -> Option<(Vec<Block>, usize)> {
    let begin = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = lines(text, begin);
    let first = lines.next()?;
    let fence = first.of(text).trim_end();
    if !matches!(fence, "---" | "+++") {
        return None;
    }
    let mut inside = Vec::new();
    let last = loop {
        let line = lines.next()?;
        let words = line.of(text).trim_end();
        if words == fence || fence == "---" && words == "..." {
            break line;
        }
        inside.push(line);
    };
    // A page that begins and goes on with rules has text between them: settings name a key first.
    let opening = inside.iter().map(|line| line.of(text).trim()).find(|line| !is_remark(line));
    if opening.is_some_and(|line| key(line).is_none() && !line.starts_with(['[', '{', '-'])) {
        return None;
    }
    let whole = Span::new(first.start, last.end);
    Some((divided(text, whole, &shown(text, &inside)), whole.end))
}

fn is_remark(line: &str) -> bool {
    line.is_empty() || line.starts_with('#')
}

/// The lines from `at` on, without their ends.
fn lines(text: &str, at: usize) -> impl Iterator<Item = Span> {
    let mut at = at;
    text[at..].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    })
}

/// The key of a setting, and where its value begins.
fn key(line: &str) -> Option<(&str, usize)> {
    let end = line.find([':', '='])?;
    let name = line[..end].trim().trim_matches(['"', '\'']);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    let value = end + 1;
    let apart = line[value..].is_empty() || line[value..].starts_with([' ', '\t', '"', '\'']);
    (!name.is_empty() && name.chars().all(plain) && apart).then_some((name, value))
}

/// Whether a reader sees the value of a key.
fn is_shown(key: &str) -> bool {
    let key: String =
        key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    SHOWN_KEYS.iter().any(|shown| key.ends_with(shown))
}

/// The values that a reader sees, in order.
fn shown(text: &str, lines: &[Span]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        at += 1;
        let words = line.of(text);
        if words.starts_with([' ', '\t', '#', '-']) {
            continue;
        }
        let Some((name, begin)) = key(words) else { continue };
        if !is_shown(name) {
            continue;
        }
        let kind = if name.to_lowercase().ends_with("title") {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        };
        let value = words[begin..].trim();
        if value.is_empty() || value.starts_with(['>', '|']) {
            // A value below its key, set in.
            let below = lines[at..].iter().take_while(|line| {
                let words = line.of(text);
                words.trim().is_empty() || words.starts_with([' ', '\t'])
            });
            let below: Vec<Span> = below.copied().collect();
            at += below.len();
            let listed = below.iter().any(|line| {
                let words = line.of(text).trim();
                words.starts_with("- ") || key(words).is_some_and(|_| value.is_empty())
            });
            if let (Some(first), Some(last), false) = (below.first(), below.last(), listed) {
                let span = first.join(*last).trimmed(text);
                blocks.extend((!span.is_empty()).then(|| Block::new(kind, span)));
            }
            continue;
        }
        if let Some(span) = scalar(text, Span::new(line.start + begin, line.end)) {
            blocks.push(Block::new(kind, span));
        }
    }
    blocks
}

/// The words of a value on one line: without quotation marks and without a remark behind it.
fn scalar(text: &str, value: Span) -> Option<Span> {
    let value = value.trimmed(text);
    let words = value.of(text);
    let quote = words.chars().next().filter(|c| matches!(c, '"' | '\''));
    let inner = match quote {
        Some(quote) => {
            // A remark behind it may have quotation marks of its own.
            let closed = |at: &usize| {
                let behind = &words[1 + at + 1..];
                let is_escaped = words[1..][..*at].ends_with('\\');
                behind.trim().is_empty()
                    || !is_escaped
                        && behind.starts_with([' ', '\t'])
                        && behind.trim_start().starts_with('#')
            };
            let ends = words[1..].match_indices(quote).map(|(at, _)| at);
            let end = ends.into_iter().find(closed).or_else(|| words[1..].rfind(quote))?;
            Span::new(value.start + 1, value.start + 1 + end)
        }
        None if words.starts_with(['[', '{', '&', '*', '!']) => return None,
        None => {
            let end = words.find(" #").unwrap_or(words.len());
            Span::new(value.start, value.start + end)
        }
    };
    let inner = inner.trimmed(text);
    let speaks = inner.of(text).chars().any(char::is_alphabetic);
    speaks.then_some(inner)
}

/// `whole` as metadata, but for the blocks that are shown.
fn divided(text: &str, whole: Span, shown: &[Block]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = whole.start;
    for block in shown {
        blocks.push(Block::new(BlockKind::Metadata, Span::new(at, block.span.start).trimmed(text)));
        blocks.push(block.clone());
        at = block.span.end;
    }
    blocks.push(Block::new(BlockKind::Metadata, Span::new(at, whole.end).trimmed(text)));
    blocks.retain(|block| !block.span.is_empty());
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_summaries_are_text_and_the_rest_is_not() {
        #[rustfmt::skip]
        let cases: [(&str, Option<&[&str]>, &str); 14] = [
            ("---\ntitle: 시작하기\nweight: 10\n---\n",             Some(&["시작하기"]),           "a title"),
            ("\u{feff}---\ntitle: 시작하기\n---\n",                 Some(&["시작하기"]),           "after a byte-order mark"),
            ("---\r\ntitle: \"설치: 처음\"\r\n---\r\n",             Some(&["설치: 처음"]),         "in quotation marks, with other line ends"),
            ("+++\ntitle = 'Install'\ndate = 2020-01-02\n+++\n",   Some(&["Install"]),           "TOML"),
            ("---\nlinkTitle: 개요 # keep it short\nlang: ko\n---\n", Some(&["개요"]),            "a remark behind it"),
            ("---\ntitle: \"개요\" # keep \"title\"\nlang: ko\n---\n", Some(&["개요"]),           "a remark with marks of its own"),
            ("---\ntitle: \"Why \\\"#1\\\" is it\"\nlang: ko\n---\n", Some(&["Why \\\"#1\\\" is it"]),     "marks inside it"),
            ("---\ndescription: >-\n  한 줄\n  두 줄\nlang: ko\n---\n", Some(&["한 줄\n  두 줄"]),  "a value below its key"),
            ("---\nauthors:\n- name: Kim\n  title: editor\n---\n", Some(&[]),                    "a title of somebody else"),
            ("---\ntitle: [a, b]\ntags: [c]\n---\n",               Some(&[]),                    "a list is no title"),
            ("---\n# remark\nlayout: page\n---\n",                 Some(&[]),                    "a remark first"),
            ("---\n\n본문이다.\n\n---\n",                            None,                         "text between two rules"),
            ("본문이다.\n---\ntitle: x\n---\n",                      None,                         "not at the head"),
            ("---\ntitle: never closed\n",                         None,                         "never closed"),
        ];
        for (text, expected, why) in cases {
            let found = blocks(text).map(|(blocks, _)| {
                let texts = blocks.into_iter().filter(|block| block.kind.is_text());
                texts.map(|block| block.span.of(text).to_owned()).collect::<Vec<_>>()
            });
            let expected = expected.map(|e| e.iter().map(|&t| t.to_owned()).collect::<Vec<_>>());
            assert_eq!(found, expected, "{why}: {text:?}");
        }
    }
}
