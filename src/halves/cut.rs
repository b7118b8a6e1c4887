//! Cuts lines that hold both languages into one stretch each: at a tab, a pipe, a slash, a wide
//! space or a dash between them, or where a sentence in the one is followed by a sentence in the
//! other, which may stand in brackets. A gloss in brackets, or a word of the other script inside a
//! sentence, is no cut.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

pub(super) use super::separator::Separator;
use super::writing::{Side, Writing, bracketed};
use crate::text::Span;

/// A stretch of one line, in the document's offsets, without white space at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) span: Span,
    /// What it was cut from the rest of its line at, if its line holds both languages.
    pub(super) cut: Option<Separator>,
    /// Columns from the margin to its beginning.
    pub(super) column: usize,
}

/// Part of a line in one language, or in none.
type Stretch = (Option<Side>, Span);

/// Cuts each of `lines` (spans of `text` without line ends, none blank) into cells.
///
/// A separator that joins two stretches of very unequal length, or a lone short word, is accepted
/// only where at least three lines of the document are cut at the same one; a line whose own words
/// leave its languages open, where three lines have a column at the same place. Brackets are accepted only where at least three
/// lines hold a sentence in them. Linear in the text.
pub(super) fn cut(text: &str, lines: &[Span], writing: &Writing) -> Vec<Vec<Cell>> {
    let mut seen: BTreeMap<Separator, usize> = BTreeMap::new();
    let mut columns: BTreeMap<usize, usize> = BTreeMap::new();
    let in_brackets: Vec<_> =
        lines.iter().map(|line| Bracketed::find(line.of(text), writing)).collect();
    let is_bracketed = in_brackets.iter().flatten().filter(|b| b.is_sentence).count() >= 3;
    let first: Vec<_> = lines
        .iter()
        .zip(in_brackets)
        .map(|(line, bracketed)| {
            if let Some(Bracketed { halves, .. }) = bracketed.filter(|_| is_bracketed) {
                return Some((Separator::Bracket, halves.to_vec()));
            }
            let cut = cut_line(line.of(text), writing, &|_| false)?;
            *seen.entry(cut.0).or_default() += 1;
            if let (Separator::Wide, [_, second]) = (cut.0, &cut.1[..]) {
                *columns.entry(column(line.of(text), second.start)).or_default() += 1;
            }
            Some(cut)
        })
        .collect();
    let is_table = |separator: Separator| seen.get(&separator).is_some_and(|&lines| lines >= 3);
    let column_at = columns.into_iter().filter(|&(_, lines)| lines >= 3).max_by_key(|&(_, n)| n);
    lines
        .iter()
        .zip(first)
        .map(|(line, cut)| {
            let inner = line.of(text);
            let cut = cut
                .or_else(|| cut_line(inner, writing, &is_table))
                .or_else(|| cut_at_column(inner, column_at?.0));
            let (separator, stretches) = match cut {
                Some((separator, stretches)) => (Some(separator), stretches),
                None => (None, vec![Span::new(0, inner.len())]),
            };
            let cell = |span: Span| {
                let span = span.shifted(line.start).trimmed(text);
                Cell { span, cut: separator, column: column(inner, span.start - line.start) }
            };
            stretches.into_iter().map(cell).filter(|cell| !cell.span.is_empty()).collect()
        })
        .collect()
}

/// The column, from 0, of the byte at `offset`.
fn column(line: &str, offset: usize) -> usize {
    UnicodeWidthStr::width(&line[..offset])
}

/// The two cells of a row of which one begins at the column where those of other rows do.
fn cut_at_column(line: &str, at: usize) -> Option<(Separator, Vec<Span>)> {
    let places = Separator::Wide.places(line);
    let &(start, end) =
        places.iter().find(|&&(start, end)| start > 0 && column(line, end).abs_diff(at) <= 1)?;
    Some((Separator::Wide, vec![Span::new(0, start), Span::new(end, line.len())]))
}

