//! The stages depend in one direction: every `use crate::` names a stage that stands above.

use std::{
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;

/// The stages from the top down. A stage may use those before it; those that stand together may not
/// use each other. Errors may be used by all.
const STAGES: &[&[&str]] = &[
    &["text"],
    &["hangul"],
    &["document"],
    &["halves"],
    &["segment"],
    &["anchor", "encoder", "glossary", "lexicon"],
    &["align"],
    &["reading"],
    &["rule"],
    &["judge"],
    &["check", "pattern"],
    &["pipeline"],
    &["baseline", "plant"],
    &["collection"],
    &["report", "export", "score"],
    &["cli"],
];

/// What is no stage: errors may be used by all, the other two only tie the stages together.
const OUTSIDE: &[&str] = &["error", "lib", "main"];

fn rank(stage: &str) -> Option<usize> {
    STAGES.iter().position(|stages| stages.contains(&stage))
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The stages that a source file names: after `crate::`, alone or first in each branch of a group.
fn named(code: &str) -> Vec<String> {
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let path = Regex::new(r"\bcrate::(\{|\w+)").expect("a valid pattern");
    let mut stages = Vec::new();
    for found in path.captures_iter(&code) {
        if &found[1] != "{" {
            stages.push(found[1].to_owned());
            continue;
        }
        // The names that follow the opening brace or a comma of its own level.
        let group = found.get(1).expect("matched").end();
        let (mut depth, mut expects_name, mut name) = (1, true, String::new());
        for c in code[group..].chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 1 && expects_name && (c.is_alphanumeric() || c == '_') {
                name.push(c);
            } else if !name.is_empty() {
                stages.push(std::mem::take(&mut name));
                expects_name = false;
            }
            if depth == 1 && c == ',' {
                expects_name = true;
            }
            if depth == 0 {
                break;
            }
        }
    }
    stages
}

#[test]
fn every_stage_uses_only_those_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files.sort();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in files {
        let inside = file.strip_prefix(&root).expect("below the root");
        let first = inside.iter().next().and_then(|name| name.to_str()).expect("a name");
        let stage = first.trim_end_matches(".rs");
        if OUTSIDE.contains(&stage) {
            continue;
        }
        let own = rank(stage).unwrap_or_else(|| panic!("{stage} has no place in STAGES"));
        let code = fs::read_to_string(&file).expect("a source file");
        for other in named(&code) {
            let Some(used) = rank(&other) else { continue };
            seen += 1;
            if other != stage && used >= own {
                wrong.push(format!("{}: {stage} uses {other}", inside.display()));
            }
        }
    }
    assert!(seen > 20, "only {seen} uses were found: has the way they are written changed?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_in_groups_are_found() {
    let code = "use crate::{\n    Error, Result,\n    check::{self, Finding},\n    text::Span,\n};\n\
                // use crate::cli;\nfn f() { crate::report::x(crate::halves::Kind::Source) }\n";
    assert_eq!(named(code), ["Error", "Result", "check", "text", "report", "halves"]);
}
