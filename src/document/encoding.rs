use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use crate::{Error, Result};

/// A guess gets no better from more text than this, and takes a third of a second a megabyte.
const GUESS_BYTES: usize = 64 * 1024;

/// Decodes a whole file; see [`Document::from_bytes`](super::Document::from_bytes) for the rules.
pub(super) fn decode(path: &Path, bytes: &[u8], label: Option<&str>) -> Result<String> {
    if let Some((_, what)) = FILE_KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::NotText { path: path.to_owned(), what });
    }
    let encoding = match label {
        Some(name) => Encoding::for_label(label_of(name).as_bytes())
            .ok_or_else(|| Error::UnknownEncoding { name: name.to_owned() })?,
        None => Encoding::for_bom(bytes).map_or(UTF_8, |(encoding, _)| encoding),
    };
    if encoding == UTF_8 {
        // Text in UTF-16 is no UTF-8, and every other byte of its English is 0.
        if label.is_none()
            && (bytes.contains(&0) || std::str::from_utf8(bytes).is_err())
            && let Some(likely) = likely_utf16(bytes)
        {
            let offset = first_unfit(bytes);
            let byte = bytes.get(offset).copied().unwrap_or_default();
            let path = path.to_owned();
            return Err(Error::Encoding { path, expected: encoding.name(), offset, byte, likely });
        }
        check_controls(path, bytes)?;
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(unfit(path, bytes, encoding, error.valid_up_to())),
        };
    }
    let body = match Encoding::for_bom(bytes) {
        Some((marked, width)) if marked == encoding => &bytes[width..],
        _ => bytes,
    };
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) {
        check_controls(path, text.as_bytes())?;
        return Ok(text.into_owned());
    }
    let good = longest_decodable(encoding, body);
    Err(unfit(path, bytes, encoding, bytes.len() - body.len() + good))
}

/// The first bytes of files that are often given instead of their text, and what to do about them.
const FILE_KINDS: [(&[u8], &str); 7] = [
    (b"%PDF-", "a PDF: extract its text first, for example with pdftotext"),
    (
        b"PK\x03\x04",
        "a ZIP archive such as .docx, .odt or .hwpx: save the document as plain text first",
    ),
    (b"\xd0\xcf\x11\xe0", "an old .doc or .hwp document: save it as plain text first"),
    (b"{\\rtf", "an RTF document: save it as plain text first"),
    (b"\x89PNG", "a picture: give the text that it shows"),
    (b"GIF8", "a picture: give the text that it shows"),
    (b"\xff\xd8\xff", "a picture: give the text that it shows"),
];

/// The label that the standard knows for a name which Korean programs use.
fn label_of(name: &str) -> &str {
    match name.to_ascii_lowercase().as_str() {
        "cp949" | "ms949" | "uhc" => "euc-kr",
        _ => name,
    }
}

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

/// So many bytes show whether a file is UTF-16.
const UTF16_SAMPLE: usize = 4096;

/// This share of the characters must be those of our languages, white space or common punctuation.
const UTF16_SHARE: f64 = 0.95;

/// The name of the form of UTF-16 that makes text of the bytes, if one does.
fn likely_utf16(bytes: &[u8]) -> Option<&'static str> {
    let sample = &bytes[..bytes.len().min(UTF16_SAMPLE) / 2 * 2];
    let is_text = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        let plain = |c: char| {
            c.is_ascii_graphic()
                || matches!(c, ' ' | '\t' | '\n' | '\r' | '가'..='힣' | '‐'..='…' | '、'..='〕')
        };
        let all = text.chars().count();
        let known = text.chars().filter(|&c| plain(c)).count();
        // A space or line end tells the order of the bytes, which letters alone might not.
        all > 3 && text.contains([' ', '\n']) && known as f64 >= UTF16_SHARE * all as f64
    };
    [encoding_rs::UTF_16LE, encoding_rs::UTF_16BE]
        .into_iter()
        .find(|encoding| is_text(encoding))
        .map(Encoding::name)
}

/// The first byte that shows that a text is no UTF-8.
fn first_unfit(bytes: &[u8]) -> usize {
    let zero = bytes.iter().position(|&byte| byte == 0);
    let odd = std::str::from_utf8(bytes).err().map(|error| error.valid_up_to());
    zero.into_iter().chain(odd).min().unwrap_or_default()
}

fn unfit(path: &Path, bytes: &[u8], encoding: &'static Encoding, offset: usize) -> Error {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // From the first odd byte on, so that a long English half does not hide the other language.
    let sample = &bytes[offset.saturating_sub(GUESS_BYTES / 2)..];
    detector.feed(&sample[..sample.len().min(GUESS_BYTES)], true);
    Error::Encoding {
        path: path.to_owned(),
        expected: encoding.name(),
        offset,
        byte: bytes.get(offset).copied().unwrap_or_default(),
        likely: detector.guess(None, Utf8Detection::Deny).name(),
    }
}

/// How many bytes from the start of `body` decode without an error.
fn longest_decodable(encoding: &'static Encoding, body: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(body.len() * 3 + 16);
    let (result, read) = decoder.decode_to_string_without_replacement(body, &mut text, true);
    match result {
        encoding_rs::DecoderResult::Malformed(bad, after) => {
            read - usize::from(bad) - usize::from(after)
        }
        _ => read,
    }
}
