//! Workbooks of two columns (`.xlsx`): an original and its translation a row.

use std::{collections::BTreeMap, io::Cursor};

use calamine::{Data, DataRef, Reader as _, Xlsx, XlsxError};

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

/// Reads the cells that hold text or numbers, a block each.
pub(in crate::document) fn made(bytes: &[u8]) -> Result<Made, Fault> {
    // The reader of others trusts what an archive says of its size.
    Archive::open(bytes, "xlsx")?.refuse_bombs()?;
    let damaged = |part: &str, error: XlsxError| Fault::Damaged {
        part: part.into(),
        problem: error.to_string(),
    };
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged("the workbook", error))?;
    let mut maker = Maker::default();
    for sheet in book.sheet_names() {
        // Not the whole table, which two cells may make larger than any memory.
        let mut cells: BTreeMap<(u32, u32), String> = BTreeMap::new();
        let mut reader = match book.worksheet_cells_reader(&sheet) {
            Ok(reader) => reader,
            // A chart.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(damaged(&sheet, error)),
        };
        while let Some(cell) = reader.next_cell().map_err(|error| damaged(&sheet, error))? {
            let text = match cell.get_value().clone() {
                DataRef::Empty | DataRef::Error(_) => continue,
                other => Data::from(other).to_string(),
            };
            cells.insert(cell.get_position(), text);
        }
        for ((row, column), text) in cells {
            maker.push(&text);
            let (row, cell) = (row.checked_add(1), column.checked_add(1));
            let sheet = Some(sheet.as_str().into());
            maker.end_at(BlockKind::Cell, false, Place { sheet, row, cell, ..Place::default() });
            if maker.len() as u64 > MAX_BYTES {
                let limit = format!("{} MiB", MAX_BYTES >> 20);
                return Err(Fault::TooMuch { part: "its text".into(), limit });
            }
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
        let width = cells.last().map_or(0, |(column, _)| column + 1);
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
