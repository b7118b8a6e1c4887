//! Mentions joined to people: Korean names that can be read alike, other names that are spelled alike,
//! and what the tables or the authority file say is one.

use std::collections::BTreeMap;

use super::{
    Authority, DocumentPlace, Text,
    mention::{Form, Mention},
};
use crate::{
    anchor::name::{authority::folded, gazetteer},
    language::ko::romanise::{Romanised, surname_in_latin},
};

/// Somebody the documents name.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Person {
    /// The name in Hangul, if a document, the authority file or a table has it, or it can be read.
    pub korean: Option<String>,
    /// Whether the Hangul is only what the spellings are read as.
    pub is_read: bool,
    /// The spellings, each with its places, in the order of their first occurrence.
    pub spellings: Vec<Spelling>,
    /// The titles as they are printed.
    pub titles: Vec<Titled>,
    /// Positions of the documents that name the person, in order.
    pub documents: Vec<usize>,
    /// Whether the name is Korean.
    pub is_korean: bool,
    /// The places in order, with the title's offices where one stands.
    pub(super) mentions: Vec<Mention>,
    /// Whether the authority file or a table has the person, who is then nobody else it has.
    pub(super) is_settled: bool,
    /// The spellings that the authority file gives the person.
    confirmed: Vec<String>,
    /// The titles that it gives the person.
    pub(super) ordained: Vec<String>,
}

/// A way in which a name is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Spelling {
    /// As it is written.
    pub text: String,
    /// Whether it is a second spelling, in brackets after the first.
    pub bracket: bool,
    /// Whether it is the surname alone.
    pub surname: bool,
    /// Where it stands.
    pub places: Vec<DocumentPlace>,
}

/// A title where it stands with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Titled {
    /// As it is printed.
    pub text: String,
    /// Where.
    pub place: DocumentPlace,
    /// The offices of the table that it names for certain, sorted.
    pub offices: Vec<&'static str>,
}

impl Person {
    /// What to call the person: the spelling met most, and the first of those met equally often.
    pub fn name(&self) -> &str {
        let full = self.spellings.iter().filter(|s| !s.bracket && !s.surname);
        let best = full.rev().max_by_key(|s| s.places.len());
        best.map_or("", |s| s.text.as_str())
    }

    /// Whether the authority file says that all of some spellings are the person's.
    pub(super) fn is_confirmed(&self, spellings: [&str; 2]) -> bool {
        spellings.iter().all(|spelling| self.confirmed.iter().any(|s| s == spelling))
    }

    /// Where the person is first named.
    pub fn first(&self) -> Option<DocumentPlace> {
        self.mentions.first().map(|m| m.place)
    }
}

/// A name to be joined with others: how it is spelled, and what it can be.
struct Candidate {
    folded: String,
    form: Form,
    readings: Option<Romanised>,
    known: Option<String>,
    /// Position of the entry of the authority file.
    entry: Option<usize>,
    group: usize,
}

/// Joins mentions to people.
pub(super) fn persons(
    texts: &[Text],
    mentions: Vec<Mention>,
    authority: &Authority,
) -> Vec<Person> {
    let mut candidates: BTreeMap<String, Candidate> = BTreeMap::new();
    for mention in mentions.iter().filter(|m| m.form != Form::Surname) {
        let count = candidates.len();
        let key = folded(&mention.main);
        candidates.entry(key.clone()).or_insert_with(|| Candidate {
            readings: (mention.form == Form::Korean)
                .then(|| Romanised::new(&[&mention.main]))
                .flatten(),
            form: mention.form,
            known: mention.known.clone(),
            entry: authority.entry_of(&mention.main),
            folded: key,
            group: count,
        });
    }
    let mut list: Vec<Candidate> = candidates.into_values().collect();
    for i in 0..list.len() {
        for j in 0..i {
            if list[i].group != list[j].group && is_one(&list[i], &list[j]) {
                let (from, to) = (list[i].group, list[j].group);
                for candidate in &mut list {
                    if candidate.group == from {
                        candidate.group = to;
                    }
                }
            }
        }
    }
    let group_of: BTreeMap<String, usize> =
        list.iter().map(|c| (c.folded.clone(), c.group)).collect();
    let mut people: Vec<Person> = Vec::new();
    let mut position: BTreeMap<usize, usize> = BTreeMap::new();
    for mention in mentions {
        let at = if mention.form == Form::Surname {
            bearer(&people, &mention)
        } else {
            group_of.get(&folded(&mention.main)).map(|group| {
                *position.entry(*group).or_insert_with(|| {
                    people.push(Person::default());
                    people.len() - 1
                })
            })
        };
        if let Some(at) = at {
            people[at].mentions.push(mention);
        }
    }
    for person in &mut people {
        complete(person, texts, authority);
    }
    people
}

