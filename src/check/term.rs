//! Rule `term`: a term rendered otherwise than a glossary says.
//!
//! Of the user's glossaries every term counts: one that is missing, one that must not be used, one of
//! another time. Of the built-in table only known wrong renderings do, and each is reported once.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Context, Example, Explanation, Finding, Issue, Languages, Remark, Rule, Severity,
    cue::{BeadText, English, Patterns, whole_words},
    marker::pattern,
};
use crate::{
    anchor::Value,
    glossary::{Entry, Status, Term},
    text::{Folded, Language, Span, table},
};

/// The rule.
#[derive(Debug)]
pub(super) struct TermRule;

static EXPLANATION: Explanation = Explanation {
    name: "term",
    group: "meaning",
    issue: Issue::Terminology,
    on_by_default: true,
    languages: Languages::Any,
    needs_encoder: false,
    summary: "a term is rendered otherwise than the glossary says",
    details: "With --glossary (TBX or a table): where a source term stands, one of the target terms must stand \
              opposite, in any inflection; a forbidden one, or one that was not in use in the year of the \
              document (--year, or the first year the document names), is reported with its words. Without: \
              a small built-in list of terms of diplomacy, party and state, English and Korean, of which \
              only known wrong renderings are reported, once a document with their number. A term that \
              is rendered in two ways is reported by inconsistent-term.",
    true_example: Example {
        source: "The Ambassador presented his credentials.",
        target: "대사는 자격증을 제출하였다.",
        comment: "an ambassador’s credentials are a 신임장",
    },
    false_example: Example {
        source: "The Ambassador presented his credentials.",
        target: "대사는 신임장을 봉정하였다.",
        comment: "the settled term",
    },
};

impl Rule for TermRule {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for glossary in context.glossaries() {
            check_glossary(context, &glossary.entries, findings);
        }
        if context.glossaries().is_empty() {
            check_period_terms(context, findings);
        }
    }
}

/// A row of the built-in table.
struct PeriodTerm {
    id: &'static str,
    english: Regex,
    korean: Regex,
    wrong: Regex,
    suggestion: &'static str,
    only_party: bool,
}

static PERIOD_TERMS: LazyLock<Vec<PeriodTerm>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/period-terms.tsv");
    let compile = |language, cell| {
        Regex::new(&pattern(language, &[cell]).expect("a form")).expect("a pattern")
    };
    let rows = table::rows::<7>("period-terms.tsv", text).into_iter();
    rows.map(|[id, en, ko, wrong, suggestion, when, _]| PeriodTerm {
        id,
        english: compile(0, en),
        korean: compile(1, ko),
        wrong: compile(1, wrong),
        suggestion,
        only_party: when == "party",
    })
    .collect()
});

/// What makes a document one about a party: its organs and meetings.
static PARTY: LazyLock<Regex> = LazyLock::new(|| {
    let words = "central committee|politburo|plenum|plenary session|party congress|workers' party|\
                 communist party|party members?|cc of the|members of the cc|cadres|comr|comrades?";
    Regex::new(&format!(r"(?-u:\b)(?:{words})(?-u:\b)")).expect("a pattern")
});

/// How many beads of a document must name the party for it to be about it.
const PARTY_BEADS: usize = 3;

/// Terms of the party that are ordinary words elsewhere must be rendered wrongly so often to be a habit.
const HABIT: usize = 2;

