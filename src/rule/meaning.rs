//! Words that mark a meaning on one side of a bead where the other side has nothing that could: the common
//! ground of the rules on attitude, on ties between sentences and on words that judge.
//!
//! A row of a table names a meaning: the words that mark it in either language, and the wider circle of
//! words that may stand for it opposite. A mark is reported where the whole other side has none of that
//! circle, so that a free translation passes.

use std::{collections::HashMap, sync::LazyLock};

use super::{Remark, Severity};
use crate::{
    language::ko::jamo::is_syllable,
    reading::{
        Context,
        cue::{BeadText, meant, noun, pattern},
        naming::either,
        wording::{Wording, WordingSet, alternatives},
    },
    text::{Order, Span, table},
};

/// A meaning.
#[derive(Debug)]
struct Meaning {
    id: &'static str,
    /// All that may stand for it, in English and in Korean.
    also: [Option<Wording>; 2],
    severity: Severity,
    gloss: &'static str,
    /// What might stand instead of the Korean words.
    neutral: Vec<&'static str>,
}

/// The meanings of a table.
#[derive(Debug)]
pub(crate) struct Meanings {
    meanings: Vec<Meaning>,
    /// The marks of all meanings at once, in English and in Korean, with whose they are.
    sets: [(WordingSet, Vec<usize>); 2],
}

/// How a meaning is usually put, in English and in Korean.
static USUAL: LazyLock<HashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let text = include_str!("../../corpora/tables/usual-words.tsv");
    let rows = table::rows::<4>("usual-words.tsv", text).into_iter();
    rows.map(|[id, english, korean, _]| (id, [english, korean])).collect()
});

/// Words as a message shows them: English ones in quotation marks.
pub(crate) fn shown(side: usize, words: &str) -> String {
    if side == 0 { format!("“{words}”") } else { words.to_owned() }
}

impl Meanings {
    /// Reads a table with the columns id, en, `en_also`, ko, `ko_also`, severity, gloss, neutral, source.
    ///
    /// # Panics
    ///
    /// If a cell is not understood. Tables are part of the program: the test of each rules this out.
    pub(crate) fn new(name: &str, text: &'static str) -> Self {
        let rows = table::rows::<9>(name, text);
        let meanings: Vec<Meaning> = rows
            .iter()
            .map(|[id, en, en_also, ko, ko_also, severity, gloss, neutral, _]| Meaning {
                id,
                also: [pattern(0, &[en, en_also]), pattern(1, &[ko, ko_also])]
                    .map(|p| p.map(Wording::new)),
                severity: if *severity == "major" { Severity::Major } else { Severity::Minor },
                gloss,
                neutral: alternatives(neutral),
            })
            .collect();
        let sets = [0, 1].map(|side| {
            let marks = rows.iter().enumerate();
            let marked =
                marks.filter_map(|(i, row)| Some((i, pattern(side, &[row[1 + 2 * side]])?)));
            let (of, patterns): (Vec<usize>, Vec<String>) = marked.unzip();
            (WordingSet::new(patterns.into_iter()), of)
        });
        Self { meanings, sets }
    }

    /// Adds a finding for each meaning that one side of a bead marks and the other has nothing for.
    pub(crate) fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let Some((order, beads)) = context.texts() else { return };
        for &(position, ref texts) in beads {
            // What was left in English has all the words of the original.
            if !texts[1].plain().contains(is_syllable) {
                continue;
            }
            for alone in self.alone(texts) {
                remarks.push(alone.report(position, order, texts));
            }
        }
    }

    fn alone(&self, texts: &[BeadText; 2]) -> Vec<Alone<'_>> {
        let mut found = Vec::new();
        for side in [0, 1] {
            let (own, other) = (texts[side].plain(), texts[1 - side].plain());
            let (set, of) = &self.sets[side];
            for index in set.matches(own) {
                let meaning = &self.meanings[of[index]];
                let has = |words: &Option<Wording>| {
                    words.as_ref().is_some_and(|words| words.is_match(other))
                };
                let mark = set.get(index).captures(own);
                if let Some(mark) = mark.filter(|_| !has(&meaning.also[1 - side])) {
                    let span = words(own, side, meant(&mark, own));
                    found.push(Alone { meaning, side, span });
                }
            }
        }
        found
    }
}

