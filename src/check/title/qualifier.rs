//! What makes another office of a title: a former ambassador is none, an acting or honorary one is less, and a
//! deputy is another man. The words stand in `title-qualifiers.tsv`.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    align::Bead,
    reading::{
        Context, Mark,
        cue::{BeadText, pattern, word_start},
        naming::Naming,
        wording::alternatives,
    },
    rule::{Remark, Severity, direction},
    text::{Folded, Span, table},
};

/// A row of the table.
struct Qualifier {
    id: &'static str,
    /// It, and perhaps a word after it, at the end of what stands before a title.
    before: Regex,
    /// It or what accounts for its Korean, anywhere.
    anywhere: Regex,
    /// The Korean words before a title; none if they are not asked for in the English.
    words: Vec<&'static str>,
    /// What may stand for it in Korean.
    rendering: Regex,
}

struct Qualifiers {
    all: Vec<Qualifier>,
    /// Words over which a qualifier does not reach.
    stops: Vec<&'static str>,
}

static QUALIFIERS: LazyLock<Qualifiers> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/title-qualifiers.tsv");
    let compile = |pattern: String| Regex::new(&pattern).expect("a pattern");
    let rows = table::rows::<6>("title-qualifiers.tsv", text);
    let (stops, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|[id, ..]| *id == "-");
    let all = rows
        .into_iter()
        .map(|[id, en, also, ko, ko_also, _]| Qualifier {
            id,
            before: compile(format!(r"(?-u:\b)({en})(?:[ -]([a-z0-9.'-]+))?[ -]$")),
            anywhere: compile(pattern(0, &[en, also]).expect("words")),
            words: alternatives(ko),
            rendering: compile(pattern(1, &[ko_also]).expect("words")),
        })
        .collect();
    Qualifiers { all, stops: stops.iter().flat_map(|[_, en, ..]| alternatives(en)).collect() }
});

/// Whether the English speaks of a deputy of whatever kind.
pub(super) fn says_deputy(english: &str) -> bool {
    let deputy = QUALIFIERS.all.iter().find(|qualifier| qualifier.id == "deputy");
    deputy.is_some_and(|qualifier| qualifier.anywhere.is_match(Folded::new(english).text()))
}

