//! Paragraphs, tables and notes of a word processor's file into blocks with their places.
//!
//! A paragraph may hold others: a text box, a table, a note stand inside one where they are anchored. What is inside
//! comes after the paragraph that holds it, so that no sentence is cut.

use super::{
    MAX_BYTES,
    block::BlockKind,
    fault::Fault,
    made::{Made, Maker},
    nested::Nested,
    place::Place,
};

/// Stands for a forced line break in a paragraph that is open; no text has it that people write.
const BREAK: char = '\u{2028}';

/// The stretches that stand at the edge of each page.
const BESIDE: [&str; 2] = ["header", "footer"];

/// Makes blocks of what a file tells in order.
#[derive(Debug, Default)]
pub(super) struct Flow {
    maker: Maker,
    /// Paragraphs that are open, each inside the one before.
    open: Vec<Open>,
    /// Paragraphs that wait for the end of the one that holds them.
    waiting: Nested<Done>,
    /// A paragraph whose end was deleted, and the mark of which is that of the next.
    unended: Option<Open>,
    /// How many paragraphs stand in text boxes.
    boxed: u32,
    /// Tables that are open, each in a cell of the one before.
    tables: Vec<Table>,
    table_count: u32,
    /// A stretch beside the body, and the note that is open, each with its count of paragraphs.
    part: Option<(Box<str>, u32)>,
    note: Option<(u32, u32)>,
    slide: Option<(u32, u32)>,
    note_count: u32,
    paragraphs: u32,
    /// The last block that was made: its kind and the table of its cell.
    last: Option<(BlockKind, Option<u32>)>,
    /// For each block, whether nothing separates it from the one before but that it is another paragraph.
    close: Vec<bool>,
    empty_before: bool,
    empty: usize,
}

#[derive(Debug)]
struct Open {
    text: String,
    kind: BlockKind,
    place: Place,
    /// Whether the next paragraph is one with it.
    goes_on: bool,
    /// Whether it stands inside another with nothing between them that has paragraphs of its own: in a text box.
    is_boxed: bool,
    /// What it stands in.
    around: Around,
}

/// The cell and note that a paragraph stands in, and how many paragraphs it is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Around {
    depth: usize,
    cell: Option<(u32, u32, u32)>,
    note: Option<u32>,
}

#[derive(Debug)]
struct Done {
    open: Open,
    table: Option<u32>,
}

#[derive(Debug)]
struct Table {
    number: u32,
    row: u32,
    cell: u32,
    paragraph: u32,
}

impl Flow {
    /// A paragraph begins.
    pub(super) fn begin(&mut self) {
        let around = self.around();
        if let Some(open) = self.unended.take() {
            if open.around == around {
                self.open.push(Open { kind: BlockKind::Paragraph, ..open });
                return;
            }
            self.unended = Some(open);
            self.end_unended();
        }
        let is_boxed = self.open.last().is_some_and(|outer| {
            (outer.around.cell, outer.around.note) == (around.cell, around.note)
        });
        self.open.push(Open {
            text: String::new(),
            kind: BlockKind::Paragraph,
            place: Place::default(),
            goes_on: false,
            is_boxed,
            around,
        });
    }

    fn around(&self) -> Around {
        Around {
            depth: self.open.len(),
            cell: self.tables.last().map(|table| (table.number, table.row, table.cell)),
            note: self.note.map(|(note, _)| note),
        }
    }

