//! Initials before a surname: A. I. Ivanov is 아. 이. 이바노브 and not 이. 아. 이바노브.
//!
//! An initial is written as the name of its letter or as the beginning of the name that it stands for, so that what
//! is compared is only whether it may begin with that sound. Reported are those that have changed places, each being
//! none of the letter in whose place it stands.

use std::{collections::HashMap, sync::LazyLock};

use crate::{
    language::ko::jamo::{IEUNG, decompose, is_syllable},
    reading::{
        Mark,
        names::{Placed, View},
    },
    rule::{Remark, Severity, direction},
    text::{Span, table},
};

/// For each Latin letter the jamo with which a syllable for it may begin: consonants, and vowels of syllables
/// without one.
static SOUNDS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/initials.tsv");
    let rows = table::rows::<3>("initials.tsv", text).into_iter();
    rows.filter_map(|[letter, sounds, _]| Some((letter.chars().next()?, sounds))).collect()
});

/// Whether a syllable may stand for an initial; true of letters that no table knows.
fn may_be(letter: char, syllable: char) -> bool {
    let Some(sounds) = SOUNDS.get(&letter) else { return true };
    let Some(syllable) = decompose(syllable) else { return true };
    let first = if syllable.initial == IEUNG { syllable.vowel } else { syllable.initial };
    sounds.contains(first)
}

/// The initials that have changed places before the names of a bead.
pub(super) fn findings(view: &View<'_>, bead: usize) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for &source in view.sources(bead) {
        let targets = || view.targets(bead).iter().filter(|t| t.name.is_same(source.name));
        let (Some(&target), 1) = (targets().next(), targets().count()) else { continue };
        let segments = &view.context.bitext;
        let (own, other) = (
            &segments.source.segments[source.segment].text,
            &segments.target.segments[target.segment].text,
        );
        let (letters, from) = before(own, source.span.start, char::is_uppercase);
        let (syllables, start) = before(other, target.span.start, is_syllable);
        if !are_exchanged(&letters, &syllables) {
            continue;
        }
        let spans = [Span::new(from, source.span.end), Span::new(start, target.span.end)];
        remarks.push(report(view, bead, [source, target], spans, &letters, &syllables));
    }
    remarks
}

/// Whether two or three initials are those of the other side in another order, and cannot be in this one.
fn are_exchanged(letters: &[char], syllables: &[char]) -> bool {
    let fits = |order: &[usize]| {
        order.iter().zip(syllables).all(|(&at, &syllable)| may_be(letters[at], syllable))
    };
    let orders: &[&[usize]] = match letters.len() {
        2 => &[&[1, 0]],
        3 => &[&[1, 0, 2], &[0, 2, 1], &[2, 1, 0], &[1, 2, 0], &[2, 0, 1]],
        _ => return false,
    };
    let in_place: Vec<usize> = (0..letters.len()).collect();
    letters.len() == syllables.len() && !fits(&in_place) && orders.iter().any(|order| fits(order))
}

/// The initials, each with its full stop, that end before `end`, and where they begin.
fn before(text: &str, end: usize, is_initial: impl Fn(char) -> bool) -> (Vec<char>, usize) {
    let (mut letters, mut start) = (Vec::new(), end);
    loop {
        let rest = text[..start].trim_end_matches(' ');
        let Some(rest) = rest.strip_suffix('.') else { break };
        let Some(letter) = rest.chars().next_back().filter(|&letter| is_initial(letter)) else {
            break;
        };
        let rest = &rest[..rest.len() - letter.len_utf8()];
        // The last letter of a longer word is no initial.
        if rest.chars().next_back().is_some_and(char::is_alphanumeric) {
            break;
        }
        letters.insert(0, letter);
        start = rest.len();
    }
    (letters, start)
}

fn report(
    view: &View<'_>,
    bead: usize,
    [source, target]: [Placed<'_>; 2],
    [latin, korean]: [Span; 2],
    letters: &[char],
    syllables: &[char],
) -> Remark {
    let bitext = &view.context.bitext;
    let words = [
        latin.of(&bitext.source.segments[source.segment].text),
        korean.of(&bitext.target.segments[target.segment].text),
    ];
    // The syllables in the order of the letters, where only one order fits.
    let mut left: Vec<char> = syllables.to_vec();
    let ordered: Vec<char> = letters
        .iter()
        .filter_map(|&letter| {
            let at = left.iter().position(|&syllable| may_be(letter, syllable))?;
            Some(left.remove(at))
        })
        .collect();
    let name = view.text(target);
    let initials: String = ordered.iter().flat_map(|syllable| [*syllable, '.', ' ']).collect();
    let suggestion = (ordered.len() == syllables.len()).then(|| format!("{initials}{name}"));
    Remark {
        bead,
        source: Some(Mark::Words { segment: source.segment, span: latin }),
        target: Some(Mark::Words { segment: target.segment, span: korean }),
        severity: Severity::Major,
        evidence: "initials".into(),
        message: direction::rendered(view.context, words[0], words[1])
            + ", with its initials exchanged",
        suggestion,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::name::NameRule, rule::trial::check_pairs};

    #[test]
    fn initials_keep_their_order() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, Option<&str>, &str)] = &[
            ("A. I. Ivanov signed.",   "이. 아. 이바노브가 서명하였다.", Some("아. 이. 이바노브"), "exchanged"),
            ("A. I. Ivanov signed.",   "아. 이. 이바노브가 서명하였다.", None, "in their order"),
            ("A.I. Ivanov signed.",    "아.이.이바노브가 서명하였다.",   None, "without spaces"),
            ("N. S. Khrushchev spoke.", "엔. 에쓰. 흐루쑈브가 연설하였다.", None, "the names of the letters"),
            ("N. S. Khrushchev spoke.", "느. 스. 흐루쑈브가 연설하였다.", None, "by their sounds"),
            ("N. S. Khrushchev spoke.", "스. 느. 흐루쑈브가 연설하였다.", Some("느. 스. 흐루쑈브"), "exchanged"),
            ("Y. Y. Ivanov signed.",   "이. 유. 이바노브가 서명하였다.", None, "either may be either"),
            ("A. I. Ivanov signed.",   "이바노브가 서명하였다.",       None, "left out"),
            ("A. I. Ivanov signed.",   "아. 이바노브가 서명하였다.",    None, "one left out"),
        ];
        for (source, target, expected, why) in cases {
            let found = check_pairs(&NameRule, &[(source, target)]);
            let found = found.iter().filter(|f| f.evidence == "initials");
            let suggestions: Vec<&str> = found.filter_map(|f| f.suggestion.as_deref()).collect();
            assert_eq!(
                suggestions,
                expected.iter().copied().collect::<Vec<_>>(),
                "{target}: {why}"
            );
        }
    }

    #[test]
    fn every_letter_has_its_sounds() {
        assert!(('A'..='Z').all(|letter| SOUNDS.contains_key(&letter)));
    }
}
