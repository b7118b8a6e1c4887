//! The baselines of a command: what is known of its documents, and what becomes known.

use std::{
    io,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::{options::Documents, output, relative::key, session::Session};
use crate::{
    Error,
    baseline::{Baseline, Comparison, Name},
    judge::{Finding, Judged},
};

/// The baseline that is compared with and the one that is written, which may be the same file.
pub(super) struct Baselines {
    pub(super) known: Option<(PathBuf, Baseline)>,
    pub(super) written: Option<PathBuf>,
}

impl Baselines {
    /// Reads what is known; what cannot be written is told before the work.
    pub(super) fn read(
        session: &Session,
        known: Option<&PathBuf>,
        written: Option<&PathBuf>,
    ) -> Result<Self> {
        let written = written.cloned();
        let known = known.cloned().or_else(|| session.config.baseline.clone());
        // A file named in the settings may be what is written for the first time.
        let known = known.filter(|known| known.exists() || Some(known) != written.as_ref());
        let known = known.map(|path| Ok::<_, anyhow::Error>((path.clone(), opened(&path)?)));
        if let Some(path) = &written {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
                bail!("cannot write {}: there is no folder {}", path.display(), folder.display());
            }
            // What is no baseline is not overwritten.
            if path.exists() {
                opened(path)?;
            }
        }
        Ok(Self { known: known.transpose()?, written })
    }

    /// What is new, changed and gone in a document.
    pub(super) fn compare(
        &self,
        documents: &Documents,
        chosen: &Judged,
        applied: impl Fn(&str) -> bool,
    ) -> Option<Comparison> {
        let (file, known) = self.known.as_ref()?;
        Some(known.compare(&name(documents, file), &chosen.findings, &chosen.hidden, applied))
    }

    /// Makes these findings what is known of their documents; the path that was written. The file is read once
    /// more while nobody else writes it: findings of other documents are kept, whoever wrote them.
    pub(super) fn write(
        self,
        all: impl IntoIterator<Item = (Documents, Vec<Finding>)>,
        applied: impl Fn(&str, &Documents) -> bool,
    ) -> Result<Option<PathBuf>> {
        let Some(path) = self.written else { return Ok(None) };
        output::alone(&path, || -> Result<()> {
            let mut baseline = if path.exists() { opened(&path)? } else { Baseline::default() };
            for (documents, findings) in all {
                let name = name(&documents, &path);
                baseline.set(name, &findings, |rule| applied(rule, &documents));
            }
            Ok(output::replace(&path, baseline.write().as_bytes())?)
        })?;
        Ok(Some(path))
    }
}

fn opened(path: &Path) -> Result<Baseline> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, error))?;
    // What is no text is no baseline either, and told so.
    Ok(Baseline::read(path, &String::from_utf8_lossy(&bytes))?)
}

fn unreadable(path: &Path, error: io::Error) -> anyhow::Error {
    let shown = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => anyhow::Error::new(error)
            .context(format!("cannot read {shown} (--write-baseline {shown} makes one)")),
        io::ErrorKind::IsADirectory => Error::Directory { path: path.to_owned() }.into(),
        _ => Error::Read { path: path.to_owned(), source: error }.into(),
    }
}

/// A document as the baseline in `file` names it.
fn name(documents: &Documents, file: &Path) -> Name {
    let folder = file.parent().unwrap_or(Path::new(""));
    let name = |path: &PathBuf| key(path, folder);
    Name { path: name(&documents.file), target_path: documents.target.as_ref().map(name) }
}
