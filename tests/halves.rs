//! The archive page of 1957 comes apart as its gold says: every line of both halves and of the page.

use std::{collections::BTreeMap, fs, path::Path};

use daejo::{
    document::Document,
    halves::{Kind, separate},
    text::Language,
};

#[test]
fn the_note_of_1957_comes_apart_as_its_gold_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/polish-note-1957");
    let document = Document::read(&folder.join("note.txt"), None).unwrap();
    let gold = fs::read_to_string(folder.join("furniture.txt")).unwrap();
    let furniture: BTreeMap<usize, &str> = gold
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| (line.split('\t').next().unwrap().parse().unwrap(), line))
        .collect();
    // "English half = source lines 9-74, Korean half = source lines 76-147"
    let expected = |line: usize| match line {
        _ if furniture.contains_key(&line) => Kind::Furniture,
        9..=74 => Kind::Source,
        76..=147 => Kind::Target,
        _ => Kind::Unknown,
    };
    let halves = separate(&document, &Language::english(), &Language::korean()).unwrap();
    for part in &halves.parts {
        let text = part.core.of(&document.text);
        assert_eq!(part.kind, expected(part.line), "line {}: {text} ({})", part.line, part.reason);
    }
    let lines = document.text.lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!(halves.parts.len(), lines, "no line holds both languages");
}
