//! What a PDF would take to read, before anybody reads it: what its streams unpack to, and how deep it is.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::super::fault::Fault;

/// Streams may unpack to so many bytes together …
const MOST_UNPACKED: u64 = 64 << 20;
/// … and so many times the size of the file.
const MOST_RATIO: u64 = 16;
/// Of an old way of packing, which unpacks to at most a thousand times as much, so many bytes.
const MOST_LZW: usize = 256 << 10;
/// Lists and dictionaries are no further inside each other.
const MOST_DEPTH: usize = 200;

/// Refuses a file that would take too much memory.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let most = MOST_UNPACKED + MOST_RATIO * bytes.len() as u64;
    let too_much = |part: &str, limit: String| Fault::TooMuch { part: part.into(), limit };
    let (mut left, mut lzw, mut depth, mut at) = (most, 0, 0_usize, 0);
    while at < bytes.len() {
        let rest = &bytes[at..];
        match rest[0] {
            b'[' => depth += 1,
            b'<' if rest.starts_with(b"<<") => {
                depth += 1;
                at += 1;
            }
            b']' => depth = depth.saturating_sub(1),
            b'>' if rest.starts_with(b">>") => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b'e' if rest.starts_with(b"endobj") => depth = 0,
            b's' if rest.starts_with(b"stream") && !bytes[..at].ends_with(b"end") => {
                let from = at + b"stream".len();
                let from =
                    from + bytes[from..].iter().take(2).take_while(|b| b"\r\n".contains(b)).count();
                let about = about(bytes, at);
                let body = &bytes[from..];
                let size = find(body, b"endstream").unwrap_or(body.len());
                let flate = count(about, b"FlateDecode") + count(about, b"/Fl ");
                if flate > 1 || flate > 0 && count(about, b"LZWDecode") > 0 {
                    return Err(too_much("a stream that is packed twice", "once".into()));
                }
                if flate == 1 {
                    let mut unpacked = ZlibDecoder::new(body).take(left + 1);
                    // What is broken is told by the reader, or borne.
                    let read = std::io::copy(&mut unpacked, &mut std::io::sink());
                    let read = read.unwrap_or_else(|_| left + 1 - unpacked.limit());
                    left = left.checked_sub(read).ok_or_else(|| {
                        too_much("what its streams unpack to", format!("{} MiB", most >> 20))
                    })?;
                } else if count(about, b"LZWDecode") > 0 {
                    lzw += size;
                    if lzw > MOST_LZW {
                        let limit = format!("{} KiB", MOST_LZW >> 10);
                        return Err(too_much("what is packed by LZW", limit));
                    }
                }
                at = from + size;
                continue;
            }
            _ => {}
        }
        if depth > MOST_DEPTH {
            return Err(too_much("its structure", format!("{MOST_DEPTH} lists inside each other")));
        }
        at += 1;
    }
    Ok(())
}

/// What a stream that begins at `at` says of itself.
fn about(bytes: &[u8], at: usize) -> &[u8] {
    /// Longer dictionaries are of no streams with text.
    const LONGEST: usize = 4096;
    let before = &bytes[at.saturating_sub(LONGEST)..at];
    let from = before.windows(4).rposition(|four| four == b" obj").unwrap_or_default();
    &before[from..]
}

fn count(bytes: &[u8], words: &[u8]) -> usize {
    bytes.windows(words.len()).filter(|at| *at == words).count()
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    let first = words[0];
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == first) {
        at += found;
        if bytes[at..].starts_with(words) {
            return Some(at);
        }
        at += 1;
    }
    None
}
