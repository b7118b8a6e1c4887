//! What stands between two lines that are joined: a blank, or nothing where a word was cut; and whether a line
//! breaks off, so that the next must go on with it.

use std::{collections::HashSet, sync::LazyLock};

use super::{Lexicon, is_grammar};
use crate::{
    language::{
        ko::{jamo, josa},
        role,
    },
    text::{Language, Script, Tongue, table},
};

/// What stands between two lines that were one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// A blank.
    Blank,
    /// Nothing.
    None,
    /// Nothing, and the hyphen at the end of the first was put there by who cut the word.
    Hyphen,
}

/// A syllable of Korean is the last of its word, in running text, about so often.
const WORD_ENDS: f64 = 0.3;

/// What one seam can say at most, in nats: a compound may be written in one word or in two.
const SEAM_NATS: f64 = 6.0;

/// Files whose words are cut are rarer than others by so many nats.
const CUT_NATS: f64 = -2.5;

/// Whether the lines whose `pairs` of neighbours are given were cut inside of words too, rather than at
/// blanks only: words that the lexicon knows stand there if the two are written in one. `form_nats`: what the
/// lengths of the lines say for it.
pub(crate) fn cuts_words<'a>(
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
    language: &Language,
    form_nats: f64,
) -> bool {
    let seams = pairs.filter_map(|(above, below)| one_word_nats(above, below, language));
    let evidence: f64 = seams
        .map(|nats| (WORD_ENDS + (1.0 - WORD_ENDS) * nats.clamp(-SEAM_NATS, SEAM_NATS).exp()).ln())
        .sum();
    evidence + form_nats + CUT_NATS > 0.0
}

/// What stands between two lines that were one. `cuts`: whether words of their file were cut.
pub(crate) fn between(above: &str, below: &str, language: &Language, cuts: bool) -> Joint {
    let (Some(last), Some(first)) = (above.chars().next_back(), below.chars().next()) else {
        return Joint::Blank;
    };
    let breaks_anywhere = |c: char| matches!(Script::of(c), Script::Han | Script::Kana);
    if !language.is_korean() && breaks_anywhere(last) && breaks_anywhere(first) {
        return Joint::None;
    }
    if let Some(before) = above.strip_suffix('-').filter(|_| !cuts)
        && first.is_lowercase()
        && before.ends_with(char::is_lowercase)
    {
        return hyphenated(before, below);
    }
    if !cuts {
        return Joint::Blank;
    }
    // No word ends in ㅆ, or in the vowel that joins an ending: 하였/다, 하였으/며.
    let ends_no_word = |c: char| {
        c == jamo::LINKING
            || jamo::decompose(c).is_some_and(|syllable| syllable.coda == Some(jamo::SSANGSIOS))
    };
    if jamo::is_syllable(first) && ends_no_word(last) {
        return Joint::None;
    }
    let is_one = match one_word_nats(above, below, language) {
        Some(nats) => nats + ((1.0 - WORD_ENDS) / WORD_ENDS).ln() > 0.0,
        None => one_by_form(above, below, last, first),
    };
    if is_one { Joint::None } else { Joint::Blank }
}

