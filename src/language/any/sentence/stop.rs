//! A stop and what stands round it: the word before, the closing marks that belong to it, the space,
//! and what comes next. The rules read this and nothing else of the text.

use crate::language::role;
use crate::text::Script;

/// How far round a stop its word or address is looked for, in bytes; keeps the work linear.
const REACH: usize = 128;

/// What kind of sign a stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `.`, which also abbreviates, divides numbers and stands for the middle dot.
    Full,
    /// `?`, `!` and what holds one of them.
    Sharp,
    /// Two and more full stops, or `…`.
    Ellipsis,
    /// `。`, which is nothing but a stop.
    Ideographic,
}

/// A run of stops in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stop<'t> {
    /// The whole text.
    pub(crate) text: &'t str,
    /// What kind of sign it is.
    pub(crate) mark: Mark,
    /// Where the run begins.
    pub(crate) at: usize,
    /// Where the run ends.
    pub(crate) end: usize,
    /// Where the closing quotation marks, brackets and the mark of a note after it end.
    pub(crate) close: usize,
    /// Where the text goes on after white space.
    pub(crate) next: usize,
    /// Where the first letter or digit stands that follows any opening marks at `next`.
    pub(crate) head: usize,
    /// Whether the mark of a note (`.12`, `[3]`, `다.1)`) stands between `end` and `close`.
    pub(crate) note: bool,
}

/// Whether `c` is a stop, and of which kind.
pub(crate) fn mark(c: char) -> Option<Mark> {
    match c {
        '.' | '\u{2024}' | '．' => Some(Mark::Full),
        '?' | '!' | '？' | '！' | '‼' | '⁇' | '⁈' | '⁉' => Some(Mark::Sharp),
        '…' | '‥' => Some(Mark::Ellipsis),
        '。' | '｡' => Some(Mark::Ideographic),
        _ => None,
    }
}

impl<'t> Stop<'t> {
    /// Reads the run of stops that begins at `at`. `quoted`: whether a `"` is open there.
    pub(crate) fn new(text: &'t str, at: usize, quoted: bool) -> Self {
        let (mark, end) = run(&text[at..]);
        let end = at + end;
        let mut close = closers(text, end, quoted);
        let mut note = false;
        if let Some(len) = note_mark(text, at, close) {
            close += len;
            note = true;
        }
        let mut next = skip_space(text, close);
        // « Non ! » and “동지들 ! ”: a space before the closing mark.
        if next > close && next - close <= 4 {
            let after = closers(text, next, false);
            let bounded = text[after..].chars().next().is_none_or(|c| !c.is_alphanumeric());
            let opens = text[next..].starts_with(['"', '\'', '“', '‘', '«', '‹']);
            if after > next && bounded && !opens {
                close = after;
                next = skip_space(text, close);
            }
        }
        let openings = text[next..].char_indices().take(8).find(|&(_, c)| !is_opening(c));
        let head = openings.map_or(text.len(), |(width, _)| next + width);
        Self { text, mark, at, end, close, next, head, note }
    }

    /// Whether no space follows.
    pub(crate) fn is_glued(&self) -> bool {
        self.next == self.close
    }

    /// The character before the stop.
    pub(crate) fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    /// The first character after the space, an opening mark included.
    pub(crate) fn after(&self) -> Option<char> {
        self.text[self.next..].chars().next()
    }

    /// The first character after the space and any opening marks.
    pub(crate) fn first(&self) -> Option<char> {
        self.text[self.head..].chars().next()
    }

    /// The word before the stop, with stops, hyphens and apostrophes inside it, at most 128 bytes.
    pub(crate) fn word(&self) -> &'t str {
        let before = &self.text[..self.at];
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '‑');
        let mut start = self.at;
        for c in before.chars().rev().take(REACH / 4) {
            if !inside(c) {
                break;
            }
            start -= c.len_utf8();
        }
        before[start..].trim_start_matches(['.', '-', '\'', '’', '‑'])
    }

    /// The word after the space and any opening marks: letters and digits.
    pub(crate) fn next_word(&self) -> &'t str {
        let rest = &self.text[self.head..];
        let end = rest.char_indices().take(REACH / 4).find(|&(_, c)| !c.is_alphanumeric());
        &rest[..end.map_or(rest.floor_char_boundary(REACH), |(at, _)| at)]
    }

    /// Whether the word before is one capital letter, as of a name: `S.`, or the last of `V.I.`
    pub(crate) fn follows_initial(&self) -> bool {
        let mut before = self.text[..self.at].chars().rev();
        let Some(letter) = before.next() else { return false };
        let cased =
            letter.is_uppercase() && matches!(Script::of(letter), Script::Latin | Script::Cyrillic);
        cased
            && match before.next() {
                None => true,
                // Heo Ga-I. is no initial, J.-P. is two.
                Some('-' | '‑') => before.next() == Some('.'),
                Some(c) => !c.is_alphanumeric() && !matches!(c, '\'' | '’' | ']'),
            }
    }

    /// Whether a closing quotation mark or bracket follows the stop.
    pub(crate) fn is_closed(&self) -> bool {
        self.close > self.end && !self.note
    }

    /// Whether the stop stands inside a web, mail or file address.
    pub(crate) fn is_in_address(&self) -> bool {
        let left = &self.text[self.text.ceil_char_boundary(self.at.saturating_sub(REACH))..self.at];
        let left = left.rsplit(char::is_whitespace).next().unwrap_or_default();
        let rest = &self.text[self.at..];
        let right = &rest[..rest.floor_char_boundary(REACH)];
        let right = right.split(char::is_whitespace).next().unwrap_or_default();
        left.contains("://")
            || left.contains("www.")
            || left.contains(['@', '\\', '='])
            || right.contains(['@', '&', '='])
    }
}

