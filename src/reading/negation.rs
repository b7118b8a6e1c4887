//! The words that negate in English and in Korean, and where they stand in a side of a bead.

use std::{collections::BTreeSet, sync::LazyLock};

use crate::{
    reading::cue::{BeadText, Patterns},
    text::{Span, table},
};

/// The English and the Korean side, in this order in all pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tongue {
    English,
    Korean,
}

/// A negation in a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) span: Span,
    /// What the table calls it.
    pub(crate) name: &'static str,
}

type Row = [&'static str; 5];

static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    table::rows("negators.tsv", include_str!("../../corpora/tables/negators.tsv"))
});

/// The patterns of a language: of the words that negate with the idioms, and of those that negate softly.
static PATTERNS: LazyLock<[[Patterns; 2]; 2]> = LazyLock::new(|| {
    ["en", "ko"].map(|wanted| {
        [false, true].map(|soft| {
            let rows = TABLE.iter().enumerate();
            let rows = rows.filter(|(_, [language, _, kind, ..])| {
                *language == wanted && (*kind == "soft") == soft
            });
            Patterns::new(wanted, rows.map(|(row, [_, form, ..])| (row, *form)))
        })
    })
});

/// The negations of a folded text.
pub(crate) fn negations(side: Tongue, text: &str) -> Vec<Cue> {
    let found = PATTERNS[side as usize][0].find(text);
    let (idioms, words): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|place| TABLE[place.row][2] == "idiom");
    let mut cues: Vec<Cue> = Vec::new();
    for place in words {
        let is_new = cues.last().is_none_or(|last| last.span.end <= place.span.start);
        if is_new && !idioms.iter().any(|idiom| idiom.span.overlaps(place.span)) {
            cues.push(Cue { span: place.span, name: TABLE[place.row][3] });
        }
    }
    cues
}

/// Whether an English and a Korean text have different numbers of negations, so that what one of them says
/// is turned round.
pub(crate) fn is_uneven([english, korean]: &[BeadText; 2]) -> bool {
    negations(Tongue::English, english.plain()).len()
        != negations(Tongue::Korean, korean.plain()).len()
}

/// The names of the words of a folded text that negate by their meaning.
pub(crate) fn soft(side: Tongue, text: &str, cues: &[Cue]) -> BTreeSet<&'static str> {
    let found = PATTERNS[side as usize][1].find(text).into_iter();
    let apart = found.filter(|place| !cues.iter().any(|cue| cue.span.overlaps(place.span)));
    apart.map(|place| TABLE[place.row][3]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_understood() {
        for [language, _, kind, name, _] in TABLE.iter() {
            assert!(["en", "ko"].contains(language));
            assert!(["idiom", "not", "soft"].contains(kind), "{kind}");
            assert_eq!(name.is_empty(), *kind == "idiom", "{name}");
        }
        LazyLock::force(&PATTERNS);
    }

    #[test]
    fn negations_are_counted_without_idioms() {
        #[rustfmt::skip]
        let cases = [
            (Tongue::English, "He did not come, nor did she; it isn't known.", "not nor isn't", "plain ones"),
            (Tongue::English, "not only the party, but no doubt the state",     "",              "idioms"),
            (Tongue::English, "See No. 5: nothing but delays",                  "",              "a number; only"),
            (Tongue::English, "No one could do without it",                     "no one without", "two"),
            (Tongue::Korean,  "그는 오지 않았고 아무도 몰랐다",                    "지 않 몰랐",     "a long and a lexical one"),
            (Tongue::Korean,  "당뿐만 아니라 국가도 떠날 수밖에 없었다",             "",              "not only; cannot but"),
            (Tongue::Korean,  "끊임없이 일하지 않으면 안 된다",                    "",              "constantly; must"),
            (Tongue::Korean,  "갈 수 없다",                                    "갈 수 없",       "cannot"),
            (Tongue::Korean,  "이것은 사실이 아니다",                            "이 아니",        "the copula"),
            (Tongue::Korean,  "평안남도 안주에서",                              "",              "안 in a name"),
            (Tongue::Korean,  "그런 일이 없지는 않았다",                         "",              "two negations"),
            (Tongue::Korean,  "감탄을 금치 못하였다",                            "",              "could not help it"),
            (Tongue::Korean,  "절반밖에 급료를 받지 못한다",                       "",              "only"),
            (Tongue::Korean,  "터무니없는 소리이다",                             "",              "absurd"),
            (Tongue::Korean,  "마땅치 아니하다",                                "치 아니하",       "contracted 하지"),
            (Tongue::Korean,  "비는 그치지 않았다",                             "그치지 않",       "a class of its own"),
            (Tongue::English, "It is not uncommon, not insignificant",          "",              "two negations each"),
            (Tongue::English, "He did not understand it; not united",           "not not",       "no two negations"),
            (Tongue::English, "They cannot live without it; why not go?",       "",              "two negations; a suggestion"),
            (Tongue::English, "He has yet to decide, lest he err",              "has yet to lest", "not so far; so that not"),
        ];
        for (side, text, expected, why) in cases {
            let text = text.to_lowercase();
            let found: Vec<_> = negations(side, &text).iter().map(|c| c.span.of(&text)).collect();
            assert_eq!(found.join(" "), expected, "{text}: {why}");
        }
    }
}