/// How much likelier, in nats, the last word of a line and the first of the next are one word than two.
/// None if they are not both of Hangul, or both of Latin letters.
fn one_word_nats(above: &str, below: &str, language: &Language) -> Option<f64> {
    /// A word may be as long as a file.
    const MOST: usize = 24;
    let lexicon = Lexicon::embedded();
    let tail = |is: fn(char) -> bool| {
        let start = above.char_indices().rev().take(MOST).take_while(|&(_, c)| is(c)).last();
        start.map_or("", |(at, _)| &above[at..])
    };
    let head = |is: fn(char) -> bool| {
        let end = below.char_indices().take(MOST).take_while(|&(_, c)| is(c)).last();
        end.map_or("", |(at, c)| &below[..at + c.len_utf8()])
    };
    let (first, second) = (tail(jamo::is_syllable), head(jamo::is_syllable));
    if !first.is_empty() && !second.is_empty() {
        let two = lexicon.word_nats(first) + lexicon.word_nats(second);
        let one = format!("{first}{second}");
        let nats = lexicon.word_nats(&one) - two;
        let known = |word: &str| !lexicon.numbers(word).is_empty();
        // Two words that are known make one that is not by chance only.
        let chance = if known(first) && known(second) && !known(&one) { SEAM_NATS } else { 0.0 };
        return Some(nats - chance);
    }
    let letter = |c: char| c.is_ascii_alphabetic();
    let (first, second) = (tail(letter), head(letter));
    if first.is_empty() || second.is_empty() {
        return None;
    }
    // A capital begins a word; of the rest the words that are known tell.
    if language.is_korean() && second.starts_with(char::is_uppercase) {
        return Some(-SEAM_NATS);
    }
    let known = |word: &str| lexicon.knows(word, Tongue::English);
    let one = known(&format!("{first}{second}"));
    Some(match (one, known(first) && known(second)) {
        (true, false) => SEAM_NATS,
        (false, true) => -SEAM_NATS,
        (true, true) => -1.0,
        (false, false) => 0.0,
    })
}

/// The same of a seam with a figure, a bracket or a mark at it.
fn one_by_form(above: &str, below: &str, last: char, first: char) -> bool {
    let is_particle = || {
        let end = below.find(|c: char| !jamo::is_syllable(c)).unwrap_or(below.len());
        // Of a bracket, as of Latin letters, the sound is not known.
        let sound = if last.is_alphanumeric() { last } else { 'a' };
        end > 0 && josa::is_ending(&below[..end], sound)
    };
    if last.is_ascii_digit() {
        // 19 / 57년, 30 / 만, 26 / ~29일, 1 / ,500
        return first.is_ascii_digit()
            || matches!(first, ',' | '.' | '~' | '%' | ':' | '/')
            || COUNTERS.iter().any(|counter| below.starts_with(counter));
    }
    if first.is_ascii_digit() {
        // 제 / 3차, 26~ / 29일, 1,/500; but 4월 / 26일.
        let numbered = role::before(above, "ordinal").is_some();
        return (numbered || above.ends_with(['~', '/', '.', ',']))
            && !above.ends_with([' '])
            && above.chars().rev().nth(1).is_none_or(|c| c.is_ascii_digit() || c.is_whitespace());
    }
    if jamo::is_syllable(first)
        && (last.is_alphanumeric()
            || matches!(last, ')' | ']' | '”' | '’' | '》' | '」' | '"' | '\''))
    {
        return is_particle();
    }
    // A closing mark belongs to what is before it, an opening one to what comes.
    matches!(first, ')' | ']' | '”' | '’' | '》' | '」' | ',' | '.' | '?' | '!')
        || matches!(last, '(' | '[' | '“' | '‘' | '《' | '「')
        || jamo::is_syllable(last) && matches!(first, '(' | '[')
}

/// Words of scale, which are written onto a figure too.
static SCALES: LazyLock<Vec<&str>> = LazyLock::new(|| line_ends("scale").collect());

/// The rows of one kind of the table of what stands at the ends of lines.
fn line_ends(kind: &'static str) -> impl Iterator<Item = &'static str> {
    let text = table::text!("line-ends.tsv");
    let rows = table::rows::<3>("line-ends.tsv", text).into_iter();
    rows.filter(move |row| row[1] == kind).map(|row| row[0])
}

/// Units that are written onto a figure.
static COUNTERS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let text = table::text!("counters.tsv");
    let rows = table::rows::<7>("counters.tsv", text).into_iter();
    rows.filter(|row| row[0] == "ko").map(|row| row[1]).chain(SCALES.iter().copied()).collect()
});

/// A word whose first half ends in a hyphen at the end of a line.
fn hyphenated(above: &str, below: &str) -> Joint {
    let letter = |c: char| c.is_alphabetic();
    let first = above.rsplit(|c| !letter(c)).next().unwrap_or_default();
    let second = below.split(|c| !letter(c)).next().unwrap_or_default();
    let lexicon = Lexicon::embedded();
    let known = |word: &str| lexicon.knows(word, Tongue::English);
    // Cop-/ies is one word, well-/known two; of what is unknown most is one.
    let two = known(first) && known(second) && first.len() > 2;
    if known(&format!("{first}{second}")) || !two { Joint::Hyphen } else { Joint::None }
}

