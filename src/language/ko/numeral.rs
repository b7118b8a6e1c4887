//! Korean numerals in Hangul, Sino-Korean (이십오, 삼백만) and native (스물다섯), and in Hanja (三百萬), to their
//! values.
//!
//! Both readers take the longest numeral at the start of a text and say how it is made. Whether those
//! syllables *are* a number there (이 is “two” and “this”, 만 “ten thousand” and “only”) is for the
//! caller to decide from what stands around them.

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

/// The value of a Sino-Korean digit.
pub fn digit(c: char) -> Option<u128> {
    Some(match c {
        '영' | '공' => 0,
        '일' => 1,
        '이' => 2,
        '삼' => 3,
        '사' => 4,
        '오' => 5,
        '육' | '륙' => 6,
        '칠' => 7,
        '팔' => 8,
        '구' => 9,
        _ => return None,
    })
}

/// The value of a syllable that multiplies the digits before it, from 십 (10) to 조 (10¹²).
pub fn scale(c: char) -> Option<u128> {
    Some(match c {
        '십' => 10,
        '백' => 100,
        '천' => 1000,
        '만' => 10_000,
        '억' => 100_000_000,
        '조' => 1_000_000_000_000,
        _ => return None,
    })
}

/// Reads the longest well-formed Sino-Korean numeral at the start of `text`: digits before scales, and
/// scales that become smaller (오천삼백만, but not 백천). A row of digits without scales (이이팔) is no
/// numeral beyond its first.
pub fn sino(text: &str) -> Option<Numeral> {
    let (mut total, mut section, mut pending) = (0_u128, 0_u128, None);
    // The scale below which the next small scale (십, 백, 천) and the next great one must stay.
    let (mut small, mut great) = (u128::MAX, u128::MAX);
    let (mut len, mut syllables) = (0, 0);
    for c in text.chars() {
        if let Some(value) = digit(c).filter(|&v| v > 0) {
            if pending.is_some() {
                break;
            }
            pending = Some(value);
        } else if let Some(by) = scale(c) {
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
    Some(match c {
        '〇' | '零' => '영',
        '一' | '壹' | '壱' => '일',
        '二' | '貳' | '弐' => '이',
        '三' | '參' | '参' => '삼',
        '四' => '사',
        '五' => '오',
        '六' => '육',
        '七' => '칠',
        '八' => '팔',
        '九' => '구',
        '十' | '拾' => '십',
        '百' => '백',
        '千' => '천',
        '萬' | '万' => '만',
        '億' | '亿' => '억',
        '兆' => '조',
        _ => return None,
    })
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

/// Native tens, each in the form that takes a unit after it, and in the one before a noun where it
/// differs.
const TENS: [(&str, u128); 10] = [
    ("열", 10),
    ("스물", 20),
    ("스무", 20),
    ("서른", 30),
    ("마흔", 40),
    ("쉰", 50),
    ("예순", 60),
    ("일흔", 70),
    ("여든", 80),
    ("아흔", 90),
];

/// Native units; those that stand before a noun only are marked.
const UNITS: [(&str, u128, Make); 20] = [
    ("하나", 1, Make::Nominal),
    ("한", 1, Make::Attributive),
    ("둘", 2, Make::Nominal),
    ("두", 2, Make::Attributive),
    ("셋", 3, Make::Nominal),
    ("세", 3, Make::Attributive),
    ("석", 3, Make::Attributive),
    ("서", 3, Make::Attributive),
    ("넷", 4, Make::Nominal),
    ("네", 4, Make::Attributive),
    ("넉", 4, Make::Attributive),
    ("너", 4, Make::Attributive),
    ("다섯", 5, Make::Nominal),
    ("닷", 5, Make::Attributive),
    ("여섯", 6, Make::Nominal),
    ("엿", 6, Make::Attributive),
    ("일곱", 7, Make::Nominal),
    ("여덟", 8, Make::Nominal),
    ("여덜", 8, Make::Nominal),
    ("아홉", 9, Make::Nominal),
];

/// Reads the longest native numeral below 100 at the start of `text`.
pub fn native(text: &str) -> Option<Numeral> {
    let tens = TENS.iter().find(|(form, _)| text.starts_with(form));
    let after = tens.map_or(text, |(form, _)| &text[form.len()..]);
    // 석, 서, 넉, 너 and the like are used of themselves only, never after a ten.
    let unit = UNITS
        .iter()
        .filter(|(form, ..)| after.starts_with(form))
        .find(|(form, ..)| tens.is_none() || !matches!(*form, "석" | "서" | "넉" | "너"));
    let (value, len, make) = match (tens, unit) {
        (Some(("스무", _)), None) => (20, "스무".len(), Make::Attributive),
        (Some((ten, value)), Some((form, units, make))) => {
            (value + units, ten.len() + form.len(), *make)
        }
        (Some((ten, value)), None) => (*value, ten.len(), Make::Nominal),
        (None, Some((form, units, make))) => (*units, form.len(), *make),
        (None, None) => return None,
    };
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
