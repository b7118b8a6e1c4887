//! The people of a collection of documents: one entry a person with every spelling, title and document,
//! and the places where the documents disagree with themselves or with one another.
//!
//! A document may be in one language or in two. People are found in the paragraphs in Latin letters
//! (`mention`), mentions are joined by reading and not by spelling (`person`), and what does not fit
//! together afterwards is a [`Conflict`].

mod address;
mod conflict;
mod date;
mod mention;
mod person;
mod printed;
pub mod rules;

use crate::{
    document::Document,
    rule::Severity,
    segment::{Bitext, Half, Segment},
    text::{Language, Script, Span},
};

pub use crate::anchor::name::authority::Authority;
pub use person::{Person, Spelling, Titled};

/// A place in one of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentPlace {
    /// Position of the document in the collection.
    pub document: usize,
    /// Byte offsets in it.
    pub span: Span,
}

/// Something in which documents disagree.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// `name-variant`, `title-conflict` or `date-conflict`.
    pub rule: &'static str,
    /// What it goes by, in a word.
    pub evidence: &'static str,
    /// How much it matters: a variant of spelling is minor, what reads like another person is major.
    pub severity: Severity,
    /// Where it shows.
    pub place: DocumentPlace,
    /// What it disagrees with.
    pub elsewhere: Vec<DocumentPlace>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What should stand there, if that is known.
    pub suggestion: Option<String>,
}

impl Conflict {
    /// A fingerprint over the rule, the words and what they disagree with: the same after edits elsewhere.
    pub fn id(&self, words: &str) -> String {
        use sha2::{Digest, Sha256};
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let parts =
            [self.rule, self.evidence, &words, self.suggestion.as_deref().unwrap_or_default()];
        let digest = Sha256::digest(parts.join("\u{1f}").as_bytes());
        crate::text::hexadecimal(&digest[..8])
    }
}

/// What was found in a collection.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    /// The people, in the order in which they first occur.
    pub persons: Vec<Person>,
    /// The conflicts, in the order of the documents.
    pub conflicts: Vec<Conflict>,
    /// The date of each document, as it is printed, if it has one.
    pub dates: Vec<Option<(Span, String)>>,
    /// The year of each document, if it has one.
    pub years: Vec<Option<u16>>,
}

impl Survey {
    /// Adds to an authority file the people whose Hangul a document, a table or the file itself has, with
    /// the spellings that no conflict is about and the titles with the years of their documents.
    pub fn teach(&self, authority: &mut Authority) {
        for person in self.persons.iter().filter(|person| !person.is_read) {
            let is_doubtful = |spelling: &Spelling| {
                let here = |place: &DocumentPlace| {
                    let mut names = self.conflicts.iter().filter(|c| c.rule == "name-variant");
                    let same = |c: &Conflict| c.place.document == place.document;
                    names.any(|c| same(c) && c.place.span.overlaps(place.span))
                };
                // The place of a name takes in its bracket: only a spelling of its own can be doubted.
                spelling.places.iter().all(here)
            };
            let full = person.spellings.iter().filter(|s| !s.surname && !is_doubtful(s));
            let mut spellings: Vec<&str> = full.map(|s| s.text.as_str()).collect();
            if let Some(usual) = spellings.iter().position(|s| *s == person.name()) {
                spellings[..=usual].rotate_right(1);
            }
            if spellings.is_empty() {
                continue;
            }
            let mut titles: Vec<String> = Vec::new();
            for title in person.titles.iter().filter(|t| !t.offices.is_empty()) {
                let year = self.years.get(title.place.document).copied().flatten();
                let year = year.map_or_else(String::new, |year| format!(" {year}"));
                let text = title.text.strip_prefix("the ").unwrap_or(&title.text);
                let title = text.replace('|', " ") + &year;
                if !titles.contains(&title) {
                    titles.push(title);
                }
            }
            authority.add(person.korean.as_deref(), &spellings, &titles);
        }
    }
}

/// Finds the people of the documents and the conflicts between them.
///
/// What the `authority` says is one person is taken for one. Linear in the length of the documents;
/// quadratic in the number of people.
pub fn survey(documents: &[Document], authority: &Authority) -> Survey {
    let texts: Vec<Text> = documents.iter().map(Text::new).collect();
    let mentions = mention::mentions(&texts);
    let persons = person::persons(&texts, mentions, authority);
    let dates: Vec<_> = documents.iter().map(|d| date::of_document(&d.text)).collect();
    let mut conflicts = conflict::conflicts(&texts, &persons, &dates, authority);
    conflicts.extend(date::conflicts(documents, &dates));
    conflicts.sort_by(|a, b| (a.place, a.rule, &a.message).cmp(&(b.place, b.rule, &b.message)));
    let years =
        dates.iter().map(|d| d.as_ref().and_then(|d| d.date.years.first().copied())).collect();
    let dates = dates.into_iter().map(|d| d.map(|d| (d.span, d.text))).collect();
    Survey { persons, conflicts, dates, years }
}

/// A document as paragraphs of two languages: those in Latin letters and those in Hangul.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) bitext: Bitext,
}

impl Text {
    fn new(document: &Document) -> Self {
        let half = |language| Half { language, segments: Vec::new() };
        let mut source = half(Language::english());
        let mut target = half(Language::korean());
        let mut block: Option<Span> = None;
        let blank = Span::new(document.text.len(), document.text.len());
        let lines = document.lines();
        for span in lines.iter().map(|line| line.span).chain([blank]) {
            let empty = span.of(&document.text).trim().is_empty();
            if !empty {
                block = Some(block.map_or(span, |block| block.join(span)));
            } else if let Some(span) = block.take() {
                let text = span.of(&document.text);
                let count =
                    |script: Script| text.chars().filter(|&c| Script::of(c) == script).count();
                let half = if count(Script::Hangul) * 2 > count(Script::Latin) {
                    &mut target
                } else {
                    &mut source
                };
                let index = half.segments.len();
                half.segments.push(Segment::new(index, index, text.to_owned(), span));
            }
        }
        Self { bitext: Bitext { source, target } }
    }
}
