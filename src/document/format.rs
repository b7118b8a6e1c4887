//! The formats that documents come in. One file a format turns a text into its blocks; this is the list.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{
    archive,
    block::Block,
    docx, epub,
    fault::Fault,
    html, hwpx,
    made::Made,
    markdown, odt, pptx, rtf, subtitle,
    units::{self, Read},
};

/// A format of documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text without marks: its lines tell what belongs together.
    #[default]
    Plain,
    /// Markdown: `CommonMark` with GitHub's tables, and what the builders of sites add to it.
    Markdown,
    /// HTML and XHTML.
    Html,
    /// Word.
    Docx,
    /// `OpenDocument` text.
    Odt,
    /// Books.
    Epub,
    /// Hangul since 2014.
    Hwpx,
    /// `PowerPoint`.
    Pptx,
    /// Rich Text Format.
    Rtf,
    /// Subtitles: `SubRip` and `WebVTT`.
    Subtitles,
    /// Hangul up to 2014, version 5.
    Hwp,
    /// The text layer of PDF.
    Pdf,
    /// GNU gettext's catalogues.
    Po,
    /// Translation memories.
    Tmx,
    /// XLIFF 1.2 and 2.x, and that of Trados.
    Xliff,
    /// Tables between tabs.
    Tsv,
    /// Tables between commas.
    Csv,
    /// JSON lines.
    Jsonl,
    /// Workbooks.
    Xlsx,
    /// Android's strings.
    Android,
    /// Java's properties.
    Properties,
    /// Flutter's messages.
    Arb,
    /// .NET's resources.
    Resx,
    /// Messages in JSON.
    Json,
    /// Messages in YAML.
    Yaml,
}

/// How the text of a format is found.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// The text is that of the file, and some of its bytes are marks: the blocks of a text.
    Blocks(fn(&str) -> Vec<Block>),
    /// The file is text, and what a reader sees is made of it.
    Marked(fn(&str) -> Result<Made, Fault>),
    /// The file is no text.
    Container(fn(&[u8]) -> Result<Made, Fault>),
    /// The file is a workbook, whose columns hold originals and translations.
    Sheets(fn(&[u8]) -> Result<Made, Fault>),
    /// The file is text, and holds originals and translations in pairs.
    Pairs(Read),
    /// The file is text, and holds texts of one language under keys.
    Keys(Read),
}

/// A format's name, the ends of the names of its files, and how it is read.
struct Entry {
    format: Format,
    name: &'static str,
    summary: &'static str,
    extensions: &'static [&'static str],
    reader: Reader,
}

