//! Hangul's `.hwp`, version 5: the sections in order, as the specification that the maker published tells.
//!
//! A section is a stream of records. The text of a paragraph is one of them, in units of UTF-16 among which controls
//! stand: of one unit, or of eight, of which all but the first are no text. Tables, notes, headers and text boxes are
//! records below the paragraph that holds them, each with a list of paragraphs.

use std::io::{Cursor, Read};

use super::{block::BlockKind, fault::Fault, flow::Flow, hangul, made::Made};

/// Records by their tags.
mod tag {
    pub(super) const STYLE: u16 = 0x1a;
    pub(super) const PARA_HEADER: u16 = 0x42;
    pub(super) const PARA_TEXT: u16 = 0x43;
    pub(super) const CTRL_HEADER: u16 = 0x47;
    pub(super) const LIST_HEADER: u16 = 0x48;
    pub(super) const TABLE: u16 = 0x4d;
}

/// What a section unpacks to, in bytes, is bounded: so much …
const MOST_UNPACKED: u64 = 64 << 20;
/// … and so many times the size of the file.
const MOST_RATIO: u64 = 16;
/// Records are no further below each other: the format has ten bits for it.
const MOST_LEVEL: u16 = 1000;

/// What a reader sees of a document of Hangul.
pub(super) fn read(bytes: &[u8]) -> Result<Made, Fault> {
    if bytes.starts_with(b"HWP Document File V") {
        return Err(Fault::Locked(
            "it is of version 3 of Hangul, which is not read: open it in Hangul and save it as .hwpx",
        ));
    }
    let not = |problem: String| Fault::Not { format: "hwp", problem };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes))
        .map_err(|error| not(format!("it is no compound file ({error})")))?;
    let most = MOST_UNPACKED + MOST_RATIO * bytes.len() as u64;
    let mut left = most;
    if file.is_stream("EncryptedPackage") {
        return Err(Fault::Encrypted);
    }
    let header = stream(&mut file, "FileHeader", false, &mut left, most)?
        .filter(|header| header.starts_with(b"HWP Document File") && header.len() >= 40)
        .ok_or_else(|| not("FileHeader is missing in it; is it an old .doc?".into()))?;
    let flags = u32::from_le_bytes([header[36], header[37], header[38], header[39]]);
    let has = |bit: u32| flags & (1 << bit) != 0;
    if has(1) || has(8) {
        return Err(Fault::Encrypted);
    }
    if has(2) {
        return Err(Fault::Locked(
            "it is a document for distribution, the text of which is locked: ask for the original, or copy the text \
             out of Hangul",
        ));
    }
    if has(4) || has(10) {
        return Err(Fault::Locked("it is protected by rights management: get a copy without it"));
    }
    let packed = has(0);
    let info = stream(&mut file, "DocInfo", packed, &mut left, most)?.unwrap_or_default();
    let mut body = Body { flow: Flow::default(), headings: headings(&info), ..Body::default() };
    let mut number = 0;
    while let Some(section) =
        stream(&mut file, &format!("BodyText/Section{number}"), packed, &mut left, most)?
    {
        body.section(&section, number)?;
        number += 1;
    }
    if number == 0 {
        return Err(not("BodyText/Section0 is missing in it".into()));
    }
    Ok(body.flow.finish())
}

/// All of a stream, unpacked if the file is `packed`; none if there is none.
fn stream(
    file: &mut cfb::CompoundFile<Cursor<&[u8]>>,
    name: &str,
    packed: bool,
    left: &mut u64,
    most: u64,
) -> Result<Option<Vec<u8>>, Fault> {
    if !file.is_stream(name) {
        return Ok(None);
    }
    let damaged = |error: std::io::Error| Fault::Damaged {
        part: name.into(),
        problem: format!("it cannot be unpacked ({error})"),
    };
    let stream = file.open_stream(name).map_err(damaged)?;
    let mut bytes = Vec::new();
    let input: Box<dyn Read + '_> =
        if packed { Box::new(flate2::read::DeflateDecoder::new(stream)) } else { Box::new(stream) };
    input.take(*left + 1).read_to_end(&mut bytes).map_err(damaged)?;
    let Some(rest) = left.checked_sub(bytes.len() as u64) else {
        let limit = format!("{} MiB", most >> 20);
        return Err(Fault::TooMuch { part: "what it unpacks to".into(), limit });
    };
    *left = rest;
    Ok(Some(bytes))
}

