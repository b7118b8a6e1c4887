//! Korean numerals in Hangul, Sino-Korean (이십오, 삼백만) and native (스물다섯), and in Hanja (三百萬), to their
//! values.
//!
//! Both readers take the longest numeral at the start of a text and say how it is made. Whether those
//! syllables *are* a number there (이 is “two” and “this”, 만 “ten thousand” and “only”) is for the
//! caller to decide from what stands around them.

use std::{ops::RangeInclusive, sync::LazyLock};

use super::{hanja::is_hanja as is_ideograph, neighbour};
use crate::text::table;

/// A numeral at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Its value.
    pub value: u128,
    /// Its length in bytes.
    pub len: usize,
    /// Its length in syllables.
    pub syllables: usize,
    /// How it is made, which says how likely it is a number at all.
    pub make: Make,
}

/// How a numeral is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Make {
    /// A single Sino-Korean syllable: 이, 십, 만.
    Syllable,
    /// Several Sino-Korean syllables: 이십오, 백만.
    Compound,
    /// A native numeral in the form that stands before a noun only: 한, 두, 스무.
    Attributive,
    /// A native numeral that can stand alone: 하나, 둘, 다섯, 스물셋.
    Nominal,
}

/// A row of `numerals.tsv`.
struct Row {
    form: &'static str,
    kind: &'static str,
    value: &'static str,
}

/// The rows of a kind, in the order of the table, with what `read` makes of each.
fn rows<T>(kinds: &[&str], read: impl Fn(&Row) -> T) -> Vec<T> {
    let rows = table::rows::<4>("numerals.tsv", table::text!("numerals.tsv")).into_iter();
    let rows = rows.map(|[form, kind, value, _]| Row { form, kind, value });
    rows.filter(|row| kinds.contains(&row.kind)).map(|row| read(&row)).collect()
}

/// The value of a row.
fn value(row: &Row) -> u128 {
    row.value.parse().expect("numerals.tsv: a value is a whole number")
}

fn first(text: &str) -> char {
    text.chars().next().expect("numerals.tsv: a cell is not empty")
}

fn looked_up<T: Copy>(values: &[(char, T)], c: char) -> Option<T> {
    values.iter().find(|(form, _)| *form == c).map(|(_, value)| *value)
}

static DIGITS: LazyLock<Vec<(char, u128)>> =
    LazyLock::new(|| rows(&["digit"], |row| (first(row.form), value(row))));

static SCALES: LazyLock<Vec<(char, u128)>> =
    LazyLock::new(|| rows(&["scale"], |row| (first(row.form), value(row))));

static HANJA: LazyLock<Vec<(char, char)>> =
    LazyLock::new(|| rows(&["hanja"], |row| (first(row.form), first(row.value))));

/// The value of a Sino-Korean digit.
pub fn digit(c: char) -> Option<u128> {
    looked_up(&DIGITS, c)
}

/// The value of a syllable that multiplies the digits before it, from 십 (10) to 조 (10¹²).
pub fn scale(c: char) -> Option<u128> {
    looked_up(&SCALES, c)
}

/// The scale that a text begins with, if it is none in a particle: 16만큼 is as much as 16.
pub(super) fn scale_at(text: &str) -> Option<u128> {
    let c = text.chars().next()?;
    let by = scale(c)?;
    let (form, rest) = text.split_at(c.len_utf8());
    (!neighbour::is_cut(form, rest)).then_some(by)
}

/// The Sino-Korean value of a text of one syllable.
pub(super) fn syllable(text: &str) -> Option<u128> {
    let mut chars = text.chars();
    let value = chars.next().and_then(|c| digit(c).or_else(|| scale(c)));
    value.filter(|_| chars.next().is_none())
}

/// Whether the last syllable of a text has this value.
pub(super) fn ends_in(text: &str, value: u128) -> bool {
    let last = text.chars().next_back();
    last.and_then(|c| digit(c).or_else(|| scale(c))) == Some(value)
}

