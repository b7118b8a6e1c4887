//! Halves find each other by name. A name is read in several ways: with a mark of a language at its end, at
//! its beginning or as its extension, in a folder called like a language, or with no mark at all. Readings of
//! two files that leave the same name without their marks are halves of one document; the most telling
//! readings are joined first.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::LazyLock,
};

use super::{
    Alone, Pair, Pairing,
    walk::{File, composed},
};
use crate::{
    document::Format,
    text::{Language, table},
};

/// Languages with what people call them in the names of files, beside their tags.
static NAMES: LazyLock<Vec<[&str; 3]>> =
    LazyLock::new(|| table::rows("language-names.tsv", table::text!("language-names.tsv")));

/// Which half a name says a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Source,
    Target,
    /// A third language, as far as the form of the mark tells.
    Other,
}

/// How a name may be read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
    /// The name without the mark.
    key: String,
    /// None where there is no mark.
    side: Option<Side>,
    /// How far the reading goes beyond what is written: 0 where a mark in the name says it all.
    rank: usize,
    /// How the mark is written; halves are written alike.
    style: &'static str,
}

/// Pairs files by name: what is marked as source with what is marked as target, or one of the two with a file
/// without a mark. What has no mark and no partner is a document of its own, in both languages; what has a
/// mark and no partner is alone. Names are compared in Unicode's form NFC.
///
/// Two folders, and nothing else, in which files have the same names are the source and the target folder,
/// whatever they are called.
pub fn pair(files: &[File], source: &Language, target: &Language) -> Pairing {
    let paths: Vec<Vec<String>> = files.iter().map(|file| components(&file.path)).collect();
    let common = common_folders(&paths);
    let tags = [source, target];
    let is_two_folders = files.iter().all(|file| file.root < 2 && file.below != Path::new(""));
    let readings: Vec<Vec<Reading>> = files
        .iter()
        .zip(&paths)
        .map(|(file, path)| {
            if Format::of_path(&file.path).is_bilingual() {
                return Vec::new();
            }
            let mut readings = read(&android(&path[common..]), tags);
            if is_two_folders {
                let below = components(&file.below).join("/");
                let side = [Side::Source, Side::Target][file.root];
                let key = format!("/{below}");
                readings.push(Reading { key, side: Some(side), rank: 3, style: "two folders" });
            }
            readings
        })
        .collect();
    let partner = joined(&readings);
    let kept = |at: usize| readings[at].iter().any(|reading| reading.side == Some(Side::Source));
    let mut pairing = Pairing::default();
    let translated: BTreeSet<&str> = partner
        .keys()
        .flat_map(|&at| readings[at].iter().map(|reading| reading.key.as_str()))
        .collect();
    let mut targets: BTreeSet<usize> = partner.values().copied().collect();
    for (at, file) in files.iter().enumerate() {
        if targets.remove(&at) {
            continue;
        }
        let other = partner.get(&at);
        // Files of programs hold settings as well as messages.
        let has_keys = Format::of_path(&file.path).has_keys();
        if has_keys && other.is_none() && !file.is_named {
            continue;
        }
        let marks: Vec<&Reading> =
            readings[at].iter().filter(|r| r.style != "two folders").collect();
        let is_other =
            |r: &&&Reading| r.side == Some(Side::Other) && translated.contains(r.key.as_str());
        if other.is_none() && marks.iter().any(|r| is_other(&r)) {
            pairing.other_languages += 1;
            continue;
        }
        let marked = marks.iter().find(|r| matches!(r.side, Some(Side::Source | Side::Target)));
        if let (None, Some(reading)) = (other, marked.filter(|_| !is_whole_document(file, &marks)))
        {
            let missing =
                if kept(at) && reading.side == Some(Side::Source) { target } else { source };
            let reason = format!("its {missing} half is not among the files");
            pairing.alone.push(Alone { path: file.path.clone(), reason });
            continue;
        }
        let key = match other {
            Some(&other) => shared_key(&readings[at], &readings[other]),
            None => paths[at][common..].join("/"),
        };
        pairing.pairs.push(Pair {
            name: key,
            source: file.path.clone(),
            target: other.map(|&other| files[other].path.clone()),
            is_named: file.is_named || other.is_some(),
            row: BTreeMap::new(),
        });
    }
    name_apart(&mut pairing.pairs);
    pairing
}