/// One record: its tag, its level, and its data.
struct Record<'a> {
    tag: u16,
    level: u16,
    data: &'a [u8],
}

/// The records of a stream; one that is cut short is the last, and told.
fn records(mut bytes: &[u8]) -> impl Iterator<Item = Result<Record<'_>, ()>> {
    std::iter::from_fn(move || {
        if bytes.is_empty() {
            return None;
        }
        let mut word = || {
            let (word, rest) = bytes.split_first_chunk::<4>()?;
            bytes = rest;
            Some(u32::from_le_bytes(*word))
        };
        let head = word();
        let size =
            head.and_then(|head| if head >> 20 == 0xfff { word() } else { Some(head >> 20) });
        let (Some(head), Some(size)) = (head, size) else {
            bytes = &[];
            return Some(Err(()));
        };
        let Some((data, rest)) = bytes.split_at_checked(size as usize) else {
            bytes = &[];
            return Some(Err(()));
        };
        bytes = rest;
        let (tag, level) = ((head & 0x3ff) as u16, (head >> 10 & 0x3ff) as u16);
        Some(Ok(Record { tag, level, data }))
    })
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

/// Which styles are of headings, by their numbers.
fn headings(info: &[u8]) -> Vec<bool> {
    let styles = records(info).flatten().filter(|record| record.tag == tag::STYLE);
    let is_heading = |data: &[u8]| {
        let len = usize::from(u16_at(data, 0)?);
        let name = data.get(2..2 + 2 * len)?;
        let units: Vec<u16> =
            name.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        Some(hangul::names_heading(&String::from_utf16_lossy(&units)))
    };
    styles.map(|style| is_heading(style.data).unwrap_or_default()).collect()
}

/// What a control holds that is open, by the four letters of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Table,
    Note,
    Beside,
    /// Remarks, of which nothing is read.
    Hidden,
    Other,
}

/// A record that others stand below.
struct Holder {
    level: u16,
    holds: Holds,
    /// The columns of a table, once they are known, and the cells that have been read.
    columns: u16,
    /// The row of a table that is read.
    row: Option<u16>,
}

#[derive(Default)]
struct Body {
    flow: Flow,
    headings: Vec<bool>,
    controls: Vec<Holder>,
    /// Levels of the paragraphs that are open.
    paragraphs: Vec<u16>,
    hidden: usize,
}

impl Body {
    fn section(&mut self, section: &[u8], number: usize) -> Result<(), Fault> {
        for record in records(section) {
            let Ok(record) = record else {
                self.close(0)?;
                let (part, problem) = (format!("BodyText/Section{number}"), "it is cut short");
                return Err(Fault::Damaged { part, problem: problem.into() });
            };
            if record.level > MOST_LEVEL {
                let limit = format!("{MOST_LEVEL} records below each other");
                return Err(Fault::TooMuch { part: format!("BodyText/Section{number}"), limit });
            }
            self.record(&record)?;
        }
        self.close(0)
    }

