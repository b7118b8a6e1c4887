//! Rules that a user writes: pairs of regular expressions.
//!
//! Where one side of a bead matches the first, the other side must match the second, or must not. In the
//! second, `<same>` stands for what the first one matched: a document number, a code, a name that must
//! stand unchanged. (The idea is that of the patterns of Okapi's quality check.) The expressions are those
//! of the `regex` crate, which takes time linear in the text whatever the expression, so that a rule can
//! be wrong but never hang.

mod draft;
mod template;

use std::collections::BTreeMap;

pub use draft::{Draft, Fault};
use regex::Regex;
use template::Template;

use crate::{
    align::{Alignment, Bead},
    anchor::Anchors,
    reading::{Context, Mark},
    rule::{Issue, Remark, Said, Severity, Sureness},
    segment::{Bitext, Half, Segment},
    text::{Language, Span},
};

/// What the names of these rules begin with in reports and settings.
pub const PREFIX: &str = "pattern:";

/// A finding is what its author asked for: nobody measured how often it is right.
const CONFIDENCE: f64 = 1.0;

/// A rule that a user wrote.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Its name in reports, with [`PREFIX`].
    pub rule: String,
    /// How much its findings matter.
    pub severity: Severity,
    /// What its author wants to be said, with `{source}` and `{target}` for the words.
    pub message: Option<String>,
    /// What should stand in the target instead.
    pub suggestion: Option<String>,
    /// The languages it is about; any if none is given.
    pub languages: Option<[Language; 2]>,
    /// What it must and must not find.
    pub examples: Vec<Example>,
    demand: Demand,
}

/// A pair of sentences and whether a pattern is to find something in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The source side.
    pub source: String,
    /// The target side.
    pub target: String,
    /// Whether something is to be found.
    #[serde(default = "yes")]
    pub finds: bool,
}

fn yes() -> bool {
    true
}

/// What a pattern demands of a bead.
#[derive(Debug, Clone)]
enum Demand {
    /// Where one side matches, the other must.
    Counterpart { first: End, when: Regex, expected: Template },
    /// Where the source matches, the target must not.
    Forbidden { when: Regex, forbidden: Template },
    /// The target must not match.
    Never { forbidden: Regex },
}

/// A side of a bead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Source,
    Target,
}

impl Pattern {
    /// Whether it is about texts in these languages.
    pub fn is_about(&self, source: &Language, target: &Language) -> bool {
        self.languages
            .as_ref()
            .is_none_or(|[a, b]| a.primary() == source.primary() && b.primary() == target.primary())
    }

    /// What it demands, in a sentence.
    pub fn demand(&self) -> String {
        match &self.demand {
            Demand::Counterpart { first, when, expected } => {
                let (here, there) = match first {
                    End::Source => ("original", "translation"),
                    End::Target => ("translation", "original"),
                };
                let expected = expected.written();
                format!("Where the {here} matches {when}, the {there} must match {expected}")
            }
            Demand::Forbidden { when, forbidden } => {
                let forbidden = forbidden.written();
                format!(
                    "Where the original matches {when}, the translation must not match {forbidden}"
                )
            }
            Demand::Never { forbidden } => {
                format!("The translation must never match {forbidden}")
            }
        }
    }

    /// The examples that do not come out as they say.
    pub fn failures(&self) -> Vec<&Example> {
        self.examples.iter().filter(|example| self.finds(example) != example.finds).collect()
    }

    fn finds(&self, example: &Example) -> bool {
        let [source, target] =
            self.languages.clone().unwrap_or([Language::english(), Language::korean()]);
        let half = |language, text: &str| Half {
            language,
            segments: vec![Segment::new(0, 0, text.to_owned(), Span::new(0, text.len()))],
        };
        let bitext =
            Bitext { source: half(source, &example.source), target: half(target, &example.target) };
        let bead = Bead { source: 0..1, target: 0..1, score: 1.0, cost: 0.0 };
        let alignment = Alignment { beads: vec![bead] };
        let anchors = Anchors { source: vec![Vec::new()], target: vec![Vec::new()] };
        let context = Context::new(&bitext, &alignment, &anchors);
        !find(&context, [self]).is_empty()
    }

