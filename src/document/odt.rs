//! `OpenDocument` texts, `.odt`: the text of the body with its notes, then headers and footers.
//!
//! White space is collapsed as the standard says; tabs, line breaks and further blanks are elements. Left out are what
//! was deleted, remarks of reviewers, readings above words.

use std::collections::BTreeMap;

use super::{
    archive::{self, Archive, Element, Handler},
    block::BlockKind,
    fault::Fault,
    flow::Flow,
    made::Made,
};

/// What a reader sees of an `OpenDocument` text.
pub(super) fn read(bytes: &[u8]) -> Result<Made, Fault> {
    let mut archive = Archive::open(bytes, "odt")?;
    refuse_encrypted(&mut archive)?;
    // Headers stand among the styles, and behind the text; what is unpacked twice counts twice.
    let beside = archive.bytes("styles.xml")?.unwrap_or_default();
    let mut body = Body::default();
    if !beside.is_empty() {
        archive::xml("styles.xml", &beside[..], &mut body.styles)?;
    }
    archive.need_xml("content.xml", &mut body)?;
    if !beside.is_empty() {
        body.is_style = true;
        archive::xml("styles.xml", &beside[..], &mut body)?;
    }
    Ok(body.flow.finish())
}

/// The fault of an archive some file of which is encrypted, as its list of files tells.
pub(super) fn refuse_encrypted(archive: &mut Archive<'_>) -> Result<(), Fault> {
    struct Manifest(bool);
    impl Handler for Manifest {
        fn start(&mut self, name: &str, _: &Element<'_>) -> Result<(), Fault> {
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

/// A style: a text, a paragraph, a table may each have one of the same name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    family: String,
    name: String,
}

#[derive(Debug, Default)]
struct Style {
    /// The style whose properties it has where it says nothing.
    parent: Option<String>,
    /// Whether what is in it is shown, if it says so.
    is_shown: Option<bool>,
}

/// The styles that are known where the reader is: those of a file alone replace others of their names.
#[derive(Debug, Default)]
struct Styles {
    open: Option<Name>,
    all: BTreeMap<Name, Style>,
}

/// No style is below so many others; they may be below each other in a circle.
const MOST_PARENTS: usize = 50;

impl Styles {
    /// The names of a style and of those above it, with what is known of each.
    fn chain<'s>(
        &'s self,
        family: &'s str,
        name: String,
    ) -> impl Iterator<Item = (String, Option<&'s Style>)> + 's {
        let known = move |name: String| {
            let mut key = Name { family: family.to_owned(), name };
            let style = self.all.get(&key).or_else(|| {
                // Of one whose family the file does not tell it may be.
                key.family.clear();
                self.all.get(&key)
            });
            (key.name, style)
        };
        let above = move |(_, style): &(String, Option<&'s Style>)| {
            style.and_then(|style| style.parent.clone()).map(known)
        };
        std::iter::successors(Some(known(name)), above).take(MOST_PARENTS)
    }

    /// Whether what is in a style is shown.
    fn shows(&self, family: &str, name: &str) -> bool {
        let told = self.chain(family, name.to_owned()).find_map(|(_, style)| style?.is_shown);
        told.unwrap_or(true)
    }

    /// What the style of a paragraph, or one above it, says the paragraph is.
    fn kind(&self, name: &str) -> Option<BlockKind> {
        self.chain("paragraph", name.to_owned()).find_map(|(name, _)| match name.as_str() {
            "Title" | "Subtitle" => Some(BlockKind::Heading),
            "Source_20_Text" => Some(BlockKind::Code),
            name if name.starts_with("Preformatted") => Some(BlockKind::Code),
            name if name.starts_with("Quotations") => Some(BlockKind::Quotation),
            _ => None,
        })
    }
}

impl Handler for Styles {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match name {
            "style:style" => {
                let family = element.get("style:family").unwrap_or_default();
                let name = element.get("style:name").unwrap_or_default();
                let name = Name { family, name };
                let parent = element.get("style:parent-style-name");
                self.all.insert(name.clone(), Style { parent, is_shown: None });
                self.open = Some(name);
            }
            "style:text-properties" => {
                let style = self.open.as_ref().and_then(|open| self.all.get_mut(open));
                if let (Some(style), Some(display)) = (style, element.get("text:display")) {
                    style.is_shown = Some(display != "none");
                }
            }
            _ => {}
        }
        Ok(())
    }
    fn end(&mut self, name: &str) -> Result<(), Fault> {
        if name == "style:style" {
            self.open = None;
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
    styles: Styles,
    /// Whether the file is that of the styles, in which headers and footers stand.
    is_style: bool,
    hidden: usize,
    /// How many headers and footers are open.
    beside: usize,
    /// Whether the next paragraph is the first of an entry of a list.
    begins_entry: bool,
}

impl Body {
    /// Whether what is in an element, of the style that it names, is shown.
    fn shows(&self, name: &str, element: &Element<'_>, style: Option<&str>) -> bool {
        let family = match name {
            "text:p" | "text:h" => "paragraph",
            "text:span" | "text:a" => "text",
            "text:section" => return element.get("text:display").is_none_or(|own| own != "none"),
            _ => return true,
        };
        style.is_none_or(|style| self.styles.shows(family, style))
    }
}

impl Handler for Body {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        self.styles.start(name, element)?;
        if self.hidden > 0 || HIDDEN.contains(&name) {
            self.hidden += 1;
            return Ok(());
        }
        let has_style = matches!(name, "text:p" | "text:h" | "text:span" | "text:a");
        let style = if has_style { element.get("text:style-name") } else { None };
        if !self.shows(name, element, style.as_deref()) {
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
                let kind = style.and_then(|style| self.styles.kind(&style));
                if name == "text:h" {
                    self.flow.is(BlockKind::Heading);
                } else if let Some(kind) = kind {
                    self.flow.is(kind);
                } else if std::mem::take(&mut self.begins_entry) {
                    self.flow.is(BlockKind::Item);
                }
            }
            "text:list-item" => self.begins_entry = true,
            "text:s" => {
                /// Nobody sets words further apart with blanks.
                const MOST: usize = 1000;
                let count = element.get("text:c").and_then(|count| count.parse().ok());
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
        self.styles.end(name)?;
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

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
                         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
                         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"";

    fn text(styles: &str, own: &str, body: &str) -> Vec<u8> {
        let files = [
            (
                "styles.xml",
                format!("<office:document-styles {NAMES}>{styles}</office:document-styles>"),
            ),
            (
                "content.xml",
                format!(
                    "<office:document-content {NAMES}><office:automatic-styles>{own}</office:automatic-styles>\
                     <office:body>{body}</office:body></office:document-content>"
                ),
            ),
        ];
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in files {
            zip.start_file(name, SimpleFileOptions::default()).expect("memory");
            zip.write_all(text.as_bytes()).expect("memory");
        }
        zip.finish().expect("memory").into_inner()
    }

    fn style(family: &str, name: &str, parent: &str, display: &str) -> String {
        let display = if display.is_empty() {
            String::new()
        } else {
            format!("<style:text-properties text:display=\"{display}\"/>")
        };
        format!(
            "<style:style style:family=\"{family}\" style:name=\"{name}\" \
             style:parent-style-name=\"{parent}\">{display}</style:style>"
        )
    }

    #[test]
    fn a_style_is_looked_up_in_its_family_and_above_it() {
        use BlockKind::{Code, Heading, Paragraph, Quotation};
        let p = |style: &str| format!("<text:p text:style-name=\"{style}\">Words.</text:p>");
        let long = |of: fn(usize) -> String| (0..60).map(of).collect::<String>();
        #[rustfmt::skip]
        let cases: [(String, String, String, Option<BlockKind>, &str); 12] = [
            (String::new(), String::new(),                                        p("Title"),        Some(Heading),   "a name that is known"),
            (String::new(), style("paragraph", "P1", "Title", ""),            p("P1"),           Some(Heading),   "one above it"),
            (style("paragraph", "Own", "Quotations", ""), style("paragraph", "P1", "Own", ""), p("P1"), Some(Quotation), "above that"),
            (String::new(), style("text", "P1", "Title", ""),                 p("P1"),           Some(Paragraph), "of letters, not of paragraphs"),
            (style("paragraph", "P1", "Title", ""), style("paragraph", "P1", "x", ""), p("P1"), Some(Paragraph), "one of the text before one of the headers"),
            (style("paragraph", "Gone", "", "none"), String::new(),           p("Gone"),         None,            "hidden"),
            (style("paragraph", "Gone", "", "none"), style("paragraph", "P1", "Gone", ""), p("P1"), None,     "hidden by one above it"),
            (style("paragraph", "Gone", "", "none"), style("paragraph", "P1", "Gone", "true"), p("P1"), Some(Paragraph), "shown below it"),
            (style("text", "Gone", "", "none"), String::new(),                p("Gone"),         Some(Paragraph), "letters of that name are hidden"),
            (String::new(), style("paragraph", "a", "b", "") + &style("paragraph", "b", "a", ""), p("a"), Some(Paragraph), "a circle"),
            (String::new(), long(|n| style("paragraph", &format!("s{n}"), &format!("s{}", n + 1), "")), p("s0"), Some(Paragraph), "too many above"),
            (String::new(), style("paragraph", "P1", "Preformatted_20_Text", ""), p("P1") + &"<text:p>Longer words than these.</text:p>".repeat(3), Some(Code), "a listing"),
        ];
        for (styles, own, body, expected, why) in cases {
            let made = read(&text(&styles, &own, &body)).expect(why);
            assert_eq!(made.blocks.first().map(|block| block.kind), expected, "{why}");
        }
    }

    #[test]
    fn a_section_that_is_not_shown_is_not_read() {
        let body = "<text:section text:display=\"none\"><text:p>Gone.</text:p></text:section>\
                    <text:section text:display=\"true\"><text:p>Here.</text:p></text:section>";
        assert_eq!(read(&text("", "", body)).expect("a text").text, "Here.");
    }
}
