//! Reading a file into text. Bytes in, a [`Document`] out: decoded, composed as a reader sees it, with a way
//! back to every byte of the file, and with the place named where it cannot be read.

mod archive;
mod bilingual;
mod block;
mod columns;
mod compose;
mod docx;
mod encoding;
mod epub;
mod fault;
mod flow;
mod format;
pub(crate) mod guard;
mod guess;
mod hangul;
mod html;
#[cfg(feature = "hwp")]
mod hwp;
mod hwpx;
mod johab;
mod made;
mod markdown;
mod nested;
mod odt;
mod offsets;
#[cfg(feature = "pdf")]
mod pdf;
mod place;
mod pptx;
mod rtf;
mod subtitle;
mod symbol;
mod unit;
mod units;

use std::{
    borrow::Cow,
    fs::File,
    io::{self, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

pub use block::{Block, BlockKind};
pub use columns::Columns;
pub use fault::Fault;
pub use format::Format;
use format::Reader;
pub(crate) use html::ends_line;
use made::Made;
use offsets::Offsets;
pub use place::{Landmark, Place};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unit::Sides;
pub use unit::{Code, CodeKind, PluralForm, State, Unit, UnitCounts, UnitText};
pub(crate) use unit::{Paired, paired};
pub use units::{UnitFault, Wanted};

use crate::{
    Error, Result,
    text::{Span, hexadecimal},
};

/// The most bytes that are read of one file, 64 MiB: a hundred long novels, and what an input that never ends
/// may cost.
pub const MAX_BYTES: u64 = 64 << 20;

/// A file's text as its reader sees it.
///
/// It is decoded, composed (Unicode's form NFC; compatibility ideographs are the unified ones), digits and Latin
/// letters of full width have their usual form, and a byte-order mark is no part of it. All spans of a document,
/// and of everything made from it, are byte offsets into [`text`](Self::text); [`in_file`](Self::in_file) leads
/// back to the file. Of a file that is no text (Word, PDF) the text is made here, a block on lines of its own, and
/// [`place_at`](Self::place_at) tells where in the file a reader finds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Where it came from, as the caller gave it; `-` for standard input.
    pub path: PathBuf,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The text, all line ends included.
    pub text: String,
    /// What its format tells of the text, in order; empty for plain text, whose lines alone tell it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Where the text stands in a file that is none, in order; empty for files of text, whose bytes tell it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Landmark>,
    /// What stands at the edge of page after page of a file with pages, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub furniture: Vec<Span>,
    /// The format it was read in.
    #[serde(default)]
    pub format: Format,
    /// The units of a format that has such, in order: then `text` is what stands in them, each side on lines of its
    /// own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Unit>,
    /// Where their sides stand, once somebody asks.
    #[serde(skip)]
    sides: Sides,
    /// How the file stood.
    #[serde(default)]
    origin: Origin,
}

/// What a file was before it became a reader's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Origin {
    encoding: String,
    is_guess: bool,
    /// The decoded file, if the text differs from it.
    decoded: Option<String>,
    /// From the text to what it was made of: the decoded file, composed.
    made: Offsets,
    /// From that to the decoded file.
    composed: Offsets,
    /// From the decoded file to its bytes, where replacement characters stand in it for bytes that are none.
    replaced: Offsets,
    /// How many do.
    replacements: usize,
}

impl Default for Origin {
    fn default() -> Self {
        Self {
            encoding: UTF_8.into(),
            is_guess: false,
            decoded: None,
            made: Offsets::default(),
            composed: Offsets::default(),
            replaced: Offsets::default(),
            replacements: 0,
        }
    }
}

const UTF_8: &str = "UTF-8";

/// How a file is to be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The encoding: a WHATWG label such as `euc-kr`, or `cp949`, `uhc`, `ms949`, `iso-2022-kr`. Without one it is
    /// found out, and the file refused where that is not sure. A byte-order mark is believed before both.
    pub encoding: Option<&'a str>,
    /// Whether bytes that are no text are read as replacement characters, and not refused.
    pub lossy: bool,
    /// The format; without one the name of the file and its first bytes tell it.
    pub format: Option<Format>,
}

