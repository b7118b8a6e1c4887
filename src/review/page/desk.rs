//! What the server works on: the store, the documents and what was found in them.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, mpsc},
    time::SystemTime,
};

use sha2::{Digest as _, Sha256};
use tokio::sync::oneshot;

use super::sample::{self, Pair};
use crate::{
    align::worked::Worked,
    report::{Interface, json},
    review::{Asked, Board, Came, Checked, Command, Edit, Fault, Result, Store, order, worked},
};

/// A document of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What it is called on the page.
    pub name: String,
    /// The document, or its source half.
    pub source: PathBuf,
    /// The target half, if it is a file of its own.
    pub target: Option<PathBuf>,
}

/// A wish to have a document checked, by its position.
#[derive(Debug)]
pub struct Wanted {
    /// Which one.
    pub document: usize,
    /// What is to be read instead of the file of the translation, if it was edited.
    pub instead: Option<Vec<u8>>,
    /// The alignment, if somebody worked on it.
    pub worked: Option<Worked>,
    /// Where what was found goes, or why there is nothing.
    pub answer: oneshot::Sender<std::result::Result<Checked, String>>,
}

/// When the files of a document were written, and how long they are.
type Stamp = Vec<Option<(SystemTime, u64)>>;

/// A document that was checked.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) checked: Arc<Checked>,
    /// Its number in the store.
    pub(super) id: i64,
    /// In which order its findings come: as it was when the document was opened.
    pub(super) order: Vec<(usize, Came)>,
    /// The edits of its translation, each with whether it is in.
    pub(super) edits: Vec<(Edit, bool)>,
    /// Pairs without findings, drawn.
    pub(super) pairs: Vec<Pair>,
    /// The alignment that it was checked with, if the reviewer made one.
    pub(super) worked: Option<Worked>,
    stamp: Stamp,
}

/// All that the server holds.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) store: Store,
    pub(super) reviewer: String,
    pub(super) ui: Interface,
    pub(super) documents: Vec<Named>,
    pub(super) opened: Vec<Option<Opened>>,
    pub(super) wants: mpsc::Sender<Wanted>,
    /// Whether something was written since the log was last put into the store.
    pub(super) is_fresh: bool,
}

fn stamp(named: &Named) -> Stamp {
    let stamp = |path: &Path| {
        let file = std::fs::metadata(path).ok()?;
        Some((file.modified().ok()?, file.len()))
    };
    [Some(&named.source), named.target.as_ref()]
        .into_iter()
        .flatten()
        .map(|path| stamp(path))
        .collect()
}

/// A path as the store calls it: from the folder of the store on, so that both can be moved together.
fn inside(store: &Path, path: &Path) -> String {
    let whole = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = store.parent().filter(|folder| !folder.as_os_str().is_empty());
    let (folder, path) = (whole(folder.unwrap_or(Path::new("."))), whole(path));
    path.strip_prefix(&folder).unwrap_or(&path).to_string_lossy().replace('\\', "/")
}

impl Desk {
    /// Checks a document that was not checked yet, or whose files have changed.
    ///
    /// # Errors
    ///
    /// Why it cannot be checked, in words.
    pub(super) async fn open(&mut self, number: usize) -> std::result::Result<&Opened, String> {
        self.open_for(number, true).await
    }

    /// The same for who wants the texts alone: findings may be those of another alignment.
    ///
    /// # Errors
    ///
    /// Why it cannot be checked, in words.
    pub(super) async fn open_texts(
        &mut self,
        number: usize,
    ) -> std::result::Result<&Opened, String> {
        self.open_for(number, false).await
    }

    async fn open_for(
        &mut self,
        number: usize,
        with_findings: bool,
    ) -> std::result::Result<&Opened, String> {
        let now = stamp(&self.documents[number]);
        let (edits, worked) = self.made_here(number).map_err(|fault| told(&fault))?;
        let is_as_it_was = self.opened[number].as_ref().is_some_and(|opened| {
            let is_whole =
                worked.as_ref().is_some_and(|worked| worked.is_of(&opened.checked.bitext));
            opened.stamp == now
                && opened.edits.iter().map(|(edit, _)| edit).eq(&edits)
                && (opened.worked == worked || !with_findings && is_whole)
        });
        if !is_as_it_was {
            let before = self.opened[number].take();
            let (edits, instead) = self.edited(number, edits)?;
            let (answer, checked) = oneshot::channel();
            let gone = "the program has ended";
            let wanted = Wanted { document: number, instead, worked: worked.clone(), answer };
            self.wants.send(wanted).map_err(|_| gone)?;
            let checked = checked.await.map_err(|_| gone)??;
            let opened = self.put(number, checked, before, now).map_err(|fault| told(&fault))?;
            self.opened[number] = Some(Opened { edits, worked, ..opened });
        }
        self.opened[number].as_ref().ok_or_else(String::new)
    }

