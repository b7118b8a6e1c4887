//! Phrases known to stand round documents on the pages of archives, newspapers and web sites, and
//! marks that look like them but belong to documents. All are data: `corpora/tables/furniture.tsv`.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use regex::Regex;

use crate::{
    language::role,
    text::{Folded, table},
};

const TABLE: &str = table::text!("furniture.tsv");

/// What a known phrase is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// A link or button.
    Navigation,
    /// A language to switch to.
    Switcher,
    /// The name of a metadata field, its value on the same or the next line.
    Label,
    /// Who made, paid for or provided the page.
    Credit,
    /// Copyright and conditions of use.
    Rights,
    /// The name of an archive, newspaper or site.
    Site,
    /// A word more frequent round documents than in them.
    Word,
    /// A mark of the document itself (secrecy, copy numbers, salutations).
    Mark,
}

impl Role {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "navigation" => Self::Navigation,
            "switcher" => Self::Switcher,
            "label" => Self::Label,
            "credit" => Self::Credit,
            "rights" => Self::Rights,
            "site" => Self::Site,
            "word" => Self::Word,
            "mark" => Self::Mark,
            _ => return None,
        })
    }

    /// What a person calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::Switcher => "language switcher",
            Self::Label => "metadata label",
            Self::Credit => "credit",
            Self::Rights => "rights statement",
            Self::Site => "name of a site",
            Self::Word => "word of page furniture",
            Self::Mark => "mark of a document",
        }
    }
}

/// A known phrase found in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) role: Role,
    /// Whether the phrase is the whole line.
    pub(super) whole: bool,
    /// Whether the line begins with it.
    pub(super) begins: bool,
}

/// The phrases by the way they are looked for: `phrase` is a whole line, `phrase*` its beginning,
/// `*phrase*` any place in it.
struct Phrases {
    whole: BTreeMap<String, Role>,
    beginning: Vec<(String, Role)>,
    inside: Vec<(String, Role)>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases { whole: BTreeMap::new(), beginning: Vec::new(), inside: Vec::new() };
    for [pattern, role, _source] in table::rows::<3>("furniture", TABLE) {
        let Some(role) = Role::parse(role) else { continue };
        let plain = plain(pattern.trim_matches('*'));
        match (pattern.starts_with('*'), pattern.ends_with('*')) {
            (true, _) => phrases.inside.push((plain, role)),
            (false, true) => phrases.beginning.push((plain, role)),
            (false, false) => _ = phrases.whole.insert(plain, role),
        }
    }
    phrases
});

/// `line` folded, without the marks of emphasis, lists and links round it.
pub(super) fn plain(line: &str) -> String {
    let folded = Folded::new(line);
    let edge = |c: char| c.is_whitespace() || "*_#>•·|-:<[]()▶▲▼◀←→↑↓※".contains(c);
    let words: Vec<&str> = folded.text().trim_matches(edge).split_whitespace().collect();
    words.join(" ")
}

/// The most telling known phrase of a line that [`plain`] was applied to.
pub(super) fn known(plain: &str) -> Option<Known> {
    if let Some(&role) = PHRASES.whole.get(plain) {
        return Some(Known { role, whole: true, begins: true });
    }
    let begins = PHRASES.beginning.iter().find(|(phrase, _)| starts_with_words(plain, phrase));
    let contains = || {
        let hit = |(phrase, role): &&(String, Role)| *role != Role::Word && plain.contains(phrase);
        PHRASES.inside.iter().find(hit)
    };
    let is_begun = begins.is_some();
    begins.or_else(contains).map(|&(_, role)| Known { role, whole: false, begins: is_begun })
}

/// Nothing longer, in bytes, is a link; of the terms of use the beginning tells.
const LONGEST: usize = 300;
/// … nor anything of more words.
const MOST_WORDS: usize = 8;

/// Whether a text is a link to the document in another language, and no sentence: [English](README.md), 한국어로 보기.
pub(crate) fn is_switcher(text: &str) -> bool {
    let is_sentence = text.trim_end().ends_with(['.', '!', '?', '。']);
    if text.len() > LONGEST || is_sentence {
        return false;
    }
    let plain = without_targets(text);
    if is_list_of_languages(&plain) {
        return true;
    }
    plain.split(' ').count() <= MOST_WORDS
        && known(&plain).is_some_and(|known| known.role == Role::Switcher)
}

/// Whether a line names languages, each in itself, and nothing else: English | Español | 한국어.
fn is_list_of_languages(plain: &str) -> bool {
    /// Two may be a heading over both.
    const LEAST: usize = 3;
    static OWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        role::forms("any", "own-name").iter().map(|name| self::plain(name)).collect()
    });
    let names = plain.split(['|', '/', '·', '•', ',']);
    let names = names.map(|part| part.trim_matches(|c: char| !c.is_alphabetic()));
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    names.len() >= LEAST && names.iter().all(|name| OWN.contains(*name))
}

