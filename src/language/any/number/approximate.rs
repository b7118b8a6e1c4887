//! Words that make a number approximate or a bound: about, more than, 약, 여, 이상, 100명이 넘는.
//!
//! They are looked for right before and right after a number and its counting word, through articles,
//! signs of currency and one particle; of several (“at least about”) the one with a direction counts.

use std::sync::LazyLock;

use crate::{
    text::{Span, table},
    value::Qualifier,
};

/// A qualifier in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Approximation {
    pub(crate) qualifier: Qualifier,
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether it is evidence of its own: not if the word may mean something else there.
    pub(crate) sure: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum QualifierPlace {
    Before,
    After,
    /// After the number and a particle: 100명이 넘는.
    Josa,
    /// After 보다: 100보다 많은.
    Than,
}

pub(crate) struct QualifierRow {
    language: &'static str,
    pub(crate) form: &'static str,
    pub(crate) place: QualifierPlace,
    pub(crate) qualifier: Qualifier,
    pub(crate) sure: bool,
}

static ROWS: LazyLock<Vec<QualifierRow>> = LazyLock::new(|| {
    const TABLE: &str = table::text!("approximators.tsv");
    let rows = table::rows::<6>("approximators.tsv", TABLE).into_iter();
    let mut rows: Vec<_> = rows
        .map(|[language, form, place, sense, weight, _]| QualifierRow {
            language,
            form,
            place: match place {
                "before" => QualifierPlace::Before,
                "after" => QualifierPlace::After,
                "josa" => QualifierPlace::Josa,
                "than" => QualifierPlace::Than,
                _ => panic!("approximators.tsv: unknown place {place}"),
            },
            qualifier: match sense {
                "about" => Qualifier::About,
                "nearly" => Qualifier::Nearly,
                "odd" => Qualifier::Odd,
                "more" => Qualifier::More,
                "less" => Qualifier::Less,
                _ => panic!("approximators.tsv: unknown sense {sense}"),
            },
            sure: weight == "sure",
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.form.len()));
    rows
});

/// How a language qualifies numbers.
#[derive(Debug)]
pub(crate) struct Reader {
    /// Its tag in the table of approximators.
    pub(crate) tag: &'static str,
    /// Words between an approximator and its number.
    pub(crate) articles: fn() -> &'static [&'static str],
    /// Whether what stands before an approximator denies it.
    pub(crate) is_negated: fn(&str) -> bool,
    /// Whether what stands before an approximator takes it for a preposition: talk about, control over.
    pub(crate) is_governed: fn(&str, &str) -> bool,
    /// Adds what stands inside and behind the number at a span, whose counting word is at the other.
    pub(crate) behind: fn(&str, Span, Option<Span>, &mut Vec<Approximation>),
    /// Whether a form found at a span of a text in small letters is that word.
    pub(crate) stands: fn(&str, &QualifierRow, Span) -> bool,
}

/// The approximators of a language that stand at that place, the longest first.
pub(crate) fn rows(
    language: &str,
    place: QualifierPlace,
) -> impl Iterator<Item = &'static QualifierRow> {
    ROWS.iter().filter(move |row| row.language == language && row.place == place)
}

/// The approximators of a language, the longest first.
pub(crate) fn all(language: &str) -> impl Iterator<Item = &'static QualifierRow> {
    ROWS.iter().filter(move |row| row.language == language)
}

/// What qualifies the number at `number` in `text`, where `unit` is its counting word.
pub(crate) fn around(
    text: &str,
    reader: &Reader,
    number: Span,
    unit: Option<Span>,
) -> Option<Approximation> {
    let mut found: Vec<Approximation> = Vec::new();
    before(text, number.start, reader, &mut found);
    (reader.behind)(text, number, unit, &mut found);
    let directed = |a: &&Approximation| a.qualifier != Qualifier::About;
    let sure = |a: &&Approximation| a.sure;
    let best = found.iter().find(|a| directed(a) && a.sure);
    let best = best.or_else(|| found.iter().find(sure)).or_else(|| found.first()).copied()?;
    // Bounds that contradict each other, as in “no more and no less”, say nothing sure.
    let opposite = found.iter().any(|a| {
        matches!(
            (a.qualifier, best.qualifier),
            (Qualifier::More, Qualifier::Less) | (Qualifier::Less, Qualifier::More)
        )
    });
    Some(Approximation { sure: best.sure && !opposite, ..best })
}

/// How many words of an accepted sense stand anywhere in `text`.
///
/// Only words that are hardly ever anything else count; a lower bound that stands before another (“more
/// than about”) is one with it.
pub(crate) fn count(text: &str, reader: &Reader, accepts: &dyn Fn(Qualifier) -> bool) -> usize {
    let lower = text.to_lowercase();
    let mut taken: Vec<(Span, bool)> = Vec::new();
    // Longest first, so that “no more than” is not “more than”.
    for row in all(reader.tag).filter(|row| row.place != QualifierPlace::Than) {
        for (at, _) in lower.match_indices(row.form) {
            let span = Span::new(at, at + row.form.len());
            if taken.iter().any(|(other, _)| other.overlaps(span)) {
                continue;
            }
            if (reader.stands)(&lower, row, span) {
                taken.push((span, row.sure && accepts(row.qualifier)));
            }
        }
    }
    taken.iter().filter(|(_, accepted)| *accepted).count()
}

/// The words before a number, through articles and signs of currency.
fn before(text: &str, start: usize, reader: &Reader, found: &mut Vec<Approximation>) {
    let mut head = &text[..start];
    for _ in 0..4 {
        head = head.trim_end();
        let bare = head.trim_end_matches(['$', '£', '€', '¥', '₩', '(']);
        let bare = bare.strip_suffix("US").unwrap_or(bare).trim_end();
        let bare = (reader.articles)()
            .iter()
            .find_map(|a| ends_with_word(bare, a))
            .map_or(bare, |at| &bare[..at]);
        let bare = bare.trim_end();
        let hit = rows(reader.tag, QualifierPlace::Before)
            .find_map(|row| ends_with_word(bare, row.form).map(|at| (row, at)));
        let Some((row, at)) = hit else { break };
        let negated = (reader.is_negated)(&bare[..at]);
        // “Over the years” is no bound, nor is that of which somebody talks about two things.
        let governed = (reader.is_governed)(&bare[..at], row.form);
        found.push(Approximation {
            qualifier: row.qualifier,
            span: Span::new(at, at + row.form.len()),
            sure: row.sure && !negated && !governed,
        });
        head = &bare[..at];
    }
}

/// Where `word` begins, if `text` ends with it as a word.
fn ends_with_word(text: &str, word: &str) -> Option<usize> {
    let at = text.len().checked_sub(word.len()).filter(|&at| text.is_char_boundary(at))?;
    (text[at..].eq_ignore_ascii_case(word) && !text[..at].ends_with(char::is_alphanumeric))
        .then_some(at)
}
