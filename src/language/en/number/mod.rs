//! English numbers: words (two million three hundred thousand, one and a half, nineteen fifty-seven)
//! and digits with English endings and scales (4th, 1970s, 2.8 million).

pub(crate) mod approximate;
mod part;
mod spell;
mod together;
pub(crate) mod words;

use part::{divided_unit, few, many, multiple, nth_part, part, with_part};
use spell::spell;

use crate::{
    language::any::{
        date::month::part_before,
        number::{
            FoundNumber,
            digits::{self, Convention, TokenValue},
            roman, taken_until,
            words::{NumberWord, WordKind, numbered},
        },
    },
    text::Span,
    value::{Amount, Form, Number, Strength, Unit},
};

/// A run of letters.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    span: Span,
    text: &'a str,
}

pub(crate) fn find(text: &str, taken: &[Span]) -> Vec<FoundNumber> {
    let idioms = idiom_spans(text);
    let mut found = Vec::new();
    let (mut at, mut floor) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        if let Some(end) = taken_until(taken, at) {
            (at, floor) = (end, end);
            continue;
        }
        let next = if c.is_ascii_digit() {
            let token = digits::token(text, at, floor, Convention::POINT);
            at = token.span.end.max(at + 1);
            in_digits(text, token)
        } else if c.is_alphabetic() {
            let word = word_at(text, at);
            let next = in_words(text, at).or_else(|| in_roman(text, word));
            // A word glued to digits is left to the digits.
            at = word.span.end;
            next
        } else {
            at += c.len_utf8();
            None
        };
        if let Some(mut next) = next {
            at = next.span.end.max(at);
            floor = at;
            if idioms.iter().any(|idiom| idiom.contains(next.span)) {
                (next.number.form, next.number.strength) = (Form::Echo, Strength::Loose);
            }
            found.push(qualified(text, next));
        }
    }
    together::join(text, found)
}

/// Adds what the words around a number say: its unit and whether it is approximate.
fn qualified(text: &str, mut found: FoundNumber) -> FoundNumber {
    let Span { start, end } = found.span;
    let number = &mut found.number;
    let sign = text[..start].chars().next_back();
    if let Some(currency) = sign.filter(|c| !c.is_alphanumeric() && !c.is_whitespace()) {
        let unit = words::unit(currency.encode_utf8(&mut [0; 4]));
        number.unit = unit.filter(|unit| unit.dimension == "money");
        number.unit_span = number.unit.map(|_| Span::new(start - currency.len_utf8(), start));
    }
    if number.unit.is_none() {
        let after = text[end..].trim_start_matches([' ', '-']);
        if text[end..].len() - after.len() <= 1
            && let Some((unit, len)) = unit_at(after)
        {
            let at = text.len() - after.len();
            (number.unit, number.unit_span) = (Some(unit), Some(Span::new(at, at + len)));
        }
    }
    // Early thirties, the late nineteenth century.
    if number.form == Form::Decade || number.unit.is_some_and(|unit| unit.name == "century") {
        number.part = part_before(text, start);
    }
    // A time of day in the afternoon counts on from twelve on the other clock.
    let after = text[end..].trim_start();
    let afternoon = after[..after.floor_char_boundary("p.m".len())].to_ascii_lowercase();
    let afternoon = afternoon.starts_with("pm") || afternoon.starts_with("p.m");
    if afternoon && let Some(hour) = number.amounts[0].as_whole().filter(|h| *h < 12) {
        let mut amounts = number.amounts.clone();
        amounts[0] = Amount::whole(hour + 12);
        number.readings.push(amounts);
    }
    found
}