/// Words of languages without particles that no heading ends in.
static BINDING_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| line_ends("english").collect());

/// Whether a line breaks off in the middle of a sentence that `below` goes on with.
pub(crate) fn breaks_off(above: &str, below: &str, language: &Language) -> bool {
    if above.ends_with([',', '，', '、', '·', '(', '[', '“', '‘', '「', '《', '-', '–', '~'])
    {
        return true;
    }
    // Of two words and a word one may be a list of commands.
    if begins_small(below) && above.split_whitespace().nth(2).is_some() {
        return true;
    }
    let word = above.rsplit(char::is_whitespace).next().unwrap_or_default();
    if language.is_korean() {
        let end = word.find(|c: char| !jamo::is_syllable(c)).map_or(word, |_| {
            let start = word.char_indices().rev().take_while(|&(_, c)| jamo::is_syllable(c)).last();
            start.map_or("", |(at, _)| &word[at..])
        });
        return !end.is_empty() && is_unfinished(end);
    }
    BINDING_WORDS.contains(word)
}

/// Whether a line begins with a word in lower case, and not with the name of a file or the like.
pub(crate) fn begins_small(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    let word = word.trim_end_matches([',', '.', ';', ':', '!', '?', ')', ']', '”', '’', '"']);
    word.starts_with(char::is_lowercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
}

/// Whether a text ends as a Korean sentence does: in a verb with an ending, then a stop.
pub(crate) fn ends_signed(text: &str) -> bool {
    static FINAL: LazyLock<Vec<&str>> = LazyLock::new(|| line_ends("final").collect());
    let closing = |c: char| c.is_whitespace() || "\"'”’)]」』》.?!。？！…".contains(c);
    let words = text.trim_end_matches(closing);
    if !text[words.len()..].contains(['.', '?', '!', '。', '？', '！', '…']) {
        return false;
    }
    let start = words.char_indices().rev().take_while(|&(_, c)| jamo::is_syllable(c)).last();
    let word = start.map_or("", |(at, _)| &words[at..]);
    // A verb may be known in its dictionary form (유용하다).
    let ending = Lexicon::embedded().ending(word);
    let form = ending.rsplit_once('-').map_or(word, |(_, form)| form);
    let form = if form.is_empty() { word } else { form };
    word.chars().nth(1).is_some() && FINAL.iter().any(|last| form.ends_with(last))
}

/// In which tongue a sentence of letters of both scripts is: by its last word, or by English words that no name
/// has. None if nothing tells.
pub(crate) fn grammar(text: &str) -> Option<Tongue> {
    /// So many different little words are no part of a name …
    const LITTLE_WORDS: usize = 2;
    /// … and so many of no Korean sentence that quotes English.
    const MANY_LITTLE_WORDS: usize = 4;
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    let little: HashSet<&str> = words
        .filter(|word| {
            word.len() > 1 && is_grammar("en", word) && !matches!(*word, "of" | "and" | "the")
        })
        .collect();
    match little.len() {
        MANY_LITTLE_WORDS.. => Some(Tongue::English),
        _ if ends_signed(text) => Some(Tongue::Korean),
        LITTLE_WORDS.. => Some(Tongue::English),
        _ => None,
    }
}

/// Whether a Korean word cannot be the last of a sentence or heading: it has a particle that binds it to what
/// follows, or a verb's ending that does.
fn is_unfinished(word: &str) -> bool {
    static BINDING: LazyLock<HashSet<&str>> = LazyLock::new(|| line_ends("binding").collect());
    static FINAL: LazyLock<Vec<&str>> = LazyLock::new(|| line_ends("final").collect());
    let ending = Lexicon::embedded().ending(word);
    match ending.rsplit_once('-') {
        // The nominal form in ㅁ closes headings and the points of a list.
        Some((_, form)) => {
            let coda =
                form.chars().next_back().and_then(jamo::decompose).and_then(|last| last.coda);
            coda != Some(jamo::MIEUM)
                && !FINAL.iter().any(|last| form.ends_with(last))
                && !form.is_empty()
        }
        None => BINDING.contains(ending.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_where_the_lexicon_knows_it() {
        #[rustfmt::skip]
        let cases = [
            // above            below              joint          why
            ("그들은 극장으",     "로 갔다.",          Joint::None,   "a particle is no word"),
            ("상은 직책을 맡",    "았다.",             Joint::None,   "nor is an ending"),
            ("소련 대",          "사관을 방문하였다.",  Joint::None,   "대사관 is a word, 사관 hardly"),
            ("대사관은",         "평양에 있다.",        Joint::Blank,  "two words with their endings"),
            ("회의가 끝난",      "뒤에 떠났다.",        Joint::Blank,  "two words again"),
            ("1956",           "년 8월에",           Joint::None,   "a unit after its figure"),
            ("19",             "57년에",            Joint::None,   "a figure in two"),
            ("8월",             "30일에",            Joint::Blank,  "a figure begins a word"),
            ("제",              "3차 대회",           Joint::None,   "but not after 제"),
            ("조선로동당(",       "조로당)",           Joint::None,   "brackets are written on"),
            ("(Brzezinski)",   "는 말하였다.",        Joint::None,   "a particle after a bracket"),
            ("of the govern",  "ment in Pyongyang", Joint::None,   "an English word in two"),
            ("of the",         "ministry",          Joint::Blank,  "two English words"),
            ("the Foreign",    "Ministry",          Joint::Blank,  "a capital begins a word"),
        ];
        for (above, below, expected, why) in cases {
            assert_eq!(
                between(above, below, &Language::korean(), true),
                expected,
                "{above}|{below}: {why}"
            );
        }
    }

    #[test]
    fn hyphens_at_line_ends_are_of_the_word_or_of_the_printer() {
        #[rustfmt::skip]
        let cases = [
            ("of the govern-",  "ment",   Joint::Hyphen, "one word cut in two"),
            ("a well-",         "known author", Joint::None, "two words with a hyphen of their own"),
            ("Marxism-",        "Leninism", Joint::Blank, "a capital tells nothing"),
        ];
        for (above, below, expected, why) in cases {
            assert_eq!(
                between(above, below, &Language::english(), false),
                expected,
                "{above}|{below}: {why}"
            );
        }
    }

    #[test]
    fn a_line_breaks_off_where_more_must_come() {
        let (en, ko) = (Language::english(), Language::korean());
        #[rustfmt::skip]
        let cases = [
            ("대표단은",          "4월에 도착하였다.", &ko, true,  "the topic"),
            ("회의를 열고",        "결정을 채택하였다.", &ko, true,  "and …"),
            ("평양에서 진행된",      "회의를 보았다.",    &ko, true,  "what describes the next word"),
            ("대표단은 도착하였다",  "그들은 떠났다",     &ko, false, "a sentence without its stop"),
            ("외무성",            "대사관",          &ko, false, "nouns"),
            ("계획의 작성과 승인",   "결론",            &ko, false, "a heading"),
            ("The guests thanked", "him for it.",   &en, true,  "a small letter goes on"),
            ("He spoke of the",   "Soviet embassy.", &en, true,  "an article"),
            ("The Korean question", "Part One",     &en, false, "a heading"),
        ];
        for (above, below, language, expected, why) in cases {
            assert_eq!(breaks_off(above, below, language), expected, "{above}|{below}: {why}");
        }
    }

    #[test]
    fn whether_words_are_cut_shows_in_all_seams_together() {
        let at_blanks = [
            ("대표단은", "평양에"),
            ("인민", "위원회를"),
            ("방문하여", "위원장과"),
            ("회담을", "하였다."),
        ];
        let anywhere = [
            ("대표단", "은 평양에"),
            ("인민위", "원회를"),
            ("방문하여", "위원장과"),
            ("회담", "을 하였다."),
        ];
        assert!(!cuts_words(at_blanks.into_iter(), &Language::korean(), 0.0));
        assert!(cuts_words(anywhere.into_iter(), &Language::korean(), 0.0));
    }
}