/// Whether two spellings are of one person.
fn is_one(a: &Candidate, b: &Candidate) -> bool {
    if a.entry.is_some() && a.entry == b.entry || a.known.is_some() && a.known == b.known {
        return true;
    }
    if a.entry.is_some() && b.entry.is_some() || a.known.is_some() && b.known.is_some() {
        return false;
    }
    match (&a.readings, &b.readings) {
        (Some(one), Some(other)) => {
            let common = |a: &Romanised, b: &Romanised| {
                a.readings().first().is_some_and(|reading| b.fits(reading).is_some())
            };
            common(one, other) && common(other, one)
        }
        // A foreign name with and without its given name.
        (None, None) if a.form == Form::Foreign && b.form == Form::Foreign => a.folded == b.folded,
        _ => false,
    }
}

/// Who a surname by itself means: the last person named before it, in its document, whose surname can be
/// spelled so.
fn bearer(people: &[Person], mention: &Mention) -> Option<usize> {
    let surnames = surname_in_latin(&mention.main);
    let bears = |person: &Person| {
        let spelled = person.mentions.iter().find(|m| m.form == Form::Korean);
        spelled.is_some_and(|m| {
            let first = m.main.split([' ', '-']).next().unwrap_or_default();
            surname_in_latin(first).iter().any(|s| surnames.iter().any(|o| o.north == s.north))
        })
    };
    let before = |person: &Person| {
        let places = person.mentions.iter().filter(|m| m.form == Form::Korean).map(|m| m.place);
        places.filter(|p| p.document == mention.place.document && *p < mention.place).max()
    };
    let bearers = people.iter().enumerate().filter(|(_, person)| bears(person));
    let near = bearers.filter_map(|(at, person)| Some((before(person)?, at)));
    near.max().map(|(_, at)| at)
}

fn complete(person: &mut Person, texts: &[Text], authority: &Authority) {
    person.mentions.sort_by_key(|m| m.place);
    person.is_korean = person.mentions.iter().any(|m| m.form == Form::Korean);
    let mut spellings: Vec<Spelling> = Vec::new();
    let mut add = |text: &str, bracket: bool, surname: bool, place: DocumentPlace| {
        // Ch'oe and Ch’oe are spelled alike.
        let plain = |text: &str| text.replace(['’', '‘', 'ʼ', '`'], "'");
        let same =
            spellings.iter_mut().find(|s| s.bracket == bracket && plain(&s.text) == plain(text));
        match same {
            Some(spelling) => spelling.places.push(place),
            None => spellings.push(Spelling {
                text: text.to_owned(),
                bracket,
                surname,
                places: vec![place],
            }),
        }
    };
    let mut titles: Vec<Titled> = Vec::new();
    for mention in &person.mentions {
        add(&mention.main, false, mention.form == Form::Surname, mention.place);
        if let Some(bracket) = &mention.bracket {
            add(bracket, true, false, mention.place);
        }
        let segment = &texts[mention.place.document].bitext.source.segments[mention.paragraph];
        for phrase in &mention.phrases {
            let inside = mention.titles.iter().filter(|(span, _)| phrase.contains(*span));
            let mut offices: Vec<&'static str> =
                inside.flat_map(|(_, title)| title.certain_offices()).collect();
            offices.sort_unstable();
            offices.dedup();
            let text = phrase.of(&segment.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let place =
                DocumentPlace { document: mention.place.document, span: segment.place(*phrase) };
            titles.push(Titled { text, place, offices });
        }
    }
    person.spellings = spellings;
    person.titles = titles;
    person.documents = person.mentions.iter().map(|m| m.place.document).collect();
    person.documents.dedup();
    let entry = person.mentions.iter().find_map(|m| authority.entry_of(&m.main));
    person.is_settled = entry.is_some() || person.mentions.iter().any(|m| m.known.is_some());
    person.confirmed =
        entry.map(|at| authority.entries()[at].spellings.clone()).unwrap_or_default();
    person.ordained = entry.map(|at| authority.entries()[at].titles.clone()).unwrap_or_default();
    let told = person.mentions.iter().find_map(|m| {
        let entry =
            authority.entry_of(&m.main).and_then(|at| authority.entries()[at].korean.clone());
        let table = m.known.as_ref().and_then(|known| gazetteer::by_key(known));
        entry.or_else(|| m.rendering.clone()).or_else(|| {
            table.and_then(|found| found.entry.forms.first()).map(|form| (*form).to_owned())
        })
    });
    let read = || {
        let names: Vec<&str> = person
            .mentions
            .iter()
            .filter(|m| m.form == Form::Korean)
            .flat_map(|m| [Some(m.main.as_str()), m.bracket.as_deref()])
            .flatten()
            .take(2)
            .collect();
        Romanised::new(&names).map(|r| r.likely(true).to_owned())
    };
    person.is_read = told.is_none();
    person.korean = told.or_else(read);
}
