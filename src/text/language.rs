use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::Script;
use crate::{Error, Result};

/// A language, by its BCP 47 tag in lower case (`en`, `ko`, `zh-hant`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// English.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// Korean, of either spelling.
    pub fn korean() -> Self {
        Self("ko".into())
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The tag up to its first hyphen: the language without script or region.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The tag as it is customarily written: `en-US`, `ko-KP`, `zh-Hant`. Tags are equal in whatever case (BCP 47,
    /// section 2.1.1), but there are readers who compare them letter for letter.
    pub fn customary(&self) -> String {
        let mut is_private = false;
        let parts = self.0.split('-').enumerate().map(|(at, part)| {
            let is_letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
            let cased = match part.len() {
                2 if at > 0 && is_letters && !is_private => part.to_ascii_uppercase(),
                4 if at > 0 && is_letters && !is_private => {
                    part[..1].to_ascii_uppercase() + &part[1..]
                }
                _ => part.to_owned(),
            };
            is_private |= part.len() == 1;
            cased
        });
        parts.collect::<Vec<_>>().join("-")
    }

    /// Whether this is English of any region.
    pub fn is_english(&self) -> bool {
        self.primary() == "en"
    }

    /// Whether this is Korean of any region.
    pub fn is_korean(&self) -> bool {
        self.primary() == "ko"
    }

    /// The script it is written in, from its script subtag or, without one, as CLDR's likely
    /// subtags have it. Languages not named here are taken to be written in Latin letters.
    pub fn script(&self) -> Script {
        match self.tag().split('-').skip(1).find(|group| group.len() == 4) {
            Some("latn") => return Script::Latin,
            Some("cyrl") => return Script::Cyrillic,
            Some("hang" | "kore") => return Script::Hangul,
            Some("hani" | "hans" | "hant") => return Script::Han,
            Some("jpan" | "kana" | "hira") => return Script::Kana,
            Some("arab" | "grek" | "hebr" | "thai" | "deva" | "geor" | "armn" | "mong") => {
                return Script::Other;
            }
            _ => {}
        }
        match self.primary() {
            "ko" => Script::Hangul,
            "ja" => Script::Kana,
            "zh" | "yue" | "wuu" | "lzh" => Script::Han,
            "ru" | "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "tg" | "mn" | "tt" | "ba" => {
                Script::Cyrillic
            }
            "el" | "ar" | "fa" | "ur" | "ps" | "he" | "yi" | "hi" | "mr" | "ne" | "sa" | "bn"
            | "as" | "pa" | "gu" | "ta" | "te" | "kn" | "ml" | "si" | "th" | "lo" | "km" | "my"
            | "ka" | "hy" | "am" | "ti" | "bo" | "dz" | "ug" => Script::Other,
            _ => Script::Latin,
        }
    }

    /// Whether this is written in Latin letters.
    pub fn is_in_latin_letters(&self) -> bool {
        self.script() == Script::Latin
    }
}

/// A language whose words the program knows one by one. English stands first in all pairs and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// English.
    English,
    /// Korean.
    Korean,
}

impl Tongue {
    /// That of a language of any region; none of most languages.
    pub fn of(language: &Language) -> Option<Self> {
        match language.primary() {
            "en" => Some(Self::English),
            "ko" => Some(Self::Korean),
            _ => None,
        }
    }

    /// The other of the two.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::Korean,
            Self::Korean => Self::English,
        }
    }
}

/// How the two tongues stand as source and target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// English and Korean, as in all pairs and tables.
    Straight,
    /// Korean and English.
    Turned,
}

impl Order {
    /// That of two languages of any region; none of every other pair.
    pub(crate) fn of(source: &Language, target: &Language) -> Option<Self> {
        match (Tongue::of(source)?, Tongue::of(target)?) {
            (Tongue::English, Tongue::Korean) => Some(Self::Straight),
            (Tongue::Korean, Tongue::English) => Some(Self::Turned),
            _ => None,
        }
    }

    /// A pair in the order of the tables as source and target, or source and target in the order of the tables.
    pub(crate) fn arranged<T>(self, first: T, second: T) -> (T, T) {
        match self {
            Self::Straight => (first, second),
            Self::Turned => (second, first),
        }
    }
}

impl FromStr for Language {
    type Err = Error;

    /// # Errors
    ///
    /// [`Error::LanguageTag`] if the tag is not letters and digits in groups of one to eight joined
    /// by hyphens, the first group two or three letters.
    fn from_str(tag: &str) -> Result<Self> {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let mut groups = tag.split('-');
        let primary = groups.next().unwrap_or_default();
        let ok = matches!(primary.len(), 2 | 3)
            && primary.bytes().all(|b| b.is_ascii_lowercase())
            && groups
                .all(|g| matches!(g.len(), 1..=8) && g.bytes().all(|b| b.is_ascii_alphanumeric()));
        if ok { Ok(Self(tag)) } else { Err(Error::LanguageTag { tag }) }
    }
}

impl TryFrom<String> for Language {
    type Error = Error;

    fn try_from(tag: String) -> Result<Self> {
        tag.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_a_customary_case() {
        #[rustfmt::skip]
        let cases = [
            ("en-us",           "en-US",           "a region"),
            ("KO-kp",           "ko-KP",           "the same"),
            ("zh-hant-tw",      "zh-Hant-TW",      "a script"),
            ("de-1996",         "de-1996",         "a variant"),
            ("en-x-us",         "en-x-us",         "nothing behind a singleton"),
            ("ko",              "ko",              "a language alone"),
        ];
        for (tag, expected, why) in cases {
            assert_eq!(tag.parse::<Language>().expect(tag).customary(), expected, "{why}");
        }
    }

    #[test]
    fn each_language_has_its_script() {
        #[rustfmt::skip]
        let cases = [
            ("en",      Script::Latin,    "most languages"),
            ("th",      Script::Other,    "one whose letters have no name here"),
            ("hi",      Script::Other,    "another"),
            ("sr",      Script::Cyrillic, "the likelier of two"),
            ("sr-latn", Script::Latin,    "the one that is named"),
            ("ko-kp",   Script::Hangul,   "of a region"),
        ];
        for (tag, script, why) in cases {
            let language: Language = tag.parse().expect(tag);
            assert_eq!(language.script(), script, "{tag}: {why}");
        }
    }

    #[test]
    fn tags_are_read_as_bcp_47() {
        for (tag, primary) in [("en", "en"), ("KO", "ko"), ("zh_Hant", "zh"), ("de-1996", "de")] {
            assert_eq!(tag.parse::<Language>().expect(tag).primary(), primary);
        }
        for tag in ["", "e", "korean", "ko-", "한국어", "k1"] {
            assert!(tag.parse::<Language>().is_err(), "{tag} is no tag");
        }
    }
}
