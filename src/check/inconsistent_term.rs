//! Rule `inconsistent-term`: one thing under two names in one document.

use crate::{
    anchor::form::{BODIES, Concept, Standing, TERMS, TITLES},
    reading::{
        Context,
        naming::{self, Names, Naming, Namings},
    },
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity, direction},
    segment::Half,
    text::Folded,
};

/// The rule.
pub(super) struct InconsistentTerm;

static EXPLANATION: Explanation = Explanation {
    name: "inconsistent-term",
    group: "meaning",
    issue: Issue::Inconsistency,
    on_by_default: true,
    languages: Languages::EnglishAndKorean,
    needs: &[],
    uses: &[],
    summary: "one title, body, country or term has two names in the translation",
    details: "For each title, body, country and term that the English names in several places, the Korean names \
              opposite are gathered. Reported is the rarer one, once, where it first stands: a name that \
              the thing does not bear beside one that it does (소비에트연합 beside 소련), or the spelling of the \
              North beside that of the South (로동당, 노동당). Names that are equally right (조선민주주의인민공화국, \
              북한) and spaces are let pass. In a translation from Korean, one Korean name of a title, organ or term \
              that has another English name where it stands than everywhere else; abbreviations, parts of a name and \
              countries are let pass.",
    true_example: Example {
        source: "people who had come from the Soviet Union … people who returned from the USSR",
        target: "소비에트 연합에서 온 사람들 … 소련으로부터 돌아온 사람들",
        comment: "소비에트 연합 is no Korean name of the state, which is 소련 elsewhere",
    },
    false_example: Example {
        source: "the DPRK … North Korea",
        target: "조선민주주의인민공화국 … 북한",
        comment: "the full and the short name of one state",
    },
};

/// How often the commoner spelling must stand, and how many times as often as the rarer one, before the
/// rarer one is taken for a slip rather than a choice.
const COMMON: usize = 3;

impl Rule for InconsistentTerm {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn back(&self) -> Option<&'static Example> {
        Some(&BACK)
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        if context.bitext.source.language.is_korean() {
            direction::facing_korean(context, remarks, two_names);
            return;
        }
        if let Some(namings) = Namings::of(context, naming::body) {
            for uses in uses(&namings, BODIES.concepts.len()) {
                remarks.extend(nonstandard(context, &uses));
                remarks.extend(spelling(context, &uses));
            }
        }
        // A title that is none is reported by the rule on titles wherever it stands.
        if let Some(namings) = Namings::of(context, naming::title) {
            for uses in uses(&namings, TITLES.concepts.len()) {
                remarks.extend(spelling(context, &uses));
            }
        }
        if naming::is_forward(context) {
            let [source, target] = [&context.bitext.source, &context.bitext.target].map(terms);
            let namings = Namings::of_found(context, &source, &target);
            for uses in uses(&namings, TERMS.concepts.len()) {
                remarks.extend(nonstandard(context, &uses));
                remarks.extend(spelling(context, &uses));
            }
        }
    }
}

static BACK: Example = Example {
    source: "내각은 결정하였다. … 내각이 모였다. … 내각은 이를 승인하였다. … 내각에 보고하였다.",
    target: "The Cabinet decided. … The Cabinet met. … The Cabinet approved it. … He reported to the Council of Ministers.",
    comment: "내각 is the Cabinet everywhere else",
};

/// Titles, organs and terms that the target, the Korean original, calls by one name, and the source by another than
/// nearly everywhere.
fn two_names(context: &Context<'_>, remarks: &mut Vec<Remark>) {
    let mut all: Vec<Vec<Use<'_>>> = Vec::new();
    if let Some(namings) = Namings::of(context, naming::body) {
        let bodies = uses(&namings, BODIES.concepts.len()).into_iter().zip(&BODIES.concepts);
        all.extend(bodies.filter(|(_, c)| c.group != Concept::COUNTRY).map(|(uses, _)| uses));
    }
    if let Some(namings) = Namings::of(context, naming::title) {
        all.extend(uses(&namings, TITLES.concepts.len()));
    }
    let [source, target] = [&context.bitext.source, &context.bitext.target].map(terms);
    if naming::is_forward(context) {
        let namings = Namings::of_found(context, &source, &target);
        all.extend(uses(&namings, TERMS.concepts.len()));
    }
    for uses in all {
        remarks.extend(rarer_name(context, &uses));
    }
}

