//! `PowerPoint`'s `.pptx` (ECMA-376): the slides in order, each with its notes.

use std::collections::BTreeMap;

use super::{
    archive::{Archive, Element, Handler},
    block::BlockKind,
    fault::Fault,
    flow::Flow,
    made::Made,
};

/// What the audience and the speaker see of a presentation.
pub(super) fn read(bytes: &[u8]) -> Result<Made, Fault> {
    let mut archive = Archive::open(bytes, "pptx")?;
    let mut order = Order::default();
    archive.need_xml("ppt/presentation.xml", &mut order)?;
    let relations = relations(&mut archive, "ppt", "presentation.xml")?;
    let mut body = Body::default();
    for (number, id) in (1..).zip(&order.0) {
        let Some((_, slide)) = relations.get(id) else { continue };
        body.flow.slide(number);
        archive.need_xml(slide, &mut body)?;
        let (folder, file) = slide.rsplit_once('/').unwrap_or(("", slide));
        let own = self::relations(&mut archive, folder, file)?;
        for (kind, notes) in own.values() {
            if kind.ends_with("/notesSlide") {
                body.flow.part(Some("notes"));
                archive.xml(notes, &mut body)?;
                body.flow.part(None);
            }
        }
    }
    Ok(body.flow.finish())
}

/// What a file refers to, by ids: the kind of the relation and the path.
fn relations(
    archive: &mut Archive<'_>,
    folder: &str,
    file: &str,
) -> Result<BTreeMap<String, (String, String)>, Fault> {
    struct Relations<'a> {
        folder: &'a str,
        found: BTreeMap<String, (String, String)>,
    }
    impl Handler for Relations<'_> {
        fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
            let get = |name| element.get(name);
            if name == "Relationship"
                && let (Some(id), Some(kind), Some(target)) =
                    (get("Id"), get("Type"), get("Target"))
            {
                let mut path: Vec<&str> = self.folder.split('/').collect();
                if target.starts_with('/') {
                    path.clear();
                }
                for step in target.split('/').filter(|step| !step.is_empty() && *step != ".") {
                    if step == ".." {
                        path.pop();
                    } else {
                        path.push(step);
                    }
                }
                self.found.insert(id, (kind, path.join("/")));
            }
            Ok(())
        }
        fn end(&mut self, _: &str) -> Result<(), Fault> {
            Ok(())
        }
        fn text(&mut self, _: &str) {}
    }
    let mut relations = Relations { folder, found: BTreeMap::new() };
    archive.xml(&format!("{folder}/_rels/{file}.rels"), &mut relations)?;
    Ok(relations.found)
}

/// The slides by the ids of their relations.
#[derive(Default)]
struct Order(Vec<String>);

impl Handler for Order {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        if name == "p:sldId" {
            self.0.extend(element.get("r:id"));
        }
        Ok(())
    }
    fn end(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
    fn text(&mut self, _: &str) {}
}

#[derive(Default)]
struct Body {
    flow: Flow,
    in_text: bool,
    hidden: usize,
    /// What the shape that is open holds.
    is_title: bool,
    is_number: bool,
}

impl Handler for Body {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        if self.hidden > 0 || name == "mc:Fallback" {
            self.hidden += 1;
            return Ok(());
        }
        match name {
            "p:sp" => (self.is_title, self.is_number) = (false, false),
            "p:ph" => {
                let kind = element.get("type").unwrap_or_default();
                self.is_title = matches!(&*kind, "title" | "ctrTitle" | "subTitle");
                self.is_number = matches!(&*kind, "sldNum" | "dt" | "ftr" | "hdr");
            }
            "a:p" => {
                self.flow.begin();
                if self.is_title {
                    self.flow.is(BlockKind::Heading);
                }
            }
            "a:t" => self.in_text = !self.is_number,
            "a:br" => self.flow.line_break(),
            "a:tbl" => self.flow.table_begins(),
            "a:tr" => self.flow.row_begins(),
            "a:tc" => self.flow.cell_begins(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if self.hidden > 0 {
            self.hidden -= 1;
            return Ok(());
        }
        match name {
            "p:sp" => (self.is_title, self.is_number) = (false, false),
            "a:p" => self.flow.end()?,
            "a:t" => self.in_text = false,
            "a:tbl" => self.flow.table_ends(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.hidden == 0 {
            self.flow.push(text);
        }
    }
}