/// The qualifiers of a bead's titles that one side alone has.
pub(super) fn check(
    context: &Context<'_>,
    position: usize,
    bead: &Bead,
    [source, target]: [&[Naming<'_>]; 2],
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if source.is_empty() || target.is_empty() {
        return remarks;
    }
    let texts = [context.source(bead), context.target(bead)].map(BeadText::new);
    for title in source.iter().filter(|title| title.found.is_certain()) {
        let text = &context.bitext.source.segments[title.segment].text;
        for (qualifier, span) in before_words(text, title.span) {
            let Some(rendered) = counterpart(title, source, target) else { continue };
            if qualifier.rendering.is_match(texts[1].plain()) {
                continue;
            }
            let words = span.of(text);
            let there = rendered.span.of(&context.bitext.target.segments[rendered.segment].text);
            remarks.push(Remark {
                bead: position,
                source: Some(Mark::Words { segment: title.segment, span }),
                target: Some(rendered.mark()),
                severity: Severity::Minor,
                evidence: format!("{} {}", qualifier.id, on_one_side(context, true).0).into(),
                message: format!(
                    "{}, {} “{}”",
                    direction::rendered(context, words, there),
                    on_one_side(context, true).1,
                    qualifier.id
                ),
                suggestion: None,
            });
        }
    }
    for title in target.iter().filter(|title| title.found.is_certain()) {
        let text = &context.bitext.target.segments[title.segment].text;
        let Some((qualifier, span)) = before_syllables(text, title.span) else { continue };
        let Some(answered) = counterpart(title, target, source) else { continue };
        if qualifier.anywhere.is_match(texts[0].plain()) {
            continue;
        }
        let there = answered.span.of(&context.bitext.source.segments[answered.segment].text);
        remarks.push(Remark {
            bead: position,
            source: Some(answered.mark()),
            target: Some(Mark::Words { segment: title.segment, span }),
            severity: Severity::Minor,
            evidence: format!("{} {}", qualifier.id, on_one_side(context, false).0).into(),
            message: format!(
                "{}, {} “{}”",
                direction::rendered(context, there, span.of(text)),
                on_one_side(context, false).1,
                qualifier.id
            ),
            suggestion: None,
        });
    }
    remarks
}

/// What befell a qualifier that the English alone has, or the Korean alone: it is lost, or added.
fn on_one_side(context: &Context<'_>, in_english: bool) -> (&'static str, &'static str) {
    if in_english == context.is_turned() { ("added", "with") } else { ("lost", "without") }
}

/// The title opposite of the same office. None if it is dropped there, which takes its qualifiers with it, or if
/// there are more of its office on its own side, so that it may be the one that is dropped.
fn counterpart<'a>(
    title: &Naming<'_>,
    own: &[Naming<'_>],
    other: &[Naming<'a>],
) -> Option<Naming<'a>> {
    let answers =
        |a: &Naming<'_>, b: &Naming<'_>| a.found.answers(b.found) || b.found.answers(a.found);
    let opposite: Vec<&Naming<'a>> = other.iter().filter(|o| answers(o, title)).collect();
    let rivals = own.iter().filter(|this| opposite.iter().any(|o| answers(o, this))).count();
    let first = opposite.iter().find(|o| o.found.is_certain());
    first.filter(|_| rivals <= opposite.len()).map(|o| **o)
}

/// The qualifiers before an English title, each with the span from it to the end of the title.
fn before_words(text: &str, title: Span) -> Vec<(&'static Qualifier, Span)> {
    let Qualifiers { all, stops } = &*QUALIFIERS;
    // A few words before it are enough.
    let from = text[..title.start].char_indices().rev().nth(LOOK_BACK).map_or(0, |(at, _)| at);
    let folded = Folded::new(&text[from..title.start]);
    let mut found = Vec::new();
    for qualifier in all {
        let Some(words) = qualifier.before.captures(folded.text()) else { continue };
        let is_stopped = words
            .get(2)
            .is_some_and(|word| stops.contains(&word.as_str()) || word.as_str().ends_with("'s"));
        let Some(first) = words.get(1).filter(|_| !is_stopped) else { continue };
        let start = from + folded.original(Span::new(first.start(), first.end())).start;
        found.push((qualifier, Span::new(start, title.end)));
    }
    found
}

/// How many characters before a title are looked at.
const LOOK_BACK: usize = 60;

/// The qualifier before a Korean title, with the span from it to the end of the title.
fn before_syllables(text: &str, title: Span) -> Option<(&'static Qualifier, Span)> {
    let before = text[..title.start].strip_suffix(char::is_whitespace)?;
    let start = word_start(before, before.len());
    let word = &before[start..];
    let qualifier = QUALIFIERS.all.iter().find(|q| q.words.contains(&word))?;
    Some((qualifier, Span::new(start, title.end)))
}

#[cfg(test)]
mod tests {
    use crate::{check::title::Title, rule::trial};

    #[test]
    fn a_qualifier_is_neither_lost_nor_added() {
        #[rustfmt::skip]
        let cases = [
            ("The former vice-premier spoke.",          "부수상이 말했다.",             Some("former lost"),   "he is vice-premier no longer"),
            ("The former vice-premier spoke.",          "전 부수상이 말했다.",          None,                  "전"),
            ("The former vice-premier spoke.",          "그때\u{a0}전 부수상이 말했다.", None,                "behind a space of two bytes"),
            ("The former vice-premier spoke.",          "그때\u{3000}전\u{3000}부수상이 말했다.", None,      "of three"),
            ("The former vice-premier spoke.",          "그때\u{3000}그 부수상이 말했다.", Some("former lost"), "no qualifier there"),
            ("The former vice-premier spoke.",          "부수상을 지낸 사람이 말했다.", None,                  "in a clause"),
            ("The former longtime governor spoke.",     "주지사가 말했다.",             Some("former lost"),   "with a word between"),
            ("The former wife of the governor spoke.",  "주지사의 아내가 말했다.",      None,                  "not the governor's"),
            ("The vice-premier spoke.",                 "전 부수상이 말했다.",          Some("former added"),  "he is vice-premier still"),
            ("Before the meeting the vice-premier spoke.", "회의 전 부수상이 말했다.",  None,                  "before the meeting"),
            ("Acting Foreign Minister Ri spoke.",       "리 외무상이 말했다.",          Some("acting lost"),   "for a time only"),
            ("The honorary consul spoke.",              "명예 영사가 말했다.",          None,                  "both say so"),
            ("The deputy governor spoke.",              "지사가 말했다.",               Some("deputy lost"),   "another man"),
            ("The deputy governor spoke.",              "부지사가 말했다.",             None,                  "부"),
            ("The former ambassador met the envoy.",    "그는 대사를 만났다.",          None,                  "the envoy, perhaps"),
            ("The former vice-premier spoke.",          "그가 말했다.",                 None,                  "the title is taken up by a pronoun"),
        ];
        for (source, target, expected, why) in cases {
            let findings = trial::check_pairs(&Title, &[(source, target)]);
            let kinds: Vec<&str> = findings.iter().map(|f| f.evidence.as_str()).collect();
            assert_eq!(kinds, expected.into_iter().collect::<Vec<_>>(), "{source} {target}: {why}");
        }
    }
}
