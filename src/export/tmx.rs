//! TMX 1.4b (LISA, 2005): translation memories for translators' tools.

use quick_xml::{
    Writer,
    escape::escape,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use super::{
    inline::{self, Part},
    joined,
};
use crate::{
    align::{Alignment, Bead},
    document::{CodeKind, Document},
    segment::Bitext,
    text::{Language, legal_in_xml},
};

/// A translation memory, and what had to be changed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Memory {
    /// The file, in UTF-8.
    pub text: String,
    /// Positions of the beads from which characters that XML forbids were dropped.
    pub cleaned: Vec<usize>,
    /// How many beads were left out for want of a counterpart.
    pub alone: usize,
    /// How many were left out for want of score.
    pub doubtful: usize,
}

/// What else is to be known of the units of a memory.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// Beads with a lower score are left out.
    pub min_score: f64,
    /// For each bead what a person should read of it; empty if nothing is to be read of any.
    pub notes: &'a [Vec<String>],
    /// The documents that the halves stand in, the source first: for the inline codes of their units.
    pub documents: Option<[&'a Document; 2]>,
}

impl Default for Choice<'_> {
    fn default() -> Self {
        Self { min_score: 0.0, notes: &[], documents: None }
    }
}

/// Writes one unit for each bead that has both sides; an n-m bead is one unit.
///
/// Each unit carries the bead's score and the segments' indices as properties, and an identity made
/// of the document's hash and the bead's position. There is no date in the file, so that the same
/// input gives the same bytes.
///
/// # Panics
///
/// Never: writing to memory does not fail, and what is written is text.
pub fn write(
    source: &Document,
    bitext: &Bitext,
    alignment: &Alignment,
    choice: &Choice<'_>,
) -> Memory {
    let hash = source.sha256.get(..12).unwrap_or_default();
    let memory = units(hash, bitext, alignment, choice);
    let [before, after] = frame(&bitext.source.language);
    Memory { text: before + &memory.text + &after, ..memory }
}

/// What stands before the units of a memory, and after them.
///
/// # Panics
///
/// Never: writing to memory does not fail, and what is written is text.
pub fn frame(source: &Language) -> [String; 2] {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    head(&mut writer, source).expect("writing to memory does not fail");
    let text = String::from_utf8(writer.into_inner()).expect("everything written was a string");
    [text + "\n", "  </body>\n</tmx>\n".into()]
}

/// The units of [`write()`] alone, for a memory of several documents, each with a `document` name of its own
/// for the identities of its units.
///
/// # Panics
///
/// Never: writing to memory does not fail, and what is written is text.
pub fn units(
    document: &str,
    bitext: &Bitext,
    alignment: &Alignment,
    choice: &Choice<'_>,
) -> Memory {
    let mut cleaned = Vec::new();
    let alone = alignment.beads.iter().filter(|bead| bead.is_gap()).count();
    let is_doubtful = |bead: &Bead| !bead.is_gap() && bead.score < choice.min_score;
    let doubtful = alignment.beads.iter().filter(|bead| is_doubtful(bead)).count();
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let result = body(&mut writer, document, bitext, alignment, choice, &mut cleaned);
    result.expect("writing to memory does not fail");
    let text = String::from_utf8(writer.into_inner()).expect("everything written was a string");
    // As far to the right as inside the body.
    let text = text.lines().flat_map(|line| ["    ", line, "\n"]).collect();
    Memory { text, cleaned, alone, doubtful }
}

fn head(writer: &mut Writer<Vec<u8>>, source: &Language) -> std::io::Result<()> {
    let srclang = source.customary();
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.write_event(Event::DocType(BytesText::from_escaped("tmx SYSTEM \"tmx14.dtd\"")))?;
    writer
        .write_event(Event::Start(BytesStart::new("tmx").with_attributes([("version", "1.4")])))?;
    let header = BytesStart::new("header").with_attributes([
        ("creationtool", env!("CARGO_PKG_NAME")),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", "sentence"),
        ("o-tmf", env!("CARGO_PKG_NAME")),
        ("adminlang", "en"),
        ("srclang", srclang.as_str()),
        ("datatype", "plaintext"),
    ]);
    writer.write_event(Event::Empty(header))?;
    writer.write_event(Event::Start(BytesStart::new("body")))
}

fn body(
    writer: &mut Writer<Vec<u8>>,
    document: &str,
    bitext: &Bitext,
    alignment: &Alignment,
    choice: &Choice<'_>,
    cleaned: &mut Vec<usize>,
) -> std::io::Result<()> {
    let is_wanted = |bead: &Bead| !bead.is_gap() && bead.score >= choice.min_score;
    for (position, bead) in alignment.beads.iter().enumerate().filter(|(_, bead)| is_wanted(bead)) {
        let identity = format!("{document}-{position}");
        writer.write_event(Event::Start(
            BytesStart::new("tu").with_attributes([("tuid", identity.as_str())]),
        ))?;
        let list = |range: &std::ops::Range<usize>| {
            range.clone().map(|i| i.to_string()).collect::<Vec<_>>().join(",")
        };
        // In a `prop` nobody reads them.
        for note in choice.notes.get(position).into_iter().flatten() {
            element(writer, BytesStart::new("note"), &legal_in_xml(note))?;
        }
        let properties = [
            ("x-score", format!("{:.4}", bead.score)),
            ("x-source-segments", list(&bead.source)),
            ("x-target-segments", list(&bead.target)),
        ];
        for (name, value) in properties {
            let start = BytesStart::new("prop").with_attributes([("type", name)]);
            element(writer, start, &value)?;
        }
        let halves = [(&bitext.source, bead.source.clone()), (&bitext.target, bead.target.clone())];
        for (side, (half, range)) in halves.into_iter().enumerate() {
            let segments = &half.segments[range];
            let text = joined(segments, &half.language);
            let coded = match (choice.documents, segments) {
                (Some(documents), [segment]) => inline::parts(documents[side], segment),
                _ => None,
            };
            let legal = legal_in_xml(&text);
            if legal.len() < text.len() && cleaned.last() != Some(&position) {
                cleaned.push(position);
            }
            let tag = half.language.customary();
            let tuv = BytesStart::new("tuv").with_attributes([("xml:lang", tag.as_str())]);
            writer.write_event(Event::Start(tuv))?;
            match coded {
                Some(parts) => {
                    writer.write_event(Event::Start(BytesStart::new("seg")))?;
                    // As one text: blanks between elements would become part of it.
                    let content = content(&parts);
                    writer.write_event(Event::Text(BytesText::from_escaped(content)))?;
                    writer.write_event(Event::End(BytesEnd::new("seg")))?;
                }
                None => element(writer, BytesStart::new("seg"), &legal)?,
            }
            writer.write_event(Event::End(BytesEnd::new("tuv")))?;
        }
        writer.write_event(Event::End(BytesEnd::new("tu")))?;
    }
    Ok(())
}

