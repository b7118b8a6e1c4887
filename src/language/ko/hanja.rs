//! Hanja by their Korean readings: 朝鮮 as 조선, 勞動黨 as 노동당, 三萬 as 삼만.
//!
//! A reading takes as many bytes as its character, so that what is found in the text as it is read lies at the
//! same offsets in the text as it stands.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

use super::jamo::{CIEUC, TIKEUT, decompose, is_syllable};
use crate::{language::ko::romanise::southern, text::table};

static READINGS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let text = crate::text::table::text!("hanja-readings.tsv");
    let rows = table::rows::<3>("hanja-readings.tsv", text).into_iter();
    rows.filter_map(|[reading, characters, _]| Some((reading.chars().next()?, characters)))
        .flat_map(|(reading, characters)| characters.chars().map(move |c| (c, reading)))
        .collect()
});

/// A word that is not read as its characters are.
#[derive(Debug, Clone, Copy)]
struct HanjaWord {
    characters: &'static str,
    reading: &'static str,
    place: &'static str,
}

/// The words of the table by their first character, the longest first.
static WORDS: LazyLock<HashMap<char, Vec<HanjaWord>>> = LazyLock::new(|| {
    let text = crate::text::table::text!("hanja-words.tsv");
    let mut rows = table::rows::<4>("hanja-words.tsv", text);
    rows.sort_by_key(|[characters, ..]| std::cmp::Reverse(characters.len()));
    let mut words: HashMap<char, Vec<HanjaWord>> = HashMap::new();
    for [characters, place, reading, _] in rows {
        if let Some(first) = characters.chars().next() {
            let word = HanjaWord { characters, reading, place };
            words.entry(first).or_default().push(word);
        }
    }
    words
});

/// Whether `c` is a Hanja of the basic plane, one of compatibility or the round zero.
pub fn is_hanja(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The text with each Hanja in it as it is read in Korean, by the law of initial sounds where a word begins.
///
/// Every character keeps its offset. What has no reading stays, and so does a gloss: 도당(徒黨) says the same twice,
/// as 徒黨(도당) does. Linear in the length of the text, which is borrowed if it has no Hanja.
///
/// # Examples
///
/// ```
/// # use daejo::language::ko::hanja::read;
/// assert_eq!(read("朝鮮民主主義人民共和國의 首相"), "조선민주주의인민공화국의 수상");
/// assert_eq!(read("도당(徒黨)을 지어"), "도당(徒黨)을 지어");
/// ```
pub fn read(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hanja) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_hanja) {
        out.push_str(&rest[..start]);
        let run = &rest[start..];
        let end = run.find(|c| !is_hanja(c)).unwrap_or(run.len());
        let before = &text[..out.len()];
        if is_gloss(before, &run[..end], &run[end..]) {
            out.push_str(&run[..end]);
        } else {
            read_run(&run[..end], before, &mut out);
        }
        rest = &run[end..];
    }
    out.push_str(rest);
    out.into()
}

/// Whether a run of Hanja only repeats what stands before it, itself in brackets, or after it in brackets.
fn is_gloss(before: &str, run: &str, after: &str) -> bool {
    let opens = |c| matches!(c, '(' | '[' | '（' | '〔');
    let closes = |c| matches!(c, ')' | ']' | '）' | '〕' | ',' | ':' | ';');
    let inside = before.strip_suffix(opens);
    if inside.is_some_and(|word| word.ends_with(char::is_alphanumeric)) && after.starts_with(closes)
    {
        return true;
    }
    let Some(reading) = after.strip_prefix(opens) else { return false };
    let count = run.chars().count();
    let mut syllables = reading.chars();
    syllables.by_ref().take(count).filter(|&c| is_syllable(c)).count() == count
        && syllables.next().is_some_and(closes)
}

