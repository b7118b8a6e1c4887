//! Korean numbers that begin with digits: 3만 5천, 제 4차, 3분의 1, 2할6푼.

use super::{
    counter::{is_word_end, with_half, with_unit},
    words,
};
use crate::{
    language::{
        any::number::{
            FoundNumber,
            digits::{self, Convention, TokenValue},
            words::is_event,
        },
        ko::{
            jamo::is_syllable,
            neighbour,
            numeral::{self, Make},
        },
        role,
    },
    text::Span,
    value::{Amount, Form, Number, Strength},
};

/// Digits, with the scales after them, the counter, and 제 before.
pub(crate) fn in_digits(text: &str, token: digits::Token) -> Option<FoundNumber> {
    let span = token.span;
    // 1/4분기: the first of the four.
    if let TokenValue::Quotient(_, parts) = &token.value
        && neighbour::follows("quarter", text[span.end..].trim_start())
        && let [[first, ..]] = parts.iter().map(Vec::as_slice).collect::<Vec<_>>()[..]
    {
        let number = Number::new(*first, Form::Ordinal, Strength::Sure);
        let mut found = FoundNumber { span, number, scale: None };
        with_unit(text, &mut found);
        return Some(found);
    }
    let TokenValue::Quantity(first, readings) = token.value else {
        let mut found = digits::plain(token)?;
        if is_event(text[span.end..].trim_start()) {
            (found.number.form, found.number.strength) = (Form::Echo, Strength::Loose);
        } else if found.number.form != Form::Code {
            with_unit(text, &mut found);
        }
        return Some(found);
    };
    let (amount, end, scale) = scaled(text, first, span.end);
    // 68k
    let rest = &text[end..];
    if scale.is_none()
        && rest.starts_with(['k', 'K'])
        && !rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric())
        && let Some(thousands) = amount.times(1000)
    {
        let mut number = Number::new(thousands, Form::Cardinal, Strength::Sure);
        number.readings.push(vec![amount]);
        let mut found = FoundNumber { span: Span::new(span.start, end + 1), number, scale: None };
        with_unit(text, &mut found);
        return Some(found);
    }
    // 9조 is nine trillion, and the ninth article.
    let article = numeral::ends_in(&text[..end], numeral::TRILLION);
    // “0과 1만” is “only 0 and 1”.
    let only = numeral::ends_in(&text[..end], 10_000)
        && first < Amount::whole(10)
        && text[end..].starts_with(' ');
    let readings = match scale {
        Some(_) if article || only => vec![vec![first]],
        Some(_) => Vec::new(),
        None => readings,
    };
    if let Some(found) = tenths(text, span.start, end, amount) {
        return Some(found);
    }
    let event = !readings.is_empty() && is_event(text[end..].trim_start());
    let mut number = Number { readings, ..Number::new(amount, Form::Cardinal, Strength::Sure) };
    if event {
        (number.form, number.strength) = (Form::Echo, Strength::Loose);
    }
    let mut found = FoundNumber { span: Span::new(span.start, end), number, scale };
    if let Some(fraction) = fraction(text, amount, end) {
        return Some(FoundNumber { span: found.span.join(fraction.span), ..fraction });
    }
    if let Some((part, len)) = digits::vulgar(&text[found.span.end..]) {
        found.number.amounts = vec![amount.plus(part)?];
        found.span.end += len;
    }
    if let Some(end) = with_unit(text, &mut found) {
        with_half(text, &mut found, end);
    }
    with_je(text, &mut found);
    Some(found)
}

