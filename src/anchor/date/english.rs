//! Dates with the names of months, in English and in the other languages of the table.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use regex::{Captures, Match, Regex};

use super::{Date, Finder, Part, era, members, months, year};
use crate::{anchor::number::words, text::Span};

/// What dates of one language look like.
struct Patterns {
    /// Month by its folded name.
    months: HashMap<String, u8>,
    day_first: Regex,
    month_first: Regex,
    month_year: Regex,
    month: Regex,
}

/// Languages whose months are in the table, Korean (which has no names of this kind) left out.
const LANGUAGES: [&str; 5] = ["en", "de", "fr", "pl", "ru"];

static PATTERNS: LazyLock<BTreeMap<&'static str, Patterns>> =
    LazyLock::new(|| LANGUAGES.iter().map(|language| (*language, patterns(language))).collect());

fn patterns(language: &str) -> Patterns {
    let table = months(language);
    let mut forms: Vec<&str> = table.iter().map(|(form, ..)| *form).collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    let name = forms.join("|");
    let day = r"\d{1,2}(?:st|nd|rd|th)?";
    let list =
        format!(r"{day}(?:\s?(?:-|–|—|~|/|,\s?and|,|and|or|to|through|until|&)\s?(?:the )?{day})*");
    // A full stop belongs to an abbreviation, or to the day in German.
    let compile = |pattern: String| Regex::new(&pattern).expect("a regular expression");
    Patterns {
        months: table.iter().map(|(form, month, _)| ((*form).to_owned(), *month)).collect(),
        day_first: compile(format!(
            r"\b(?P<d>{list})\.?(?:\s+(?:day\s+)?of)?[\s-]+(?P<m>{name})\b\.?(?:,?\s+(?:of\s+)?(?P<y>\d{{4}})\b)?"
        )),
        month_first: compile(format!(
            r"\b(?P<m>{name})\b\.?\s+(?:the\s+)?(?P<d>{list})\b(?:,?\s+(?:in\s+|of\s+)?(?P<y>[12]\d{{3}})\b)?"
        )),
        month_year: compile(format!(
            r"\b(?P<m>{name})\b(?:\.?\s?[-–/]\s?(?P<m2>{name})\b)?\.?,?\s+(?:of\s+)?(?P<y>[12]\d{{3}})\b"
        )),
        month: compile(format!(r"\b(?P<m>{name})\b(?:\s?[-–/]\s?(?P<m2>{name})\b)?")),
    }
}

static DECADE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b(?P<y>[12]\d\d0)[’']?s\b").expect("a regular expression"));

/// The fifties, the late nineteen-fifties.
static DECADE_WORD: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<&str> = words::english_decades().map(|(form, _)| form).collect();
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
    let eras = era::alternatives(era::english());
    Regex::new(&format!(r"\b(?P<era>{eras})\s(?:year\s)?(?P<y>\d{{1,4}})\b"))
        .expect("a regular expression")
});

/// A year after a word that years follow, or in brackets by itself.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\b(?:in|since|until|till|by|from|of|before|after|during|year|years|late|early|mid|end|spring|summer|autumn|fall|winter|circa|to|and|anno|im|en|roku|r\.|году|в)[\s-]+|\()(?P<y>1[0-9]\d\d|20\d\d)\b",
    )
    .expect("a regular expression")
});

/// The month whose name in `language` is `word`.
pub(super) fn month(word: &str, language: &str) -> Option<u8> {
    PATTERNS.get(language)?.months.get(word).copied()
}