    fn record(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        match record.tag {
            tag::PARA_HEADER => {
                self.close(record.level)?;
                self.flow.begin();
                self.paragraphs.push(record.level);
                let style = record.data.get(10).copied().unwrap_or_default();
                if self.headings.get(usize::from(style)).copied().unwrap_or_default() {
                    self.flow.is(BlockKind::Heading);
                }
            }
            tag::PARA_TEXT if self.hidden == 0 => self.text(record.data),
            tag::CTRL_HEADER => {
                self.close(record.level)?;
                self.control(record);
            }
            tag::TABLE => {
                if let Some(table) = self.controls.last_mut() {
                    table.columns = u16_at(record.data, 6).unwrap_or_default();
                }
            }
            tag::LIST_HEADER => self.list(record)?,
            _ => {}
        }
        Ok(())
    }

    /// A control begins.
    fn control(&mut self, record: &Record<'_>) {
        let mut kind = record.data.get(..4).unwrap_or_default().to_vec();
        kind.reverse();
        let holds = match &kind[..] {
            b"tbl " => {
                self.flow.table_begins();
                Holds::Table
            }
            b"fn  " | b"en  " => {
                self.flow.note_begins();
                Holds::Note
            }
            b"head" | b"foot" => {
                self.flow.part(Some(if kind == b"head" { "header" } else { "footer" }));
                Holds::Beside
            }
            b"tcmt" | b"%%me" | b"%unk" => {
                self.hidden += 1;
                Holds::Hidden
            }
            _ => Holds::Other,
        };
        self.controls.push(Holder { level: record.level, holds, columns: 0, row: None });
    }

    /// A list of paragraphs begins: a cell, if it is one of a table, or a caption.
    fn list(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        // The paragraphs of the list before stand at the same level, and what they hold below.
        self.close(record.level)?;
        let table = self.controls.last_mut().filter(|control| {
            control.holds == Holds::Table
                && control.columns > 0
                && control.level + 1 == record.level
        });
        if let (Some(table), Some(row)) = (table, u16_at(record.data, 10)) {
            if table.row.replace(row) != Some(row) {
                self.flow.row_begins();
            }
            self.flow.cell_begins();
        }
        Ok(())
    }

    /// Ends what stands at `level` and below.
    fn close(&mut self, level: u16) -> Result<(), Fault> {
        loop {
            let paragraph = self.paragraphs.last().copied().filter(|at| *at >= level);
            let control =
                self.controls.last().map(|control| control.level).filter(|at| *at >= level);
            match (paragraph, control) {
                (None, None) => return Ok(()),
                (Some(paragraph), control) if control.is_none_or(|control| paragraph > control) => {
                    self.end()?;
                }
                _ => self.leave(),
            }
        }
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.paragraphs.pop();
        self.flow.end()
    }

    fn leave(&mut self) {
        let Some(control) = self.controls.pop() else { return };
        match control.holds {
            Holds::Table => self.flow.table_ends(),
            Holds::Note => self.flow.note_ends(),
            Holds::Beside => self.flow.part(None),
            Holds::Hidden => self.hidden = self.hidden.saturating_sub(1),
            Holds::Other => {}
        }
    }

