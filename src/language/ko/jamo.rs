//! Jamo: the letters a syllable is made of.
//!
//! Syllables are taken apart by arithmetic on their code points (Unicode Standard, section 3.12), so
//! that two spellings of a name can be compared letter by letter: 률 and 렬 differ in one vowel.

use std::mem;

/// Initial consonants, in the order of Unicode; ㅇ is silent.
pub const INITIALS: [char; 19] = each("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ");

/// Vowels, in the order of Unicode.
pub const VOWELS: [char; 21] = each("ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ");

/// Final consonants (받침), in the order of Unicode; the first stands for none.
pub const CODAS: [Option<char>; 28] = {
    const LETTERS: [char; 27] = each("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ");
    let mut codas = [None; 28];
    let mut at = 0;
    while at < LETTERS.len() {
        codas[at + 1] = Some(LETTERS[at]);
        at += 1;
    }
    codas
};

/// Letters that rules of sound and spelling speak of, as Unicode calls them.
pub const KIYEOK: char = 'ㄱ';
/// ㄴ.
pub const NIEUN: char = 'ㄴ';
/// ㄷ.
pub const TIKEUT: char = 'ㄷ';
/// ㄹ.
pub const RIEUL: char = 'ㄹ';
/// ㅁ.
pub const MIEUM: char = 'ㅁ';
/// ㅂ.
pub const PIEUP: char = 'ㅂ';
/// ㅅ.
pub const SIOS: char = 'ㅅ';
/// ㅆ.
pub const SSANGSIOS: char = 'ㅆ';
/// ㅇ, silent before a vowel.
pub const IEUNG: char = 'ㅇ';
/// ㅈ.
pub const CIEUC: char = 'ㅈ';
/// ㅡ, the vowel that is put between.
pub const EU: char = 'ㅡ';
/// The syllable of [`EU`], which is put between a stem in a consonant and its ending.
pub const LINKING: char = '으';

/// The final consonants that foreign names are written with.
pub(crate) const FOREIGN_CODAS: [Option<char>; 8] = [
    None,
    Some(KIYEOK),
    Some(NIEUN),
    Some(RIEUL),
    Some(MIEUM),
    Some(PIEUP),
    Some(SIOS),
    Some(IEUNG),
];

/// All syllables, as the class of a pattern has them.
pub const SYLLABLES: &str = "가-힣";

/// The letters of a text of so many characters, each of three bytes.
const fn each<const N: usize>(letters: &str) -> [char; N] {
    let bytes = letters.as_bytes();
    assert!(bytes.len() == 3 * N, "another number of letters");
    let mut found = ['\0'; N];
    let mut at = 0;
    while at < N {
        let [a, b, c] = [bytes[3 * at], bytes[3 * at + 1], bytes[3 * at + 2]];
        let code = ((a as u32 & 0x0f) << 12) | ((b as u32 & 0x3f) << 6) | (c as u32 & 0x3f);
        found[at] = char::from_u32(code).expect("a letter of three bytes");
        at += 1;
    }
    found
}

const FIRST: u32 = 0xac00;
const COUNT: u32 = 19 * 21 * 28;

/// A syllable taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Syllable {
    /// The initial consonant, ㅇ where there is none.
    pub initial: char,
    /// The vowel.
    pub vowel: char,
    /// The final consonant, if there is one.
    pub coda: Option<char>,
}

/// Whether `c` is a whole Hangul syllable.
pub fn is_syllable(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Whether `c` is a letter by itself, not joined with others in a syllable.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, '\u{3131}'..='\u{318e}')
}

/// Whether a vowel is heard with a y or i before it.
pub(crate) fn is_palatal(vowel: char) -> bool {
    "ㅑㅕㅖㅛㅠㅣ".contains(vowel)
}

/// The first and the last syllable that begin as `c` does; none if that is no syllable.
pub(crate) fn beginning_alike(c: char) -> Option<(char, char)> {
    let (initial, ..) = places(c)?;
    let last = (initial, VOWELS.len() - 1, CODAS.len() - 1);
    Some((at_places((initial, 0, 0))?, at_places(last)?))
}

/// The places of a syllable's letters in [`INITIALS`], [`VOWELS`] and [`CODAS`]; none for any other character.
pub(crate) fn places(c: char) -> Option<(usize, usize, usize)> {
    let index = u32::from(c).checked_sub(FIRST).filter(|&i| i < COUNT)? as usize;
    Some((index / (21 * 28), index / 28 % 21, index % 28))
}

