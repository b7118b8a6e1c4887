//! Korean times of day.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{hanja, neighbour, numeral};
use crate::{
    language::any::time::{Finder, with_colon},
    text::Span,
    value::{Part, Time},
};

static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    let [of_day, native] = ["half of the day", "hour"].map(neighbour::alternatives);
    let [hour, minute, half, to] =
        ["sign of the hour", "sign of the minute", "half an hour", "before the hour"]
            .map(neighbour::alternatives);
    let [digit, ten] = [1..=9, 10..=10].map(numeral::class);
    let [twenty, tens, five] = [2..=2, 2..=5, 5..=5].map(numeral::class);
    Regex::new(&format!(
        r"(?:(?P<half>{of_day})\s?)?(?P<h>\d{{1,2}}|{native}|{twenty}?{ten}{digit}?)\s?{hour}(?:\s?(?P<m>\d{{1,2}}|{tens}?{ten}{digit}?|{five})\s?{minute}|\s?(?P<b>{half}))?(?P<to>\s?{to})?",
    ))
    .expect("a regular expression")
});

/// The half of the day before a time with a colon.
static HALF: LazyLock<Regex> = LazyLock::new(|| {
    let halves = neighbour::alternatives("half before a clock");
    Regex::new(&format!(r"({halves})\s?$")).expect("a regular expression")
});

/// 오후 5.30, as English has it before “p.m.”.
static POINT: LazyLock<Regex> = LazyLock::new(|| {
    let halves = ["a.m.", "p.m."].map(neighbour::alternatives).join("|");
    Regex::new(&format!(r"(?P<half>{halves})\s?(?P<h>\d{{1,2}})\.(?P<m>[0-5]\d)(?-u:\b)"))
        .expect("a regular expression")
});

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    let words = ["noon", "midnight"].map(neighbour::alternatives).join("|");
    Regex::new(&words).expect("a regular expression")
});

pub(crate) fn find(finder: &mut Finder<'_>) {
    let written = finder.text;
    let read = hanja::read(written);
    for captures in CLOCK.captures_iter(&read) {
        clock(finder, &read, &captures);
    }
    let known = finder.found.len();
    with_colon(finder, |_, _, _| None);
    for (span, time) in &mut finder.found[known..] {
        // The word is the last thing before the time.
        let near = read.floor_char_boundary(span.start.saturating_sub(16));
        if let Some(word) = HALF.find(&read[near..span.start]) {
            let half = half_of(word.as_str().trim_end(), time.written.0);
            span.start = near + word.start();
            time.half = time.half.or(Some(half));
        }
    }
    for captures in POINT.captures_iter(&read) {
        let (Some(all), Ok(hour), Ok(minute)) =
            (captures.get(0), captures["h"].parse(), captures["m"].parse())
        else {
            continue;
        };
        let half = half_of(&captures["half"], hour);
        finder.add(Span::new(all.start(), all.end()), Time::new(hour, Some(minute), Some(half)));
    }
    for found in WORD.find_iter(&read) {
        if !read[..found.start()].ends_with(char::is_alphanumeric) && ends(&read[found.end()..]) {
            let half = if neighbour::is("noon", found.as_str()) {
                Part::Afternoon
            } else {
                Part::Forenoon
            };
            let time = Time::new(12, None, Some(half)).map(|time| Time { by_clock: false, ..time });
            finder.add(Span::new(found.start(), found.end()), time);
        }
    }
}

fn clock(finder: &mut Finder<'_>, text: &str, captures: &Captures<'_>) {
    let (Some(all), Some(hour)) = (captures.get(0), captures.name("h")) else { return };
    let before = text[..all.start()].chars().next_back();
    // 3~5시 leaves the first to the numbers; 제3시 and 25시 are none.
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | '/')) {
        return;
    }
    let Some(value) = number(hour.as_str()) else { return };
    let minute = captures.name("m").and_then(|minute| number(minute.as_str()));
    let minute = minute.or_else(|| captures.name("b").map(|_| 30));
    let half = captures.name("half").map(|word| half_of(word.as_str(), value));
    // 3시 전에 is before three, 3시 10분 전 ten minutes before it or before ten past.
    let to = captures.name("to").filter(|_| captures.name("m").is_some());
    let end = match (to, captures.name("to")) {
        (None, Some(dropped)) => dropped.start(),
        _ => all.end(),
    };
    let rest = &text[end..];
    if !ends(rest) {
        return;
    }
    // 한시 without more is “for a while”.
    let bare = captures.name("half").is_none() && minute.is_none();
    let one = value == 1 && !hour.as_str().starts_with(|c: char| c.is_ascii_digit());
    if bare && one && !neighbour::follows("by the clock", rest) {
        return;
    }
    let time = match (to, minute) {
        (Some(_), Some(minutes)) => {
            let also = Time::new(value, minute, half).map(|time| time.minutes);
            Time::before(value, minutes, half).map(|time| Time { also, ..time })
        }
        _ => Time::new(value, minute, half),
    };
    let start = captures.name("half").map_or(hour.start(), |half| half.start());
    finder.add(Span::new(start, end), time);
}

/// Figures, or a native or Sino-Korean numeral.
fn number(text: &str) -> Option<u16> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let whole = |numeral: numeral::Numeral| (numeral.len == text.len()).then_some(numeral.value);
    let value =
        numeral::native(text).and_then(whole).or_else(|| numeral::sino(text).and_then(whole))?;
    u16::try_from(value).ok()
}

/// The half of the day in which `hour` by the clock of twelve lies, if it is called so.
fn half_of(word: &str, hour: u16) -> Part {
    let is = |half| neighbour::is(half, word);
    let afternoon = if is("daytime") {
        !(9..12).contains(&hour)
    } else if is("night") {
        // 밤 12시 is midnight, 밤 2시 lies behind it.
        (6..12).contains(&hour)
    } else {
        is("afternoon")
    };
    if afternoon { Part::Afternoon } else { Part::Forenoon }
}

/// Whether a word may end before `rest`: nothing of Hangul follows, or a particle.
fn ends(rest: &str) -> bool {
    // 시간 is a length of time, 자정능력 and 정오표 are words.
    !rest.starts_with(char::is_alphabetic)
        || neighbour::follows("time", rest) && !neighbour::follows("no time", rest)
}
