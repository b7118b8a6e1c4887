//! Names in a text of Latin letters: known ones, Korean ones with the spellings in brackets after
//! them, and every other word that is written with a capital and is no ordinary one.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, LazyLock},
};

use super::{
    NameKind, Style,
    gazetteer::{self, key},
};
use crate::{
    language::ko::romanise::{Romanised, surname_in_latin},
    segment::Segment,
    text::{Script, Span, table},
};

/// A name where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    /// Byte offsets in the segment, the spellings in brackets included.
    pub(super) span: Span,
    /// What tells it from other names.
    pub(super) identity: Arc<str>,
    pub(super) kind: NameKind,
    pub(super) style: Style,
    /// An adjective or a people (Polish).
    pub(super) derived: bool,
    /// Whether it is a name beyond doubt: not only a capital at the beginning of a sentence.
    pub(super) sure: bool,
}

/// The names of a half.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// For each segment.
    pub(super) by_segment: Vec<Vec<Mention>>,
    /// For each Korean name by its identity: its spellings, the main one first.
    pub(super) spellings: HashMap<Arc<str>, Vec<String>>,
}

static NOT_NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let text = table::text!("not-names.tsv");
    table::rows::<2>("not-names.tsv", text).into_iter().map(|[word, _]| word).collect()
});

/// A word of Latin letters.
#[derive(Debug, Clone, Copy)]
struct LatinWord<'a> {
    text: &'a str,
    span: Span,
    /// Whether a sentence, quotation or bracket begins with it.
    first: bool,
}

impl LatinWord<'_> {
    fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// NATO, DPRK: an abbreviation, or a heading.
    fn is_shouted(&self) -> bool {
        self.text.chars().filter(|c| c.is_uppercase()).count() > 1
            && !self.text.chars().any(char::is_lowercase)
    }

    fn is_ordinary(&self) -> bool {
        NOT_NAMES.contains(self.text.to_lowercase().as_str())
    }
}

/// Finds the names of a half.
pub(super) fn mentions(segments: &[Segment]) -> Mentions {
    let words: Vec<Vec<LatinWord<'_>>> = segments.iter().map(|s| words(&s.text)).collect();
    let mut census = Census::default();
    for word in words.iter().flatten() {
        census.count(word);
    }
    let mut found = Mentions::default();
    for (segment, words) in segments.iter().zip(&words) {
        let mut reader = Reader { text: &segment.text, words, census: &census, found: Vec::new() };
        reader.read(&mut found.spellings);
        found.by_segment.push(reader.found);
    }
    found
}

/// How words are written in the whole half.
#[derive(Debug, Default)]
struct Census {
    lower: HashSet<String>,
    /// Written with a capital where no sentence begins.
    capital: HashSet<String>,
}