    /// What the store calls the halves of a document.
    fn names(&self, number: usize) -> [String; 2] {
        let named = &self.documents[number];
        let path = |path: &Path| inside(self.store.path(), path);
        [path(&named.source), named.target.as_deref().map(path).unwrap_or_default()]
    }

    /// The edits and the alignment that the reviewer made.
    fn made_here(&self, number: usize) -> Result<(Vec<Edit>, Option<Worked>)> {
        let [path, target] = self.names(number);
        let Some(id) = self.store.known_document(&path, &target)? else {
            return Ok((Vec::new(), None));
        };
        let current = self.store.current(id, &self.reviewer)?;
        Ok((Edit::all(&current), worked(&current)))
    }

    /// The translation with edits put into it, and which of them are in.
    #[allow(clippy::type_complexity, reason = "what stands beside each other is told above")]
    fn edited(
        &self,
        number: usize,
        edits: Vec<Edit>,
    ) -> std::result::Result<(Vec<(Edit, bool)>, Option<Vec<u8>>), String> {
        if edits.is_empty() {
            return Ok((Vec::new(), None));
        }
        let named = &self.documents[number];
        let path = named.target.as_ref().unwrap_or(&named.source);
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let edited = Edit::put(&edits, &text);
        Ok((edits.into_iter().zip(edited.is_in).collect(), Some(edited.text.into_bytes())))
    }

    fn put(
        &self,
        number: usize,
        checked: Checked,
        before: Option<Opened>,
        stamp: Stamp,
    ) -> Result<Opened> {
        let [path, target] = self.names(number);
        let hashes = [&checked.input.source.sha256, &checked.input.target().sha256];
        let id = self.store.document(&path, &target, hashes.map(String::as_str))?;
        self.store.keep_snapshot(id, &json::check(&checked.compared(), &checked.verdict()))?;
        let board = Board::of(&checked, &self.store.current(id, &self.reviewer)?);
        let seed = Sha256::digest(path.as_bytes());
        let seed = seed.iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte));
        let mut order = order(&board.waiting(&checked), seed);
        if let Some(before) = before {
            // What somebody is working on stays where it was; what is new comes behind it.
            let subjects = before.checked.subjects();
            let places: BTreeMap<&str, usize> = before
                .order
                .iter()
                .enumerate()
                .map(|(n, (at, _))| (subjects[*at].as_str(), n))
                .collect();
            order.sort_by_key(|(at, _)| {
                places.get(board.subjects[*at].as_str()).copied().unwrap_or(usize::MAX)
            });
        }
        let pairs = sample::drawn(&checked);
        let checked = Arc::new(checked);
        Ok(Opened { checked, id, order, edits: Vec::new(), worked: None, pairs, stamp })
    }

    /// What was decided of an opened document.
    pub(super) fn board(&self, opened: &Opened) -> Result<Board> {
        Ok(Board::of(&opened.checked, &self.store.current(opened.id, &self.reviewer)?))
    }

    /// Carries a command out: its place in the log, and what is in force before and after.
    pub(super) fn carry_out(
        &mut self,
        number: usize,
        uuid: &str,
        asked: &Asked,
    ) -> Result<(i64, Board, Board)> {
        const CLOSED: Fault = Fault::Refused("this document is not open: load the page again");
        let opened = self.opened[number].as_ref().ok_or(CLOSED)?;
        let (checked, id) = (Arc::clone(&opened.checked), opened.id);
        let before = self.board(opened)?;
        let command = Command { reviewer: &self.reviewer, document: id, uuid };
        let answer = match asked {
            Asked::Undo => self.store.undo(command)?,
            Asked::Redo => self.store.redo(command)?,
            _ => match self.store.done(uuid)? {
                // What was done already may not fit any more: it is not asked again whether it does.
                Some(answer) => Some(answer),
                None => Some(self.store.record(command, &asked.changes(&before, &checked)?)?),
            },
        };
        self.is_fresh = true;
        let seq = answer.map_or(0, |answer| answer.seq);
        let current = self.store.current(id, &self.reviewer)?;
        Ok((seq, before, Board::of(&checked, &current)))
    }
}

/// A fault with what led to it, in one sentence.
pub(super) fn told(fault: &Fault) -> String {
    let mut text = fault.to_string();
    let mut cause = std::error::Error::source(fault);
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}
