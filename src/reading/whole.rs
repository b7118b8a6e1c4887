//! A side of a bead as it stands in its file, with what no reader sees: tags, the targets of links, those at its edges
//! too.

use super::{Context, Mark};
use crate::{align::Bead, segment::Segment, text::Span};

/// A stretch of a side.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch<'a> {
    /// What stands there.
    pub(crate) text: &'a str,
    /// Where it begins in the document; none if it is the text of the segment itself.
    start: Option<usize>,
    segment: &'a Segment,
}

impl Stretch<'_> {
    /// The words at `span` of the stretch, in their segment if they stand there as they are.
    pub(crate) fn mark(&self, span: Span) -> Mark {
        let segment = self.segment;
        let Some(start) = self.start else { return Mark::Words { segment: segment.index, span } };
        let (text, place) = (span.of(self.text), span.shifted(start));
        let apart = || Mark::Apart { span: place, text: text.to_owned() };
        if !segment.span.contains(place) {
            return apart();
        }
        let from = segment.inside(place.start);
        let inside = Span::new(from, from + text.len());
        let stands = segment.text.get(from..from + text.len()) == Some(text);
        if stands && segment.place(inside) == place {
            Mark::Words { segment: segment.index, span: inside }
        } else {
            apart()
        }
    }
}

/// The stretches of a side of a bead: of the source (0) or the target (1). Of a unit the whole side.
pub(crate) fn whole<'a>(context: &Context<'a>, bead: &Bead, half: usize) -> Vec<Stretch<'a>> {
    let segments = if half == 0 { context.source(bead) } else { context.target(bead) };
    let Some(document) = context.document(half) else {
        let own = |segment: &'a Segment| Stretch { text: &segment.text, start: None, segment };
        return segments.iter().map(own).collect();
    };
    if let Some(segment) = segments.first()
        && let Some(unit) = document.unit_at(segment.span.start)
    {
        let sides = [&unit.source, &unit.target];
        let own = sides.into_iter().flatten().find(|side| side.span.contains(segment.span));
        if let Some(side) = own {
            let text = side.span.of(&document.text);
            return vec![Stretch { text, start: Some(side.span.start), segment }];
        }
    }
    let stretch = |segment: &'a Segment| {
        let span = with_marks(&document.text, segment.span);
        match document.text.get(span.start..span.end) {
            Some(text) => Stretch { text, start: Some(span.start), segment },
            None => Stretch { text: &segment.text, start: None, segment },
        }
    };
    segments.iter().map(stretch).collect()
}

/// The elements of HTML that stand inside a sentence.
const INSIDE: [&str; 21] = [
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "small", "span", "strong", "sub", "sup", "u",
];

/// A longer tag or target of a link at an edge is not looked for, in bytes.
const LONGEST: usize = 2000;

/// A span with what is opened right before it and closed right behind it: a sentence begins and ends with a word, and
/// the tag or link around that word is its own.
fn with_marks(text: &str, span: Span) -> Span {
    let Span { mut start, mut end } = span;
    while let Some(before) = text.get(..start) {
        let own = match before.chars().next_back() {
            Some('*' | '_' | '~' | '`' | '[') => 1,
            Some('>') => opening(before),
            _ => 0,
        };
        if own == 0 {
            break;
        }
        start -= own;
    }
    while let Some(after) = text.get(end..) {
        let own = match after.as_bytes() {
            [b'*' | b'_' | b'~' | b'`', ..] => 1,
            [b']', rest @ ..] => 1 + target(rest),
            [b'<', b'/', ..] => closing(after),
            _ => 0,
        };
        if own == 0 {
            break;
        }
        end += own;
    }
    Span::new(start, end)
}

fn is_inside(name: &str) -> bool {
    INSIDE.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// The length of the tag that a text ends with, if it opens an element inside a sentence.
fn opening(text: &str) -> usize {
    let from = text.floor_char_boundary(text.len().saturating_sub(LONGEST));
    let Some(at) = text[from..].rfind('<').map(|at| from + at) else { return 0 };
    let inner = &text[at + 1..text.len() - 1];
    let name = inner.split(char::is_whitespace).next().unwrap_or_default();
    if is_inside(name) && !inner.contains(['>', '\n']) { text.len() - at } else { 0 }
}

/// The length of the tag that a text begins with, if it closes an element inside a sentence.
fn closing(text: &str) -> usize {
    let Some((inner, _)) = text[2..].split_once('>') else { return 0 };
    if is_inside(inner.trim()) { inner.len() + 3 } else { 0 }
}

/// The length of the target of a link, `(…)` or `[…]`, that a text begins with.
fn target(text: &[u8]) -> usize {
    let (open, close) = match text.first() {
        Some(b'(') => (b'(', b')'),
        Some(b'[') => (b'[', b']'),
        _ => return 0,
    };
    let mut depth = 0;
    for (at, byte) in text.iter().take(LONGEST).enumerate() {
        match *byte {
            b'\n' => return 0,
            byte if byte == open => depth += 1,
            byte if byte == close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_around_a_sentence_are_its_own() {
        #[rustfmt::skip]
        let cases = [
            ("and |cairo|](http://a.org/x_(y)) more", "cairo](http://a.org/x_(y))", "the target of a link"),
            ("* <b><a href=\"x\">|말|</a></b> more",    "<b><a href=\"x\">말</a></b>",   "tags within tags"),
            ("<li>|One|</li>",                        "One",                          "a block is not the sentence's"),
            ("<u>|One.|</u>|Two.|",                   "<u>One.</u>",                  "what it closes is of the one before"),
            ("**|One|**",                             "**One**",                      "emphasis"),
            ("see [|this|][1] page",                  "[this][1]",                    "a link by its number"),
            ("a > |One| < b",                         "One",                          "no tags"),
            ("x|]|](http://",                         "]]",                           "a link that never ends"),
        ];
        for (marked, expected, why) in cases {
            let at: Vec<usize> = marked.match_indices('|').map(|(at, _)| at).collect();
            let text = marked.replace('|', "");
            let span = Span::new(at[0], at[1] - 1);
            assert_eq!(with_marks(&text, span).of(&text), expected, "{why}");
        }
    }
}
