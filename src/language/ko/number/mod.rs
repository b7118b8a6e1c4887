//! Korean numbers: digits with 만, 억 and 조, Sino-Korean and native numerals in Hangul, counters.
//!
//! Many numerals are also the first syllable of another word, so that a numeral in Hangul counts only
//! with a counter behind it, as a compound that can be nothing else, or as a word of its own.

pub(crate) mod approximate;
mod counter;
mod digits;
mod hangul;
mod hanja;
mod together;
pub(crate) mod words;

use crate::{
    language::{
        any::number::{
            FoundNumber,
            digits::{Convention, token},
            roman, taken_until,
        },
        ko::{hanja::is_hanja, jamo::is_syllable, neighbour},
        role,
    },
    text::Span,
    value::{Form, Number, Strength},
};

/// Finds numbers in a text whose Hanja have been read; `written` is the text as it stands.
pub(crate) fn find(written: &str, text: &str, taken: &[Span]) -> Vec<FoundNumber> {
    let mut found: Vec<FoundNumber> = Vec::new();
    let (mut at, mut floor) = (0, 0);
    let mut before = None;
    while let Some(c) = text[at..].chars().next() {
        if let Some(end) = taken_until(taken, at) {
            before = text[..end].chars().next_back();
            (at, floor) = (end, end);
            continue;
        }
        let word_start = !before.is_some_and(char::is_alphanumeric);
        let next = if c.is_ascii_digit() {
            let token = token(text, at, floor, Convention::POINT);
            at = token.span.end.max(at + 1);
            digits::in_digits(text, token)
        } else if is_syllable(c) && written[at..].starts_with(is_hanja) {
            let led = || {
                role::before(&text[..at], "ordinal").is_some()
                    || neighbour::precedes("about", &text[..at])
            };
            let next = (word_start || led()).then(|| hanja::in_hanja(written, text, at));
            at += c.len_utf8();
            next.flatten()
        } else if word_start && is_syllable(c) {
            let next = hangul::in_hangul(text, at);
            at += c.len_utf8();
            next
        } else if word_start && c.is_ascii_uppercase() {
            let len =
                text[at..].find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len() - at);
            let span = Span::new(at, at + len);
            at += len;
            in_roman(text, span)
        } else {
            at += c.len_utf8();
            None
        };
        if let Some(next) = next {
            at = next.span.end.max(at);
            floor = at;
            found.push(next);
        }
        before = text[..at].chars().next_back();
    }
    together::join(text, found)
}

/// A Roman numeral of two letters or more.
fn in_roman(text: &str, span: Span) -> Option<FoundNumber> {
    let amount = roman::value(span.of(text)).filter(|_| span.len() >= 2)?;
    let glued = text[span.end..]
        .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/'));
    let number = Number::new(amount, Form::Ordinal, Strength::Likely);
    (!glued).then_some(FoundNumber { span, number, scale: None })
}
