//! Segments of the translation that are not in its language: left as they stand in the original, or in a third
//! language; and which of them need no translation.

use std::{
    cell::LazyCell,
    collections::{BTreeMap, BTreeSet, HashSet},
};

use super::{
    Context,
    prose::{
        is_code, is_grammar, is_reference, is_running, is_sentence, is_verb, outside_brackets,
        plain_words,
    },
};
use crate::{
    align::Bead,
    halves::is_rights,
    language::{ko::jamo::is_syllable, role},
    lexicon::Lexicon,
    segment::{Bitext, Segment},
    text::{Folded, Script, Tongue},
};

/// A segment of the translation that is not in its language and should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    /// Position of the bead it is in.
    pub(crate) bead: usize,
    /// The segment.
    pub(crate) target: usize,
    /// The segment of the original that it repeats.
    pub(crate) source: Option<usize>,
    /// What it is.
    pub(crate) what: What,
}

/// What stands in the place of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A sentence of the original, word for word.
    Sentence,
    /// A heading or phrase of it.
    Phrase,
    /// Text in the language of the original that stands nowhere in it.
    OtherWords,
    /// Text in neither language.
    ThirdLanguage,
}

/// Fewer letters than this tell no language.
const LEAST_LETTERS: usize = 8;

/// A text is in the script of which so many of its letters are.
const SCRIPT_SHARE: f64 = 0.8;

/// What is in brackets translates what is before it if that is not so many times longer.
const GLOSSED: f64 = 1.5;

/// How many Latin letters a Hangul syllable is worth in a translation.
const SYLLABLE_LETTERS: f64 = 2.4;

/// English of which fewer words than this are known is not English.
const KNOWN_SHARE: f64 = 0.45;

/// The segments of the translation that stand there in another language and are not such as read the same in any.
pub(super) fn left(context: &Context<'_>) -> Vec<Left> {
    let (source, target) = (&context.bitext.source, &context.bitext.target);
    // Japanese is written in several at once, and none of them tells it.
    let scripts = [source, target]
        .map(|half| Some(half.language.script()).filter(|script| *script != Script::Kana));
    let originals = by_words(&source.segments);
    let same = same_lines(&source.segments, &target.segments, &originals);
    let kept = LazyCell::new(|| Kept::new(&target.segments, scripts[1]));
    let mut found = Vec::new();
    for (position, bead) in context.beads() {
        for segment in context.target(bead) {
            // A line that is no text as a whole may look like sentences in its parts.
            let line = &same[segment.index];
            if line.len() > 1
                && what(
                    &joined(&target.segments[line.clone()]),
                    true,
                    scripts,
                    source.language.is_english(),
                )
                .is_none()
            {
                continue;
            }
            // The terms of a licence hold as they are worded.
            if is_rights(&segment.text) || context.is_all_code(1, segment) {
                continue;
            }
            let words = words(&segment.text);
            let copies = originals.get(&words).map_or(&[][..], Vec::as_slice);
            let copy = nearest(copies, bead);
            let Some(what) =
                what(&segment.text, copy.is_some(), scripts, source.language.is_english())
            else {
                continue;
            };
            // What the original has in a third language as well was quoted.
            let quoted = what == What::ThirdLanguage
                && (copy.is_some() || stands_in(&words, context.source(bead)));
            if !quoted && !kept.has(&segment.text) {
                found.push(Left { bead: position, target: segment.index, source: copy, what });
            }
        }
    }
    found
}

/// The segments of the source and of the target that stand, word for word, on the other side as often as here.
pub(super) fn copied(bitext: &Bitext) -> [BTreeSet<usize>; 2] {
    let [source, target] = [&bitext.source, &bitext.target].map(|half| by_words(&half.segments));
    let copied = |own: &ByWords, opposite: &ByWords| {
        own.iter()
            .filter(|(words, here)| {
                !words.is_empty()
                    && opposite.get(*words).is_some_and(|there| there.len() >= here.len())
            })
            .flat_map(|(_, here)| here.iter().copied())
            .collect()
    };
    [copied(&source, &target), copied(&target, &source)]
}

