//! What each bead names on either side, and what of it the other side does not name: the common ground of
//! the rules on titles, bodies and terms.

use std::ops::Range;

use super::{Context, Mark};
use crate::{
    align::Bead,
    anchor::{
        Anchor, Value,
        form::{Concept, Found, Lexicon, Reading, names_of_field},
    },
    text::Span,
};

/// A form of a lexicon in a segment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming<'a> {
    /// Index of the segment in its half.
    pub(super) segment: usize,
    /// Byte offsets in the text of the segment.
    pub(super) span: Span,
    /// What it may mean.
    pub(super) found: &'a Found,
}

impl Naming<'_> {
    /// The words, for a finding to mark.
    pub(super) fn mark(&self) -> Mark {
        Mark::Words { segment: self.segment, span: self.span }
    }
}

/// The namings of every bead.
#[derive(Debug)]
pub(super) struct Namings<'a> {
    /// By bead: those of the source side.
    pub(super) source: Vec<Vec<Naming<'a>>>,
    /// By bead: those of the target side.
    pub(super) target: Vec<Vec<Naming<'a>>>,
}

/// What was found in a segment.
pub(super) type Names = Vec<(Span, Found)>;

/// Whether the document is translated from English into Korean, the languages of the tables.
pub(super) fn is_english_to_korean(context: &Context<'_>) -> bool {
    let bitext = context.bitext;
    bitext.source.language.is_english() && bitext.target.language.is_korean()
}

fn beads<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Bead> {
    context.beads().map(|(_, bead)| bead)
}

/// What a title's anchor holds.
pub(super) fn title(value: &Value) -> Option<&Found> {
    if let Value::Title(title) = value { Some(&title.found) } else { None }
}

/// What the anchor of a body or country holds.
pub(super) fn body(value: &Value) -> Option<&Found> {
    if let Value::Body(body) = value { Some(&body.found) } else { None }
}

impl<'a> Namings<'a> {
    /// The namings that `pick` takes from the anchors. None if the document is not translated from
    /// English into Korean, since the tables say nothing of the forms of other languages.
    pub(super) fn of(context: &Context<'a>, pick: fn(&Value) -> Option<&Found>) -> Option<Self> {
        let naming = |(segment, anchor): (usize, &'a Anchor)| {
            pick(&anchor.value).map(|found| Naming { segment, span: anchor.span, found })
        };
        is_english_to_korean(context).then(|| Self {
            source: beads(context)
                .map(|bead| context.source_anchors(bead).filter_map(naming).collect())
                .collect(),
            target: beads(context)
                .map(|bead| context.target_anchors(bead).filter_map(naming).collect())
                .collect(),
        })
    }

    /// The same of what was found in the segments of either half outside the anchors.
    pub(super) fn of_found(
        context: &Context<'_>,
        source: &'a [Names],
        target: &'a [Names],
    ) -> Self {
        let namings = |range: Range<usize>, found: &'a [Names]| -> Vec<Naming<'a>> {
            let named = range.flat_map(|segment| found[segment].iter().map(move |n| (segment, n)));
            named.map(|(segment, (span, found))| Naming { segment, span: *span, found }).collect()
        };
        Self {
            source: beads(context).map(|bead| namings(bead.source.clone(), source)).collect(),
            target: beads(context).map(|bead| namings(bead.target.clone(), target)).collect(),
        }
    }

    /// What the source of a bead certainly names and neither its target nor, displaced, that of the bead
    /// before or after does.
    pub(super) fn unmatched(&self, bead: usize) -> Vec<Naming<'a>> {
        missing(&self.source, &self.target, bead)
    }

    /// What the target of a bead certainly names and nothing in the source accounts for.
    pub(super) fn unlicensed(&self, bead: usize) -> Vec<Naming<'a>> {
        missing(&self.target, &self.source, bead)
    }
}

/// Namings of one side of a bead that the other side has no match for, there or next to it.
fn missing<'a>(
    these: &[Vec<Naming<'a>>],
    others: &[Vec<Naming<'a>>],
    bead: usize,
) -> Vec<Naming<'a>> {
    let meets = |side: &[Naming<'_>], this: &Naming<'_>| {
        side.iter().any(|other| other.found.answers(this.found))
    };
    // A neighbour that has the match has it for a naming of its own, unless that is missing there.
    let displaced = |next: usize, this: &Naming<'_>| {
        others.get(next).is_some_and(|side| meets(side, this)) && !meets(&these[next], this)
    };
    let is_missing = |this: &&Naming<'a>| {
        let is_there = meets(&others[bead], this)
            || bead > 0 && displaced(bead - 1, this)
            || displaced(bead + 1, this);
        this.found.is_certain() && !is_there
    };
    these[bead].iter().filter(is_missing).copied().collect()
}

