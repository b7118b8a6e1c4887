//! English dates: beside what any language with names of months has, decades in words, years cut short and years of
//! other eras.

use std::sync::LazyLock;

use regex::{Match, Regex};

use super::number::words;
use crate::{
    language::any::date::{
        Finder, era,
        month::{self, Patterns, part_before},
        named, numeric, year,
    },
    text::Span,
    value::Date,
};

/// The names of the months.
pub(crate) static MONTHS: LazyLock<Patterns> = LazyLock::new(|| Patterns::of("en"));

/// The fifties, the late nineteen-fifties.
static DECADE_WORD: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<&str> = words::decades().map(|(form, _)| form).collect();
    let words = words.join("|");
    Regex::new(&format!(
        r"(?i)\b(?:(?P<the>the)\s+(?:(?:early|mid|middle|late)[\s-]+)?|(?P<n>nineteen)[\s-])(?:nineteen[\s-])?(?P<d>{words})\b"
    ))
    .expect("a regular expression")
});

/// ’57 before a word or a mark.
static BARE_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s(\[—–-])(?P<y>(?P<q>[’'‘])\d\d)(?:$|[^\w’'‘])")
        .expect("a regular expression")
});

/// ’57 after a word that years follow.
static SHORT_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:in|since|until|till|by|from|of|before|after|during|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|november|december)[\s-]+(?P<y>[’'‘]\d\d)\b",
    )
    .expect("a regular expression")
});

/// Juche 45, Shōwa 20.
static ERA: LazyLock<Regex> = LazyLock::new(|| {
    let eras = era::alternatives(&ERAS);
    Regex::new(&format!(r"\b(?P<era>{eras})\s(?:year\s)?(?P<y>\d{{1,4}})\b"))
        .expect("a regular expression")
});

/// The thirteenth year of Showa.
static YEAR_OF_ERA: LazyLock<Regex> = LazyLock::new(|| {
    let eras = era::alternatives(&ERAS);
    Regex::new(&format!(
        r"\b(?:(?P<n>\d{{1,4}})(?:st|nd|rd|th)|(?P<o>[a-z]+(?:-[a-z]+)?)) year of (?:the )?(?P<era>{eras})\b(?: era\b)?"
    ))
    .expect("a regular expression")
});

static ERAS: LazyLock<Vec<era::Era>> = LazyLock::new(|| era::of("en"));

/// Finds the dates of an English text.
pub(crate) fn find(finder: &mut Finder<'_>) {
    numeric::find(finder, true);
    month::names(finder, &MONTHS, is_month);
    month::decades(finder);
    in_words(finder);
    month::years(finder);
}

/// Decades in words, years cut short and years of other eras.
fn in_words(finder: &mut Finder<'_>) {
    let text = finder.text;
    for captures in DECADE_WORD.captures_iter(text) {
        let Some(word) = captures.name("d") else { continue };
        let lower = word.as_str().to_ascii_lowercase();
        let first = words::decades().find(|(form, _)| *form == lower);
        let first = first.and_then(|(_, value)| u16::try_from(value.as_whole()?).ok());
        if let Some(first) = first {
            let part = part_before(text, word.start());
            let date = Date { years: vec![1900 + first], decade: true, part, ..Date::default() };
            finder.add(Span::new(word.start(), word.end()), date);
        }
    }
    for captures in SHORT_YEAR.captures_iter(text) {
        let Some(digits) = captures.name("y") else { continue };
        let years =
            year(digits.as_str().trim_start_matches(['\'', '’', '‘'])).into_iter().collect();
        let part = part_before(text, digits.start());
        finder
            .add(Span::new(digits.start(), digits.end()), Date { years, part, ..Date::default() });
    }
    for captures in BARE_YEAR.captures_iter(text) {
        let (Some(digits), Some(quote)) = (captures.name("y"), captures.name("q")) else {
            continue;
        };
        // Any of the signs but ’ opens quotations too: ‘57 men came’.
        if quote.as_str() == "’" || !closes_later(&text[digits.end()..]) {
            let years = year(&digits.as_str()[quote.len()..]).into_iter().collect();
            let part = part_before(text, digits.start());
            let span = Span::new(digits.start(), digits.end());
            finder.add(span, Date { years, part, ..Date::default() });
        }
    }
    for captures in ERA.captures_iter(text) {
        let (Some(all), Ok(written)) = (captures.get(0), captures["y"].parse()) else { continue };
        of_era(finder, &captures["era"], written, Span::new(all.start(), all.end()));
    }
    for captures in YEAR_OF_ERA.captures_iter(text) {
        let Some(all) = captures.get(0) else { continue };
        let digits = captures.name("n").and_then(|n| n.as_str().parse().ok());
        let word = || spelled(captures.name("o")?.as_str());
        if let Some(written) = digits.or_else(word) {
            of_era(finder, &captures["era"], written, Span::new(all.start(), all.end()));
        }
    }
}

