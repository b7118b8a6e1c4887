//! `numbering`: the numbers and letters of a list that differ, are missing or stand only in the translation.
//!
//! Reads the mark at the beginning of each segment as an ordinal, whatever its style: 3., III., (c), 다), ③.

use std::collections::BTreeMap;

use crate::{
    language::role,
    reading::{Context, Mark},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
    segment::Segment,
    text::Span,
};

/// The rule.
pub(super) struct Numbering;

static EXPLANATION: Explanation = Explanation {
    name: "numbering",
    group: "form",
    issue: Issue::Numbers,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "the number of a list entry or section differs or is missing",
    details: "Reads the number or letter before a list entry or heading (3., 3), (3), III., c), 다., ㄷ), ③, \
        2.1) as an ordinal and compares it with that of the other side: the style may change, the ordinal may \
        not. A mark counts where its neighbours in the list are found on its side, so that the initials of a \
        name and the year at the beginning of a sentence are none. A list whose numbers were all left out is \
        reported once, and so are all lists of a document that has no numbers left. Numbers of articles and chapters (제3조) belong to `reference`.",
    true_example: Example {
        source: "1. The port of Nampo. 2. The railway to Hamhung. 3. The power station.",
        target: "1. 남포항. 2. 함흥행 철도. 4. 발전소.",
        comment: "The third entry became the fourth.",
    },
    false_example: Example {
        source: "a) The port of Nampo. b) The railway to Hamhung. c) The power station.",
        target: "가) 남포항. 나) 함흥행 철도. 다) 발전소.",
        comment: "Another style of the same order.",
    },
};

/// Where a character stands among the marks of lists that have a role: the syllables that count the entries of a
/// Korean list, and the letters that do, in the order of the South (that of the North begins alike).
fn place_in(role: &'static str, c: char) -> Option<usize> {
    role::korean(role).iter().position(|mark| mark.starts_with(c))
}

/// The shape of a mark; the marks of a list are of one shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Figures,
    Roman,
    Letter,
    Syllable,
    Jamo,
    Circled,
}

/// A mark as it can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reading {
    shape: Shape,
    /// The ordinal; of 2.1 both numbers.
    ordinal: Vec<u32>,
}

/// The mark before a list entry.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ListMark {
    segment: usize,
    span: Span,
    /// `i` may be one and the ninth letter.
    readings: Vec<Reading>,
}

impl ListMark {
    fn agrees(&self, other: &Self) -> bool {
        self.readings.iter().any(|a| other.readings.iter().any(|b| a.ordinal == b.ordinal))
    }

    /// Whether `next` is what follows in the list, or begins a list below this entry.
    fn precedes(&self, next: &Self) -> bool {
        self.readings.iter().any(|a| {
            next.readings.iter().any(|b| {
                let depth = a.ordinal.len();
                a.shape == b.shape
                    && depth == b.ordinal.len()
                    && a.ordinal[..depth - 1] == b.ordinal[..depth - 1]
                    && a.ordinal[depth - 1] + 1 == b.ordinal[depth - 1]
            })
        })
    }
}

/// The mark at the beginning of a segment.
fn mark(segment: &Segment) -> Option<ListMark> {
    let text = &segment.text;
    let first = text.chars().next()?;
    let found = |len, readings| {
        Some(ListMark { segment: segment.index, span: Span::new(0, len), readings })
    };
    if let Some(ordinal) = circled(first) {
        let reading = Reading { shape: Shape::Circled, ordinal: vec![ordinal] };
        return found(first.len_utf8(), vec![reading]);
    }
    let open = if matches!(first, '(' | '（') { first.len_utf8() } else { 0 };
    let body: &str = {
        let rest = &text[open..];
        let inner = |c: char| {
            c.is_ascii_alphanumeric()
                || c == '.'
                || place_in("list-syllable", c).is_some()
                || place_in("list-letter", c).is_some()
        };
        let end = rest.find(|c| !inner(c)).unwrap_or(rest.len());
        &rest[..end]
    };
    let after = &text[open + body.len()..];
    let closing = after.chars().next().filter(|&c| matches!(c, ')' | '）' | '．'));
    let (body, len) = match closing {
        Some(c) => (body.trim_end_matches('.'), open + body.len() + c.len_utf8()),
        None if open == 0 && body.ends_with('.') => (body.strip_suffix('.')?, body.len()),
        // 2.1 Ports: a number of two parts needs no stop.
        None if open == 0
            && body.contains('.')
            && body.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            (body, body.len())
        }
        None => return None,
    };
    let rest = &text[len..];
    if !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let readings = readings(body);
    if readings.is_empty() { None } else { found(len, readings) }
}

