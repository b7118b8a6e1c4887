//! The words of a sentence, and which runs of them may be a term: no verb, no word of grammar at either end.

use std::collections::HashMap;

use crate::{
    language::ko::{josa, stem::of_verb},
    lexicon::{Lexicon, is_grammar},
    text::{Language, Script, Span, Tongue},
};

/// The most words of a term.
const LONGEST: usize = 4;

/// Languages that begin every noun with a capital, which tells no name then.
const CAPITAL_NOUNS: [&str; 2] = ["de", "lb"];

/// Words of grammar that stand inside of terms: Ministry of Foreign Affairs.
const JOINING: [&str; 5] = ["of", "for", "and", "the", "de"];

/// A word, and what may be done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    /// As it stands inside of a term.
    inner: u32,
    /// As it stands at the end of one: without its particle, in the singular. None if no term ends here.
    last: Option<u32>,
    /// Whether a term may begin here.
    begins: bool,
    /// Whether a term that comes so far may go on.
    goes_on: bool,
    /// Whether it has a capital that no beginning of a sentence gave it; none where that does not tell, as in a writing
    /// without capitals.
    has_capital: Option<bool>,
    /// Where it stands, without its particle.
    span: Span,
}

/// A run of words that may be a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its words by number, the last in its plain form.
    pub(super) words: Vec<u32>,
    /// Whether all words of it have a capital that tells of a name; none where that does not tell.
    pub(super) is_name: Option<bool>,
    /// Where it stands.
    pub(super) span: Span,
}

/// All words met, by number.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
    /// Of words of Korean, the noun they begin with and whether that is all: reading them takes time.
    nouns: HashMap<String, Option<(String, bool)>>,
}

impl Vocabulary {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.to_owned(), number);
        self.names.push(word.to_owned());
        number
    }

    /// The words of a phrase, in lower case.
    pub(super) fn text(&self, words: &[u32]) -> String {
        let name = |number: &u32| self.names.get(*number as usize).map_or("", String::as_str);
        words.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    /// The runs of words of a sentence that may be a term, each as often as it stands there.
    pub(super) fn phrases(&mut self, text: &str, language: &Language) -> Vec<Phrase> {
        let words = self.words(text, language);
        let mut phrases = Vec::new();
        for start in (0..words.len()).filter(|&start| words[start].begins) {
            for end in start..words.len().min(start + LONGEST) {
                if let Some(last) = words[end].last {
                    let run = &words[start..=end];
                    let before = run[..run.len() - 1].iter().map(|word| word.inner);
                    phrases.push(Phrase {
                        words: before.chain([last]).collect(),
                        is_name: named(run),
                        span: run[0].span.join(words[end].span),
                    });
                }
                if !words[end].goes_on {
                    break;
                }
            }
        }
        phrases
    }

    fn words(&mut self, text: &str, language: &Language) -> Vec<Word> {
        let tongue = Tongue::of(language);
        // Where most words have capitals these tell nothing.
        let is_title = is_title(text);
        let mut words: Vec<Word> = Vec::new();
        let mut is_first = true;
        // What stands in brackets without a blank before them (기석복[Ki Sok Pok]) are words of their own.
        let tokens = text.split_whitespace().flat_map(|word| word.split_inclusive(['(', '[']));
        for token in tokens {
            let at = token.as_ptr() as usize - text.as_ptr() as usize;
            let core = token.trim_matches(|c: char| !c.is_alphanumeric());
            let start = token.find(core).unwrap_or_default();
            let behind = &token[start + core.len()..];
            if (start > 0 || core.is_empty())
                && let Some(last) = words.last_mut()
            {
                last.goes_on = false;
            }
            if core.is_empty() {
                is_first = true;
                continue;
            }
            let mut word = match tongue {
                Some(Tongue::Korean) => self.korean(core),
                _ => self.other(core, language),
            };
            let is_code = core.contains(|c: char| !c.is_alphanumeric() && !"-'’·&/.".contains(c));
            if is_code || core.contains(|c: char| c.is_ascii_digit()) {
                (word.begins, word.last) = (false, None);
                word.goes_on &= !is_code;
            }
            word.goes_on &= behind.is_empty();
            let has_case = |c: char| c.is_uppercase() || c.is_lowercase();
            let is_cased = core
                .starts_with(|c: char| has_case(c) && Script::of(c) == language.script())
                && !CAPITAL_NOUNS.contains(&language.primary());
            let tells = is_cased && !is_title && !is_first && start == 0;
            word.span = Span::new(at + start, at + start + core.len());
            if let Some(noun) = word.last.filter(|_| tongue == Some(Tongue::Korean))
                && let Some(noun) = self.names.get(noun as usize)
                && core.is_char_boundary(noun.len())
            {
                word.span = Span::new(at + start, at + start + noun.len());
            }
            word.has_capital = tells.then(|| core.starts_with(char::is_uppercase));
            is_first = behind.contains(['.', '!', '?', ':']);
            words.push(word);
        }
        words
    }

    fn other(&mut self, core: &str, language: &Language) -> Word {
        let lower = core.to_lowercase().replace('’', "'");
        let lower = lower.strip_suffix("'s").unwrap_or(&lower);
        let has_letters = lower.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
        let is_content = has_letters && !is_grammar(language.primary(), lower);
        let last = if language.is_english() { singular(lower) } else { lower.to_owned() };
        Word {
            inner: self.number(lower),
            last: is_content.then(|| self.number(&last)),
            begins: is_content,
            goes_on: is_content || JOINING.contains(&lower),
            has_capital: None,
            span: Span::default(),
        }
    }

    fn korean(&mut self, core: &str) -> Word {
        let lower = core.to_lowercase();
        let inner = self.number(&lower);
        let noun = self.nouns.entry(lower).or_insert_with_key(|word| noun(word)).clone();
        let span = Span::default();
        let Some((noun, is_bare)) = noun else {
            return Word {
                inner,
                last: None,
                begins: false,
                goes_on: false,
                has_capital: None,
                span,
            };
        };
        let last = Some(self.number(&noun));
        Word { inner, last, begins: true, goes_on: is_bare, has_capital: None, span }
    }
}

