//! Pairs as files that other programs load: one file a format, as many at once as are wanted.
//!
//! A file is begun anew when it is as large as it may be; while it is not known how many there will be it has another
//! name.

pub(super) mod column;
mod html;
mod jsonl;
mod moses;
#[cfg(feature = "parquet")]
mod parquet;
mod table;
mod tmx;
mod xliff;
mod xlsx;

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{entry::Entry, pair::Pair};
use crate::{Error, Result, report::xliff::Version, text::Language, whole::failed};

/// A format of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A translation memory (TMX 1.4b).
    Tmx,
    /// One pair a row, nothing quoted.
    Tsv,
    /// The same with every cell in quotation marks.
    Csv,
    /// Two files of which line n is the translation of line n, and a third that says where it comes from.
    Moses,
    /// One object a line, as `datasets` loads it.
    Jsonl,
    /// XLIFF 1.2.
    Xliff,
    /// XLIFF 2.1.
    Xliff2,
    /// A workbook.
    Xlsx,
    /// Pages for a browser.
    Html,
    /// Apache Parquet, as `datasets` loads it.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// A pair as it is written.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// An identity that no other pair of the corpus has.
    pub id: &'a str,
    /// Its document.
    pub document: &'a Entry,
    /// What it says.
    pub pair: &'a Pair,
    /// What is to be known of it.
    pub flags: &'a [String],
    /// The filter that did not take it, and why, if it is told for that.
    pub reason: Option<(&'a str, &'a str)>,
}

impl Row<'_> {
    /// The file of the translation.
    fn target_file(&self) -> &str {
        self.document.target.as_ref().unwrap_or(&self.document.source)
    }

    /// Where the pair comes from, for a reader.
    fn place(&self) -> String {
        let Pair { source, target, .. } = self.pair;
        format!("{}:{} – {}:{}", self.document.source, source.line, self.target_file(), target.line)
    }
}

/// What a file is begun with.
#[derive(Debug, Clone, Copy)]
struct Opening<'a> {
    languages: [&'a Language; 2],
    with_reason: bool,
}

/// A file, or several that belong together, while it is written.
trait Writer {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()>;

    /// Whether another file should be begun, after about `limit` bytes.
    fn is_full(&self, limit: u64) -> bool;

    /// Ends the file, which is whole then.
    fn close(self: Box<Self>) -> io::Result<()>;
}

/// A file that counts its bytes.
struct Counted {
    out: BufWriter<File>,
    bytes: u64,
}

impl Counted {
    fn create(path: &Path) -> io::Result<Self> {
        Ok(Self { out: BufWriter::new(File::create(path)?), bytes: 0 })
    }

    /// Ends the file: what cannot be written any more is known here.
    fn close(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The formats whose files are numbered, as `datasets` calls its own.
const NUMBERED: &[Format] = &[
    #[cfg(feature = "parquet")]
    Format::Parquet,
];

impl Format {
    /// The name of the format, as it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tmx => "tmx",
            Self::Tsv => "tsv",
            Self::Csv => "csv",
            Self::Moses => "moses",
            Self::Jsonl => "jsonl",
            Self::Xliff => "xliff",
            Self::Xliff2 => "xliff2",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        [
            Self::Tmx,
            Self::Tsv,
            Self::Csv,
            Self::Moses,
            Self::Jsonl,
            Self::Xliff,
            Self::Xliff2,
            Self::Xlsx,
            Self::Html,
        ]
        .into_iter()
        .chain(NUMBERED.iter().copied())
    }

    /// What it is, in a line.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Tmx => "A translation memory (TMX 1.4b)",
            Self::Tsv => "A table; nothing is quoted (pandas: sep=\"\\t\", quoting=3)",
            Self::Csv => "A table for spreadsheets, its cells in quotation marks",
            Self::Moses => {
                "A file a language, line by line, and one that says where each line comes from"
            }
            Self::Jsonl => "One object a line, as the library datasets loads it",
            Self::Xliff => "XLIFF 1.2, for translators' tools",
            Self::Xliff2 => "XLIFF 2.1",
            Self::Xlsx => "Workbooks",
            Self::Html => "Pages for a browser that show both texts",
            #[cfg(feature = "parquet")]
            Self::Parquet => "Apache Parquet, as the library datasets loads it",
        }
    }

    /// Those in which pairs that were not taken are written, if the others are written in `formats`.
    pub(super) fn of_rejected(formats: &[Self]) -> Vec<Self> {
        let told = formats.iter().copied().filter(|format| format.tells_reasons());
        let told: Vec<Self> = told.collect();
        if told.is_empty() { vec![Self::Jsonl] } else { told }
    }

    /// Whether pairs that were not taken can be told in it, with the reason.
    pub fn tells_reasons(self) -> bool {
        matches!(self, Self::Tsv | Self::Csv | Self::Jsonl | Self::Xlsx) || self.is_numbered()
    }

    /// Whether files are numbered even if there is only one.
    fn is_numbered(self) -> bool {
        NUMBERED.contains(&self)
    }

    /// The ends of the names of its files.
    pub(super) fn extensions(self, languages: [&Language; 2]) -> Vec<String> {
        match self {
            Self::Moses => {
                languages.map(Language::customary).into_iter().chain(["ids".into()]).collect()
            }
            Self::Xliff => vec!["xlf".into()],
            // Beside 1.2 it needs a name of its own.
            Self::Xliff2 => vec!["v2.xlf".into()],
            _ => vec![self.name().to_owned()],
        }
    }

    fn open(self, paths: &[PathBuf], opening: Opening<'_>) -> io::Result<Box<dyn Writer>> {
        let [path, ..] = paths else { return Err(io::ErrorKind::InvalidInput.into()) };
        Ok(match self {
            Self::Tmx => Box::new(tmx::Tmx::open(path, opening)?),
            Self::Tsv => Box::new(table::Table::open(path, opening, table::By::Tabs)?),
            Self::Csv => Box::new(table::Table::open(path, opening, table::By::Commas)?),
            Self::Moses => Box::new(moses::Moses::open(paths)?),
            Self::Jsonl => Box::new(jsonl::Jsonl::open(path, opening)?),
            Self::Xliff => Box::new(xliff::Xliff::open(path, opening, Version::One)?),
            Self::Xliff2 => Box::new(xliff::Xliff::open(path, opening, Version::Two)?),
            Self::Xlsx => Box::new(xlsx::Xlsx::open(path, opening)?),
            Self::Html => Box::new(html::Html::open(path, opening)?),
            #[cfg(feature = "parquet")]
            Self::Parquet => Box::new(parquet::Parquet::open(path, opening)?),
        })
    }
}