fn check_period_terms(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(english_is) = English::of(context) else { return };
    let beads: Vec<(usize, [BeadText; 2])> = context
        .beads()
        .filter(|(_, bead)| !bead.is_gap())
        .map(|(position, bead)| {
            let (english, korean) = english_is.in_order(context.source(bead), context.target(bead));
            (position, [BeadText::new(english), BeadText::new(korean)])
        })
        .collect();
    let party = beads.iter().filter(|(_, [english, _])| PARTY.is_match(english.plain())).count();
    for term in PERIOD_TERMS.iter().filter(|term| !term.only_party || party >= PARTY_BEADS) {
        let mut wrong = Vec::new();
        let mut right = 0;
        for (position, [english, korean]) in &beads {
            let Some(source) = term.english.find(english.plain()) else { continue };
            if term.korean.is_match(korean.plain()) {
                right += 1;
            } else if let Some(target) = term.wrong.find(korean.plain()) {
                let span = |m: regex::Match<'_>| Span::new(m.start(), m.end());
                wrong.push((*position, english, korean, span(source), span(target)));
            }
        }
        // What is rendered in two ways is the business of the rule on inconsistent terms.
        let is_mixed =
            right > 0 && crate::anchor::form::TERMS.concepts.iter().any(|c| c.id == term.id);
        let habit = if term.id == "group" { HABIT } else { 1 };
        if wrong.len() < habit || is_mixed || wrong.len() < right && term.only_party {
            continue;
        }
        let Some((bead, english, korean, source, target)) = wrong.first() else { continue };
        let target = whole_words(korean.plain(), *target);
        let again = match wrong.len() {
            1 => String::new(),
            2 => " (and in one other place)".to_owned(),
            n => format!(" (and in {} other places)", n - 1),
        };
        let words = [english.folded.original(*source), korean.folded.original(target)];
        let shown = [words[0].of(&english.text), words[1].of(&korean.text)];
        let (from, to) = english_is.in_order(shown[0], shown[1]);
        let (english_mark, korean_mark) = (english.mark(*source), korean.mark(target));
        let (source, target) = english_is.in_order(english_mark, korean_mark);
        let remark = Remark {
            bead: *bead,
            source: Some(source),
            target: Some(target),
            severity: Severity::Minor,
            evidence: "known",
            message: format!("“{from}” is rendered {to}{again}; the term is {}", term.suggestion),
            suggestion: Some(term.suggestion.to_owned()),
        };
        findings.push(context.finding(&EXPLANATION, remark));
    }
}

/// The year a document is from: the one the user said, else the first its source names.
fn year(context: &Context<'_>) -> Option<u16> {
    let named = || {
        context.anchors.source.iter().flatten().find_map(|anchor| match &anchor.value {
            Value::Date(date) if !date.decade => date.years.first().copied(),
            _ => None,
        })
    };
    context.year().or_else(named)
}

/// The pattern of a term in any inflection, over folded text.
fn inflected(term: &Term) -> String {
    let folded = Folded::new(&term.text);
    let text = folded.text().trim();
    if term.language.is_korean() {
        return korean_inflected(text);
    }
    let mut words: Vec<String> = text.split([' ', '-']).map(regex::escape).collect();
    if let Some(last) = words.last_mut().filter(|last| last.len() > 2) {
        let stem = last.strip_suffix(['e', 'y']).unwrap_or(last).to_owned();
        *last = format!("{stem}(?:e|y|s|es|ed|d|ing|ies|ied|'s)?");
    }
    words.join("[ -]+")
}

/// Korean nouns of so many syllables are compounds.
const COMPOUND: usize = 4;

