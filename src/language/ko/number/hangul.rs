//! Korean numerals in Hangul, and what makes sure that they are numerals.

use super::{
    counter::{counter, is_word_end, with_decade, with_half},
    digits::{fraction, scaled, tenths},
    together, words,
};
use crate::{
    language::{
        any::number::{FoundNumber, words::WordKind},
        ko::{
            neighbour,
            numeral::{self, Make, TRILLION},
        },
        role,
    },
    text::Span,
    value::{Amount, Form, Native, Number, Strength, Unit},
};

/// A numeral in Hangul at the start of a word.
pub(crate) fn in_hangul(text: &str, at: usize) -> Option<FoundNumber> {
    let rest = &text[at..];
    let (prefix, ordinal) = match role::behind(rest, "ordinal") {
        Some(after) => (rest.len() - after.len() + usize::from(after.starts_with(' ')), true),
        None => (rest.len() - neighbour::behind("about", rest).unwrap_or(rest).len(), false),
    };
    if prefix > 0
        && !ordinal
        && let Some(mut found) = together::digits(text, at + prefix)
    {
        found.span.start = at;
        return Some(found);
    }
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
    word(text, at).or_else(|| together::digits(text, at)).or_else(|| numeral_at(text, at, false))
}

/// A word of the table: 이틀, 둘째, 수백, 양국.
fn word(text: &str, at: usize) -> Option<FoundNumber> {
    let rest = &text[at..];
    let word = words::word(rest)?;
    let after = &rest[word.form.len()..];
    // 사분의 일 is a fourth.
    let last = word.form.char_indices().next_back().map_or(0, |(at, _)| at);
    if neighbour::follows("fraction", &rest[last..]) {
        return None;
    }
    let mut number = Number::new(word.value, Form::Cardinal, word.strength);
    number.form = match word.kind {
        WordKind::Ordinal => Form::Ordinal,
        WordKind::Many | WordKind::Few => Form::Many,
        WordKind::Part => Form::Fraction,
        WordKind::Echo | WordKind::Multiple | WordKind::Age => Form::Echo,
        WordKind::Decade => Form::Decade,
        _ => Form::Cardinal,
    };
    if word.kind == WordKind::Day {
        if word.strength == Strength::Loose {
            number.form = Form::Echo;
        }
        number.unit = words::named("day");
        let mut found =
            FoundNumber { span: Span::new(at, at + word.form.len()), number, scale: None };
        with_half(text, &mut found, at + word.form.len());
        return (is_word_end(after) || found.span.len() > word.form.len()).then_some(found);
    }
    if word.kind == WordKind::Age {
        number.unit = words::named("age");
    }
    // 반년 is half a year.
    if word.kind == WordKind::Part && last > 0 {
        let of = words::unit(&word.form[last..]).map(|(_, unit)| unit);
        number.unit = of.filter(|unit| matches!(unit.dimension, "time" | "span"));
    }
    if word.kind == WordKind::Multiple {
        number.unit = words::named("times");
    }
    if word.kind == WordKind::Several {
        let value = word.value.as_whole()?;
        // 여남은 are up to half as many more.
        let more = if value < 10 { 1 } else { value / 2 };
        number.amounts.push(Amount::whole(value + more));
        number.range = true;
        if neighbour::precedes("days", word.form) {
            number.unit = words::named("day");
        } else if let Some((unit, span)) = counter(text, at + word.form.len()) {
            (number.unit, number.unit_span) = (Some(unit), Some(span));
        }
    }
    Some(FoundNumber { span: Span::new(at, at + word.form.len()), number, scale: None })
}

