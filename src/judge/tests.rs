use proptest::prelude::*;

use super::{
    ignore::{Glob, Ignore},
    *,
};
use crate::{
    align::keys::tests::bitext,
    reading::Mark,
    rule::{FORM, Remark, Said, Sureness},
    text::{Span, Stitched},
};

const SOURCE: [&str; 3] =
    ["The envoy left on Monday.", "He met the mayor in the old town.", "The envoy left the town."];
const TARGET: [&str; 3] =
    ["대표는 월요일에 떠났다.", "그는 시장을 만났다.", "대표는 도시를 떠났다."];

fn document() -> Bitext {
    bitext(&SOURCE, &TARGET)
}

/// Words of a segment, or all of it.
fn mark(texts: &[&str], segment: usize, words: &str) -> Option<Mark> {
    if words == "*" {
        return Some(Mark::Segment(segment));
    }
    let start = texts[segment].find(words)?;
    Some(Mark::Words { segment, span: Span::new(start, start + words.len()) })
}

/// What a rule says of words of a bead, which is a segment of either side: "" for none, "*" for all of it.
fn say(rule: &'static str, bead: usize, source: &str, target: &str) -> Said<'static> {
    let marked = |texts: &[&str], words: &str| {
        let marked = mark(texts, bead, words).filter(|_| !words.is_empty());
        assert_eq!(marked.is_some(), !words.is_empty(), "{words} stands there");
        marked
    };
    let forms = ["brackets", "quotes", "punctuation", "spacing", "numbering", "markup", "address"];
    Said {
        rule,
        group: if forms.contains(&rule) { FORM } else { "meaning" },
        issue: Issue::Other,
        sureness: Sureness::set(0.8),
        remark: Remark {
            bead,
            source: marked(&SOURCE, source),
            target: marked(&TARGET, target),
            severity: Severity::Major,
            evidence: "some".into(),
            message: format!("{rule} is wrong"),
            suggestion: None,
        },
    }
}

fn with(evidence: &'static str, mut said: Said<'static>) -> Said<'static> {
    said.remark.evidence = evidence.into();
    said
}

