//! Halves whose segments a format gives: the sides of its units.

use super::{Bitext, Half, Segment, sentences};
use crate::{
    document::{Document, Paired, State, UnitText, ends_line, paired},
    text::{Language, Span, Stitched, tags},
};

/// Which units are taken, and how.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice {
    /// Whether those are that are not translated.
    pub with_untranslated: bool,
    /// Whether each side is cut into sentences, to be aligned anew.
    pub in_sentences: bool,
}

/// A bitext of units, and how many segments of each half are in each bead.
#[derive(Debug, Clone)]
pub struct Given {
    /// The segments.
    pub bitext: Bitext,
    /// Segments of the source and of the target, bead by bead.
    pub sizes: Vec<(usize, usize)>,
}

/// Two files by key.
#[derive(Debug, Clone)]
pub struct Keyed {
    /// What both hold.
    pub given: Given,
    /// The keys that only the second file has.
    pub surplus: Vec<String>,
}

/// Takes the units of a document that comes aligned: each is a bead. What is not to be translated is left out.
pub fn given(document: &Document, languages: [&Language; 2], choice: Choice) -> Given {
    let mut given = Given::of(languages);
    for (number, unit) in document.units.iter().enumerate() {
        let sides = [unit.source.as_ref(), unit.target.as_ref()];
        given.add(number, [(document, sides[0]), (document, sides[1])], unit.state, choice);
    }
    given
}

/// Takes the units of two documents, each of which holds one language, by their keys, in the order of the first.
pub fn keyed(documents: [&Document; 2], languages: [&Language; 2], choice: Choice) -> Keyed {
    let [source, target] = documents;
    let Paired { units, surplus } = paired(&source.units, &target.units);
    let mut given = Given::of(languages);
    for (number, unit, other) in units {
        let state = match other {
            _ if unit.state == State::Kept => State::Kept,
            Some(other) => other.state,
            None => State::Untranslated,
        };
        let text = other.and_then(|other| other.sides().next());
        given.add(number, [(source, unit.sides().next()), (target, text)], state, choice);
    }
    let surplus = surplus.into_iter().filter(|unit| unit.state != State::Kept);
    Keyed { surplus: surplus.map(|unit| unit.id.clone()).collect(), given }
}

impl Given {
    fn of(languages: [&Language; 2]) -> Self {
        let [source, target] =
            languages.map(|language| Half { language: language.clone(), segments: Vec::new() });
        Self { bitext: Bitext { source, target }, sizes: Vec::new() }
    }

    fn add(
        &mut self,
        number: usize,
        sides: [(&Document, Option<&UnitText>); 2],
        state: State,
        choice: Choice,
    ) {
        let [source, target] =
            sides.map(|(document, side)| side.and_then(|side| shown(&document.text, side)));
        // A translation of nothing is text that was added.
        let is_done = state != State::Untranslated && target.is_some();
        let is_nothing = source.is_none() && target.is_none();
        if state == State::Kept || is_nothing || !is_done && !choice.with_untranslated {
            return;
        }
        let mut size = [0; 2];
        let halves = [&mut self.bitext.source, &mut self.bitext.target];
        for ((half, text), count) in halves.into_iter().zip([source, target]).zip(&mut size) {
            let Some(text) = text else { continue };
            let whole = Span::new(0, text.text().len()).trimmed(text.text());
            let parts = if choice.in_sentences {
                sentences(text.text(), &half.language)
            } else {
                vec![whole]
            };
            *count = parts.len();
            for part in parts {
                let (text, span, seams) = text.part(part);
                let index = half.segments.len();
                half.segments.push(Segment { index, paragraph: number, text, span, seams });
            }
        }
        self.sizes.push((size[0], size[1]));
    }
}

