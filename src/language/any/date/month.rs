//! Dates with the names of months, and years after words that years follow.

use std::{collections::HashMap, sync::LazyLock};

use regex::{Captures, Match, Regex};

use super::{Finder, is_part, members, months, year};
use crate::{
    text::Span,
    value::{Date, Part},
};

/// What dates of one language look like.
#[derive(Debug)]
pub(crate) struct Patterns {
    /// Month by its folded name.
    months: HashMap<String, u8>,
    day_first: Regex,
    month_first: Regex,
    month_year: Regex,
    month: Regex,
}

impl Patterns {
    /// Of the language with that tag, by the table of months.
    pub(crate) fn of(language: &str) -> Self {
        patterns(language)
    }

    /// The month, 1–12, that is called `word`.
    pub(crate) fn month(&self, word: &str) -> Option<u8> {
        self.months.get(word).copied()
    }
}

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

/// A year after a word that years follow, or in brackets by itself.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:\b(?:in|since|until|till|by|from|of|before|after|during|year|years|late|early|mid|end|spring|summer|autumn|fall|winter|circa|to|and|anno|im|en|roku|r\.|году|в)[\s-]+|\()(?P<y>1[0-9]\d\d|20\d\d)\b",
    )
    .expect("a regular expression")
});

/// Dates with the names of months. A name that stands alone is one where `is_month` says so, which is given the text,
/// the name, and whether another month follows.
pub(crate) fn names(
    finder: &mut Finder<'_>,
    patterns: &Patterns,
    is_month: impl Fn(&str, Match<'_>, bool) -> bool,
) {
    let text = finder.text;
    for captures in patterns.day_first.captures_iter(text) {
        // 4.13.17. December: the end of the number of a section.
        let part = captures.get(0).is_some_and(|all| is_part(text, all.start()));
        if !part {
            named(finder, patterns, &captures);
        }
    }
    for captures in patterns.month_first.captures_iter(text) {
        named(finder, patterns, &captures);
    }
    for captures in patterns.month_year.captures_iter(text) {
        named(finder, patterns, &captures);
    }
    for captures in patterns.month.captures_iter(text) {
        let Some(name) = captures.name("m") else { continue };
        if is_month(text, name, captures.name("m2").is_some()) {
            named(finder, patterns, &captures);
        }
    }
}

/// Decades in digits: 1950s.
pub(crate) fn decades(finder: &mut Finder<'_>) {
    let text = finder.text;
    for captures in DECADE.captures_iter(text) {
        if let (Some(all), Some(year)) = (captures.get(0), year(&captures["y"])) {
            let part = part_before(text, all.start());
            let date = Date { years: vec![year], decade: true, part, ..Date::default() };
            finder.add(Span::new(all.start(), all.end()), date);
        }
    }
}

/// Years after words that years follow.
pub(crate) fn years(finder: &mut Finder<'_>) {
    let text = finder.text;
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
pub(crate) fn part_before(text: &str, start: usize) -> Option<Part> {
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
