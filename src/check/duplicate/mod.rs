//! `duplicate`: something translated or copied twice.
//!
//! Three things: a segment that stands twice on one side and once on the other; two different segments
//! or bracketed notes with one and the same translation; words written twice in a row. Copies are found
//! by their shingles of letters (`similar`), doubled words by reading (`doubled`).

mod doubled;
mod notes;
mod similar;

use crate::{
    align::Bead,
    reading::{Context, Mark},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity, passage},
    segment::Half,
    text::{ScriptCounts, Span},
};
use similar::Plain;

/// The rule.
pub(super) struct Duplicate;

static EXPLANATION: Explanation = Explanation {
    name: "duplicate",
    group: "passages",
    issue: Issue::Duplication,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "a sentence, note or phrase stands twice where the other side has it once",
    details: "Looks in each half for segments that are the same, give or take a word, next to each other or \
        further away (then without a difference), and reports the copy where the other half has only one sentence for both. Two \
        different sentences with one and the same translation, and two different bracketed notes with one, \
        are reported with both sides marked: one of them was copied and not translated. A phrase that \
        stands twice in a row in a sentence is a finding, unless the other side doubles something too. \
        Refrains, rows of tables and headings that recur on both sides are let pass, as are short \
        sentences, words doubled for emphasis or mentioned (And and Or), sentences of parallel sections that differ in a \
        word, notes that stand with their translation more than once, and copies that differ in a number.",
    true_example: Example {
        source: "It was decided that further meetings would take place. No further meetings took place. \
            General An returned to Seoul on 3 May.",
        target: "그때 추가적인 회의를 개최하기로 결정하였다. 그러나 추가 회담은 이루어지지 않았다. 그러나 추가 회담은 \
            이루어지지 않았다. 안 장군은 5월 3일 서울로 돌아갔다.",
        comment: "The second sentence was translated, and pasted in again.",
    },
    false_example: Example {
        source: "He who does not work shall not eat. Such was the law. He who does not work shall not eat.",
        target: "일하지 않는 자는 먹지도 말라. 그것이 법이였다. 일하지 않는 자는 먹지도 말라.",
        comment: "The original says it twice.",
    },
};

/// The evidence of a copy on the side of the translation.
const COPY: &str = "copy";

/// … of a sentence that stands there twice and no more: headings, labels and cells recur by themselves, and what stands
/// three times is a refrain.
const SENTENCE_COPY: &str = "copied sentence";

/// Shorter sentences are answers and captions, which recur.
const SHORTEST_SENTENCE: usize = 40;

/// Shorter segments than this recur by themselves: headings, greetings, answers.
const SHORTEST_COPY: usize = 16;

/// Two different sentences may well have one translation if it is shorter than this.
const SHORTEST_SAME: usize = 30;

/// Sentences that differ by a word are copies only if they stand no further apart.
const NEIGHBOURS: usize = 2;

/// Below this share of common shingles two texts of the other side are different ones …
const DIFFERENT: f64 = 0.5;

/// … and for two copies with a segment of their own each, below this: “Click OK” and “Press OK” are
/// rightly translated alike.
const QUITE_DIFFERENT: f64 = 0.25;

/// Letters, of which a syllable of Hangul counts as two.
fn length(letters: &str) -> usize {
    let counts = ScriptCounts::of(letters);
    counts.letters() + counts.hangul + counts.han
}

impl Rule for Duplicate {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let plain = |half: &Half| -> Vec<Plain> {
            half.segments.iter().map(|segment| Plain::new(&segment.text)).collect()
        };
        let (source, target) = (plain(&context.bitext.source), plain(&context.bitext.target));
        let in_target = Doubles { context, is_target: true, own: &target, other: &source };
        let in_source = Doubles { context, is_target: false, own: &source, other: &target };
        in_target.copies(remarks);
        in_source.copies(remarks);
        notes::copied(context, remarks);
        for (position, bead) in context.beads() {
            in_target.doubled(position, bead, remarks);
        }
    }
}

/// One half, looked at from the point of view of the other.
struct Doubles<'a> {
    context: &'a Context<'a>,
    is_target: bool,
    own: &'a [Plain],
    other: &'a [Plain],
}

