//! XML with places: what stands where in a file, for the formats that are made of it.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{UnitFault, extract::Extract};
use crate::{document::archive::local, text::Span};

/// Elements in each other may be so many.
const DEEPEST: usize = 256;

/// What comes next in a file.
pub(super) enum Node {
    /// An element begins.
    Open(Element),
    /// An element ends, by its name without a prefix.
    Close(String),
    /// Characters as they stand.
    Text(Span),
    /// What a reference stands for.
    Reference(char, Span),
    /// The end of the file.
    End,
}

/// The beginning of an element.
pub(super) struct Element {
    /// Its name without a prefix.
    pub(super) name: String,
    /// Its attributes, by name without a prefix, but for that of `xml:`.
    pub(super) attributes: Vec<(String, String)>,
    /// Where its tag stands.
    pub(super) span: Span,
    /// Whether it holds nothing: no end comes.
    pub(super) is_empty: bool,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// Goes through a file.
pub(super) struct Xml<'f> {
    file: &'f str,
    reader: Reader<&'f [u8]>,
    depth: usize,
    what: &'static str,
}

fn place(at: u64) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

impl<'f> Xml<'f> {
    /// `what` is the name of the format, for messages.
    pub(super) fn new(file: &'f str, what: &'static str) -> Self {
        let mut reader = Reader::from_str(file);
        reader.config_mut().allow_dangling_amp = false;
        Self { file, reader, depth: 0, what }
    }

    /// Where the reader stands.
    pub(super) fn at(&self) -> usize {
        place(self.reader.buffer_position())
    }

    /// What comes next; comments and the like are passed over.
    pub(super) fn next(&mut self) -> Result<Node, UnitFault> {
        loop {
            let start = self.at();
            let event = self.reader.read_event();
            let span = Span::new(start, self.at().max(start));
            match event {
                Err(error) => {
                    let at = place(self.reader.error_position()).min(self.file.len());
                    return Err(self.broken(at, &error));
                }
                Ok(Event::Start(tag)) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        let problem = format!(
                            "more than {DEEPEST} elements inside each other: this is no {}",
                            self.what
                        );
                        return Err(UnitFault::new(start, problem));
                    }
                    return Ok(Node::Open(self.element(&tag, span, false)?));
                }
                Ok(Event::Empty(tag)) => return Ok(Node::Open(self.element(&tag, span, true)?)),
                Ok(Event::End(tag)) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::Close(local(tag.name().as_ref()).to_owned()));
                }
                Ok(Event::Text(_)) => return Ok(Node::Text(span)),
                Ok(Event::CData(_)) => {
                    const MARKS: [usize; 2] = ["<![CDATA[".len(), "]]>".len()];
                    return Ok(Node::Text(Span::new(start + MARKS[0], span.end - MARKS[1])));
                }
                Ok(Event::GeneralRef(_)) => {
                    return Ok(Node::Reference(self.reference(span)?, span));
                }
                Ok(Event::Eof) if self.depth > 0 => {
                    let problem = format!(
                        "the file ends inside {}: it is cut short; get the whole file",
                        if self.depth == 1 {
                            "an element".into()
                        } else {
                            format!("{} elements", self.depth)
                        }
                    );
                    return Err(UnitFault::new(self.file.len(), problem));
                }
                Ok(Event::Eof) => return Ok(Node::End),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            }
        }
    }

    fn broken(&self, at: usize, error: &quick_xml::Error) -> UnitFault {
        let what = self.what;
        if matches!(error, quick_xml::Error::Syntax(_)) {
            let problem = format!(
                "a tag, comment or the like has no end here: the file is cut short, or no {what}; xmllint --noout tells \
                 more"
            );
            return UnitFault::new(at, problem);
        }
        UnitFault::new(
            at,
            format!("this is no {what} that can be read: {error}; xmllint --noout tells more"),
        )
    }

    fn element(
        &self,
        tag: &BytesStart<'_>,
        span: Span,
        is_empty: bool,
    ) -> Result<Element, UnitFault> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| self.broken(span.start, &error.into()))?;
            let key = attribute.key.as_ref();
            let key = if key.starts_with("xml:") { key } else { local(key) };
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_err(|error| self.broken(span.start, &error.into()))?;
            attributes.push((key.to_owned(), value.into_owned()));
        }
        Ok(Element { name: local(tag.name().as_ref()).to_owned(), attributes, span, is_empty })
    }

    /// The character that a reference stands for. What a file defines itself is not followed, so that none grows
    /// beyond measure or goes in a circle.
    fn reference(&self, span: Span) -> Result<char, UnitFault> {
        let name = span.of(self.file).trim_start_matches('&').trim_end_matches(';');
        let number =
            name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
                None => number.parse().ok(),
            });
        let found = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ => number.and_then(char::from_u32),
        };
        found.ok_or_else(|| {
            UnitFault::new(
                span.start,
                format!("&{name}; is no character of XML, and what a file defines itself is not followed: write it out"),
            )
        })
    }

    /// Passes over what an element holds, to its end.
    pub(super) fn skip(&mut self, element: &Element) -> Result<(), UnitFault> {
        self.inside(element, |_, _| Ok(()))
    }

    /// Does something with every node inside an element.
    pub(super) fn inside(
        &mut self,
        element: &Element,
        mut each: impl FnMut(&mut Self, Node) -> Result<(), UnitFault>,
    ) -> Result<(), UnitFault> {
        if element.is_empty {
            return Ok(());
        }
        let depth = self.depth;
        loop {
            let node = self.next()?;
            if self.depth < depth {
                return Ok(());
            }
            each(self, node)?;
        }
    }

    /// The characters of an element, without those that stand for codes.
    pub(super) fn plain(&mut self, element: &Element) -> Result<String, UnitFault> {
        let file = self.file;
        let mut text = String::new();
        self.inside(element, |_, node| {
            match node {
                Node::Text(span) => text.push_str(span.of(file)),
                Node::Reference(c, _) => text.push(c),
                _ => {}
            }
            Ok(())
        })?;
        Ok(text)
    }
}

/// Adds characters to a text.
pub(super) fn add(extract: &mut Extract<'_>, node: &Node) {
    match node {
        Node::Text(span) => extract.copy(*span),
        Node::Reference(c, span) => extract.put(c.encode_utf8(&mut [0; 4]), *span),
        _ => {}
    }
}
