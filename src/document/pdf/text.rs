//! Pages into one text. A paragraph goes on over the end of a page, so that what stands at the edge of page after page comes
//! behind all of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        compose,
        made::Made,
        place::{Landmark, Place},
    },
    line::{Before, Habits, Line, Page},
};
use crate::text::Span;

/// The text of pages, each with its number: lines as they stand, a form feed between pages,
/// but where a paragraph goes on over the end of one.
pub(super) fn made(pages: &[(u32, Page)], habits: &Habits) -> Made {
    let edges = Edges::of(pages);
    let mut writer = Writer::default();
    for (at, (number, page)) in pages.iter().enumerate() {
        let body: Vec<usize> =
            (0..page.lines.len()).filter(|&i| !edges.has(&page.lines[i])).collect();
        let (first, last) = (body.first().copied(), body.last().copied());
        // What stands before the first line of a page if the text of the page before goes on there.
        let next = pages.get(at + 1).map(|(_, page)| page);
        let next_first = next.and_then(|page| page.lines.iter().find(|line| !edges.has(line)));
        let over = last.zip(next_first).map(|(last, first)| page.over_the_end(last, first, habits));
        let goes_over = matches!(over, Some(Before::Joined { .. }));
        writer.page_begins();
        for (i, line) in page.lines.iter().enumerate() {
            let place =
                Place { page: Some(*number), line: u32::try_from(i + 1).ok(), ..Place::default() };
            if edges.has(line) {
                writer.edge(line, place);
                continue;
            }
            if Some(i) == first {
                let before = writer.over.take().unwrap_or(Before::Room);
                writer.line(line, before, place);
            } else {
                writer.line(line, line.before, place);
            }
            if Some(i) == last && goes_over {
                writer.over = over;
            }
        }
    }
    writer.finish()
}

/// The lines that stand at the edge of at least half of the pages, and of two, by their templates.
struct Edges(BTreeSet<String>);

impl Edges {
    fn of(pages: &[(u32, Page)]) -> Self {
        let mut on: BTreeMap<String, Vec<(u32, Vec<u64>)>> = BTreeMap::new();
        for (number, page) in pages {
            for line in page.lines.iter().filter(|line| line.is_edge) {
                on.entry(template(line)).or_default().push((*number, numbers(line)));
            }
        }
        on.retain(|_, lines| {
            let on: BTreeSet<u32> = lines.iter().map(|(page, _)| *page).collect();
            on.len() >= 2 && on.len() * 2 >= pages.len() && follow_pages(lines)
        });
        Self(on.into_keys().collect())
    }

    fn has(&self, line: &Line) -> bool {
        line.is_edge && self.0.contains(&template(line))
    }
}

/// Whether each number that stands in lines of a template is the same on all pages or counts them: a heading with a number
/// that stands at the edge of pages by chance does neither.
fn follow_pages(lines: &[(u32, Vec<u64>)]) -> bool {
    let Some(((first, numbers), rest)) = lines.split_first() else { return false };
    (0..numbers.len()).all(|at| {
        let is_same = |(_, own): &(u32, Vec<u64>)| own.get(at) == numbers.get(at);
        let counts = |(page, own): &(u32, Vec<u64>)| {
            own.get(at) == Some(&(numbers[at] + u64::from(page - first)))
        };
        rest.iter().all(is_same) || rest.iter().all(counts)
    })
}

/// The numbers of a line; no page has more than nine digits.
fn numbers(line: &Line) -> Vec<u64> {
    let is_digit = |c: char| c.is_ascii_digit();
    let runs = line.text().split(|c: char| !is_digit(c) && !c.is_whitespace());
    let runs = runs.map(|run| run.chars().filter(|c| is_digit(*c)).take(9).collect::<String>());
    runs.filter_map(|run| run.parse().ok()).collect()
}

/// The letters of a line, with a sign for each number.
fn template(line: &Line) -> String {
    let mut template = String::new();
    for c in line.text().chars().filter(|c| !c.is_whitespace()) {
        match c {
            '0'..='9' if template.ends_with('#') => {}
            '0'..='9' => template.push('#'),
            c => template.push(c),
        }
    }
    template
}

#[derive(Default)]
struct Writer {
    made: Made,
    /// What stands at the edges of pages.
    edges: Vec<(String, Place)>,
    /// How the paragraph at the end of the last page goes on.
    over: Option<Before>,
}

impl Writer {
    fn page_begins(&mut self) {
        if self.over.is_none() && !self.made.text.is_empty() {
            self.end_line();
            self.made.text.push('\u{c}');
        }
    }

    /// A line of the text.
    fn line(&mut self, line: &Line, before: Before, place: Place) {
        if let Before::Joined { blank } = before {
            if blank {
                self.made.text.push(' ');
            }
        } else {
            self.end_line();
            if before == Before::Room && !self.made.text.is_empty() && !self.at_page() {
                self.made.text.push('\n');
            }
        }
        self.push(line.text(), place);
    }

    /// A line that is no part of the text.
    fn edge(&mut self, line: &Line, place: Place) {
        self.edges.push((line.text().to_owned(), place));
    }

    fn at_page(&self) -> bool {
        self.made.text.ends_with('\u{c}')
    }

    /// Ends the line that is open.
    fn end_line(&mut self) {
        if !self.made.text.is_empty() && !self.made.text.ends_with(['\n', '\u{c}']) {
            self.made.text.push('\n');
        }
    }

    fn push(&mut self, text: &str, place: Place) {
        let start = self.made.text.len();
        self.made.places.push(Landmark { start, place });
        match compose::compose(text) {
            Some((text, _)) => self.made.text.push_str(&text),
            None => self.made.text.push_str(text),
        }
    }

    fn finish(mut self) -> Made {
        self.end_line();
        for (text, place) in std::mem::take(&mut self.edges) {
            self.made.text.push('\u{c}');
            let start = self.made.text.len();
            self.push(&text, place);
            self.made.furniture.push(Span::new(start, self.made.text.len()));
            self.made.text.push('\n');
        }
        self.made
    }
}
