//! GNU gettext's catalogues (`.po`, `.pot`): messages with contexts, plural forms and flags.
//!
//! Read by ourselves, since no crate keeps where in the file a string stands. Entries that are out of use (`#~`) are
//! counted and not compared; the entry without a message is the head of the file.

use super::{Extract, UnitFault, Wanted};
use crate::{
    document::unit::{PluralForm, State, Unit, UnitText},
    text::Span,
};

/// An entry so far.
#[derive(Default)]
struct Entry {
    line: usize,
    is_fuzzy: bool,
    flags: Vec<String>,
    context: Option<String>,
    message: Option<UnitText>,
    plural: Option<UnitText>,
    forms: Vec<UnitText>,
}

/// What a string belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keyword {
    Context,
    Message,
    Plural,
    Form,
}

const KEYWORDS: [(&str, Keyword); 4] = [
    ("msgctxt", Keyword::Context),
    ("msgid_plural", Keyword::Plural),
    ("msgid", Keyword::Message),
    ("msgstr", Keyword::Form),
];

/// Ids are the message, cut after so many characters.
const ID_CHARS: usize = 60;

/// Reads all entries.
pub(super) fn read(
    file: &str,
    extract: &mut Extract<'_>,
    _: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let mut reader = Reader { file, at: 0, extract, units: Vec::new() };
    reader.entries()?;
    Ok(reader.units)
}

struct Reader<'f, 'e, 'x> {
    file: &'f str,
    at: usize,
    extract: &'e mut Extract<'x>,
    units: Vec<Unit>,
}

impl<'f> Reader<'f, '_, '_> {
    /// The line at which the reader stands, without white space at its ends.
    fn line(&self) -> Option<Span> {
        if self.at >= self.file.len() {
            return None;
        }
        let end = self.file[self.at..].find('\n').map_or(self.file.len(), |end| self.at + end);
        Some(Span::new(self.at, end).trimmed(self.file))
    }

    fn next_line(&mut self) {
        let rest = &self.file[self.at..];
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
    }

    fn entries(&mut self) -> Result<(), UnitFault> {
        let mut entry = Entry::default();
        while let Some(line) = self.line() {
            let text: &'f str = line.of(self.file);
            if text.is_empty() {
                self.next_line();
                continue;
            }
            if let Some(comment) = text.strip_prefix('#') {
                // Comments stand before their entry.
                if entry.message.is_some() {
                    self.close(std::mem::take(&mut entry))?;
                }
                if let Some(flags) = comment.strip_prefix(',') {
                    entry.flags.extend(flags.split(',').map(|flag| flag.trim().to_owned()));
                    entry.is_fuzzy |= entry.flags.iter().any(|flag| flag == "fuzzy");
                }
                if comment.starts_with("~ msgid ") {
                    let here = Some(self.extract.here());
                    self.units.push(Unit { source: here, ..obsolete(comment) });
                    entry = Entry::default();
                }
                self.next_line();
                continue;
            }
            let Some((word, keyword)) = KEYWORDS.iter().find(|(word, _)| {
                text.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', '\t', '"', '[']))
            }) else {
                return Err(self.strange(line, &entry));
            };
            let begins = match keyword {
                Keyword::Context => entry.message.is_some() || entry.context.is_some(),
                Keyword::Message => entry.message.is_some(),
                _ => false,
            };
            if begins {
                self.close(std::mem::take(&mut entry))?;
            }
            if entry.context.is_none() && entry.message.is_none() {
                entry.line = line.start;
            }
            if *keyword == Keyword::Form && entry.message.is_none() {
                return Err(UnitFault::new(line.start, "a msgstr without a msgid before it"));
            }
            self.keyword(&mut entry, line, word, *keyword)?;
        }
        if entry.message.is_some() || entry.context.is_some() {
            self.close(entry)?;
        }
        Ok(())
    }