/// Whether all words with content of a run have capitals, as far as that tells.
fn named(run: &[Word]) -> Option<bool> {
    let mut told = run.iter().filter(|word| word.last.is_some()).map(|word| word.has_capital);
    told.try_fold(true, |all, one| Some(all && one?))
}

/// Whether a text is a title: of two long words or more behind the first all begin with a capital.
fn is_title(text: &str) -> bool {
    let long = text.split_whitespace().skip(1).filter(|word| word.chars().count() > 3);
    let long: Vec<&str> = long.filter(|word| word.starts_with(char::is_alphabetic)).collect();
    long.len() > 1 && long.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// A plural without its ending, if the lexicon knows what is left.
fn singular(word: &str) -> String {
    let knows = |word: &str| Lexicon::embedded().knows(word, Tongue::English);
    let Some(stem) = word.strip_suffix('s').filter(|stem| stem.len() > 2) else {
        return word.to_owned();
    };
    let of_y = word.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let of_e = word.strip_suffix("es").map(str::to_owned);
    let plain =
        [of_y, Some(stem.to_owned()), of_e].into_iter().flatten().find(|plain| knows(plain));
    plain.unwrap_or_else(|| word.to_owned())
}

/// The noun that a word of Korean begins with, its particles left out, and whether that is all of it; none if it is a
/// verb, or one made of a noun, or carries grammar.
fn noun(word: &str) -> Option<(String, bool)> {
    let is_hangul = |c: char| Script::of(c) == Script::Hangul;
    let at = word.trim_end_matches(is_hangul).len();
    let (head, tail) = word.split_at(at);
    let noun = if tail.is_empty() {
        head.chars().any(char::is_alphabetic).then_some(head)?.to_owned()
    } else if let Some(last) = head.chars().next_back()
        && josa::is_ending(tail, last)
    {
        head.to_owned()
    } else {
        let ranked = Lexicon::embedded().ranked(tail);
        let (reading, _) = ranked.first()?;
        if of_verb(&reading.stem).is_some() || reading.ending.contains('-') {
            return None;
        }
        let stem = tail.starts_with(&reading.stem).then_some(&reading.stem)?;
        format!("{head}{stem}")
    };
    let is_content = noun.chars().nth(1).is_some() && !is_grammar("ko", &noun);
    let is_bare = noun.len() == word.len();
    is_content.then_some((noun, is_bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, language: &Language) -> Vec<String> {
        let mut vocabulary = Vocabulary::default();
        let phrases = vocabulary.phrases(text, language);
        phrases.iter().map(|phrase| vocabulary.text(&phrase.words)).collect()
    }

    #[test]
    fn a_term_has_no_grammar_at_its_ends_and_no_sign_inside() {
        #[rustfmt::skip]
        let cases = [
            ("of the Ministry of Foreign Affairs", "ministry|ministry of foreign|ministry of foreign affair|foreign|foreign affair|affair", "grammar inside alone"),
            ("files, folders",                     "file|folder",                    "a comma divides; plurals are singular"),
            ("the year 1957",                      "year",                           "no figures"),
            ("kubectl_apply x",                    "",                               "no code, no letter"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(found(text, &Language::english()).join("|"), expected, "{why}");
        }
        #[rustfmt::skip]
        let cases = [
            ("외무성 부상을 만났다",  "외무성|외무성 부상|부상",  "a particle ends it, a verb is none"),
            ("대사관에서 논의하였다", "대사관",                "a verb made of a noun neither"),
            ("PDF를 저장",          "pdf|저장",              "particles behind Latin letters"),
            ("기석복[국가검열성 담당관]", "기석복|국가검열성|국가검열성 담당관|담당관", "a bracket divides"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(found(text, &Language::korean()).join("|"), expected, "{why}");
        }
    }

    #[test]
    fn a_name_is_told_by_capitals_where_these_tell() {
        #[rustfmt::skip]
        let cases = [
            ("en", "and Pyongyang",      vec![Some(true)],  "a name"),
            ("en", "and harvest",        vec![Some(false)], "none"),
            ("en", "Harvest",            vec![None],        "the first word of a sentence"),
            ("en", "The Harvest Report", vec![None; 3],     "a title"),
            ("fr", "et Moscou",          vec![Some(true)],  "a name in another language"),
            ("ru", "и Москва",           vec![Some(true)],  "and in another script"),
            ("de", "und Ernte",          vec![None],        "every noun has one"),
            ("ko", "그리고 평양",             vec![None],        "no capitals in Hangul"),
            ("ko", "저장된 PDF",            vec![None],        "and those of Latin are no names in Korean"),
        ];
        for (tag, text, expected, why) in cases {
            let phrases = Vocabulary::default().phrases(text, &tag.parse().expect(tag));
            let last = phrases.len().saturating_sub(expected.len());
            let named: Vec<_> = phrases[last..].iter().map(|phrase| phrase.is_name).collect();
            assert_eq!(named, expected, "{text}: {why}");
        }
    }
}
