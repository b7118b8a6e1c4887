//! The journal of a corpus: a line for each document that is done, written when what was made of it is whole. A run that
//! was stopped goes on from it, and a later one takes over what has not changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, TryLockError},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

use super::{
    entry::{Entry, Key, VERSION, WORK},
    folder::{JOURNAL, Names, RECORD, stranger},
    pair::Pair,
};
use crate::{
    Error, Result,
    whole::{TEMPORARY, failed, write_whole},
};

/// The journal of a corpus that is being made. Nobody else can open it meanwhile.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    file: File,
    /// How long it is as far as its lines are whole.
    length: u64,
    done: BTreeMap<Key, Entry>,
    /// Corpora whose documents are taken over where they have not changed.
    earlier: Vec<Earlier>,
    /// The files that it or one of those knows, with whatever bytes.
    known: BTreeSet<(String, Option<String>)>,
    /// Whether the folder was not there before.
    is_new_folder: bool,
}

/// What was done for another corpus.
#[derive(Debug)]
pub struct Earlier {
    folder: PathBuf,
    done: BTreeMap<Key, Entry>,
}

impl Earlier {
    /// Reads it, by its folder or its journal.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], [`Error::Table`].
    pub fn read(path: &Path) -> Result<Self> {
        let path = if path.is_dir() { path.join(JOURNAL) } else { path.to_owned() };
        let Lines { done, .. } = read(&path, &mut open(&path)?)?;
        Ok(Self { folder: path.parent().unwrap_or(Path::new("")).to_owned(), done })
    }
}

