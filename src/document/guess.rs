//! Which encoding bytes without a mark are in. Only what is sure is answered: all of the file can be
//! decoded, or all but a little, and what comes out reads as text.

use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{
    encoding::{Charset, end_of},
    johab::{self, JOHAB},
};
use crate::{
    Error, Result,
    language::ko::jamo::{self, is_syllable},
};

/// The encoding of `bytes`, which begin with no mark.
///
/// # Errors
///
/// [`Error::EncodingNotRead`] if it is one we do not read, [`Error::Encoding`] if nothing is sure.
pub(super) fn charset(path: &Path, bytes: &[u8]) -> Result<Charset> {
    let error = match std::str::from_utf8(bytes) {
        Ok(_) if bytes.is_ascii() && holds(bytes, johab::ANNOUNCEMENT) => {
            return Ok(Charset::Iso2022Kr);
        }
        Ok(_) if !bytes.contains(&0) => return Ok(Charset::Web(UTF_8)),
        result => result.err(),
    };
    if let Some(utf16) = utf16(bytes) {
        return Ok(Charset::Web(utf16));
    }
    // What is left with zero bytes is no text, and told so.
    let Some(error) = error.filter(|_| !bytes.contains(&0)) else {
        return Ok(Charset::Web(UTF_8));
    };
    let utf8 = Utf8::of(bytes);
    if utf8.is_damaged() || utf8.is_cut_short() {
        return Ok(Charset::Web(UTF_8));
    }
    let (text, has_bad) = Charset::CP949.lossy(bytes);
    if !has_bad && reads_as_syllables(&text) {
        return Ok(Charset::CP949);
    }
    let (syllables, others) = johab::johab_syllables(bytes);
    if others * 2 <= syllables.chars().count() && has_frequent_syllables(&syllables) {
        return Err(Error::EncodingNotRead { path: path.to_owned(), encoding: JOHAB });
    }
    if has_bad && is_little(&text) && reads_as_syllables(&text) {
        return Ok(Charset::CP949);
    }
    if utf8.is_barely_damaged() {
        return Ok(Charset::Web(UTF_8));
    }
    let likely = likely(&bytes[error.valid_up_to()..]);
    for encoding in [WINDOWS_1252, likely] {
        let (text, has_bad) = encoding.decode_without_bom_handling(bytes);
        let is_first = encoding == WINDOWS_1252;
        // Marks are the same in all encodings of Latin letters, letters are not.
        if !has_bad
            && reads_as_latin(&text)
            && (likely == encoding || is_first && !has_letters(&text))
        {
            return Ok(Charset::Web(encoding));
        }
    }
    let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
    let (line, column) = end_of(&before);
    let name = (likely != WINDOWS_1252).then(|| Charset::Web(likely).name());
    Err(Error::Encoding {
        path: path.to_owned(),
        expected: UTF_8.name(),
        line,
        column,
        byte: bytes[error.valid_up_to()],
        remedy: remedy(name),
    })
}

/// What to do about text that is in another encoding, of which `likely` may be known.
pub(super) fn remedy(likely: Option<&str>) -> String {
    const ONE: &str = "(or --source-encoding, --target-encoding for one of two files)";
    match likely {
        Some(name) => format!("it looks like {name}, so try --encoding {name} {ONE}"),
        None => format!("name its encoding with --encoding {ONE}, or save it as UTF-8"),
    }
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// What of some bytes is UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Utf8 {
    /// Characters of two bytes, which other encodings hold by chance.
    short: usize,
    /// Characters of three bytes and more, which they hardly do.
    long: usize,
    /// Stretches that are none.
    bad: usize,
    /// Whether the last of them is the start of a character.
    ends_inside: bool,
}

