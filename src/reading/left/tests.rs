//! What was left, told from what reads the same in any language.

use super::*;
use crate::{rule::trial::aligned, text::Language};

#[test]
fn what_was_left_is_told_from_what_reads_the_same_in_any_language() {
    let into_korean = [Some(Script::Latin), Some(Script::Hangul)];
    #[rustfmt::skip]
    let cases = [
        ("The mayor opened the new bridge.",           true,  Some(What::Sentence),  "a sentence"),
        ("Hungary buys apples from Korea",             true,  Some(What::Sentence),  "a headline with a verb"),
        ("Chapter Three: The Road to Wonsan",          true,  Some(What::Phrase),    "a heading with function words"),
        ("August 1956",                                true,  Some(What::Phrase),    "a month"),
        ("Visual Studio Code",                         true,  None,                  "a name"),
        ("Yamaguchi Center for Arts and Media",        true,  None,                  "an institution"),
        ("Stéfan van der Walt",                        true,  None,                  "a person"),
        ("Museo de la Ciudad",                         true,  None,                  "an institution of another language"),
        ("Wonsan Harbor to Open in May",               true,  Some(What::Phrase),    "a headline that begins with a name"),
        ("149 New Montgomery Street",                  true,  None,                  "an address"),
        ("The Center for Arts and Media",              true,  Some(What::Phrase),    "words that have translations"),
        (".. title: about",                            true,  None,                  "a directive"),
        ("from numpy import array",                    true,  None,                  "a line of code"),
        ("Python 3.12",                                true,  None,                  "a name with a version"),
        ("settings.toml",                              true,  None,                  "a file"),
        ("docker run --rm demo",                       true,  None,                  "a command with an option"),
        ("zypper refresh demo",                        true,  None,                  "a command without"),
        ("let total = sum(rows);",                     true,  None,                  "code"),
        ("AVPRF f. 0102, op. 12, p. 68, d. 5",         true,  None,                  "a shelf mark"),
        ("https://example.org/a/b",                    true,  None,                  "an address"),
        ("clean",                                      true,  None,                  "a command as a heading"),
        ("cargo build",                                true,  None,                  "a command of two words"),
        ("never",                                      true,  None,                  "the name of a type"),
        ("path, route",                                true,  None,                  "two names of one field"),
        ("Clean",                                      true,  None,                  "a word with a capital may be a name"),
        ("open the window",                            true,  Some(What::Phrase),    "words with grammar are no name"),
        ("green garden apples",                        true,  Some(What::Phrase),    "an entry of a list"),
        ("then run:",                                  true,  Some(What::Phrase),    "an introduction"),
        ("\"red\", \"green\", \"blue\"는 다 무슨 색이죠?",      false, None,                  "names in a Korean question"),
        ("parseNumbers와 parseLetters TypeScript 동작 변경", false, None,                  "names in a Korean heading"),
        ("home, garden, school 입니다.",                  false, None,                  "a Korean copula"),
        ("The road to the northern port(북쪽 항구로 가는 길).", false, None,              "a gloss as long as its words"),
        ("The mayor opened the new bridge(다리).",      false, Some(What::OtherWords), "a gloss of one word"),
        ("#!/usr/bin/env python3",                     true,  None,                  "the first line of a script"),
        ("Accept: image/*, */*",                       true,  None,                  "a line of a protocol"),
        ("Delegacja przybyła wczoraj(어제) do stolicy kraju.", false, Some(What::ThirdLanguage), "a gloss makes nothing Korean"),
        ("Lankov, Andrei. Crisis in North Korea. Honolulu, 2005, pp. 12-15.", true, None, "literature"),
        ("redirect는 the old tick and every timer event.", false, None,                "Korean around terms"),
        ("They never came back to the old house.",     false, Some(What::OtherWords), "a sentence of other words"),
        ("Kim Il Sung",                                false, None,                  "a name"),
        ("Delegacja przybyła wczoraj do stolicy kraju.", false, Some(What::ThirdLanguage), "Polish"),
        ("Delegacja przybyła wczoraj.",                false, Some(What::ThirdLanguage), "three words of it"),
        ("Делегация вчера прибыла в столицу.",         false, Some(What::ThirdLanguage), "Russian"),
        ("代表団は昨日首都に到着した。",                    false, Some(What::ThirdLanguage), "Japanese"),
        ("朝鮮民主主義人民共和國 外務省",                   false, None,                  "Hanja are Korean"),
        ("대표단은 어제 도착하였다.",                     false, None,                  "the language it should be in"),
        ("조선로동당 (Workers' Party of Korea)",         false, None,                  "a gloss longer than its name"),
    ];
    for (text, copied, expected, why) in cases {
        assert_eq!(what(text, copied, into_korean, true), expected, "{text}: {why}");
    }
    let into_english = [Some(Script::Hangul), Some(Script::Latin)];
    #[rustfmt::skip]
    let cases = [
        ("대표단은 어제 도착하였다.",   true,  Some(What::Sentence),      "a sentence"),
        ("제3장 원산으로 가는 길",      true,  Some(What::Phrase),        "a heading"),
        ("The mayor opened it.",      false, None,                      "the language it should be in"),
        ("Делегация прибыла вчера.",  false, Some(What::ThirdLanguage), "Russian"),
    ];
    for (text, copied, expected, why) in cases {
        assert_eq!(what(text, copied, into_english, false), expected, "{text}: {why}");
    }
}

