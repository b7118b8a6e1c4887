//! Documents whose format tells their blocks: each block of text is a unit, code and metadata stand apart.

use super::{
    Kind, Part,
    unit::{Piece, Unit, assign, same_language},
    writing::Writing,
};
use crate::{
    document::{Block, BlockKind, Document},
    text::Span,
};

/// The units of a document with blocks, in order, with their languages: one for each block of text, or for each run of its lines
/// in one language.
pub(super) fn units(document: &Document, writing: &Writing) -> Vec<Unit> {
    let text = &document.text;
    let mut lines = Lines::default();
    let mut units = Vec::new();
    for block in document.blocks.iter().filter(|block| block.kind.is_text()) {
        let mut runs: Vec<(Span, String)> = Vec::new();
        for (span, words) in shown_lines(text, block) {
            match runs.last_mut() {
                Some((run, above)) if writing.is_one() || same_language(above, &words, writing) => {
                    *run = run.join(span);
                    above.push(' ');
                    above.push_str(&words);
                }
                _ => runs.push((span, words)),
            }
        }
        for (span, words) in runs {
            let piece = Piece::of_block(span, lines.number(text, span.start));
            units.push(Unit::reading_as(words, vec![piece], writing));
        }
    }
    assign(&mut units, writing);
    units
}

/// The lines of a block that show words, each with what it shows.
fn shown_lines(text: &str, block: &Block) -> Vec<(Span, String)> {
    let mut lines: Vec<(Span, String)> = Vec::new();
    let mut begins = true;
    for shown in block.shown() {
        let mut at = shown.start;
        for piece in shown.of(text).split_inclusive(['\n', '\r']) {
            let span = Span::new(at, at + piece.len()).trimmed(text);
            at += piece.len();
            match lines.last_mut() {
                Some((line, words)) if !begins => {
                    words.push_str(piece);
                    *line = if span.is_empty() { *line } else { line.join(span) };
                }
                _ if span.is_empty() => {}
                _ => {
                    lines.push((span, piece.trim_start().to_owned()));
                    begins = false;
                }
            }
            begins |= piece.ends_with(['\n', '\r']);
        }
    }
    for (_, words) in &mut lines {
        words.truncate(words.trim_end().len());
    }
    lines
}

/// The parts that are no text of a half: code, tags and addresses that stand by themselves, metadata.
pub(super) fn set_apart(document: &Document) -> Vec<Part> {
    let mut lines = Lines::default();
    let mut parts = Vec::new();
    let mut text_ends = 0;
    for block in &document.blocks {
        if block.kind.is_text() {
            text_ends = block.span.end;
            continue;
        }
        let beside = &document.text[text_ends.min(block.span.start)..block.span.start];
        // The target of a link, the name of a heading: marks of the text on their line.
        let on_one_line = !beside.contains('\n') && !block.span.of(&document.text).contains('\n');
        if block.kind != BlockKind::Code && text_ends > 0 && on_one_line {
            continue;
        }
        let (kind, reason) = match block.kind {
            BlockKind::Code => (Kind::Verbatim, "a listing"),
            BlockKind::Metadata => (Kind::Metadata, "settings or a comment"),
            _ => (Kind::Verbatim, "tags, addresses or pictures that stand by themselves"),
        };
        parts.push(Part {
            span: block.span,
            core: block.span,
            line: lines.number(&document.text, block.span.start),
            kind,
            language: None,
            confidence: 1.0,
            reason: reason.into(),
            interrupts: false,
            column: None,
        });
    }
    parts
}

/// Counts lines onward: places are asked for in order.
#[derive(Default)]
struct Lines {
    at: usize,
    ends: usize,
}

