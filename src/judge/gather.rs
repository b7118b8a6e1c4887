//! One cause, one finding.
//!
//! A chapter that nobody translated is one thing to tell a reader, and so is a name that is misspelt twenty
//! times. Findings on consecutive segments left untranslated, left in the other language, or added become one
//! with a range; findings of one name or term with the same words become one with its `occurrences`.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    Finding, Occurrence,
    identity::{fingerprint, normalised},
};
use crate::{
    align::Alignment,
    reading::Side,
    rule::passage::quoted,
    segment::{Bitext, Half},
};

/// Rules whose findings on consecutive whole segments have one cause: somebody left a passage out, or alone.
const PASSAGES: [&str; 3] = ["untranslated", "added", "residue"];
/// Rules about a name or a term, which is wrong for one reason wherever it stands.
const WORDS: [&str; 8] = [
    "name",
    "name-spelling",
    "title",
    "body",
    "anachronism",
    "term",
    "inconsistent-term",
    "loaded-term",
];

/// Gathers `told` by their causes, and puts into the gathered findings what is `hidden` of the same cause:
/// segments inside a range, further places of the same words. Both lists keep the order of the source.
///
/// A gathered finding is as grave and as sure as the gravest and the surest of its `members`, and has an
/// identity of its own, which holds while its first segment, or its words, stay the same. Linear in the
/// findings and the segments between them.
pub(super) fn gather(
    told: Vec<Finding>,
    hidden: Vec<Finding>,
    bitext: &Bitext,
    alignment: &Alignment,
) -> (Vec<Finding>, Vec<Finding>) {
    let ladder = Ladder::new(bitext, alignment);
    let (told, hidden) = runs(told, hidden, &ladder);
    let (mut told, hidden) = places(told, hidden);
    told.sort_by_key(order);
    (told, hidden)
}

fn order(finding: &Finding) -> (usize, usize, usize) {
    let start = |side: &Option<Side>| side.as_ref().map_or(usize::MAX, |side| side.span.start);
    (finding.bead, start(&finding.source), start(&finding.target))
}

/// Both halves with the bead of each segment.
struct Ladder<'a> {
    bitext: &'a Bitext,
    alignment: &'a Alignment,
    beads: [Vec<usize>; 2],
}

impl<'a> Ladder<'a> {
    fn new(bitext: &'a Bitext, alignment: &'a Alignment) -> Self {
        let mut beads =
            [vec![0; bitext.source.segments.len()], vec![0; bitext.target.segments.len()]];
        for (position, bead) in alignment.beads.iter().enumerate() {
            for (own, range) in beads.iter_mut().zip([&bead.source, &bead.target]) {
                own[range.clone()].fill(position);
            }
        }
        Self { bitext, alignment, beads }
    }

    fn half(&self, side: usize) -> &'a Half {
        if side == 0 { &self.bitext.source } else { &self.bitext.target }
    }

    /// Whether a run goes on over the segments of `between`: each has nothing opposite, or the very same, or
    /// no words.
    fn goes_on(&self, side: usize, mut between: Range<usize>) -> bool {
        between.all(|index| {
            let text = &self.half(side).segments[index].text;
            let Some(bead) = self.alignment.beads.get(self.beads[side][index]) else {
                return false;
            };
            let same = || {
                let opposite = if side == 0 { &bead.target } else { &bead.source };
                let half = self.half(1 - side);
                opposite.len() == 1 && half.segments[opposite.start].text.trim() == text.trim()
            };
            bead.is_gap() || !text.contains(char::is_alphabetic) || same()
        })
    }

    /// The side of a finding from its first segment to the last of another.
    fn joined(&self, side: usize, first: &Side, last: &Side) -> Option<Side> {
        let range = *first.segments.first()?..=*last.segments.last()?;
        let segments = self.half(side).segments.get(range.clone())?;
        let text =
            segments.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(" ");
        Some(Side { segments: range.collect(), text, span: first.span.join(last.span) })
    }

    /// Whether a finding is about whole segments.
    fn is_whole(&self, side: usize, words: &Side) -> bool {
        let of = |index: &usize| self.half(side).segments.get(*index);
        words.segments.first().and_then(of).zip(words.segments.last().and_then(of)).is_some_and(
            |(first, last)| words.span.start <= first.span.start && words.span.end >= last.span.end,
        )
    }
}

