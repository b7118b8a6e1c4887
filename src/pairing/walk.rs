use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex},
};

use globset::{GlobBuilder, GlobMatcher};
use ignore::WalkBuilder;
use unicode_normalization::UnicodeNormalization;

use crate::{document::Format, text::Language};

/// A file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path, as short as the caller would write it.
    pub path: PathBuf,
    /// Whether it was named, by itself or by a pattern, and not only by its folder.
    pub is_named: bool,
    /// Its path below the path that it was found by; empty if it was named itself.
    pub below: PathBuf,
    /// Position of the path that it was found by.
    pub root: usize,
}

/// What could not be read, or was refused, on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The path.
    pub path: PathBuf,
    /// What is wrong and what to do about it.
    pub problem: String,
}

/// What paths stand for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoundFiles {
    /// The files: in the order of the paths, below each by name.
    pub files: Vec<File>,
    /// What was refused.
    pub faults: Vec<Fault>,
    /// How many files of kinds that are no documents lie in the folders, by extension.
    pub others: BTreeMap<String, usize>,
}

/// Whether a path that does not exist is a pattern.
pub fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.contains(['*', '?', '[', '{'])) && !path.exists()
}

/// The path under which the file system has `path`: file systems that take decomposed Hangul for another name
/// than the composed find nothing under what was typed. As it was given if there is no such file either way.
pub fn located(path: &Path) -> PathBuf {
    if path.exists() || path == Path::new("-") {
        return path.to_owned();
    }
    let mut found = PathBuf::new();
    for component in path.components() {
        let typed = found.join(component);
        let Component::Normal(name) = component else {
            found = typed;
            continue;
        };
        if typed.exists() {
            found = typed;
            continue;
        }
        let folder = if found.as_os_str().is_empty() { Path::new(".") } else { &found };
        let Some(wanted) = name.to_str().map(composed) else { return path.to_owned() };
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let Some(name) = names.filter(|name| composed(name) == wanted).min() else {
            return path.to_owned();
        };
        found = found.join(name);
    }
    found
}

/// A name in Unicode's form NFC.
pub(super) fn composed(name: &str) -> String {
    name.nfc().collect()
}

/// Finds the files that `paths` stand for: files, all documents below folders, all files that patterns fit.
///
/// Hidden files and folders and what a `.gitignore` names are left out, unless they are named themselves.
/// Symbolic links are followed; one that leads back into its own folder is refused. A file that several paths
/// lead to is found once. `languages` are extensions too (`note.en`, `note.ko`).
pub fn find(paths: &[PathBuf], languages: &[&Language]) -> FoundFiles {
    let mut walk = Walk { found: FoundFiles::default(), seen: BTreeSet::new(), languages };
    for (root, path) in paths.iter().enumerate() {
        let path = located(path);
        if path.is_dir() {
            walk.folder(root, &path, None);
        } else if is_pattern(&path) {
            walk.pattern(root, &path);
        } else {
            walk.add(root, path, PathBuf::new(), true);
        }
    }
    walk.found
}

struct Walk<'a> {
    found: FoundFiles,
    seen: BTreeSet<PathBuf>,
    languages: &'a [&'a Language],
}

