//! Which pairs were there before. Their prints lie in a file; what of them is compared at once is no more than fits into
//! the memory that is given, and the file is read as often as that takes. The result does not depend on it.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::Path,
};

use super::{
    filter::{Scope, Settings},
    prints::{BANDS, Prints, SIZE},
    split::{Shared, Split},
};
use crate::plant::mixed;

/// Bytes that a remembered number takes in memory, as far as it can be told.
const REMEMBERED: u64 = 48;

/// The prints of all pairs that are still taken, in order.
#[derive(Debug)]
pub(super) struct Store {
    file: File,
    count: u64,
    memory: u64,
}

/// The prints while they are written.
#[derive(Debug)]
pub(super) struct Writing {
    out: BufWriter<File>,
    count: u64,
}

impl Writing {
    /// Begins a file in `folder` that goes away with the program.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self { out: BufWriter::new(tempfile::tempfile_in(folder)?), count: 0 })
    }

    pub(super) fn add(&mut self, prints: Prints) -> io::Result<()> {
        self.count += 1;
        self.out.write_all(&prints.to_bytes())
    }

    /// So many bytes are used to compare them.
    pub(super) fn end(self, memory: u64) -> io::Result<Store> {
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(Store { file, count: self.count, memory })
    }
}

/// A pair that was there before: its position, that of its document, and where it was first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Repeat {
    pub(super) pair: u64,
    pub(super) document: u32,
    pub(super) first_document: u32,
}

impl Store {
    /// The prints from the first on for which `is_taken` holds, with their number in the file.
    fn each(
        &self,
        is_taken: &dyn Fn(u64) -> bool,
        mut each: impl FnMut(u64, Prints) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        let mut reader = BufReader::with_capacity(SIZE * 512, file);
        let mut bytes = [0; SIZE];
        for number in 0..self.count {
            reader.read_exact(&mut bytes)?;
            let prints = Prints::from_bytes(&bytes);
            if is_taken(prints.pair) {
                each(number, prints)?;
            }
        }
        Ok(())
    }

    /// The prints at `number` of the file.
    fn at(&self, number: u64) -> io::Result<Prints> {
        let mut bytes = [0; SIZE];
        let mut file = &self.file;
        file.seek(SeekFrom::Start(number * SIZE as u64))?;
        file.read_exact(&mut bytes)?;
        Ok(Prints::from_bytes(&bytes))
    }

    /// Into how many parts numbers are divided, `each` of a pair, so that one fits into memory.
    fn parts(&self, each: u64) -> u64 {
        let needed = self.count.saturating_mul(each).saturating_mul(REMEMBERED);
        needed.div_ceil(self.memory.max(1)).max(1)
    }

    /// The pairs whose source stands in at least `least` documents, with the number of these; but for the first of each,
    /// which is taken.
    pub(super) fn boilerplate(
        &self,
        least: usize,
        is_taken: &dyn Fn(u64) -> bool,
    ) -> io::Result<Vec<(u64, u32)>> {
        struct Seen {
            last_document: u32,
            documents: u32,
            is_kept: bool,
        }
        let parts = self.parts(1);
        let mut found = Vec::new();
        for part in 0..parts {
            let is_of_part =
                |prints: &Prints| prints.is_long && mixed(prints.source) % parts == part;
            let mut all: HashMap<u64, Seen> = HashMap::new();
            self.each(is_taken, |_, prints| {
                if is_of_part(&prints) {
                    let last_document = prints.document;
                    let new = || Seen { last_document, documents: 1, is_kept: false };
                    let seen = all.entry(prints.source).or_insert_with(new);
                    if seen.last_document != prints.document {
                        seen.last_document = prints.document;
                        seen.documents += 1;
                    }
                }
                Ok(())
            })?;
            self.each(is_taken, |_, prints| {
                if !is_of_part(&prints) {
                    return Ok(());
                }
                let seen = all.get_mut(&prints.source);
                if let Some(seen) = seen.filter(|seen| seen.documents as usize >= least)
                    && std::mem::replace(&mut seen.is_kept, true)
                {
                    found.push((prints.pair, seen.documents));
                }
                Ok(())
            })?;
        }
        found.sort_unstable();
        Ok(found)
    }

