//! The rules for stops that hold in any language written in letters with capitals: abbreviations,
//! initials, ordinals with a stop, and a space left out after the stop.

use super::{
    lexicon::{Attachment, Lexicon, Use},
    marker,
    stop::{Mark, Stop},
    verdict::Verdict,
};
use crate::text::Script;

/// Whether the stop ends the sentence in a language without rules of its own.
pub(super) fn ends(stop: &Stop, lexicon: &Lexicon) -> Verdict {
    if lexicon.ordinal_stop && stop.mark == Mark::Full && is_ordinal(stop.word()) {
        return Verdict::Continues;
    }
    if goes_on(stop, lexicon) { Verdict::Continues } else { abbreviated(stop, lexicon) }
}

/// Whether the next word belongs to the sentence before: a particle or a quotative.
pub(super) fn goes_on(stop: &Stop, lexicon: &Lexicon) -> bool {
    if stop.head != stop.next {
        return false;
    }
    let closed = stop.is_closed();
    match lexicon.quotative(stop.next_word()) {
        Some(Attachment::Always) => true,
        Some(Attachment::Quoted) => closed,
        Some(Attachment::Attached) => closed && stop.is_glued(),
        None => false,
    }
}

/// One or two digits, or a Roman numeral.
fn is_ordinal(word: &str) -> bool {
    let digits = matches!(word.len(), 1 | 2) && word.bytes().all(|b| b.is_ascii_digit());
    digits || word.starts_with(char::is_uppercase) && marker::roman_value(word).is_some()
}

/// What the word before the stop says, if it is an abbreviation or an initial.
pub(super) fn abbreviated(stop: &Stop, lexicon: &Lexicon) -> Verdict {
    if stop.mark != Mark::Full {
        return Verdict::Unsure;
    }
    let word = stop.word();
    match lexicon.abbreviation(word) {
        Some(Use::Never) => Verdict::Continues,
        Some(Use::Starter) => before_starter(stop, lexicon),
        Some(Use::Capital) => {
            let capital = stop.first().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
            if capital { Verdict::Ends } else { Verdict::Continues }
        }
        Some(Use::Number) if is_number(stop.next_word()) => Verdict::Continues,
        None if stop.follows_initial() || is_dotted(word) => before_starter(stop, lexicon),
        Some(Use::Number) | None => Verdict::Unsure,
    }
}

/// Whether a word follows that begins sentences, and is not itself an initial.
fn before_starter(stop: &Stop, lexicon: &Lexicon) -> Verdict {
    let word = stop.next_word();
    let initial =
        word.chars().nth(1).is_none() && stop.text[stop.head + word.len()..].starts_with('.');
    if !initial && lexicon.begins_sentences(word) { Verdict::Ends } else { Verdict::Continues }
}

/// Digits, or a Roman numeral of more than one letter or other than I.
fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || word != "I"
            && word.starts_with(char::is_uppercase)
            && marker::roman_value(word).is_some()
}

/// Single letters with stops between: U.S, a.k.a, т.е
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
}

/// Whether the space after a stop was left out: `influence.Jeong Geuk-rok believes`.
///
/// Names of files and hosts have the same form (`vote.gov`, `Main.java`), so that both sides must be
/// plain words, the second capitalised and followed by space or a mark.
pub(super) fn space_left_out(stop: &Stop, lexicon: &Lexicon) -> bool {
    if stop.mark != Mark::Full || stop.close > stop.end {
        return false;
    }
    let word = stop.word();
    let small = |c: char| c.is_lowercase();
    let plain = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    let tail = word.chars().rev().take(2).filter(|&c| small(c)).count() == 2;
    let standing = stop.text[..stop.at - word.len()].chars().next_back();
    let alone =
        standing.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '‘' | '「'));
    if !(tail && alone && word.chars().all(plain)) || lexicon.abbreviation(word).is_some() {
        return false;
    }
    let next = stop.next_word();
    let rest = &stop.text[stop.head + next.len()..];
    let mut letters = next.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let one = next.chars().nth(1).is_none() && rest.starts_with(char::is_whitespace);
    capital
        && (one && lexicon.begins_sentences(next) || !one && letters.all(small) && next.len() > 1)
        && rest.chars().next().is_none_or(|c| {
            c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '\'' | '’' | '!' | '?')
        })
}

/// Whether `c` is a letter of a script without capitals.
pub(super) fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase() && Script::of(c).is_letter()
}