const FORMATS: &[Entry] = &[
    Entry {
        format: Format::Plain,
        name: "plain",
        summary: "text as it stands",
        extensions: &["txt", "text"],
        reader: Reader::Blocks(|_| Vec::new()),
    },
    Entry {
        format: Format::Markdown,
        name: "markdown",
        summary: "Markdown: code, tags and front matter stand apart",
        extensions: &["md", "mdx", "markdown", "mkd", "mdown", "qmd", "rmd"],
        reader: Reader::Blocks(markdown::blocks),
    },
    Entry {
        format: Format::Html,
        name: "html",
        summary: "HTML and XHTML",
        extensions: &["html", "htm", "xhtml", "xht"],
        reader: Reader::Marked(html::read),
    },
    Entry {
        format: Format::Docx,
        name: "docx",
        summary: "Word",
        extensions: &["docx", "docm", "dotx"],
        reader: Reader::Container(docx::read),
    },
    Entry {
        format: Format::Odt,
        name: "odt",
        summary: "OpenDocument text",
        extensions: &["odt", "ott"],
        reader: Reader::Container(odt::read),
    },
    Entry {
        format: Format::Epub,
        name: "epub",
        summary: "books",
        extensions: &["epub"],
        reader: Reader::Container(epub::read),
    },
    Entry {
        format: Format::Hwpx,
        name: "hwpx",
        summary: "Hangul, .hwpx",
        extensions: &["hwpx"],
        reader: Reader::Container(hwpx::read),
    },
    Entry {
        format: Format::Pptx,
        name: "pptx",
        summary: "PowerPoint: slides and their notes",
        extensions: &["pptx", "pptm"],
        reader: Reader::Container(pptx::read),
    },
    Entry {
        format: Format::Rtf,
        name: "rtf",
        summary: "Rich Text Format",
        extensions: &["rtf"],
        reader: Reader::Marked(rtf::read),
    },
    Entry {
        format: Format::Subtitles,
        name: "subtitles",
        summary: "subtitles, .srt and .vtt",
        extensions: &["srt", "vtt"],
        reader: Reader::Marked(subtitle::read),
    },
    Entry {
        format: Format::Hwp,
        name: "hwp",
        summary: "Hangul, .hwp of version 5",
        extensions: &["hwp"],
        reader: Reader::Container(hwp),
    },
    Entry {
        format: Format::Pdf,
        name: "pdf",
        summary: "the text layer of PDF",
        extensions: &["pdf"],
        reader: Reader::Container(pdf),
    },
    Entry {
        format: Format::Po,
        name: "po",
        summary: "catalogues of GNU gettext, which come aligned",
        extensions: &["po", "pot"],
        reader: Reader::Pairs(units::PO),
    },
    Entry {
        format: Format::Tmx,
        name: "tmx",
        summary: "translation memories",
        extensions: &["tmx"],
        reader: Reader::Pairs(units::TMX),
    },
    Entry {
        format: Format::Xliff,
        name: "xliff",
        summary: "XLIFF 1.2 and 2.x, and that of Trados",
        extensions: &["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff"],
        reader: Reader::Pairs(units::XLIFF),
    },
    Entry {
        format: Format::Tsv,
        name: "tsv",
        summary: "a table between tabs, two columns of which are original and translation",
        extensions: &["tsv"],
        reader: Reader::Pairs(units::TSV),
    },
    Entry {
        format: Format::Csv,
        name: "csv",
        summary: "a table between commas, likewise",
        extensions: &["csv"],
        reader: Reader::Pairs(units::CSV),
    },
    Entry {
        format: Format::Jsonl,
        name: "jsonl",
        summary: "JSON lines with two fields, likewise",
        extensions: &["jsonl", "ndjson"],
        reader: Reader::Pairs(units::JSONL),
    },
    Entry {
        format: Format::Xlsx,
        name: "xlsx",
        summary: "a workbook, likewise",
        extensions: &["xlsx"],
        reader: Reader::Sheets(units::xlsx::made),
    },
    Entry {
        format: Format::Android,
        name: "android",
        summary: "strings.xml of Android, two files by key",
        extensions: &[],
        reader: Reader::Keys(units::ANDROID),
    },
    Entry {
        format: Format::Properties,
        name: "properties",
        summary: "Java's properties, two files by key",
        extensions: &["properties"],
        reader: Reader::Keys(units::PROPERTIES),
    },
    Entry {
        format: Format::Arb,
        name: "arb",
        summary: "Flutter's messages, two files by key",
        extensions: &["arb"],
        reader: Reader::Keys(units::JSON),
    },
    Entry {
        format: Format::Resx,
        name: "resx",
        summary: "resources of .NET, two files by key",
        extensions: &["resx"],
        reader: Reader::Keys(units::RESX),
    },
    Entry {
        format: Format::Json,
        name: "json",
        summary: "messages in JSON, two files by key",
        extensions: &["json"],
        reader: Reader::Keys(units::JSON),
    },
    Entry {
        format: Format::Yaml,
        name: "yaml",
        summary: "messages in YAML, two files by key",
        extensions: &["yaml", "yml"],
        reader: Reader::Keys(units::YAML),
    },
];

#[cfg(feature = "hwp")]
use super::hwp::read as hwp;
#[cfg(feature = "pdf")]
use super::pdf::read as pdf;

#[cfg(not(feature = "hwp"))]
fn hwp(_: &[u8]) -> Result<Made, Fault> {
    let instead = "save the document as .hwpx, which it reads";
    Err(Fault::NotBuilt { format: "hwp", feature: "hwp", instead })
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &[u8]) -> Result<Made, Fault> {
    let instead = "extract the text first, for example with pdftotext";
    Err(Fault::NotBuilt { format: "PDF", feature: "pdf", instead })
}

