//! Glossaries in `TermBase` eXchange.
//!
//! Read are concepts, languages, terms and their administrative status; years of validity, for which the
//! standard has no category, stand in a term note of type `validity`.

use std::{borrow::Cow, fmt::Write as _};

use quick_xml::{
    Reader,
    escape::{escape, unescape},
    events::{BytesStart, Event},
};

use super::{Entry, Glossary, Problem, Status, Term, Years};
use crate::text::Language;

/// What the text that is being read belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Into {
    Term,
    Status,
    Years,
    #[default]
    Nothing,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.as_ref() == name)?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
}

fn status(text: &str) -> Status {
    match text.split("Term-").next().unwrap_or_default().trim() {
        "admitted" => Status::Admitted,
        "deprecated" => Status::Deprecated,
        "superseded" => Status::Superseded,
        _ => Status::Preferred,
    }
}

/// The line, from 1, of the byte at `at`.
fn line(text: &str, at: u64) -> usize {
    let at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    text.as_bytes()[..at].split(|byte| *byte == b'\n').count()
}

/// A glossary that is being read.
#[derive(Default)]
struct Reading {
    glossary: Glossary,
    language: Option<Language>,
    into: Into,
    term: Option<Term>,
    content: String,
}

impl Reading {
    fn open(&mut self, element: &BytesStart<'_>) {
        self.into = Into::Nothing;
        match element.local_name().as_ref() {
            "conceptEntry" | "termEntry" => {
                let id = attribute(element, "id");
                self.glossary.entries.push(Entry { id, terms: Vec::new() });
            }
            "langSec" | "langSet" => {
                self.language = attribute(element, "xml:lang").and_then(|l| l.parse().ok());
            }
            "termSec" | "tig" | "ntig" => {
                self.term = self.language.clone().map(|language| Term {
                    language,
                    text: String::new(),
                    status: Status::Preferred,
                    years: Years::default(),
                });
            }
            "term" => self.into = Into::Term,
            "administrativeStatus" => self.into = Into::Status,
            "termNote" => {
                self.into = match attribute(element, "type").as_deref() {
                    Some("administrativeStatus") => Into::Status,
                    Some("validity") => Into::Years,
                    _ => Into::Nothing,
                };
            }
            _ => {}
        }
        self.content.clear();
    }

    fn close(&mut self, name: &str) {
        let content = &self.content;
        let plain = unescape(content).map_or_else(|_| content.clone(), Cow::into_owned);
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(term) = &mut self.term {
            match self.into {
                Into::Term => term.text = plain,
                Into::Status => term.status = status(&plain),
                Into::Years => term.years = Years::parse(&plain).unwrap_or_default(),
                Into::Nothing => {}
            }
        }
        self.into = Into::Nothing;
        if matches!(name, "termSec" | "tig" | "ntig")
            && let Some(term) = self.term.take().filter(|term| !term.text.is_empty())
            && let Some(entry) = self.glossary.entries.last_mut()
        {
            entry.terms.push(term);
        }
    }
}

/// Entities that every XML document has.
const ENTITIES: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];

pub(super) fn parse(text: &str) -> Result<Glossary, Problem> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading::default();
    // What is open, and whether anything was.
    let mut open: Vec<String> = Vec::new();
    let mut rooted = false;
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(quick_xml::Error::Syntax(_)) => {
                let inside = open.pop().unwrap_or_else(|| "a tag".to_owned());
                return Err(Problem::CutShort { line: Some(line(text, u64::MAX)), inside });
            }
            Err(error) => {
                let line = line(text, reader.error_position());
                return Err(Problem::Xml { line, message: error.to_string() });
            }
        };
        let here = || line(text, reader.buffer_position());
        match event {
            Event::Eof => break,
            Event::DocType(kind) => {
                if kind.trim_start().get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html"))
                {
                    return Err(Problem::Html { line: here() });
                }
                if kind.contains("<!ENTITY") {
                    return Err(Problem::Entities { line: here() });
                }
            }
            Event::Start(element) => {
                let name = element.local_name().as_ref().to_owned();
                if !rooted {
                    is_root(&name, here())?;
                    rooted = true;
                }
                reading.open(&element);
                open.push(name);
            }
            Event::Empty(element) if !rooted => {
                is_root(element.local_name().as_ref(), here())?;
                rooted = true;
            }
            Event::Text(piece) => reading.content.push_str(&piece),
            Event::CData(piece) => reading.content.push_str(&escape(&*piece)),
            Event::GeneralRef(name) => {
                if !name.starts_with('#') && !ENTITIES.contains(&&*name) {
                    return Err(Problem::UnknownEntity { line: here(), name: name.to_string() });
                }
                let _ = write!(reading.content, "&{};", &*name);
            }
            Event::End(element) => {
                reading.close(element.local_name().as_ref());
                open.pop();
            }
            _ => {}
        }
    }
    match open.pop() {
        Some(inside) => Err(Problem::CutShort { line: Some(line(text, u64::MAX)), inside }),
        None => Ok(reading.glossary),
    }
}

/// Whether `name` is the root of TBX.
fn is_root(name: &str, line: usize) -> Result<(), Problem> {
    match name {
        "tbx" | "martif" => Ok(()),
        _ if name.eq_ignore_ascii_case("html") => Err(Problem::Html { line }),
        _ => Err(Problem::NotTbx { line, root: name.to_owned() }),
    }
}

pub(super) fn write(glossary: &Glossary) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <tbx style=\"dca\" type=\"TBX-Basic\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
         <tbxHeader><fileDesc><sourceDesc><p>daejo</p></sourceDesc></fileDesc></tbxHeader>\n\
         <text><body>\n",
    );
    for entry in &glossary.entries {
        let id = entry.id.as_ref().map(|id| format!(" id=\"{}\"", escape(id.as_str())));
        let _ = writeln!(text, "<conceptEntry{}>", id.unwrap_or_default());
        for terms in entry.terms.chunk_by(|a, b| a.language == b.language) {
            let _ = writeln!(text, "<langSec xml:lang=\"{}\">", terms[0].language.tag());
            for term in terms {
                let status = match term.status {
                    Status::Preferred => "preferred",
                    Status::Admitted => "admitted",
                    Status::Deprecated => "deprecated",
                    Status::Superseded => "superseded",
                };
                let _ = write!(
                    text,
                    "<termSec><term>{}</term>\
                     <termNote type=\"administrativeStatus\">{status}Term-admn-sts</termNote>",
                    escape(term.text.as_str())
                );
                if !term.years.is_open() {
                    let _ = write!(text, "<termNote type=\"validity\">{}</termNote>", term.years);
                }
                text.push_str("</termSec>\n");
            }
            text.push_str("</langSec>\n");
        }
        text.push_str("</conceptEntry>\n");
    }
    text.push_str("</body></text>\n</tbx>\n");
    text
}
