//! Korean dates: 1957년 3월 26~29일, 지난 2월, 8월 말, 1950년대, 단기 4286년, 주체 45년.

mod hanja;

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{jamo::is_syllable, neighbour, number::words};
use crate::{
    language::{
        any::{
            date::{Finder, era, members, months, named, numeric, year},
            number::words::WordKind,
        },
        role,
    },
    text::Span,
    value::{Date, Part},
};

/// The eras that years are counted by.
static ERAS: LazyLock<Vec<era::Era>> = LazyLock::new(|| era::of("ko"));

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    // No more days than a month has, or a row of numbers would be gone through from each of them.
    let [year, month, day] = SIGNS.map(role::sole);
    let tens = neighbour::alternatives("tens");
    let list = format!(r"\d{{1,2}}(?:\s?{day})?(?:\s?[~∼〜～\-–—,·/]\s?\d{{1,2}}){{0,30}}");
    let era = era::alternatives(&ERAS);
    Regex::new(&format!(
        r"(?:(?P<era>{era})?\s?(?P<q>['’‘])?(?P<y>\d{{1,4}})\s?(?:\(\s?(?P<in>\d{{2,4}})\s?\)\s?)?[{year}年](?P<dec>\s?{tens})?\s*)?(?:(?P<m>\d{{1,2}}(?:\s?{month}?\s?[~∼〜～\-–—,·]\s?\d{{1,2}}){{0,11}})\s?[{month}月]\s*)?(?:(?P<d>{list})\s?[{day}日])?"
    ))
    .expect("a regular expression")
});

/// Two decades with one word: 1950-60년대.
static DECADES: LazyLock<Regex> = LazyLock::new(|| {
    let decade = role::sole("decade");
    Regex::new(&format!(
        r"(?P<a>\d{{1,3}}0)\s?(?P<sign>[~∼〜～\-–—])\s?(?P<b>\d{{1,3}}0\s?{decade})"
    ))
    .expect("a regular expression")
});

/// The parts of a date that have a sign.
const SIGNS: [&str; 3] = ["year", "month", "day"];

/// Where a date may begin.
static START: LazyLock<Regex> = LazyLock::new(|| {
    let era = era::alternatives(&ERAS);
    Regex::new(&format!(r"{era}|['’‘]\d|\d")).expect("a regular expression")
});

/// Finds the dates of a Korean text.
pub(crate) fn find(finder: &mut Finder<'_>) {
    decades(finder);
    numeric::find(finder, false);
    numeric::year_months(finder);
    // With digits the signs are those of the one, without them of the other.
    hanja::find(finder);
    in_digits(finder);
    hangul_months(finder);
}

/// Decades from one to another, the second of which may be cut short.
fn decades(finder: &mut Finder<'_>) {
    let text = finder.text;
    for captures in DECADES.captures_iter(text) {
        let (Some(first), Some(second)) = (captures.name("a"), captures.name("b")) else {
            continue;
        };
        let before = &text[..first.start()];
        if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',')) {
            continue;
        }
        let digits = second.as_str().trim_end_matches(|c: char| !c.is_ascii_digit());
        let century = first.as_str().len() > 2 && digits.len() == 2;
        let whole =
            if century { format!("{}{digits}", &first.as_str()[..2]) } else { digits.into() };
        if let (Some(from), Some(to)) = (year(first.as_str()), year(&whole)) {
            for (found, value) in [(first, from), (second, to)] {
                let date = Date { years: vec![value], decade: true, ..Date::default() };
                finder.add(Span::new(found.start(), found.end()), date);
            }
        }
    }
}

fn in_digits(finder: &mut Finder<'_>) {
    let text = finder.text;
    let mut at = 0;
    // The pattern matches nothing at most places, so each run of digits is tried in turn.
    while let Some(next) = next_start(text, at) {
        let Some(captures) = DATE.captures_at(text, next).filter(|c| starts_at(c, next)) else {
            at = after_digits(text, next);
            continue;
        };
        let end = captures.get(0).map_or(next, |m| m.end());
        if end > next {
            digits(finder, &captures);
        }
        at = end.max(after_digits(text, next));
    }
}

fn starts_at(captures: &Captures<'_>, at: usize) -> bool {
    captures.get(0).is_some_and(|m| m.start() == at)
}

/// Where the next era or run of digits begins.
fn next_start(text: &str, at: usize) -> Option<usize> {
    START.find_at(text, at).map(|found| found.start())
}

/// The end of the run of digits at `at`, or of its first character.
fn after_digits(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let count = rest.bytes().take_while(u8::is_ascii_digit).count();
    at + count.max(rest.chars().next().map_or(1, char::len_utf8))
}