/// A text with its codes, escaped.
fn content(parts: &[Part<'_>]) -> String {
    let escaped = |text: &str| escape(&*legal_in_xml(text)).into_owned();
    let write = |part: &Part<'_>| match part {
        Part::Text(text) => escaped(text),
        Part::Code { kind, id, native } => {
            let (name, number) = match kind {
                CodeKind::Open => ("bpt", "i"),
                CodeKind::Close => ("ept", "i"),
                CodeKind::Alone => ("ph", "x"),
            };
            let id = escaped(id);
            match native {
                Some(native) => format!("<{name} {number}=\"{id}\">{}</{name}>", escaped(native)),
                None => format!("<{name} {number}=\"{id}\"/>"),
            }
        }
    };
    parts.iter().map(write).collect()
}

fn element(writer: &mut Writer<Vec<u8>>, start: BytesStart<'_>, text: &str) -> std::io::Result<()> {
    let end = start.to_end().into_owned();
    writer.write_event(Event::Start(start))?;
    writer.write_event(Event::Text(BytesText::new(text)))?;
    writer.write_event(Event::End(end))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use quick_xml::Reader;

    use super::*;
    use crate::align::keys::tests::bitext;

    fn memory(source: &[&str], target: &[&str], beads: Vec<Bead>) -> Memory {
        let document = Document::from_bytes(Path::new("x"), b"x", None).expect("text");
        write(&document, &bitext(source, target), &Alignment { beads }, &Choice::default())
    }

    fn bead(source: std::ops::Range<usize>, target: std::ops::Range<usize>) -> Bead {
        Bead { source, target, score: 0.91, cost: 1.0 }
    }

    /// The texts of the `seg` elements, with entities resolved.
    fn segments(text: &str) -> Vec<String> {
        let mut reader = Reader::from_str(text);
        let mut segments = Vec::new();
        let mut inside = false;
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(start) if start.name().as_ref() == "seg" => {
                    inside = true;
                    segments.push(String::new());
                }
                Event::End(end) if end.name().as_ref() == "seg" => inside = false,
                Event::Text(text) if inside => {
                    segments.last_mut().expect("a seg").push_str(&text);
                }
                Event::GeneralRef(name) if inside => {
                    let c = match name.as_ref() as &str {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        other => panic!("entity {other}"),
                    };
                    segments.last_mut().expect("a seg").push(c);
                }
                Event::Eof => return segments,
                _ => {}
            }
        }
    }

    #[test]
    fn an_n_m_bead_is_one_unit_and_a_gap_is_none() {
        let source = ["Tom & Jerry <b>", "said so.", "Lost."];
        let memory =
            memory(&source, &["톰과 제리가 말했다."], vec![bead(0..2, 0..1), bead(2..3, 1..1)]);
        assert_eq!(segments(&memory.text), ["Tom & Jerry <b> said so.", "톰과 제리가 말했다."]);
        assert!(memory.text.contains("<tuv xml:lang=\"ko\">"));
        assert_eq!(memory.text.matches("<tu ").count(), 1);
        assert_eq!((memory.alone, memory.doubtful), (1, 0));
    }

    #[test]
    fn notes_are_read_and_doubtful_beads_left_out() {
        let document = Document::from_bytes(Path::new("x"), b"x", None).expect("text");
        let beads = vec![bead(0..1, 0..1), Bead { score: 0.4, ..bead(1..2, 1..2) }];
        let notes = [vec!["<a> & b".to_owned()], Vec::new()];
        let choice = Choice { min_score: 0.5, notes: &notes, ..Choice::default() };
        let bitext = bitext(&["One.", "Two."], &["하나.", "둘."]);
        let memory = write(&document, &bitext, &Alignment { beads }, &choice);
        assert_eq!(segments(&memory.text), ["One.", "하나."]);
        assert!(memory.text.contains("<note>&lt;a&gt; &amp; b</note>"), "{}", memory.text);
        assert_eq!((memory.alone, memory.doubtful), (0, 1));
    }

    #[test]
    fn characters_that_xml_forbids_are_dropped_and_told() {
        let memory = memory(&["a\u{fffe}b"], &["가"], vec![bead(0..1, 0..1)]);
        assert_eq!(segments(&memory.text), ["ab", "가"]);
        assert_eq!(memory.cleaned, [0]);
    }
}