/// The syllables of these values, as a pattern has them.
pub(super) fn class(values: RangeInclusive<u128>) -> String {
    let of = |table: &[(char, u128)]| -> String {
        table.iter().filter(|(_, value)| values.contains(value)).map(|(form, _)| form).collect()
    };
    format!("[{}{}]", of(&DIGITS), of(&SCALES))
}

/// The greatest scale, 조, which is the beginning of many words.
pub(super) const TRILLION: u128 = 1_000_000_000_000;

/// Reads the longest well-formed Sino-Korean numeral at the start of `text`: digits before scales, and
/// scales that become smaller (오천삼백만, but not 백천). A row of digits without scales (이이팔) is no
/// numeral beyond its first.
pub fn sino(text: &str) -> Option<Numeral> {
    let (mut total, mut section, mut pending) = (0_u128, 0_u128, None);
    // The scale below which the next small scale (십, 백, 천) and the next great one must stay.
    let (mut small, mut great) = (u128::MAX, u128::MAX);
    let (mut len, mut syllables) = (0, 0);
    for (at, c) in text.char_indices() {
        if let Some(value) = digit(c).filter(|&v| v > 0) {
            if pending.is_some() {
                break;
            }
            pending = Some(value);
        } else if let Some(by) = scale_at(&text[at..]) {
            if by < 10_000 {
                if by >= small {
                    break;
                }
                section += pending.take().unwrap_or(1) * by;
                small = by;
            } else {
                let counted = section + pending.take().unwrap_or(0);
                if by >= great || (counted == 0 && total > 0) {
                    break;
                }
                total += counted.max(1) * by;
                (section, small, great) = (0, u128::MAX, by);
            }
        } else {
            break;
        }
        len += c.len_utf8();
        syllables += 1;
    }
    let value = total + section + pending.unwrap_or(0);
    let make = if syllables == 1 { Make::Syllable } else { Make::Compound };
    (syllables > 0).then_some(Numeral { value, len, syllables, make })
}

/// The Hangul syllable of a Hanja numeral, in its plain or its legal form.
fn hanja_numeral(c: char) -> Option<char> {
    is_ideograph(c).then(|| looked_up(&HANJA, c))?
}

/// Whether `c` is a Hanja numeral.
pub fn is_hanja(c: char) -> bool {
    hanja_numeral(c).is_some()
}

/// The most digits of a Hanja numeral that is written place by place.
const MOST_PLACES: usize = 18;

/// Reads the run of Hanja numerals at the start of `text`: by scales (三十六, 五千三百萬) or place by place
/// (一九四六). None if there is no such run, if it is no
/// well-formed numeral or longer than any.
pub fn hanja(text: &str) -> Option<Numeral> {
    let run = text.chars().take(MOST_PLACES + 1).take_while(|&c| is_hanja(c));
    let (syllables, end) = run.fold((0, 0), |(count, end), c| (count + 1, end + c.len_utf8()));
    if !(1..=MOST_PLACES).contains(&syllables) {
        return None;
    }
    let hangul: String = text[..end].chars().filter_map(hanja_numeral).collect();
    let make = if syllables == 1 { Make::Syllable } else { Make::Compound };
    let value = if hangul.contains(|c| scale(c).is_some()) {
        sino(&hangul).filter(|numeral| numeral.len == hangul.len())?.value
    } else {
        hangul.chars().filter_map(digit).fold(0, |value, digit| value * 10 + digit)
    };
    Some(Numeral { value, len: end, syllables, make })
}

/// A native numeral.
struct Native {
    form: &'static str,
    value: u128,
    make: Make,
    /// Whether it never stands after a ten.
    lone: bool,
}

fn native_rows(kinds: &[&str]) -> Vec<Native> {
    rows(kinds, |row| Native {
        form: row.form,
        value: value(row),
        make: if matches!(row.kind, "ten" | "unit") { Make::Nominal } else { Make::Attributive },
        lone: row.kind == "lone unit",
    })
}

/// Native tens, each in the form that takes a unit after it, and in the one before a noun where it differs.
static TENS: LazyLock<Vec<Native>> = LazyLock::new(|| native_rows(&["ten", "ten before a noun"]));

