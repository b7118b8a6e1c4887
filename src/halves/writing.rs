//! Which of two languages a stretch of text is in: letters counted by script, brackets left out, and
//! [`lingua`] where the count leaves doubt. A gloss in the other script (`허가이[Heo Ga-I]`) is in
//! brackets or in the minority, so that it never turns the sentence round it.

use lingua::{LanguageDetector, LanguageDetectorBuilder};

use crate::{
    Error, Result,
    lexicon::joint,
    text::{Language, Order, Script, Tongue},
};

/// One of the two languages of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// The language of the original.
    Source,
    /// The language of the translation.
    Target,
}

impl Side {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
        }
    }

    /// 0 for the source, 1 for the target.
    pub(super) fn index(self) -> usize {
        self as usize
    }
}

/// What the letters of a stretch say about its language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    /// The language of most letters, where there are any of either.
    pub(super) side: Option<Side>,
    /// Share of the weighted letters that are of that language, 0.5–1, or 0 without a side.
    pub(super) share: f64,
    /// Whether the share alone decides it.
    pub(super) sure: bool,
    /// Weighted letters: about the length of the text in Latin letters, whatever its script.
    pub(super) weight: f64,
    /// Whether most letters belong to neither language.
    pub(super) foreign: bool,
}

/// The two languages of a document, told apart by the scripts they are written in.
pub(super) struct Writing {
    languages: [Language; 2],
    scripts: [Script; 2],
    /// The language Chinese characters are counted for.
    han: Option<Side>,
    detector: Option<LanguageDetector>,
}

impl Writing {
    /// The two languages, if their scripts tell them apart.
    ///
    /// # Errors
    ///
    /// [`Error::SameLanguage`] and [`Error::Inseparable`].
    pub(super) fn new(source: &Language, target: &Language) -> Result<Self> {
        if source == target {
            return Err(Error::SameLanguage { language: source.clone() });
        }
        let scripts = [source.script(), target.script()];
        let inseparable = scripts[0] == scripts[1]
            // A Japanese line may hold no kana at all.
            || scripts.contains(&Script::Han) && scripts.contains(&Script::Kana);
        if inseparable {
            return Err(Error::Inseparable {
                source_language: source.clone(),
                target_language: target.clone(),
            });
        }
        let detector = Order::of(source, target).map(|_| {
            LanguageDetectorBuilder::from_languages(&[
                lingua::Language::English,
                lingua::Language::Korean,
            ])
            .build()
        });
        Ok(Self {
            languages: [source.clone(), target.clone()],
            scripts,
            han: han_side(scripts),
            detector,
        })
    }

    /// One language alone; every other script is foreign. Its side is [`Side::Source`].
    pub(super) fn of_one(language: &Language) -> Self {
        let own = language.script();
        // No text is in the second: a script that no letter is given.
        let scripts = [own, Script::Common];
        Self {
            languages: [language.clone(), language.clone()],
            scripts,
            han: han_side(scripts),
            detector: None,
        }
    }

    /// Which of the two languages is that.
    fn side_of(&self, tongue: Tongue) -> Option<Side> {
        let sides = [Side::Source, Side::Target];
        sides.into_iter().find(|&side| Tongue::of(self.language(side)) == Some(tongue))
    }

    pub(super) fn language(&self, side: Side) -> &Language {
        &self.languages[side.index()]
    }

    /// Whether there is but one language.
    pub(super) fn is_one(&self) -> bool {
        self.scripts[1] == Script::Common
    }

    /// What a person calls that language: its English name where it is one of the two this crate is
    /// made for, else its tag.
    pub(super) fn name(&self, side: Side) -> &str {
        let language = self.language(side);
        match language.primary() {
            "en" => "English",
            "ko" => "Korean",
            _ => language.tag(),
        }
    }

    /// The script most letters of that language have.
    pub(super) fn script(&self, side: Side) -> Script {
        self.scripts[side.index()]
    }

    /// The side a letter counts for, and what it weighs.
    pub(super) fn letter(&self, c: char) -> Option<(Side, f64)> {
        let script = Script::of(c);
        let side = if script == Script::Han {
            self.han?
        } else if script == self.scripts[0] {
            Side::Source
        } else if script == self.scripts[1] && script != Script::Common {
            Side::Target
        } else {
            return None;
        };
        Some((side, weight(script)))
    }

    /// Weighted letters of each language in `text`.
    pub(super) fn weights(&self, text: &str) -> [f64; 2] {
        let mut weights = [0.0; 2];
        for (side, weight) in text.chars().filter_map(|c| self.letter(c)) {
            weights[side.index()] += weight;
        }
        weights
    }

