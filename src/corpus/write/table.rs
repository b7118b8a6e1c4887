use std::{
    io::{self, Write},
    path::Path,
};

use super::{Counted, Opening, Row, Writer, columns};
use crate::report::table::Separated;

pub(super) const TABS: Separated = Separated::Tabs;
pub(super) const COMMAS: Separated = Separated::Commas;

/// A table with a heading; see [`Separated`] for how its cells are written.
pub(super) struct Table {
    file: Counted,
    by: Separated,
}

impl Table {
    pub(super) fn open(path: &Path, opening: Opening<'_>, by: Separated) -> io::Result<Self> {
        let mut file = Counted::create(path)?;
        let columns = columns(opening.with_reason).join("\t");
        file.write_all(by.heading(&columns).as_bytes())?;
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
