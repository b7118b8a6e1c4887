//! Characters with their places into lines.
//!
//! A blank is where one is drawn, or where a gap is wide. Programs set a little room between Hangul and figures or
//! Latin letters that is no blank (1957년 would be read as "1957 년"): where a page draws its blanks, such a gap is none.

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

/// A line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// Whether it is further from the line above than lines of a paragraph are.
    pub(super) is_apart: bool,
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

/// The lines, in the order in which they were drawn.
pub(super) fn lines(glyphs: Vec<Glyph>) -> Vec<Line> {
    let blanks = glyphs.iter().filter(|glyph| is_blank(&glyph.text)).count();
    // In Korean one character in five is a blank.
    let draws_blanks = blanks * 25 >= glyphs.len();
    let mut lines: Vec<(f64, f64, String)> = Vec::new();
    let mut end = 0.0;
    for glyph in glyphs {
        if glyph.text.chars().all(|c| c.is_control() && c != '\t') {
            continue;
        }
        let size = glyph.size.max(1.0);
        let goes_on = lines.last().is_some_and(|(y, ..)| {
            (glyph.y - y).abs() < SAME_LINE * size && glyph.x > end - 1.5 * size
        });
        if !goes_on {
            lines.push((glyph.y, size, String::new()));
        }
        let Some((_, most, line)) = lines.last_mut() else { continue };
        *most = most.max(size);
        let gap = glyph.x - end;
        if goes_on && !line.ends_with(' ') && !is_blank(&glyph.text) {
            let least = if draws_blanks { WIDE_BLANK } else { BLANK };
            if gap > COLUMN * size {
                line.push_str("   ");
            } else if gap > least * size {
                line.push(' ');
            }
        }
        end = glyph.x + glyph.width;
        line.push_str(if is_blank(&glyph.text) { " " } else { &glyph.text });
    }
    lines.retain(|(.., line)| !line.trim().is_empty());
    let distances: Vec<f64> =
        lines.windows(2).map(|two| two[0].0 - two[1].0).filter(|gap| *gap > 0.0).collect();
    let usual = usual(distances);
    let mut above: Option<f64> = None;
    let line = |(y, size, text): (f64, f64, String)| {
        let gap = above.map(|above| above - y);
        let is_apart = gap.is_some_and(|gap| gap < 0.0 || gap > APART * usual.max(size));
        above = Some(y);
        Line { text: text.trim().to_owned(), is_apart }
    };
    lines.into_iter().map(line).collect()
}

fn is_blank(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace)
}

/// The distance of lines that is the least of those that many have: between paragraphs there is more.
fn usual(mut distances: Vec<f64>) -> f64 {
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 4).copied().unwrap_or_default()
}