/// The stretches of one line that holds both languages, if it does.
fn cut_line(
    line: &str,
    writing: &Writing,
    is_table: &dyn Fn(Separator) -> bool,
) -> Option<(Separator, Vec<Span>)> {
    let weights = writing.weights(line);
    if weights[0] == 0.0 || weights[1] == 0.0 {
        return None;
    }
    let brackets = bracketed(line);
    let outside = |at: usize| !brackets.iter().any(|&(start, end)| start < at && at < end);
    for separator in Separator::WRITTEN {
        let places: Vec<_> =
            separator.places(line).into_iter().filter(|&(start, _)| outside(start)).collect();
        if places.is_empty() {
            continue;
        }
        let mut cells = Vec::new();
        let mut from = 0;
        for &(start, end) in places.iter().chain([&(line.len(), line.len())]) {
            // Two separators may share the space between them.
            let cell = Span::new(from, start.max(from));
            if !cell.trimmed(line).is_empty() {
                cells.push(cell);
            }
            from = end;
        }
        if let Some(stretches) =
            stretches(line, &cells, writing, separator.is_column() || is_table(separator))
            && accepts(line, &stretches, separator, writing, is_table(separator))
        {
            return Some((separator, stretches.into_iter().map(|(_, span)| span).collect()));
        }
    }
    let sentences = sentence_cells(line, &outside);
    if let Some(stretches) = stretches(line, &sentences, writing, false)
        && let [(Some(first), before), (Some(second), after)] = stretches[..]
    {
        // A row of names after a sentence is no sentence of another language.
        let words = |side: Side, span: Span| writing.weights_of_words(span.of(line))[side.index()];
        // Nor is one name of a file or branch, which goes on in the next line.
        let several = |span: Span| span.of(line).split_whitespace().nth(1).is_some();
        if words(first, before) >= 6.0
            && words(second, after) >= 6.0
            && several(before)
            && several(after)
        {
            return Some((Separator::Sentence, vec![before, after]));
        }
    }
    let places = switch(line, writing, &outside).filter(|_| is_table(Separator::Sentence))?;
    Some((Separator::Sentence, places.to_vec()))
}

/// A line whose end is in brackets and in the other language.
struct Bracketed {
    /// What stands before the brackets and what stands in them, without the brackets.
    halves: [Span; 2],
    /// Whether both are several words and one of them ends a sentence: no gloss of a name or term.
    is_sentence: bool,
}

impl Bracketed {
    /// Finds the brackets, if what they hold is long enough to render what stands before them.
    fn find(line: &str, writing: &Writing) -> Option<Self> {
        let stop = |c: char| matches!(c, '.' | '?' | '!' | '。' | '？' | '！' | '…');
        let trimmed = line.trim_end().trim_end_matches(stop);
        // Editors put their own notes in square brackets.
        trimmed.ends_with([')', '）']).then_some(())?;
        let (start, end) = bracketed(trimmed).pop().filter(|&(_, end)| end == trimmed.len())?;
        let width = |c: Option<char>| c.map_or(0, char::len_utf8);
        let inner = Span::new(
            start + width(line[start..].chars().next()),
            end - width(trimmed.chars().next_back()),
        );
        let halves = [Span::new(0, start).trimmed(line), inner.trimmed(line)];
        let [before, inside] = halves.map(|span| writing.read(span.of(line)));
        let sure = before.sure && inside.sure && before.side != inside.side;
        let (short, long) = if before.weight < inside.weight {
            (before.weight, inside.weight)
        } else {
            (inside.weight, before.weight)
        };
        if !sure || short < 4.0 || short < 0.3 * long {
            return None;
        }
        let words = |span: Span| span.of(line).split_whitespace().count();
        let stops = trimmed.len() < line.trim_end().len()
            || halves.iter().any(|span| span.of(line).ends_with(stop));
        let is_sentence = stops && halves.iter().all(|&span| words(span) >= 3) && short >= 12.0;
        Some(Self { halves, is_sentence })
    }
}

