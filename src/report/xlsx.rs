//! A workbook: findings, alignment, what was left out and the documents, a sheet each, for people who sort and filter.
//!
//! Everything that comes out of a document is written as a string, never as a formula or a number, the marked words in
//! colour inside of their cell.

use std::io::{self, BufRead, Seek, SeekFrom, Write};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatUnderline, Workbook, Worksheet,
    XlsxError,
};

use super::{
    Spot,
    record::{Record, Stretch},
    words::Interface,
};
use crate::{rule::Severity, text::legal_in_xml};

/// As many units of UTF-16 a cell holds.
const MOST_UNITS: usize = 32_767;

/// Columns by the words for their names and their widths.
type Columns = &'static [(&'static str, f64)];

const FINDINGS: Columns = &[
    ("column-severity", 10.0),
    ("column-rule", 20.0),
    ("source", 50.0),
    ("target", 50.0),
    ("column-message", 50.0),
    ("column-suggestion", 20.0),
    ("column-confidence", 11.0),
    ("document", 30.0),
    ("column-source-line", 10.0),
    ("column-target-line", 10.0),
    ("column-passage", 10.0),
    ("also", 30.0),
    ("column-status", 10.0),
    ("id", 18.0),
];
const BEADS: Columns = &[
    ("column-passage", 10.0),
    ("source", 70.0),
    ("target", 70.0),
    ("explanation", 60.0),
    ("score", 8.0),
    ("document", 30.0),
];
const LEFT: Columns = &[
    ("column-file", 12.0),
    ("column-from", 9.0),
    ("column-to", 9.0),
    ("column-kind", 24.0),
    ("column-reason", 50.0),
    ("column-text", 70.0),
    ("document", 30.0),
];
const DOCUMENTS: Columns = &[
    ("document", 60.0),
    ("severity.critical", 10.0),
    ("severity.major", 10.0),
    ("severity.minor", 10.0),
    ("column-passage", 10.0),
    ("no-counterpart", 14.0),
    ("column-error", 60.0),
];

/// The sheets, in their order.
const SHEETS: [(&str, Columns); 4] = [
    ("sheet-findings", FINDINGS),
    ("sheet-alignment", BEADS),
    ("sheet-left", LEFT),
    ("sheet-documents", DOCUMENTS),
];

struct Book {
    workbook: Workbook,
    ui: Interface,
    /// Where the next row of each sheet stands.
    next: [u32; 4],
    wrapped: Format,
    marks: [Format; 3],
    plain: Format,
}

/// Makes a workbook of `records` and writes it to `out`. It is made in temporary files: `out` gets it whole.
///
/// # Errors
///
/// What reading the records, making the workbook or writing it meets.
pub(super) fn write(
    records: impl BufRead,
    interface: Interface,
    has_findings: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut book = Book::new(interface).map_err(failed)?;
    for line in records.lines() {
        let record: Record = serde_json::from_str(&line?)?;
        book.add(record).map_err(failed)?;
    }
    let mut file = book.close(has_findings)?;
    io::copy(&mut file, out).map(drop)
}

pub(crate) fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        XlsxError::RowColumnLimitError => io::Error::other(
            "a sheet of a workbook holds 1,048,576 rows and this report has more: write csv",
        ),
        other => io::Error::other(other.to_string()),
    }
}

/// What XML and a cell can hold; of a longer text the beginning, with a word on it.
pub(crate) fn cell_text(text: &str) -> String {
    let text = legal_in_xml(text);
    if text.encode_utf16().count() <= MOST_UNITS {
        return text.into_owned();
    }
    let cut = " […]";
    let mut units = cut.len();
    let fits = text.char_indices().take_while(|(_, c)| {
        units += c.len_utf16();
        units <= MOST_UNITS
    });
    let end = fits.last().map_or(0, |(at, c)| at + c.len_utf8());
    format!("{}{cut}", &text[..end])
}

