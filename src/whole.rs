//! Files and folders that appear whole or not at all, whatever happens while they are written.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::{Error, Result};

/// Writes a file under another name beside `path` and renames it, so that it is never there half.
///
/// # Errors
///
/// [`Error::Write`] with the path, whatever `write` met.
pub(crate) fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    put(path, write).map_err(|source| Error::Write { path: path.to_owned(), source })
}

fn put(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // What a link points to is replaced, not the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&path).ok();
    if existing.as_ref().is_some_and(|file| !file.is_file()) {
        // A device or pipe cannot be replaced.
        return write(&mut fs::OpenOptions::new().write(true).open(&path)?);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file, less what the user's umask takes away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let folder = folder.unwrap_or(Path::new("."));
    let file = builder.tempfile_in(folder).map_err(|error| without_path(&error))?;
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(existing) = existing {
        file.as_file().set_permissions(existing.permissions())?;
    }
    file.persist(&path)?;
    Ok(())
}

/// An error of the system without the name of the temporary file, which tells a user nothing.
fn without_path(error: &io::Error) -> io::Error {
    let text = error.to_string();
    let words = text.split_once(" at path ").map_or(text.as_str(), |(words, _)| words);
    io::Error::new(error.kind(), words.to_owned())
}

/// How files are called until they are whole.
pub(crate) const TEMPORARY: &str = ".daejo-";

/// How the name of a folder ends while another takes its place.
pub(crate) const REPLACED: &str = ".old";

/// An error of a file or folder that is written.
pub(crate) fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Write { path, source }
}

/// Removes a folder with all that is in it, if it is there.
///
/// # Errors
///
/// [`Error::Write`].
pub(crate) fn remove_folder(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(path)(error)),
        _ => Ok(()),
    }
}

/// Puts the folder `new` in the place of `path`, as far as a file system can do that at once.
///
/// # Errors
///
/// [`Error::Write`].
pub(crate) fn replace_folder(new: &Path, path: &Path) -> Result<()> {
    let mut old = path.as_os_str().to_owned();
    old.push(REPLACED);
    let old = PathBuf::from(old);
    remove_folder(&old)?;
    if path.exists() {
        fs::rename(path, &old).map_err(failed(path))?;
    }
    fs::rename(new, path).map_err(failed(path))?;
    remove_folder(&old)
}
