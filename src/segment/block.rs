//! The lines of a half into blocks of running text: hard-wrapped lines are joined, headings and list
//! entries stand alone, and nothing reaches over the other half or page furniture.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{marker, stop};
use crate::{
    document::Document,
    halves::{Halves, Kind, Part},
    text::{Script, Span},
};

/// What stands between a block and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// A line end or a cell border: by itself no end of a paragraph.
    Line,
    /// A blank line, or text of the other half.
    Paragraph,
}

/// A stretch of running text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// Byte offsets in the document, without white space at the ends.
    pub(super) span: Span,
    /// What stands before it.
    pub(super) gap: Gap,
}

/// No file is wrapped at fewer columns than this, or at more than that.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 40..=200;

/// Nor at fewer characters than this, or more than that: a line of Hangul is half as long as it is wide.
const WRAP_CHARS: std::ops::RangeInclusive<usize> = 20..=200;

/// Counted by characters, so many more of a file's lines must be full than counted by columns before it
/// is taken to be wrapped so.
const CHARS_SHARE_MORE: f64 = 0.1;

/// Text of Hangul has at least so many columns a character.
const WIDE_RATIO: f64 = 1.4;

/// Where the lines of a file end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrap {
    /// At a column, as on a screen, where a syllable of Hangul takes two.
    Columns(usize),
    /// After so many characters, whatever their width, as programs count that know no columns.
    Chars(usize),
}

impl Wrap {
    fn limit(self) -> usize {
        match self {
            Self::Columns(limit) | Self::Chars(limit) => limit,
        }
    }

    /// The length of a line in this measure.
    fn length(self, line: &Line) -> usize {
        line.indent
            + match self {
                Self::Columns(_) => line.width,
                Self::Chars(_) => line.chars,
            }
    }

    fn of(self, c: char) -> usize {
        match self {
            Self::Columns(_) => c.width().unwrap_or(0),
            Self::Chars(_) => 1,
        }
    }
}

/// The share of lines that must be full for their file to be hard-wrapped.
const FULL_SHARE: f64 = 0.6;

/// A line shorter than this, in columns, does not run on into one that begins in lower case, in a file
/// that is not hard-wrapped: it is an entry of a list or a line of an address.
const SHORT_LINE_COLUMNS: usize = 25;

/// A part of the half: one line or a piece of one.
struct Line {
    span: Span,
    /// Width of the line up to `span`, if there is only white space before it.
    indent: usize,
    /// Width of `span`, in columns.
    width: usize,
    /// Length of `span`, in characters.
    chars: usize,
    /// What stands between it and the line before.
    gap: Before,
}

/// What stands between two lines of the half.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// One line end and other white space.
    LineEnd,
    /// A cell border on the same line, or furniture.
    Barrier,
    /// A blank line, or text of the other half.
    Paragraph,
}

/// The blocks of the half that `kind` names, in order.
pub(super) fn blocks(document: &Document, halves: &Halves, kind: Kind) -> Vec<Block> {
    let lines = lines(&document.text, halves, kind);
    let indented = indented(&lines);
    let wrap = wrap_column(&document.text, &lines, &indented);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last_number = 0;
    for (at, line) in lines.iter().enumerate() {
        let words = line.span.of(&document.text);
        let number = marker::leading(words).and_then(|marker| marker.number);
        // “… around July / 20). The plenum …”: a number that follows none before it begins no entry.
        let entry = marker::begins_entry(words)
            && number.is_none_or(|number| number == 1 || number == last_number + 1);
        let joined = line.gap == Before::LineEnd
            && !(indented[at] && is_closed(lines[at - 1].span.of(&document.text)))
            && runs_on(&document.text, &lines[at - 1], line, entry, wrap);
        if let (false, Some(number)) = (joined, number) {
            last_number = number;
        }
        match blocks.last_mut() {
            Some(block) if joined => block.span = block.span.join(line.span),
            _ => {
                let gap = if line.gap == Before::Paragraph { Gap::Paragraph } else { Gap::Line };
                blocks.push(Block { span: line.span, gap });
            }
        }
    }
    blocks
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

/// Whether a line ends as sentences or the words before a list do.
fn is_closed(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', ')', '」', '》'])
        .ends_with(|c: char| stop::mark(c).is_some() || matches!(c, ':' | ';'))
}

fn lines(text: &str, halves: &Halves, kind: Kind) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut between: Option<Kind> = None;
    let mut reached = 0;
    for part in &halves.parts {
        let span = words(text, part);
        if span.is_empty() {
            continue;
        }
        let lead = &text[reached..span.start];
        let lead = lead.rfind(['\n', '\r']).map_or(lead, |at| &lead[at + 1..]);
        reached = span.end;
        if part.kind != kind {
            let other = matches!(part.kind, Kind::Source | Kind::Target);
            between = if other { Some(part.kind) } else { between.or(Some(part.kind)) };
            continue;
        }
        let indent = if lead.trim().is_empty() { lead.width() } else { 0 };
        let gap = match lines.last() {
            Some(last) => before(&text[last.span.end..span.start], between),
            None => Before::Paragraph,
        };
        let (width, chars) = (span.of(text).width(), span.of(text).chars().count());
        lines.push(Line { span, indent, width, chars, gap });
        between = None;
    }
    lines
}