fn korean_inflected(text: &str) -> String {
    // A space may be left out, and long compounds may be written in parts.
    let spaced = |text: &str| -> String {
        let syllables: Vec<String> =
            text.chars().filter(|c| *c != ' ').map(|c| regex::escape(&c.to_string())).collect();
        if syllables.len() >= COMPOUND {
            return syllables.join(" ?");
        }
        let words: Vec<String> = text.split(' ').map(regex::escape).collect();
        words.join(" ?")
    };
    for verb in ["하다", "되다", "시키다", "당하다"] {
        if let Some(noun) = text.strip_suffix(verb).filter(|noun| noun.chars().count() > 1) {
            return spaced(noun);
        }
    }
    let stem = text.strip_suffix('다').filter(|stem| stem.chars().count() > 1);
    if let Some((at, last)) = stem.and_then(|stem| stem.char_indices().next_back())
        && ('가'..='힣').contains(&last)
    {
        // Endings change the vowel and what closes the last syllable of a stem, not what opens it.
        const SYLLABLES_OF_A_CONSONANT: u32 = 588;
        let opening = (u32::from(last) - u32::from('가')) / SYLLABLES_OF_A_CONSONANT;
        let first = u32::from('가') + opening * SYLLABLES_OF_A_CONSONANT;
        let syllable = |code| char::from_u32(code).unwrap_or(last);
        let range = (syllable(first), syllable(first + SYLLABLES_OF_A_CONSONANT - 1));
        return format!("{}[{}-{}]", spaced(&text[..at]), range.0, range.1);
    }
    if text.chars().count() == 1 {
        // A syllable alone ends a word, particles aside.
        return format!(
            "{text}(?:들|님)?(?:은|는|이|가|을|를|의|에게|께서|과|와|도|으로|로|에|에서|이다|인|이었다|,|\\.| |$)"
        );
    }
    spaced(text)
}

/// The terms of one language over all entries, as patterns whose rows tell the entry and the term.
struct Side<'a> {
    patterns: Patterns,
    terms: Vec<(usize, &'a Term)>,
}

impl<'a> Side<'a> {
    fn new(entries: &'a [Entry], language: &Language) -> Self {
        let is_ours = |term: &&Term| term.language.primary() == language.primary();
        let terms: Vec<(usize, &Term)> = entries
            .iter()
            .enumerate()
            .flat_map(|(i, entry)| entry.terms.iter().filter(is_ours).map(move |term| (i, term)))
            .collect();
        let forms: Vec<String> = terms.iter().map(|(_, term)| inflected(term)).collect();
        let tag = if language.is_korean() { "ko" } else { "en" };
        let patterns = Patterns::new(tag, forms.iter().map(String::as_str).enumerate());
        Self { patterns, terms }
    }

    /// The terms in a text, longest first where several begin in one place; what lies inside a longer one
    /// is left out.
    fn find(&self, folded: &str) -> Vec<(usize, &'a Term, Span)> {
        let places = self.patterns.find(folded);
        let inside = |span: Span| {
            places
                .iter()
                .any(|p| p.span != span && p.span.contains(span) && p.span.len() > span.len())
        };
        let outer = places.iter().filter(|p| !inside(p.span));
        outer.map(|p| (self.terms[p.row].0, self.terms[p.row].1, p.span)).collect()
    }
}

fn check_glossary(context: &Context<'_>, entries: &[Entry], findings: &mut Vec<Finding>) {
    let bitext = context.bitext;
    let source = Side::new(entries, &bitext.source.language);
    let target = Side::new(entries, &bitext.target.language);
    let year = year(context);
    for (position, bead) in context.beads().filter(|(_, bead)| !bead.is_gap()) {
        let here = BeadText::new(context.source(bead));
        let there = BeadText::new(context.target(bead));
        let mut named = source.find(here.plain());
        named.retain(|(_, term, _)| term.status.is_allowed());
        named.dedup_by_key(|(.., span)| *span);
        let rendered = target.find(there.plain());
        for (entry, term, span) in named {
            // Several entries may have the source term: what any of them allows is allowed.
            let same = |other: usize| {
                entries[other]
                    .terms
                    .iter()
                    .any(|t| t.text == term.text && t.language == term.language)
            };
            let fits = |t: &Term| t.status.is_allowed() && t.years.hold(year);
            let ours = || rendered.iter().filter(|(other, ..)| *other == entry || same(*other));
            let allowed: Vec<&Term> = target
                .terms
                .iter()
                .filter(|(other, t)| (*other == entry || same(*other)) && fits(t))
                .map(|(_, t)| *t)
                .collect();
            if ours().any(|(_, t, _)| fits(t)) || allowed.is_empty() {
                continue;
            }
            let wrong = ours().next();
            let place = Place { bead: position, source: (&here, span), target: &there };
            findings.push(report(context, &place, wrong.copied(), &allowed, year));
        }
    }
}

