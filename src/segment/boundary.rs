//! Where one sentence of a paragraph ends and the next begins.
//!
//! The default boundaries of Unicode (UAX #29) know the stops of every script and little else. Each stop
//! is put before a list of rules, the general ones first; the first that is sure decides, and Unicode's
//! boundary stands where none is.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::bracket::{self, Pair};
use crate::{
    language::{
        self,
        any::sentence::{
            Lexicon, Stop, Verdict, date, general, marker,
            stop::{self, Mark},
        },
    },
    text::{Language, Script},
};

/// A parenthesis after a stop and without one of its own belongs to the sentence before up to this many
/// characters; a longer one is left as it stands.
const SHORT_PARENTHESIS_CHARS: usize = 60;

/// The offsets in `text` at which a sentence begins, but for the first. Each is that of a character which
/// is no white space. Linear in the length of `text`.
pub(super) fn starts(text: &str, language: &Language) -> Vec<usize> {
    let flat = without_line_ends(text);
    let lexicon = Lexicon::of(language);
    let reader = language::of(language).sentences;
    if let Some(bare_starts) = reader.and_then(|reader| reader.bare_starts)
        && !flat.contains(|c| stop::mark(c).is_some())
    {
        return bare_starts(&flat, lexicon);
    }
    let unicode: Vec<usize> = flat.split_sentence_bound_indices().map(|(at, _)| at).collect();
    let mut scan = Scan {
        text: &flat,
        ends: reader.map_or(general::ends, |reader| reader.ends),
        lexicon,
        pairs: if flat.contains(['(', '[', '（', '［', '〔']) {
            bracket::pairs(&flat)
        } else {
            Vec::new()
        },
        next_pair: 0,
        open: Vec::new(),
        start: flat.len() - flat.trim_start_matches(stop::is_space).len(),
        last_number: None,
        starts: Vec::new(),
    };
    scan.run(&unicode);
    scan.starts
}

/// UAX #29 ends a sentence at any line end; hard-wrapped text has them anywhere. Every offset stays.
fn without_line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        return Cow::Borrowed(text);
    }
    let flat = text.chars().map(|c| match c {
        '\n' | '\r' => ' ',
        '\u{85}' => '\u{a0}',
        '\u{2028}' | '\u{2029}' => '\u{2003}',
        other => other,
    });
    Cow::Owned(flat.collect())
}

/// One pass over a paragraph.
struct Scan<'t> {
    text: &'t str,
    ends: fn(&Stop<'_>, &Lexicon) -> Verdict,
    lexicon: &'static Lexicon,
    pairs: Vec<Pair>,
    /// The first pair that opens after the scan's place.
    next_pair: usize,
    /// The pairs round the scan's place, outermost first.
    open: Vec<Pair>,
    /// Where the sentence under the scan begins.
    start: usize,
    /// The number of the last list entry that began.
    last_number: Option<u32>,
    starts: Vec<usize>,
}

