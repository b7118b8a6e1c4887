//! Whether a Korean word is a romanised name with a slip in it.

use crate::language::ko::{
    jamo::differing,
    romanise::{Romanised, is_surname_syllable, surname_in_hangul},
};

/// A reading of a name that a word comes near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Near {
    /// What should stand there, in the spelling (Northern or Southern) of the word.
    pub(crate) expected: String,
    /// Letters that differ.
    pub(crate) letters: usize,
    /// Whether the syllables of the given name have changed places.
    pub(crate) is_exchanged: bool,
}

/// How many readings of a name are compared.
const READINGS: usize = 12;

/// The nearest reading of `name` to a word, if it is near enough to be a slip: the same surname and one
/// letter of a single syllable, or two letters of one of several syllables, or these in the other order; or the
/// same given name of two syllables and another surname.
pub(crate) fn nearest(name: &Romanised, word: &str) -> Option<Near> {
    let word: Vec<char> = word.chars().collect();
    let readings = name.readings().iter().filter(|r| name.fits(r).is_some()).take(READINGS);
    readings.filter_map(|reading| compare(reading, &word)).min_by_key(|near| near.letters)
}

/// The same for the Hangul of one name.
pub(crate) fn compared(form: &str, word: &str) -> Option<Near> {
    compare(form, &word.chars().collect::<Vec<_>>())
}

fn compare(reading: &str, word: &[char]) -> Option<Near> {
    let reading: Vec<char> = reading.chars().collect();
    if reading.len() != word.len() || reading.len() < 2 {
        return None;
    }
    // 선우진, 독고준.
    let of_two: String = reading.iter().take(2).collect();
    let surname = if reading.len() > 2 && surname_in_hangul(&of_two) { 2 } else { 1 };
    let given: Vec<usize> =
        reading[surname..].iter().zip(&word[surname..]).map(|(&a, &b)| differing(a, b)).collect();
    let letters: usize = given.iter().sum();
    let is_same = reading[..surname] == word[..surname];
    let is_exchanged = is_same
        && letters > 0
        && given.len() > 1
        && reading[surname..].iter().rev().eq(&word[surname..]);
    let expected: String = if is_exchanged {
        reading.iter().collect()
    } else if is_same {
        let same = given.iter().filter(|&&n| n == 0).count();
        let near = if given.len() == 1 { letters == 1 } else { letters <= 2 && same > 0 };
        if !near || letters == 0 {
            return None;
        }
        reading.iter().collect()
    } else {
        // Another surname before the same given name.
        if letters > 0 || given.len() < 2 || surname > 1 || !is_surname_syllable(word[0]) {
            return None;
        }
        reading.iter().collect()
    };
    let letters = letters.max(differing(reading[0], word[0]));
    Some(Near { expected, letters, is_exchanged })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_a_letter_or_two() {
        #[rustfmt::skip]
        let cases: &[(&[&str], &str, Option<&str>, &str)] = &[
            (&["Ri Sang-jo", "Ri Sang Jo"], "리승조", Some("리상조"), "a vowel"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "이승조", Some("이상조"), "in the spelling of the South"),
            (&["Jeong Ryul", "Jong Ryul"], "정렬", Some("정률"), "a vowel of a short name"),
            (&["Jeong Ryul", "Jong Ryul"], "정당", None, "party: another word"),
            (&["Jeong Ryul", "Jong Ryul"], "정리", None, "arrangement: another word"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "이상한", None, "strange: another word"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "김상조", Some("리상조"), "another surname"),
            (&["Kim Seung-hwa", "Kim Sung Hwa"], "김성화", Some("김승화"), "a vowel"),
            (&["Kim Seung-hwa", "Kim Sung Hwa"], "김일성", None, "another person"),
            (&["Pak Tae-won"], "박원태", Some("박태원"), "syllables exchanged"),
            (&["Sŏnu Chin"], "선우친", Some("선우진"), "a letter behind a surname of two syllables"),
            (&["Sŏnu Chin"], "선우혁", None, "another given name"),
            (&["Sŏnu Chin"], "박우진", None, "another surname than one of two syllables"),
        ];
        for (spellings, word, expected, why) in cases {
            let name = Romanised::new(spellings).expect("a name");
            let found = nearest(&name, word).map(|near| near.expected);
            assert_eq!(found.as_deref(), *expected, "{word}: {why}");
        }
    }
}
