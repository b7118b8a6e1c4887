//! The date a document bears, and where the document says otherwise.

use super::{Conflict, DocumentPlace};
use crate::{
    anchor::date::{self, Date},
    document::Document,
    rule::Severity,
    text::{Language, Span},
};

/// The date of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dated {
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) date: Date,
}

/// The day a date names, as a number that grows with time; none for anything but one day of one year.
fn day(date: &Date) -> Option<i32> {
    let ([year], [month], [day]) = (&date.years[..], &date.months[..], &date.days[..]) else {
        return None;
    };
    Some(i32::from(*year) * 372 + i32::from(*month) * 31 + i32::from(*day))
}

/// How much of a line a date must be to be what the line is about.
const SHARE: f64 = 0.6;

/// The lines of a text that are a date and hardly more: a letterhead, a signature.
fn lines(text: &str) -> Vec<Dated> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() || bare.len() > 60 {
            continue;
        }
        for (span, date) in date::find(line, &Language::english(), &[]) {
            if span.len() as f64 >= SHARE * bare.len() as f64 && day(&date).is_some() {
                let text = span.of(line).to_owned();
                found.push(Dated { span: span.shifted(start), text, date });
            }
        }
    }
    found
}

/// The date a document bears: the first line that is one.
pub(super) fn of_document(text: &str) -> Option<Dated> {
    lines(text).into_iter().next()
}

/// Words by which a sentence speaks of what has been.
const PAST: &[&str] =
    &[" was ", " were ", " had ", " lay ", " did ", " came ", " went ", " met ", " until "];

/// Words by which it speaks of what is to come, or of the page and not of the events.
const OTHERWISE: &[&str] = &[
    " will ",
    " shall ",
    " to be ",
    " planned ",
    " coming ",
    " next ",
    " would ",
    " copy ",
    " received ",
    " translated ",
    " period ",
    " scheduled ",
    " archive",
    " diary",
];

/// Where a document bears another date at its end than at its head, or speaks of a later day than its
/// own as past.
pub(super) fn conflicts(documents: &[Document], dates: &[Option<Dated>]) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for (index, (document, dated)) in documents.iter().zip(dates).enumerate() {
        let Some(dated) = dated else { continue };
        let place = |span: Span| DocumentPlace { document: index, span };
        let Some(own) = day(&dated.date) else { continue };
        // A signature stands in the last tenth.
        let signed = lines(&document.text).into_iter().rev().find(|d| {
            d.span.start * 10 > document.text.len() * 9 && d.span.start != dated.span.start
        });
        // Where the text gives the day at its head itself, as that of a talk it records, the end has that of
        // writing; what only the page around it says may be either.
        let recorded = lines(&document.text)
            .iter()
            .any(|d| d.span.start != dated.span.start && day(&d.date) == Some(own));
        if let Some(signed) = signed
            && !recorded
            && day(&signed.date).is_some_and(|day| day != own)
        {
            conflicts.push(Conflict {
                rule: "date-conflict",
                evidence: "signature",
                severity: Severity::Major,
                place: place(signed.span),
                elsewhere: vec![place(dated.span)],
                message: format!("dated {} at the head and {} at the end", dated.text, signed.text),
                suggestion: None,
            });
        }
        conflicts.extend(later(&document.text, dated, own).into_iter().map(|(span, text)| {
            Conflict {
                rule: "date-conflict",
                evidence: "later",
                severity: Severity::Minor,
                place: place(span),
                elsewhere: vec![place(dated.span)],
                message: format!("speaks of {text} as past, but is dated {}", dated.text),
                suggestion: None,
            }
        }));
    }
    conflicts
}

/// Days of the document's year, after its date, that a sentence speaks of as past.
fn later(text: &str, dated: &Dated, own: i32) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for (span, mut date) in date::find(text, &Language::english(), &[]) {
        if date.years.is_empty() {
            date.years.clone_from(&dated.date.years);
        }
        let Some(day) = day(&date).filter(|&day| day > own && day <= own + 31) else { continue };
        debug_assert!(day > own);
        let start = text[..span.start].rfind(['.', '\n', ';']).map_or(0, |at| at + 1);
        let end = text[span.end..].find(['.', '\n', ';']).map_or(text.len(), |at| span.end + at);
        let sentence = format!(" {} ", text[start..end].to_lowercase());
        let line_is_short = end - start < 40;
        let has = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
        if has(PAST) && !has(OTHERWISE) && !line_is_short {
            found.push((span, span.of(text).trim_end_matches('.').to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn said(text: &str) -> Vec<String> {
        let document =
            Document::from_bytes(Path::new("a.txt"), text.as_bytes(), None).expect("text");
        let dates = [of_document(text)];
        conflicts(&[document], &dates).into_iter().map(|c| c.message).collect()
    }

    #[test]
    fn a_document_has_one_date() {
        let body = "I met with Nam Il at his suggestion.\n".repeat(20);
        #[rustfmt::skip]
        let cases = [
            (format!("**July 24, 1956**\n\n{body}\n/A Petrov/\n31.VII.56\n"), 1, "signed a week later"),
            (format!("March 12, 1956\n\nFrom the diary of Filatov\n\n12 March 1956\n\n{body}\n20 March 1956\n"), 0, "a talk, written down a week later"),
            (format!("**July 31, 1956**\n\n{body}\n/A Petrov/\n31.VII.56\n"), 0, "signed on its day"),
            (format!("February 25, 1956\n\nI went to hospital, where I lay until 28 February.\n{body}"), 1, "a day to come"),
            (format!("February 25, 1956\n\nHe said that the plenum will be held on 28 February.\n{body}"), 0, "planned"),
        ];
        for (text, count, why) in cases {
            assert_eq!(said(&text).len(), count, "{why}: {:?}", said(&text));
        }
    }
}
