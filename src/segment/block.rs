//! The lines of a half into blocks of running text: lines are joined as a reader would, headings and list
//! entries stand alone, and nothing reaches over the other half. Page numbers and running heads, which
//! interrupt what stands on two pages, are passed over.

use super::{
    line::{Before, Block, Gap, Line, is_closed, lines},
    marked, sentences,
    wrap::{Wrap, brimful_nats, is_full, wrap_column},
};
use crate::{
    document::Document,
    halves::{Halves, Kind},
    language::any::sentence::marker,
    lexicon::joint::{self, Joint},
    text::{Language, Script, Stitched},
};

/// A line shorter than this, in columns, does not run on into one that begins in lower case, in a file
/// that is not hard-wrapped: it is an entry of a list or a line of an address.
const SHORT_LINE_COLUMNS: usize = 25;

/// Of the lines of a paragraph that end without a stop so many must break off for it to be wrapped by sense.
const SENSE_SHARE: f64 = 0.6;

/// The blocks of the half that `kind` names, in order.
pub(super) fn blocks(
    document: &Document,
    halves: &Halves,
    kind: Kind,
    language: &Language,
) -> Vec<Block> {
    if !document.blocks.is_empty() {
        return marked::blocks(document, halves, kind);
    }
    let text = document.text.as_str();
    let lines = lines(text, halves, kind);
    let page = Page { text, lines: &lines, language, wrap: None };
    let indented = indented(&lines);
    let wrap = wrap_column(text, &lines, &indented);
    let page = Page { wrap, ..page };
    let by_sense = page.wrapped_by_sense();
    let mut last_number = 0;
    // Whether a line goes on with the line before it.
    let joined: Vec<bool> = (0..lines.len())
        .map(|at| {
            let words = lines[at].span.of(text);
            let number = marker::leading(words).and_then(|marker| marker.number);
            // “… around July / 20). The plenum …”: a number that follows none before it begins no entry.
            let entry = marker::begins_entry(words)
                && number.is_none_or(|number| number == 1 || number == last_number + 1);
            let joined = at > 0
                && match lines[at].gap {
                    Before::LineEnd => {
                        !(indented[at] && is_closed(lines[at - 1].span.of(text)))
                            && page.runs_on(at, entry, by_sense[at])
                    }
                    Before::PageEnd => page.runs_over_the_page(at, entry),
                    Before::Barrier | Before::Paragraph => false,
                };
            if let (false, Some(number)) = (joined, number) {
                last_number = number;
            }
            joined
        })
        .collect();
    page.joined(&joined)
}

/// The lines of a half, and what is known of them all.
#[derive(Clone, Copy)]
struct Page<'a> {
    text: &'a str,
    lines: &'a [Line],
    language: &'a Language,
    wrap: Option<Wrap>,
}