fn numeral_at(text: &str, at: usize, ordinal: bool) -> Option<FoundNumber> {
    let rest = &text[at..];
    let idiom = !ordinal && words::is_idiom(rest);
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
        Some(unit) if tens.value.is_multiple_of(10) && tens.value >= 10 && unit.value < 10 => {
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
fn native(text: &str, at: usize, numeral: numeral::Numeral) -> Option<FoundNumber> {
    let end = at + numeral.len;
    let after = &text[end..];
    let amount = Amount::whole(numeral.value);
    let make = |strength, form| FoundNumber {
        span: Span::new(at, end),
        number: Number::new(amount, form, strength),
        scale: None,
    };
    let literal = &text[at..end];
    let small = numeral.value == 1;
    // 열 alone is too often heat or a row, 네 “your”, 석 and the like a name.
    let ten = numeral.value == 10;
    let your = neighbour::is("your", literal);
    let rare = neighbour::is("rare", literal);
    // 한 자릿수 counts.
    let digits = |unit: Unit| unit.dimension == "digits";
    if let Some((unit, unit_span)) = counter(text, end)
        && let unit_end = unit_span.end
        && (is_word_end(&text[unit_end..])
            || neighbour::precedes("counted order", &text[..unit_end]))
    {
        // 두 분 are two people, 이 분 two minutes.
        let unit = match unit.name {
            "minute" => words::named("person").unwrap_or(unit),
            _ => unit,
        };
        let spaced = after.starts_with(' ');
        let usual = if rare {
            neighbour::follows("counted by rare", after)
        } else {
            unit.native > Native::No
        };
        let attached = spaced || usual || (numeral.value > 4 && !rare && !ten);
        if attached && !(spaced && numeral.make == Make::Nominal && numeral.value < 5) {
            // 네 is “your” before a noun that is no counter of persons, things or times.
            let your = your && spaced && unit.native < Native::Counter;
            let doubtful = (small && !digits(unit)) || your || (unit.native == Native::No && ten);
            // Two or three of something are often told without the number.
            let strength = match numeral.value {
                _ if doubtful => Strength::Loose,
                2..=4 => Strength::Likely,
                _ => Strength::Sure,
            };
            let form = if unit.dimension == "order" { Form::Ordinal } else { Form::Cardinal };
            let mut found = make(strength, form);
            (found.number.unit, found.number.unit_span) = (Some(unit), Some(unit_span));
            found.span.end = unit_end;
            with_half(text, &mut found, unit_end);
            return Some(found);
        }
    }
    if let Some(rest) = neighbour::behind("order", after) {
        let mut found = make(if small { Strength::Loose } else { Strength::Likely }, Form::Ordinal);
        found.span.end = text.len() - rest.len();
        return Some(found);
    }
    let loose = small || ten || your || rare;
    let strength = if loose { Strength::Loose } else { Strength::Likely };
    match numeral.make {
        Make::Nominal if is_word_end(after) && !ten => Some(make(strength, Form::Cardinal)),
        Make::Attributive if after.starts_with(' ') && (!loose || small) => {
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
        let copula = next.syllables > 1 && numeral::ends_in(&written, 2);
        // 이해하기 is no 해 that is counted, and 구조 이해 no number of trillions.
        let counted = counter(text, end).is_some_and(|(_, unit)| is_word_end(&text[unit.end..]));
        if is_word_in_trillions(&text[..numeral.len]) && next.syllables == 1 {
            break;
        }
        let followed = is_word_end(rest) || counted || copula;
        let further = rest.strip_prefix(' ').and_then(numeral::sino).is_some();
        let Some(joined) = numeral::sino(&written).filter(|joined| joined.len == written.len())
        else {
            break;
        };
        // A single syllable must be followed by what follows numbers, and 만 일 is 만일.
        let last = text[..numeral.len].chars().next_back().and_then(numeral::scale);
        let ten = text.chars().next().and_then(numeral::scale) == Some(10) && counted;
        let sure = (is_multiplied(&written) || ten) && last.is_some();
        if !(sure && (followed || further)) {
            break;
        }
        numeral = numeral::Numeral { len: end, make: Make::Compound, ..joined };
    }
    numeral
}

/// A Sino-Korean numeral in Hangul, if what follows makes it one; what looks like an `idiom` needs more.
fn sino(text: &str, at: usize, numeral: numeral::Numeral, idiom: bool) -> Option<FoundNumber> {
    let mut numeral = spaced_sino(&text[at..], numeral);
    let mut readings = Vec::new();
    // 사천이요 is “four thousand it is”, not 4002.
    if numeral.make == Make::Compound
        && numeral::ends_in(&text[..at + numeral.len], 2)
        && counter(text, at + numeral.len).is_none()
    {
        readings.push(vec![Amount::whole(numeral.value)]);
        let head = text[at..at + numeral.len]
            .trim_end_matches(|c| c == ' ' || numeral::digit(c) == Some(2));
        numeral = numeral::Numeral { value: numeral.value - 2, len: head.len(), ..numeral };
    }
    let end = at + numeral.len;
    let (value, end, scale) = scaled(text, Amount::whole(numeral.value), end);
    if let Some(fraction) = fraction(text, value, end) {
        return Some(FoundNumber { span: Span::new(at, fraction.span.end), ..fraction });
    }
    // 일할 사람 is one to work, 구할 to save.
    let work = matches!(numeral::syllable(&text[at..end]), Some(1 | 7 | 9));
    if neighbour::follows("tenths", &text[end..])
        && let Some(tenths) = tenths(text, at, end, value)
        && let rest = &text[tenths.span.end..]
        && is_word_end(rest)
        && (!work || !neighbour::precedes("tenths", &text[..tenths.span.end]))
    {
        return Some(tenths);
    }
    let counted = counter(text, end).filter(|(_, unit)| is_word_end(&text[unit.end..]));
    let syllable = numeral.make == Make::Syllable && end == at + numeral.len;
    let literal = &text[at..end];
    let plain = counted.is_none_or(|(unit, _)| {
        unit.native == Native::No && !matches!(unit.dimension, "time" | "span" | "money" | "people")
    });
    let trillion = literal.chars().next().and_then(numeral::scale) == Some(TRILLION);
    if numeral.make == Make::Compound && trillion || is_word_in_trillions(literal) {
        return None;
    }
    let doubtful = idiom && plain && !is_approximate(&text[end..]);
    if idiom && (syllable || !is_multiplied(literal)) {
        return None;
    }
    let strength = sino_strength(literal, counted.map(|(unit, _)| unit), syllable, &text[end..])?;
    let strength = if doubtful { Strength::Loose } else { strength };
    let mut found = FoundNumber {
        span: Span::new(at, end),
        number: Number { readings, ..Number::new(value, Form::Cardinal, strength) },
        scale,
    };
    // 사십일 is forty-one and forty days.
    if counted.is_none() && numeral::ends_in(literal, 1) && numeral.make == Make::Compound {
        let days = numeral.value - 1;
        found.number.readings.push(found.number.amounts.clone());
        found.number.amounts = vec![Amount::whole(days)];
        found.number.unit = words::named("day");
    }
    if let Some((unit, unit_span)) = counted {
        let unit_end = unit_span.end;
        (found.number.unit, found.number.unit_span) = (Some(unit), Some(unit_span));
        if unit.dimension == "order" {
            found.number.form = Form::Ordinal;
        }
        found.span.end = unit_end;
        with_half(text, &mut found, unit_end);
        with_decade(text, &mut found.number, unit_end);
    }
    Some(found)
}

/// 구조, 이조, 제조: hardly ever trillions.
fn is_word_in_trillions(literal: &str) -> bool {
    numeral::ends_in(literal, TRILLION) && literal.chars().count() == 2
}

/// How surely `literal`, with its counter if it has one and followed by `rest`, is a number; none if it
/// is more likely another word.
fn sino_strength(
    literal: &str,
    unit: Option<Unit>,
    syllable: bool,
    rest: &str,
) -> Option<Strength> {
    let spaced = rest.starts_with(' ');
    let value = numeral::syllable(literal);
    Some(match (unit, syllable) {
        // 이 년 is “this year” as soon as “two years”; 이년, 사회, 조장 are other words.
        (Some(_), true) if matches!(value, Some(2 | TRILLION)) => return None,
        // 일주일, a week.
        (Some(_), true) if value == Some(1) && neighbour::follows("week", rest) => Strength::Loose,
        (Some(_), true) if matches!(value, Some(1 | 4 | 5 | 9)) => {
            return spaced.then_some(Strength::Loose);
        }
        (Some(unit), true) => {
            let usual = matches!(
                unit.dimension,
                "time" | "span" | "money" | "percent" | "people" | "age" | "ratio" | "animal"
            );
            return (spaced || usual).then_some(Strength::Likely);
        }
        (Some(_), false) => Strength::Sure,
        // Three syllables or a multiple of ten and more can hardly be another word.
        (None, false) if is_word_end(rest) && is_certain(literal) => Strength::Likely,
        (None, false) if is_approximate(rest) && is_multiplied(literal) => Strength::Likely,
        // 삼백을, 일만 스승: perhaps a number, so that the other side's may find it.
        (None, false) if is_word_end(rest) => Strength::Loose,
        (None, true) if spaced && matches!(value, Some(10 | 100 | 1_000 | 10_000)) => {
            Strength::Loose
        }
        _ => return None,
    })
}

/// Whether a Sino-Korean compound is a number even without a counter: 이십, 삼백만, but not 이천 or 만일.
fn is_certain(literal: &str) -> bool {
    let chars: Vec<char> = literal.chars().collect();
    match chars.len() {
        0 | 1 => false,
        2 => {
            is_multiplied(literal)
                && numeral::ends_in(literal, 10)
                && numeral::digit(chars[0]) != Some(9)
        }
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
    neighbour::follows("approximate", rest)
}
