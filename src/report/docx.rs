//! A document for a word processor: the two texts in a table, the words of findings marked, what was found beside
//! them. `WordprocessingML` (ECMA-376), as little of it as that takes.

use std::{
    fmt::Write as _,
    io::{self, BufRead, Seek, SeekFrom, Write},
};

use quick_xml::escape::escape;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    Spot,
    record::{Record, Stretch},
    words::Interface,
};
use crate::{rule::Severity, text::legal_in_xml};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
/// A font for Hangul is named: the processor's own choice for Eastern text has none on some systems.
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Malgun Gothic" w:cs="Calibri"/><w:sz w:val="20"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="40"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="30"/></w:rPr></w:style></w:styles>"#;
/// A page on its side: three texts beside each other.
const END: &str = r#"<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="850" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr></w:body></w:document>"#;
/// Widths of the columns in twentieths of a point.
const WIDTHS: [u32; 4] = [700, 5000, 5000, 4400];

/// Makes a document of `records` and writes it to `out`. It is made in a temporary file: `out` gets it whole.
///
/// # Errors
///
/// What reading the records or writing the document meets.
pub(super) fn write(
    records: impl BufRead,
    interface: Interface,
    has_findings: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut file = tempfile::tempfile()?;
    let mut zip = ZipWriter::new(io::BufWriter::new(&mut file));
    // No date of today: the same input gives the same bytes. No headers for more than 4 GiB either: LibreOffice takes a
    // document that has them for damaged.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
    ];
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    zip.start_file("word/document.xml", options)?;
    let mut page = Page { ui: interface, has_findings, languages: Default::default(), open: false };
    zip.write_all(
        br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#,
    )?;
    for line in records.lines() {
        let record: Record = serde_json::from_str(&line?)?;
        zip.write_all(page.add(&record).as_bytes())?;
    }
    zip.write_all(page.end_table().as_bytes())?;
    zip.write_all(END.as_bytes())?;
    zip.finish()?.flush()?;
    file.seek(SeekFrom::Start(0))?;
    io::copy(&mut file, out).map(drop)
}

struct Page {
    ui: Interface,
    has_findings: bool,
    languages: [String; 2],
    /// Whether a table has been begun.
    open: bool,
}

/// A stretch of text, its line ends kept.
fn run(text: &str, properties: &str) -> String {
    let text = legal_in_xml(text);
    let mut run = format!("<w:r><w:rPr>{properties}</w:rPr>");
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            run += "<w:br/>";
        }
        let _ = write!(run, r#"<w:t xml:space="preserve">{}</w:t>"#, escape(line));
    }
    run + "</w:r>"
}

/// How the words of a finding look: by colour and by the line under them.
fn look(severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => {
            r#"<w:shd w:val="clear" w:color="auto" w:fill="E6EBF2"/><w:u w:val="dotted"/>"#
        }
        Severity::Major => {
            r#"<w:shd w:val="clear" w:color="auto" w:fill="FFE9C7"/><w:u w:val="single"/>"#
        }
        Severity::Critical => {
            r#"<w:shd w:val="clear" w:color="auto" w:fill="FFDDE0"/><w:u w:val="double"/>"#
        }
    }
}

fn paragraph(content: &str, properties: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>")
}

fn cell(width: u32, properties: &str, content: &str) -> String {
    let content = if content.is_empty() { "<w:p/>" } else { content };
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>"#
    )
}

