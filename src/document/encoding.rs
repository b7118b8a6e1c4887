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
        if let Some(offset) = bytes.iter().position(|&b| is_binary(b)) {
            return Err(Error::Binary { path: path.to_owned(), offset, byte: bytes[offset] });
        }
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
        if let Some(offset) = text.bytes().position(is_binary) {
            let byte = text.as_bytes()[offset];
            return Err(Error::Binary { path: path.to_owned(), offset, byte });
        }
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

/// Control bytes that no text file holds; form feed, tab and the line ends are text.
fn is_binary(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)
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
