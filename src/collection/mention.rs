//! Where people are named in a text in Latin letters: Korean names by their form, known people by table,
//! and any other name that somewhere stands with a form of address, a title or initials.

use std::collections::BTreeSet;

use super::{Place, Text};
use crate::{
    anchor::{
        name::{self, Kind, Style, authority::folded},
        title,
    },
    hangul::romanise::surname_in_latin,
    text::{Language, Span, table},
};

/// A person named at a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    pub(super) place: Place,
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
    pub(super) korean: Option<String>,
    /// Identity in the tables of known people.
    pub(super) known: Option<String>,
    pub(super) titles: Vec<(Span, title::Title)>,
    /// Spans and words of the titles as they are printed, in the paragraph.
    pub(super) phrases: Vec<Span>,
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
    let english = Language::english();
    let mut all: Vec<(Mention, bool)> = Vec::new();
    for (document, text) in texts.iter().enumerate() {
        let found = name::find(&text.bitext);
        for (paragraph, names) in found.source.iter().enumerate() {
            let segment = &text.bitext.source.segments[paragraph];
            let mut titles = title::find(&segment.text, &english, &[]);
            // Comrade is a form of address.
            titles.retain(|(span, _)| !is_form_of_address(span.of(&segment.text)));
            let spans: Vec<Span> = names.iter().map(|(span, _)| *span).collect();
            for (span, name) in names {
                let personal = name.kind == Kind::Person;
                let surname = name.style == Style::Foreign
                    && !surname_in_latin(span.of(&segment.text)).is_empty()
                    && span.len() <= 5;
                if !(personal || name.style == Style::Foreign) {
                    continue;
                }
                let (main, bracket) = parts(span.of(&segment.text));
                let (phrases, titles) =
                    titles_of(&segment.text, *span, &titles, &spans, &addresses);
                // Minister of Finance: what stands in a title is nobody.
                let evident = personal
                    || is_addressed(&segment.text, *span, &addresses)
                    || has_initials(&segment.text, *span);
                let form = match name.style {
                    _ if surname => Form::Surname,
                    Style::Korean => Form::Korean,
                    _ => Form::Foreign,
                };
                let korean = korean_of(text, &found, name);
                let known = (name.style == Style::Known
                    || name::gazetteer::in_english(&name::gazetteer::key(&main)).is_some())
                .then(|| name.identity().to_owned());
                let place = Place { document, span: span.shifted(segment.span.start) };
                let mention = Mention {
                    place,
                    paragraph,
                    span: *span,
                    main,
                    bracket,
                    form,
                    korean,
                    known,
                    titles,
                    phrases,
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
        }
        at += 1;
    }
}

/// Whether a title is one that everybody has.
fn is_form_of_address(title: &str) -> bool {
    let title = title.trim_end_matches('.').to_lowercase();
    matches!(
        title.as_str(),
        "cde" | "cds" | "cdes" | "comr" | "comrade" | "comrades" | "mr" | "mrs" | "ms" | "dr"
    )
}

/// A name and the spelling in brackets after it.
fn parts(text: &str) -> (String, Option<String>) {
    let Some(open) = text.find(['[', '(']) else { return (text.trim().to_owned(), None) };
    let inside = text[open + 1..].trim_end_matches([']', ')']);
    let inside = inside.split([';', ',']).next().unwrap_or_default().trim();
    (text[..open].trim().to_owned(), Some(inside.to_owned()))
}

/// What a name is called in the Korean half.
fn korean_of(text: &Text, found: &name::Found, name: &name::Name) -> Option<String> {
    let halves = text.bitext.target.segments.iter().zip(&found.target);
    let mut names = halves.flat_map(|(segment, here)| {
        here.iter().filter(|(_, other)| other.is_same(name)).map(|(span, _)| span.of(&segment.text))
    });
    names.next().map(ToOwned::to_owned)
}

/// The words of a text before a place, the last first, with the stop of an abbreviation left off.
fn last_word(before: &str) -> &str {
    let before = before.trim_end().trim_end_matches(['.', '/']);
    before.rsplit(|c: char| !(c.is_alphabetic() || c == '\'')).next().unwrap_or_default()
}

fn is_addressed(text: &str, span: Span, addresses: &[&str]) -> bool {
    let before = text[..span.start].trim_end();
    let word = last_word(before);
    !word.is_empty() && addresses.iter().any(|a| a.eq_ignore_ascii_case(word))
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

/// The words that may stand between a title and the name it belongs to.
const BETWEEN: &[&str] = &[
    "of", "the", "in", "and", "to", "for", "at", "ad", "interim", "cde", "cds", "comrade", "comr",
];

/// The most bytes of a title as it is printed.
const LONGEST: usize = 110;

/// The titles of a name: those printed before it, or after it behind a comma or bracket.
fn titles_of(
    text: &str,
    name: Span,
    titles: &[(Span, title::Title)],
    names: &[Span],
    addresses: &[&str],
) -> (Vec<Span>, Vec<(Span, title::Title)>) {
    let mut phrases: Vec<Span> = Vec::new();
    // In a bracket of the editor directly before it: [Minister of Construction] Kim Seung-hwa.
    let before = text[..name.start].trim_end();
    let (bare, addressed) = without_address(before, addresses);
    let bare = bare.strip_suffix(',').unwrap_or(bare);
    if let Some(inside) = bare.strip_suffix(']')
        && let Some(open) = inside.rfind('[')
        && !names.iter().any(|n| n.contains(Span::new(open, inside.len())))
        && inside.len() - open > 6
    {
        phrases.push(Span::new(open + 1, inside.len()));
    } else if !bare.ends_with(',') || addressed {
        let near = titles.iter().rev().find(|(t, _)| t.end <= name.start);
        if let Some((title, _)) = near
            && name.start - title.start < LONGEST
            && !names
                .iter()
                .any(|n| n.start >= title.end && n.end <= name.start && is_korean(n, text))
        {
            let (gap, _) = without_address(text[title.end..name.start].trim_end(), addresses);
            let gap = gap.trim_matches([' ', ',']);
            // “the ambassador and Choe”, “the premier. But Pak”: somebody else's.
            let is_other = gap == "and"
                || gap.ends_with(" and")
                || gap.starts_with('.')
                || gap.split_whitespace().any(|word| {
                    word.ends_with('.') && word.trim_end_matches('.').chars().count() > 3
                })
                || names.iter().any(|n| {
                    n.start >= title.end && n.end < name.start && {
                        // Another name with initials or an address of its own.
                        is_addressed(text, *n, addresses)
                    }
                });
            let is_part = |word: &str| {
                let word = word.trim_matches(|c: char| !c.is_alphabetic());
                word.is_empty()
                    || word.chars().next().is_some_and(char::is_uppercase)
                    || BETWEEN.contains(&word.to_lowercase().as_str())
            };
            if !is_other
                && !gap.contains([';', '(', ')', ':', '"', '”'])
                && gap.split_whitespace().all(is_part)
            {
                // Vice Premier of the Cabinet of Ministers and Member of the Presidium: all of it.
                let mut first = title.start;
                for (before, _) in titles.iter().rev().skip_while(|(t, _)| t.end > title.start) {
                    let gap = Span::new(before.end, first).of(text);
                    if gap.contains(['.', ',', ';', '[', '('])
                        || !gap.split_whitespace().all(is_part)
                    {
                        break;
                    }
                    first = before.start;
                }
                let start = with_capitals_before(text, first);
                let end = text[..name.start].trim_end().trim_end_matches([',', ' ']).len();
                let whole = Span::new(start, end.max(title.end));
                let (kept, _) = without_address(whole.of(text), addresses);
                let kept = kept.trim_end_matches([',', ' ']);
                phrases.push(Span::new(start, (start + kept.len()).max(title.end)));
            }
        }
    }
    // After it: , the Chairman of the Union; (deputy chairmen of the CC); — representative of.
    let rest = &text[name.end..];
    let lead = rest.len() - rest.trim_start_matches([' ', ',', '(', '—', '–']).len();
    let opened = rest[..lead].contains([',', '(', '—', '–']);
    if opened {
        let start = name.end + lead;
        let after = &text[start..];
        let end = after.find([',', ';', '.', ')', '\n', '(', '—', '”', '"']).unwrap_or(after.len());
        let phrase = Span::new(start, start + end);
        let begins = titles.iter().any(|(t, _)| {
            t.start >= phrase.start && t.end <= phrase.end && {
                let lead = Span::new(phrase.start, t.start).of(text);
                lead.split_whitespace().all(|word| {
                    BETWEEN.contains(&word)
                        || matches!(word, "former" | "then" | "a" | "an" | "our" | "their")
                        || word.chars().next().is_some_and(char::is_uppercase)
                })
            }
        });
        if begins && phrase.len() < LONGEST {
            phrases.push(phrase.trimmed(text));
        }
    }
    let inside = titles.iter().filter(|(t, _)| phrases.iter().any(|p| p.contains(*t)));
    let inside = inside.cloned().collect();
    (phrases, inside)
}

fn is_korean(span: &Span, text: &str) -> bool {
    let first = span.of(text).split([' ', '-']).next().unwrap_or_default();
    !surname_in_latin(first).is_empty()
}

/// A text without the form of address at its end, and whether there was one.
fn without_address<'a>(text: &'a str, addresses: &[&str]) -> (&'a str, bool) {
    let word = last_word(text);
    let is_address = addresses.iter().any(|a| a.eq_ignore_ascii_case(word)) && !word.is_empty();
    if !is_address || word.len() > 8 {
        return (text, false);
    }
    let start = word.as_ptr() as usize - text.as_ptr() as usize;
    (text[..start].trim_end(), true)
}

/// Where the capitalised words before a place begin: KWP CC Secretary.
fn with_capitals_before(text: &str, at: usize) -> usize {
    let mut start = at;
    while let Some(before) = text[..start].strip_suffix(' ') {
        let word = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
        if word.is_empty() || !word.chars().all(|c| c.is_uppercase() || c == '-') {
            break;
        }
        start = before.len() - word.len();
    }
    start
}
