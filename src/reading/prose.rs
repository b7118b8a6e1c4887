//! What tells running text from names, code and references: words of grammar, signs, ends of sentences.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;

use crate::language::role;
use crate::lexicon::{self, Lexicon};
use crate::text::Tongue;

/// A word in lower case with this probability of a translation is known to need one.
const TRANSLATED: f64 = 0.05;

/// The words of a text that are nothing but letters.
pub(super) fn plain_words(text: &str) -> impl Iterator<Item = &str> {
    let edge = |c: char| !c.is_alphanumeric();
    text.split_whitespace().map(move |word| word.trim_matches(edge)).filter(|word| {
        !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    })
}

pub(super) fn is_sentence(text: &str) -> bool {
    let closing = |c: char| c.is_whitespace() || "\"'”’)]」』》".contains(c);
    text.trim_end_matches(closing).ends_with(['.', '?', '!', '…', '。'])
        && text.split_whitespace().nth(2).is_some()
}

static MONTHS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/months.tsv");
    let names = text
        .lines()
        .filter(|line| line.starts_with("en\t"))
        .flat_map(|line| line.split('\t').skip(1));
    names
        .filter(|name| name.chars().count() > 2 && name.chars().all(char::is_alphabetic))
        .map(str::to_lowercase)
        .collect()
});

/// Whether an English word in lower case carries grammar rather than content.
pub(crate) fn is_grammar(word: &str) -> bool {
    lexicon::is_grammar("en", word)
}

/// Whether a word would be translated: a function word, a month, a word in lower case that the lexicon translates.
pub(super) fn is_running(word: &str, lexicon: &Lexicon) -> bool {
    let lower = word.to_lowercase();
    if MONTHS.contains(&lower) && word.starts_with(char::is_uppercase) {
        return true;
    }
    if !word.chars().all(char::is_lowercase) || word.len() < 2 && word != "a" {
        return false;
    }
    is_grammar(word)
        || lexicon
            .translations(word, Tongue::English)
            .first()
            .is_some_and(|(_, p)| *p >= TRANSLATED)
}

pub(super) fn is_verb(word: &str, lexicon: &Lexicon) -> bool {
    // Of a heading only the forms that are no noun or adjective tell: sends, opened.
    let first = lexicon.translations(word, Tongue::English).into_iter().next();
    !is_grammar(word)
        && word.ends_with(['s', 'd'])
        && first
            .is_some_and(|(stem, p)| p >= TRANSLATED && role::before(&stem, "infinitive").is_some())
}

/// Whether a text is code, a command, a name of a file or a mark on a shelf: signs that no running text has, or
/// words of which the first is no word.
pub(super) fn is_code(text: &str) -> bool {
    static SIGNS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            (?:^|\s)--?[A-Za-z][\w-]*(?:[\s=]|$) | [{}<>|$\\^`=] | ::|->|=>|\(\)|;\s*$ |
            (?:^|\s)[\w.-]*/[\w./-]+ | \b\w+\(\w*\) | \w@\w | ^\s*[\#$%>]\s | \b\w+_\w+ |
            \b\w+\.(?:[a-z]{1,4}|yaml|json|toml|conf|html)\b |
            ^\s*\.\.\s+[\w-]+: | ^\#! | -\*- | \w/\* | ^\s*(?:from\s+\S+\s+)?import\s+\S+(?:\s+as\s+\S+)?\s*$",
        )
        .expect("a valid pattern")
    });
    let words: Vec<&str> = text.split_whitespace().collect();
    let signs = SIGNS.find_iter(text).count();
    // A sentence may name one file.
    if signs > 0 && (!is_sentence(text) || 3 * signs >= words.len()) {
        return true;
    }
    if is_sentence(text) || words.is_empty() {
        return false;
    }
    let digits = words.iter().filter(|word| word.bytes().any(|b| b.is_ascii_digit())).count();
    let function = words.iter().any(|word| is_grammar(word));
    let first = words[0].trim_end_matches(|c: char| !c.is_alphanumeric());
    let command = words.len() > 1
        && first.chars().all(|c| c.is_ascii_lowercase())
        && !Lexicon::embedded().knows(first, Tongue::English);
    // “August 1956” is a date.
    let month = words.iter().any(|word| MONTHS.contains(&word.to_lowercase()));
    !function && !month && (3 * digits >= words.len() || command)
}

/// Whether a text is a reference to literature: a year with what stands beside years in such.
pub(super) fn is_reference(text: &str) -> bool {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(?:1[5-9]|20)\d\d[a-z]?\b").expect("a valid pattern"));
    static SIGN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?x)
            \bpp?\.\s*\d | \b[Vv]ol\.\s*\d | \b[Nn]o\.\s*\d | \beds?\. | \bPress\b | \bISBN\b | \bdoi\b | \b[Ii]bid\b |
            \bop\.\s?cit | :\s[A-Z][\p{L}\s&]+,\s*(?:1[5-9]|20)\d\d | ^[A-Z][\p{L}'’-]+,\s(?:[A-Z]\.|[A-Z]\p{L}+) |
            \bet\sal\. | \bJournal\b | \barXiv\b")
        .expect("a valid pattern")
    });
    YEAR.is_match(text) && SIGN.is_match(text) || text.contains("ISBN") || text.contains("doi.org")
}

/// `text` without what stands in brackets: a gloss.
pub(super) fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside: String = text
        .chars()
        .filter(|&c| {
            match c {
                '(' | '[' | '（' => depth += 1,
                ')' | ']' | '）' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    if outside.chars().any(char::is_alphabetic) { outside } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_would_be_translated_is_told_from_a_name() {
        #[rustfmt::skip]
        let cases = [
            ("the",     true,  "a word of grammar"),
            ("a",       true,  "of one letter"),
            ("bridge",  true,  "a word that the lexicon translates"),
            ("August",  true,  "a month"),
            ("Bridge",  false, "a capital may be of a name"),
            ("x",       false, "a letter"),
            ("qwrtz",   false, "a word that it does not"),
            ("bridge2", false, "no word"),
        ];
        for (word, expected, why) in cases {
            assert_eq!(is_running(word, Lexicon::embedded()), expected, "{word}: {why}");
        }
        let verbs = ["opened", "opens", "open", "bridges", "was"];
        let found = verbs.map(|word| is_verb(word, Lexicon::embedded()));
        assert_eq!(found, [true, true, false, false, false], "{verbs:?}");
    }
}
