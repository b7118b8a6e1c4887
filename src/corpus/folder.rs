//! What lies in the folder of a corpus. What a run replaces or removes there was made by a run: anything else is refused
//! before the first byte is written.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    entry::{WORK, WORK_DIGITS},
    filter::Settings,
    split::Split,
    write::{self, Format},
};
use crate::{
    Error, Result,
    text::Language,
    whole::{REPLACED, TEMPORARY, write_whole},
};

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

/// The file in [`WORK`] that says what the files of pairs are called.
pub(super) const RECORD: &str = "files.txt";

/// What the files of pairs are called, without their numbers: `data/train.jsonl`, `rejected/train.tsv`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// Those of a run.
    pub fn planned(
        settings: &Settings,
        formats: &[Format],
        languages: [&Language; 2],
        keep_rejected: bool,
    ) -> Self {
        let mut names = BTreeSet::new();
        let mut add = |folder: &str, split: Split, format: Format| {
            let ends = format.extensions(languages);
            names.extend(ends.iter().map(|end| format!("{folder}/{}.{end}", split.name())));
        };
        for split in Split::asked(settings) {
            for &format in formats {
                add(DATA, split, format);
            }
        }
        if keep_rejected {
            for format in Format::of_rejected(formats) {
                add(REJECTED, Split::Train, format);
            }
        }
        Self(names)
    }

    /// Those that the runs before recorded, in whatever format they wrote; none where nothing was.
    pub(super) fn recorded(folder: &Path) -> Result<Option<Self>> {
        let path = folder.join(WORK).join(RECORD);
        let is_name = |line: &&str| {
            let name = [DATA, REJECTED].iter().find_map(|own| line.strip_prefix(own));
            let name = name.and_then(|name| name.strip_prefix('/'));
            name.is_some_and(|name| {
                Split::ALL.iter().any(|split| {
                    let end = name.strip_prefix(split.name());
                    end.is_some_and(|end| end.starts_with('.') && !end.contains('/'))
                })
            })
        };
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(Self(text.lines().filter(is_name).map(str::to_owned).collect()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::Read { path, source }),
        }
    }

    pub(super) fn with(&self, others: &Self) -> Self {
        Self(self.0.union(&others.0).cloned().collect())
    }

    /// Writes them into the folder of a corpus.
    pub(super) fn record(&self, folder: &Path) -> Result<()> {
        let text: String = self.0.iter().flat_map(|name| [name, "\n"]).collect();
        write_whole(&folder.join(WORK).join(RECORD), |out| out.write_all(text.as_bytes()))
    }

    /// Leaves a folder without such a file, as it was.
    pub(super) fn forget(folder: &Path) -> Result<()> {
        let path = folder.join(WORK).join(RECORD);
        fs::remove_file(&path).map_err(|source| Error::Write { path, source })
    }

    /// Whether a file in the folder `data` or `rejected` is one of them.
    fn has(&self, folder: &str, file: &str) -> bool {
        Split::ALL.iter().any(|split| {
            let end = file.strip_prefix(split.name()).and_then(write::extension);
            end.is_some_and(|end| self.0.contains(&format!("{folder}/{}.{end}", split.name())))
        })
    }
}

/// The first file that no run made, of those that one would replace or remove; `pairs` are what its files of pairs are
/// called, or were. A folder that `is_corpus` already may hold other things beside that; one that is to become one holds
/// nothing but what a run left that was stopped at once.
pub(super) fn stranger(folder: &Path, is_corpus: bool, pairs: &Names) -> Option<PathBuf> {
    for (name, is_folder) in names(folder) {
        let is_left = [JOURNAL, WORK].contains(&name.as_str())
            || name.ends_with(UNFINISHED)
            || name.starts_with(TEMPORARY);
        if !is_corpus && !is_left {
            return Some(name.into());
        }
        let plain = name.trim_end_matches(UNFINISHED).trim_end_matches(REPLACED);
        let is_known: &dyn Fn(&str) -> bool = match plain {
            WORK => &|file| is_document(file) || is_corpus && file == RECORD,
            DATA | REJECTED => &|file| pairs.has(plain, file),
            PICTURES => &is_picture,
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
fn is_document(name: &str) -> bool {
    let digits = name.strip_suffix(".jsonl");
    digits.is_some_and(|digits| {
        digits.len() == WORK_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
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
            ("work/files.txt",                            false, true,  "the record, or a list of somebody"),
            ("data/train.jsonl",                          false, true,  "pairs: of whom, if there is no corpus?"),
            ("data/test-00001-of-00003.v2.xlf",           false, true,  "a part of what a run before wrote"),
            ("data/dev.ko-KP",                            false, true,  "lines in a language of the run"),
            ("data/dev.fr",                               true,  true,  "in another"),
            ("data.tmp/train.00000.jsonl",                false, false, "what was not ended"),
            ("data.tmp/train.00000.tmx",                  true,  true,  "a format that no run wrote"),
            ("rejected/train.jsonl",                      true,  true,  "rejected pairs, which no run wrote"),
            ("data/thesis.txt",                           true,  true,  "not a split"),
            ("data/train.txt",                            true,  true,  "three letters are a tag, but no language of these"),
            ("data/test.py",                              true,  true,  "two letters as well"),
            ("data/train.csv",                            true,  true,  "a format of pairs that no run wrote"),
            ("data/training.jsonl",                       true,  true,  "not called so"),
            ("data/train-1-of-2.jsonl",                   true,  true,  "numbers of another length"),
            ("pictures/scores.svg",                       false, true,  "a picture"),
            ("pictures/cat.svg",                          true,  true,  "another"),
            ("README.md",                                 false, true,  "a card, or a page of somebody"),
            ("notes/thesis.txt",                          false, true,  "in nobody's way, beside a corpus"),
        ];
        let settings = Settings { dev: 0.1, ..Settings::default() };
        let languages = [&Language::english(), &"ko-KP".parse().expect("a tag")];
        let names = Names::planned(&settings, &[Format::Jsonl, Format::Moses], languages, false);
        let names = names.with(&Names(["data/test.v2.xlf".to_owned()].into()));
        for (name, corpus, before, why) in cases {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(&path, "").expect("written");
            let found = [true, false].map(|is| stranger(folder.path(), is, &names).is_some());
            assert_eq!(found, [corpus, before], "{name}: {why}");
        }
    }
}
