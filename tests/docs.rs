//! The manual: its commands do what it says, its links lead somewhere, its list of rules is that of the program.

#![allow(clippy::format_push_string, reason = "a page is put together once")]

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use daejo::{check::RULES, rule::measured};
use regex::Regex;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages, by name.
fn pages() -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(root().join("docs")).expect("the manual");
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a page");
        (path, text)
    };
    pages.into_iter().map(read).collect()
}

/// A command of a page: what is typed, with which status it ends, and what it prints; a line `...` stands for
/// anything.
#[derive(Debug)]
struct Typed {
    command: String,
    status: i32,
    prints: Vec<String>,
}

fn typed(page: &str) -> Vec<Typed> {
    let mut all: Vec<Typed> = Vec::new();
    let (mut inside, mut open) = (false, false);
    for line in page.lines() {
        if line.starts_with("```") {
            // A block of another language is no session.
            inside = !inside && matches!(line, "```" | "```console");
            open = false;
        } else if inside && line.starts_with("$ ") {
            let command = line[2..].to_owned();
            all.push(Typed { command, status: 0, prints: Vec::new() });
            open = true;
        } else if open && let Some(last) = all.last_mut() {
            match line.strip_prefix("? ") {
                Some(status) => last.status = status.parse().expect("a status"),
                None => last.prints.push(line.to_owned()),
            }
        }
    }
    for typed in &mut all {
        while typed.prints.last().is_some_and(String::is_empty) {
            typed.prints.pop();
        }
    }
    all
}

/// The words of a command, those between quotation marks as one.
fn words(command: &str) -> Vec<String> {
    let pattern = Regex::new(r#""([^"]*)"|'([^']*)'|(\S+)"#).expect("a pattern");
    let word = |found: regex::Captures<'_>| {
        found.iter().skip(1).flatten().map(|found| found.as_str().to_owned()).collect()
    };
    pattern.captures_iter(command).map(word).collect()
}

