//! The lines of a half and what stands between them; the blocks that they are joined to.

use unicode_width::UnicodeWidthStr;

use crate::{
    halves::{Halves, Kind, Part},
    language::any::sentence::stop,
    text::{Span, Stitched},
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
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Its lines joined, with their places in the document.
    pub(super) text: Stitched,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Stretches of the text that no sentence ends in.
    pub(super) whole: Vec<Span>,
}

/// A part of the half: one line or a piece of one.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) span: Span,
    /// Width of the line up to `span`, if there is only white space before it.
    pub(super) indent: usize,
    /// Width of `span`, in columns.
    pub(super) width: usize,
    /// Length of `span`, in characters.
    pub(super) chars: usize,
    /// What stands between it and the line before.
    pub(super) gap: Before,
    /// Whether a blank stands at the end of the line before, or one alone at the beginning of this.
    pub(super) blank: bool,
}

/// What stands between two lines of the half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// One line end and other white space.
    LineEnd,
    /// The end of a page: a page number or running head, with blank lines round it.
    PageEnd,
    /// A cell border on the same line, or furniture.
    Barrier,
    /// A blank line, or text of the other half.
    Paragraph,
}

/// Whether a line ends as sentences or the words before a list do.
pub(super) fn is_closed(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', ')', '」', '》'])
        .ends_with(|c: char| stop::mark(c).is_some() || matches!(c, ':' | ';'))
}

/// The lines of the half that `kind` names.
pub(super) fn lines(text: &str, halves: &Halves, kind: Kind) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    // What stands between: the weightiest kind, and whether all of it is what interrupts a page.
    let mut between: Option<Kind> = None;
    let mut interrupts = true;
    let mut paragraph = None;
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
            interrupts &= part.interrupts;
            continue;
        }
        // The columns of text set side by side begin where they begin.
        let is_margin = lead.trim().is_empty() && part.column.is_none();
        let indent = if is_margin { lead.width() } else { 0 };
        let gap = match lines.last() {
            // The columns of text set side by side take turns line by line.
            Some(_) if part.column.is_some() && part.column == paragraph => Before::LineEnd,
            Some(last) => before(&text[last.span.end..span.start], between, interrupts),
            None => Before::Paragraph,
        };
        let ahead = lines.last().map_or("", |last| &text[last.span.end..span.start]);
        let blank =
            gap == Before::LineEnd && (ahead.starts_with([' ', '\t']) || is_margin && lead == " ");
        let (width, chars) = (span.of(text).width(), span.of(text).chars().count());
        lines.push(Line { span, indent, width, chars, gap, blank });
        between = None;
        interrupts = true;
        paragraph = part.column;
    }
    lines
}

/// The words of a part. (A part that was read back from its serialised form has lost its core.)
pub(super) fn words(text: &str, part: &Part) -> Span {
    let span = if part.core.is_empty() { part.span } else { part.core };
    span.trimmed(text)
}

fn before(gap: &str, between: Option<Kind>, interrupts: bool) -> Before {
    if between.is_some() && interrupts || gap.contains('\u{c}') && between.is_none() {
        return Before::PageEnd;
    }
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
