//! Text on a page of fixed width: what it measures, where it is cut and wrapped. Hangul, Hanja and
//! kana are two columns wide, combining marks and the vowels and finals of decomposed Hangul none;
//! everything here counts columns, by grapheme cluster.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::Span;

/// A grapheme cluster as it is shown.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    /// Offset of its first byte in the text.
    pub(super) start: usize,
    /// Offset after its last byte.
    pub(super) end: usize,
    /// What is printed for it.
    pub(super) shown: Cow<'a, str>,
    /// Columns it takes.
    pub(super) width: usize,
}

impl Cell<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.shown == " "
    }
}

/// `text` as cells. Every stretch of white space becomes one space, so that a line end or tab in the
/// file does not break the page, and a character that would move the cursor is shown as `�`.
pub(super) fn cells(text: &str) -> Vec<Cell<'_>> {
    let mut cells: Vec<Cell<'_>> = Vec::new();
    for (start, cluster) in text.grapheme_indices(true) {
        let end = start + cluster.len();
        if cluster.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
            match cells.last_mut() {
                Some(last) if last.is_blank() => last.end = end,
                _ => cells.push(Cell { start, end, shown: " ".into(), width: 1 }),
            }
            continue;
        }
        let shown = if cluster.contains(moves_the_cursor) {
            cluster.replace(moves_the_cursor, "\u{fffd}").into()
        } else {
            Cow::Borrowed(cluster)
        };
        let width = shown.width();
        cells.push(Cell { start, end, shown, width });
    }
    cells
}

