//! Characters with their places into lines.
//!
//! A blank is where one is drawn, or where a gap is wide. Programs set a little room between Hangul and figures or
//! Latin letters that is no blank (1957년 would be read as "1957 년"): where a page draws its blanks, such a gap is none.
//!
//! A line goes on with the one above if that is full: what comes first in it did not fit there. Whether a blank stands
//! between them is drawn, or told by the room that was left, or by the words.

use std::{collections::BTreeSet, ops::Bound};

use unicode_normalization::UnicodeNormalization;

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

/// A page: its lines in the order in which they were drawn.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    /// How far its lines reach; without bound where nothing tells.
    margin: f64,
}

/// A stretch of a line of a page.
#[derive(Debug)]
pub(super) struct Line {
    drawn: Drawn,
    pub(super) before: Before,
    /// Whether it is one of the highest or lowest lines of the page, and stands alone.
    pub(super) is_edge: bool,
}

/// What stands before a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// The line above, with which it goes on, with a blank between them or without one.
    Joined { blank: bool },
    /// A line above.
    LineEnd,
    /// More room than between lines of a paragraph.
    Room,
}

/// A line as it was drawn.
#[derive(Debug)]
struct Drawn {
    y: f64,
    size: f64,
    /// Where its last letter ends.
    end: f64,
    /// The width of its first letter, and of its first word.
    first: [f64; 2],
    /// Its text, with the blanks at its ends.
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
/// … and how far to the left of where the line ends.
const BACK: f64 = 1.5;
/// Of the usual distance: how far a paragraph is from the one above.
const APART: f64 = 1.35;

/// Of the lines that reach the margin: where so many end in a blank that is drawn, all blanks are.
const BLANK_ENDS: usize = 5;

/// So many lines at the top and at the bottom of a page may be no part of its text.
const EDGE: usize = 3;

/// Programs let a line reach so far over the margin, in sizes.
const SLACK: f64 = 0.3;

impl Page {
    /// The lines that characters make, each for itself.
    pub(super) fn of(glyphs: Vec<Glyph>) -> Self {
        let drawn = drawn(glyphs);
        let mut ends: Vec<f64> = drawn.iter().map(|line| line.end).collect();
        ends.sort_by(f64::total_cmp);
        let margin = ends.get(ends.len() * 9 / 10).copied().unwrap_or_default();
        let alone = |drawn| Line { drawn, before: Before::LineEnd, is_edge: false };
        let mut page = Self { lines: drawn.into_iter().map(alone).collect(), margin };
        // The longest line of all is no sign of a margin.
        if page.full().count() < 2 {
            page.margin = f64::INFINITY;
        }
        page
    }

    /// The lines that reach the margin.
    fn full(&self) -> impl Iterator<Item = &Drawn> {
        let drawn = self.lines.iter().map(|line| &line.drawn);
        drawn.filter(|line| line.end > self.margin - 3.0 * line.size)
    }

    /// Tells of each line whether it goes on with the one above, and whether it may be no part of the text.
    pub(super) fn join(&mut self, habits: &Habits) {
        let drawn = || self.lines.iter().map(|line| &line.drawn);
        let distances = drawn().zip(drawn().skip(1)).map(|(above, line)| above.y - line.y);
        let usual = usual(distances.filter(|gap| *gap > 0.0).collect());
        let befores: Vec<Before> = drawn()
            .zip(drawn().skip(1))
            .map(|(above, line)| {
                let gap = above.y - line.y;
                if gap < 0.0 || gap > APART * usual.max(line.size) {
                    return Before::Room;
                }
                habits.goes_on(above, line, self.margin)
            })
            .collect();
        for (line, before) in self.lines.iter_mut().skip(1).zip(befores) {
            line.before = before;
        }
        let lines = &mut self.lines;
        let mut by_height: Vec<usize> = (0..lines.len()).collect();
        by_height.sort_by(|&a, &b| lines[b].drawn.y.total_cmp(&lines[a].drawn.y));
        for &at in by_height.iter().take(EDGE).chain(by_height.iter().rev().take(EDGE)) {
            let is_alone = |line: Option<&Line>| {
                line.is_none_or(|line| !matches!(line.before, Before::Joined { .. }))
            };
            lines[at].is_edge = is_alone(lines.get(at)) && is_alone(lines.get(at + 1));
        }
    }

