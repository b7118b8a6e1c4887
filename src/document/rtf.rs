//! Rich Text Format (1.9): words, paragraphs, cells and notes; of groups that programs keep for themselves nothing.

use std::collections::BTreeMap;

use encoding_rs::{EUC_KR, Encoding, REPLACEMENT, WINDOWS_1252};

use super::{
    block::BlockKind,
    fault::Fault,
    made::{Made, Maker},
};
use crate::text::Span;

/// Groups are no further inside each other.
const MOST_DEPTH: usize = 2000;

/// Groups that hold no text of the document.
const HIDDEN: [&str; 27] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "fldinst",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "themedata",
    "datastore",
    "latentstyles",
    "colorschememapping",
    "filetbl",
    "atnid",
    "annotation",
    "atnauthor",
    "bkmkstart",
    "bkmkend",
    "listtext",
    // What says of a shape how it looks, and what stands for one where programs know none.
    "sp",
    "shprslt",
    "nonshppict",
];

/// What a reader sees of an RTF document.
pub(super) fn read(text: &str) -> Result<Made, Fault> {
    if !text.trim_start_matches('\u{feff}').starts_with("{\\rtf") {
        let problem = "it does not begin with {\\rtf".into();
        return Err(Fault::Not { format: "rtf", problem });
    }
    let mut reader = Reader {
        text,
        maker: Maker::default(),
        states: Vec::new(),
        state: State { skip: 1, encoding: WINDOWS_1252, ..State::default() },
        bytes: Vec::new(),
        bytes_at: Span::new(0, 0),
        high: None,
        pass: 0,
        in_row: false,
        last: None,
        asides: Vec::new(),
        is_johab: false,
        fonts: BTreeMap::new(),
        font: None,
    };
    reader.run()?;
    Ok(reader.maker.finish())
}

#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each is switched by a control word of its own")]
struct State {
    /// Whether the group is one that programs keep for themselves.
    hidden: bool,
    /// Whether its words are set not to be shown.
    vanished: bool,
    note: bool,
    deleted: bool,
    beside: bool,
    /// Whether the group is the table of fonts, which tells the encoding of each.
    fonts: bool,
    in_table: bool,
    heading: bool,
    /// How many bytes stand for a character behind its number.
    skip: usize,
    encoding: &'static Encoding,
}

impl Default for State {
    fn default() -> Self {
        Self {
            hidden: false,
            vanished: false,
            note: false,
            deleted: false,
            beside: false,
            fonts: false,
            in_table: false,
            heading: false,
            skip: 1,
            encoding: WINDOWS_1252,
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    maker: Maker,
    states: Vec<State>,
    state: State,
    /// Bytes of characters in an encoding, and where they are written.
    bytes: Vec<u8>,
    bytes_at: Span,
    /// The first half of a character of two.
    high: Option<u16>,
    /// So many characters stand for one that was told by its number.
    pass: usize,
    in_row: bool,
    last: Option<BlockKind>,
    /// The depths of groups for which the open paragraph is set aside, with what was before it.
    asides: Vec<(usize, Option<BlockKind>)>,
    /// Whether words are written in johab.
    is_johab: bool,
    /// Encodings of fonts.
    fonts: BTreeMap<i32, &'static Encoding>,
    font: Option<i32>,
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), Fault> {
        let mut at = self.text.find('{').unwrap_or_default();
        let bytes = self.text.as_bytes();
        let mut destination = false;
        while at < bytes.len() {
            self.refuse_johab()?;
            match bytes[at] {
                b'{' => {
                    self.flush();
                    if self.states.len() >= MOST_DEPTH {
                        let limit = format!("{MOST_DEPTH} groups inside each other");
                        return Err(Fault::TooMuch { part: "its text".into(), limit });
                    }
                    self.states.push(self.state);
                    (self.pass, destination) = (0, false);
                    at += 1;
                }
                b'}' => {
                    self.flush();
                    while let Some((_, last)) =
                        self.asides.pop_if(|(depth, _)| *depth == self.states.len())
                    {
                        self.end(false);
                        self.maker.take_up();
                        self.last = last;
                    }
                    let beside = self.state.beside;
                    let Some(before) = self.states.pop() else { return self.refuse_johab() };
                    if beside && !before.beside {
                        self.end(false);
                    }
                    self.state = before;
                    self.pass = 0;
                    at += 1;
                    if self.states.is_empty() {
                        return Ok(());
                    }
                }
                b'\\' => at = self.control(at, &mut destination),
                b'\r' | b'\n' => at += 1,
                _ => {
                    let end = self.text[at..].find(['{', '}', '\\', '\r', '\n']);
                    let end = end.map_or(bytes.len(), |end| at + end);
                    self.words(at, end);
                    at = end;
                }
            }
        }
        Err(Fault::Damaged { part: "its end".into(), problem: "it is cut short".into() })
    }

    fn refuse_johab(&self) -> Result<(), Fault> {
        if self.is_johab {
            return Err(Fault::Locked(
                "its letters are in johab, which is not read: open it in a word processor and save it anew",
            ));
        }
        Ok(())
    }

    /// Words as they stand.
    fn words(&mut self, mut at: usize, end: usize) {
        for c in self.text[at..end].chars() {
            if self.pass > 0 {
                self.pass -= 1;
                at += c.len_utf8();
            } else {
                break;
            }
        }
        if at < end && !self.is_hidden() {
            self.flush();
            self.maker.push_from(&self.text[at..end], Span::new(at, end));
        }
    }

    fn is_hidden(&self) -> bool {
        self.state.hidden || self.state.vanished || self.state.deleted
    }

    /// Adds a character that stands at `from`.
    fn char(&mut self, shown: &str, from: Span) {
        self.flush();
        if !self.is_hidden() {
            self.maker.push_from(shown, from);
        }
    }

    /// Makes characters of the bytes that have come together.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        self.is_johab |= self.state.encoding == REPLACEMENT && !self.is_hidden();
        if !self.is_hidden() {
            let (shown, ..) = self.state.encoding.decode_without_bom_handling(&bytes);
            self.maker.push_from(&shown, self.bytes_at);
        }
    }

