//! Tables of two columns: TSV, CSV and JSON lines, an original and its translation a row.
//!
//! The columns are named or numbered by whoever asks, or headed by the tags of the languages.

use super::{Extract, UnitFault, Wanted};
use crate::{
    document::unit::{State, Unit, UnitText},
    text::{Language, Span},
};

/// A cell: where it stands, and what it is there.
struct Cell {
    span: Span,
    /// Whether it stands between quotation marks, those inside it being doubled.
    is_quoted: bool,
}

/// Reads TSV, in which quotation marks are letters like others.
pub(super) fn tsv(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let mut rows = Vec::new();
    let mut at = 0;
    for line in file.split_inclusive('\n') {
        let text = line.trim_end_matches(['\n', '\r']);
        let mut cells = Vec::new();
        let mut start = at;
        for cell in text.split('\t') {
            cells.push(Cell { span: Span::new(start, start + cell.len()), is_quoted: false });
            start += cell.len() + 1;
        }
        at += line.len();
        if !text.trim().is_empty() {
            rows.push(cells);
        }
    }
    units(file, extract, wanted, &rows, |extract, cell| {
        // Tabs and line ends are written so, here as in many programs.
        escaped(file, extract, cell.span);
    })
}

/// Copies a stretch in which `\t`, `\n`, `\r` and `\\` stand for what they name.
fn escaped(file: &str, extract: &mut Extract<'_>, span: Span) {
    let text = span.of(file);
    let mut plain = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('\\').map(|found| at + found) {
        let shown = match text.as_bytes().get(found + 1) {
            Some(b't') => "\t",
            Some(b'n') => "\n",
            Some(b'r') => "\r",
            Some(b'\\') => "\\",
            _ => {
                at = found + 1;
                continue;
            }
        };
        if plain < found {
            extract.copy(Span::new(plain, found).shifted(span.start));
        }
        extract.put(shown, Span::new(found, found + 2).shifted(span.start));
        plain = found + 2;
        at = plain;
    }
    if plain < text.len() {
        extract.copy(Span::new(plain, text.len()).shifted(span.start));
    }
}

/// Reads CSV as RFC 4180 has it, with commas or, where the first row has more of them, semicolons.
pub(super) fn csv(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let first = file.lines().next().unwrap_or_default();
    let by = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let rows = csv_rows(file, by)?;
    units(file, extract, wanted, &rows, |extract, cell| {
        if !cell.is_quoted {
            extract.copy(cell.span);
            return;
        }
        let text = cell.span.of(file);
        let mut at = 0;
        for (found, _) in text.match_indices("\"\"") {
            extract.copy(Span::new(at, found).shifted(cell.span.start));
            extract.put("\"", Span::new(found, found + 2).shifted(cell.span.start));
            at = found + 2;
        }
        extract.copy(Span::new(at, text.len()).shifted(cell.span.start));
    })
}

fn csv_rows(file: &str, by: u8) -> Result<Vec<Vec<Cell>>, UnitFault> {
    let bytes = file.as_bytes();
    let mut rows = Vec::new();
    let mut row: Vec<Cell> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let is_quoted = bytes[at] == b'"';
        let start = at + usize::from(is_quoted);
        let end = if is_quoted {
            let mut end = start;
            loop {
                match (bytes.get(end), bytes.get(end + 1)) {
                    (Some(b'"'), Some(b'"')) => end += 2,
                    (Some(b'"'), _) => break end,
                    (Some(_), _) => end += 1,
                    (None, _) => {
                        let problem = "the quotation mark here has no end: close it, or double it inside a cell";
                        return Err(UnitFault::new(at, problem));
                    }
                }
            }
        } else {
            let rest = &bytes[start..];
            let len = rest.iter().position(|byte| *byte == by || matches!(byte, b'\n' | b'\r'));
            start + len.unwrap_or(rest.len())
        };
        row.push(Cell { span: Span::new(start, end), is_quoted });
        at = end + usize::from(is_quoted);
        match bytes.get(at) {
            Some(byte) if *byte == by => {
                at += 1;
                if matches!(bytes.get(at), None | Some(b'\n' | b'\r')) {
                    row.push(Cell { span: Span::new(at, at), is_quoted: false });
                }
            }
            None | Some(b'\n' | b'\r') => {}
            Some(_) => {
                let problem = "something stands behind a quotation mark that ends a cell: double it inside a cell";
                return Err(UnitFault::new(at, problem));
            }
        }
        if matches!(bytes.get(at), None | Some(b'\n' | b'\r')) {
            at += usize::from(bytes.get(at) == Some(&b'\r'));
            at += usize::from(bytes.get(at) == Some(&b'\n'));
            let row = std::mem::take(&mut row);
            if row.iter().any(|cell| !cell.span.is_empty()) {
                rows.push(row);
            }
        }
    }
    Ok(rows)
}