impl Scan<'_> {
    fn run(&mut self, unicode: &[usize]) {
        let mut bounds = unicode.iter().copied().peekable();
        let mut quoted = false;
        let mut resume = 0;
        for (at, c) in self.text.char_indices() {
            quoted = stop::is_quoted_after(self.text, at, c, quoted);
            // A parenthesis given to the sentence before is behind already.
            if at < resume.max(self.start) || stop::mark(c).is_none() {
                continue;
            }
            let stop = Stop::new(self.text, at, quoted);
            resume = stop.end;
            // Boundaries before this stop are those of stops this module does not know.
            while let Some(bound) = bounds.next_if(|&bound| bound <= at) {
                self.begin(bound);
            }
            let mut bound = false;
            while bounds.next_if(|&next| next <= stop.head).is_some() {
                bound = true;
            }
            if let Some(start) = self.judge(&stop, bound) {
                self.begin(start);
            }
        }
        for bound in bounds {
            self.begin(bound);
        }
    }

    /// Begins a sentence at the first character from `at` on that is no white space.
    fn begin(&mut self, at: usize) {
        let rest = &self.text[at..];
        let at = at + (rest.len() - rest.trim_start_matches(stop::is_space).len());
        if at > self.start && at < self.text.len() {
            self.starts.push(at);
            self.start = at;
        }
    }

    /// Where the sentence after `stop` begins, if `stop` ends one. `bound`: whether Unicode says so.
    fn judge(&mut self, stop: &Stop, bound: bool) -> Option<usize> {
        if stop.next >= self.text.len() || stop.after().is_some_and(|c| stop::mark(c).is_some()) {
            return None;
        }
        let glued = if stop.is_glued() { self.glued(stop) } else { Verdict::Unsure };
        let divides = !stop.note && date::divides(stop);
        if glued == Verdict::Continues || self.is_marker(stop) || divides || goes_on(stop) {
            return None;
        }
        if let Some(entry) = self.inline_entry(stop) {
            return Some(entry);
        }
        if self.is_inside_brackets(stop) {
            return None;
        }
        let verdict = (self.ends)(stop, self.lexicon);
        if verdict == Verdict::Continues {
            return None;
        }
        if let Some(start) = self.parenthesis(stop) {
            return Some(start);
        }
        let small = stop.first().is_some_and(char::is_lowercase);
        let ends = match stop.mark {
            _ if verdict == Verdict::Ends || glued == Verdict::Ends => true,
            _ if stop.note => !small,
            Mark::Ellipsis => !small && stop.first().is_some_and(char::is_alphanumeric),
            Mark::Sharp => bound && !small,
            Mark::Full => bound || begins_with_figures(stop) || begins_with_marker(stop),
            Mark::Ideographic => bound,
        };
        ends.then_some(stop.next)
    }

    /// A stop with no space after it.
    fn glued(&self, stop: &Stop) -> Verdict {
        let Some(after) = stop.after() else { return Verdict::Continues };
        if stop.is_in_address() {
            return Verdict::Continues;
        }
        if stop.mark == Mark::Ideographic {
            return Verdict::Unsure;
        }
        let closed = stop.is_closed();
        let sentence = match stop.before().map(Script::of) {
            Some(Script::Hangul) => self.lexicon.ends_in_syllables(stop),
            _ => false,
        };
        let ends = match Script::of(after) {
            Script::Digit => sentence,
            Script::Hangul => closed || sentence || stop.mark == Mark::Sharp,
            _ if general::is_caseless(after) => return Verdict::Unsure,
            _ if after.is_uppercase() && stop.mark == Mark::Full && !closed => {
                sentence || general::space_left_out(stop, self.lexicon)
            }
            _ if after.is_uppercase() => stop.before().is_some_and(char::is_alphabetic),
            // An opening bracket or quotation mark: as if there were a space.
            _ if stop.head > stop.next && !matches!(after, '-' | '–' | '—' | '*' | '_' | '\'') =>
            {
                return Verdict::Unsure;
            }
            _ => false,
        };
        if ends { Verdict::Ends } else { Verdict::Continues }
    }

    /// Whether nothing but a list marker stands between the beginning of the sentence and the stop.
    fn is_marker(&mut self, stop: &Stop) -> bool {
        let sentence = &self.text[self.start..stop.end];
        if sentence.len() > 24 || !marker::is_alone(sentence) {
            return false;
        }
        let number = marker::leading(sentence).and_then(|marker| marker.number);
        self.last_number = number.or(self.last_number);
        true
    }

    /// The beginning of a list entry whose number stands before the stop: `1. Groups 2. Advisers`, where
    /// the lines of a list were run together. Only a number that follows the last one counts.
    fn inline_entry(&mut self, stop: &Stop) -> Option<usize> {
        let word = stop.word();
        if stop.mark != Mark::Full || stop.is_glued() || word.len() > 2 {
            return None;
        }
        let number: u32 = word.parse().ok()?;
        if self.last_number.is_none_or(|last| last + 1 != number) {
            return None;
        }
        let at = stop.at - word.len();
        let before = self.text[..at].chars().next_back()?;
        let capital = stop.first().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
        if !before.is_whitespace() || !capital {
            return None;
        }
        self.last_number = Some(number);
        Some(at)
    }

    /// Whether the stop stands inside brackets that opened within the sentence.
    fn is_inside_brackets(&mut self, stop: &Stop) -> bool {
        while let Some(&pair) = self.pairs.get(self.next_pair).filter(|pair| pair.open < stop.at) {
            self.next_pair += 1;
            self.open.push(pair);
        }
        // Pairs nest: what closed before the stop lies above what did not, or lies under such.
        self.open.retain(|pair| pair.close > stop.at);
        let word = |text: &str| text.chars().any(char::is_alphanumeric);
        self.open.iter().any(|pair| {
            let within = pair.open > self.start && word(&self.text[self.start..pair.open]);
            // A stop the editor supplied: [.]
            let supplied = pair.open + 1 == stop.at && pair.close == stop.end;
            let bare_end = pair.close == stop.end && self.follows_bare_end(pair.open);
            within && !bare_end && !(supplied && self.text[stop.at..].starts_with('.'))
        })
    }

    /// `…하였다(…이다.)`: the parenthesis follows a sentence that has no stop of its own.
    fn follows_bare_end(&self, at: usize) -> bool {
        self.lexicon.ends_as_sentences(&self.text[..at])
    }

    /// Where the next sentence begins if a parenthesis follows the stop: before it, if it is a sentence
    /// of its own (`… from China.  (both were members …).`), after it, if it is a late part of the one
    /// before (`… 제거되고 있다. (정치적, 행정적으로) 피메노프 …`).
    fn parenthesis(&self, stop: &Stop) -> Option<usize> {
        if !stop.after().is_some_and(|c| matches!(c, '(' | '（')) {
            return None;
        }
        let found = self.pairs.binary_search_by_key(&stop.next, |pair| pair.open).ok()?;
        let Pair { open, close } = self.pairs[found];
        let width = |at: usize| self.text[at..].chars().next().map_or(0, char::len_utf8);
        let content = &self.text[open + width(open)..close];
        let after = &self.text[close + width(close)..];
        let is_mark = |c: char| stop::mark(c).is_some();
        let stopped = content.trim_end_matches(['"', '”', '’', '」', '》']).ends_with(is_mark);
        let entry = marker::is_alone(&self.text[open..close + width(close)])
            || !content.contains(char::is_alphanumeric);
        if stopped || after.trim_start().starts_with(is_mark) || entry {
            return Some(open);
        }
        let spaced = after.is_empty() || after.starts_with(stop::is_space);
        let small = after.trim_start().chars().find(|&c| !stop::is_opening(c));
        let short = content.chars().count() <= SHORT_PARENTHESIS_CHARS;
        if spaced && short && !small.is_some_and(char::is_lowercase) {
            return Some(close + width(close));
        }
        None
    }
}

/// Whether a mark follows after a space that no sentence begins with: `He came. : It was late.`
fn goes_on(stop: &Stop) -> bool {
    stop.after().is_some_and(|c| matches!(c, ':' | ';' | ',' | '：' | '；' | '，' | '、'))
}

/// Whether a figure begins the next sentence: Unicode looks past it for a small letter (`… took place. 30
/// members …`). A word of three letters or more or a closing mark must stand before the stop; what is shorter
/// may be an abbreviation no table has.
fn begins_with_figures(stop: &Stop) -> bool {
    stop.first().is_some_and(|c| c.is_ascii_digit())
        && (stop.is_closed()
            || stop.word().chars().filter(|c| c.is_alphanumeric()).take(3).count() == 3)
}

/// Whether a list entry with a small letter begins after the stop: `… the party. b. The advisers`.
fn begins_with_marker(stop: &Stop) -> bool {
    let next = &stop.text[stop.next..];
    let Some(marker) = marker::leading(next) else { return false };
    let entry = &next[marker.len..];
    entry.starts_with(char::is_whitespace) && entry.trim_start().starts_with(char::is_uppercase)
}
