//! The words of a Korean half in which names are looked for, each once, with the places where a name
//! inside it may end: before josa, before a title written onto it (피메노프동지), or with the word.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::{
    language::ko::{jamo::is_syllable, josa::is_ending, transliterate::Sounds},
    segment::Segment,
    text::{Span, table},
};

/// A word of Hangul.
#[derive(Debug, Clone)]
pub(super) struct SyllabicWord {
    pub(super) text: String,
    pub(super) sounds: Sounds,
    /// Syllables after which a name may end, in ascending order.
    pub(super) ends: Vec<usize>,
    /// Where it stands: segment, and position in the segment's list of words.
    pub(super) places: Vec<(usize, usize)>,
}

/// The words of a half.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Every word once, in order of first occurrence.
    pub(super) distinct: Vec<SyllabicWord>,
    /// For each segment its words: index in `distinct`, and span.
    pub(super) by_segment: Vec<Vec<(usize, Span)>>,
}

static SUFFIXES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let text = table::text!("name-suffixes.tsv");
    table::rows::<3>("name-suffixes.tsv", text).into_iter().map(|[suffix, ..]| suffix).collect()
});

/// Those that say what a person is.
static TITLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let text = table::text!("name-suffixes.tsv");
    let rows = table::rows::<3>("name-suffixes.tsv", text).into_iter();
    rows.filter(|[_, kind, _]| *kind == "title").map(|[suffix, ..]| suffix).collect()
});

/// The longest of them, in syllables.
static LONGEST_SUFFIX: LazyLock<usize> =
    LazyLock::new(|| SUFFIXES.iter().map(|suffix| suffix.chars().count()).max().unwrap_or(0));

impl Words {
    /// Collects the words of a half. Linear in its length.
    pub(super) fn new(segments: &[Segment]) -> Self {
        let mut words = Self::default();
        let mut known: HashMap<String, usize> = HashMap::new();
        for (index, segment) in segments.iter().enumerate() {
            let mut here = Vec::new();
            for span in syllable_words(&segment.text) {
                let text = span.of(&segment.text);
                let id = *known.entry(text.to_owned()).or_insert_with(|| {
                    words.distinct.push(SyllabicWord {
                        text: text.to_owned(),
                        sounds: Sounds::new(text),
                        ends: ends(text),
                        places: Vec::new(),
                    });
                    words.distinct.len() - 1
                });
                words.distinct[id].places.push((index, here.len()));
                here.push((id, span));
            }
            words.by_segment.push(here);
        }
        words
    }
}

/// The spans of the runs of Hangul in a text.
pub(crate) fn syllable_words(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_syllable(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                spans.push(Span::new(from, at));
                start = None;
            }
            _ => {}
        }
    }
    spans
}

/// The numbers of syllables after which a name in `word` may end, in ascending order. Linear in its length.
pub(crate) fn ends(word: &str) -> Vec<usize> {
    let offsets: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).collect();
    let mut ends: Vec<usize> = offsets
        .iter()
        .enumerate()
        .filter(|&(_, &at)| {
            let before = word[..at].chars().next_back().unwrap_or(' ');
            closes(&word[at..], before, 2)
        })
        .map(|(n, _)| n + 1)
        .collect();
    if !word.is_empty() {
        ends.push(offsets.len() + 1);
    }
    ends
}

/// Whether `rest` is josa, or up to `depth` titles and then josa.
fn closes(rest: &str, before: char, depth: usize) -> bool {
    if is_ending(rest, before) {
        return true;
    }
    depth > 0
        && rest.char_indices().take(*LONGEST_SUFFIX).map(|(at, c)| at + c.len_utf8()).any(|at| {
            let (suffix, rest) = rest.split_at(at);
            let last = suffix.chars().next_back().unwrap_or(' ');
            SUFFIXES.contains(suffix) && closes(rest, last, depth - 1)
        })
}

/// Whether `rest` is the title of a person, and then perhaps josa: what stands before it may be a mere surname.
pub(crate) fn is_title(rest: &str) -> bool {
    rest.char_indices().take(*LONGEST_SUFFIX).map(|(at, c)| at + c.len_utf8()).any(|at| {
        let (suffix, rest) = rest.split_at(at);
        let last = suffix.chars().next_back().unwrap_or(' ');
        TITLES.contains(suffix) && (rest.is_empty() || is_ending(rest, last))
    })
}

/// The first `syllables` of a word.
pub(crate) fn beginning(text: &str, syllables: usize) -> &str {
    let end = text.char_indices().nth(syllables).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_stand_behind_a_surname() {
        let cases = [
            ("대통령이", true, "with josa"),
            ("동지", true, "alone"),
            ("성이", false, "성 is no title: 독고성이 is 독고성"),
            ("두삼이", false, "a given name"),
            ("", false, "nothing"),
        ];
        for (rest, expected, why) in cases {
            assert_eq!(is_title(rest), expected, "{rest}: {why}");
        }
    }

    #[test]
    fn a_name_may_end_before_josa_and_titles() {
        #[rustfmt::skip]
        let cases: &[(&str, &[usize])] = &[
            ("피메노프동지", &[4, 6]), ("김승화가", &[3, 4]), ("박창옥과", &[3, 4]),
            ("차베스당선인은", &[3, 6, 7]), ("리상조", &[3]),
        ];
        for (word, expected) in cases {
            let found = ends(word);
            assert!(expected.iter().all(|e| found.contains(e)), "{word}: {found:?}");
        }
    }

    #[test]
    fn a_word_without_end_is_read_at_once() {
        let word = "들에게는동지".repeat(20_000);
        assert_eq!(ends(&word).last(), Some(&word.chars().count()));
    }

    #[test]
    fn brackets_and_latin_letters_end_a_word() {
        let text = "브르조스토우스키[Brzostowski] 동지와(7월)";
        let words: Vec<&str> = syllable_words(text).iter().map(|s| s.of(text)).collect();
        assert_eq!(words, ["브르조스토우스키", "동지와", "월"]);
    }
}
