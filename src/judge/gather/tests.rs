//! What is told as one, and what is not.

use super::*;
use crate::{
    check::RULES,
    judge,
    reading::Mark,
    rule::{Remark, Said, Severity, Sureness, trial::aligned},
    text::Span,
};

/// Finds by hand: rule, source segment, target segment, confidence.
type Made = (&'static str, Option<usize>, Option<usize>, f64);

fn made(
    (bitext, alignment, _): &(Bitext, Alignment, crate::anchor::Anchors),
    all: &[Made],
) -> Vec<Finding> {
    let of = |(rule, source, target, confidence): &Made| {
        let bead = alignment
            .beads
            .iter()
            .position(|bead| {
                source.is_some_and(|s| bead.source.contains(&s))
                    || (source.is_none() && target.is_some_and(|t| bead.target.contains(&t)))
            })
            .expect("a bead");
        let rule = RULES.iter().map(|r| r.explanation()).find(|r| r.name == *rule).expect("a rule");
        let is_words = WORDS.contains(&rule.name);
        let mark = |segment: usize| {
            if is_words {
                Mark::Words { segment, span: Span::new(0, 3) }
            } else {
                Mark::Segment(segment)
            }
        };
        let remark = Remark {
            bead,
            source: source.map(mark),
            target: target.map(mark),
            severity: Severity::Minor,
            evidence: "made".into(),
            message: "it is wrong".into(),
            suggestion: None,
        };
        let said = Said {
            rule: rule.name,
            group: rule.group,
            issue: rule.issue,
            sureness: Sureness::set(*confidence),
            remark,
        };
        judge::finding::of(said, bitext)
    };
    all.iter().map(of).collect()
}

fn shown(findings: &[Finding]) -> Vec<String> {
    let side = |side: &Option<Side>| {
        side.as_ref().map_or("-".into(), |side| {
            side.segments.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
        })
    };
    findings
        .iter()
        .map(|f| format!("{} {}:{} {}", f.rule, side(&f.source), side(&f.target), f.members.len()))
        .collect()
}

const SOURCE: [&str; 7] = [
    "One is here.",
    "Two is lost.",
    "Three is lost.",
    "* * *",
    "Four is lost.",
    "Five is here.",
    "Six is lost.",
];
const TARGET: [&str; 3] = ["하나는 있다.", "다섯은 있다.", "하나는 또 있다."];
const SIZES: [(usize, usize); 8] = [(1, 1), (1, 0), (1, 0), (1, 0), (1, 0), (1, 1), (1, 0), (0, 1)];

#[test]
fn consecutive_segments_are_one_finding_with_their_range() {
    let bitext = aligned(&SOURCE, &TARGET, &SIZES);
    #[rustfmt::skip]
    #[expect(clippy::type_complexity, reason = "a table of cases")]
    let cases: [(&[Made], &[Made], &[&str], usize, &str); 6] = [
        (&[("untranslated", Some(1), None, 0.9), ("untranslated", Some(2), None, 0.8)], &[],
         &["untranslated 1,2:- 2"], 0, "one after the other"),
        (&[("untranslated", Some(2), None, 0.9), ("untranslated", Some(4), None, 0.8)], &[],
         &["untranslated 2,3,4:- 2"], 0, "over an ornament that nobody tells"),
        (&[("untranslated", Some(1), None, 0.9), ("untranslated", Some(6), None, 0.8)], &[],
         &["untranslated 1:- 0", "untranslated 6:- 0"], 0, "what is translated stands between them"),
        (&[("untranslated", Some(1), None, 0.9), ("untranslated", Some(4), None, 0.8)], &[("untranslated", Some(2), None, 0.2)],
         &["untranslated 1,2,3,4:- 3"], 0, "what is doubtful inside is a part of it"),
        (&[("untranslated", Some(1), None, 0.9)], &[("untranslated", Some(2), None, 0.2)],
         &["untranslated 1:- 0"], 1, "what is doubtful at the end stays so"),
        (&[("untranslated", Some(6), None, 0.9), ("added", None, Some(2), 0.9)], &[],
         &["untranslated 6:- 0", "added -:2 0"], 0, "two rules, two findings"),
    ];
    for (told, hidden, expected, left, why) in cases {
        let (told, hidden) =
            gather(made(&bitext, told), made(&bitext, hidden), &bitext.0, &bitext.1);
        assert_eq!(shown(&told), expected, "{why}");
        assert_eq!(hidden.len(), left, "{why}");
    }
}

#[test]
fn a_range_is_as_grave_and_as_sure_as_the_worst_in_it_and_keeps_its_identity_while_it_grows() {
    let bitext = aligned(&SOURCE, &TARGET, &SIZES);
    let two = [("untranslated", Some(1), None, 0.7), ("untranslated", Some(2), None, 0.9)];
    let three = [&two[..], &[("untranslated", Some(4), None, 0.6)]].concat();
    let mut made_two = made(&bitext, &two);
    made_two[0].severity = Severity::Critical;
    let (short, _) = gather(made_two, Vec::new(), &bitext.0, &bitext.1);
    let (long, _) = gather(made(&bitext, &three), Vec::new(), &bitext.0, &bitext.1);
    assert_eq!((short[0].severity, short[0].confidence), (Severity::Critical, 0.9));
    assert_eq!(short[0].id, long[0].id);
    assert_ne!(short[0].id, short[0].members[0], "what ignores the first segment ignores no range");
    let side = short[0].source.as_ref().expect("words");
    assert_eq!(side.text, "Two is lost. Three is lost.");
    assert!(short[0].message.starts_with("2 segments in a row are not translated, from “Two"));
}

#[test]
fn one_word_wrong_in_many_places_is_one_finding_with_all_of_them() {
    let source = ["Kim came.", "Kim left.", "Pak came.", "Kim died."];
    let target = ["금이 왔다.", "금이 갔다.", "박이 왔다.", "금이 죽었다."];
    let bitext = aligned(&source, &target, &[(1, 1); 4]);
    let names = [
        ("name", Some(0), Some(0), 0.9),
        ("name", Some(2), Some(2), 0.9),
        ("name", Some(3), Some(3), 0.8),
    ];
    let hidden = [("name", Some(1), Some(1), 0.3)];
    let (told, hidden) =
        gather(made(&bitext, &names), made(&bitext, &hidden), &bitext.0, &bitext.1);
    assert_eq!(shown(&told), ["name 0:0 3", "name 2:2 0"]);
    let beads: Vec<usize> = told[0].occurrences.iter().map(|place| place.bead).collect();
    assert_eq!(beads, [0, 1, 3]);
    assert!(hidden.is_empty());
    let numbers = [("number", Some(0), Some(0), 0.9), ("number", Some(1), Some(1), 0.9)];
    let (told, _) = gather(made(&bitext, &numbers), Vec::new(), &bitext.0, &bitext.1);
    assert_eq!(told.len(), 2, "two numbers are wrong for two reasons");
}

#[test]
fn what_stands_first_is_told_first_whatever_was_gathered() {
    let bitext = aligned(
        &["Kim came.", "Pak came.", "Kim left."],
        &["금이 왔다.", "박이 왔다.", "금이 갔다."],
        &[(1, 1); 3],
    );
    let told = [("name", Some(1), Some(1), 0.9), ("name", Some(2), Some(2), 0.9)];
    let hidden = [("name", Some(0), Some(0), 0.3)];
    let (told, _) = gather(made(&bitext, &told), made(&bitext, &hidden), &bitext.0, &bitext.1);
    assert_eq!(shown(&told), ["name 0:0 2", "name 1:1 0"], "a hidden place is the first");
    assert_eq!(told[0].id.len(), 16, "a fingerprint as long as any");
}

#[test]
fn a_run_says_on_which_side_it_stands() {
    let lines = ["It is so.", "It was so.", "Be it so."];
    let none: [&str; 0] = [];
    let both = aligned(&lines, &lines, &[(1, 1); 3]);
    let source = aligned(&lines, &none, &[(1, 0); 3]);
    let target = aligned(&none, &lines, &[(0, 1); 3]);
    let run = |rule, of_source: bool, of_target: bool| {
        [0, 1, 2].map(|at| (rule, of_source.then_some(at), of_target.then_some(at), 0.9))
    };
    #[rustfmt::skip]
    let cases = [
        (&source, run("untranslated", true, false), "are not translated"),
        (&both,   run("untranslated", true, true),  "were left as they stand in the original"),
        (&target, run("added", false, true),        "have nothing opposite in the original"),
        (&target, run("residue", false, true),      "were left in the other language"),
    ];
    for (bitext, all, what) in cases {
        let (told, _) = gather(made(bitext, &all), Vec::new(), &bitext.0, &bitext.1);
        assert_eq!(told.len(), 1, "{what}: {:?}", shown(&told));
        assert!(told[0].message.starts_with(&format!("3 segments in a row {what}")), "{what}");
        assert_eq!((told[0].id.len(), told[0].group.len()), (16, 16), "{what}");
    }
    let (told, hidden) = gather(
        made(&target, &run("added", false, true)[..2]),
        made(&target, &[("residue", None, Some(1), 0.2)]),
        &target.0,
        &target.1,
    );
    assert_eq!(
        (shown(&told), hidden.len()),
        (vec!["added -:0,1 2".to_owned()], 1),
        "another rule's"
    );
}

#[test]
fn a_run_of_the_translation_goes_on_over_what_has_no_words_there() {
    let target = ["하나가 더 있다.", "* * *", "둘이 더 있다.", "셋은 있다."];
    let bitext = aligned(&["Three is here."], &target, &[(0, 1), (0, 1), (0, 1), (1, 1)]);
    let told = [("added", None, Some(0), 0.9), ("added", None, Some(2), 0.9)];
    let (told, _) = gather(made(&bitext, &told), Vec::new(), &bitext.0, &bitext.1);
    assert_eq!(shown(&told), ["added -:0,1,2 2"]);
    assert_eq!(told[0].target.as_ref().expect("words").text, target[..3].join(" "));
}