fn circled(c: char) -> Option<u32> {
    let code = u32::from(c);
    let from = |first: char| Some(code - u32::from(first) + 1);
    match c {
        '①'..='⑳' => from('①'),
        '⑴'..='⒇' => from('⑴'),
        '⒜'..='⒵' => from('⒜'),
        'ⓐ'..='ⓩ' => from('ⓐ'),
        'Ⅰ'..='Ⅻ' => from('Ⅰ'),
        'ⅰ'..='ⅻ' => from('ⅰ'),
        '㉠'..='㉭' => from('㉠'),
        '㉮'..='㉻' => from('㉮'),
        _ => None,
    }
}

fn readings(body: &str) -> Vec<Reading> {
    let read = |shape, ordinal| Reading { shape, ordinal };
    if body.starts_with(|c: char| c.is_ascii_digit()) {
        let parts: Option<Vec<u32>> =
            body.split('.').map(|part| part.parse().ok().filter(|&n| n < 1000)).collect();
        return parts.map(|ordinal| read(Shape::Figures, ordinal)).into_iter().collect();
    }
    let mut readings = Vec::new();
    if let Some(value) = crate::segment::roman_value(body) {
        readings.push(read(Shape::Roman, vec![value]));
    }
    let mut chars = body.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        let at = place_in("list-syllable", c).map(|at| (Shape::Syllable, at));
        let at = at.or_else(|| place_in("list-letter", c).map(|at| (Shape::Jamo, at)));
        let letter = c.is_ascii_alphabetic().then(|| {
            (
                Shape::Letter,
                usize::from(u8::try_from(c.to_ascii_lowercase()).unwrap_or(b'a') - b'a'),
            )
        });
        readings.extend(
            at.or(letter).map(|(shape, at)| read(shape, vec![u32::try_from(at).unwrap_or(0) + 1])),
        );
    }
    readings
}

/// A mark is looked for among so many marks before and after it.
const NEAREST: usize = 12;

/// The marks of a half that belong to a list: for each segment, if it has one.
fn listed(segments: &[Segment]) -> Vec<Option<ListMark>> {
    let marks: Vec<ListMark> = segments.iter().filter_map(mark).collect();
    let mut listed = vec![None; segments.len()];
    for (at, mark) in marks.iter().enumerate() {
        let before = &marks[at.saturating_sub(NEAREST)..at];
        let after = &marks[at + 1..marks.len().min(at + 1 + NEAREST)];
        let in_list = before.iter().any(|other| other.precedes(mark))
            || after.iter().any(|other| mark.precedes(other));
        if in_list {
            listed[mark.segment] = Some(mark.clone());
        }
    }
    listed
}

impl Rule for Numbering {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let halves = [&context.bitext.source.segments, &context.bitext.target.segments];
        let [in_source, in_target] = halves.map(|segments| listed(segments));
        let any = |listed: &[Option<ListMark>]| listed.iter().any(Option::is_some);
        let (has_source, has_target) = (any(&in_source), any(&in_target));
        let mut missing = Lost::new(true, &in_source);
        let mut added = Lost::new(false, &in_target);
        for (position, bead) in context.beads().filter(|(_, bead)| !bead.is_gap()) {
            // Also marks outside a list, for they may be the ones that are wrong.
            let marks = |segments: &[Segment]| -> Vec<ListMark> {
                segments.iter().filter_map(mark).collect()
            };
            let (source, target) = (marks(context.source(bead)), marks(context.target(bead)));
            let is_listed =
                |mark: &ListMark, listed: &[Option<ListMark>]| listed[mark.segment].is_some();
            let known = source.iter().any(|mark| is_listed(mark, &in_source))
                || target.iter().any(|mark| is_listed(mark, &in_target));
            if !known || source.len() > 1 && target.len() > 1 && source.len() != target.len() {
                continue;
            }
            for (s, t) in source.iter().zip(&target).filter(|(s, t)| !s.agrees(t)) {
                let (a, b) = (text_of(context.source(bead), s), text_of(context.target(bead), t));
                remarks.push(report(
                    position,
                    Some(s),
                    Some(t),
                    "replaced",
                    format!("the number {a} became {b}"),
                ));
            }
            for (lost, [own, other], listed, of_source) in [
                (&mut missing, [&source, &target], &in_source, true),
                (&mut added, [&target, &source], &in_target, false),
            ] {
                let marks = own.iter().filter(|mark| is_listed(mark, listed));
                for mark in marks {
                    let is_lost = own.len() == 1
                        && other.is_empty()
                        && !stands_near(context, position, mark, of_source);
                    lost.see(position, mark, is_lost);
                }
            }
        }
        missing.report(context, has_target, remarks);
        added.report(context, has_source, remarks);
    }
}

