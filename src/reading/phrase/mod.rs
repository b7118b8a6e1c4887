//! Cuts a segment into phrases that a translator may leave out: words, noun phrases, adjuncts, clauses.
//!
//! Without a parser: an English phrase begins at a preposition, conjunction, relative, determiner or
//! auxiliary or after a comma, and ends where another begins; a Korean one ends at a particle, a verb's
//! ending or a comma. Runs of neighbouring pieces are phrases too, so that they nest from a single
//! word up to a clause, and which of them it is that has no counterpart is decided by evidence.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::{Span, table};

/// What kind of phrase it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhraseKind {
    /// A word, or a few that belong together.
    Word,
    /// A noun with what belongs to it, or any other run of pieces.
    Noun,
    /// A preposition or particle with its noun: place, time, manner, means.
    Place,
    /// A clause, or whatever stands between two commas.
    Clause,
    /// What stands in brackets.
    Bracketed,
}

/// A phrase of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// Where it stands, without the punctuation around it.
    pub span: Span,
    /// What kind of phrase it is.
    pub kind: PhraseKind,
    /// How many words it has, as divided by spaces.
    pub words: usize,
}

/// No phrase is longer, in words.
const LONGEST: usize = 36;

/// No phrase has more pieces.
const MOST_PIECES: usize = 12;

/// Runs of neighbouring words are tried inside a piece up to this length.
const LONGEST_RUN: usize = 3;

static OPENERS: LazyLock<HashMap<(&str, &str), PhraseKind>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/phrase-words.tsv");
    let rows = table::rows::<4>("phrase-words.tsv", text);
    let kind = |name| match name {
        "clause" => PhraseKind::Clause,
        "place" => PhraseKind::Place,
        _ => PhraseKind::Noun,
    };
    rows.into_iter().map(|[language, form, name, _]| ((language, form), kind(name))).collect()
});

/// A word between spaces.
#[derive(Debug)]
struct Token {
    /// Without punctuation around it.
    span: Span,
    /// Whether punctuation stands before it: a comma behind the word before, or a bracket or quote.
    cut_before: bool,
    /// Whether a bracket opens before it.
    opens: bool,
    /// Whether a bracket closes behind it.
    closes: bool,
    /// What kind of phrase it opens (English) or closes (Korean).
    kind: Option<PhraseKind>,
}

/// The phrases of `text`, by start, then longest first; each span once.
///
/// Time is in proportion to the number of pieces.
pub fn phrases(text: &str, korean: bool) -> Vec<Phrase> {
    let tokens = tokens(text, korean);
    let starts: Vec<bool> = (0..=tokens.len()).map(|at| is_border(&tokens, at, korean)).collect();
    let mut found = Vec::new();
    for start in 0..tokens.len() {
        let mut pieces = 0;
        for end in start + 1..=tokens.len().min(start + LONGEST) {
            let whole = starts[start] && starts[end];
            pieces += usize::from(starts[end]);
            if pieces > MOST_PIECES {
                break;
            }
            let run = end - start <= LONGEST_RUN && pieces == usize::from(starts[end]);
            if !(whole || run) || end - start == tokens.len() {
                continue;
            }
            let span = tokens[start].span.join(tokens[end - 1].span);
            let kind = if whole { kind_of(&tokens, start, end, korean) } else { PhraseKind::Word };
            if !span.is_empty() && balanced(span.of(text)) {
                found.push(Phrase { span, kind, words: end - start });
            }
        }
    }
    found.sort_by_key(|phrase| (phrase.span.start, std::cmp::Reverse(phrase.span.end)));
    found.dedup_by_key(|phrase| phrase.span);
    found
}

/// Whether every bracket that opens inside also closes there: a gloss is not torn apart.
fn balanced(text: &str) -> bool {
    let count = |brackets: [char; 3]| text.matches(brackets).count();
    count(['(', '[', '（']) == count([')', ']', '）'])
}

/// Whether a phrase may begin before the token at `at` and end there.
fn is_border(tokens: &[Token], at: usize, korean: bool) -> bool {
    let Some(token) = tokens.get(at) else { return true };
    if at == 0 || token.cut_before || tokens[at - 1].closes {
        return true;
    }
    if korean { tokens[at - 1].kind.is_some() } else { token.kind.is_some() }
}

