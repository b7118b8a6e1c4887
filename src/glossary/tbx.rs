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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Into {
    Term,
    Status,
    Years,
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

pub(super) fn parse(text: &str) -> Result<Glossary, Problem> {
    let mut reader = Reader::from_str(text);
    let mut glossary = Glossary::default();
    let mut language: Option<Language> = None;
    let mut into = Into::Nothing;
    let mut term: Option<Term> = None;
    let mut content = String::new();
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(element) => {
                into = Into::Nothing;
                match element.local_name().as_ref() {
                    "conceptEntry" | "termEntry" => {
                        let id = attribute(&element, "id");
                        glossary.entries.push(Entry { id, terms: Vec::new() });
                    }
                    "langSec" | "langSet" => {
                        language = attribute(&element, "xml:lang").and_then(|l| l.parse().ok());
                    }
                    "termSec" | "tig" | "ntig" => {
                        term = language.clone().map(|language| Term {
                            language,
                            text: String::new(),
                            status: Status::Preferred,
                            years: Years::default(),
                        });
                    }
                    "term" => into = Into::Term,
                    "administrativeStatus" => into = Into::Status,
                    "termNote" => {
                        into = match attribute(&element, "type").as_deref() {
                            Some("administrativeStatus") => Into::Status,
                            Some("validity") => Into::Years,
                            _ => Into::Nothing,
                        };
                    }
                    _ => {}
                }
                content.clear();
            }
            Event::Text(piece) => content.push_str(&piece),
            Event::CData(piece) => content.push_str(&escape(&*piece)),
            Event::GeneralRef(name) => {
                let _ = write!(content, "&{};", &*name);
            }
            Event::End(element) => {
                let plain = unescape(&content).map_or_else(|_| content.clone(), Cow::into_owned);
                let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
                if let Some(term) = &mut term {
                    match into {
                        Into::Term => term.text = plain,
                        Into::Status => term.status = status(&plain),
                        Into::Years => term.years = Years::parse(&plain).unwrap_or_default(),
                        Into::Nothing => {}
                    }
                }
                into = Into::Nothing;
                if matches!(element.local_name().as_ref(), "termSec" | "tig" | "ntig")
                    && let Some(term) = term.take().filter(|term| !term.text.is_empty())
                    && let Some(entry) = glossary.entries.last_mut()
                {
                    entry.terms.push(term);
                }
            }
            _ => {}
        }
    }
    Ok(glossary)
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
