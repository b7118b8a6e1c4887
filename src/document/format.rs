//! The formats that documents come in. One file a format turns a text into its blocks; this is the list.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{block::Block, markdown};

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

/// A format's name, the ends of the names of its files, and how its blocks are found.
struct Entry {
    format: Format,
    name: &'static str,
    extensions: &'static [&'static str],
    blocks: fn(&str) -> Vec<Block>,
}

#[rustfmt::skip]
const FORMATS: &[Entry] = &[
    Entry { format: Format::Plain,    name: "plain",    extensions: &["txt", "text"],               blocks: |_| Vec::new() },
    Entry { format: Format::Markdown, name: "markdown", extensions: &["md", "mdx", "markdown", "mkd", "mdown", "qmd", "rmd"],
                                                                                                    blocks: markdown::blocks },
];

impl Format {
    /// Every format.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|entry| entry.format)
    }

    /// The format that the name of a file tells; [`Format::Plain`] where it tells none.
    pub fn of_path(path: &Path) -> Self {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let extension = extension.unwrap_or_default().to_ascii_lowercase();
        let named = FORMATS.iter().find(|entry| entry.extensions.contains(&extension.as_str()));
        named.map_or(Self::Plain, |entry| entry.format)
    }

    /// Its name, as it is typed.
    pub fn name(self) -> &'static str {
        FORMATS.iter().find(|entry| entry.format == self).map_or("plain", |entry| entry.name)
    }

    /// The blocks of a text in this format, in order and apart from each other; none of plain text. Every
    /// letter of the text is in one. Linear in the length of the text.
    pub fn blocks(self, text: &str) -> Vec<Block> {
        let entry = FORMATS.iter().find(|entry| entry.format == self);
        entry.map_or_else(Vec::new, |entry| (entry.blocks)(text))
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
