//! Files of one language under keys: the messages of a program. Two of them belong together by their keys.

use super::{
    Extract, Path, UnitFault, Wanted,
    json::{self, Json, Said},
    xml::{Element, Node, Xml, add},
};
use crate::{
    document::unit::{State, Unit, UnitText},
    text::Span,
};

fn unit(id: String, text: UnitText, is_source: bool, is_kept: bool) -> Unit {
    let state = if is_kept { State::Kept } else { State::Translated };
    let (source, target) = if is_source { (Some(text), None) } else { (None, Some(text)) };
    Unit { id, source, target, state, plural: None, flags: Vec::new() }
}

/// Android's `strings.xml`: strings, arrays and plurals.
pub(super) fn android(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let mut xml = Xml::new(file, "file of Android's resources");
    let mut units = Vec::new();
    let mut is_android = false;
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "resources" => is_android = true,
            Node::Open(element) if is_android => {
                let mut name = element.get("name").unwrap_or_default().to_owned();
                // One for each kind of device; the one for all goes by the name alone.
                if let Some(product) = element.get("product").filter(|own| *own != "default") {
                    name = format!("{name} ({product})");
                }
                let is_kept = element.get("translatable") == Some("false");
                match element.name.as_str() {
                    "string" => {
                        let text = android_text(&mut xml, file, extract, &element)?;
                        units.push(unit(name, text, wanted.is_source, is_kept));
                    }
                    "string-array" | "plurals" => {
                        let mut number = 0;
                        xml.inside(&element, |xml, node| {
                            let Node::Open(item) = node else { return Ok(()) };
                            let own = item
                                .get("quantity")
                                .map_or_else(|| number.to_string(), str::to_owned);
                            number += 1;
                            let text = android_text(xml, file, extract, &item)?;
                            units.push(unit(
                                format!("{name}[{own}]"),
                                text,
                                wanted.is_source,
                                is_kept,
                            ));
                            Ok(())
                        })?;
                    }
                    _ => {}
                }
            }
            Node::Open(element) => {
                let problem = format!(
                    "no strings.xml of Android begins with {}: it begins with resources",
                    element.name
                );
                return Err(UnitFault::new(element.span.start, problem));
            }
            Node::End => return Ok(units),
            _ => {}
        }
    }
}

/// A text with its tags, in which a backslash keeps a mark from being read as one.
fn android_text(
    xml: &mut Xml<'_>,
    file: &str,
    extract: &mut Extract<'_>,
    element: &Element,
) -> Result<UnitText, UnitFault> {
    let draft = extract.begin(xml.at());
    xml.inside(element, |xml, node| {
        match node {
            // What `xliff:g` holds is a placeholder with a word on it.
            Node::Open(tag) if tag.name != "g" => extract.copy(tag.span),
            Node::Close(name) if name != "g" => {
                let start = file[..xml.at()].rfind('<').unwrap_or(xml.at());
                extract.copy(Span::new(start, xml.at()));
            }
            // Quotation marks that stand bare keep white space, and are not shown.
            Node::Text(span) => backslashed(file, extract, span, "'\"@?", Some('"')),
            node => add(extract, &node),
        }
        Ok(())
    })?;
    Ok(extract.end(draft))
}

/// Copies a stretch in which a backslash stands before what would be read otherwise: those of `others`, `n`, `t`,
/// itself, and numbers of Unicode. What is `unseen` and stands bare is left out.
fn backslashed(
    file: &str,
    extract: &mut Extract<'_>,
    span: Span,
    others: &str,
    unseen: Option<char>,
) {
    let text = span.of(file);
    let (mut plain, mut at) = (0, 0);
    let is_mark = |c: char| c == '\\' || Some(c) == unseen;
    while let Some(found) = text[at..].find(is_mark).map(|found| at + found) {
        if !text[found..].starts_with('\\') {
            if plain < found {
                extract.copy(Span::new(plain, found).shifted(span.start));
            }
            at = found + unseen.map_or(1, char::len_utf8);
            plain = at;
            continue;
        }
        let Some(kind) = text[found + 1..].chars().next() else { break };
        let mut len = 1 + kind.len_utf8();
        let shown = match kind {
            'n' => Some('\n'),
            't' => Some('\t'),
            'r' => Some('\r'),
            'u' => {
                len = 6;
                text.get(found + 2..found + 6)
                    .and_then(|four| u32::from_str_radix(four, 16).ok())
                    .and_then(char::from_u32)
            }
            '\\' => Some('\\'),
            other if others.contains(other) => Some(other),
            _ => None,
        };
        if let Some(shown) = shown {
            if plain < found {
                extract.copy(Span::new(plain, found).shifted(span.start));
            }
            extract.put(
                shown.encode_utf8(&mut [0; 4]),
                Span::new(found, found + len).shifted(span.start),
            );
            plain = found + len;
            at = plain;
        } else {
            at = found + 1 + kind.len_utf8();
        }
    }
    if plain < text.len() {
        extract.copy(Span::new(plain, text.len()).shifted(span.start));
    }
}

