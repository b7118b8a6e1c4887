//! Words and phrases that a table knows by pattern, and where they stand in a text: what the rules on
//! meaning go by.
//!
//! Patterns are regular expressions over folded text (lower case, Hangul composed, one kind of apostrophe).
//! English ones stand between word borders; Korean ones anywhere, or with `^` at the beginning of a word.

use super::{
    Context, Mark,
    joined::Joined,
    wording::{Matched, SYLLABLE_START, WORD_END, WORD_START, WordingSet, alternatives},
};
use crate::{
    language::ko::{jamo::is_syllable, josa},
    segment::Segment,
    text::{Folded, Order, Span},
};

/// The patterns of one language.
#[derive(Debug)]
pub(crate) struct Patterns {
    /// All of them at once: most texts have none, and that is told in one pass.
    set: WordingSet,
    /// The row of the table that each came from.
    rows: Vec<usize>,
}

/// A pattern's place in a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PatternAt {
    /// Byte offsets in the folded text.
    pub(crate) span: Span,
    /// The row of the table.
    pub(crate) row: usize,
}

impl Patterns {
    /// Compiles the forms that are in `language`, given with their rows.
    ///
    /// # Panics
    ///
    /// If a form is no pattern. Tables are part of the program: the test of each rules this out.
    pub(crate) fn new<'a>(language: &str, forms: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let (rows, patterns): (Vec<usize>, Vec<String>) = forms
            .map(|(row, form)| {
                let pattern = match (language, form.strip_prefix('^')) {
                    ("en", _) => format!("{WORD_START}({form}){WORD_END}"),
                    (_, Some(form)) => format!("{}({form})", *SYLLABLE_START),
                    (_, None) => format!("({form})"),
                };
                (row, pattern)
            })
            .unzip();
        Self { set: WordingSet::new(patterns.into_iter()), rows }
    }

    /// Where the patterns stand, in order of position and, of those that begin together, of the table.
    pub(crate) fn find(&self, folded: &str) -> Vec<PatternAt> {
        let mut found = Vec::new();
        for index in self.set.matches(folded) {
            let words = self.set.get(index).captures_iter(folded).filter_map(|c| c.group);
            found.extend(words.map(|span| PatternAt { span, row: self.rows[index] }));
        }
        found.sort_by_key(|place| (place.span.start, place.row));
        found
    }
}

/// The pattern of some cells in English (0) or Korean (1) together.
pub(crate) fn pattern(language: usize, cells: &[&str]) -> Option<String> {
    let forms: Vec<String> = cells
        .iter()
        .flat_map(|cell| alternatives(cell))
        .map(|form| match form.strip_prefix('^') {
            Some(form) if language == 1 => format!("{}(?:{form})", *SYLLABLE_START),
            _ => form.to_owned(),
        })
        .collect();
    let any = forms.join("|");
    let pattern = if language == 0 { format!("{WORD_START}(?:{any}){WORD_END}") } else { any };
    (!forms.is_empty()).then_some(pattern)
}

/// One side of a bead as one text, folded, that knows where its words stand.
#[derive(Debug)]
pub(crate) struct BeadText {
    joined: Joined,
    pub(crate) folded: Folded,
}

impl BeadText {
    pub(crate) fn new(segments: &[Segment]) -> Self {
        let joined = Joined::new(segments);
        Self { folded: Folded::new(&joined.text), joined }
    }

    /// The text as it is written.
    pub(crate) fn text(&self) -> &str {
        &self.joined.text
    }

    pub(crate) fn plain(&self) -> &str {
        self.folded.text()
    }

    /// The mark of words, given by their place in the folded text.
    pub(crate) fn mark(&self, span: Span) -> Mark {
        self.mark_original(self.folded.original(span))
    }

    /// The mark of words, given by their place in the text as it is written.
    pub(crate) fn mark_original(&self, span: Span) -> Mark {
        self.joined.mark(span)
    }
}

/// What a match is about: its first group that took part, or all of it if it has none; without what stands
/// before its first letter. A table marks by a group what is wrong where the rest of its pattern is but a
/// condition.
pub(crate) fn meant(found: &Matched, text: &str) -> Span {
    let span = found.group.unwrap_or(found.whole);
    let bare = span.of(text).trim_start_matches(|c: char| !c.is_alphanumeric());
    Span::new(span.end - bare.len(), span.end)
}