/// The unit `after` begins with, and how long its words are.
fn unit_at(after: &str) -> Option<(Unit, usize)> {
    if let Some(sign) = after.chars().next().filter(|c| matches!(c, '%' | '℃' | '℉')) {
        let unit = words::unit(sign.encode_utf8(&mut [0; 4]))?;
        return Some((unit, sign.len_utf8()));
    }
    if let Some(degree) = after.strip_prefix('°') {
        let scale = degree.trim_start().chars().next().filter(|c| matches!(c, 'C' | 'F'));
        let name = scale.map_or("°", |c| if c == 'C' { "°c" } else { "°f" });
        let spaces = degree.len() - degree.trim_start().len();
        let len = '°'.len_utf8() + scale.map_or(0, |c| spaces + c.len_utf8());
        return words::unit(name).map(|unit| (unit, len));
    }
    let mut end = after.len().min(28);
    while !after.is_char_boundary(end) {
        end -= 1;
    }
    let lower = after[..end].to_ascii_lowercase().replace('-', " ");
    let words = lower.split(' ').map(|w| w.trim_end_matches([',', '.', ';', ':', ')', '\'', '"']));
    let two = words.take(2).collect::<Vec<_>>().join(" ");
    let word =
        lower.split(|c: char| !c.is_ascii_alphabetic() && c != '\'').next().unwrap_or_default();
    let word = word.trim_end_matches('\'');
    let found = words::unit(&two).map(|unit| (unit, two.len()));
    found.or_else(|| words::unit(word).map(|unit| (unit, word.len())))
}

fn word_at(text: &str, at: usize) -> Token<'_> {
    let len = text[at..].find(|c: char| !c.is_alphabetic()).unwrap_or(text.len() - at);
    let span = Span::new(at, at + len);
    Token { span, text: span.of(text) }
}

/// The word after `end`, if only a space or a hyphen stands between.
fn word_after(text: &str, end: usize) -> Option<Token<'_>> {
    let rest = text[end..].strip_prefix([' ', '-', '\u{a0}', '‑'])?;
    let at = text.len() - rest.len();
    rest.starts_with(char::is_alphabetic).then(|| word_at(text, at))
}

fn lookup(token: Token<'_>) -> Option<NumberWord> {
    words::word(&token.text.to_ascii_lowercase())
}

/// Digits, with the scale words after them.
fn in_digits(text: &str, token: digits::Token) -> Option<FoundNumber> {
    let span = token.span;
    let TokenValue::Quantity(amount, readings) = token.value else { return digits::plain(token) };
    let mut found = FoundNumber {
        span,
        number: Number { readings, ..Number::new(amount, Form::Cardinal, Strength::Sure) },
        scale: None,
    };
    // “0715”, “1215 GMT”: hours and minutes.
    let clock = [" GMT", " hours", " hrs", "h "].iter().any(|w| text[span.end..].starts_with(w));
    if span.len() == 4
        && (clock || span.of(text).starts_with('0'))
        && let Some(time) = amount.as_whole().filter(|t| t / 100 < 24 && t % 100 < 60)
    {
        let parts = [time / 100, time % 100].map(Amount::whole);
        found.number.readings.push(parts.to_vec());
    }
    let apostrophe = text[span.end..].starts_with(['\'', '’']);
    let mark = text[span.end..].chars().next().filter(|_| apostrophe).map_or(0, char::len_utf8);
    let suffix = word_at(text, span.end + mark);
    match suffix.text.to_ascii_lowercase().as_str() {
        "st" | "nd" | "rd" | "th" if !apostrophe => {
            found.number.form = Form::Ordinal;
            found.span.end = suffix.span.end;
        }
        "s" if !apostrophe || span.of(text).ends_with('0') => {
            found.number.form = Form::Decade;
            found.span.end = suffix.span.end;
        }
        short @ ("bn" | "mn" | "k" | "m" | "b" | "million" | "billion")
            if !apostrophe
                && (short.len() > 1
                    || short == "k"
                    || text[..span.start].ends_with(digits::MONEY)) =>
        {
            let by = match short {
                "bn" | "b" | "billion" => 1_000_000_000,
                "mn" | "m" | "million" => 1_000_000,
                _ => 1000,
            };
            found.number.amounts = vec![amount.times(by)?];
            found.number.readings = vec![vec![amount]];
            found.span.end = suffix.span.end;
        }
        _ => {}
    }
    // “5 1/2”
    if found.span == span
        && amount.as_whole().is_some()
        && text[span.end..].starts_with(' ')
        && text[span.end + 1..].starts_with(|c: char| c.is_ascii_digit())
    {
        let next = digits::token(text, span.end + 1, span.end + 1, Convention::POINT);
        if let TokenValue::Quotient(part, _) = next.value
            && part < Amount::whole(1)
        {
            found.number.amounts = vec![amount.plus(part)?];
            found.span.end = next.span.end;
        }
    }
    if let Some(fraction) = digits::vulgar(&text[found.span.end..]) {
        found.number.amounts = vec![amount.plus(fraction.0)?];
        found.span.end += fraction.1;
    }
    let mut end = found.span.end;
    while let Some(next) = word_after(text, end) {
        // “the 10 millionth project”
        let large = |w: &NumberWord| w.kind == WordKind::Ordinal && w.value >= Amount::whole(100);
        let Some(word) = lookup(next)
            .filter(|w| matches!(w.kind, WordKind::Scale | WordKind::Hundred) || large(w))
        else {
            break;
        };
        if word.kind == WordKind::Ordinal {
            found.number.form = Form::Ordinal;
        }
        let by = word.value.as_whole()?;
        found.number.amounts = vec![found.number.amounts[0].times(by)?];
        found.number.readings.clear();
        found.scale = Some(word.value);
        end = next.span.end;
        found.span.end = end;
    }
    Some(found)
}