/// The words of a part. (A part that was read back from its serialised form has lost its core.)
fn words(text: &str, part: &Part) -> Span {
    let span = if part.core.is_empty() { part.span } else { part.core };
    span.trimmed(text)
}

fn before(gap: &str, between: Option<Kind>) -> Before {
    if matches!(between, Some(Kind::Source | Kind::Target)) || has_blank_line(gap) {
        return Before::Paragraph;
    }
    let ends = gap.contains(['\n', '\r']);
    if ends && between.is_none() && gap.chars().all(stop::is_space) {
        Before::LineEnd
    } else {
        Before::Barrier
    }
}

/// Whether two line ends follow each other with only white space between them.
fn has_blank_line(gap: &str) -> bool {
    let mut ends = 0;
    let mut last = ' ';
    for c in gap.chars() {
        match c {
            '\n' if last == '\r' => {}
            '\n' | '\r' => ends += 1,
            _ if stop::is_space(c) => {}
            _ => ends = 0,
        }
        if ends > 1 {
            return true;
        }
        last = c;
    }
    false
}

/// Where the lines of the half were hard-wrapped, if they were.
///
/// Of the lines that have another right below them, most would be too long with the first word of that
/// one; in text whose lines are sentences, paragraphs or addresses, few would.
fn wrap_column(text: &str, lines: &[Line], indented: &[bool]) -> Option<Wrap> {
    if lines.is_empty() {
        return None;
    }
    let followed = || {
        let pairs = lines.windows(2).zip(&indented[1..]);
        pairs
            .filter(|(pair, begins)| pair[1].gap == Before::LineEnd && !**begins)
            .map(|(pair, _)| pair)
    };
    // The share of full lines, if the file is wrapped in this measure.
    let share = |measure: Wrap, legal: &std::ops::RangeInclusive<usize>| {
        let mut lengths: Vec<usize> = followed().map(|pair| measure.length(&pair[0])).collect();
        lengths.sort_unstable();
        // Not the widest: an address or a table row may stick out.
        let limit = *lengths.get((lengths.len() * 9 / 10).min(lengths.len().saturating_sub(1)))?;
        let wrap = match measure {
            Wrap::Columns(_) => Wrap::Columns(limit),
            Wrap::Chars(_) => Wrap::Chars(limit),
        };
        let full = followed().filter(|pair| is_full(text, &pair[0], &pair[1], wrap)).count();
        let share = full as f64 / lengths.len() as f64;
        (full >= 2 && share >= FULL_SHARE && legal.contains(&limit)).then_some((share, wrap))
    };
    let columns = share(Wrap::Columns(0), &WRAP_COLUMNS);
    // Of Latin letters there are as many as columns, and short lines of them are no running text.
    let (wide, all) = lines.iter().fold((0, 0), |(w, a), line| (w + line.width, a + line.chars));
    let is_wide = wide as f64 >= WIDE_RATIO * all as f64;
    let chars = if is_wide { share(Wrap::Chars(0), &WRAP_CHARS) } else { None };
    match (columns, chars) {
        (Some((by_columns, _)), Some((by_chars, wrap)))
            if by_chars > by_columns + CHARS_SHARE_MORE =>
        {
            Some(wrap)
        }
        (Some((_, wrap)), _) | (None, Some((_, wrap))) => Some(wrap),
        (None, None) => None,
    }
}

/// Whether the first word of `next` did not fit on `line`, give or take a twentieth.
fn is_full(text: &str, line: &Line, next: &Line, wrap: Wrap) -> bool {
    let first = next.span.of(text);
    let limit = wrap.limit();
    let mut word = 1;
    for c in first.chars().take(limit / 3) {
        // Chinese and Japanese break anywhere.
        let breaks = matches!(Script::of(c), Script::Han | Script::Kana);
        if c.is_whitespace() || breaks && word > 1 {
            break;
        }
        word += wrap.of(c);
    }
    let length = wrap.length(line);
    length + word + limit / 20 > limit && length <= limit + limit / 10
}

/// Whether the text of `line` goes on in `next`, the line below it. `entry`: whether `next` begins a list
/// entry beyond doubt.
fn runs_on(text: &str, line: &Line, next: &Line, entry: bool, wrap: Option<Wrap>) -> bool {
    let below = next.span.of(text);
    let below_entry = marker::begins_entry(line.span.of(text));
    let unfinished = wrap.is_some() && !is_closed(line.span.of(text));
    let begins_entry = entry || marker::begins_entry(below) && !unfinished;
    if begins_entry || (next.indent > line.indent + 1 && !below_entry && wrap.is_none()) {
        return false;
    }
    if wrap.is_some_and(|column| is_full(text, line, next, column)) {
        return true;
    }
    if bracket_reaches_over(line.span.of(text), below) {
        return true;
    }
    let small = below.starts_with(char::is_lowercase);
    small && !is_closed(line.span.of(text)) && (wrap.is_some() || line.width >= SHORT_LINE_COLUMNS)
}

/// Whether a bracket opens on one line and closes on the next.
fn bracket_reaches_over(line: &str, next: &str) -> bool {
    let open = line.rfind(['[', '(']).filter(|&at| !line[at..].contains([']', ')']));
    let Some(open) = open else { return false };
    let partner = if line[open..].starts_with('[') { ']' } else { ')' };
    next.find(['[', '(', ']', ')']).is_some_and(|at| next[at..].starts_with(partner))
}
