//! English times of day.

use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use crate::{
    language::any::time::{Finder, with_colon},
    text::Span,
    value::{Part, Time},
};

/// The hours in words, from one.
const HOURS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// The minutes that are told in words before and after an hour.
const MINUTES: [(&str, u16); 7] = [
    ("twenty-five", 25),
    ("twenty five", 25),
    ("twenty", 20),
    ("fifteen", 15),
    ("quarter", 15),
    ("ten", 10),
    ("five", 5),
];

fn compile(pattern: &str) -> Regex {
    let hours = HOURS.join("|");
    let minutes = MINUTES.map(|(form, _)| form).join("|");
    let pattern =
        pattern.replace("HOUR", &format!(r"\d{{1,2}}|{hours}")).replace("MINUTES", &minutes);
    Regex::new(&pattern).expect("a regular expression")
}

/// Three o'clock, 3 p.m., 8.15 a.m.
static MARKED: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)\b(?P<h>HOUR)(?:(?:[.:](?P<m>[0-5]\d))?\s?(?P<half>[ap])(?:\.\s?m\b\.?|m\b)|\s?o[’'‘]\s?clock\b)",
    )
});

/// Half past three, ten minutes to nine, a quarter before noon.
static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)\b(?:(?P<lead>at|by|until|till|about|around|nearly|almost|since|was) )?(?:(?P<half>half)|an?\s(?P<q>quarter)|(?P<n>\d{1,2}|MINUTES)(?P<unit>[\s-]minutes?)?)\s(?P<dir>past|after|to|before|of|till)\s(?P<h>HOUR|noon|midnight)\b",
    )
});

/// 2200 hours after a word that times follow, 0830 hours, 1215 GMT.
static MILITARY: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"\b(?P<lead>(?:[Aa]t|[Bb]y|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ss]ince|[Aa]round|[Aa]bout|[Bb]etween)\s)?(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)\s?(?P<unit>hours|hrs|GMT|UTC|EST|EDT|KST|JST|MSK)\b",
    )
});

/// At three, where the half of the day follows.
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)\b(?:at|by|until|till|from|since|around|about|before|after)\s(?P<h>HOUR)\b(?P<rest>\s(?:in the (?:morning|afternoon|evening)|at night)\b)",
    )
});

static WORD: LazyLock<Regex> = LazyLock::new(|| compile(r"(?i)\b(?P<w>noon|midnight)\b"));

/// What tells the half of the day behind an hour.
static HALF: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)^\s?(?:(?P<ap>[ap])(?:\.\s?m\b\.?|m\b)|,?\s?(?:in the|that|this|yesterday|tomorrow|the next|the following)\s(?P<w>morning|afternoon|evening)\b|(?P<n>\sat night|\sthat night|\stonight)\b)",
    )
});

pub(crate) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    for captures in MARKED.captures_iter(text) {
        clock(finder, &captures);
    }
    for captures in RELATIVE.captures_iter(text) {
        relative(finder, &captures);
    }
    with_colon(finder, |text, end, hour| {
        let (half, end) = half_after(text, end, hour);
        half.map(|half| (half, end))
    });
    for captures in MILITARY.captures_iter(text) {
        let unit = &captures["unit"];
        let counted = matches!(unit, "hours" | "hrs");
        let sure = captures.name("lead").is_some() || captures["h"].starts_with('0');
        let number = captures.name("h").zip(captures.name("unit"));
        if let Some((hour, unit)) = number.filter(|_| !counted || sure) {
            let leading = captures["h"].starts_with('0').then_some(Part::Forenoon);
            let time = Time::new(value(hour.as_str()), Some(value(&captures["m"])), leading);
            finder.add(Span::new(hour.start(), unit.end()), time);
        }
    }
    for captures in PLAIN.captures_iter(text) {
        let Some(hour) = captures.name("h") else { continue };
        let (half, end) = half_after(text, hour.end(), value(hour.as_str()));
        finder.add(Span::new(hour.start(), end), Time::new(value(hour.as_str()), None, half));
    }
    for captures in WORD.captures_iter(text) {
        let Some(word) = captures.name("w") else { continue };
        let half = named(word.as_str()).map(|(_, half)| half);
        let time = Time::new(12, None, half).map(|time| Time { by_clock: false, ..time });
        finder.add(Span::new(word.start(), word.end()), time);
    }
}

/// The number that a word or figures say; more than any hour if it is none.
fn value(text: &str) -> u16 {
    let lower = text.to_ascii_lowercase();
    let word = HOURS.iter().zip(1..).find(|(form, _)| **form == lower).map(|(_, value)| value);
    word.or_else(|| text.parse().ok()).unwrap_or(u16::MAX)
}

fn named(word: &str) -> Option<(u16, Part)> {
    match word.to_ascii_lowercase().as_str() {
        "noon" => Some((12, Part::Afternoon)),
        "midnight" => Some((12, Part::Forenoon)),
        _ => None,
    }
}