/// A number in words that begins at `at`.
fn in_words(text: &str, at: usize) -> Option<FoundNumber> {
    let first = word_at(text, at);
    let lower = first.text.to_ascii_lowercase();
    if let Some(part) = part::compound(text, first) {
        return Some(part);
    }
    // “a hundred”, “an hour and a half”: the article counts only before a scale.
    if matches!(lower.as_str(), "a" | "an") {
        let next = word_after(text, first.span.end)?;
        let scale = lookup(next).filter(|w| matches!(w.kind, WordKind::Scale | WordKind::Hundred));
        if scale.is_some() {
            let mut found = in_words(text, next.span.start)?;
            found.span.start = at;
            return Some(found);
        }
        if let Some(third) = nth_part(text, next) {
            return Some(FoundNumber { span: Span::new(at, third.span.end), ..third });
        }
        let unit = words::unit(&next.text.to_ascii_lowercase())?;
        let end = next.span.end + text[next.span.end..].strip_prefix(" and a half").map(|_| 11)?;
        let amount = Amount::fraction(3, 2)?;
        let mut number = Number::new(amount, Form::Cardinal, Strength::Sure);
        number.unit = Some(unit);
        return Some(FoundNumber { span: Span::new(at, end), number, scale: None });
    }
    let word = lookup(first)?;
    match word.kind {
        WordKind::Echo | WordKind::Multiple if counts_digits(text, first) => {
            return Some(FoundNumber {
                number: Number::new(word.value, Form::Cardinal, Strength::Likely),
                ..simple(first, word, Form::Cardinal)
            });
        }
        WordKind::Echo => return Some(simple(first, word, Form::Echo)),
        WordKind::Multiple => return Some(multiple(first, word)),
        WordKind::Decade => return Some(simple(first, word, Form::Decade)),
        WordKind::Many => return Some(many(text, first, word)),
        WordKind::Few => return Some(few(text, first, word)),
        WordKind::Part => return Some(part(text, first, word)),
        _ => {}
    }
    if text[first.span.end..].starts_with(" part")
        && let Some(part) = nth_part(text, first)
    {
        return Some(part);
    }
    let spelled = spell(text, first)?;
    let mut found = spelled;
    // “two thirds”, “three-quarters”, but “the second quarter”.
    if found.number.form == Form::Cardinal
        && let Some(next) = word_after(text, found.span.end)
        && let Some(by) =
            lookup(next).filter(|w| w.kind == WordKind::Part || w.kind == WordKind::Ordinal)
        && let Some(count) = found.number.amounts[0].as_whole().filter(|n| *n < 20)
    {
        let whole = match by.kind {
            WordKind::Part if count == 1 || next.text.ends_with('s') => by.value.times(count),
            // “one third”, but “one second” and “one fourth plenum” are something else.
            _ if count == 1 && by.value.as_whole() > Some(2) => {
                by.value.as_whole().and_then(|d| Amount::fraction(1, d))
            }
            _ => None,
        };
        if let Some(whole) = whole
            && by.value != Amount::whole(1)
            && !matches!(next.text, "half")
        {
            let strength = Strength::Likely;
            let mut number = Number::new(whole, Form::Fraction, strength);
            // Two quarters are half a year, and two of them.
            if count > 1 && by.value >= Amount::fraction(1, 4)? {
                number.readings.push(vec![Amount::whole(count)]);
            }
            number.unit = divided_unit(&text[next.span.end..]);
            return Some(FoundNumber { span: found.span.join(next.span), number, scale: None });
        }
    }
    // “two-way” is a kind of traffic or binding, not a count.
    if text[found.span.end..].starts_with("-way") {
        (found.number.form, found.number.strength) = (Form::Echo, Strength::Loose);
    }
    if with_part(text, &mut found).is_some()
        && let Some(next) = word_after(text, found.span.end)
        && let Some(scale) = lookup(next).filter(|w| w.kind == WordKind::Scale)
    {
        found.number.amounts[0] = found.number.amounts[0].times(scale.value.as_whole()?)?;
        found.span.end = next.span.end;
    }
    Some(found)
}

