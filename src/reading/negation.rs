//! The words that negate in English and in Korean, and where they stand in a side of a bead.

use std::sync::LazyLock;

use crate::{
    reading::cue::{BeadText, PatternAt, Patterns},
    text::{Span, Tongue, table},
};

/// A negation in a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cue {
    pub(crate) span: Span,
    /// What the table calls it.
    pub(crate) name: &'static str,
}

type Row = [&'static str; 5];

static TABLE: LazyLock<Vec<Row>> =
    LazyLock::new(|| table::rows("negators.tsv", table::text!("negators.tsv")));

/// The patterns of a language: of the words that negate with what is read over, and of those that negate softly.
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

/// How a text negates.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Its negations.
    pub(crate) cues: Vec<Cue>,
    /// Where two negations affirm.
    pub(crate) doubles: Vec<Span>,
    /// How many words there are that may stand for a negation or for none.
    pub(crate) either: usize,
    /// How many of these have a negation in them.
    negating: usize,
    /// Whether a negation reaches over two words, each of which the other language may negate.
    is_shared: bool,
}

/// So many negations may stand for two that affirm.
const OF_DOUBLE: usize = 2;

impl Reading {
    pub(crate) fn of(side: Tongue, text: &str) -> Self {
        let kind = |place: &PatternAt| TABLE[place.row][2];
        let found = PATTERNS[side as usize][0].find(text);
        let spans = |wanted: &str| -> Vec<Span> {
            let of_kind = found.iter().filter(|place| kind(place) == wanted);
            of_kind.map(|place| place.span).collect()
        };
        let read_over: Vec<Span> =
            ["idiom", "double", "either"].into_iter().flat_map(spans).collect();
        let mut cues: Vec<Cue> = Vec::new();
        for place in found.iter().filter(|place| kind(place) == "not") {
            let is_new = cues.last().is_none_or(|last| last.span.end <= place.span.start);
            if is_new && !read_over.iter().any(|over| over.overlaps(place.span)) {
                cues.push(Cue { span: place.span, name: TABLE[place.row][3] });
            }
        }
        let reaches = |start: usize| cues.first().is_some_and(|first| start > first.span.end);
        let is_shared = spans("shared").iter().any(|span| reaches(span.start));
        let either = apart(&spans("either"));
        let negates = |span: &&Span| spans("not").iter().any(|negation| span.contains(*negation));
        let negating = either.iter().filter(negates).count();
        let doubles = apart(&spans("double"));
        Self { cues, doubles, either: either.len(), negating, is_shared }
    }

    /// How many negations more the other side may have.
    pub(crate) fn room(&self) -> usize {
        self.either + OF_DOUBLE * self.doubles.len() + usize::from(self.is_shared)
    }
}

/// Those of some places, given in order, that overlap none before them.
fn apart(spans: &[Span]) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| last.end <= span.start) {
            kept.push(*span);
        }
    }
    kept
}

/// The side that negates more often than the other can have meant, if one does.
pub(crate) fn surplus([english, korean]: &[Reading; 2]) -> Option<Tongue> {
    if korean.cues.len() > english.cues.len() + english.room() {
        Some(Tongue::Korean)
    } else {
        (english.cues.len() > korean.cues.len() + korean.room()).then_some(Tongue::English)
    }
}

/// How an English and a Korean text negate.
pub(crate) fn read([english, korean]: &[BeadText; 2]) -> [Reading; 2] {
    [Reading::of(Tongue::English, english.plain()), Reading::of(Tongue::Korean, korean.plain())]
}

/// Whether one of two texts has more negations than the other, so that what one of them says is turned round.
pub(crate) fn is_uneven(texts: &[BeadText; 2]) -> bool {
    let [english, korean] = read(texts);
    english.cues.len() + english.negating != korean.cues.len() + korean.negating
}

