//! Hangul's `.hwpx` (KS X 6101): the sections in order.
//!
//! The text of a run has tabs, line breaks and marks of changes among its words; what stands between the marks of a
//! deletion is left out, and of a reading above words the words. Notes, headers, captions and cells are blocks of
//! their own; remarks of reviewers are not read.

use std::collections::BTreeMap;

use super::{
    archive::{Archive, Element, Handler, local},
    block::BlockKind,
    fault::Fault,
    flow::Flow,
    hangul,
    made::Made,
    odt::refuse_encrypted,
};

/// What a reader sees of a document of Hangul.
pub(super) fn read(bytes: &[u8]) -> Result<Made, Fault> {
    let mut archive = Archive::open(bytes, "hwpx")?;
    refuse_encrypted(&mut archive)?;
    let mut styles = Styles::default();
    archive.xml("Contents/header.xml", &mut styles)?;
    let mut sections: Vec<(usize, String)> = archive
        .names()
        .into_iter()
        .filter_map(|name| {
            let number = name.strip_prefix("Contents/section")?.strip_suffix(".xml")?;
            Some((number.parse().ok()?, name))
        })
        .collect();
    sections.sort();
    if sections.is_empty() {
        return Err(archive.lacks("Contents/section0.xml"));
    }
    let mut body = Body { styles, ..Body::default() };
    for (_, section) in sections {
        archive.need_xml(&section, &mut body)?;
    }
    Ok(body.flow.finish())
}

/// What the properties of paragraphs and the names of styles say, by their ids.
#[derive(Default)]
struct Styles {
    paragraphs: BTreeMap<String, BlockKind>,
    named: BTreeMap<String, BlockKind>,
    open: Option<String>,
}

impl Handler for Styles {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match local(name) {
            "paraPr" => self.open = element.get("id"),
            "heading" => {
                let kind = match element.get("type").as_deref() {
                    Some("OUTLINE") => BlockKind::Heading,
                    Some("NUMBER" | "BULLET") => BlockKind::Item,
                    _ => return Ok(()),
                };
                if let Some(id) = &self.open {
                    self.paragraphs.insert(id.clone(), kind);
                }
            }
            "style" => {
                let name = element.get("name").unwrap_or_default();
                if let (Some(id), true) = (element.get("id"), hangul::names_heading(&name)) {
                    self.named.insert(id, BlockKind::Heading);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if local(name) == "paraPr" {
            self.open = None;
        }
        Ok(())
    }

    fn text(&mut self, _: &str) {}
}

/// Inside these stands nothing that a reader reads in its place.
const HIDDEN: [&str; 5] = ["subText", "hiddenComment", "fieldBegin", "script", "shapeComment"];

#[derive(Default)]
struct Body {
    flow: Flow,
    styles: Styles,
    hidden: usize,
    texts: usize,
    /// Whether a mark of a deletion is open.
    deleted: bool,
}

impl Handler for Body {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        let name = local(name);
        if self.hidden > 0 || HIDDEN.contains(&name) {
            self.hidden += 1;
            return Ok(());
        }
        match name {
            "p" => {
                self.flow.begin();
                let of = |map: &BTreeMap<String, BlockKind>, name| {
                    element.get(name).and_then(|id| map.get(&id).copied())
                };
                let kind = of(&self.styles.named, "styleIDRef")
                    .or_else(|| of(&self.styles.paragraphs, "paraPrIDRef"));
                if let Some(kind) = kind {
                    self.flow.is(kind);
                }
            }
            "t" | "mainText" => self.texts += 1,
            "tbl" => self.flow.table_begins(),
            "tr" => self.flow.row_begins(),
            "tc" => self.flow.cell_begins(),
            "footNote" | "endNote" => self.flow.note_begins(),
            "header" | "footer" => self.flow.part(Some(name)),
            "deleteBegin" => self.deleted = true,
            "deleteEnd" => self.deleted = false,
            "tab" if self.texts > 0 => self.flow.push("\t"),
            "nbSpace" | "fwSpace" => self.flow.push(" "),
            "hyphen" => self.flow.push("-"),
            "lineBreak" => self.flow.line_break(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if self.hidden > 0 {
            self.hidden -= 1;
            return Ok(());
        }
        match local(name) {
            "p" => self.flow.end()?,
            "t" | "mainText" => self.texts = self.texts.saturating_sub(1),
            "tbl" => self.flow.table_ends(),
            "footNote" | "endNote" => self.flow.note_ends(),
            "header" | "footer" => self.flow.part(None),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.texts > 0 && self.hidden == 0 && !self.deleted {
            self.flow.push(&hangul::composed(text));
        }
    }
}