/// One line of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Line number, from 1.
    pub number: usize,
    /// The line without its line end.
    pub span: Span,
}

impl Document {
    /// Reads the file at `path`; see [`from_bytes`](Self::from_bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Read`], [`Error::Directory`], and those of [`from_bytes`](Self::from_bytes).
    pub fn read(path: &Path, encoding: Option<&str>) -> Result<Self> {
        Self::read_as(path, &Reading { encoding, ..Reading::default() })
    }

    /// Reads the file at `path` as `reading` says.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], [`Error::Directory`], and those of [`from_bytes`](Self::from_bytes).
    pub fn read_as(path: &Path, reading: &Reading<'_>) -> Result<Self> {
        let file =
            File::open(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        Self::from_reader(path, file, reading)
    }

    /// Reads `input`, which is called `path`, to its end.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], [`Error::Directory`], [`Error::TooLong`] if there is no end within [`MAX_BYTES`], and those
    /// of [`from_bytes`](Self::from_bytes).
    pub fn from_reader(path: &Path, input: impl Read, reading: &Reading<'_>) -> Result<Self> {
        let mut bytes = Vec::new();
        // One more byte tells whether there are more.
        input.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|source| {
            let path = path.to_owned();
            if source.kind() == io::ErrorKind::IsADirectory {
                Error::Directory { path }
            } else {
                Error::Read { path, source }
            }
        })?;
        Self::from_bytes_as(path, &bytes, reading)
    }

    /// Makes a document of `bytes` read from `path`, in the format that its name tells and in `encoding` (see [`Reading`]) or, without one, in the
    /// encoding that they are surely in: UTF-8, UTF-16, CP949, ISO-2022-KR or one for Latin letters.
    ///
    /// # Errors
    ///
    /// [`Error::Empty`] if there is nothing but white space, [`Error::NotText`] if the first bytes are
    /// those of a PDF or another kind of document, [`Error::Binary`] if a zero
    /// byte or many other control bytes show that this is no text, [`Error::Encoding`] at the first byte that is
    /// no character of the encoding, [`Error::Damaged`] if all but a little is, [`Error::CutShort`] if the last
    /// character is not whole, [`Error::EncodingNotRead`], [`Error::UnknownEncoding`], [`Error::TooLong`] above
    /// [`MAX_BYTES`], [`Error::Document`] if it is no text and cannot be read in its format.
    pub fn from_bytes(path: &Path, bytes: &[u8], encoding: Option<&str>) -> Result<Self> {
        Self::from_bytes_as(path, bytes, &Reading { encoding, ..Reading::default() })
    }

    /// Makes a document of `bytes` read from `path`, as `reading` says.
    ///
    /// # Errors
    ///
    /// Those of [`from_bytes`](Self::from_bytes), of which a lossy reading leaves out [`Error::Damaged`] and
    /// [`Error::CutShort`].
    pub fn from_bytes_as(path: &Path, bytes: &[u8], reading: &Reading<'_>) -> Result<Self> {
        if bytes.len() as u64 > MAX_BYTES {
            return Err(Error::TooLong { path: path.to_owned(), limit: MAX_BYTES });
        }
        let format = reading.format.unwrap_or_else(|| Format::of(path, bytes));
        let made = match format.reader() {
            Reader::Container(read) | Reader::Sheets(read) => {
                Some(guarded(path, format, || read(bytes))?)
            }
            _ => None,
        };
        let sha256 = hexadecimal(&Sha256::digest(bytes));
        if let Some(made) = made {
            let Made { text, blocks, places, furniture, .. } = made;
            if text.is_empty() {
                return Err(Error::Empty { path: path.to_owned() });
            }
            let (path, origin) = (path.to_owned(), Origin::default());
            return Ok(Self {
                path,
                sha256,
                text,
                blocks,
                places,
                furniture,
                format,
                units: Vec::new(),
                sides: Sides::default(),
                origin,
            });
        }
        let named = match reading.encoding {
            None if format == Format::Html => html::declared_encoding(bytes),
            _ => None,
        };
        let reading = Reading { encoding: reading.encoding.or(named.as_deref()), ..*reading };
        let decoded = encoding::decode(path, bytes, &reading)?;
        if decoded.text.chars().all(|c| c.is_whitespace() || c == compose::MARK) {
            return Err(Error::Empty { path: path.to_owned() });
        }
        let origin = Origin {
            encoding: decoded.encoding.to_owned(),
            is_guess: decoded.is_guess,
            replaced: decoded.replaced,
            replacements: decoded.count,
            ..Origin::default()
        };
        Self::composed(path, format, sha256, decoded.text, origin)
    }