    /// What stands before the line `below` of the next page, if the last line of the text on this page is the one at
    /// `above`: that, or the end of a page. Where no blank tells it, a sentence that ends there ends there.
    pub(super) fn over_the_end(&self, above: usize, below: &Line, habits: &Habits) -> Before {
        let above = &self.lines[above].drawn;
        if !habits.draws_ends && above.text.trim_end().ends_with(is_stop) {
            return Before::Room;
        }
        match habits.goes_on(above, &below.drawn, self.margin) {
            Before::LineEnd => Before::Room,
            before => before,
        }
    }
}

/// What is known of a document from all of its pages.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Whether blanks are drawn at the ends of lines that go on.
    draws_ends: bool,
    /// The words in Hangul that stand inside its lines.
    words: BTreeSet<String>,
}

impl Habits {
    pub(super) fn of<'p>(pages: impl Iterator<Item = &'p Page> + Clone) -> Self {
        let full = pages.clone().flat_map(Page::full);
        let (all, blank) = full.fold((0_usize, 0_usize), |(all, blank), line| {
            (all + 1, blank + usize::from(line.text.ends_with(' ')))
        });
        let mut words = BTreeSet::new();
        for line in pages.flat_map(|page| &page.lines) {
            let parts: Vec<&str> = line.text().split_whitespace().collect();
            // The first and the last may be pieces.
            for word in parts.get(1..parts.len().saturating_sub(1)).unwrap_or_default() {
                let runs = word.split(|c: char| Script::of(c) != Script::Hangul);
                words.extend(runs.filter(|run| !run.is_empty()).map(str::to_owned));
            }
        }
        Self { draws_ends: blank * BLANK_ENDS >= all.max(1), words }
    }

    /// Whether a line goes on with the one above: what comes first in it did not fit there.
    fn goes_on(&self, above: &Drawn, line: &Drawn, margin: f64) -> Before {
        let same_size = (0.8..1.25).contains(&(above.size / line.size));
        let ends_in_blank = above.text.ends_with(' ');
        let [letter, word] = line.first;
        let room = margin - above.end + SLACK * line.size;
        let goes_on = if self.draws_ends {
            // Where a sentence ends and a blank would have had room, the paragraph ends.
            let is_end = above.text.ends_with(['.', '?', '!', '。'])
                && margin - above.end > BLANK_WIDTH * line.size;
            ends_in_blank || letter > room && !is_end
        } else {
            // The first word of the line did not fit above; of Korean, its first syllable.
            word > room
        };
        if !same_size || !goes_on {
            return Before::LineEnd;
        }
        Before::Joined { blank: ends_in_blank || self.parts(above, line, margin - above.end) }
    }

    /// Whether a blank stood between two lines at whose ends none is drawn, above which so much `room` was left.
    fn parts(&self, above: &Drawn, line: &Drawn, room: f64) -> bool {
        let (end, begin) = (above.text.trim_end(), line.text.trim_start());
        if let Some(before) = end.strip_suffix(['-', '–', '—', '/']) {
            return before.ends_with(' ');
        }
        let (last, first) = (end.chars().next_back(), begin.chars().next());
        let is_hangul = |c: Option<char>| c.is_some_and(|c| Script::of(c) == Script::Hangul);
        if !is_hangul(last) && !is_hangul(first) {
            return true;
        }
        // Korean is cut between any two syllables. A blank that would have had room would have been drawn; and what has
        // more room than the next letter takes was cut at a blank.
        if self.draws_ends && room > BLANK_WIDTH * line.size {
            return false;
        }
        if !self.draws_ends && room > line.first[0] + SLACK * line.size {
            return true;
        }
        let is_one = self.is_one_word(end, begin).unwrap_or_else(|| {
            joint::between(end, begin, &Language::korean(), true) == Joint::None
        });
        !is_one
    }

    /// Whether the words of the document tell that what stands at the end of a line and at the beginning of the next is
    /// one word, or two.
    fn is_one_word(&self, end: &str, begin: &str) -> Option<bool> {
        let is_hangul = |c: char| Script::of(c) == Script::Hangul;
        let first = &end[end.trim_end_matches(is_hangul).len()..];
        let second = &begin[..begin.len() - begin.trim_start_matches(is_hangul).len()];
        if first.is_empty() || second.is_empty() {
            return None;
        }
        let begins = |prefix: &str| {
            let next =
                self.words.range::<str, _>((Bound::Included(prefix), Bound::Unbounded)).next();
            next.is_some_and(|word| word.starts_with(prefix))
        };
        let head: String = second.chars().take(2).collect();
        let one = begins(&format!("{first}{head}"));
        let two = self.words.contains(first)
            && if head.chars().count() > 1 { begins(&head) } else { self.words.contains(&head) };
        (one != two).then_some(one)
    }
}

