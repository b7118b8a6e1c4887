//! Korean numbers: digits with 만, 억 and 조, Sino-Korean and native numerals in Hangul, counters.
//!
//! Many numerals are also the first syllable of another word, so that a numeral in Hangul counts only
//! with a counter behind it, as a compound that can be nothing else, or as a word of its own.

use super::{
    Amount, Form, Found, Native, Number, Strength, Unit,
    digits::{self, Convention, TokenValue},
    roman, taken_until,
    words::{self, Kind},
};
use crate::{
    hangul::numeral::{self, Make},
    text::Span,
};

pub(super) fn find(text: &str, taken: &[Span]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
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
            let token = digits::token(text, at, floor, Convention::POINT);
            at = token.span.end.max(at + 1);
            in_digits(text, token)
        } else if word_start && is_hangul(c) {
            let next = in_hangul(text, at);
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
        if let Some(mut next) = next {
            at = next.span.end.max(at);
            floor = at;
            next.number.qualifier = words::qualifier_before("ko", &text[..next.span.start])
                .or_else(|| words::qualifier_after("ko", &text[next.span.end..]));
            found.push(next);
        }
        before = text[..at].chars().next_back();
    }
    found
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Digits, with the scales after them, the counter, and 제 before.
fn in_digits(text: &str, token: digits::Token) -> Option<Found> {
    let span = token.span;
    let TokenValue::Quantity(first, readings) = token.value else {
        let mut found = digits::plain(token)?;
        if words::is_event(text[span.end..].trim_start()) {
            (found.number.form, found.number.strength) = (Form::Echo, Strength::Loose);
        } else if found.number.form != Form::Code {
            with_unit(text, &mut found);
        }
        return Some(found);
    };
    let (amount, end, scale) = scaled(text, first, span.end);
    // 9조 is nine trillion, and the ninth article.
    let article = text[..end].ends_with('조');
    // “0과 1만” is “only 0 and 1”.
    let only =
        text[..end].ends_with('만') && first < Amount::whole(10) && text[end..].starts_with(' ');
    let readings = match scale {
        Some(_) if article || only => vec![vec![first]],
        Some(_) => Vec::new(),
        None => readings,
    };
    if let Some(found) = tenths(text, span.start, end, amount) {
        return Some(found);
    }
    let event = !readings.is_empty() && words::is_event(text[end..].trim_start());
    let mut number = Number { readings, ..Number::new(amount, Form::Cardinal, Strength::Sure) };
    if event {
        (number.form, number.strength) = (Form::Echo, Strength::Loose);
    }
    let mut found = Found { span: Span::new(span.start, end), number, scale };
    if let Some(fraction) = fraction(text, amount, end) {
        return Some(Found { span: found.span.join(fraction.span), ..fraction });
    }
    if let Some(end) = with_unit(text, &mut found) {
        with_half(text, &mut found, end);
    }
    with_je(text, &mut found);
    Some(found)
}