impl Doubles<'_> {
    fn half(&self) -> &Half {
        if self.is_target { &self.context.bitext.target } else { &self.context.bitext.source }
    }

    fn bead_of(&self, segment: usize) -> Option<usize> {
        let alignment = self.context.alignment;
        if self.is_target {
            alignment.bead_of_target(segment)
        } else {
            alignment.bead_of_source(segment)
        }
    }

    /// What stands opposite a bead's segments of this half.
    fn opposite<'b>(&self, bead: &'b Bead) -> &'b std::ops::Range<usize> {
        if self.is_target { &bead.source } else { &bead.target }
    }

    fn inside<'b>(&self, bead: &'b Bead) -> &'b std::ops::Range<usize> {
        if self.is_target { &bead.target } else { &bead.source }
    }

    /// Segments of this half that stand twice.
    fn copies(&self, remarks: &mut Vec<Remark>) {
        for (first, second) in similar::copies(self.half(), self.own, SHORTEST_COPY) {
            let (Some(one), Some(two)) = (self.bead_of(first), self.bead_of(second)) else {
                continue;
            };
            let beads = &self.context.alignment.beads;
            let (here, there) = (self.opposite(&beads[one]), self.opposite(&beads[two]));
            // How many times the other half has it.
            let likest = here
                .clone()
                .flat_map(|i| there.clone().map(move |j| (i, j)))
                .filter(|(i, j)| i != j)
                .map(|(i, j)| self.other[i].likeness(&self.other[j]))
                .fold(0.0, f64::max);
            // “To become a member, …”, “To become a chairman, …”: sentences of parallel sections are no copies.
            let exact = self.own[first].letters == self.own[second].letters;
            if !exact && second > first + NEIGHBOURS {
                continue;
            }
            // A bead that has one segment too many is spoilt by the copy.
            let spoilt = |at: usize| {
                let bead = &beads[at];
                one != two && self.inside(bead).len() > self.opposite(bead).len()
            };
            let both = one != two && !here.is_empty() && !there.is_empty();
            if both && !(likest < DIFFERENT && (spoilt(one) || spoilt(two))) {
                let short = length(&self.own[second].letters) < SHORTEST_SAME;
                // What the translation has twice is two different things in the original.
                if self.is_target && exact && !short && likest < QUITE_DIFFERENT {
                    remarks.push(self.same(one, two, first, second));
                }
                continue;
            }
            if likest >= DIFFERENT || self.stands_twice_near(&beads[one], &beads[two]) {
                continue;
            }
            // Of two like peas in a pod next to each other the second is the copy, whichever was paired.
            let apart = second > first + 1 || !exact;
            let first_is_gap = apart && here.is_empty() && !there.is_empty();
            let (copy, of) = if first_is_gap || both && spoilt(one) && !spoilt(two) {
                (first, second)
            } else {
                (second, first)
            };
            remarks.push(self.copy(copy, of));
        }
    }

    /// Whether the other half, too, has a sentence twice in the neighbourhood of the two beads.
    fn stands_twice_near(&self, one: &Bead, two: &Bead) -> bool {
        let (a, b) = (self.opposite(one), self.opposite(two));
        let start = a.start.min(b.start).saturating_sub(1);
        let end = (a.end.max(b.end) + 1).min(self.other.len());
        // Two copies far from each other are not compared with all that stands between.
        let near = (start..end).take(8).chain((start..end).rev().take(8)).collect::<Vec<_>>();
        let long = |at: usize| length(&self.other[at].letters) >= SHORTEST_COPY;
        near.iter().any(|&i| {
            let twice = |j: usize| i < j && self.other[i].likeness(&self.other[j]) >= DIFFERENT;
            long(i) && near.iter().any(|&j| long(j) && twice(j))
        })
    }

    fn evidence(&self, copy: usize) -> &'static str {
        let own = &self.own[copy].letters;
        let text = self.half().segments[copy].text.trim_start();
        let is_entry = text.starts_with(['-', '*', '•', '·', '|']);
        let is_sentence = !is_entry
            && passage::noun(text) == passage::SENTENCE
            && length(own) >= SHORTEST_SENTENCE
            && self.own.iter().filter(|plain| plain.letters == *own).count() <= 2;
        match (self.is_target, is_sentence) {
            (true, true) => SENTENCE_COPY,
            (true, false) => COPY,
            (false, _) => "original",
        }
    }

    fn copy(&self, copy: usize, of: usize) -> Remark {
        let context = self.context;
        let position = self.bead_of(copy).unwrap_or_default();
        let beads = &context.alignment.beads;
        let text = &self.half().segments[copy].text;
        // The sentence of the other half of which this is one rendering too many.
        let opposite = [position, self.bead_of(of).unwrap_or_default()]
            .into_iter()
            .map(|at| self.opposite(&beads[at]))
            .find(|range| range.len() == 1)
            .map(|range| Mark::Segment(range.start));
        let own = Some(Mark::Segment(copy));
        let (source, target) = if self.is_target { (opposite, own) } else { (own, None) };
        let message = if self.is_target {
            format!(
                "{} {} stands twice in the translation",
                passage::noun(text),
                passage::quoted(text)
            )
        } else {
            format!(
                "{} {} stands twice in the original and once in the translation",
                passage::noun(text),
                passage::quoted(text)
            )
        };
        Remark {
            bead: position,
            source,
            target,
            severity: if self.is_target { Severity::Major } else { Severity::Minor },
            evidence: self.evidence(copy).into(),
            message,
            suggestion: None,
        }
    }

    /// Two segments of the other half with one translation: marked where the two agree least.
    fn same(&self, one: usize, two: usize, first: usize, second: usize) -> Remark {
        let context = self.context;
        let beads = &context.alignment.beads;
        let (at, segment) =
            if beads[one].cost > beads[two].cost { (one, first) } else { (two, second) };
        let text = &self.half().segments[segment].text;
        let other = if segment == second { one } else { two };
        let rendered = &context.bitext.source.segments[beads[other].source.start].text;
        let source = Some(beads[at].source.clone()).filter(|range| range.len() == 1);
        Remark {
            bead: at,
            source: source.map(|range| Mark::Segment(range.start)),
            target: Some(Mark::Segment(segment)),
            severity: Severity::Major,
            evidence: "same translation".into(),
            message: format!(
                "{} also stands for {}: one of the two was copied",
                passage::quoted(text),
                passage::quoted(rendered)
            ),
            suggestion: None,
        }
    }

    /// Words written twice in a row in the segments of a bead.
    fn doubled(&self, position: usize, bead: &Bead, remarks: &mut Vec<Remark>) {
        let half = &self.half().segments[self.inside(bead).clone()];
        let found: Vec<(usize, Span)> = half
            .iter()
            .flat_map(|s| doubled::doubled(&s.text).into_iter().map(move |found| (s, found)))
            // “the data `data`”, “`Or` or”: one is the word, the other its name in the code.
            .filter(|(segment, (first, again))| {
                !segment.is_set_off(*first) && !segment.is_set_off(again.start)
            })
            .map(|(segment, (_, again))| (segment.index, again))
            .collect();
        if found.is_empty() {
            return;
        }
        // A refrain or an emphasis of the original is kept.
        if self
            .opposite(bead)
            .clone()
            .any(|i| repeats(&self.context.bitext.source.segments[i].text))
        {
            return;
        }
        for (segment, span) in found {
            let words = span.of(&self.half().segments[segment].text);
            remarks.push(Remark {
                bead: position,
                source: None,
                target: Some(Mark::Words { segment, span }),
                severity: Severity::Minor,
                evidence: "doubled words".into(),
                message: format!("{} is written twice", passage::quoted(words)),
                suggestion: None,
            });
        }
    }
}