fn sure(confidence: f64, said: Said<'static>) -> Said<'static> {
    Said { sureness: Sureness::set(confidence), ..said }
}

fn told(said: Vec<Said<'_>>) -> Vec<Finding> {
    judge(said, &document(), &Settings::default()).findings
}

/// The rules of findings, each with those of its further accounts.
fn rules(findings: &[Finding]) -> String {
    let one = |finding: &Finding| {
        let also = finding.also.iter().map(|account| account.rule.as_str());
        std::iter::once(finding.rule.as_str()).chain(also).collect::<Vec<_>>().join("+")
    };
    findings.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn an_identity_goes_by_the_words_around_and_a_group_does_not() {
    let found = told(vec![say("name", 0, "envoy", ""), say("name", 2, "envoy", "")]);
    // Each in a document of its own: among others a number would tell them apart.
    let id = |bead| told(vec![say("name", bead, "envoy", "")]).remove(0).id;
    assert_ne!(id(0), id(2), "the words around differ");
    assert_eq!([&found[0].id, &found[1].id], [&id(0), &id(2)], "and no number is needed");
    assert_eq!(found[0].group, found[1].group, "the words are the same");
    let remembered = told(vec![say("name", 1, "mayor", "")]).remove(0).id;
    assert_eq!(
        remembered, "f43deabac0aa699c",
        "baselines of users hold it: “he met the mayor in the old”"
    );
    let other = told(vec![say("title", 0, "envoy", "")]);
    assert_ne!(other[0].group, found[0].group, "another rule");
    let both = told(vec![say("name", 0, "envoy", "대표")]);
    assert_ne!(both[0].group, found[0].group, "words of the translation as well");
    let again = told(vec![say("name", 0, "envoy", "대표"), say("name", 2, "envoy", "")]);
    assert_eq!(again[0].id, both[0].id, "whatever else is found");
    // The same sentence twice: the second is told apart by its number.
    let twice = bitext(&["So it is.", "So it is.", "So it is."], &[]);
    let said = [0, 1].map(|segment| Said {
        remark: Remark {
            bead: segment,
            source: Some(Mark::Segment(segment)),
            target: None,
            ..say("name", 0, "envoy", "").remark
        },
        ..say("name", 0, "envoy", "")
    });
    let found = judge(said.to_vec(), &twice, &Settings::default()).findings;
    assert_ne!(found[0].id, found[1].id);
}

#[test]
fn a_finding_says_where_its_words_stand_in_the_file() {
    let document = document();
    let found = told(vec![say("name", 1, "mayor", "시장")]);
    let side = found[0].source.as_ref().expect("words of the source");
    let segment = &document.source.segments[1];
    assert_eq!((side.text.as_str(), side.segments.as_slice()), ("mayor", &[1][..]));
    assert_eq!(side.span.start, segment.span.start + 11);
    let whole = told(vec![say("moved", 1, "*", "")]);
    assert_eq!(whole[0].source.as_ref().expect("a side").span, segment.span);
}

#[test]
fn a_doubtful_finding_is_minor_unless_a_user_says_otherwise() {
    let severity = |confidence, settings: &Settings<'_>| {
        let said = vec![sure(confidence, say("name", 0, "envoy", ""))];
        judge(said, &document(), settings).findings[0].severity
    };
    let plain = Settings::default();
    assert_eq!(severity(0.49, &plain), Severity::Minor);
    assert_eq!(severity(0.5, &plain), Severity::Major);
    let critical = |rule: &str| (rule == "name").then_some(Severity::Critical);
    let set = Settings { severity: &critical, ..Settings::default() };
    assert_eq!(severity(0.49, &set), Severity::Critical);
}

#[test]
fn a_finding_gives_way_to_another_that_explains_it() {
    let copy = |bead| with("copy", say("duplicate", bead, "", "*"));
    #[rustfmt::skip]
    let cases = [
        // said                                                                          told               why
        (vec![say("untranslated", 0, "*", ""), say("moved", 0, "*", "*")],                "moved",           "it stands elsewhere"),
        (vec![say("untranslated", 0, "*", "")],                                           "untranslated",    "nobody says that it does"),
        (vec![say("untranslated", 0, "*", ""), say("moved", 1, "*", "*")],                "untranslated moved", "another sentence was moved"),
        (vec![say("added", 0, "", "*"), say("moved", 0, "*", "*")],                       "moved",           "the other end of it"),
        (vec![say("addition", 0, "", "월요일에"), say("moved", 0, "*", "*")],              "moved",           "a part of the other end"),
        (vec![say("added", 1, "", "*"), say("moved", 0, "*", "*")],                       "moved added",     "another sentence was moved"),
        (vec![say("untranslated", 0, "*", ""), say("duplicate", 0, "*", "")],             "duplicate",       "the original has it twice"),
        (vec![say("untranslated", 0, "*", ""), copy(0)],                                  "untranslated duplicate", "the translation has it twice"),
        (vec![say("residue", 1, "", "시장을"), say("untranslated", 1, "*", "*")],           "untranslated",    "all of it was left"),
        (vec![say("added", 1, "", "*"), say("untranslated", 1, "", "*")],                  "untranslated",    "left, not added"),
        (vec![say("residue", 1, "", "시장을"), say("untranslated", 2, "*", "*")],           "residue untranslated", "another segment"),
        (vec![say("added", 2, "", "*"), copy(2)],                                         "duplicate",       "the copy"),
        (vec![say("number", 0, "", "월요일에"), copy(0)],                                  "duplicate",       "what the copy says is no error more"),
        (vec![say("number", 1, "", "시장을"), copy(0)],                                    "duplicate number", "not in the copy"),
        (vec![say("number", 0, "", "월요일에"), with("other", say("duplicate", 0, "", "*"))], "duplicate+number", "no copy: only merged"),
        (vec![say("body", 0, "envoy", "대표"), with("nonstandard", say("inconsistent-term", 2, "envoy", "대표"))],
                                                                                         "inconsistent-term", "one name for the whole document"),
        (vec![say("body", 0, "envoy", "대표"), with("spelling", say("inconsistent-term", 2, "envoy", "대표"))],
                                                                                         "body inconsistent-term", "of its spelling only"),
        (vec![say("body", 1, "mayor", "시장"), with("nonstandard", say("inconsistent-term", 2, "envoy", "대표"))],
                                                                                         "body inconsistent-term", "another name"),
    ];
    for (said, expected, why) in cases {
        assert_eq!(rules(&told(said)), expected, "{why}");
    }
    for form in ["brackets", "quotes", "punctuation", "spacing", "numbering", "markup", "address"] {
        let said = vec![say(form, 0, "", "떠났다."), copy(0)];
        let expected = format!("duplicate {form}");
        assert_eq!(rules(&told(said)), expected, "wrong wherever the passage stands");
    }
    let own = Said { issue: Issue::PatternProblem, ..say("pattern:mine", 0, "", "월요일에") };
    assert_eq!(rules(&told(vec![own, copy(0)])), "duplicate+pattern:mine", "what a user asked for");
}

#[test]
fn of_a_sentence_and_its_copy_either_may_be_the_one_without_a_partner() {
    let whole = |rule, segment| {
        let said = say(rule, 0, "", "*");
        let remark = Remark { bead: segment, target: Some(Mark::Segment(segment)), ..said.remark };
        Said { remark, ..said }
    };
    for (second, expected) in [("그렇다.", "duplicate"), ("그렇지 않다.", "added duplicate")]
    {
        let document = bitext(&["So it is."], &["그렇다.", second]);
        let said = vec![whole("added", 0), with("copy", whole("duplicate", 1))];
        let found = judge(said, &document, &Settings::default()).findings;
        assert_eq!(rules(&found), expected, "{second}");
    }
}

#[test]
fn what_nobody_is_told_explains_nothing_that_is_surer() {
    let copy = |confidence| sure(confidence, with("copy", say("duplicate", 0, "", "*")));
    let moved = |confidence| sure(confidence, say("moved", 0, "*", "*"));
    let of_rule = |confidence| {
        sure(confidence, with("nonstandard", say("inconsistent-term", 2, "envoy", "대표")))
    };
    #[rustfmt::skip]
    let cases = [
        // said                                                       told                       why
        (vec![say("number", 0, "", "월요일에"), copy(0.4)],            "number",                  "the copy is hidden"),
        (vec![say("number", 0, "", "월요일에"), copy(0.56)],           "duplicate",               "it is told"),
        (vec![say("untranslated", 0, "*", ""), moved(0.52)],          "untranslated",            "what is hidden gives way itself"),
        (vec![say("untranslated", 0, "*", ""), moved(0.6)],           "moved",                   "it is told"),
        (vec![say("body", 0, "envoy", "대표"), of_rule(0.45)],         "body",                    "the rule of the document is a doubt"),
        (vec![sure(0.4, say("body", 0, "envoy", "대표")), of_rule(0.45)], "",                     "both are"),
    ];
    for (said, expected, why) in cases {
        let settings = Settings { min_confidence: 0.55, ..Settings::default() };
        let found = judge(said, &document(), &settings).findings;
        let found: Vec<&str> = found.iter().map(|f| f.rule.as_str()).collect();
        assert_eq!(found.join(" "), expected, "{why}");
    }
    let grave = Settings { min_severity: Severity::Major, ..Settings::default() };
    let mut minor = moved(0.9);
    minor.remark.severity = Severity::Minor;
    let said = vec![sure(0.95, say("untranslated", 0, "*", "")), minor];
    let found = judge(said, &document(), &grave).findings;
    assert_eq!(found[0].rule, "untranslated", "too light to be told");
}

#[test]
fn how_words_are_written_makes_no_doubt_of_their_meaning_sure() {
    let said = || {
        let doubt = sure(0.6, say("connective", 2, "", "대표는 도시를"));
        vec![doubt, sure(0.97, say("spacing", 2, "", "대표는 도시를"))]
    };
    let found = told(said());
    let found: Vec<(&str, f64, usize)> =
        found.iter().map(|f| (f.rule.as_str(), f.confidence, f.also.len())).collect();
    assert_eq!(found, [("connective", 0.6, 0), ("spacing", 0.97, 0)]);
    let doubt = sure(0.6, say("brackets", 2, "envoy", "대표는"));
    let found = told(vec![doubt, sure(0.97, say("spacing", 2, "", "대표는 도시를"))]);
    assert_eq!(rules(&found), "spacing+brackets", "the surest of the form");
    assert!((found[0].confidence - 0.97).abs() < 1e-9);
}

#[test]
fn of_accounts_that_are_equally_sure_the_one_told_keeps_what_was_measured_of_it() {
    let measured = |of: usize, confidence: f64, said: Said<'static>| {
        let sureness = Sureness { of, ..Sureness::set(confidence) };
        Said { sureness, ..said }
    };
    #[rustfmt::skip]
    let cases = [
        // confidences   measured on   why
        ((0.8, 0.8),     40,           "its own"),
        ((0.7, 0.8),     20,           "the surer one's"),
        ((0.8, 0.7),     40,           "its own, which is surer"),
    ];
    for ((own, other), expected, why) in cases {
        let graver = measured(40, own, say("title", 1, "mayor", ""));
        let mut other = measured(20, other, say("name", 1, "mayor", ""));
        other.remark.severity = Severity::Minor;
        let found = told(vec![graver, other]);
        assert_eq!(rules(&found), "title+name", "{why}");
        assert_eq!(found[0].measured.map(|sureness| sureness.of), Some(expected), "{why}");
    }
}

