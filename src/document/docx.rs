//! Word's `.docx` (ECMA-376): the text of the body, then notes, headers and footers, as a reader sees it with all
//! changes accepted.
//!
//! Left out are deletions and what was moved away, hidden text, comments, the codes of fields, readings above words.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{
    archive::{Archive, Element, Handler},
    block::BlockKind,
    fault::Fault,
    flow::Flow,
    made::Made,
    symbol,
};

/// What a reader sees of a Word document.
pub(super) fn read(bytes: &[u8]) -> Result<Made, Fault> {
    let mut archive = Archive::open(bytes, "docx")?;
    let main = main_part(&mut archive)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let part =
        |name: &str| if folder.is_empty() { name.into() } else { format!("{folder}/{name}") };
    let mut styles = Styles::default();
    archive.xml(&part("styles.xml"), &mut styles)?;
    let mut body = Body { flow: Flow::default(), styles: styles.kinds, ..Body::default() };
    archive.need_xml(&main, &mut body)?;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        archive.xml(&part(notes), &mut body)?;
    }
    let mut seen = BTreeSet::new();
    for name in archive.names() {
        let file = name.strip_prefix(&folder).unwrap_or(&name).trim_start_matches('/');
        let kind = ["header", "footer"].into_iter().find(|kind| file.starts_with(kind));
        let is_xml = Path::new(file).extension().is_some_and(|extension| extension == "xml");
        let Some(kind) = kind.filter(|_| is_xml && !file.contains('/')) else {
            continue;
        };
        // The same line on first, left and right pages is read once.
        let Some(bytes) = archive.bytes(&name)? else { continue };
        if !seen.contains(&bytes) {
            body.flow.part(Some(kind));
            super::archive::xml(&name, &bytes[..], &mut body)?;
            seen.insert(bytes);
        }
    }
    Ok(body.flow.finish())
}

/// The name of the file that holds the body.
fn main_part(archive: &mut Archive<'_>) -> Result<String, Fault> {
    #[derive(Default)]
    struct Relations(Option<String>);
    impl Handler for Relations {
        fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
            let kind = element.get("Type").unwrap_or_default();
            if name == "Relationship" && kind.ends_with("/officeDocument") {
                self.0 = element.get("Target");
            }
            Ok(())
        }
        fn end(&mut self, _: &str) -> Result<(), Fault> {
            Ok(())
        }
        fn text(&mut self, _: &str) {}
    }
    let mut relations = Relations::default();
    archive.xml("_rels/.rels", &mut relations)?;
    let named = relations.0.map(|target| target.trim_start_matches('/').to_owned());
    Ok(named.filter(|name| archive.has(name)).unwrap_or_else(|| "word/document.xml".into()))
}

/// What the names of styles say of their paragraphs.
fn kind_of_style(name: &str) -> Option<BlockKind> {
    let name = name.to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|word| name.starts_with(word));
    if begins(&["heading", "title", "subtitle", "제목", "부제", "개요"]) {
        Some(BlockKind::Heading)
    } else if begins(&["source code", "html preformatted", "preformatted text", "code"]) {
        Some(BlockKind::Code)
    } else if name == "quote" || name == "block text" || begins(&["intense quote", "인용"]) {
        Some(BlockKind::Quotation)
    } else {
        None
    }
}

/// The styles of paragraphs that say what a paragraph is, by their ids.
#[derive(Default)]
struct Styles {
    open: Option<String>,
    kinds: BTreeMap<String, BlockKind>,
}

impl Handler for Styles {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match name {
            "w:style" => self.open = element.get("w:styleId"),
            "w:name" => {
                let kind = element.get("w:val").and_then(|name| kind_of_style(&name));
                if let (Some(id), Some(kind)) = (&self.open, kind) {
                    self.kinds.insert(id.clone(), kind);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if name == "w:style" {
            self.open = None;
        }
        Ok(())
    }

    fn text(&mut self, _: &str) {}
}

/// Inside these stands nothing that a reader reads in its place.
const HIDDEN: [&str; 7] =
    ["w:del", "w:moveFrom", "w:rt", "mc:Fallback", "w:instrText", "w:delText", "w:sectPr"];

/// The body of a document, of notes, of a header.
#[derive(Default)]
struct Body {
    flow: Flow,
    styles: BTreeMap<String, BlockKind>,
    /// How many elements are open from the one on inside which nothing is read.
    hidden: usize,
    /// Whether the run that is open is not shown.
    vanishes: bool,
    runs: usize,
    /// Whether what is told is of the mark that ends a paragraph.
    of_mark: bool,
    in_text: bool,
}

impl Body {
    /// What the properties of a paragraph and a run say.
    fn property(&mut self, name: &str, element: &Element<'_>) {
        let value = || element.get("w:val").unwrap_or_default();
        match name {
            "w:pStyle" => {
                if let Some(kind) = self.styles.get(&value()) {
                    self.flow.is(*kind);
                }
            }
            "w:outlineLvl" if value() != "9" => self.flow.is(BlockKind::Heading),
            "w:numPr" => self.flow.is_item(),
            "w:vanish" if self.runs > 0 => {
                self.vanishes = !matches!(&*value(), "0" | "false" | "off");
            }
            _ => {}
        }
    }
}

impl Handler for Body {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        // A deletion among the properties of the mark that ends a paragraph is one of that mark.
        if self.hidden == 0 && self.of_mark && matches!(name, "w:del" | "w:moveFrom") {
            self.flow.goes_on();
        }
        // What the properties were before a change is told inside them.
        let is_former = name.starts_with("w:") && name.ends_with("Change");
        if self.hidden > 0 || is_former || HIDDEN.contains(&name) {
            self.hidden += 1;
            return Ok(());
        }
        match name {
            "w:p" => self.flow.begin(),
            "w:pPr" => self.of_mark = true,
            "w:r" => (self.runs, self.vanishes) = (self.runs + 1, false),
            "w:t" | "m:t" => self.in_text = true,
            "w:tbl" => self.flow.table_begins(),
            "w:tr" => self.flow.row_begins(),
            "w:tc" => self.flow.cell_begins(),
            "w:footnote" | "w:endnote" => {
                // Lines between text and notes are notes too.
                if element.get("w:type").is_some_and(|kind| kind != "normal") {
                    self.hidden += 1;
                } else {
                    self.flow.note_begins();
                }
            }
            _ if self.vanishes && self.runs > 0 => self.property(name, element),
            "w:tab" | "w:ptab" if self.runs > 0 => self.flow.push("\t"),
            "w:noBreakHyphen" => self.flow.push("-"),
            "w:br" | "w:cr" => self.flow.line_break(),
            "w:sym" => {
                let get = |name| element.get(name).unwrap_or_default();
                if let Some(c) = symbol::of(&get("w:font"), &get("w:char")) {
                    self.flow.push(c.encode_utf8(&mut [0; 4]));
                }
            }
            _ => self.property(name, element),
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if self.hidden > 0 {
            self.hidden -= 1;
            return Ok(());
        }
        match name {
            "w:p" => self.flow.end()?,
            "w:pPr" => self.of_mark = false,
            "w:r" => (self.runs, self.vanishes) = (self.runs.saturating_sub(1), false),
            "w:t" | "m:t" => self.in_text = false,
            "w:tbl" => self.flow.table_ends(),
            "w:footnote" | "w:endnote" => self.flow.note_ends(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.hidden == 0 && !self.vanishes {
            self.flow.push(text);
        }
    }
}
