//! Translation memories (TMX 1.1 to 1.4b): of each unit the variants in the two languages, others passed over.

use super::{
    Extract, UnitFault, Wanted,
    xml::{Element, Node, Xml, add},
};
use crate::{
    document::unit::{CodeKind, State, Unit, UnitText},
    text::Language,
};

/// How well a tag of a file suits a language: not at all, in another region, as it is.
fn suits(tag: &str, language: &Language) -> usize {
    let tag = tag.replace('_', "-").to_ascii_lowercase();
    if tag == language.tag() {
        2
    } else {
        usize::from(tag.split('-').next() == Some(language.primary()))
    }
}

/// Reads all units that have both languages.
pub(super) fn read(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let mut xml = Xml::new(file, "TMX");
    let mut units = Vec::new();
    let mut others = std::collections::BTreeSet::new();
    let mut is_tmx = false;
    loop {
        match xml.next()? {
            Node::Open(element) if element.name == "tmx" => is_tmx = true,
            Node::Open(element) if element.name == "tu" && is_tmx => {
                let number = units.len();
                let unit = unit(&mut xml, extract, &element, wanted, number, &mut others)?;
                units.extend(unit);
            }
            Node::End if !is_tmx => {
                return Err(UnitFault::new(0, "this is no TMX: it has no element tmx"));
            }
            Node::End => break,
            _ => {}
        }
    }
    if units.is_empty() && !others.is_empty() {
        let tags = others.into_iter().collect::<Vec<_>>().join(", ");
        let (source, target) = (wanted.source, wanted.target);
        return Err(UnitFault::new(
            0,
            format!(
                "no unit has both {source} and {target}; the languages of this file are {tags}: name two of them with \
                 --source-lang and --target-lang"
            ),
        ));
    }
    Ok(units)
}

fn unit(
    xml: &mut Xml<'_>,
    extract: &mut Extract<'_>,
    element: &Element,
    wanted: &Wanted<'_>,
    number: usize,
    others: &mut std::collections::BTreeSet<String>,
) -> Result<Option<Unit>, UnitFault> {
    let id = element.get("tuid").map_or_else(|| (number + 1).to_string(), str::to_owned);
    let mut variants: Vec<([usize; 2], UnitText)> = Vec::new();
    let is_one_language = wanted.source.primary() == wanted.target.primary();
    let mut state = State::Translated;
    xml.inside(element, |xml, node| {
        let Node::Open(variant) = node else { return Ok(()) };
        if variant.name == "prop" {
            // OmegaT, Trados and others mark so what nobody has confirmed.
            let kind = variant.get("type").unwrap_or_default().to_ascii_lowercase();
            let value = xml.plain(&variant)?.to_ascii_lowercase();
            let is_status =
                kind.contains("status") || kind.contains("state") || kind.contains("fuzzy");
            if is_status
                && ["fuzzy", "draft", "needs", "rejected"].iter().any(|word| value.contains(word))
            {
                state = State::Fuzzy;
            }
            return Ok(());
        }
        if variant.name != "tuv" {
            return xml.skip(&variant);
        }
        let tag = variant.get("xml:lang").or_else(|| variant.get("lang")).unwrap_or_default();
        others.insert(tag.to_owned());
        let fits = [wanted.source, wanted.target].map(|language| suits(tag, language));
        // Of two regions of a language the one that is meant, or the first.
        let is_had = |half: usize| variants.iter().any(|(before, _)| before[half] >= fits[half]);
        if (0..2).all(|half| fits[half] == 0 || !is_one_language && is_had(half)) {
            return xml.skip(&variant);
        }
        xml.inside(&variant, |xml, node| {
            match node {
                Node::Open(seg) if seg.name == "seg" => {
                    let text = segment(xml, extract, &seg).map_err(|fault| fault.of_unit(&id))?;
                    variants.push((fits, text));
                }
                Node::Open(other) => xml.skip(&other)?,
                _ => {}
            }
            Ok(())
        })
    })?;
    let [source, target] = assigned(variants);
    if source.is_none() || target.is_none() {
        return Ok(None);
    }
    let blank = |side: &Option<UnitText>| {
        side.as_ref().is_none_or(|side| side.span.of(extract.text()).trim().is_empty())
    };
    let state = if blank(&target) { State::Untranslated } else { state };
    Ok(Some(Unit { id, source, target, state, plural: None, flags: Vec::new() }))
}

/// Which variant is of which side: those whose tag is that of a language first, and what is left by the language alone.
fn assigned(variants: Vec<([usize; 2], UnitText)>) -> [Option<UnitText>; 2] {
    let mut sides = [None, None];
    let mut variants: Vec<_> = variants.into_iter().map(Some).collect();
    for wanted in [2, 1] {
        for (half, side) in sides.iter_mut().enumerate().filter(|(_, side)| side.is_none()) {
            let fits = |own: &Option<([usize; 2], UnitText)>| {
                own.as_ref().is_some_and(|(fits, _)| fits[half] == wanted)
            };
            let found = variants.iter_mut().find(|own| fits(own));
            *side = found.and_then(Option::take).map(|(_, text)| text);
        }
    }
    sides
}

/// The text of a variant, its codes as they are in the text itself.
fn segment(
    xml: &mut Xml<'_>,
    extract: &mut Extract<'_>,
    element: &Element,
) -> Result<UnitText, UnitFault> {
    let mut draft = extract.begin(xml.at());
    // Codes that are open, with where they begin.
    let mut open: Vec<(Element, usize, CodeKind, String)> = Vec::new();
    xml.inside(element, |_, node| {
        match node {
            Node::Open(code) => {
                let kind = match code.name.as_str() {
                    "bpt" => CodeKind::Open,
                    "ept" => CodeKind::Close,
                    "it" if code.get("pos") == Some("end") => CodeKind::Close,
                    "it" if code.get("pos") == Some("begin") => CodeKind::Open,
                    "ph" | "it" | "ut" => CodeKind::Alone,
                    // What is marked by `hi`, and text inside a code (`sub`), is text.
                    _ => return Ok(()),
                };
                let id =
                    ["i", "x"].iter().find_map(|name| code.get(name)).unwrap_or("0").to_owned();
                let start = extract.text().len();
                if code.is_empty {
                    let shown = super::numbered(kind, &id);
                    extract.put(&shown, code.span);
                    draft.code(extract.text(), start, kind, &id, false);
                } else {
                    open.push((code, start, kind, id));
                }
            }
            Node::Close(name) => {
                if let Some(at) = open.iter().rposition(|(code, ..)| code.name == name) {
                    let (code, start, kind, id) = open.remove(at);
                    let is_native = extract.text().len() > start;
                    if !is_native {
                        extract.put(&super::numbered(kind, &id), code.span);
                    }
                    draft.code(extract.text(), start, kind, &id, is_native);
                }
            }
            node => add(extract, &node),
        }
        Ok(())
    })?;
    Ok(extract.end(draft))
}
