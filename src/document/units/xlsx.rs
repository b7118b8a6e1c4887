//! Workbooks of two columns (`.xlsx`): an original and its translation a row.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, Reader as _, Xlsx, XlsxError};

use super::{UnitFault, Wanted, extract, table};
use crate::{
    document::{
        Document, MAX_BYTES, Place,
        archive::Archive,
        block::BlockKind,
        fault::Fault,
        made::{Made, Maker},
        unit::{State, Unit, UnitText},
    },
    text::Span,
};

/// More cells than this are in no table of translations.
const MOST_CELLS: usize = 4_000_000;

/// Reads the cells that hold text or numbers, a block each.
pub(in crate::document) fn made(bytes: &[u8]) -> Result<Made, Fault> {
    within(bytes, MOST_CELLS)
}

/// Takes the cells one by one: between two that are far apart there may be more empty ones than memory holds.
fn within(bytes: &[u8], most_cells: usize) -> Result<Made, Fault> {
    // The reader of others trusts what an archive says of its size.
    Archive::open(bytes, "xlsx")?.refuse_bombs()?;
    let damaged = |part: &str, problem: String| Fault::Damaged { part: part.into(), problem };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))
        .map_err(|error| damaged("the workbook", error.to_string()))?;
    let mut maker = Maker::default();
    let mut count = 0;
    for sheet in book.sheet_names() {
        let mut cells = match book.worksheet_cells_reader(&sheet) {
            Ok(cells) => cells,
            // A sheet that is a chart.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(damaged(&sheet, error.to_string())),
        };
        let mut found: BTreeMap<(u32, u32), String> = BTreeMap::new();
        // One text that stands once in the file may be that of any number of cells.
        let mut held = maker.len();
        while let Some(cell) =
            cells.next_cell().map_err(|error| damaged(&sheet, error.to_string()))?
        {
            let text = match Data::from(cell.get_value().clone()) {
                Data::Empty | Data::Error(_) => continue,
                other => other.to_string(),
            };
            if count + found.len() >= most_cells {
                let limit = format!("{most_cells} cells");
                return Err(Fault::TooMuch { part: sheet, limit });
            }
            held += text.len();
            if held as u64 > MAX_BYTES {
                let limit = format!("{} MiB", MAX_BYTES >> 20);
                return Err(Fault::TooMuch { part: "its text".into(), limit });
            }
            found.insert(cell.get_position(), text);
        }
        count += found.len();
        for ((row, column), text) in found {
            maker.push(&text);
            let (row, cell) = (row.checked_add(1), column.checked_add(1));
            let sheet = Some(sheet.as_str().into());
            maker.end_at(BlockKind::Cell, false, Place { sheet, row, cell, ..Place::default() });
        }
    }
    Ok(maker.finish())
}

/// The units of the sheets that have the two columns.
pub(in crate::document) fn units(
    document: &Document,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let text = document.text.as_str();
    let mut sheets: Vec<Sheet<'_>> = Vec::new();
    for (landmark, block) in document.places.iter().zip(&document.blocks) {
        let Place { sheet: Some(name), row: Some(row), cell: Some(column), .. } = &landmark.place
        else {
            continue;
        };
        if sheets.last().is_none_or(|sheet| sheet.name != &**name) {
            sheets.push(Sheet { name, rows: Vec::new() });
        }
        let Some(sheet) = sheets.last_mut() else { continue };
        if sheet.rows.last().is_none_or(|(number, _)| number != row) {
            sheet.rows.push((*row, Vec::new()));
        }
        if let Some((_, cells)) = sheet.rows.last_mut() {
            cells.push((*column as usize - 1, block.span));
        }
    }
    let mut units = Vec::new();
    let mut first_problem = None;
    let is_one = sheets.len() == 1;
    for sheet in sheets {
        let Some((_, cells)) = sheet.rows.first() else { continue };
        let width = cells.iter().map(|(column, _)| column + 1).max().unwrap_or_default();
        let mut heads = vec![""; width];
        for (column, span) in cells {
            heads[*column] = span.of(text);
        }
        let (places, has_heading) = match table::columns(&heads, wanted) {
            Ok(found) => found,
            Err(problem) => {
                let at = cells.first().map_or(0, |(_, span)| span.start);
                let problem = table::no_columns(&problem, &heads);
                first_problem.get_or_insert(UnitFault::new(at, problem));
                continue;
            }
        };
        for (row, cells) in sheet.rows.iter().skip(usize::from(has_heading)) {
            let side = |column: usize| -> Option<UnitText> {
                let (_, span) = cells.iter().find(|(own, _)| *own == column)?;
                Some(extract::side(text, *span))
            };
            let [source, target] = places.map(side);
            if source.is_none() && target.is_none() {
                continue;
            }
            let state = if target.is_none() { State::Untranslated } else { State::Translated };
            let id =
                if is_one { format!("row {row}") } else { format!("{}, row {row}", sheet.name) };
            units.push(Unit { id, source, target, state, plural: None, flags: Vec::new() });
        }
    }
    match first_problem {
        Some(problem) if units.is_empty() => Err(problem),
        _ => Ok(units),
    }
}

/// The rows of a sheet with their numbers, the cells with those of their columns.
struct Sheet<'a> {
    name: &'a str,
    rows: Vec<(u32, Vec<(usize, Span)>)>,
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// A workbook of one sheet with these rows.
    fn book(rows: &str) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let own = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let packed = "http://schemas.openxmlformats.org/package/2006/relationships";
        let files = [
            (
                "_rels/.rels",
                format!(
                    "<Relationships xmlns=\"{packed}\"><Relationship Id=\"r1\" Type=\"{own}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{own}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"{packed}\"><Relationship Id=\"r1\" Type=\"{own}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/worksheets/sheet1.xml",
                format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
            ),
        ];
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            zip.start_file(name, SimpleFileOptions::default()).expect("memory");
            zip.write_all(text.as_bytes()).expect("memory");
        }
        zip.finish().expect("memory").into_inner()
    }

    fn cell(place: &str, text: &str) -> String {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    }

    #[test]
    fn cells_are_read_with_their_places_however_far_apart() {
        let rows = format!(
            "<row r=\"1\">{}</row><row r=\"70\">{}{}</row>",
            cell("A1", "en"),
            cell("AZ70", "b"),
            cell("C70", "a")
        );
        let made = within(&book(&rows), 3).expect("a workbook");
        let places: Vec<String> = made.places.iter().map(|at| at.place.to_string()).collect();
        assert_eq!(
            places,
            ["sheet S, row 1, cell 1", "sheet S, row 70, cell 3", "sheet S, row 70, cell 52"]
        );
        assert_eq!(made.text, "en\n\na\n\nb");
        let fault = within(&book(&rows), 2).expect_err("one cell too many");
        assert!(matches!(fault, Fault::TooMuch { .. }), "{fault:?}");
    }
}
