//! `OpenDocument` texts, `.odt`: the text of the body with its notes, then headers and footers.
//!
//! White space is collapsed as the standard says; tabs, line breaks and further blanks are elements. Left out are what
//! was deleted, remarks of reviewers, readings above words.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::{
    archive::{Archive, Handler, attribute},
    block::BlockKind,
    fault::Fault,
    flow::Flow,
    made::Made,
};

/// What a reader sees of an `OpenDocument` text.
pub(super) fn read(bytes: &[u8]) -> Result<Made, Fault> {
    let mut archive = Archive::open(bytes, "odt")?;
    refuse_encrypted(&mut archive)?;
    let mut unseen = Unseen::default();
    archive.xml("styles.xml", &mut unseen)?;
    archive.need_xml("content.xml", &mut unseen)?;
    let mut body = Body { unseen: unseen.names, ..Body::default() };
    archive.need_xml("content.xml", &mut body)?;
    body.is_style = true;
    archive.xml("styles.xml", &mut body)?;
    Ok(body.flow.finish())
}

/// The fault of an archive some file of which is encrypted, as its list of files tells.
pub(super) fn refuse_encrypted(archive: &mut Archive<'_>) -> Result<(), Fault> {
    struct Manifest(bool);
    impl Handler for Manifest {
        fn start(&mut self, name: &str, _: &BytesStart<'_>) -> Result<(), Fault> {
            self.0 |= name.ends_with("encryption-data");
            Ok(())
        }
        fn end(&mut self, _: &str) -> Result<(), Fault> {
            Ok(())
        }
        fn text(&mut self, _: &str) {}
    }
    let mut manifest = Manifest(false);
    archive.xml("META-INF/manifest.xml", &mut manifest)?;
    if manifest.0 { Err(Fault::Encrypted) } else { Ok(()) }
}

/// Inside these stands nothing that a reader reads in its place.
const HIDDEN: [&str; 7] = [
    "text:tracked-changes",
    "office:annotation",
    "text:ruby-text",
    "text:note-citation",
    "text:bibliography-mark",
    "svg:title",
    "svg:desc",
];

/// The styles of what is not shown, by their names.
#[derive(Default)]
struct Unseen {
    open: String,
    names: BTreeSet<String>,
}

impl Handler for Unseen {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Fault> {
        match name {
            "style:style" => self.open = attribute(element, "style:name").unwrap_or_default(),
            "style:text-properties"
                if attribute(element, "text:display").is_some_and(|own| own == "none") =>
            {
                self.names.insert(self.open.clone());
            }
            _ => {}
        }
        Ok(())
    }
    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if name == "style:style" {
            self.open.clear();
        }
        Ok(())
    }
    fn text(&mut self, _: &str) {}
}

/// Which part beside the body an element is: there may be one of its own for first and for left pages.
fn beside(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("style:")?;
    ["header", "footer"].into_iter().find(|part| {
        name.strip_prefix(part).is_some_and(|rest| matches!(rest, "" | "-first" | "-left"))
    })
}

#[derive(Default)]
struct Body {
    flow: Flow,
    /// The styles of what is not shown.
    unseen: BTreeSet<String>,
    /// Whether the file is that of the styles, in which headers and footers stand.
    is_style: bool,
    hidden: usize,
    /// How many headers and footers are open.
    beside: usize,
    /// Whether the next paragraph is the first of an entry of a list.
    begins_entry: bool,
}

impl Handler for Body {
    fn start(&mut self, name: &str, element: &BytesStart<'_>) -> Result<(), Fault> {
        if self.hidden > 0 || HIDDEN.contains(&name) {
            self.hidden += 1;
            return Ok(());
        }
        let styled = attribute(element, "text:style-name");
        if styled.is_some_and(|style| self.unseen.contains(&style)) {
            self.hidden += 1;
            return Ok(());
        }
        match name {
            _ if beside(name).is_some() => {
                self.flow.part(beside(name));
                self.beside += 1;
            }
            _ if self.is_style && self.beside == 0 => {}
            "text:p" | "text:h" => {
                self.flow.begin();
                let style = attribute(element, "text:style-name").unwrap_or_default();
                if name == "text:h" || style == "Title" || style == "Subtitle" {
                    self.flow.is(BlockKind::Heading);
                } else if style.starts_with("Preformatted") || style == "Source_20_Text" {
                    self.flow.is(BlockKind::Code);
                } else if style.starts_with("Quotations") {
                    self.flow.is(BlockKind::Quotation);
                } else if std::mem::take(&mut self.begins_entry) {
                    self.flow.is(BlockKind::Item);
                }
            }
            "text:list-item" => self.begins_entry = true,
            "text:s" => {
                /// Nobody sets words further apart with blanks.
                const MOST: usize = 1000;
                let count = attribute(element, "text:c").and_then(|count| count.parse().ok());
                self.flow.push(&" ".repeat(count.unwrap_or(1).min(MOST)));
            }
            "text:tab" => self.flow.push("\t"),
            "text:line-break" => self.flow.line_break(),
            "text:note" => self.flow.note_begins(),
            "table:table" => self.flow.table_begins(),
            "table:table-row" => self.flow.row_begins(),
            "table:table-cell" | "table:covered-table-cell" => self.flow.cell_begins(),
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
            _ if beside(name).is_some() => self.beside = self.beside.saturating_sub(1),
            _ if self.is_style && self.beside == 0 => {}
            "text:p" | "text:h" => self.flow.end()?,
            "text:list-item" => self.begins_entry = false,
            "text:note" => self.flow.note_ends(),
            "table:table" => self.flow.table_ends(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 || !self.flow.is_open() {
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
            let words = rest.find(blank).unwrap_or(rest.len());
            self.flow.push(&rest[..words]);
            rest = &rest[words..];
            let after = rest.trim_start_matches(blank);
            if after.len() < rest.len() && !self.flow.after_blank() {
                self.flow.push(" ");
            }
            rest = after;
        }
    }
}