impl Book {
    fn new(ui: Interface) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // The same input gives the same bytes: no date of today.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let made = DocProperties::new().set_creation_datetime(&day);
        workbook.set_properties(&made.set_comment(format!("daejo {}", env!("CARGO_PKG_VERSION"))));
        let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        for (name, columns) in SHEETS {
            let sheet = workbook.add_worksheet_with_constant_memory()?;
            sheet.set_name(ui.say(name))?;
            for (at, (key, width)) in (0..).zip(columns) {
                sheet.set_column_width(at, *width)?;
                sheet.write_string_with_format(0, at, ui.say(key), &heading)?;
            }
            sheet.set_freeze_panes(1, 0)?;
        }
        let colour = |rgb: u32| Format::new().set_bold().set_font_color(Color::RGB(rgb));
        Ok(Self {
            workbook,
            ui,
            next: [1; 4],
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            marks: [
                colour(0x3F_4A5A).set_underline(FormatUnderline::Single),
                colour(0x7D_4300).set_underline(FormatUnderline::Single),
                colour(0xA3_001B).set_underline(FormatUnderline::Double),
            ],
            plain: Format::default(),
        })
    }

    fn add(&mut self, record: Record) -> Result<(), XlsxError> {
        let ui = self.ui;
        match record {
            Record::Finding {
                document,
                id,
                rule,
                severity,
                confidence,
                bead,
                spots,
                source,
                target,
                message,
                suggestion,
                also,
                status,
            } => {
                let mut row = self.row(0)?;
                row.marked_text(ui.severity(severity), severity)?;
                row.text(&ui.rule(&rule))?;
                row.rich(&source)?;
                row.rich(&target)?;
                row.text(&message)?;
                row.text(&suggestion.unwrap_or_default())?;
                row.number(confidence)?;
                row.text(&document)?;
                for spot in spots {
                    row.spot(spot.as_ref())?;
                }
                row.count(Some(bead))?;
                row.text(&also.join("\n"))?;
                row.text(&status.map(|status| ui.word_of("status", &status)).unwrap_or_default())?;
                row.text(&id)
            }
            Record::Bead { document, number, score, source, target, remarks } => {
                let told = remarks.iter().map(|remark| {
                    let rule = ui.rule(&remark.rule);
                    let severity = ui.severity(remark.severity);
                    let suggestion = remark.suggestion.as_ref();
                    let suggestion = suggestion.map(|words| format!(" → {words}"));
                    let suggestion = suggestion.unwrap_or_default();
                    format!("{severity}, {rule}: {}{suggestion}", remark.message)
                });
                let told: Vec<String> = told.collect();
                let mut row = self.row(1)?;
                row.count(Some(number))?;
                row.rich(&source)?;
                row.rich(&target)?;
                row.text(&told.join("\n"))?;
                row.number(score)?;
                row.text(&document)
            }
            Record::Left { document, file, kind, spots, reason, text } => {
                let file = if file == "source" { ui.say("source") } else { ui.say("target") };
                let mut row = self.row(2)?;
                row.text(file)?;
                row.spot(Some(&spots[0]))?;
                row.spot(Some(&spots[1]))?;
                row.text(&ui.word_of("left-kind", &kind))?;
                row.text(&reason)?;
                row.text(&text)?;
                row.text(&document)
            }
            Record::Document {
                label, findings: [minor, major, critical], beads, error, ..
            } => {
                let mut row = self.row(3)?;
                row.text(&label)?;
                for count in [critical, major, minor, beads[0], beads[1]] {
                    row.count(Some(count))?;
                }
                row.text(&error.unwrap_or_default())
            }
        }
    }

    fn row(&mut self, sheet: usize) -> Result<RowWriter<'_>, XlsxError> {
        let row = self.next[sheet];
        self.next[sheet] += 1;
        let worksheet = self.workbook.worksheet_from_index(sheet)?;
        let (wrapped, plain) = (&self.wrapped, &self.plain);
        let (marks, ui) = (&self.marks, self.ui);
        Ok(RowWriter { worksheet, row, column: 0, wrapped, plain, marks, ui })
    }

    fn close(mut self, has_findings: bool) -> io::Result<std::fs::File> {
        for (at, (_, columns)) in SHEETS.iter().enumerate() {
            let last = self.next[at] - 1;
            let sheet = self.workbook.worksheet_from_index(at).map_err(failed)?;
            let end = u16::try_from(columns.len() - 1).unwrap_or_default();
            sheet.autofilter(0, 0, last, end).map_err(failed)?;
            if at == 0 && !has_findings {
                sheet.set_hidden(true);
            }
            if at == usize::from(!has_findings) {
                sheet.set_active(true);
                sheet.set_first_tab(true);
            }
        }
        let mut file = tempfile::tempfile()?;
        self.workbook.save_to_writer(&mut file).map_err(failed)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

struct RowWriter<'a> {
    worksheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    wrapped: &'a Format,
    plain: &'a Format,
    marks: &'a [Format; 3],
    ui: Interface,
}

