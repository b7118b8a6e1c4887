//! References by value: numbers of documents (267/37/2421/57), articles (제3조), files of an archive
//! (f. 0102, op. 12).

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    language::{
        any::{
            date::numeric,
            number::{roman, words},
        },
        role,
    },
    text::{Language, Span},
};

/// The number of a document, of a part of one, or of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its parts in order, leading zeros kept, letters in lower case: `267`, `37`, `2421`, `57`.
    pub parts: Vec<String>,
    /// What is numbered, by the table of numbered parts: `number`, `article`, …, or `file`.
    pub what: &'static str,
}

impl Reference {
    /// Equal for references that say the same in two languages: `r:267/37/2421/57`.
    pub fn keys(&self) -> Vec<String> {
        vec![format!("r:{}", self.parts.join("/"))]
    }

    /// Its parts that are whole numbers.
    pub fn values(&self) -> impl Iterator<Item = u128> {
        self.parts.iter().filter_map(|part| part.parse().ok())
    }
}

struct Patterns {
    /// A word, then a number: No. 12/57, Article 3.
    after_word: Regex,
    /// The Korean order: 제 12/57호, 제3조.
    before_word: Regex,
    /// Numbers joined by three strokes or more need no word.
    bare: Regex,
    section: Regex,
    file: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let compile = |pattern: &str| Regex::new(pattern).expect("a regular expression");
    let word = words::numbered("en", true)
        .filter(|(_, part)| {
            matches!(*part, "article" | "paragraph" | "section" | "chapter" | "number")
        })
        .filter(|(form, _)| !matches!(*form, "point" | "clause" | "issue" | "ch" | "art" | "sec"))
        .map(|(form, _)| form)
        .collect::<Vec<_>>()
        .join("|");
    let counter = words::numbered("ko", false)
        .filter(|(_, part)| {
            matches!(*part, "article" | "paragraph" | "section" | "chapter" | "number")
        })
        .map(|(form, _)| form)
        .collect::<Vec<_>>()
        .join("|");
    let number = r"\d+[a-z]?(?:[/\-–]\d+[a-z]?)*";
    let ordinal = role::sole("ordinal");
    Patterns {
        after_word: compile(&format!(
            r"(?:(?i:\b(?P<w>{word}))\.?|№|#)\s?(?P<n>{number}|[IVX]+)\b/?"
        )),
        before_word: compile(&format!(
            r"(?:(?P<je>{ordinal})\s?|\b)(?P<n>{number})/?\s?(?P<w>{counter})"
        )),
        bare: compile(r"\b(?P<n>\d+(?:/\d+){2,})\b/?"),
        section: compile(r"§{1,2}\s?(?P<n>\d+[a-z]?(?:[.\-–]\d+)*)"),
        file: compile(
            r"(?i)\b(?:f|fond|ф|op|opis|оп|d|delo|д|p|papka|п|l|ll|л|k|kor)\.\s?\d+[a-zа-я]?(?:\s?[,;/]?\s+(?:f|fond|ф|op|opis|оп|d|delo|д|p|papka|п|l|ll|л|k|kor)\.\s?\d+[a-zа-я]?(?:[-–]\d+)?)+",
        ),
    }
});

