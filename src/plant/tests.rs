use super::*;
use crate::{
    align::{Bead, keys::tests::bitext},
    anchor,
    rule::{Issue, Severity},
};

const SOURCE: &[&str] = &[
    "On 26 March 1957 the ambassador of Poland visited the Ministry of Foreign Affairs.",
    "He spoke with Kim Il Sung for 45 minutes about the needs of the embassy.",
    "The minister agreed with the proposal, and the work in the port was begun.",
    "The Chinese side did not take part in the talks of that day.",
];
const TARGET: &[&str] = &[
    "1957년 3월 26일 폴란드 대사는 외무성을 방문하였다.",
    "그는 김일성과 대사관의 필요에 대하여 45분동안 그리고 12명과 이야기를 나누었다.",
    "상은 그 제안에 대하여 찬성하였으며, 항구에서의 작업도 곧 시작되었다.",
    "중국측은 그날의 회담에 참가하지 않았다.",
];

fn document() -> (Bitext, Alignment, Anchors) {
    let bitext = bitext(SOURCE, TARGET);
    let beads = (0..4).map(|i| Bead { source: i..i + 1, target: i..i + 1, score: 0.9, cost: 0.0 });
    let anchors = anchor::find(&bitext);
    (bitext, Alignment { beads: beads.collect() }, anchors)
}

fn planned(kind: ErrorKind, seed: u64) -> Vec<Error> {
    let (bitext, alignment, anchors) = document();
    plan(&bitext, &alignment, &anchors, &[kind], 9, seed)
}

#[test]
fn only_what_certainly_becomes_wrong_is_planted() {
    #[rustfmt::skip]
    let cases = [
        // kind                    words it may be planted in                         why
        (ErrorKind::Number,             &[][..],                                           "45 counts minutes, 12 does not stand in the source"),
        (ErrorKind::Date,               &["1957", "3", "26"],                              "year, month and day stand on both sides"),
        (ErrorKind::Title,              &["대사"],                                         "an ambassador, but not in the word for embassy"),
        (ErrorKind::Country,            &["폴란드"],                                       "a country before a space; 중국 goes on with 측"),
        (ErrorKind::Body,               &["외무성", "대사관"],                             "bodies that stand on both sides"),
        (ErrorKind::NameSwapped,        &["김일성"],                                       "a person whom both sides name"),
        (ErrorKind::Negation,           &["하였다", "되었다", "하지 않았다"],               "ends of sentences"),
        (ErrorKind::OmittedClause,      &["상은 그 제안에 대하여 찬성하였으며,"],          "what stands before a comma"),
        (ErrorKind::OmittedSentence,    TARGET,                                            "every sentence"),
        (ErrorKind::Untranslated,       TARGET,                                            "every sentence"),
    ];
    for (kind, places, why) in cases {
        for seed in 0..5 {
            let errors = planned(kind, seed);
            let found: Vec<&str> = errors.iter().map(|error| error.original.as_str()).collect();
            assert_eq!(found, places, "{kind:?}: {why}");
            assert!(errors.iter().all(|error| error.changed != error.original), "{errors:?}");
        }
    }
}

#[test]
fn a_particle_agrees_with_the_word_that_is_planted() {
    let (bitext, ..) = document();
    for seed in 0..8 {
        let error = planned(ErrorKind::Title, seed).remove(0);
        let text = &error.planted(&bitext).target.segments[0].text;
        let open = ["공사", "령사", "참사"].contains(&error.changed.as_str());
        let particle = if open { "는" } else { "은" };
        assert!(text.contains(&format!("{}{particle} 외무성", error.changed)), "{text}");
    }
}

#[test]
fn every_kind_has_a_name_of_its_own_and_its_place() {
    let names: std::collections::BTreeSet<&str> =
        ErrorKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), ErrorKind::ALL.len());
    for kind in ErrorKind::ALL {
        let json = serde_json::to_string(&kind).expect("a word");
        assert_eq!(json, format!("\"{}\"", kind.name()));
    }
}

#[test]
fn the_document_is_changed_in_one_place_and_its_beads_cover_it() {
    let (bitext, alignment, anchors) = document();
    for error in plan(&bitext, &alignment, &anchors, &ErrorKind::ALL, 9, 1) {
        let planted = error.planted(&bitext);
        let texts = |bitext: &Bitext| -> Vec<String> {
            bitext.target.segments.iter().map(|s| s.text.clone()).collect()
        };
        let (before, after) = (texts(&bitext), texts(&planted));
        assert_ne!(before, after, "{error:?}");
        let kept = after.iter().filter(|text| before.contains(text)).count();
        assert!(kept >= before.len() - 1, "{error:?}");
        let beads = error.beads(&alignment);
        let mut target: Vec<usize> = beads.iter().flat_map(|(_, target)| target.clone()).collect();
        target.sort_unstable();
        assert_eq!(target, (0..after.len()).collect::<Vec<_>>(), "{error:?}");
        for (segment, words) in error.target.iter().zip(error.changed.split(" / ")) {
            assert!(after[*segment].contains(words), "{error:?}");
        }
    }
}

#[test]
fn a_seed_plants_the_same_errors_whatever_else_is_asked_for() {
    let (bitext, alignment, anchors) = document();
    let some = |kinds: &[ErrorKind], seed| plan(&bitext, &alignment, &anchors, kinds, 2, seed);
    let dates = some(&[ErrorKind::Date], 7);
    assert_eq!(dates.len(), 2);
    assert_eq!(dates, some(&[ErrorKind::Date], 7));
    let all = some(&ErrorKind::ALL, 7);
    assert_eq!(dates, all.into_iter().filter(|e| e.kind == ErrorKind::Date).collect::<Vec<_>>());
}

#[test]
fn an_error_is_noticed_by_a_new_finding_on_its_words() {
    let error = planned(ErrorKind::Title, 1).remove(0);
    let finding = |group: &str, target: &str, segment: usize| Finding {
        id: String::new(),
        group: group.into(),
        rule: "title".into(),
        evidence: String::new(),
        issue: Issue::Terminology,
        severity: Severity::Major,
        confidence: 0.9,
        measured: None,
        bead: segment,
        source: None,
        target: Some(Side {
            segments: vec![segment],
            text: target.into(),
            span: Span::new(0, target.len()),
        }),
        message: String::new(),
        suggestion: None,
        also: Vec::new(),
        occurrences: Vec::new(),
        members: Vec::new(),
        is_form: false,
    };
    let changed = error.changed.clone();
    #[rustfmt::skip]
    let cases = [
        (vec![],                            finding("g", &changed, 0),             true,  "the words that were changed"),
        (vec![finding("g", &changed, 0)],   finding("g", &changed, 0),             false, "it was found before"),
        (vec![],                            finding("g", &changed, 1),             false, "in another sentence"),
        (vec![],                            finding("g", "1957년", 0),             false, "other words"),
        (vec![],                            finding("g", &changed.repeat(40), 0),  false, "so long that it points at nothing"),
    ];
    for (before, found, caught, why) in cases {
        assert_eq!(error.caught(&before, &[found]).is_some(), caught, "{why}");
    }
}
