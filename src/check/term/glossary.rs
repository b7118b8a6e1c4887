//! Terms of a glossary of the user's: every one counts, one that is missing, one that must not be used, one
//! of another time.

use std::collections::HashMap;

use super::forms::Terms;
use crate::{
    anchor::Value,
    glossary::{Entry, Status, Term},
    reading::{Context, cue::BeadText},
    rule::{Remark, Severity},
    text::Span,
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

/// Where a source term stands, one of the target terms must stand opposite.
///
/// Linear in the glossary and the text: 100,000 entries take a part of a second.
pub(super) fn check(context: &Context<'_>, entries: &[Entry], remarks: &mut Vec<Remark>) {
    let bitext = context.bitext;
    let source = Terms::new(entries, &bitext.source.language);
    let target = Terms::new(entries, &bitext.target.language);
    let year = year(context);
    // Several entries may have the source term: what any of them allows is allowed.
    let mut entries_of: HashMap<&str, Vec<usize>> = HashMap::with_capacity(source.each.len());
    for sought in &source.each {
        let known = entries_of.entry(sought.term.text.as_str()).or_default();
        if known.last() != Some(&sought.entry) {
            known.push(sought.entry);
        }
    }
    for (position, bead) in context.beads().filter(|(_, bead)| !bead.is_gap()) {
        let here = BeadText::new(context.source(bead));
        let there = BeadText::new(context.target(bead));
        let mut named = source.find(here.plain());
        named.retain(|(_, term, _)| term.status.is_allowed());
        named.dedup_by_key(|(.., span)| *span);
        let rendered = target.find(there.plain());
        for (_, term, span) in named {
            let same = entries_of.get(term.text.as_str()).map_or(&[][..], Vec::as_slice);
            let fits = |t: &Term| t.status.is_allowed() && t.years.hold(year);
            let ours = || rendered.iter().filter(|(other, ..)| same.binary_search(other).is_ok());
            let allowed: Vec<&Term> = same
                .iter()
                .flat_map(|entry| target.of_entry(*entry))
                .map(|other| other.term)
                .filter(|term| fits(term))
                .collect();
            if ours().any(|(_, t, _)| fits(t)) || allowed.is_empty() {
                continue;
            }
            let wrong = ours().next();
            let place = Rendered { bead: position, source: (&here, span), target: &there };
            remarks.push(report(&place, wrong.copied(), &allowed, year));
        }
    }
}

/// Where a term of the source stands, and what stands opposite.
struct Rendered<'a> {
    bead: usize,
    source: (&'a BeadText, Span),
    target: &'a BeadText,
}

fn report(
    place: &Rendered<'_>,
    wrong: Option<(usize, &Term, Span)>,
    allowed: &[&Term],
    year: Option<u16>,
) -> Remark {
    let (here, span) = place.source;
    let shown = here.folded.original(span).of(here.text());
    let expected = allowed.iter().find(|t| t.status == Status::Preferred).unwrap_or(&allowed[0]);
    let expected = &expected.text;
    let (evidence, target, message) = match wrong {
        None => ("missing", None, format!("“{shown}” is not rendered {expected}")),
        Some((_, term, span)) => {
            let words = place.target.folded.original(span).of(place.target.text());
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
    Remark {
        bead: place.bead,
        source: Some(here.mark(span)),
        target,
        severity: Severity::Minor,
        evidence: evidence.into(),
        message,
        suggestion: Some(expected.clone()),
    }
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
}
