//! The people of a collection, and where its documents disagree.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Places, counted, json::encoding, place::in_file, word};
use crate::{
    collection::{Conflict, DocumentPlace, Person, Survey},
    document::Document,
    rule::{Issue, Severity},
    text::{Shown, Span},
};

/// Version of the JSON.
const VERSION: u32 = 1;

/// The name of a document in a listing: the file without its folder.
fn short(document: &Document) -> String {
    document.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The kind of issue, in the words of ITS 2.0.
fn issue(conflict: &Conflict) -> Issue {
    if conflict.rule == "name-variant" { Issue::InconsistentEntities } else { Issue::Inconsistency }
}

/// A listing for people: the documents with their numbers, one entry a person with the documents and lines
/// where each spelling and title stands, and the conflicts with the words around them.
pub fn text(documents: &[Document], survey: &Survey) -> String {
    let places: Vec<Places<'_>> = documents.iter().map(Places::new).collect();
    let mut page = String::new();
    for (at, (document, date)) in documents.iter().zip(&survey.dates).enumerate() {
        let date = date.as_ref().map_or("no date", |(_, text)| text.as_str());
        let _ = writeln!(page, "[{}] {}  {date}", at + 1, Shown(&document.path));
    }
    let _ = writeln!(page, "\n{}", counted(survey.persons.len(), "person"));
    for person in &survey.persons {
        let name = person.korean.as_deref().unwrap_or("–");
        let read = if person.is_read && person.korean.is_some() { "?" } else { "" };
        let _ = writeln!(page, "\n{}  {name}{read}", person.name());
        for spelling in &person.spellings {
            let mark = if spelling.bracket { ("[", "]") } else { ("", "") };
            let counts = counts(&spelling.places);
            let _ = writeln!(page, "    {}{}{}  {counts}", mark.0, spelling.text, mark.1);
        }
        let mut titles: Vec<(&str, Vec<DocumentPlace>)> = Vec::new();
        for title in &person.titles {
            match titles.iter_mut().find(|(text, _)| *text == title.text) {
                Some((_, places)) => places.push(title.place),
                None => titles.push((&title.text, vec![title.place])),
            }
        }
        for (title, here) in titles {
            let lines = here.iter().map(|place| {
                let line = places[place.document].spot(place.span.start);
                format!("[{}]:{line}", place.document + 1)
            });
            let _ = writeln!(page, "    “{title}”  {}", lines.collect::<Vec<_>>().join(", "));
        }
    }
    if survey.persons.iter().any(|person| person.is_read && person.korean.is_some()) {
        page += "\n? read from the spelling, in no document and no table\n";
    }
    let _ = writeln!(page, "\n{}", counted(survey.conflicts.len(), "conflict"));
    for conflict in &survey.conflicts {
        let severity = word(&conflict.severity);
        let _ = writeln!(page, "\n{severity} {}: {}", conflict.rule, conflict.message);
        for place in std::iter::once(&conflict.place).chain(&conflict.elsewhere) {
            let link = places[place.document].link(place.span.start);
            let around = around(&documents[place.document].text, place.span);
            let _ = writeln!(page, "    {link}  {around}");
        }
    }
    page
}

/// How many characters of the line are shown on either side of words.
const AROUND: usize = 30;

/// Words with what stands around them in their line, whole words only.
fn around(text: &str, span: Span) -> String {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at);
    let (before, after) = (&text[start..span.start], &text[span.end..end]);
    let from = before.char_indices().rev().nth(AROUND).map(|(at, _)| at);
    let before = from.map_or(before.to_owned(), |at| {
        let cut = before[at..].find(' ').map_or("", |space| &before[at + space + 1..]);
        format!("… {cut}")
    });
    let to = after.char_indices().nth(AROUND).map(|(at, _)| at);
    let after = to.map_or(after.to_owned(), |at| {
        let cut = after[..at].rfind(' ').map_or("", |space| &after[..space]);
        format!("{cut} …")
    });
    let line = format!("{before}«{}»{after}", span.of(text));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How often a spelling stands in each document, by number.
fn counts(places: &[DocumentPlace]) -> String {
    let mut list: Vec<(usize, usize)> = Vec::new();
    for place in places {
        match list.last_mut() {
            Some((document, count)) if *document == place.document => *count += 1,
            _ => list.push((place.document, 1)),
        }
    }
    let cells = list.into_iter().map(|(document, count)| {
        let number = document + 1;
        if count > 1 { format!("[{number}] × {count}") } else { format!("[{number}]") }
    });
    cells.collect::<Vec<_>>().join(", ")
}

/// One person a row.
pub fn table(documents: &[Document], survey: &Survey) -> String {
    let clean = |cell: String| cell.replace(['\t', '\n', '\r'], " ");
    let mut table = String::from("name\tkorean\tspellings\ttitles\tdocuments\tdates\tconflicts\n");
    for person in &survey.persons {
        let spellings = person.spellings.iter().map(|s| {
            let mut files: Vec<String> =
                s.places.iter().map(|p| short(&documents[p.document])).collect();
            files.dedup();
            let text = if s.bracket { format!("[{}]", s.text) } else { s.text.clone() };
            format!("{text} ({})", files.join(", "))
        });
        let mut titles: Vec<String> = Vec::new();
        for title in &person.titles {
            let cell = format!("{} ({})", title.text, short(&documents[title.place.document]));
            if !titles.contains(&cell) {
                titles.push(cell);
            }
        }
        let files = person.documents.iter().map(|&d| short(&documents[d]));
        let dates = person
            .documents
            .iter()
            .map(|&d| survey.dates[d].as_ref().map_or_else(String::new, |(_, text)| text.clone()));
        let own = survey.conflicts.iter().filter(|c| is_about(person, c));
        let join = |cells: Vec<String>| clean(cells.join(" | "));
        let cells = [
            clean(person.name().to_owned()),
            person.korean.clone().unwrap_or_default(),
            join(spellings.collect()),
            join(titles),
            join(files.collect()),
            join(dates.collect()),
            join(own.map(|c| format!("{}: {}", c.rule, c.message)).collect()),
        ];
        table += &(cells.join("\t") + "\n");
    }
    table
}

/// Whether a conflict is about a person: it shows at one of the person's places.
fn is_about(person: &Person, conflict: &Conflict) -> bool {
    let touches = |place: &DocumentPlace| {
        place.document == conflict.place.document && place.span.overlaps(conflict.place.span)
    };
    person.spellings.iter().flat_map(|s| &s.places).any(touches)
        || person.titles.iter().any(|t| touches(&t.place))
}

#[derive(Serialize)]
struct Page<'a> {
    version: u32,
    documents: Vec<Described<'a>>,
    persons: Vec<Listed<'a>>,
    findings: Vec<Found<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Unread<'a>>,
}

