//! Halves whose segments a format gives: the sides of its units.

use std::collections::BTreeMap;

use super::{Bitext, Half, Segment, sentences};
use crate::{
    document::{Document, State, UnitText},
    text::{Language, Span, Stitched},
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
    let mut others: BTreeMap<&str, &crate::document::Unit> =
        target.units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
    let mut given = Given::of(languages);
    for (number, unit) in source.units.iter().enumerate() {
        let other = others.remove(unit.id.as_str());
        let state = match other {
            _ if unit.state == State::Kept => State::Kept,
            Some(other) => other.state,
            None => State::Untranslated,
        };
        let text = other.and_then(|other| other.sides().next());
        given.add(number, [(source, unit.sides().next()), (target, text)], state, choice);
    }
    let is_left = |unit: &&crate::document::Unit| {
        others.contains_key(unit.id.as_str()) && unit.state != State::Kept
    };
    let surplus = target.units.iter().filter(is_left).map(|unit| unit.id.clone());
    Keyed { surplus: surplus.collect(), given }
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
        let is_done = state != State::Untranslated && target.is_some();
        if state == State::Kept || source.is_none() || !is_done && !choice.with_untranslated {
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

/// What a reader reads of a side: without its tags, its lines joined; none where that is nothing.
fn shown(text: &str, side: &UnitText) -> Option<Stitched> {
    let mut stitched = Stitched::default();
    let mut at = side.span.start;
    let mut is_apart = false;
    let ends = side.hidden.iter().map(|hidden| (hidden.start, hidden.end));
    for (start, end) in ends.chain([(side.span.end, side.span.end)]) {
        for piece in Span::new(at, start.max(at)).of(text).split_inclusive(['\n', '\r']) {
            let mut own = Span::new(at, at + piece.trim_end_matches(['\n', '\r']).len());
            at += piece.len();
            let ends_line = own.end < at;
            if is_apart
                || stitched.text().is_empty()
                || stitched.text().ends_with(char::is_whitespace)
            {
                own.start = own.end - own.of(text).trim_start().len();
            }
            if ends_line {
                own.end = own.start + own.of(text).trim_end().len();
            }
            if !own.is_empty() {
                let blank = is_apart && !stitched.text().ends_with(char::is_whitespace);
                stitched.push(text, own, blank);
                is_apart = false;
            }
            is_apart |= ends_line;
        }
        at = end;
    }
    (!stitched.text().trim().is_empty()).then_some(stitched)
}
