use std::{
    io::{self, Write},
    path::Path,
};

use super::{Counted, Opening, Row, Writer, tmx::content};
use crate::report::xliff::{Version, frame};

/// XLIFF, a `file` a document and a unit a pair. Pairs that are taken are as good as approved, but for those with
/// flags, which someone may want to look at.
pub(super) struct Xliff {
    file: Counted,
    version: Version,
    languages: [String; 2],
    after: String,
    /// The document that is open.
    open: Option<String>,
}

impl Xliff {
    pub(super) fn open(path: &Path, opening: Opening<'_>, version: Version) -> io::Result<Self> {
        let [source, target] = opening.languages;
        let [before, after] = frame(version, source, target);
        let mut file = Counted::create(path)?;
        file.write_all(before.as_bytes())?;
        let languages = opening.languages.map(crate::text::Language::customary);
        Ok(Self { file, version, languages, after, open: None })
    }

    fn begin(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.end()?;
        let original = content(&row.document.source).replace('\n', "&#10;").replace('\t', "&#9;");
        let identity = row.document.identity();
        let [source, target] = &self.languages;
        match self.version {
            Version::One => writeln!(
                self.file,
                "<file original=\"{original}\" source-language=\"{source}\" target-language=\"{target}\" \
                 datatype=\"plaintext\" tool-id=\"daejo\">\n<header><tool tool-id=\"daejo\" tool-name=\"daejo\" \
                 tool-version=\"{}\"/></header>\n<body>",
                env!("CARGO_PKG_VERSION")
            )?,
            Version::Two => {
                writeln!(self.file, "<file id=\"f-{identity}\" original=\"{original}\">")?;
            }
        }
        self.open = Some(identity);
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        if self.open.take().is_none() {
            return Ok(());
        }
        let end = match self.version {
            Version::One => "</body>\n</file>\n",
            Version::Two => "</file>\n",
        };
        self.file.write_all(end.as_bytes())
    }
}

impl Writer for Xliff {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        if self.open.as_deref() != Some(&row.document.identity()) {
            self.begin(row)?;
        }
        let is_fine = row.flags.is_empty();
        let score = format!("{}; score {:.4}", row.place(), row.pair.score);
        let told = if is_fine { score } else { format!("{score}; {}", row.flags.join(" ")) };
        let (id, told) = (row.id, content(&told));
        let [source, target] = [&row.pair.source, &row.pair.target].map(|side| content(&side.text));
        match self.version {
            Version::One => {
                let (approved, state) =
                    if is_fine { ("yes", "final") } else { ("no", "needs-review-translation") };
                writeln!(
                    self.file,
                    "<trans-unit id=\"{id}\" approved=\"{approved}\">\n<source>{source}</source>\n\
                     <target state=\"{state}\">{target}</target>\n<note from=\"daejo\">{told}</note>\n</trans-unit>"
                )
            }
            Version::Two => {
                let state =
                    if is_fine { "final" } else { "translated\" subState=\"daejo:needs-review" };
                writeln!(
                    self.file,
                    "<unit id=\"u{id}\">\n<notes>\n<note id=\"n1\">{told}</note>\n</notes>\n\
                     <segment id=\"s1\" state=\"{state}\">\n<source>{source}</source>\n<target>{target}</target>\n\
                     </segment>\n</unit>"
                )
            }
        }
    }

    fn is_full(&self, limit: u64) -> bool {
        self.file.bytes >= limit
    }

    fn close(mut self: Box<Self>) -> io::Result<()> {
        self.end()?;
        self.file.write_all(self.after.as_bytes())?;
        self.file.close()
    }
}