#[test]
fn text_left_in_a_language_without_a_lexicon_is_told_by_its_sentences() {
    let polish = Some("pl".parse::<Language>().expect("a tag").script());
    #[rustfmt::skip]
    let cases = [
        ("Delegacja przybyła wczoraj do stolicy.",      true,  Some(What::Sentence),      "a sentence of the original"),
        ("Delegacja przybyła wczoraj do stolicy.",      false, Some(What::OtherWords),    "one of other words"),
        ("The delegation came to the town.",            false, Some(What::ThirdLanguage), "English"),
        ("Делегация вчера прибыла в столицу.",          false, Some(What::ThirdLanguage), "Russian"),
        ("Trybuna Ludu",                                true,  None,                      "a name"),
        ("Droga do Wonsan",                             true,  None,                      "perhaps a title"),
        ("Brzeziński H., Kowalski J., Nowak A.",        false, None,                      "names"),
        ("대표단은 어제 도착하였다.",                       false, None,                      "the language it should be in"),
    ];
    for (text, copied, expected, why) in cases {
        let scripts = [polish, Some(Script::Hangul)];
        assert_eq!(what(text, copied, scripts, false), expected, "{text}: {why}");
    }
}

#[test]
fn a_term_that_the_translation_keeps_in_its_text_is_left_rightly() {
    let kept = |text: &str, elsewhere: &[&str]| {
        let (bitext, ..) = aligned(&[], elsewhere, &vec![(0, 1); elsewhere.len()]);
        Kept::new(&bitext.target.segments, Some(Script::Hangul)).has(text)
    };
    #[rustfmt::skip]
    let cases = [
        ("the big table", "그는 the big table에서 일한다.", true,  "with a particle"),
        ("big table",     "the big table을 본다.",         true,  "a part of it"),
        ("big tab",       "the big table을 본다.",         false, "no part of a word"),
        ("the big table", "the big 큰 table",            false, "with a word between"),
        ("the big table", "the big table",              false, "a line of the same"),
        ("the very big red table", "the very big red table이 있다.", false, "too long for a term"),
    ];
    for (text, elsewhere, expected, why) in cases {
        assert_eq!(kept(text, &[elsewhere]), expected, "{text}: {why}");
    }
}

/// Sentences with what stands opposite.
type Pairs<'a> = &'a [(&'a str, &'a str)];

