//! Where data and words for people go.

use std::{
    fs,
    io::{self, BufRead, IsTerminal, Seek, Write},
    path::{Path, PathBuf},
};

use crate::{
    Error, Result,
    text::printable,
    whole::{failed, write_whole},
};

/// Writes a whole report to `path` or, if that is none or `-`, to standard output.
///
/// A file is written under another name beside `path` and then renamed, so that it is never there half.
///
/// # Errors
///
/// [`Error::Write`], [`Error::Directory`].
pub(super) fn deliver(path: Option<&Path>, data: &str) -> Result<()> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        let mut out = io::stdout().lock();
        let written = out.write_all(data.as_bytes()).and_then(|()| out.flush());
        return written.map_err(failed(Path::new("standard output")));
    };
    if path.is_dir() {
        return Err(Error::Directory { path: path.to_owned() });
    }
    replace(path, data.as_bytes())
}

/// Writes a whole report as [`deliver`] does, piece by piece.
///
/// # Errors
///
/// [`Error::Write`], [`Error::Directory`].
pub(super) fn deliver_by(
    path: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let Some(path) = path.filter(|path| *path != Path::new("-")) else {
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = write(&mut out).and_then(|()| out.flush());
        return written.map_err(failed(Path::new("standard output")));
    };
    if path.is_dir() {
        return Err(Error::Directory { path: path.to_owned() });
    }
    write_whole(path, write)
}

/// Makes a report of the records that `compose` writes, and writes it as [`deliver`] does.
///
/// # Errors
///
/// [`Error::Write`], [`Error::Directory`].
pub(super) fn deliver_made(
    path: Option<&Path>,
    compose: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    make: impl FnOnce(&mut dyn BufRead, &mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let composed = || -> io::Result<fs::File> {
        let mut records = io::BufWriter::new(tempfile::tempfile()?);
        compose(&mut records)?;
        let mut records = records.into_inner().map_err(io::IntoInnerError::into_error)?;
        records.rewind()?;
        Ok(records)
    };
    let records = composed().map_err(failed(Path::new("a temporary file")))?;
    deliver_by(path, |out| make(&mut io::BufReader::new(records), out))
}

/// Writes `data` under another name beside `path` and renames it.
///
/// # Errors
///
/// [`Error::Write`].
pub(super) fn replace(path: &Path, data: &[u8]) -> Result<()> {
    write_whole(path, |out| out.write_all(data))
}

/// Does `work` while no other process that asks for the same does: whoever reads a file and writes it anew
/// loses nothing that another wrote in between.
///
/// The folder of the file is locked, so that nothing is left beside it. Where folders cannot be locked the work
/// is done all the same.
pub(super) fn alone<T>(path: &Path, work: impl FnOnce() -> T) -> T {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::File::open(folder.unwrap_or(Path::new("."))).ok();
    let locked = folder.filter(|folder| folder.lock().is_ok());
    let result = work();
    if let Some(folder) = locked {
        // It is given back with the handle in any case.
        let _ = folder.unlock();
    }
    result
}

/// Whether two paths lead to the same file.
pub(super) fn same_file(a: &Path, b: &Path) -> bool {
    let resolved = |path: &Path| -> Option<PathBuf> { fs::canonicalize(path).ok() };
    resolved(a).is_some_and(|a| resolved(b).is_some_and(|b| a == b))
}

/// Whether a path leads to something below a folder.
pub(super) fn is_below(folder: &Path, path: &Path) -> bool {
    let resolved = |path: &Path| -> Option<PathBuf> { fs::canonicalize(path).ok() };
    resolved(folder).is_some_and(|folder| {
        resolved(path).is_some_and(|path| path != folder && path.starts_with(folder))
    })
}

/// Whether standard output is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Says what went wrong.
pub(super) fn complain(message: &str) {
    say("daejo: ", message);
}

/// Says what the reader should know although the work was done.
pub(super) fn warn(message: &str) {
    say("daejo: warning: ", message);
}

/// Tells what is good to know.
pub(super) fn note(message: &str) {
    say("daejo: note: ", message);
}

/// Prints a line that other programs look for.
pub(super) fn line(text: &str) {
    // If standard error is gone there is nobody to tell.
    let _ = writeln!(io::stderr(), "{}", printable(text));
}

/// Control characters, which the name of a file may hold, are written out, and what follows a line end is
/// indented, so that no name passes for a message of ours.
fn say(prefix: &str, message: &str) {
    let message = printable(message).replace('\n', "\n  ");
    // If standard error is gone there is nobody to tell.
    let _ = writeln!(io::stderr(), "{prefix}{message}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("report.json");
        deliver(Some(&path), "old").expect("written");
        deliver(Some(&path), "new").expect("written");
        assert_eq!(fs::read_to_string(&path).expect("read"), "new");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn what_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let missing = folder.path().join("no").join("report.json");
        let error = deliver(Some(&missing), "").expect_err("no folder");
        assert_eq!(error.to_string(), format!("cannot write {}", missing.display()));
        assert!(matches!(deliver(Some(folder.path()), ""), Err(Error::Directory { .. })));
    }
}