    /// The pairs whose source stands in a split that is held out from theirs: of train what dev or test has, of dev what
    /// test has. `splits` is that of each document.
    pub(super) fn held_out(
        &self,
        splits: &[Split],
        is_taken: &dyn Fn(u64) -> bool,
    ) -> io::Result<Vec<u64>> {
        let of = |prints: &Prints| splits.get(prints.document as usize).copied();
        let parts = self.parts(1);
        let mut found = Vec::new();
        for part in 0..parts {
            let is_of_part = |prints: &Prints| mixed(prints.source) % parts == part;
            let mut held: HashMap<u64, Split> = HashMap::new();
            self.each(is_taken, |_, prints| {
                if let Some(split) = of(&prints).filter(|split| *split != Split::Train)
                    && is_of_part(&prints)
                {
                    let farthest = held.entry(prints.source).or_insert(split);
                    *farthest = split.max(*farthest);
                }
                Ok(())
            })?;
            self.each(is_taken, |_, prints| {
                let is_held = held.get(&prints.source).copied() > of(&prints);
                found.extend((is_of_part(&prints) && is_held).then_some(prints.pair));
                Ok(())
            })?;
        }
        found.sort_unstable();
        Ok(found)
    }

    /// The pairs that stand before as they are.
    pub(super) fn duplicates(
        &self,
        scope: Scope,
        is_taken: &dyn Fn(u64) -> bool,
    ) -> io::Result<Vec<Repeat>> {
        self.repeats(scope, is_taken, |prints| prints.exact)
    }

    fn repeats(
        &self,
        scope: Scope,
        is_taken: &dyn Fn(u64) -> bool,
        key: impl Fn(&Prints) -> u64,
    ) -> io::Result<Vec<Repeat>> {
        let parts = self.parts(1);
        let mut found = Vec::new();
        for part in 0..parts {
            let mut first: HashMap<u64, u32> = HashMap::new();
            self.each(is_taken, |_, prints| {
                let key = scoped(key(&prints), scope, &prints);
                if key % parts != part {
                    return Ok(());
                }
                match first.get(&key) {
                    Some(&first_document) => {
                        let Prints { pair, document, .. } = prints;
                        found.push(Repeat { pair, document, first_document });
                    }
                    None => {
                        first.insert(key, prints.document);
                    }
                }
                Ok(())
            })?;
        }
        found.sort_unstable();
        Ok(found)
    }

    /// The pairs that stand before with the same letters and digits, or nearly the same.
    pub(super) fn near_duplicates(
        &self,
        settings: &Settings,
        is_taken: &dyn Fn(u64) -> bool,
    ) -> io::Result<Vec<Repeat>> {
        let scope = settings.duplicates;
        let mut found = self.repeats(scope, is_taken, |prints| prints.folded)?;
        if settings.near_similarity >= 1.0 {
            return Ok(found);
        }
        let parts = self.parts(BANDS as u64);
        for part in 0..parts {
            let mut first: HashMap<u64, u64> = HashMap::new();
            let mut candidates: Vec<(u64, u64)> = Vec::new();
            self.each(is_taken, |number, prints| {
                for (band, value) in (0_u64..).zip(prints.bands) {
                    let key = scoped(mixed(band << 32 | u64::from(value)), scope, &prints);
                    if key % parts != part {
                        continue;
                    }
                    match first.get(&key) {
                        Some(&other) => candidates.push((number, other)),
                        None => {
                            first.insert(key, number);
                        }
                    }
                }
                Ok(())
            })?;
            candidates.sort_unstable();
            candidates.dedup();
            for (number, other) in candidates {
                let (own, other) = (self.at(number)?, self.at(other)?);
                if own.similarity(&other) >= settings.near_similarity {
                    let Prints { pair, document, .. } = own;
                    found.push(Repeat { pair, document, first_document: other.document });
                }
            }
        }
        found.sort_unstable();
        // The same pair may be near to several before it.
        found.dedup_by_key(|repeat| repeat.pair);
        Ok(found)
    }
}

