//! Tags in a text: what begins and ends with angle brackets and is meant for a program, as `<b>` and `<br/>` are and
//! the `<file>` of a line of usage is not.

use super::Span;

/// What a tag does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum TagKind {
    /// It begins something.
    Open,
    /// It ends what one of the same name began.
    Close,
    /// It stands alone.
    Alone,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Byte offsets in the text.
    pub(crate) span: Span,
    /// Its name, as it is written.
    pub(crate) name: &'a str,
    /// What it does.
    pub(crate) kind: TagKind,
}

/// The tags of HTML that need no end, and of which some writers leave it out.
const WITHOUT_END: [&str; 8] = ["br", "hr", "img", "input", "wbr", "p", "li", "meta"];

/// Whether a tag of that name needs no end.
pub(crate) fn needs_no_end(name: &str) -> bool {
    WITHOUT_END.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// A longer stretch between brackets is no tag.
const LONGEST: usize = 2000;

/// The tags of `text`, in order. What only looks like one, as the words between brackets in a line of usage, is none:
/// a tag has attributes, closes, stands alone or is closed in the same text. Linear in the length of the text.
pub(crate) fn tags(text: &str) -> Vec<Tag<'_>> {
    tags_among(text, &[])
}

/// The same, where what has one of these names is a tag whatever else it has.
pub(crate) fn tags_among<'a>(text: &'a str, names: &[&str]) -> Vec<Tag<'a>> {
    let mut found: Vec<(Tag<'_>, bool)> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|offset| at + offset) {
        at = start + 1;
        if let Some((tag, is_sure)) = tag(text, start) {
            at = tag.span.end;
            found.push((tag, is_sure));
        }
    }
    // One that is opened and closed is meant, whatever its name is.
    let closed: std::collections::BTreeSet<&str> = found
        .iter()
        .filter(|(tag, _)| tag.kind == TagKind::Close)
        .map(|(tag, _)| tag.name)
        .collect();
    let is_meant = |tag: &Tag<'_>| {
        tag.kind != TagKind::Open
            || closed.contains(tag.name)
            || names.contains(&tag.name)
            || needs_no_end(tag.name)
    };
    found
        .into_iter()
        .filter(|(tag, is_sure)| *is_sure || is_meant(tag))
        .map(|(tag, _)| tag)
        .collect()
}

/// The tag that begins at `start`, and whether its form alone shows that it is one.
fn tag(text: &str, start: usize) -> Option<(Tag<'_>, bool)> {
    let bytes = text.as_bytes();
    let closes = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(closes);
    if !bytes.get(from).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let is_of_name =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':' | b'.');
    let to = from + bytes[from..].iter().take_while(|byte| is_of_name(byte)).count();
    let mut end = to;
    let mut quoted = None;
    loop {
        let byte = *bytes.get(end).filter(|_| end - start < LONGEST)?;
        match (quoted, byte) {
            (None, b'>') => break,
            (None, b'<') => return None,
            (None, b'"' | b'\'') => quoted = Some(byte),
            (Some(mark), byte) if byte == mark => quoted = None,
            _ => {}
        }
        end += 1;
    }
    let name = &text[from..to];
    // An address between brackets is none, nor is a list of alternatives.
    let inside = &text[to..end];
    let stands_alone = inside.ends_with('/');
    let attributes = inside.trim_end_matches('/').trim();
    let begins_right = inside.is_empty() || inside.starts_with([' ', '\t', '\n', '\r', '/']);
    let has_values = attributes.contains('=');
    if !begins_right || !attributes.is_empty() && (!has_values || closes) || name.contains('.') {
        return None;
    }
    let kind = match (closes, stands_alone) {
        (true, _) => TagKind::Close,
        (_, true) => TagKind::Alone,
        _ => TagKind::Open,
    };
    let tag = Tag { span: Span::new(start, end + 1), name, kind };
    Some((tag, has_values || kind != TagKind::Open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_words_between_brackets() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str], &str); 10] = [
            ("a <b>word</b>",                &["<b>", "</b>"],            "opened and closed"),
            ("cp <source> <target>",         &[],                         "a line of usage"),
            ("one<br>two<br/>",              &["<br>", "<br/>"],          "needs no end"),
            ("<a href=\"x>y\">t</a>",        &["<a href=\"x>y\">", "</a>"], "a bracket in a value"),
            ("write to <kim@example.org>",   &[],                         "an address"),
            ("see <https://example.org/>",   &[],                         "an address of a page"),
            ("if a < b and c > d",           &[],                         "signs of comparison"),
            ("<g id=\"1\">",                 &["<g id=\"1\">"],           "with an attribute"),
            ("<1>word</1>",                  &["<1>", "</1>"],            "by number, as React has them"),
            ("파일 <이름>",                    &[],                         "Hangul is no name of a tag"),
        ];
        for (text, expected, why) in cases {
            let found: Vec<&str> = tags(text).iter().map(|tag| tag.span.of(text)).collect();
            assert_eq!(found, expected, "{text}: {why}");
        }
    }
}
