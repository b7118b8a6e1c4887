//! What the program itself says in reports that people look at, in the language of the interface.

use std::{
    collections::BTreeMap,
    fmt::{Display, Write as _},
    sync::LazyLock,
};

use crate::{rule::Severity, text::table};

/// The language that a report speaks to its reader in; what rules say of a text is in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Interface {
    /// English.
    #[default]
    English,
    /// Korean.
    Korean,
}

static TABLE: LazyLock<BTreeMap<&'static str, [&'static str; 2]>> = LazyLock::new(|| {
    let rows = table::rows::<3>("words.tsv", include_str!("words.tsv"));
    rows.into_iter().map(|[key, english, korean]| (key, [english, korean])).collect()
});

impl Interface {
    /// Its tag, for what is written in it.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Korean => "ko",
        }
    }

    /// The words for `key`; the key itself if there are none, which a test of the table rules out.
    pub(crate) fn say(self, key: &'static str) -> &'static str {
        TABLE.get(key).map_or(key, |words| words[self as usize])
    }

    /// The words for `key` with what is to be filled in.
    pub(crate) fn fill(self, key: &'static str, values: &[&dyn Display]) -> String {
        filled(self.say(key), values)
    }

    /// The words for `key` with one thing to be filled in, as templates give it.
    pub(crate) fn with<T: Display + ?Sized>(self, key: &'static str, value: &T) -> String {
        self.fill(key, &[&format_args!("{value}")])
    }

    /// The words for `count` things, which is the first that is filled in.
    pub(crate) fn count(self, key: &'static str, count: usize) -> String {
        self.count_of(key, count, &[&grouped(count)])
    }

    /// The words for `count` things with what is to be filled in.
    pub(crate) fn count_of(
        self,
        key: &'static str,
        count: usize,
        values: &[&dyn Display],
    ) -> String {
        let words = self.say(key);
        let (one, many) = words.split_once('|').unwrap_or((words, words));
        filled(if count == 1 { one } else { many }, values)
    }

    /// A severity.
    pub(crate) fn severity(self, severity: Severity) -> &'static str {
        self.say(match severity {
            Severity::Minor => "severity.minor",
            Severity::Major => "severity.major",
            Severity::Critical => "severity.critical",
        })
    }

    /// A rule by a name for people; that of a pattern is its own.
    pub(crate) fn rule(self, name: &str) -> String {
        self.word_of("rule", name)
    }

    /// What a thing of a `kind` that is called `name` elsewhere is called here.
    pub(crate) fn word_of(self, kind: &str, name: &str) -> String {
        let words = TABLE.get(format!("{kind}.{name}").as_str());
        words.map_or(name, |words| words[self as usize]).to_owned()
    }
}

/// `1,234`: numbers with four digits and more are easier to read so, in both languages.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

pub(super) fn filled(words: &str, values: &[&dyn Display]) -> String {
    let mut text = String::with_capacity(words.len() + 16);
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((number, behind)) = after.split_once('}') else { break };
        if let Some(value) = number.parse().ok().and_then(|number: usize| values.get(number)) {
            let _ = write!(text, "{value}");
        }
        rest = behind;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::RULES;

    #[test]
    fn numbers_are_filled_in_and_grouped() {
        #[rustfmt::skip]
        let cases = [
            (Interface::English, 1,     "1 finding",      "the singular"),
            (Interface::English, 2,     "2 findings",     "the plural"),
            (Interface::English, 0,     "0 findings",     "none are many"),
            (Interface::English, 20_000, "20,000 findings", "groups of three"),
            (Interface::Korean,  2,     "지적 2건",        "no plural"),
        ];
        for (interface, count, expected, why) in cases {
            assert_eq!(interface.count("findings", count), expected, "{why}");
        }
        assert_eq!(Interface::Korean.fill("likely", &[&3, &5]).matches("5건").count(), 1);
    }

    #[test]
    fn both_languages_fill_in_the_same() {
        for (key, [english, korean]) in TABLE.iter() {
            let used = |words: &str| -> Vec<bool> {
                let words = words.split('|').next_back().unwrap_or_default();
                (0..3).map(|number| words.contains(&format!("{{{number}}}"))).collect()
            };
            assert_eq!(used(english), used(korean), "{key}");
            assert!(!english.is_empty() && !korean.is_empty(), "{key}");
        }
    }

    #[test]
    fn every_rule_has_a_name_for_people() {
        for rule in RULES {
            let key = format!("rule.{}", rule.explanation().name);
            assert!(TABLE.contains_key(key.as_str()), "{key} is missing in words.tsv");
        }
    }

    #[test]
    fn every_key_that_is_asked_for_is_there() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let asked = regex::Regex::new(r#"\.(?:say|fill|with|count|count_of)\(\s*"([^"]+)""#)
            .expect("a pattern");
        let mut seen = 0;
        let mut folders = vec![root.join("src/report"), root.join("src/review")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                for key in asked.captures_iter(&text) {
                    seen += 1;
                    assert!(TABLE.contains_key(&key[1]), "{}: {}", path.display(), &key[1]);
                }
            }
        }
        assert!(seen > 50, "only {seen} were found: is it asked in another way now?");
    }
}