fn digits(finder: &mut Finder<'_>, captures: &Captures<'_>) {
    let text = finder.text;
    let Some(all) = captures.get(0) else { return };
    let before = &text[..all.start()];
    let goes_on = before.strip_suffix(['.', ',', '-', '~']);
    // 3월 28일~4월 3일: what stands before the sign is a date of its own.
    if before.ends_with(|c: char| c.is_ascii_alphanumeric())
        || goes_on.is_some_and(|number| {
            !SIGNS.into_iter().any(|sign| role::before(number, sign).is_some())
        })
    {
        return;
    }
    let mut span = Span::new(all.start(), all.end()).trimmed(text);
    let mut date = Date::default();
    if let Some(written) = captures.name("y") {
        let era = captures.name("era").map(|era| era.as_str());
        let known = ERAS.iter().find(|known| Some(known.form) == era);
        let inner = captures.name("in").and_then(|inner| year(inner.as_str()));
        let plain: Option<u16> = written.as_str().parse().ok();
        // 1996년 대통령 선거 is no decade.
        let decade = captures.name("dec").is_some_and(|dec| {
            let rest = &text[dec.end()..];
            let spaced = dec.as_str().starts_with(char::is_whitespace);
            // The second syllables of common words that begin with 대, written without a space.
            let end = !rest.starts_with(char::is_alphabetic) || neighbour::follows("decade", rest);
            if spaced { end } else { !neighbour::is_cut(dec.as_str(), rest) }
        });
        if let (Some(dec), false) = (captures.name("dec"), decade) {
            span.end = dec.start();
        }
        let value = match known {
            Some(era) => inner.filter(|y| *y > 1800).or_else(|| plain.and_then(|y| era.common(y))),
            // Few digits are a number of years, unless a month or 대 follows.
            None if written.len() >= 3 || decade => {
                if decade {
                    year(written.as_str())
                } else {
                    plain
                }
            }
            None if written.len() == 2
                && (captures.name("m").is_some() || captures.name("q").is_some()) =>
            {
                year(written.as_str())
            }
            None => return,
        };
        date.years.extend(value);
        date.decade = decade;
    }
    if let Some(list) = captures.name("m") {
        (date.months, date.range) = members(list.as_str());
    }
    if let Some(list) = captures.name("d") {
        let rest = &text[all.end()..];
        if date.months.is_empty() && neighbour::follows("period", rest) {
            return;
        }
        (date.days, date.range) = members(list.as_str());
        // 4, 5일 기다렸다: so many days, where nothing makes a date of it.
        let rough = date.months.is_empty()
            && list.as_str().contains(',')
            && matches!(date.days[..], [first, second] if second == first + 1 && second < 10);
        if rough && !neighbour::follows("day", rest) {
            return;
        }
    } else if !date.months.is_empty()
        && let Some((day, end)) = day_by_name(text, span.end)
    {
        date.days.push(day);
        span.end = end;
    }
    date.part = part_after(&text[span.end..]);
    if date.months.is_empty() && date.years.is_empty() && date.days.len() > 2 {
        date.days.truncate(31);
    }
    span.end = span.end.max(span.start);
    finder.add(span, date);
}

/// Which part of a month or year the word after it names.
pub(crate) fn part_after(rest: &str) -> Option<Part> {
    let rest = rest.trim_start();
    // 8월 말, but not 8월 말씀.
    let starts = |part: &str| {
        neighbour::of(part).iter().any(|word| {
            rest.strip_prefix(word).is_some_and(|after| {
                !after.starts_with(char::is_alphanumeric) || neighbour::follows("part", after)
            })
        })
    };
    let parts = [("beginning", Part::Beginning), ("middle", Part::Middle), ("end", Part::End)];
    parts.into_iter().find(|(name, _)| starts(name)).map(|(_, part)| part)
}

/// A day of the month by its name behind the month that ends at `end` (5월 스무이튿날, 팔월 보름), and where it ends.
fn day_by_name(text: &str, end: usize) -> Option<(u8, usize)> {
    let rest = text[end..].trim_start_matches(' ');
    let word = words::word(rest)
        .filter(|word| word.kind == WordKind::Day && !neighbour::follows("last day", word.form))?;
    // 5월 이틀 동안 is so many days of May.
    let named = neighbour::precedes("named day", word.form)
        || neighbour::follows("day named so", word.form);
    let after = &rest[word.form.len()..];
    let counted = neighbour::follows("period of days", after);
    let day = u8::try_from(word.value.as_whole()?).ok()?;
    (named && !counted && day <= 30).then(|| (day, text.len() - after.len()))
}

static MONTHS: LazyLock<Vec<(&'static str, u8, bool)>> = LazyLock::new(|| months("ko"));

/// Months written in Hangul, as words of their own.
fn hangul_months(finder: &mut Finder<'_>) {
    let text = finder.text;
    for (form, month, _) in MONTHS.iter() {
        for (start, _) in text.match_indices(form) {
            let end = start + form.len();
            let inside = text[..start].ends_with(char::is_alphanumeric);
            let rest = &text[end..];
            let ends = !rest.starts_with(char::is_alphabetic) || neighbour::follows("month", rest);
            let day = day_by_name(text, end);
            // The last day of the year.
            if *month == 12 && neighbour::follows("last day", rest.trim_start()) {
                continue;
            }
            if !inside && (ends || day.is_some()) {
                let (days, end) = day.map_or((Vec::new(), end), |(day, end)| (vec![day], end));
                let part = part_after(&text[end..]).filter(|_| days.is_empty());
                let date = Date { months: vec![*month], days, part, ..Date::default() };
                finder.add(Span::new(start, end), date);
            }
        }
    }
}

/// Times named without a number: 월요일, 작년, 오후.
pub(crate) static NAMED: named::Reader = named::Reader { tag: "ko", is_word, before_number: true };

/// Whether a Korean form is a word of its own, with its particles.
fn is_word(text: &str, span: Span) -> bool {
    let rest = &text[span.end..];
    !text[..span.start].ends_with(char::is_alphanumeric)
        && (!rest.starts_with(is_syllable) || neighbour::follows("named time", rest))
}