/// The half of the day that is told behind an hour, and where that ends.
fn half_after(text: &str, end: usize, hour: u16) -> (Option<Part>, usize) {
    let Some(captures) = HALF.captures(&text[end..]) else { return (None, end) };
    let stop = captures.get(0).map_or(end, |all| end + all.end());
    let half = if let Some(letter) = captures.name("ap") {
        of_letter(letter)
    } else if let Some(word) = captures.name("w") {
        match word.as_str().to_ascii_lowercase().as_str() {
            "morning" => Part::Forenoon,
            _ => Part::Afternoon,
        }
    } else if (6..12).contains(&hour) {
        Part::Afternoon
    } else {
        Part::Forenoon
    };
    (Some(half), stop)
}

fn of_letter(letter: Match<'_>) -> Part {
    if letter.as_str().eq_ignore_ascii_case("a") { Part::Forenoon } else { Part::Afternoon }
}

fn clock(finder: &mut Finder<'_>, captures: &Captures<'_>) {
    let (Some(all), Some(hour)) = (captures.get(0), captures.name("h")) else { return };
    let text = finder.text;
    if text[..all.start()].ends_with([':', '.']) && !text[..all.start()].ends_with(". ") {
        return;
    }
    // I for one am sure.
    let last = text[..all.start()].trim_end().rsplit(' ').next().unwrap_or_default();
    let is_verb = all.as_str().ends_with("am") && hour.as_str().eq_ignore_ascii_case("one");
    if is_verb && matches!(last, "for" | "only" | "this" | "no" | "") {
        return;
    }
    let number = value(hour.as_str());
    let minute = captures.name("m").map(|minute| value(minute.as_str()));
    let (half, end) = match captures.name("half") {
        Some(letter) => (Some(of_letter(letter)), all.end()),
        None => half_after(text, all.end(), number),
    };
    // “5 p.m.” may end a sentence, whose stop is no part of it for what is shown.
    finder.add(Span::new(all.start(), end), Time::new(number, minute, half));
}

/// Words behind “five to nine” with which it is a time and no number of things.
const FOLLOWS: [&str; 12] =
    ["in", "on", "at", "when", "and", "that", "as", "the", "by", "but", "o", "sharp"];

fn relative(finder: &mut Finder<'_>, captures: &Captures<'_>) {
    let text = finder.text;
    let (Some(all), Some(hour)) = (captures.get(0), captures.name("h")) else { return };
    let direction = captures["dir"].to_ascii_lowercase();
    let past = matches!(direction.as_str(), "past" | "after");
    let by_unit = captures.name("unit").is_some() || captures.name("q").is_some();
    let minutes = match captures.name("n").map(|n| n.as_str().to_ascii_lowercase()) {
        _ if captures.name("half").is_some() => 30,
        _ if captures.name("q").is_some() => 15,
        Some(word) => {
            let known = MINUTES.iter().find(|(form, _)| *form == word).map(|(_, value)| *value);
            let Some(value) = known.or_else(|| word.parse().ok()) else { return };
            value
        }
        None => return,
    };
    let figures =
        captures.name("n").is_some_and(|n| n.as_str().starts_with(|c: char| c.is_ascii_digit()));
    let (word, half_word) = named(hour.as_str()).unzip();
    // “Five to nine” is a range as soon as a time, “10 to 12” hardly ever one.
    let next = text[all.end()..].trim_start();
    let next_word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let closed = !text[all.end()..].starts_with('-')
        && (next_word.is_empty() || FOLLOWS.contains(&next_word));
    let lead = captures.name("lead").is_some();
    let sure = match direction.as_str() {
        "past" => true,
        _ if captures.name("half").is_some() => false,
        "before" | "after" | "of" | "till" => by_unit,
        _ => by_unit || word.is_some() || (lead && closed && !figures),
    };
    let number = word.unwrap_or_else(|| value(hour.as_str()));
    if !sure || (captures.name("half").is_some() && !past) {
        return;
    }
    let (half, end) = match half_word {
        Some(half) => (Some(half), all.end()),
        None => half_after(text, skip_clock(text, all.end()), number),
    };
    let time = if past {
        Time::new(number, Some(minutes), half)
    } else {
        Time::before(number, minutes, half)
    };
    // Without the word that led to it, and the space behind that.
    let start = captures.name("lead").map_or(all.start(), |lead| lead.end() + 1);
    let time = time.filter(|_| minutes < 60);
    finder.add(Span::new(start, end), time);
}

/// Where *o’clock* ends, if it follows.
fn skip_clock(text: &str, end: usize) -> usize {
    static CLOCK: LazyLock<Regex> = LazyLock::new(|| compile(r"(?i)^\s?o[’'‘]\s?clock\b"));
    CLOCK.find(&text[end..]).map_or(end, |found| end + found.end())
}