/// The value of digits together with the scales and further digits that follow them (3만 5천), where it
/// ends, and its last scale.
pub(crate) fn scaled(text: &str, first: Amount, end: usize) -> (Amount, usize, Option<Amount>) {
    let (mut total, mut section) = (Some(Amount::whole(0)), Some(Amount::whole(0)));
    let mut pending = Some(first);
    let (mut small, mut great) = (u128::MAX, u128::MAX);
    let mut at = end;
    // What has been understood so far, at the last place where the number may end.
    let mut known = (first, end, None);
    loop {
        let digits_before = text[..at].ends_with(|c: char| c.is_ascii_digit());
        let spaced = pending.is_some() && digits_before && is_spaced_scale(&text[at..]);
        at += usize::from(spaced);
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        if let Some(by) = numeral::scale_at(rest).filter(|_| pending.is_some() || small < u128::MAX)
        {
            let counted = pending.take();
            if by < 10_000 {
                if by >= small || counted.is_none() {
                    break;
                }
                section =
                    section.zip(counted.and_then(|a| a.times(by))).and_then(|(a, b)| a.plus(b));
                small = by;
            } else {
                if by >= great {
                    break;
                }
                section =
                    section.zip(counted.or(Some(Amount::whole(0)))).and_then(|(a, b)| a.plus(b));
                total = total.zip(section.and_then(|a| a.times(by))).and_then(|(a, b)| a.plus(b));
                (section, small, great) = (Some(Amount::whole(0)), u128::MAX, by);
            }
            at += c.len_utf8();
            let value = total.zip(section).and_then(|(a, b)| a.plus(b));
            let Some(value) = value else { break };
            known = (value, at, Some(Amount::whole(by)));
            continue;
        }
        if pending.is_some() {
            break;
        }
        // The next digits, directly or after a space.
        let skipped = rest.strip_prefix(' ').unwrap_or(rest);
        let start = text.len() - skipped.len();
        let (value, next) = if skipped.starts_with(|c: char| c.is_ascii_digit()) {
            match digits::token(text, start, start, Convention::POINT) {
                digits::Token { span, value: TokenValue::Quantity(amount, _) } => {
                    (amount, span.end)
                }
                _ => break,
            }
        } else if let Some(numeral) = numeral::sino(skipped).filter(|n| {
            let spaced = start > at && (small < u128::MAX || n.make == Make::Syllable);
            !spaced && n.value < 10_000 && !words::is_idiom(skipped)
        }) {
            (Amount::whole(numeral.value), start + numeral.len)
        } else {
            break;
        };
        // What follows must be smaller than the last scale.
        let last = if small < u128::MAX { small } else { great };
        if value.as_f64() >= last as f64 {
            break;
        }
        pending = Some(value);
        if numeral::scale_at(&text[next..]).is_none() && !is_spaced_scale(&text[next..]) {
            // After a space only a number with a scale of its own belongs to the same quantity, unless
            // it fills the places below the scale (1만 2500).
            let sum = total.zip(section).and_then(|(a, b)| a.plus(b)).and_then(|a| a.plus(value));
            let fills = start == at || value.as_f64() * 10.0 >= last as f64;
            if let Some(sum) = sum.filter(|_| fills) {
                known = (sum, next, None);
            }
            break;
        }
        at = next;
    }
    known
}

/// Whether a scale follows after a space and can be nothing else: 22 억 5 천만, but not 3 천사.
fn is_spaced_scale(rest: &str) -> bool {
    let Some(word) = rest.strip_prefix(' ') else { return false };
    let Some(first) = numeral::scale_at(word) else { return false };
    let trillion = first == numeral::TRILLION;
    let after = word.trim_start_matches(|c| numeral::scale(c).is_some());
    let next = after.strip_prefix(' ').unwrap_or(after);
    let counted = words::unit(next).is_some_and(|(form, unit)| {
        unit.dimension == "money" || (!trillion && is_word_end(&next[form.len()..]))
    });
    let further = next.starts_with(|c: char| c.is_ascii_digit()) && !trillion;
    counted || further
}

/// “3할”, “2할6푼8리”: tenths, hundredths and thousandths, given the tenths.
pub(crate) fn tenths(text: &str, start: usize, end: usize, tenths: Amount) -> Option<FoundNumber> {
    let mut value = Amount::fraction(tenths.as_whole().filter(|n| *n <= 10)?, 10)?;
    let mut rest = neighbour::behind("tenths", &text[end..])?;
    for (sign, part) in [("hundredths", 100), ("thousandths", 1000)] {
        let digits = rest.trim_start();
        let mut count = digits.bytes().take_while(u8::is_ascii_digit).count();
        let mut parts = digits[..count].parse().ok();
        if count == 0
            && let Some(numeral) = numeral::sino(digits).filter(|n| n.make == Make::Syllable)
        {
            (count, parts) = (numeral.len, Some(numeral.value));
        }
        if let Some(after) = neighbour::behind(sign, &digits[count..])
            && let Some(parts) = parts
        {
            value = value.plus(Amount::fraction(parts, part)?)?;
            rest = after;
        }
    }
    let number = Number::new(value, Form::Fraction, Strength::Sure);
    Some(FoundNumber { span: Span::new(start, text.len() - rest.len()), number, scale: None })
}

/// “3분의 1”, given the denominator.
pub(crate) fn fraction(text: &str, denominator: Amount, end: usize) -> Option<FoundNumber> {
    let rest = neighbour::behind("fraction", &text[end..])?;
    let rest = rest.trim_start_matches(' ');
    let start = text.len() - rest.len();
    let (numerator, end) = if rest.starts_with(|c: char| c.is_ascii_digit()) {
        match digits::token(text, start, start, Convention::POINT) {
            digits::Token { span, value: TokenValue::Quantity(amount, _) } => (amount, span.end),
            _ => return None,
        }
    } else {
        let numeral = numeral::sino(rest)?;
        (Amount::whole(numeral.value), start + numeral.len)
    };
    let value = Amount::fraction(numerator.as_whole()?, denominator.as_whole()?)?;
    let number = Number::new(value, Form::Fraction, Strength::Sure);
    Some(FoundNumber { span: Span::new(start, end), number, scale: None })
}

/// 제 before a number makes it an ordinal.
fn with_je(text: &str, found: &mut FoundNumber) {
    let before = text[..found.span.start].trim_end_matches(' ');
    if let Some(head) = role::before(before, "ordinal")
        && !head.ends_with(is_syllable)
    {
        found.number.form = Form::Ordinal;
        found.span.start = head.len();
    }
}
