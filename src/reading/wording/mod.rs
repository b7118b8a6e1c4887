//! The patterns of tables, matched as they are read.
//!
//! Why not the `regex` crate: a table has hundreds of patterns, and a short document is looked through for all
//! of them once. To compile some 600 of them takes 0.06 CPU seconds, more than all other checking of a short
//! document. Patterns of tables are plain (words, alternatives, optional parts, classes), so they are only
//! parsed here and matched by trying, with the result that a regular expression has; one that is not plain is
//! compiled after all.
//!
//! Trying takes time exponential in the pattern, so this is for patterns of our own tables alone, whose tests
//! hold them to hostile texts; what a user writes goes to `regex`.

#[cfg(test)]
mod hostile;
mod parse;
mod run;
mod set;

use regex::Regex;

pub(crate) use self::set::WordingSet;
use self::{parse::Node, run::Run};
use crate::text::Span;

/// A pattern.
#[derive(Debug)]
pub(crate) struct Wording {
    engine: Engine,
}

#[derive(Debug)]
enum Engine {
    Plain {
        nodes: Vec<Node>,
        /// How many groups it has.
        groups: usize,
    },
    Compiled(Regex),
}

/// Where a pattern stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// All of it.
    pub(crate) whole: Span,
    /// The first of its groups that took part.
    pub(crate) group: Option<Span>,
}

impl Wording {
    /// Reads a pattern.
    ///
    /// # Panics
    ///
    /// If it is none. Tables are part of the program: the test of each rules this out.
    pub(crate) fn new(pattern: &str) -> Self {
        let engine = match parse::parse(pattern) {
            Some((nodes, groups)) => Engine::Plain { nodes, groups },
            None => Engine::Compiled(Regex::new(pattern).expect("a pattern")),
        };
        Self { engine }
    }

