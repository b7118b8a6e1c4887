//! How a translation writes the names of its original, and what kind of name one is that it left in Latin
//! letters.
//!
//! A manual leaves names as they are, a news report does not, and of the names that a report leaves the
//! products and titles of works are left on purpose. What a reader would call an oversight is told by the
//! document itself: it writes the same name in Hangul elsewhere, or the name is a person's, or it is made of
//! ordinary words that have a translation.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
    sync::LazyLock,
};

use crate::{
    anchor::{Value, name::NameKind},
    reading::Context,
    segment::Segment,
    text::{Folded, Script, ScriptCounts, Span, Tongue, table},
};

/// A half with more than this share of Latin letters outside brackets lets names stand as they are. News have
/// 0.03 at most, software documentation 0.05 at least (a thousand pairs and more of each source of the pool).
const LATIN_SHARE: f64 = 0.04;

/// A name that stands in Latin letters in more segments than this is left so on purpose, whatever stands
/// elsewhere (Bitcoin, 비트코인).
const MOST_SLIPS: usize = 2;

/// So many short words tie a name together (Bank of the West).
const LONGEST_TIE: usize = 3;

/// Given names: they tell a person.
static GIVEN_NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/common-names.tsv");
    let rows = table::rows::<3>("common-names.tsv", text).into_iter();
    rows.flat_map(|[english, ..]| english.split('|')).map(str::to_lowercase).collect()
});

/// How a document writes names.
#[derive(Debug)]
pub(super) struct Habit {
    /// Whether it leaves them in Latin letters.
    pub(super) keeps_names: bool,
    /// The words, folded, of names that it writes in Hangul somewhere.
    rendered: BTreeSet<String>,
}

/// What a name in Latin letters is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// The document writes it in Hangul elsewhere.
    RenderedElsewhere,
    /// A person's name.
    Person,
    /// Made of ordinary words.
    OrdinaryWords,
    /// No more is known: perhaps a product or the title of a work.
    Unknown,
}

impl Left {
    /// The evidence of a finding.
    pub(super) fn evidence(self) -> &'static str {
        match self {
            Self::RenderedElsewhere => "rendered elsewhere",
            Self::Person => "person",
            Self::OrdinaryWords => "ordinary words",
            Self::Unknown => "name",
        }
    }
}

/// The most bytes of a name in brackets.
const LONGEST_GLOSS: usize = 256;

impl Habit {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let (source, target) = (&context.bitext.source.segments, &context.bitext.target.segments);
        let mut rendered = BTreeSet::new();
        for segment in target {
            rendered.extend(glossed(&segment.text).into_iter().flat_map(folded_words));
        }
        let names = |half: &'_ [Vec<crate::anchor::Anchor>]| -> Vec<(usize, Span, crate::anchor::name::Name)> {
            let of_half = half.iter().enumerate().flat_map(|(at, anchors)| {
                anchors.iter().filter_map(move |anchor| match &anchor.value {
                    Value::Name(name) => Some((at, anchor.span, name.clone())),
                    _ => None,
                })
            });
            of_half.collect()
        };
        let in_syllables: BTreeSet<String> = names(&context.anchors.target)
            .into_iter()
            .filter(|(at, span, _)| {
                span.of(&target[*at].text).chars().any(|c| Script::of(c) == Script::Hangul)
            })
            .flat_map(|(.., name)| name.keys())
            .collect();
        for (at, span, name) in names(&context.anchors.source) {
            if !name.derived
                && name.sure
                && name.keys().iter().any(|key| in_syllables.contains(key))
            {
                rendered.extend(folded_words(span.of(&source[at].text)));
            }
        }
        let mut left: HashMap<String, usize> = HashMap::new();
        for segment in target {
            let words = super::latin_runs(&segment.text).into_iter();
            let words = words.flat_map(|run| folded_words(run.of(&segment.text)));
            for word in words.collect::<BTreeSet<_>>() {
                *left.entry(word).or_default() += 1;
            }
        }
        // Some documents write no person in Hangul, however few they name.
        let keeps_all =
            in_syllables.is_empty() && rendered.is_empty() && people_left(context) >= MOST_SLIPS;
        rendered.retain(|word| left.get(word).is_some_and(|count| *count <= MOST_SLIPS));
        Self { keeps_names: keeps_all || latin_share(target) > LATIN_SHARE, rendered }
    }

    /// What the name in `words` is, which stands in the source segments `source`.
    pub(super) fn judge(&self, context: &Context<'_>, source: Range<usize>, words: &str) -> Left {
        let parts = folded_words(words);
        let longer: Vec<&String> = parts.iter().filter(|word| word.len() > LONGEST_TIE).collect();
        if !longer.is_empty() && longer.iter().all(|word| self.rendered.contains(*word)) {
            return Left::RenderedElsewhere;
        }
        if is_person(context, source, &parts) {
            return Left::Person;
        }
        let is_ordinary = |word: &&String| {
            let known =
                context.lexicon().map(|lexicon| lexicon.translations(word, Tongue::English));
            known.is_some_and(|known| !known.is_empty()) && !GIVEN_NAMES.contains(word.as_str())
        };
        let is_name = words
            .split(' ')
            .filter(|w| w.len() > LONGEST_TIE)
            .all(|w| w.starts_with(char::is_uppercase));
        if is_name && longer.len() >= 2 && longer.iter().all(is_ordinary) {
            return Left::OrdinaryWords;
        }
        Left::Unknown
    }
}