/// Whether “single” and “double” stand before digits, which they count.
fn counts_digits(text: &str, word: Token<'_>) -> bool {
    let next = word_after(text, word.span.end);
    next.and_then(|next| words::unit(&next.text.to_ascii_lowercase()))
        .is_some_and(|unit| unit.dimension == "digits")
}

fn simple(token: Token<'_>, word: NumberWord, form: Form) -> FoundNumber {
    FoundNumber {
        span: token.span,
        number: Number::new(word.value, form, word.strength),
        scale: None,
    }
}

/// A Roman numeral: two letters or more anywhere, one only after a word that is counted (Dep. V).
fn in_roman(text: &str, word: Token<'_>) -> Option<FoundNumber> {
    let amount = roman::value(word.text)?;
    let before = text[..word.span.start].strip_suffix(' ').unwrap_or_default();
    let stem = before.strip_suffix('.').unwrap_or(before);
    let start = stem
        .rfind(|c: char| !c.is_ascii_alphabetic())
        .map_or(0, |i| i + stem[i..].chars().next().map_or(1, char::len_utf8));
    let counted = stem[start..].to_ascii_lowercase();
    let counted = numbered("en", true).any(|(form, _)| form == counted && !form.is_empty());
    // A hyphen or an apostrophe beside it makes it part of something else (X-ray, I'm), and so
    // does a digit (X1).
    let after = &text[word.span.end..];
    let after = after.strip_prefix(['-', '\'', '’', '.', '&', '/']).unwrap_or(after);
    let glued = after.starts_with(char::is_alphanumeric);
    let glued = glued || text[..word.span.start].ends_with(['-', '\'', '’', '/', '&', '.']);
    if glued || (!counted && word.text.len() < 2) {
        return None;
    }
    // “you should act. I think” names no act.
    let abbreviated = stem.len() < before.len();
    if word.text == "I" && (abbreviated || !stem[start..].starts_with(char::is_uppercase)) {
        return None;
    }
    let strength = if counted { Strength::Sure } else { Strength::Likely };
    let span = if counted { Span::new(start, word.span.end) } else { word.span };
    Some(FoundNumber { span, number: Number::new(amount, Form::Ordinal, strength), scale: None })
}

/// Where idioms stand in the text whose number words count nothing.
fn idiom_spans(text: &str) -> Vec<Span> {
    let lower = text.to_ascii_lowercase();
    let mut spans = Vec::new();
    for idiom in words::idioms() {
        for (at, _) in lower.match_indices(idiom) {
            let end = at + idiom.len();
            let inside_word = lower[..at].ends_with(|c: char| c.is_alphanumeric())
                || lower[end..].starts_with(|c: char| c.is_alphanumeric());
            if !inside_word {
                spans.push(Span::new(at, end));
            }
        }
    }
    spans
}
