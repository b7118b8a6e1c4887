//! `brackets`: a bracket of the translation that is never closed, or closes nothing.

use crate::{
    reading::{Context, Mark, cue::word_start},
    rule::{Example, Explanation, Issue, Languages, Remark, Rule, Severity},
    segment::{Half, Segment},
    text::Span,
};

/// The rule.
pub(super) struct Brackets;

static EXPLANATION: Explanation = Explanation {
    name: "brackets",
    group: "form",
    issue: Issue::Typographical,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "a bracket is opened and not closed, or closed and not opened",
    details: "Pairs round, square, curly, angle and corner brackets of the translation within a \
        paragraph, over sentence borders. A bracket that is also unpaired in the original is the \
        original's mistake and let pass, as are list marks such as `1)`, `a)` and `가)`, the marks of an \
        example (`ex)`, `예)`), arrows and emoticons.",
    true_example: Example {
        source: "The people removed (at the August plenum) were admitted into the party.",
        target: "즉, (8월 총회에서 쫓겨난 당원들이 당에 합류할 수 있게 되었다.",
        comment: "The bracket before 8월 is never closed.",
    },
    false_example: Example {
        source: "Comr. Pimenov brought up the issue of Heo Ga-I (secretary of the CC.",
        target: "피메노프 동지는 (중앙위원회 비서) 허가이 문제를 언급하였다.",
        comment: "The original forgot to close its bracket; the translation repaired it.",
    },
};

/// Brackets that are always used in pairs.
const PAIRS: [(char, char); 10] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('（', '）'),
    ('〔', '〕'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('【', '】'),
];

/// A bracket without a partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Unpaired {
    segment: usize,
    span: Span,
    /// Which of [`PAIRS`].
    pair: usize,
    opening: bool,
}

impl Rule for Brackets {
    fn explanation(&self) -> &'static Explanation {
        &EXPLANATION
    }

    fn check(&self, context: &Context<'_>, remarks: &mut Vec<Remark>) {
        let in_source = unpaired(&context.bitext.source);
        let in_target = unpaired(&context.bitext.target);
        for bracket in unjoined(context, in_target.clone()) {
            let Some(position) = context.alignment.bead_of_target(bracket.segment) else {
                continue;
            };
            let bead = &context.alignment.beads[position];
            let same = |other: &Unpaired| {
                bead.source.contains(&other.segment)
                    && other.opening == bracket.opening
                    && kind(other.pair) == kind(bracket.pair)
            };
            if in_source.iter().any(same) {
                continue;
            }
            let (open, close) = PAIRS[bracket.pair];
            let (message, evidence) = if bracket.opening {
                (format!("the bracket {open} is never closed"), "unclosed")
            } else {
                (format!("the bracket {close} closes nothing"), "unopened")
            };
            let segment = &context.bitext.target.segments[bracket.segment];
            let of_segment: Vec<&Unpaired> =
                in_target.iter().filter(|other| other.segment == bracket.segment).collect();
            if are_keys(segment, &of_segment) {
                continue;
            }
            remarks.push(Remark {
                bead: position,
                source: None,
                target: Some(Mark::Words {
                    segment: bracket.segment,
                    span: with_word(segment, bracket),
                }),
                severity: Severity::Minor,
                evidence: evidence.into(),
                message,
                suggestion: None,
            });
        }
    }
}

/// Those that have no partner in their bead either: a paragraph may be cut at the end of a line, and the bead joins it.
fn unjoined(context: &Context<'_>, found: Vec<Unpaired>) -> Vec<Unpaired> {
    let mut is_joined = vec![false; found.len()];
    let mut open: [Vec<usize>; PAIRS.len()] = std::array::from_fn(|_| Vec::new());
    let mut bead = None;
    for (at, bracket) in found.iter().enumerate() {
        let here = context.alignment.bead_of_target(bracket.segment);
        if here != bead {
            open.iter_mut().for_each(Vec::clear);
            bead = here;
        }
        if bracket.opening {
            open[bracket.pair].push(at);
        } else if let Some(partner) = open[bracket.pair].pop() {
            (is_joined[at], is_joined[partner]) = (true, true);
        }
    }
    let mut is_joined = is_joined.into_iter();
    found.into_iter().filter(|_| !is_joined.next().unwrap_or_default()).collect()
}

