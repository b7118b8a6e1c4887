//! The formats that documents come in. One file a format turns a text into its blocks; this is the list.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{block::Block, fault::Fault, made::Made, markdown};

/// A format of documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text without marks: its lines tell what belongs together.
    #[default]
    Plain,
    /// Markdown: `CommonMark` with GitHub's tables, and what the builders of sites add to it.
    Markdown,
}

/// How the text of a format is found.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// The text is that of the file, and some of its bytes are marks: the blocks of a text.
    Blocks(fn(&str) -> Vec<Block>),
    /// The file is text, and what a reader sees is made of it.
    #[expect(dead_code, reason = "the next commits use it")]
    Marked(fn(&str) -> Result<Made, Fault>),
    /// The file is no text.
    #[expect(dead_code, reason = "the next commits use it")]
    Container(fn(&[u8]) -> Result<Made, Fault>),
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
];

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
        let extension = path.extension().and_then(|extension| extension.to_str());
        let extension = extension.unwrap_or_default().to_ascii_lowercase();
        let named = FORMATS.iter().find(|entry| entry.extensions.contains(&extension.as_str()));
        named.map_or(Self::Plain, |entry| entry.format)
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

    fn entry(self) -> &'static Entry {
        FORMATS.iter().find(|entry| entry.format == self).unwrap_or(&FORMATS[0])
    }
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
