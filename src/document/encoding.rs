use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use crate::{Error, Result};

/// A guess gets no better from more text than this, and takes a third of a second a megabyte.
const GUESS_BYTES: usize = 64 * 1024;

/// Decodes a whole file; see [`Document::from_bytes`](super::Document::from_bytes) for the rules.
pub(super) fn decode(path: &Path, bytes: &[u8], label: Option<&str>) -> Result<String> {
    let encoding = match label {
        Some(name) => Encoding::for_label(name.as_bytes())
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