/// Where a term of the source stands, and what stands opposite.
struct Place<'a> {
    bead: usize,
    source: (&'a BeadText, Span),
    target: &'a BeadText,
}

fn report(
    context: &Context<'_>,
    place: &Place<'_>,
    wrong: Option<(usize, &Term, Span)>,
    allowed: &[&Term],
    year: Option<u16>,
) -> Finding {
    let (here, span) = place.source;
    let shown = here.folded.original(span).of(&here.text);
    let expected = allowed.iter().find(|t| t.status == Status::Preferred).unwrap_or(&allowed[0]);
    let expected = &expected.text;
    let (evidence, target, message) = match wrong {
        None => ("missing", None, format!("“{shown}” is not rendered {expected}")),
        Some((_, term, span)) => {
            let words = place.target.folded.original(span).of(&place.target.text);
            let out_of_time = term.status.is_allowed();
            let message = match (out_of_time, year) {
                (true, Some(year)) => {
                    format!(
                        "“{shown}” is rendered {words}, which is not the term of {year}; expected {expected}"
                    )
                }
                _ => format!(
                    "“{shown}” is rendered {words}, which the glossary forbids; expected {expected}"
                ),
            };
            let evidence = if out_of_time { "out of time" } else { "forbidden" };
            (evidence, Some(place.target.mark(span)), message)
        }
    };
    let remark = Remark {
        bead: place.bead,
        source: Some(here.mark(span)),
        target,
        severity: Severity::Minor,
        evidence,
        message,
        suggestion: Some(expected.clone()),
    };
    context.finding(&EXPLANATION, remark)
}

#[cfg(test)]
mod tests {
    use super::{super::tests::aligned, *};
    use crate::glossary::Glossary;

    #[test]
    fn the_table_is_understood() {
        assert!(PERIOD_TERMS.iter().all(|term| !term.suggestion.is_empty()));
        LazyLock::force(&PARTY);
    }

    #[test]
    fn a_glossary_is_applied() {
        let table = "en\tko\tko-forbidden\tyears\n\
                     premier\t수상\t\t1948-1972\n\
                     premier\t총리\t\t1972-\n\
                     minister\t상|장관\t\t\n\
                     honour\t지키다|이행하다\t호응하다\t\n\
                     Workers' Party\t조선로동당\t\t\n";
        let glossaries = [Glossary::parse(table).expect("a table")];
        #[rustfmt::skip]
        let cases = [
            ("The premier spoke.", "수상이 말했다.", "", "the term of the time"),
            ("The premier spoke.", "총리가 말했다.", "out of time 총리", "of another time"),
            ("The premier spoke.", "그가 말했다.", "missing", "no term at all"),
            ("The minister spoke.", "외무상은 말했다.", "", "a term inside a longer word"),
            ("They honoured the agreement.", "그들은 협정을 지켰다.", "", "inflected"),
            ("They honoured the agreement.", "그들은 협정에 호응하였다.", "forbidden 호응", "forbidden"),
            ("the Workers’ Party", "조선 로동당", "", "spaces and apostrophes are free"),
        ];
        for (source, target, expected, why) in cases {
            let (bitext, alignment, anchors) = aligned(&[source], &[target], &[(1, 1)]);
            let context = Context::new(&bitext, &alignment, &anchors)
                .with_glossaries(&glossaries, Some(1957));
            let mut findings = Vec::new();
            TermRule.check(&context, &mut findings);
            let found: Vec<String> = findings
                .iter()
                .map(|f| {
                    let words = f.target.as_ref().map_or("", |t| t.text.as_str());
                    format!("{} {words}", f.evidence).trim().to_owned()
                })
                .collect();
            assert_eq!(found.join(", "), expected, "{source} / {target}: {why}");
        }
    }
}
