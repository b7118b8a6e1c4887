//! Times of day as any language writes them: 20:30.

use std::sync::LazyLock;

use regex::Regex;

use super::taken::Taken;
use crate::{
    text::Span,
    value::{Part, Time},
};

/// Collects times from the surest form to the least sure; a later one never takes what an earlier has.
pub(crate) struct Finder<'a> {
    pub(crate) text: &'a str,
    taken: Taken,
    pub(crate) found: Vec<(Span, Time)>,
}

impl<'a> Finder<'a> {
    /// Looks for times in `text`, outside the spans already `taken`.
    pub(crate) fn new(text: &'a str, taken: &[Span]) -> Self {
        Self { text, taken: Taken::new(taken), found: Vec::new() }
    }

    /// What was found, in order.
    pub(crate) fn in_order(mut self) -> Vec<(Span, Time)> {
        self.found.sort_by_key(|(span, _)| *span);
        self.found
    }

    pub(crate) fn add(&mut self, span: Span, time: Option<Time>) {
        if let Some(time) = time
            && !self.taken.overlaps(span)
        {
            self.taken.add(span);
            self.found.push((span, time));
        }
    }
}

/// 20:30, 8:30:15.
static COLON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::[0-5]\d)?(?-u:\b)")
        .expect("a regular expression")
});

/// Times with a colon; `half` finds what tells the half of the day behind one, given the text, where the time ends and
/// its hour, and where that ends.
pub(crate) fn with_colon(
    finder: &mut Finder<'_>,
    half: impl Fn(&str, usize, u16) -> Option<(Part, usize)>,
) {
    let text = finder.text;
    for captures in COLON.captures_iter(text) {
        let Some(all) = captures.get(0) else { continue };
        let (before, after) = (&text[..all.start()], &text[all.end()..]);
        let goes_on = before
            .strip_suffix([':', '.', ',', '/'])
            .is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()));
        let further = after.strip_prefix([':', '.', '/']);
        if goes_on || further.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            continue;
        }
        let value = |name: &str| captures[name].parse().unwrap_or(u16::MAX);
        let hour = value("h");
        let told = half(text, all.end(), hour);
        if told.is_none() && is_verse(before) {
            continue;
        }
        let (mut half, end) = told.map_or((None, all.end()), |(half, end)| (Some(half), end));
        if captures["h"].starts_with('0') {
            half = half.or(Some(Part::Forenoon));
        }
        finder.add(Span::new(all.start(), end), Time::new(hour, Some(value("m")), half));
    }
}

/// Whether the words before two numbers with a colon name a book or a relation: Genesis 3:16, a ratio of 1:10.
fn is_verse(before: &str) -> bool {
    let Some(before) = before.strip_suffix(' ') else { return false };
    let mut words = before.rsplit(' ');
    let last = words.next().unwrap_or_default();
    let plain = last.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = words.next().is_none() || last != plain;
    let ratio = matches!(plain, "ratio" | "scale" | "score" | "verse" | "chapter")
        || before.ends_with("ratio of")
        || before.ends_with("scale of");
    ratio || (!begins && plain.starts_with(|c: char| c.is_ascii_uppercase()) && !is_day(plain))
}

fn is_day(word: &str) -> bool {
    word.ends_with("day") || matches!(word, "At" | "By" | "From" | "Until" | "GMT" | "UTC" | "Time")
}