/// Whether a file without a partner is to be read as a document in both languages although its name holds a
/// word for one of them: if it is the only reading in which it is a half, and no mark but the word.
fn is_whole_document(file: &File, marks: &[&Reading]) -> bool {
    // `korean_war.txt` is no Korean half; `war_ko.txt` is one.
    file.is_named
        && marks
            .iter()
            .all(|r| r.side.is_none() || r.style == "prefix" || r.side == Some(Side::Other))
}

/// The partner of each source file.
fn joined(readings: &[Vec<Reading>]) -> BTreeMap<usize, usize> {
    let mut by_key: BTreeMap<&str, Vec<(usize, &Reading)>> = BTreeMap::new();
    for (at, readings) in readings.iter().enumerate() {
        for reading in readings {
            by_key.entry(&reading.key).or_default().push((at, reading));
        }
    }
    let mut offers: Vec<(usize, usize, usize)> = Vec::new();
    for found in by_key.values() {
        for &(source, a) in
            found.iter().filter(|(_, r)| matches!(r.side, Some(Side::Source) | None))
        {
            for &(target, b) in
                found.iter().filter(|(_, r)| matches!(r.side, Some(Side::Target) | None))
            {
                // Of two names without a mark nothing says that they belong together.
                if source == target || (a.side.is_none() && b.side.is_none()) {
                    continue;
                }
                // The original is sooner the one without a mark.
                let odd = usize::from(b.side.is_none());
                let style = usize::from(a.style != b.style);
                offers.push((4 * (a.rank + b.rank) + 2 * odd + style, source, target));
            }
        }
    }
    offers.sort_unstable();
    let mut taken = BTreeSet::new();
    let mut partner = BTreeMap::new();
    for (_, source, target) in offers {
        if !taken.contains(&source) && !taken.contains(&target) {
            taken.extend([source, target]);
            partner.insert(source, target);
        }
    }
    partner
}

/// The name that two halves have in common.
fn shared_key(source: &[Reading], target: &[Reading]) -> String {
    let keys: BTreeSet<&str> = target.iter().map(|reading| reading.key.as_str()).collect();
    let shared = source.iter().filter(|reading| keys.contains(reading.key.as_str()));
    let shared = shared.min_by_key(|reading| reading.rank);
    shared.map(|reading| reading.key.trim_start_matches('/').to_owned()).unwrap_or_default()
}

/// Drops the extensions of the names, and numbers those that are the same.
pub(super) fn name_apart(pairs: &mut [Pair]) {
    let mut seen = BTreeSet::new();
    for pair in pairs {
        let stem = without_extension(&pair.name);
        let stem =
            if stem.is_empty() || stem.ends_with('/') { format!("{stem}document") } else { stem };
        let mut name = stem.clone();
        let mut number = 1;
        while !seen.insert(name.clone()) {
            number += 1;
            name = format!("{stem}-{number}");
        }
        pair.name = name;
    }
}

/// The names a path is made of, in NFC.
pub(super) fn components(path: &Path) -> Vec<String> {
    let names =
        path.components().map(|component| composed(&component.as_os_str().to_string_lossy()));
    names.filter(|name| name != ".").collect()
}

/// How many folders all paths have in common.
pub(super) fn common_folders(paths: &[Vec<String>]) -> usize {
    let Some(first) = paths.first() else { return 0 };
    let folders = |path: &Vec<String>| path.len().saturating_sub(1);
    let most = paths.iter().map(folders).min().unwrap_or_default();
    (0..most).take_while(|&at| paths.iter().all(|path| path[at] == first[at])).count()
}

/// The path of Android's strings, where a folder `values-ko` stands for `values` in Korean.
fn android(path: &[String]) -> Vec<String> {
    let split = |name: &String| match name.strip_prefix("values-") {
        Some(mark) => vec!["values".into(), mark.replace("-r", "-")],
        None => vec![name.clone()],
    };
    path.iter().flat_map(split).collect()
}

