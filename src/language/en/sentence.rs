//! English: beside the general rules, a quoted question or cry that its sentence goes on from
//! (`“Why?” Kim asked.`).

use crate::language::any::sentence::{
    Reader, Verdict, general,
    lexicon::{Attachment, Lexicon},
    stop::{Mark, Stop},
};

/// How English ends its sentences.
pub(crate) static READER: Reader = Reader { ends, bare_starts: None };

/// How many words may stand between the quotation and the verb of saying: a name and a title.
const SPEAKER_WORDS: usize = 4;

/// Whether the stop ends the sentence.
fn ends(stop: &Stop, lexicon: &Lexicon) -> Verdict {
    if stop.mark == Mark::Sharp && stop.is_closed() && is_spoken(stop, lexicon) {
        return Verdict::Continues;
    }
    general::abbreviated(stop, lexicon)
}

/// Whether a speaker and a verb of saying follow, and a mark after it: `“Why?” Kim said to them:` begins a
/// sentence, as `“Why?” He asked.` does.
fn is_spoken(stop: &Stop, lexicon: &Lexicon) -> bool {
    let quotation = stop.text[stop.end..].starts_with(['”', '"', '’', '\'']);
    if !quotation || stop.head != stop.next || lexicon.begins_sentences(stop.next_word()) {
        return false;
    }
    let rest = &stop.text[stop.next..];
    let rest = &rest[..rest.floor_char_boundary(100)];
    for word in rest.split_whitespace().take(SPEAKER_WORDS + 1) {
        let bare = word.trim_end_matches([',', '.']);
        if lexicon.quotative(bare) == Some(Attachment::Quoted) {
            return bare.len() < word.len();
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
    }
    false
}