    fn strange(&self, line: Span, entry: &Entry) -> UnitFault {
        let text: String = line.of(self.file).chars().take(40).collect();
        let fault = UnitFault::new(
            line.start,
            format!(
                "{text:?} is no line of a PO file: a line begins with #, msgctxt, msgid, msgid_plural, msgstr or a \
                 quotation mark; see msgfmt -c"
            ),
        );
        match &entry.message {
            Some(message) => fault.of_unit(&self.id(entry, message)),
            None => fault,
        }
    }

    /// A keyword with its string, which may go on over several lines.
    fn keyword(
        &mut self,
        entry: &mut Entry,
        line: Span,
        word: &str,
        keyword: Keyword,
    ) -> Result<(), UnitFault> {
        let mut from = line.start + word.len();
        if keyword == Keyword::Form && self.file[from..].starts_with('[') {
            let close = self.file[from..line.end].find(']').map(|close| from + close);
            let close = close.ok_or_else(|| {
                UnitFault::new(line.start, "the number of a plural form has no closing bracket")
            })?;
            let number = self.file[from + 1..close].trim().parse::<usize>().ok();
            if number != Some(entry.forms.len()) {
                let expected = entry.forms.len();
                return Err(UnitFault::new(
                    line.start,
                    format!(
                        "msgstr[{expected}] should stand here: plural forms are numbered from 0 on"
                    ),
                ));
            }
            from = close + 1;
        }
        if keyword == Keyword::Context {
            // It is no text, and so no part of the reader's text.
            let mut text = String::new();
            self.strings(from, line.end, |file, piece| match piece {
                Piece::Plain(span) => text.push_str(span.of(file)),
                Piece::Escape(shown, _) => text.push_str(shown),
            })?;
            entry.context = Some(text);
            return Ok(());
        }
        let draft = self.extract.begin(from);
        let (file, at) = (self.file, self.at);
        let mut walk = Walk { file, at };
        let extract = &mut *self.extract;
        walk.strings(from, line.end, |_, piece| match piece {
            Piece::Plain(span) => extract.copy(span),
            Piece::Escape(shown, span) => extract.put(shown, span),
        })?;
        self.at = walk.at;
        let text = self.extract.end(draft);
        match keyword {
            Keyword::Message => entry.message = Some(text),
            Keyword::Plural => entry.plural = Some(text),
            _ => entry.forms.push(text),
        }
        Ok(())
    }

    fn strings(
        &mut self,
        from: usize,
        end: usize,
        each: impl FnMut(&str, Piece<'_>),
    ) -> Result<(), UnitFault> {
        let mut walk = Walk { file: self.file, at: self.at };
        walk.strings(from, end, each)?;
        self.at = walk.at;
        Ok(())
    }

    fn id(&self, entry: &Entry, message: &UnitText) -> String {
        let text = message.span.of(self.extract.text());
        let mut id: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((cut, _)) = id.char_indices().nth(ID_CHARS) {
            id.truncate(cut);
            id.push('…');
        }
        match &entry.context {
            Some(context) => format!("{context}|{id}"),
            None => id,
        }
    }

    /// Makes the units of an entry: one, or one for each plural form.
    fn close(&mut self, entry: Entry) -> Result<(), UnitFault> {
        let Some(message) = entry.message.clone() else {
            return Err(UnitFault::new(entry.line, "a msgctxt without a msgid after it"));
        };
        let id = self.id(&entry, &message);
        let Some(of) = Some(entry.forms.len()).filter(|of| *of > 0) else {
            let problem =
                "a msgid without a msgstr: the file is cut short or damaged here; see msgfmt -c";
            return Err(UnitFault::new(entry.line, problem).of_unit(&id));
        };
        if message.span.is_empty() && entry.context.is_none() {
            return Ok(());
        }
        let is_empty = |form: &UnitText| form.span.of(self.extract.text()).trim().is_empty();
        let state = match entry {
            _ if entry.forms.iter().all(is_empty) => State::Untranslated,
            _ if entry.is_fuzzy => State::Fuzzy,
            _ => State::Translated,
        };
        for (index, form) in entry.forms.into_iter().enumerate() {
            // The first form of several is the singular, where there is more than one.
            let source = match &entry.plural {
                Some(plural) if index > 0 || of == 1 => plural.clone(),
                _ => message.clone(),
            };
            let plural = entry.plural.is_some().then_some(PluralForm { index, of });
            self.units.push(Unit {
                id: if of > 1 { format!("{id}[{index}]") } else { id.clone() },
                source: Some(source),
                target: Some(form),
                state,
                plural,
                flags: entry.flags.clone(),
            });
        }
        Ok(())
    }
}

/// An entry that is out of use.
fn obsolete(comment: &str) -> Unit {
    let id =
        comment.trim_start_matches("~ msgid ").trim_matches('"').chars().take(ID_CHARS).collect();
    Unit { id, source: None, target: None, state: State::Kept, plural: None, flags: Vec::new() }
}

/// A stretch of a string.
enum Piece<'a> {
    /// As it stands.
    Plain(Span),
    /// What an escape stands for.
    Escape(&'a str, Span),
}

/// Goes through the strings of one keyword.
struct Walk<'f> {
    file: &'f str,
    at: usize,
}