    fn check<'p>(&'p self, context: &Context<'_>, said: &mut Vec<Said<'p>>) {
        // Compiled once for each text that `<same>` stands for.
        let mut known = BTreeMap::new();
        for (index, bead) in context.beads().filter(|(_, bead)| !bead.is_gap()) {
            let (source, target) = (context.source(bead), context.target(bead));
            let mut say =
                |source: Option<Words<'_>>, target: Option<Words<'_>>, same: Option<&str>| {
                    said.push(self.say(index, source, target, same));
                };
            match &self.demand {
                Demand::Counterpart { first, when, expected } => {
                    let (here, there) = match first {
                        End::Source => (source, target),
                        End::Target => (target, source),
                    };
                    for captures in here.iter().flat_map(|s| Words::captured(s, when)) {
                        let Some(same) = expected.same(&captures.1) else { continue };
                        let regex = expected.filled(&mut known, same);
                        if there.iter().any(|segment| regex.is_match(&segment.text)) {
                            continue;
                        }
                        let verbatim = expected.is_same_alone().then_some(same);
                        match first {
                            End::Source => say(Some(captures.0), None, verbatim),
                            End::Target => say(None, Some(captures.0), None),
                        }
                    }
                }
                Demand::Forbidden { when, forbidden } => {
                    for captures in source.iter().flat_map(|s| Words::captured(s, when)) {
                        let Some(same) = forbidden.same(&captures.1) else { continue };
                        let regex = forbidden.filled(&mut known, same);
                        for words in target.iter().flat_map(|s| Words::all(s, regex)) {
                            say(Some(captures.0), Some(words), None);
                        }
                    }
                }
                Demand::Never { forbidden } => {
                    for words in target.iter().flat_map(|s| Words::all(s, forbidden)) {
                        say(None, Some(words), None);
                    }
                }
            }
        }
    }

    /// What there is to say; `same` is what ought to stand in the target word for word.
    fn say(
        &self,
        bead: usize,
        source: Option<Words<'_>>,
        target: Option<Words<'_>>,
        same: Option<&str>,
    ) -> Said<'_> {
        let here = source.map_or("", |words| words.text);
        let there = target.map_or("", |words| words.text);
        let message = match (&self.message, source, target) {
            (Some(message), ..) => message.replace("{source}", here).replace("{target}", there),
            (None, Some(_), Some(_)) => format!("“{here}” is not to be rendered {there}"),
            (None, Some(_), None) if same.is_some() => {
                format!("“{here}” does not stand in the translation as it is")
            }
            (None, Some(_), None) => format!("nothing in the translation fits “{here}”"),
            (None, None, _) if matches!(self.demand, Demand::Never { .. }) => {
                format!("“{there}” is not to be used")
            }
            (None, None, _) => format!("nothing in the original fits “{there}”"),
        };
        let mark = |words: Words<'_>| Mark::Words { segment: words.segment, span: words.span };
        let remark = Remark {
            bead,
            source: source.map(mark),
            target: target.map(mark),
            severity: self.severity,
            evidence: "pattern".into(),
            message,
            suggestion: self.suggestion.clone().or_else(|| same.map(str::to_owned)),
        };
        Said {
            rule: &self.rule,
            group: "",
            issue: Issue::PatternProblem,
            sureness: Sureness::set(CONFIDENCE),
            remark,
        }
    }
}

/// Words of a segment that an expression matched.
#[derive(Clone, Copy)]
struct Words<'a> {
    segment: usize,
    span: Span,
    text: &'a str,
}

impl<'a> Words<'a> {
    fn captured<'r>(
        segment: &'a Segment,
        regex: &'r Regex,
    ) -> impl Iterator<Item = (Self, regex::Captures<'a>)> + use<'a, 'r> {
        regex.captures_iter(&segment.text).filter_map(|captures| {
            let words = Self::of(segment, captures.get(0)?)?;
            Some((words, captures))
        })
    }

    fn all<'r>(segment: &'a Segment, regex: &'r Regex) -> impl Iterator<Item = Self> + use<'a, 'r> {
        regex.find_iter(&segment.text).filter_map(|found| Self::of(segment, found))
    }

    /// A match without the white space at its ends. One of nothing else has no words to point at.
    fn of(segment: &'a Segment, found: regex::Match<'a>) -> Option<Self> {
        let span = Span::new(found.start(), found.end()).trimmed(&segment.text);
        let words = Self { segment: segment.index, span, text: span.of(&segment.text) };
        (!span.is_empty()).then_some(words)
    }
}

