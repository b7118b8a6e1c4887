//! The blocks of a half whose format tells them: nothing is guessed from lines, and what a reader does not
//! see is left out.

use super::line::{Block, Gap, words};
use crate::{
    document::{self, Document},
    halves::{Halves, Kind},
    text::{Span, Stitched},
};

/// The blocks of the half that `kind` names, in order.
pub(super) fn blocks(document: &Document, halves: &Halves, kind: Kind) -> Vec<Block> {
    let text = document.text.as_str();
    let mut blocks: Vec<Block> = Vec::new();
    let mut apart = true;
    for part in &halves.parts {
        if part.kind != kind {
            apart |= matches!(part.kind, Kind::Source | Kind::Target);
            continue;
        }
        let part = words(text, part);
        let from = document.blocks.partition_point(|block| block.span.end <= part.start);
        let inside = document.blocks[from..].iter().take_while(|block| block.span.start < part.end);
        for block in inside.filter(|block| block.kind.is_text()) {
            let stretch = Span::new(block.span.start.max(part.start), block.span.end.min(part.end));
            let gap = if apart || !block.adjoins { Gap::Paragraph } else { Gap::Line };
            let (text, whole) = shown(text, block, stretch);
            blocks.push(Block { text, gap, whole });
            apart = false;
        }
    }
    blocks
}

/// A blank written by its name.
const NO_BREAK_SPACE: &str = "&nbsp;";

/// What is shown of a stretch of a block, its lines joined by blanks, and which parts of that stay whole.
fn shown(text: &str, block: &document::Block, stretch: Span) -> (Stitched, Vec<Span>) {
    let mut stitched = Stitched::default();
    let mut whole = Vec::new();
    let mut new_line = false;
    let mut reached = stretch.start;
    for span in block.shown().filter(|span| span.overlaps(stretch)) {
        let span = Span::new(span.start.max(stretch.start), span.end.min(stretch.end));
        let code = block.verbatim.partition_point(|code| code.end <= span.start);
        let verbatim = block.verbatim.get(code).is_some_and(|code| code.overlaps(span));
        new_line |= text[reached..span.start].contains(NO_BREAK_SPACE);
        reached = span.end;
        let mut at = span.start;
        for piece in span.of(text).split_inclusive(['\n', '\r']) {
            let line = piece.trim_end_matches(['\n', '\r']);
            let mut own = Span::new(at, at + line.len());
            let after_blank = new_line
                || stitched.text().is_empty()
                || stitched.text().ends_with(char::is_whitespace);
            if after_blank {
                own.start = own.end - own.of(text).trim_start().len();
            }
            if line.len() < piece.len() {
                own.end = own.start + own.of(text).trim_end().len();
            }
            if !own.is_empty() {
                let blank = new_line && !stitched.text().ends_with(char::is_whitespace);
                stitched.push(text, own, blank);
                let end = stitched.text().len();
                if verbatim {
                    whole.push(Span::new(end - own.len(), end));
                }
                new_line = false;
            }
            new_line |= line.len() < piece.len();
            at += piece.len();
        }
    }
    (stitched, whole)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use crate::{
        document::Document,
        halves::{Kind, single},
        segment::{Half, segment},
        text::{Language, Span},
    };

    fn read(text: &str) -> Document {
        Document::from_bytes(Path::new("x.md"), text.as_bytes(), None).expect("text")
    }

    fn half(document: &Document) -> Option<Half> {
        let korean = Language::korean();
        let halves = single(document, &korean, Kind::Target).ok()?;
        Some(segment(document, &halves, Kind::Target, &korean))
    }

    #[test]
    fn sentences_hold_what_a_reader_sees() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str], &str)] = &[
            ("대표단은 **평양**에 *도착*하였다.\n",            &["대표단은 평양에 도착하였다."],            "emphasis"),
            ("대표단은\n[평양](http://a.kr/)에 도착하였다.\n",   &["대표단은 평양에 도착하였다."],            "a wrapped line and a link"),
            ("> 대표단은\n> 도착하였다. 회담이\n> 열렸다.\n",    &["대표단은 도착하였다.", "회담이 열렸다."],  "a quotation"),
            ("# 대표단\n회담이 열렸다.\n",                     &["대표단", "회담이 열렸다."],              "a heading right above the text"),
            ("- 하나이다\n- 둘이다\n",                         &["하나이다", "둘이다"],                   "entries without stops"),
            ("설정은 `a. B. c` 값이다. 끝.\n",                 &["설정은 a. B. c 값이다.", "끝."],         "stops in code end no sentence"),
            ("앞의 ![그림](a.png) 뒤이다.\n",                  &["앞의 뒤이다."],                         "a picture between words"),
            ("회담&nbsp;대표 &amp; 고문이다.\n",                &["회담 대표 & 고문이다."],                 "characters written by their names"),
            ("회담이 열렸다.\n\n```sh\nls 목록\n```\n\n끝났다.\n", &["회담이 열렸다.", "끝났다."],           "a listing is no sentence"),
        ];
        for (text, expected, why) in cases {
            let half = half(&read(text)).expect(why);
            let texts: Vec<&str> = half.segments.iter().map(|s| s.text.as_str()).collect();
            assert_eq!(texts, *expected, "{why}: {text:?}");
        }
    }

    #[test]
    fn words_lead_back_to_the_file() {
        let text = "대표단은 **평양**에\n[도착](http://a.kr)하였다.\n";
        let half = half(&read(text)).expect("text");
        let segment = &half.segments[0];
        for (words, expected) in
            [("평양", "평양"), ("평양에", "평양**에"), ("도착하였다", "도착](http://a.kr)하였다")]
        {
            let at = segment.text.find(words).expect(words);
            let place = segment.place(Span::new(at, at + words.len()));
            assert_eq!(place.of(text), expected);
        }
        assert_eq!(segment.span.of(text), text.trim_end());
    }

    proptest! {
        #[test]
        fn every_word_of_a_marked_text_is_in_a_segment(
            words in prop::collection::vec("[가-힣]{1,5}[.,]?", 1..40),
            marks in prop::collection::vec(0_usize..8, 40),
        ) {
            let marked = words.iter().zip(&marks).map(|(word, mark)| match mark {
                0 => format!("**{word}** "),
                1 => format!("[{word}](http://a.kr/) "),
                2 => format!("{word}\n"),
                3 => format!("\n\n- {word} "),
                4 => format!("`{word}` "),
                5 => format!("<b>{word}</b> "),
                6 => format!("{word}\n\n## "),
                _ => format!("{word} "),
            });
            let text = marked.collect::<Vec<_>>().concat();
            let document = read(&text);
            let half = half(&document).expect("Korean text");
            let mut at = 0;
            for segment in &half.segments {
                prop_assert!(segment.span.start >= at);
                at = segment.span.end;
            }
            let found: Vec<&str> = half.segments.iter().flat_map(|s| s.text.split_whitespace()).collect();
            prop_assert_eq!(found.concat(), words.concat());
        }
    }
}
