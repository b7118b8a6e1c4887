//! The paths of a command, and what is to be done with them.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::Args;

use super::{options::Documents, output, session::Session};
use crate::{
    document::Format,
    pairing::{self, Alone, Fault, Pair},
    text::Language,
};

/// The documents of a command that takes any number of them.
#[derive(Debug, Args)]
pub(super) struct Paths {
    /// A document in both languages; its two halves; or folders, patterns and more files
    ///
    /// Halves of several documents are paired by name: x.en.md and x.ko.md, en/x.txt and ko/x.txt, x.md and
    /// x_ko.md. Hidden files and what a .gitignore names are left out of folders.
    #[arg(value_name = "PATH", required_unless_present = "pairs")]
    #[allow(clippy::doc_markdown, reason = "names of files, as the help prints them")]
    given: Vec<PathBuf>,

    /// Compare the documents of this list: columns source and target (TSV), or tables named pair (TOML)
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,

    /// End at the first file that cannot be read, and write nothing
    #[arg(long)]
    strict: bool,
}

/// What is to be done.
#[derive(Debug)]
pub(super) enum Work {
    /// One document, or its two halves.
    One(Documents),
    /// A run over many.
    Many(Plan),
}

/// The documents of a run.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) pairs: Vec<Pair>,
    pub(super) alone: Vec<Alone>,
    pub(super) faults: Vec<Fault>,
    /// Files of other kinds, by extension.
    pub(super) others: BTreeMap<String, usize>,
    /// Files in a third language of the documents.
    pub(super) other_languages: usize,
    pub(super) strict: bool,
    /// The paths as they were typed.
    typed: Vec<PathBuf>,
}

impl Paths {
    /// Paths of a command that has its own words for them.
    pub(super) fn of(paths: &[PathBuf], pairs: Option<&Path>) -> Self {
        Self { given: paths.to_vec(), pairs: pairs.map(Path::to_owned), strict: false }
    }

    /// One path that is no folder, or two that are none, are one document; everything else is a run.
    pub(super) fn work(&self, session: &Session) -> Result<Work> {
        self.work_outside(session, None)
    }

    /// The same without the files below a folder, which are those that a run wrote before.
    pub(super) fn work_outside(&self, session: &Session, folder: Option<&Path>) -> Result<Work> {
        let one = |path: &PathBuf| {
            let path = pairing::located(path);
            (!path.is_dir() && !pairing::is_pattern(&path)).then_some(path)
        };
        let alone: Vec<Option<PathBuf>> = self.given.iter().map(one).collect();
        match (&alone[..], &self.pairs) {
            ([Some(file)], None) => {
                return Ok(Work::One(Documents { file: file.clone(), target: None }));
            }
            // A file that comes aligned is a document of its own.
            ([Some(file), Some(target)], None)
                if ![file, target].iter().any(|path| Format::of_path(path).is_bilingual()) =>
            {
                let target = Some(target.clone());
                return Ok(Work::One(Documents { file: file.clone(), target }));
            }
            _ => {}
        }
        let languages = [&session.source_language, &session.target_language];
        let mut plan = Plan { strict: self.strict, typed: self.given.clone(), ..Plan::default() };
        if let Some(list) = &self.pairs {
            plan.typed.push(list.clone());
            plan.pairs = listed(list)?;
        }
        let mut found = pairing::find(&self.given, &languages);
        // What this run writes is no document of it, and neither is what it was told to read otherwise.
        let taken = [session.output_path(), self.pairs.as_deref()];
        let is_taken =
            |path: &Path| taken.iter().flatten().any(|other| output::same_file(other, path));
        if let Some(folder) = folder {
            found.files.retain(|file| !output::is_below(folder, &file.path));
        }
        found.files.retain(|file| file.below.as_os_str().is_empty() || !is_taken(&file.path));
        let paired = pairing::pair(&found.files, languages[0], languages[1]);
        plan.pairs.extend(paired.pairs);
        plan.alone = paired.alone;
        plan.faults = found.faults;
        plan.others = found.others;
        plan.other_languages = paired.other_languages;
        session.require_one_for_alignment(plan.pairs.len())?;
        Ok(Work::Many(plan))
    }

    /// All files, whatever is paired with what; those of a list first.
    pub(super) fn files(&self, languages: &[&Language]) -> Result<(Vec<PathBuf>, Vec<Fault>)> {
        let mut files = Vec::new();
        if let Some(list) = &self.pairs {
            for pair in listed(list)? {
                files.push(pair.source);
                files.extend(pair.target);
            }
        }
        let found = pairing::find(&self.given, languages);
        files.extend(found.files.into_iter().map(|file| file.path));
        Ok((files, found.faults))
    }

    /// The paths as they were typed.
    #[cfg(feature = "serve")]
    pub(super) fn typed(&self) -> &[PathBuf] {
        &self.given
    }

    /// Whether the run ends at the first file that cannot be read.
    pub(super) fn is_strict(&self) -> bool {
        self.strict
    }
}

fn listed(list: &Path) -> Result<Vec<Pair>> {
    let text =
        std::fs::read_to_string(list).with_context(|| format!("cannot read {}", list.display()))?;
    Ok(pairing::read_manifest(list, &text)?)
}

impl Plan {
    /// A run over one document.
    pub(super) fn of(pair: Pair) -> Self {
        let typed = [Some(&pair.source), pair.target.as_ref()];
        let typed = typed.into_iter().flatten().cloned().collect();
        Self { pairs: vec![pair], typed, ..Self::default() }
    }

    /// What went wrong, if there was nothing at all to compare.
    pub(super) fn require_documents(&self, alone: &[Alone]) -> Result<()> {
        if !self.pairs.is_empty() || !self.faults.is_empty() {
            return Ok(());
        }
        Err(self.nothing(alone))
    }

    /// The first path that was typed.
    #[cfg(feature = "serve")]
    pub(super) fn first(&self) -> Option<&Path> {
        self.typed.first().map(PathBuf::as_path)
    }

    /// That there was nothing to compare, and why.
    pub(super) fn nothing(&self, alone: &[Alone]) -> anyhow::Error {
        let typed: Vec<String> = self.typed.iter().map(|path| path.display().to_string()).collect();
        let typed = typed.join(", ");
        if let Some(Alone { path, reason }) = alone.first() {
            let more = match alone.len() - 1 {
                0 => String::new(),
                more => format!(", and {more} more files"),
            };
            return anyhow!(
                "nothing to compare in {typed}: no file has a partner ({}: {reason}{more}); name halves alike, \
                 such as x.en.txt and x.ko.txt, or list them with --pairs",
                path.display()
            );
        }
        anyhow!(
            "nothing to compare in {typed}: there is no text (.txt, .md) in it; name the files themselves if \
             they are called otherwise"
        )
    }
}

/// Refuses an output that is no folder where a file is written for each document.
pub(super) fn require_folder(path: &Path) -> Result<()> {
    // A slash at the end makes no folder of a file.
    if path.components().collect::<PathBuf>().is_file() {
        bail!("{} is a file: the documents need a folder", path.display());
    }
    std::fs::create_dir_all(path)
        .with_context(|| format!("cannot make the folder {}", path.display()))
}

/// Whether a path names a folder: it is one, or ends with a slash.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}
