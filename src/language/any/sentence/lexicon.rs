//! The words that decide about a stop: abbreviations, sentence starters, quotatives and sentence
//! endings, out of the tables under `corpora/tables`, one [`Lexicon`] a language.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

use super::Stop;
use crate::text::{Language, Script, table};

static ABBREVIATIONS: &str = table::text!("abbreviations.tsv");
static STARTERS: &str = table::text!("sentence-starters.tsv");
static QUOTATIVES: &str = table::text!("quotatives.tsv");
static ENDINGS: &str = table::text!("sentence-endings.tsv");

/// The stop of an abbreviation: when it ends a sentence as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// At no time.
    Never,
    /// Before a word that begins sentences.
    Starter,
    /// Before any word that begins with a capital.
    Capital,
    /// Except before a number.
    Number,
}

impl Use {
    fn named(kind: &str) -> Option<Self> {
        match kind {
            "never" => Some(Self::Never),
            "starter" => Some(Self::Starter),
            "capital" => Some(Self::Capital),
            "number" => Some(Self::Number),
            _ => None,
        }
    }
}

/// Where a word goes on with the sentence before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Attachment {
    /// After any stop.
    Always,
    /// After a closing quotation mark.
    Quoted,
    /// After a closing mark, with no space between.
    Attached,
}

impl Attachment {
    fn named(kind: &str) -> Option<Self> {
        match kind {
            "always" => Some(Self::Always),
            "quoted" => Some(Self::Quoted),
            "attached" => Some(Self::Attached),
            _ => None,
        }
    }
}

/// What the tables say of one language.
#[derive(Debug, Default, Clone)]
pub(crate) struct Lexicon {
    abbreviations: HashMap<&'static str, Use>,
    starters: HashSet<&'static str>,
    quotative_words: HashMap<&'static str, Attachment>,
    quotative_prefixes: Vec<(&'static str, Attachment)>,
    endings: Vec<&'static str>,
    bare_endings: Vec<&'static str>,
    /// Whether a number of one or two digits and a stop is an ordinal.
    pub(crate) ordinal_stop: bool,
}

static LEXICONS: LazyLock<BTreeMap<&'static str, Lexicon>> = LazyLock::new(read);

fn read() -> BTreeMap<&'static str, Lexicon> {
    let mut lexicons: BTreeMap<&'static str, Lexicon> = BTreeMap::new();
    // For whatever language has no rows at all; a tag cannot be empty.
    lexicons.entry("").or_default();
    for [language, form, kind, _source] in table::rows("abbreviations.tsv", ABBREVIATIONS) {
        let lexicon = lexicons.entry(language).or_default();
        if form == "#" {
            lexicon.ordinal_stop = true;
        } else if let Some(kind) = Use::named(kind) {
            lexicon.abbreviations.insert(form.strip_suffix('.').unwrap_or(form), kind);
        }
    }
    for [language, word, _source] in table::rows("sentence-starters.tsv", STARTERS) {
        lexicons.entry(language).or_default().starters.insert(word);
    }
    for [language, form, kind, extent, _source] in table::rows("quotatives.tsv", QUOTATIVES) {
        let lexicon = lexicons.entry(language).or_default();
        match Attachment::named(kind) {
            Some(kind) if extent == "prefix" => lexicon.quotative_prefixes.push((form, kind)),
            Some(kind) => {
                lexicon.quotative_words.insert(form, kind);
            }
            None => {}
        }
    }
    for [language, form, kind, _source] in table::rows("sentence-endings.tsv", ENDINGS) {
        let lexicon = lexicons.entry(language).or_default();
        let endings = if kind == "bare" { &mut lexicon.bare_endings } else { &mut lexicon.endings };
        endings.push(form);
    }
    lend_latin(&mut lexicons);
    lexicons
}

/// A text in a language that has no Latin abbreviations of its own quotes English ones (`pp. 1-6`).
fn lend_latin(lexicons: &mut BTreeMap<&'static str, Lexicon>) {
    let lent = lexicons.get("en").cloned().unwrap_or_default();
    for lexicon in lexicons.values_mut() {
        let latin = |form: &&str| form.starts_with(|c| Script::of(c) == Script::Latin);
        if !lexicon.abbreviations.keys().any(latin) {
            lexicon.abbreviations.extend(lent.abbreviations.iter().map(|(&k, &v)| (k, v)));
            lexicon.starters.extend(&lent.starters);
        }
    }
}