impl Lines {
    /// The number, from 1, of the line of the byte at `offset`, which is not before the one asked for last.
    fn number(&mut self, text: &str, offset: usize) -> usize {
        let bytes = text.as_bytes();
        let ends = |at: &usize| match bytes[*at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.ends += (self.at..offset).filter(ends).count();
        self.at = self.at.max(offset);
        self.ends + 1
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        halves::{Furniture, pair, separate},
        text::Language,
    };

    fn read(text: &str) -> Document {
        Document::from_bytes(Path::new("x.md"), text.as_bytes(), None).expect("text")
    }

    /// One letter a part: e, k, v, m, or - for what is none of them.
    fn kinds(parts: &[Part]) -> String {
        let letter = |part: &Part| match part.kind {
            Kind::Source => 'e',
            Kind::Target => 'k',
            Kind::Verbatim => 'v',
            Kind::Metadata => 'm',
            _ => '-',
        };
        parts.iter().map(letter).collect()
    }

    #[test]
    fn blocks_are_parts() {
        let en = "---\ntitle: The harvest\ndate: 2020-01-01\n---\n\nThe delegation *arrived* on 4 April.\n\n\
            - The advisers left the city.\n- The talks [went on](a.md).\n\n```sh\nls -l\n```\n\n<!-- check this -->\n\n\
            | Year | Harvest |\n|---|---|\n| 1957 | good |\n";
        let ko = "---\ntitle: 작황\ndate: 2020-01-01\n---\n\n대표단은 4월 4일에 *도착*하였다.\n\n- 고문들은 도시를 떠났다.\n\
            - 회담은 [계속되였다](a.md).\n\n```sh\nls -l\n```\n\n| 년도 | 작황 |\n|---|---|\n| 1957 | 좋음 |\n";
        let (source, target) = (read(en), read(ko));
        let languages = [&Language::english(), &Language::korean()];
        let [own, other] = pair([&source, &target], languages, Furniture::Auto).expect("two texts");
        assert_eq!(kinds(&own.parts), "memeeevmeeee", "{:#?}", own.parts);
        assert_eq!(kinds(&other.parts), "mkmkkkvkkkk", "{:#?}", other.parts);
        assert!(own.doubts.is_empty() && other.doubts.is_empty(), "{:?}", own.doubts);
    }

    #[test]
    fn one_file_comes_apart_block_by_block() {
        #[rustfmt::skip]
        let cases = [
            ("# Talks\n\n# 회담\n\nThe delegation arrived on 4 April 1957.\n\n대표단은 1957년 4월 4일 도착하였다.\n\n\
              > They went on.\n\n> 회담은 계속되였다.\n", "ekekek", "blocks in turn"),
            ("The delegation arrived on 4 April 1957.\n대표단은 1957년 4월 4일 도착하였다.\n\nThey went on.\n회담은 계속되였다.\n",
             "ekek", "lines in turn, in one paragraph of Markdown"),
            ("| Talks of the year | 그해의 회담 |\n|---|---|\n| They went on. | 회담은 계속되였다. |\n", "ekek", "a table"),
            ("The delegation arrived on 4 April 1957.\n\n```\nls\n```\n\n대표단은 1957년 4월 4일 도착하였다.\n", "evk", "a listing between"),
        ];
        for (text, expected, why) in cases {
            let document = read(text);
            let halves =
                separate(&document, &Language::english(), &Language::korean(), Furniture::Auto);
            let parts = halves.unwrap_or_else(|error| panic!("{why}: {error}")).parts;
            assert_eq!(kinds(&parts), expected, "{why}: {parts:#?}");
        }
    }

    #[test]
    fn comments_in_the_other_language_do_not_make_a_file_bilingual() {
        let comment =
            "The delegation arrived on the fourth of April and left after a week of talks. "
                .repeat(9);
        let source = read("The delegation arrived.\n\nThe talks went on.\n");
        let target =
            read(&format!("<!-- {comment} -->\n\n대표단이 도착하였다.\n\n회담은 계속되였다.\n"));
        let languages = [&Language::english(), &Language::korean()];
        let [own, other] = pair([&source, &target], languages, Furniture::Auto).expect("two texts");
        assert_eq!(other.doubts, [""; 0]);
        assert_eq!((kinds(&own.parts), kinds(&other.parts)), ("ee".into(), "mkk".into()));
    }

    proptest! {
        #[test]
        fn parts_cover_any_markdown(text in "([a-z가-힣0-9|#*`>\\[\\]()<!{%}_~:\\\\ \\-]{0,9}[ \n]){1,40}") {
            prop_assume!(!text.trim().is_empty());
            let document = read(&text);
            let halves = separate(&document, &Language::korean(), &Language::english(), Furniture::Auto);
            if let Ok(halves) = halves {
                let mut at = 0;
                for part in &halves.parts {
                    prop_assert_eq!(part.span.start, at);
                    prop_assert!(part.span.contains(part.core) && !part.core.is_empty());
                    at = part.span.end;
                }
                prop_assert_eq!(at, text.len());
                for block in document.blocks.iter().filter(|block| block.kind.is_text()) {
                    let inside = |part: &Part| part.core.overlaps(block.span);
                    prop_assert!(halves.parts.iter().any(inside), "{:?} is lost", block);
                }
            }
        }
    }
}
