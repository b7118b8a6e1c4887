//! What the rules on names say of the archive note, aligned as its gold has it: the two slips in names of
//! people, and no more of them.

use std::path::Path;

use daejo::{
    align::{Alignment, Bead},
    anchor::{Anchor, Anchors, Value, name},
    check::RULES,
    document::Document,
    judge::{Finding, Settings, judge},
    reading::Context,
    rule,
    segment::{Bitext, presegmented},
    text::{Language, Span},
};

const FOLDER: &str = "corpora/polish-note-1957";

fn document(name: &str) -> Document {
    Document::read(Path::new(&format!("{FOLDER}/{name}")), None).expect("part of the repository")
}

/// The beads of a ladder whose sides are unbroken.
fn ladder(text: &str) -> Vec<Bead> {
    let side = |side: &str| {
        let numbers: Vec<usize> =
            side.trim_matches(['[', ']']).split(", ").filter_map(|n| n.parse().ok()).collect();
        numbers.first().map_or(0..0, |&first| first..numbers[numbers.len() - 1] + 1)
    };
    let beads = text.lines().filter_map(|line| {
        let (source, target) = line.split_once(':')?;
        Some(Bead { source: side(source), target: side(target), score: 1.0, cost: 0.0 })
    });
    beads.collect()
}

fn anchors(found: name::BitextNames) -> Anchors {
    let wrap = |names: Vec<Vec<(Span, name::Name)>>| {
        let anchor = |(span, name)| Anchor { span, value: Value::Name(name) };
        names.into_iter().map(|here| here.into_iter().map(anchor).collect()).collect()
    };
    Anchors { source: wrap(found.source), target: wrap(found.target) }
}

fn bitext() -> Bitext {
    Bitext {
        source: presegmented(&document("note.en.txt"), &Language::english()),
        target: presegmented(&document("note.ko.txt"), &Language::korean()),
    }
}

fn findings(rule: &str) -> Vec<Finding> {
    let bitext = bitext();
    let anchors = anchors(name::find(&bitext));
    let alignment = Alignment { beads: ladder(&document("note.gold").text) };
    let context = Context::new(&bitext, &alignment, &anchors);
    let said = rule::run(RULES, &context, |known| known == rule);
    judge(said, &bitext, &Settings::default()).findings
}

#[test]
fn two_people_are_called_by_another_name() {
    let words: Vec<(String, String, Option<String>)> = findings("name")
        .into_iter()
        .map(|f| {
            let text = |side: Option<daejo::judge::Side>| side.map(|s| s.text).unwrap_or_default();
            (text(f.source), text(f.target), f.suggestion)
        })
        .collect();
    let expected = [
        ("Jeong Ryul [Jong Ryul]", "정렬", "정률"),
        ("Ri Sang-jo [Ri Sang Jo]", "리승조", "리상조"),
    ];
    let expected = expected.map(|(s, t, e)| (s.to_owned(), t.to_owned(), Some(e.to_owned())));
    assert_eq!(words, expected);
}

#[test]
fn no_name_of_a_person_is_spelled_in_two_ways() {
    let people = findings("name-spelling")
        .into_iter()
        .filter(|f| f.suggestion.as_deref() != Some("조선민주주의인민공화국"));
    assert_eq!(people.count(), 0);
}

#[test]
fn the_names_of_the_note_are_found_in_both_halves() {
    let bitext = bitext();
    let found = name::find(&bitext);
    #[rustfmt::skip]
    let cases = [
        // English segment, Korean segment, what stands there, why it is not plain
        (6,  5,  "피메노프", "a title is written onto it"),
        (8,  7,  "브르조스토우스키", "glossed in Latin letters"),
        (11, 10, "허가이", "glossed with both spellings"),
        (16, 15, "박일우", "the second spelling is left out"),
        (41, 34, "미코얀", "from Russian"),
        (41, 34, "펑더화이", "from Chinese"),
        (48, 41, "최창익", "by the Revised Romanization"),
        (58, 49, "정극록", "a bracket follows at once"),
        (57, 49, "브르조스토우스키", "the gloss stands elsewhere"),
        (59, 49, "남조선", "a place by table"),
    ];
    for (source, target, word, why) in cases {
        let (_, name) = found.target[target]
            .iter()
            .find(|(span, _)| span.of(&bitext.target.segments[target].text) == word)
            .unwrap_or_else(|| panic!("{word} is not found: {why}"));
        let same = found.source[source].iter().any(|(_, other)| other.is_same(name));
        assert!(same, "{word} has no name in English segment {source}: {why}");
    }
}