pub(super) fn find(finder: &mut Finder<'_>, language: &str) {
    let text = finder.text;
    if let Some(patterns) = PATTERNS.get(language) {
        for captures in patterns.day_first.captures_iter(text) {
            named(finder, patterns, &captures);
        }
        for captures in patterns.month_first.captures_iter(text) {
            named(finder, patterns, &captures);
        }
        for captures in patterns.month_year.captures_iter(text) {
            named(finder, patterns, &captures);
        }
        for captures in patterns.month.captures_iter(text) {
            let Some(name) = captures.name("m") else { continue };
            if language != "en" || is_month(text, name, captures.name("m2").is_some()) {
                named(finder, patterns, &captures);
            }
        }
    }
    for captures in DECADE.captures_iter(text) {
        if let (Some(all), Some(year)) = (captures.get(0), year(&captures["y"])) {
            let part = part_before(text, all.start());
            let date = Date { years: vec![year], decade: true, part, ..Date::default() };
            finder.add(Span::new(all.start(), all.end()), date);
        }
    }
    if language == "en" {
        in_words(finder);
    }
    for captures in YEAR.captures_iter(text) {
        let Some(digits) = captures.name("y") else { continue };
        let span = Span::new(digits.start(), digits.end());
        // 1,500 and 1500.5 are quantities, 1500 men too.
        let after = &text[span.end..];
        let quantity = after.starts_with('%')
            || after
                .strip_prefix([',', '.', ':', '/', '-', '–'])
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let next = after.strip_prefix(' ').unwrap_or_default();
        let next = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // “(1215 GMT)” is a time of day.
        let counted = matches!(next, "GMT" | "UTC" | "EST" | "EDT" | "KST")
            || next.starts_with(|c: char| c.is_ascii_lowercase())
                && !YEAR_COMPANIONS.contains(&next);
        if let Some(year) = year(digits.as_str()).filter(|_| !quantity && !counted) {
            let part = part_before(text, span.start);
            finder.add(span, Date { years: vec![year], part, ..Date::default() });
        }
    }
}

/// Decades in words, years cut short and years of other eras.
fn in_words(finder: &mut Finder<'_>) {
    let text = finder.text;
    for captures in DECADE_WORD.captures_iter(text) {
        let Some(word) = captures.name("d") else { continue };
        let lower = word.as_str().to_ascii_lowercase();
        let first = words::english_decades().find(|(form, _)| *form == lower);
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
        let era = era::english().iter().find(|era| era.form == &captures["era"]);
        if let Some(common) = era.and_then(|era| era.common(written)) {
            let date = Date { years: vec![common], ..Date::default() };
            finder.add(Span::new(all.start(), all.end()), date);
        }
    }
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

/// Words in lower case that follow a year as often as not; after any other, four digits count things.
const YEAR_COMPANIONS: [&str; 34] = [
    "and", "as", "at", "but", "by", "for", "from", "he", "his", "if", "in", "is", "it", "of", "on",
    "or", "she", "that", "the", "there", "they", "to", "until", "was", "were", "when", "where",
    "which", "with", "who", "through", "has", "had", "a",
];

/// Adds the date a pattern with a month's name has found.
fn named(finder: &mut Finder<'_>, patterns: &Patterns, captures: &Captures<'_>) {
    let Some(all) = captures.get(0) else { return };
    let mut span = Span::new(all.start(), all.end());
    let month =
        |name: &str| captures.name(name).and_then(|m| patterns.months.get(m.as_str()).copied());
    let mut date = Date::default();
    date.months.extend(month("m"));
    if let Some(second) = month("m2") {
        date.months.push(second);
        date.range = true;
    }
    if let Some(days) = captures.name("d") {
        (date.days, date.range) = members(days.as_str());
    }
    if let Some(digits) = captures.name("y") {
        date.years.extend(year(digits.as_str()));
    }
    // “March 35,000 men”: what was read as a day goes on.
    let rest = &finder.text[span.end..];
    let goes_on = rest.starts_with(|c: char| c.is_ascii_digit())
        || (rest.starts_with([',', '.', ':'])
            && rest[1..].starts_with(|c: char| c.is_ascii_digit()));
    if goes_on && captures.name("y").is_none() {
        return;
    }
    date.part = part_before(finder.text, span.start);
    span = span.trimmed(finder.text);
    finder.add(span, date);
}

/// Which part of a month or year the words before it name.
fn part_before(text: &str, start: usize) -> Option<Part> {
    // Room for “beginning of the”, and for the space and hyphens behind it.
    const NEAR: usize = 48;
    let near = &text[text.floor_char_boundary(start.saturating_sub(NEAR))..start];
    let before = near.trim_end_matches([' ', '-']).to_ascii_lowercase();
    let before = before.strip_suffix(" the").unwrap_or(&before);
    let before = before.strip_suffix(" of").unwrap_or(before);
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if ends(&["beginning", "start", "early", "outset"]) {
        Some(Part::Beginning)
    } else if ends(&["middle", "mid"]) {
        Some(Part::Middle)
    } else if ends(&["end", "late", "close"]) {
        Some(Part::End)
    } else {
        None
    }
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
        "May" => led || (possessive && !word.starts_with(char::is_uppercase)),
        "March" | "August" => led || possessive || !before.is_empty(),
        full if full.len() > 4 || matches!(full, "June" | "July") => true,
        _ => led || after.starts_with('.') || after.starts_with(" and "),
    }
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
