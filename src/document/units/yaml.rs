//! YAML of messages, as Rails and others have it: every string under its keys. A file that names its language above all
//! others (`ko:`) has its keys below that.

use std::cell::Cell;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::{Extract, UnitFault, Wanted};
use crate::{
    document::unit::{State, Unit},
    text::Span,
};

/// Values in each other may be so many.
const DEEPEST: usize = 128;

/// A list or a mapping that is open.
struct Level {
    /// How many of its members were begun; of a mapping none.
    number: Option<usize>,
    /// Whether a key of a mapping is to come.
    awaits_key: bool,
    /// Whether it stands under a key of its own.
    is_keyed: bool,
}

/// Reads all strings.
pub(super) fn read(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let lines: Vec<usize> =
        std::iter::once(0).chain(file.match_indices('\n').map(|(at, _)| at + 1)).collect();
    // Where the last mark was: a line may be the whole file, and is not counted from its beginning each time.
    let reached = Cell::new((usize::MAX, 0, 0));
    let place = |mark: &Marker| {
        let start = lines.get(mark.line().saturating_sub(1)).copied().unwrap_or(file.len());
        let (line, column, at) = reached.get();
        let (column, from) =
            if line == mark.line() && column <= mark.col() { (column, at) } else { (0, start) };
        let rest = &file[from..];
        let ahead = rest.char_indices().nth(mark.col() - column);
        let found = from + ahead.map_or(rest.len(), |(at, _)| at);
        reached.set((mark.line(), mark.col(), found));
        found
    };
    let mut parser = Parser::new_from_str(file);
    let mut units: Vec<Unit> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
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
                    keys.push(text.into_owned());
                    continue;
                }
                let is_keyed = begin(&mut levels, &mut keys);
                // What is not quoted may be a number or nothing.
                let is_text = style != ScalarStyle::Plain
                    || !matches!(&*text, "" | "~" | "null" | "true" | "false" | "yes" | "no")
                        && text.parse::<f64>().is_err();
                if is_text {
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
                    let (state, id) = (State::Translated, keys.join("."));
                    units.push(Unit { id, source, target, state, plural: None, flags: Vec::new() });
                }
                if is_keyed {
                    keys.pop();
                }
                done(&mut levels);
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
                levels.push(Level { number: is_list.then_some(0), awaits_key: !is_list, is_keyed });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if levels.pop().is_some_and(|level| level.is_keyed) {
                    keys.pop();
                }
                done(&mut levels);
            }
            Event::Alias(_) => {
                // What is meant stands elsewhere and is read there: references make no circles.
                if begin(&mut levels, &mut keys) {
                    keys.pop();
                }
                done(&mut levels);
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

/// A value begins: whether a key or number on `keys` is its own.
fn begin(levels: &mut [Level], keys: &mut Vec<String>) -> bool {
    let Some(level) = levels.last_mut() else { return false };
    if let Some(number) = &mut level.number {
        keys.push(number.to_string());
        *number += 1;
    }
    true
}

/// A value ends: a key comes next in a mapping.
fn done(levels: &mut [Level]) {
    if let Some(level) = levels.last_mut() {
        level.awaits_key = level.number.is_none();
    }
}
