//! Choices in messages of ICU: `{count, plural, one {# file} other {# files}}`.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::Span;

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) span: Span,
    /// The argument it is made by.
    pub(super) argument: String,
    /// `plural`, `select`, `selectordinal`.
    pub(super) by: String,
    /// The names of its branches, sorted; none where it has no end.
    pub(super) branches: Vec<String>,
    /// What of it is no text: its head, the names of its branches, its braces.
    pub(super) marks: Vec<Span>,
}

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\{\s*([A-Za-z_0-9][\w.]*)\s*,\s*(plural|selectordinal|select)\s*,")
        .expect("a pattern")
});

/// The choices of a text, those inside others too.
pub(super) fn choices(text: &str) -> Vec<Choice> {
    HEAD.captures_iter(text).filter_map(|head| choice(text, &head)).collect()
}

fn choice(text: &str, head: &regex::Captures<'_>) -> Option<Choice> {
    let whole = head.get(0)?;
    let mut made = Choice {
        span: Span::new(whole.start(), text.len()),
        argument: head[1].to_owned(),
        by: head[2].to_owned(),
        branches: Vec::new(),
        marks: vec![Span::from(whole.range())],
    };
    let bytes = text.as_bytes();
    let mut at = whole.end();
    loop {
        let start = at;
        while at < bytes.len() && !matches!(bytes[at], b'{' | b'}') {
            at += 1;
        }
        match bytes.get(at) {
            Some(b'{') => {
                let name = text[start..at].split_whitespace().next_back().unwrap_or_default();
                made.branches.push(name.to_owned());
                made.marks.push(Span::new(start, at + 1));
                let mut depth = 1;
                at += 1;
                while at < bytes.len() && depth > 0 {
                    depth += usize::from(bytes[at] == b'{');
                    depth -= usize::from(bytes[at] == b'}');
                    at += 1;
                }
                if depth > 0 {
                    break;
                }
                made.marks.push(Span::new(at - 1, at));
            }
            Some(_) => {
                made.marks.push(Span::new(start, at + 1));
                made.span.end = at + 1;
                made.branches.sort();
                return Some(made);
            }
            None => break,
        }
    }
    made.branches.clear();
    Some(made)
}
