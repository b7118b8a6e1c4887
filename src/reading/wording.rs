//! The patterns of tables, and which of many of them a text has.
//!
//! A table has hundreds of patterns, of which a document has few: one is compiled when a text first has what it begins
//! with. That, and the matcher that takes a tenth of the usual time to compile, keep a thousand patterns from costing
//! more than all other checking of a short document. What a user writes goes to `regex`.

use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use regex_lite::Regex;

use crate::{language::ko::jamo, text::Span};

/// Where a Latin word begins, and where it ends.
pub(crate) const WORD_START: &str = r"\b{start-half}";
pub(crate) const WORD_END: &str = r"\b{end-half}";

/// What stands before a Korean word: the beginning of the text, or anything but Hangul.
pub(crate) static SYLLABLE_START: LazyLock<String> =
    LazyLock::new(|| format!("(?:^|[^{}])", jamo::SYLLABLES));

/// A pattern of a table.
#[derive(Debug)]
pub(crate) struct Wording {
    pattern: String,
    regex: OnceLock<Regex>,
}

/// Where a pattern stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Matched {
    /// All of it.
    pub(crate) whole: Span,
    /// The first of its groups that took part.
    pub(crate) group: Option<Span>,
}

impl Wording {
    pub(crate) fn new(pattern: String) -> Self {
        Self { pattern, regex: OnceLock::new() }
    }

    /// # Panics
    ///
    /// If it is no pattern. Tables are part of the program: the test of all rules this out.
    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| Regex::new(&self.pattern).expect("a pattern"))
    }

    /// Whether it stands anywhere in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.regex().is_match(text)
    }

    /// The first place where it stands.
    pub(crate) fn captures(&self, text: &str) -> Option<Matched> {
        self.captures_iter(text).next()
    }

    /// All places where it stands, none of which overlap.
    pub(crate) fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Matched> {
        let span = |m: regex_lite::Match<'t>| Span::new(m.start(), m.end());
        self.regex().captures_iter(text).filter_map(move |captures| {
            let group = captures.iter().skip(1).flatten().next().map(span);
            Some(Matched { whole: captures.get(0).map(span)?, group })
        })
    }
}

/// Patterns that are looked for together.
#[derive(Debug, Default)]
pub(crate) struct WordingSet {
    each: Vec<Wording>,
    /// By the first character of an opening: the opening, whether only where a Latin word begins, and whose it is.
    openings: HashMap<char, Vec<(String, bool, usize)>>,
    /// Those that may begin with anything.
    others: Vec<usize>,
}

impl WordingSet {
    pub(crate) fn new(patterns: impl Iterator<Item = String>) -> Self {
        let mut set = Self::default();
        for (index, pattern) in patterns.enumerate() {
            let (bare, at_word) = match pattern.strip_prefix(WORD_START) {
                // What stands before a Korean word is a part of the pattern that no opening has.
                Some(bare) => (bare, !bare.contains(&**SYLLABLE_START)),
                None => (pattern.as_str(), false),
            };
            match openings(bare) {
                Some(openings) => {
                    for opening in openings {
                        let Some(first) = opening.chars().next() else { continue };
                        set.openings.entry(first).or_default().push((opening, at_word, index));
                    }
                }
                None => set.others.push(index),
            }
            set.each.push(Wording::new(pattern));
        }
        set
    }

    /// One of the patterns, by its number.
    pub(crate) fn get(&self, index: usize) -> &Wording {
        &self.each[index]
    }

    /// The numbers of the patterns that stand in a text, in ascending order.
    pub(crate) fn matches(&self, text: &str) -> Vec<usize> {
        let may = self.beginning_in(text);
        (0..may.len()).filter(|&index| may[index] && self.each[index].is_match(text)).collect()
    }