/// Controls, and the marks that reorder what follows them.
fn moves_the_cursor(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Columns that cells take.
pub(super) fn columns(cells: &[Cell<'_>]) -> usize {
    cells.iter().map(|cell| cell.width).sum()
}

/// Columns that `text` takes once it is shown.
pub(super) fn width(text: &str) -> usize {
    columns(&cells(text))
}

pub(super) fn shown(cells: &[Cell<'_>]) -> String {
    cells.iter().map(|cell| cell.shown.as_ref()).collect()
}

/// `text` on one line of at most `width` columns, its end replaced by `…` if it is longer.
pub(super) fn clip(text: &str, width: usize) -> String {
    let text = cells(text);
    if columns(&text) <= width {
        return shown(&text);
    }
    let mut taken = 0;
    let room = width.saturating_sub(1);
    let fitting = text.iter().take_while(|cell| {
        taken += cell.width;
        taken <= room
    });
    let count = fitting.count();
    format!("{}…", shown(&text[..count]).trim_end())
}

/// `text` followed by as many spaces as fill `width` columns.
pub(super) fn pad(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(self::width(text));
    format!("{text}{}", " ".repeat(gap))
}

/// The lines of at most `width` columns that `cells` are wrapped into, as ranges of cells. Lines end
/// at spaces, which belong to neither line, or, in a word that is longer than a line, anywhere.
pub(super) fn wrap_cells(cells: &[Cell<'_>], width: usize) -> Vec<std::ops::Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < cells.len() {
        if cells[start].is_blank() {
            start += 1;
            continue;
        }
        let mut end = start;
        let mut taken = 0;
        while end < cells.len() && taken + cells[end].width <= width {
            taken += cells[end].width;
            end += 1;
        }
        // A cluster of several letters may be wider than the line; it stands alone then.
        end = end.max(start + 1);
        if end < cells.len() && !cells[end].is_blank() {
            let space = cells[start..end].iter().rposition(Cell::is_blank);
            end = space.map_or(end, |at| start + at);
        }
        let blank = cells[start..end].iter().rev().take_while(|cell| cell.is_blank()).count();
        lines.push(start..end - blank);
        start = end;
    }
    lines
}

/// `text` wrapped into lines of at most `width` columns; one empty line if there is no text.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let text = cells(text);
    let lines: Vec<String> =
        wrap_cells(&text, width).into_iter().map(|range| shown(&text[range])).collect();
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// A line of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The text.
    pub(super) text: String,
    /// Columns before the mark, and the columns of the mark; none if nothing on the line is marked.
    pub(super) mark: Option<(usize, usize)>,
}

/// How many columns of context a mark should have on either side.
const CONTEXT: usize = 24;

/// The part of `text` round `mark` as lines of at most `width` columns: one line where the mark and
/// some context fit, else as many as the mark needs, those in the middle of a very long one left out.
pub(super) fn excerpt(text: &str, mark: Span, width: usize, most_lines: usize) -> Vec<Line> {
    let text = cells(text);
    let first = text.iter().position(|cell| cell.end > mark.start).unwrap_or(text.len());
    let past = text.iter().position(|cell| cell.start >= mark.end).unwrap_or(text.len()).max(first);
    let marked = columns(&text[first..past]);
    if columns(&text) <= width {
        return vec![line(&text, 0..text.len(), first..past)];
    }
    // A column for the … at either end.
    let room = width.saturating_sub(2);
    if marked + CONTEXT <= room {
        return vec![line(&text, window(&text, first..past, room), first..past)];
    }
    let around = window(&text, first..past, marked + 2 * CONTEXT);
    let ranges = wrap_cells(&text[around.clone()], room);
    let count = ranges.len();
    let mut lines: Vec<Line> = ranges
        .into_iter()
        .enumerate()
        .map(|(number, range)| {
            let range = range.start + around.start..range.end + around.start;
            let (open, close) = (number == 0, number + 1 == count);
            let mut line = line(&text, range.clone(), first..past);
            // Only the ends of the excerpt are open; between its lines nothing is left out.
            if !open && range.start > 0 {
                line.text.remove(0);
                line.mark = line.mark.map(|(before, columns)| (before - 1, columns));
            }
            if !close && range.end < text.len() {
                line.text.pop();
            }
            line
        })
        .collect();
    if lines.len() > most_lines {
        let tail = most_lines / 2;
        let head = most_lines - tail - 1;
        let gap = Line { text: "…".into(), mark: None };
        lines.splice(head..lines.len() - tail, [gap]);
    }
    lines
}

/// One line of the cells in `range`, with … where the text goes on.
fn line(text: &[Cell<'_>], range: std::ops::Range<usize>, mark: std::ops::Range<usize>) -> Line {
    let mut shown_text = String::new();
    let mut lead = 0;
    if range.start > 0 {
        shown_text.push('…');
        lead = 1;
    }
    shown_text.push_str(&shown(&text[range.clone()]));
    if range.end < text.len() {
        shown_text.push('…');
    }
    let (from, to) = (mark.start.max(range.start), mark.end.min(range.end));
    let mark = (from < to)
        .then(|| (lead + columns(&text[range.start..from]), columns(&text[from..to]).max(1)));
    Line { text: shown_text, mark }
}

/// The cells round `mark` that fit into `room` columns, the same number of columns on either side
/// where the text has them, cut between words where a space is near.
fn window(text: &[Cell<'_>], mark: std::ops::Range<usize>, room: usize) -> std::ops::Range<usize> {
    let spare = room.saturating_sub(columns(&text[mark.clone()]));
    let (before, after) = (columns(&text[..mark.start]), columns(&text[mark.end..]));
    let left = (spare / 2).max(spare.saturating_sub(after)).min(before);
    let right = (spare - left).min(after);
    let mut start = mark.start;
    let mut taken = 0;
    while start > 0 && taken + text[start - 1].width <= left {
        start -= 1;
        taken += text[start].width;
    }
    let mut end = mark.end;
    taken = 0;
    while end < text.len() && taken + text[end].width <= right {
        taken += text[end].width;
        end += 1;
    }
    // Half a word at the edge is harder to read than none, as long as it is short.
    if start > 0 && !text[start - 1].is_blank() {
        let space = text[start..mark.start].iter().take(CONTEXT / 2).position(Cell::is_blank);
        start += space.map_or(0, |at| at + 1);
    }
    if end < text.len() && !text[end].is_blank() {
        let space = text[mark.end..end].iter().rev().take(CONTEXT / 2).position(Cell::is_blank);
        end -= space.map_or(0, |at| at + 1);
    }
    while start < mark.start && text[start].is_blank() {
        start += 1;
    }
    while end > mark.end && text[end - 1].is_blank() {
        end -= 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_is_what_a_terminal_shows() {
        #[rustfmt::skip]
        let cases = [
            ("Minister",                 8,  "Latin"),
            ("수상",                      4,  "Hangul"),
            ("黨中央",                     6,  "Hanja"),
            ("\u{1109}\u{116e}\u{1109}\u{1161}\u{11bc}", 4, "decomposed Hangul: 수상"),
            ("e\u{301}ńo\u{308}",        3,  "combining marks"),
            ("a\t\r\n b",                3,  "a run of white space is one space"),
            ("“…”",                      3,  "quotation marks and the ellipsis are narrow"),
            ("\u{1b}[31m",               5,  "an escape is shown, not obeyed"),
        ];
        for (text, columns, why) in cases {
            assert_eq!(width(text), columns, "{why}");
        }
    }

    #[test]
    fn wrapping_keeps_words_whole_where_it_can() {
        assert_eq!(wrap("조선 로동당 중앙 위원회", 12), ["조선 로동당", "중앙 위원회"]);
        assert_eq!(wrap("조선로동당중앙위원회", 8), ["조선로동", "당중앙위", "원회"]);
        assert_eq!(wrap("조선", 1), ["조", "선"], "a syllable is wider than the line");
        assert_eq!(wrap("", 8), [""]);
        assert_eq!(clip("조선로동당", 7), "조선로…");
    }

    #[test]
    fn the_words_round_a_mark_are_shown_and_the_rest_is_not() {
        let text = format!("{}내각 수상 김일성 {}", "앞말 ".repeat(40), "뒤말 ".repeat(40));
        let at = text.find("수상").expect("marked");
        let lines = excerpt(&text, Span::new(at, at + "수상".len()), 40, 6);
        assert_eq!(
            lines,
            [Line {
                text: "…앞말 앞말 내각 수상 김일성 뒤말 뒤말…".into(), mark: Some((16, 4))
            }]
        );
    }

    #[test]
    fn a_mark_longer_than_a_line_takes_several() {
        let text = "그는 아무 말도 하지 않았다. ".repeat(12);
        let lines = excerpt(&text, Span::new(0, text.len()), 40, 4);
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[1], Line { text: "…".into(), mark: None });
        assert!(lines[0].mark.is_some() && lines[3].mark.is_some());
    }

    proptest! {
        #[test]
        fn an_excerpt_fits_its_width_and_its_mark_stands_under_the_marked_words(
            before in "[a-z가-힣 \t黨e\u{301}…“”]{0,120}",
            marked in "[a-z가-힣黨]{1,10}",
            after in "[ .][a-z가-힣 黨…]{0,120}",
            width in 50usize..120,
        ) {
            let text = format!("{before} {marked}{after}");
            let start = before.len() + 1;
            let lines = excerpt(&text, Span::new(start, start + marked.len()), width, 6);
            prop_assert_eq!(lines.len(), 1);
            let line = &lines[0];
            prop_assert!(self::width(&line.text) <= width, "{:?}", line);
            let (column, columns) = line.mark.expect("a mark");
            // Read back what stands in those columns.
            let mut at = 0;
            let mut under = String::new();
            for cell in cells(&line.text) {
                if at >= column && at < column + columns {
                    under.push_str(&cell.shown);
                }
                at += cell.width;
            }
            prop_assert_eq!(under, marked);
        }

        #[test]
        fn wrapped_lines_fit_and_lose_no_word(text in "\\PC{0,200}", width in 2usize..60) {
            let lines = wrap(&text, width);
            for line in &lines {
                prop_assert!(self::width(line) <= width || cells(line).len() == 1, "{line:?}");
            }
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            let shown = shown(&cells(&text));
            prop_assert_eq!(letters(&lines.concat()), letters(&shown));
        }
    }
}