/// Namings of a bead that are the same office or organ on both sides, but of fields of government that
/// have nothing in common with any named on the other side.
pub(super) fn other_fields<'a>(
    namings: &Namings<'a>,
    bead: usize,
) -> Vec<(Naming<'a>, Naming<'a>)> {
    let (source, target) = (&namings.source[bead], &namings.target[bead]);
    let is_alone = |this: &&Naming<'_>, others: &[Naming<'_>]| {
        let shares = |other: &Naming<'_>| {
            this.found.fields.iter().any(|field| other.found.fields.contains(field))
        };
        !this.found.fields.is_empty() && !others.iter().any(shares)
    };
    let mut korean: Vec<Naming<'_>> =
        target.iter().filter(|k| is_alone(k, source)).copied().collect();
    let mut pairs = Vec::new();
    for english in source.iter().filter(|e| is_alone(e, target)) {
        if let Some(at) = korean.iter().position(|k| k.found.answers(english.found)) {
            pairs.push((*english, korean.remove(at)));
        }
    }
    pairs
}

/// The Korean words with the field of the English put in the place of theirs (경공업상 → 중공업상), where each
/// has one.
pub(super) fn with_field(words: &str, english: &Naming<'_>, korean: &Naming<'_>) -> Option<String> {
    let ([ours], [theirs]) = (english.found.fields.as_slice(), korean.found.fields.as_slice())
    else {
        return None;
    };
    let rest = names_of_field(theirs)
        .into_iter()
        .filter_map(|name| words.strip_prefix(name))
        .min_by_key(|rest| rest.len())?;
    Some(format!("{}{rest}", names_of_field(ours).first()?.replace(' ', "")))
}

/// The Korean names of what `naming` certainly means, two of each concept at most, for “expected …”.
pub(super) fn expected(lexicon: &Lexicon, naming: &Naming<'_>) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = Vec::new();
    for concept in naming.found.certain() {
        let mut forms = lexicon.concepts[concept].korean.iter().filter(|f| !f.contains("FIELD"));
        let Some(&first) = forms.next() else { continue };
        // 일등 서기관 and 주재무관 say nothing beside 1등 서기관 and 무관.
        let ending: String = first.chars().rev().take(2).collect();
        let second =
            forms.next().filter(|form| form.chars().rev().take(2).collect::<String>() != ending);
        for form in std::iter::once(first).chain(second.copied()) {
            if !names.contains(&form) {
                names.push(form);
            }
        }
    }
    names
}

/// “A”, “A or B”, “A, B or C”.
pub(super) fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

/// The concepts that `naming` certainly means.
pub(super) fn certain<'l>(
    lexicon: &'l Lexicon,
    naming: &Naming<'_>,
) -> impl Iterator<Item = &'l Concept> {
    let certain: Vec<Reading> =
        naming.found.readings.iter().filter(|r| r.certain).copied().collect();
    certain.into_iter().map(|reading| lexicon.concept(reading))
}

/// Which of `candidates` stands at the place in its side that is nearest to the place of `naming` in its
/// own: where several could be the rendering, translations keep the order. Places run from 0 to 1.
pub(super) fn nearest(place: f64, candidates: impl Iterator<Item = (usize, f64)>) -> Option<usize> {
    candidates
        .min_by(|(_, a), (_, b)| (a - place).abs().total_cmp(&(b - place).abs()))
        .map(|(index, _)| index)
}

/// How far into the segments of a side a naming stands, from 0 to 1.
pub(super) fn place(texts: &[crate::segment::Segment], naming: &Naming<'_>) -> f64 {
    let all: usize = texts.iter().map(|s| s.text.len()).sum();
    let before: usize =
        texts.iter().take_while(|s| s.index < naming.segment).map(|s| s.text.len()).sum();
    (before + naming.span.start) as f64 / all.max(1) as f64
}

/// Documents for the tests of the rules that look at titles and bodies.
#[cfg(test)]
pub(super) mod trial {
    use std::path::Path;

    use crate::{
        align::{Alignment, Bead},
        anchor::{Anchor, Anchors, Value, body, title},
        check::{Context, Finding, Rule},
        document::Document,
        segment::{Bitext, Half, presegmented},
        text::Language,
    };