/// Native units.
static UNITS: LazyLock<Vec<Native>> =
    LazyLock::new(|| native_rows(&["unit", "unit before a noun", "lone unit"]));

/// Reads the longest native numeral below 100 at the start of `text`.
pub fn native(text: &str) -> Option<Numeral> {
    let ten = TENS.iter().find(|ten| text.starts_with(ten.form));
    let after = ten.map_or(text, |ten| &text[ten.form.len()..]);
    let mut units = UNITS.iter().filter(|unit| after.starts_with(unit.form));
    let unit = units.find(|unit| ten.is_none() || !unit.lone);
    let make = unit.or(ten)?.make;
    let parts = [ten, unit].into_iter().flatten();
    let (value, len) =
        parts.fold((0, 0), |(value, len), part| (value + part.value, len + part.form.len()));
    Some(Numeral { value, len, syllables: text[..len].chars().count(), make })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sino_korean_numerals_have_their_values() {
        #[rustfmt::skip]
        let cases = [
            // text            value          length   why
            ("이십오년",       25,            3,       "the counter is not part of it"),
            ("삼백만",         3_000_000,     3,       "a section times 만"),
            ("오천삼백만",     53_000_000,    5,       "a longer section"),
            ("일억일천만",     110_000_000,   5,       "two great scales"),
            ("천구백오십칠",   1957,          6,       "a year"),
            ("만오천",         15_000,        3,       "만 alone is one 만"),
            ("백천",           100,           1,       "scales may only become smaller"),
            ("이이팔",         2,             1,       "digits in a row are no numeral"),
            ("십조",           10_000_000_000_000, 2,  "조"),
        ];
        for (text, value, syllables, why) in cases {
            let numeral = sino(text).expect(text);
            assert_eq!((numeral.value, numeral.syllables), (value, syllables), "{text}: {why}");
        }
        assert_eq!(sino("당원"), None);
    }

    #[test]
    fn hanja_numerals_have_their_values() {
        #[rustfmt::skip]
        let cases = [
            // text                value             bytes  why
            ("三萬 名",            Some((30_000, 6)),        "a scale"),
            ("五千三百萬",         Some((53_000_000, 15)),   "several"),
            ("一九四六年",         Some((1946, 12)),         "place by place"),
            ("二〇〇五년",         Some((2005, 12)),         "with noughts"),
            ("十二月",             Some((12, 6)),            "ten and two"),
            ("一千九百四十六年",   Some((1946, 21)),         "a year by scales"),
            ("壹萬貳千",           Some((12_000, 12)),       "legal forms"),
            ("三",                 Some((3, 3)),             "a digit"),
            ("百千",               None,                     "scales may only become smaller"),
            ("人",                 None,                     "no numeral"),
            ("삼",                 None,                     "Hangul"),
        ];
        for (text, expected, why) in cases {
            let found = hanja(text).map(|numeral| (numeral.value, numeral.len));
            assert_eq!(found, expected, "{text}: {why}");
        }
        assert_eq!(hanja(&"九".repeat(100)), None, "no quantity any more");
    }

    #[test]
    fn native_numerals_have_their_values_and_forms() {
        #[rustfmt::skip]
        let cases = [
            // text       value  bytes make
            ("네 명",     4,     3,    Make::Attributive),
            ("스물세 명", 23,    9,    Make::Attributive),
            ("스무 명",   20,    6,    Make::Attributive),
            ("하나는",    1,     6,    Make::Nominal),
            ("열두 시",   12,    6,    Make::Attributive),
            ("서른",      30,    6,    Make::Nominal),
            ("스무넷째",  24,    9,    Make::Nominal),
            ("열서",      10,    3,    Make::Nominal),
            ("일곱",      7,     6,    Make::Nominal),
        ];
        for (text, value, len, make) in cases {
            let numeral = native(text).expect(text);
            assert_eq!((numeral.value, numeral.len, numeral.make), (value, len, make), "{text}");
        }
        assert_eq!(native("총회"), None);
    }
}
