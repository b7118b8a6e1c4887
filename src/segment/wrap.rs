//! Where the lines of a half were hard-wrapped, if they were: at a column or after so many characters.

use unicode_width::UnicodeWidthChar;

use super::block::{Before, Line};
use crate::text::Script;

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
pub(super) enum Wrap {
    /// At a column, as on a screen, where a syllable of Hangul takes two.
    Columns(usize),
    /// After so many characters, whatever their width, as programs count that know no columns.
    Chars(usize),
}

impl Wrap {
    pub(super) fn limit(self) -> usize {
        match self {
            Self::Columns(limit) | Self::Chars(limit) => limit,
        }
    }

    /// The length of a line in this measure.
    pub(super) fn length(self, line: &Line) -> usize {
        line.indent
            + match self {
                Self::Columns(_) => line.width,
                Self::Chars(_) => line.chars,
            }
    }

    pub(super) fn of(self, c: char) -> usize {
        match self {
            Self::Columns(_) => c.width().unwrap_or(0),
            Self::Chars(_) => 1,
        }
    }
}

/// The share of lines that must be full for their file to be hard-wrapped.
const FULL_SHARE: f64 = 0.6;

/// Where the lines of the half were hard-wrapped, if they were.
///
/// Of the lines that have another right below them, most would be too long with the first word of that
/// one; in text whose lines are sentences, paragraphs or addresses, few would.
pub(super) fn wrap_column(text: &str, lines: &[Line], indented: &[bool]) -> Option<Wrap> {
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
pub(super) fn is_full(text: &str, line: &Line, next: &Line, wrap: Wrap) -> bool {
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