/// A use of an English name that stands once or twice beside one that is usual, of the same Korean word.
fn rarer_name(context: &Context<'_>, uses: &[Use<'_>]) -> Vec<Remark> {
    let own =
        |u: &Use<'_>| direction::latin_words(context, u.source.segment, u.source.span).to_owned();
    let opposite = |u: &Use<'_>| {
        let text = &context.bitext.target.segments[u.target.segment].text;
        u.target.span.of(text).replace(char::is_whitespace, "")
    };
    // Case, plurals and what is only a part of the other name tell no two names.
    let plain = |u: &Use<'_>| Folded::new(&own(u)).text().trim_end_matches('s').to_owned();
    let count = |of: &Use<'_>| {
        uses.iter().filter(|u| plain(u) == plain(of) && opposite(u) == opposite(of)).count()
    };
    let Some(usual) = uses.iter().rev().max_by_key(|u| count(u)) else { return Vec::new() };
    let (common, name) = (count(usual), plain(usual));
    let is_abbreviation = |words: &str| !words.chars().any(char::is_lowercase);
    let mut remarks = Vec::new();
    for this in uses.iter().filter(|u| opposite(u) == opposite(usual) && plain(u) != name) {
        let (words, other) = (own(this), plain(this));
        let is_part = other.contains(&name) || name.contains(&other);
        let is_usual = common < COMMON.max(COMMON * count(this));
        if is_usual || is_part || is_abbreviation(&words) || is_abbreviation(&own(usual)) {
            continue;
        }
        remarks.push(Remark {
            bead: this.bead,
            source: Some(this.source.mark()),
            target: Some(this.target.mark()),
            severity: Severity::Minor,
            evidence: "two names".into(),
            message: format!(
                "{} is rendered “{words}” here, but “{}” elsewhere ({common} times)",
                opposite(this),
                own(usual),
            ),
            suggestion: Some(own(usual)),
        });
    }
    remarks
}

/// The terms of party and state usage in each segment of a half.
fn terms(half: &Half) -> Vec<Names> {
    half.segments.iter().map(|s| TERMS.find(&s.text, &half.language, &[])).collect()
}

/// A Korean name opposite an English one of the same concept.
#[derive(Debug, Clone, Copy)]
struct Use<'a> {
    bead: usize,
    source: Naming<'a>,
    target: Naming<'a>,
    standing: Standing,
}

/// The uses of each concept, in order of the beads. Linear in the namings.
fn uses<'a>(namings: &Namings<'a>, concepts: usize) -> Vec<Vec<Use<'a>>> {
    let mut uses: Vec<Vec<Use<'a>>> = vec![Vec::new(); concepts];
    for (bead, (source, target)) in namings.source.iter().zip(&namings.target).enumerate() {
        for korean in target {
            for reading in korean.found.readings.iter().filter(|r| r.certain) {
                let means = |english: &&Naming<'a>| {
                    english.found.certain().any(|concept| concept == reading.concept)
                };
                if let Some(english) = source.iter().find(means) {
                    let (source, target, standing) = (*english, *korean, reading.standing);
                    uses[reading.concept].push(Use { bead, source, target, standing });
                }
            }
        }
    }
    uses
}

/// A name that a translation gives to something, for comparison with those in other documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameUse {
    /// What is named: the same for all names of one thing.
    pub thing: String,
    /// What the original calls it.
    pub source: String,
    /// The name.
    pub target: String,
    /// `usual`, `north` (a spelling of the North) or `nonstandard` (no name of the thing).
    pub kind: &'static str,
    /// Byte offset of the name in the file of the translation.
    pub at: usize,
}

/// The names of bodies, countries, titles and terms in a translation from English into Korean, in the order of
/// the beads for each thing.
pub fn name_uses(context: &Context<'_>) -> Vec<NameUse> {
    let mut found = Vec::new();
    let mut add = |namings: &Namings<'_>, concepts: usize, lexicon: &str| {
        for (concept, uses) in uses(namings, concepts).iter().enumerate() {
            found.extend(uses.iter().map(|used| {
                let [source, target] = [
                    (&context.bitext.source, &used.source),
                    (&context.bitext.target, &used.target),
                ]
                .map(|(half, naming)| (&half.segments[naming.segment], naming.span));
                let kind = match used.standing {
                    Standing::Standard => "usual",
                    Standing::North => "north",
                    Standing::Nonstandard => "nonstandard",
                };
                NameUse {
                    thing: format!("{lexicon} {concept}"),
                    source: source.1.of(&source.0.text).to_owned(),
                    target: target.1.of(&target.0.text).to_owned(),
                    kind,
                    at: target.0.span.start + target.1.start,
                }
            }));
        }
    };
    if !naming::is_forward(context) {
        return found;
    }
    if let Some(namings) = Namings::of(context, naming::body) {
        add(&namings, BODIES.concepts.len(), "body");
    }
    if let Some(namings) = Namings::of(context, naming::title) {
        add(&namings, TITLES.concepts.len(), "title");
    }
    let [source, target] = [&context.bitext.source, &context.bitext.target].map(terms);
    add(&Namings::of_found(context, &source, &target), TERMS.concepts.len(), "term");
    found
}

/// Names that are none, beside ones that are.
fn nonstandard(context: &Context<'_>, uses: &[Use<'_>]) -> Vec<Remark> {
    let (wrong, right): (Vec<Use<'_>>, Vec<Use<'_>>) =
        uses.iter().partition(|u| u.standing == Standing::Nonstandard);
    report(context, &wrong, &right, "nonstandard")
}

