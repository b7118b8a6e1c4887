//! What a corpus is to be made of, and the way through all its pairs.

use std::path::Path;

use rayon::prelude::*;

use super::{
    entry::Entry, filter::Settings, folder::Names, pair::Pair, split::Split, write::Format,
};
use crate::{Result, text::Language};

/// What is to be made.
pub struct Plan<'a> {
    /// The folder of the corpus.
    pub folder: &'a Path,
    /// The documents in their order, done or not.
    pub entries: &'a [Entry],
    /// What is taken, and how it is divided.
    pub settings: &'a Settings,
    /// Of the source and the target.
    pub languages: [&'a Language; 2],
    /// What is written.
    pub formats: &'a [Format],
    /// Whether pairs that are not taken are written too, with the reason.
    pub keep_rejected: bool,
    /// Is told of so many bytes that were read; every document is read twice.
    pub advance: &'a (dyn Fn(u64) + Sync),
}

/// So many documents are read at once …
const TOGETHER: usize = 64;
/// … or such of so many bytes, whichever is less: what is in memory at a time.
const TOGETHER_BYTES: u64 = 16 << 20;

impl Plan<'_> {
    /// Whether the pairs are divided among train, dev and test.
    pub(super) fn is_divided(&self) -> bool {
        Split::asked(self.settings).len() > 1
    }

    /// What its files of pairs are called.
    pub(super) fn names(&self) -> Names {
        Names::planned(self.settings, self.formats, self.languages, self.keep_rejected)
    }

    /// How many of the documents from the one at `start` on are read together, one at least.
    fn together(&self, start: usize) -> usize {
        let mut bytes = 0;
        let entries = self.entries[start..].iter().take(TOGETHER);
        let fit = entries.take_while(|entry| {
            bytes += entry.bytes;
            bytes <= TOGETHER_BYTES
        });
        fit.count().max(1)
    }

    /// Goes through the pairs of all documents in order: `work` on each, as many at once as there are threads, and
    /// `each` with what it made of them.
    pub(super) fn over<T: Send>(
        &self,
        work: impl Fn(usize, &Entry, Vec<Pair>) -> T + Sync,
        mut each: impl FnMut(usize, &Entry, T) -> Result<()>,
    ) -> Result<()> {
        let mut start = 0;
        while start < self.entries.len() {
            let some = start..start + self.together(start);
            start = some.end;
            let done: Vec<Result<T>> = some
                .clone()
                .into_par_iter()
                .map(|number| {
                    let entry = &self.entries[number];
                    let pairs = if entry.error.is_some() {
                        Vec::new()
                    } else {
                        entry.pairs(self.folder)?
                    };
                    (self.advance)(entry.bytes);
                    Ok(work(number, entry, pairs))
                })
                .collect();
            for (number, done) in some.zip(done) {
                each(number, &self.entries[number], done?)?;
            }
        }
        Ok(())
    }
}
