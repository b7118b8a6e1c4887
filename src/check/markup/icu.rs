//! Choices in messages of ICU: `{count, plural, one {# file} other {# files}}`.

use std::{collections::HashMap, sync::LazyLock};

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
    let mut heads = HEAD.captures_iter(text).peekable();
    if heads.peek().is_none() {
        return Vec::new();
    }
    let ends = ends(text);
    heads.filter_map(|head| choice(text, &head, &ends)).collect()
}

/// Where each brace that opens is closed, by where it stands; those that are not are left out.
fn ends(text: &str) -> HashMap<usize, usize> {
    let (mut open, mut ends) = (Vec::new(), HashMap::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open.push(at),
            b'}' => ends.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
    }
    ends
}

fn choice(text: &str, head: &regex::Captures<'_>, ends: &HashMap<usize, usize>) -> Option<Choice> {
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
                let Some(end) = ends.get(&at) else { break };
                at = end + 1;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_found_with_their_branches() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str], &str); 5] = [
            ("{n, plural, one {# file} other {# files}} left", &["n: one other, to 41"], "one"),
            ("{a, select, x {{n, plural, other {#}}} other {y}}", &["a: other x, to 49", "n: other, to 37"], "one inside another"),
            ("{n, plural, one {a",                              &["n: , to 18"],         "one without an end"),
            ("{n, plural, one {a} {m, plural, other {b}",       &["n: , to 41", "m: , to 41"], "and one inside it"),
            ("{n}",                                             &[],                     "none"),
        ];
        for (text, expected, why) in cases {
            let told = choices(text).into_iter().map(|choice| {
                format!(
                    "{}: {}, to {}",
                    choice.argument,
                    choice.branches.join(" "),
                    choice.span.end
                )
            });
            assert_eq!(told.collect::<Vec<_>>(), expected, "{why}");
        }
    }
}