    /// Makes a document of text that someone else decoded; its bytes in UTF-8 are taken for those of the file. Where
    /// its name tells a format that is no text, it is taken for plain text.
    pub fn from_text(path: &Path, text: String) -> Self {
        let sha256 = hexadecimal(&Sha256::digest(text.as_bytes()));
        let plain = || {
            let (text, sha256) = (text.clone(), sha256.clone());
            Self::composed(path, Format::Plain, sha256, text, Origin::default())
        };
        let format = Format::of_path(path);
        let read = match format.reader() {
            Reader::Container(_) | Reader::Sheets(_) => plain(),
            _ => Self::composed(path, format, sha256.clone(), text.clone(), Origin::default())
                .or_else(|_| plain()),
        };
        read.unwrap_or_else(|_| Self {
            path: path.to_owned(),
            sha256,
            text,
            blocks: Vec::new(),
            places: Vec::new(),
            furniture: Vec::new(),
            format: Format::Plain,
            units: Vec::new(),
            sides: Sides::default(),
            origin: Origin::default(),
        })
    }

    fn composed(
        path: &Path,
        format: Format,
        sha256: String,
        decoded: String,
        mut origin: Origin,
    ) -> Result<Self> {
        let text = match compose::compose(&decoded) {
            Some((text, composed)) => {
                (origin.composed, origin.decoded) = (composed, Some(decoded));
                text
            }
            None => decoded,
        };
        let (text, blocks) = match format.reader() {
            Reader::Blocks(blocks) => {
                let blocks = blocks(&text);
                (text, blocks)
            }
            Reader::Container(_) | Reader::Sheets(_) | Reader::Pairs(_) | Reader::Keys(_) => {
                (text, Vec::new())
            }
            Reader::Marked(read) => {
                let made = guarded(path, format, || read(&text))?;
                if made.text.is_empty() {
                    return Err(Error::Empty { path: path.to_owned() });
                }
                origin.made = made.from;
                origin.decoded.get_or_insert(text);
                (made.text, made.blocks)
            }
        };
        Ok(Self {
            path: path.to_owned(),
            sha256,
            text,
            blocks,
            places: Vec::new(),
            furniture: Vec::new(),
            format,
            units: Vec::new(),
            sides: Sides::default(),
            origin,
        })
    }

    /// Where the byte of the text at `offset` stands in a file that is no text; none in a file that is.
    pub fn place_at(&self, offset: usize) -> Option<&Place> {
        let after = self.places.partition_point(|landmark| landmark.start <= offset);
        let landmark = self.places[..after].last().or(self.places.first());
        landmark.map(|landmark| &landmark.place)
    }

    /// Whether the file is text, so that lines, columns and bytes of it can be told.
    pub fn is_text(&self) -> bool {
        self.places.is_empty()
    }