    /// Whether a text has what each pattern begins with.
    fn beginning_in(&self, text: &str) -> Vec<bool> {
        let mut may = vec![false; self.each.len()];
        for &index in &self.others {
            may[index] = true;
        }
        let mut in_word = false;
        for (at, c) in text.char_indices() {
            for (opening, at_word, index) in self.openings.get(&c).into_iter().flatten() {
                if !(may[*index] || *at_word && in_word) {
                    may[*index] = text[at..].starts_with(opening.as_str());
                }
            }
            in_word = c.is_ascii_alphanumeric() || c == '_';
        }
        may
    }
}

/// A class of more characters than this is as good as any character.
const LARGEST_CLASS: u32 = 64;

/// What a text must have where a pattern begins, one of several; none if that may be anything. Places (`^`, word
/// borders) are read over.
fn openings(pattern: &str) -> Option<Vec<String>> {
    let may_be_nothing =
        pattern.starts_with('|') || pattern.ends_with('|') || pattern.contains("||");
    let mut found = Vec::new();
    for branch in alternatives(pattern).into_iter().filter(|_| !may_be_nothing) {
        found.extend(branch_openings(branch)?);
    }
    (!found.is_empty()).then_some(found)
}

fn branch_openings(branch: &str) -> Option<Vec<String>> {
    let branch = branch.strip_prefix(&**SYLLABLE_START).unwrap_or(branch).trim_start_matches('^');
    let (part, rest) = first_part(branch)?;
    let (is_optional, rest) = match rest.chars().next() {
        Some('?' | '*') => (true, &rest[1..]),
        // Whatever else stands behind a part, a number of times or the next part, the part stands there once.
        Some('{') => (rest.starts_with("{0"), rest.split_once('}')?.1),
        _ => (false, rest),
    };
    let mut found = match part.chars().next()? {
        '(' => {
            let inside = part.strip_prefix("(?:").or_else(|| part.strip_prefix('('))?;
            openings(inside.strip_suffix(')')?)?
        }
        '[' => class(&part[1..part.len() - 1])?.into_iter().map(String::from).collect(),
        '\\' => vec![part[1..].to_owned()],
        '.' | '$' => return None,
        _ => vec![part.to_owned()],
    };
    if is_optional {
        found.extend(branch_openings(rest)?);
    }
    Some(found)
}

/// The first part of a sequence (a group, a class, characters of which the last is not repeated, else one) and the rest.
fn first_part(branch: &str) -> Option<(&str, &str)> {
    let first = branch.chars().next()?;
    let end = match first {
        '(' => closing(branch)?,
        '[' => branch.find(']')? + 1,
        '\\' => 1 + branch[1..].chars().next()?.len_utf8(),
        _ => {
            let is_special = |c: char| r"([\.^$?*+{".contains(c);
            let end = branch.find(is_special).unwrap_or(branch.len());
            let last = branch[..end].chars().next_back().map_or(0, char::len_utf8);
            let is_repeated = branch[end..].starts_with(['?', '*', '{']);
            match end {
                0 => first.len_utf8(),
                _ if is_repeated && last < end => end - last,
                _ => end,
            }
        }
    };
    Some(branch.split_at(end))
}

/// The place behind the bracket that closes the one a pattern begins with.
fn closing(pattern: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in pattern.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at + 1),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The characters of a class; none if they are many.
fn class(inside: &str) -> Option<Vec<char>> {
    let chars: Vec<char> = inside.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    if chars.first() == Some(&'^') || inside.contains('\\') {
        return None;
    }
    while let Some(&from) = chars.get(at) {
        let to = match chars.get(at + 1..at + 3) {
            Some(['-', to]) => {
                at += 2;
                *to
            }
            _ => from,
        };
        if u32::from(to).checked_sub(u32::from(from))? > LARGEST_CLASS {
            return None;
        }
        found.extend(from..=to);
        at += 1;
    }
    Some(found)
}

