//! The journal of a corpus: a line for each document that is done, written when what was made of it is whole. A run that
//! was stopped goes on from it, and a later one takes over what has not changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, TryLockError},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    pair::Pair,
    whole::{TEMPORARY, failed, write_whole},
};
use crate::{Error, Result};

/// What the journal is called in the folder of a corpus.
pub const FILE: &str = "journal.jsonl";
/// The folder of what was made of each document.
pub const WORK: &str = "work";
/// The version of the lines.
const VERSION: u32 = 1;

/// A document that is done, or that could not be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// The version of this line.
    pub version: u32,
    /// What the document is called among the others.
    pub document: String,
    /// The document, or its source half, as it was named.
    pub source: String,
    /// SHA-256 of its bytes.
    pub source_sha256: String,
    /// The target half, if it is a file of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// SHA-256 of its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_sha256: Option<String>,
    /// Fingerprint of all that decides how the document is read, aligned and checked.
    pub settings: String,
    /// The file of its pairs in the folder `work`.
    pub work: String,
    /// Length of that file in bytes.
    pub bytes: u64,
    /// Its checksum (CRC-32).
    pub checksum: u32,
    /// How many pairs there are in it.
    pub pairs: usize,
    /// How many beads had no counterpart.
    pub gaps: usize,
    /// What a list of pairs says of the document.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub row: BTreeMap<String, String>,
    /// What makes its pairs doubtful.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Why it could not be read; there are no pairs then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What decides whether a document has been done already: its files, their bytes, and how they are read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Key {
    /// The files as they are named.
    pub paths: (String, Option<String>),
    /// SHA-256 of their bytes.
    pub sha256: (String, Option<String>),
    /// Fingerprint of the settings.
    pub settings: String,
}

impl Key {
    /// What the file of its pairs is called.
    pub fn work(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        let mut name = hex(&Sha256::digest(text.as_bytes()));
        name.truncate(32);
        name + ".jsonl"
    }
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

impl Entry {
    fn key(&self) -> Key {
        Key {
            paths: (self.source.clone(), self.target.clone()),
            sha256: (self.source_sha256.clone(), self.target_sha256.clone()),
            settings: self.settings.clone(),
        }
    }

    /// An identity for the pairs of the document, the same wherever the corpus lies.
    pub fn identity(&self) -> String {
        let files = (&self.document, &self.source_sha256, &self.target_sha256);
        let text = serde_json::to_string(&files).unwrap_or_default();
        let mut identity = hex(&Sha256::digest(text.as_bytes()));
        identity.truncate(12);
        identity
    }

    /// Reads the pairs of the document in a corpus.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if the file is not there or not as it was written.
    pub fn pairs(&self, folder: &Path) -> Result<Vec<Pair>> {
        let path = folder.join(WORK).join(&self.work);
        let wrong = |problem: &str| Error::Read {
            path: path.clone(),
            source: io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{problem}: remove the file and run again"),
            ),
        };
        let text = fs::read_to_string(&path)
            .map_err(|source| Error::Read { path: path.clone(), source })?;
        if text.len() as u64 != self.bytes || crc32fast::hash(text.as_bytes()) != self.checksum {
            return Err(wrong("it is not as it was written"));
        }
        let pairs: Option<Vec<Pair>> =
            text.lines().map(|line| serde_json::from_str(line).ok()).collect();
        pairs.ok_or_else(|| wrong("it holds no pairs"))
    }
}

/// The journal of a corpus that is being made. Nobody else can open it meanwhile.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    file: File,
    done: BTreeMap<Key, Entry>,
    /// Corpora whose documents are taken over where they have not changed.
    earlier: Vec<(PathBuf, BTreeMap<Key, Entry>)>,
}

