//! Texts that are written to make a matcher slow or to make it call itself without end.

use std::{cell::Cell, thread};

use regex::Regex;

use super::{
    Engine, Found, Wording, WordingSet,
    parse::Node,
    tests::{patterns, places_by_regex},
};

thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Counts what a matcher does, in parts tried and characters of a run passed.
pub(crate) fn count(steps: usize) {
    STEPS.set(STEPS.get() + steps);
}

fn steps_of(work: impl FnOnce()) -> usize {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}

/// Half of what a thread of a pool has at the least, and in a build that is not optimised.
const STACK: usize = 1 << 20;

fn on_a_small_stack(test: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(STACK).spawn(test).expect("a thread");
    assert!(thread.join().is_ok());
}

/// What a text of nothing else is made of.
const UNITS: [&str; 20] = [
    "a", " ", "가", "'", "-", ".", ",", "1", "\n", "é", "a ", "가 ", "1 ", "1,", "a, ", "' ",
    "not ", "the ", "거의 ", "지 않",
];

/// A text that a sequence stands for, each part that may be left out or repeated there once.
fn sample(nodes: &[Node], branch: usize, text: &mut String) {
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Class(class) => {
                text.extend(['a', '가', ' ', '1', '.'].iter().find(|c| class.has(**c)));
            }
            Node::Either(branches) | Node::Group(_, branches) => {
                sample(&branches[branch % branches.len()], branch / branches.len(), text);
            }
            Node::Repeat(node, least, _) => {
                for _ in 0..(*least).max(1) {
                    sample(std::slice::from_ref(node), branch, text);
                }
            }
            Node::TextStart
            | Node::TextEnd
            | Node::WordStart
            | Node::WordEnd
            | Node::HangulStart => {}
        }
    }
}

/// Twice the text may take four times the steps, as it may with any search for all places; no more.
const MOST_GROWTH: usize = 5;
/// Below so many steps growth says nothing.
const FEW_STEPS: usize = 20_000;

fn assert_growth(small: usize, large: usize, what: &str) {
    assert!(large <= small.max(FEW_STEPS) * MOST_GROWTH, "{what}: {small} steps, then {large}");
}

/// The patterns that are tried: all in an optimised build, one in eight where each takes ten times as long. What holds
/// of one holds of those built alike.
fn tried() -> Vec<String> {
    patterns().into_iter().step_by(if cfg!(debug_assertions) { 8 } else { 1 }).collect()
}

#[test]
fn long_runs_take_a_bounded_time_and_little_stack() {
    on_a_small_stack(|| {
        let patterns = tried();
        let wordings: Vec<Wording> = patterns.iter().map(|p| Wording::new(p)).collect();
        let set = WordingSet::new(patterns.iter().map(String::as_str));
        for unit in UNITS {
            let [small, large] = [500, 1000].map(|count| unit.repeat(count));
            let [before, after] = [&small, &large].map(|text| steps_of(|| _ = set.matches(text)));
            assert_growth(before, after, unit);
            for (wording, pattern) in wordings.iter().zip(&patterns) {
                let steps = |text: &str| steps_of(|| _ = wording.captures_iter(text).count());
                assert_growth(steps(&small), steps(&large), &format!("{unit:?} {pattern}"));
            }
        }
    });
}

#[test]
fn what_nearly_is_a_pattern_again_and_again_takes_a_bounded_time() {
    on_a_small_stack(|| {
        for pattern in tried() {
            let wording = Wording::new(&pattern);
            let Engine::Plain { nodes, .. } = &wording.engine else { continue };
            for branch in 0..8 {
                let mut whole = String::new();
                sample(nodes, branch, &mut whole);
                let words: Vec<&str> = whole.split(' ').collect();
                let begun = words[..words.len().div_ceil(2)].join(" ");
                for unit in [format!("{whole} "), format!("{begun} "), format!("{begun} a ")] {
                    let steps = |count: usize| {
                        let text = unit.repeat(count);
                        steps_of(|| _ = wording.captures_iter(&text).count())
                    };
                    assert_growth(steps(40), steps(80), &format!("{unit:?} {pattern}"));
                }
            }
        }
    });
}

#[test]
fn long_runs_have_what_regular_expressions_find() {
    let patterns = tried();
    let texts: Vec<String> = UNITS.iter().map(|unit| unit.repeat(30)).collect();
    let set = WordingSet::new(patterns.iter().map(String::as_str));
    let matched: Vec<Vec<usize>> = texts.iter().map(|text| set.matches(text)).collect();
    for (index, pattern) in patterns.iter().enumerate() {
        let regex = Regex::new(pattern).expect("a pattern");
        let wording = Wording::new(pattern);
        for (text, matched) in texts.iter().zip(&matched) {
            let places: Vec<Found> = wording.captures_iter(text).collect();
            assert_eq!(places, places_by_regex(&regex, text), "{pattern} {text}");
            assert_eq!(matched.contains(&index), !places.is_empty(), "{pattern} {text}");
        }
    }
}
