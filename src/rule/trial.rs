//! Tries rules: makes documents of sentences, and gives what a rule says of them.
//!
//! Every row of a rule's table of cases is a document. [`aligned`] makes one of segments and the sizes of its beads,
//! [`told`] lets a rule look at it; [`pairs`] does both where each sentence has one opposite. A rule that needs the
//! encoder is tried with [`encoder`]:
//!
//! ```text
//! let found = trial::pairs(&Shouting, &[("오라.", "PLEASE come.")]);
//! assert_eq!(found[0].target_text(), "PLEASE");
//! ```
//!
//! What a rule says comes as [`Told`], with the words that it marks. Nothing is judged here: severity is what the
//! rule thinks, and no other rule has spoken.

use std::path::Path;

use super::{Example, Rule, Severity, run::said_by};
use crate::{
    align::{Alignment, Bead, keys::tests::bitext},
    anchor::{self, Anchors},
    document::Document,
    encoder::Encoder,
    reading::{Context, Need, Side},
    segment::{Bitext, Half, presegmented, sentences},
    text::Language,
};

/// What a rule says, with its words.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) rule: &'static str,
    pub(crate) source: Option<Side>,
    pub(crate) target: Option<Side>,
    pub(crate) severity: Severity,
    pub(crate) evidence: String,
    pub(crate) message: String,
    pub(crate) suggestion: Option<String>,
}

/// Words marked in the source and in the target, and the suggestion.
pub(crate) type Brief = (String, String, String);

fn text(side: Option<&Side>) -> String {
    side.map_or_else(String::new, |side| side.text.clone())
}

impl Told {
    /// The words marked in the target; empty if none are.
    pub(crate) fn target_text(&self) -> String {
        text(self.target.as_ref())
    }

    /// What is marked, and the suggestion.
    pub(crate) fn brief(&self) -> Brief {
        let suggestion = self.suggestion.clone().unwrap_or_default();
        (text(self.source.as_ref()), self.target_text(), suggestion)
    }
}

/// What a rule says.
///
/// # Panics
///
/// If it looks at what it does not say that it needs.
pub(crate) fn told(rule: &'static dyn Rule, context: &Context<'_>) -> Vec<Told> {
    let explanation = rule.explanation();
    let told = said_by(rule, context).into_iter().map(|said| Told {
        rule: said.rule,
        source: said.remark.source.map(|mark| mark.place(&context.bitext.source)),
        target: said.remark.target.map(|mark| mark.place(&context.bitext.target)),
        severity: said.remark.severity,
        evidence: said.remark.evidence.into_owned(),
        message: said.remark.message,
        suggestion: said.remark.suggestion,
    });
    let told = told.collect();
    let declared = || explanation.needs.iter().chain(explanation.uses);
    for need in context.asked() {
        let is_declared = declared().any(|declared| declared.implied().contains(&need));
        assert!(is_declared, "{} looks at {need:?} and does not say so", explanation.name);
    }
    told
}

/// A bitext of these segments, English and Korean, with a ladder of beads of these sizes.
pub(crate) fn aligned(
    source: &[&str],
    target: &[&str],
    sizes: &[(usize, usize)],
) -> (Bitext, Alignment, Anchors) {
    let bitext = bitext(source, target);
    let (mut i, mut j) = (0, 0);
    let mut beads = Vec::new();
    for &(a, b) in sizes {
        beads.push(Bead { source: i..i + a, target: j..j + b, score: 0.9, cost: 0.0 });
        (i, j) = (i + a, j + b);
    }
    assert_eq!((i, j), (source.len(), target.len()), "the beads must cover both sides");
    let anchors = anchor::find(&bitext);
    (bitext, Alignment { beads }, anchors)
}

/// What a rule says there.
pub(crate) fn findings_of(
    rule: &'static dyn Rule,
    (bitext, alignment, anchors): &(Bitext, Alignment, Anchors),
) -> Vec<Told> {
    told(rule, &Context::new(bitext, alignment, anchors))
}

/// The words of the target that a rule marks in a bead of two segments.
pub(crate) fn marked_in(rule: &'static dyn Rule, source: &str, target: &str) -> Vec<String> {
    let found = findings_of(rule, &aligned(&[source], &[target], &[(1, 1)]));
    found.into_iter().filter_map(|told| told.target).map(|side| side.text).collect()
}

/// What a rule says of segments, the beads given as ranges.
pub(crate) fn check(
    rule: &'static dyn Rule,
    source: &[&str],
    target: &[&str],
    beads: Vec<Bead>,
) -> Vec<Told> {
    let bitext = bitext(source, target);
    let anchors = anchor::find(&bitext);
    told(rule, &Context::new(&bitext, &Alignment { beads }, &anchors))
}

/// What a rule says of pairs of segments, each a bead.
pub(crate) fn check_pairs(rule: &'static dyn Rule, pairs: &[(&str, &str)]) -> Vec<Told> {
    let (source, target): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
    let beads = (0..pairs.len())
        .map(|i| Bead { source: i..i + 1, target: i..i + 1, score: 1.0, cost: 0.0 })
        .collect();
    check(rule, &source, &target, beads)
}

/// What a rule says of pairs of segments of a translation from Korean into English, each a bead.
pub(crate) fn back(rule: &'static dyn Rule, pairs: &[(&str, &str)]) -> Vec<Told> {
    let (korean, english): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
    let sizes = vec![(1, 1); pairs.len()];
    let (mut bitext, alignment, _) = aligned(&english, &korean, &sizes);
    std::mem::swap(&mut bitext.source, &mut bitext.target);
    let anchors = anchor::find(&bitext);
    told(rule, &Context::new(&bitext, &alignment, &anchors))
}

