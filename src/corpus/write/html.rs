use std::{
    io::{self, Write},
    path::Path,
};

use quick_xml::escape::escape;

use super::{Counted, Opening, Row, Writer};

/// Pages with both sides beside each other, under the names of the documents.
pub(super) struct Html {
    file: Counted,
    rows: usize,
    document: Option<String>,
    /// Of the translation.
    language: String,
}

/// What a browser shows without a wait.
const ROWS: usize = 5000;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:1rem auto;max-width:75rem;padding:0 1rem;\
    color-scheme:light dark}table{border-collapse:collapse;width:100%;table-layout:fixed}td{vertical-align:top;\
    padding:.3rem .6rem;border-top:1px solid #8886;overflow-wrap:anywhere}td:last-child{font-size:.8rem}\
    col:last-child{width:9rem}";

impl Html {
    pub(super) fn open(path: &Path, opening: Opening<'_>) -> io::Result<Self> {
        let mut file = Counted::create(path)?;
        let [source, target] = opening.languages.map(crate::text::Language::customary);
        writeln!(
            file,
            "<!DOCTYPE html>\n<html lang=\"{source}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
             content=\"width=device-width\">\n<title>{source} – {target}</title>\n<style>{STYLE}</style>"
        )?;
        Ok(Self { file, rows: 0, document: None, language: target })
    }

    fn end(&mut self) -> io::Result<()> {
        if self.document.take().is_some() { writeln!(self.file, "</table>") } else { Ok(()) }
    }
}

impl Writer for Html {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        if self.document.as_ref() != Some(&row.document.document) {
            self.end()?;
            let name = escape(row.document.document.as_str());
            writeln!(self.file, "<h2>{name}</h2>\n<table>\n<colgroup><col><col><col></colgroup>")?;
            self.document = Some(row.document.document.clone());
        }
        self.rows += 1;
        let [source, target] =
            [&row.pair.source, &row.pair.target].map(|side| escape(side.text.as_str()));
        let language = &self.language;
        let flags = escape(row.flags.join(" ")).into_owned();
        let (score, place) = (row.pair.score, escape(row.place()).into_owned());
        writeln!(
            self.file,
            "<tr id=\"{}\" title=\"{place}\"><td>{source}<td lang=\"{language}\" dir=\"auto\">{target}<td>{score:.2} {flags}",
            row.id
        )
    }

    fn is_full(&self, limit: u64) -> bool {
        self.rows >= ROWS || self.file.bytes >= limit
    }

    fn close(mut self: Box<Self>) -> io::Result<()> {
        self.end()?;
        writeln!(self.file, "</html>")?;
        self.file.close()
    }
}