/// The words to mark: without the blanks and stops at their end, and in Korean whole words without particles.
pub(crate) fn words(text: &str, side: usize, span: Span) -> Span {
    let inside = span.trimmed(text);
    if side == 0 || inside.end < span.end {
        return inside;
    }
    noun(text, inside)
}

/// A meaning that one side alone marks.
struct Alone<'a> {
    meaning: &'a Meaning,
    side: usize,
    span: Span,
}

impl Alone<'_> {
    fn report(&self, bead: usize, order: Order, texts: &[BeadText; 2]) -> Remark {
        let own = &texts[self.side];
        let words = own.folded.original(self.span).of(own.text());
        let mark = Some(own.mark(self.span));
        let (english, korean) = if self.side == 0 { (mark, None) } else { (None, mark) };
        let (source, target) = order.arranged(english, korean);
        let (has, has_not, change) = if source.is_some() {
            ("original", "translation", "lost")
        } else {
            ("translation", "original", "added")
        };
        let gloss = self.meaning.gloss;
        let neutral = match self.side {
            1 if target.is_some() => self.meaning.neutral.as_slice(),
            _ => &[],
        };
        let without = match neutral {
            [] => String::new(),
            _ => format!("; without it: {}", either(neutral)),
        };
        // Which of several fits is the reader's to say.
        let suggestion = if let [only] = neutral { Some((*only).to_owned()) } else { None };
        // What to look for on the side that lacks it, so that a reader can decide.
        let other =
            USUAL.get(self.meaning.id).map(|usual| shown(1 - self.side, usual[1 - self.side]));
        let expected = match other {
            Some(other) if change == "lost" => format!(": expected {other} or the like"),
            Some(other) => format!(" such as {other}"),
            None => String::new(),
        };

        Remark {
            bead,
            source,
            target,
            severity: self.meaning.severity,
            evidence: format!("{} {change}", self.meaning.id).into(),
            message: format!(
                "the {has} has {gloss} (“{words}”), the {has_not} has none{expected}{without}"
            ),
            suggestion,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::RULES, text::Folded};

    /// What may stand for a meaning opposite must not stand in any sentence whatever, or its loss is never seen.
    const MOST_EXCUSED: f64 = 0.25;

    #[test]
    fn what_excuses_a_meaning_stands_in_few_sentences_that_have_nothing_to_do_with_it() {
        let examples = RULES.iter().map(|rule| rule.explanation());
        let examples = examples.flat_map(|rule| [rule.true_example, rule.false_example]);
        let mut texts = [Vec::new(), Vec::new()];
        for text in examples.flat_map(|example| [example.source, example.target]) {
            let folded = Folded::new(text).text().to_owned();
            texts[usize::from(folded.contains(is_syllable))].push(folded);
        }
        let tables = [
            ("connectives.tsv", table::text!("connectives.tsv")),
            ("modals.tsv", table::text!("modals.tsv")),
            ("degrees.tsv", table::text!("degrees.tsv")),
            ("loaded-terms.tsv", table::text!("loaded-terms.tsv")),
            ("denials.tsv", table::text!("denials.tsv")),
        ];
        for (name, text) in tables {
            let meanings = Meanings::new(name, text);
            for side in [0, 1] {
                for &row in &meanings.sets[1 - side].1 {
                    let Meaning { id, also, .. } = &meanings.meanings[row];
                    let Some(also) = &also[side] else { continue };
                    let excused = texts[side].iter().filter(|text| also.is_match(text)).count();
                    let share = excused as f64 / texts[side].len() as f64;
                    assert!(
                        share <= MOST_EXCUSED,
                        "{name} {id}: {excused} of {}",
                        texts[side].len()
                    );
                }
            }
        }
    }
}