    /// Says that the mark that ends the open paragraph was deleted: the next is one with it.
    pub(super) fn goes_on(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.goes_on = true;
        }
    }

    /// The same where the next one would stand elsewhere; a paragraph inside another that is open may wait.
    fn end_unended_here(&mut self) {
        if self.unended.as_ref().is_some_and(|open| open.around.depth >= self.open.len()) {
            self.end_unended();
        }
    }

    /// Ends a paragraph that has no next one to be one with.
    fn end_unended(&mut self) {
        if let Some(open) = self.unended.take() {
            self.ended(open);
        }
    }

    /// Says what the open paragraph is.
    pub(super) fn is(&mut self, kind: BlockKind) {
        if let Some(open) = self.open.last_mut() {
            open.kind = kind;
        }
    }

    /// Says that the open paragraph is an entry of a list, if it is nothing else.
    pub(super) fn is_item(&mut self) {
        if let Some(open) = self.open.last_mut().filter(|open| open.kind == BlockKind::Paragraph) {
            open.kind = BlockKind::Item;
        }
    }

    /// Characters of the open paragraph.
    pub(super) fn push(&mut self, text: &str) {
        if let Some(open) = self.open.last_mut() {
            open.text.extend(text.chars().filter(|c| *c != BREAK));
        }
    }

    /// Whether a paragraph is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether the open paragraph ends in white space or has nothing yet.
    pub(super) fn after_blank(&self) -> bool {
        self.open
            .last()
            .is_none_or(|open| open.text.is_empty() || open.text.ends_with(char::is_whitespace))
    }

    /// A forced line break: the end of a block, unless the sentence plainly goes on.
    pub(super) fn line_break(&mut self) {
        let Some(open) = self.open.last_mut() else { return };
        let goes_on = open.text.trim_end().ends_with([',', '、', '，', '·']);
        open.text.push(if goes_on { ' ' } else { BREAK });
    }

    /// The open paragraph ends.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        // One inside this one that waited for a next one has none.
        if self.unended.as_ref().is_some_and(|inner| inner.around.depth == self.open.len()) {
            self.end_unended();
        }
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        if std::mem::take(&mut open.goes_on) {
            self.unended = Some(open);
            return Ok(());
        }
        self.ended(open);
        if self.maker.len() as u64 > MAX_BYTES {
            let limit = format!("{} MiB", MAX_BYTES >> 20);
            return Err(Fault::TooMuch { part: "its text".into(), limit });
        }
        Ok(())
    }

    fn ended(&mut self, mut open: Open) {
        let table = self.tables.last().map(|table| table.number);
        let is_beside = self.part.as_ref().is_some_and(|(name, _)| BESIDE.contains(&&**name));
        if is_beside && is_page_number(&open.text) {
            for done in self.waiting.dropped(self.open.len()) {
                self.make(done);
            }
            return;
        }
        let has_words = !open.text.trim().is_empty();
        if has_words {
            open.place = self.next_place(open.is_boxed);
        }
        if self.note.is_some() {
            open.kind = BlockKind::Note;
        } else if table.is_some() && open.kind != BlockKind::Heading {
            open.kind = BlockKind::Cell;
        }
        for done in self.waiting.ended(Done { open, table }, self.open.len()) {
            self.make(done);
        }
    }

    fn next_place(&mut self, is_boxed: bool) -> Place {
        let next = |count: &mut u32| {
            *count += 1;
            Some(*count)
        };
        let mut place = Place::default();
        if let Some((slide, _)) = &self.slide {
            place.slide = Some(*slide);
        }
        if let Some((name, _)) = &self.part {
            place.part = Some(name.clone());
        }
        // What stands in a box comes behind the paragraph that holds it, and is counted apart from the body.
        if is_boxed && self.part.is_none() && self.slide.is_none() {
            place.part = Some("text box".into());
            place.paragraph = next(&mut self.boxed);
        } else if let Some((note, count)) = &mut self.note {
            place.note = Some(*note);
            place.paragraph = next(count).filter(|number| *number > 1);
        } else if let Some(table) = self.tables.last_mut() {
            let Table { number, row, cell, .. } = *table;
            (place.table, place.row, place.cell) = (Some(number), Some(row), Some(cell));
            place.paragraph = next(&mut table.paragraph).filter(|number| *number > 1);
        } else if let Some((_, count)) = self.part.as_mut() {
            place.paragraph = next(count);
        } else if let Some((_, count)) = self.slide.as_mut() {
            place.paragraph = next(count);
        } else {
            place.paragraph = next(&mut self.paragraphs);
        }
        place
    }

    fn make(&mut self, Done { open, table }: Done) {
        let Open { text, kind, place, .. } = open;
        if text.trim().is_empty() {
            if table.is_none() {
                self.empty_before = true;
                self.empty += 1;
            }
            return;
        }
        let mut adjoins = match (self.last, kind) {
            (Some((BlockKind::Cell, of)), BlockKind::Cell) => of == table,
            (Some((BlockKind::Item, _)), BlockKind::Item) => !self.empty_before,
            _ => false,
        };
        for line in text.split(BREAK).filter(|line| !line.trim().is_empty()) {
            self.maker.push(line);
            self.maker.end_at(kind, adjoins, place.clone());
            let is_plain = matches!(kind, BlockKind::Paragraph | BlockKind::Code);
            let after_plain = self.last.is_some_and(|(last, _)| last == kind);
            self.close.push(is_plain && after_plain && !self.empty_before);
            adjoins = true;
            self.empty_before = false;
            self.last = Some((kind, table));
        }
    }

    pub(super) fn table_begins(&mut self) {
        self.end_unended_here();
        self.table_count += 1;
        self.tables.push(Table { number: self.table_count, row: 0, cell: 0, paragraph: 0 });
    }

    pub(super) fn row_begins(&mut self) {
        self.end_unended_here();
        if let Some(table) = self.tables.last_mut() {
            (table.row, table.cell) = (table.row + 1, 0);
        }
    }

    pub(super) fn cell_begins(&mut self) {
        self.end_unended_here();
        if let Some(table) = self.tables.last_mut() {
            (table.cell, table.paragraph) = (table.cell + 1, 0);
        }
    }

    pub(super) fn table_ends(&mut self) {
        self.end_unended_here();
        self.tables.pop();
    }

    pub(super) fn note_begins(&mut self) {
        self.end_unended_here();
        self.note_count += 1;
        self.note = Some((self.note_count, 0));
    }

    pub(super) fn note_ends(&mut self) {
        self.end_unended_here();
        self.note = None;
    }

    /// What follows stands in a stretch beside the body, or in the body again.
    pub(super) fn part(&mut self, name: Option<&str>) {
        self.end_unended_here();
        self.part = name.map(|name| (name.into(), 0));
    }

    /// What follows stands on a slide.
    pub(super) fn slide(&mut self, number: u32) {
        self.end_unended_here();
        self.slide = Some((number, 0));
    }

    /// The whole. Where empty paragraphs set the others apart, as in a text that was typed into a word processor, those
    /// without one between them are lines below each other.
    pub(super) fn finish(mut self) -> Made {
        self.end_unended();
        let mut made = self.maker.finish();
        // Lines of what was a listing stand apart from blocks that were counted.
        if made.blocks.len() != self.close.len() {
            return made;
        }
        let plain = made.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).count();
        if self.empty * 2 >= plain {
            for (block, close) in made.blocks.iter_mut().zip(self.close) {
                block.adjoins |= close;
            }
        }
        made
    }
}

/// Whether a line of a header or footer is the number of the page, alone or out of all: 7, – 7 –, 7 / 12.
fn is_page_number(text: &str) -> bool {
    let is_sign = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '|');
    let mut numbers = text.split(is_sign).filter(|part| !part.is_empty()).peekable();
    numbers.peek().is_some()
        && numbers.clone().count() <= 2
        && numbers.all(|number| number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit()))
}