impl Walk<'_> {
    fn add(&mut self, root: usize, path: PathBuf, below: PathBuf, is_named: bool) {
        let whole = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if self.seen.insert(whole) {
            let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
            self.found.files.push(File { path, is_named, below, root });
        }
    }

    fn fault(&mut self, path: &Path, problem: impl Into<String>) {
        self.found.faults.push(Fault { path: path.to_owned(), problem: problem.into() });
    }

    fn is_document(&self, path: &Path) -> bool {
        let Some(extension) = path.extension().and_then(|e| e.to_str()) else { return false };
        let extension = extension.to_lowercase();
        let tag =
            |language: &&Language| [language.tag(), language.primary()].contains(&&*extension);
        Format::extensions().any(|known| known == extension) || self.languages.iter().any(tag)
    }

    /// Walks a folder; with a pattern, for what the pattern fits.
    fn folder(&mut self, root: usize, folder: &Path, pattern: Option<&GlobMatcher>) {
        let mut builder = WalkBuilder::new(folder);
        builder.follow_links(true).require_git(false).git_global(false).git_exclude(false);
        builder.ignore(false).sort_by_file_name(Ord::cmp);
        let loops = Arc::new(Mutex::new(Vec::new()));
        let refused = Arc::clone(&loops);
        builder.filter_entry(move |entry| {
            let back = leads_back(entry.path()).filter(|_| entry.depth() > 0);
            if let (Some(target), Ok(mut refused)) = (&back, refused.lock()) {
                refused.push((entry.path().to_owned(), looping(target)));
            }
            back.is_none()
        });
        for entry in builder.build() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.refuse(folder, &error);
                    continue;
                }
            };
            let path = entry.path();
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let below = path.strip_prefix(folder).unwrap_or(path).to_owned();
            let fits = pattern.map(|pattern| {
                let mut above = below.ancestors().filter(|path| !path.as_os_str().is_empty());
                let own = pattern.is_match(composed(&below.to_string_lossy()));
                (own, above.any(|path| pattern.is_match(composed(&path.to_string_lossy()))))
            });
            match fits {
                Some((_, false)) => {}
                Some((true, _)) => self.add(root, path.to_owned(), below, true),
                _ if self.is_document(path) => self.add(root, path.to_owned(), below, false),
                _ => {
                    let extension = path.extension().map(|e| format!(".{}", e.to_string_lossy()));
                    *self.found.others.entry(extension.unwrap_or_default()).or_default() += 1;
                }
            }
        }
        let loops = loops.lock().map(|mut loops| std::mem::take(&mut *loops)).unwrap_or_default();
        for (path, problem) in loops {
            self.fault(path.strip_prefix(".").unwrap_or(&path), problem);
        }
    }

    fn pattern(&mut self, root: usize, pattern: &Path) {
        let is_plain = |component: &Component<'_>| {
            !component.as_os_str().to_string_lossy().contains(['*', '?', '[', '{'])
        };
        let folder: PathBuf = pattern.components().take_while(is_plain).collect();
        let rest: PathBuf = pattern.components().skip_while(is_plain).collect();
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
        let glob =
            GlobBuilder::new(&composed(&rest.to_string_lossy())).literal_separator(true).build();
        match glob {
            Ok(glob) => {
                let before = self.found.files.len() + self.found.faults.len();
                let seen = self.seen.len();
                self.folder(root, &folder, Some(&glob.compile_matcher()));
                if self.found.files.len() + self.found.faults.len() == before
                    && self.seen.len() == seen
                {
                    self.fault(
                        pattern,
                        "no file fits this pattern: see what is there with ls, and quote it",
                    );
                }
            }
            Err(error) => {
                self.fault(pattern, format!("this is no pattern of paths: {}", error.kind()));
            }
        }
    }

    /// Notes what the walk could not enter, if it was or may hold a document.
    fn refuse(&mut self, folder: &Path, error: &ignore::Error) {
        let (path, problem) = described(error);
        let path = path.unwrap_or_else(|| folder.to_owned());
        // A link to nothing matters only where a document should be.
        let dangling =
            fs::symlink_metadata(&path).is_ok_and(|file| file.is_symlink()) && !path.exists();
        if !dangling || self.is_document(&path) {
            self.fault(path.strip_prefix(".").unwrap_or(&path), problem);
        }
    }
}

/// The folder that a link leads back to, if that is one it lies in.
fn leads_back(path: &Path) -> Option<PathBuf> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|file| file.is_symlink());
    let target = is_link.then(|| fs::canonicalize(path).ok()).flatten()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
    folder.starts_with(&target).then_some(target)
}

fn looping(folder: &Path) -> String {
    let name = folder.file_name().map_or_else(|| "/".into(), |name| name.to_string_lossy());
    format!(
        "this link leads back to {name}, a folder that it lies in: remove it, or name the other folders"
    )
}

