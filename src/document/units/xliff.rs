//! XLIFF 1.2 and 2.x, and the `sdlxliff` of Trados: units with their states, and inline codes in place.
//!
//! Of 1.2 a `trans-unit` is a unit, or each `mrk` of its `seg-source` where it has such; of 2.x each `segment`.

use std::collections::BTreeMap;

use super::{
    Extract, UnitFault, Wanted,
    extract::Draft,
    xml::{Element, Node, Xml, add},
};
use crate::document::unit::{CodeKind, State, Unit, UnitText, by_key};

/// Reads all units.
pub(super) fn read(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let mut reader =
        Reader { xml: Xml::new(file, "XLIFF"), extract, units: Vec::new(), kept: vec![false] };
    let mut is_xliff = false;
    loop {
        match reader.xml.next()? {
            Node::Open(element) => match element.name.as_str() {
                "xliff" => {
                    is_xliff = true;
                    check_languages(&element, ["srcLang", "trgLang"], wanted)?;
                }
                "file" => {
                    check_languages(&element, ["source-language", "target-language"], wanted)?;
                    reader.enter(&element);
                }
                "group" => reader.enter(&element),
                "trans-unit" => reader.unit_of_one(&element)?,
                "unit" => reader.unit_of_two(&element)?,
                "skeleton" | "internal-file" | "header" => reader.xml.skip(&element)?,
                _ => {}
            },
            Node::Close(name) if name == "group" || name == "file" => {
                reader.kept.pop();
            }
            Node::End if !is_xliff => {
                return Err(UnitFault::new(0, "this is no XLIFF: it has no element xliff"));
            }
            Node::End => return Ok(reader.units),
            _ => {}
        }
    }
}

/// Refuses a file in other languages.
fn check_languages(
    element: &Element,
    names: [&str; 2],
    wanted: &Wanted<'_>,
) -> Result<(), UnitFault> {
    for (name, language) in names.into_iter().zip([wanted.source, wanted.target]) {
        let Some(tag) = element.get(name).filter(|tag| !tag.is_empty()) else { continue };
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if !primary.eq_ignore_ascii_case(language.primary()) {
            let option = if name.starts_with('s') { "--source-lang" } else { "--target-lang" };
            let problem = format!(
                "{name} is {tag}, not {language}: say {option} {}",
                tag.replace('_', "-").to_lowercase()
            );
            return Err(UnitFault::new(element.span.start, problem));
        }
    }
    Ok(())
}

struct Reader<'f, 'e, 'x> {
    xml: Xml<'f>,
    extract: &'e mut Extract<'x>,
    units: Vec<Unit>,
    /// Whether what stands in the elements that are open is not to be translated.
    kept: Vec<bool>,
}

/// The state of 1.2 and 2.x, by its name.
fn state_named(state: &str) -> State {
    match state {
        "new" | "needs-translation" | "initial" => State::Untranslated,
        state if state.starts_with("needs-") => State::Fuzzy,
        _ => State::Translated,
    }
}