    /// A finding in brief: the words marked in the source and in the target, and the suggestion.
    pub(in crate::check) type Brief = (String, String, String);

    fn anchors(half: &Half) -> Vec<Vec<Anchor>> {
        let segments = half.segments.iter().map(|segment| {
            let titles = title::find(&segment.text, &half.language, &[]).into_iter();
            let bodies = body::find(&segment.text, &half.language, &[]).into_iter();
            titles
                .map(|(span, title)| Anchor { span, value: Value::Title(title) })
                .chain(bodies.map(|(span, body)| Anchor { span, value: Value::Body(body) }))
                .collect()
        });
        segments.collect()
    }

    fn half(text: &str, language: &Language) -> Half {
        let document = Document::from_bytes(Path::new("half"), text.as_bytes(), None);
        presegmented(&document.expect("text"), language)
    }

    fn check(rule: &dyn Rule, source: &str, target: &str, beads: Vec<Bead>) -> Vec<Finding> {
        let bitext = Bitext {
            source: half(source, &Language::english()),
            target: half(target, &Language::korean()),
        };
        let anchors = Anchors { source: anchors(&bitext.source), target: anchors(&bitext.target) };
        let alignment = Alignment { beads };
        let context = Context::new(&bitext, &alignment, &anchors);
        let mut findings = Vec::new();
        rule.check(&context, &mut findings);
        findings
    }

    fn brief(finding: Finding) -> Brief {
        let words = |side: Option<crate::check::Side>| side.map_or_else(String::new, |s| s.text);
        (words(finding.source), words(finding.target), finding.suggestion.unwrap_or_default())
    }

    /// What a rule finds in pairs of segments, each a bead.
    pub(in crate::check) fn pairs(rule: &dyn Rule, pairs: &[(&str, &str)]) -> Vec<Brief> {
        findings(rule, pairs).into_iter().map(brief).collect()
    }

    /// The same, not shortened.
    pub(in crate::check) fn findings(rule: &dyn Rule, pairs: &[(&str, &str)]) -> Vec<Finding> {
        let (source, target): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
        let beads = (0..pairs.len())
            .map(|i| Bead { source: i..i + 1, target: i..i + 1, score: 1.0, cost: 0.0 })
            .collect();
        check(rule, &source.join("\n"), &target.join("\n"), beads)
    }

    /// What a rule finds in the note of 1957, aligned by hand, each with the first source segment.
    pub(in crate::check) fn note(rule: &dyn Rule) -> Vec<(usize, Brief)> {
        let ladder = include_str!("../../corpora/polish-note-1957/note.gold");
        let mut ends = (0, 0);
        let beads = ladder.lines().filter(|line| !line.is_empty()).map(|line| {
            let (source, target) = line.split_once(':').expect("two sides");
            let range = |side: &str, end: &mut usize| {
                let start = *end;
                *end += side.matches(',').count() + usize::from(side.contains(char::is_numeric));
                start..*end
            };
            let (source, target) = (range(source, &mut ends.0), range(target, &mut ends.1));
            Bead { source, target, score: 1.0, cost: 0.0 }
        });
        let beads = beads.collect();
        let source = include_str!("../../corpora/polish-note-1957/note.en.txt");
        let target = include_str!("../../corpora/polish-note-1957/note.ko.txt");
        let findings = check(rule, source, target, beads);
        let segment = |f: &Finding| f.source.as_ref().map_or(usize::MAX, |s| s.segments[0]);
        findings.into_iter().map(|f| (segment(&f), brief(f))).collect()
    }

    /// That a rule's own examples are what it says of them.
    pub(in crate::check) fn examples_hold(rule: &dyn Rule) {
        let explanation = rule.explanation();
        // An ellipsis stands between two beads.
        let split = |example: &crate::check::Example| {
            let (source, target) = (example.source.split(" … "), example.target.split(" … "));
            let beads: Vec<(&str, &str)> = source.zip(target).collect();
            pairs(rule, &beads)
        };
        assert_ne!(split(&explanation.true_example), [], "{}", explanation.name);
        assert_eq!(split(&explanation.false_example), [], "{}", explanation.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_written_as_in_a_sentence() {
        let cases: [(&[&str], &str); 3] = [
            (&["무관"], "무관"),
            (&["상", "장관"], "상 or 장관"),
            (&["상", "장관", "공사"], "상, 장관 or 공사"),
        ];
        for (names, expected) in cases {
            assert_eq!(either(names), expected);
        }
    }
}
