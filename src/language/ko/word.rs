//! Korean words: runs of Hangul.

use super::jamo::is_syllable;
use crate::{
    language::any::word::{Word, push},
    text::{Folded, Span},
};

/// The runs of Hangul of `text`. A run behind Latin letters or digits (LLM을, 10개) is kept: what to
/// make of it, the stems tell.
pub(crate) fn words(text: &str) -> Vec<Word> {
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

    use super::words as ko;
    use crate::language::en::word::words as en;

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
            let words: Vec<_> = en(text).into_iter().map(|w| w.text).collect();
            assert_eq!(words.join(" "), expected);
        }
        let words = ko("평양, 1957년 4월 4일 (LLM을)");
        let words: Vec<_> = words.into_iter().map(|w| w.text).collect();
        assert_eq!(words, ["평양", "년", "월", "일", "을"]);
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text_in_order(text in "\\PC{0,60}") {
            for words in [en(&text), ko(&text)] {
                for word in &words {
                    prop_assert!(text.is_char_boundary(word.span.start));
                    prop_assert!(text.is_char_boundary(word.span.end));
                }
                prop_assert!(words.windows(2).all(|w| w[0].span.end <= w[1].span.start));
            }
        }
    }
}