impl Reader<'_, '_, '_> {
    fn is_kept(&self, element: &Element) -> bool {
        let above = self.kept.last().copied().unwrap_or_default();
        element.get("translate").map_or(above, |translate| translate == "no")
    }

    fn enter(&mut self, element: &Element) {
        if !element.is_empty {
            let kept = self.is_kept(element);
            self.kept.push(kept);
        }
    }

    fn push(&mut self, id: String, sides: [Option<UnitText>; 2], state: State) {
        let [source, target] = sides;
        let blank = |side: &Option<UnitText>| {
            side.as_ref().is_none_or(|side| side.span.of(self.extract.text()).trim().is_empty())
        };
        if blank(&source) && blank(&target) {
            return;
        }
        let state = match state {
            State::Kept => State::Kept,
            _ if blank(&target) => State::Untranslated,
            state => state,
        };
        self.units.push(Unit { id, source, target, state, plural: None, flags: Vec::new() });
    }

    fn unit_of_one(&mut self, element: &Element) -> Result<(), UnitFault> {
        let id = element.get("id").unwrap_or_default().to_owned();
        let mut kept = self.is_kept(element);
        let mut state = (element.get("approved") == Some("no")).then_some(State::Fuzzy);
        let mut sides: [Pieces; 2] = Default::default();
        let mut segmented: Option<Pieces> = None;
        let mut states: BTreeMap<String, State> = BTreeMap::new();
        let mut locked: Vec<String> = Vec::new();
        let none = BTreeMap::new();
        let Self { xml, extract, .. } = self;
        xml.inside(element, |xml, node| {
            let Node::Open(child) = node else { return Ok(()) };
            let read = |xml: &mut Xml<'_>, extract: &mut Extract<'_>| {
                pieces(xml, extract, &child, &none).map_err(|fault| fault.of_unit(&id))
            };
            match child.name.as_str() {
                "source" => sides[0] = read(xml, extract)?,
                "seg-source" => segmented = Some(read(xml, extract)?),
                "target" => {
                    if let Some(named) = child.get("state") {
                        // A tool that goes by states may leave `approved` at no.
                        state = Some(state_named(named));
                    }
                    sides[1] = read(xml, extract)?;
                }
                // Trados tells there what is known of each segment.
                "seg-defs" => xml.inside(&child, |_, node| {
                    if let Node::Open(seg) = node {
                        let id = seg.get("id").unwrap_or_default().to_owned();
                        if seg.get("locked") == Some("true") {
                            locked.push(id.clone());
                        }
                        match seg.get("conf") {
                            Some("Draft" | "RejectedTranslation" | "RejectedSignOff") => {
                                states.insert(id, State::Fuzzy);
                            }
                            Some("Unspecified") | None if seg.name == "seg" => {
                                states.insert(id, State::Untranslated);
                            }
                            _ => {}
                        }
                    }
                    Ok(())
                })?,
                _ => xml.skip(&child)?,
            }
            Ok(())
        })?;
        kept |= element.get("locked") == Some("true");
        let whole = if kept { State::Kept } else { state.unwrap_or(State::Translated) };
        let [source, target] = sides;
        // Segments inside a unit are units of their own where both sides have them.
        match segmented.filter(|source| !source.marked.is_empty() && !target.marked.is_empty()) {
            Some(segmented) => {
                let state_of = |mid: &String| match whole {
                    State::Kept => State::Kept,
                    _ if locked.contains(mid) => State::Kept,
                    _ => states.get(mid).copied().unwrap_or(whole),
                };
                let mids = |marked: &[(String, UnitText)]| -> Vec<String> {
                    marked.iter().map(|(mid, _)| mid.clone()).collect()
                };
                let (own, other) = (mids(&segmented.marked), mids(&target.marked));
                let (others, left) =
                    by_key(own.iter().map(String::as_str), other.iter().map(String::as_str));
                let mut targets: Vec<Option<UnitText>> =
                    target.marked.into_iter().map(|(_, text)| Some(text)).collect();
                for ((mid, text), at) in segmented.marked.into_iter().zip(others) {
                    let target = at.and_then(|at| targets[at].take());
                    self.push(format!("{id}/{mid}"), [Some(text), target], state_of(&mid));
                }
                // What the translation alone has.
                for at in left {
                    let target = targets[at].take();
                    self.push(format!("{id}/{}", other[at]), [None, target], state_of(&other[at]));
                }
            }
            None => self.push(id, [source.whole, target.whole], whole),
        }
        Ok(())
    }

    fn unit_of_two(&mut self, element: &Element) -> Result<(), UnitFault> {
        let id = element.get("id").unwrap_or_default().to_owned();
        let kept = self.is_kept(element);
        let mut data: BTreeMap<String, String> = BTreeMap::new();
        let mut found: Vec<(String, [Option<UnitText>; 2], State)> = Vec::new();
        let Self { xml, extract, .. } = self;
        xml.inside(element, |xml, node| {
            let Node::Open(child) = node else { return Ok(()) };
            match child.name.as_str() {
                "originalData" => xml.inside(&child, |xml, node| {
                    if let Node::Open(one) = node {
                        let name = one.get("id").unwrap_or_default().to_owned();
                        let text = xml.plain(&one)?;
                        data.insert(name, text);
                    }
                    Ok(())
                }),
                "segment" => {
                    let mut sides = [None, None];
                    let state = match child.get("state") {
                        Some(state) => state_named(state),
                        None => State::Translated,
                    };
                    let needs = child
                        .get("subState")
                        .is_some_and(|sub| sub.contains("review") || sub.contains("fuzzy"));
                    let state =
                        if needs && state == State::Translated { State::Fuzzy } else { state };
                    xml.inside(&child, |xml, node| {
                        let Node::Open(side) = node else { return Ok(()) };
                        let half = match side.name.as_str() {
                            "source" => 0,
                            "target" => 1,
                            _ => return xml.skip(&side),
                        };
                        let read = pieces(xml, extract, &side, &data);
                        sides[half] = read.map_err(|fault| fault.of_unit(&id))?.whole;
                        Ok(())
                    })?;
                    found.push((child.get("id").unwrap_or_default().to_owned(), sides, state));
                    Ok(())
                }
                _ => xml.skip(&child),
            }
        })?;
        let is_one = found.len() == 1;
        for (number, (own, sides, state)) in found.into_iter().enumerate() {
            let own = if own.is_empty() { (number + 1).to_string() } else { own };
            let name = if is_one { id.clone() } else { format!("{id}/{own}") };
            self.push(name, sides, if kept { State::Kept } else { state });
        }
        Ok(())
    }
}