/// The two halves of a line whose letters change from one language to the other: once, or where all
/// letters of the one stand on one side and the other side is a sentence with a few of them in it.
fn switch(line: &str, writing: &Writing, outside: &dyn Fn(usize) -> bool) -> Option<[Span; 2]> {
    let letters = line.char_indices().filter(|&(at, _)| outside(at));
    let sides = letters.filter_map(|(at, c)| Some((at, writing.letter(c)?.0)));
    // Of each run of one language its first and last letter.
    let mut runs: Vec<(Side, usize, usize)> = Vec::new();
    for (at, side) in sides {
        match runs.last_mut() {
            Some((last, _, end)) if *last == side => *end = at,
            _ => runs.push((side, at, at)),
        }
    }
    let cut = |change: usize| {
        let at = boundary(line, runs[change].2, runs[change + 1].1, outside)?;
        Some([Span::new(0, at), Span::new(at, line.len())])
    };
    let changes = runs.len().checked_sub(1)?;
    if changes < 2 {
        return if changes == 1 { cut(0) } else { None };
    }
    let sentences = |change: usize| {
        let halves = cut(change)?;
        let [first, second] = halves.map(|span| writing.read(span.of(line)));
        let words = |side: Option<Side>, span: Span| {
            side.map_or(0.0, |side| writing.weights_of_words(span.of(line))[side.index()])
        };
        let sure = first.sure && second.sure && first.side != second.side;
        let long = words(first.side, halves[0]) >= 6.0 && words(second.side, halves[1]) >= 6.0;
        (sure && long).then_some((first.share * second.share, halves))
    };
    let best =
        [0, changes - 1].into_iter().filter_map(sentences).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, halves)| halves)
}

/// Where the first language ends, between its last letter and the first letter of the second: after
/// the word, what follows it in brackets, and the figures that the second repeats.
fn boundary(
    line: &str,
    last: usize,
    next: usize,
    outside: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let gap = &line[last..next];
    let closed = gap.char_indices().filter(|&(at, _)| !outside(last + at)).last();
    let from = last + closed.map_or(0, |(at, _)| at);
    let blank = |&(at, c): &(usize, char)| c.is_whitespace() && outside(at);
    let mut blanks = line[from..next]
        .char_indices()
        .map(|(at, c)| (from + at, c))
        .filter(blank)
        .map(|(at, _)| at);
    let Some(mut at) = blanks.next() else {
        // A particle makes a word of the second language of a name in the first.
        return line[..last].rfind(char::is_whitespace);
    };
    let word_end = at;
    let figures = |text: &str| -> Vec<String> {
        let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
        runs.map(str::to_owned).collect()
    };
    // The number of a heading, an article, a pair of dates: no more.
    for end in blanks.take(6) {
        let (own, rest) = (figures(&line[word_end..end]), figures(&line[end..]));
        if own.is_empty() {
            continue;
        }
        if !own.iter().all(|figure| rest.contains(figure)) {
            break;
        }
        at = end;
    }
    Some(at)
}

/// Joins neighbouring cells of one language. Cells without letters go to what follows them, or stand
/// alone in a table, where they number the row. None if the cells are all of one language, or if a
/// cell is itself mixed (unless it is in a table).
fn stretches(
    line: &str,
    cells: &[Span],
    writing: &Writing,
    is_table: bool,
) -> Option<Vec<Stretch>> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut pending: Option<Span> = None;
    for &cell in cells {
        let reading = writing.read(cell.of(line));
        if reading.side.is_none() && is_table {
            stretches.push((None, cell));
            continue;
        }
        let Some(side) = reading.side else {
            pending = Some(pending.map_or(cell, |span| span.join(cell)));
            continue;
        };
        if !reading.sure && !is_table {
            return None;
        }
        let span = pending.take().map_or(cell, |before| before.join(cell));
        match stretches.last_mut() {
            Some((Some(last), joined)) if *last == side => *joined = joined.join(span),
            _ => stretches.push((Some(side), span)),
        }
    }
    if let (Some(span), Some((_, last))) = (pending, stretches.last_mut()) {
        *last = last.join(span);
    }
    let has = |side| stretches.iter().any(|&(own, _)| own == Some(side));
    (has(Side::Source) && has(Side::Target)).then_some(stretches)
}