/// The syllable of the letters at these places; none if there is no such place.
pub(crate) fn at_places((initial, vowel, coda): (usize, usize, usize)) -> Option<char> {
    let is_one = initial < INITIALS.len() && vowel < VOWELS.len() && coda < CODAS.len();
    let index = u32::try_from((initial * 21 + vowel) * 28 + coda).ok().filter(|_| is_one)?;
    char::from_u32(FIRST + index)
}

/// Takes a syllable apart; none for any other character.
pub fn decompose(c: char) -> Option<Syllable> {
    let (initial, vowel, coda) = places(c)?;
    Some(Syllable { initial: INITIALS[initial], vowel: VOWELS[vowel], coda: CODAS[coda] })
}

/// Puts a syllable together; none if a part is no jamo of its place.
pub fn compose(syllable: Syllable) -> Option<char> {
    let initial = INITIALS.iter().position(|&c| c == syllable.initial)?;
    let vowel = VOWELS.iter().position(|&c| c == syllable.vowel)?;
    let coda = CODAS.iter().position(|&c| c == syllable.coda)?;
    at_places((initial, vowel, coda))
}

/// The letters of `text` in reading order, the silent ㅇ too. What is no syllable stays as it is.
pub fn letters(text: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(text.len());
    for c in text.chars() {
        match decompose(c) {
            Some(syllable) => {
                letters.extend([syllable.initial, syllable.vowel]);
                letters.extend(syllable.coda);
            }
            None => letters.push(c),
        }
    }
    letters
}

/// How many letters two syllables differ in, 0 to 3.
pub fn differing(a: char, b: char) -> usize {
    match (decompose(a), decompose(b)) {
        (Some(a), Some(b)) => {
            usize::from(a.initial != b.initial)
                + usize::from(a.vowel != b.vowel)
                + usize::from(a.coda != b.coda)
        }
        _ if a == b => 0,
        _ => 3,
    }
}

/// The least number of letters to be added, dropped or changed to make `a` into `b`.
///
/// Letters that are easily confused (ㅐ and ㅔ, ㄱ and ㅋ) count half. Quadratic in the lengths.
pub fn distance(a: &str, b: &str) -> f64 {
    let (a, b) = (letters(a), letters(b));
    let mut above: Vec<f64> = (0..=b.len()).map(|j| j as f64).collect();
    let mut row = vec![0.0; b.len() + 1];
    for (i, &x) in a.iter().enumerate() {
        row[0] = (i + 1) as f64;
        for (j, &y) in b.iter().enumerate() {
            let change = above[j] + substitution(x, y);
            row[j + 1] = change.min(above[j + 1] + 1.0).min(row[j] + 1.0);
        }
        mem::swap(&mut above, &mut row);
    }
    above[b.len()]
}

/// Letters that stand for nearly the same sound.
const CONFUSABLE: [&str; 8] =
    ["ㄱㅋㄲ", "ㄷㅌㄸ", "ㅂㅍㅃ", "ㅅㅆ", "ㅈㅊㅉ", "ㅐㅔ", "ㅒㅖ", "ㅙㅚㅞ"];

fn substitution(x: char, y: char) -> f64 {
    if x == y {
        0.0
    } else if CONFUSABLE.iter().any(|group| group.contains(x) && group.contains(y)) {
        0.5
    } else {
        1.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn distance_counts_letters() {
        #[rustfmt::skip]
        let cases = [
            ("정률", "정렬", 1.0, "one vowel"),
            ("리상조", "리승조", 1.0, "one vowel in the middle"),
            ("공화국", "화국", 3.0, "a lost syllable"),
            ("클린턴", "글린턴", 0.5, "an aspirate for a plain consonant"),
            ("리상조", "이상조", 1.0, "두음법칙 changes one letter"),
            ("", "가", 2.0, "nothing against a syllable"),
            ("AB", "ac", 2.0, "other scripts letter by letter"),
        ];
        for (a, b, expected, why) in cases {
            assert!((distance(a, b) - expected).abs() < 1e-9, "{a} {b}: {why}");
        }
    }

    #[test]
    fn syllables_differ_in_up_to_three_letters() {
        for (a, b, expected) in [('상', '승', 1), ('률', '렬', 1), ('상', '조', 3), ('상', '상', 0)]
        {
            assert_eq!(differing(a, b), expected, "{a} {b}");
        }
    }

    proptest! {
        #[test]
        fn composing_undoes_decomposing(c in proptest::char::range('가', '힣')) {
            prop_assert_eq!(decompose(c).and_then(compose), Some(c));
        }

        #[test]
        fn distance_is_symmetric_and_zero_on_itself(a in "[가-힣]{0,6}", b in "[가-힣]{0,6}") {
            prop_assert!((distance(&a, &b) - distance(&b, &a)).abs() < 1e-9);
            prop_assert!(distance(&a, &a) < 1e-9);
        }
    }
}