/// The extension in what a name has behind that of a split: `.jsonl`, `.00000.jsonl` or `-00000-of-00002.jsonl`.
pub(super) fn extension(rest: &str) -> Option<&str> {
    let digits = |text: &str| text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(numbered) = rest.strip_prefix('-') {
        let (numbers, end) = numbered.split_once('.')?;
        let (number, count) = numbers.split_once("-of-")?;
        return (digits(number) && digits(count)).then_some(end);
    }
    let rest = rest.strip_prefix('.')?;
    let numbered = rest.split_once('.').filter(|(number, _)| digits(number));
    Some(numbered.map_or(rest, |(_, end)| end))
}

/// The files of one format and one split.
pub(super) struct Output<'a> {
    format: Format,
    folder: &'a Path,
    /// What the files are called before the number and the extension.
    stem: &'static str,
    opening: Opening<'a>,
    extensions: Vec<String>,
    limit: u64,
    /// How many files were begun.
    begun: usize,
    writer: Option<Box<dyn Writer>>,
}

impl<'a> Output<'a> {
    /// Files in `folder` of at most about `limit` bytes; `with_reason` for pairs that were not taken.
    pub(super) fn new(
        format: Format,
        folder: &'a Path,
        stem: &'static str,
        languages: [&'a Language; 2],
        with_reason: bool,
        limit: u64,
    ) -> Self {
        let opening = Opening { languages, with_reason };
        let extensions = format.extensions(languages);
        Self { format, folder, stem, opening, extensions, limit, begun: 0, writer: None }
    }

    /// The files of a number while it is not known how many there will be.
    fn paths(&self, number: usize) -> Vec<PathBuf> {
        let name = |end: &String| self.folder.join(format!("{}.{number:05}.{end}", self.stem));
        self.extensions.iter().map(name).collect()
    }

    fn failed(&self, source: io::Error) -> Error {
        let end = self.extensions.first().map(String::as_str).unwrap_or_default();
        Error::Write { path: self.folder.join(format!("{}.{end}", self.stem)), source }
    }

    /// Adds a pair.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub(super) fn add(&mut self, row: &Row<'_>) -> Result<()> {
        let written = self.put(row);
        written.map_err(|error| self.failed(error))
    }

    fn put(&mut self, row: &Row<'_>) -> io::Result<()> {
        let limit = self.limit;
        if let Some(full) = self.writer.take_if(|writer| writer.is_full(limit)) {
            full.close()?;
        }
        if self.writer.is_none() {
            self.open()?;
        }
        self.writer.as_mut().map_or(Ok(()), |writer| writer.add(row))
    }

    fn open(&mut self) -> io::Result<()> {
        let writer = self.format.open(&self.paths(self.begun), self.opening)?;
        self.begun += 1;
        self.writer = Some(writer);
        Ok(())
    }

    /// Begins the first file, if no pair did.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub(super) fn begin(&mut self) -> Result<()> {
        let begun = if self.begun == 0 { self.open() } else { Ok(()) };
        begun.map_err(|error| self.failed(error))
    }

    /// Ends the last file and gives all of them their names: `train.tmx`, or `train-00000-of-00002.tmx` of several.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub(super) fn close(mut self) -> Result<()> {
        if let Some(writer) = self.writer.take() {
            writer.close().map_err(|error| self.failed(error))?;
        }
        let count = self.begun;
        for number in 0..count {
            for (path, end) in self.paths(number).into_iter().zip(&self.extensions) {
                let name = if count == 1 && !self.format.is_numbered() {
                    format!("{}.{end}", self.stem)
                } else {
                    format!("{}-{number:05}-of-{count:05}.{end}", self.stem)
                };
                fs::rename(&path, self.folder.join(name)).map_err(failed(&path))?;
            }
        }
        Ok(())
    }
}
