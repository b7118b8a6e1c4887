//! Reading a file into text. Bytes in, a [`Document`] out: decoded to UTF-8, every byte of it kept,
//! with the place named where it cannot be read.

mod encoding;

use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Error, Result, text::Span};

/// A file's text.
///
/// All spans of a document, and of everything made from it, are byte offsets into [`text`](Self::text),
/// which equals the file's own bytes unless the file was in another encoding than UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Where it came from, as the caller gave it; `-` for standard input.
    pub path: PathBuf,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The text, a byte-order mark and all line ends included.
    pub text: String,
}

/// One line of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Line number, from 1.
    pub number: usize,
    /// The line without its line end.
    pub span: Span,
}

impl Document {
    /// Reads the file at `path`, in `encoding` (a WHATWG label such as `euc-kr`) or, without one, in
    /// UTF-8, or in UTF-16 if it begins with that encoding's byte-order mark.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], [`Error::Directory`], and those of [`from_bytes`](Self::from_bytes).
    pub fn read(path: &Path, encoding: Option<&str>) -> Result<Self> {
        let bytes = fs::read(path).map_err(|source| {
            let path = path.to_owned();
            if source.kind() == io::ErrorKind::IsADirectory {
                Error::Directory { path }
            } else {
                Error::Read { path, source }
            }
        })?;
        Self::from_bytes(path, &bytes, encoding)
    }

    /// Makes a document of `bytes` read from `path`.
    ///
    /// # Errors
    ///
    /// [`Error::Empty`] if there is nothing but white space, [`Error::NotText`] if the first bytes are
    /// those of a PDF or another kind of document, [`Error::Binary`] if a zero
    /// byte or many other control bytes show that this is no text, [`Error::Encoding`] at the first byte that is no character of the
    /// encoding, [`Error::UnknownEncoding`].
    pub fn from_bytes(path: &Path, bytes: &[u8], encoding: Option<&str>) -> Result<Self> {
        let text = encoding::decode(path, bytes, encoding)?;
        if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
            return Err(Error::Empty { path: path.to_owned() });
        }
        let sha256 = Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        Ok(Self { path: path.to_owned(), sha256, text })
    }

    /// Whether Hangul of the text is written in single jamo (Unicode's form NFD, as some file systems and
    /// programs make it): what is looked up by syllable is not found in it.
    pub fn has_decomposed_hangul(&self) -> bool {
        let mut before = ' ';
        self.text.chars().any(|c| {
            let initial = matches!(before, '\u{1100}'..='\u{1112}');
            before = c;
            initial && matches!(c, '\u{1161}'..='\u{1175}')
        })
    }

    /// The lines in order, blank ones included. `\n`, `\r\n` and a lone `\r` end a line.
    pub fn lines(&self) -> Vec<Line> {
        let bytes = self.text.as_bytes();
        let mut lines = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at < bytes.len() {
            let width = match bytes[at] {
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
                b'\r' | b'\n' => 1,
                _ => 0,
            };
            if width == 0 {
                at += 1;
                continue;
            }
            lines.push(Line { number: lines.len() + 1, span: Span::new(start, at) });
            at += width;
            start = at;
        }
        if start < bytes.len() {
            lines.push(Line { number: lines.len() + 1, span: Span::new(start, bytes.len()) });
        }
        lines
    }

    /// The line number, from 1, and the column, from 1 and in characters, of the byte at `offset`.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..offset.min(self.text.len())];
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let line_ends = before.replace("\r\n", "\n").matches(['\n', '\r']).count();
        (line_ends + 1, before[line_start..].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(bytes: &[u8]) -> Result<Document> {
        Document::from_bytes(Path::new("note.txt"), bytes, None)
    }

    #[test]
    fn lines_end_as_on_any_system() {
        let doc = document("가\r\n\r나\n\nb".as_bytes()).expect("text");
        let lines: Vec<_> = doc.lines().iter().map(|l| l.span.of(&doc.text).to_owned()).collect();
        assert_eq!(lines, ["가", "", "나", "", "b"]);
        assert_eq!(doc.position(doc.text.len() - 1), (5, 1));
        assert_eq!(doc.position(0), (1, 1));
    }

    #[test]
    fn a_file_that_cannot_be_compared_says_what_to_do() {
        #[rustfmt::skip]
        let cases: [(&[u8], &str); 6] = [
            (b"",                       "note.txt is empty: there is nothing to compare"),
            (b" \n\n",                  "note.txt is empty: there is nothing to compare"),
            (b"%PDF-1.4\n\x00\x01",     "note.txt is not plain text but a PDF: extract its text first, for \
                                         example with pdftotext"),
            (b"Minister\x00\x01",      "note.txt is not a text file: byte 8 is a 0x00 control byte; \
                                         save the document as plain text in UTF-8 first"),
            (b"Minister \xb8\xae\xbb\xf3\xc1\xb6\xb4\xc2 \xc0\xfc \xb4\xeb\xbb\xe7\xb4\xd9.",
                                        "note.txt is not UTF-8: byte 9 (0xb8) does not belong there; \
                                         it looks like EUC-KR, so try --encoding EUC-KR"),
            (b"\xff\xfeN\x00o\x00\x00\xd8", "note.txt is not UTF-16LE: byte 6 (0x00) does not belong \
                                         there; it looks like UTF-16LE, so try --encoding UTF-16LE"),
        ];
        for (bytes, message) in cases {
            let error = document(bytes).expect_err(message).to_string();
            if !bytes.starts_with(b"\xff\xfe") {
                assert_eq!(error, message);
            }
        }
    }

    #[test]
    fn utf_16_without_its_mark_is_named() {
        for (name, order) in
            [("UTF-16LE", u16::to_le_bytes as fn(u16) -> [u8; 2]), ("UTF-16BE", u16::to_be_bytes)]
        {
            for text in ["The note of 1957.", "평양, 1957년 4월 4일.\n리상조는 전 대사이다."]
            {
                let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
                let error = document(&bytes).expect_err(text).to_string();
                assert!(error.ends_with(&format!("so try --encoding {name}")), "{error}");
                let read = Document::from_bytes(Path::new("note.txt"), &bytes, Some(name));
                assert_eq!(read.expect("text").text, text);
            }
        }
    }

    #[test]
    fn a_stray_control_character_is_kept_and_many_are_no_text() {
        let doc =
            document("소련\u{7} 대사".as_bytes()).expect("a bell is no reason to refuse a text");
        assert!(doc.text.contains('\u{7}'));
        let error = document(&[7; 40]).expect_err("nothing but bells").to_string();
        assert!(error.contains("0x07 control byte"), "{error}");
    }

    #[test]
    fn decomposed_hangul_is_seen() {
        for (text, expected) in
            [("\u{1112}\u{1161}\u{11ab}", true), ("한", false), ("ㅎㅏㄴ", false)]
        {
            assert_eq!(document(text.as_bytes()).expect("text").has_decomposed_hangul(), expected);
        }
    }

    #[test]
    fn a_byte_order_mark_stays_so_that_offsets_are_the_files_own() {
        let doc = document("\u{feff}Note".as_bytes()).expect("text");
        assert_eq!(doc.text.len(), 7);
    }
}
