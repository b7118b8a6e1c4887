//! Where the lines of a half were hard-wrapped, if they were: at a column or after so many characters.

use unicode_width::UnicodeWidthChar;

use super::line::{Before, Line, is_closed};
use crate::text::Script;

/// No file is wrapped at fewer columns than this, or at more than that.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 24..=200;

/// Below this, in columns, lists and addresses have lines of much the same length as well: more must be full.
const NARROW_COLUMNS: usize = 40;
const NARROW_FULL_SHARE: f64 = 0.75;

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
    // Verse, lists and addresses have no sentences that could go on.
    let stops = |line: &Line| line.span.of(text).contains(['.', '?', '!', '。', '…', ',']);
    if !lines.iter().any(stops) {
        return None;
    }
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
        let is_open = |pair: &&[Line]| !is_closed(pair[0].span.of(text));
        let full = || followed().filter(|pair| is_full(text, &pair[0], &pair[1], wrap));
        // Lines that are sentences may be of much the same length as well.
        let (open, full) = (full().filter(is_open).count(), full().count());
        let share = full as f64 / lengths.len() as f64;
        let least = match wrap {
            Wrap::Columns(limit) if limit < NARROW_COLUMNS => NARROW_FULL_SHARE,
            _ => FULL_SHARE,
        };
        (full >= 2 && 2 * open > full && share >= least && legal.contains(&limit))
            .then_some((share, wrap))
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

/// How much likelier, in nats, lines of these lengths are if they were cut at any letter than if at blanks only.
/// Of each line that was joined with the next: the line, and the first letter of that one.
///
/// Cut at any letter, every line is so full that not one letter more had a place; cut at blanks, about four in ten are.
pub(super) fn brimful_nats(seams: &[(&Line, char)]) -> f64 {
    const FULL: f64 = 0.9;
    const SHORT: f64 = -3.5;
    let nats = |measure: Wrap| {
        let limit = seams.iter().map(|(line, _)| measure.length(line)).max().unwrap_or_default();
        // A blank at the end of a line is not kept.
        let is_full =
            |(line, next): &&(&Line, char)| measure.length(line) + measure.of(*next) + 1 > limit;
        let full = seams.iter().filter(is_full).count();
        // The longest line is full by definition.
        (full as f64 - 1.0) * FULL + (seams.len() - full) as f64 * SHORT
    };
    if seams.is_empty() { 0.0 } else { nats(Wrap::Columns(0)).max(nats(Wrap::Chars(0))) }
}
