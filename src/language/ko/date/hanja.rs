//! Dates in Hanja: 一九四六年 二月 八日, 二十三日, 檀紀四二八九年, 五十年代.

use super::ERAS;
use crate::{
    language::{
        any::date::Finder,
        ko::{
            neighbour,
            numeral::{self, Numeral},
        },
        role,
    },
    text::Span,
    value::Date,
};

pub(crate) fn find(finder: &mut Finder<'_>) {
    let text = finder.text;
    let mut at = 0;
    while let Some(next) = text[at..].find(numeral::is_hanja) {
        let start = at + next;
        let width = text[start..].chars().next().map_or(1, char::len_utf8);
        if let Some((span, date)) = date(text, start) {
            at = span.end;
            finder.add(span, date);
        } else {
            // The rest of a run of numerals is no numeral of its own.
            at = start + numeral::hanja(&text[start..]).map_or(width, |numeral| numeral.len);
        }
    }
}

/// A numeral with the sign of its unit behind it: its value, and where the sign ends.
fn part(text: &str, at: usize, sign: &'static str, hanja: char) -> Option<(u16, usize)> {
    let Numeral { value, len, .. } = numeral::hanja(&text[at..])?;
    let rest = text[at + len..].trim_start_matches(' ');
    let rest = rest.strip_prefix(hanja).or_else(|| role::behind(rest, sign))?;
    Some((u16::try_from(value).ok()?, text.len() - rest.len()))
}

/// The date whose first numeral stands at `start`.
fn date(text: &str, start: usize) -> Option<(Span, Date)> {
    let mut date = Date::default();
    let mut from = start;
    let mut end = start;
    let skip = |at: usize| at + (text[at..].len() - text[at..].trim_start_matches(' ').len());
    let mut counted = None;
    if let Some((year, after)) = part(text, start, "year", '年') {
        let before = text[..start].trim_end_matches(' ');
        let era = ERAS.iter().find(|era| before.ends_with(era.form));
        let tens = text[after..].strip_prefix('代');
        if let Some(rest) = tens.or_else(|| neighbour::behind("tens", &text[after..])) {
            let first = if year < 100 { 1900 + year } else { year };
            date.years.push(first / 10 * 10);
            date.decade = true;
            return Some((Span::new(start, text.len() - rest.len()), date));
        }
        if let Some(era) = era {
            from = before.len() - era.form.len();
            date.years.extend(era.common(year));
        } else if year >= 100 {
            date.years.push(year);
        } else {
            // 三年 is as soon a number of years, unless a month follows.
            counted = Some(1900 + year);
        }
        end = after;
    }
    let month_at = skip(end);
    if let Some((month, after)) = part(text, month_at, "month", '月') {
        date.months.push(u8::try_from(month).ok()?);
        date.years.extend(counted.filter(|year| *year >= 1910));
        end = after;
        if let Some((day, after)) = part(text, skip(end), "day", '日') {
            date.days.push(u8::try_from(day).ok()?);
            end = after;
        }
    } else if date.years.is_empty() {
        if counted.is_some() {
            return None;
        }
        let (day, after) = part(text, start, "day", '日')?;
        if neighbour::follows("period of days", &text[after..]) {
            return None;
        }
        date.days.push(u8::try_from(day).ok()?);
        end = after;
    }
    Some((Span::new(from, end), date))
}
