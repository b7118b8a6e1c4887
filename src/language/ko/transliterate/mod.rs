//! Likeness of a foreign name in Latin letters and a Hangul string, by sound.
//!
//! Both are taken to the same few phonemes: Hangul by its jamo, Latin letters by a table of what each
//! group of them is heard as, in any of the languages names come from. The cheapest alignment of the
//! two gives the likeness; it says *same name* or *other name*, not whether a spelling is the official
//! one.

mod compared;
mod look;
mod northern;
mod sounds;
mod spelling;

pub(crate) use compared::{Columns, Compared};
pub use look::{FOREIGN, foreign_look};
pub use northern::{is_northern, plain as northern_plain};
pub(crate) use sounds::CLASSES;
pub use sounds::Sounds;
use sounds::{GLIDE, VOWEL, VOWELS, class, is_vowel, weight};
pub use spelling::{Correction, Letter, Spelling};

use std::{collections::HashMap, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

use crate::text::{Folded, table};

/// The likeness from which two names are taken to be one, for names of three syllables and more.
///
/// Measured on 18,848 proper names with their Hangul against shuffled pairs: at this value 98.9 % of the
/// true pairs pass and 0.4 % of the others (area under the curve 0.999; `scripts/transliteration.rs likeness`).
pub const SAME: f64 = 0.8;

/// The most letters of a name that is compared by sound; a longer one is like nothing. The longest names of
/// places have 168 (the ceremonial name of Bangkok) and 85 (a hill in New Zealand).
///
/// With it a comparison takes at most some 240,000 cells, 2 MB, however long name and word are.
pub const LONGEST_NAME: usize = 200;

/// How many sounds of a Hangul string are compared for each letter of a name, beside [`SPARE_SOUNDS`]: a letter
/// is heard as four sounds at most, and what lies further on than half as much again costs more than any likeness
/// leaves.
const SOUNDS_OF_A_LETTER: usize = 6;

const SPARE_SOUNDS: usize = 16;

/// A foreign name in Latin letters, prepared for comparison with many Hangul strings.
#[derive(Debug, Clone)]
pub struct Foreign {
    letters: Vec<char>,
    /// For each position the groups of letters that may begin there: length, sounds, cost.
    groups: Vec<Vec<(usize, &'static str, f64)>>,
    weight: f64,
    /// What it costs if a letter is not heard, for each of them.
    deletions: Vec<f64>,
    /// Classes of consonants that may be heard up to each letter.
    possible: Vec<u16>,
    /// Classes of sounds it may begin with.
    first: u16,
}

/// Sounds of a group of letters, with the cost of each.
type Heard = Vec<(&'static str, f64)>;

static GROUPS: LazyLock<HashMap<Vec<char>, Heard>> = LazyLock::new(|| {
    let text = table::text!("foreign-sounds.tsv");
    let rows = table::rows::<3>("foreign-sounds.tsv", text);
    rows.into_iter()
        .map(|[letters, sounds, _]| {
            let sounds = sounds.split(',').map(|sound| {
                let (codes, cost) = sound.split_once(':').unwrap_or((sound, "0"));
                (if codes == "-" { "" } else { codes }, cost.parse().unwrap_or(0.0))
            });
            (letters.nfc().collect(), sounds.collect())
        })
        .collect()
});

static LONGEST_GROUP: LazyLock<usize> =
    LazyLock::new(|| GROUPS.keys().map(Vec::len).max().unwrap_or(1));

impl Foreign {
    /// Reads a name. Case, punctuation and spaces make no difference; diacritics do where the table
    /// knows them.
    pub fn new(name: &str) -> Self {
        let mut letters: Vec<char> = Vec::new();
        for c in name.nfc().flat_map(char::to_lowercase) {
            if GROUPS.contains_key([c].as_slice()) {
                letters.push(c);
            } else {
                let plain = Folded::new(c.encode_utf8(&mut [0; 4]));
                letters.extend(plain.text().chars().filter(|c| c.is_alphabetic()));
            }
        }
        let mut groups = Vec::with_capacity(letters.len());
        let mut possible = Vec::with_capacity(letters.len());
        let mut so_far = 0;
        for at in 0..letters.len() {
            let mut here = Vec::new();
            for length in 1..=(*LONGEST_GROUP).min(letters.len() - at) {
                for &(codes, cost) in GROUPS.get(&letters[at..at + length]).into_iter().flatten() {
                    here.push((length, codes, cost));
                    so_far |= codes.bytes().fold(0, |set, code| set | 1 << class(code));
                }
            }
            groups.push(here);
            possible.push(so_far);
        }
        let first = groups.first().into_iter().flatten().fold(0, |set, (length, codes, _)| {
            let next = groups.get(*length).into_iter().flatten();
            match codes.bytes().next() {
                Some(code) => set | 1 << class(code),
                // A silent beginning: what comes after it is heard first.
                None => next
                    .filter_map(|(_, codes, _)| codes.bytes().next())
                    .fold(set, |set, code| set | 1 << class(code)),
            }
        });
        let weight = letters.iter().map(|&c| if is_vowel_letter(c) { VOWEL } else { 1.0 }).sum();
        let deletions = (0..letters.len()).map(|at| deletion(&letters, at)).collect();
        Self { letters, groups, weight, deletions, possible, first }
    }

    /// How many letters it has.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether it has no letters.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Whether `sounds` can be worth aligning with, or a beginning of it: it begins alike and has hardly
    /// a consonant that the name cannot have, as far as the name must reach. Constant time per sound.
    pub fn may_sound_like(&self, sounds: &Sounds) -> bool {
        let Some(&first) = sounds.codes.first() else { return false };
        // Hangul writes at least half as many sounds as there are letters; what follows may be a title.
        let reach = (self.letters.len() / 2).max(3);
        if self.first & (1 << class(first)) == 0 || sounds.codes.len() + 1 < reach {
            return false;
        }
        let consonants = sounds.codes.iter().take(reach).map(|&code| class(code));
        let strange =
            consonants.filter(|&c| c != GLIDE && c != VOWELS).enumerate().filter(|&(n, class)| {
                // The n-th consonant is heard early in the name.
                let up_to = (3 * n + 3).min(self.possible.len() - 1);
                self.possible[up_to] & (1 << class) == 0
            });
        strange.count() <= usize::from(self.letters.len() > 5)
    }

    /// Whether the name may be heard to begin with a sound of this class, below [`CLASSES`].
    pub(crate) fn may_begin_with(&self, class: usize) -> bool {
        self.first & (1 << class) != 0
    }

    /// How many sounds from the beginning of a string on are compared; none if the name is too long.
    fn reach(&self) -> usize {
        if self.letters.len() > LONGEST_NAME {
            return 0;
        }
        self.letters.len() * SOUNDS_OF_A_LETTER + SPARE_SOUNDS
    }

    /// Likeness with all of `sounds`, 0 to 1; 0 for a name of more than [`LONGEST_NAME`] letters and for a string
    /// many times as long as the name.
    pub fn likeness(&self, sounds: &Sounds) -> f64 {
        if sounds.codes.len() > self.reach() {
            return 0.0;
        }
        let costs = self.costs(&sounds.codes, f64::INFINITY);
        self.score(costs.last().copied().unwrap_or(f64::INFINITY), &sounds.codes)
    }

    /// Likeness with the beginnings of `sounds`: for each syllable that of all up to its end, or 0 where
    /// it is far below [`SAME`]; empty if it is so for all. Of a string many times as long as the name only the
    /// beginnings that can be like it are given, none for a name of more than [`LONGEST_NAME`] letters.
    pub fn likeness_of_beginnings(&self, sounds: &Sounds) -> Vec<f64> {
        Compared::new(self, SAME, &mut Columns::default()).beginnings(sounds)
    }

    fn score(&self, cost: f64, codes: &[u8]) -> f64 {
        if cost.is_infinite() {
            return 0.0;
        }
        let heard: f64 = codes.iter().map(|&code| weight(code)).sum();
        let whole = f64::midpoint(self.weight, heard);
        if whole == 0.0 { 0.0 } else { (1.0 - cost / whole).max(0.0) }
    }

    /// Cost of aligning the first i letters with the first j sounds, for each i and j; infinite if it
    /// is more than `most`.
    ///
    /// At most letters times sounds times the groups at a letter in time; cells that nothing leads to
    /// are not looked at.
    fn costs(&self, codes: &[u8], most: f64) -> Vec<f64> {
        let (n, m) = (self.letters.len(), codes.len());
        let width = m + 1;
        let mut best = vec![f64::INFINITY; (n + 1) * width];
        best[0] = 0.0;
        // The first cell of each row that something leads to; none of the last rows may have one.
        let mut first = vec![width; n + 1];
        first[0] = 0;
        for i in 0..=n {
            for j in first[i]..=m {
                let at = i * width + j;
                let here = best[at];
                if here.is_infinite() {
                    continue;
                }
                let mut relax = |row: usize, column: usize, cost: f64| {
                    let cell = &mut best[row * width + column];
                    if cost <= most && cost < *cell {
                        *cell = cost;
                        first[row] = first[row].min(column);
                    }
                };
                if j < m {
                    let before = (j > 0).then(|| codes[j - 1]);
                    relax(i, j + 1, here + insertion(before, codes[j]));
                }
                if i == n {
                    continue;
                }
                relax(i + 1, j, here + self.deletions[i]);
                for &(length, sounds, cost) in &self.groups[i] {
                    let end = j + sounds.len();
                    if end <= m && here + cost <= most {
                        let unlike = mismatch(sounds.as_bytes(), &codes[j..end]);
                        relax(i + length, end, here + cost + unlike);
                    }
                }
            }
        }
        best
    }
}

fn deletion(letters: &[char], at: usize) -> f64 {
    let letter = letters[at];
    if at > 0 && letters[at - 1] == letter {
        0.0
    } else if letter == 'e' && at + 1 == letters.len() {
        0.05
    } else if is_vowel_letter(letter) {
        0.4
    } else if matches!(letter, 'h' | 'w' | 'y' | '\'') {
        0.2
    } else {
        0.9
    }
}

/// An alignment is followed as long as it costs no more than this times the share of a name's weight that
/// may be unlike. For [`SAME`] that is 0.28 of the weight: the likeness is 0.72 if both sides weigh the same,
/// and for 0.8 the Hangul side would have to weigh 1.8 times as much, which no pair that costs so little
/// does.
const HOPELESS: f64 = 1.4;

fn is_vowel_letter(c: char) -> bool {
    "aeiouyäöüåáéíóúàèìòùâêîôûëïãõąęěőűøæœ".contains(c)
}

fn insertion(before: Option<u8>, code: u8) -> f64 {
    let after_consonant = before.is_some_and(|b| !is_vowel(b));
    match code {
        b'U' if after_consonant => 0.05,
        b'i' if before.is_some_and(|b| b"jcsJ".contains(&b)) => 0.1,
        b'y' | b'w' => 0.2,
        b'h' => 0.6,
        // A final ㅅ for t comes with its own consonant; ㄹ before a vowel is often written twice.
        _ if is_vowel(code) => 0.5,
        _ => 1.0,
    }
}

/// What it costs to take sounds one for one for others.
fn mismatch(expected: &[u8], heard: &[u8]) -> f64 {
    expected.iter().zip(heard).map(|(&x, &y)| substitution(x, y)).sum()
}

fn substitution(x: u8, y: u8) -> f64 {
    if x == y {
        return 0.0;
    }
    match (is_vowel(x), is_vowel(y)) {
        (true, true) => match (x, y) {
            (b'e', b'E') | (b'E', b'e') => 0.03,
            (b'A', b'o' | b'U' | b'u' | b'a')
            | (b'o' | b'U' | b'u' | b'a', b'A')
            | (b'o', b'u')
            | (b'u', b'o') => 0.2,
            (b'i', b'e' | b'E' | b'U') | (b'e' | b'E' | b'U', b'i') => 0.3,
            _ => 0.4,
        },
        (false, false) if class(x) == class(y) => match (x, y) {
            (b'n', b'N') | (b'N', b'n') => 0.4,
            _ => 0.35,
        },
        (false, false) => 1.0,
        _ => 1.2,
    }
}

/// Likeness of a foreign name and a Hangul string, 0 to 1; from about [`SAME`] on they are one name.
///
/// # Examples
///
/// ```
/// # use daejo::language::ko::transliterate::{likeness, SAME};
/// assert!(likeness("Pimenov", "피메노프") > SAME);
/// assert!(likeness("Pimenov", "미코얀") < SAME);
/// ```
pub fn likeness(latin: &str, hangul: &str) -> f64 {
    Foreign::new(latin).likeness(&Sounds::new(hangul))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn same_names_are_alike() {
        for (latin, hangul) in [
            ("Pimenov", "피메노프"),
            ("Brzostowski", "브르조스토우스키"),
            ("Brzostowski", "브조스토프스키"),
            ("Brzeziński", "브제진스키"),
            ("Mikoyan", "미코얀"),
            ("Peng Dehuai", "펑더화이"),
            ("Sarkozy", "사르코지"),
            ("Reagan", "레이건"),
            ("Shakespeare", "셰익스피어"),
            ("Khrushchev", "흐루쇼프"),
            ("Stalin", "쓰딸린"),
            ("Zhou Enlai", "저우언라이"),
        ] {
            let found = likeness(latin, hangul);
            assert!(found >= SAME, "{latin} {hangul}: {found}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for (latin, hangul) in [
            ("Sarkozy", "셰익스피어"),
            ("Clinton", "페일린"),
            ("Pimenov", "피신하였다"),
            ("Brzostowski", "피메노프"),
            ("Obama", "버냉키"),
            ("Mikoyan", "미국"),
        ] {
            let found = likeness(latin, hangul);
            assert!(found < SAME, "{latin} {hangul}: {found}");
        }
    }

    #[test]
    fn a_beginning_is_found_before_a_title() {
        let sounds = Sounds::new("피메노프동지");
        let beginnings = Foreign::new("Pimenov").likeness_of_beginnings(&sounds);
        let best = (0..6).max_by(|&a, &b| beginnings[a].total_cmp(&beginnings[b]));
        assert_eq!(best, Some(3), "{beginnings:?}");
    }

    #[test]
    fn what_is_compared_is_bounded_however_long_name_and_word_are() {
        // Twenty thousand letters are no name, a word of a million syllables is compared at its beginning.
        let endless = Foreign::new(&"Kim-".repeat(5_000));
        let word = Sounds::new(&"김".repeat(1_000_000));
        assert!(endless.likeness_of_beginnings(&word).is_empty());
        assert_eq!(endless.likeness(&word).to_bits(), 0.0_f64.to_bits());
        for letters in [1, 20, LONGEST_NAME] {
            let name = Foreign::new(&"k".repeat(letters));
            let cells = (letters + 1) * (name.reach() + 1);
            assert!(cells <= 250_000, "{letters} letters: {cells} cells");
            assert!(name.likeness_of_beginnings(&word).len() <= name.reach());
        }
    }

    #[test]
    fn long_names_are_found() {
        for (latin, hangul) in [
            ("Krungthepmahanakhon", "끄룽텝마하나콘"),
            ("Wolfeschlegelsteinhausenbergerdorff", "볼페슐레겔슈타인하우젠베르거도르프"),
            ("Ouagadougou-Koudougou-Bobodioulasso", "와가두구쿠두구보보디울라소"),
        ] {
            let name = Foreign::new(latin);
            let found = name.likeness_of_beginnings(&Sounds::new(&format!("{hangul}에서")));
            let best = found.iter().copied().fold(0.0, f64::max);
            assert!(best >= SAME, "{latin} {hangul}: {best}");
        }
    }

    proptest! {
        #[test]
        fn likeness_is_a_share(latin in "\\PC{0,12}", hangul in "[가-힣]{0,8}") {
            let found = likeness(&latin, &hangul);
            prop_assert!((0.0..=1.0).contains(&found));
        }
    }
}
