//! Characters with their places into lines.
//!
//! A blank is where one is drawn, or where a gap is wide. Programs set a little room between Hangul and figures or
//! Latin letters that is no blank (1957년 would be read as "1957 년"): where a page draws its blanks, such a gap is none.
//!
//! A line goes on with the one above if that is full: what comes first in it did not fit there. Whether a blank stands
//! between them is drawn, or told by the room that was left, or by the words.

use crate::{
    lexicon::joint::{self, Joint},
    text::{Language, Script},
};

/// A character, or several drawn as one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// Where it stands, in points; upward.
    pub(super) x: f64,
    pub(super) y: f64,
    /// Its size, and how far to the right it reaches.
    pub(super) size: f64,
    pub(super) width: f64,
    pub(super) text: Box<str>,
}

/// A stretch of a line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) before: Before,
    /// Whether it is one of the highest or lowest lines of the page, and stands alone.
    pub(super) is_edge: bool,
}

/// What stands before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// The line above, with which it goes on: its words follow at once.
    Nothing,
    /// A line above.
    LineEnd,
    /// More room than between lines of a paragraph.
    Room,
}

/// A line as it was drawn.
struct Drawn {
    y: f64,
    size: f64,
    /// Where its last letter ends.
    end: f64,
    /// The width of its first letter, and of its first word.
    first: [f64; 2],
    text: String,
}

/// Of a size: a gap that is a blank where none are drawn, …
const BLANK: f64 = 0.18;
/// … where they are, …
const WIDE_BLANK: f64 = 0.6;
/// … and one between columns.
const COLUMN: f64 = 2.0;
/// Of a size: how far up or down a character of a line may stand.
const SAME_LINE: f64 = 0.5;
/// Of the usual distance: how far a paragraph is from the one above.
const APART: f64 = 1.35;

/// Of the lines that reach the margin: where so many end in a blank that is drawn, all blanks are.
const BLANK_ENDS: usize = 5;

/// The lines, in the order in which they were drawn.
pub(super) fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let drawn = drawn(glyphs);
    let distances = drawn.windows(2).map(|two| two[0].y - two[1].y).filter(|gap| *gap > 0.0);
    let usual = usual(distances.collect());
    let mut ends: Vec<f64> = drawn.iter().map(|line| line.end).collect();
    ends.sort_by(f64::total_cmp);
    let margin = ends.get(ends.len() * 9 / 10).copied().unwrap_or_default();
    let full = |line: &&Drawn| line.end > margin - 3.0 * line.size;
    let blank_ends = drawn.iter().filter(full).filter(|line| line.text.ends_with(' ')).count();
    let draws_ends = blank_ends * BLANK_ENDS >= drawn.iter().filter(full).count().max(1);
    let mut lines: Vec<Line> = Vec::with_capacity(drawn.len());
    let mut above: Option<&Drawn> = None;
    for line in &drawn {
        let before = above.map_or(Before::LineEnd, |above| {
            let gap = above.y - line.y;
            if gap < 0.0 || gap > APART * usual.max(line.size) {
                return Before::Room;
            }
            let same_size = (0.8..1.25).contains(&(above.size / line.size));
            let ends_in_blank = above.text.ends_with(' ');
            let [letter, word] = line.first;
            let room = margin - above.end + SLACK * line.size;
            let goes_on = if draws_ends {
                ends_in_blank || letter > room
            } else {
                // The first word of the line did not fit above; of Korean, its first syllable.
                word > room
            };
            if same_size && goes_on { Before::Nothing } else { Before::LineEnd }
        });
        if before == Before::Nothing
            && let (Some(last), Some(above)) = (lines.last_mut(), above)
        {
            join(&mut last.text, above, line, draws_ends, margin);
        } else if let Some(last) = lines.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        let text = line.text.trim_start();
        lines.push(Line { text: text.to_owned(), before, is_edge: false });
        above = Some(line);
    }
    if let Some(last) = lines.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    let mut by_height: Vec<usize> = (0..drawn.len()).collect();
    by_height.sort_by(|&a, &b| drawn[b].y.total_cmp(&drawn[a].y));
    let edges = by_height.iter().take(EDGE).chain(by_height.iter().rev().take(EDGE));
    for &at in edges {
        let is_alone = |line: Option<&Line>| line.is_none_or(|line| line.before != Before::Nothing);
        lines[at].is_edge = is_alone(lines.get(at)) && is_alone(lines.get(at + 1));
    }
    lines
}

