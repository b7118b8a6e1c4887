//! Reads documents with gold ladders, for the programs that fit the aligner to them.
//!
//! `NAME.gold` is the ladder of `NAME.src` and `NAME.tgt`, or of `NAME.en.txt` and `NAME.ko.txt`, one segment
//! a line.

use std::{
    fs,
    path::{Path, PathBuf},
};

use daejo::{
    align::ladder::{self, Rung},
    anchor::{self, Anchors},
    document::Document,
    segment::{self, Bitext},
    text::Language,
};

/// The set of German and French texts; all others are English and Korean.
const GERMAN: &str = "align-defr";

/// A document with its ladder.
pub(crate) struct Gold {
    pub(crate) bitext: Bitext,
    pub(crate) anchors: Anchors,
    pub(crate) ladder: Vec<Rung>,
}

/// The ladders in a folder, by name.
pub(crate) fn paths(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "gold"))
        .collect();
    paths.sort();
    Ok(paths)
}

/// Whether the texts of a folder are German and French.
pub(crate) fn is_german(folder: &Path) -> bool {
    folder.ends_with(GERMAN)
}

/// The ladder at `path` with its document.
pub(crate) fn read(path: &Path) -> anyhow::Result<Gold> {
    let named =
        |ending: &str| PathBuf::from(format!("{}{ending}", path.with_extension("").display()));
    let [source, target] = if named(".src").exists() {
        [named(".src"), named(".tgt")]
    } else {
        [named(".en.txt"), named(".ko.txt")]
    };
    let tags = if path.parent().is_some_and(is_german) { ["de", "fr"] } else { ["en", "ko"] };
    let half = |path: &Path, tag: &str| -> anyhow::Result<segment::Half> {
        let language: Language = tag.parse()?;
        Ok(segment::presegmented(&Document::read(path, None)?, &language))
    };
    let bitext = Bitext { source: half(&source, tags[0])?, target: half(&target, tags[1])? };
    let anchors = anchor::find(&bitext);
    let ladder = ladder::read(path, &fs::read_to_string(path)?)?;
    Ok(Gold { bitext, anchors, ladder })
}
