//! English words: forms of letters.

use crate::{
    language::any::word::{Word, push},
    text::{Folded, Span},
};

/// The English words of `text`: letters only, possessives and contractions cut at the apostrophe,
/// compounds at the hyphen, and brackets inside a word (`C[entral]`) read over.
pub(crate) fn words(text: &str) -> Vec<Word> {
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

/// Whether small and capital letters follow each other as in code: `updateCart`.
fn is_camel_case(word: &str) -> bool {
    let mut pairs = word.chars().zip(word.chars().skip(1));
    pairs.any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}
