//! Dates whose parts are divided by stops: `1957. 4. 4.`, `4. IV. 1957`, `31. 7. 56`.

use super::{marker, stop::Stop};

/// Whether the stop divides the parts of a date with spaces between them. (Without spaces, no rule
/// takes it for an end.)
pub(crate) fn divides(stop: &Stop) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric();
    if !stop.before().is_some_and(word) || !stop.after().is_some_and(word) {
        return false;
    }
    let mut parts: Vec<&str> = Vec::with_capacity(4);
    let mut left = &stop.text[..stop.at];
    for _ in 0..2 {
        let Some((part, rest)) = last_part(left) else { break };
        parts.insert(0, part);
        let Some(before) = rest.trim_end().strip_suffix('.') else { break };
        left = before;
    }
    let here = parts.len();
    let mut right = &stop.text[stop.next..];
    for _ in 0..2 {
        let Some((part, rest)) = first_part(right) else { break };
        parts.push(part);
        let Some(after) = rest.strip_prefix('.') else { break };
        right = after.trim_start();
    }
    here > 0 && (0..parts.len()).any(|at| at < here && at + 3 > here && is_date(&parts[at..]))
}

/// Whether `word` is a date with stops and no spaces: `1957.4.4`, `4.IV.57`.
pub(crate) fn is_dotted(word: &str) -> bool {
    let parts: Vec<&str> = word.splitn(4, '.').collect();
    parts.len() == 3 && is_date(&parts)
}

/// Year, month, day in this order or the reverse, or year and month before a stop.
fn is_date(parts: &[&str]) -> bool {
    let [first, second, third, ..] = parts else { return false };
    let year = |part: &str| matches!(part.len(), 2 | 4) && part.bytes().all(|b| b.is_ascii_digit());
    (first.len() == 4 && year(first) && is_month(second) && is_day(third))
        || (is_day(first) && is_month(second) && year(third))
}

fn is_day(part: &str) -> bool {
    part.len() <= 2 && part.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_month(part: &str) -> bool {
    let number = if part.len() <= 2 { part.parse().ok() } else { None };
    let upper = part.bytes().all(|b| b.is_ascii_uppercase());
    let roman = if upper { marker::roman_value(part) } else { None };
    number.or(roman).is_some_and(|month: u32| (1..=12).contains(&month))
}

/// The letters and digits at the end of `text`, at most five, with nothing of a word before them.
fn last_part(text: &str) -> Option<(&str, &str)> {
    let len = text.bytes().rev().take(5).take_while(u8::is_ascii_alphanumeric).count();
    let (rest, part) = text.split_at(text.len() - len);
    let bare = rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    (matches!(len, 1..=4) && bare).then_some((part, rest))
}

/// The same at the beginning of `text`; a year may have 년 or another letter close to it.
fn first_part(text: &str) -> Option<(&str, &str)> {
    let len = text.bytes().take(5).take_while(u8::is_ascii_alphanumeric).count();
    matches!(len, 1..=4).then(|| text.split_at(len))
}
