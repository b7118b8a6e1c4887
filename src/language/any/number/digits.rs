//! Numbers in digits, as any language writes them, and the codes that only contain digits.

use super::{FoundNumber, taken_until};
use crate::{
    text::Span,
    value::{Amount, Form, Number, Strength},
};

/// How a language writes digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Convention {
    decimal: char,
    /// The sign between groups of three.
    group: char,
}

impl Convention {
    /// 35,000.5, as English and Korean have it.
    pub(crate) const POINT: Self = Self { decimal: '.', group: ',' };

    /// The convention of a language, by its primary tag (Unicode CLDR, default number symbols).
    pub(crate) fn of(primary: &str) -> Self {
        match primary {
            "en" | "ko" | "ja" | "zh" | "th" | "he" | "hi" => Self::POINT,
            _ => Self { decimal: ',', group: '.' },
        }
    }
}

/// A stretch of text that begins with digits.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// The digits, and for a code all of it.
    pub(crate) span: Span,
    pub(crate) value: TokenValue,
}

#[derive(Debug, Clone)]
pub(crate) enum TokenValue {
    /// A quantity with other ways to read it.
    Quantity(Amount, Vec<Vec<Amount>>),
    /// A fraction or quotient a/b.
    Quotient(Amount, Vec<Vec<Amount>>),
    /// Two numbers that belong together: a time of day h:mm, the days of events 8·15.
    Pair(Vec<Amount>),
    /// Part of a name or identifier.
    Code(Option<Amount>),
    /// No number at all: a placeholder or escape.
    Nothing,
}

/// Reads the digits that begin at `at`, which follows no digit. A code may begin before them, but not
/// before `floor`.
pub(crate) fn token(text: &str, at: usize, floor: usize, convention: Convention) -> Token {
    let (end, mut amount) = quantity(text, at, convention);
    // “.268”
    if [" .", "(."].iter().any(|before| text[..at].ends_with(before)) && convention.decimal == '.' {
        amount = Amount::decimal("0", &text[at..end]);
    }
    let plain = Span::new(at, end);
    if is_placeholder(text, plain) {
        return Token { span: plain, value: TokenValue::Nothing };
    }
    let start = code_start(text, at, floor);
    let is_money = text[..at].ends_with(MONEY);
    let code_end = code_end(text, end, is_money);
    if start < at || code_end > end {
        return Token { span: Span::new(start, code_end), value: TokenValue::Code(amount) };
    }
    let Some(amount) = amount else {
        return Token { span: plain, value: TokenValue::Code(version(plain.of(text), convention)) };
    };
    let digits = plain.of(text);
    if let Some((end, second)) = joined(text, end, '/') {
        if let Some((end, _)) = joined(text, end, '/') {
            return Token { span: Span::new(at, end), value: TokenValue::Code(None) };
        }
        let span = Span::new(at, end);
        let parts = vec![vec![amount, second]];
        let quotient = amount.as_whole().zip(second.as_whole());
        return match quotient.and_then(|(a, b)| Amount::fraction(a, b)) {
            Some(fraction) => Token { span, value: TokenValue::Quotient(fraction, parts) },
            // $4.80/82: a price and the cents of another.
            None => Token { span, value: TokenValue::Pair(vec![amount, second]) },
        };
    }
    if let Some((minutes_end, minutes)) = joined(text, end, ':')
        && minutes_end == end + 3
    {
        return Token {
            span: Span::new(at, minutes_end),
            value: TokenValue::Pair(vec![amount, minutes]),
        };
    }
    if let Some((end, second)) = joined(text, end, '·') {
        let span = Span::new(at, end);
        return Token { span, value: TokenValue::Pair(vec![amount, second]) };
    }
    let mut readings = Vec::new();
    if let Some((whole, part)) = digits.split_once(convention.decimal)
        && let (Some(a), Some(b)) = (Amount::decimal(whole, ""), Amount::decimal(part, ""))
    {
        // 6.25 may be the 25th of June, $6.88 six dollars and 88 cents, and 1.234 group its digits as
        // other languages do.
        readings.push(vec![a, b]);
        if part.len() == 3 && whole.len() <= 3 {
            readings.extend(Amount::decimal(&format!("{whole}{part}"), "").map(|a| vec![a]));
        }
    }
    Token { span: plain, value: TokenValue::Quantity(amount, readings) }
}

/// The number a token stands for when nothing in the language around it says more.
pub(crate) fn plain(token: Token) -> Option<FoundNumber> {
    let made = |amount, form, strength, readings| {
        let number = Number { readings, ..Number::new(amount, form, strength) };
        Some(FoundNumber { span: token.span, number, scale: None })
    };
    match token.value {
        TokenValue::Quantity(amount, readings) => {
            made(amount, Form::Cardinal, Strength::Sure, readings)
        }
        TokenValue::Quotient(amount, readings) => {
            made(amount, Form::Fraction, Strength::Likely, readings)
        }
        TokenValue::Pair(parts) => {
            let mut found = made(parts[0], Form::Cardinal, Strength::Likely, Vec::new())?;
            found.number.amounts = parts;
            Some(found)
        }
        TokenValue::Code(amount) => {
            made(amount.unwrap_or(Amount::whole(0)), Form::Code, Strength::Loose, Vec::new())
        }
        TokenValue::Nothing => None,
    }
}

/// A fraction in one character after a whole number (1½), and its length in bytes.
pub(crate) fn vulgar(text: &str) -> Option<(Amount, usize)> {
    let (numerator, denominator) = match text.chars().next()? {
        '½' => (1, 2),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        _ => return None,
    };
    Amount::fraction(numerator, denominator)
        .map(|a| (a, text.chars().next().map_or(0, char::len_utf8)))
}

