use encoding_rs::{EUC_KR, WINDOWS_1252};

use super::{Filter, Kind, View};
use crate::{
    corpus::pair::{Pair, Side},
    text::Script,
};

/// What was read in another encoding than it was written in.
pub(super) const MOJIBAKE: Filter = Filter {
    name: "mojibake",
    about: "characters that were read in a wrong encoding",
    limit: |_| "any".into(),
    kind: Kind::Pair(mojibake),
};

/// The bytes of two replacement characters in UTF-8, read as CP949.
const REPLACEMENTS: &str = "占쏙옙";

/// So many letters of Latin 1 in a row are sooner Hangul.
const LEAST_LETTERS: usize = 4;

fn mojibake(pair: &Pair, _: &View<'_>) -> Option<String> {
    [("source", &pair.source), ("target", &pair.target)].into_iter().find_map(
        |(name, side): (&str, &Side)| fault(&side.text).map(|fault| format!("the {name} {fault}")),
    )
}

/// What is wrong with a text, if its characters cannot have been meant.
fn fault(text: &str) -> Option<&'static str> {
    // What programs escape was read as what it stands for; nor does XML hold it.
    let is_blank = |c: char| matches!(c, '\t'..='\r');
    if text.chars().any(|c| c.is_control() && !is_blank(c)) {
        return Some("has control characters");
    }
    if text.is_ascii() {
        return only_questions(text).then_some("has question marks for its letters");
    }
    if text.contains('\u{fffd}') || text.contains(REPLACEMENTS) {
        return Some("has characters that could not be read");
    }
    if text.chars().any(|c| matches!(c, '\u{e000}'..='\u{f8ff}')) {
        return Some("has characters of private use");
    }
    if only_questions(text) {
        return Some("has question marks for its letters");
    }
    let mut runs = text.split(|c: char| c.is_ascii()).filter(|run| !run.is_empty());
    runs.find_map(|run| {
        let twice = run.chars().nth(1).is_some();
        if twice
            && encoded(run, WINDOWS_1252).is_some_and(|bytes| std::str::from_utf8(&bytes).is_ok())
        {
            return Some("is UTF-8 that was read as Windows-1252");
        }
        if run.chars().count() >= LEAST_LETTERS && is_korean_in_latin(run) {
            return Some("is CP949 that was read as Windows-1252");
        }
        let bytes = encoded(run, EUC_KR)?;
        let back = std::str::from_utf8(&bytes).ok()?;
        // Two syllables of three bytes each: words that are meant are not, by chance, such bytes.
        let syllables = back.chars().filter(|&c| Script::of(c) == Script::Hangul).count();
        (syllables >= 2).then_some("is UTF-8 that was read as CP949")
    })
}

/// The bytes that a text has in an encoding, if it can hold it.
fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Option<Vec<u8>> {
    let (bytes, _, has_unknown) = encoding.encode(text);
    (!has_unknown).then(|| bytes.into_owned())
}

fn is_korean_in_latin(run: &str) -> bool {
    if !run.chars().all(|c| matches!(c, '\u{a0}'..='\u{ff}')) {
        return false;
    }
    let Some(bytes) = encoded(run, WINDOWS_1252) else { return false };
    let text = EUC_KR.decode_without_bom_handling_and_without_replacement(&bytes);
    text.is_some_and(|text| text.chars().all(|c| Script::of(c) == Script::Hangul))
}

/// Whether the letters of a text have become question marks: a third of it or more, and several in each word.
fn only_questions(text: &str) -> bool {
    let all = text.chars().filter(|c| !c.is_whitespace()).count();
    let questions = text.chars().filter(|&c| c == '?').count();
    let words = text.split_whitespace().filter(|word| word.starts_with("??")).count();
    3 * questions >= all && words >= 2
}
