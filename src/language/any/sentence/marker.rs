//! The number or letter before a list entry or heading: `2.`, `(a)`, `IV.`, `ㄱ.`, `가)`, `①`, `•`.

use crate::language::role;

/// A marker at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    /// Its length in bytes, with its stop or brackets.
    pub(crate) len: usize,
    /// Its value, where it is a plain number.
    pub(crate) number: Option<u32>,
}

/// Signs that begin the entries of an unnumbered list.
const BULLETS: &str = "•‣◦▪●○■□▲△◆◇★☆※∙⦁–—-*·";

/// The marker at the very beginning of `text`.
///
/// A dash or asterisk counts only before a space. Numbers have at most three digits: 1957 is a year.
pub(crate) fn leading(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    if matches!(first, '\u{2460}'..='\u{24e9}' | '\u{3200}'..='\u{321e}' | '\u{3260}'..='\u{327b}')
    {
        return Some(Marker { len: first.len_utf8(), number: None });
    }
    if BULLETS.contains(first) {
        let spaced = text[first.len_utf8()..].starts_with(char::is_whitespace);
        return spaced.then_some(Marker { len: first.len_utf8(), number: None });
    }
    let open = if matches!(first, '(' | '（') { first.len_utf8() } else { 0 };
    let body = body(&text[open..])?;
    let after = &text[open + body..];
    let closing = after.chars().next().filter(|&c| matches!(c, ')' | '）'));
    let mut len = open + body + closing.map_or(0, char::len_utf8);
    if open > 0 && closing.is_none() {
        return None;
    }
    if text[len..].starts_with(['.', '．']) {
        len += text[len..].chars().next().map_or(0, char::len_utf8);
    } else if closing.is_none() {
        return None;
    }
    let number = text[open..open + body].parse().ok();
    Some(Marker { len, number })
}

/// Whether `text` is a marker and nothing else.
pub(crate) fn is_alone(text: &str) -> bool {
    leading(text).is_some_and(|marker| marker.len == text.len())
}

/// Whether a line that begins with `text` begins a list entry or numbered heading.
pub(crate) fn begins_entry(text: &str) -> bool {
    leading(text).is_some_and(|marker| {
        let rest = &text[marker.len..];
        rest.starts_with(char::is_whitespace) || marker.number.is_none() && !is_initial(text)
    })
}

/// `V.I.` and `S.` of a name look like a lettered entry.
fn is_initial(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic())
}

/// Length of the number, letter or syllable of a marker.
fn body(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return numbers(text);
    }
    if role::behind(&text[..first.len_utf8()], "list-syllable").is_some()
        || matches!(first, '\u{3131}'..='\u{314e}')
    {
        return Some(first.len_utf8());
    }
    let roman = text.bytes().take_while(|b| b"IVXLCivxlc".contains(b)).count();
    if (1..=6).contains(&roman) && roman_value(&text[..roman]).is_some() {
        return Some(roman);
    }
    let letter = matches!(first, 'a'..='z' | 'A'..='Z' | 'а'..='я' | 'А'..='Я');
    letter.then_some(first.len_utf8())
}

/// Length of `1` or `1.2.3`: groups of up to three digits.
fn numbers(text: &str) -> Option<usize> {
    let mut end = 0;
    for group in text.split('.') {
        let digits = group.bytes().take_while(u8::is_ascii_digit).count();
        match digits {
            0 => break,
            4.. => return None,
            _ => {}
        }
        end += usize::from(end > 0) + digits;
        if digits < group.len() {
            break;
        }
    }
    (end > 0).then_some(end)
}

/// The value of a Roman numeral in one case, as it is properly written, up to 399.
pub(crate) fn roman_value(text: &str) -> Option<u32> {
    let upper = text.to_ascii_uppercase();
    if text.is_empty() || text.len() > 12 || (text != upper && text != text.to_ascii_lowercase()) {
        return None;
    }
    let forms = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V")];
    let mut rest = upper.as_str();
    let mut value = 0;
    for (worth, form) in forms.into_iter().chain([(4, "IV"), (1, "I")]) {
        let mut times = 0;
        while let Some(after) = rest.strip_prefix(form) {
            rest = after;
            value += worth;
            times += 1;
        }
        if times > if matches!(form, "C" | "X" | "I") { 3 } else { 1 } {
            return None;
        }
    }
    rest.is_empty().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_read_with_their_stop_or_bracket() {
        #[rustfmt::skip]
        let cases = [
            // text                    marker   why
            ("2.  Comr. Pimenov",      "2.",    "as in the note"),
            ("(a) groups",             "(a)",   "in brackets"),
            ("1) groups",              "1)",    "half a bracket"),
            ("1.2. groups",            "1.2.",  "two levels"),
            ("IV. Advisers",           "IV.",   "Roman"),
            ("ㄱ. 분파 문제",          "ㄱ.",   "jamo"),
            ("가) 분파 문제",          "가)",   "counting syllable"),
            ("① 분파 문제",            "①",     "circled"),
            ("- 분파 문제",            "-",     "dash"),
            ("1957. 4. 4.",            "",      "a year"),
            ("-5 degrees",             "",      "a minus"),
            ("김. 이",                 "",      "no counting syllable"),
            ("IIX. Advisers",          "",      "no Roman numeral, no single letter"),
            ("(both were members)",    "",      "a parenthesis"),
            ("3 comrades",             "",      "no stop"),
        ];
        for (text, expected, why) in cases {
            let found = leading(text).map_or("", |marker| &text[..marker.len]);
            assert_eq!(found, expected, "{text}: {why}");
        }
    }

    #[test]
    fn initials_do_not_begin_an_entry() {
        assert!(begins_entry("a) groups") && begins_entry("3. On the issue"));
        assert!(!begins_entry("V.I.Lenin") && !begins_entry("2.8 times"));
    }

    #[test]
    fn roman_numerals_are_those_one_writes() {
        let cases = [("IV", Some(4)), ("XXIX", Some(29)), ("xii", Some(12)), ("VX", None)];
        for (text, value) in cases.into_iter().chain([("iV", None), ("IIII", None), ("", None)]) {
            assert_eq!(roman_value(text), value, "{text}");
        }
    }
}