fn language(tag: &str) -> String {
    if tag.starts_with("ko") || tag.starts_with("ja") || tag.starts_with("zh") {
        format!(r#"<w:lang w:eastAsia="{tag}"/>"#)
    } else {
        format!(r#"<w:lang w:val="{tag}"/>"#)
    }
}

impl Page {
    fn end_table(&mut self) -> String {
        if std::mem::take(&mut self.open) { "</w:tbl><w:p/>".into() } else { String::new() }
    }

    fn marked(&self, half: usize, stretches: &[Stretch]) -> String {
        let language = language(&self.languages[half]);
        let runs = stretches.iter().map(|stretch| {
            let look = stretch.mark.map(look).unwrap_or_default();
            run(&stretch.text, &format!("{look}{language}"))
        });
        let runs: String = runs.collect();
        if runs.is_empty() { runs } else { paragraph(&runs, "") }
    }

    /// What is written of a record; the list of findings alone is not: they stand beside their passages.
    fn add(&mut self, record: &Record) -> String {
        let ui = self.ui;
        match record {
            Record::Finding { .. } => String::new(),
            Record::Document { label, languages, findings, segments, beads, error } => {
                let mut page = self.end_table();
                page += &paragraph(&run(label, ""), r#"<w:pStyle w:val="Heading1"/>"#);
                if let Some(error) = error {
                    let said = format!("{}: {error}", ui.say("not-compared"));
                    return page + &paragraph(&run(&said, "<w:b/>"), "");
                }
                self.languages = languages.clone().unwrap_or_default();
                page += &paragraph(&run(&self.summary(*findings, *segments, *beads), ""), "");
                page + &self.begin_table()
            }
            Record::Bead { number, score, source, target, remarks, .. } => {
                let about = if self.has_findings {
                    remarks.iter().map(|remark| self.remark(remark)).collect()
                } else {
                    paragraph(&run(&format!("{score:.2}"), ""), "")
                };
                let cells = [
                    cell(WIDTHS[0], "", &paragraph(&run(&number.to_string(), ""), "")),
                    cell(WIDTHS[1], "", &self.marked(0, source)),
                    cell(WIDTHS[2], "", &self.marked(1, target)),
                    cell(WIDTHS[3], "", &about),
                ];
                format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>", cells.concat())
            }
            Record::Left { file, kind, spots, reason, text, .. } => {
                let file = if file == "source" { ui.say("source") } else { ui.say("target") };
                let kind = ui.word_of("left-kind", kind);
                let lines = Spot::range_in_words(&spots[0], &spots[1], ui);
                let about = format!("{} ({kind}, {file}, {lines}): {reason}", ui.say("left"));
                let grey = r#"<w:color w:val="565C66"/>"#;
                let content = paragraph(&run(&about, &format!("<w:i/>{grey}")), "")
                    + &paragraph(&run(text, grey), "");
                let width = WIDTHS.iter().sum();
                let whole = cell(width, r#"<w:gridSpan w:val="4"/>"#, &content);
                format!("<w:tr>{whole}</w:tr>")
            }
        }
    }

    fn summary(&self, findings: [usize; 3], segments: [usize; 2], beads: [usize; 2]) -> String {
        let ui = self.ui;
        let [minor, major, critical] = findings;
        let sentences = |half: usize| {
            let count = segments[half];
            ui.count_of("sentences", count, &[&count, &self.languages[half]])
        };
        let passages = ui.count("passages", beads[0]);
        let compared = ui.fill("compared", &[&sentences(0), &sentences(1), &passages]);
        let alone = if beads[1] == 0 {
            ui.say("alone-none").to_owned()
        } else {
            ui.count("alone", beads[1])
        };
        if !self.has_findings {
            return format!("{compared} {alone}");
        }
        let severities =
            [(critical, Severity::Critical), (major, Severity::Major), (minor, Severity::Minor)];
        let severities =
            severities.map(|(count, severity)| format!("{count} {}", ui.severity(severity)));
        let found = ui.count("findings", findings.iter().sum());
        format!("{found}: {}. {compared} {alone}", severities.join(", "))
    }

    fn begin_table(&mut self) -> String {
        self.open = true;
        let ui = self.ui;
        let last = if self.has_findings { ui.say("explanation") } else { ui.say("score") };
        let [source, target] = &self.languages;
        let headings = [
            ui.say("number").to_owned(),
            format!("{} ({source})", ui.say("source")),
            format!("{} ({target})", ui.say("target")),
            last.to_owned(),
        ];
        let cells = headings.iter().zip(WIDTHS).map(|(text, width)| {
            let shade = r#"<w:shd w:val="clear" w:color="auto" w:fill="F5F6F8"/>"#;
            cell(width, shade, &paragraph(&run(text, "<w:b/>"), ""))
        });
        let cells: String = cells.collect();
        let border = |side: &str| {
            format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C9CED6"/>"#)
        };
        let borders: String =
            ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
        let grid = WIDTHS.map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).concat();
        let width: u32 = WIDTHS.iter().sum();
        format!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>{cells}</w:tr>"#
        )
    }

    fn remark(&self, remark: &super::record::Remark) -> String {
        let ui = self.ui;
        let head = format!("{}, {}: ", ui.severity(remark.severity), ui.rule(&remark.rule));
        let mut runs = run(&head, "<w:b/>") + &run(&remark.message, "");
        if let Some(suggestion) = &remark.suggestion {
            let language = language(&self.languages[1]);
            runs += &run(" → ", "");
            runs += &run(suggestion, &format!(r#"<w:b/><w:color w:val="0B5D2C"/>{language}"#));
        }
        paragraph(&runs, "")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use quick_xml::{Reader, events::Event};

    use super::*;
    use crate::report::{Verdict, record, run::Row, sample};

    /// The body of a document of the sample and one that failed.
    fn body(has_findings: bool) -> String {
        let mut sample = sample::note();
        sample.bitext.source.segments[4].text = "<b> & \u{2}\"x\"".into();
        let (compared, verdict) = (sample.compared(), Verdict::of(&sample.findings));
        let pieces = record::pieces(&compared, &verdict, &Row::compared(&compared, &verdict));
        let failed = Row::failed("bad.txt", None, "bad.txt is empty".into());
        let records = pieces.tail + &record::failure(&failed).tail;
        let mut file = Vec::new();
        write(records.as_bytes(), Interface::English, has_findings, &mut file).expect("made");
        let mut zip = zip::ZipArchive::new(io::Cursor::new(file)).expect("an archive");
        let mut text = String::new();
        let mut part = zip.by_name("word/document.xml").expect("a part");
        part.read_to_string(&mut text).expect("text");
        text
    }

    #[test]
    fn rows_hold_a_passage_each_and_all_of_it() {
        for has_findings in [true, false] {
            let body = body(has_findings);
            let mut reader = Reader::from_str(&body);
            let (mut rows, mut cells, mut depth) = (0, 0, 0_i32);
            loop {
                match reader.read_event().expect("well-formed") {
                    Event::Start(start) => {
                        depth += 1;
                        rows += usize::from(start.name().as_ref() == "w:tr");
                        cells += usize::from(start.name().as_ref() == "w:tc");
                    }
                    Event::End(_) => depth -= 1,
                    Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0);
            // A heading, five beads, and one row for what was left out.
            assert_eq!((rows, cells), (7, 6 * 4 + 1));
            assert!(body.contains("&lt;b&gt; &amp; "), "{body}");
            assert!(body.contains("bad.txt is empty"));
            let has_marks = body.contains("<w:u w:val=\"double\"/>");
            assert!(has_marks, "the critical sentence is marked");
        }
    }
}
