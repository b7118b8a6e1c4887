//! Paths as settings and baselines name them: from the folder of the file that names them, with slashes.

use std::{
    fs, iter,
    path::{Component, Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::text::hexadecimal;

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

/// The name under which a file in `folder` remembers the document at `path`: its path below the folder or,
/// if it lies elsewhere, one made of its file name and a fingerprint of the way to it. Such a name tells
/// nothing of the folders on the way, such as whose they are, and no other document has it.
pub(super) fn key(path: &Path, folder: &Path) -> String {
    let whole = |path: &Path| -> Option<PathBuf> {
        fs::canonicalize(path).or_else(|_| std::path::absolute(path)).ok()
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if path == Path::new("-") {
        return "-".into();
    }
    let Some((path, folder)) = whole(path).zip(whole(folder)) else { return slashed(path) };
    if let Ok(below) = path.strip_prefix(&folder) {
        return slashed(below);
    }
    let shared = path.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().count() - shared;
    let down: PathBuf = path.components().skip(shared).collect();
    let way = format!("{}{}", "../".repeat(up), slashed(&down));
    let digest = Sha256::digest(way.as_bytes());
    let digest = hexadecimal(&digest[..8]);
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    format!("outside/{digest}/{name}")
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
    fn a_document_elsewhere_has_a_name_of_its_own_that_tells_no_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |path: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(&path, "").expect("a file");
            path
        };
        let (here, one, two) = (file("ours/a.txt"), file("kim/a.txt"), file("pak/a.txt"));
        let ours = folder.path().join("ours");
        assert_eq!(key(&here, &ours), "a.txt");
        let keys = [key(&one, &ours), key(&two, &ours)];
        assert_ne!(keys[0], keys[1]);
        for key in keys {
            assert!(key.starts_with("outside/") && key.ends_with("/a.txt"), "{key}");
            assert!(!key.contains("kim") && !key.contains("pak"), "{key}");
        }
        assert_eq!(key(Path::new("-"), &ours), "-");
    }

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