impl Journal {
    /// Opens the journal of the corpus in `folder`, or begins one if the folder is empty or not there.
    ///
    /// A last line that is not whole, as a run leaves it that was stopped, is dropped.
    ///
    /// # Errors
    ///
    /// [`Error::Output`] if the folder holds anything else, or if another run has it open; [`Error::Write`],
    /// [`Error::Read`], [`Error::Table`].
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let refused = |problem: String| Error::Output { path: folder.to_owned(), problem };
        if folder.is_file() {
            return Err(refused("it is a file: a corpus is a folder".into()));
        }
        if path.exists() && !path.is_file() {
            return Err(refused(format!("{FILE} in it is no file: name another folder")));
        }
        let mut entries = fs::read_dir(folder).ok().into_iter().flatten().flatten();
        if !path.exists() && entries.any(|entry| entry.file_name() != FILE) {
            let problem = "it holds other files and no corpus: name a new or empty folder";
            return Err(refused(problem.into()));
        }
        fs::create_dir_all(folder).map_err(failed(folder))?;
        let mut file = File::options()
            .read(true)
            .append(true)
            .create(true)
            .open(&path)
            .map_err(failed(&path))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => {
                return Err(refused("another run is writing it: wait for that to end".into()));
            }
            // Where files cannot be locked the work is done all the same.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        fs::create_dir_all(folder.join(WORK)).map_err(failed(folder))?;
        let (done, length) = read(&path, &mut file)?;
        file.set_len(length).map_err(failed(&path))?;
        Ok(Self { folder: folder.to_owned(), file, done, earlier: Vec::new() })
    }

    /// Takes over from another corpus what has not changed: its folder or its journal.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], [`Error::Table`].
    pub fn since(&mut self, path: &Path) -> Result<()> {
        let path = if path.is_dir() { path.join(FILE) } else { path.to_owned() };
        let mut file =
            File::open(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
        let (done, _) = read(&path, &mut file)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        self.earlier.push((folder, done));
        Ok(())
    }

    /// What was made of a document before, if nothing has changed since, and whether this journal has its line.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] if what another corpus has of it cannot be taken over.
    pub fn find(&self, key: &Key) -> Result<Option<(Entry, bool)>> {
        let is_there = |folder: &Path, entry: &Entry| {
            let found = fs::metadata(folder.join(WORK).join(&entry.work));
            found.is_ok_and(|found| found.len() == entry.bytes)
        };
        if let Some(entry) = self.done.get(key).filter(|entry| is_there(&self.folder, entry)) {
            return Ok(Some((entry.clone(), true)));
        }
        for (folder, done) in &self.earlier {
            let Some(entry) = done.get(key).filter(|entry| is_there(folder, entry)) else {
                continue;
            };
            let path = folder.join(WORK).join(&entry.work);
            let mut from =
                File::open(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
            let to = self.folder.join(WORK).join(&entry.work);
            write_whole(&to, |out| io::copy(&mut from, out).map(drop))?;
            return Ok(Some((entry.clone(), false)));
        }
        Ok(None)
    }

    /// Whether an earlier run, here or in a corpus that is taken over, knew these files with other bytes or settings.
    pub fn knew(&self, key: &Key) -> bool {
        let journals = self.earlier.iter().map(|(_, done)| done).chain([&self.done]);
        journals.flat_map(BTreeMap::keys).any(|known| known.paths == key.paths)
    }

    /// Whether anything had been done before.
    pub fn is_new(&self) -> bool {
        self.done.is_empty() && self.earlier.is_empty()
    }

    /// Writes the pairs of a document, whole, and then the line that says so.
    ///
    /// # Errors
    ///
    /// [`Error::Write`]; the document is then not done.
    pub fn add(&mut self, key: &Key, mut entry: Entry, pairs: &[Pair]) -> Result<Entry> {
        let mut text = Vec::new();
        for pair in pairs {
            let path = || self.folder.join(WORK);
            serde_json::to_writer(&mut text, pair).map_err(|e| failed(&path())(e.into()))?;
            text.push(b'\n');
        }
        entry.version = VERSION;
        entry.work = key.work();
        entry.bytes = text.len() as u64;
        entry.checksum = crc32fast::hash(&text);
        entry.pairs = pairs.len();
        let path = self.folder.join(WORK).join(&entry.work);
        write_whole(&path, |out| out.write_all(&text))?;
        self.append(&entry)?;
        Ok(entry)
    }

    /// Writes the line of a document that is done.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn append(&mut self, entry: &Entry) -> Result<()> {
        let path = self.folder.join(FILE);
        let mut line = serde_json::to_vec(entry).map_err(|e| failed(&path)(e.into()))?;
        line.push(b'\n');
        self.file.write_all(&line).map_err(failed(&path))
    }

    /// Ends the work: the journal holds `entries` in their order and nothing else, and what no entry names is removed.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn close(self, entries: &[Entry]) -> Result<()> {
        let path = self.folder.join(FILE);
        write_whole(&path, |out| {
            for entry in entries {
                serde_json::to_writer(&mut *out, entry)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })?;
        let kept: BTreeSet<&str> = entries.iter().map(|entry| entry.work.as_str()).collect();
        let work = self.folder.join(WORK);
        for folder in [&work, &self.folder] {
            for file in fs::read_dir(folder).map_err(failed(folder))?.flatten() {
                let name = file.file_name();
                let name = name.to_string_lossy();
                let is_left = folder == &work && !kept.contains(&*name);
                if is_left || name.starts_with(TEMPORARY) {
                    fs::remove_file(file.path()).map_err(failed(&file.path()))?;
                }
            }
        }
        Ok(())
    }
}

