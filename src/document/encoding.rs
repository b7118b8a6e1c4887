//! Bytes into text: in the encoding that was named, or in the one that the bytes are surely in.

use std::path::Path;

use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{
    Reading, guess,
    johab::{self, ISO_2022_KR, JOHAB},
    offsets::Offsets,
};
use crate::{Error, Result, text::Span};

/// A file as text.
pub(super) struct Decoded {
    /// The whole of it; a byte-order mark only if the file is in UTF-8.
    pub(super) text: String,
    /// The name of its encoding.
    pub(super) encoding: &'static str,
    /// Whether the bytes alone told the encoding.
    pub(super) is_guess: bool,
    /// For a file in UTF-8, the replacement characters and the bytes that they stand for.
    pub(super) replaced: Offsets,
    /// How many replacement characters stand for bytes that are none.
    pub(super) count: usize,
}

/// An encoding that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// One of those of the web.
    Web(&'static Encoding),
    /// Korean in seven bits (RFC 1557).
    Iso2022Kr,
}

impl Charset {
    pub(super) const CP949: Self = Self::Web(EUC_KR);

    /// The encoding called `label`; CP949 and its names are that of the web's EUC-KR.
    fn named(path: &Path, label: &str) -> Result<Self> {
        let plain = label.trim().to_ascii_lowercase();
        let name = match plain.as_str() {
            "cp949" | "ms949" | "uhc" | "x-windows-949" | "cp-949" => "euc-kr",
            "iso-2022-kr" | "csiso2022kr" | "iso2022kr" | "iso2022-kr" => {
                return Ok(Self::Iso2022Kr);
            }
            "johab" | "cp1361" | "ms1361" | "ksc5601-1992" | "x-johab" => {
                return Err(Error::EncodingNotRead { path: path.to_owned(), encoding: JOHAB });
            }
            "utf-32" | "utf-32le" | "utf-32be" | "utf32" => {
                return Err(Error::EncodingNotRead { path: path.to_owned(), encoding: "UTF-32" });
            }
            other => other,
        };
        match Encoding::for_label(name.as_bytes()) {
            Some(encoding) if encoding != encoding_rs::REPLACEMENT => Ok(Self::Web(encoding)),
            _ => Err(Error::UnknownEncoding { name: label.to_owned() }),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            // The web's name is that of a part of it.
            Self::Web(encoding) if encoding == EUC_KR => "CP949",
            Self::Web(encoding) => encoding.name(),
            Self::Iso2022Kr => ISO_2022_KR,
        }
    }

    /// All of `bytes` as text, with replacement characters for what is none, and whether there are any.
    pub(super) fn lossy(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Self::Web(encoding) => {
                let (text, bad) = encoding.decode_without_bom_handling(bytes);
                (text.into_owned(), bad)
            }
            Self::Iso2022Kr => johab::decode_iso_2022_kr(bytes),
        }
    }

    /// Offset of the first byte that is no character.
    fn first_bad(self, bytes: &[u8]) -> usize {
        let Self::Web(encoding) = self else { return 0 };
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut text = String::with_capacity(bytes.len() * 3 + 16);
        match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
            (encoding_rs::DecoderResult::Malformed(bad, after), read) => {
                read - usize::from(bad) - usize::from(after)
            }
            (_, read) => read,
        }
    }
}

/// Decodes a whole file; see [`Document::from_bytes`](super::Document::from_bytes) for the rules.
pub(super) fn decode(path: &Path, bytes: &[u8], reading: &Reading<'_>) -> Result<Decoded> {
    if let Some((_, what)) = FILE_KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::NotText { path: path.to_owned(), what });
    }
    if [&[0xff, 0xfe, 0, 0], &[0, 0, 0xfe, 0xff]].iter().any(|mark| bytes.starts_with(&mark[..])) {
        return Err(Error::EncodingNotRead { path: path.to_owned(), encoding: "UTF-32" });
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| Charset::Web(encoding));
    let (charset, is_guess) = match (reading.encoding, marked) {
        // A mark knows better: a label may be meant for the other of two files.
        (Some(label), marked) => (marked.unwrap_or(Charset::named(path, label)?), false),
        (None, Some(marked)) => (marked, true),
        (None, None) => (guess::charset(path, bytes)?, true),
    };
    if charset == Charset::Web(UTF_8) {
        return utf8(path, bytes, reading, is_guess);
    }
    let body = match Encoding::for_bom(bytes) {
        Some((marked, width)) if charset == Charset::Web(marked) => &bytes[width..],
        _ => bytes,
    };
    let (text, bad) = charset.lossy(body);
    let decoded = |text: String, count| {
        check_controls(path, text.as_bytes())?;
        let encoding = charset.name();
        Ok(Decoded { text, encoding, is_guess, replaced: Offsets::default(), count })
    };
    if !bad {
        return decoded(text, 0);
    }
    let count = text.matches(char::REPLACEMENT_CHARACTER).count();
    if reading.lossy {
        return decoded(text, count);
    }
    let first = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
    let offset = bytes.len() - body.len() + charset.first_bad(body);
    let is_cut = count == 1 && first + '\u{fffd}'.len_utf8() == text.len();
    if is_cut && [UTF_16LE, UTF_16BE].map(Charset::Web).contains(&charset) {
        return Err(Error::CutShort { path: path.to_owned(), encoding: charset.name(), offset });
    }
    let is_little = count * 20 <= text.chars().filter(|c| !c.is_ascii()).count();
    if is_guess || is_little {
        return Err(damaged(path, charset.name(), &text, first, count));
    }
    Err(unfit(path, bytes, charset, &text[..first], offset))
}