/// The alternatives of a cell: cut at each `|` outside brackets.
pub(crate) fn alternatives(cell: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0, 0, Vec::new());
    for (at, c) in cell.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '|' if depth == 0 => {
                parts.push(&cell[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&cell[from..]);
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use proptest::{
        prelude::*, strategy::ValueTree, string::string_regex, test_runner::TestRunner,
    };

    use super::*;
    use crate::{
        reading::cue::pattern,
        text::{Folded, table},
    };

    /// The patterns of the tables, in the ways in which rules put them together.
    fn patterns() -> Vec<String> {
        let mut patterns = Vec::new();
        let mut cells = |language: usize, cells: &[&str]| {
            patterns.extend(pattern(language, cells));
            patterns.extend(
                cells.iter().flat_map(|c| alternatives(c)).filter_map(|f| pattern(language, &[f])),
            );
        };
        let opposites = include_str!("../../corpora/tables/opposites.tsv");
        for row in table::rows::<11>("opposites.tsv", opposites) {
            cells(0, &row[2..5]);
            cells(1, &row[5..8]);
        }
        let negators = include_str!("../../corpora/tables/negators.tsv");
        for [language, form, ..] in table::rows::<5>("negators.tsv", negators) {
            cells(usize::from(language == "ko"), &[form]);
        }
        for [_, _, language, form, _] in table::rows::<5>("claims.tsv", table::text!("claims.tsv"))
        {
            cells(usize::from(language == "ko"), &[form]);
        }
        for (name, text) in [
            ("period-terms.tsv", include_str!("../../corpora/tables/period-terms.tsv")),
            ("senses.tsv", include_str!("../../corpora/tables/senses.tsv")),
            ("press.tsv", include_str!("../../corpora/tables/press.tsv")),
        ] {
            for [_, en, ko, north, also, wrong, ..] in table::rows::<8>(name, text) {
                let spaced = [ko, north].map(|names| names.replace(' ', " ?"));
                cells(0, &[en]);
                cells(1, &[&spaced[0], &spaced[1], also]);
                cells(1, &[wrong]);
            }
        }
        for (name, text) in [
            ("modals.tsv", include_str!("../../corpora/tables/modals.tsv")),
            ("denials.tsv", table::text!("denials.tsv")),
            ("degrees.tsv", include_str!("../../corpora/tables/degrees.tsv")),
            ("connectives.tsv", include_str!("../../corpora/tables/connectives.tsv")),
            ("loaded-terms.tsv", include_str!("../../corpora/tables/loaded-terms.tsv")),
        ] {
            for [_, en, en_also, ko, ko_also, ..] in table::rows::<9>(name, text) {
                cells(0, &[en, en_also]);
                cells(1, &[ko, ko_also]);
            }
        }
        patterns
    }

    fn standing(patterns: &[String], text: &str) -> Vec<usize> {
        let stands = |pattern: &String| Regex::new(pattern).is_ok_and(|regex| regex.is_match(text));
        (0..patterns.len()).filter(|&index| stands(&patterns[index])).collect()
    }

    /// Texts that a pattern matches, drawn by a fixed seed; none of the few that cannot be drawn from.
    fn drawn(pattern: &str, runner: &mut TestRunner) -> Vec<String> {
        let bare = pattern.replace(WORD_START, "").replace(WORD_END, "");
        let bare =
            bare.replace(&**SYLLABLE_START, "").replace('^', "").replace("[가-힣]", "[가나]");
        let Ok(texts) = string_regex(&bare) else { return Vec::new() };
        let drawn = (0..3).filter_map(|_| Some(texts.new_tree(runner).ok()?.current()));
        drawn.map(|text| format!("so {text} it")).collect()
    }

    #[test]
    fn a_set_has_the_patterns_that_stand_in_a_text_each_by_itself() {
        // One in so many is tried: of the patterns with what is drawn from them, and of all pairs of a pattern and a text.
        const OF_DRAWN: usize = 5;
        const OF_PAIRS: usize = 41;
        let patterns: Vec<String> = patterns();
        let set = WordingSet::new(patterns.iter().cloned());
        let (mut runner, mut tried) = (TestRunner::deterministic(), 0);
        for (index, pattern) in patterns.iter().enumerate().step_by(OF_DRAWN) {
            for text in drawn(pattern, &mut runner) {
                let stands = set.get(index).is_match(&text);
                assert!(set.beginning_in(&text)[index] || !stands, "{pattern} in {text}");
                tried += usize::from(stands);
            }
        }
        assert!(tried * OF_DRAWN * 2 > patterns.len() * 3, "{tried} texts were drawn");
        let note = include_str!("../../corpora/polish-note-1957/note.txt");
        // What a pattern matches stands in the others, for the most part.
        let texts = note.lines().chain(patterns.iter().step_by(7).map(String::as_str));
        for (number, text) in texts.enumerate() {
            let folded = Folded::new(text);
            let text = folded.text();
            let begins = set.beginning_in(text);
            for index in (number % OF_PAIRS..patterns.len()).step_by(OF_PAIRS) {
                let is_missed = !begins[index] && set.get(index).is_match(text);
                assert!(!is_missed, "{} in {text}", patterns[index]);
            }
        }
        assert!(set.others.len() * 20 < patterns.len(), "{} begin with anything", set.others.len());
    }

    #[test]
    fn a_pattern_begins_with_what_its_first_part_may_be() {
        #[rustfmt::skip]
        let cases = [
            ("ab|cd",                 Some("ab cd"),     "alternatives"),
            ("purg(?:e|es)",          Some("purg"),      "what stands before a group"),
            ("(?:a|bc)d",             Some("a bc"),      "a group"),
            ("(a|b)?c",               Some("a b c"),     "a group that may be missing"),
            ("ab?c",                  Some("a"),         "a letter that may be missing does not count"),
            ("a?b",                   Some("a b"),       "nor alone"),
            ("[ㄱ-ㄴx]y",              Some("ㄱ ㄲ ㄳ ㄴ x"), "a class"),
            ("[^a]b",                 None,              "anything but"),
            ("[가-힣]a",               None,              "a large class"),
            (".a",                    None,              "anything"),
            ("a{2}b",                 Some("a"),         "a number of times"),
            (r"\.a",                  Some("."),         "a character that means something else"),
            ("(?:^|[^가-힣])모르",     Some("모르"),       "behind the border of a Korean word"),
            ("a?",                    None,              "may be nothing"),
            ("(?:a|)b",               None,              "nor does a group then say anything"),
        ];
        for (pattern, expected, why) in cases {
            assert_eq!(
                openings(pattern).map(|o| o.join(" ")).as_deref(),
                expected,
                "{pattern}: {why}"
            );
        }
    }

    #[test]
    fn a_place_is_all_of_a_pattern_and_the_first_group_that_took_part() {
        type Ends = (usize, usize);
        let found = |pattern: &str, text: &str| -> Vec<(Ends, Option<Ends>)> {
            let ends = |span: Span| (span.start, span.end);
            let wording = Wording::new(pattern.to_owned());
            let all =
                wording.captures_iter(text).map(|f| (ends(f.whole), f.group.map(ends))).collect();
            assert_eq!(wording.captures(text).is_some(), wording.is_match(text));
            all
        };
        assert_eq!(found("x(a)|(b)", "xa b"), [((0, 2), Some((1, 2))), ((3, 4), Some((3, 4)))]);
        assert_eq!(found("ab?", "ab a"), [((0, 2), None), ((3, 4), None)]);
        assert_eq!(found("c", "ab"), []);
    }

    proptest! {
        #[test]
        fn a_set_misses_no_pattern_of_any_kind(
            pattern in "(\\^|(?:\\(\\?:\\^\\|\\[\\^가-힣\\]\\)))?(a|b|가|나|ab|\\[ab\\]|\\[\\^a\\]|\\(a\\|b\\)|\\(가나\\)|\\(\\?:a\\|ab\\)|\\.)(\\?|\\+|\\*|\\{1,2\\}|\\|)?(b|가| |나\\?|\\(b\\)\\?)(\\$)?",
            text in "[ab가나 ]{0,12}",
        ) {
            let patterns = [pattern.clone(), format!("{WORD_START}(?:{pattern}){WORD_END}")];
            let set = WordingSet::new(patterns.iter().cloned());
            prop_assert_eq!(set.matches(&text), standing(&patterns, &text), "{}", pattern);
        }
    }
}
