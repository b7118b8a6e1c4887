//! Where people are named in a text in Latin letters: Korean names by their form, known people by table,
//! and any other name that somewhere stands with a form of address, a title or initials.

use std::collections::BTreeSet;

use super::{DocumentPlace, Text, address::is_addressed, printed::Page};
use crate::{
    anchor::{
        name::{self, NameKind, Style, authority::folded},
        title,
    },
    language::ko::romanise::surname_in_latin,
    text::{Span, table},
};

/// A person named at a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    pub(super) place: DocumentPlace,
    /// The paragraph.
    pub(super) paragraph: usize,
    /// The span in the paragraph.
    pub(super) span: Span,
    /// The name without what stands in brackets after it.
    pub(super) main: String,
    /// The spelling in brackets.
    pub(super) bracket: Option<String>,
    pub(super) form: Form,
    /// What the document's Korean half calls the person.
    pub(super) rendering: Option<String>,
    /// Identity in the tables of known people.
    pub(super) known: Option<String>,
    pub(super) titles: Vec<(Span, title::Title)>,
    /// Spans and words of the titles as they are printed, in the paragraph.
    pub(super) phrases: Vec<Span>,
    /// The span in the paragraph of a title that a comma parts from the name.
    pub(super) detached: Option<Span>,
}

/// What kind of name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Surname and given name, Korean.
    Korean,
    /// A Korean surname by itself (Pak told him).
    Surname,
    /// Any other name.
    Foreign,
}

/// Words before a name that say it is a person's, from `addresses.tsv`.
fn addresses() -> Vec<&'static str> {
    let text = include_str!("../../corpora/tables/addresses.tsv");
    table::rows::<2>("addresses.tsv", text).into_iter().map(|[word, _]| word).collect()
}

/// The people named in the documents, in order.
pub(super) fn mentions(texts: &[Text]) -> Vec<Mention> {
    let addresses = addresses();
    let mut all: Vec<(Mention, bool)> = Vec::new();
    for (document, text) in texts.iter().enumerate() {
        let found = name::find(&text.bitext);
        for (paragraph, names) in found.source.iter().enumerate() {
            let segment = &text.bitext.source.segments[paragraph];
            let spans: Vec<Span> = names.iter().map(|(span, _)| *span).collect();
            let page = Page::new(&segment.text, spans, &addresses);
            for (span, name) in names {
                let personal = name.kind == NameKind::Person;
                let surname = name.style == Style::Foreign
                    && !surname_in_latin(span.of(&segment.text)).is_empty()
                    && span.len() <= 5;
                if !(personal || name.style == Style::Foreign) {
                    continue;
                }
                let (main, bracket) = parts(span.of(&segment.text));
                let (phrases, titles) = page.titles_of(*span);
                let detached = page.detached(*span);
                // Minister of Finance: what stands in a title is nobody.
                let evident = personal
                    || is_addressed(&segment.text, *span, &addresses)
                    || has_initials(&segment.text, *span);
                let form = match name.style {
                    _ if surname => Form::Surname,
                    Style::Korean => Form::Korean,
                    _ => Form::Foreign,
                };
                let rendering = rendering_of(text, &found, name);
                let known = (name.style == Style::Known
                    || name::gazetteer::by_key(&name::gazetteer::key(&main)).is_some())
                .then(|| name.identity().to_owned());
                let place = DocumentPlace { document, span: segment.place(*span) };
                let mention = Mention {
                    place,
                    paragraph,
                    span: *span,
                    main,
                    bracket,
                    form,
                    rendering,
                    known,
                    titles,
                    phrases,
                    detached,
                };
                all.push((mention, evident));
            }
        }
    }
    join_broken(&mut all, texts);
    // A name that is somebody's at one place is his at the others.
    let people: BTreeSet<String> = all
        .iter()
        .filter(|(mention, evident)| *evident && mention.form == Form::Foreign)
        .map(|(mention, _)| folded(&mention.main))
        .collect();
    all.into_iter()
        .filter(|(m, evident)| {
            *evident || m.form == Form::Surname || people.contains(&folded(&m.main))
        })
        .map(|(mention, _)| mention)
        .collect()
}