/// All ways to read a name.
fn read(path: &[String], tags: [&Language; 2]) -> Vec<Reading> {
    let Some((file, folders)) = path.split_last() else { return Vec::new() };
    let side_of = |word: &str| {
        let sides = [Side::Source, Side::Target];
        sides.into_iter().zip(tags).find(|(_, tag)| names_language(word, tag)).map(|(side, _)| side)
    };
    let key = |folders: &[&str], file: &str| {
        folders.iter().copied().chain([file]).collect::<Vec<_>>().join("/")
    };
    let all: Vec<&str> = folders.iter().map(String::as_str).collect();
    let mut readings = Vec::new();
    let mut add = |key: String, side, rank, style| {
        let bare = without_extension(&key);
        if bare != key {
            readings.push(Reading { key: bare, side, rank: rank + 4, style });
        }
        readings.push(Reading { key, side, rank, style });
    };
    for (rest, mark, style) in marks(file) {
        let Some(side) = side_of(&mark) else { continue };
        let others: Vec<&str> =
            all.iter().copied().filter(|name| side_of(name) != Some(side)).collect();
        if others.len() < all.len() {
            add(key(&others, &rest), Some(side), 0, style);
        }
        add(key(&all, &rest), Some(side), usize::from(others.len() < all.len()), style);
        break;
    }
    for side in [Side::Source, Side::Target] {
        let others: Vec<&str> =
            all.iter().copied().filter(|name| side_of(name) != Some(side)).collect();
        if others.len() < all.len() {
            add(key(&others, file), Some(side), 1, "folder");
        }
        if others.len() + 1 < all.len()
            && let Some(last) = all.iter().rposition(|name| side_of(name) == Some(side))
        {
            let but: Vec<&str> = [&all[..last], &all[last + 1..]].concat();
            add(key(&but, file), Some(side), 2, "folder");
        }
    }
    for (at, name) in
        all.iter().enumerate().filter(|(_, name)| is_tag(name) && side_of(name).is_none())
    {
        let _ = name;
        let but: Vec<&str> = [&all[..at], &all[at + 1..]].concat();
        add(key(&but, file), Some(Side::Other), 1, "folder");
    }
    for (rest, mark, style) in marks(file) {
        if matches!(style, "dot" | "suffix") && is_tag(&mark) && side_of(&mark).is_none() {
            add(key(&all, &rest), Some(Side::Other), 1, style);
        }
    }
    add(key(&all, file), None, 2, "none");
    readings
}

/// What may be a mark in a file name: the name without it, the mark, and how it is written.
fn marks(file: &str) -> Vec<(String, String, &'static str)> {
    let mut marks = Vec::new();
    let (stem, extension) = match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, Some(extension)),
        _ => (file, None),
    };
    let whole = |stem: &str| extension.map_or_else(|| stem.to_owned(), |e| format!("{stem}.{e}"));
    if let Some((before, mark)) = stem.rsplit_once('.').filter(|(before, _)| !before.is_empty()) {
        marks.push((whole(before), mark.to_owned(), "dot"));
    }
    if let Some(extension) = extension {
        marks.push((stem.to_owned(), extension.to_owned(), "extension"));
    }
    // The longest mark first: `_ko_KR` before `_KR`.
    let separators =
        || stem.char_indices().filter(|(_, c)| matches!(c, '_' | '-' | ' ' | '(' | '['));
    for (at, c) in separators().filter(|&(at, _)| at > 0) {
        let mark = stem[at + c.len_utf8()..].trim_end_matches([')', ']']);
        let before = stem[..at].trim_end_matches([' ', '_', '-']);
        marks.push((whole(before), mark.to_owned(), "suffix"));
    }
    for (at, c) in separators().filter(|(at, _)| *at > 0).collect::<Vec<_>>().into_iter().rev() {
        marks.push((whole(&stem[at + c.len_utf8()..]), stem[..at].to_owned(), "prefix"));
    }
    marks.push((whole(""), stem.to_owned(), "whole"));
    marks
}

/// Whether a word in a name stands for a language: its tag, with or without a region, or what people call it.
pub(crate) fn names_language(word: &str, language: &Language) -> bool {
    let word = word.to_lowercase().replace('_', "-");
    word == language.tag()
        || NAMES.iter().any(|[tag, name, _]| *tag == language.primary() && *name == word)
        || word.strip_prefix(language.primary()).is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_prefix('-').is_some_and(|region| matches!(region.len(), 2 | 4))
        })
}