impl Journal {
    /// Opens the journal of the corpus in `folder`, or begins one if the folder is empty or not there. Its files of pairs
    /// will be called `pairs`; those of that name, and what runs before have written, may be replaced.
    ///
    /// A last line that is not whole, as a run leaves it that was stopped, is dropped.
    ///
    /// # Errors
    ///
    /// [`Error::Output`] if the folder holds anything else, or if another run has it open; [`Error::Write`],
    /// [`Error::Read`], [`Error::Table`] if what is called a journal in it is none of daejo.
    pub fn open(folder: &Path, pairs: &Names) -> Result<Self> {
        let path = folder.join(JOURNAL);
        let refused = |problem: String| Error::Output { path: folder.to_owned(), problem };
        if folder.is_file() {
            return Err(refused("it is a file: a corpus is a folder".into()));
        }
        let is_new_folder = !folder.exists();
        // Nothing is written before it is known that the folder is a corpus, or may become one.
        let before = if path.exists() {
            if !path.is_file() {
                return Err(refused(format!("{JOURNAL} in it is no file: name another folder")));
            }
            read(&path, &mut open(&path)?)?
        } else {
            Lines::default()
        };
        // What the runs before have recorded they wrote, and no more; a corpus without a record may have what this one writes.
        let recorded = Names::recorded(folder)?;
        let own = recorded.as_ref().unwrap_or(pairs);
        if let Some(stranger) = stranger(folder, before.length > 0, own) {
            let stranger = stranger.display();
            return Err(refused(if before.length > 0 {
                format!("{stranger} is no file of a corpus, and would be lost: move it elsewhere")
            } else {
                format!(
                    "it holds other files and no corpus ({stranger}): name a new or empty folder"
                )
            }));
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
        // Another run may have written to it before it was locked.
        let Lines { done, length } = read(&path, &mut file)?;
        file.set_len(length).map_err(failed(&path))?;
        let known = done.keys().map(|key| key.paths.clone()).collect();
        let folder = folder.to_owned();
        Ok(Self { folder, file, length, done, earlier: Vec::new(), known, is_new_folder })
    }

    /// Gives up a corpus that was only begun: nothing is left of it.
    pub fn discard(self) {
        if !self.done.is_empty() || self.length > 0 {
            return;
        }
        // What is not empty stays.
        let _ = fs::remove_dir(self.folder.join(WORK));
        let _ = fs::remove_file(self.folder.join(JOURNAL));
        if self.is_new_folder {
            let _ = fs::remove_dir(&self.folder);
        }
    }

    /// Takes over from another corpus what has not changed.
    pub fn since(&mut self, earlier: Earlier) {
        self.known.extend(earlier.done.keys().map(|key| key.paths.clone()));
        self.earlier.push(earlier);
    }

    /// What was made of a document before, if nothing has changed since, and whether this journal has its line.
    ///
    /// # Errors
    ///
    /// [`Error::Write`] if what another corpus has of it cannot be taken over.
    pub fn find(&self, key: &Key) -> Result<Option<(Entry, bool)>> {
        if let Some(entry) = self.done.get(key).filter(|entry| entry.is_whole(&self.folder)) {
            return Ok(Some((entry.clone(), true)));
        }
        for Earlier { folder, done } in &self.earlier {
            let Some(entry) = done.get(key).filter(|entry| entry.is_whole(folder)) else {
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
        self.known.contains(&key.paths)
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
        let path = self.folder.join(JOURNAL);
        let mut line = serde_json::to_vec(entry).map_err(|e| failed(&path)(e.into()))?;
        line.push(b'\n');
        if let Err(error) = self.file.write_all(&line) {
            // Half a line would make one with the next.
            let _ = self.file.set_len(self.length);
            return Err(failed(&path)(error));
        }
        self.length += line.len() as u64;
        Ok(())
    }

    /// Ends the work: the journal holds `entries` in their order and nothing else, and what no entry names is removed.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn close(self, entries: &[Entry]) -> Result<()> {
        let path = self.folder.join(JOURNAL);
        write_whole(&path, |out| {
            for entry in entries {
                serde_json::to_writer(&mut *out, entry)?;
                out.write_all(b"\n")?;
            }
            Ok(())
        })?;
        let mut kept: BTreeSet<&str> = entries.iter().map(|entry| entry.work.as_str()).collect();
        kept.insert(RECORD);
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

/// The documents of the corpus in `folder`, but for those that could not be read, in their order.
///
/// # Errors
///
/// [`Error::Read`] if there is none, [`Error::Table`] if what is called a journal is none.
pub fn entries(folder: &Path) -> Result<Vec<Entry>> {
    let path = folder.join(JOURNAL);
    let mut file = open(&path)?;
    let mut entries: Vec<Entry> = read(&path, &mut file)?.done.into_values().collect();
    entries.sort_by(|a, b| a.document.cmp(&b.document));
    Ok(entries)
}

/// Opens a journal, which must be a file: what is none may never end.
fn open(path: &Path) -> Result<File> {
    let unread = |source| Error::Read { path: path.to_owned(), source };
    if !fs::metadata(path).map_err(unread)?.is_file() {
        let problem = "it is no file: name a corpus, its folder or its journal";
        return Err(unread(io::Error::new(io::ErrorKind::InvalidInput, problem)));
    }
    File::open(path).map_err(unread)
}

/// What a journal says.
#[derive(Debug, Default)]
struct Lines {
    /// The documents that were done.
    done: BTreeMap<Key, Entry>,
    /// The length of all lines that are whole.
    length: u64,
}

/// How every line begins, in whatever version.
const BEGIN: [&[u8]; 2] = [b"{\"version\":", b",\"document\":\""];

/// Whether the beginning of a line, as far as it is there, is that of a line of a journal.
fn begins_like_ours(line: &[u8]) -> bool {
    let starts = |line: &[u8], start: &[u8]| line.iter().zip(start).all(|(a, b)| a == b);
    let [before, behind] = BEGIN;
    let rest = line.get(before.len()..).unwrap_or_default();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let has_number = digits > 0 || rest.is_empty();
    starts(line, before) && has_number && starts(&rest[digits..], behind)
}

fn read(path: &Path, file: &mut File) -> Result<Lines> {
    let unread = |source| Error::Read { path: path.to_owned(), source };
    let mut reader = BufReader::new(file);
    let mut lines = Lines::default();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = reader.read_until(b'\n', &mut line).map_err(unread)?;
        let fault = |problem: String| Error::Table { path: path.to_owned(), line: number, problem };
        if line.last() != Some(&b'\n') {
            // The end, or a line that a run which was stopped could not end.
            if !begins_like_ours(&line) {
                return Err(fault("this is no line of a journal of daejo".into()));
            }
            break;
        }
        let entry: Entry = serde_json::from_slice(&line)
            .map_err(|error| fault(format!("this is no line of a journal of daejo ({error})")))?;
        if entry.version > VERSION {
            return Err(fault(
                "a later release of daejo wrote this journal: begin a new corpus".into(),
            ));
        }
        lines.length += read as u64;
        if entry.error.is_some() {
            continue;
        }
        let key = entry.key();
        // The name of a file that is read must be none that somebody chose.
        if entry.work != key.work() {
            return Err(fault(format!(
                "it names a file {:?} that is not that of its pairs",
                entry.work
            )));
        }
        lines.done.insert(key, entry);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::pair::Side;

    fn opened(folder: &Path) -> Result<Journal> {
        Journal::open(folder, &Names::default())
    }

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
        let mut journal = opened(&corpus).expect("opened");
        journal.add(&key("1"), entry(&key("1")), &[pair("One.")]).expect("written");
        assert!(matches!(opened(&corpus), Err(Error::Output { .. })), "it is locked");
        drop(journal);
        let path = corpus.join(JOURNAL);
        let whole = fs::read(&path).expect("read");
        fs::write(&path, [&whole[..], b"{\"version\":1,\"docu"].concat()).expect("written");
        let journal = opened(&corpus).expect("opened");
        let (found, _) = journal.find(&key("1")).expect("looked for").expect("found");
        assert_eq!(found.pairs(&corpus).expect("read"), [pair("One.")]);
        assert_eq!(journal.find(&key("2")).expect("looked for"), None, "other bytes");
        assert!(journal.knew(&key("2")));
        assert_eq!(fs::read(&path).expect("read"), whole, "the torn line is gone");
    }

    #[test]
    fn what_was_damaged_is_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut journal = opened(folder.path()).expect("opened");
        let entry = journal.add(&key("1"), entry(&key("1")), &[pair("One.")]).expect("written");
        let path = folder.path().join(WORK).join(&entry.work);
        let text = fs::read_to_string(&path).expect("read").replace("One", "Two");
        fs::write(&path, text).expect("written");
        let error = entry.pairs(folder.path()).expect_err("another text");
        assert!(matches!(error, Error::Read { .. }));
        assert_eq!(journal.find(&key("1")).expect("looked for"), None, "done anew: other bytes");
        fs::write(&path, "").expect("written");
        assert_eq!(journal.find(&key("1")).expect("looked for"), None, "another length");
    }

    #[test]
    fn a_line_that_names_a_file_elsewhere_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let corpus = folder.path().join("corpus");
        let mut journal = opened(&corpus).expect("opened");
        let entry = journal.add(&key("1"), entry(&key("1")), &[pair("One.")]).expect("written");
        drop(journal);
        let path = corpus.join(JOURNAL);
        let text = fs::read_to_string(&path).expect("read");
        fs::write(&path, text.replace(&entry.work, "../../secret.jsonl")).expect("written");
        assert!(matches!(opened(&corpus), Err(Error::Table { line: 1, .. })));
        assert!(matches!(Earlier::read(&corpus), Err(Error::Table { line: 1, .. })));
        assert!(matches!(Earlier::read(Path::new("/dev/null")), Err(Error::Read { .. })));
    }

    #[test]
    fn a_journal_of_others_stays_as_it_is() {
        #[rustfmt::skip]
        let cases = [
            ("{\"day\": 1}",              "not ended, as a line of ours may be"),
            ("{\"version\": 1, \"day\": 1}", "not ended, and begun like one of ours"),
            ("dear diary",                "not ended, and no JSON"),
            ("{\"day\": 1}\n",            "other lines"),
            ("{\"version\": 1}\n",        "that begin like ours"),
        ];
        for (text, why) in cases {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join(JOURNAL);
            fs::write(&path, text).expect("written");
            assert!(opened(folder.path()).is_err(), "{why}");
            assert_eq!(fs::read_to_string(&path).expect("read"), text, "{why}");
            assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1, "{why}");
        }
    }

