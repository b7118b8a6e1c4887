//! Which of many patterns a text has, in one pass over it.
//!
//! The alternatives of all patterns are kept by the character that they begin with, those that begin at a
//! word apart from the others: at most places of a text there is none to try.

use std::collections::HashMap;

use regex::Regex;

use super::{
    Engine, Wording,
    parse::{Class, Node},
    run::{Run, is_word},
};

/// Patterns that are looked for together.
#[derive(Debug, Default)]
pub(crate) struct WordingSet {
    count: usize,
    groups: usize,
    /// Alternatives that begin at a Latin word, and all others.
    at_words: Starts,
    anywhere: Starts,
    /// Patterns that are not plain.
    compiled: Vec<(usize, Regex)>,
}

/// Alternatives by how they begin.
#[derive(Debug, Default)]
struct Starts {
    by_char: HashMap<char, Vec<Alternative>>,
    /// Those that may begin with anything.
    other: Vec<Alternative>,
}

#[derive(Debug, Clone)]
struct Alternative {
    pattern: usize,
    nodes: Vec<Node>,
}

/// How a sequence may begin.
enum First {
    /// With some character that was noted.
    Noted,
    /// With what follows it.
    Next,
    /// With anything.
    Any,
}

/// A class of more characters than this is as good as any character.
const LARGEST_CLASS: usize = 64;

impl WordingSet {
    /// Reads patterns.
    ///
    /// # Panics
    ///
    /// If one is none. Tables are part of the program: the test of each rules this out.
    pub(crate) fn new<'a>(patterns: impl Iterator<Item = &'a str>) -> Self {
        let mut set = Self::default();
        for pattern in patterns {
            match Wording::new(pattern).engine {
                Engine::Compiled(regex) => set.compiled.push((set.count, regex)),
                Engine::Plain { nodes, groups } => {
                    set.groups = set.groups.max(groups);
                    set.spread(&[], &nodes);
                }
            }
            set.count += 1;
        }
        set
    }

    /// Adds the alternatives of the last pattern that begin with `before`, which are places, and go on with
    /// `nodes`.
    fn spread(&mut self, before: &[Node], nodes: &[Node]) {
        let with = |node: &Node| before.iter().chain([node]).cloned().collect::<Vec<_>>();
        match nodes.split_first() {
            Some((node, rest)) if is_hangul_start(node) => {
                self.spread(&with(&Node::HangulStart), rest);
            }
            Some((node @ (Node::WordStart | Node::TextStart), rest)) => {
                self.spread(&with(node), rest);
            }
            Some((Node::Either(branches) | Node::Group(_, branches), rest)) => {
                for branch in branches {
                    let nodes: Vec<Node> = branch.iter().chain(rest).cloned().collect();
                    self.spread(before, &nodes);
                }
            }
            _ => {
                let nodes: Vec<Node> = before.iter().chain(nodes).cloned().collect();
                self.add(Alternative { pattern: self.count, nodes });
            }
        }
    }

    fn add(&mut self, alternative: Alternative) {
        let is_at_word = alternative.nodes.first() == Some(&Node::WordStart);
        let starts = if is_at_word { &mut self.at_words } else { &mut self.anywhere };
        let mut chars = Vec::new();
        match first(&alternative.nodes, &mut chars) {
            First::Noted => {
                chars.sort_unstable();
                chars.dedup();
                for c in chars {
                    starts.by_char.entry(c).or_default().push(alternative.clone());
                }
            }
            First::Next | First::Any => starts.other.push(alternative),
        }
    }

    /// The numbers of the patterns that stand in a text, in ascending order.
    pub(crate) fn matches(&self, text: &str) -> Vec<usize> {
        let mut stands = vec![false; self.count];
        for (pattern, regex) in &self.compiled {
            stands[*pattern] = regex.is_match(text);
        }
        let mut run = Run::new(text, self.groups);
        let ends = [(text.len(), None)];
        for (at, c) in text.char_indices().map(|(at, c)| (at, Some(c))).chain(ends) {
            let in_word = text.as_bytes()[..at].last().is_some_and(|byte| is_word(*byte));
            let at_words = (!in_word).then_some(&self.at_words);
            for starts in [Some(&self.anywhere), at_words].into_iter().flatten() {
                let own = c.and_then(|c| starts.by_char.get(&c));
                for alternative in own.into_iter().flatten().chain(&starts.other) {
                    let stands = &mut stands[alternative.pattern];
                    *stands = *stands || run.stands(&alternative.nodes, at);
                }
            }
        }
        (0..self.count).filter(|&pattern| stands[pattern]).collect()
    }
}

/// Whether a part is what stands before Korean words: the beginning of the text, or anything but Hangul.
///
/// For whether a pattern stands in a text at all it makes no difference that it takes up a character.
fn is_hangul_start(node: &Node) -> bool {
    let Node::Either(branches) = node else { return false };
    let [start, other] = &branches[..] else { return false };
    let hangul = Class { negated: true, ranges: vec![('가', '힣')] };
    start[..] == [Node::TextStart] && other[..] == [Node::Class(hangul)]
}

/// Notes with which characters a sequence may begin.
fn first(nodes: &[Node], chars: &mut Vec<char>) -> First {
    for node in nodes {
        let begins = match node {
            Node::Text(text) => {
                chars.extend(text.chars().next());
                First::Noted
            }
            Node::Class(class) => {
                let all: Vec<char> = class
                    .ranges
                    .iter()
                    .flat_map(|(from, to)| (*from..=*to).take(LARGEST_CLASS + 1))
                    .collect();
                if class.negated || all.len() > LARGEST_CLASS {
                    return First::Any;
                }
                chars.extend(all);
                First::Noted
            }
            Node::Either(branches) | Node::Group(_, branches) => {
                let mut begins = First::Noted;
                for branch in branches {
                    match first(branch, chars) {
                        First::Noted => {}
                        First::Next => begins = First::Next,
                        First::Any => return First::Any,
                    }
                }
                begins
            }
            Node::Repeat(node, least, _) => match first(std::slice::from_ref(node), chars) {
                First::Noted if *least == 0 => First::Next,
                begins => begins,
            },
            Node::TextStart
            | Node::TextEnd
            | Node::WordStart
            | Node::WordEnd
            | Node::HangulStart => First::Next,
        };
        match begins {
            First::Next => {}
            begins => return begins,
        }
    }
    First::Next
}