/// The path an error of the walk is about, and the error in our words.
fn described(error: &ignore::Error) -> (Option<PathBuf>, String) {
    use ignore::Error;
    match error {
        Error::WithPath { path, err } => {
            let (inner, problem) = described(err);
            (inner.or_else(|| Some(path.clone())), problem)
        }
        Error::WithDepth { err, .. } | Error::WithLineNumber { err, .. } => described(err),
        Error::Loop { ancestor, child } => (Some(child.clone()), looping(ancestor)),
        Error::Io(error) => (None, format!("cannot be read: {}", plain(error))),
        other => (None, format!("cannot be read: {other}")),
    }
}

/// What the system said, without the path that the walk puts before it.
fn plain(error: &std::io::Error) -> String {
    std::io::Error::from(error.kind()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, "text\n").expect("written");
        }
        folder
    }

    fn found(folder: &Path, paths: &[&str]) -> (Vec<String>, Vec<String>) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
        let found = find(&paths, &[&Language::english(), &Language::korean()]);
        let shown = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
        let files = found.files.iter().map(|file| shown(&file.path)).collect();
        (files, found.faults.iter().map(|fault| shown(&fault.path)).collect())
    }

    #[test]
    fn paths_stand_for_the_documents_below_them() {
        let folder = folder(&[
            "a/1.txt",
            "a/2.md",
            "a/b/3.txt",
            "a/picture.png",
            "a/.hidden.txt",
            "a/.git/x.txt",
            "a/draft.txt",
            "a/.gitignore",
            "a/old.en",
            "b/4.txt",
            "b/[5].txt",
        ]);
        fs::write(folder.path().join("a/.gitignore"), "draft*\n").expect("written");
        #[rustfmt::skip]
        let cases: [(&[&str], &[&str], &str); 8] = [
            (&["a"],             &["a/1.txt", "a/2.md", "a/b/3.txt", "a/old.en"], "no hidden file, nothing that git ignores, no picture"),
            (&["a/draft.txt"],   &["a/draft.txt"],            "what is named is taken"),
            (&["a/picture.png"], &["a/picture.png"],          "whatever it is: reading it will say what is wrong"),
            (&["b", "a/b"],      &["b/4.txt", "b/[5].txt", "a/b/3.txt"], "in the order of the paths"),
            (&["a/b", "a"],      &["a/b/3.txt", "a/1.txt", "a/2.md", "a/old.en"], "each once"),
            (&["a/*.txt"],       &["a/1.txt"],                "a pattern stays in its folder"),
            (&["a/**/*.{txt,md}"], &["a/1.txt", "a/2.md", "a/b/3.txt"], "unless it says otherwise"),
            (&["b/[5].txt"],     &["b/[5].txt"],              "a name that is there is no pattern"),
        ];
        for (paths, expected, why) in cases {
            assert_eq!(
                found(folder.path(), paths),
                (expected.iter().map(|&s| s.into()).collect(), vec![]),
                "{why}"
            );
        }
        assert_eq!(
            found(folder.path(), &["a/*.docx"]).1,
            ["a/*.docx"],
            "a pattern that fits nothing is a fault"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_back_is_refused_and_the_rest_is_read() {
        let folder = folder(&["a/1.txt", "c/2.txt"]);
        let link = |to: &str, at: &str| {
            std::os::unix::fs::symlink(to, folder.path().join(at)).expect("a link");
        };
        link("..", "a/back");
        link("../c", "a/there");
        link("nowhere.txt", "a/lost.txt");
        link("nowhere.so", "a/lost.so");
        let (files, faults) = found(folder.path(), &["a"]);
        assert_eq!(files, ["a/1.txt", "a/there/2.txt"]);
        assert_eq!(faults, ["a/lost.txt", "a/back"].map(String::from), "{faults:?}");
    }

    #[test]
    fn a_name_is_found_in_either_form_of_hangul() {
        let decomposed: String = "각서".nfd().collect();
        let folder = folder(&[&format!("{decomposed}/{decomposed}.txt")]);
        let path = located(&folder.path().join("각서/각서.txt"));
        assert!(path.exists(), "{path:?}");
        let missing = folder.path().join("없음.txt");
        assert_eq!(located(&missing), missing);
    }
}