/// The value of digits together with the scales and further digits that follow them (3만 5천), where it
/// ends, and its last scale.
fn scaled(text: &str, first: Amount, end: usize) -> (Amount, usize, Option<Amount>) {
    let (mut total, mut section) = (Some(Amount::whole(0)), Some(Amount::whole(0)));
    let mut pending = Some(first);
    let (mut small, mut great) = (u128::MAX, u128::MAX);
    let mut at = end;
    // What has been understood so far, at the last place where the number may end.
    let mut known = (first, end, None);
    loop {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        if let Some(by) = numeral::scale(c).filter(|_| pending.is_some() || small < u128::MAX) {
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
            !spaced && n.value < 10_000 && !words::is_korean_idiom(skipped)
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
        let further = text[next..].chars().next().and_then(numeral::scale);
        if further.is_none() {
            // After a space only a number with a scale of its own belongs to the same quantity, unless
            // it fills the places below the scale (1만 2500).
            let sum = total.zip(section).and_then(|(a, b)| a.plus(b)).and_then(|a| a.plus(value));
            let fills = start == at || value >= Amount::whole(100);
            if let Some(sum) = sum.filter(|_| fills) {
                known = (sum, next, None);
            }
            break;
        }
        at = next;
    }
    known
}

/// “3할”, “2할6푼8리”: tenths, hundredths and thousandths, given the tenths.
fn tenths(text: &str, start: usize, end: usize, tenths: Amount) -> Option<Found> {
    let mut value = Amount::fraction(tenths.as_whole().filter(|n| *n <= 10)?, 10)?;
    let mut rest = text[end..].strip_prefix('할')?;
    for (sign, part) in [('푼', 100), ('리', 1000)] {
        let digits = rest.trim_start();
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        if let Some(after) = digits[count..].strip_prefix(sign)
            && let Ok(parts) = digits[..count].parse()
        {
            value = value.plus(Amount::fraction(parts, part)?)?;
            rest = after;
        }
    }
    let number = Number::new(value, Form::Fraction, Strength::Sure);
    Some(Found { span: Span::new(start, text.len() - rest.len()), number, scale: None })
}

/// “3분의 1”, given the denominator.
fn fraction(text: &str, denominator: Amount, end: usize) -> Option<Found> {
    let rest = text[end..].strip_prefix("분의")?;
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
    Some(Found { span: Span::new(start, end), number, scale: None })
}

/// The counter behind a number, directly or after a space, and 여 before it; where it ends.
fn counter(text: &str, end: usize) -> Option<(Unit, usize)> {
    let mut rest = &text[end..];
    for more in ["여", "남짓", "몇"] {
        rest = rest.strip_prefix(more).unwrap_or(rest);
    }
    rest = rest.strip_prefix(' ').unwrap_or(rest);
    let (form, unit) = words::korean_unit(rest)?;
    let end = text.len() - rest.len() + form.len();
    Some((unit, end))
}

/// Gives a number its counter, and lets its span reach over one that stands directly behind it; where
/// the counter ends.
fn with_unit(text: &str, found: &mut Found) -> Option<usize> {
    let (unit, end) = counter(text, found.span.end)?;
    if text[found.span.end..].starts_with(' ') && !is_word_end(&text[end..]) {
        return None;
    }
    let number = &mut found.number;
    number.unit = Some(unit);
    if unit.dimension == "order" && number.form == Form::Cardinal {
        number.form = Form::Ordinal;
    }
    // 50대 is an age in tens, 1970년대 a decade.
    if text[..end].ends_with('대')
        && number.amounts[0].as_whole().is_some_and(|n| n >= 10 && n % 10 == 0 && n < 100)
    {
        number.readings.push(number.amounts.clone());
        number.form = Form::Decade;
    }
    if text[..found.span.start].trim_end().ends_with("오후")
        && unit.dimension == "clock"
        && let Some(hour) = number.amounts[0].as_whole().filter(|h| *h < 12)
    {
        number.readings.push(vec![Amount::whole(hour + 12)]);
    }
    if !text[found.span.end..].starts_with(' ') {
        found.span.end = end;
    }
    Some(end)
}

/// “한 시간 반”: half of the counter more, which ends at `end`.
fn with_half(text: &str, found: &mut Found, end: usize) {
    let Some(rest) = text[end..].strip_prefix(" 반").or_else(|| text[end..].strip_prefix('반'))
    else {
        return;
    };
    if is_word_end(rest)
        && let Some(more) =
            Amount::fraction(1, 2).and_then(|half| found.number.amounts[0].plus(half))
    {
        if found.number.unit.is_some_and(|unit| unit.dimension == "clock") {
            let hour = found.number.amounts[0];
            found.number.readings.push(vec![hour, Amount::whole(30)]);
        }
        found.number.amounts[0] = more;
        found.number.strength = Strength::Sure;
        found.span.end = text.len() - rest.len();
    }
}

/// 제 before a number makes it an ordinal.
fn with_je(text: &str, found: &mut Found) {
    let before = text[..found.span.start].trim_end_matches(' ');
    if let Some(head) = before.strip_suffix('제')
        && !head.ends_with(is_hangul)
    {
        found.number.form = Form::Ordinal;
        found.span.start = head.len();
    }
}

/// Whether a numeral that is followed by `rest` can end there: at the end of the word, or before a
/// particle.
fn is_word_end(rest: &str) -> bool {
    const PARTICLES: [&str; 54] = [
        "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로", "으로", "만", "씩",
        "쯤", "째", "간", "동안", "정도", "가량", "이상", "이하", "미만", "이나", "이라", "이었",
        "이다", "입니", "밖에", "뿐", "까지", "부터", "당", "짜리", "여", "남짓", "다", "들", "인",
        "였", "예요", "라", "니", "며", "고", "야", "요", "에게", "께", "하", "면", "중", "전",
    ];
    !rest.starts_with(is_hangul) || PARTICLES.iter().any(|particle| rest.starts_with(particle))
}

/// A numeral in Hangul at the start of a word.
fn in_hangul(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let (prefix, ordinal) = match rest.strip_prefix('제') {
        Some(after) => ("제".len() + usize::from(after.starts_with(' ')), true),
        None => ("약".len() * usize::from(rest.starts_with('약') || rest.starts_with('총')), false),
    };
    if prefix > 0
        && let Some(mut found) = numeral_at(text, at + prefix, ordinal)
        && found
            .number
            .unit
            .is_some_and(|unit| !ordinal || matches!(unit.dimension, "order" | "floor"))
    {
        if ordinal {
            found.number.form = Form::Ordinal;
            found.span.start = at;
        }
        return Some(found);
    }
    word(text, at).or_else(|| numeral_at(text, at, false))
}

/// A word of the table: 이틀, 둘째, 수백, 양국.
fn word(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let word = words::korean(rest)?;
    let after = &rest[word.form.len()..];
    let mut number = Number::new(word.value, Form::Cardinal, word.strength);
    number.form = match word.kind {
        Kind::Ordinal => Form::Ordinal,
        Kind::Many => Form::Many,
        Kind::Part => Form::Fraction,
        Kind::Echo => Form::Echo,
        _ => Form::Cardinal,
    };
    if word.kind == Kind::Day {
        if word.strength == Strength::Loose {
            number.form = Form::Echo;
        }
        number.unit = words::korean_unit("일").map(|(_, unit)| unit);
        if !is_word_end(after) {
            return None;
        }
    }
    if word.kind == Kind::Several {
        let value = word.value.as_whole()?;
        number.amounts.push(Amount::whole(value + 1));
        number.range = true;
    }
    Some(Found { span: Span::new(at, at + word.form.len()), number, scale: None })
}

fn numeral_at(text: &str, at: usize, ordinal: bool) -> Option<Found> {
    let rest = &text[at..];
    let idiom = !ordinal && words::is_korean_idiom(rest);
    numeral::native(rest)
        .filter(|_| !idiom)
        .map(|tens| spaced_unit(rest, tens))
        .and_then(|numeral| native(text, at, numeral))
        .or_else(|| numeral::sino(rest).and_then(|numeral| sino(text, at, numeral, idiom)))
}

/// Joins tens with a unit that stands after a space: 서른 아홉.
fn spaced_unit(text: &str, tens: numeral::Numeral) -> numeral::Numeral {
    let unit = text[tens.len..].strip_prefix(' ').and_then(numeral::native);
    match unit {
        Some(unit) if tens.value % 10 == 0 && tens.value >= 10 && unit.value < 10 => {
            numeral::Numeral {
                value: tens.value + unit.value,
                len: tens.len + 1 + unit.len,
                syllables: tens.syllables + unit.syllables,
                make: unit.make,
            }
        }
        _ => tens,
    }
}

/// A native numeral, if what follows makes it one.
fn native(text: &str, at: usize, numeral: numeral::Numeral) -> Option<Found> {
    let end = at + numeral.len;
    let after = &text[end..];
    let amount = Amount::whole(numeral.value);
    let make = |strength, form| Found {
        span: Span::new(at, end),
        number: Number::new(amount, form, strength),
        scale: None,
    };
    let small = numeral.value == 1;
    if let Some((unit, unit_end)) = counter(text, end)
        && (is_word_end(&text[unit_end..]) || text[..unit_end].ends_with("번째"))
    {
        // 열 alone is too often heat or a row.
        let spaced = after.starts_with(' ');
        let literal = &text[at..end];
        let rare = matches!(literal, "석" | "넉" | "서" | "너" | "닷" | "엿");
        let attached = spaced
            || if rare { after.starts_with('달') } else { unit.native > Native::No }
            || (numeral.value > 4 && !rare && literal != "열");
        if attached && !(spaced && numeral.make == Make::Nominal && numeral.value < 5) {
            // 네 is “your” before a noun that is no counter of persons, things or times.
            let your = literal == "네" && spaced && unit.native < Native::Counter;
            let doubtful = small || your || (unit.native == Native::No && literal == "열");
            // Two or three of something are often told without the number.
            let strength = match numeral.value {
                _ if doubtful => Strength::Loose,
                2..=4 => Strength::Likely,
                _ => Strength::Sure,
            };
            let form = if unit.dimension == "order" { Form::Ordinal } else { Form::Cardinal };
            let mut found = make(strength, form);
            found.number.unit = Some(unit);
            found.span.end = unit_end;
            with_half(text, &mut found, unit_end);
            return Some(found);
        }
    }
    if let Some(rest) = after.strip_prefix('째') {
        let mut found = make(if small { Strength::Loose } else { Strength::Likely }, Form::Ordinal);
        found.span.end = text.len() - rest.len();
        return Some(found);
    }
    let loose =
        small || matches!(&text[at..end], "열" | "네" | "석" | "서" | "넉" | "너" | "닷" | "엿");
    let strength = if loose { Strength::Loose } else { Strength::Likely };
    match numeral.make {
        Make::Nominal if is_word_end(after) && &text[at..end] != "열" => {
            Some(make(strength, Form::Cardinal))
        }
        Make::Attributive if after.starts_with(' ') && (!loose || &text[at..end] == "한") => {
            Some(make(strength, Form::Cardinal))
        }
        _ => None,
    }
}

/// Joins Sino-Korean numerals written in several words: 육백 칠십 이명, 십 이만명.
fn spaced_sino(text: &str, mut numeral: numeral::Numeral) -> numeral::Numeral {
    let mut written = text[..numeral.len].to_owned();
    while let Some(next) = text[numeral.len..].strip_prefix(' ').and_then(numeral::sino) {
        let end = numeral.len + 1 + next.len;
        written.push_str(&text[numeral.len + 1..end]);
        let rest = &text[end..];
        let followed = is_word_end(rest) || words::korean_unit(rest).is_some();
        let further = rest.strip_prefix(' ').and_then(numeral::sino).is_some();
        let Some(joined) = numeral::sino(&written).filter(|joined| joined.len == written.len())
        else {
            break;
        };
        // A single syllable must be followed by what follows numbers, and 만 일 is 만일.
        let sure = is_multiplied(&written)
            && text[..numeral.len].chars().next_back().and_then(numeral::scale).is_some();
        if !(sure && (followed || further)) {
            break;
        }
        numeral = numeral::Numeral { len: end, make: Make::Compound, ..joined };
    }
    numeral
}

/// A Sino-Korean numeral in Hangul, if what follows makes it one; what looks like an `idiom` needs more.
fn sino(text: &str, at: usize, numeral: numeral::Numeral, idiom: bool) -> Option<Found> {
    let mut numeral = spaced_sino(&text[at..], numeral);
    let mut readings = Vec::new();
    // 사천이요 is “four thousand it is”, not 4002.
    if numeral.make == Make::Compound
        && text[..at + numeral.len].ends_with('이')
        && counter(text, at + numeral.len).is_none()
    {
        readings.push(vec![Amount::whole(numeral.value)]);
        let head = text[at..at + numeral.len].trim_end_matches(['이', ' ']);
        numeral = numeral::Numeral { value: numeral.value - 2, len: head.len(), ..numeral };
    }
    let end = at + numeral.len;
    let (value, end, scale) = scaled(text, Amount::whole(numeral.value), end);
    if let Some(fraction) = fraction(text, value, end) {
        return Some(Found { span: Span::new(at, fraction.span.end), ..fraction });
    }
    let spaced = text[end..].starts_with(' ');
    let counted = counter(text, end).filter(|(_, unit_end)| is_word_end(&text[*unit_end..]));
    let syllable = numeral.make == Make::Syllable && end == at + numeral.len;
    let literal = &text[at..end];
    let plain = counted.is_none_or(|(unit, _)| {
        unit.native == Native::No && !matches!(unit.dimension, "time" | "span" | "money" | "people")
    });
    // 구조, 이조, 제조: hardly ever trillions.
    if numeral.make == Make::Compound && literal.starts_with('조')
        || (literal.ends_with('조') && literal.chars().count() == 2)
    {
        return None;
    }
    let doubtful = idiom && plain && !is_approximate(&text[end..]);
    if idiom && (syllable || !is_multiplied(literal)) {
        return None;
    }
    let strength = match (counted, syllable) {
        _ if doubtful => Strength::Loose,
        // 이 년 is “this year” as soon as “two years”; 이년, 사회, 조장 are other words.
        (Some(_), true) if matches!(literal, "이" | "일" | "사" | "조" | "오" | "구") => {
            if spaced && literal != "이" && literal != "조" {
                Strength::Loose
            } else {
                return None;
            }
        }
        (Some((unit, _)), true) => {
            let time = matches!(
                unit.dimension,
                "time" | "span" | "money" | "percent" | "people" | "age" | "ratio" | "animal"
            );
            if spaced || time { Strength::Likely } else { return None }
        }
        (Some(_), false) => Strength::Sure,
        // Three syllables or a multiple of ten and more can hardly be another word.
        (None, false) if is_word_end(&text[end..]) && is_certain(literal) => Strength::Likely,
        (None, false) if is_approximate(&text[end..]) && is_multiplied(literal) => Strength::Likely,
        // 삼백을, 일만 스승: perhaps a number, so that the other side's may find it.
        (None, false) if is_word_end(&text[end..]) => Strength::Loose,
        (None, true) if spaced && matches!(literal, "백" | "천" | "만" | "십") => {
            Strength::Loose
        }
        _ => return None,
    };
    let mut found = Found {
        span: Span::new(at, end),
        number: Number { readings, ..Number::new(value, Form::Cardinal, strength) },
        scale,
    };
    // 사십일 is forty-one and forty days.
    if counted.is_none() && literal.ends_with('일') && numeral.make == Make::Compound {
        let days = numeral.value - 1;
        found.number.readings.push(found.number.amounts.clone());
        found.number.amounts = vec![Amount::whole(days)];
        found.number.unit = words::korean_unit("일").map(|(_, unit)| unit);
    }
    if let Some((unit, unit_end)) = counted {
        found.number.unit = Some(unit);
        if unit.dimension == "order" {
            found.number.form = Form::Ordinal;
        }
        found.span.end = unit_end;
        with_half(text, &mut found, unit_end);
    }
    Some(found)
}

/// Whether a Sino-Korean compound is a number even without a counter: 이십, 삼백만, but not 이천 or 만일.
fn is_certain(literal: &str) -> bool {
    let chars: Vec<char> = literal.chars().collect();
    match chars.len() {
        0 | 1 => false,
        2 => is_multiplied(literal) && chars[1] == '십' && !matches!(chars[0], '구'),
        _ => is_multiplied(literal),
    }
}

/// Whether a digit stands before a scale in it: 이십, 삼백만.
fn is_multiplied(literal: &str) -> bool {
    let chars: Vec<char> = literal.chars().collect();
    chars
        .windows(2)
        .any(|w| numeral::digit(w[0]).is_some_and(|d| d > 0) && numeral::scale(w[1]).is_some())
}

/// Whether a word follows that makes the number before it approximate.
fn is_approximate(rest: &str) -> bool {
    ["여", "쯤", "가량", "남짓"].iter().any(|word| rest.starts_with(word))
}

/// A Roman numeral of two letters or more.
fn in_roman(text: &str, span: Span) -> Option<Found> {
    let amount = roman::value(span.of(text)).filter(|_| span.len() >= 2)?;
    let glued = text[span.end..]
        .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/'));
    let number = Number::new(amount, Form::Ordinal, Strength::Likely);
    (!glued).then_some(Found { span, number, scale: None })
}
