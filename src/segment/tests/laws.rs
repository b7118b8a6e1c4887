//! What holds of the segments of any text.

use proptest::prelude::*;

use super::*;

/// Text rich in what the rules look at.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        prop::sample::select(vec![
            ".", "..", "…", "?", "!", "。", "다.", "다", "라고", "(", ")", "[", "]", "\"", "“",
            "”", "「", "」", " ", "  ", "\n", "\n\n", "\r\n", "\t", "1", "2.", "1957", "IV",
            "Comr.", "p.m.", "No.", "U.S.", "Kim", "the", "The", "a)", "가.", "그는", "'", "»",
            "\u{feff}", "\u{2028}", "\u{85}", "니라",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == '\u{feff}')
}

fn tag() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["en", "ko", "de", "ja", "ru", "sv"])
}

proptest! {
    #[test]
    fn sentences_hold_every_character_that_is_no_white_space(text in text(), tag in tag()) {
        let mut reached = 0;
        for span in sentences(&text, &tag.parse().expect(tag)) {
            prop_assert!(span.start >= reached && !span.is_empty());
            prop_assert!(blank(&text[reached..span.start]), "{:?}", &text[reached..span.start]);
            prop_assert_eq!(span, span.trimmed(&text));
            reached = span.end;
        }
        prop_assert!(blank(&text[reached..]));
    }

    #[test]
    fn segments_hold_the_parts_of_their_half_and_nothing_else(
        text in text(),
        kinds in prop::collection::vec(0_usize..4, 1..12),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        tag in tag(),
    ) {
        let document = document(&text);
        // As it is read.
        let text = document.text.clone();
        let mut bounds: Vec<usize> = document.lines().iter().map(|line| line.span.start).collect();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        if !places.is_empty() {
            bounds.extend(cuts.iter().map(|cut| *cut.get(&places)));
        }
        bounds.extend([0, text.len()]);
        bounds.sort_unstable();
        bounds.dedup();
        let kind = |at: usize| {
            [Kind::Source, Kind::Target, Kind::Furniture, Kind::Unknown][kinds[at % kinds.len()]]
        };
        let parts = bounds.windows(2).enumerate().map(|(at, pair)| {
            let span = Span::new(pair[0], pair[1]);
            crate::halves::Part {
                span, core: span.trimmed(&text), line: 1, kind: kind(at), language: None,
                confidence: 1.0, reason: String::new(), interrupts: false, column: None,
            }
        });
        let halves = Halves { parts: parts.collect(), doubts: Vec::new() };
        for kind in [Kind::Source, Kind::Target] {
            let half = segment(&document, &halves, kind, &tag.parse().expect(tag));
            let mut reached = 0;
            for (index, segment) in half.segments.iter().enumerate() {
                prop_assert_eq!(segment.index, index);
                for (at, c) in segment.text.char_indices().filter(|(_, c)| *c != ' ') {
                    let place = segment.place(Span::new(at, at + c.len_utf8()));
                    prop_assert_eq!(place.of(&document.text), c.to_string());
                }
                prop_assert!(segment.span.start >= reached && !segment.span.is_empty());
                reached = segment.span.end;
            }
            for part in &halves.parts {
                let inside = |at: usize| half.segments.iter().any(|s| s.span.start <= at && at < s.span.end);
                for (at, c) in part.core.of(&text).char_indices() {
                    let covered = inside(part.core.start + at);
                    let white = c.is_whitespace() || c == '\u{feff}';
                    prop_assert!(white || covered == (part.kind == kind), "{c:?} at {at}");
                }
            }
            for pair in half.segments.windows(2) {
                prop_assert!(matches!(pair[1].paragraph - pair[0].paragraph, 0 | 1));
            }
        }
    }
}