#[test]
fn words_that_begin_with_a_blank_between_two_lines_have_the_identity_of_those_on_one() {
    const WRAPPED: &str = "The envoy of\n    the town left on Monday.";
    let plain = WRAPPED.replace("\n   ", "");
    let ids = |wrapped: bool, words: &str| {
        let mut document = bitext(&[&plain], &[]);
        if wrapped {
            let (end, next) = (WRAPPED.find('\n').expect("a line"), WRAPPED.find("the town"));
            let mut stitched = Stitched::default();
            stitched.push(WRAPPED, Span::new(0, end), false);
            stitched.push(WRAPPED, Span::new(next.expect("a line"), WRAPPED.len()), true);
            let segment = &mut document.source.segments[0];
            let whole = Span::new(0, stitched.text().len());
            (segment.text, segment.span, segment.seams) = stitched.part(whole);
        }
        let said = say("name", 0, "envoy", "");
        let start = plain.find(words).expect("it stands there");
        let span = Span::new(start, start + words.len());
        let remark = Remark { source: Some(Mark::Words { segment: 0, span }), ..said.remark };
        judge(vec![Said { remark, ..said }], &document, &Settings::default()).findings.remove(0).id
    };
    for words in [" the town", "of ", " ", " the town left on Monday.", "town"] {
        assert_eq!(ids(true, words), ids(false, words), "{words:?}");
    }
}