/// For each segment of the translation the segments round it, of its paragraph, that stand in this order in the
/// original too.
fn same_lines(
    source: &[Segment],
    target: &[Segment],
    originals: &ByWords,
) -> Vec<std::ops::Range<usize>> {
    let copies: Vec<&[usize]> = target
        .iter()
        .map(|segment| originals.get(&words(&segment.text)).map_or(&[][..], Vec::as_slice))
        .collect();
    let goes_on = |i: usize| {
        target[i].paragraph == target[i + 1].paragraph
            && copies[i].iter().any(|copy| {
                copies[i + 1].contains(&(copy + 1))
                    && source[*copy].paragraph == source[copy + 1].paragraph
            })
    };
    let mut lines: Vec<std::ops::Range<usize>> = Vec::with_capacity(target.len());
    let mut start = 0;
    for i in 0..target.len() {
        if i + 1 == target.len() || !goes_on(i) {
            lines.extend(std::iter::repeat_n(start..i + 1, i + 1 - start));
            start = i + 1;
        }
    }
    lines
}

fn joined(segments: &[Segment]) -> String {
    let texts: Vec<&str> = segments.iter().map(|segment| segment.text.as_str()).collect();
    texts.join(" ")
}

fn words(text: &str) -> Vec<String> {
    let folded = Folded::new(text);
    folded
        .text()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Segments by their words.
type ByWords = BTreeMap<Vec<String>, Vec<usize>>;

fn by_words(segments: &[Segment]) -> ByWords {
    let mut found = ByWords::new();
    for segment in segments {
        found.entry(words(&segment.text)).or_default().push(segment.index);
    }
    found
}

/// Of copies of a segment the one in its bead, or else the nearest to it.
fn nearest(copies: &[usize], bead: &Bead) -> Option<usize> {
    copies.iter().copied().min_by_key(|&copy| {
        if bead.source.contains(&copy) { 0 } else { 1 + copy.abs_diff(bead.source.start) }
    })
}

/// Whether most of the words stand in the segments opposite.
fn stands_in(words: &[String], opposite: &[Segment]) -> bool {
    let there: HashSet<String> =
        opposite.iter().flat_map(|segment| self::words(&segment.text)).collect();
    let found = words.iter().filter(|word| there.contains(*word)).count();
    2 * found > words.len()
}

/// What a text of the translation is, if it is not in its language and needs a translation. `copied`: whether it
/// stands so in the original; `knows_words`: whether the lexicon knows the words of its language.
fn what(
    text: &str,
    copied: bool,
    [source, target]: [Option<Script>; 2],
    knows_words: bool,
) -> Option<What> {
    let outside = outside_brackets(text);
    let count = |of: Script| outside.chars().filter(|&c| Script::of(c) == of).count();
    let all = outside.chars().filter(|&c| Script::of(c).is_letter()).count();
    let most = |count: usize| count as f64 >= SCRIPT_SHARE * all as f64;
    let (Some(source), Some(target)) = (source, target) else {
        // Two languages with one script: nothing but a whole copy tells.
        return (copied && all >= LEAST_LETTERS && is_sentence(text)).then_some(What::Sentence);
    };
    if source == target {
        return (copied && all >= LEAST_LETTERS && is_sentence(text)).then_some(What::Sentence);
    }
    if most(count(source)) && all > 0 {
        // Names joined by Korean words make a Korean sentence: “post, page, draft 입니다.”
        let is_in_syllables = |word: &str| {
            let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
            letters.peek().is_some() && letters.all(|c| Script::of(c) == Script::Hangul)
        };
        if target == Script::Hangul && outside.split_whitespace().any(is_in_syllables) {
            return None;
        }
        // A gloss is in the language of the translation; one as long as the words before it translates them.
        let gloss = text.chars().filter(|&c| Script::of(c) == target).count();
        let worth = |letters: usize, script: Script| {
            if script == Script::Hangul {
                SYLLABLE_LETTERS * letters as f64
            } else {
                letters as f64
            }
        };
        if gloss > 0 && worth(count(source), source) <= GLOSSED * worth(gloss, target) {
            return None;
        }
        let whole = gloss == 0;
        return in_source(if whole { text } else { &outside }, copied, source, knows_words);
    }
    // Chinese characters may be Korean.
    let foreign = [Script::Kana, Script::Cyrillic, Script::Other, Script::Latin, Script::Hangul]
        .into_iter()
        .filter(|&script| script != target && script != source)
        .map(count)
        .sum::<usize>();
    let han = count(Script::Han);
    let chinese = target == Script::Hangul && most(han) && text.ends_with('。');
    let japanese = count(Script::Kana) > 0 && count(target) == 0;
    let is_foreign = most(foreign) || chinese || japanese && most(foreign + han);
    (is_foreign && all >= LEAST_LETTERS.min(6)).then_some(What::ThirdLanguage)
}

/// The same of a text in the script of the source.
fn in_source(text: &str, copied: bool, script: Script, knows_words: bool) -> Option<What> {
    if script == Script::Hangul {
        // Every Korean sentence has words that are translated; a name alone may be a gloss.
        let sentence = is_sentence(text) || crate::lexicon::joint::ends_signed(&format!("{text}."));
        let letters = text.chars().filter(|&c| Script::of(c) == script).count();
        return match (sentence, copied) {
            (true, true) => Some(What::Sentence),
            (true, false) if letters >= LEAST_LETTERS => Some(What::OtherWords),
            (false, true) if letters >= LEAST_LETTERS / 2 => Some(What::Phrase),
            _ => None,
        };
    }
    let lexicon = Lexicon::embedded();
    if !knows_words {
        return in_other(text, copied, lexicon);
    }
    if is_code(text) || is_reference(text) {
        return None;
    }
    // A heading in capitals is made of the same words.
    let small;
    let text = if text.chars().any(char::is_lowercase) || text.split_whitespace().nth(2).is_none() {
        text
    } else {
        small = text.to_lowercase();
        small.as_str()
    };
    let words: Vec<&str> = plain_words(text).collect();
    let known = words.iter().filter(|word| lexicon.knows(word, Tongue::English)).count();
    let lower = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    let is_long = is_sentence(text) && words.len() >= 3 || words.len() >= 5;
    if is_long && lower >= 2 && (known as f64) < KNOWN_SHARE * words.len() as f64 {
        return Some(What::ThirdLanguage);
    }
    // The capital at the beginning of a sentence or numbered heading is no part of the word.
    let begins = is_sentence(text)
        || text.trim_end().ends_with(['.', ')'])
        || text.starts_with(|c: char| c.is_ascii_digit());
    let first =
        words.first().map(|word| word.to_lowercase()).filter(|_| begins).unwrap_or_default();
    let running = words.iter().copied().skip(usize::from(begins)).chain(Some(first.as_str()));
    let running: Vec<&str> = running.filter(|word| is_running(word, lexicon)).collect();
    if running.is_empty() || is_called(text, &words) {
        return None;
    }
    let has_verb = running.iter().any(|word| is_verb(word, lexicon));
    if !has_verb && !is_sentence(text) && is_name(text, &words, lexicon) {
        return None;
    }
    match (copied, is_sentence(text) && words.len() >= 3 || has_verb && words.len() >= 4) {
        (true, true) => Some(What::Sentence),
        (true, false) => Some(What::Phrase),
        // A whole segment of other words is no gloss; one with Korean in it was translated around its terms.
        (false, true)
            if running.len() >= 2
                && words.len() >= 4
                && !outside_brackets(text).contains(is_syllable) =>
        {
            Some(What::OtherWords)
        }
        _ => None,
    }
}

/// The same of a text in the letters of the source, a language whose words nobody knows: only sentences tell.
fn in_other(text: &str, copied: bool, lexicon: &Lexicon) -> Option<What> {
    /// A sentence has so many words in lower case; names and titles have fewer.
    const LEAST_LOWER: usize = 3;
    if !is_sentence(text) || is_code(text) || is_reference(text) {
        return None;
    }
    if copied {
        return Some(What::Sentence);
    }
    let words: Vec<&str> = plain_words(text).collect();
    let lower = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    let known = words.iter().filter(|word| lexicon.knows(word, Tongue::English)).count();
    let is_known = known as f64 >= KNOWN_SHARE * words.len() as f64;
    let what = if is_known { What::ThirdLanguage } else { What::OtherWords };
    (lower >= LEAST_LOWER).then_some(what)
}

/// Whether a line is the name of a person or an institution, or a postal address: it begins with a name that no word of
/// the language is, or with a number before a street, and has no words in lower case but such as stand in names.
fn is_name(text: &str, words: &[&str], lexicon: &Lexicon) -> bool {
    /// A longer line is a heading, whatever name it begins with.
    const MOST_WORDS: usize = 8;
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let (capitals, small): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| is_capital(word));
    let begins_as_name = text.starts_with(char::is_uppercase)
        && words.first().is_some_and(|word| !lexicon.knows(&word.to_lowercase(), Tongue::English));
    let is_address = text.starts_with(|c: char| c.is_ascii_digit())
        && words.last().is_some_and(|word| role::forms("en", "street").contains(word));
    capitals.len() >= 2
        && words.len() <= MOST_WORDS
        && !text.contains(':')
        && small.iter().all(|word| role::forms("en", "in-name").contains(word))
        && (begins_as_name || is_address)
}

