use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::Path,
};

use serde::Serialize;

use super::{Counted, Opening, Row, Writer};

/// One object a line.
///
/// The keys of `translation` are in order and both are always there, or `datasets` does not take it for the type
/// Translation.
pub(super) struct Jsonl {
    file: Counted,
    languages: [String; 2],
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "they are names of columns")]
struct Line<'a> {
    id: &'a str,
    translation: BTreeMap<&'a str, &'a str>,
    score: f64,
    document: &'a str,
    source_file: &'a str,
    source_line: usize,
    target_file: &'a str,
    target_line: usize,
    flags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

impl Jsonl {
    pub(super) fn open(path: &Path, opening: Opening<'_>) -> io::Result<Self> {
        let languages = opening.languages.map(crate::text::Language::customary);
        Ok(Self { file: Counted::create(path)?, languages })
    }
}

impl Writer for Jsonl {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        let texts = [&row.pair.source, &row.pair.target].map(|side| side.text.as_str());
        let line = Line {
            id: row.id,
            translation: self.languages.iter().map(String::as_str).zip(texts).collect(),
            score: row.pair.score,
            document: &row.document.document,
            source_file: &row.document.source,
            source_line: row.pair.source.line,
            target_file: row.target_file(),
            target_line: row.pair.target.line,
            flags: row.flags,
            filter: row.reason.map(|(filter, _)| filter),
            reason: row.reason.map(|(_, reason)| reason),
        };
        serde_json::to_writer(&mut self.file, &line)?;
        self.file.write_all(b"\n")
    }

    fn is_full(&self, limit: u64) -> bool {
        self.file.bytes >= limit
    }

    fn close(self: Box<Self>) -> io::Result<()> {
        self.file.close()
    }
}
