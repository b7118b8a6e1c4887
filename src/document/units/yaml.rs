//! YAML of messages, as Rails and others have it: every string under its keys. A file that names its language above all
//! others (`ko:`) has its keys below that.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::{Extract, Path, UnitFault, Wanted};
use crate::{
    document::unit::{State, Unit},
    text::Span,
};

/// Values in each other may be so many.
const DEEPEST: usize = 128;

/// Where characters stand in a file, by line and column.
struct Places<'f> {
    file: &'f str,
    /// How many characters stand before each line.
    lines: Vec<usize>,
    /// Where each of so many begins.
    every: Vec<usize>,
}

/// So many characters are counted at most for one place: lines may be as long as the file.
const STRIDE: usize = 64;

impl<'f> Places<'f> {
    fn of(file: &'f str) -> Self {
        let (mut lines, mut every) = (vec![0], Vec::new());
        for (number, (at, c)) in file.char_indices().enumerate() {
            if number % STRIDE == 0 {
                every.push(at);
            }
            if c == '\n' {
                lines.push(number + 1);
            }
        }
        Self { file, lines, every }
    }

    fn at(&self, mark: &Marker) -> usize {
        let line = self.lines.get(mark.line().saturating_sub(1));
        let Some(number) = line.map(|line| line + mark.col()) else { return self.file.len() };
        let Some(&from) = self.every.get(number / STRIDE) else { return self.file.len() };
        let rest = &self.file[from..];
        rest.char_indices().nth(number % STRIDE).map_or(self.file.len(), |(at, _)| from + at)
    }
}

/// A list or a mapping that is open.
struct Level {
    /// How many of its members were begun; of a mapping none.
    number: Option<usize>,
    /// Whether a key of a mapping is to come.
    awaits_key: bool,
    /// Whether what was begun in it, a list, a mapping or what an alias stands for, is a key itself.
    is_key: bool,
    /// Whether it stands under a key of its own.
    is_keyed: bool,
}

/// Reads all strings.
pub(super) fn read(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let places = Places::of(file);
    let place = |mark: &Marker| places.at(mark);
    let mut parser = Parser::new_from_str(file);
    let mut units: Vec<Unit> = Vec::new();
    let mut keys = Path::default();
    let mut levels: Vec<Level> = Vec::new();
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            UnitFault::new(place(error.marker()), format!("this is no YAML: {}", error.info()))
        })?;
        let at = place(&span.start);
        match event {
            Event::Scalar(text, style, ..) => {
                if let Some(level) = levels.last_mut().filter(|level| level.awaits_key) {
                    level.awaits_key = false;
                    keys.push(&text);
                    continue;
                }
                let is_keyed = begin(&mut levels, &mut keys);
                // What is not quoted may be a number or nothing.
                let is_of_key = levels.iter().any(|level| level.is_key);
                let is_plain = style == ScalarStyle::Plain;
                let is_text = !is_plain
                    || !matches!(&*text, "" | "~" | "null" | "true" | "false" | "yes" | "no")
                        && text.parse::<f64>().is_err();
                if is_text && !is_of_key {
                    let end = place(&span.end).max(at);
                    let draft = extract.begin(at);
                    let raw = Span::new(at, end).of(file);
                    match raw.find(&*text).filter(|_| !text.is_empty()) {
                        Some(from) => extract.copy(Span::new(at + from, at + from + text.len())),
                        None => extract.put(&text, Span::new(at, end)),
                    }
                    let text = extract.end(draft);
                    let (source, target) =
                        if wanted.is_source { (Some(text), None) } else { (None, Some(text)) };
                    let (state, id) = (State::Translated, keys.id());
                    units.push(Unit { id, source, target, state, plural: None, flags: Vec::new() });
                }
                if is_keyed {
                    keys.pop();
                }
                done(&mut levels, &mut keys);
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if levels.len() >= DEEPEST {
                    return Err(UnitFault::new(
                        at,
                        format!("more than {DEEPEST} values inside each other"),
                    ));
                }
                let is_keyed = begin(&mut levels, &mut keys);
                let is_list = matches!(event, Event::SequenceStart(..));
                let number = is_list.then_some(0);
                levels.push(Level { number, awaits_key: !is_list, is_key: false, is_keyed });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if levels.pop().is_some_and(|level| level.is_keyed) {
                    keys.pop();
                }
                done(&mut levels, &mut keys);
            }
            Event::Alias(_) => {
                // What is meant stands elsewhere and is read there: references make no circles.
                if begin(&mut levels, &mut keys) {
                    keys.pop();
                }
                done(&mut levels, &mut keys);
            }
            _ => {}
        }
    }
    let language = if wanted.is_source { wanted.source } else { wanted.target };
    let is_root = |id: &str| {
        let root = id.split('.').next().unwrap_or_default().replace('_', "-").to_lowercase();
        root == language.tag() || root.split('-').next() == Some(language.primary())
    };
    if units.iter().all(|unit| is_root(&unit.id)) {
        for unit in &mut units {
            unit.id = unit.id.split_once('.').map_or_else(String::new, |(_, rest)| rest.to_owned());
        }
    }
    Ok(units)
}

/// A value begins: whether a key or number on `keys` is its own. What stands where a key is to come is a key without a
/// name.
fn begin(levels: &mut [Level], keys: &mut Path) -> bool {
    let Some(level) = levels.last_mut() else { return false };
    if std::mem::take(&mut level.awaits_key) {
        level.is_key = true;
        return false;
    }
    if let Some(number) = &mut level.number {
        keys.push(&number.to_string());
        *number += 1;
    }
    true
}

/// A value ends: a key comes next in a mapping.
fn done(levels: &mut [Level], keys: &mut Path) {
    let Some(level) = levels.last_mut() else { return };
    if std::mem::take(&mut level.is_key) {
        keys.push("?");
    } else {
        level.awaits_key = level.number.is_none();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_in_long_lines_too() {
        let file = format!("가: 1\r\n{}: 2\n\nb", "나a".repeat(200));
        let places = Places::of(&file);
        let starts = std::iter::once(0).chain(file.match_indices('\n').map(|(at, _)| at + 1));
        let starts: Vec<usize> = starts.collect();
        let marks = [(1, 0), (1, 1), (2, 0), (2, 63), (2, 64), (2, 399), (2, 401), (4, 0), (9, 0)];
        for (line, column) in marks {
            let start = starts.get(line - 1).copied().unwrap_or(file.len());
            let rest = &file[start..];
            let expected = rest.char_indices().nth(column).map_or(file.len(), |(at, _)| start + at);
            assert_eq!(places.at(&Marker::new(0, line, column)), expected, "{line}:{column}");
        }
    }
}