    /// Whether it stands anywhere in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        match &self.engine {
            Engine::Plain { .. } => self.find_from(text, 0).is_some(),
            Engine::Compiled(regex) => regex.is_match(text),
        }
    }

    /// The first place where it stands.
    pub(crate) fn captures(&self, text: &str) -> Option<Found> {
        self.find_from(text, 0)
    }

    /// All places where it stands, none of which overlap.
    pub(crate) fn captures_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Found> + 'a {
        let mut last = None;
        std::iter::from_fn(move || {
            let mut found = self.find_from(text, last.unwrap_or(0))?;
            // Nothing right behind the last place is none of its own.
            if found.whole.is_empty() && last == Some(found.whole.end) {
                let next = text[found.whole.end..].chars().next()?;
                found = self.find_from(text, found.whole.end + next.len_utf8())?;
            }
            last = Some(found.whole.end);
            Some(found)
        })
    }

    fn find_from(&self, text: &str, from: usize) -> Option<Found> {
        match &self.engine {
            Engine::Plain { nodes, groups } => Run::new(text, *groups).find(nodes, from),
            Engine::Compiled(regex) => {
                let captures = regex.captures_at(text, from)?;
                let span = |m: regex::Match<'_>| Span::new(m.start(), m.end());
                Some(Found {
                    whole: captures.get(0).map(span)?,
                    group: captures.iter().skip(1).flatten().next().map(span),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rayon::prelude::*;

    use super::*;
    use crate::{
        reading::cue,
        text::{Folded, table},
    };

    /// The patterns of the tables, in the ways in which rules put them together.
    pub(crate) fn patterns() -> Vec<String> {
        let mut patterns = Vec::new();
        let mut cells = |language: usize, cells: &[&str]| {
            patterns.extend(cue::pattern(language, cells));
            for form in cells.iter().flat_map(|cell| cue::alternatives(cell)) {
                patterns.push(match (language, form.strip_prefix('^')) {
                    (0, _) => {
                        format!(r"(?-u:\b{{start-half}})({form})(?-u:\b{{end-half}})")
                    }
                    (_, Some(form)) => format!("(?:^|[^가-힣])({form})"),
                    (_, None) => format!("({form})"),
                });
            }
        };
        let opposites = include_str!("../../../corpora/tables/opposites.tsv");
        for row in opposites.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let row: Vec<&str> = row.split('\t').collect();
            cells(0, &row[2..5]);
            cells(1, &row[5..8]);
        }
        let negators = include_str!("../../../corpora/tables/negators.tsv");
        for [language, form, ..] in table::rows::<5>("negators.tsv", negators) {
            cells(usize::from(language == "ko"), &[form]);
        }
        let terms = [
            ("period-terms.tsv", include_str!("../../../corpora/tables/period-terms.tsv")),
            ("senses.tsv", include_str!("../../../corpora/tables/senses.tsv")),
            ("press.tsv", include_str!("../../../corpora/tables/press.tsv")),
        ];
        for (name, text) in terms {
            for [_, en, ko, north, also, wrong, ..] in table::rows::<8>(name, text) {
                let spaced = [ko, north].map(|names| names.replace(' ', " ?"));
                cells(0, &[en]);
                cells(1, &[&spaced[0], &spaced[1], also]);
                cells(1, &[wrong]);
            }
        }
        let subjects = include_str!("../../../corpora/tables/subjects.tsv");
        for [_, words, _] in table::rows::<3>("subjects.tsv", subjects) {
            cells(0, &[words]);
        }
        let scales = include_str!("../../../corpora/tables/scales.tsv");
        for [language, _, forms, ..] in table::rows::<7>("scales.tsv", scales) {
            cells(usize::from(language == "ko"), &[forms]);
        }
        let meanings = [
            ("modals.tsv", include_str!("../../../corpora/tables/modals.tsv")),
            ("degrees.tsv", include_str!("../../../corpora/tables/degrees.tsv")),
            ("connectives.tsv", include_str!("../../../corpora/tables/connectives.tsv")),
            ("loaded-terms.tsv", include_str!("../../../corpora/tables/loaded-terms.tsv")),
        ];
        for (name, text) in meanings {
            for [_, en, en_also, ko, ko_also, ..] in table::rows::<9>(name, text) {
                cells(0, &[en, en_also]);
                cells(1, &[ko, ko_also]);
            }
        }
        patterns
    }

    pub(crate) fn places_by_regex(regex: &Regex, text: &str) -> Vec<Found> {
        let span = |m: regex::Match<'_>| Span::new(m.start(), m.end());
        let captures = regex.captures_iter(text);
        captures
            .filter_map(|captures| {
                let group = captures.iter().skip(1).flatten().next().map(span);
                Some(Found { whole: captures.get(0).map(span)?, group })
            })
            .collect()
    }

    #[test]
    fn every_pattern_of_the_tables_is_plain() {
        for pattern in patterns() {
            let is_plain = matches!(Wording::new(&pattern).engine, Engine::Plain { .. });
            assert!(is_plain, "{pattern}");
        }
    }

    #[test]
    fn patterns_stand_where_regular_expressions_find_them() {
        let note = include_str!("../../../corpora/polish-note-1957/note.txt");
        let texts: Vec<String> = note.lines().map(|line| Folded::new(line).text().into()).collect();
        // Where compiling takes ten times as long, one pattern in four says enough.
        let step = if cfg!(debug_assertions) { 4 } else { 1 };
        let patterns: Vec<String> = patterns().into_iter().step_by(step).collect();
        let regexes: Vec<Regex> =
            patterns.iter().map(|p| Regex::new(p).expect("a pattern")).collect();
        let wordings: Vec<Wording> = patterns.iter().map(|p| Wording::new(p)).collect();
        let set = WordingSet::new(patterns.iter().map(String::as_str));
        // What a pattern matches stands in the others, for the most part; some of them are enough.
        let texts: Vec<&String> = texts.iter().chain(patterns.iter().step_by(11)).collect();
        texts.par_iter().for_each(|text| {
            let matched: Vec<usize> =
                (0..regexes.len()).filter(|&index| regexes[index].is_match(text)).collect();
            assert_eq!(set.matches(text), matched, "{text}");
            for index in matched {
                let found: Vec<Found> = wordings[index].captures_iter(text).collect();
                assert_eq!(
                    found,
                    places_by_regex(&regexes[index], text),
                    "{}: {text}",
                    patterns[index]
                );
                assert_eq!(wordings[index].captures(text), found.first().copied());
                assert!(wordings[index].is_match(text));
            }
        });
    }

    #[test]
    fn what_is_not_plain_is_compiled() {
        for pattern in [r"\d+", "a+?", "(?i)a", "(?:a?)*", "[[:alpha:]]", "a|b)?"] {
            assert!(parse::parse(pattern).is_none(), "{pattern}");
        }
        assert!(Wording::new(r"\d+").is_match("in 1957"));
        let set = WordingSet::new([r"\d+", "in", "on"].into_iter());
        assert_eq!(set.matches("in 1957"), [0, 1]);
    }

    proptest! {
        #[test]
        fn patterns_of_any_kind_are_as_regular_expressions(
            pattern in "(\\^|(?:\\^\\|\\[\\^가-나\\]))?(a|b|가|나|ab|\\[ab\\]|\\[\\^a\\]|\\(a\\|b\\)|\\(가나\\)|\\(\\?:a\\|ab\\)|\\.)(\\?|\\+|\\*|\\{1,2\\}|\\|)?(b|가| |나\\?|\\(b\\)\\?)(\\$)?",
            text in "[ab가나 ]{0,12}",
        ) {
            let regex = Regex::new(&pattern);
            prop_assume!(regex.is_ok());
            let Ok(regex) = regex else { return Ok(()) };
            let found: Vec<Found> = Wording::new(&pattern).captures_iter(&text).collect();
            prop_assert_eq!(&found, &places_by_regex(&regex, &text), "{} {}", pattern, text);
            let set = WordingSet::new([pattern.as_str()].into_iter());
            prop_assert_eq!(set.matches(&text).len(), usize::from(!found.is_empty()));
        }
    }
}