/// The numbers in digits of a text in any language.
pub(crate) fn find(text: &str, convention: Convention, taken: &[Span]) -> Vec<FoundNumber> {
    let mut found = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while let Some(next) = text[at..].find(|c: char| c.is_ascii_digit()) {
        at += next;
        if let Some(end) = taken_until(taken, at) {
            (at, floor) = (end, end);
            continue;
        }
        let token = token(text, at, floor, convention);
        floor = token.span.end;
        at = token.span.end.max(at + 1);
        found.extend(plain(token));
    }
    found
}

/// The end of the number at `at`, with its groups and decimals, and its amount; none if it is too long
/// or has more than one decimal sign, as versions and addresses have.
fn quantity(text: &str, at: usize, convention: Convention) -> (usize, Option<Amount>) {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = at + digits(at);
    let mut whole = text[at..end].to_owned();
    let is_group =
        |sign: char| sign == convention.group || matches!(sign, '\u{a0}' | '\u{202f}' | '\u{2009}');
    if whole.len() <= 3 {
        let mut groups = end;
        let mut grouped = whole.clone();
        while let Some(sign) = text[groups..].chars().next().filter(|&c| is_group(c)) {
            let from = groups + sign.len_utf8();
            if digits(from) != 3 {
                break;
            }
            grouped.push_str(&text[from..from + 3]);
            groups = from + 3;
        }
        if groups > end && !text[groups..].starts_with(|c: char| c.is_ascii_digit()) {
            (end, whole) = (groups, grouped);
        }
    }
    let mut decimals = "";
    let mut signs = 0;
    while text[end..].starts_with(convention.decimal) && digits(end + 1) > 0 {
        let from = end + 1;
        end = from + digits(from);
        decimals = &text[from..end];
        signs += 1;
    }
    (end, Amount::decimal(&whole, decimals).filter(|_| signs <= 1))
}

/// A number for what has several decimal signs, equal for equal parts: 2.6.12.
fn version(digits: &str, convention: Convention) -> Option<Amount> {
    /// More than any part of a version.
    const STEP: u128 = 1_000_000;
    let parts: Option<Vec<u128>> =
        digits.split(convention.decimal).map(|p| p.parse().ok()).collect();
    let parts = parts.filter(|p| p.len() <= 4 && p.iter().all(|part| *part < STEP))?;
    Some(Amount::whole(parts.into_iter().fold(0, |value, part| value * STEP + part)))
}

/// A whole number joined to what ends at `end` by `sign`.
fn joined(text: &str, end: usize, sign: char) -> Option<(usize, Amount)> {
    let rest = text[end..].strip_prefix(sign)?;
    let count = rest.bytes().take_while(u8::is_ascii_digit).count();
    let amount = Amount::decimal(&rest[..count], "").filter(|_| count > 0)?;
    Some((end + sign.len_utf8() + count, amount))
}

/// Whether the digits belong to a placeholder (`%1$s`, `{0}`, `\1`) or to an escape (`&#39;`).
fn is_placeholder(text: &str, digits: Span) -> bool {
    let before = &text[..digits.start];
    let after = &text[digits.end..];
    before.ends_with(['%', '\\'])
        || before.ends_with("&#")
        || (before.ends_with('{') && after.starts_with(['}', ':', '!']))
}

/// Where the code begins whose digits begin at `at`; `at` itself if they are no part of one.
///
/// Latin letters right before digits make a code (E484, B-29), but not a whole word with a hyphen
/// (mid-1957) nor an abbreviation with a full stop (No.5).
fn code_start(text: &str, at: usize, floor: usize) -> usize {
    let in_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let before = &text[floor..at];
    let start = before
        .rfind(|c| !in_code(c))
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let start = floor + start;
    let lead = &text[start..at];
    let stem = lead.trim_end_matches(['-', '.', '/']);
    let joint = &lead[stem.len()..];
    let word = stem.rsplit(['-', '.', '/']).next().unwrap_or_default();
    let code = match joint {
        "" => stem.ends_with(|c: char| c.is_ascii_alphabetic() || c == '_'),
        "-" => {
            let letters = word.bytes().all(|b| b.is_ascii_alphabetic());
            let spoken =
                letters && word.len() >= 3 && word[1..].bytes().all(|b| b.is_ascii_lowercase());
            !word.is_empty() && word.bytes().any(|b| b.is_ascii_alphabetic()) && !spoken
        }
        "/" => word.bytes().any(|b| b.is_ascii_alphabetic()),
        _ => false,
    };
    // A sign before the code (a bullet, a path's root) is not part of it.
    if code { start + (lead.len() - lead.trim_start_matches(['-', '.', '/']).len()) } else { at }
}

/// Signs of currencies that stand before the sum.
pub(crate) const MONEY: [char; 3] = ['$', '£', '€'];

/// Where the code ends whose digits end at `end`; `end` itself if no letters follow, or if they are a
/// unit, an ordinal ending or a word, or the millions or billions of a sum of money.
fn code_end(text: &str, end: usize, is_money: bool) -> usize {
    let in_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_');
    let rest = &text[end..];
    let tail = &rest[..rest.find(|c| !in_code(c)).unwrap_or(rest.len())];
    // G is a generation or a giga-something, g a gram.
    let letters = if tail.len() == 1 { tail.to_owned() } else { tail.to_ascii_lowercase() };
    let spoken = matches!(
        letters.as_str(),
        "" | "st"
            | "nd"
            | "rd"
            | "th"
            | "s"
            | "am"
            | "pm"
            | "k"
            | "bn"
            | "mn"
            | "x"
            | "million"
            | "billion"
    ) || (is_money && matches!(tail, "M" | "B" | "m" | "b"))
        || super::words::unit("en", &letters).is_some();
    if spoken { end } else { end + tail.len() }
}