/// What a reader reads of a side: without its tags, its lines joined, a blank where a tag ends a line or block; none
/// where that is nothing.
fn shown(text: &str, side: &UnitText) -> Option<Stitched> {
    let mut stitched = Stitched::default();
    let mut at = side.span.start;
    let mut is_apart = false;
    let marks = if side.hidden.is_empty() { Vec::new() } else { tags(side.span.of(text)) };
    let breaks = marks.iter().filter(|tag| ends_line(tag.name));
    let mut breaks = breaks.map(|tag| side.span.start + tag.span.start).peekable();
    let ends = side.hidden.iter().map(|hidden| (hidden.start, hidden.end));
    for (start, end) in ends.chain([(side.span.end, side.span.end)]) {
        for piece in Span::new(at, start.max(at)).of(text).split_inclusive(['\n', '\r']) {
            let mut own = Span::new(at, at + piece.trim_end_matches(['\n', '\r']).len());
            at += piece.len();
            let is_line = own.end < at;
            if is_apart
                || stitched.text().is_empty()
                || stitched.text().ends_with(char::is_whitespace)
            {
                own.start = own.end - own.of(text).trim_start().len();
            }
            if is_line {
                own.end = own.start + own.of(text).trim_end().len();
            }
            if !own.is_empty() {
                let before = stitched.text();
                let blank =
                    is_apart && !before.is_empty() && !before.ends_with(char::is_whitespace);
                stitched.push(text, own, blank);
                is_apart = false;
            }
            is_apart |= is_line;
        }
        while breaks.next_if(|tag| *tag < end).is_some() {
            is_apart = true;
        }
        at = end;
    }
    (!stitched.text().trim().is_empty()).then_some(stitched)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::document::Wanted;

    fn document(name: &str, text: &str, is_source: bool) -> Document {
        let (source, target) = (Language::english(), Language::korean());
        let wanted = Wanted { source: &source, target: &target, columns: None, is_source };
        let document = Document::from_bytes(Path::new(name), text.as_bytes(), None);
        document.expect("text").in_units(&wanted).expect("units")
    }

    /// The texts of each bead.
    fn beads(given: &Given) -> Vec<String> {
        let (mut source, mut target) =
            (given.bitext.source.segments.iter(), given.bitext.target.segments.iter());
        let mut text = |count: usize, half: usize| {
            let segments = if half == 0 { &mut source } else { &mut target };
            segments.take(count).map(|segment| segment.text.as_str()).collect::<Vec<_>>().join("|")
        };
        let beads = given.sizes.iter().map(|(s, t)| format!("{} > {}", text(*s, 0), text(*t, 1)));
        beads.collect()
    }

    #[test]
    fn units_are_beads() {
        let (english, korean) = (Language::english(), Language::korean());
        #[rustfmt::skip]
        let cases: [(&str, &[&str], &str); 5] = [
            ("A\tㄱ\nB\t\n",               &["A > ㄱ"],             "what is not translated is counted only"),
            ("A\tㄱ\n\tㄴ\n",               &["A > ㄱ", " > ㄴ"],    "what stands in the translation alone is added"),
            ("first<br/>line\tㄱ<br>ㄴ\n",   &["first line > ㄱ ㄴ"], "a tag that ends a line stands for a blank"),
            ("<p>a</p><p>b</p>\t<p>ㄱ</p>\n", &["a b > ㄱ"],           "and one that ends a paragraph"),
            ("a<b>b</b>\tㄱ<b>ㄴ</b>\n",      &["ab > ㄱㄴ"],          "and no other"),
        ];
        for (rows, expected, why) in cases {
            let document = document("x.tsv", &format!("en\tko\n{rows}"), true);
            let given = given(&document, [&english, &korean], Choice::default());
            assert_eq!(beads(&given), expected, "{why}");
        }
    }

    #[test]
    fn two_files_are_beads_by_their_keys() {
        let strings = |inner: &str| format!("<resources>{inner}</resources>");
        let source = strings(
            "<string name=\"a\" product=\"tablet\">tablet</string><string name=\"a\" product=\"default\">phone</string>\
             <plurals name=\"n\"><item quantity=\"one\">a file</item><item quantity=\"other\">%d files</item></plurals>\
             <string name=\"b\">one</string><string name=\"b\">two</string>",
        );
        let target = strings(
            "<string name=\"a\" product=\"default\">전화기</string><string name=\"a\" product=\"tablet\">판</string>\
             <plurals name=\"n\"><item quantity=\"other\">파일 %d개</item></plurals>\
             <string name=\"b\">하나</string><string name=\"b\">둘</string><string name=\"c\">셋</string>",
        );
        let source = document("strings.xml", &source, true);
        let target = document("strings.xml", &target, false);
        let (english, korean) = (Language::english(), Language::korean());
        let choice = Choice { with_untranslated: true, in_sentences: false };
        let keyed = keyed([&source, &target], [&english, &korean], choice);
        assert_eq!(
            beads(&keyed.given),
            ["tablet > 판", "phone > 전화기", "%d files > 파일 %d개", "one > 하나", "two > 둘"]
        );
        assert_eq!(keyed.surplus, ["c"]);
    }
}