impl Utf8 {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut counts = Self { short: 0, long: 0, bad: 0, ends_inside: false };
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                counts.short += usize::from(c.len_utf8() == 2);
                counts.long += usize::from(c.len_utf8() > 2);
            }
            counts.bad += usize::from(!chunk.invalid().is_empty());
        }
        let last = bytes.utf8_chunks().last().map_or(&[][..], |chunk| chunk.invalid());
        counts.ends_inside =
            std::str::from_utf8(last).is_err_and(|error| error.error_len().is_none());
        counts
    }

    /// Whether the text is UTF-8 but for a little.
    pub(super) fn is_damaged(self) -> bool {
        self.bad > 0 && self.short + self.long >= 4 * self.bad
    }

    /// Whether it is rather that than anything else.
    pub(super) fn is_barely_damaged(self) -> bool {
        self.bad > 0 && self.long >= self.bad
    }

    /// Whether nothing is wrong but that the last character has not all of its bytes.
    pub(super) fn is_cut_short(self) -> bool {
        self.bad == 1 && self.ends_inside && self.short + self.long > 0
    }
}

/// So many bytes show whether a file is UTF-16.
const UTF16_SAMPLE: usize = 4096;

/// This share of the characters must be those of our languages, white space or common punctuation.
const UTF16_SHARE: f64 = 0.95;

/// The form of UTF-16 that makes text of the bytes, if one does.
///
/// White space has a zero byte, and of text in another encoding there is none; a byte decides the order, which
/// letters alone might not.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(UTF16_SAMPLE) / 2 * 2];
    if !sample.contains(&0) {
        return None;
    }
    let is_text = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let plain = |c: char| {
            c.is_ascii_graphic()
                || c.is_whitespace()
                || is_hanja(c)
                || is_syllable(c)
                || matches!(c, 'À'..='ɏ' | '\u{1100}'..='\u{11ff}')
                || is_alphabetic_elsewhere(c)
                || is_mark(c)
                || matches!(c, '\u{300}'..='\u{36f}' | '０'..='ｚ')
        };
        let all = text.chars().count();
        let known = text.chars().filter(|&c| plain(c)).count();
        let blanks = text.chars().filter(|c| matches!(c, ' ' | '\n' | '\r' | '\t')).count();
        // In Korean one character in four or five is white space.
        all > 3 && blanks * 40 >= all && known as f64 >= UTF16_SHARE * all as f64
    };
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| is_text(encoding))
}

/// So many characters that are not ASCII show what a text is.
const SAMPLE: usize = 20_000;

/// The syllables that Korean of North and South has most often: 45 % of running text, and of Chinese taken for
/// Korean 4 %.
const FREQUENT: &str = "이다는을의에가고하지를은한로사기도서인어나리자시대으정있해아들그여전수과부보장일관제상면원라유조공주선";

/// At least this share of the syllables must be among them; lists of names have a fifth.
const FREQUENT_SHARE: f64 = 0.15;

/// So many of the syllables of a text in CP949 may be beyond the 2,350 of KS X 1001; in text in another
/// encoding it is the half.
const RARE_SHARE: f64 = 0.1;

/// Whether `text`, decoded from CP949, reads as Korean or, if all that is not ASCII are quotation marks and the
/// like, as text at least.
fn reads_as_syllables(text: &str) -> bool {
    let foreign: Vec<char> =
        text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').take(SAMPLE).collect();
    let syllables: String = foreign.iter().filter(|c| is_syllable(**c)).collect();
    let of_text = |c: &&char| {
        is_syllable(**c)
            || matches!(c, '０'..='ｚ' | '①'..='⑮' | 'Ⅰ'..='Ⅹ' | '²' | '³')
            || is_hanja(**c)
            || is_mark(**c)
            || is_alphabetic_elsewhere(**c)
    };
    let known = foreign.iter().filter(of_text).count();
    if foreign.is_empty() || known * 50 < foreign.len() * 49 {
        return false;
    }
    if syllables.is_empty() {
        return foreign.iter().all(|&c| is_mark(c));
    }
    let all = syllables.chars().count() as f64;
    let mut bytes = [0; 4];
    let rare = syllables.chars().filter(|c| !is_of_ks_x_1001(c.encode_utf8(&mut bytes))).count();
    if rare as f64 > RARE_SHARE * all {
        return false;
    }
    // A few names in an English text are of no language, but Chinese would be Hanja in part.
    let is_hangul_alone = foreign.iter().all(|&c| is_syllable(c) || is_mark(c));
    let has_frequent = has_frequent_syllables(&syllables)
        && (is_hangul_alone || syllables.chars().filter(|c| FREQUENT.contains(*c)).count() > 1);
    has_frequent || is_hangul_alone && rare == 0 && all >= FEW_SYLLABLES
}

