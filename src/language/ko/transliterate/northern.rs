//! Foreign names as the North writes them beside the same as the South does: 미꼬얀 and 미코얀, 쑤쓸로브 and 수슬로프.
//!
//! The North hears the unvoiced stops of Russian and Polish as tense and writes them so, keeps a final v, g or d voiced,
//! and writes ы and ия as they are; the South writes aspirates, unvoiced finals and plain vowels. The letters stand in
//! `northern-letters.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    language::ko::jamo::{IEUNG, Syllable, compose, decompose},
    text::table,
};

#[derive(Default)]
struct Letters {
    /// What is written for initials, with whether it tells the North.
    initial: HashMap<char, (char, bool)>,
    /// For vowels behind a consonant.
    vowel: HashMap<char, char>,
    /// For vowels behind a consonant that has their y already (쥬).
    palatal: HashMap<(char, char), char>,
    /// For syllables without a consonant (와르샤와, 바르샤바).
    glide: HashMap<char, (char, char)>,
    /// For the last syllable of a name.
    last: HashMap<char, char>,
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    let text = table::text!("northern-letters.tsv");
    let mut letters = Letters::default();
    for [place, north, south, _] in table::rows::<4>("northern-letters.tsv", text) {
        let mut to = south.chars();
        let (Some(from), Some(first)) = (north.chars().next(), to.next()) else { continue };
        match place {
            "tense" => drop(letters.initial.insert(from, (first, true))),
            "initial" => drop(letters.initial.insert(from, (first, false))),
            "vowel" => drop(letters.vowel.insert(from, first)),
            "palatal" => {
                for consonant in "ㅈㅊㅉㅅㅆ".chars() {
                    letters.palatal.insert((consonant, from), first);
                }
            }
            "glide" => drop(to.next().map(|vowel| letters.glide.insert(from, (first, vowel)))),
            _ => drop(letters.last.insert(from, first)),
        }
    }
    letters
});

/// The name in letters that are the same whether it is written as in the North or as in the South.
pub fn plain(name: &str) -> String {
    let letters = &*LETTERS;
    let last = name.chars().count().saturating_sub(1);
    let plain = |(at, written): (usize, char)| {
        let written =
            letters.last.get(&written).copied().filter(|_| at == last && at > 0).unwrap_or(written);
        let Some(Syllable { initial, vowel, coda }) = decompose(written) else { return written };
        let (initial, vowel) = if initial == IEUNG {
            letters.glide.get(&vowel).copied().unwrap_or((initial, vowel))
        } else {
            let vowel = letters.palatal.get(&(initial, vowel)).copied().unwrap_or(vowel);
            let vowel = letters.vowel.get(&vowel).copied().unwrap_or(vowel);
            (letters.initial.get(&initial).map_or(initial, |(south, _)| *south), vowel)
        };
        compose(Syllable { initial, vowel, coda }).unwrap_or(written)
    };
    name.chars().enumerate().map(plain).collect()
}

/// Whether a name is written as only the North does: with a tense consonant, or a voiced one at its end.
pub fn is_northern(name: &str) -> bool {
    let letters = &*LETTERS;
    let is_tense = |written: char| {
        let initial = decompose(written).map(|syllable| syllable.initial);
        initial.and_then(|initial| letters.initial.get(&initial)).is_some_and(|(_, tells)| *tells)
    };
    let last = name.chars().next_back().filter(|_| name.chars().nth(1).is_some());
    last.is_some_and(|last| letters.last.contains_key(&last)) || name.chars().any(is_tense)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn north_and_south_write_one_name() {
        #[rustfmt::skip]
        let cases = [
            ("흐루쑈브",   "흐루쇼프",   true,  "с and final в"),
            ("미꼬얀",     "미코얀",     true,  "к"),
            ("쑤쓸로브",   "수슬로프",   true,  "с twice"),
            ("쑤즈달레브", "수즈달레프", true,  "с once"),
            ("페도렌꼬",   "페도렌코",   true,  "к"),
            ("쩨덴발",     "체덴발",     true,  "ц"),
            ("까다르",     "카다르",     true,  "k"),
            ("라꼬씨",     "라코시",     true,  "k and s"),
            ("그로믜꼬",   "그로미코",   true,  "ы"),
            ("쥬꼬브",     "주코프",     true,  "ж with its y"),
            ("뽀노마료브", "포노마료프", true,  "п"),
            ("와르샤와",   "바르샤바",   true,  "w"),
            ("쓰딸린",     "스탈린",     true,  "ст"),
            ("워로쉴로브", "보로실로프", true,  "ши"),
            ("쉐삘로브",   "셰필로프",   true,  "ше"),
            ("미고얀",     "미코얀",     false, "another consonant"),
            ("수슬루프",   "수슬로프",   false, "another vowel"),
            ("말렌꼬브",   "몰로토프",   false, "another man"),
        ];
        for (north, south, same, why) in cases {
            assert_eq!(plain(north) == plain(south), same, "{north} {south}: {why}");
            assert!(!is_northern(south), "{south}");
        }
        for north in ["미꼬얀", "쩨덴발", "흐루쇼브", "쓰딸린"] {
            assert!(is_northern(north), "{north}");
        }
    }
}
