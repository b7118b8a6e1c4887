use super::{Filter, Kind, View};
use crate::{
    corpus::pair::Pair,
    reading::prose::is_grammar,
    text::{Language, Script},
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
    match language.script() {
        own @ (Script::Hangul | Script::Kana) => script == own || script == Script::Han,
        own => script == own,
    }
}

/// The share of the letters that are of the language, those of Hangul and Chinese counting twice; none without letters.
///
/// Where the language has letters of its own, names in Latin ones, which begin with a capital, say nothing.
fn share(text: &str, language: &Language) -> Option<f64> {
    let (mut own, mut others, mut names) = (0, 0, 0);
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let is_name = !language.is_in_latin_letters()
            && word.starts_with(|c: char| c.is_uppercase() && Script::of(c) == Script::Latin);
        for script in word.chars().map(Script::of).filter(|script| script.is_letter()) {
            let weight = match script {
                Script::Hangul | Script::Han | Script::Kana => 2,
                _ => 1,
            };
            if is_of(script, language) {
                own += weight;
            } else if is_name && script == Script::Latin {
                names += weight;
            } else {
                others += weight;
            }
        }
    }
    // With nothing else beside them they are no text of the language.
    let others = if own == 0 { others + names } else { others };
    (own + others > 0).then(|| f64::from(own) / f64::from(own + others))
}

/// Whether an English text is long enough to be made of words of English, and is not. Names are no words of it.
fn lacks_its_words(text: &str, language: &Language) -> bool {
    if !language.is_english() {
        return false;
    }
    let mut count = 0;
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’') {
        if is_grammar(&word.to_lowercase()) {
            return false;
        }
        count += usize::from(word.starts_with(char::is_lowercase));
    }
    count >= TELLING_WORDS
}
