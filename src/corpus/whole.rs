use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
};

use crate::{Error, Result};

/// Writes a file under another name beside `path` and renames it, so that it is never there half.
///
/// # Errors
///
/// [`Error::Write`] with the path, whatever `write` met.
pub fn write_whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    put(path, write).map_err(|source| Error::Write { path: path.to_owned(), source })
}

fn put(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file, less what the user's umask takes away.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut out = BufWriter::new(builder.tempfile_in(folder.unwrap_or(Path::new(".")))?);
    write(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(path)?;
    Ok(())
}

/// How files are called until they are whole.
pub(super) const TEMPORARY: &str = ".daejo-";

/// An error of a file or folder that is written.
pub(super) fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Write { path, source }
}

/// Removes a folder with all that is in it, if it is there.
///
/// # Errors
///
/// [`Error::Write`].
pub(super) fn remove_folder(path: &Path) -> Result<()> {
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
pub(super) fn replace_folder(new: &Path, path: &Path) -> Result<()> {
    let old = path.with_extension("old");
    remove_folder(&old)?;
    if path.exists() {
        fs::rename(path, &old).map_err(failed(path))?;
    }
    fs::rename(new, path).map_err(failed(path))?;
    remove_folder(&old)
}