/// Finds the references in a segment's `text`, in order, outside the spans already `taken`.
///
/// Words are known for English and Korean; numbers that need none (267/37/2421/57, §3, files) are found
/// in any language. Linear in the length of the text.
pub fn find(text: &str, language: &Language, taken: &[Span]) -> Vec<(Span, Reference)> {
    let mut taken = taken.to_vec();
    let mut found = Vec::new();
    let mut add = |span: Span, parts: Vec<String>, what| {
        let span = span.trimmed(text);
        if !parts.is_empty() && !taken.iter().any(|t| t.overlaps(span)) {
            taken.push(span);
            found.push((span, Reference { parts, what }));
        }
    };
    for file in PATTERNS.file.find_iter(text) {
        add(Span::new(file.start(), file.end()), parts(file.as_str()), "file");
    }
    if language.is_korean() {
        for captures in PATTERNS.before_word.captures_iter(text) {
            let (Some(all), Some(number)) = (captures.get(0), captures.name("n")) else { continue };
            let word = &captures["w"];
            let what = words::numbered("ko", false).find(|(form, _)| *form == word);
            // Without 제, 조 is a trillion, 장 a sheet and 호 a house.
            let compound = number.as_str().contains('/');
            if let Some((_, what)) = what.filter(|_| compound || captures.name("je").is_some()) {
                add(Span::new(all.start(), all.end()), parts(number.as_str()), what);
            }
        }
    } else {
        for captures in PATTERNS.after_word.captures_iter(text) {
            let (Some(all), Some(number)) = (captures.get(0), captures.name("n")) else { continue };
            let lower =
                captures.name("w").map_or(String::new(), |w| w.as_str().to_ascii_lowercase());
            let what = words::numbered("en", true).find(|(form, _)| *form == lower);
            let parts = match roman::value(number.as_str()) {
                Some(value) => vec![value.to_string()],
                None => parts(number.as_str()),
            };
            // “No 5” without a full stop may be a refusal.
            let refusal = lower == "no" && !all.as_str()[2..].starts_with('.');
            // &#9744; is a character.
            let entity = text[..all.start()].ends_with('&')
                && all.as_str().starts_with('#')
                && text[all.end()..].starts_with(';');
            if !refusal && !entity && !goes_on(&text[all.end()..]) {
                add(Span::new(all.start(), all.end()), parts, what.map_or("number", |w| w.1));
            }
        }
    }
    for captures in PATTERNS.section.captures_iter(text) {
        if let Some(all) = captures.get(0) {
            add(Span::new(all.start(), all.end()), parts(&captures["n"]), "section");
        }
    }
    for captures in PATTERNS.bare.captures_iter(text) {
        if let Some(all) = captures.get(0).filter(|_| !numeric::is_short(&captures["n"])) {
            add(Span::new(all.start(), all.end()), parts(&captures["n"]), "number");
        }
    }
    found.sort_by_key(|(span, _)| *span);
    found
}

/// Whether the number goes on with decimals or thousands.
fn goes_on(rest: &str) -> bool {
    rest.starts_with(['.', ',']) && rest[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// The groups of digits, each with the letter behind it.
fn parts(number: &str) -> Vec<String> {
    let lower = number.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| part.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_by_their_parts() {
        #[rustfmt::skip]
        let cases = [
            // text                                     language  keys                    why
            ("No. 267/37/2421/57/ [trans. note]",       "en",     "r:267/37/2421/57",     "the note's own number"),
            ("제 267/37/2421/57호 [역주]",               "ko",     "r:267/37/2421/57",     "제 … 호"),
            ("Order No. 12/57 of the ministry",         "en",     "r:12/57",              "a number and a year"),
            ("내각명령 제12/57호",                       "ko",     "r:12/57",              "its Korean"),
            ("Article 3, paragraph 2",                  "en",     "r:3 r:2",              "parts of a law"),
            ("제3조 제2항",                              "ko",     "r:3 r:2",              "their Korean"),
            ("Chapter IV",                              "en",     "r:4",                  "a Roman numeral"),
            ("제4장",                                   "ko",     "r:4",                  "its Korean"),
            ("AVPRF, f. 0102, op. 12, p. 68, d. 5",     "en",     "r:0102/12/68/5",       "a file of an archive"),
            ("§ 15 of the code",                        "en",     "r:15",                 "a section"),
            ("5조 원, 3장, 10호",                        "ko",     "",                     "a trillion, sheets and houses"),
            ("No, 35 people came.",                     "en",     "",                     "a refusal"),
            ("a number of people",                      "en",     "",                     "no number"),
            ("&#9744; Stock market, item #12",          "en",     "r:12",                 "a character by its code"),
            ("Rules &No. 57 of the ministry",           "en",     "r:57",                 "a sign for and"),
        ];
        for (text, language, keys, why) in cases {
            let language = language.parse().expect("tag");
            let found: Vec<_> =
                find(text, &language, &[]).iter().flat_map(|(_, r)| r.keys()).collect();
            assert_eq!(found.join(" "), keys, "{text}: {why}");
        }
    }
}