impl RowWriter<'_> {
    fn text(&mut self, text: &str) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let text = cell_text(text);
            self.worksheet.write_string_with_format(self.row, self.column, text, self.wrapped)?;
        }
        self.column += 1;
        Ok(())
    }

    fn marked_text(&mut self, text: &str, severity: Severity) -> Result<(), XlsxError> {
        let format = self.marks[severity as usize].clone().set_align(FormatAlign::Top);
        self.worksheet.write_string_with_format(self.row, self.column, text, &format)?;
        self.column += 1;
        Ok(())
    }

    fn number(&mut self, number: f64) -> Result<(), XlsxError> {
        self.worksheet.write_number_with_format(self.row, self.column, number, self.wrapped)?;
        self.column += 1;
        Ok(())
    }

    fn count(&mut self, count: Option<usize>) -> Result<(), XlsxError> {
        if let Some(count) = count {
            return self.number(count as f64);
        }
        self.column += 1;
        Ok(())
    }

    /// The number of a line, or the words for a place.
    fn spot(&mut self, spot: Option<&Spot>) -> Result<(), XlsxError> {
        match spot {
            Some(Spot::Line(line)) => self.count(Some(*line)),
            Some(place) => self.text(&place.in_words(self.ui)),
            None => self.count(None),
        }
    }

    /// Text with its marks; one that is too long for a cell goes without.
    fn rich(&mut self, stretches: &[Stretch]) -> Result<(), XlsxError> {
        let text: String = stretches.iter().map(|stretch| stretch.text.as_str()).collect();
        let stretches: Vec<(String, Option<Severity>)> = stretches
            .iter()
            .map(|stretch| (legal_in_xml(&stretch.text).into_owned(), stretch.mark))
            .filter(|(text, _)| !text.is_empty())
            .collect();
        let is_marked = stretches.iter().any(|(_, mark)| mark.is_some());
        if !is_marked || text.encode_utf16().count() > MOST_UNITS {
            return self.text(&text);
        }
        let format = |mark: &Option<Severity>| {
            mark.map_or(self.plain, |severity| &self.marks[severity as usize])
        };
        if let [(text, mark)] = &stretches[..] {
            let format = format(mark).clone().set_text_wrap().set_align(FormatAlign::Top);
            self.worksheet.write_string_with_format(self.row, self.column, text, &format)?;
        } else {
            let parts: Vec<(&Format, &str)> =
                stretches.iter().map(|(text, mark)| (format(mark), text.as_str())).collect();
            self.worksheet.write_rich_string_with_format(
                self.row,
                self.column,
                &parts,
                self.wrapped,
            )?;
        }
        self.column += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::report::{Verdict, record, run::Row, sample};

    /// The parts of a workbook of the sample, whose first sentence is `text`.
    fn parts(text: &str, interface: Interface) -> Vec<(String, String)> {
        let mut sample = sample::note();
        sample.bitext.source.segments[1].text = text.to_owned();
        let (compared, verdict) = (sample.compared(), Verdict::of(&sample.findings));
        let pieces = record::pieces(&compared, &verdict, &Row::compared(&compared, &verdict));
        let mut records: String = pieces.findings.into_iter().map(|piece| piece.text).collect();
        records += &pieces.tail;
        let mut file = Vec::new();
        write(records.as_bytes(), interface, true, &mut file).expect("a workbook");
        let mut again = Vec::new();
        write(records.as_bytes(), interface, true, &mut again).expect("a workbook");
        assert!(file == again, "the same input gives the same bytes");
        let mut zip = zip::ZipArchive::new(io::Cursor::new(file)).expect("an archive");
        let names: Vec<String> =
            zip.file_names().map(|name| name.expect("UTF-8").into_owned()).collect();
        let part = |name: String| {
            let mut text = String::new();
            zip.by_name(&name).expect("a part").read_to_string(&mut text).expect("text");
            (name, text)
        };
        names.into_iter().map(part).collect()
    }

    #[test]
    fn what_looks_like_a_formula_is_text() {
        let parts = parts("=HYPERLINK(\"http://x\") +1 \u{1}", Interface::English);
        let sheets = || parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet"));
        assert_eq!(sheets().count(), 4);
        assert!(sheets().all(|(_, text)| !text.contains("<f>")), "no formula");
        let alignment = &sheets().nth(1).expect("a second sheet").1;
        assert!(alignment.contains("=HYPERLINK("), "{alignment}");
        assert!(alignment.contains("<autoFilter") && alignment.contains("state=\"frozen\""));
    }

    #[test]
    fn a_text_is_as_long_as_a_cell_can_be() {
        let long = "가😀".repeat(20_000);
        let cell = cell_text(&long);
        assert!(cell.encode_utf16().count() <= MOST_UNITS);
        assert!(cell.encode_utf16().count() > MOST_UNITS - 4, "and no shorter than it must be");
        assert!(cell.ends_with(" […]"));
        assert_eq!(cell_text("short"), "short");
    }

    #[test]
    fn sheets_are_named_in_the_language_of_the_interface() {
        let parts = parts("One.", Interface::Korean);
        let workbook = &parts.iter().find(|(name, _)| name == "xl/workbook.xml").expect("a part").1;
        for name in ["지적", "정렬", "뺀 것", "문서"] {
            assert!(workbook.contains(&format!("name=\"{name}\"")), "{workbook}");
        }
    }
}
