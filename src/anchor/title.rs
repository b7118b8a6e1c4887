//! Titles and offices by value: “Vice-minister of Culture” and 문화성 부상 are one office in one field.
//!
//! The offices and what they are called stand in `titles.tsv`. A word that may mean several offices
//! (“minister”: 상, 공사, 목사) has all of them as its value; two titles say the same if they have an
//! office in common.

use super::form::{FoundForm, TITLES};
use crate::text::{Language, Span};

/// An office or rank named in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Title {
    pub(crate) found: FoundForm,
}

impl Title {
    /// Equal for titles that say the same in two languages: for each office that the words certainly
    /// mean `title:OFFICE`, and where a field is named also `title:OFFICE:FIELD`. Empty for words that
    /// are no proof of an office (“head”).
    pub fn keys(&self) -> Vec<String> {
        TITLES.keys("title", &self.found)
    }

    /// Whether the words prove that an office is named.
    pub fn is_certain(&self) -> bool {
        self.found.is_certain()
    }

    /// The offices that are certainly meant, by their ids in the table.
    pub fn certain_offices(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.found.readings.iter().filter(|r| r.certain).map(|&r| TITLES.concept(r).id)
    }

    /// The family of offices that can be mistaken for one another to which an office belongs.
    pub fn family(office: &str) -> Option<&'static str> {
        TITLES.concepts.iter().find(|c| c.id == office).map(|c| c.group)
    }

    /// The offices that may be meant, by their ids in the table.
    pub fn offices(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.found.readings.iter().map(|&r| TITLES.concept(r).id)
    }
}

/// The titles in `text`, in order and without overlap, those that overlap `taken` left out. Spans are byte
/// offsets in `text`; the field of a minister belongs to his title (문화부상). Nothing is found in other
/// languages than English and Korean.
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Title)> {
    let found = TITLES.find(text, language, taken);
    found.into_iter().map(|(span, found)| (span, Title { found })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str, language: &Language) -> Vec<(String, Vec<String>)> {
        let found = find(text, language, &[]).into_iter().filter(|(_, t)| t.is_certain());
        found.map(|(span, title)| (span.of(text).to_owned(), title.keys())).collect()
    }

    #[test]
    fn korean_titles_are_told_from_longer_ones_and_from_other_words() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str], &str)] = &[
            ("체신상 박일우 문제",            &["title:minister", "title:minister:communications"], "상 after a field"),
            ("외무성 부상이 말했다",          &["title:vice-minister", "title:vice-minister:foreign-affairs"], "성 부상"),
            ("문화부상 정률이",               &["title:vice-minister", "title:vice-minister:culture"], "부상 after a field"),
            ("문화부수상 정렬이",             &["title:vice-premier", "title:vice-premier:culture"], "부수상 is neither 수상 nor 부상"),
            ("문화과학성 부수상의 이름",      &["title:vice-premier", "title:vice-premier:culture+science"], "two fields, with the ministry"),
            ("제 1 부수상",                   &["title:first-vice-premier"], "spaces are optional"),
            ("브르조스토우스키 수상이",       &["title:premier"], "수상 by itself"),
            ("노벨상 수상자",                 &[], "수상 is also the winning of a prize"),
            ("정상 회담에서 이상한 대상을 세상이 항상 회상", &[], "상 inside other words"),
            ("소련 대사관 1등 서기관",        &["title:first-secretary-embassy"], "대사관 is a body, not the ambassador"),
            ("중앙위원회 비서 허가이",        &["title:party-secretary"], "party secretary"),
            ("전 조선민주주의인민공화국 소련대사였던", &["title:ambassador"], "glued to the country, with a form of 이다"),
            ("정극록 장군을",                 &["title:general"], "with a particle"),
            ("전 부수상인 박창옥",            &["title:vice-premier"], "with 이다"),
            ("미국무장관은",                  &["title:minister", "title:minister:state"], "glued to a country in one syllable"),
            ("신진대사가 활발하다",           &[], "대사 is also metabolism"),
        ];
        for (text, keys, why) in cases {
            let found: Vec<String> =
                titles(text, &Language::korean()).into_iter().flat_map(|(_, keys)| keys).collect();
            assert_eq!(found, *keys, "{text}: {why}");
        }
    }

    #[test]
    fn english_titles_take_their_field_and_their_number() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str], &str)] = &[
            ("Vice-minister of Culture Jeong Ryul", &["Vice-minister of Culture"], "the field belongs to it"),
            ("a new vice-minister of culture and science", &["vice-minister of culture and science"], "two fields"),
            ("the minister of construction Kim Seung-hwa", &["minister of construction"], "small letters"),
            ("Minister Brzostowski provided", &["Minister"], "before a name"),
            ("secretary of the C[entral] C[ommittee]", &["secretary of the C[entral] C[ommittee]"], "brackets of the editor"),
            ("1st Secretary of the Embassy of the USSR", &["1st Secretary of the Embassy"], "not a party secretary"),
            ("General Jeong told him", &["General"], "a rank before a name"),
            ("There was general shouting", &[], "an adjective"),
            ("in general outline", &[], "an adjective"),
            ("The General Assembly met", &[], "a body"),
            ("Deputy Premiers and vice premiers", &["Deputy Premiers", "vice premiers"], "plurals"),
            ("members of the CC", &["members of the CC"], "plural of the first word"),
        ];
        for (text, words, why) in cases {
            let found: Vec<String> =
                titles(text, &Language::english()).into_iter().map(|(words, _)| words).collect();
            assert_eq!(found, *words, "{text}: {why}");
        }
    }

    #[test]
    fn both_languages_name_one_office_alike() {
        #[rustfmt::skip]
        let cases = [
            ("vice-premier", "부수상"), ("Deputy Premier", "부수상"), ("Vice Premier", "내각 부수상"),
            ("Minister of Construction", "건설상"), ("minister of communications", "체신상"),
            ("Vice-minister of Culture", "문화성 부상"), ("Vice-minister of Culture", "문화부상"),
            ("Deputy Minister of Foreign Affairs", "외무성 부상"), ("Vice-Chairman", "부위원장"),
            ("Ambassador", "대사"), ("Minister Brzostowski", "공사"), ("CC members", "중앙위원회 위원"),
            ("Military Attache", "무관"), ("Military Attaché", "무관"),
            ("Foreign Minister", "외무상"), ("Foreign Minister", "외무장관"),
        ];
        for (english, korean) in cases {
            let source = find(english, &Language::english(), &[]);
            let target = find(korean, &Language::korean(), &[]);
            assert_eq!((source.len(), target.len()), (1, 1), "{english}, {korean}");
            let keys = target[0].1.keys();
            assert!(
                source[0].1.keys().iter().any(|key| keys.contains(key)),
                "{english} {:?}, {korean} {keys:?}",
                source[0].1.keys(),
            );
        }
    }

    #[test]
    fn what_is_taken_is_left_alone() {
        let text = "General Jeong";
        assert!(find(text, &Language::english(), &[Span::new(0, text.len())]).is_empty());
    }
}