/// Whether a line is what something is called in a program: a command, a field, a type. A heading begins with a
/// capital, and a line of text has words of grammar or marks.
fn is_called(text: &str, words: &[&str]) -> bool {
    /// `vite build`, `repo, repository`; more words are an entry of a list.
    const MOST_WORDS: usize = 2;
    let single = words.len() == 1;
    let is_name =
        |word: &&str| word.chars().all(char::is_lowercase) && (single || !is_grammar(word));
    words.len() <= MOST_WORDS
        && words.iter().all(is_name)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | ',' | '|' | '/'))
}

/// The short texts in other letters that a translation keeps inside its own text: names and terms.
#[derive(Debug, Default)]
struct Kept(HashSet<String>);

impl Kept {
    /// A longer text is no term.
    const MOST_WORDS: usize = 4;

    fn new(target: &[Segment], script: Option<Script>) -> Self {
        let mut kept = HashSet::new();
        let Some(script) = script else { return Self(kept) };
        let is_own = |c: char| Script::of(c) == script;
        for segment in target.iter().filter(|segment| segment.text.contains(is_own)) {
            let mut run: Vec<String> = Vec::new();
            for word in words(&segment.text) {
                // What is written onto a term is a particle: “Studio Code에서”.
                let end = word.find(is_own).unwrap_or(word.len());
                if end > 0 {
                    run.push(word[..end].to_owned());
                    for from in run.len().saturating_sub(Self::MOST_WORDS)..run.len() {
                        kept.insert(run[from..].join(" "));
                    }
                }
                if end < word.len() {
                    run.clear();
                }
            }
        }
        Self(kept)
    }

    /// Whether a text is one of them.
    fn has(&self, text: &str) -> bool {
        let own = words(text);
        (1..=Self::MOST_WORDS).contains(&own.len())
            && !is_sentence(text)
            && self.0.contains(&own.join(" "))
    }
}

#[cfg(test)]
mod tests;