impl Format {
    /// Every format.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|entry| entry.format)
    }

    /// The ends of the names of files that are read as documents when they lie in a folder.
    pub fn extensions() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().flat_map(|entry| entry.extensions.iter().copied())
    }

    /// The format that the name of a file tells; [`Format::Plain`] where it tells none.
    pub fn of_path(path: &Path) -> Self {
        // Android calls all of its files so, and their folders by the language.
        if path.file_name().is_some_and(|name| name == "strings.xml") {
            return Self::Android;
        }
        let extension = path.extension().and_then(|extension| extension.to_str());
        let extension = extension.unwrap_or_default().to_ascii_lowercase();
        let named = FORMATS.iter().find(|entry| entry.extensions.contains(&extension.as_str()));
        named.map_or(Self::Plain, |entry| entry.format)
    }

    /// The format of the file at `path` that holds `bytes`: its first bytes know better than its name where they are
    /// those of a format.
    pub fn of(path: &Path, bytes: &[u8]) -> Self {
        let named = Self::of_path(path);
        let begins = |magic: &[u8]| bytes.starts_with(magic);
        if begins(b"{\\rtf") {
            return Self::Rtf;
        }
        if begins(b"%PDF-") {
            return Self::Pdf;
        }
        if begins(b"HWP Document File V") {
            return Self::Hwp;
        }
        if begins(b"\xd0\xcf\x11\xe0") {
            // An encrypted .docx is one as well, and its reader tells.
            let holds =
                |words: &[u8]| bytes.windows(words.len()).take(1 << 20).any(|at| at == words);
            return if holds(b"HWP Document File") { Self::Hwp } else { named };
        }
        if begins(b"PK\x03\x04") {
            return inside(bytes).unwrap_or(named);
        }
        let is_nameless = path.extension().is_none();
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(64)]).to_ascii_lowercase();
        let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
        if named == Self::Plain && is_nameless {
            if head.starts_with("<!doctype html") || head.starts_with("<html") {
                return Self::Html;
            }
            if head.starts_with("webvtt") {
                return Self::Subtitles;
            }
        }
        named
    }

    /// The format called `name`.
    pub fn of_name(name: &str) -> Option<Self> {
        FORMATS.iter().find(|entry| entry.name == name).map(|entry| entry.format)
    }

    /// Its name, as it is typed.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// What is read of it, in a few words.
    pub fn summary(self) -> &'static str {
        self.entry().summary
    }

    pub(super) fn reader(self) -> Reader {
        self.entry().reader
    }

    /// Whether a file holds originals and translations side by side, and comes aligned.
    pub fn is_bilingual(self) -> bool {
        matches!(self.reader(), Reader::Pairs(_) | Reader::Sheets(_))
    }

    /// Whether a file holds texts of one language under keys, by which two files belong together.
    pub fn has_keys(self) -> bool {
        matches!(self.reader(), Reader::Keys(_))
    }

    /// What reads the units of a text, if it holds units.
    pub(super) fn units(self) -> Option<Read> {
        match self.reader() {
            Reader::Pairs(read) | Reader::Keys(read) => Some(read),
            _ => None,
        }
    }

    fn entry(self) -> &'static Entry {
        FORMATS.iter().find(|entry| entry.format == self).unwrap_or(&FORMATS[0])
    }
}

/// What a ZIP archive is, by the name or content of its first file and the names of others.
fn inside(bytes: &[u8]) -> Option<Format> {
    /// The first file says so itself, uncompressed, this far from the start.
    const FIRST: usize = 200;
    let head = &bytes[..bytes.len().min(FIRST)];
    let holds = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|at| at == words);
    for (words, format) in [
        (&b"application/epub+zip"[..], Format::Epub),
        (b"application/vnd.oasis.opendocument.text", Format::Odt),
        (b"application/hwp+zip", Format::Hwpx),
    ] {
        if holds(head, words) {
            return Some(format);
        }
    }
    let archive = archive::Archive::open(bytes, "zip").ok()?;
    let has = |name: &str| archive.has(name);
    if has("[Content_Types].xml") {
        if has("word/document.xml") {
            return Some(Format::Docx);
        }
        if has("ppt/presentation.xml") {
            return Some(Format::Pptx);
        }
    }
    let others = [
        ("META-INF/container.xml", "mimetype", Format::Epub),
        ("Contents/section0.xml", "Contents/header.xml", Format::Hwpx),
    ];
    others.iter().find(|(one, other, _)| has(one) && has(other)).map(|(.., format)| *format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_tells_its_format() {
        #[rustfmt::skip]
        let cases = [
            ("note.txt",          Format::Plain,    "text"),
            ("docs/README.ko.md", Format::Markdown, "Markdown"),
            ("index.MDX",         Format::Markdown, "in capitals, with components"),
            ("README",            Format::Plain,    "no ending"),
            ("-",                 Format::Plain,    "standard input"),
            (".md",               Format::Plain,    "a hidden file, whose name is no ending"),
        ];
        for (path, format, why) in cases {
            assert_eq!(Format::of_path(Path::new(path)), format, "{path}: {why}");
        }
    }

    #[test]
    fn every_format_is_in_the_list_once() {
        let names: std::collections::BTreeSet<_> = Format::all().map(Format::name).collect();
        assert_eq!(names.len(), FORMATS.len());
    }
}
