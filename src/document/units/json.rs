//! JSON with places: where each string stands in a file.
//!
//! A small reader of our own, since the crates that read JSON do not say where a string began; what is no JSON is told
//! by its line.

use super::{Extract, Path, UnitFault};
use crate::text::Span;

/// Values in each other may be so many.
const DEEPEST: usize = 128;

/// What a file says, in its order.
pub(super) enum Said {
    /// A string between its quotation marks, under this path of keys.
    String(Span),
    /// A number, true, false or null.
    Other,
}

/// Goes through values.
pub(super) struct Json<'f> {
    pub(super) file: &'f str,
    pub(super) at: usize,
    depth: usize,
}

impl<'f> Json<'f> {
    pub(super) fn new(file: &'f str) -> Self {
        Self { file, at: 0, depth: 0 }
    }

    pub(super) fn blanks(&mut self) {
        let rest = &self.file[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '\u{feff}']).len();
    }

    fn byte(&self) -> Option<u8> {
        self.file.as_bytes().get(self.at).copied()
    }

    fn fail<T>(&self, expected: &str) -> Result<T, UnitFault> {
        let problem = if self.at >= self.file.len() {
            format!(
                "the file ends where {expected} should stand: it is cut short; get the whole file"
            )
        } else {
            let rest: String = self.file[self.at..].chars().take(12).collect();
            format!("this is no JSON: {expected} should stand here, and not {rest:?}")
        };
        Err(UnitFault::new(self.at, problem))
    }

    /// A value. Strings are handed to `each` with the keys that lead to them.
    pub(super) fn value(
        &mut self,
        path: &mut Path,
        each: &mut impl FnMut(&Path, Said) -> Result<(), UnitFault>,
    ) -> Result<(), UnitFault> {
        self.blanks();
        match self.byte() {
            Some(b'"') => {
                let span = self.string()?;
                each(path, Said::String(span))
            }
            Some(open @ (b'{' | b'[')) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(UnitFault::new(
                        self.at,
                        format!("more than {DEEPEST} values inside each other"),
                    ));
                }
                self.at += 1;
                self.members(open == b'{', path, each)?;
                self.depth -= 1;
                Ok(())
            }
            _ => {
                let rest = &self.file[self.at..];
                let len = rest.find([',', '}', ']', ' ', '\t', '\n', '\r']).unwrap_or(rest.len());
                let word = &rest[..len];
                if !matches!(word, "true" | "false" | "null") && word.parse::<f64>().is_err() {
                    return self.fail("a value");
                }
                self.at += len;
                each(path, Said::Other)
            }
        }
    }

    fn members(
        &mut self,
        has_keys: bool,
        path: &mut Path,
        each: &mut impl FnMut(&Path, Said) -> Result<(), UnitFault>,
    ) -> Result<(), UnitFault> {
        let close = if has_keys { b'}' } else { b']' };
        let mut number = 0;
        self.blanks();
        if self.byte() == Some(close) {
            self.at += 1;
            return Ok(());
        }
        loop {
            if has_keys {
                self.blanks();
                if self.byte() != Some(b'"') {
                    return self.fail("a key between quotation marks");
                }
                let key = self.string()?;
                path.push(&unescaped(self.file, key));
                self.blanks();
                if self.byte() != Some(b':') {
                    return self.fail("a colon");
                }
                self.at += 1;
            } else {
                path.push(&number.to_string());
                number += 1;
            }
            self.value(path, each)?;
            path.pop();
            self.blanks();
            match self.byte() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return Ok(());
                }
                _ => return self.fail("a comma or the end of this list"),
            }
        }
    }

    /// A string: what stands between its quotation marks.
    fn string(&mut self) -> Result<Span, UnitFault> {
        let bytes = self.file.as_bytes();
        let start = self.at + 1;
        let mut at = start;
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') if at + 1 < bytes.len() => at += 2,
                Some(b'\n') | None => {
                    let problem = "this string has no quotation mark at its end";
                    return Err(UnitFault::new(self.at, problem));
                }
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        Ok(Span::new(start, at))
    }
}

/// What a string holds, piece by piece: as it stands, or what an escape is for.
fn pieces(file: &str, span: Span, mut each: impl FnMut(Option<char>, Span)) {
    let text = span.of(file);
    let mut plain = 0;
    let mut at = 0;
    let hexadecimal =
        |at: usize| text.get(at..at + 4).and_then(|four| u32::from_str_radix(four, 16).ok());
    while let Some(found) = text[at..].find('\\').map(|found| at + found) {
        let Some(kind) = text[found + 1..].chars().next() else { break };
        let mut len = 1 + kind.len_utf8();
        let shown = match kind {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => {
                let Some(mut point) = hexadecimal(found + 2) else {
                    at = found + 1;
                    continue;
                };
                len = 6;
                if (0xd800..0xdc00).contains(&point)
                    && text[found + 6..].starts_with("\\u")
                    && let Some(low @ 0xdc00..0xe000) = hexadecimal(found + 8)
                {
                    point = 0x1_0000 + ((point - 0xd800) << 10) + (low - 0xdc00);
                    len = 12;
                }
                char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => other,
        };
        if plain < found {
            each(None, Span::new(plain, found).shifted(span.start));
        }
        each(Some(shown), Span::new(found, found + len).shifted(span.start));
        plain = found + len;
        at = plain;
    }
    if plain < text.len() {
        each(None, Span::new(plain, text.len()).shifted(span.start));
    }
}

/// Copies what a string holds.
pub(super) fn copy(file: &str, extract: &mut Extract<'_>, span: Span) {
    pieces(file, span, |shown, piece| match shown {
        Some(c) => extract.put(c.encode_utf8(&mut [0; 4]), piece),
        None => extract.copy(piece),
    });
}

/// What a string holds.
fn unescaped(file: &str, span: Span) -> String {
    let mut text = String::new();
    pieces(file, span, |shown, piece| match shown {
        Some(c) => text.push(c),
        None => text.push_str(piece.of(file)),
    });
    text
}