#[derive(Serialize)]
struct Described<'a> {
    path: String,
    sha256: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'a str>,
    date: Option<&'a str>,
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    korean: Option<&'a str>,
    /// Whether the Hangul is only what the spellings are read as.
    read: bool,
    spellings: Vec<Spelled<'a>>,
    titles: Vec<Entitled<'a>>,
    documents: &'a [usize],
}

#[derive(Serialize)]
struct Spelled<'a> {
    text: &'a str,
    bracket: bool,
    surname: bool,
    places: Vec<Where<'a>>,
}

#[derive(Serialize)]
struct Entitled<'a> {
    text: &'a str,
    offices: &'a [&'static str],
    place: Where<'a>,
}

#[derive(Serialize)]
struct Where<'a> {
    document: usize,
    span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
}

#[derive(Serialize)]
struct Found<'a> {
    id: String,
    rule: &'a str,
    evidence: &'a str,
    issue: Issue,
    severity: Severity,
    file: String,
    span: Span,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
    elsewhere: Vec<Elsewhere<'a>>,
    message: &'a str,
    suggestion: Option<&'a str>,
}

#[derive(Serialize)]
struct Elsewhere<'a> {
    file: String,
    span: Span,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
}

impl From<DocumentPlace> for Where<'_> {
    fn from(place: DocumentPlace) -> Self {
        Self { document: place.document, span: place.span, raw: None }
    }
}

