//! What may use what: stages depend in one direction, rules on no other rule, and the rooms of a stage on each other
//! in some order. Read from every `use` and every path that begins with `crate::`.

#![allow(clippy::print_stdout, reason = "a test shows the circles that it counts")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;

/// The stages from the top down. A stage may use those before it; those that stand together may not
/// use each other. Errors may be used by all.
const STAGES: &[&[&str]] = &[
    &["text", "whole"],
    &["value"],
    &["language"],
    &["lexicon"],
    &["document"],
    &["pairing"],
    &["halves"],
    &["segment"],
    &["anchor", "encoder", "glossary"],
    &["align"],
    &["reading"],
    &["rule"],
    &["judge"],
    &["check", "pattern"],
    &["pipeline"],
    &["baseline", "plant"],
    &["collection"],
    &["export", "score"],
    &["report"],
    &["corpus", "review"],
    &["cli"],
];

/// What is no stage: errors may be used by all, the other two only tie the stages together.
const OUTSIDE: &[&str] = &["error", "lib", "main"];

/// So many circles between files there are, and so many between the rooms of a stage. The numbers may only become less.
const CIRCLES: usize = 2;
const CIRCLES_OF_ROOMS: usize = 2;

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

/// A module or an item, by the names on the way to it from the root of the crate.
type Place = Vec<String>;