/// A span widened to the whole Korean word, without the particles that follow it (방문에: 방문).
pub(crate) fn noun(text: &str, span: Span) -> Span {
    let word = whole_words(text, span);
    let before = span.of(text).chars().next_back();
    let is_josa = before.is_some_and(|c| josa::is_ending(&text[span.end..word.end], c));
    Span::new(word.start, if is_josa { span.end } else { word.end })
}

/// A span widened to the whole Korean words it touches.
pub(crate) fn whole_words(text: &str, span: Span) -> Span {
    let before = text[..span.start].chars().rev().take_while(|c| is_syllable(*c));
    let after = text[span.end..].chars().take_while(|c| is_syllable(*c));
    let (before, after): (usize, usize) =
        (before.map(char::len_utf8).sum(), after.map(char::len_utf8).sum());
    Span::new(span.start - before, span.end + after)
}

/// Where the word begins that ends at `end`: after the white space before it.
pub(crate) fn word_start(text: &str, end: usize) -> usize {
    let before = text[..end].char_indices().rev().find(|(_, c)| c.is_whitespace());
    before.map_or(0, |(at, c)| at + c.len_utf8())
}

/// The texts of a bead in the order of the tables, with its position.
pub(crate) type BeadTexts = (usize, [BeadText; 2]);

/// Those of the beads that have both sides.
pub(super) fn bead_texts(context: &Context<'_>, order: Order) -> Vec<BeadTexts> {
    let whole = context.beads().filter(|(_, bead)| !bead.is_gap());
    let texts = whole.map(|(position, bead)| {
        let (first, second) = order.arranged(context.source(bead), context.target(bead));
        (position, [BeadText::new(first), BeadText::new(second)])
    });
    texts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_at_words() {
        let forms = ["not", "[a-z]+n't", "no"];
        let english = Patterns::new("en", forms.iter().copied().enumerate());
        let korean = Patterns::new("ko", ["^모르", "지 ?않"].iter().copied().enumerate());
        let found = |patterns: &Patterns, text: &str| -> Vec<String> {
            patterns.find(text).iter().map(|p| p.span.of(text).to_owned()).collect()
        };
        assert_eq!(found(&english, "no, it isn't nothing; not now"), ["no", "isn't", "not"]);
        assert_eq!(found(&korean, "모르지 않고 아모르지않다"), ["모르", "지 않", "지않"]);
    }

    #[test]
    fn a_word_begins_after_white_space_of_any_width() {
        let text = "소련\u{a0}대사는 왔다";
        assert_eq!(&text[word_start(text, text.len())..], "왔다");
        let end = text.find(" 왔").expect("there");
        assert_eq!(&text[word_start(text, end)..end], "대사는");
        assert_eq!(word_start("왔다", 0), 0);
    }

    #[test]
    fn korean_words_are_taken_whole() {
        let text = "그는 참석하지 않았다.";
        let at = text.find("지 않").expect("there");
        assert_eq!(
            whole_words(text, Span::new(at, at + "지 않".len())).of(text),
            "참석하지 않았다"
        );
    }

    #[test]
    fn alternatives_are_cut_outside_brackets() {
        assert_eq!(alternatives("a(?:b|c)|[|]d|e"), ["a(?:b|c)", "[|]d", "e"]);
        assert!(alternatives("").is_empty());
    }

    #[test]
    fn a_word_that_ends_in_a_stop_is_a_word() {
        let words = pattern(0, &[r"that is|i\.e\."]).map(crate::reading::wording::Wording::new);
        let words = words.expect("a pattern");
        for (text, is) in [
            ("to act, i.e., to ask", true),
            ("that is", true),
            ("that island", false),
            ("xi.e.", false),
        ] {
            assert_eq!(words.is_match(text), is, "{text}");
        }
    }

    #[test]
    fn a_word_is_whole_with_its_particles_and_a_noun_without() {
        #[rustfmt::skip]
        let cases = [
            // text, what was found, the whole word, the noun, why
            ("그의 방문에 대해",  "방문", "방문에",   "방문",    "a particle behind it"),
            ("그의 방문단에 대해", "방문", "방문단에",  "방문단에", "another noun behind it"),
            ("재방문에 대해",     "방문", "재방문에",  "재방문",   "a syllable before it"),
            ("방문",            "방문", "방문",     "방문",    "alone"),
        ];
        for (text, found, word, bare, why) in cases {
            let start = text.find(found).expect("it stands there");
            let span = Span::new(start, start + found.len());
            assert_eq!(whole_words(text, span).of(text), word, "{text}: {why}");
            assert_eq!(noun(text, span).of(text), bare, "{text}: {why}");
        }
    }
}
