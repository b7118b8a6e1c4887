//! A side of a bead as it stands in its file, with what no reader sees: tags, the targets of links, those at its edges
//! too.

use super::{Context, Mark};
use crate::{
    align::Bead,
    document::{Unit, UnitText},
    segment::Segment,
    text::Span,
};

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

/// The stretches of a side of a bead, one for each segment: of the source (0) or the target (1). Of a unit that is one
/// segment the whole side.
pub(crate) fn whole<'a>(context: &Context<'a>, bead: &Bead, half: usize) -> Vec<Stretch<'a>> {
    let segments = if half == 0 { context.source(bead) } else { context.target(bead) };
    let Some(document) = context.document(half) else {
        let own = |segment: &'a Segment| Stretch { text: &segment.text, start: None, segment };
        return segments.iter().map(own).collect();
    };
    let stretch = |segment: &'a Segment| {
        let sides = document.unit_at(segment.span.start).into_iter().flat_map(Unit::sides);
        let side = sides.into_iter().find(|side| side.span.contains(segment.span));
        let span = match side {
            Some(side) => of_side(&document.text, side, segment.span),
            None => with_marks(&document.text, segment.span),
        };
        match document.text.get(span.start..span.end) {
            Some(text) => Stretch { text, start: Some(span.start), segment },
            None => Stretch { text: &segment.text, start: None, segment },
        }
    };
    segments.iter().map(stretch).collect()
}

/// A span with what is hidden before it in its side of a unit, if it is the first that is shown there, and behind it, if
/// it is the last; between two with the marks that are its own.
fn of_side(text: &str, side: &UnitText, span: Span) -> Span {
    let is_hidden = |from: usize, to: usize| {
        let mut at = from;
        let first = side.hidden.partition_point(|hidden| hidden.start < from);
        for hidden in side.hidden[first..].iter().take_while(|hidden| hidden.end <= to) {
            if !text[at..hidden.start].trim().is_empty() {
                return false;
            }
            at = hidden.end;
        }
        text[at..to].trim().is_empty()
    };
    let marked = with_marks(text, span);
    let is_first = is_hidden(side.span.start, span.start);
    let is_last = is_hidden(span.end, side.span.end);
    let start = if is_first { side.span.start } else { marked.start.max(side.span.start) };
    let end = if is_last { side.span.end } else { marked.end.min(side.span.end) };
    Span::new(start, end)
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
        let own = if before.ends_with(['*', '_', '~', '`', '[']) {
            1
        } else {
            let bare = before.trim_end_matches(' ');
            let tag = if bare.ends_with('>') { opening(bare) } else { 0 };
            if tag == 0 { 0 } else { tag + before.len() - bare.len() }
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
            _ => {
                let bare = after.trim_start_matches(' ');
                let tag = if bare.starts_with("</") { closing(bare) } else { 0 };
                if tag == 0 { 0 } else { tag + after.len() - bare.len() }
            }
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
    fn the_first_and_last_of_a_side_have_what_is_hidden_at_its_edges() {
        let text = "x <1><2/>One. <3>Two.</3> Three.</1> y";
        let find = |words: &str| {
            let start = text.find(words).expect(words);
            Span::new(start, start + words.len())
        };
        let hidden = ["<1><2/>", "<3>", "</3>", "</1>"].map(find).to_vec();
        let span = Span::new(2, text.len() - 2);
        let side = UnitText { span, hidden, ..UnitText::default() };
        #[rustfmt::skip]
        let cases = [
            ("One.",                                "<1><2/>One.",      "the first"),
            ("Two.",                                "Two.",             "one between others"),
            ("Three.",                              "Three.</1>",       "the last"),
            ("One. <3>Two.</3> Three.",  "<1><2/>One. <3>Two.</3> Three.</1>", "all of it"),
        ];
        for (words, expected, why) in cases {
            assert_eq!(of_side(text, &side, find(words)).of(text).trim(), expected, "{why}");
        }
    }

    #[test]
    fn marks_around_a_sentence_are_its_own() {
        #[rustfmt::skip]
        let cases = [
            ("and |cairo|](http://a.org/x_(y)) more", "cairo](http://a.org/x_(y))", "the target of a link"),
            ("* <b><a href=\"x\">|말|</a></b> more",    "<b><a href=\"x\">말</a></b>",   "tags within tags"),
            ("<li>|One|</li>",                        "One",                          "a block is not the sentence's"),
            ("<u>|One.|</u>|Two.|",                   "<u>One.</u>",                  "what it closes is of the one before"),
            ("**|One|**",                             "**One**",                      "emphasis"),
            ("<b> |One| </b> more",                   "<b> One </b>",                 "blanks within the tag"),
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
