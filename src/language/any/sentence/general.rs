//! The rules for stops that hold in any language written in letters with capitals: abbreviations,
//! initials, ordinals with a stop, and a space left out after the stop.

use super::{
    Verdict,
    lexicon::{Attachment, Lexicon, Use},
    marker,
    stop::{Mark, Stop},
};
use crate::text::Script;

/// Whether the stop ends the sentence in a language without rules of its own.
pub(crate) fn ends(stop: &Stop, lexicon: &Lexicon) -> Verdict {
    if lexicon.ordinal_stop && stop.mark == Mark::Full && is_ordinal(stop.word()) {
        return Verdict::Continues;
    }
    if goes_on(stop, lexicon) { Verdict::Continues } else { abbreviated(stop, lexicon) }
}

/// Whether the next word belongs to the sentence before: a particle or a quotative.
pub(crate) fn goes_on(stop: &Stop, lexicon: &Lexicon) -> bool {
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
pub(crate) fn abbreviated(stop: &Stop, lexicon: &Lexicon) -> Verdict {
    if stop.mark != Mark::Full {
        return Verdict::Unsure;
    }
    let word = stop.word();
    match lexicon.abbreviation(word) {
        Some(Use::Never) => Verdict::Continues,
        Some(Use::Starter) => before_starter(stop, lexicon),
        Some(Use::Capital) if time_goes_on(stop, word) => Verdict::Continues,
        Some(Use::Capital) => {
            let capital = stop.first().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
            if capital { Verdict::Ends } else { Verdict::Continues }
        }
        Some(Use::Number) if is_number(stop.next_word()) || is_letter_of_a_list(stop) => {
            Verdict::Continues
        }
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

/// Whether a lone capital follows that numbers a figure or part: `Fig. B shows`, `App. C-2`. A and I are words.
fn is_letter_of_a_list(stop: &Stop) -> bool {
    let word = stop.next_word();
    let rest = &stop.text[stop.head + word.len()..];
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(|c| c.is_ascii_uppercase());
    if !capital || letters.any(|c| !c.is_ascii_digit()) {
        return false;
    }
    let word = matches!(word, "A" | "I");
    !word || rest.starts_with([')', ',', ';', ':', '-', '–'])
}

/// Zones of time that stand after an hour, beside `… time` in words.
const ZONES: [&str; 20] = [
    "GMT", "UTC", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "ET", "CT", "PT", "CET",
    "CEST", "MSK", "KST", "JST", "BST", "IST",
];

/// Words of two capitals and more may stand between an hour and the word *time*: Korean Standard Time.
const ZONE_WORDS: usize = 3;

/// Whether the hour before the stop is told more exactly: `10 a.m. Moscow time`, `5 p.m. GMT`, `9 a.m. Monday,
/// in the hall`.
fn time_goes_on(stop: &Stop, word: &str) -> bool {
    if !matches!(word, "a.m" | "p.m" | "A.M" | "P.M" | "am" | "pm") || stop.is_glued() {
        return false;
    }
    let rest = &stop.text[stop.head..];
    let rest = &rest[..rest.floor_char_boundary(80)];
    let mut words = rest.split_whitespace();
    let strip =
        |word: &str| -> usize { word.trim_end_matches(|c: char| !c.is_alphanumeric()).len() };
    let Some(first) = words.next() else { return false };
    let plain = &first[..strip(first)];
    if ZONES.contains(&plain) {
        return true;
    }
    if DAYS.contains(&plain) {
        // “… at 5 p.m. Monday was quiet.”
        let next = words.next().unwrap_or_default();
        return plain.len() < first.len()
            || next.is_empty()
            || next.starts_with(|c: char| c.is_ascii_digit())
            || AFTER_DAYS.contains(&&next[..strip(next)]);
    }
    rest.split_whitespace()
        .take(ZONE_WORDS + 1)
        .enumerate()
        .any(|(n, word)| n > 0 && matches!(&word[..strip(word)], "time" | "Time"))
        && rest
            .split_whitespace()
            .take_while(|word| !matches!(&word[..strip(word)], "time" | "Time"))
            .all(|word| word.starts_with(char::is_uppercase))
}

/// Weekdays and months, which a day's date follows the hour with in American writing.
const DAYS: [&str; 19] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Words that go on with the sentence after the day of an hour.
const AFTER_DAYS: [&str; 22] = [
    "in", "at", "on", "to", "and", "or", "through", "until", "till", "for", "after", "before",
    "with", "from", "by", "when", "as", "that", "but", "near", "the", "local",
];

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
pub(crate) fn space_left_out(stop: &Stop, lexicon: &Lexicon) -> bool {
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
    if is_domain(next) || is_coined(word) {
        return false;
    }
    capital
        && (one && lexicon.begins_sentences(next) || !one && letters.all(small) && next.len() > 1)
        && rest.chars().next().is_none_or(|c| {
            c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '\'' | '’' | '!' | '?')
        })
}

/// Whether `word` is the last part of the name of a host: `i-Connect.Net`. (Those that are words too, such as `In`
/// and `So`, are left out.)
fn is_domain(word: &str) -> bool {
    const DOMAINS: [&str; 20] = [
        "com", "net", "org", "edu", "gov", "mil", "info", "biz", "co", "kr", "kp", "jp", "cn",
        "uk", "de", "ru", "eu", "io", "tv", "www",
    ];
    DOMAINS.iter().any(|domain| word.eq_ignore_ascii_case(domain))
}

/// Whether `word` has a capital inside, as the names of firms and products have: `i-Connect`, `eBay`. What
/// begins with a capital itself may be a person's (`McCune`, `Jean-Paul`).
fn is_coined(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && word.contains(char::is_uppercase)
}

/// Whether `c` is a letter of a script without capitals.
pub(crate) fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase() && Script::of(c).is_letter()
}