impl<'a> Page<'a> {
    fn words(&self, at: usize) -> &'a str {
        self.lines[at].span.of(self.text)
    }

    /// Puts together the lines that go on with the one before.
    fn joined(&self, joined: &[bool]) -> Vec<Block> {
        let seams: Vec<usize> = (0..joined.len()).filter(|&at| joined[at]).collect();
        let pairs = seams.iter().map(|&at| (self.words(at - 1), self.words(at)));
        let brims: Vec<(&Line, char)> = seams
            .iter()
            .filter_map(|&at| Some((&self.lines[at - 1], self.words(at).chars().next()?)))
            .collect();
        // Where words may be cut at all, only a wrapped file cuts them.
        let cuts =
            self.wrap.is_some() && joint::cuts_words(pairs, self.language, brimful_nats(&brims));
        let mut blocks: Vec<Block> = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let Some(block) = blocks.last_mut().filter(|_| joined[at]) else {
                let gap = if matches!(line.gap, Before::Paragraph | Before::PageEnd) {
                    Gap::Paragraph
                } else {
                    Gap::Line
                };
                let mut text = Stitched::default();
                text.push(self.text, line.span, false);
                blocks.push(Block { text, gap, whole: Vec::new() });
                continue;
            };
            let joint = if line.blank {
                Joint::Blank
            } else {
                joint::between(self.words(at - 1), self.words(at), self.language, cuts)
            };
            if joint == Joint::Hyphen {
                block.text.shorten('-');
            }
            block.text.push(self.text, line.span, joint == Joint::Blank);
        }
        blocks
    }

    /// Whether the text of the line before `at` goes on in the line `at`. `entry`: whether that begins a list
    /// entry beyond doubt; `by_sense`: whether it stands in a paragraph wrapped by sense.
    fn runs_on(&self, at: usize, entry: bool, by_sense: bool) -> bool {
        let (line, next) = (&self.lines[at - 1], &self.lines[at]);
        let (above, below) = (self.words(at - 1), self.words(at));
        let below_entry = marker::begins_entry(above);
        let open = !self.closes(above, below);
        let full = self.wrap.is_some_and(|wrap| is_full(self.text, line, next, wrap));
        // 합니/다. looks like the third point of a list, and a dash like a point of one without numbers.
        let dash = |line: &str| line.starts_with(['-', '–', '—']);
        let is_cut =
            full && open && (below.starts_with(char::is_alphabetic) || dash(below) && !dash(above));
        let begins_entry =
            entry && !is_cut || marker::begins_entry(below) && !(self.wrap.is_some() && open);
        if begins_entry || (next.indent > line.indent + 1 && !below_entry && self.wrap.is_none()) {
            return false;
        }
        // A line with the end of a sentence inside is no heading: what it breaks off goes on.
        let runs = || same_letters(above, below) && sentences(above, self.language).len() > 1;
        // The heading of a point stands above the lines below it, unless it breaks off itself.
        let by_sense = by_sense && (!below_entry || joint::breaks_off(above, below, self.language));
        if full || bracket_reaches_over(above, below) || open && (by_sense || runs()) {
            return true;
        }
        let small = joint::begins_small(below);
        small && open && (self.wrap.is_some() || line.width >= SHORT_LINE_COLUMNS)
    }

    /// Whether a line ends as sentences or the words before a list do, and not with the stop of an initial or an
    /// abbreviation that goes on in the next.
    fn closes(&self, above: &str, below: &str) -> bool {
        /// An abbreviation is no longer than this, in characters.
        const ABBREVIATION: usize = 6;
        /// As much of a line as shows what its end is, in bytes.
        const SHOWN: usize = 80;
        if !is_closed(above) {
            return false;
        }
        let last = above.rsplit(char::is_whitespace).next().unwrap_or_default();
        if !last.ends_with('.') || last.chars().count() > ABBREVIATION {
            return true;
        }
        let tail = &above[above.floor_char_boundary(above.len().saturating_sub(SHOWN))..];
        let head = &below[..below.floor_char_boundary(SHOWN)];
        let both = format!("{tail} {head}");
        sentences(&both, self.language).iter().any(|sentence| sentence.end == tail.len())
    }

    /// Whether the text before the end of a page goes on after it.
    fn runs_over_the_page(&self, at: usize, entry: bool) -> bool {
        let (above, below) = (self.words(at - 1), self.words(at));
        if self.closes(above, below) || entry {
            return false;
        }
        let full = || {
            self.wrap
                .is_some_and(|wrap| is_full(self.text, &self.lines[at - 1], &self.lines[at], wrap))
        };
        joint::breaks_off(above, below, self.language) || full()
    }

    /// For each line, whether it stands in a paragraph whose lines end where a clause does.
    fn wrapped_by_sense(&self) -> Vec<bool> {
        let mut by_sense = vec![false; self.lines.len()];
        let mut start = 0;
        while start < self.lines.len() {
            let ends = |line: &Line| line.gap != Before::LineEnd;
            let rest = &self.lines[start + 1..];
            let end = rest.iter().position(ends).map_or(self.lines.len(), |at| start + 1 + at);
            if self.is_wrapped_by_sense(start, end) {
                by_sense[start..end].fill(true);
            }
            start = end;
        }
        by_sense
    }

    fn is_wrapped_by_sense(&self, start: usize, end: usize) -> bool {
        let lines = end - start;
        let closed = (start..end).filter(|&at| is_closed(self.words(at))).count();
        if lines < 2 || closed == 0 {
            return false;
        }
        let open = (start..end - 1).filter(|&at| !is_closed(self.words(at)));
        let (open, broken) = open.fold((0_usize, 0_usize), |(open, broken), at| {
            let off = joint::breaks_off(self.words(at), self.words(at + 1), self.language);
            (open + 1, broken + usize::from(off))
        });
        open > 0 && broken as f64 >= SENSE_SHARE * open as f64
    }
}

/// Which lines are set further in than the lines above or below them, as the first line of a paragraph is
/// and the lines below a list marker are.
fn indented(lines: &[Line]) -> Vec<bool> {
    let mut indents: Vec<usize> = lines.iter().map(|line| line.indent).collect();
    indents.sort_unstable();
    // Not the least: a page number or heading may stick out to the left.
    let usual = indents.get(indents.len() / 5).copied().unwrap_or_default();
    let further = |at: usize| lines.get(at).is_some_and(|line| line.indent > usual + 1);
    let borders = |at: usize| at == 0 || !further(at - 1) || !further(at + 1);
    (0..lines.len()).map(|at| further(at) && borders(at)).collect()
}

/// Whether a line ends and the next begins in letters of one script.
fn same_letters(above: &str, below: &str) -> bool {
    let letter = |c: &char| Script::of(*c).is_letter();
    let last = above.chars().rev().find(letter).map(Script::of);
    let first = below.chars().find(letter).map(Script::of);
    last.is_none() || first.is_none() || last == first
}

/// Whether a bracket opens on one line and closes on the next.
fn bracket_reaches_over(line: &str, next: &str) -> bool {
    let open = line.rfind(['[', '(']).filter(|&at| !line[at..].contains([']', ')']));
    let Some(open) = open else { return false };
    let partner = if line[open..].starts_with('[') { ']' } else { ')' };
    next.find(['[', '(', ']', ')']).is_some_and(|at| next[at..].starts_with(partner))
}