#[test]
fn what_a_document_leaves_is_told_with_what_it_repeats() {
    const BRIDGE: &str = "The mayor opened the new bridge.";
    const RUSSIAN: &str = "Делегация вчера прибыла в столицу.";
    type Told = (usize, What, Option<usize>);
    #[rustfmt::skip]
    let cases: &[(Pairs<'_>, &[Told], &str)] = &[
        (&[(BRIDGE, BRIDGE)], &[(0, What::Sentence, Some(0))], "a sentence as it stands opposite"),
        (&[(BRIDGE, "시장은 새 다리를 열었다."), ("He left.", BRIDGE)], &[(1, What::Sentence, Some(0))], "one of another bead"),
        (&[(BRIDGE, "시장은 새 다리를 열었다."), ("He left.", "그는 떠났다."), (BRIDGE, BRIDGE)], &[(2, What::Sentence, Some(2))], "of two copies that of the bead"),
        (&[(BRIDGE, BRIDGE), ("He spoke for an hour.", "He spoke for an hour.")],
         &[(0, What::Sentence, Some(0)), (1, What::Sentence, Some(1))], "lines of one paragraph, text as a whole"),
        (&[("He said it.", RUSSIAN)], &[(0, What::ThirdLanguage, None)], "a third language"),
        (&[(&format!("He said: {RUSSIAN}"), RUSSIAN)], &[], "which the original has too"),
        (&[(BRIDGE, "시장은 새 다리를 열었다.")], &[], "a translation"),
    ];
    for (pairs, expected, why) in cases {
        let (source, target): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
        let (bitext, alignment, anchors) = aligned(&source, &target, &vec![(1, 1); pairs.len()]);
        let context = Context::new(&bitext, &alignment, &anchors);
        let found: Vec<Told> =
            left(&context).iter().map(|left| (left.target, left.what, left.source)).collect();
        assert_eq!(found, *expected, "{why}");
    }
}

#[test]
fn lines_that_stand_in_one_order_on_both_sides_are_looked_at_together() {
    let texts = ["One.", "Two.", "Three."];
    #[rustfmt::skip]
    let cases = [
        // paragraphs of the source, of the target, the line of each segment
        ([0, 0, 0], [0, 0, 0], [0..3, 0..3, 0..3], "one paragraph"),
        ([0, 0, 1], [0, 0, 1], [0..2, 0..2, 2..3], "a paragraph ends"),
        ([0, 1, 1], [0, 0, 0], [0..1, 1..3, 1..3], "in the original alone"),
        ([0, 0, 0], [0, 1, 1], [0..1, 1..3, 1..3], "in the translation alone"),
    ];
    for (source, target, expected, why) in cases {
        let (mut bitext, ..) = aligned(&texts, &texts, &[(1, 1); 3]);
        for (half, own) in [(&mut bitext.source, source), (&mut bitext.target, target)] {
            half.segments.iter_mut().zip(own).for_each(|(segment, at)| segment.paragraph = at);
        }
        let originals = by_words(&bitext.source.segments);
        let found = same_lines(&bitext.source.segments, &bitext.target.segments, &originals);
        assert_eq!(found, expected, "{why}");
    }
    let (other, ..) = aligned(&["Two.", "One.", "Three."], &texts, &[(1, 1); 3]);
    let originals = by_words(&other.source.segments);
    let found = same_lines(&other.source.segments, &other.target.segments, &originals);
    assert_eq!(found, [0..1, 1..2, 2..3], "another order");
}

#[test]
fn a_name_in_a_program_is_one_or_two_small_words_without_grammar() {
    #[rustfmt::skip]
    let cases = [
        ("build",           true,  "a word"),
        ("never",           true,  "one of grammar may be a type"),
        ("cargo build",     true,  "two"),
        ("repo, route",     true,  "two names"),
        ("the apples",      false, "grammar beside another word"),
        ("Garden apples",   false, "a capital begins a heading"),
        ("garden Apples",   false, "or a name"),
        ("cargo build now", false, "an entry of a list"),
        ("then run:",       false, "a mark of text"),
    ];
    for (text, expected, why) in cases {
        let words: Vec<&str> = text.split(' ').map(|word| word.trim_matches([',', ':'])).collect();
        assert_eq!(is_called(text, &words), expected, "{text}: {why}");
    }
}