/// So many syllables, all Hangul, are Korean whichever they are: of Chinese taken for Korean two fifths are Hanja.
const FEW_SYLLABLES: f64 = 10.0;

/// Letters of other scripts that a Korean text quotes and that KS X 1001 has.
fn is_alphabetic_elsewhere(c: char) -> bool {
    jamo::is_letter(c) || matches!(c, 'ぁ'..='ヿ' | 'Α'..='ω' | 'Ѐ'..='ӿ')
}

/// Whether a syllable is one of the 2,350 of the standard, which both bytes above 0xa0 tell.
fn is_of_ks_x_1001(syllable: &str) -> bool {
    let (bytes, _, has_none) = EUC_KR.encode(syllable);
    !has_none && matches!(*bytes, [lead, trail] if lead > 0xa0 && trail > 0xa0)
}

fn has_frequent_syllables(syllables: &str) -> bool {
    let all = syllables.chars().take(SAMPLE).count();
    let frequent = syllables.chars().take(SAMPLE).filter(|c| FREQUENT.contains(*c)).count();
    frequent > 0 && frequent as f64 >= FREQUENT_SHARE * all as f64
}

/// Whether little of a text is damaged.
fn is_little(text: &str) -> bool {
    let bad = text.chars().filter(|c| *c == '\u{fffd}').count();
    bad * 20 <= text.chars().filter(|c| !c.is_ascii()).count()
}

fn is_hanja(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}')
}

/// Quotation marks, dashes and what else stands between words.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '‐'..='…' | '‰' | '′' | '″' | '※' | '、'..='〕' | '·' | '°' | '×' | '±' | '½'
            | '¼' | '¾' | '§' | '©' | '®' | '«' | '»' | '£' | '€' | '∼'
            | '℃' | '№' | '㎞' | '㎏' | '㎡' | '☎' | '☞' | '■' | '□' | '○' | '●' | '◎' | '◇'
            | '◆' | '△' | '▲' | '▽' | '▼' | '→' | '←' | '↑' | '↓' | '★' | '☆' | '\u{a0}'
            | '！'..='／' | '：'..='＠' | '［'..='｀' | '｛'..='｝' | '\u{318d}' | '─'..='╋'
    )
}

/// Whether every character that is not ASCII is a Latin letter inside a word or a mark between words, as
/// nothing is that was decoded in a wrong way.
fn reads_as_latin(text: &str) -> bool {
    let is_latin =
        |c: char| c.is_ascii_alphabetic() || matches!(c, 'À'..='ɏ' if !matches!(c, '×' | '÷'));
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    let mut bad = 0_usize;
    let mut all = 0_usize;
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            let after = chars.peek().copied().unwrap_or(' ');
            all += 1;
            let fits = if is_latin(c) {
                let in_word = is_latin(before) || is_latin(after);
                let alone = !in_word && !before.is_alphanumeric() && !after.is_alphanumeric();
                (in_word || alone && matches!(c, 'à' | 'À' | 'é' | 'É' | 'ó' | 'ò'))
                    && !(c.is_uppercase() && before.is_lowercase())
            } else {
                // Marks as letters of a wrong encoding stand inside words.
                (is_mark(c) || c == '\u{ad}')
                    && (is_apostrophe(c)
                        || !(before.is_lowercase() && after.is_lowercase())
                        || matches!(c, '–' | '—' | '…' | '·'))
                    && (before.is_ascii() || is_latin(before) || is_mark(before) && is_quote(c))
            };
            bad += usize::from(!fits);
        }
        before = c;
    }
    all > 0 && bad == 0
}

fn has_letters(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '‘' | '’')
}

fn is_quote(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '…' | '—' | '–' | '\u{a0}')
}

/// A guess gets no better from more text than this, and takes a third of a second a megabyte.
const GUESS_BYTES: usize = 64 * 1024;

/// What statistics take the bytes for; windows-1252 where they know nothing.
fn likely(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_BYTES)], true);
    detector.guess(None, Utf8Detection::Deny)
}