/// Half- and full-width brackets are one kind.
fn kind(pair: usize) -> char {
    match PAIRS[pair].0 {
        '（' => '(',
        other => other,
    }
}

/// The bracket with the word it touches, so that the place is easily seen.
fn with_word(segment: &Segment, bracket: Unpaired) -> Span {
    let text = &segment.text;
    if bracket.opening {
        let rest = &text[bracket.span.end..];
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        Span::new(bracket.span.start, bracket.span.end + word)
    } else {
        Span::new(word_start(text, bracket.span.start), bracket.span.end)
    }
}

/// The brackets of a half that have no partner in their paragraph, in order.
fn unpaired(half: &Half) -> Vec<Unpaired> {
    let mut found = Vec::new();
    let mut open: Vec<Unpaired> = Vec::new();
    let mut paragraph = None;
    for segment in &half.segments {
        if paragraph.replace(segment.paragraph) != Some(segment.paragraph) {
            found.append(&mut open);
        }
        let marks = list_mark(&segment.text);
        for (at, c) in segment.text.char_indices().filter(|(at, _)| *at >= marks) {
            let bracket = |pair, opening| Unpaired {
                segment: segment.index,
                span: Span::new(at, at + c.len_utf8()),
                pair,
                opening,
            };
            if let Some(pair) = PAIRS.iter().position(|(opens, _)| *opens == c) {
                open.push(bracket(pair, true));
            } else if let Some(pair) = PAIRS.iter().position(|(_, closes)| *closes == c) {
                if open.last().is_some_and(|last| is_interval(segment, last, pair, at)) {
                    open.pop();
                    continue;
                }
                // The nearest bracket of its kind; those opened inside it are left without partner.
                match open.iter().rposition(|other| other.pair == pair) {
                    Some(partner) => found.extend(open.drain(partner..).skip(1)),
                    None if is_emoticon(&segment.text[..at]) || is_label(&segment.text[..at]) => {}
                    None => found.push(bracket(pair, false)),
                }
            }
        }
    }
    found.append(&mut open);
    found.sort_by_key(|bracket| (bracket.segment, bracket.span));
    found
}

/// Whether a bracket at `at` closes what another kind opened: [start, end), which holds its start and not its end.
fn is_interval(segment: &Segment, opened: &Unpaired, closing: usize, at: usize) -> bool {
    /// Longer ones, in bytes, are no interval.
    const LONGEST: usize = 48;
    let kinds = [PAIRS[opened.pair].0, PAIRS[closing].0];
    if opened.segment != segment.index || !matches!(kinds, ['[', '('] | ['(', '[']) {
        return false;
    }
    let inside = &segment.text[opened.span.end..at];
    let ends: Vec<&str> = inside.split(',').collect();
    inside.len() <= LONGEST
        && ends.len() == 2
        && ends.iter().all(|end| !end.trim().is_empty() && !end.trim().contains(' '))
}

/// Whether the brackets of a segment name themselves, as keys do: ] / [ in the order in which none closes another.
fn are_keys(segment: &Segment, of_segment: &[&Unpaired]) -> bool {
    let stands_alone = |bracket: &Unpaired| {
        let is_apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "/,·`'".contains(c));
        is_apart(segment.text[..bracket.span.start].chars().next_back())
            && is_apart(segment.text[bracket.span.end..].chars().next())
    };
    matches!(of_segment, [one, other] if one.pair == other.pair && !one.opening && other.opening)
        && of_segment.iter().all(|bracket| stands_alone(bracket))
}

/// Length in bytes of a list mark such as `12)`, `iv)`, `a)` or `가 )` at the start of a segment.
fn list_mark(text: &str) -> usize {
    let Some(end) = text.find(')') else { return 0 };
    let mark = text[..end].trim_end();
    let number = mark.len() <= 3 && mark.bytes().all(|b| b.is_ascii_digit());
    let roman = mark.len() <= 4 && mark.bytes().all(|b| b"ivxIVX".contains(&b));
    let letter = mark.chars().count() == 1 && mark.chars().all(char::is_alphabetic);
    if !mark.is_empty() && (number || roman || letter) { end + 1 } else { 0 }
}