/// So many lines at the top and at the bottom of a page may be no part of its text.
const EDGE: usize = 3;

/// Programs let a line reach so far over the margin, in sizes.
const SLACK: f64 = 0.3;

/// Makes the end of a line such that the next may follow at once.
fn join(end: &mut String, above: &Drawn, line: &Drawn, draws_ends: bool, margin: f64) {
    if draws_ends {
        return;
    }
    end.truncate(end.trim_end().len());
    let has_room = margin - above.end > line.first[0] + SLACK * line.size;
    let korean = Language::korean();
    let joint = match end.chars().next_back() {
        Some('-' | '–' | '/') => Joint::None,
        Some(last) if Script::of(last) == Script::Hangul && !has_room => {
            joint::between(end, line.text.trim_start(), &korean, true)
        }
        _ => Joint::Blank,
    };
    if joint == Joint::Blank {
        end.push(' ');
    }
}

/// The lines as they were drawn, with the blanks at their ends.
fn drawn(glyphs: Vec<Glyph>) -> Vec<Drawn> {
    let blanks = glyphs.iter().filter(|glyph| is_blank(&glyph.text)).count();
    // In Korean one character in five is a blank.
    let draws_blanks = blanks * 25 >= glyphs.len();
    let mut lines: Vec<Drawn> = Vec::new();
    let mut end = 0.0;
    // Whether the first word of the line has not come to its end.
    let mut in_first = false;
    for glyph in glyphs {
        if glyph.text.chars().all(|c| c.is_control() && c != '\t') {
            continue;
        }
        let size = glyph.size.max(1.0);
        let goes_on = lines.last().is_some_and(|line| {
            (glyph.y - line.y).abs() < SAME_LINE * size && glyph.x > end - 1.5 * size
        });
        if !goes_on {
            let (y, text) = (glyph.y, String::new());
            lines.push(Drawn { y, size, end: glyph.x, first: [0.0; 2], text });
            in_first = true;
        }
        let Some(line) = lines.last_mut() else { continue };
        line.size = line.size.max(size);
        let gap = glyph.x - end;
        if goes_on && !line.text.ends_with(' ') && !is_blank(&glyph.text) {
            let least = if draws_blanks { WIDE_BLANK } else { BLANK };
            if gap > COLUMN * size {
                line.text.push_str("   ");
            } else if gap > least * size {
                line.text.push(' ');
            }
        }
        // Some fonts do not tell how wide their letters are.
        let is_wide = glyph.text.chars().any(|c| Script::of(c).is_letter() && c > '\u{1100}');
        let guess = if is_wide { 0.95 } else { 0.5 } * size;
        let width = if glyph.width < 0.02 * size { guess } else { glyph.width };
        end = glyph.x + width;
        if is_blank(&glyph.text) {
            if !line.text.trim().is_empty() {
                line.text.push(' ');
                in_first = false;
            }
            continue;
        }
        if line.text.trim().is_empty() {
            line.first[0] = width;
        }
        in_first &= !line.text.trim_start().contains(' ');
        if in_first {
            // Korean is cut between any two syllables.
            line.first[1] += width;
            in_first = !is_wide;
        }
        line.end = end;
        line.text.push_str(&glyph.text);
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

fn is_blank(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace)
}

/// The distance of lines that is the least of those that many have: between paragraphs there is more.
fn usual(mut distances: Vec<f64>) -> f64 {
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 4).copied().unwrap_or_default()
}