/// No blank is wider, in sizes: it is 0.22 to 0.32 in the fonts that were measured (Nanum, `DejaVu`). Letters of a typewriter have
/// wider ones, but these are no room that is left.
const BLANK_WIDTH: f64 = 0.35;

impl Line {
    /// Its text, without blanks at its ends.
    pub(super) fn text(&self) -> &str {
        self.drawn.text.trim()
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | ':' | '”' | '"' | ')' | '。')
}

/// Puts the characters of a line that were drawn in another order from left to right. Of a line in two fonts
/// some programs draw all that is of the first, its blanks among them, before all that is of the second.
fn in_order(glyphs: &mut [Glyph]) {
    /// Of a size: what is drawn again so near, for bolder letters, is the same.
    const SAME_PLACE: f64 = 0.1;
    /// Of a size: what begins so far to the left of where the last letter ends is no letter that is moved up to it.
    const OVER: f64 = 0.8;
    let (mut start, mut end, mut is_mixed) = (0, f64::NEG_INFINITY, false);
    for at in 0..=glyphs.len() {
        let goes_on = glyphs.get(at).is_some_and(|glyph| {
            (glyph.y - glyphs[start].y).abs() < SAME_LINE * glyph.size.max(1.0)
        });
        if !goes_on {
            if is_mixed {
                let line = &mut glyphs[start..at];
                line.sort_by(|a, b| a.x.total_cmp(&b.x));
                for i in 1..line.len() {
                    let [above, own] = [&line[i - 1], &line[i]];
                    if above.text == own.text && own.x - above.x < SAME_PLACE * own.size {
                        line[i - 1].text = Box::default();
                    }
                }
            }
            (start, end, is_mixed) = (at, f64::NEG_INFINITY, false);
        }
        if let Some(glyph) = glyphs.get(at) {
            is_mixed |= glyph.x < end - OVER * glyph.size.max(1.0);
            end = glyph.x + glyph.width;
        }
    }
}

/// The lines as they were drawn, with the blanks at their ends.
fn drawn(mut glyphs: Vec<Glyph>) -> Vec<Drawn> {
    in_order(&mut glyphs);
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
            (glyph.y - line.y).abs() < SAME_LINE * size && glyph.x > end - BACK * size
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
        push(&mut line.text, &glyph.text);
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

/// Adds the letters of a glyph: `ﬁ` is two.
fn push(line: &mut String, glyph: &str) {
    for c in glyph.chars() {
        match c {
            '\u{fb00}'..='\u{fb06}' => line.extend(c.nfkc()),
            c => line.push(c),
        }
    }
}

fn is_blank(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace)
}

/// The distance of lines that is the least of those that many have: between paragraphs there is more.
fn usual(mut distances: Vec<f64>) -> f64 {
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 4).copied().unwrap_or_default()
}