/// The rarer spelling of North and South.
fn spelling(context: &Context<'_>, uses: &[Use<'_>]) -> Vec<Remark> {
    let of = |standing| uses.iter().filter(|u| u.standing == standing).copied().collect::<Vec<_>>();
    let (south, north) = (of(Standing::Standard), of(Standing::North));
    let (rare, common) = if south.len() < north.len() { (south, north) } else { (north, south) };
    if common.len() < COMMON.max(COMMON * rare.len()) {
        return Vec::new();
    }
    report(context, &rare, &common, "spelling")
}

/// One finding for each word among the rarer uses, at its first place.
fn report(
    context: &Context<'_>,
    rare: &[Use<'_>],
    common: &[Use<'_>],
    evidence: &'static str,
) -> Vec<Remark> {
    let words =
        |u: &Use<'_>| u.target.span.of(&context.bitext.target.segments[u.target.segment].text);
    let plain = |u: &Use<'_>| words(u).replace(char::is_whitespace, "");
    // The commonest of the common words, the first of those equally common.
    let count = |of: &Use<'_>| common.iter().filter(|u| plain(u) == plain(of)).count();
    let Some(usual) = common.iter().rev().max_by_key(|u| count(u)) else { return Vec::new() };
    let mut done: Vec<String> = Vec::new();
    let mut remarks = Vec::new();
    for this in rare {
        let word = plain(this);
        if done.contains(&word) {
            continue;
        }
        let times = rare.iter().filter(|u| plain(u) == word).count();
        let again = match times {
            0 | 1 => String::new(),
            2 => " and in one other place".to_owned(),
            _ => format!(" and in {} other places", times - 1),
        };
        let source = &context.bitext.source.segments[this.source.segment].text;
        let message = format!(
            "“{}” is rendered {} here{again}, but {} elsewhere{}",
            this.source.span.of(source),
            words(this),
            words(usual),
            if count(usual) > 1 { format!(" ({} times)", count(usual)) } else { String::new() },
        );
        let remark = Remark {
            bead: this.bead,
            source: Some(this.source.mark()),
            target: Some(this.target.mark()),
            severity: Severity::Minor,
            evidence: evidence.into(),
            message,
            suggestion: Some(words(usual).to_owned()),
        };
        remarks.push(remark);
        done.push(word);
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial;

    #[test]
    fn examples() {
        trial::examples_hold(&InconsistentTerm);
    }

    #[test]
    fn the_note_of_1957() {
        let found = trial::note(&InconsistentTerm);
        let found: Vec<(usize, &str, &str, &str)> =
            found.iter().map(|(i, (s, t, x))| (*i, s.as_str(), t.as_str(), x.as_str())).collect();
        assert_eq!(found, [(6, "USSR", "소비에트연합", "소련"), (60, "Korea", "한국", "조선")]);
    }

    #[test]
    fn a_message_counts_what_there_is() {
        let party = |korean: &'static str| ("the Workers’ Party", korean);
        let plenum = |korean: &'static str| ("the August plenum", korean);
        #[rustfmt::skip]
        let cases = [
            (vec![plenum("8월 전원회의"), plenum("8월 총회")],
             "is rendered 총회 here, but 전원회의 elsewhere", "one of each"),
            (vec![plenum("8월 전원회의"), plenum("8월 총회"), plenum("8월 총회")],
             "is rendered 총회 here and in one other place, but 전원회의 elsewhere", "two"),
            ([vec![party("로동당"); 9], vec![party("노동당"); 3]].concat(),
             "is rendered 노동당 here and in 2 other places, but 로동당 elsewhere (9 times)", "more"),
        ];
        for (pairs, expected, why) in cases {
            let (source, target): (Vec<&str>, Vec<&str>) = pairs.into_iter().unzip();
            let beads = vec![(1, 1); source.len()];
            let document = trial::aligned(&source, &target, &beads);
            let found = trial::findings_of(&InconsistentTerm, &document);
            let [finding] = &found[..] else { panic!("{why}: {found:?}") };
            assert!(finding.message.ends_with(expected), "{why}: {}", finding.message);
        }
    }

    #[test]
    #[allow(clippy::type_complexity, reason = "a table of cases")]
    fn only_words_that_differ_are_reported() {
        let party = |korean: &'static str| ("the Workers’ Party", korean);
        #[rustfmt::skip]
        let cases: [(&[(&str, &str)], &[&str], &str); 5] = [
            (&[("the August plenum", "8월 전원회의"), ("the September plenum", "9월 총회")], &["총회"], "a term beside what it is not"),
            (&[("Poland", "폴란드 인민공화국"), ("People’s Republic of Poland", "폴란드인민공화국")], &[], "spaces"),
            (&[("the DPRK", "조선민주주의인민공화국"), ("the DPRK", "북한")], &[], "two right names"),
            (&[party("로동당"), party("로동당"), party("로동당"), party("노동당")], &["노동당"], "South among North"),
            (&[party("로동당"), party("노동당")], &[], "neither is the usual one"),
        ];
        for (pairs, expected, why) in cases {
            let found = trial::pairs(&InconsistentTerm, pairs);
            let found: Vec<&str> = found.iter().map(|(_, target, _)| target.as_str()).collect();
            assert_eq!(found, expected, "{why}");
        }
    }
}