fn read_run(run: &str, before: &str, out: &mut String) {
    // 제六 and 25歲 go on with a word, as 朝鮮 does not.
    let mut initial = !before.ends_with(char::is_alphanumeric);
    let mut at = 0;
    while let Some(c) = run[at..].chars().next() {
        let word = WORDS
            .get(&c)
            .into_iter()
            .flatten()
            .find(|word| run[at..].starts_with(word.characters) && word.stands(run, at));
        let (reading, len) = match word {
            Some(word) => (word.reading.to_owned(), word.characters.len()),
            None => (one(c).to_string(), c.len_utf8()),
        };
        if initial && reading.starts_with(is_syllable) {
            out.push_str(&southern(&reading));
        } else {
            out.push_str(&reading);
        }
        initial = false;
        at += len;
    }
}

impl HanjaWord {
    /// Whether it is read so at a place of a run of Hanja that has it there.
    fn stands(self, run: &str, at: usize) -> bool {
        match self.place {
            "begin" => at == 0,
            // The surname 金 before a given name, 금 in the other words of the table.
            "surname" => at == 0 && run.chars().nth(2).is_some(),
            // 不 loses its final before ㄷ and ㅈ: 부당, 부정.
            "before-d" => {
                let next = run[at + self.characters.len()..].chars().next();
                let next = next.and_then(|next| READINGS.get(&next).copied()).and_then(decompose);
                next.is_some_and(|next| matches!(next.initial, TIKEUT | CIEUC))
            }
            _ => true,
        }
    }
}

/// The reading of one character, which stays what it is if it has none.
fn one(c: char) -> char {
    let unified = || c.nfc().next().filter(|unified| unified.len_utf8() == c.len_utf8());
    READINGS.get(&c).or_else(|| READINGS.get(&unified()?)).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hanja_are_read_as_korean() {
        #[rustfmt::skip]
        let cases = [
            // written                      read                         why
            ("朝鮮勞動黨",                  "조선로동당",                 "ㄹ stays inside a word"),
            ("勞動黨은",                    "노동당은",                   "and goes at its beginning"),
            ("女性과 男女",                 "여성과 남녀",                "ㄴ too"),
            ("李承晩",                      "이승만",                     "a surname"),
            ("金日成 首相",                 "김일성 수상",                "金 is a surname before a given name"),
            ("金剛山의 金屬",               "금강산의 금속",              "and gold in words"),
            ("十月에",                      "시월에",                     "a word of the table"),
            ("不當한 不正, 不法",           "부당한 부정, 불법",          "不 before ㄷ and ㅈ"),
            ("三萬 名",                     "삼만 명",                    "numerals"),
            ("一九五〇",                    "일구오령",                   "the round zero"),
            ("平壤市內",                    "평양시내",                   "several words"),
            ("도당(徒黨)을",                "도당(徒黨)을",               "a gloss of what stands before"),
            ("徒黨(도당)을",                "徒黨(도당)을",               "glossed itself"),
            ("(徒黨)을",                    "(도당)을",                   "brackets round a word"),
            ("第二次",                      "제이차",                     "an ordinal"),
            ("女子(여)",                    "여자(여)",                   "brackets that say something else"),
            ("\u{f90a}",                    "금",                         "an ideograph of compatibility"),
            ("䶵",                          "䶵",                         "without a reading"),
            ("조선",                        "조선",                       "no Hanja"),
        ];
        for (written, expected, why) in cases {
            assert_eq!(read(written), expected, "{written}: {why}");
        }
    }

    #[test]
    fn every_row_of_the_tables_is_understood() {
        assert!(READINGS.len() > 8_000);
        assert!(READINGS.iter().all(|(c, reading)| is_hanja(*c) && is_syllable(*reading)));
        for word in WORDS.values().flatten() {
            let (long, read) = (word.characters.chars().count(), word.reading.chars().count());
            let is_alone = ["surname", "before-d"].contains(&word.place);
            assert!(long == read && (long == 1) == is_alone, "{}", word.characters);
            assert!(word.reading.chars().all(is_syllable), "{}", word.characters);
        }
    }

    proptest! {
        #[test]
        fn offsets_stay(text in "([一-龥]|[가-힣]|[〇()（）,]|[a-z]|𠀀| ){0,24}") {
            let read = read(&text);
            let offsets = |text: &str| text.char_indices().map(|(at, _)| at).collect::<Vec<_>>();
            prop_assert_eq!(offsets(&read), offsets(&text));
        }
    }
}
