//! A Korean person of the source in whose place the target has another that no table knows: no word of the
//! bead is a reading of the name, and one that is built like a name is no word of anything else.

use std::{collections::HashSet, sync::LazyLock};

use super::strange::{Latin, Stranger, ToldBy, coverage, words_at};
use crate::{
    anchor::name::{Style, beginning, gazetteer, is_title},
    language::ko::{
        josa::is_ending,
        romanise::{Romanised, is_surname_syllable, surname_in_hangul},
    },
    reading::names::{Free, Placed, View},
    text::{Span, Tongue, table},
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
    let reading =
        Romanised::new(&source.name.spellings.iter().map(String::as_str).collect::<Vec<_>>());
    let namesake = |word| reading.as_ref().and_then(|reading| namesake(source, reading, word));
    let mut candidates: Vec<Stranger<'a>> =
        free.iter().filter_map(|word| namesake(word).or_else(|| candidate(source, word))).collect();
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
    // A surname of two syllables sounds like that of the one who is missing, whatever comes behind it.
    let is_of_two = |c: &Stranger<'_>| surname_of(c.text).chars().nth(1).is_some();
    candidates.retain(|c| {
        let is_word =
            cover.iter().flatten().filter(|(_, t, _)| *t == c.segment).any(|(_, _, coverage)| {
                words_at(coverage.of(Tongue::Korean), c.span)
                    .any(|w| w.known || w.prob > 0.0 && !is_of_two(c))
            });
        let is_named = named.iter().any(|name| name.fits(c.text).is_some());
        // 현정부 is 정부 with 현: a noun may have before it what is a surname too.
        let given = &c.text[surname_of(c.text).len()..];
        // A single translation may be chance; what is met again and again has several.
        let is_noun = given.chars().nth(1).is_some()
            && view.context.lexicon().is_none_or(|lexicon| {
                lexicon.stem(given) == given
                    && lexicon.translations(given, Tongue::Korean).len() > 1
            });
        (!is_noun || c.told_by == ToldBy::Title || c.told_by == ToldBy::TitleAndSurname)
            && !is_word
            && !is_named
            && (!latin.has(c.text) || is_of_two(c))
            && !view.is_nearby(c.text, bead)
    });
    let first = candidates.first()?.text;
    if candidates.iter().any(|c| c.text != first) {
        return None;
    }
    candidates.into_iter().next()
}

/// The surname that a Hangul name begins with: of two syllables if that leaves a given name.
fn surname_of(name: &str) -> &str {
    let two = beginning(name, 2);
    if two.len() < name.len() && surname_in_hangul(two) { two } else { beginning(name, 1) }
}

/// Whether a name of so many syllables ends where its word may and none that is shorter does: 문제가 is 문제 with 가,
/// and 박대통령이 a title behind a surname.
fn is_whole(word: &Free<'_>, surname: &str, syllables: usize) -> bool {
    let least = surname.chars().count();
    word.ends.contains(&syllables)
        && !(least + 1..syllables).any(|shorter| word.ends.contains(&shorter))
        && !is_title(&word.text[surname.len()..])
}

/// A word that begins with a name of three syllables and more with the surname of the one that is missing.
fn namesake<'a>(source: Placed<'a>, reading: &Romanised, word: &Free<'a>) -> Option<Stranger<'a>> {
    let text = [4, 3].into_iter().find_map(|syllables| {
        let text = beginning(word.text, syllables);
        let surname = surname_of(text);
        let given = text[surname.len()..].chars().count();
        let is_whole = is_whole(word, surname, syllables);
        let is_name =
            text.chars().count() == syllables && given <= 2 && reading.has_surname(surname);
        (is_whole && is_name).then_some(text)
    })?;
    // Whoever is known stands there for himself.
    if !gazetteer::called(text).is_empty() {
        return None;
    }
    Some(stranger(source, word, text, [ToldBy::Surname, ToldBy::TitleAndSurname]))
}

/// A word that begins with a name of three syllables.
fn candidate<'a>(source: Placed<'a>, word: &Free<'a>) -> Option<Stranger<'a>> {
    let text = beginning(word.text, 3);
    let mut syllables = text.chars();
    let is_name = syllables.next().is_some_and(is_surname_syllable)
        && syllables.clone().count() == 2
        && syllables.all(|c| SYLLABLES.contains(&c));
    if !is_name
        || !is_whole(word, beginning(word.text, 1), 3)
        || !gazetteer::called(text).is_empty()
    {
        return None;
    }
    Some(stranger(source, word, text, [ToldBy::Shape, ToldBy::Title]))
}

/// The name at the beginning of a word, told by the first of two where josa follows, else by the second.
fn stranger<'a>(
    source: Placed<'a>,
    word: &Free<'a>,
    text: &'a str,
    [plain, titled]: [ToldBy; 2],
) -> Stranger<'a> {
    let last = text.chars().next_back().unwrap_or(' ');
    Stranger {
        source,
        segment: word.segment,
        span: Span::new(word.span.start, word.span.start + text.len()),
        text,
        told_by: if is_ending(&word.text[text.len()..], last) { plain } else { titled },
    }
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
            ("Then Sŏnu Chin spoke.",      "이어서 선우혁이 발언하였다.",   Some("선우혁"), "another of his surname, of two syllables"),
            ("Then Tokko Chun spoke.",     "이어서 독고준이 발언하였다.",   None, "himself"),
            ("Then Tokko Chun spoke.",     "이어서 독고성이 발언하였다.",   Some("독고성"), "the same"),
            ("Then Namgung Ok spoke.",     "이어서 남궁혁이 발언하였다.",   Some("남궁혁"), "another of his surname, of two syllables"),
            ("Then Kim Du Bon spoke.",     "이어서 김두삼이 발언하였다.",   Some("김두삼"), "another of his surname"),
            ("Then Kim Du Bon spoke.",     "이어서 김두봉이 발언하였다.",   None, "himself, through Russian"),
            ("Then Jeong Geuk-rok spoke.", "이어서 정부가 발언하였다.",     None, "a word that begins like his surname"),
            ("Then Jeong Geuk-rok spoke.", "이어서 정당하게 발언하였다.",   None, "the same"),
            ("Then Pak Tae-won spoke.",    "이어서 박대통령이 발언하였다.", None, "his surname with a title"),
        ];
        for (source, target, expected, why) in cases {
            let found = check_pairs(&NameRule, &[(source, target)]);
            let words: Vec<&str> =
                found.iter().filter_map(|f| f.target.as_ref()).map(|s| s.text.as_str()).collect();
            assert_eq!(words, expected.iter().copied().collect::<Vec<_>>(), "{target}: {why}");
        }
    }
}