/// The sides of a finding.
fn sides(finding: &Finding) -> [Option<&Side>; 2] {
    [finding.source.as_ref(), finding.target.as_ref()]
}

fn runs(
    told: Vec<Finding>,
    mut hidden: Vec<Finding>,
    ladder: &Ladder<'_>,
) -> (Vec<Finding>, Vec<Finding>) {
    // Of each rule, and apart for what has words on one side and on both.
    let mut lines: BTreeMap<(&str, [bool; 2]), Vec<Finding>> = BTreeMap::new();
    let mut kept = Vec::new();
    for finding in told {
        let rule = PASSAGES.into_iter().find(|rule| *rule == finding.rule);
        let has = sides(&finding).map(|side| side.is_some());
        let is_whole = sides(&finding)
            .iter()
            .enumerate()
            .all(|(side, words)| words.is_none_or(|words| ladder.is_whole(side, words)));
        match rule.filter(|_| is_whole && has != [false, false]) {
            Some(rule) => lines.entry((rule, has)).or_default().push(finding),
            None => kept.push(finding),
        }
    }
    for ((_, has), mut line) in lines {
        let main = usize::from(!has[0]);
        let place = |finding: &Finding, side: usize| -> Option<(usize, usize)> {
            let segments = &sides(finding)[side]?.segments;
            Some((*segments.first()?, *segments.last()?))
        };
        line.sort_by_key(|finding| place(finding, main));
        let mut run: Vec<Finding> = Vec::new();
        for finding in line {
            let follows = run.last().is_some_and(|last| {
                (0..2).filter(|&side| has[side]).all(|side| {
                    let (Some((_, last)), Some((next, _))) =
                        (place(last, side), place(&finding, side))
                    else {
                        return false;
                    };
                    last < next && ladder.goes_on(side, last + 1..next)
                })
            });
            if !follows {
                kept.extend(told_as_one(std::mem::take(&mut run), &mut hidden, ladder));
            }
            run.push(finding);
        }
        kept.extend(told_as_one(run, &mut hidden, ladder));
    }
    (kept, hidden)
}

/// A run as one finding; one alone stays what it was.
fn told_as_one(run: Vec<Finding>, hidden: &mut Vec<Finding>, ladder: &Ladder<'_>) -> Vec<Finding> {
    let [first, .., last] = &run[..] else { return run };
    let joined = |side: usize| match (sides(first)[side], sides(last)[side]) {
        (Some(first), Some(last)) => ladder.joined(side, first, last),
        _ => None,
    };
    let (source, target) = (joined(0), joined(1));
    let main = source.as_ref().or(target.as_ref());
    let (Some(all), Some(begin), Some(end)) = (main, words(first), words(last)) else { return run };
    let inside: BTreeSet<usize> = all.segments.iter().copied().collect();
    let what = match (first.rule.as_str(), target.is_some() && source.is_some()) {
        ("untranslated", false) => "are not translated",
        ("untranslated", true) => "were left as they stand in the original",
        ("added", _) => "have nothing opposite in the original",
        _ => "were left in the other language",
    };
    let message = format!(
        "{} segments in a row {what}, from {} to {}",
        inside.len(),
        quoted(begin),
        quoted(end)
    );
    let id = fingerprint(&[&first.rule, "run", &first.id]);
    let group = fingerprint(&[&first.rule, "run", &normalised(begin), &normalised(end)]);
    let mut finding =
        Finding { id, group, source, target, message, suggestion: None, ..first.clone() };
    // What is doubtful of the same passage by itself is no longer so.
    let side = usize::from(finding.source.is_none());
    let same = |other: &Finding| {
        other.rule == finding.rule
            && sides(other)[side].is_some_and(|w| w.segments.iter().all(|s| inside.contains(s)))
    };
    let doubtful: Vec<Finding> = hidden.extract_if(.., |other| same(other)).collect();
    for member in run.iter().chain(&doubtful) {
        join(&mut finding, member);
    }
    vec![finding]
}

