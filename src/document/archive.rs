//! The files inside a ZIP archive, and XML among them, within bounds: what an archive unpacks to is bounded by its own
//! size, what stands inside what by a depth.

use std::{
    borrow::Cow,
    cell::Cell,
    io::{BufRead, BufReader, Cursor, ErrorKind, Read},
};

use quick_xml::{
    NsReader,
    escape::{resolve_predefined_entity, unescape},
    events::{BytesStart, Event},
    name::{Namespace, NamespaceResolver, QName, ResolveResult},
};
use zip::{ZipArchive, result::ZipError};

use super::fault::Fault;

/// What an archive may unpack to, in bytes: so much …
const MOST_UNPACKED: u64 = 64 << 20;
/// … and so many times its own size: text, of which nearly all archives are made, takes a tenth to a twentieth.
const MOST_RATIO: u64 = 16;
/// Elements are no further inside each other: Word itself stops at far fewer.
const MOST_DEPTH: usize = 1000;
/// More files than this are in no document.
const MOST_FILES: usize = 65_000;

/// An archive that is being read.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    format: &'static str,
    /// How many bytes may still be unpacked.
    left: Cell<u64>,
    most: u64,
}

impl<'a> Archive<'a> {
    /// Opens `bytes`, which are to be a document in `format`.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, Fault> {
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            // What Office encrypts lies in a compound file.
            return Err(Fault::Encrypted);
        }
        if !bytes.starts_with(b"PK") {
            return Err(Fault::Not {
                format,
                problem: "it does not begin as a ZIP archive".into(),
            });
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Fault::Damaged {
            part: "the list of its files".into(),
            problem: error.to_string(),
        })?;
        if zip.len() > MOST_FILES {
            let limit = format!("{MOST_FILES} files");
            return Err(Fault::TooMuch { part: "what is packed into it".into(), limit });
        }
        let most = MOST_UNPACKED + MOST_RATIO * bytes.len() as u64;
        Ok(Self { zip, format, left: Cell::new(most), most })
    }

    /// The names of its files, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.zip.file_names().flatten().map(Cow::into_owned).collect();
        names.sort_unstable();
        names
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The fault of an archive that lacks a file.
    pub(super) fn lacks(&self, name: &str) -> Fault {
        Fault::Not { format: self.format, problem: format!("{name} is missing in it") }
    }

    /// All of the file called `name`, if there is one.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let mut bytes = Vec::new();
        let Some(()) = self.with(name, |input| {
            input.read_to_end(&mut bytes).map(drop).map_err(|error| unpacking(name, &error))
        })?
        else {
            return Ok(None);
        };
        Ok(Some(bytes))
    }

    /// Reads the XML file called `name` through `handler`; gives back whether there is one.
    pub(super) fn xml(&mut self, name: &str, handler: &mut dyn Handler) -> Result<bool, Fault> {
        Ok(self.with(name, |input| xml(name, input, handler))?.is_some())
    }

    /// The same of a file that must be there.
    pub(super) fn need_xml(&mut self, name: &str, handler: &mut dyn Handler) -> Result<(), Fault> {
        if self.xml(name, handler)? { Ok(()) } else { Err(self.lacks(name)) }
    }

    /// Refuses an archive that unpacks to more than it may, all of its files together, whatever it says of their sizes.
    pub(super) fn refuse_bombs(&mut self) -> Result<(), Fault> {
        for name in self.names() {
            self.with(&name, |input| {
                std::io::copy(input, &mut std::io::sink())
                    .map(drop)
                    .map_err(|error| unpacking(&name, &error))
            })?;
        }
        Ok(())
    }

    fn with<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let (left, most) = (&self.left, self.most);
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why.contains("assword") => {
                return Err(Fault::Encrypted);
            }
            Err(error) => {
                return Err(Fault::Damaged { part: name.into(), problem: error.to_string() });
            }
        };
        let mut bounded = BufReader::with_capacity(1 << 16, Bounded { file, left });
        let read = read(&mut bounded);
        if left.get() == 0 {
            let limit = format!("{} MiB", most >> 20);
            return Err(Fault::TooMuch { part: "what it unpacks to".into(), limit });
        }
        read.map(Some)
    }
}

/// A file inside an archive of which no more is unpacked than is left.
struct Bounded<'a, R> {
    file: R,
    left: &'a Cell<u64>,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(std::io::Error::new(ErrorKind::FileTooLarge, "too much"));
        }
        let count = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = self.file.read(&mut buffer[..count])?;
        self.left.set(left - read as u64);
        Ok(read)
    }
}

fn unpacking(part: &str, error: &std::io::Error) -> Fault {
    Fault::Damaged { part: part.into(), problem: format!("it cannot be unpacked ({error})") }
}

/// What becomes of the elements of an XML file.
pub(super) trait Handler {
    /// An element begins; `name` is its name with the prefix that is customary for its vocabulary ([`VOCABULARIES`]),
    /// whatever the file calls that.
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault>;
    /// An element ends.
    fn end(&mut self, name: &str) -> Result<(), Fault>;
    /// Characters; a stretch of text may come in several pieces.
    fn text(&mut self, text: &str);
}

/// Vocabularies of documents, and the prefixes by which the readers call them; none for the one that files use without.
const VOCABULARIES: [(&str, &str); 18] = [
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://schemas.openxmlformats.org/presentationml/2006/main", "p"),
    ("http://purl.oclc.org/ooxml/presentationml/main", "p"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", ""),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"),
    ("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest"),
];

