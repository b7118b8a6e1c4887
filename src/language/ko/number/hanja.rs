//! Korean numbers in Hanja: 三萬 名, 四人, 十二個, 二千五百餘名.

use super::{
    counter::{counter, is_word_end},
    words,
};
use crate::{
    language::{
        any::number::FoundNumber,
        ko::numeral::{self, Make},
        role,
    },
    text::Span,
    value::{Amount, Form, Number, Strength},
};

/// A numeral in Hanja at `at` of a text that is `written` so and `read` in Hangul.
///
/// A single character begins many words (一般, 三角), so that it counts before a counter only, and not in those
/// that are words with it (一部). More are a number where the word ends behind them.
pub(crate) fn in_hanja(written: &str, read: &str, at: usize) -> Option<FoundNumber> {
    let numeral = numeral::hanja(&written[at..])?;
    let end = at + numeral.len;
    let counted = counter(read, end).filter(|(_, unit)| is_word_end(&read[unit.end..]));
    let single = numeral.make == Make::Syllable;
    // 萬 名 are ten thousand, 千 and 百 may be a name or a word.
    if single && (counted.is_none() || words::is_idiom(&read[at..])) {
        return None;
    }
    if counted.is_none() && !is_word_end(&read[end..]) {
        return None;
    }
    let strength = if counted.is_some() { Strength::Sure } else { Strength::Likely };
    let number = Number::new(Amount::whole(numeral.value), Form::Cardinal, strength);
    let mut found = FoundNumber { span: Span::new(at, end), number, scale: None };
    if let Some((unit, span)) = counted {
        (found.number.unit, found.number.unit_span) = (Some(unit), Some(span));
        if unit.dimension == "order" {
            found.number.form = Form::Ordinal;
        }
    }
    // 第三次
    if let Some(head) = role::before(&read[..at], "ordinal")
        && !head.ends_with(char::is_alphanumeric)
    {
        found.number.form = Form::Ordinal;
        found.span.start = head.len();
    }
    Some(found)
}