/// The words of the main side.
fn words(finding: &Finding) -> Option<&str> {
    finding.source.as_ref().or(finding.target.as_ref()).map(|side| side.text.as_str())
}

fn places(told: Vec<Finding>, hidden: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
    let mut first_of: BTreeMap<[String; 4], usize> = BTreeMap::new();
    let mut kept: Vec<Finding> = Vec::new();
    let mut gathered: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    let mut ordered = told;
    ordered.sort_by_key(order);
    for finding in ordered {
        let Some(cause) = cause(&finding) else {
            kept.push(finding);
            continue;
        };
        if let Some(&at) = first_of.get(&cause) {
            gathered.entry(at).or_default().push(finding);
        } else {
            first_of.insert(cause, kept.len());
            kept.push(finding);
        }
    }
    let mut rest = Vec::new();
    for finding in hidden {
        match cause(&finding).and_then(|cause| first_of.get(&cause).copied()) {
            Some(at) => gathered.entry(at).or_default().push(finding),
            None => rest.push(finding),
        }
    }
    for (at, mut others) in gathered {
        let finding = &mut kept[at];
        let first = finding.clone();
        others.push(first);
        others.sort_by_key(order);
        let Some(first) = others.first() else { continue };
        let parts = cause(first).unwrap_or_default();
        let parts: Vec<&str> = parts.iter().map(String::as_str).chain(["all"]).collect();
        *finding = Finding { id: fingerprint(&parts), ..first.clone() };
        for other in &others {
            finding.occurrences.push(Occurrence {
                id: other.id.clone(),
                bead: other.bead,
                source: other.source.clone(),
                target: other.target.clone(),
            });
            join(finding, other);
        }
    }
    (kept, rest)
}

/// What findings on one name or term have in common: the rule, the words of the translation, and what should
/// stand there or, where that is not known, the words of the original.
fn cause(finding: &Finding) -> Option<[String; 4]> {
    if !WORDS.contains(&finding.rule.as_str()) {
        return None;
    }
    let folded = |side: &Option<Side>| side.as_ref().map(|side| normalised(&side.text));
    let (target, suggestion) = (folded(&finding.target)?, finding.suggestion.as_ref());
    let source = if suggestion.is_some() { None } else { folded(&finding.source) };
    let expected = suggestion.map(|text| normalised(text)).unwrap_or_default();
    Some([finding.rule.clone(), target, expected, source.unwrap_or_default()])
}

/// Makes `member` a part of a gathered finding.
fn join(finding: &mut Finding, member: &Finding) {
    finding.severity = finding.severity.max(member.severity);
    finding.be_as_sure_as(member);
    finding.members.push(member.id.clone());
    for account in &member.also {
        let told =
            |other: &super::Account| other.rule == account.rule && other.message == account.message;
        if !finding.also.iter().any(told) {
            finding.also.push(account.clone());
        }
    }
}

#[cfg(test)]
mod tests {
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
            let rule =
                RULES.iter().map(|r| r.explanation()).find(|r| r.name == *rule).expect("a rule");
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
            .map(|f| {
                format!("{} {}:{} {}", f.rule, side(&f.source), side(&f.target), f.members.len())
            })
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
    const SIZES: [(usize, usize); 8] =
        [(1, 1), (1, 0), (1, 0), (1, 0), (1, 0), (1, 1), (1, 0), (0, 1)];

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
        assert_ne!(
            short[0].id, short[0].members[0],
            "what ignores the first segment ignores no range"
        );
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
}