/// .NET's `.resx`: what `data` holds that is text.
pub(super) fn resx(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let mut xml = Xml::new(file, "RESX");
    let mut units = Vec::new();
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "data" => {
                let name = element.get("name").unwrap_or_default().to_owned();
                // Pictures and numbers have a type; names with a point and a property are layout.
                let is_text = element.get("type").is_none() && element.get("mimetype").is_none();
                if !is_text || name.starts_with(">>") {
                    xml.skip(&element)?;
                    continue;
                }
                xml.inside(&element, |xml, node| {
                    match node {
                        Node::Open(value) if value.name == "value" => {
                            let draft = extract.begin(xml.at());
                            xml.inside(&value, |_, node| {
                                add(extract, &node);
                                Ok(())
                            })?;
                            let text = extract.end(draft);
                            units.push(unit(name.clone(), text, wanted.is_source, false));
                        }
                        Node::Open(other) => xml.skip(&other)?,
                        _ => {}
                    }
                    Ok(())
                })?;
            }
            Node::End => return Ok(units),
            _ => {}
        }
    }
}

/// JSON of messages: every string under its keys. Flutter's `.arb` is one in which keys with @ are no text.
pub(super) fn json(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let mut reader = Json::new(file);
    let mut units = Vec::new();
    reader.value(&mut Path::default(), &mut |path, said| {
        let Said::String(span) = said else { return Ok(()) };
        if path.has_at() {
            return Ok(());
        }
        let draft = extract.begin(span.start);
        json::copy(file, extract, span);
        let text = extract.end(draft);
        units.push(unit(path.id(), text, wanted.is_source, false));
        Ok(())
    })?;
    reader.blanks();
    if reader.at < file.len() {
        return Err(UnitFault::new(reader.at, "something stands behind the end of the messages"));
    }
    Ok(units)
}

/// Java's `.properties`: a key and its text a line, which goes on where a backslash ends it.
#[allow(clippy::unnecessary_wraps, reason = "one of the readers, of which others fail")]
pub(super) fn properties(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let mut units = Vec::new();
    let mut at = 0;
    while at < file.len() {
        let (line, mut next) = line_at(file, at);
        // Blanks at the end are of the value, and one behind a backslash keeps it from going on.
        let line = Span::new(line.end - line.of(file).trim_start().len(), line.end);
        at = next;
        let text = line.of(file);
        if text.is_empty() || text.starts_with(['#', '!']) {
            continue;
        }
        let bytes = text.as_bytes();
        let mut end = 0;
        while end < bytes.len() && !matches!(bytes[end], b'=' | b':' | b' ' | b'\t') {
            end += if bytes[end] == b'\\' { 2 } else { 1 };
        }
        let end = end.min(bytes.len());
        let key = text.get(..end).unwrap_or(text).replace('\\', "");
        let rest = text.get(end..).unwrap_or_default();
        let value = rest.trim_start();
        let value = value.strip_prefix(['=', ':']).unwrap_or(value).trim_start();
        let mut piece = Span::new(line.end - value.len(), line.end);
        let draft = extract.begin(piece.start);
        loop {
            let own = piece.of(file);
            let slashes = own.bytes().rev().take_while(|byte| *byte == b'\\').count();
            let goes_on = slashes % 2 == 1 && next < file.len();
            let end = piece.end - usize::from(slashes % 2 == 1);
            backslashed(file, extract, Span::new(piece.start, end), "=:#!'\" ", None);
            if !goes_on {
                break;
            }
            let (line, after) = line_at(file, next);
            (piece, next) =
                (Span::new(line.end - line.of(file).trim_start().len(), line.end), after);
            piece.start = piece.start.min(piece.end);
            at = next;
        }
        let text = extract.end(draft);
        units.push(unit(key, text, wanted.is_source, false));
    }
    Ok(units)
}

/// The line at `at` without its end, and where the next begins.
fn line_at(file: &str, at: usize) -> (Span, usize) {
    let rest = &file[at..];
    let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let end = at + len;
    let after = match &file.as_bytes()[end..] {
        [b'\r', b'\n', ..] => end + 2,
        [] => end,
        _ => end + 1,
    };
    (Span::new(at, end), after)
}
