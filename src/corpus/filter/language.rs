use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use super::{Filter, Kind, View};
use crate::{
    corpus::pair::Pair,
    text::{Language, Script, table},
};

/// What is in another language.
pub(super) const LANGUAGE: Filter = Filter {
    name: "language",
    about: "a side that is not in its language",
    limit: |settings| format!("{} of the letters", super::percent(settings.min_language_share)),
    kind: Kind::Pair(language),
};

/// In so many words of running text there is one of those that the language is made of.
const TELLING_WORDS: usize = 10;

fn language(pair: &Pair, view: &View<'_>) -> Option<String> {
    let sides = [(&pair.source, view.languages[0]), (&pair.target, view.languages[1])];
    sides.into_iter().find_map(|(side, language)| {
        let share = share(&side.text, language)?;
        if share < view.settings.min_language_share {
            let share = super::percent(share);
            return Some(format!("{share} of the letters are those of {language}"));
        }
        lacks_its_words(&side.text, language)
            .then(|| format!("none of its words is one that {language} is made of"))
    })
}

/// Whether a letter belongs to the writing of a language; Chinese characters belong to that of Korean and Japanese too.
fn is_of(script: Script, language: &Language) -> bool {
    match language.primary() {
        "ko" => matches!(script, Script::Hangul | Script::Han),
        "ja" => matches!(script, Script::Kana | Script::Han),
        "zh" => script == Script::Han,
        "ru" | "uk" | "bg" => script == Script::Cyrillic,
        _ if language.is_in_latin_letters() => script == Script::Latin,
        _ => script == Script::Other,
    }
}

/// The share of the letters that are of the language, those of Hangul and Chinese counting twice; none without letters.
fn share(text: &str, language: &Language) -> Option<f64> {
    let (mut own, mut all) = (0, 0);
    for script in text.chars().map(Script::of).filter(|script| script.is_letter()) {
        let weight = match script {
            Script::Hangul | Script::Han | Script::Kana => 2,
            _ => 1,
        };
        all += weight;
        own += if is_of(script, language) { weight } else { 0 };
    }
    (all > 0).then(|| f64::from(own) / f64::from(all))
}

/// Words that carry grammar, by language.
static FUNCTION_WORDS: LazyLock<BTreeMap<&str, BTreeSet<&str>>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/lexicon/function-words.tsv");
    let mut words: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for [language, word, _] in table::rows::<3>("function-words.tsv", text) {
        words.entry(language).or_default().insert(word);
    }
    words
});

/// Whether a text in Latin letters is long enough to be made of words of the language, and is not.
fn lacks_its_words(text: &str, language: &Language) -> bool {
    let Some(known) =
        FUNCTION_WORDS.get(language.primary()).filter(|_| language.is_in_latin_letters())
    else {
        return false;
    };
    let lower = text.to_lowercase();
    let mut count = 0;
    for word in lower.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’') {
        if known.contains(word) {
            return false;
        }
        count += usize::from(!word.is_empty());
    }
    count >= TELLING_WORDS
}