impl Walk<'_> {
    fn strings(
        &mut self,
        from: usize,
        end: usize,
        mut each: impl FnMut(&str, Piece<'_>),
    ) -> Result<(), UnitFault> {
        let mut line = Span::new(from, end).trimmed(self.file);
        loop {
            if !line.is_empty() {
                self.string(line, &mut each)?;
            }
            let rest = &self.file[self.at..];
            self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
            let rest = &self.file[self.at..];
            let end = rest.find('\n').unwrap_or(rest.len());
            line = Span::new(self.at, self.at + end).trimmed(self.file);
            if !line.of(self.file).starts_with('"') {
                return Ok(());
            }
        }
    }

    /// One string between quotation marks, alone on its line or after its keyword.
    fn string(&self, line: Span, each: &mut impl FnMut(&str, Piece<'_>)) -> Result<(), UnitFault> {
        let bytes = self.file.as_bytes();
        if bytes[line.start] != b'"' {
            return Err(UnitFault::new(
                line.start,
                "a string between quotation marks should stand here",
            ));
        }
        let mut at = line.start + 1;
        let mut plain = at;
        while at < line.end {
            match bytes[at] {
                b'"' => {
                    if plain < at {
                        each(self.file, Piece::Plain(Span::new(plain, at)));
                    }
                    if at + 1 < line.end {
                        let problem = "something stands behind the string: a quotation mark inside it is written \\\"";
                        return Err(UnitFault::new(at + 1, problem));
                    }
                    return Ok(());
                }
                b'\\' => {
                    if plain < at {
                        each(self.file, Piece::Plain(Span::new(plain, at)));
                    }
                    let (shown, len) = escape(&self.file[at + 1..line.end]);
                    if let Some(shown) = shown {
                        let mut buffer = [0; 4];
                        each(
                            self.file,
                            Piece::Escape(
                                shown.encode_utf8(&mut buffer),
                                Span::new(at, at + 1 + len),
                            ),
                        );
                        plain = at + 1 + len;
                    } else {
                        plain = at;
                    }
                    at += 1 + len;
                }
                _ => at += 1,
            }
        }
        let problem =
            "this string has no quotation mark at its end: a string does not go over lines";
        Err(UnitFault::new(line.start, problem))
    }
}

/// What an escape stands for, none if it is not known, and how many bytes it takes behind the backslash.
fn escape(rest: &str) -> (Option<char>, usize) {
    let Some(first) = rest.chars().next() else { return (None, 0) };
    let shown = match first {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        '"' | '\\' | '\'' | '?' => first,
        '0'..='7' => {
            let digits =
                rest.bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
            let value = u32::from_str_radix(&rest[..digits], 8).ok().and_then(char::from_u32);
            return (value.filter(char::is_ascii), digits);
        }
        _ => return (None, first.len_utf8()),
    };
    (Some(shown), 1)
}