/// A name with the customary prefix of its vocabulary; as it stands where that is none of these.
fn customary<'n>(vocabulary: &ResolveResult<'_>, name: &'n str) -> Cow<'n, str> {
    let ResolveResult::Bound(Namespace(own)) = vocabulary else { return Cow::Borrowed(name) };
    match VOCABULARIES.iter().find(|(known, _)| known == own) {
        None => Cow::Borrowed(name),
        Some((_, "")) => Cow::Borrowed(local(name)),
        Some((_, prefix)) if prefix_of(name) == *prefix => Cow::Borrowed(name),
        Some((_, prefix)) => Cow::Owned(format!("{prefix}:{}", local(name))),
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn prefix_of(name: &str) -> &str {
    name.rsplit_once(':').map_or("", |(prefix, _)| prefix)
}

/// An element that begins.
pub(super) struct Element<'a> {
    start: &'a BytesStart<'a>,
    vocabularies: &'a NamespaceResolver,
}

impl Element<'_> {
    /// What an attribute says, by its name with the prefix that is customary for its vocabulary.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self.start.attributes().flatten().find(|attribute| {
            let key = attribute.key;
            local(key.as_ref()) == local(name)
                && customary(&self.vocabularies.resolve_attribute(key).0, key.as_ref()) == name
        })?;
        Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }
}

/// Reads an XML file called `part`.
pub(super) fn xml(part: &str, input: impl BufRead, handler: &mut dyn Handler) -> Result<(), Fault> {
    let damaged = |problem: String| Fault::Damaged { part: part.into(), problem };
    let mut reader = NsReader::from_reader(input);
    let (mut buffer, mut depth, mut rooted) = (Vec::new(), 0_usize, false);
    loop {
        buffer.clear();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) => return Err(unpacking(part, &error)),
            Err(error) => {
                let at = reader.error_position();
                return Err(damaged(format!("{error}, at byte {at}")));
            }
        };
        match event {
            Event::Start(element) => {
                (depth, rooted) = (depth + 1, true);
                if depth > MOST_DEPTH {
                    let limit = format!("{MOST_DEPTH} elements inside each other");
                    return Err(Fault::TooMuch { part: part.into(), limit });
                }
                begin(&element, reader.resolver(), handler)?;
            }
            Event::Empty(element) => {
                rooted = true;
                begin(&element, reader.resolver(), handler)?;
                end(element.name(), reader.resolver(), handler)?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                end(element.name(), reader.resolver(), handler)?;
            }
            Event::Text(text) => handler.text(&text.xml10_content()),
            Event::CData(text) => handler.text(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let char = entity.resolve_char_ref().map_err(|error| damaged(error.to_string()))?;
                match char {
                    Some(char) => handler.text(char.encode_utf8(&mut [0; 4])),
                    None => match resolve_predefined_entity(&entity) {
                        Some(text) => handler.text(text),
                        // Documents define none, and what others define may grow without bound.
                        None => return Err(damaged(format!("the entity &{};", &*entity))),
                    },
                }
            }
            // One without brackets names a standard, and defines nothing.
            Event::DocType(kind) if !kind.contains('[') => {}
            Event::DocType(_) => return Err(damaged("it defines entities of its own".into())),
            Event::Eof if depth > 0 || !rooted => {
                return Err(damaged("it is cut short".into()));
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn begin(
    start: &BytesStart<'_>,
    vocabularies: &NamespaceResolver,
    handler: &mut dyn Handler,
) -> Result<(), Fault> {
    let name = start.name();
    let name = customary(&vocabularies.resolve_element(name).0, name.as_ref());
    handler.start(&name, &Element { start, vocabularies })
}

fn end(
    name: QName<'_>,
    vocabularies: &NamespaceResolver,
    handler: &mut dyn Handler,
) -> Result<(), Fault> {
    handler.end(&customary(&vocabularies.resolve_element(name).0, name.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_found_by_its_vocabulary_and_no_other() {
        const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        struct Told(Vec<Option<String>>);
        impl Handler for Told {
            fn start(&mut self, _: &str, element: &Element<'_>) -> Result<(), Fault> {
                self.0.push(element.get("w:val"));
                Ok(())
            }
            fn end(&mut self, _: &str) -> Result<(), Fault> {
                Ok(())
            }
            fn text(&mut self, _: &str) {}
        }
        #[rustfmt::skip]
        let cases = [
            ("<w:a xmlns:w=\"W\" w:val=\"1\"/>",                               Some("1"), "as is customary"),
            ("<o:a xmlns:o=\"W\" o:val=\"1\"/>",                               Some("1"), "by another prefix"),
            ("<a xmlns=\"W\" xmlns:o=\"W\" o:val=\"1\"/>",                     Some("1"), "the element by none"),
            ("<o:a xmlns:o=\"W\" xmlns:x=\"x\" x:val=\"2\" o:val=\"1\"/>",     Some("1"), "behind one of another vocabulary"),
            ("<o:a xmlns:o=\"W\" xmlns:x=\"x\" x:val=\"2\"/>",                 None,      "of another vocabulary"),
            ("<w:a xmlns:w=\"W\" val=\"2\"/>",                                 None,      "of none"),
            ("<w:a w:val=\"1\"/>",                                             Some("1"), "where nothing is declared"),
        ];
        for (text, expected, why) in cases {
            let mut told = Told(Vec::new());
            let text = text.replace("\"W\"", &format!("\"{W}\""));
            xml("a", text.as_bytes(), &mut told).expect(why);
            assert_eq!(told.0, [expected.map(str::to_owned)], "{why}");
        }
    }
}