/// The entries of documents that were done, and the length of what was read of the journal.
fn read(path: &Path, file: &mut File) -> Result<(BTreeMap<Key, Entry>, u64)> {
    let unread = |source| Error::Read { path: path.to_owned(), source };
    let mut reader = BufReader::new(file);
    let (mut done, mut length) = (BTreeMap::new(), 0);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = reader.read_until(b'\n', &mut line).map_err(unread)?;
        if line.last() != Some(&b'\n') {
            // The end, or a line that a run which was stopped could not end.
            break;
        }
        let entry: Entry = serde_json::from_slice(&line).map_err(|error| Error::Table {
            path: path.to_owned(),
            line: number,
            problem: format!("this is no line of a journal of daejo ({error})"),
        })?;
        if entry.version > VERSION {
            return Err(Error::Table {
                path: path.to_owned(),
                line: number,
                problem: "a later release of daejo wrote this journal: begin a new corpus".into(),
            });
        }
        length += read as u64;
        if entry.error.is_none() {
            done.insert(entry.key(), entry);
        }
    }
    Ok((done, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::pair::Side;

    fn pair(text: &str) -> Pair {
        let side = Side { text: text.to_owned(), segments: 1, line: 1, bytes: [0, text.len()] };
        Pair { bead: 0, score: 0.9, source: side.clone(), target: side, findings: Vec::new() }
    }

    fn key(bytes: &str) -> Key {
        Key { paths: ("a\nb.txt".into(), None), sha256: (bytes.into(), None), settings: "s".into() }
    }

    fn entry(key: &Key) -> Entry {
        Entry {
            document: "a".into(),
            source: key.paths.0.clone(),
            source_sha256: key.sha256.0.clone(),
            settings: key.settings.clone(),
            ..Entry::default()
        }
    }

    #[test]
    fn what_is_done_is_found_again_also_behind_a_line_that_was_cut() {
        let folder = tempfile::tempdir().expect("a folder");
        let corpus = folder.path().join("corpus");
        let mut journal = Journal::open(&corpus).expect("opened");
        journal.add(&key("1"), entry(&key("1")), &[pair("One.")]).expect("written");
        assert!(matches!(Journal::open(&corpus), Err(Error::Output { .. })), "it is locked");
        drop(journal);
        let path = corpus.join(FILE);
        let whole = fs::read(&path).expect("read");
        fs::write(&path, [&whole[..], b"{\"version\":1,\"docu"].concat()).expect("written");
        let journal = Journal::open(&corpus).expect("opened");
        let (found, _) = journal.find(&key("1")).expect("looked for").expect("found");
        assert_eq!(found.pairs(&corpus).expect("read"), [pair("One.")]);
        assert_eq!(journal.find(&key("2")).expect("looked for"), None, "other bytes");
        assert!(journal.knew(&key("2")));
        assert_eq!(fs::read(&path).expect("read"), whole, "the torn line is gone");
    }

    #[test]
    fn what_was_damaged_is_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut journal = Journal::open(folder.path()).expect("opened");
        let entry = journal.add(&key("1"), entry(&key("1")), &[pair("One.")]).expect("written");
        let path = folder.path().join(WORK).join(&entry.work);
        let text = fs::read_to_string(&path).expect("read").replace("One", "Two");
        fs::write(&path, text).expect("written");
        let error = entry.pairs(folder.path()).expect_err("another text");
        assert!(matches!(error, Error::Read { .. }));
        fs::write(&path, "").expect("written");
        assert_eq!(journal.find(&key("1")).expect("looked for"), None, "another length");
    }

    #[test]
    fn what_has_not_changed_is_taken_over_from_another_corpus() {
        let folder = tempfile::tempdir().expect("a folder");
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        let mut journal = Journal::open(&old).expect("opened");
        journal.add(&key("1"), entry(&key("1")), &[pair("One.")]).expect("written");
        let mut journal = Journal::open(&new).expect("opened");
        journal.since(&old).expect("read");
        let (found, _) = journal.find(&key("1")).expect("looked for").expect("found");
        assert_eq!(found.pairs(&new).expect("read"), [pair("One.")]);
    }

    #[test]
    fn a_folder_with_other_files_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("thesis.txt"), "mine").expect("written");
        assert!(matches!(Journal::open(folder.path()), Err(Error::Output { .. })));
        let file = folder.path().join("thesis.txt");
        assert!(matches!(Journal::open(&file), Err(Error::Output { .. })));
    }
}