    /// What the letters of `text` say. Addresses are in no language, and brackets are glosses: neither
    /// counts unless there is nothing else. Where that leaves doubt, names count less than words,
    /// since a name keeps its letters in any language.
    pub(super) fn read(&self, text: &str) -> Reading {
        let words = without_addresses(text);
        let outside = outside_brackets(&words);
        let stretches = [outside.as_str(), words.as_str(), text];
        let mut read = stretches.into_iter().map(|stretch| (stretch, self.weights(stretch)));
        let (stretch, mut weights) =
            read.find(|(_, weights)| weights[0] + weights[1] > 0.0).unwrap_or((text, [0.0; 2]));
        let total = weights[0] + weights[1];
        let foreign_letters =
            text.chars().filter(|&c| Script::of(c).is_letter() && self.letter(c).is_none());
        let foreign = foreign_letters.count() as f64 > total;
        if total == 0.0 {
            return Reading { side: None, share: 0.0, sure: false, weight: 0.0, foreign };
        }
        let mut needed = SURE;
        if weights[0].max(weights[1]) < SURE * total {
            // What is quoted keeps its letters too.
            let unquoted = outside_quotes(stretch);
            let rest = self.weights_of_words(&unquoted);
            weights = if rest[0] + rest[1] > 0.0 { rest } else { self.weights_of_words(stretch) };
            needed = SURE_OF_WORDS;
        }
        let side = if weights[0] >= weights[1] { Side::Source } else { Side::Target };
        let share = weights[side.index()] / (weights[0] + weights[1]);
        let sure = share >= needed;
        // However many names it holds in the letters of the other, what ends in a Korean verb is a Korean sentence,
        // and what has English little words is an English one.
        if share < 1.0
            && self.detector.is_some()
            && let Some(tongue) = joint::grammar(stretch)
            && let Some(side) = self.side_of(tongue)
        {
            let share = weights[side.index()] / (weights[0] + weights[1]);
            return Reading {
                side: Some(side),
                share: share.max(0.5),
                sure: true,
                weight: total,
                foreign,
            };
        }
        Reading { side: Some(side), share, sure, weight: total, foreign }
    }

    /// Weighted letters of each language in `text`, those of capitalised words at a third.
    pub(super) fn weights_of_words(&self, text: &str) -> [f64; 2] {
        let mut weights = [0.0; 2];
        for word in text.split_whitespace() {
            let name = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
            let [source, target] = self.weights(word);
            // A Korean particle makes a Korean word of a foreign name.
            let mixed = source > 0.0 && target > 0.0;
            for (side, weight) in [source, target].into_iter().enumerate() {
                let cased = matches!(self.scripts[side], Script::Latin | Script::Cyrillic);
                weights[side] += if cased && (name || mixed) { weight / 3.0 } else { weight };
            }
        }
        weights
    }

    /// What `lingua` says of a text whose letters leave doubt.
    pub(super) fn detect(&self, text: &str) -> Option<Side> {
        let found = self.detector.as_ref()?.detect_language_of(text)?;
        let tongue =
            if found == lingua::Language::Korean { Tongue::Korean } else { Tongue::English };
        self.side_of(tongue)
    }
}

/// Which side Chinese characters count for: Chinese itself, else the language that mixes them with
/// its own script.
fn han_side(scripts: [Script; 2]) -> Option<Side> {
    let rank = |script| match script {
        Script::Han => 3,
        Script::Kana => 2,
        Script::Hangul => 1,
        _ => 0,
    };
    let ranks = scripts.map(rank);
    match ranks {
        [0, 0] => None,
        [source, target] if source > target => Some(Side::Source),
        _ => Some(Side::Target),
    }
}

/// What a letter weighs in Latin letters: a syllable or a character says as much as two or three.
/// Hangul: 2.2 is the ratio of letters in the English and Korean halves of the note of 1957.
fn weight(script: Script) -> f64 {
    match script {
        Script::Hangul => 2.2,
        Script::Han => 3.0,
        Script::Kana => 1.6,
        _ => 1.0,
    }
}

/// Share of the weighted letters from which on they settle the language alone.
const SURE: f64 = 0.75;
/// The same where names have been discounted.
const SURE_OF_WORDS: f64 = 0.65;

/// `text` without addresses of the web and of electronic mail.
fn without_addresses(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_graphic() {
            run.push(c);
            continue;
        }
        if !["://", "www.", "@"].iter().any(|mark| run.contains(mark)) {
            words.push_str(&run);
        }
        run.clear();
        words.push(c);
    }
    words
}

const OPENING: &str = "([{（［｛〔【";
const CLOSING: &str = ")]}）］｝〕】";

