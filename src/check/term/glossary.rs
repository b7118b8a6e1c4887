//! Terms of a glossary of the user's: every one counts, one that is missing, one that must not be used, one
//! of another time.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use crate::{
    anchor::Value,
    glossary::{Entry, Status, Term},
    hangul::jamo::is_syllable,
    reading::{Context, cue::BeadText},
    rule::{Remark, Severity},
    text::{Folded, Language, Span},
};

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
        && is_syllable(last)
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
        let text = regex::escape(text);
        return format!(
            "{text}(?:들|님)?(?:은|는|이|가|을|를|의|에게|께서|과|와|도|으로|로|에|에서|이다|인|이었다|,|\\.| |$)"
        );
    }
    spaced(text)
}

/// The terms of one language over all entries, as regular expressions.
///
/// What a user writes is searched for in linear time, whatever it is: it does not go through the matcher of
/// the tables, which tries.
struct Side<'a> {
    /// All of them at once: most texts have none, and that is told in one pass.
    set: RegexSet,
    each: Vec<Sought<'a>>,
}

/// A term, and where it stands.
struct Sought<'a> {
    entry: usize,
    term: &'a Term,
    pattern: String,
    /// Compiled when a text first has the term: of a large glossary a document needs few.
    regex: OnceLock<Regex>,
}

impl<'a> Side<'a> {
    fn new(entries: &'a [Entry], language: &Language) -> Self {
        let is_ours = |term: &&Term| {
            term.language.primary() == language.primary() && !term.text.trim().is_empty()
        };
        let each: Vec<Sought<'a>> = entries
            .iter()
            .enumerate()
            .flat_map(|(i, entry)| entry.terms.iter().filter(is_ours).map(move |term| (i, term)))
            .map(|(entry, term)| {
                let form = inflected(term);
                let pattern = if language.is_korean() {
                    form
                } else {
                    format!(r"(?-u:\b{{start-half}})(?:{form})(?-u:\b{{end-half}})")
                };
                Sought { entry, term, pattern, regex: OnceLock::new() }
            })
            .collect();
        let set = RegexSetBuilder::new(each.iter().map(|sought| &sought.pattern))
            .size_limit(usize::MAX)
            .dfa_size_limit(LARGEST_AUTOMATON)
            .build()
            .expect("terms are escaped");
        Self { set, each }
    }

    /// The terms in a text, in order of position; what lies inside a longer one is left out.
    fn find(&self, folded: &str) -> Vec<(usize, &'a Term, Span)> {
        let mut places: Vec<(Span, usize)> = Vec::new();
        for index in self.set.matches(folded) {
            let found = self.each[index].regex().find_iter(folded);
            places.extend(found.map(|m| (Span::new(m.start(), m.end()), index)));
        }
        places.sort_by_key(|(span, index)| (span.start, *index));
        let inside = |span: Span| {
            places.iter().any(|(p, _)| *p != span && p.contains(span) && p.len() > span.len())
        };
        let outer = places.iter().filter(|(span, _)| !inside(*span));
        outer.map(|(span, i)| (self.each[*i].entry, self.each[*i].term, *span)).collect()
    }
}

impl Sought<'_> {
    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| {
            let regex = RegexBuilder::new(&self.pattern).size_limit(usize::MAX).build();
            regex.expect("a term is escaped")
        })
    }
}

/// Bytes that the states of a large glossary may take. With the default of 2 MB they are thrown away and built
/// again all the time.
const LARGEST_AUTOMATON: usize = 32 << 20;

/// Where a source term stands, one of the target terms must stand opposite.
pub(super) fn check(context: &Context<'_>, entries: &[Entry], remarks: &mut Vec<Remark>) {
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
                .each
                .iter()
                .filter(|other| (other.entry == entry || same(other.entry)) && fits(other.term))
                .map(|other| other.term)
                .collect();
            if ours().any(|(_, t, _)| fits(t)) || allowed.is_empty() {
                continue;
            }
            let wrong = ours().next();
            let place = Place { bead: position, source: (&here, span), target: &there };
            remarks.push(report(&place, wrong.copied(), &allowed, year));
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
    place: &Place<'_>,
    wrong: Option<(usize, &Term, Span)>,
    allowed: &[&Term],
    year: Option<u16>,
) -> Remark {
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
        evidence: evidence.into(),
        message,
        suggestion: Some(expected.clone()),
    };
    remark
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::term::TermRule, glossary::Glossary, rule::trial::aligned};

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
            let findings = crate::rule::trial::told(&TermRule, &context);
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
    #[test]
    fn any_text_may_be_a_term() {
        let long = "가".repeat(20_000);
        let hyphens = format!("a{}b", "-".repeat(30));
        let terms = ["(", "*", "^", "^a", r"\", "[가", "   ", &hyphens, &long];
        let term = |language: &str, text: &str| Term {
            language: language.parse().expect("a language"),
            text: text.to_owned(),
            status: Status::Preferred,
            years: crate::glossary::Years::default(),
        };
        let entries: Vec<Entry> = terms
            .iter()
            .map(|text| Entry { id: None, terms: vec![term("en", text), term("ko", text)] })
            .collect();
        for language in ["en", "ko"] {
            let language: Language = language.parse().expect("a language");
            let side = Side::new(&entries, &language);
            // To try where each of thirty hyphens ends would take longer than anybody waits.
            let hostile = format!("a{} ( ^ ^a [가 {long}", "-".repeat(500));
            let found = side.find(&hostile);
            assert!(found.iter().any(|(entry, ..)| terms[*entry] == "^a"), "{found:?}");
            assert!(side.find("").is_empty());
        }
    }
}