/// The marks of one half that have none opposite, by their lists.
struct Lost {
    of_source: bool,
    /// The list of each segment's mark, by the segment that begins it.
    lists: Vec<Option<usize>>,
    /// How many marks of each list were seen, and those of them that are lost, with their beads.
    seen: BTreeMap<usize, (usize, Vec<(usize, ListMark)>)>,
}

impl Lost {
    fn new(of_source: bool, listed: &[Option<ListMark>]) -> Self {
        let mut lists: Vec<Option<usize>> = vec![None; listed.len()];
        let marks: Vec<&ListMark> = listed.iter().flatten().collect();
        for (at, mark) in marks.iter().enumerate() {
            let before = marks[at.saturating_sub(NEAREST)..at].iter().rev();
            let last = before.into_iter().find(|other| other.precedes(mark));
            let list = last.and_then(|other| lists[other.segment]).unwrap_or(mark.segment);
            lists[mark.segment] = Some(list);
        }
        Self { of_source, lists, seen: BTreeMap::new() }
    }

    fn see(&mut self, position: usize, mark: &ListMark, is_lost: bool) {
        let Some(list) = self.lists[mark.segment] else { return };
        let (count, lost) = self.seen.entry(list).or_default();
        *count += 1;
        if is_lost {
            lost.push((position, mark.clone()));
        }
    }

    /// Says so of each mark, of a list that is lost as a whole once, and once of all lists where the other half
    /// `has_lists` nowhere.
    fn report(&self, context: &Context<'_>, has_lists: bool, remarks: &mut Vec<Remark>) {
        let mut lost: Vec<(bool, &[(usize, ListMark)])> = self
            .seen
            .values()
            .filter(|(_, lost)| !lost.is_empty())
            .map(|(count, lost)| (!has_lists || lost.len() > 1 && lost.len() == *count, &lost[..]))
            .collect();
        if !has_lists {
            lost.truncate(1);
        }
        for (is_whole, marks) in lost {
            let told = if is_whole { &marks[..1] } else { marks };
            for (position, mark) in told {
                let bead = &context.alignment.beads[*position];
                let side = if self.of_source { context.source(bead) } else { context.target(bead) };
                let number = text_of(side, mark);
                let message = match (self.of_source, is_whole) {
                    (true, true) => {
                        format!("the numbers of the list that begins with {number} are left out")
                    }
                    (true, false) => format!("the number {number} is left out"),
                    (false, true) => {
                        format!(
                            "the original has no numbers like {number} and those that follow it"
                        )
                    }
                    (false, false) => {
                        format!("the number {number} does not stand in the original")
                    }
                };
                remarks.push(if self.of_source {
                    report(*position, Some(mark), None, "missing", message)
                } else {
                    report(*position, None, Some(mark), "added", message)
                });
            }
        }
    }
}

/// Whether the other side has the number nearby in another way: as a segment of its own, inside its
/// first words, or in the next bead.
fn stands_near(context: &Context<'_>, position: usize, mark: &ListMark, of_source: bool) -> bool {
    let beads = &context.alignment.beads;
    let around = &beads[position.saturating_sub(1)..beads.len().min(position + 2)];
    around.iter().any(|bead| {
        let other = if of_source { context.target(bead) } else { context.source(bead) };
        other.iter().any(|segment| {
            let same = self::mark(segment).is_some_and(|found| found.agrees(mark));
            // 첫 번째, Firstly: read as a number; 제1, No. 1 by its figures.
            let anchors = if of_source { &context.anchors.target } else { &context.anchors.source };
            let start = segment
                .text
                .char_indices()
                .nth(FIRST_CHARS)
                .map_or(segment.text.len(), |(at, _)| at);
            let keys_of = |ordinal: &[u32]| {
                let last = ordinal.last().copied().unwrap_or_default();
                [format!("number:n:{last}"), format!("reference:r:{last}")]
            };
            let said = anchors[segment.index]
                .iter()
                .filter(|anchor| anchor.span.start < start)
                .any(|anchor| {
                    let keys = anchor.value.keys();
                    let is_key = |key: &String| keys.contains(key);
                    mark.readings.iter().any(|reading| keys_of(&reading.ordinal).iter().any(is_key))
                });
            same || said
        })
    })
}