#[test]
fn accounts_of_the_same_words_are_one_finding() {
    #[rustfmt::skip]
    let cases = [
        // said                                                                       told         why
        (vec![say("name", 1, "the mayor", ""), say("title", 1, "mayor in", "")],       "name+title", "the same words of the source"),
        (vec![say("name", 1, "He", ""), say("title", 1, "mayor", "")],                 "name title", "other words"),
        (vec![say("name", 1, "mayor", "시장을"), say("title", 1, "mayor", "그는")],     "title name", "other words of the target"),
        (vec![say("name", 1, "mayor", ""), say("title", 1, "", "시장을")],              "name title", "one side each"),
        (vec![say("name", 0, "envoy", ""), say("title", 2, "envoy", "")],              "name title", "other beads"),
    ];
    for (said, expected, why) in cases {
        assert_eq!(rules(&told(said)), expected, "{why}");
    }
}

#[test]
fn what_is_hidden_is_hidden_for_a_reason() {
    let said = || {
        let mut said = vec![sure(0.3, say("name", 0, "envoy", "")), say("title", 1, "mayor", "")];
        let crowd = ["대표는", "도시를", "떠났다"].into_iter().chain(["떠났다."]);
        said.extend(crowd.take(3).map(|words| sure(0.6, say("omission", 2, "", words))));
        said.push(sure(0.55, say("addition", 2, "envoy", "")));
        said
    };
    let counts = |settings: &Settings<'_>| {
        let judged = judge(said(), &document(), settings);
        (judged.findings.len(), judged.hidden.len(), judged.ignored)
    };
    let plain = Settings::default;
    assert_eq!(counts(&plain()), (6, 0, 0), "everything");
    assert_eq!(
        counts(&Settings { min_confidence: 0.5, ..plain() }),
        (4, 2, 0),
        "one doubtful, one in a crowd"
    );
    let major = Settings { min_severity: Severity::Major, ..plain() };
    assert_eq!(counts(&major), (5, 1, 0), "the doubtful one is minor");
    let entry = |id: Option<&str>, path: &str| Ignore {
        id: id.map(str::to_owned),
        group: None,
        rule: id.is_none().then(|| "omission".to_owned()),
        path: Some(Glob::new(path).expect("a glob")),
        reason: "so it is".into(),
    };
    let entries = [entry(None, "notes/*"), entry(Some("none"), "notes/*")];
    let ignoring = Settings { ignore: &entries, path: "notes/1957.txt", ..plain() };
    assert_eq!(counts(&ignoring), (3, 0, 3), "what was decided");
    let judged = judge(said(), &document(), &ignoring);
    assert_eq!(
        (&judged.idle[..], &judged.used[..]),
        (&[1][..], &[0][..]),
        "one of no use any more"
    );
    let not_applied = Settings { applied: &|rule| rule != "omission", ..ignoring };
    let of_rule = [Ignore { rule: Some("omission".into()), ..entry(Some("none"), "notes/*") }];
    let idle = |settings: Settings<'_>| judge(said(), &document(), &settings).idle;
    assert_eq!(
        idle(Settings { ignore: &of_rule, ..not_applied }),
        [0; 0],
        "its rule was not applied"
    );
    assert_eq!(
        idle(Settings { ignore: &of_rule, path: "notes/1957.txt", ..plain() }),
        [0],
        "all were"
    );
    let elsewhere = Settings { ignore: &entries, path: "letters/1957.txt", ..plain() };
    assert_eq!(counts(&elsewhere), (6, 0, 0), "decided of other files");
}

