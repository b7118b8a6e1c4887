use std::{
    io::{self, Write},
    path::Path,
};

use super::{
    Counted, Opening, Row, Writer,
    column::{Column, columns},
};
use crate::report::table::Separated;

/// How the cells of a table are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// By tabs, and nothing is written otherwise than it stands: readers that take no quotation mark for more than a
    /// letter undo nothing else either. A tab or line end, which no text of a pair has and only the name of a file may,
    /// is a blank.
    Tabs,
    /// By commas, as [`Separated::Commas`].
    Commas,
}

impl By {
    /// A row with its line end.
    pub(super) fn row(self, cells: &[String]) -> String {
        match self {
            Self::Tabs => {
                let plain = |cell: &String| cell.replace(['\t', '\n', '\r'], " ");
                cells.iter().map(plain).collect::<Vec<_>>().join("\t") + "\n"
            }
            Self::Commas => Separated::Commas.row(cells),
        }
    }
}

/// A table with a heading.
pub(super) struct Table {
    file: Counted,
    by: By,
}

impl Table {
    pub(super) fn open(path: &Path, opening: Opening<'_>, by: By) -> io::Result<Self> {
        let mut file = Counted::create(path)?;
        let names = columns(opening.with_reason).flat_map(Column::flat).copied();
        let heading = names.collect::<Vec<_>>().join("\t");
        let heading = match by {
            By::Tabs => heading + "\n",
            By::Commas => Separated::Commas.heading(&heading),
        };
        file.write_all(heading.as_bytes())?;
        Ok(Self { file, by })
    }
}

impl Writer for Table {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.file.write_all(self.by.row(&row.cells()).as_bytes())
    }

    fn is_full(&self, limit: u64) -> bool {
        self.file.bytes >= limit
    }

    fn close(self: Box<Self>) -> io::Result<()> {
        self.file.close()
    }
}