/// Adds the year of an era.
fn of_era(finder: &mut Finder<'_>, form: &str, written: u16, span: Span) {
    let era = ERAS.iter().find(|era| era.form == form);
    if let Some(common) = era.and_then(|era| era.common(written)) {
        finder.add(span, Date { years: vec![common], ..Date::default() });
    }
}

/// The value of an ordinal in words: thirteenth, twenty-first.
fn spelled(text: &str) -> Option<u16> {
    let parts = text.split('-').map(|part| words::word(part)?.value.as_whole());
    let value = parts.sum::<Option<u128>>()?;
    let ordinal = text.rsplit('-').next().and_then(words::word)?;
    let fits = ordinal.kind == crate::language::any::number::words::WordKind::Ordinal;
    u16::try_from(value).ok().filter(|_| fits)
}

/// How far on the mark that closes a quotation is looked for, in bytes.
const QUOTATION: usize = 200;

/// Whether a single quotation that was open before `rest` is closed in it.
fn closes_later(rest: &str) -> bool {
    let rest = &rest[..rest.floor_char_boundary(QUOTATION)];
    rest.match_indices(['\'', '’']).any(|(at, sign)| {
        let after = rest[at + sign.len()..].chars().next();
        let before = rest[..at].chars().next_back();
        before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Whether an English month's name by itself is one: May and March are words too, and at the start of
/// a sentence capitals say nothing; Jan and Sept need a full stop or company.
fn is_month(text: &str, name: Match<'_>, range: bool) -> bool {
    let before = text[..name.start()].trim_end();
    let after = &text[name.end()..];
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let led = MONTH_LEADS.contains(&word.to_ascii_lowercase().as_str());
    let possessive = after.starts_with("’s") || after.starts_with("'s");
    match name.as_str() {
        _ if range => true,
        // Theresa May's
        "May" => {
            led || (word.eq_ignore_ascii_case("the") && before_noun(after))
                || (possessive && !word.starts_with(char::is_uppercase))
        }
        "March" | "August" => led || possessive || !before.is_empty(),
        full if full.len() > 4 || matches!(full, "June" | "July") => true,
        // Mar de Plata
        _ => after.starts_with('.') || after.starts_with(" and ") || (led && !before_name(after)),
    }
}

/// Whether a common noun may follow: the May harvest.
fn before_noun(after: &str) -> bool {
    after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Whether a name goes on: Mar de Plata, Jan Kowalski.
fn before_name(after: &str) -> bool {
    let next = after.strip_prefix(' ').unwrap_or_default();
    let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.starts_with(char::is_uppercase)
        || matches!(word, "de" | "del" | "da" | "do" | "di" | "la" | "el" | "van" | "von")
}

/// Words before a month's name that show it is one.
const MONTH_LEADS: [&str; 26] = [
    "in",
    "of",
    "last",
    "this",
    "next",
    "since",
    "until",
    "till",
    "by",
    "early",
    "late",
    "mid",
    "during",
    "from",
    "before",
    "after",
    "beginning",
    "end",
    "previous",
    "following",
    "through",
    "between",
    "past",
    "every",
    "to",
    "each",
];

/// Times named without a number: Monday, last year, p.m.
pub(crate) static NAMED: named::Reader = named::Reader { tag: "en", is_word, before_number: false };

/// Whether what stands at `span` is a word of its own.
fn is_word(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let glued = before.is_some_and(|c| c.is_alphabetic() || matches!(c, '_' | '/' | '\'' | '’'));
    // “3pm” is glued to its digits.
    let digits = before.is_some_and(|c| c.is_ascii_digit());
    let short = span.len() <= 4;
    let after = text[span.end..].chars().next();
    !glued
        && (!digits || short)
        && !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '('))
}