/// Joins a surname with a given name after it that no system writes so: Jang Dong-hok.
fn join_broken(all: &mut Vec<(Mention, bool)>, texts: &[Text]) {
    let mut at = 0;
    while at + 1 < all.len() {
        let (one, next) = (&all[at].0, &all[at + 1].0);
        let text = &texts[one.place.document].bitext.source.segments[one.paragraph].text;
        let adjacent = one.place.document == next.place.document
            && one.paragraph == next.paragraph
            && one.span.end < next.span.start
            && Span::new(one.span.end, next.span.start).of(text) == " ";
        if adjacent
            && one.form == Form::Surname
            && next.form == Form::Foreign
            && next.main.contains('-')
        {
            let (next, _) = all.remove(at + 1);
            let (one, evident) = &mut all[at];
            *evident = true;
            one.form = Form::Korean;
            one.main = format!("{} {}", one.main, next.main);
            one.span = one.span.join(next.span);
            one.place.span = one.place.span.join(next.place.span);
            // The spelling in brackets belongs to it, and is nobody of his own.
            if let Some(inside) = text[one.span.end..].strip_prefix(" [")
                && let Some(length) = inside.find(']')
            {
                let bracket = Span::new(one.span.end + 2, one.span.end + 2 + length);
                one.bracket = Some(bracket.of(text).to_owned());
                one.span.end = bracket.end + 1;
                one.place.span.end += length + 3;
                let (document, paragraph) = (one.place.document, one.paragraph);
                all.retain(|(m, _)| {
                    let here = m.place.document == document && m.paragraph == paragraph;
                    !(here && bracket.contains(m.span))
                });
            }
        }
        at += 1;
    }
}

/// A name and the spelling in brackets after it.
fn parts(text: &str) -> (String, Option<String>) {
    let Some(open) = text.find(['[', '(']) else { return (text.trim().to_owned(), None) };
    let inside = text[open + 1..].trim_end_matches([']', ')']);
    let inside = inside.split([';', ',']).next().unwrap_or_default().trim();
    (text[..open].trim().to_owned(), Some(inside.to_owned()))
}

/// What a name is called in the Korean half.
fn rendering_of(text: &Text, found: &name::BitextNames, name: &name::Name) -> Option<String> {
    let halves = text.bitext.target.segments.iter().zip(&found.target);
    let mut names = halves.flat_map(|(segment, here)| {
        here.iter().filter(|(_, other)| other.is_same(name)).map(|(span, _)| span.of(&segment.text))
    });
    names.next().map(ToOwned::to_owned)
}

/// Initials before or after a name: S. N. Filatov, Petrov A.M.
fn has_initials(text: &str, span: Span) -> bool {
    let before: Vec<char> = text[..span.start].chars().rev().take(4).collect();
    let stop = |c: Option<&char>| matches!(c, Some('.'));
    let capital = |c: Option<&char>| c.is_some_and(|c| c.is_uppercase());
    let start = |c: Option<&char>| c.is_none_or(|c| !c.is_alphabetic());
    let at = usize::from(before.first() == Some(&' '));
    let leads = (stop(before.get(at)) && capital(before.get(at + 1)) && start(before.get(at + 2)))
        || (at == 1 && capital(before.get(1)) && before.get(2) == Some(&'/'));
    let mut after = text[span.end..].chars();
    let follows = after.next() == Some(' ')
        && after.next().is_some_and(char::is_uppercase)
        && after.next() == Some('.')
        && after.next().is_some_and(|c| c.is_uppercase() || c == ' ');
    let follows = follows && {
        let rest: Vec<char> = text[span.end..].chars().take(6).collect();
        // `Poland A. Smith` is no initial of Poland: two of them, joined.
        rest.get(3).is_some_and(|c| c.is_uppercase()) && rest.get(4) == Some(&'.')
    };
    leads || follows
}