/// So many characters of a segment are its beginning.
const FIRST_CHARS: usize = 12;

fn text_of<'a>(segments: &'a [Segment], mark: &ListMark) -> &'a str {
    let segment = segments.iter().find(|segment| segment.index == mark.segment);
    segment.map_or("", |segment| mark.span.of(&segment.text))
}

fn report(
    bead: usize,
    source: Option<&ListMark>,
    target: Option<&ListMark>,
    evidence: &'static str,
    message: String,
) -> Remark {
    let words = |mark: &ListMark| Mark::Words { segment: mark.segment, span: mark.span };
    Remark {
        bead,
        source: source.map(words),
        target: target.map(words),
        severity: Severity::Minor,
        evidence: evidence.into(),
        message,
        suggestion: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Texts<'a> = &'a [&'a str];

    use crate::rule::trial::{aligned, findings_of};

    fn found(source: &[&str], target: &[&str]) -> Vec<String> {
        let beads = vec![(1, 1); source.len()];
        let text =
            |side: Option<crate::reading::Side>| side.map_or(String::new(), |side| side.text);
        findings_of(&Numbering, &aligned(source, target, &beads))
            .into_iter()
            .map(|f| format!("{} {} > {}", f.evidence, text(f.source), text(f.target)))
            .collect()
    }

    #[test]
    fn ordinals_are_compared_across_styles() {
        #[rustfmt::skip]
        let cases: [(Texts, Texts, Texts, &str); 14] = [
            (&["1. A", "2. B"],      &["가. 갑", "나. 을"],    &[],                      "syllables"),
            (&["a) A", "b) B"],      &["ㄱ) 갑", "ㄴ) 을"],    &[],                      "letters"),
            (&["I. A", "II. B"],     &["1. 갑", "2. 을"],     &[],                      "Roman figures"),
            (&["(1) A", "(2) B"],    &["① 갑", "② 을"],      &[],                      "circled figures"),
            (&["1. Aims", "2. Means"], &["제1조 (목적)", "제2조 (수단)"], &[],           "articles of a law"),
            (&["1. A", "2. B"],      &["1. 갑", "3. 을"],     &["replaced 2. > 3."],    "another number"),
            (&["1. A", "2. B", "3. C"], &["1. 갑", "을", "3. 병"], &["missing 2. > "],   "one is missing"),
            (&["1. A", "2. B", "3. C"], &["갑", "을", "병"],  &["missing 1. > "],       "all are missing"),
            (&["A", "B"],            &["1. 갑", "2. 을"],     &["added  > 1."],         "all are added"),
            (&["1. A", "2. B", "x", "a) C", "b) D", "c) E"], &["1. 갑", "2. 을", "x", "병", "정", "무"],
                                                            &["missing a) > "],       "a whole list beside one that is kept"),
            (&["1. A", "2. B", "3. C", "x", "a) D", "b) E"], &["1. 갑", "2. 을", "병", "x", "정", "무"],
                                                            &["missing 3. > ", "missing a) > "], "the rest goes on"),
            (&["A", "B", "x", "1. C", "2. D", "3. E"], &["1. 갑", "2. 을", "x", "1. 병", "2. 정", "4. 무"],
                                                            &["replaced 3. > 4.", "added  > 1."], "and so it does behind one that is added"),
            (&["1. A", "2. B", "x", "a) C", "b) D"], &["갑", "을", "x", "병", "정"],
                                                            &["missing 1. > "],       "no list has numbers: once"),
            (&["V. Ivanov", "A. Kim"], &["이바노프", "김"],     &[],                      "initials"),
        ];
        for (source, target, expected, why) in cases {
            assert_eq!(found(source, target), expected, "{why}");
        }
    }

    #[test]
    fn a_number_in_words_is_none_missing() {
        let target = ["첫째 항구, 남포.", "둘째 철도, 함흥."];
        assert_eq!(found(&["1. The port of Nampo.", "2. The railway."], &target), [""; 0]);
    }
}