/// The words of a folded text that negate by their meaning, apart from its negations.
pub(crate) fn soft(side: Tongue, text: &str, cues: &[Cue]) -> Vec<Cue> {
    let found = PATTERNS[side as usize][1].find(text).into_iter();
    let apart = found.filter(|place| !cues.iter().any(|cue| cue.span.overlaps(place.span)));
    apart.map(|place| Cue { span: place.span, name: TABLE[place.row][3] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_understood() {
        for [language, _, kind, name, _] in TABLE.iter() {
            assert!(["en", "ko"].contains(language));
            assert!(
                ["idiom", "double", "either", "shared", "not", "soft"].contains(kind),
                "{kind}"
            );
            assert_eq!(name.is_empty(), ["idiom", "double"].contains(kind), "{name}");
        }
        LazyLock::force(&PATTERNS);
    }

    #[test]
    fn negations_are_counted_without_idioms() {
        #[rustfmt::skip]
        let cases = [
            (Tongue::English, "He did not come, nor did she; it isn't known.", "not isn't",     "plain ones; nor may be a second or none"),
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
            let found = Reading::of(side, &text).cues;
            let found: Vec<_> = found.iter().map(|c| c.span.of(&text)).collect();
            assert_eq!(found.join(" "), expected, "{text}: {why}");
        }
    }

    #[test]
    fn what_may_be_one_or_none_leaves_room() {
        #[rustfmt::skip]
        let cases = [
            // English                                          Korean                                   who negates too often
            ("He did not return until 1953.",                    "그는 1953년에야 돌아왔다.",                 None,                  "not until: only when"),
            ("He did not return until 1953.",                    "그는 1953년까지 돌아오지 않았다.",            None,                  "or as it stands"),
            ("The situation was anything but calm.",             "정세는 결코 평온하지 않았다.",                None,                  "not at all"),
            ("He remained silent.",                              "그는 아무 말도 하지 않았다.",                 None,                  "said nothing"),
            ("It was neither easy nor glamorous.",               "쉽지도 않고 화려하지도 않았다.",              None,                  "each denied"),
            ("It was neither easy nor glamorous.",               "쉽지도 화려하지도 않았다.",                  None,                  "both denied at once"),
            ("He can't read or write.",                          "그는 읽을 수 없고 쓸 수도 없다.",             None,                  "one negation reaches over two verbs"),
            ("He did not deny it.",                              "그는 그것을 인정하였다.",                    None,                  "what is negative negated"),
            ("It was easy.",                                     "그것은 어렵지 않았다.",                     None,                  "the same in Korean"),
            ("He could not but agree.",                          "그는 동의하였다.",                          None,                  "two negations affirm"),
            ("You cannot live without it.",                      "그것 없이는 살 수 없다.",                    None,                  "or stand as two"),
            ("The API has been deprecated.",                     "더 이상 사용되지 않는다.",                   None,                  "a word that may be negated"),
            ("More often than not he came.",                     "그는 대개 왔다.",                          None,                  "an idiom"),
            ("He came.",                                         "그는 오지 않았다.",                         Some(Tongue::Korean),  "a slip"),
            ("He did not come.",                                 "그는 왔다.",                              Some(Tongue::English), "a slip"),
            ("He could not agree.",                              "그는 동의하였다.",                          Some(Tongue::English), "no idiom"),
            ("He came or stayed.",                               "그는 오지 않았거나 남았다.",                 Some(Tongue::Korean),  "or without a negation before it"),
            ("It was hard.",                                     "그것은 흥미롭지 않았다.",                    Some(Tongue::Korean),  "another word denied"),
        ];
        for (english, korean, expected, why) in cases {
            let [english, korean] = [english, korean].map(str::to_lowercase);
            let readings =
                [Reading::of(Tongue::English, &english), Reading::of(Tongue::Korean, &korean)];
            assert_eq!(surplus(&readings), expected, "{english} / {korean}: {why} {readings:?}");
        }
    }
}