/// The outermost brackets of `text`, as byte offsets with the brackets themselves. One left open is
/// no bracket.
pub(super) fn bracketed(text: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<usize> = Vec::new();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        if OPENING.contains(c) {
            open.push(at);
        } else if CLOSING.contains(c)
            && let Some(start) = open.pop()
        {
            while spans.last().is_some_and(|&(inner, _)| inner > start) {
                spans.pop();
            }
            spans.push((start, at + c.len_utf8()));
        }
    }
    spans
}

/// `text` without what stands in quotation marks; one left open is no quotation.
fn outside_quotes(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['“', '"', '‘', '「', '『', '《', '<']) {
        let mark = rest[at..].chars().next().unwrap_or('"');
        let closing = match mark {
            '“' => '”',
            '‘' => '’',
            '「' => '」',
            '『' => '』',
            '《' => '》',
            '<' => '>',
            _ => mark,
        };
        let inner = &rest[at + mark.len_utf8()..];
        outside.push_str(&rest[..at]);
        outside.push(' ');
        match inner.find(closing) {
            Some(end) => rest = &inner[end + closing.len_utf8()..],
            None => rest = inner,
        }
    }
    outside.push_str(rest);
    outside
}

/// `text` without what stands in brackets.
pub(super) fn outside_brackets(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in bracketed(text) {
        outside.push_str(&text[from..start]);
        outside.push(' ');
        from = end;
    }
    outside.push_str(&text[from..]);
    outside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writing(source: &str, target: &str) -> Writing {
        Writing::new(&source.parse().unwrap(), &target.parse().unwrap()).unwrap()
    }

    #[test]
    fn letters_outside_brackets_decide_the_language() {
        use Side::{Source, Target};
        #[rustfmt::skip]
        let cases = [
            // text                                       side            sure   why
            ("in Pyongyang [trans. note: tilted stamp]",  Some(Source),   true,  "plain English"),
            ("평양 [역주: 기울어진 소인]",                   Some(Target),   true,  "plain Korean"),
            ("조선로동당 (Workers' Party of Korea)",        Some(Target),   true,  "a gloss longer than the name"),
            ("Workers' Party of Korea (조선로동당)",        Some(Source),   true,  "the same, the other way round"),
            ("허가이[Heo Ga-I (Ho Ka I)]",                 Some(Target),   true,  "brackets in brackets"),
            ("[역주: 서명]",                               Some(Target),   true,  "nothing but a bracket"),
            ("After the death of 김일성 in 1994",          Some(Source),   true,  "a name in the other script"),
            ("정극록 Jeong Geuk-rok",                      Some(Target),   false, "half and half"),
            ("메일은 archive-desk@example.org로 보내십시오", Some(Target),   true,  "an address longer than the rest"),
            ("우리는 Git과 Mercurial, Bazaar를 비교해 보았다", Some(Target),   true,  "names in a Korean sentence"),
            ("1부 a/a Brzezinski Henryk",                 Some(Source),   true,  "left to its neighbours"),
            ("朝鮮民主主義人民共和國 外務省",                  Some(Target),   true,  "Hanja is Korean beside English"),
            ("267/37/2421/57",                            None,           false, "no letters"),
        ];
        let writing = writing("en", "ko");
        for (text, side, sure, why) in cases {
            let reading = writing.read(text);
            assert_eq!((reading.side, reading.sure), (side, sure), "{text}: {why}");
        }
        assert!(writing.read("Посольство").foreign, "Cyrillic belongs to neither");
    }

    #[test]
    fn languages_with_one_script_are_not_told_apart() {
        let pair = |source: &str, target: &str| {
            Writing::new(&source.parse().unwrap(), &target.parse().unwrap()).map(|_| ())
        };
        for (source, target) in [
            ("en", "ko"),
            ("pl", "ko"),
            ("ko", "ru"),
            ("ja", "fr"),
            ("zh-hant", "en"),
            ("ko", "zh"),
        ] {
            assert!(pair(source, target).is_ok(), "{source}–{target}");
        }
        for (source, target) in [("en", "fr"), ("en", "en-gb"), ("ru", "uk"), ("ja", "zh")] {
            assert!(
                matches!(pair(source, target), Err(Error::Inseparable { .. })),
                "{source}–{target}"
            );
        }
        assert!(matches!(pair("ko", "ko"), Err(Error::SameLanguage { .. })));
    }

    #[test]
    fn lingua_agrees_with_the_letters_on_whole_sentences() {
        let writing = writing("en", "ko");
        for text in [
            "The meeting lasted one and a half hours.",
            "언론은 8월과 9월 총회의 결의를 모두 공개하지는 않았다.",
            "Heo Ga-i committed suicide.",
            "9월 총회 이후 이 조직에 참여했던 건설상 김승화가 해임되었다.",
        ] {
            assert_eq!(writing.detect(text), writing.read(text).side, "{text}");
        }
    }
}