/// A column that the heading tells is in a language: by its tag, or by its name in English.
fn is_headed(cell: &str, language: &Language) -> bool {
    let cell = cell.trim().trim_start_matches('\u{feff}').replace('_', "-").to_lowercase();
    let name = crate::language::of(language).name.to_lowercase();
    cell == language.tag()
        || cell.split('-').next() == Some(language.primary()) && cell.len() <= 8
        || cell == name
}

/// The positions of the two columns, and whether the first row is a heading.
pub(super) fn columns(first: &[&str], wanted: &Wanted<'_>) -> Result<([usize; 2], bool), String> {
    let named = |name: &str| -> Result<(usize, bool), String> {
        let same =
            |cell: &&str| cell.trim().trim_start_matches('\u{feff}').eq_ignore_ascii_case(name);
        if let Some(at) = first.iter().position(same) {
            return Ok((at, true));
        }
        if let Ok(number @ 1..) = name.parse::<usize>() {
            if number <= first.len() {
                return Ok((number - 1, false));
            }
            return Err(format!("there is no column {number}, but {}", first.len()));
        }
        Err(format!("no column is called {name:?}"))
    };
    let languages = [wanted.source, wanted.target];
    let is_heading = || languages.iter().all(|l| first.iter().any(|cell| is_headed(cell, l)));
    if let Some([source, target]) = wanted.columns {
        let [(source, by_name), (target, by_other)] = [named(source)?, named(target)?];
        if source == target {
            return Err("both columns are the same".into());
        }
        return Ok(([source, target], by_name || by_other || is_heading()));
    }
    let headed = |language| first.iter().position(|cell| is_headed(cell, language));
    if let [Some(source), Some(target)] = languages.map(headed) {
        return Ok(([source, target], true));
    }
    Err(format!("its columns are not headed {} and {}", wanted.source, wanted.target))
}

/// Says what is wrong with the columns, and shows the first row.
pub(super) fn no_columns(problem: &str, first: &[&str]) -> String {
    const MOST: usize = 40;
    let cells = first.iter().enumerate().map(|(at, cell)| {
        let mut shown: String = cell.chars().take(MOST).collect();
        if cell.chars().count() > MOST {
            shown.push('…');
        }
        format!("{}: {shown:?}", at + 1)
    });
    let cells: Vec<String> = cells.collect();
    format!(
        "{problem}: name the columns of the original and of the translation with --columns, such as --columns 1,2; the \
         first row is {}",
        cells.join(", ")
    )
}

fn units(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
    rows: &[Vec<Cell>],
    mut copy: impl FnMut(&mut Extract<'_>, &Cell),
) -> Result<Vec<Unit>, UnitFault> {
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let heads: Vec<&str> = first.iter().map(|cell| cell.span.of(file)).collect();
    let (places, has_heading) = columns(&heads, wanted).map_err(|problem| {
        UnitFault::new(
            first.first().map_or(0, |cell| cell.span.start),
            no_columns(&problem, &heads),
        )
    })?;
    let ids = heads.iter().position(|cell| {
        has_heading && ["id", "key", "unit"].iter().any(|id| cell.trim().eq_ignore_ascii_case(id))
    });
    let mut units = Vec::new();
    for (number, row) in rows.iter().enumerate().skip(usize::from(has_heading)) {
        if let Some(column) = places.iter().find(|column| row.len() <= **column) {
            let at = row.first().map_or(0, |cell| cell.span.start);
            let problem = format!(
                "this row has {} cells and no column {}: is it cut short, or a line end or tab inside a cell not quoted?",
                row.len(),
                column + 1
            );
            return Err(UnitFault::new(at, problem));
        }
        let mut sides: [UnitText; 2] = Default::default();
        let mut order = [0, 1];
        order.sort_by_key(|side| places[*side]);
        for side in order {
            let cell = &row[places[side]];
            let draft = extract.begin(cell.span.start);
            copy(extract, cell);
            sides[side] = extract.end(draft);
        }
        let id = ids.and_then(|column| row.get(column)).map(|cell| cell.span.of(file).trim());
        let id = id.filter(|id| !id.is_empty());
        let [source, target] = sides;
        units.push(unit(
            extract,
            id.map_or_else(|| format!("row {}", number + 1), str::to_owned),
            source,
            target,
        ));
    }
    Ok(units)
}

/// A unit of which nothing is known but its texts.
pub(super) fn unit(extract: &Extract<'_>, id: String, source: UnitText, target: UnitText) -> Unit {
    let is_empty = target.span.of(extract.text()).trim().is_empty();
    let state = if is_empty { State::Untranslated } else { State::Translated };
    Unit { id, source: Some(source), target: Some(target), state, plural: None, flags: Vec::new() }
}