    /// Goes over a control word or sign; gives back where it ends.
    fn control(&mut self, at: usize, destination: &mut bool) -> usize {
        let rest = &self.text[at + 1..];
        let Some(first) = rest.chars().next() else { return self.text.len() };
        if !first.is_ascii_alphabetic() {
            return self.sign(at, first, destination);
        }
        let name_end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let (name, tail) = rest.split_at(name_end);
        let digits = tail.strip_prefix('-').unwrap_or(tail);
        let digits = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let number_end = if digits == 0 { 0 } else { digits + usize::from(tail.starts_with('-')) };
        let number = tail[..number_end].parse::<i32>().ok();
        let blank = usize::from(tail[number_end..].starts_with(' '));
        let end = at + 1 + name_end + number_end + blank;
        self.word(name, number, Span::new(at, end), std::mem::take(destination));
        end
    }

    fn sign(&mut self, at: usize, first: char, destination: &mut bool) -> usize {
        let end = at + 1 + first.len_utf8();
        match first {
            '\'' => {
                let code = self.text.get(at + 2..at + 4);
                let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) else {
                    return end;
                };
                if self.pass > 0 {
                    self.pass -= 1;
                } else {
                    let from = Span::new(at, at + 4);
                    self.bytes_at =
                        if self.bytes.is_empty() { from } else { self.bytes_at.join(from) };
                    self.bytes.push(byte);
                }
                return at + 4;
            }
            '*' => *destination = true,
            '\\' | '{' | '}' => {
                if self.pass > 0 {
                    self.pass -= 1;
                } else {
                    self.char(&self.text[at + 1..end], Span::new(at, end));
                }
            }
            '~' => self.char(" ", Span::new(at, end)),
            '_' => self.char("-", Span::new(at, end)),
            '\r' | '\n' => self.paragraph(),
            _ => {}
        }
        end
    }

    fn word(&mut self, name: &str, number: Option<i32>, from: Span, destination: bool) {
        if self.pass > 0 && name != "u" && name != "uc" {
            // What stands for a character may be a control word.
            self.pass -= 1;
            return;
        }
        if name != "u" {
            self.flush();
        }
        let on = number != Some(0);
        match name {
            "u" => self.numbered(number.unwrap_or_default(), from),
            "uc" => self.state.skip = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
            "ansicpg" | "cpg" => {
                if let Some(encoding) = number.and_then(code_page) {
                    self.state.encoding = encoding;
                    self.fonts.extend(self.font.map(|font| (font, encoding)));
                }
            }
            "f" | "af" if self.state.fonts => self.font = number,
            "fcharset" if self.state.fonts => {
                let encoding = number.and_then(charset);
                self.fonts.extend(self.font.zip(encoding));
            }
            "f" => {
                let known = number.and_then(|font| self.fonts.get(&font));
                self.state.encoding = known.copied().unwrap_or(self.state.encoding);
            }
            "par" | "sect" | "page" => self.paragraph(),
            "line" if self.maker.goes_on() => self.char(" ", from),
            "line" => self.end(false),
            "tab" => self.char("\t", from),
            "cell" | "nestcell" => {
                self.state.in_table = true;
                self.end(self.in_row);
                self.in_row = true;
            }
            "row" | "nestrow" => self.in_row = true,
            "intbl" => self.state.in_table = true,
            "pard" => {
                (self.state.in_table, self.state.heading) = (false, false);
            }
            "outlinelevel" => self.state.heading = number.is_none_or(|level| level < 9),
            // A note stands inside the sentence that it is to, and a text box where it is anchored.
            "footnote" | "shptxt" if !self.state.hidden => {
                self.maker.set_aside();
                self.asides.push((self.states.len(), self.last));
                self.state.note |= name == "footnote";
            }
            "shpinst" => {}
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => {
                self.end(false);
                self.state.beside = true;
            }
            "deleted" => self.state.deleted = on,
            "v" => self.state.vanished = on,
            "plain" => (self.state.vanished, self.state.deleted) = (false, false),
            "emdash" => self.char("—", from),
            "endash" => self.char("–", from),
            "lquote" => self.char("‘", from),
            "rquote" => self.char("’", from),
            "ldblquote" => self.char("“", from),
            "rdblquote" => self.char("”", from),
            "bullet" => self.char("•", from),
            "emspace" | "enspace" | "qmspace" => self.char(" ", from),
            _ if HIDDEN.contains(&name) || destination && name != "ud" => {
                self.state.fonts = name == "fonttbl";
                self.state.hidden = true;
            }
            "ud" => self.state.hidden = false,
            _ => {}
        }
    }

    /// A character by its number, in units of UTF-16; what stands behind it is for programs that know none.
    fn numbered(&mut self, number: i32, from: Span) {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "sixteen bits are kept"
        )]
        let unit = (number & 0xffff) as u16;
        self.pass = self.state.skip;
        let shown = match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.high = Some(unit);
                return;
            }
            (Some(high), unit) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            (None, unit) => char::from_u32(u32::from(unit)),
        };
        self.flush();
        if let Some(shown) = shown
            && !self.is_hidden()
        {
            self.maker.push_from(shown.encode_utf8(&mut [0; 4]), from);
        }
    }

    fn paragraph(&mut self) {
        if self.state.in_table && self.last == Some(BlockKind::Cell) {
            self.end(false);
        } else {
            self.in_row = false;
            self.end(false);
        }
    }

    fn end(&mut self, adjoins: bool) {
        self.flush();
        if !self.maker.has_words() {
            self.maker.drop_open();
            return;
        }
        let kind = if self.state.note {
            BlockKind::Note
        } else if self.state.in_table {
            BlockKind::Cell
        } else if self.state.heading {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        };
        self.maker.end(kind, adjoins && self.last == Some(kind));
        self.last = Some(kind);
    }
}

