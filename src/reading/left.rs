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
    language::role,
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
/// stands so in the original.
fn what(
    text: &str,
    copied: bool,
    [source, target]: [Option<Script>; 2],
    english: bool,
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
        let is_hangul = |word: &str| {
            let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
            letters.peek().is_some() && letters.all(|c| Script::of(c) == Script::Hangul)
        };
        if target == Script::Hangul && outside.split_whitespace().any(is_hangul) {
            return None;
        }
        // A gloss is in the language of the translation.
        let whole = text.chars().filter(|&c| Script::of(c) == target).count() == 0;
        return in_source(if whole { text } else { &outside }, copied, source, english);
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
fn in_source(text: &str, copied: bool, script: Script, english: bool) -> Option<What> {
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
    if !english {
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
        // A whole segment of other words is no gloss.
        (false, true) if running.len() >= 2 && words.len() >= 4 => Some(What::OtherWords),
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
    let is_english = known as f64 >= KNOWN_SHARE * words.len() as f64;
    let what = if is_english { What::ThirdLanguage } else { What::OtherWords };
    (lower >= LEAST_LOWER).then_some(what)
}

/// Whether a line is the name of a person or an institution, or a postal address: it begins with a name that no word of
/// the language is, or with a number before a street, and has but little words in lower case.
fn is_name(text: &str, words: &[&str], lexicon: &Lexicon) -> bool {
    /// A longer line is a heading, whatever name it begins with.
    const MOST_WORDS: usize = 8;
    /// The longest of, van der, and, with.
    const LITTLE: usize = 4;
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let (capitals, small): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| is_capital(word));
    let begins_as_name = text.starts_with(char::is_uppercase)
        && words.first().is_some_and(|word| !lexicon.knows(&word.to_lowercase(), Tongue::English));
    let is_address = text.starts_with(|c: char| c.is_ascii_digit())
        && words.last().is_some_and(|word| role::forms("en", "street").contains(word));
    capitals.len() >= 2
        && words.len() <= MOST_WORDS
        && !text.contains(':')
        && small.iter().all(|word| word.len() <= LITTLE)
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
mod tests {
    use super::*;
    use crate::{rule::trial::aligned, text::Language};

    #[test]
    fn what_was_left_is_told_from_what_reads_the_same_in_any_language() {
        let into_korean = [Some(Script::Latin), Some(Script::Hangul)];
        #[rustfmt::skip]
        let cases = [
            ("The mayor opened the new bridge.",           true,  Some(What::Sentence),  "a sentence"),
            ("Hungary buys apples from Korea",             true,  Some(What::Sentence),  "a headline with a verb"),
            ("Chapter Three: The Road to Wonsan",          true,  Some(What::Phrase),    "a heading with function words"),
            ("August 1956",                                true,  Some(What::Phrase),    "a month"),
            ("Visual Studio Code",                         true,  None,                  "a name"),
            ("Yamaguchi Center for Arts and Media",        true,  None,                  "an institution"),
            ("Stéfan van der Walt",                        true,  None,                  "a person"),
            ("149 New Montgomery Street",                  true,  None,                  "an address"),
            ("The Center for Arts and Media",              true,  Some(What::Phrase),    "words that have translations"),
            (".. title: about",                            true,  None,                  "a directive"),
            ("from numpy import array",                    true,  None,                  "a line of code"),
            ("Python 3.12",                                true,  None,                  "a name with a version"),
            ("settings.toml",                              true,  None,                  "a file"),
            ("docker run --rm demo",                       true,  None,                  "a command with an option"),
            ("zypper refresh demo",                        true,  None,                  "a command without"),
            ("let total = sum(rows);",                     true,  None,                  "code"),
            ("AVPRF f. 0102, op. 12, p. 68, d. 5",         true,  None,                  "a shelf mark"),
            ("https://example.org/a/b",                    true,  None,                  "an address"),
            ("clean",                                      true,  None,                  "a command as a heading"),
            ("cargo build",                                true,  None,                  "a command of two words"),
            ("never",                                      true,  None,                  "the name of a type"),
            ("path, route",                                true,  None,                  "two names of one field"),
            ("Clean",                                      true,  None,                  "a word with a capital may be a name"),
            ("open the window",                            true,  Some(What::Phrase),    "words with grammar are no name"),
            ("green garden apples",                        true,  Some(What::Phrase),    "an entry of a list"),
            ("then run:",                                  true,  Some(What::Phrase),    "an introduction"),
            ("\"red\", \"green\", \"blue\"는 다 무슨 색이죠?",      false, None,                  "names in a Korean question"),
            ("parseNumbers와 parseLetters TypeScript 동작 변경", false, None,                  "names in a Korean heading"),
            ("home, garden, school 입니다.",                  false, None,                  "a Korean copula"),
            ("Delegacja przybyła wczoraj(어제) do stolicy kraju.", false, Some(What::ThirdLanguage), "a gloss makes nothing Korean"),
            ("Lankov, Andrei. Crisis in North Korea. Honolulu, 2005, pp. 12-15.", true, None, "literature"),
            ("They never came back to the old house.",     false, Some(What::OtherWords), "a sentence of other words"),
            ("Kim Il Sung",                                false, None,                  "a name"),
            ("Delegacja przybyła wczoraj do stolicy kraju.", false, Some(What::ThirdLanguage), "Polish"),
            ("Delegacja przybyła wczoraj.",                false, Some(What::ThirdLanguage), "three words of it"),
            ("Делегация вчера прибыла в столицу.",         false, Some(What::ThirdLanguage), "Russian"),
            ("代表団は昨日首都に到着した。",                    false, Some(What::ThirdLanguage), "Japanese"),
            ("朝鮮民主主義人民共和國 外務省",                   false, None,                  "Hanja are Korean"),
            ("대표단은 어제 도착하였다.",                     false, None,                  "the language it should be in"),
            ("조선로동당 (Workers' Party of Korea)",         false, None,                  "a gloss longer than its name"),
        ];
        for (text, copied, expected, why) in cases {
            assert_eq!(what(text, copied, into_korean, true), expected, "{text}: {why}");
        }
        let into_english = [Some(Script::Hangul), Some(Script::Latin)];
        #[rustfmt::skip]
        let cases = [
            ("대표단은 어제 도착하였다.",   true,  Some(What::Sentence),      "a sentence"),
            ("제3장 원산으로 가는 길",      true,  Some(What::Phrase),        "a heading"),
            ("The mayor opened it.",      false, None,                      "the language it should be in"),
            ("Делегация прибыла вчера.",  false, Some(What::ThirdLanguage), "Russian"),
        ];
        for (text, copied, expected, why) in cases {
            assert_eq!(what(text, copied, into_english, false), expected, "{text}: {why}");
        }
    }

    #[test]
    fn text_left_in_a_language_without_a_lexicon_is_told_by_its_sentences() {
        let polish = Some("pl".parse::<Language>().expect("a tag").script());
        #[rustfmt::skip]
        let cases = [
            ("Delegacja przybyła wczoraj do stolicy.",      true,  Some(What::Sentence),      "a sentence of the original"),
            ("Delegacja przybyła wczoraj do stolicy.",      false, Some(What::OtherWords),    "one of other words"),
            ("The delegation came to the town.",            false, Some(What::ThirdLanguage), "English"),
            ("Делегация вчера прибыла в столицу.",          false, Some(What::ThirdLanguage), "Russian"),
            ("Trybuna Ludu",                                true,  None,                      "a name"),
            ("Droga do Wonsan",                             true,  None,                      "perhaps a title"),
            ("Brzeziński H., Kowalski J., Nowak A.",        false, None,                      "names"),
            ("대표단은 어제 도착하였다.",                       false, None,                      "the language it should be in"),
        ];
        for (text, copied, expected, why) in cases {
            let scripts = [polish, Some(Script::Hangul)];
            assert_eq!(what(text, copied, scripts, false), expected, "{text}: {why}");
        }
    }

    #[test]
    fn a_term_that_the_translation_keeps_in_its_text_is_left_rightly() {
        let kept = |text: &str, elsewhere: &[&str]| {
            let (bitext, ..) = aligned(&[], elsewhere, &vec![(0, 1); elsewhere.len()]);
            Kept::new(&bitext.target.segments, Some(Script::Hangul)).has(text)
        };
        #[rustfmt::skip]
        let cases = [
            ("the big table", "그는 the big table에서 일한다.", true,  "with a particle"),
            ("big table",     "the big table을 본다.",         true,  "a part of it"),
            ("big tab",       "the big table을 본다.",         false, "no part of a word"),
            ("the big table", "the big 큰 table",            false, "with a word between"),
            ("the big table", "the big table",              false, "a line of the same"),
            ("the very big red table", "the very big red table이 있다.", false, "too long for a term"),
        ];
        for (text, elsewhere, expected, why) in cases {
            assert_eq!(kept(text, &[elsewhere]), expected, "{text}: {why}");
        }
    }

    /// Sentences with what stands opposite.
    type Pairs<'a> = &'a [(&'a str, &'a str)];

    #[test]
    fn what_a_document_leaves_is_told_with_what_it_repeats() {
        const BRIDGE: &str = "The mayor opened the new bridge.";
        const RUSSIAN: &str = "Делегация вчера прибыла в столицу.";
        type Told = (usize, What, Option<usize>);
        #[rustfmt::skip]
        let cases: &[(Pairs<'_>, &[Told], &str)] = &[
            (&[(BRIDGE, BRIDGE)], &[(0, What::Sentence, Some(0))], "a sentence as it stands opposite"),
            (&[(BRIDGE, "시장은 새 다리를 열었다."), ("He left.", BRIDGE)], &[(1, What::Sentence, Some(0))], "one of another bead"),
            (&[(BRIDGE, "시장은 새 다리를 열었다."), ("He left.", "그는 떠났다."), (BRIDGE, BRIDGE)], &[(2, What::Sentence, Some(2))], "of two copies that of the bead"),
            (&[(BRIDGE, BRIDGE), ("He spoke for an hour.", "He spoke for an hour.")],
             &[(0, What::Sentence, Some(0)), (1, What::Sentence, Some(1))], "lines of one paragraph, text as a whole"),
            (&[("He said it.", RUSSIAN)], &[(0, What::ThirdLanguage, None)], "a third language"),
            (&[(&format!("He said: {RUSSIAN}"), RUSSIAN)], &[], "which the original has too"),
            (&[(BRIDGE, "시장은 새 다리를 열었다.")], &[], "a translation"),
        ];
        for (pairs, expected, why) in cases {
            let (source, target): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
            let (bitext, alignment, anchors) =
                aligned(&source, &target, &vec![(1, 1); pairs.len()]);
            let context = Context::new(&bitext, &alignment, &anchors);
            let found: Vec<Told> =
                left(&context).iter().map(|left| (left.target, left.what, left.source)).collect();
            assert_eq!(found, *expected, "{why}");
        }
    }

    #[test]
    fn lines_that_stand_in_one_order_on_both_sides_are_looked_at_together() {
        let texts = ["One.", "Two.", "Three."];
        #[rustfmt::skip]
        let cases = [
            // paragraphs of the source, of the target, the line of each segment
            ([0, 0, 0], [0, 0, 0], [0..3, 0..3, 0..3], "one paragraph"),
            ([0, 0, 1], [0, 0, 1], [0..2, 0..2, 2..3], "a paragraph ends"),
            ([0, 1, 1], [0, 0, 0], [0..1, 1..3, 1..3], "in the original alone"),
            ([0, 0, 0], [0, 1, 1], [0..1, 1..3, 1..3], "in the translation alone"),
        ];
        for (source, target, expected, why) in cases {
            let (mut bitext, ..) = aligned(&texts, &texts, &[(1, 1); 3]);
            for (half, own) in [(&mut bitext.source, source), (&mut bitext.target, target)] {
                half.segments.iter_mut().zip(own).for_each(|(segment, at)| segment.paragraph = at);
            }
            let originals = by_words(&bitext.source.segments);
            let found = same_lines(&bitext.source.segments, &bitext.target.segments, &originals);
            assert_eq!(found, expected, "{why}");
        }
        let (other, ..) = aligned(&["Two.", "One.", "Three."], &texts, &[(1, 1); 3]);
        let originals = by_words(&other.source.segments);
        let found = same_lines(&other.source.segments, &other.target.segments, &originals);
        assert_eq!(found, [0..1, 1..2, 2..3], "another order");
    }

    #[test]
    fn a_name_in_a_program_is_one_or_two_small_words_without_grammar() {
        #[rustfmt::skip]
        let cases = [
            ("build",           true,  "a word"),
            ("never",           true,  "one of grammar may be a type"),
            ("cargo build",     true,  "two"),
            ("repo, route",     true,  "two names"),
            ("the apples",      false, "grammar beside another word"),
            ("Garden apples",   false, "a capital begins a heading"),
            ("garden Apples",   false, "or a name"),
            ("cargo build now", false, "an entry of a list"),
            ("then run:",       false, "a mark of text"),
        ];
        for (text, expected, why) in cases {
            let words: Vec<&str> =
                text.split(' ').map(|word| word.trim_matches([',', ':'])).collect();
            assert_eq!(is_called(text, &words), expected, "{text}: {why}");
        }
    }
}