/// Whether a text says something twice, in whatever way: the same words twice in a row, whatever mark
/// stands between them, or one word on both sides of a short one (“little by little”).
fn repeats(text: &str) -> bool {
    let folded = crate::text::Folded::new(text);
    let words: Vec<&str> =
        folded.text().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let in_a_row = |count: usize| words.windows(2 * count).any(|row| row[..count] == row[count..]);
    (1..=REPEATED_WORDS).any(in_a_row)
        || words
            .windows(3)
            .any(|three| three[0] == three[2] && three[0].len() > 3 && three[1].len() <= 3)
}

/// A refrain is at most so many words long.
const REPEATED_WORDS: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;

    type Texts<'a> = &'a [&'a str];

    /// Sizes of beads, source and target.
    type Sizes<'a> = &'a [(usize, usize)];

    use crate::rule::trial::{aligned, findings_of};

    const MET: &str = "No further meetings took place.";
    const MET_KO: &str = "그러나 추가 회담은 이루어지지 않았다.";
    const LONG_KO: &str = "그러나 그 후 여러 달 동안 양측의 추가 회담은 전혀 이루어지지 않았다.";
    const MORE_KO: &str = "그러나 그 후 여러 달 동안 양측의 추가 회담은 더는 이루어지지 않았다.";
    const YES: &str = "Yes.";
    const AN: &str = "General An returned to Seoul on 3 May.";
    const AN_KO: &str = "안 장군은 5월 3일 서울로 돌아갔다.";

    #[test]
    fn the_copy_that_has_nothing_opposite_is_the_surplus_one() {
        #[rustfmt::skip]
        let cases: [(Texts, Texts, Sizes, Option<usize>, &str); 9] = [
            (&[MET, AN], &[MET_KO, MET_KO, AN_KO],  &[(1, 1), (0, 1), (1, 1)], Some(1), "the second is a gap"),
            (&[MET, AN], &[MET_KO, MET_KO, AN_KO],  &[(0, 1), (1, 1), (1, 1)], Some(1), "as good as the first"),
            (&[AN, MET], &[MET_KO, AN_KO, MET_KO],  &[(0, 1), (1, 1), (1, 1)], Some(0), "the first is a gap"),
            (&[MET, AN], &[MET_KO, MET_KO, AN_KO],  &[(1, 2), (1, 1)],         Some(1), "both in one bead"),
            (&[MET, AN], &[MET_KO, AN_KO, MET_KO],  &[(1, 1), (1, 2)],         Some(2), "it spoils another bead"),
            (&[MET, AN, MET], &[MET_KO, AN_KO, MET_KO], &[(1, 1), (1, 1), (1, 1)], None, "a refrain"),
            (&["Yes.", AN], &["네.", "네.", AN_KO],   &[(1, 2), (1, 1)],         None, "too short to tell"),
            (&[MET, AN, YES, YES], &[LONG_KO, AN_KO, "네.", MORE_KO], &[(1, 1), (1, 1), (2, 1), (0, 1)], None,
             "far away and with another word"),
            (&[MET, AN], &[LONG_KO, MORE_KO, AN_KO],  &[(1, 1), (0, 1), (1, 1)], Some(1), "with another word next to it"),
        ];
        for (source, target, beads, copy, why) in cases {
            let found = findings_of(&Duplicate, &aligned(source, target, beads));
            let marked: Vec<_> =
                found.iter().map(|f| f.target.as_ref().map(|s| s.segments[0])).collect();
            assert_eq!(marked, copy.map(Some).into_iter().collect::<Vec<_>>(), "{why}: {found:?}");
        }
    }

    #[test]
    fn two_sentences_are_hardly_translated_by_one() {
        let long = "그러나 그 후 여러 달 동안 양측의 추가 회담은 전혀 이루어지지 않았다.";
        let other = "The ambassador spoke of the economic plan for the coming five years.";
        let same = "No further meetings took place in the following months between both sides.";
        let found = findings_of(
            &Duplicate,
            &aligned(&[same, AN, other], &[long, AN_KO, long], &[(1, 1), (1, 1), (1, 1)]),
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].evidence, "same translation");
        assert!(found[0].source.is_some() && found[0].target.is_some());
    }

    #[test]
    fn a_note_copied_from_another_is_reported() {
        #[rustfmt::skip]
        let cases = [
            (["[tilted stamp]", "No. 7 [illegible initials]"], ["[기울어진 소인]", "7호 [기울어진 소인]"], 1, "copied"),
            (["[tilted stamp]", "No. 7 [tilted stamp]"],       ["[기울어진 소인]", "7호 [기울어진 소인]"], 0, "the same note twice"),
            (["[tilted stamp]", "No. 7 [illegible initials]"], ["[기울어진 소인]", "7호 [판독불가 서명]"], 0, "two notes"),
            (["(a)", "(b)"],                                   ["(가)", "(가)"],                     0, "too short"),
            (["the roof (if there is one) and walls (without the windows)", "walls (if there is one)"],
             ["벽(창문은 빼고 말이다)과 지붕(그것이 있는 경우)", "벽(그것이 있는 경우)"], 0, "two notes in another order"),
            (["the roof (if there is one) and walls (without the windows)", "walls (painted in the spring)"],
             ["벽(창문은 빼고 말이다)과 지붕(그것이 있는 경우)", "벽(그것이 있는 경우)"], 1, "that order excuses no third"),
        ];
        for (source, target, count, why) in cases {
            let found = findings_of(&Duplicate, &aligned(&source, &target, &[(1, 1), (1, 1)]));
            assert_eq!(found.len(), count, "{why}: {found:?}");
        }
    }

    #[test]
    fn a_word_written_twice_is_let_pass_where_the_original_repeats_itself() {
        let twice = "그는 그는 평양으로 돌아갔다.";
        for (source, count) in
            [("He returned to Pyongyang.", 1), ("He, he returned to Pyongyang.", 0)]
        {
            let found = findings_of(&Duplicate, &aligned(&[source], &[twice], &[(1, 1)]));
            assert_eq!(found.len(), count, "{source}: {found:?}");
        }
    }
}