/// In how many segments of the target names of persons, by their first word, stand in Latin letters.
fn people_left(context: &Context<'_>) -> usize {
    let begins_with_given_name = |text: &str| {
        super::latin_runs(text).into_iter().any(|run| {
            let words = folded_words(run.of(text));
            words.len() > 1 && GIVEN_NAMES.contains(&words[0])
        })
    };
    let segments = context.bitext.target.segments.iter();
    segments.filter(|segment| begins_with_given_name(&segment.text)).count()
}

/// Whether the source speaks of these words as of a person: by a given name, or a title before or behind.
fn is_person(context: &Context<'_>, source: Range<usize>, parts: &[String]) -> bool {
    let [first, rest @ ..] = parts else { return false };
    if !rest.is_empty() && GIVEN_NAMES.contains(first) {
        return true;
    }
    source.into_iter().any(|segment| {
        let text = &context.bitext.source.segments[segment].text;
        let anchors = &context.anchors.source[segment];
        let names = anchors.iter().filter(|anchor| {
            matches!(&anchor.value, Value::Name(_))
                && folded_words(anchor.span.of(text)).iter().any(|word| parts.contains(word))
        });
        let has_title = |span: Span| {
            anchors.iter().any(|anchor| {
                matches!(anchor.value, Value::Title(_))
                    && (anchor.span.end < span.start
                        && text[anchor.span.end..span.start].trim().is_empty()
                        || span.end < anchor.span.start
                            && text[span.end..anchor.span.start].trim() == ",")
            })
        };
        names.into_iter().any(|anchor| {
            matches!(&anchor.value, Value::Name(name) if name.kind == NameKind::Person)
                || has_title(anchor.span)
        })
    })
}

/// The words of a name, folded.
fn folded_words(words: &str) -> Vec<String> {
    let folded = Folded::new(words);
    let words = folded.text().split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| word.len() >= 2).map(str::to_owned).collect()
}

/// What stands in brackets behind Hangul and begins with a capital: 진케(Ryan Zinke).
///
/// Linear: what is no gloss for its length is not looked through.
fn glossed(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        if !matches!(c, '(' | '[' | '（' | '〔') {
            continue;
        }
        let before = text[..at].chars().next_back();
        let inside = &text[at + c.len_utf8()..];
        let inside = &inside[..inside.floor_char_boundary(LONGEST_GLOSS)];
        let inside = &inside[..inside.find([')', ']', '）', '〕']).unwrap_or(0)];
        if before.is_some_and(|c| Script::of(c) == Script::Hangul)
            && inside.starts_with(|c: char| c.is_uppercase())
            && inside.chars().any(char::is_lowercase)
        {
            found.push(inside);
        }
    }
    found
}

/// The share of Latin letters among the letters of a half outside brackets.
fn latin_share(segments: &[Segment]) -> f64 {
    let (mut latin, mut letters) = (0, 0);
    for segment in segments {
        let mut depth = 0_usize;
        let outside = segment.text.chars().filter(|c| {
            match c {
                '(' | '[' | '（' | '〔' | '{' => depth += 1,
                ')' | ']' | '）' | '〕' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        let counts = ScriptCounts::of(&outside.collect::<String>());
        latin += counts.latin;
        letters += counts.letters();
    }
    latin as f64 / f64::from(u32::try_from(letters.max(1)).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_glossed_is_rendered() {
        let found = glossed(
            "라이언 진케(Ryan Zinke)는 유엔(UN)에서 (In this case) 합의(agreement)를 보았다.",
        );
        assert_eq!(found, ["Ryan Zinke"]);
    }
}
