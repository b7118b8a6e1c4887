//! English forms. The text becomes words without regard to case, diacritics, hyphens and the brackets of
//! an editor who spells an abbreviation out (`C[entral] C[ommittee]`), each knowing where it stood.

use std::{collections::HashMap, sync::LazyLock};

use crate::language::any::form::{FoundForm, Glue, Index as Forms, Longest, Reading, field};
use crate::text::{Folded, Span};

/// A word of the text, folded.
struct CasedWord {
    text: String,
    span: Span,
    /// Whether it begins with a capital.
    capital: bool,
    /// Whether all its letters are capitals.
    capitals: bool,
    /// Whether the word before it may belong to the same name: nothing between them but a space, a hyphen,
    /// an apostrophe or the stop of an abbreviation.
    joined: bool,
}

/// A word of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slot {
    Word { text: String, capital: bool, capitals: bool },
    Field,
    Name,
}

#[derive(Debug)]
struct Pattern {
    slots: Vec<Slot>,
    reading: Reading,
}

/// English forms by their first word.
#[derive(Debug)]
pub(crate) struct Index {
    glue: Glue,
    patterns: Vec<Pattern>,
    by_word: HashMap<String, Vec<usize>>,
    by_field: Vec<usize>,
}

/// Fields of government by the first word of their names.
type Fields = HashMap<String, Vec<(Vec<Slot>, &'static str)>>;

static FIELDS: LazyLock<Fields> = LazyLock::new(|| {
    let mut fields = Fields::new();
    for field in field::FIELDS.iter() {
        for form in field.english() {
            // “ministry of culture” is as good as “Ministry of Culture”.
            let slots = slots(&form.to_lowercase());
            if let Some(Slot::Word { text, .. }) = slots.first() {
                fields.entry(text.clone()).or_default().push((slots, field.id));
            }
        }
    }
    fields
});

impl Index {
    pub(crate) fn new(glue: Glue) -> Self {
        Self { glue, patterns: Vec::new(), by_word: HashMap::new(), by_field: Vec::new() }
    }
}

impl Forms for Index {
    fn add(&mut self, form: &str, reading: Reading, _anywhere: bool) {
        let slots = slots(form);
        let number = self.patterns.len();
        match slots.first() {
            Some(Slot::Word { text, .. }) => {
                self.by_word.entry(text.clone()).or_default().push(number);
            }
            Some(Slot::Field) => self.by_field.push(number),
            Some(Slot::Name) | None => return,
        }
        self.patterns.push(Pattern { slots, reading });
    }

    /// The longest form at each place, from the left. Linear in the text but for the forms that begin
    /// with the same word.
    fn find(&self, text: &str) -> Vec<(Span, FoundForm)> {
        let words = words(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((end, mut this)) = self.longest(&words, at) else {
                at += 1;
                continue;
            };
            if self.glue == Glue::Body {
                this.add_inner(
                    (at + 1..end).filter_map(|inner| self.longest(&words[..end], inner)),
                );
            }
            found.push((words[at].span.join(words[end - 1].span), this));
            at = end;
        }
        found
    }
}

impl Index {
    fn longest(&self, words: &[CasedWord], at: usize) -> Option<(usize, FoundForm)> {
        let mut longest = Longest::default();
        let by_word =
            singulars(&words[at].text).filter_map(|singular| self.by_word.get(&singular)).flatten();
        let by_field = if field(words, at).is_some() { self.by_field.as_slice() } else { &[] };
        for &number in by_word.chain(by_field) {
            let pattern = &self.patterns[number];
            let mut fields = Vec::new();
            let Some(end) = matched(&pattern.slots, words, at, &mut fields) else { continue };
            longest.offer(end, pattern.reading, fields);
        }
        longest.found()
    }
}

/// Where a match of `slots` at word `at` ends.
fn matched(
    slots: &[Slot],
    words: &[CasedWord],
    at: usize,
    fields: &mut Vec<&'static str>,
) -> Option<usize> {
    let mut end = at;
    for slot in slots {
        match slot {
            Slot::Name => {
                let next = words.get(end)?;
                return (next.joined && next.capital).then_some(end);
            }
            Slot::Field => {
                if end > at && !words.get(end)?.joined {
                    return None;
                }
                let (after, named) = some_fields(words, end)?;
                fields.extend(named);
                end = after;
            }
            Slot::Word { text, capital, capitals } => {
                let word = words.get(end)?;
                let fits = (end == at || word.joined)
                    && (!capital || word.capital)
                    && (!capitals || word.capitals)
                    && (word.text == *text || singulars(&word.text).any(|s| s == *text));
                if !fits {
                    return None;
                }
                end += 1;
            }
        }
    }
    Some(end)
}

/// The field named at a word, with the word after it.
fn field(words: &[CasedWord], at: usize) -> Option<(usize, &'static str)> {
    let named = FIELDS.get(&words.get(at)?.text)?;
    named
        .iter()
        .filter_map(|(slots, id)| Some((matched(slots, words, at, &mut Vec::new())?, *id)))
        .max_by_key(|(end, _)| *end)
}

/// Fields in a row: “culture and science”, “Trade, Industry and Energy”.
fn some_fields(words: &[CasedWord], at: usize) -> Option<(usize, Vec<&'static str>)> {
    let (mut end, first) = field(words, at)?;
    let mut named = vec![first];
    loop {
        let next = match words.get(end) {
            Some(word) if word.joined && word.text == "and" => end + 1,
            Some(word) if !word.joined && words[end - 1].capital && word.capital => end,
            _ => break,
        };
        let Some((after, id)) = field(words, next) else { break };
        named.push(id);
        end = after;
    }
    Some((end, named))
}

/// The word, and what it may be the plural of.
fn singulars(word: &str) -> impl Iterator<Item = String> + use<> {
    let stem = |ending: &str, singular: &str| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() > 2)?;
        Some(format!("{stem}{singular}"))
    };
    let stems = [stem("s", ""), stem("es", ""), stem("ies", "y"), stem("men", "man")];
    std::iter::once(word.to_owned()).chain(stems.into_iter().flatten())
}