/// Whether a bracket closes what stands before a list or an example: `ex)`, `예)`, `나)`, `2)` inside a line. Where a
/// bracket was opened before it, it may be the end of that.
fn is_label(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let letters = |most: usize, is: fn(char) -> bool| {
        !word.is_empty() && word.chars().count() <= most && word.chars().all(is)
    };
    let label = letters(2, |c| c.is_ascii_lowercase())
        || letters(2, |c| c.is_ascii_digit())
        || letters(1, char::is_alphabetic);
    label && !before.contains(['(', '（'])
}

fn is_emoticon(before: &str) -> bool {
    before.ends_with([':', ';', '-', '^', '='])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::trial::{aligned, findings_of, marked_in};

    #[test]
    fn only_the_translations_own_unpaired_brackets_are_reported() {
        #[rustfmt::skip]
        let cases: [(&str, &str, &[&str], &str); 21] = [
            ("a (b) c",  "즉, (8월 총회에서 쫓겨난 당원들이", &["(8월"],    "never closed"),
            ("a (b c",   "가 (나 다",                      &[],          "nor in the original"),
            ("a (b c",   "가 (나) 다",                     &[],          "repaired"),
            ("a b",      "1) 가나 다",                     &[],          "a list mark"),
            ("a b",      "가) 나다",                       &[],          "a list mark"),
            ("a b",      "가 ) 나다",                      &[],          "a list mark, with a space"),
            ("a b",      "가나) 다라",                     &["가나)"],    "closes nothing"),
            ("a b",      "좋다 :)",                        &[],          "an emoticon"),
            ("a b",      "높이 ex) 10",                    &[],          "an example inside a line"),
            ("a b",      "다음과 같다. 예) 십 미터",          &[],          "the same in Korean"),
            ("a b",      "방법은 1) 걷기 2) 뛰기이다",        &[],          "list marks inside a line"),
            ("a b",      "방법은 a) 걷기 b) 뛰기이다",        &[],          "letters as list marks"),
            ("a b",      "(가 나) 다)",                    &["다)"],      "a bracket was opened before"),
            ("a b",      "그는 3월) 왔다",                  &["3월)"],     "a word is no label"),
            ("a b",      "1957) 그는 왔다",                 &["1957)"],    "nor is a year"),
            ("a b",      "그는 Kim) 왔다",                  &["Kim)"],     "nor a name"),
            ("a b",      "구간은 [시작, 끝)이다",            &[],          "an interval without its end"),
            ("a b",      "구간은 [시작과 그 끝, 마지막)이다",  &["[시작과", "마지막)"], "words are no interval"),
            ("a b",      "] / [ 키로 고친다",               &[],          "keys"),
            ("a b",      "] 키로 고친다",                  &["]"],       "one alone"),
            ("[a] (b)",  "허가이[Heo Ga-I (Ho Ka I)] 문제",  &[],          "nested"),
        ];
        for (source, target, marked, why) in cases {
            assert_eq!(marked_in(&Brackets, source, target), marked, "{why}");
        }
    }

    #[test]
    fn a_bracket_may_be_closed_in_a_later_sentence_of_the_paragraph() {
        let target = ["그는 (어제 왔다.", "오늘 갔다)."];
        let found = findings_of(&Brackets, &aligned(&["a", "b"], &target, &[(1, 1), (1, 1)]));
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_bracket_may_be_closed_in_the_next_line_of_its_bead() {
        #[rustfmt::skip]
        let cases = [
            (["외부 시스템(운영하는", "시스템 포함)으로부터"], 0, "a paragraph cut at the end of a line"),
            (["외부 시스템)운영하는", "시스템 (포함으로부터"], 2, "in the wrong order"),
            (["외부 (시스템 (운영하는", "포함)으로부터"], 1, "one of two"),
        ];
        for (target, count, why) in cases {
            let (mut bitext, alignment, anchors) = aligned(&["a"], &target, &[(1, 2)]);
            bitext.target.segments[1].paragraph = bitext.target.segments[0].paragraph + 1;
            let found = findings_of(&Brackets, &(bitext, alignment, anchors));
            assert_eq!(found.len(), count, "{why}: {found:?}");
        }
    }
}
