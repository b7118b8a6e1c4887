//! What lies in the folder of a corpus. What a run replaces or removes there was made by a run: anything else is refused
//! before the first byte is written.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    entry::{WORK, WORK_DIGITS},
    split::Split,
    write,
};
use crate::whole::{REPLACED, TEMPORARY};

/// The journal.
pub(super) const JOURNAL: &str = "journal.jsonl";
/// That of the pairs that are taken.
pub(super) const DATA: &str = "data";
/// That of those that are not.
pub(super) const REJECTED: &str = "rejected";
/// That of the pictures of the datasheet.
pub(super) const PICTURES: &str = "pictures";
/// The pictures.
pub(super) const HISTOGRAMS: [&str; 3] = ["scores", "lengths", "ratios"];
/// The datasheet.
pub(super) const SHEET: &str = "datasheet.md";
/// The card by which `datasets` finds the files.
pub(super) const CARD: &str = "README.md";

/// How a folder's name ends while it is made.
pub(super) const UNFINISHED: &str = ".tmp";

/// The first file that no run made, of those that one would replace or remove. A folder that `is_corpus` already may hold
/// other things beside that; one that is to become one holds nothing but what a run left that was stopped at once.
pub(super) fn stranger(folder: &Path, is_corpus: bool) -> Option<PathBuf> {
    for (name, is_folder) in names(folder) {
        let is_left = [JOURNAL, WORK].contains(&name.as_str())
            || name.ends_with(UNFINISHED)
            || name.starts_with(TEMPORARY);
        if !is_corpus && !is_left {
            return Some(name.into());
        }
        let is_known: fn(&str) -> bool =
            match name.trim_end_matches(UNFINISHED).trim_end_matches(REPLACED) {
                WORK => is_work,
                DATA | REJECTED => is_pairs,
                PICTURES => is_picture,
                _ => continue,
            };
        if !is_folder {
            return Some(name.into());
        }
        for (file, is_folder) in names(&folder.join(&name)) {
            if is_folder || !is_known(&file) && !file.starts_with(TEMPORARY) {
                return Some(Path::new(&name).join(file));
            }
        }
    }
    None
}

/// The names in a folder in order, and whether they are those of folders.
fn names(folder: &Path) -> Vec<(String, bool)> {
    let entries = fs::read_dir(folder).ok().into_iter().flatten().flatten();
    let mut names: Vec<(String, bool)> = entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
        .collect();
    names.sort();
    names
}

/// Whether a file is called like that of a document's pairs.
fn is_work(name: &str) -> bool {
    name.strip_suffix(".jsonl").is_some_and(|name| {
        name.len() == WORK_DIGITS && name.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Whether a file is called like one of pairs.
fn is_pairs(name: &str) -> bool {
    Split::ALL.iter().any(|split| {
        let rest = name.strip_prefix(split.name());
        rest.is_some_and(write::is_end)
    })
}

fn is_picture(name: &str) -> bool {
    name.strip_suffix(".svg").is_some_and(|name| HISTOGRAMS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_run_made_is_found() {
        #[rustfmt::skip]
        let cases = [
            // file, in a corpus, before there is one, why
            ("journal.jsonl",                             false, false, "the journal"),
            ("work/0123456789abcdef0123456789abcdef.jsonl", false, false, "a document"),
            ("work/.daejo-x1",                            false, false, "one that was not ended"),
            ("work/notes.jsonl",                          true,  true,  "something else there"),
            ("data/train.jsonl",                          false, true,  "pairs: of whom, if there is no corpus?"),
            ("data/test-00001-of-00003.v2.xlf",           false, true,  "a part of them"),
            ("data/dev.ko-KP",                            false, true,  "lines in a language"),
            ("data.tmp/train.00000.tmx",                  false, false, "what was not ended"),
            ("data/thesis.txt",                           true,  true,  "not a split"),
            ("data/training.jsonl",                       true,  true,  "not called so"),
            ("data/train.docx",                           true,  true,  "no format of pairs"),
            ("pictures/scores.svg",                       false, true,  "a picture"),
            ("pictures/cat.svg",                          true,  true,  "another"),
            ("README.md",                                 false, true,  "a card, or a page of somebody"),
            ("notes/thesis.txt",                          false, true,  "in nobody's way, beside a corpus"),
        ];
        for (name, corpus, before, why) in cases {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(&path, "").expect("written");
            let found = [true, false].map(|is| stranger(folder.path(), is).is_some());
            assert_eq!(found, [corpus, before], "{name}: {why}");
        }
    }
}
