//! Numbers and dates that become others.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Error, ErrorKind,
    chance::Chance,
    site::Site,
    words::{holds, replaced},
};
use crate::{
    language::role,
    text::{Span, table},
};

/// Numbers whose figures also stand in the source, one figure of them changed.
pub(super) fn numbers(sites: &[Site<'_>], chance: &mut Chance) -> Vec<Error> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[0-9]+(?:,[0-9]{3})*").expect("a valid pattern"));
    let mut errors = Vec::new();
    for site in sites {
        let opposite = site.source_figures();
        for found in NUMBER.find_iter(site.text) {
            let span = Span::new(found.start(), found.end());
            if stands_alone(site.text, span) && opposite.contains(&found.as_str().replace(',', ""))
            {
                let other = (0..8).map(|_| other_figure(found.as_str(), chance));
                let other = other.filter(|other| !opposite.contains(&other.replace(',', "")));
                errors.extend(
                    other.take(1).map(|with| replaced(ErrorKind::Number, site, span, with)),
                );
            }
        }
    }
    errors
}

/// Whether a number is a count: no part of a date, a code, a range or a decimal, and no mark of a list.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let joins =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "-–—~∼/.:'’·".contains(c));
    let dates = ["year", "month", "day", "of-clock"]
        .into_iter()
        .any(|sign| role::behind(&text[span.end..], sign).is_some());
    !(joins(before) || dates || after == Some(')') || joins(after))
}

/// The number with another figure in one place; its first figure never becomes 0.
fn other_figure(number: &str, chance: &mut Chance) -> String {
    let places: Vec<usize> =
        number.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let place = chance.below(places.len());
    let at = places[place];
    let figure = number.as_bytes()[at] - b'0';
    let step = u8::try_from(1 + chance.below(9)).unwrap_or(1);
    let mut other = (figure + step) % 10;
    if other == 0 && place == 0 {
        other = if figure == 5 { 6 } else { 5 };
    }
    let mut changed = number.to_owned();
    changed.replace_range(at..=at, &other.to_string());
    changed
}

/// Years, months and days that also stand in the source.
pub(super) fn dates(sites: &[Site<'_>], chance: &mut Chance) -> Vec<Error> {
    let mut errors = Vec::new();
    for site in sites {
        if site.language().is_korean() {
            signed_dates(site, chance, &mut errors);
        } else if site.language().is_english() {
            named_dates(site, chance, &mut errors);
        }
    }
    errors
}

fn signed_dates(site: &Site<'_>, chance: &mut Chance, errors: &mut Vec<Error>) {
    static PART: LazyLock<Regex> = LazyLock::new(|| {
        let [year, month, day] = ["year", "month", "day"].map(role::sole);
        Regex::new(&format!(
            "(?P<year>1[89][0-9]{{2}}|20[0-9]{{2}}){year}|(?P<month>[0-9]{{1,2}}){month}|\
             (?P<day>[0-9]{{1,2}}){day}"
        ))
        .expect("a valid pattern")
    });
    let opposite = site.source_figures();
    for captures in PART.captures_iter(site.text) {
        let Some(whole) = captures.get(0) else { continue };
        let before = site.text[..whole.start()].chars().next_back();
        // A figure before is a longer number, a stroke a range, of which only one end would be changed.
        if before.is_some_and(|c| c.is_ascii_digit() || "-–~∼·,.".contains(c)) {
            continue;
        }
        let changed = if let Some(year) = captures.name("year") {
            opposite.contains(year.as_str()).then(|| year_beside(year.as_str(), chance))
        } else if let Some(month) = captures.name("month") {
            let number = month.as_str().parse().unwrap_or_default();
            let named = month_names("en", number).iter().any(|name| holds(&site.source_text, name));
            named.then(|| other_of(number, 12, chance))
        } else {
            let day = captures.name("day").map_or("", |day| day.as_str());
            let is_day = opposite.contains(day)
                && (1..=12).flat_map(|m| month_names("en", m)).any(|n| holds(&site.source_text, n));
            is_day.then(|| other_of(day.parse().unwrap_or_default(), 28, chance))
        };
        let figures = Span::new(whole.start(), whole.start() + digits(whole.as_str()));
        if let Some(changed) = changed.filter(|changed| !opposite.contains(changed)) {
            errors.push(replaced(ErrorKind::Date, site, figures, changed));
        }
    }
}

fn named_dates(site: &Site<'_>, chance: &mut Chance, errors: &mut Vec<Error>) {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(?:1[89][0-9]{2}|20[0-9]{2})\b").expect("a valid pattern"));
    let opposite = site.source_figures();
    for found in YEAR.find_iter(site.text) {
        let span = Span::new(found.start(), found.end());
        if site.source_text.contains(&format!("{}{}", found.as_str(), role::sole("year"))) {
            let year = year_beside(found.as_str(), chance);
            if !opposite.contains(&year) {
                errors.push(replaced(ErrorKind::Date, site, span, year));
            }
        }
    }
    for month in 1..=12 {
        if !site.source_text.contains(&signed(month)) {
            continue;
        }
        for name in month_names("en", month) {
            let Some(at) = site.text.find(name).filter(|_| holds(site.text, name)) else {
                continue;
            };
            let other: usize = other_of(month, 12, chance).parse().unwrap_or(1);
            let names = month_names("en", other);
            if let Some(with) = names.first().filter(|_| !site.source_text.contains(&signed(other)))
            {
                let span = Span::new(at, at + name.len());
                errors.push(replaced(ErrorKind::Date, site, span, (*with).to_owned()));
                break;
            }
        }
    }
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// What a month is called in Korean.
fn signed(month: usize) -> String {
    format!("{month}{}", role::sole("month"))
}

/// Another year, at most nine years off.
fn year_beside(year: &str, chance: &mut Chance) -> String {
    let year: usize = year.parse().unwrap_or_default();
    let off = 1 + chance.below(9);
    (if chance.below(2) == 0 { year - off } else { year + off }).to_string()
}

/// Another number from 1 to `last`.
fn other_of(number: usize, last: usize, chance: &mut Chance) -> String {
    let other = (number + chance.below(last - 1)) % last + 1;
    (if other == number { number % last + 1 } else { other }).to_string()
}

/// What a month is called, the whole name first.
fn month_names(language: &str, month: usize) -> Vec<&'static str> {
    static MONTHS: LazyLock<Vec<[&str; 5]>> = LazyLock::new(|| {
        table::rows("months.tsv", include_str!("../../corpora/tables/months.tsv"))
    });
    let month = month.to_string();
    let rows = MONTHS.iter().filter(|row| row[0] == language && row[2] == month);
    rows.map(|row| row[1]).collect()
}