/// The text of a side, and its parts that are segments.
#[derive(Default)]
struct Pieces {
    whole: Option<UnitText>,
    marked: Vec<(String, UnitText)>,
}

/// A code that is open: its element, where what stands for it begins, what it does, its number.
struct Begun {
    name: String,
    start: usize,
    kind: CodeKind,
    id: String,
    /// Whether what it holds, or what closes it, is what it is in the text itself.
    is_content: bool,
    span: crate::text::Span,
    /// The segment that it is, with the number of codes before it.
    segment: Option<(String, usize)>,
    closes: Option<String>,
}

fn pieces(
    xml: &mut Xml<'_>,
    extract: &mut Extract<'_>,
    element: &Element,
    data: &BTreeMap<String, String>,
) -> Result<Pieces, UnitFault> {
    let mut draft = extract.begin(xml.at());
    let mut open: Vec<Begun> = Vec::new();
    let mut made = Pieces::default();
    xml.inside(element, |xml, node| {
        match node {
            Node::Open(code) => {
                let begun = begin(xml, extract, &mut draft, &code, data)?;
                if !code.is_empty {
                    open.push(begun);
                } else if begun.closes.is_some() {
                    // `<g id="1"/>` opens and closes, and has nothing inside.
                    end(xml, extract, &mut draft, begun, &mut made);
                }
            }
            Node::Close(name) => {
                let Some(begun) = open.pop() else { return Ok(()) };
                debug_assert_eq!(begun.name, name);
                end(xml, extract, &mut draft, begun, &mut made);
            }
            node => add(extract, &node),
        }
        Ok(())
    })?;
    made.whole = Some(extract.end(draft));
    Ok(made)
}

