//! A Korean person of the source in whose place the target has another that no table knows: no word of the
//! bead is a reading of the name, and one that is built like a name is no word of anything else.

use std::{collections::HashSet, sync::LazyLock};

use super::strange::{Latin, Stranger, ToldBy, coverage, words_at};
use crate::{
    anchor::name::{Style, beginning, gazetteer},
    language::ko::{
        josa::is_ending,
        romanise::{Romanised, is_surname_syllable},
    },
    reading::names::{Free, Placed, View},
    text::{Span, table},
};

static SYLLABLES: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/name-syllables.tsv");
    let rows = table::rows::<3>("name-syllables.tsv", text).into_iter();
    rows.filter_map(|[syllable, ..]| syllable.chars().next()).collect()
});

/// The name that stands for the only Korean person of a bead whom the target does not have.
pub(super) fn another<'a>(
    view: &View<'a>,
    bead: usize,
    unanswered: &[Placed<'a>],
    free: &[Free<'a>],
) -> Option<Stranger<'a>> {
    let mut missing =
        unanswered.iter().filter(|s| s.name.style == Style::Korean && view.told(s.name).is_none());
    let (source, None) = (*missing.next()?, missing.next()) else { return None };
    let mut candidates: Vec<Stranger<'a>> =
        free.iter().filter_map(|word| candidate(source, word)).collect();
    if candidates.is_empty() {
        return None;
    }
    // Whoever is named in the source of this bead or of one beside it stands for himself.
    let latin = Latin::of(view, bead);
    let named: Vec<Romanised> = view
        .sources_beside(bead)
        .filter(|s| s.name.style == Style::Korean)
        .filter_map(|s| {
            Romanised::new(&s.name.spellings.iter().map(String::as_str).collect::<Vec<_>>())
        })
        .collect();
    let cover = coverage(view, bead);
    candidates.retain(|c| {
        let is_word =
            cover.iter().flatten().filter(|(_, t, _)| *t == c.segment).any(|(_, _, coverage)| {
                words_at(&coverage.korean, c.span).any(|w| w.known || w.prob > 0.0)
            });
        let is_named = named.iter().any(|name| name.fits(c.text).is_some());
        // 현정부 is 정부 with 현: a noun may have before it what is a surname too.
        let given = &c.text[beginning(c.text, 1).len()..];
        // A single translation may be chance; what is met again and again has several.
        let is_noun = view.context.lexicon().is_none_or(|lexicon| {
            lexicon.korean_stem(given) == given && lexicon.english_of(given).len() > 1
        });
        (!is_noun || c.told_by == ToldBy::Title)
            && !is_word
            && !is_named
            && !latin.has(c.text)
            && !view.is_nearby(c.text, bead)
    });
    let first = candidates.first()?.text;
    if candidates.iter().any(|c| c.text != first) {
        return None;
    }
    candidates.into_iter().next()
}

/// A word that begins with a name of three syllables.
fn candidate<'a>(source: Placed<'a>, word: &Free<'a>) -> Option<Stranger<'a>> {
    let text = beginning(word.text, 3);
    let mut syllables = text.chars();
    let is_name = syllables.next().is_some_and(is_surname_syllable)
        && syllables.clone().count() == 2
        && syllables.all(|c| SYLLABLES.contains(&c));
    // 문제가 is 문제 with 가.
    let is_whole = word.ends.contains(&3) && !word.ends.contains(&2);
    if !is_name || !is_whole || !gazetteer::called(text).is_empty() {
        return None;
    }
    let last = text.chars().next_back().unwrap_or(' ');
    Some(Stranger {
        source,
        segment: word.segment,
        span: Span::new(word.span.start, word.span.start + text.len()),
        text,
        told_by: if is_ending(&word.text[text.len()..], last) {
            ToldBy::Shape
        } else {
            ToldBy::Title
        },
    })
}

#[cfg(test)]
mod tests {
    use crate::{check::name::NameRule, rule::trial::check_pairs};

    #[test]
    fn a_person_whom_no_table_knows_stands_for_another() {
        #[rustfmt::skip]
        let cases: &[(&str, &str, Option<&str>, &str)] = &[
            ("Then Jeong Geuk-rok spoke.", "이어서 최만길이 발언하였다.",   Some("최만길"), "nobody of the source"),
            ("Then Jeong Geuk-rok spoke.", "이어서 최만길동지가 발언하였다.", Some("최만길"), "with a title"),
            ("Then Jeong Geuk-rok spoke.", "이어서 현정부를 발언하였다.",   None, "a noun with what is a surname too"),
            ("Then Jeong Geuk-rok spoke.", "이어서 정극록이 발언하였다.",   None, "himself"),
            ("Then Jeong Geuk-rok spoke.", "이어서 그가 발언하였다.",       None, "he"),
            ("Then Jeong Geuk-rok spoke on the question.", "이어서 그가 문제를 발언하였다.", None, "a word"),
            ("Then he spoke.",             "이어서 최만길이 발언하였다.",   None, "named for him"),
        ];
        for (source, target, expected, why) in cases {
            let found = check_pairs(&NameRule, &[(source, target)]);
            let words: Vec<&str> =
                found.iter().filter_map(|f| f.target.as_ref()).map(|s| s.text.as_str()).collect();
            assert_eq!(words, expected.iter().copied().collect::<Vec<_>>(), "{target}: {why}");
        }
    }
}
