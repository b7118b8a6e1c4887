//! Cuts a list of texts into blocks that fit the caches, plans each and adds up what comes out.
//!
//! How the texts are cut depends on them alone, so the result does not depend on the number of
//! threads. A block may end inside a text: its plan holds the few tokens round it that its own can
//! see, so that cutting changes nothing.

use std::ops::Range;

use rayon::prelude::*;

use super::{
    DIMENSIONS,
    network::{Addition, Network, OUTSIDE, PADDING, Plan, REACH},
    table::Table,
    tokenizer::{END, START, Tokenizer},
};

/// Distinct pieces that are held at once, 15 kB each; a page ends when it has more.
const PAGE_PIECES: usize = 8192;
/// Tokens that one task works on.
const BLOCK_TOKENS: usize = 4096;
/// Tokens of one text that are planned together.
const SLICE_TOKENS: usize = 4096;

/// The tokens of a list of texts, one after the other, without start and end tokens.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    rows: Vec<u32>,
    ends: Vec<usize>,
}

impl Tokens {
    pub(super) fn new(tokenizer: Tokenizer, texts: &[&str]) -> Self {
        // In runs of many texts, so that tasks are not too small.
        let parts: Vec<Self> = texts
            .par_chunks(64)
            .map(|texts| {
                let mut tokens = Self::default();
                for text in texts {
                    tokenizer.encode(text, &mut tokens.rows);
                    tokens.ends.push(tokens.rows.len());
                }
                tokens
            })
            .collect();
        let mut all = Self::default();
        for part in parts {
            let before = all.rows.len();
            all.rows.extend(part.rows);
            all.ends.extend(part.ends.iter().map(|end| before + end));
        }
        all
    }

    /// Adds a text that is a run of the texts of others.
    pub(super) fn push(&mut self, others: &Self, run: Range<usize>) {
        self.rows.extend_from_slice(&others.rows[others.places(run)]);
        self.ends.push(self.rows.len());
    }

    /// How many texts there are.
    pub(super) fn texts(&self) -> usize {
        self.ends.len()
    }

    /// How many tokens a run of texts has, without its start and end.
    pub(super) fn count(&self, run: Range<usize>) -> usize {
        self.places(run).len()
    }

    fn places(&self, run: Range<usize>) -> Range<usize> {
        self.start(run.start)..self.start(run.end)
    }

    /// Where a text starts, or, behind the last one, where that ends.
    fn start(&self, text: usize) -> usize {
        if text == 0 { 0 } else { self.ends[text - 1] }
    }

    /// The text that a place lies in.
    fn text_at(&self, place: usize) -> usize {
        self.ends.partition_point(|&end| end <= place)
    }

    /// Places round a place that exist.
    fn round(&self, places: Range<usize>, margin: usize) -> Range<usize> {
        places.start.saturating_sub(margin)..(places.end + margin).min(self.rows.len())
    }
}

/// What is summed for each text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sums {
    /// One sum, over its tokens with start and end.
    Whole,
    /// Three sums, for runs: [`BODY`], [`OPEN`] and [`CLOSE`].
    Half,
}

/// The tokens of a text where all texts run on as one.
pub(super) const BODY: usize = 0;
/// The start token in front of the text, and what it changes in the first tokens behind it.
pub(super) const OPEN: usize = 1;
/// The end token behind the text, and what it changes in the last tokens before it.
pub(super) const CLOSE: usize = 2;
/// In a run of fewer tokens start and end see each other, and the three do not add up.
pub(super) const SHORTEST: usize = 2 * REACH;

impl Sums {
    /// How many sums a text has.
    pub(super) fn of_a_text(self) -> usize {
        match self {
            Self::Whole => 1,
            Self::Half => 3,
        }
    }
}