/// Whether a word has the form of a language's tag: two letters, or with a region.
fn is_tag(word: &str) -> bool {
    let word = word.to_lowercase().replace('_', "-");
    let mut groups = word.split('-');
    groups
        .next()
        .is_some_and(|first| first.len() == 2 && first.bytes().all(|b| b.is_ascii_lowercase()))
        && groups.all(|group| {
            matches!(group.len(), 2 | 4) && group.bytes().all(|b| b.is_ascii_lowercase())
        })
}

/// A path without the extension of its last name.
fn without_extension(path: &str) -> String {
    let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if folder.is_empty() && !path.starts_with('/') {
        stem.to_owned()
    } else {
        format!("{folder}/{stem}")
    }
}

/// Files that were named one by one, for callers that have no folders to walk.
impl From<PathBuf> for File {
    fn from(path: PathBuf) -> Self {
        Self { path, is_named: true, below: PathBuf::new(), root: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(files: &[&str]) -> (Vec<String>, Vec<String>, usize) {
        let files: Vec<File> = files.iter().map(|file| PathBuf::from(file).into()).collect();
        shown(&files)
    }

    fn shown(files: &[File]) -> (Vec<String>, Vec<String>, usize) {
        let pairing = pair(files, &Language::english(), &Language::korean());
        let pairs = pairing.pairs.iter().map(|pair| {
            let target = pair.target.as_ref().map(|path| format!(" + {}", path.display()));
            format!("{}: {}{}", pair.name, pair.source.display(), target.unwrap_or_default())
        });
        let alone = pairing.alone.iter().map(|alone| alone.path.display().to_string());
        (pairs.collect(), alone.collect(), pairing.other_languages)
    }

    #[test]
    fn halves_find_each_other_by_name() {
        #[rustfmt::skip]
        #[expect(clippy::type_complexity, reason = "a table of cases")]
        let cases: [(&[&str], &[&str], &[&str], &str); 24] = [
            (&["x.en.md", "x.ko.md"],              &["x: x.en.md + x.ko.md"],          &[], "a mark before the extension"),
            (&["x.ko.md", "x.en.md"],              &["x: x.en.md + x.ko.md"],          &[], "in whatever order"),
            (&["x.en", "x.ko"],                    &["x: x.en + x.ko"],                &[], "the extension itself"),
            (&["x_en.txt", "x_ko.txt"],            &["x: x_en.txt + x_ko.txt"],        &[], "a mark after an underscore"),
            (&["x-EN.txt", "x-KO.txt"],            &["x: x-EN.txt + x-KO.txt"],        &[], "after a hyphen, in capitals"),
            (&["x (영문).txt", "x (국문).txt"],      &["x: x (영문).txt + x (국문).txt"], &[], "in brackets, as people call it"),
            (&["en_x.txt", "ko_x.txt"],            &["x: en_x.txt + ko_x.txt"],        &[], "at the beginning"),
            (&["a/en.txt", "a/ko.txt", "b/en.txt", "b/ko.txt"], &["a/document: a/en.txt + a/ko.txt", "b/document: b/en.txt + b/ko.txt"], &[], "nothing but the mark"),
            (&["en/x.txt", "ko/x.txt"],            &["x: en/x.txt + ko/x.txt"],        &[], "folders called like the languages"),
            (&["d/en/a/x.md", "d/ko/a/x.md"],      &["a/x: d/en/a/x.md + d/ko/a/x.md"], &[], "anywhere in the path"),
            (&["en-US/x.md", "ko_KR/x.md"],        &["x: en-US/x.md + ko_KR/x.md"],    &[], "with their regions"),
            (&["en/x.en.md", "ko/x.ko.md"],        &["x: en/x.en.md + ko/x.ko.md"],    &[], "both at once"),
            (&["x.md", "x.ko.md"],                 &["x: x.md + x.ko.md"],             &[], "an original without a mark"),
            (&["x.md", "x_ko.md"],                 &["x: x.md + x_ko.md"],             &[], "the same with an underscore"),
            (&["x.md", "ko/x.md"],                 &["x: x.md + ko/x.md"],             &[], "translations in a folder beside"),
            (&["x.en.md", "x.md"],                 &["x: x.en.md + x.md"],             &[], "a translation without a mark"),
            (&["x.md", "x.en.md", "x.ko.md"],      &["x: x.md", "x-2: x.en.md + x.ko.md"], &[], "two marks are surer than one"),
            (&["x.en.md", "x.ko.txt"],             &["x: x.en.md + x.ko.txt"],         &[], "another kind of file"),
            (&["x.en.md", "y.ko.md"],              &[],                                &["x.en.md", "y.ko.md"], "other names"),
            (&["x.txt", "y.txt"],                  &["x: x.txt", "y: y.txt"],          &[], "documents in both languages"),
            (&["x.txt", "x.md"],                   &["x: x.txt", "x-2: x.md"],         &[], "nothing says that they are halves"),
            (&["korean_war.txt", "peace.txt"],     &["korean_war: korean_war.txt", "peace: peace.txt"], &[], "a word that is no mark"),
            (&["x_ko_KR.txt", "x_en_US.txt"],      &["x: x_en_US.txt + x_ko_KR.txt"],  &[], "a region after an underscore"),
            (&["1/x.en.txt", "2/x.ko.txt"],        &[],                                &["1/x.en.txt", "2/x.ko.txt"], "other folders"),
        ];
        for (files, pairs, alone, why) in cases {
            let (found, lone, _) = paired(files);
            assert_eq!(
                (found, lone),
                (
                    pairs.iter().map(|&s| s.into()).collect(),
                    alone.iter().map(|&s| s.into()).collect()
                ),
                "{why}"
            );
        }
    }

    #[test]
    fn a_third_language_is_left_out_where_a_document_says_so() {
        let (pairs, alone, others) = paired(&["x.md", "x.fr.md", "x.ko.md", "y.fr.md"]);
        assert_eq!(
            (pairs.len(), alone.len(), others),
            (2, 0, 1),
            "{pairs:?}: y.fr.md may be anything"
        );
        let (pairs, _, others) = paired(&["en/x.md", "ja/x.md", "ko/x.md", "de/x.md"]);
        assert_eq!((pairs.len(), others), (1, 2), "{pairs:?}");
    }

    #[test]
    fn names_are_compared_in_one_form_of_hangul() {
        use unicode_normalization::UnicodeNormalization;
        let decomposed: String = "각서.ko.txt".nfd().collect();
        let (pairs, alone, _) = paired(&["각서.en.txt", &decomposed]);
        assert_eq!((pairs.len(), alone.len()), (1, 0), "{pairs:?}");
    }

    #[test]
    fn two_folders_are_two_halves() {
        let file = |root: usize, path: &str, below: &str| File {
            path: path.into(),
            is_named: false,
            below: below.into(),
            root,
        };
        let files = [
            file(0, "원문/1.txt", "1.txt"),
            file(0, "원문/2.txt", "2.txt"),
            file(1, "번역/1.txt", "1.txt"),
        ];
        let (pairs, alone, _) = shown(&files);
        assert_eq!(pairs, ["1: 원문/1.txt + 번역/1.txt", "원문/2: 원문/2.txt"]);
        assert!(alone.is_empty());
    }

    proptest::proptest! {
        #[test]
        fn no_file_is_lost_and_none_is_used_twice(files in proptest::collection::btree_set(
            "(en/|ko/|a/)?[xy](_en|\\.ko|-fr)?\\.(md|txt|en)", 1..12,
        )) {
            let files: Vec<File> = files.iter().map(|f| PathBuf::from(f).into()).collect();
            let pairing = pair(&files, &Language::english(), &Language::korean());
            let mut used: Vec<PathBuf> = pairing.pairs.iter()
                .flat_map(|p| [Some(p.source.clone()), p.target.clone()]).flatten()
                .chain(pairing.alone.iter().map(|a| a.path.clone())).collect();
            let count = used.len();
            used.sort();
            used.dedup();
            proptest::prop_assert_eq!(used.len(), count);
            proptest::prop_assert_eq!(count + pairing.other_languages, files.len());
            let names: BTreeSet<&str> = pairing.pairs.iter().map(|p| p.name.as_str()).collect();
            proptest::prop_assert_eq!(names.len(), pairing.pairs.len());
        }
    }
}
