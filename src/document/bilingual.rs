//! A file that holds both languages, read into its units.

use super::{
    Document, UnitFault, Wanted,
    format::Reader,
    guarded,
    unit::{Sides, State, Unit, UnitCounts, UnitText},
    units::{Extract, xlsx},
};
use crate::{Error, Result};

impl Document {
    /// The same document read as units, if its format has such: what stands in them becomes the text. Linear in the
    /// length of the file.
    ///
    /// # Errors
    ///
    /// [`Error::Units`] where the file is not what its format asks for, or holds nothing of what is wanted.
    pub fn in_units(mut self, wanted: &Wanted<'_>) -> Result<Self> {
        if let Reader::Sheets(_) = self.format.reader() {
            let fault = |fault: UnitFault| {
                let place = self.place_at(fault.at).map(ToString::to_string).unwrap_or_default();
                let path = self.path.clone();
                Error::Units { path, place, fault }
            };
            self.units = xlsx::units(&self, wanted).map_err(fault)?;
            self.sides = Sides::default();
            return Ok(self);
        }
        let Some(read) = self.format.units() else { return Ok(self) };
        let mut extract = Extract::new(&self.text);
        let units =
            guarded(&self.path, self.format, || Ok(read(&self.text, &mut extract, wanted)))?;
        let units = units.map_err(|fault| {
            let (line, _) = self.position(fault.at);
            Error::Units { path: self.path.clone(), place: format!("line {line}"), fault }
        })?;
        let (text, made) = extract.finish();
        let whole = std::mem::replace(&mut self.text, text);
        self.origin.made = made;
        self.origin.decoded.get_or_insert(whole);
        self.units = units;
        self.sides = Sides::default();
        Ok(self)
    }

    /// The unit that the byte of the text at `offset` stands in.
    pub fn unit_at(&self, offset: usize) -> Option<&Unit> {
        self.sides.at(&self.units, offset)
    }

    /// How many units are in which state.
    pub fn unit_counts(&self) -> UnitCounts {
        let mut counts = UnitCounts { all: self.units.len(), ..UnitCounts::default() };
        for unit in &self.units {
            let is_empty = |side: &UnitText| side.span.of(&self.text).trim().is_empty();
            match unit.state {
                State::Kept => counts.kept += 1,
                _ if unit.target.as_ref().is_none_or(is_empty) => counts.empty += 1,
                State::Untranslated => counts.untranslated += 1,
                State::Fuzzy => counts.fuzzy += 1,
                State::Translated => {}
            }
        }
        counts
    }
}