/// The projected sums of every text: `texts * sums.of_a_text()` × [`DIMENSIONS`].
pub(super) fn sums(network: &Network, table: &Table, tokens: &Tokens, sums: Sums) -> Vec<f32> {
    let slices = slices(tokens);
    let mut slots = Slots::default();
    let mut out = vec![0.0; tokens.texts() * sums.of_a_text() * DIMENSIONS];
    let mut rest = slices.as_slice();
    while !rest.is_empty() {
        let (page, after) = rest.split_at(slots.fill(tokens, rest));
        rest = after;
        let pieces = network.pieces(table, &slots.rows);
        let results: Vec<(usize, Vec<f32>)> = blocks(page)
            .into_par_iter()
            .map(|block| {
                let mut planner = Planner::new(tokens, &slots, sums, block);
                match sums {
                    Sums::Whole => planner.whole(block),
                    Sums::Half => planner.half(block),
                }
                (planner.first, network.sums(&pieces, &planner.plan))
            })
            .collect();
        for (first, result) in results {
            let start = first * sums.of_a_text() * DIMENSIONS;
            for (out, value) in out[start..].iter_mut().zip(result) {
                *out += value;
            }
        }
    }
    out
}

/// Places of the tokens of one text, of a long text several times.
fn slices(tokens: &Tokens) -> Vec<Range<usize>> {
    let mut slices = Vec::with_capacity(tokens.texts());
    for text in 0..tokens.texts() {
        let places = tokens.places(text..text + 1);
        for start in places.clone().step_by(SLICE_TOKENS) {
            slices.push(start..(start + SLICE_TOKENS).min(places.end));
        }
    }
    slices
}

/// Runs of slices of about [`BLOCK_TOKENS`] tokens.
fn blocks(slices: &[Range<usize>]) -> Vec<&[Range<usize>]> {
    let mut blocks = Vec::new();
    let mut first = 0;
    for (index, slice) in slices.iter().enumerate() {
        if slice.end - slices[first].start > BLOCK_TOKENS && index > first {
            blocks.push(&slices[first..index]);
            first = index;
        }
    }
    blocks.push(&slices[first..]);
    blocks
}

/// The distinct pieces of a page and where each is.
#[derive(Debug, Default)]
struct Slots {
    /// The slot of a row of the table, [`OUTSIDE`] if it is not in the page.
    of_row: Vec<u32>,
    /// The row in each slot but the first.
    rows: Vec<u32>,
}

impl Slots {
    /// Empties itself and takes as many slices as fit, at least one; returns how many.
    fn fill(&mut self, tokens: &Tokens, slices: &[Range<usize>]) -> usize {
        for &row in &self.rows {
            self.of_row[row as usize] = OUTSIDE;
        }
        self.rows.clear();
        self.take(&[START, END]);
        for (count, slice) in slices.iter().enumerate() {
            if count > 0 && self.rows.len() > PAGE_PIECES {
                return count;
            }
            self.take(&tokens.rows[tokens.round(slice.clone(), 2 * REACH)]);
        }
        slices.len()
    }

    fn take(&mut self, rows: &[u32]) {
        for &row in rows {
            let index = row as usize;
            if index >= self.of_row.len() {
                self.of_row.resize(index + 1, OUTSIDE);
            }
            if self.of_row[index] == OUTSIDE {
                self.rows.push(row);
                // There are no more of them than pieces, and those are counted in 32 bits.
                #[expect(clippy::cast_possible_truncation)]
                let slot = self.rows.len() as u32;
                self.of_row[index] = slot;
            }
        }
    }
}

/// Builds the plan of a block.
struct Planner<'a> {
    tokens: &'a Tokens,
    slots: &'a Slots,
    sums: Sums,
    /// The text that the first sums of the plan belong to.
    first: usize,
    plan: Plan,
}

impl<'a> Planner<'a> {
    fn new(tokens: &'a Tokens, slots: &'a Slots, sums: Sums, block: &[Range<usize>]) -> Self {
        // A token is near to the start and end of others than its own text, if those are short.
        let margin = if sums == Sums::Half { REACH } else { 0 };
        let touched = tokens.round(block[0].start..block[block.len() - 1].end, margin);
        let first = tokens.text_at(touched.start);
        let texts = tokens.text_at(touched.end - 1) + 1 - first;
        let mut plan = Plan { sums: texts * sums.of_a_text(), ..Plan::default() };
        plan.rows.extend([OUTSIDE; PADDING]);
        Self { tokens, slots, sums, first, plan }
    }