/// Finds what these patterns are about, each for itself.
pub fn find<'p>(
    context: &Context<'_>,
    patterns: impl IntoIterator<Item = &'p Pattern>,
) -> Vec<Said<'p>> {
    let (source, target) = (&context.bitext.source.language, &context.bitext.target.language);
    let mut said = Vec::new();
    for pattern in patterns.into_iter().filter(|pattern| pattern.is_about(source, target)) {
        pattern.check(context, &mut said);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::{Finding, Settings, judge};

    fn pattern(text: &str) -> Pattern {
        let draft: Draft = toml::from_str(text).expect("a pattern");
        draft.compile().expect("expressions")
    }

    fn found(pattern: &Pattern, source: &str, target: &str) -> bool {
        pattern.finds(&Example { source: source.into(), target: target.into(), finds: true })
    }

    /// What is told of a pattern in a document of one bead.
    fn judged(pattern: &Pattern, source: &str, target: &str) -> Vec<Finding> {
        let bitext = crate::align::keys::tests::bitext(&[source], &[target]);
        let bead = Bead { source: 0..1, target: 0..1, score: 1.0, cost: 0.0 };
        let alignment = Alignment { beads: vec![bead] };
        let anchors = crate::anchor::find(&bitext);
        let context = Context::new(&bitext, &alignment, &anchors);
        let said = find(&context, [pattern]);
        judge(said, &bitext, &Settings::default()).findings
    }

    #[test]
    fn what_one_side_matches_decides_what_the_other_must() {
        const FILE: &str = r#"source = '\b[A-Z]+/\d+\b'
            target = "<same>""#;
        const PARAGRAPH: &str = r"source = 'para\. (\d+)'
            target = '제?\s*<same>\s*(항|절)'";
        const MINISTER: &str = r"source = '\bPremier\b'
            forbidden = '(?:^|\s)상(?:\s|$)'";
        const BACK: &str = r"source = '<same>'
            target = '[A-Z]{2,}'";
        const SPELLING: &str = "forbidden = '인민민주주의공화국'";
        const ECHO: &str = r"source = '(?<name>\w+) Street'
            forbidden = '<same:name>'";
        const LOOSE: &str = "source = 'TASS'\ntarget = '<same>'\nsame = 'caseless'";
        #[rustfmt::skip]
        let cases = [
            // pattern   source                    target                  finds  why
            (FILE,       "File AB/12 was opened.", "AB/12를 열었다.",       false, "it stands in the target"),
            (FILE,       "File AB/12 was opened.", "AB/13을 열었다.",       true,  "another one does"),
            (FILE,       "File AB/12 and CD/3.",   "AB/12",                 true,  "each match must have its own"),
            (FILE,       "No file.",               "",                      false, "nothing to compare"),
            (PARAGRAPH,  "See para. 17.",          "제17항을 보라.",        false, "the group is what stands for <same>"),
            (PARAGRAPH,  "See para. 17.",          "제17조를 보라.",        true,  "the rest of the expression must fit too"),
            (PARAGRAPH,  "See para. 1.",           "제11항을 보라.",        true,  "a part of another number is not the same"),
            (MINISTER,   "Premier Kim",            "김일성 수상",           false, "what is forbidden does not stand there"),
            (MINISTER,   "Premier Kim",            "김일성 상",             true,  "it does"),
            (MINISTER,   "Minister Kim",           "김일성 상",             false, "but only where the source matches"),
            (BACK,       "the TASS agency",        "TASS 통신",             false, "from the target to the source"),
            (BACK,       "the agency",             "TASS 통신",             true,  "what the target has the source must"),
            (SPELLING,   "the DPRK",               "조선인민민주주의공화국", true,  "no source is needed"),
            (ECHO,       "Mill Street",            "Mill 거리",             true,  "a group by its name"),
            (LOOSE,      "TASS reported",          "Tass에 따르면",         false, "capitals do not matter"),
        ];
        for (text, source, target, finds, why) in cases {
            let pattern = pattern(&format!("name = 'x'\n{text}"));
            assert_eq!(found(&pattern, source, target), finds, "{source} / {target}: {why}");
        }
    }

    #[test]
    fn a_match_is_marked_without_the_white_space_at_its_ends() {
        let pattern = pattern("name = 'x'\nforbidden = '\\s+총리\\s*'\n");
        let findings = judged(&pattern, "Premier Kim", "김일성  총리 는");
        let words: Vec<_> = findings.iter().filter_map(|f| f.target.as_ref()).collect();
        assert_eq!(words.iter().map(|side| side.text.as_str()).collect::<Vec<_>>(), ["총리"]);
    }

    #[test]
    fn examples_are_tried() {
        let pattern = pattern(
            "name = 'file'\nsource = '[A-Z]/\\d'\ntarget = '<same>'\n\
             examples = [{source = 'A/1', target = 'A/2'}, {source = 'A/1', target = 'A/1', finds = true}]",
        );
        let failures = pattern.failures();
        assert_eq!(failures, [&pattern.examples[1]]);
    }

    #[test]
    fn a_finding_marks_the_words_and_says_what_its_author_wants() {
        let pattern = pattern(
            "name = 'office'\nsource = 'Premier'\nforbidden = '총리'\nseverity = 'major'\n\
             message = '“{source}” of those years is not {target}'\nsuggestion = '수상'",
        );
        let findings = judged(&pattern, "Premier Kim", "김일성 총리는");
        let [finding] = &findings[..] else { panic!("{findings:?}") };
        assert_eq!(finding.rule, "pattern:office");
        assert_eq!(finding.message, "“Premier” of those years is not 총리");
        assert_eq!(finding.source.as_ref().map(|s| s.text.as_str()), Some("Premier"));
        assert_eq!(finding.target.as_ref().map(|s| s.text.as_str()), Some("총리"));
        assert_eq!(finding.suggestion.as_deref(), Some("수상"));
        assert_eq!(finding.severity, Severity::Major);
    }
}