/// Text in UTF-8.
fn utf8(path: &Path, bytes: &[u8], reading: &Reading<'_>, is_guess: bool) -> Result<Decoded> {
    let encoding = UTF_8.name();
    if let Ok(text) = std::str::from_utf8(bytes) {
        check_controls(path, bytes)?;
        let (text, replaced) = (text.to_owned(), Offsets::default());
        return Ok(Decoded { text, encoding, is_guess, replaced, count: 0 });
    }
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut replaced = Offsets::default();
    let mut at = 0;
    let mut count = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        let bad = chunk.invalid().len();
        if bad > 0 {
            let made = text.len();
            text.push(char::REPLACEMENT_CHARACTER);
            replaced.push(Span::new(made, text.len()), Span::new(at, at + bad));
            at += bad;
            count += 1;
        }
    }
    check_controls(path, bytes)?;
    if reading.lossy {
        return Ok(Decoded { text, encoding, is_guess, replaced, count });
    }
    let first = replaced.starts().next().unwrap_or_default();
    let utf8 = guess::Utf8::of(bytes);
    if utf8.is_cut_short() {
        return Err(Error::CutShort { path: path.to_owned(), encoding, offset: first });
    }
    if utf8.is_damaged() || utf8.is_barely_damaged() {
        return Err(damaged(path, encoding, &text, first, count));
    }
    Err(unfit(path, bytes, Charset::Web(UTF_8), &text[..first], first))
}

fn damaged(path: &Path, encoding: &'static str, text: &str, first: usize, count: usize) -> Error {
    let (line, column) = end_of(&text[..first]);
    Error::Damaged { path: path.to_owned(), encoding, count, line, column }
}

/// The error of text that is not in the encoding which was named; `before` is what could be read of it.
fn unfit(path: &Path, bytes: &[u8], charset: Charset, before: &str, offset: usize) -> Error {
    let (line, column) = end_of(before);
    let other = guess::charset(path, bytes).ok().filter(|other| *other != charset);
    Error::Encoding {
        path: path.to_owned(),
        expected: charset.name(),
        line,
        column,
        byte: bytes.get(offset).copied().unwrap_or_default(),
        remedy: guess::remedy(other.map(Charset::name)),
    }
}

/// Line and column, from 1, of what follows after `before`.
pub(super) fn end_of(before: &str) -> (usize, usize) {
    let lines = super::line_spans(before);
    let ends = before.ends_with(['\n', '\r']);
    let last = lines.last().filter(|_| !ends).map_or("", |line| line.of(before));
    let last = last.strip_prefix(super::compose::MARK).filter(|_| lines.len() == 1).unwrap_or(last);
    (lines.len().max(1) + usize::from(ends), last.chars().count() + 1)
}

/// The first bytes of files that are often given instead of their text, and what to do about them.
const FILE_KINDS: [(&[u8], &str); 6] = [
    (b"%PDF-", "a PDF: read it as one with --input-format pdf"),
    (
        b"PK\x03\x04",
        "a ZIP archive, and none of a format that is read: save the document as plain text first",
    ),
    (b"\xd0\xcf\x11\xe0", "an old .doc document: save it as .docx first"),
    (b"\x89PNG", "a picture: give the text that it shows"),
    (b"GIF8", "a picture: give the text that it shows"),
    (b"\xff\xd8\xff", "a picture: give the text that it shows"),
];

/// Control bytes that belong in no text; form feed, tab and the line ends do.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)
}

/// A file with this many control bytes is none of text …
const MANY_CONTROLS: usize = 8;

/// … if they are more than one in so many.
const CONTROLS_ONE_IN: usize = 100;

/// Refuses what is no text: a zero byte, or many other control bytes. A stray one, such as the bell that
/// an old terminal left, is kept where it stands, and the rule `spacing` reports it.
fn check_controls(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut controls = bytes.iter().enumerate().filter(|(_, byte)| is_control(**byte));
    let Some(first) = controls.next() else { return Ok(()) };
    let zero = bytes.iter().position(|&byte| byte == 0);
    let count = 1 + controls.count();
    let many = count >= MANY_CONTROLS && count * CONTROLS_ONE_IN > bytes.len();
    if zero.is_none() && !many {
        return Ok(());
    }
    let offset = zero.unwrap_or(first.0);
    Err(Error::Binary { path: path.to_owned(), offset, byte: bytes[offset] })
}