    /// Every text between its start and end tokens, and padding between texts.
    fn whole(&mut self, block: &[Range<usize>]) {
        for slice in block {
            let text = self.tokens.text_at(slice.start);
            let places = self.tokens.places(text..text + 1);
            if places.start + REACH >= slice.start {
                self.row(START);
                if places.start == slice.start {
                    self.add(text, 0, 1.0);
                }
            }
            let seen = self.tokens.round(slice.clone(), REACH);
            for place in seen.start.max(places.start)..seen.end.min(places.end) {
                self.row(self.tokens.rows[place]);
                if slice.contains(&place) {
                    self.add(text, 0, 1.0);
                }
            }
            if slice.end + REACH >= places.end {
                self.row(END);
                if slice.end == places.end {
                    self.add(text, 0, 1.0);
                }
            }
            self.plan.rows.extend([OUTSIDE; PADDING]);
        }
    }

    /// The texts as they run on, then what the start and end tokens of each change.
    fn half(&mut self, block: &[Range<usize>]) {
        let own = block[0].start..block[block.len() - 1].end;
        for place in self.tokens.round(own.clone(), REACH) {
            self.row(self.tokens.rows[place]);
            if own.contains(&place) {
                self.running(place);
            }
        }
        self.plan.rows.extend([OUTSIDE; PADDING]);
        for slice in block {
            let text = self.tokens.text_at(slice.start);
            let places = self.tokens.places(text..text + 1);
            if slice.start == places.start {
                self.opening(text, slice.start);
            }
            if slice.end == places.end {
                self.closing(text, slice.end);
            }
        }
    }

    /// A token of the running text belongs to its own text's body; near the start or end of a text
    /// it will stand there once more, so it is taken out here.
    fn running(&mut self, place: usize) {
        let own = self.tokens.text_at(place);
        self.add(own, BODY, 1.0);
        for text in (0..=own).rev() {
            if place >= self.tokens.start(text) + REACH {
                break;
            }
            self.add(text, OPEN, -1.0);
        }
        for text in own..self.tokens.texts() {
            if place + REACH < self.tokens.start(text + 1) {
                break;
            }
            self.add(text, CLOSE, -1.0);
        }
    }

    /// The start token, the tokens it changes, and as many again that those see. Nothing that is
    /// wanted sees beyond the strip, so there is no padding behind it.
    fn opening(&mut self, text: usize, start: usize) {
        if !self.plan.rows.ends_with(&[OUTSIDE; PADDING]) {
            self.plan.rows.extend([OUTSIDE; PADDING]);
        }
        self.row(START);
        self.add(text, OPEN, 1.0);
        for ahead in 0..2 * REACH {
            match self.tokens.rows.get(start + ahead) {
                Some(&row) => self.row(row),
                None => self.plan.rows.push(OUTSIDE),
            }
            if ahead < REACH && start + ahead < self.tokens.rows.len() {
                self.add(text, OPEN, 1.0);
            }
        }
    }

    /// The same before the end token, with padding behind it and none before the strip.
    fn closing(&mut self, text: usize, end: usize) {
        for back in (1..=2 * REACH).rev() {
            match end.checked_sub(back) {
                Some(place) => self.row(self.tokens.rows[place]),
                None => self.plan.rows.push(OUTSIDE),
            }
            if back <= REACH && back <= end {
                self.add(text, CLOSE, 1.0);
            }
        }
        self.row(END);
        self.add(text, CLOSE, 1.0);
        self.plan.rows.extend([OUTSIDE; PADDING]);
    }

    fn row(&mut self, row: u32) {
        self.plan.rows.push(self.slots.of_row[row as usize]);
    }

    /// Adds the last row to a sum of a text.
    fn add(&mut self, text: usize, kind: usize, sign: f32) {
        let sum = (text - self.first) * self.sums.of_a_text() + kind;
        self.plan.additions.push(Addition { row: self.plan.rows.len() - 1, sum, sign });
    }
}