/// Files that could not be read, for people; nothing if there are none.
pub fn errors(errors: &[(String, String)]) -> String {
    let lines = errors.iter().map(|(_, error)| format!("not read: {error}\n"));
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}

#[derive(Serialize)]
struct Unread<'a> {
    path: &'a str,
    error: &'a str,
}

/// One object: documents, persons and findings, and the files that could not be read. Spans are byte offsets in
/// the file; `raw` are words as they stand there, if that is not as they are read.
#[allow(clippy::missing_panics_doc, reason = "plain values can always be written")]
pub fn json(documents: &[Document], survey: &Survey, errors: &[(String, String)]) -> String {
    let words = |place: &DocumentPlace| place.span.of(&documents[place.document].text);
    let placed =
        |place: &DocumentPlace| in_file(&documents[place.document], place.span, words(place));
    let at = |place: &DocumentPlace| {
        let (span, raw) = placed(place);
        Where { document: place.document, span, raw }
    };
    let file = |place: &DocumentPlace| documents[place.document].path.display().to_string();
    let page = Page {
        version: VERSION,
        documents: documents
            .iter()
            .zip(&survey.dates)
            .map(|(document, date)| Described {
                path: document.path.display().to_string(),
                sha256: &document.sha256,
                encoding: encoding(document),
                date: date.as_ref().map(|(_, text)| text.as_str()),
            })
            .collect(),
        persons: survey
            .persons
            .iter()
            .map(|person| Listed {
                name: person.name(),
                korean: person.korean.as_deref(),
                read: person.is_read,
                spellings: person
                    .spellings
                    .iter()
                    .map(|s| Spelled {
                        text: &s.text,
                        bracket: s.bracket,
                        surname: s.surname,
                        places: s.places.iter().map(at).collect(),
                    })
                    .collect(),
                titles: person
                    .titles
                    .iter()
                    .map(|t| Entitled { text: &t.text, offices: &t.offices, place: at(&t.place) })
                    .collect(),
                documents: &person.documents,
            })
            .collect(),
        findings: survey
            .conflicts
            .iter()
            .map(|conflict| Found {
                id: conflict.id(words(&conflict.place)),
                rule: conflict.rule,
                evidence: conflict.evidence,
                issue: issue(conflict),
                severity: conflict.severity,
                file: file(&conflict.place),
                span: placed(&conflict.place).0,
                raw: placed(&conflict.place).1,
                text: words(&conflict.place),
                elsewhere: conflict
                    .elsewhere
                    .iter()
                    .map(|place| Elsewhere {
                        file: file(place),
                        span: placed(place).0,
                        raw: placed(place).1,
                        text: words(place),
                    })
                    .collect(),
                message: &conflict.message,
                suggestion: conflict.suggestion.as_deref(),
            })
            .collect(),
        errors: errors.iter().map(|(path, error)| Unread { path, error }).collect(),
    };
    serde_json::to_string_pretty(&page).expect("plain values can be written") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_shown_with_their_line() {
        let text = "Heading\nIn the afternoon, when we had waited for an hour, said Bak, he left us with his secretary.\n";
        let at = text.find("Bak").expect("part of the text");
        let shown = around(text, Span::new(at, at + 3));
        assert_eq!(shown, "… had waited for an hour, said «Bak», he left us with his …");
        assert_eq!(around("Bak", Span::new(0, 3)), "«Bak»");
    }
}
