//! The words of a text with their spans: English forms, runs of Hangul.
//!
//! Code, paths and identifiers are no words: a translation copies them, and nothing is learned from
//! that.

use crate::{
    language::ko::jamo::is_syllable,
    text::{Folded, Span},
};

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Folded: lower case, no diacritics; of Hangul the syllables.
    pub(crate) text: String,
    /// Where it stands in the text as it was given.
    pub(crate) span: Span,
}

/// The English words of `text`: letters only, possessives and contractions cut at the apostrophe,
/// compounds at the hyphen, and brackets inside a word (`C[entral]`) read over.
pub(crate) fn english(text: &str) -> Vec<Word> {
    let folded = Folded::new(text);
    let plain = folded.text();
    let bytes = plain.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let inside_code = |start: usize, end: usize| {
        let before = start.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(end).copied();
        let glued = |b: Option<u8>| {
            b.is_some_and(|b| b.is_ascii_digit() || matches!(b, b'_' | b'\\' | b'$' | b'<'))
        };
        // os.path is code; Mr.Kim is a full stop without its space.
        let small = |at: usize| {
            letter(at)
                && folded.original(Span::new(at, at + 1)).of(text).starts_with(char::is_lowercase)
        };
        let joined = |b: Option<u8>| b.is_some_and(|b| matches!(b, b'.' | b':' | b'=' | b'@'));
        glued(before)
            || glued(after)
            || joined(before) && start >= 2 && letter(start - 2) && small(start)
            || joined(after) && small(end + 1)
    };
    let mut words = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !letter(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut word = String::new();
        while letter(at) || bytes.get(at) == Some(&b'[') && letter(at + 1) {
            if bytes[at] != b'[' {
                word.push(char::from(bytes[at]));
            }
            at += 1;
        }
        let span = folded.original(Span::new(start, at));
        if !inside_code(start, at) && !is_camel_case(span.of(text)) {
            push(&mut words, Word { text: word, span });
        }
    }
    words
}

/// Adds a word, unless it came out of the same character as the one before (℅ folds to c/o).
fn push(words: &mut Vec<Word>, word: Word) {
    if words.last().is_none_or(|last| last.span.end <= word.span.start) {
        words.push(word);
    }
}

/// Whether small and capital letters follow each other as in code: `updateCart`.
fn is_camel_case(word: &str) -> bool {
    let mut pairs = word.chars().zip(word.chars().skip(1));
    pairs.any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}

/// The runs of Hangul of `text`. A run behind Latin letters or digits (LLM을, 10개) is kept: what to
/// make of it, the stems tell.
pub(crate) fn korean(text: &str) -> Vec<Word> {
    let folded = Folded::new(text);
    let plain = folded.text();
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in plain.char_indices().chain([(plain.len(), ' ')]) {
        match (is_syllable(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let span = folded.original(Span::new(from, at));
                push(&mut words, Word { text: plain[from..at].to_owned(), span });
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_letters_and_nothing_else() {
        #[rustfmt::skip]
        let cases = [
            ("Comr. Pimenov's car", "comr pimenov s car"),
            ("the C[entral] C[ommittee]", "the central committee"),
            ("people’s-democratic", "people s democratic"),
            ("call os.path.join() or my_name now", "call or now"),
            ("call updateCart", "call"),
            ("and/or Mr.Kim", "and or mr kim"),
            ("℅ Kim", "c kim"),
            ("Brzeziński went", "brzezinski went"),
        ];
        for (text, expected) in cases {
            let words: Vec<_> = english(text).into_iter().map(|w| w.text).collect();
            assert_eq!(words.join(" "), expected);
        }
        let words = korean("평양, 1957년 4월 4일 (LLM을)");
        let words: Vec<_> = words.into_iter().map(|w| w.text).collect();
        assert_eq!(words, ["평양", "년", "월", "일", "을"]);
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text_in_order(text in "\\PC{0,60}") {
            for words in [english(&text), korean(&text)] {
                for word in &words {
                    prop_assert!(text.is_char_boundary(word.span.start));
                    prop_assert!(text.is_char_boundary(word.span.end));
                }
                prop_assert!(words.windows(2).all(|w| w[0].span.end <= w[1].span.start));
            }
        }
    }
}
