use std::{collections::HashMap, sync::LazyLock};

use crate::{
    anchor::form::BODIES,
    text::{Language, Span},
};

/// Names shorter than this have neighbours that are names themselves (정치국, 정치부).
const SHORTEST: usize = 6;

/// From this length on a changed first or last syllable counts too; below it, it may make another name of
/// the same pattern (북조선, 남조선; 회, 회의).
const LONG: usize = 9;

/// How many syllables of a damaged name are expected to be whole at its beginning or at its end.
const ANCHOR: usize = 3;

/// Long names by their first and by their last three syllables: one slip cannot touch both.
struct Names {
    all: Vec<(String, Vec<char>)>,
    by_start: HashMap<[char; ANCHOR], Vec<usize>>,
    by_end: HashMap<[char; ANCHOR], Vec<usize>>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names: Vec<(String, Vec<char>)> = BODIES
        .long_korean_forms()
        .map(|form| (form.clone(), form.chars().collect::<Vec<char>>()))
        .filter(|(_, chars)| chars.len() >= SHORTEST)
        .collect();
    names.sort();
    names.dedup();
    let mut by_start: HashMap<_, Vec<usize>> = HashMap::new();
    let mut by_end: HashMap<_, Vec<usize>> = HashMap::new();
    for (number, (_, chars)) in names.iter().enumerate() {
        if let (Some(start), Some(end)) = (chars.first_chunk(), chars.last_chunk()) {
            by_start.entry(*start).or_default().push(number);
            by_end.entry(*end).or_default().push(number);
        }
    }
    Names { all: names, by_start, by_end }
});