fn kind_of(tokens: &[Token], start: usize, end: usize, korean: bool) -> PhraseKind {
    let (first, last) = (&tokens[start], &tokens[end - 1]);
    if first.opens && last.closes {
        return PhraseKind::Bracketed;
    }
    let fenced = (start == 0 || first.cut_before)
        && tokens.get(end).is_none_or(|next| next.cut_before)
        && end - start >= 3;
    if fenced {
        return PhraseKind::Clause;
    }
    match if korean { last.kind } else { first.kind } {
        Some(PhraseKind::Clause) if end - start >= 3 => PhraseKind::Clause,
        Some(PhraseKind::Place) => PhraseKind::Place,
        _ if end - start == 1 => PhraseKind::Word,
        _ => PhraseKind::Noun,
    }
}

fn tokens(text: &str, korean: bool) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut comma = false;
    let mut at = 0;
    for word in text.split_whitespace() {
        let start = at + text[at..].find(word).unwrap_or(0);
        at = start + word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            comma = true;
            continue;
        }
        let offset = word.find(bare).unwrap_or(0);
        let span = Span::new(start + offset, start + offset + bare.len());
        let (before, after) = (&word[..offset], &word[offset + bare.len()..]);
        let opens = before.contains(['(', '[', '（', '〔']);
        found.push(Token {
            span,
            cut_before: comma || !before.is_empty(),
            opens,
            closes: after.contains([')', ']', '）', '〕']),
            kind: if korean { closing(bare) } else { opening(bare) },
        });
        comma = after.contains([',', ';', ':', '—', '–', '.', '、', '!', '?', ')', '”', '"']);
    }
    found
}

/// What kind of phrase an English word opens.
fn opening(word: &str) -> Option<PhraseKind> {
    OPENERS.get(&("en", word.to_lowercase().as_str())).copied()
}

/// What kind of phrase a Korean word closes, by the longest ending it is known by.
fn closing(word: &str) -> Option<PhraseKind> {
    // A word that is nothing but its ending (등, 때, 후) closes a phrase as well.
    let mut tails = word.char_indices().map(|(at, _)| &word[at..]);
    tails.find_map(|tail| OPENERS.get(&("ko", tail)).copied())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_segment_has_the_phrases_a_translator_leaves_out() {
        #[rustfmt::skip]
        let cases = [
            // text, a phrase in it, its kind
            ("The delegation was in the countries of people’s democracies, and the group worked.",
             "in the countries of people’s democracies", PhraseKind::Place),
            ("Heo Ga-i (toward the end of the war) was accused.", "toward the end of the war", PhraseKind::Bracketed),
            ("He said that the plan, which nobody had read, was good.", "which nobody had read", PhraseKind::Clause),
            ("They agreed on a date to visit the mission.", "the mission", PhraseKind::Noun),
            ("They agreed on a new date.", "new", PhraseKind::Word),
            ("이 대표단은 이 세 나라 중에서 제일 먼저 공장을 방문하였다.", "이 세 나라 중에서", PhraseKind::Place),
            ("그는 아무도 읽지 않은 계획을 좋다고 하였다.", "아무도 읽지 않은", PhraseKind::Clause),
            ("대표단은 공장을 방문하였고, 그들은 돌아갔다.", "대표단은 공장을 방문하였고", PhraseKind::Clause),
        ];
        for (text, phrase, kind) in cases {
            let all = phrases(text, text.contains('다'));
            let found = all.iter().find(|p| p.span.of(text) == phrase);
            assert_eq!(found.map(|p| p.kind), Some(kind), "{phrase} in {text}: {all:?}");
        }
    }

    #[test]
    fn phrases_begin_and_end_at_borders_and_words_anywhere() {
        let all = |text: &str, korean: bool| {
            let found = phrases(text, korean).into_iter();
            found
                .map(|p| format!("{} ({:?}, {})", p.span.of(text), p.kind, p.words))
                .collect::<Vec<_>>()
                .join("; ")
        };
        insta::assert_snapshot!(all("He left, tired and ill (at noon), for the old town.", false));
        insta::assert_snapshot!(all("그는 병든 몸으로, (정오에) 옛 도시를 떠났다.", true));
        assert_eq!(all("", false), "");
        assert_eq!(all("Gone!", false), "", "all of a segment is no phrase of it");
    }

    #[test]
    fn brackets_are_not_torn_apart() {
        let text = "They use a version control system (or VCS) at work.";
        let torn = |p: &Phrase| p.span.of(text).contains('(') && !p.span.of(text).contains(')');
        assert!(!phrases(text, false).iter().any(torn));
    }

    proptest! {
        #[test]
        fn phrases_lie_in_the_text(text in "[ a-zA-Z가-힣,.()“”0-9]{0,80}", korean: bool) {
            for phrase in phrases(&text, korean) {
                prop_assert!(!phrase.span.of(&text).trim().is_empty());
                prop_assert!(phrase.words >= 1);
            }
        }
    }
}
