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
    Regex::new(
        r"(?:(?P<half>오전|오후|한밤중?|밤|새벽|아침|저녁|한낮|낮|심야|점심)\s?)?(?P<h>\d{1,2}|열한|열두|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉|이?십[일이삼사오육륙칠팔구]?)\s?시(?:\s?(?P<m>\d{1,2}|[이삼사오]?십[일이삼사오육륙칠팔구]?|[오])\s?분|\s?(?P<b>반))?(?P<to>\s?전)?",
    )
    .expect("a regular expression")
});

/// The half of the day before a time with a colon.
static HALF: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(오전|오후|밤|새벽|아침|저녁|낮)\s?$").expect("a regular expression")
});

/// 오후 5.30, as English has it before “p.m.”.
static POINT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<half>오전|오후)\s?(?P<h>\d{1,2})\.(?P<m>[0-5]\d)(?-u:\b)")
        .expect("a regular expression")
});

static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"정오|자정").expect("a regular expression"));

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
            let half = if found.as_str() == "정오" { Part::Afternoon } else { Part::Forenoon };
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
    if bare && hour.as_str() == "한" && !rest.starts_with(['에', '부', '까', '경', '쯤', '께'])
    {
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
    let afternoon = match word {
        "오전" | "새벽" | "아침" => false,
        "오후" | "저녁" | "점심" | "한낮" => true,
        "낮" => !(9..12).contains(&hour),
        // 밤 12시 is midnight, 밤 2시 lies behind it.
        _ => (6..12).contains(&hour),
    };
    if afternoon { Part::Afternoon } else { Part::Forenoon }
}

/// Whether a word may end before `rest`: nothing of Hangul follows, or a particle.
fn ends(rest: &str) -> bool {
    // 시간 is a length of time, 자정능력 and 정오표 are words.
    !rest.starts_with(char::is_alphabetic)
        || neighbour::follows("time", rest) && !rest.starts_with("도시")
}
