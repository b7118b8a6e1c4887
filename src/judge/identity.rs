//! What a finding is called: a fingerprint over its rule and its words, the same after edits elsewhere, after
//! another segmentation and in another file.

use sha2::{Digest, Sha256};

use crate::{
    reading::Mark,
    segment::{Bitext, Half},
    text::{Folded, Span, hexadecimal},
};

/// How many words before and after those marked belong to a finding's identity. They tell two findings
/// with the same words apart, and are taken across segment borders, so that it makes no difference
/// where a sentence is cut.
const CONTEXT_WORDS: usize = 3;

/// The identity of what `rule` says of these words where they stand, and the one that it shares with what is said
/// of the same words elsewhere: 16 hexadecimal digits each.
pub(super) fn of(rule: &str, bitext: &Bitext, marks: [Option<&Mark>; 2]) -> [String; 2] {
    [CONTEXT_WORDS, 0].map(|around| {
        let halves = [&bitext.source, &bitext.target];
        let words = [0, 1].map(|at: usize| {
            marks[at].map_or_else(String::new, |mark| surrounded(halves[at], mark, around))
        });
        fingerprint(&[rule, &words[0], &words[1]])
    })
}

/// The folded words of `mark`, with `around` words of the half on either side of them.
fn surrounded(half: &Half, mark: &Mark, around: usize) -> String {
    let (index, span) = match mark {
        Mark::Words { segment, span } => (*segment, *span),
        Mark::Segment(index) => (*index, Span::new(0, half.segments[*index].text.len())),
        Mark::Apart { text, .. } => return normalised(text),
    };
    let segment = &half.segments[index];
    let inside = normalised(span.of(&segment.text));
    if around == 0 {
        return inside;
    }
    let before = half.segments[..index].iter().rev().map(|s| s.text.as_str());
    let after = half.segments[index + 1..].iter().map(|s| s.text.as_str());
    let first = std::iter::once(&segment.text[..span.start]).chain(before);
    let last = std::iter::once(&segment.text[span.end..]).chain(after);
    // Only the nearest words are folded: a segment may be as long as a book.
    let mut words: Vec<String> = first
        .flat_map(|text| {
            text.split_whitespace().rev().take(around).map(normalised).collect::<Vec<_>>()
        })
        .filter(|word| !word.is_empty())
        .take(around)
        .collect();
    words.reverse();
    words.push(inside);
    words.extend(
        last.flat_map(|text| {
            text.split_whitespace().take(around).map(normalised).collect::<Vec<_>>()
        })
        .filter(|word| !word.is_empty())
        .take(around),
    );
    words.join(" ")
}

/// Folded, with every run of white space made one space: what stays the same when a line is wrapped
/// anew or a quotation mark is changed.
pub(super) fn normalised(text: &str) -> String {
    Folded::new(text).text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// 16 hexadecimal digits that stand for some words.
pub(super) fn fingerprint(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\u{1f}").as_bytes());
    hexadecimal(&digest[..8])
}
