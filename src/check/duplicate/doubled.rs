//! Words that stand twice in a row inside a segment: “the the”, 그는 그는.

use std::{collections::BTreeSet, sync::LazyLock};

use crate::{
    language::role,
    text::{Folded, Span, table},
};

/// Words that are doubled on purpose, folded.
static REDUPLICATED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/reduplications.tsv");
    table::rows::<3>("reduplications.tsv", text).into_iter().map(|[word, _, _]| word).collect()
});

/// At most so many words are looked for in a row; a longer passage is a sentence.
const LONGEST: usize = 8;

/// A word between white space.
struct Piece<'t> {
    span: Span,
    /// As written, without punctuation around it.
    written: &'t str,
    /// Folded, without punctuation around it.
    plain: String,
    /// Whether punctuation stands before or after it.
    opens: bool,
    closes: bool,
}

fn words(text: &str) -> Vec<Piece<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split(char::is_whitespace) {
        let start = at;
        at += piece.len() + text[at + piece.len()..].chars().next().map_or(0, char::len_utf8);
        let mark = |c: char| !c.is_alphanumeric();
        let inner = piece.trim_matches(mark);
        if inner.is_empty() {
            if let Some(last) = words.last_mut() {
                let last: &mut Piece<'_> = last;
                last.closes |= !piece.is_empty();
            }
            continue;
        }
        let lead = piece.len() - piece.trim_start_matches(mark).len();
        let span = Span::new(start + lead, start + lead + inner.len());
        words.push(Piece {
            span,
            written: inner,
            plain: Folded::new(inner).text().to_owned(),
            opens: lead > 0,
            closes: start + piece.len() > span.end,
        });
    }
    words
}

/// Where each two stretches of words begin that are the same and follow each other directly, with nothing but white
/// space between all of their words, and the second of them; longest first wherever they overlap.
pub(super) fn doubled(text: &str) -> Vec<(usize, Span)> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = LONGEST.min((words.len() - at) / 2);
        let begins = at == 0 || text[..words[at].span.start].trim_end().ends_with(['.', '!', '?']);
        let count =
            (1..=longest).rev().find(|&count| is_doubled(&words[at..at + 2 * count], begins));
        let before = at.checked_sub(1).map(|at| &words[at]);
        let count = count.filter(|&count| !goes_on(before, &words[at..at + 2 * count]));
        let Some(count) = count else {
            at += 1;
            continue;
        };
        let again = &words[at + count..at + 2 * count];
        found.push((words[at].span.start, again[0].span.join(again[count - 1].span)));
        at += 2 * count;
    }
    found
}

/// Whether words stand twice by turns of phrase that go on: from time to time to …, day by day by ….
fn goes_on(before: Option<&Piece<'_>>, words: &[Piece<'_>]) -> bool {
    let [first, joint, ..] = words else { return false };
    let has_role = |word: &Piece<'_>, role| role::forms("en", role).contains(&word.plain.as_str());
    let is_from = before.is_some_and(|word| has_role(word, "from"));
    words.len() == 4
        && first.plain != joint.plain
        && (is_from && has_role(joint, "from-to") || has_role(joint, "again"))
}

fn is_doubled(words: &[Piece<'_>], begins: bool) -> bool {
    let (first, second) = words.split_at(words.len() / 2);
    let same = first.iter().zip(second).all(|(a, b)| a.plain == b.plain);
    // A mark between them makes a list, a cry or a new clause of them.
    let apart = |pair: &[Piece<'_>]| pair[0].closes || pair[1].opens;
    if !same || words.windows(2).any(apart) {
        return false;
    }
    if let [word] = first {
        // “the operators And and Or”: a word that is mentioned, unless its capital is that of a sentence.
        let mentioned = word.written != second[0].written && !begins;
        return is_telling(&word.plain) && !mentioned;
    }
    // Letters in every word: a row of figures or signs is a table.
    first.iter().all(|word| word.plain.chars().any(char::is_alphabetic))
        && first.iter().any(|word| word.plain != first[0].plain)
}

/// Whether a single word that stands twice is a slip: no word that is doubled for emphasis, and no
/// figure, letter or syllable by itself.
fn is_telling(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && !REDUPLICATED.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_written_twice_are_told_from_words_that_belong_twice() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str], &str); 20] = [
            ("He left the the meeting.",            &["the"],            "a word"),
            ("그는 그는 평양으로 돌아갔다.",            &["그는"],           "a word"),
            ("대사는 이 문제를 이 문제를 언급하였다.",   &["이 문제를"],       "two words"),
            ("He had had no time.",                 &[],                 "a pluperfect"),
            ("매우 매우 좋다.",                       &[],                 "emphasis"),
            ("하나 하나 살펴보았다.",                  &[],                 "one by one"),
            ("No, no!",                             &[],                 "a cry"),
            ("자유롭다 자유롭다, 자유롭다",              &["자유롭다"],        "a refrain is let pass if the original has one"),
            ("10 10 20 20",                         &[],                 "a table"),
            ("가 가 나 나",                          &[],                 "letters"),
            ("the Party. The Party decided",        &[],                 "a new sentence"),
            ("",                                    &[],                 "empty"),
            ("Kim Il Kim Il Sung",                  &["Kim Il"],         "part of a name"),
            ("join them with And and Or",           &[],                 "a word that is mentioned"),
            ("either AND or OR or both",            &[],                 "another, in capitals"),
            ("The the meeting was long.",           &["the"],            "the capital is the sentence's"),
            ("It rained. The the meeting ended.",   &["the"],            "of a later sentence"),
            ("from time to time to no avail",       &[],                 "a turn of phrase, and what goes on"),
            ("He went to went to the town.",        &["went to"],        "two words"),
            ("He met Kim Kim in the street.",       &["Kim"],            "a name written twice"),
        ];
        for (text, expected, why) in cases {
            let found: Vec<_> =
                doubled(text).into_iter().map(|(_, again)| again.of(text)).collect();
            assert_eq!(found, expected, "{text}: {why}");
        }
    }
}
