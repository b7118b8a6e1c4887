use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    Counted, Opening, Row, Writer,
    column::{Value, columns},
};

/// One object a line.
///
/// The keys of `translation` are in order and both are always there, or `datasets` does not take it for the type
/// Translation.
pub(super) struct Jsonl {
    file: Counted,
    languages: [String; 2],
}

struct Line<'a> {
    row: &'a Row<'a>,
    languages: &'a [String; 2],
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut line = serializer.serialize_map(None)?;
        for column in columns(self.row.reason.is_some()) {
            let name = column.name;
            match (column.of)(self.row) {
                Value::Text(text) => line.serialize_entry(name, text)?,
                Value::Translation(texts) => {
                    let texts: BTreeMap<_, _> = self.languages.iter().zip(texts).collect();
                    line.serialize_entry(name, &texts)?;
                }
                Value::Number(number) => line.serialize_entry(name, &number)?,
                Value::Count(count) => line.serialize_entry(name, &count)?,
                Value::List(words) => line.serialize_entry(name, words)?,
            }
        }
        line.end()
    }
}

impl Jsonl {
    pub(super) fn open(path: &Path, opening: Opening<'_>) -> io::Result<Self> {
        let languages = opening.languages.map(crate::text::Language::customary);
        Ok(Self { file: Counted::create(path)?, languages })
    }
}

impl Writer for Jsonl {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        serde_json::to_writer(&mut self.file, &Line { row, languages: &self.languages })?;
        self.file.write_all(b"\n")
    }

    fn is_full(&self, limit: u64) -> bool {
        self.file.bytes >= limit
    }

    fn close(self: Box<Self>) -> io::Result<()> {
        self.file.close()
    }
}