/// A code begins: what it is or, where its element holds what it is, nothing yet.
fn begin(
    xml: &Xml<'_>,
    extract: &mut Extract<'_>,
    draft: &mut Draft,
    code: &Element,
    data: &BTreeMap<String, String>,
) -> Result<Begun, UnitFault> {
    let id =
        ["id", "rid", "startRef"].iter().find_map(|name| code.get(name)).unwrap_or("0").to_owned();
    let start = extract.text().len();
    let name = code.name.clone();
    let mut begun = Begun {
        name,
        start,
        kind: CodeKind::Alone,
        id: id.clone(),
        is_content: false,
        span: code.span,
        segment: None,
        closes: None,
    };
    let native = |attribute: &str| {
        code.get(attribute).and_then(|name| data.get(name)).filter(|text| !text.trim().is_empty())
    };
    let mut put = |extract: &mut Extract<'_>, kind: CodeKind, id: &str, native: Option<&String>| {
        let start = extract.text().len();
        let shown = native.cloned().unwrap_or_else(|| super::numbered(kind, id));
        extract.put(&shown, code.span);
        draft.code(extract.text(), start, kind, id, native.is_some());
    };
    match code.name.as_str() {
        // What they hold is text.
        "g" => {
            put(extract, CodeKind::Open, &id, None);
            begun.closes = Some(super::numbered(CodeKind::Close, &id));
            begun.kind = CodeKind::Close;
        }
        "pc" => {
            put(extract, CodeKind::Open, &id, native("dataRefStart"));
            let own = native("dataRefEnd").cloned();
            begun.is_content = own.is_some();
            begun.closes = Some(own.unwrap_or_else(|| super::numbered(CodeKind::Close, &id)));
            begun.kind = CodeKind::Close;
        }
        "x" => put(extract, CodeKind::Alone, &id, None),
        "bx" => put(extract, CodeKind::Open, code.get("rid").unwrap_or(&id), None),
        "ex" => put(extract, CodeKind::Close, code.get("rid").unwrap_or(&id), None),
        "sc" => put(extract, CodeKind::Open, &id, native("dataRef")),
        "ec" => {
            put(extract, CodeKind::Close, code.get("startRef").unwrap_or(&id), native("dataRef"));
        }
        "cp" => {
            let point = code.get("hex").and_then(|hex| u32::from_str_radix(hex, 16).ok());
            let Some(c) = point.and_then(char::from_u32) else {
                let problem = "cp names no character: its attribute hex is a number of Unicode in hexadecimal";
                return Err(UnitFault::new(xml.at(), problem));
            };
            extract.put(c.encode_utf8(&mut [0; 4]), code.span);
        }
        "ph" if code.is_empty => put(extract, CodeKind::Alone, &id, native("dataRef")),
        "bpt" | "ept" | "it" | "ph" => {
            begun.is_content = true;
            begun.kind = match (code.name.as_str(), code.get("pos")) {
                ("bpt", _) | (_, Some("open")) => CodeKind::Open,
                ("ept", _) | (_, Some("close")) => CodeKind::Close,
                _ => CodeKind::Alone,
            };
            if let Some(rid) = code.get("rid") {
                begun.id = String::from(rid);
            }
            if code.is_empty {
                put(extract, begun.kind, &begun.id, None);
            }
        }
        "mrk" if code.get("mtype") == Some("seg") => {
            let mid = code.get("mid").unwrap_or_default().to_owned();
            begun.segment = Some((mid, draft.codes()));
            if code.is_empty {
                begun.segment = None;
            }
        }
        // Annotations are no codes.
        _ => {}
    }
    Ok(begun)
}

fn end(
    xml: &Xml<'_>,
    extract: &mut Extract<'_>,
    draft: &mut Draft,
    begun: Begun,
    made: &mut Pieces,
) {
    let Begun { start, kind, id, is_content, span, segment, closes, .. } = begun;
    if let Some(shown) = closes {
        let from = extract.text().len();
        // The end of its element stands before where the reader is.
        extract.put(&shown, crate::text::Span::new(xml.at(), xml.at()));
        draft.code(extract.text(), from, kind, &id, is_content);
    } else if is_content {
        let is_native = extract.text().len() > start;
        if !is_native {
            extract.put(&super::numbered(kind, &id), crate::text::Span::new(span.end, xml.at()));
        }
        draft.code(extract.text(), start, kind, &id, is_native);
    } else if let Some((mid, codes)) = segment {
        made.marked.push((mid, extract.part(draft, start, codes)));
    }
}