/// The Korean words of `text` that are the name of a body or country with one syllable lost, doubled,
/// changed or swapped with its neighbour, each with the name that was meant, spaces left out.
///
/// Only names of six syllables and more are looked for, and nothing that is itself a name, a Northern or
/// Southern spelling of it, or a name of the same pattern is reported. Spans are byte offsets in `text`,
/// particles left out. Linear in the text.
pub fn damaged(text: &str) -> Vec<(Span, &'static str)> {
    let mut found: Vec<(Span, &'static str)> = Vec::new();
    let mut known: Option<Vec<Span>> = None;
    for run in hangul_runs(text) {
        if run.len() + 1 < SHORTEST {
            continue;
        }
        for (span, name) in NAMES.in_run(&run) {
            let known = known.get_or_insert_with(|| {
                let bodies = BODIES.find(text, &Language::korean(), &[]).into_iter();
                bodies.map(|(span, _)| span).collect()
            });
            // 북조선임시인민위원회 holds 조선…; a slip leaves no longer name whole.
            let whole = known
                .iter()
                .any(|k| k.contains(span) || k.len() > span.len() / 2 && k.overlaps(span));
            let again = found.iter().any(|(other, _)| other.overlaps(span));
            if !whole && !again {
                found.push((span, name));
            }
        }
    }
    found
}

impl Names {
    fn in_run(&'static self, run: &[(usize, char)]) -> Vec<(Span, &'static str)> {
        let mut found = Vec::new();
        for at in 0..run.len().saturating_sub(ANCHOR - 1) {
            let key = [run[at].1, run[at + 1].1, run[at + 2].1];
            for &number in self.by_start.get(&key).into_iter().flatten() {
                let (name, chars) = &self.all[number];
                for len in chars.len() - 1..=chars.len() + 1 {
                    found.extend(judge(run, at, at + len, name, chars));
                }
            }
            for &number in self.by_end.get(&key).into_iter().flatten() {
                let (name, chars) = &self.all[number];
                let end = at + ANCHOR;
                for len in chars.len() - 1..=chars.len() + 1 {
                    if let Some(start) = end.checked_sub(len) {
                        found.extend(judge(run, start, end, name, chars));
                    }
                }
            }
        }
        found
    }
}

/// The stretch `start..end` of a run, if it is `name` with one slip.
fn judge(
    run: &[(usize, char)],
    start: usize,
    end: usize,
    name: &'static str,
    chars: &[char],
) -> Option<(Span, &'static str)> {
    let word: Vec<char> = run.get(start..end)?.iter().map(|&(_, c)| c).collect();
    let same = |a: &[char], b: &[char]| a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let front = same(&word, chars);
    let back = {
        let reversed = |s: &[char]| s.iter().rev().copied().collect::<Vec<char>>();
        same(&reversed(&word), &reversed(chars))
    };
    let shorter = word.len().min(chars.len());
    let back = back.min(shorter - front.min(shorter));
    // Inside: neither the first nor the last syllable, which distinguish names of one pattern.
    let inside = chars.len() >= LONG || front >= 1 && back >= 2;
    let slip = match (word.len(), chars.len()) {
        (w, n) if w + 1 == n => front + back == w,
        (w, n) if w == n + 1 => front + back == n && is_doubled(&word, front),
        _ if front + back + 1 == chars.len() => is_misread(word[front], chars[front]),
        _ if front + back + 2 == chars.len() => {
            word[front] == chars[front + 1] && word[front + 1] == chars[front]
        }
        _ => false,
    };
    if !slip || !inside || front == 0 && start > 0 {
        return None;
    }
    let (last, c) = run[end - 1];
    Some((Span::new(run[start].0, last + c.len_utf8()), name))
}

/// Whether the syllable at `at` repeats a neighbour.
fn is_doubled(word: &[char], at: usize) -> bool {
    let c = word[at.min(word.len() - 1)];
    at > 0 && word[at - 1] == c || word.get(at + 1) == Some(&c)
}

/// Whether two syllables are alike enough to be mistaken: two of initial, vowel and final the same, but not
/// the ㄹ, ㄴ and ㅇ in which North and South differ (련, 연).
fn is_misread(a: char, b: char) -> bool {
    let parts = |c: char| {
        let code = (c as u32).wrapping_sub(0xac00);
        (code / 588, code / 28 % 21, code % 28)
    };
    let (x, y) = (parts(a), parts(b));
    let regional = |initial: u32| matches!(initial, 2 | 5 | 11);
    if (x.1, x.2) == (y.1, y.2) {
        return !(regional(x.0) && regional(y.0));
    }
    x.0 == y.0 && (x.1 == y.1 || x.2 == y.2)
}

/// Runs of Hangul syllables with their byte offsets.
fn hangul_runs(text: &str) -> Vec<Vec<(usize, char)>> {
    let mut runs = Vec::new();
    let mut run = Vec::new();
    for (at, c) in text.char_indices() {
        if matches!(c, '\u{ac00}'..='\u{d7a3}') {
            run.push((at, c));
        } else if !run.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
    }
    runs.push(run);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_one_slip_is_known() {
        let republic = "조선민주주의인민공화국";
        #[rustfmt::skip]
        let cases = [
            ("(전 조선민주주의인공화국 소련대사였던)", "조선민주주의인공화국",   republic, "a syllable lost"),
            ("조선민주주의인민민공화국은",             "조선민주주의인민민공화국", republic, "doubled, with a particle"),
            ("조선민주주의인민공하국의",               "조선민주주의인민공하국",   republic, "a vowel misread"),
            ("조선민주의주인민공화국",                 "조선민주의주인민공화국",   republic, "swapped"),
            ("최고인회의에서",                         "최고인회의",               "최고인민회의", "a short name"),
            ("중립국감위원회",                         "중립국감위원회",           "중립국감독위원회", "of an armistice organ"),
        ];
        for (text, word, name, why) in cases {
            let found: Vec<_> =
                damaged(text).into_iter().map(|(span, name)| (span.of(text), name)).collect();
            assert_eq!(found, [(word, name)], "{text}: {why}");
        }
    }

    #[test]
    fn other_names_are_no_slips() {
        #[rustfmt::skip]
        let cases = [
            ("조선민주주의인민공화국에서",     "whole"),
            ("조선로동당과 조선노동당",        "North and South"),
            ("북조선로동당과 남조선로동당",    "two parties"),
            ("국가기획위원회와 국가계획위원회", "both in the table"),
            ("국가건설위원회",                 "another commission"),
            ("중앙위원회와 중앙검열위원회",    "two organs"),
            ("루마니아인민공화국",             "a republic like others"),
            ("조선인민위원회",                 "another committee"),
            ("인민위원회의 결정",              "위원회 with a particle is not 위원회의"),
            ("대외문화연락위원회",             "the Southern spelling of 련락"),
        ];
        for (text, why) in cases {
            let found: Vec<_> =
                damaged(text).into_iter().map(|(span, name)| (span.of(text), name)).collect();
            assert_eq!(found, [], "{text}: {why}");
        }
    }
}