/// Whether a text begins by saying who has the rights since when, or under what terms: Copyright 2009 …, Licensed under
/// the …. A sentence about rights (Copyright law protected …) does not.
pub(crate) fn is_rights(text: &str) -> bool {
    let plain = without_targets(&text[..text.floor_char_boundary(LONGEST)]);
    let sentence = plain.trim_end_matches('.');
    let reserved = || PHRASES.inside.iter().any(|(phrase, _)| phrase == sentence);
    let is_role = |of: &Role| *of == Role::Rights;
    if known(sentence).is_some_and(|known| is_role(&known.role)) && reserved() {
        return true;
    }
    PHRASES.beginning.iter().any(|(phrase, role)| {
        let rest = plain.strip_prefix(phrase).filter(|_| *role == Role::Rights);
        rest.is_some_and(|rest| {
            let follows = ends_word(phrase, rest);
            let rest = rest.trim_start();
            follows
                && (phrase.is_ascii() && phrase.contains(' ')
                    || rest.starts_with(|c: char| c.is_ascii_digit() || "©ⓒ".contains(c))
                    || rest.starts_with("(c)"))
        })
    })
}

/// A text as [`known`] takes it, without the targets of its links.
fn without_targets(text: &str) -> String {
    static TARGETS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\]\([^)]*\)|<[^>]*>|https?://\S+|[^\s\[\]()]+\.(?:md|rst|html?)\b|[`*_\[\]:]+")
            .expect("a valid pattern")
    });
    plain(&TARGETS.replace_all(text, " "))
}

/// How many different words of page furniture a line that [`plain`] was applied to holds.
pub(super) fn words(plain: &str) -> usize {
    let words = PHRASES.inside.iter().filter(|(_, role)| *role == Role::Word);
    words.filter(|(word, _)| contains_word(plain, word)).count()
}

/// Whether `text` begins with `phrase` and the phrase ends with a word there. Korean particles are
/// written on to the word, so that any letter may follow Hangul.
fn starts_with_words(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| ends_word(phrase, rest))
}

fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let latin = |c: char| c.is_ascii_alphabetic();
        !text[..at].ends_with(latin) && ends_word(word, &text[at + word.len()..])
    })
}

fn ends_word(phrase: &str, rest: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic();
    !phrase.ends_with(latin) || !rest.starts_with(latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_other_languages_and_rights_are_known_whatever_they_lead_to() {
        #[rustfmt::skip]
        let cases = [
            ("`한국어로 보기 <https://example.org/README.ko.rst>`_", true, false, "a link of reStructuredText"),
            ("[English](README.md)",                             true, false, "of Markdown"),
            ("영어 원본: PHILOSOPHY.md",                           true, false, "with the name of the file"),
            ("Korean documentation: 한국어 문서로 이동",              true, false, "in both languages"),
            ("English is taught here.",                          false, false, "a sentence"),
            ("Licensed under the Apache License, Version 2.0.",  false, true, "a licence"),
            ("Please read the privacy policy first.",            false, false, "a sentence about rights"),
            ("Copyright law protected authors for 70 years.",    false, false, "another"),
            ("저작권은 1957년 뒤 70년 동안 보호된다.",              false, false, "another, with a particle"),
            ("Copyright 2009 The Example Foundation.",           false, true, "since when"),
            ("한국어 문서를 모두 불태운 뒤 그들은 떠났다.",            false, false, "a sentence about documents"),
            ("English | Español | 日本語 | 한국어",                  true, false, "names of languages"),
            ("🌐 [English](../README.md) · 🇪🇸 [Español](README.es.md) · 🇰🇷 한국어", true, false, "with their flags"),
            ("English | Русский | Türkçe | Čeština",             true, false, "with marks on their letters"),
            ("English, Spanish",                                 false, false, "two of them"),
            ("All rights reserved.",                             false, true, "the whole of it"),
            ("The licence is long.",                             false, false, "a sentence about one"),
        ];
        for (text, switcher, rights, why) in cases {
            assert_eq!((is_switcher(text), is_rights(text)), (switcher, rights), "{why}: {text}");
        }
    }

    #[test]
    fn every_row_of_the_table_is_used_and_sourced() {
        let rows = table::rows::<3>("furniture", TABLE);
        let mut patterns: Vec<_> = rows.iter().map(|row| plain(row[0])).collect();
        for [pattern, role, source] in rows {
            assert!(Role::parse(role).is_some(), "{pattern}: {role} is no role");
            assert!(!source.is_empty(), "{pattern} has no source");
            assert!(!plain(pattern.trim_matches('*')).is_empty(), "{pattern} is empty");
        }
        patterns.sort();
        let count = patterns.len();
        patterns.dedup();
        assert_eq!(patterns.len(), count, "a pattern stands in the table twice");
    }

    #[test]
    fn phrases_are_found_whatever_stands_round_them() {
        #[rustfmt::skip]
        let cases = [
            ("Skip to content",                  Some((Role::Navigation, true)),  "as it is"),
            ("**Citation:**",                    Some((Role::Label, true)),       "Markdown and a colon"),
            ("• 본문 바로가기",                     Some((Role::Navigation, true)),  "a bullet"),
            ("COPYRIGHT © 2019 The Museum",      Some((Role::Rights, false)),     "capitals, and more after it"),
            ("Secret",                           Some((Role::Mark, true)),        "of the document"),
            ("The Secretary spoke.",             None,                            "no phrase"),
            ("Printed matter is scarce.",        None,                            "a word that only begins alike"),
        ];
        for (line, expected, why) in cases {
            let found = known(&plain(line)).map(|known| (known.role, known.whole));
            assert_eq!(found, expected, "{line}: {why}");
        }
    }
}