impl Lexicon {
    /// The words of `language`.
    pub(crate) fn of(language: &Language) -> &'static Self {
        LEXICONS.get(language.primary()).unwrap_or_else(|| &LEXICONS[""])
    }

    /// Whether the tables have anything of the language with that tag.
    pub(crate) fn knows(tag: &str) -> bool {
        !tag.is_empty() && LEXICONS.contains_key(tag)
    }

    /// When the stop after `word` (which is without it) ends a sentence; `None` if `word` is no
    /// abbreviation. Of a compound the last part decides (`Lt.-Gen`).
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Use> {
        if word.is_empty() || word.len() > 24 {
            return None;
        }
        self.as_written(word)
            .or_else(|| word.rsplit_once('-').and_then(|(_, last)| self.as_written(last)))
    }

    fn as_written(&self, word: &str) -> Option<Use> {
        if let Some(&found) = self.abbreviations.get(word) {
            return Some(found);
        }
        if !word.starts_with(char::is_uppercase) {
            return None;
        }
        // A single capital is an initial, two are the name of a body (CC).
        let letters = word.chars().count();
        if letters == 1 {
            return None;
        }
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        let small = format!("{}{rest}", first.to_lowercase());
        if let Some(&found) = self.abbreviations.get(small.as_str()) {
            return Some(found);
        }
        if letters < 3 || word.chars().any(char::is_lowercase) {
            return None;
        }
        // COMR. as a heading has it.
        let rest = rest.to_lowercase();
        let known = |form: String| self.abbreviations.get(form.as_str()).copied();
        known(format!("{first}{rest}")).or_else(|| known(format!("{}{rest}", first.to_lowercase())))
    }

    /// Whether `word`, capitalised as it stands, begins sentences.
    pub(crate) fn begins_sentences(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Where `word` goes on with the sentence before it, if it does.
    pub(crate) fn quotative(&self, word: &str) -> Option<Attachment> {
        let prefixes = self.quotative_prefixes.iter();
        let prefix = prefixes.filter(|(form, _)| word.starts_with(form)).map(|&(_, kind)| kind);
        self.quotative_words.get(word).copied().into_iter().chain(prefix).min()
    }

    /// Whether `text`, up to a stop, ends as sentences do.
    pub(crate) fn ends_as_sentences(&self, text: &str) -> bool {
        self.endings.iter().any(|ending| text.ends_with(ending))
    }

    /// Whether the word before the stop is more than one syllable of Hangul and ends as sentences do.
    pub(crate) fn ends_in_syllables(&self, stop: &Stop<'_>) -> bool {
        let before = &stop.text[..stop.at];
        let syllables = before.chars().rev().take(2);
        syllables.filter(|&c| Script::of(c) == Script::Hangul).count() == 2
            && self.ends_as_sentences(before)
    }

    /// Whether `word` ends a sentence where stops are not written.
    pub(crate) fn ends_bare(&self, word: &str) -> bool {
        self.bare_endings.iter().any(|ending| word.ends_with(ending))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for [language, form, kind, source] in table::rows("abbreviations", ABBREVIATIONS) {
            assert!(language.parse::<Language>().is_ok(), "{language} {form}");
            assert!(form == "#" || form.ends_with('.'), "{form}");
            assert!(Use::named(kind).is_some() && !source.is_empty(), "{form} {kind}");
        }
        for [language, form, kind, extent, source] in table::rows("quotatives", QUOTATIVES) {
            assert!(language.parse::<Language>().is_ok(), "{language} {form}");
            assert!(Attachment::named(kind).is_some(), "{form} {kind}");
            assert!(matches!(extent, "word" | "prefix") && !source.is_empty(), "{form}");
        }
        for [language, word, source] in table::rows("starters", STARTERS) {
            assert!(language.parse::<Language>().is_ok(), "{language} {word}");
            assert!(word.starts_with(char::is_uppercase) && !source.is_empty(), "{word}");
        }
        for [_, form, kind, source] in table::rows("endings", ENDINGS) {
            assert!(matches!(kind, "stop" | "bare") && !source.is_empty(), "{form}");
        }
    }

    #[test]
    fn no_row_stands_twice() {
        let mut seen = HashSet::new();
        for [language, form, ..] in table::rows::<4>("abbreviations", ABBREVIATIONS) {
            assert!(seen.insert((language, form)), "{language} {form} stands twice");
        }
    }

    #[test]
    fn an_abbreviation_is_met_in_every_dress() {
        let english = Lexicon::of(&Language::english());
        #[rustfmt::skip]
        let cases = [
            // word       use                    why
            ("Comr",      Some(Use::Never),      "as the note has it"),
            ("COMR",      Some(Use::Never),      "a heading in capitals"),
            ("Vol",       Some(Use::Number),     "a form in lower case begins a line"),
            ("no",        None,                  "a word, and the form No. has a capital"),
            ("CC",        None,                  "the Central Committee, not copies"),
            ("P",         None,                  "an initial, not a page"),
            ("No",        Some(Use::Number),     "No. 267, but also an answer"),
            ("Lt.-Gen",   Some(Use::Never),      "the last part of a compound decides"),
            ("p.m",       Some(Use::Capital),    "a stop within"),
            ("Col",       Some(Use::Never),      "colonel, not column"),
            ("col",       Some(Use::Number),     "column, not colonel"),
            ("Panmunjeom", None,                 "a word"),
        ];
        for (word, expected, why) in cases {
            assert_eq!(english.abbreviation(word), expected, "{word}: {why}");
        }
        assert_eq!(Lexicon::of(&Language::korean()).abbreviation("pp"), Some(Use::Number));
    }
}
