//! Dates without words: 4.IV.1957, 1957. 4. 4., 1957-04-04, 4/4/1957.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Finder, is_part, members, year};
use crate::language::role;
use crate::{language::any::number::roman, text::Span, value::Date};

static ROMAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?:(?P<d>\d{1,2}(?:\s?[-–,]\s?\d{1,2})*)\s?\.\s?)?(?P<m>[IVX]{1,4})\s?\.\s?(?P<y>\d{4}|\d{2})(?-u:\b)",
    )
    .expect("a regular expression")
});

static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?P<y>[12]\d{3})(?:\s?\.\s?(?P<m>\d{1,2})\s?\.\s?(?P<d>\d{1,2})(?-u:\b)|[-/](?P<m2>\d{1,2})[-/](?P<d2>\d{1,2})(?-u:\b))",
    )
    .expect("a regular expression")
});

static YEAR_LAST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?P<a>\d{1,2})(?P<s>\.\s?|/|-)(?P<b>\d{1,2})(?:\.\s?|/|-)(?P<y>[12]\d{3})(?-u:\b)")
        .expect("a regular expression")
});

/// With a year cut short: 01/06/94.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>\d{2})(?-u:\b)")
        .expect("a regular expression")
});

/// Whether `text` is a date with strokes and a year cut short, and not the number of a document.
pub(crate) fn is_short(text: &str) -> bool {
    SHORT.captures(text).is_some_and(|captures| {
        let all = captures.get(0).is_some_and(|all| all.as_str() == text);
        let parts = [number(&captures, "a"), number(&captures, "b")];
        let [Some(a), Some(b)] = parts else { return false };
        all && (1..=31).contains(&a.max(b)) && (1..=12).contains(&a.min(b))
    })
}

/// Spans of years: 1956-57, 1950–1953.
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    let sign = role::sole("year");
    Regex::new(&format!(
        r"(?-u:\b)(?P<a>1[89]\d\d|20\d\d)\s?[-–~∼/]\s?(?P<b>\d{{4}}|\d{{2}})(?-u:\b)(?:\s?{sign})?"
    ))
    .expect("a regular expression")
});

/// A year and month, as Korean headings have them: 2005.10.
static YEAR_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?P<y>1[89]\d\d|20\d\d)\.\s?(?P<m>1[0-2]|0?[1-9])(?-u:\b)\.?")
        .expect("a regular expression")
});

fn number(captures: &Captures<'_>, name: &str) -> Option<u8> {
    captures.name(name)?.as_str().parse().ok()
}

fn whole(captures: &Captures<'_>) -> Span {
    captures.get(0).map_or_else(Span::default, |m| Span::new(m.start(), m.end()))
}

/// Dates in digits and Roman figures. With strokes the month may stand first, where `month_first` says so and the
/// other can be no month.
pub(crate) fn find(finder: &mut Finder<'_>, month_first: bool) {
    let text = finder.text;
    for captures in ROMAN.captures_iter(text) {
        if is_part(text, whole(&captures).start) {
            continue;
        }
        let (days, range) = captures.name("d").map_or((Vec::new(), false), |d| members(d.as_str()));
        let month = roman::value(&captures["m"]).and_then(|m| u8::try_from(m.as_whole()?).ok());
        // Without a day, two digits behind a Roman numeral are no year.
        let digits = &captures["y"];
        if let (Some(month), Some(year)) = (month, year(digits))
            && (!days.is_empty() || digits.len() == 4)
        {
            let date =
                Date { years: vec![year], months: vec![month], days, range, ..Date::default() };
            finder.add(whole(&captures), date);
        }
    }
    for captures in YEAR_FIRST.captures_iter(text) {
        if is_part(text, whole(&captures).start) {
            continue;
        }
        let month = number(&captures, "m").or_else(|| number(&captures, "m2"));
        let day = number(&captures, "d").or_else(|| number(&captures, "d2"));
        if let (Some(year), Some(month), Some(day)) = (year(&captures["y"]), month, day) {
            let date =
                Date { years: vec![year], months: vec![month], days: vec![day], ..Date::default() };
            finder.add(whole(&captures), date);
        }
    }
    for captures in YEAR_LAST.captures_iter(text) {
        if is_part(text, whole(&captures).start) {
            continue;
        }
        let (Some(a), Some(b), Some(year)) =
            (number(&captures, "a"), number(&captures, "b"), year(&captures["y"]))
        else {
            continue;
        };
        // American writing puts the month first.
        let american = month_first && !captures["s"].starts_with('.') && b > 12;
        let (day, month) = if american { (b, a) } else { (a, b) };
        let date =
            Date { years: vec![year], months: vec![month], days: vec![day], ..Date::default() };
        finder.add(whole(&captures), date);
    }
    for captures in SHORT.captures_iter(text) {
        let span = whole(&captures);
        let (before, after) = (&text[..span.start], &text[span.end..]);
        if before.ends_with('/') || after.starts_with('/') || !is_short(span.of(text)) {
            continue;
        }
        let (Some(a), Some(b), Some(short)) =
            (number(&captures, "a"), number(&captures, "b"), number(&captures, "y"))
        else {
            continue;
        };
        let (day, month) = if b > 12 || (month_first && a <= 12) { (b, a) } else { (a, b) };
        // Strokes are of our time.
        let year = if short < 50 { 2000 } else { 1900 } + u16::from(short);
        let date =
            Date { years: vec![year], months: vec![month], days: vec![day], ..Date::default() };
        finder.add(span, date);
    }
    for captures in YEARS.captures_iter(text) {
        let (Some(first), Some(last)) = (year(&captures["a"]), captures.name("b")) else {
            continue;
        };
        let Ok(mut end) = last.as_str().parse::<u16>() else { continue };
        if last.as_str().len() == 2 {
            end += first / 100 * 100;
        }
        if end > first && end - first < 200 {
            let date = Date { years: vec![first, end], range: true, ..Date::default() };
            finder.add(whole(&captures), date);
        }
    }
}

/// A year and a month: 2005.10.
pub(crate) fn year_months(finder: &mut Finder<'_>) {
    let text = finder.text;
    for captures in YEAR_MONTH.captures_iter(text) {
        if is_part(text, whole(&captures).start) {
            continue;
        }
        if let (Some(year), Some(month)) = (year(&captures["y"]), number(&captures, "m")) {
            let date = Date { years: vec![year], months: vec![month], ..Date::default() };
            finder.add(whole(&captures), date);
        }
    }
}