/// Tries rules on translations of a sentence in either direction: each row is English, Korean, and the Korean words
/// that are wrong, none where it is right though it looks strange.
///
/// # Panics
///
/// If what is right is told, or what is wrong is not, or other words are marked.
pub(crate) fn in_either_direction(rules: &[&'static dyn Rule], cases: &[(&str, &str, &str)]) {
    for (english, korean, wrong) in cases {
        let into = rules.iter().flat_map(|rule| check_pairs(*rule, &[(*english, *korean)]));
        let into: Vec<_> = into.map(|told| (told.target_text(), told)).collect();
        let from = rules.iter().flat_map(|rule| back(*rule, &[(*korean, *english)]));
        let from: Vec<_> = from.map(|told| (text(told.source.as_ref()), told)).collect();
        for (way, found) in [("into Korean", into), ("from Korean", from)] {
            let said = format!("{english} / {korean} {way}: {found:?}");
            assert_eq!(!found.is_empty(), !wrong.is_empty(), "{said}");
            let is_marked =
                |words: &str| !words.is_empty() && (wrong.contains(words) || words.contains(wrong));
            assert!(found.iter().all(|(words, _)| is_marked(words)), "{said}");
        }
    }
}

/// The same in brief.
pub(crate) fn pairs(rule: &'static dyn Rule, pairs: &[(&str, &str)]) -> Vec<Brief> {
    check_pairs(rule, pairs).iter().map(Told::brief).collect()
}

/// What a rule says of the whole archive note of 1957, its second half included, aligned by hand; each with the
/// first source segment.
pub(crate) fn note(rule: &'static dyn Rule) -> Vec<(usize, Brief)> {
    let ladder = include_str!("../../corpora/polish-note-1957/note.gold");
    let mut ends = (0, 0);
    let beads = ladder.lines().filter(|line| !line.is_empty()).map(|line| {
        let (source, target) = line.split_once(':').expect("two sides");
        let range = |side: &str, end: &mut usize| {
            let start = *end;
            *end += side.matches(',').count() + usize::from(side.contains(char::is_numeric));
            start..*end
        };
        let (source, target) = (range(source, &mut ends.0), range(target, &mut ends.1));
        Bead { source, target, score: 1.0, cost: 0.0 }
    });
    let beads = beads.collect();
    let half = |text: &str, language: Language| -> Half {
        let document = Document::from_bytes(Path::new("half"), text.as_bytes(), None);
        presegmented(&document.expect("text"), &language)
    };
    let bitext = Bitext {
        source: half(
            include_str!("../../corpora/polish-note-1957/note.en.txt"),
            Language::english(),
        ),
        target: half(
            include_str!("../../corpora/polish-note-1957/note.ko.txt"),
            Language::korean(),
        ),
    };
    let anchors = anchor::find(&bitext);
    let told = told(rule, &Context::new(&bitext, &Alignment { beads }, &anchors));
    let segment = |t: &Told| t.source.as_ref().map_or(usize::MAX, |s| s.segments[0]);
    told.iter().map(|t| (segment(t), t.brief())).collect()
}

/// What a rule says of an example, cut into sentences and aligned by program.
pub(crate) fn example(rule: &'static dyn Rule, example: &Example) -> Vec<Told> {
    let cut = |text: &'static str, language: &Language| -> Vec<&'static str> {
        sentences(text, language).iter().map(|span| span.of(text)).collect()
    };
    let source = cut(example.source, &Language::english());
    let target = cut(example.target, &Language::korean());
    let bitext = bitext(&source, &target);
    let anchors = anchor::find(&bitext);
    let alignment = crate::align::align(&bitext, &anchors, None);
    let needs = |need: &Need| need.implied().contains(&Need::Vectors);
    let explanation = rule.explanation();
    let needs_encoder = explanation.needs.iter().chain(explanation.uses).any(needs);
    let encoder = encoder().filter(|_| needs_encoder);
    told(rule, &Context::new(&bitext, &alignment, &anchors).with_encoder(encoder.as_ref()))
}

/// That a rule's own examples are what it says of them, where an ellipsis stands between two beads.
pub(crate) fn examples_hold(rule: &'static dyn Rule) {
    let explanation = rule.explanation();
    let split = |example: &Example| {
        let beads: Vec<(&str, &str)> =
            example.source.split(" … ").zip(example.target.split(" … ")).collect();
        pairs(rule, &beads)
    };
    assert_ne!(split(&explanation.true_example), [], "{}", explanation.name);
    assert_eq!(split(&explanation.false_example), [], "{}", explanation.name);
    if let Some(example) = rule.back() {
        let found = example_back(rule, example);
        assert!(!found.is_empty(), "{}: from Korean", explanation.name);
    }
}

/// What a rule says of an example out of Korean, where an ellipsis stands between two beads.
pub(crate) fn example_back(rule: &'static dyn Rule, example: &Example) -> Vec<Told> {
    let beads: Vec<(&str, &str)> =
        example.source.split(" … ").zip(example.target.split(" … ")).collect();
    back(rule, &beads)
}

/// The encoder inside the program; the examples of rules that compare meanings need it.
#[allow(clippy::unnecessary_wraps, reason = "there is none without the feature")]
pub(crate) fn encoder() -> Option<Encoder> {
    #[cfg(feature = "encoder")]
    {
        Some(Encoder::embedded())
    }
    #[cfg(not(feature = "encoder"))]
    {
        None
    }
}