    /// The text of a paragraph.
    fn text(&mut self, data: &[u8]) {
        let units: Vec<u16> =
            data.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        let mut at = 0;
        let mut from = 0;
        let push = |flow: &mut Flow, units: &[u16]| {
            flow.push(&hangul::composed(&String::from_utf16_lossy(units)));
        };
        while at < units.len() {
            let unit = units[at];
            if unit >= 32 {
                at += 1;
                continue;
            }
            push(&mut self.flow, &units[from..at]);
            let width = match unit {
                0 | 10 | 13 | 24..=31 => 1,
                _ => 8,
            };
            match unit {
                9 => self.flow.push("\t"),
                10 => self.flow.line_break(),
                24 => self.flow.push("-"),
                30 | 31 => self.flow.push(" "),
                _ => {}
            }
            at += width;
            from = at.min(units.len());
        }
        push(&mut self.flow, &units[from..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(tag: u16, level: u16, data: &[u8]) -> Vec<u8> {
        let head = u32::from(tag)
            | u32::from(level) << 10
            | u32::try_from(data.len()).expect("a short record") << 20;
        [&head.to_le_bytes()[..], data].concat()
    }

    fn units(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    /// A document as Hangul would write it, its sections not packed.
    fn document(flags: u32, section: &[u8]) -> Vec<u8> {
        use std::io::Write as _;
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory");
        let mut header = b"HWP Document File".to_vec();
        header.resize(36, 0);
        header.extend(flags.to_le_bytes());
        header.resize(256, 0);
        file.create_storage("BodyText").expect("memory");
        for (name, bytes) in
            [("FileHeader", &header[..]), ("DocInfo", &[]), ("BodyText/Section0", section)]
        {
            file.create_stream(name).expect("memory").write_all(bytes).expect("memory");
        }
        file.into_inner().into_inner()
    }

    #[test]
    fn controls_inside_a_text_are_none_of_it() {
        let control = [11_u16, 0x7462, 0x6c20, 0, 0, 0, 0, 11];
        let control: Vec<u8> = control.into_iter().flat_map(u16::to_le_bytes).collect();
        let text =
            [units("대사관"), control, units("에서"), 13_u16.to_le_bytes().to_vec()].concat();
        let section =
            [record(tag::PARA_HEADER, 0, &[0; 22]), record(tag::PARA_TEXT, 1, &text)].concat();
        let made = read(&document(0, &section)).expect("a document");
        assert_eq!(made.text, "대사관에서");
        assert_eq!(made.places[0].place.to_string(), "paragraph 1");
    }

    #[test]
    fn a_table_inside_a_cell_leaves_its_row_alone() {
        let paragraph = |level: u16, text: &str| {
            let head = record(tag::PARA_HEADER, level, &[0; 22]);
            [head, record(tag::PARA_TEXT, level + 1, &units(text))].concat()
        };
        let cell = |level: u16, row: u16| {
            let mut data = [0; 16];
            data[10..12].copy_from_slice(&row.to_le_bytes());
            record(tag::LIST_HEADER, level, &data)
        };
        let table = |level: u16| {
            let columns = [0, 0, 0, 0, 0, 0, 2, 0];
            [record(tag::CTRL_HEADER, level, b" lbt"), record(tag::TABLE, level + 1, &columns)]
                .concat()
        };
        let section = [
            paragraph(0, "밖"),
            table(1),
            cell(2, 0),
            paragraph(2, "하나"),
            table(3),
            cell(4, 0),
            paragraph(4, "안"),
            cell(4, 1),
            paragraph(4, "속"),
            cell(2, 0),
            paragraph(2, "둘"),
            cell(2, 1),
            paragraph(2, "셋"),
        ];
        let made = read(&document(0, &section.concat())).expect("a document");
        let told = made
            .places
            .iter()
            .zip(&made.blocks)
            .map(|(at, block)| format!("{}: {}", block.span.of(&made.text), at.place));
        let told: Vec<String> = told.collect();
        assert_eq!(
            told,
            [
                "밖: paragraph 1",
                "하나: table 1, row 1, cell 1",
                "안: table 2, row 1, cell 1",
                "속: table 2, row 2, cell 1",
                "둘: table 1, row 1, cell 2",
                "셋: table 1, row 2, cell 1",
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let section = record(tag::PARA_HEADER, 0, &[0; 22]);
        assert_eq!(read(&document(1 << 1, &section)), Err(Fault::Encrypted));
        assert!(matches!(read(&document(1 << 2, &section)), Err(Fault::Locked(_))));
        let cut = [section.clone(), vec![0x43, 4, 0xf0]].concat();
        assert!(matches!(read(&document(0, &cut)), Err(Fault::Damaged { .. })));
        assert!(matches!(read(b"HWP Document File V3.00"), Err(Fault::Locked(_))));
        assert!(matches!(read(b"\xd0\xcf\x11\xe0"), Err(Fault::Not { .. })));
    }
}
