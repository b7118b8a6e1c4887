use std::{
    io,
    path::{Path, PathBuf},
};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::{
    Opening, Row, Writer,
    column::{Kind, Value, columns},
};
use crate::report::xlsx::{cell_text, failed};

/// A workbook with one sheet. Texts are written as strings, never as formulas.
pub(super) struct Xlsx {
    workbook: Workbook,
    wrapped: Format,
    path: PathBuf,
    rows: u32,
}

/// What a sheet holds, and spreadsheets open without a wait.
const ROWS: u32 = 200_000;

impl Xlsx {
    pub(super) fn open(path: &Path, opening: Opening<'_>) -> io::Result<Self> {
        // What cannot be written is better known before the work.
        std::fs::File::create(path)?;
        Self::new(path, opening).map_err(failed)
    }

    fn new(path: &Path, opening: Opening<'_>) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // The same input gives the same bytes: no date of today.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let made = DocProperties::new().set_creation_datetime(&day);
        workbook.set_properties(&made.set_comment(format!("daejo {}", env!("CARGO_PKG_VERSION"))));
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let heading = wrapped.clone().set_bold();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name("pairs")?;
        let named = columns(opening.with_reason)
            .flat_map(|column| column.flat().iter().map(|name| (column.kind, *name)));
        for (at, (kind, name)) in (0..).zip(named) {
            let width = match kind {
                Kind::Translation => 60.0,
                Kind::Text => 24.0,
                _ => 10.0,
            };
            sheet.set_column_width(at, width)?;
            sheet.write_string_with_format(0, at, name, &heading)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self { workbook, wrapped, path: path.to_owned(), rows: 0 })
    }

    fn put(&mut self, row: &Row<'_>) -> Result<(), XlsxError> {
        self.rows += 1;
        let sheet = self.workbook.worksheet_from_index(0)?;
        let mut at = 0;
        for column in columns(row.reason.is_some()) {
            let value = (column.of)(row);
            for cell in value.cells() {
                let number = match value {
                    Value::Number(number) => Some(number),
                    Value::Count(count) => Some(count as f64),
                    _ => None,
                };
                if let Some(number) = number {
                    sheet.write_number_with_format(self.rows, at, number, &self.wrapped)?;
                } else if !cell.is_empty() {
                    let text = cell_text(&cell);
                    sheet.write_string_with_format(self.rows, at, text, &self.wrapped)?;
                }
                at += 1;
            }
        }
        Ok(())
    }
}

impl Writer for Xlsx {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.put(row).map_err(failed)
    }

    fn is_full(&self, _: u64) -> bool {
        self.rows >= ROWS
    }

    fn close(mut self: Box<Self>) -> io::Result<()> {
        let file = std::fs::File::create(&self.path)?;
        self.workbook.save_to_writer(file).map_err(failed)
    }
}
