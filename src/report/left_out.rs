//! What of the files was not compared, and which languages they hold.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Input, Places, counted, rounded, word};
use crate::{
    document::{Document, Place},
    halves::{Kind, Part},
    segment::Bitext,
    text::{Language, Script, Span},
};

/// A stretch of a file that was not compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOut<'a> {
    /// `source` or `target`; a file that holds both languages is the source.
    pub file: &'static str,
    /// Byte offsets in that file.
    pub span: Span,
    /// Number of the line on which it begins, from 1; of the text made of it, if the file is none.
    pub line: usize,
    /// Where a file that is no text shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<&'a Place>,
    /// `furniture`, `verbatim`, `metadata` or `other-language`.
    pub kind: String,
    /// Why.
    pub reason: &'a str,
}

/// How much of a file is in a language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// `source` or `target`.
    pub file: &'static str,
    /// The language.
    pub language: Language,
    /// The share of the file's letters, from 0 to 1, to four digits.
    pub share: f64,
}

/// What was left out, file by file in the order of the lines.
pub fn left_out(input: &Input) -> Vec<LeftOut<'_>> {
    let places = [Places::new(&input.source), Places::new(input.target())];
    let left = parts(input).map(|(document, file, part, kind)| LeftOut {
        file,
        span: document.in_file(part.core),
        line: places[usize::from(file == "target")].of(part.core.start).line,
        place: document.place_at(part.core.start),
        kind,
        reason: &part.reason,
    });
    left.collect()
}

/// The parts that were left out, each with its document, the name of that file (`source`, `target`) and its kind.
pub(super) fn parts(
    input: &Input,
) -> impl Iterator<Item = (&Document, &'static str, &Part, String)> {
    let files = [
        ("source", &input.source, &input.source_parts),
        ("target", input.target(), &input.target_parts),
    ];
    files.into_iter().flat_map(|(file, document, parts)| {
        let parts = parts.iter().filter(|part| !part.core.is_empty());
        parts.filter_map(move |part| Some((document, file, part, kind(part, document)?)))
    })
}

/// What a part was left out as; none if it was not, or if it is a rule or an ornament without letters.
fn kind(part: &Part, document: &Document) -> Option<String> {
    if matches!(part.kind, Kind::Source | Kind::Target) {
        return None;
    }
    if part.kind != Kind::Unknown {
        // Kinds that readers of formats add are called what they are.
        return Some(word(&part.kind));
    }
    let has_letters = part.core.of(&document.text).contains(char::is_alphabetic);
    has_letters.then(|| "other-language".into())
}

/// The languages of each file by their share, the greatest first; what is missing to 1 is in none that is known.
pub fn languages(input: &Input, bitext: &Bitext) -> Vec<Share> {
    let [source, target] = [&bitext.source.language, &bitext.target.language];
    let mut files = vec![("source", &input.source, &input.source_parts)];
    files.extend(input.target.as_ref().map(|document| ("target", document, &input.target_parts)));
    let mut shares = Vec::new();
    for (file, document, parts) in files {
        let mut letters: BTreeMap<&Language, usize> = BTreeMap::new();
        let mut all = 0;
        if parts.is_empty() {
            // The segments were given: the file is in the language it is said to be in.
            let language = if file == "source" { source } else { target };
            if input.target.is_none() {
                // Units hold both.
                for half in [&bitext.source, &bitext.target] {
                    let own: usize = half.segments.iter().map(|segment| count(&segment.text)).sum();
                    all += own;
                    *letters.entry(&half.language).or_default() += own;
                }
            } else {
                all = count(&document.text);
                letters.insert(language, all);
            }
        }
        for part in parts {
            let count = count(part.core.of(&document.text));
            all += count;
            if let Some(language) = &part.language {
                *letters.entry(language).or_default() += count;
            }
        }
        let mut found: Vec<(&Language, usize)> =
            letters.into_iter().filter(|(_, n)| *n > 0).collect();
        found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        shares.extend(found.into_iter().map(|(language, count)| Share {
            file,
            language: language.clone(),
            share: rounded(count as f64 / all as f64),
        }));
    }
    shares
}

/// Letters of a text; a syllable or Chinese character counts as two.
fn count(text: &str) -> usize {
    let weight = |c: char| match Script::of(c) {
        Script::Hangul | Script::Han => 2,
        _ => usize::from(c.is_alphabetic()),
    };
    text.chars().map(weight).sum()
}