/// A number under which pairs find each other: all, or those of one document.
fn scoped(key: u64, scope: Scope, prints: &Prints) -> u64 {
    match scope {
        Scope::Corpus => mixed(key),
        Scope::Document => mixed(key ^ mixed(u64::from(prints.document))),
    }
}

/// Counts what documents share.
pub(super) fn count_shared(repeats: &[Repeat], shared: &mut Shared) {
    for repeat in repeats.iter().filter(|repeat| repeat.document != repeat.first_document) {
        *shared.entry((repeat.first_document, repeat.document)).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{
        pair::{Pair, Side},
        prints::Look,
    };

    /// What is found in documents of pairs whose sides are given with a bar between them.
    fn store(documents: &[&[&str]], memory: u64) -> Store {
        let mut writing = Writing::new(&std::env::temp_dir()).expect("a file");
        let look = Look { number_blind: false, boilerplate_chars: 4 };
        let mut at = 0;
        for (number, document) in (0..).zip(documents) {
            for pair in *document {
                let (source, target) = pair.split_once('|').expect("two sides");
                let side = |text: &str| Side { text: text.to_owned(), ..Side::default() };
                let (source, target) = (side(source), side(target));
                let pair = Pair { bead: 0, score: 1.0, source, target, findings: Vec::new() };
                writing.add(Prints::of(&pair, number, at, look)).expect("written");
                at += 1;
            }
        }
        writing.end(memory).expect("ended")
    }

    fn pairs(repeats: &[Repeat]) -> Vec<u64> {
        repeats.iter().map(|repeat| repeat.pair).collect()
    }

    const LONG: &str = "The committee of the party met on the third of May in the capital of the young republic and \
                        spoke of the harvest, the railways and the coming winter.|당 위원회는 5월 3일 젊은 공화국의 수도에서 \
                        모여 수확과 철도와 다가오는 겨울에 관하여 이야기하였다.";

    #[test]
    fn repeats_are_found_whatever_the_memory() {
        let near = LONG.replace("winter.|", "winters.|");
        let documents: &[&[&str]] = &[
            &["One.|하나.", "Two.|둘.", LONG],
            &["One.|하나.", "ONE|하나", "Three.|셋.", &near],
            &["Three.|셋.", "Three.|세 가지."],
        ];
        let all = |_: u64| true;
        let settings = Settings::default();
        let own = Settings { duplicates: Scope::Document, ..Settings::default() };
        for memory in [1 << 30, 100] {
            let store = store(documents, memory);
            assert_eq!(pairs(&store.duplicates(Scope::Corpus, &all).expect("read")), [3, 7]);
            assert_eq!(pairs(&store.duplicates(Scope::Document, &all).expect("read")), [0_u64; 0]);
            let near = store.near_duplicates(&settings, &all).expect("read");
            assert_eq!(pairs(&near), [3, 4, 6, 7], "letters, and all but one letter");
            assert_eq!(near[2].first_document, 0);
            assert_eq!(pairs(&store.near_duplicates(&own, &all).expect("read")), [4]);
            let boilerplate = store.boilerplate(2, &all).expect("read");
            // ONE has too few characters, and the first of each is no repeat.
            assert_eq!(boilerplate, [(3, 2), (7, 2), (8, 2)]);
            let splits = [Split::Train, Split::Dev, Split::Test];
            let held = store.held_out(&splits, &all).expect("read");
            assert_eq!(held, [0, 5], "of train what dev has, of dev what test has");
            let rest = store.duplicates(Scope::Corpus, &|pair| pair > 0).expect("read");
            assert_eq!(pairs(&rest), [7], "what is not taken is not there before");
        }
    }
}
