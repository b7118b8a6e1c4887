use std::{
    io::{self, Write},
    path::PathBuf,
};

use super::{
    Counted, Row, Writer,
    column::{Kind, columns},
    table::By,
};

/// A file a language and one that says of each line what it is: id, place, score, flags.
pub(super) struct Moses {
    files: Vec<Counted>,
}

impl Moses {
    pub(super) fn open(paths: &[PathBuf]) -> io::Result<Self> {
        Ok(Self {
            files: paths.iter().map(|path| Counted::create(path)).collect::<io::Result<_>>()?,
        })
    }
}

impl Writer for Moses {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        let texts = [&row.pair.source, &row.pair.target].map(|side| &side.text);
        let others = columns(false).filter(|column| column.kind != Kind::Translation);
        let ids: Vec<String> = others.flat_map(|column| (column.of)(row).cells()).collect();
        let ids = By::Tabs.row(&ids);
        // No text of a pair has a line end; other marks at which some programs end a line are blanks.
        let is_end = |c: char| {
            matches!(
                c,
                '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
            )
        };
        let lines = texts.into_iter().map(|text| text.replace(is_end, " ") + "\n").chain([ids]);
        self.files
            .iter_mut()
            .zip(lines)
            .try_for_each(|(file, line)| file.write_all(line.as_bytes()))
    }

    fn is_full(&self, limit: u64) -> bool {
        self.files.iter().map(|file| file.bytes).sum::<u64>() >= limit
    }

    fn close(self: Box<Self>) -> io::Result<()> {
        self.files.into_iter().try_for_each(Counted::close)
    }
}