/// `furniture left out (9 lines): 1–9`, a line for each kind, with the file if there are two; empty if nothing
/// was left out.
pub fn lines(input: &Input) -> Vec<String> {
    let mut files = vec![(&input.source, &input.source_parts)];
    files.extend(input.target.as_ref().map(|document| (document, &input.target_parts)));
    // In the order in which the kinds first occur.
    let mut kinds: Vec<(String, Vec<String>, usize, bool)> = Vec::new();
    for (document, parts) in files {
        let places = Places::new(document);
        for (kind, count, ranges) in ranges(document, &places, parts) {
            let path = document.path.display();
            let text = if input.target.is_some() { format!("{path} {ranges}") } else { ranges };
            match kinds.iter_mut().find(|(other, ..)| *other == kind) {
                Some((_, texts, all, in_lines)) => {
                    texts.push(text);
                    *all += count;
                    *in_lines &= places.has_lines();
                }
                None => kinds.push((kind, vec![text], count, places.has_lines())),
            }
        }
    }
    let line = |(kind, texts, count, in_lines): (String, Vec<String>, usize, bool)| {
        let what = if in_lines { "line" } else { "passage" };
        let kind = if kind == "other-language" { "another language" } else { &kind };
        format!("{kind} left out ({}): {}", counted(count, what), texts.join("; "))
    };
    kinds.into_iter().map(line).chain(units(input)).collect()
}

/// `of 250 units 3 fuzzy, 2 empty`, of files that hold units; none where all are translated.
fn units(input: &Input) -> Option<String> {
    let counts = input.unit_counts();
    let told = counts.told();
    (!told.is_empty()).then(|| format!("of {} {told}", counted(counts.all, "unit")))
}

/// As many ranges of lines are told to people; programs get all.
const MOST_RANGES: usize = 16;

/// For each kind of part that was left out: how many lines it takes (passages of a file that has none), and the ranges of lines on which nothing
/// else stands between the first and the last.
fn ranges(
    document: &Document,
    places: &Places<'_>,
    parts: &[Part],
) -> Vec<(String, usize, String)> {
    let mut found: Vec<(String, Vec<(usize, usize)>)> = Vec::new();
    let mut open: Option<String> = None;
    for part in parts.iter().filter(|part| !part.core.is_empty()) {
        let Some(kind) = kind(part, document) else {
            open = None;
            continue;
        };
        // Of a file without lines every block is one.
        let line = |offset: usize| {
            if document.is_text() {
                places.of(offset).line
            } else {
                document.places.partition_point(|landmark| landmark.start <= offset)
            }
        };
        let (first, last) = (line(part.core.start), line(part.core.end));
        let at = found.iter().position(|(other, _)| *other == kind).unwrap_or_else(|| {
            found.push((kind.clone(), Vec::new()));
            found.len() - 1
        });
        let ranges = &mut found[at].1;
        match ranges.last_mut() {
            Some(range) if open.as_ref() == Some(&kind) || first <= range.1 + 1 => {
                range.1 = last;
            }
            _ => ranges.push((first, last)),
        }
        open = Some(kind);
    }
    let named = |number: usize| {
        let landmark = number.checked_sub(1).and_then(|index| document.places.get(index));
        landmark.map_or_else(|| number.to_string(), |landmark| landmark.place.to_string())
    };
    let shown = |&(first, last): &(usize, usize)| match (first == last, document.is_text()) {
        (true, _) => named(first),
        (false, true) => format!("{first}–{last}"),
        (false, false) => format!("{} to {}", named(first), named(last)),
    };
    let comma = if document.is_text() { ", " } else { "; " };
    let lines =
        |ranges: &[(usize, usize)]| ranges.iter().map(|(first, last)| last + 1 - first).sum();
    let found = found.into_iter().map(|(kind, ranges)| {
        let mut first: Vec<String> = ranges.iter().take(MOST_RANGES).map(shown).collect();
        if let more @ 1.. = ranges.len().saturating_sub(MOST_RANGES) {
            first.push(format!("and {more} more places"));
        }
        (kind, lines(&ranges), first.join(comma))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn what_was_left_out_is_told_with_file_line_and_reason() {
        let sample = sample::note();
        let [left] = &left_out(&sample.input)[..] else { panic!("one line is furniture") };
        assert_eq!((left.file, left.line, left.kind.as_str()), ("source", 1, "furniture"));
        assert_eq!(left.span.of(&sample.input.source.text), "Skip to content");
        assert_eq!(lines(&sample.input), ["furniture left out (1 line): 1"]);
    }

    #[test]
    fn text_in_another_script_is_a_kind_of_its_own() {
        let mut input = sample::note().input;
        for part in &mut input.source_parts[2..4] {
            (part.kind, part.language) = (Kind::Unknown, None);
        }
        let kinds: Vec<String> = left_out(&input).into_iter().map(|left| left.kind).collect();
        assert_eq!(kinds, ["furniture", "other-language", "other-language"]);
        assert_eq!(
            lines(&input),
            ["furniture left out (1 line): 1", "another language left out (2 lines): 4–5"]
        );
    }

    #[test]
    fn the_languages_of_a_file_add_up_to_all_of_it() {
        let sample = sample::note();
        let shares = languages(&sample.input, &sample.bitext);
        let tags: Vec<&str> = shares.iter().map(|share| share.language.tag()).collect();
        assert_eq!(tags, ["en", "ko"]);
        let all: f64 = shares.iter().map(|share| share.share).sum();
        assert!((all - 1.0).abs() < 1e-3, "{shares:?}");
    }
}
