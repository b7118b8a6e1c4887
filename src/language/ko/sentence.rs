//! Korean, of either spelling: particles and quotatives that go on after a stop, stops that divide
//! dates and syllables, and the Latin abbreviations a Korean text quotes.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    josa::stems,
    transliterate::{FOREIGN, foreign_look},
};
use crate::{
    language::{
        any::sentence::{
            Reader, Verdict, date, general,
            lexicon::Lexicon,
            stop::{self, Mark, Stop},
        },
        role,
    },
    text::{Script, table},
};

/// How Korean ends its sentences.
pub(crate) static READER: Reader = Reader { ends, bare_starts: Some(bare_starts) };

/// Whether the stop ends the sentence.
fn ends(stop: &Stop, lexicon: &Lexicon) -> Verdict {
    if general::goes_on(stop, lexicon) {
        return Verdict::Continues;
    }
    match stop.mark {
        Mark::Ellipsis if stop.is_closed() || lexicon.ends_in_syllables(stop) => Verdict::Unsure,
        Mark::Ellipsis => Verdict::Continues,
        Mark::Full => after_full_stop(stop, lexicon),
        Mark::Sharp | Mark::Ideographic => Verdict::Unsure,
    }
}

fn after_full_stop(stop: &Stop, lexicon: &Lexicon) -> Verdict {
    let Some(before) = stop.before() else { return Verdict::Unsure };
    if before.is_ascii_digit() && stop.close == stop.end {
        return after_number(stop);
    }
    if Script::of(before) == Script::Hangul && follows_initial(stop) {
        return Verdict::Continues;
    }
    match Script::of(before) {
        Script::Hangul if !stop.is_glued() => Verdict::Ends,
        Script::Latin => general::abbreviated(stop, lexicon),
        _ => Verdict::Unsure,
    }
}

/// What the letters of foreign initials are called in Hangul, in either spelling.
static LETTERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    const TABLE: &str = table::text!("letter-names.tsv");
    table::rows::<3>("letter-names.tsv", TABLE).into_iter().map(|[form, ..]| form).collect()
});

/// Whether the stop is that of an initial in Hangul: `아. 이. 이바노브`, `엔.에쓰. 흐루쑈브`.
///
/// Many of these are words or number the entries of lists, so that a single one counts only before a word that
/// looks like a foreign name, and two in a row before any word.
fn follows_initial(stop: &Stop) -> bool {
    let initial = |word: &str| LETTERS.contains(word);
    let word = stop.word();
    let mut parts = word.split('.').rev();
    let last = parts.next().unwrap_or_default();
    let start = stop.at - word.len();
    let alone = stop.text[..start]
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || stop::is_opening(c));
    if stop.close != stop.end
        || stop.head != stop.next
        || !alone
        || !initial(last)
        || !parts.clone().all(initial)
    {
        return false;
    }
    let next = stop.next_word();
    if next.is_empty() || Script::of(next.chars().next().unwrap_or(' ')) != Script::Hangul {
        return false;
    }
    let after = &stop.text[stop.head + next.len()..];
    let before = stop.text[..start].trim_end_matches(' ');
    let in_a_row = parts.next().is_some()
        || before.strip_suffix('.').is_some_and(|head| {
            initial(head.rsplit([' ', '.', '(', '“', '"']).next().unwrap_or_default())
        });
    let further = after.starts_with('.') && initial(next);
    let foreign = |name: &&str| name.chars().nth(2).is_some() && foreign_look(name) >= FOREIGN;
    in_a_row || further || stems(next).iter().any(foreign)
}

/// No Korean sentence ends on a bare number of one or two digits; dates (`1957. 4. 4.`), the names of
/// days (`6. 25`) and list entries have them before a stop.
fn after_number(stop: &Stop) -> Verdict {
    let word = stop.word();
    let before = stop.text[..stop.at - word.len()].chars().next_back();
    let small = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let bare = before.is_none_or(char::is_whitespace);
    if bare && (small || date::is_dotted(word)) { Verdict::Continues } else { Verdict::Unsure }
}

/// Where sentences begin in a text that has no stops, by the endings of the words before.
fn bare_starts(text: &str, lexicon: &Lexicon) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut ended = false;
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end_matches(stop::is_space);
        if !word.is_empty() {
            // … 상달하였음이니라 하시니라: the verb of saying goes on with the sentence it closes.
            let goes_on = lexicon.quotative(word).is_some() || role::behind(word, "said").is_some();
            if ended && !goes_on {
                starts.push(at);
            }
            ended = lexicon.ends_bare(word);
        }
        at += piece.len();
    }
    starts
}