fn accepts(
    line: &str,
    stretches: &[Stretch],
    separator: Separator,
    writing: &Writing,
    is_table: bool,
) -> bool {
    if separator.is_column() || is_table {
        return true;
    }
    let mut weights = stretches.iter().map(|(_, span)| writing.read(span.of(line)).weight);
    let (Some(first), Some(second), None) = (weights.next(), weights.next(), weights.next()) else {
        return false;
    };
    let (short, long) = if first < second { (first, second) } else { (second, first) };
    short >= 4.0 && short / long >= 0.2
}

/// The line cut after each sentence-final mark that is followed by a space.
fn sentence_cells(line: &str, outside: &dyn Fn(usize) -> bool) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut from = 0;
    let mut ended = false;
    for (at, c) in line.char_indices() {
        if matches!(c, '.' | '?' | '!' | '。' | '？' | '！' | '…') {
            ended = true;
        } else if ended && c.is_whitespace() && outside(at) {
            cells.push(Span::new(from, at));
            from = at;
            ended = false;
        } else if !matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '」' | '』' | '》') {
            ended = false;
        }
    }
    cells.push(Span::new(from, line.len()));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(lines: &[&str]) -> Vec<Vec<String>> {
        let text = lines.join("\n");
        let mut spans = Vec::new();
        let mut start = 0;
        for line in lines {
            spans.push(Span::new(start, start + line.len()));
            start += line.len() + 1;
        }
        let writing = Writing::new(&"en".parse().unwrap(), &"ko".parse().unwrap()).unwrap();
        let cut = cut(&text, &spans, &writing);
        cut.iter()
            .map(|cells| cells.iter().map(|cell| cell.span.of(&text).to_owned()).collect())
            .collect()
    }

    #[test]
    fn a_line_is_cut_between_its_languages() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str], &str); 13] = [
            ("Secret\t기밀",                   &["Secret", "기밀"],           "tab"),
            ("기밀 | Secret",                  &["기밀", "Secret"],           "pipe, Korean first"),
            ("Top Secret / 극비",              &["Top Secret", "극비"],       "slash"),
            ("7 copies made    7부 복사",       &["7 copies made", "7부 복사"], "columns"),
            ("The Party — 로동당",             &["The Party", "로동당"],      "dash"),
            ("1\tThe Party\t로동당",           &["1", "The Party", "로동당"], "the number of a row"),
            ("| Secret | | 기밀 |",            &["Secret", "기밀"],           "a table's own bars"),
            ("The Ambassador met 박정애 on 5 May. 그는 회담에서 다음과 같이 말하였다.",
             &["The Ambassador met 박정애 on 5 May.", "그는 회담에서 다음과 같이 말하였다."], "two sentences"),
            ("합의는 호응을 얻지 못했다.  언론은 결의를 공개하지 않았다.",
             &["합의는 호응을 얻지 못했다.  언론은 결의를 공개하지 않았다."],       "two spaces after a full stop"),
            ("주체 (Juche)",                   &["주체 (Juche)"],             "a gloss"),
            ("1부 a/a Brzezinski Henryk",      &["1부 a/a Brzezinski Henryk"], "a slash inside a word"),
            ("그는 고등당학교[Higher / Party School]를 마쳤다.",
             &["그는 고등당학교[Higher / Party School]를 마쳤다."],              "a slash in brackets"),
            ("the idea of 주체 — self-reliance — was new",
             &["the idea of 주체 — self-reliance — was new"],                 "dashes inside a sentence"),
        ];
        for (line, expected, why) in cases {
            assert_eq!(cells(&[line]), [expected], "{why}");
        }
    }

    #[test]
    fn three_rows_make_a_table() {
        let rows = [
            "economic plan / 경제계획",
            "a mission / 대표단",
            "an adviser / 고문",
            "U.S. / 미국과 그 밖의 모든 동맹국",
        ];
        assert_eq!(cells(&rows)[3], ["U.S.", "미국과 그 밖의 모든 동맹국"]);
        assert_eq!(cells(&rows[3..]), [["U.S. / 미국과 그 밖의 모든 동맹국"]]);
    }

    #[test]
    fn three_sentences_in_brackets_make_the_brackets_separators() {
        let rows = [
            "The harvest was poor in the northern districts. (북부 지역에서는 작황이 나빴다.)",
            "대표단은 공장 세 곳을 돌아보았다 (The delegation looked at three factories).",
            "Both sides signed the minutes (량측은 회의록에 서명하였다).",
            "The new schools（새 학교들）",
            "He spoke for an hour about the history of the Party (로동당).",
            "The last page is torn here and cannot be read [역주: 마지막 장이 찢어져 읽을 수 없다.]",
        ];
        let cut = cells(&rows);
        let expected: [&[&str]; 6] = [
            &["The harvest was poor in the northern districts.", "북부 지역에서는 작황이 나빴다."],
            &["대표단은 공장 세 곳을 돌아보았다", "The delegation looked at three factories"],
            &["Both sides signed the minutes", "량측은 회의록에 서명하였다"],
            &["The new schools", "새 학교들"],
            &rows[4..5],
            &rows[5..6],
        ];
        assert_eq!(cut, expected);
        assert_eq!(cells(&rows[2..4]), [[rows[2]], [rows[3]]], "one alone may be a remark");
        let glosses = [
            "조선로동당 (Workers' Party of Korea)",
            "내각 사무국 (Secretariat of the Cabinet)",
            "인민 위원회 (People's Committee of the city)",
        ];
        assert_eq!(cells(&glosses), glosses.map(|gloss| [gloss]), "names with their glosses");
    }

    #[test]
    fn where_sentences_meet_so_do_other_lines() {
        let table = [
            "The road was closed. 길이 막혀 있었다.",
            "Nobody was hurt in it. 다친 사람은 아무도 없었다.",
            "Work began again in May. 오월에 작업이 다시 시작되였다.",
        ];
        #[rustfmt::skip]
        let cases: [(&str, &[&str], &str); 9] = [
            ("Article 2 제2조",            &["Article 2", "제2조"],        "a figure that both repeat"),
            ("Chapter 3 3장",              &["Chapter 3", "3장"],          "the same, at the beginning of the second"),
            ("제2조 Article 2",            &["제2조", "Article 2"],        "Korean first"),
            ("Plan 1957 년 계획",           &["Plan", "1957 년 계획"],      "a figure that only the second has"),
            ("Rooms 4 and 5 4호실과 5호실",  &["Rooms 4 and 5", "4호실과 5호실"], "two figures"),
            ("Factories (old and new) 공장들", &["Factories (old and new)", "공장들"], "brackets belong to what they follow"),
            ("The aims of the plan were as follows: 이 plan의 목표는 다음과 같았다:",
             &["The aims of the plan were as follows:", "이 plan의 목표는 다음과 같았다:"], "a colon, and a word of English in the Korean"),
            ("An address could be http://example.org/a 일반적인 URL의 형식은 다음과 같다",
             &["An address could be http://example.org/a", "일반적인 URL의 형식은 다음과 같다"], "an address"),
            ("we went to 평양 and then to 원산 for the talks",
             &["we went to 평양 and then to 원산 for the talks"],               "names in an English sentence"),
        ];
        for (line, expected, why) in cases {
            let lines = [&table[..], &[line]].concat();
            assert_eq!(cells(&lines)[3], expected, "{why}");
        }
    }
}