proptest! {
    /// Who spoke first decides nothing, not even between accounts that weigh the same.
    #[test]
    fn the_order_of_what_is_said_makes_no_difference(
        order in Just((0..9).collect::<Vec<usize>>()).prop_shuffle(),
        confidences in proptest::collection::vec(1..4_u8, 9),
    ) {
        let said = [
            say("name", 1, "mayor", "시장"),
            say("title", 1, "mayor", "시장을"),
            say("body", 1, "the mayor", "시장"),
            say("untranslated", 0, "*", ""),
            say("moved", 0, "*", "*"),
            with("copy", say("duplicate", 2, "", "*")),
            say("number", 2, "", "도시를"),
            say("spacing", 2, "", "떠났다"),
            say("quotes", 2, "", "떠났다."),
        ];
        let said: Vec<Said<'static>> = said
            .into_iter()
            .zip(confidences)
            .map(|(said, tenths)| sure(0.4 + 0.1 * f64::from(tenths), said))
            .collect();
        let shuffled = order.iter().map(|&at| said[at].clone()).collect();
        let settings = Settings { min_confidence: 0.55, ..Settings::default() };
        let (one, other) = (
            judge(said, &document(), &settings),
            judge(shuffled, &document(), &settings),
        );
        prop_assert_eq!(one.findings, other.findings);
        prop_assert_eq!(one.hidden, other.hidden);
    }
}