/// The paths of a tree as `use` has it: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(tree: &str) -> Vec<Place> {
    let names = |path: &str| -> Place {
        path.split("::")
            .map(|n| n.split_whitespace().next().unwrap_or_default().to_owned())
            .collect()
    };
    let Some((before, inside)) = tree.split_once('{') else {
        return vec![names(tree.trim())];
    };
    let inside = inside.rsplit_once('}').map_or(inside, |(inside, _)| inside);
    let before = before.trim().trim_end_matches("::");
    let prefix = if before.is_empty() { Place::new() } else { names(before) };
    let (mut depth, mut from, mut branches) = (0, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                branches.push(&inside[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    branches.push(&inside[from..]);
    let branches = branches.into_iter().filter(|branch| !branch.trim().is_empty());
    branches
        .flat_map(paths)
        .map(|path| {
            let rest = path.into_iter().filter(|name| name != "self");
            prefix.iter().cloned().chain(rest).collect()
        })
        .collect()
}

/// What a file names, from the root of the crate. `own` is its module.
fn named(code: &str, own: &[String]) -> Vec<Place> {
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let uses = Regex::new(r"(?m)^(?:pub(?:\([^)]*\))? )?use ([^;]+);").expect("a pattern");
    let others = Regex::new(r"\bcrate::((?:\w+::)*\w+)").expect("a pattern");
    let mut found: Vec<Place> = Vec::new();
    for used in uses.captures_iter(&code) {
        for path in paths(&used[1]) {
            let ups = path.iter().take_while(|name| *name == "super").count();
            let rest = path[ups..].iter().cloned();
            found.push(match path.first().map(String::as_str) {
                Some("crate") => path[1..].to_vec(),
                Some("super") => {
                    own[..own.len().saturating_sub(ups)].iter().cloned().chain(rest).collect()
                }
                _ => own.iter().cloned().chain(rest.filter(|name| name != "self")).collect(),
            });
        }
    }
    // `pub(in crate::check)` names where a thing may be seen, and uses nothing.
    let elsewhere = uses.replace_all(&code, "").replace("(in crate::", "(in ");
    found.extend(others.captures_iter(&elsewhere).map(|path| paths(&path[1]).remove(0)));
    found
}

/// The modules, each with the modules whose names it uses.
fn graph() -> BTreeMap<Place, BTreeSet<Place>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    // What tests use stands below them.
    files.retain(|file| !file.iter().any(|part| part == "tests" || part == "tests.rs"));
    let module = |file: &Path| -> Place {
        let inside = file.strip_prefix(&root).expect("below the root").with_extension("");
        let mut place: Place =
            inside.iter().map(|name| name.to_str().expect("a name").to_owned()).collect();
        place.pop_if(|last| last == "mod");
        place
    };
    let modules: BTreeSet<Place> = files.iter().map(|file| module(file)).collect();
    let owner = |path: &Place| {
        let places = (1..=path.len()).rev().map(|length| path[..length].to_vec());
        places.into_iter().find(|place| modules.contains(place))
    };
    let mut graph = BTreeMap::new();
    for file in files {
        let own = module(&file);
        let code = fs::read_to_string(&file).expect("a source file");
        let code = code.split("\n#[cfg(test)]\nmod").next().unwrap_or_default();
        let code = code.split("\n#[cfg(all(test").next().unwrap_or_default();
        let used = named(code, &own).iter().filter_map(owner).filter(|used| *used != own).collect();
        graph.insert(own, used);
    }
    graph
}

/// The groups of nodes that reach each other.
fn circles<N: Ord + Clone>(graph: &BTreeMap<N, BTreeSet<N>>) -> Vec<Vec<N>> {
    let reach = |from: &N| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(next) = open.pop() {
            for other in graph.get(next).into_iter().flatten() {
                if seen.insert(other) {
                    open.push(other);
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&N, BTreeSet<&N>> =
        graph.keys().map(|node| (node, reach(node))).collect();
    let mut found: Vec<Vec<N>> = Vec::new();
    for (node, there) in &reached {
        let group: Vec<N> = there
            .iter()
            .filter(|other| reached.get(*other).is_some_and(|back| back.contains(node)))
            .map(|other| (*other).clone())
            .collect();
        if group.len() > 1 && group.first() == Some(*node) {
            found.push(group);
        }
    }
    found
}

#[test]
fn every_stage_uses_only_those_above_it() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (module, used) in graph() {
        let stage = module[0].as_str();
        if OUTSIDE.contains(&stage) {
            continue;
        }
        let own = rank(stage).unwrap_or_else(|| panic!("{stage} has no place in STAGES"));
        for other in used {
            let Some(used) = rank(&other[0]) else { continue };
            seen += 1;
            if other[0] != stage && used >= own {
                wrong.push(format!("{} uses {}", module.join("::"), other.join("::")));
            }
        }
    }
    assert!(seen > 300, "only {seen} uses were found: has the way they are written changed?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_rule_uses_another() {
    let mut wrong = Vec::new();
    for (module, used) in graph().into_iter().filter(|(module, _)| module[0] == "check") {
        let Some(rule) = module.get(1) else { continue };
        for other in used.iter().filter(|other| other[0] == "check") {
            if other.get(1) != Some(rule) {
                wrong.push(format!("{} uses {}", module.join("::"), other.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The rooms of a stage are its files and folders. Where none of them needs, on whatever way, one that needs it, they
/// can be read one after the other.
#[test]
fn the_rooms_of_a_stage_stand_in_an_order() {
    let mut rooms: BTreeMap<Place, BTreeSet<Place>> = BTreeMap::new();
    let room = |module: &Place| module.get(..2).map(<[String]>::to_vec);
    for (module, used) in graph() {
        let Some(own) = room(&module) else { continue };
        let others = used.iter().filter_map(room).filter(|other| *other != own);
        let of_stage = others.filter(|other| other[0] == own[0]).collect::<Vec<_>>();
        rooms.entry(own).or_default().extend(of_stage);
    }
    // The command line has its own rooms in another order.
    rooms.retain(|room, _| room[0] != "cli");
    let circles = circles(&rooms);
    let shown: Vec<String> = circles
        .iter()
        .map(|circle| circle.iter().map(|room| room.join("::")).collect::<Vec<_>>().join(", "))
        .collect();
    println!("{}", shown.join("\n"));
    assert!(shown.len() <= CIRCLES_OF_ROOMS, "rooms need each other:\n{}", shown.join("\n"));
}

#[test]
fn circles_between_files_become_fewer() {
    let mut graph = graph();
    // A folder's own file and what lies in it belong together.
    for (module, used) in &mut graph {
        used.retain(|other| !other.starts_with(module) && !module.starts_with(other));
    }
    let circles = circles(&graph);
    for circle in &circles {
        let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
        println!("{}", names.join(", "));
    }
    assert!(circles.len() <= CIRCLES, "{} circles, {CIRCLES} are known", circles.len());
}

#[test]
fn what_is_used_is_read_as_the_compiler_does() {
    let code = "use std::fmt;\nuse crate::{\n    Error, Result,\n    check::{self, Finding},\n    text::Span,\n};\n\
                pub(crate) use super::{near::Row, view};\n// use crate::cli;\n\
                fn f() { crate::report::x(crate::halves::Kind::Source) }\n";
    let own = ["check".to_owned(), "name".to_owned(), "alone".to_owned()];
    let found: Vec<String> = named(code, &own).iter().map(|path| path.join("::")).collect();
    assert_eq!(
        found,
        [
            "check::name::alone::std::fmt",
            "Error",
            "Result",
            "check",
            "check::Finding",
            "text::Span",
            "check::name::near::Row",
            "check::name::view",
            "report::x",
            "halves::Kind::Source",
        ]
    );
    let graph: BTreeMap<u8, BTreeSet<u8>> =
        [(1, [2].into()), (2, [3].into()), (3, [2].into()), (4, [1, 4].into())].into();
    assert_eq!(circles(&graph), [[2, 3]]);
}