/// Runs a command of `daejo` in `folder`: its status, and what it says, on standard output first.
fn run(folder: &Path, command: &str) -> (i32, String) {
    let words = words(command);
    assert_eq!(words[0], "daejo", "{command}");
    let mut process = Command::new(env!("CARGO_BIN_EXE_daejo"));
    let output = process.current_dir(folder).args(&words[1..]).env("NO_COLOR", "1").output();
    let output = output.expect("it ran");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

fn matches(expected: &[String], said: &[&str]) -> bool {
    match expected.split_first() {
        None => said.is_empty(),
        Some((first, rest)) if first == "..." => {
            (0..=said.len()).any(|from| matches(rest, &said[from..]))
        }
        Some((first, rest)) => said.first() == Some(&first.as_str()) && matches(rest, &said[1..]),
    }
}

/// A folder in which the documents of the project are to be had.
#[cfg(unix)]
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(root().join("corpora"), folder.path().join("corpora"))
        .expect("a link");
    folder
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_manual_do_what_it_says() {
    let mut count = 0;
    for (path, page) in pages() {
        let folder = desk();
        for Typed { command, status, prints } in typed(&page) {
            let (ended, said) = run(folder.path(), &command);
            let lines: Vec<&str> = said.trim_end().lines().collect();
            assert_eq!(ended, status, "{}: {command}\n{said}", path.display());
            assert!(matches(&prints, &lines), "{}: {command}\n{said}", path.display());
            let words = words(&command);
            if let Some(at) = words.iter().position(|word| word == "-o") {
                let written = fs::metadata(folder.path().join(&words[at + 1])).expect(&command);
                let may_be_empty = command.contains("--fix patch");
                assert!(written.len() > 0 || may_be_empty, "{command}");
            }
            count += 1;
        }
    }
    assert!(count > 15, "only {count} commands were found");
}

#[cfg(unix)]
#[test]
fn the_workflow_of_the_manual_checks_what_it_is_given() {
    let page = fs::read_to_string(root().join("docs/maintainer.md")).expect("a page");
    let line =
        page.lines().find_map(|line| line.trim().strip_prefix("- run: daejo ")).expect("a step");
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    put("docs/page.en.md", "# Boxes\n\nIt holds 12 boxes.\n");
    put("docs/page.ko.md", "# 상자\n\n상자가 12개 들어 있다.\n");
    let known = run(folder.path(), "daejo check docs --write-baseline known.json");
    assert_eq!(known.0, 0, "{}", known.1);
    let (status, said) = run(folder.path(), &format!("daejo {line}"));
    assert_eq!(status, 0, "{said}");
    put("docs/page.ko.md", "# 상자\n\n상자가 15개 들어 있다.\n");
    let step = line.replace("--fail-on major", "--fail-on minor");
    let (status, said) = run(folder.path(), &format!("daejo {step}"));
    assert_eq!(status, 1, "{said}");
    let mark = said.lines().find(|line| line.starts_with("::")).expect("an annotation");
    assert!(mark.contains("file=docs/page.ko.md,line=3,"), "{mark}");
    let log = fs::read_to_string(folder.path().join("daejo.sarif")).expect("a log");
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    assert!(log["runs"][0]["results"].as_array().is_some_and(|results| !results.is_empty()));
}

#[test]
fn links_of_the_manual_lead_somewhere() {
    let pattern = Regex::new(r"\]\(([^)#]+)(#[^)]*)?\)").expect("a pattern");
    let mut all = pages();
    let readme = root().join("README.md");
    all.push((readme.clone(), fs::read_to_string(readme).expect("a page")));
    let mut linked = BTreeSet::new();
    for (path, page) in &all {
        for link in pattern.captures_iter(page) {
            if link[1].starts_with("http") {
                continue;
            }
            let target = path.parent().expect("a folder").join(&link[1]);
            assert!(target.exists(), "{}: {} is not there", path.display(), &link[1]);
            linked.insert(target.canonicalize().expect("a file"));
        }
    }
    for (path, _) in pages().iter().filter(|(path, _)| !path.ends_with("README.md")) {
        assert!(
            linked.contains(&path.canonicalize().expect("a page")),
            "nothing leads to {path:?}"
        );
    }
}

/// `docs/rules.md`, which is written anew with `TRYCMD=overwrite`, as the help of the program is.
#[test]
fn the_list_of_rules_is_that_of_the_program() {
    let mut page = String::from(
        "# Every rule\n\n`daejo explain RULE` tells the same on the terminal. Figures are of real documents that were read.\n",
    );
    let mut groups: Vec<&str> = Vec::new();
    for rule in RULES {
        let group = rule.explanation().group;
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let example = |example: &daejo::rule::Example| {
        let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
        let (source, target, comment) = (example.source, example.target, example.comment);
        format!("{} | {} | {} |\n", cell(source), cell(target), cell(comment))
    };
    for group in groups {
        page += &format!("\n## {group}\n");
        for rule in RULES.iter().map(|rule| rule.explanation()).filter(|rule| rule.group == group) {
            page += &format!("\n### {}\n\n{}.", rule.name, capital(rule.summary));
            page += if rule.on_by_default { "\n" } else { " Applied only if it is asked for.\n" };
            page += &format!("\n{}\n", rule.details);
            page += "\n| | original | translation | |\n|---|---|---|---|\n";
            page += &format!("| this is one | {}", example(&rule.true_example));
            page += &format!("| this is none | {}", example(&rule.false_example));
            if let Some(measured) = measured(rule.name) {
                let shown = measured.real.first();
                let shown = shown.map(|s| {
                    let (low, high) = s.interval;
                    format!(
                        "Right in {} of {} findings in {} documents, which is between {low:.2} and {high:.2}",
                        s.right, s.of, s.documents
                    )
                });
                page +=
                    &format!("\n{}", shown.unwrap_or("Hardly measured on real documents".into()));
                if measured.planted > 0 {
                    let (found, planted) = (measured.found, measured.planted);
                    page += &format!("; found {found} of {planted} errors that were planted");
                }
                page += ".\n";
            }
        }
    }
    let path = root().join("docs/rules.md");
    if env::var_os("TRYCMD").is_some_and(|value| value == "overwrite") {
        fs::write(&path, &page).expect("written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/rules.md is not that of the program: TRYCMD=overwrite writes it anew"
    );
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