    #[test]
    fn a_corpus_that_was_only_begun_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let corpus = folder.path().join("corpus");
        opened(&corpus).expect("opened").discard();
        assert!(!corpus.exists());
        opened(folder.path()).expect("opened").discard();
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 0);
    }

    #[test]
    fn what_has_not_changed_is_taken_over_from_another_corpus() {
        let folder = tempfile::tempdir().expect("a folder");
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        let mut journal = opened(&old).expect("opened");
        journal.add(&key("1"), entry(&key("1")), &[pair("One.")]).expect("written");
        let mut journal = opened(&new).expect("opened");
        journal.since(Earlier::read(&old).expect("read"));
        let (found, _) = journal.find(&key("1")).expect("looked for").expect("found");
        assert_eq!(found.pairs(&new).expect("read"), [pair("One.")]);
    }

    #[test]
    fn a_folder_with_other_files_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("thesis.txt"), "mine").expect("written");
        assert!(matches!(opened(folder.path()), Err(Error::Output { .. })));
        let file = folder.path().join("thesis.txt");
        assert!(matches!(opened(&file), Err(Error::Output { .. })));
        // Also in the folders that a run replaces, and beside a journal that is empty.
        for (file, with_line) in
            [("data/thesis.txt", true), ("work/notes.jsonl", true), ("thesis.txt", false)]
        {
            let folder = tempfile::tempdir().expect("a folder");
            let mut journal = opened(folder.path()).expect("opened");
            if with_line {
                journal.add(&key("1"), entry(&key("1")), &[pair("One.")]).expect("written");
            }
            drop(journal);
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(&path, "mine").expect("written");
            assert!(matches!(opened(folder.path()), Err(Error::Output { .. })), "{file}");
            assert!(path.exists(), "{file}");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let mut journal = opened(folder.path()).expect("opened");
        journal.add(&key("1"), entry(&key("1")), &[pair("One.")]).expect("written");
        drop(journal);
        fs::write(folder.path().join("notes.txt"), "mine").expect("written");
        assert!(opened(folder.path()).is_ok(), "beside a corpus it is in nobody's way");
    }
}