/// Whether a quotation is open after the character `c` at `at`, if `quoted` says whether one was before it.
///
/// `"` has one form for both; what stands round it tells, and otherwise it is the other of the last.
pub(crate) fn is_quoted_after(text: &str, at: usize, c: char, quoted: bool) -> bool {
    match c {
        '“' => true,
        '”' => false,
        '"' => {
            let before = text[..at].chars().next_back();
            let after = text[at + 1..].chars().next();
            let open_before = before.is_none_or(|c| is_space(c) || is_opening(c));
            let open_after = after.is_none_or(is_space);
            if open_before == open_after { !quoted } else { open_before }
        }
        _ => quoted,
    }
}

/// The kind and the length of the run of stops at the beginning of `text`.
fn run(text: &str) -> (Mark, usize) {
    let mut full = 0;
    let mut kind = Mark::Full;
    let mut end = 0;
    for c in text.chars() {
        let Some(mark) = mark(c) else { break };
        match mark {
            Mark::Full => full += 1,
            Mark::Ellipsis if kind == Mark::Sharp => {}
            other => kind = other,
        }
        end += c.len_utf8();
    }
    if kind == Mark::Full && full > 1 {
        kind = Mark::Ellipsis;
    }
    (kind, end)
}

/// Where the closing marks that begin at `from` end.
fn closers(text: &str, from: usize, quoted: bool) -> usize {
    let mut end = from;
    let mut quoted = quoted;
    for (width, c) in text[from..].char_indices().take(6) {
        let at = from + width;
        let following = text[at + c.len_utf8()..].chars().next();
        let before_text = following.is_some_and(char::is_alphanumeric);
        let closes = match c {
            ')' | ']' | '}' | '）' | '］' | '〕' | '】' | '」' | '』' | '》' | '〉' | '”' => {
                true
            }
            // The same signs open in other languages, and then stand close to a word.
            '’' | '»' | '›' | '\'' => !before_text,
            '“' | '‘' | '«' | '‹' => {
                !before_text && following.is_none_or(char::is_whitespace)
            }
            '"' => {
                let closes = quoted || !before_text;
                quoted = false;
                closes
            }
            '*' | '_' => following.is_none_or(char::is_whitespace),
            _ => false,
        };
        if !closes {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// The length of the marks of foot- and endnotes at `close`, after the stop at `at`: `12`, `1)`, `[3]`, `¹`,
/// several in brackets (`[3][4]`). Something of the sentence must stand before and white space after.
///
/// Plain digits are a mark only after a word, for `1957.3` is a decimal; a raised or a bracketed one is after
/// anything.
fn note_mark(text: &str, at: usize, close: usize) -> Option<usize> {
    let before = text[..at].chars().next_back()?;
    if !before.is_alphanumeric() && !matches!(before, ')' | ']' | '%' | '”' | '"' | '」' | '』')
    {
        return None;
    }
    let rest = &text[close..];
    let word = before.is_lowercase()
        || Script::of(before) == Script::Hangul
        || matches!(before, ')' | ']');
    let len = match rest.chars().next()? {
        '[' => bracketed_marks(rest),
        c if is_raised(c) => {
            let figures = rest.chars().take(4).take_while(|&c| is_raised(c));
            let len = figures.map(char::len_utf8).sum::<usize>();
            len + usize::from(rest[len..].starts_with(')'))
        }
        c if c.is_ascii_digit() && word => {
            let len = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
            let closed = rest[len..].starts_with(')');
            if len > 3 { 0 } else { len + usize::from(closed) }
        }
        _ => 0,
    };
    let ends = rest[len..].chars().next().is_none_or(char::is_whitespace);
    (len > 0 && ends).then_some(len)
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{2079}')
}

/// The most bytes of a mark in brackets: `[주 12]`, `[12, 13]`.
const LONGEST_MARK: usize = 16;

/// The length of the marks in brackets that `text` begins with: figures, a small letter, or a word for note
/// with figures.
fn bracketed_marks(text: &str) -> usize {
    let mut len = 0;
    while let Some(inside) = text[len..].strip_prefix('[') {
        let Some(end) = inside.bytes().take(LONGEST_MARK).position(|b| b == b']') else { break };
        let mark = &inside[..end];
        let figures = mark
            .strip_prefix(['n', 'N'])
            .and_then(|rest| rest.strip_prefix("ote "))
            .or_else(|| role::behind(mark, "note"))
            .unwrap_or(mark)
            .trim();
        let letter = figures.len() == 1 && figures.bytes().all(|b| b.is_ascii_lowercase());
        let numbers = figures.split([',', '-', '–']).map(str::trim);
        let is_number =
            |n: &str| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit());
        if !letter && !numbers.clone().all(is_number) {
            break;
        }
        len += end + 2;
    }
    len
}

fn skip_space(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    from + (rest.len() - rest.trim_start_matches(is_space).len())
}

/// White space and the byte-order mark.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Whether `c` can open a quotation or bracket. (Some of these close where no letter follows.)
pub(crate) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '（'
            | '［'
            | '〔'
            | '【'
            | '「'
            | '『'
            | '《'
            | '〈'
            | '“'
            | '‘'
            | '"'
            | '\''
            | '„'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '*'
            | '_'
            | '¿'
            | '¡'
            | '–'
            | '—'
            | '-'
    )
}
