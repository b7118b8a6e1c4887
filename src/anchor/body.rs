//! Organisations, organs and countries by value: NNSC, Neutral Nations Supervisory Commission and
//! 중립국감독위원회 are one body; USSR, Soviet and 소련 are one country. Also the names of bodies that lost or
//! changed a syllable.
//!
//! The bodies and what they are called stand in `bodies.tsv` and `countries.tsv`.

mod damage;

pub(crate) use damage::damaged_name;
pub use damage::{Damage, Damaged, damaged};

use super::form::{BODIES, Concept, FoundForm};
use crate::text::{Language, Span};

/// An organisation, organ, country or people named in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    pub(crate) found: FoundForm,
}

impl Body {
    /// Equal for bodies that say the same in two languages: `body:ID`, with `body:ID:FIELD` for a
    /// ministry. Empty for words that are no proof of a body (“mission”).
    pub fn keys(&self) -> Vec<String> {
        BODIES.keys("body", &self.found)
    }

    /// Whether the words prove that a body is named.
    pub fn is_certain(&self) -> bool {
        self.found.is_certain()
    }

    /// Whether it is a country or people.
    pub fn is_country(&self) -> bool {
        BODIES.concept(self.found.readings[0]).group == Concept::COUNTRY
    }

    /// Whether it is an organisation of states, which is called alike everywhere.
    pub fn is_international(&self) -> bool {
        matches!(BODIES.concept(self.found.readings[0]).group, "international" | "union")
    }

    /// The bodies that may be meant, by their ids in the tables.
    pub fn bodies(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.found.readings.iter().map(|&r| BODIES.concept(r).id)
    }
}

/// The bodies and countries in `text`, in order and without overlap, those that overlap `taken` left out.
/// Spans are byte offsets in `text`. Nothing is found in other languages than English and Korean.
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Body)> {
    let found = BODIES.find(text, language, taken);
    found.into_iter().map(|(span, found)| (span, Body { found })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certain(text: &str, language: &Language) -> Vec<(String, Vec<String>)> {
        let found = find(text, language, &[]).into_iter().filter(|(_, b)| b.is_certain());
        found.map(|(span, body)| (span.of(text).to_owned(), body.keys())).collect()
    }

    #[test]
    fn both_languages_name_one_body_alike() {
        #[rustfmt::skip]
        let cases = [
            ("the USSR", "소련은"), ("Soviet advisers", "쏘련고문"), ("the Soviet Union", "소련"),
            ("the DPRK", "조선민주주의인민공화국에서"), ("North Korea", "북한"),
            ("People’s Republic of Poland", "폴란드인민공화국"), ("Poland", "폴란드 인민공화국"),
            ("Poland", "뽈스까"), ("C[entral] C[ommittee]", "중앙위원회"), ("the CC", "당중앙위원회"),
            ("Workers’ Party", "로동당"), ("the KWP", "조선노동당"),
            ("NNSC", "중립국감독위원회"), ("Neutral Nations Supervisory Commission", "중감위"),
            ("Military Armistice Commission", "군사정전위원회"), ("Political Bureau", "정치국"),
            ("State Commission for Economic Planning", "국가계획위원회"),
            ("Ministry of Foreign Affairs", "외무성"), ("Embassy", "주 평양 대사관"),
            ("the Swedes", "스웨덴의"), ("the Swiss", "스위스"), ("China", "중국으로"),
            ("South Korea", "남조선"), ("Higher Party School", "고급당학교"),
        ];
        for (english, korean) in cases {
            let source = certain(english, &Language::english());
            let target = certain(korean, &Language::korean());
            let keys: Vec<&String> = target.iter().flat_map(|(_, keys)| keys).collect();
            assert!(
                source.iter().flat_map(|(_, keys)| keys).any(|key| keys.contains(&key)),
                "{english} {source:?}, {korean} {target:?}",
            );
        }
    }

    #[test]
    fn words_that_look_like_countries_are_none() {
        #[rustfmt::skip]
        let cases = [
            (Language::english(), "tell us, turkey and china on the table", "small letters"),
            (Language::korean(),  "그 수단으로 인도한 것",                  "수단 means, 인도 led"),
            (Language::korean(),  "예수 그리스도",                          "not Greece"),
            (Language::korean(),  "삶이란 무엇인가",                        "이란 is a particle"),
        ];
        for (language, text, why) in cases {
            assert_eq!(certain(text, &language), [], "{text}: {why}");
        }
    }
}
