//! The archive page of 1957 comes apart as its gold says, as it stands and with its parts moved.

#![allow(clippy::unwrap_used, reason = "a failed test says where")]

use std::{collections::BTreeMap, fs, path::Path};

use daejo::{
    document::Document,
    halves::{Furniture, Kind, separate},
    text::Language,
};

/// The lines of the page, with what each is.
fn note() -> Vec<(String, Kind)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/polish-note-1957");
    let gold = fs::read_to_string(folder.join("furniture.txt")).unwrap();
    let furniture: BTreeMap<usize, &str> = gold
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| (line.split('\t').next().unwrap().parse().unwrap(), line))
        .collect();
    // "English half = source lines 9-74, Korean half = source lines 76-147"
    let kind = |number: usize| match number {
        _ if furniture.contains_key(&number) => Kind::Furniture,
        9..=75 => Kind::Source,
        76..=149 => Kind::Target,
        _ => Kind::Furniture,
    };
    let text = fs::read_to_string(folder.join("note.txt")).unwrap();
    text.lines().enumerate().map(|(i, line)| (line.to_owned(), kind(i + 1))).collect()
}

fn comes_apart(lines: &[(String, Kind)], why: &str) {
    let text: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    let bytes = text.join("\n").into_bytes();
    let document = Document::from_bytes(Path::new("note.txt"), &bytes, None).unwrap();
    let halves =
        separate(&document, &Language::english(), &Language::korean(), Furniture::Auto).unwrap();
    for part in &halves.parts {
        let (text, kind) = &lines[part.line - 1];
        assert_eq!(part.kind, *kind, "{why}, line {}: {text} ({})", part.line, part.reason);
    }
    let filled = lines.iter().filter(|(line, _)| !line.trim().is_empty()).count();
    assert_eq!(halves.parts.len(), filled, "{why}: no line holds both languages");
}

#[test]
fn the_note_of_1957_comes_apart_as_its_gold_says() {
    comes_apart(&note(), "the page as it is");
}

#[test]
fn the_note_comes_apart_wherever_its_parts_stand() {
    let note = note();
    let (head, english, korean, tail) = (&note[..8], &note[8..75], &note[75..149], &note[149..]);
    #[rustfmt::skip]
    let cases = [
        ("Korean first",                       vec![head, korean, english, tail]),
        ("Korean first, nothing before it",    vec![korean, english, tail]),
        ("no page round it",                   vec![english, korean]),
        ("the page ends before the Korean",    vec![head, english, tail, korean]),
        ("the first third of each half",       vec![head, &english[..26], &korean[..27], tail]),
    ];
    for (why, parts) in cases {
        let blank = (String::new(), Kind::Furniture);
        comes_apart(&parts.join(&blank), why);
    }
    let filled: Vec<_> = note.into_iter().filter(|(line, _)| !line.trim().is_empty()).collect();
    comes_apart(&filled, "without blank lines");
}