impl Census {
    fn count(&mut self, word: &LatinWord<'_>) {
        if !word.is_capital() {
            self.lower.insert(word.text.to_lowercase());
        } else if !word.first {
            self.capital.insert(word.text.to_lowercase());
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    words: &'a [LatinWord<'a>],
    census: &'a Census,
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn read(&mut self, spellings: &mut HashMap<Arc<str>, Vec<String>>) {
        let mut at = 0;
        while at < self.words.len() {
            at += self
                .romanised(at, spellings)
                .or_else(|| self.known(at))
                .or_else(|| self.compound(at))
                .or_else(|| self.other(at))
                .unwrap_or(1);
        }
    }

    /// Whether nothing but a space or hyphen stands between a word and the next.
    fn joined(&self, at: usize) -> bool {
        let gap = Span::new(self.words[at].span.end, self.words[at + 1].span.start);
        matches!(gap.of(self.text), " " | "-" | "\u{a0}" | "  " | ". " | ".")
    }

    /// A name of the tables; returns how many words it has.
    fn known(&mut self, at: usize) -> Option<usize> {
        let first = self.words[at];
        if !first.is_capital() {
            return None;
        }
        let most = gazetteer::most_words().min(self.words.len() - at);
        let joined = 1 + (at..at + most - 1).take_while(|&i| self.joined(i)).count();
        for count in (1..=joined).rev() {
            let span = first.span.join(self.words[at + count - 1].span);
            let words = span.of(self.text);
            // Sin-ŭiju, Ch'ŏngjin: what a system writes between the letters of a name is left out of it.
            let known = gazetteer::by_key(&key(words)).or_else(|| {
                let is_parted = count == 1 && words.contains(['-', '\'', '’', 'ʼ']);
                gazetteer::by_key(&gazetteer::compact(words)).filter(|_| is_parted)
            });
            let Some(known) = known else { continue };
            // `US` is a country, `Us` a pronoun that begins a sentence.
            if span.len() <= 3 && !first.is_shouted() {
                continue;
            }
            let ordinary = count == 1 && self.census.lower.contains(&first.text.to_lowercase());
            if ordinary && known.entry.kind == NameKind::Person {
                continue;
            }
            let doubtful = (ordinary && first.first) || self.is_dateline(at);
            self.add(span, known, !doubtful);
            return Some(count);
        }
        None
    }

    /// A known name that is joined to another word: Melbourne-bound, pro-Beijing.
    fn compound(&mut self, at: usize) -> Option<usize> {
        let word = self.words[at];
        let mut start = word.span.start;
        for part in word.text.split('-') {
            let span = Span::new(start, start + part.len());
            start = span.end + 1;
            let capital = part.chars().next().is_some_and(char::is_uppercase);
            let known = gazetteer::by_key(&key(part)).filter(|_| capital && part.len() > 3);
            if let Some(known) = known.filter(|_| part != word.text) {
                self.add(span, known, true);
                return Some(1);
            }
        }
        None
    }

    /// Whether a word belongs to the place before a news report (BAGHDAD, Iraq), which translations
    /// leave out.
    fn is_dateline(&self, at: usize) -> bool {
        let first = self.words[0];
        let opens = first.span.start < 4 && first.is_shouted() && first.text.len() > 3;
        let line = Span::new(0, self.words[at].span.end);
        let inside = line.of(self.text).chars().all(|c| c.is_alphabetic() || " ,.'-".contains(c));
        opens && inside && at < 4 && (at == 0 || line.of(self.text).contains(','))
    }

    fn add(&mut self, span: Span, known: gazetteer::KnownName, sure: bool) {
        self.found.push(Mention {
            span,
            identity: known.entry.identity.as_str().into(),
            kind: known.entry.kind,
            style: Style::Known,
            derived: known.derived,
            sure,
        });
    }

    /// A Korean personal name, with the spellings in brackets that follow it.
    fn romanised(
        &mut self,
        at: usize,
        spellings: &mut HashMap<Arc<str>, Vec<String>>,
    ) -> Option<usize> {
        let first = self.words[at];
        if !first.is_capital() {
            return None;
        }
        if surname_in_latin(first.text).is_empty() {
            return self.surname_last(at, spellings);
        }
        for count in [3, 2] {
            let Some(words) = self.words.get(at..at + count) else { continue };
            let joined = (at..at + count - 1).all(|i| {
                let gap = Span::new(self.words[i].span.end, self.words[i + 1].span.start);
                matches!(gap.of(self.text), " " | "\u{a0}")
            });
            if !joined
                || !words.iter().all(LatinWord::is_capital)
                || words.iter().all(LatinWord::is_shouted)
            {
                continue;
            }
            let hyphened = words[count - 1].text.contains('-');
            // `An Act`, `No One`: an ordinary word is a surname only before a name that is plainly one.
            if first.is_ordinary() && !hyphened && count < 3 {
                continue;
            }
            let given = &words[1..];
            if !hyphened
                && given
                    .iter()
                    .any(|w| w.is_ordinary() || self.census.lower.contains(&w.text.to_lowercase()))
            {
                continue;
            }
            // `UN Korean`: the word behind it is the name of a place.
            let is_place = gazetteer::by_key(&key(given[0].text))
                .is_some_and(|known| count == 2 && known.entry.kind == NameKind::Place);
            if is_place {
                continue;
            }
            let span = first.span.join(words[count - 1].span);
            let main = span.of(self.text);
            if gazetteer::by_key(&key(main)).is_some_and(|known| {
                // Known people are Korean too; a foreigner's name that looks so is not.
                !known
                    .entry
                    .forms
                    .iter()
                    .any(|f| Romanised::new(&[main]).is_some_and(|r| r.fits(f).is_some()))
            }) {
                return None;
            }
            let Some(name) = Romanised::new(&[main]) else { continue };
            let (whole, variants) = self.brackets(span, &name);
            self.add_read(whole, main, variants, spellings);
            let inside = self.words[at..].iter().take_while(|w| w.span.start < whole.end).count();
            return Some(inside.max(count));
        }
        None
    }

    /// A Korean name in the order of the West, told by the hyphen of the given name: Tae-won Pak.
    fn surname_last(
        &mut self,
        at: usize,
        spellings: &mut HashMap<Arc<str>, Vec<String>>,
    ) -> Option<usize> {
        let [given, surname] = self.words.get(at..at + 2)? else { return None };
        let gap = Span::new(given.span.end, surname.span.start);
        let is_name = matches!(gap.of(self.text), " " | "\u{a0}")
            && given.text.matches('-').count() == 1
            && surname.is_capital()
            && !surname.is_shouted()
            && !surname_in_latin(surname.text).is_empty();
        let span = given.span.join(surname.span);
        // Who stands in a table under this name is known by it.
        if !is_name || gazetteer::by_key(&key(span.of(self.text))).is_some() {
            return None;
        }
        let main = format!("{} {}", surname.text, given.text);
        let name = Romanised::new(&[&main])?;
        let (whole, variants) = self.brackets(span, &name);
        self.add_read(whole, &main, variants, spellings);
        let inside = self.words[at..].iter().take_while(|w| w.span.start < whole.end).count();
        Some(inside.max(2))
    }

    /// Adds a Korean name with its spellings, under the name of a known person who is spelled so.
    fn add_read(
        &mut self,
        span: Span,
        main: &str,
        variants: Vec<String>,
        spellings: &mut HashMap<Arc<str>, Vec<String>>,
    ) {
        let all: Vec<&str> =
            std::iter::once(main).chain(variants.iter().map(String::as_str)).collect();
        let known = gazetteer::by_key(&key(main)).map(|known| known.entry);
        let known = known
            .or_else(|| Romanised::new(&all).and_then(|name| gazetteer::read_as(&name)))
            .map(|entry| entry.identity.clone());
        let identity: Arc<str> = known.unwrap_or_else(|| key(main).replace(' ', "")).into();
        let list = spellings.entry(identity.clone()).or_insert_with(|| vec![main.to_owned()]);
        for variant in variants {
            if !list.contains(&variant) {
                list.push(variant);
            }
        }
        self.found.push(Mention {
            span,
            identity,
            kind: NameKind::Person,
            style: Style::Korean,
            derived: false,
            sure: true,
        });
    }

    /// The span of a name with the bracket after it, if that holds another spelling of it.
    fn brackets(&self, span: Span, name: &Romanised) -> (Span, Vec<String>) {
        let rest = &self.text[span.end..];
        let open = rest.trim_start();
        let close = match open.chars().next() {
            Some('[') => ']',
            Some('(') => ')',
            _ => return (span, Vec::new()),
        };
        let Some(end) = open.find(close) else { return (span, Vec::new()) };
        let inside = open[1..end].split([';', ',']).next().unwrap_or_default().trim();
        let shares = Romanised::new(&[inside]).filter(|other| {
            name.readings().iter().any(|r| other.has_surname(r.get(..3).unwrap_or_default()))
        });
        if shares.is_none() {
            return (span, Vec::new());
        }
        let whole = Span::new(span.start, span.end + (rest.len() - open.len()) + end + 1);
        (whole, vec![inside.to_owned()])
    }

    /// A capitalised word that is no ordinary one.
    fn other(&mut self, at: usize) -> Option<usize> {
        let word = self.words[at];
        let lower = word.text.to_lowercase();
        let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
        let name = word.is_capital()
            && !word.is_shouted()
            && letters >= 3
            && !word.is_ordinary()
            && !self.census.lower.contains(&lower);
        if !name {
            return None;
        }
        self.found.push(Mention {
            span: word.span,
            identity: key(word.text).into(),
            kind: NameKind::Other,
            style: Style::Foreign,
            derived: false,
            sure: !word.first || self.census.capital.contains(&lower),
        });
        Some(1)
    }
}

/// The words of a text, possessive endings left out. Hyphens and apostrophes inside belong to them.
fn words(text: &str) -> Vec<LatinWord<'_>> {
    let mut words = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut first = true;
    let is_letter = |c: char| Script::of(c) == Script::Latin;
    while let Some((start, c)) = chars.next() {
        if !is_letter(c) {
            if matches!(c, '.' | '!' | '?' | ':' | '"' | '“' | '‘' | '(' | '[' | '«' | '*' | '•')
            {
                first = true;
            }
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let inside = matches!(c, '-' | '\'' | '’' | 'ʼ' | '‑')
                && text[at + c.len_utf8()..].chars().next().is_some_and(is_letter);
            if !is_letter(c) && !inside && !('\u{300}'..='\u{36f}').contains(&c) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let mut span = Span::new(start, end);
        for possessive in ["'s", "’s", "ʼs", "’S", "'S"] {
            if span.of(text).ends_with(possessive) {
                span.end -= possessive.len();
            }
        }
        words.push(LatinWord { text: span.of(text), span, first });
        // After an abbreviation or initial (Comr. Pimenov, S. Filatov) no sentence begins.
        first = false;
        let stop = text[end..].starts_with('.');
        let short = text[start..end].chars().count() <= 5
            && text[start..end].chars().next().is_some_and(char::is_uppercase);
        if stop && short {
            chars.next();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Style)> {
        let segment = Segment::new(0, 0, text.into(), Span::new(0, text.len()));
        let mentions = mentions(&[segment]);
        mentions.by_segment[0].iter().map(|m| (m.span.of(text).to_owned(), m.style)).collect()
    }

    #[test]
    fn names_are_marked_with_their_brackets() {
        use Style::{Foreign, Known, Korean};
        #[rustfmt::skip]
        let cases: &[(&str, &[(&str, Style)])] = &[
            ("He mentioned that Pak Chang-ok [Pak Chang Ok] came from the USSR.",
             &[("Pak Chang-ok [Pak Chang Ok]", Korean), ("USSR", Known)]),
            ("Then came the case of Jeong Ryul [Jong Ryul], who promoted it.", &[("Jeong Ryul [Jong Ryul]", Korean)]),
            ("Jeong Geuk-rok’s and Minister Brzostowski’s opinions overlapped.",
             &[("Jeong Geuk-rok", Korean), ("Brzostowski", Foreign)]),
            ("In February Comr. Pimenov had asked me.", &[("Pimenov", Foreign)]),
            ("general Jeong Geuk-rok [Jong Kuk Rok](chairman of the Commission)",
             &[("Jeong Geuk-rok [Jong Kuk Rok]", Korean)]),
            ("Mikoyan and Peng Dehuai arrived in Korea then.",
             &[("Mikoyan", Known), ("Peng Dehuai", Known), ("Korea", Known)]),
            ("The plenum was put off until the end of August.", &[]),
            ("A Melbourne-bound jet returned.", &[("Melbourne", Known)]),
            ("No One knew. An order was given.", &[]),
            ("The UN Korean resolution was adopted.", &[("Korean", Known)]),
            ("Dr. Tae-won Pak examined the patient.", &[("Tae-won Pak", Korean)]),
            ("Jean-Luc Han examined the patient.", &[("Jean-Luc", Foreign), ("Han", Foreign)]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected.iter().map(|(t, s)| ((*t).to_owned(), *s)).collect();
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