fn slots(form: &str) -> Vec<Slot> {
    words(form)
        .into_iter()
        .map(|word| match word.span.of(form) {
            "FIELD" => Slot::Field,
            "NAME" => Slot::Name,
            _ => Slot::Word { text: word.text, capital: word.capital, capitals: word.capitals },
        })
        .collect()
}

/// The words of a text.
fn words(text: &str) -> Vec<CasedWord> {
    let mut words: Vec<CasedWord> = Vec::new();
    let mut chars = text.char_indices().peekable();
    // What lies between the last word and the next, as far as it matters.
    let mut between = Between::default();
    while let Some(&(start, c)) = chars.peek() {
        if !c.is_alphanumeric() {
            between.add(c);
            chars.next();
            continue;
        }
        let mut letters = String::new();
        let mut end = start;
        let mut open = false;
        while let Some(&(at, c)) = chars.peek() {
            let rest = &text[at + c.len_utf8()..];
            if c.is_alphanumeric() || is_mark(c) {
                letters.push(c);
            } else if c == '[' && rest.starts_with(char::is_alphabetic) {
                open = true;
            } else if c == ']' && open {
                open = false;
            } else {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let short_before = words.last().is_some_and(|w| w.text.chars().count() <= 4);
        words.push(CasedWord {
            capital: letters.starts_with(char::is_uppercase),
            capitals: !letters.chars().any(char::is_lowercase),
            text: fold(&letters),
            span: Span::new(start, end),
            joined: !words.is_empty() && between.joins(short_before),
        });
        between = Between::default();
    }
    words
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn fold(word: &str) -> String {
    if word.is_ascii() { word.to_ascii_lowercase() } else { Folded::new(word).text().to_owned() }
}

/// What lies between two words.
#[derive(Default)]
struct Between {
    stop: bool,
    other: bool,
}

impl Between {
    fn add(&mut self, c: char) {
        match c {
            _ if c.is_whitespace() => {}
            '-' | '‐' | '‑' | '–' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´' => {}
            '.' => self.stop = true,
            _ => self.other = true,
        }
    }

    /// A stop joins only where the word before it may be an abbreviation.
    fn joins(&self, short_before: bool) -> bool {
        !self.other && (!self.stop || short_before)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_editors_brackets_are_read_through() {
        let text = "secretary of the C[entral] C[ommittee], 7 cop[ies], shouting[:] off";
        let words = words(text);
        let found: Vec<_> =
            words.iter().map(|w| (w.text.as_str(), w.span.of(text), w.joined)).collect();
        #[rustfmt::skip]
        let expected = [
            ("secretary", "secretary",  false),
            ("of",        "of",         true),
            ("the",       "the",        true),
            ("central",   "C[entral]",  true),
            ("committee", "C[ommittee]", true),
            ("7",         "7",          false),
            ("copies",    "cop[ies]",   true),
            ("shouting",  "shouting",   false),
            ("off",       "off",        false),
        ];
        assert_eq!(found, expected);
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say(text in "\\PC{0,60}") {
            let mut before = 0;
            for word in words(&text) {
                prop_assert!(word.span.start >= before && word.span.end <= text.len());
                prop_assert!(!word.span.of(&text).is_empty());
                before = word.span.end;
            }
        }
    }
}