fn code_page(number: i32) -> Option<&'static Encoding> {
    match number {
        949 => Some(EUC_KR),
        // What nobody here decodes is refused where words are written in it.
        1361 => Some(REPLACEMENT),
        932 => Some(encoding_rs::SHIFT_JIS),
        936 => Some(encoding_rs::GBK),
        950 => Some(encoding_rs::BIG5),
        65001 => Some(encoding_rs::UTF_8),
        number => Encoding::for_label(format!("windows-{number}").as_bytes()),
    }
}

fn charset(number: i32) -> Option<&'static Encoding> {
    let page = match number {
        0 => 1252,
        128 => 932,
        129 => 949,
        130 => 1361,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    code_page(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_any_encoding() {
        #[rustfmt::skip]
        let cases: &[(&str, &[&str], &str)] = &[
            (r"{\rtf1\ansi Hello, {\b you}.\par Second.\par}",             &["Hello, you.", "Second."], "paragraphs"),
            (r"{\rtf1\ansicpg949 \'b1\'e8\'c0\'cf\par}",                    &["김일"],                  "bytes of Korean"),
            (r"{\rtf1\ansi\uc2\u44608\'b1\'e8\u51068\'c0\'cf\par}",         &["김일"],                  "numbers with bytes behind"),
            (r"{\rtf1{\fonttbl{\f0\fcharset129 Batang;}}\f0 \'b1\'e8\par}", &["김"],                    "the encoding of a font"),
            (r"{\rtf1{\*\generator x;}{\info{\title T}}a\par}",             &["a"],                     "what programs keep"),
            (r"{\rtf1 a{\deleted b}c\{d\}\par}",                            &["ac{d}"],                 "a deletion, braces"),
            (r"{\rtf1 One{\super\chftn}{\footnote\pard\plain a note.\par b} two.\par c}", &["One two.", "a note.", "b", "c"], "a note inside a sentence"),
            (r"{\rtf1 a{\v b\plain c}\plain d\par}",                         &["acd"],                   "what ends hidden words"),
            (r"{\rtf1 a{\*\x b{\v0 c}\plain d}e\par}",                      &["ae"],                    "and not what a program keeps"),
            (r"{\rtf1 One{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv 1}}{\shptxt \pard box\par}}{\shprslt box}} two.\par}", &["One two.", "box"], "a text box"),
            (r"{\rtf1\uc1\u4352?\u4449? x\par}",                           &["가 x"],                  "letters in parts"),
            (r"{\rtf1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset129 B;}}\f1 \'b1\'e8\f7 \'c0\'cf\par}", &["김일"], "a font that is not listed"),
            (r"{\rtf1\trowd\intbl a\cell\intbl b\cell\row\pard c\par}",     &["a", "b", "c"],           "cells"),
            ("{\\rtf1 a\nb\\par}",                                          &["ab"],                    "ends of lines are nothing"),
        ];
        for (text, expected, why) in cases {
            let made = read(text).expect(why);
            let shown: Vec<&str> = made.blocks.iter().map(|b| b.span.of(&made.text)).collect();
            assert_eq!(shown, *expected, "{why}");
        }
        assert!(matches!(read(r"{\rtf1\ansicpg1361 \'88\'61\par}"), Err(Fault::Locked(_))));
        assert!(read("{\\rtf1 cut short").is_err());
        assert!(read(&format!("{{\\rtf1 {}", "{".repeat(5000))).is_err());
    }
}