    /// The text that a reader sees: the whole text, or what its blocks of text show, each on lines of its own.
    pub fn shown(&self) -> Cow<'_, str> {
        if self.blocks.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        let mut shown = String::new();
        for block in self.blocks.iter().filter(|block| block.kind.is_text()) {
            shown.extend(block.shown().map(|span| span.of(&self.text)));
            shown.push('\n');
        }
        Cow::Owned(shown)
    }

    /// The block that the byte of the text at `offset` is in.
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let after = self.blocks.partition_point(|block| block.span.start <= offset);
        self.blocks[..after].last().filter(|block| offset < block.span.end)
    }

    /// Where a stretch of the text stands in the file: byte offsets in the file if it is UTF-8 (in the text that is
    /// made of it, if it is no text), else in the file
    /// decoded to UTF-8. Of a character that is composed there, the whole; the text as a whole is the file as a
    /// whole, but for a byte-order mark. Logarithmic in the number of places where the two differ.
    pub fn in_file(&self, span: Span) -> Span {
        self.origin.replaced.origin(self.in_decoded(span))
    }

    /// Where a stretch of the text stands in the decoded file.
    pub(crate) fn in_decoded(&self, span: Span) -> Span {
        self.origin.composed.origin(self.origin.made.origin(span))
    }

    /// A stretch of the text as it stands in the file, decoded.
    ///
    /// # Panics
    ///
    /// If the span does not lie on character boundaries inside the text.
    pub fn raw(&self, span: Span) -> &str {
        self.in_decoded(span).of(self.decoded())
    }

    /// The decoded file.
    pub(crate) fn decoded(&self) -> &str {
        self.origin.decoded.as_deref().unwrap_or(&self.text)
    }

    /// How many bytes the decoded file has, or the text made of a file that is none.
    pub fn file_len(&self) -> usize {
        let decoded = self.decoded().len();
        self.origin.replaced.origin(Span::new(decoded, decoded)).start
    }

    /// The name of the encoding that the file was read in.
    pub fn encoding(&self) -> &str {
        &self.origin.encoding
    }

    /// Whether the file is in UTF-8, so that [`in_file`](Self::in_file) tells bytes of the file itself.
    pub fn is_utf8(&self) -> bool {
        self.origin.encoding == UTF_8
    }

    /// Whether nobody named the encoding.
    pub fn encoding_is_guess(&self) -> bool {
        self.origin.is_guess
    }

    /// Where replacement characters stand for bytes that are no text, as lines and columns from 1.
    pub fn replacements(&self) -> Vec<(usize, usize)> {
        if self.origin.replacements == 0 {
            return Vec::new();
        }
        let columns = Columns::new(self);
        let decoded = self.decoded();
        let place = |at| columns.of_decoded(at);
        if self.origin.replaced.is_empty() {
            let found = decoded.match_indices(char::REPLACEMENT_CHARACTER);
            return found.map(|(at, _)| place(at)).collect();
        }
        self.origin.replaced.starts().map(place).collect()
    }

    /// The lines in order, blank ones included. `\n`, `\r\n` and a lone `\r` end a line.
    pub fn lines(&self) -> Vec<Line> {
        let spans = line_spans(&self.text).into_iter().enumerate();
        spans.map(|(index, span)| Line { number: index + 1, span }).collect()
    }

    /// The line number, from 1, and the column, from 1 and in characters of the file as it stands, of the byte of
    /// the text at `offset`. [`Columns`] answers many such questions faster.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        Columns::new(self).start(offset)
    }
}

/// What `read` makes of the file at `path`: readers of others may stop in a panic, and that ends with this file.
fn guarded<T>(path: &Path, format: Format, read: impl FnOnce() -> Result<T, Fault>) -> Result<T> {
    let read = guard::silently(|| catch_unwind(AssertUnwindSafe(read)));
    let read = read.unwrap_or(Err(Fault::GaveUp { format: format.name() }));
    read.map_err(|fault| Error::Document { path: path.to_owned(), fault })
}

/// The lines of a text without their ends; `\n`, `\r\n` and a lone `\r` end one.
pub(crate) fn line_spans(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut lines = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let width = match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            b'\r' | b'\n' => 1,
            _ => 0,
        };
        if width == 0 {
            at += 1;
            continue;
        }
        lines.push(Span::new(start, at));
        at += width;
        start = at;
    }
    if start < bytes.len() {
        lines.push(Span::new(start, bytes.len()));
    }
    lines
}

#[cfg(test)]
mod tests;
