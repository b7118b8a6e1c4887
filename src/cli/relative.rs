//! Paths as settings and baselines name them: from the folder of the file that names them, with slashes.

use std::{
    fs, iter,
    path::{Component, Path, PathBuf},
};

/// `path` as seen from `folder`, if it lies below it; else as it was given.
pub(super) fn relative(path: &Path, folder: &Path) -> String {
    let whole = |path: &Path| -> Option<PathBuf> {
        fs::canonicalize(path).or_else(|_| std::path::absolute(path)).ok()
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let below = whole(path).zip(whole(folder)).and_then(|(path, folder)| {
        let rest = path.strip_prefix(&folder).ok()?;
        (path != folder).then(|| slashed(rest))
    });
    below.unwrap_or_else(|| slashed(path))
}

fn slashed(path: &Path) -> String {
    let mut names: Vec<_> = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::RootDir => names.push(String::new()),
            other => names.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    names.join("/")
}

/// The file called `name` in `folder` or the nearest folder above it.
pub(super) fn above(folder: &Path, name: &str) -> Option<PathBuf> {
    let folders = iter::successors(Some(folder), |folder| folder.parent());
    folders.map(|folder| folder.join(name)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let notes = folder.path().join("notes");
        fs::create_dir(&notes).expect("a folder");
        let note = notes.join("1957.txt");
        fs::write(&note, "").expect("a file");
        assert_eq!(relative(&note, folder.path()), "notes/1957.txt");
        assert_eq!(relative(&notes.join("../notes/1957.txt"), &notes), "1957.txt");
        assert_eq!(relative(Path::new("-"), Path::new("/no/such/folder")), "-");
        assert_eq!(above(&notes, "1957.txt"), Some(note));
        fs::write(folder.path().join("daejo.toml"), "").expect("a file");
        assert_eq!(above(&notes, "daejo.toml"), Some(folder.path().join("daejo.toml")));
        assert_eq!(above(&notes, "no such file of ours"), None);
    }
}
