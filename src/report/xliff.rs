//! XLIFF 1.2 and 2.1 (OASIS) for translators' tools: a unit a bead, findings as issues of ITS 2.0 on the words they are
//! about and as notes, which is what such tools show.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::{
    Compared, Verdict,
    marked::{Marks, Piece},
    rounded, word,
};
use crate::{
    align::Bead,
    document::{self, CodeKind},
    export::inline::{self, Part},
    judge::Finding,
    rule::Severity,
    text::{Language, legal_in_xml},
};

/// The version of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 1.2, which most tools read.
    One,
    /// 2.1, which has a module for ITS.
    Two,
}

/// A file in the format, and what had to be changed or left out in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchange {
    /// What is written.
    pub text: String,
    /// Positions of the beads from which characters that XML forbids were dropped.
    pub cleaned: Vec<usize>,
    /// How many beads have no original, which no unit can be without.
    pub without_source: usize,
}

/// Below this score two sides may not belong together, and someone should look.
const DOUBTFUL: f64 = 0.5;

/// What stands before the documents and after them.
pub fn frame(version: Version, source: &Language, target: &Language) -> [String; 2] {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let its = "xmlns:its=\"http://www.w3.org/2005/11/its\" its:version=\"2.0\"";
    let before = match version {
        Version::One => format!(
            "{declaration}<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" {its}>\n"
        ),
        Version::Two => format!(
            "{declaration}<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" {its} \
             srcLang=\"{}\" trgLang=\"{}\">\n",
            source.customary(),
            target.customary()
        ),
    };
    [before, "</xliff>\n".into()]
}

/// One document as a `file`; without a verdict the alignment alone is told.
pub fn file(version: Version, compared: &Compared<'_>, verdict: Option<&Verdict<'_>>) -> Exchange {
    let findings = verdict.map(|verdict| verdict.findings).unwrap_or_default();
    let marks = Marks::of(compared, findings);
    let is_checked = verdict.is_some();
    let mut made = Exchange::default();
    let mut units = String::new();
    // What has no unit of its own is told at the top.
    let mut apart = Vec::new();
    for (number, bead) in compared.alignment.beads.iter().enumerate() {
        let unit = Unit { version, compared, findings, marks: &marks, number, bead, is_checked };
        if bead.source.is_empty() {
            made.without_source += 1;
            apart.extend(unit.notes());
            continue;
        }
        if unit.has_forbidden() {
            made.cleaned.push(number);
        }
        units += &unit.write();
    }
    let path = compared.input.source.path.display().to_string();
    let original = attribute(&path);
    let bitext = compared.bitext;
    let (source, target) = (bitext.source.language.customary(), bitext.target.language.customary());
    let program = env!("CARGO_PKG_VERSION");
    made.text = match version {
        Version::One => {
            let notes: String = apart.iter().map(|note| note.write(version, 0)).collect();
            format!(
                "<file original=\"{original}\" source-language=\"{source}\" target-language=\"{target}\" \
                 datatype=\"plaintext\" tool-id=\"daejo\">\n<header><tool tool-id=\"daejo\" \
                 tool-name=\"daejo\" tool-version=\"{program}\"/>\n{notes}</header>\n<body>\n{units}</body>\n\
                 </file>\n"
            )
        }
        Version::Two => {
            let notes: String =
                apart.iter().enumerate().map(|(at, note)| note.write(version, at)).collect();
            let notes =
                if notes.is_empty() { notes } else { format!("<notes>\n{notes}</notes>\n") };
            let id = file_id(compared);
            format!("<file id=\"f-{id}\" original=\"{original}\">\n{notes}{units}</file>\n")
        }
    };
    made
}

/// What a person should read.
struct Note {
    severity: Severity,
    text: String,
    /// Whether it is about words of the translation.
    on_target: bool,
}

impl Note {
    fn write(&self, version: Version, number: usize) -> String {
        let priority = match self.severity {
            Severity::Critical => 1,
            Severity::Major => 2,
            Severity::Minor => 3,
        };
        let side = if self.on_target { "target" } else { "source" };
        let text = content(&self.text);
        match version {
            Version::One => format!(
                "<note from=\"daejo\" annotates=\"{side}\" priority=\"{priority}\">{text}</note>\n"
            ),
            Version::Two => format!(
                "<note id=\"n{number}\" appliesTo=\"{side}\" category=\"{}\" priority=\"{priority}\">{text}</note>\n",
                word(&self.severity)
            ),
        }
    }
}

struct Unit<'a> {
    version: Version,
    compared: &'a Compared<'a>,
    findings: &'a [Finding],
    marks: &'a Marks,
    number: usize,
    bead: &'a Bead,
    is_checked: bool,
}

/// What tells a file of a report from its others.
fn file_id(compared: &Compared<'_>) -> String {
    let id = compared.input.source.sha256.get(..12).unwrap_or_default();
    let other = compared.input.target().sha256.get(..6).unwrap_or_default();
    format!("{id}{other}")
}

fn attribute(text: &str) -> String {
    escape(&*legal_in_xml(text)).replace('\n', "&#10;").replace('\t', "&#9;")
}

fn content(text: &str) -> String {
    escape(&*legal_in_xml(text)).into_owned()
}

/// From 0 to 100, as ITS has it.
fn its_severity(severity: Severity) -> u32 {
    match severity {
        Severity::Minor => 25,
        Severity::Major => 60,
        Severity::Critical => 100,
    }
}

impl Unit<'_> {
    fn pieces(&self, half: usize) -> Vec<Piece<'_>> {
        let bitext = self.compared.bitext;
        if half == 0 {
            self.marks.joined(0, &bitext.source, self.bead.source.clone())
        } else {
            self.marks.joined(1, &bitext.target, self.bead.target.clone())
        }
    }

    fn has_forbidden(&self) -> bool {
        let is_changed = |piece: &Piece<'_>| legal_in_xml(piece.text).len() < piece.text.len();
        (0..2).any(|half| self.pieces(half).iter().any(is_changed))
    }

    fn notes(&self) -> Vec<Note> {
        let notes = self.marks.notes(self.number).iter().map(|note| {
            let finding = &self.findings[note.finding];
            let severity = word(&finding.severity);
            let mut text = format!("{severity}, {}: {}", finding.rule, finding.message);
            if let Some(suggestion) = &finding.suggestion {
                let _ = write!(text, " → {suggestion}");
            }
            let _ = write!(text, " ({:.2})", rounded(finding.confidence));
            Note { severity: finding.severity, text, on_target: finding.target.is_some() }
        });
        notes.collect()
    }

    /// The attributes of an issue.
    fn issue(&self, finding: usize) -> String {
        let finding = &self.findings[finding];
        format!(
            "its:locQualityIssueType=\"{}\" its:locQualityIssueComment=\"{}\" \
             its:locQualityIssueSeverity=\"{}\"",
            word(&finding.issue),
            attribute(&finding.message),
            its_severity(finding.severity)
        )
    }

    /// The text of a side with its inline codes, if it is a side of a unit that has such. What marks its words is in the
    /// notes.
    fn coded(&self, half: usize) -> Option<Vec<Part<'_>>> {
        let Compared { input, bitext, .. } = self.compared;
        let (document, half, range) = match half {
            0 => (&input.source, &bitext.source, &self.bead.source),
            _ => (input.target(), &bitext.target, &self.bead.target),
        };
        match &half.segments[range.clone()] {
            [segment] => inline::parts(document, segment),
            _ => None,
        }
    }

    /// Codes as elements; `data` gets what they are in the text itself, for version 2.
    fn with_codes(&self, parts: &[Part<'_>], data: &mut Vec<String>) -> String {
        let mut write = |part: &Part<'_>| match part {
            Part::Text(text) => content(text),
            Part::Code { kind, id, native } => {
                let id = attribute(id);
                match (self.version, native) {
                    (Version::One, Some(native)) => {
                        let name = match kind {
                            CodeKind::Open => "bpt",
                            CodeKind::Close => "ept",
                            CodeKind::Alone => "ph",
                        };
                        format!("<{name} id=\"{id}\">{}</{name}>", content(native))
                    }
                    (Version::One, None) => match kind {
                        CodeKind::Open => format!("<bx id=\"{id}\" rid=\"{id}\"/>"),
                        CodeKind::Close => format!("<ex id=\"{id}\" rid=\"{id}\"/>"),
                        CodeKind::Alone => format!("<x id=\"{id}\"/>"),
                    },
                    (Version::Two, native) => {
                        let reference = native.map_or_else(String::new, |native| {
                            let at = data.iter().position(|own| own == native);
                            let at = at.unwrap_or_else(|| {
                                data.push((*native).to_owned());
                                data.len() - 1
                            });
                            format!(" dataRef=\"d{at}\"")
                        });
                        match kind {
                            CodeKind::Open => format!("<sc id=\"{id}\"{reference}/>"),
                            CodeKind::Close => format!("<ec startRef=\"{id}\"{reference}/>"),
                            CodeKind::Alone => format!("<ph id=\"{id}\"{reference}/>"),
                        }
                    }
                }
            }
        };
        parts.iter().map(&mut write).collect()
    }

    /// What a unit of a bilingual file is called there, and whether somebody is still to look at it.
    fn unit(&self) -> Option<&document::Unit> {
        let Compared { input, bitext, .. } = self.compared;
        let segment = bitext.source.segments.get(self.bead.source.start)?;
        input.source.unit_at(segment.span.start)
    }

    /// A side with its issues, and the lists of those that lie on the same words.
    fn side(&self, half: usize, lists: &mut String, data: &mut Vec<String>) -> String {
        if let Some(parts) = self.coded(half) {
            return self.with_codes(&parts, data);
        }
        let mut text = String::new();
        for (at, piece) in self.pieces(half).iter().enumerate() {
            let words = content(piece.text);
            let attributes = match &piece.findings[..] {
                [] => {
                    text += &words;
                    continue;
                }
                [one] => self.issue(*one),
                several => {
                    let file = file_id(self.compared);
                    let id = format!("i-{file}-{}-{half}-{at}", self.number);
                    let issues = several.iter().map(|finding| {
                        let attributes = self.issue(*finding).replace("its:", "");
                        format!("<its:locQualityIssue {attributes}/>")
                    });
                    let issues: String = issues.collect();
                    let _ = writeln!(
                        lists,
                        "<its:locQualityIssues xml:id=\"{id}\">{issues}</its:locQualityIssues>"
                    );
                    format!("its:locQualityIssuesRef=\"#{id}\"")
                }
            };
            let _ = match self.version {
                Version::One => write!(text, "<mrk mtype=\"x-its\" {attributes}>{words}</mrk>"),
                Version::Two => write!(
                    text,
                    "<mrk id=\"m{half}-{at}\" type=\"its:any\" {attributes}>{words}</mrk>"
                ),
            };
        }
        text
    }

    fn write(&self) -> String {
        let number = self.number;
        let notes = self.notes();
        let is_alone = self.bead.target.is_empty();
        let own = self.unit();
        let is_fuzzy = own.is_some_and(|unit| unit.state == document::State::Fuzzy);
        let name = own.map(|unit| attribute(&unit.id));
        let is_fine = !is_fuzzy && notes.is_empty() && self.bead.score >= DOUBTFUL && !is_alone;
        let (mut lists, mut data) = (String::new(), Vec::new());
        let (source, target) =
            (self.side(0, &mut lists, &mut data), self.side(1, &mut lists, &mut data));
        let written: String =
            notes.iter().enumerate().map(|(at, note)| note.write(self.version, at)).collect();
        match self.version {
            Version::One => {
                let state = match (is_alone, is_fine) {
                    (true, _) => "needs-translation",
                    (_, false) => "needs-review-translation",
                    (_, true) if self.is_checked => "final",
                    _ => "translated",
                };
                let approved = if is_fine { "yes" } else { "no" };
                let resname = name.map_or_else(String::new, |name| format!(" resname=\"{name}\""));
                format!(
                    "<trans-unit id=\"{number}\"{resname} approved=\"{approved}\">\n<source>{source}</source>\n\
                     <target state=\"{state}\">{target}</target>\n{written}{lists}</trans-unit>\n"
                )
            }
            Version::Two => {
                let state = match (is_alone, is_fine) {
                    (true, _) => "initial",
                    (_, false) => "translated\" subState=\"daejo:needs-review",
                    (_, true) if self.is_checked => "final",
                    _ => "translated",
                };
                let name = name.map_or_else(String::new, |name| format!(" name=\"{name}\""));
                let data = data
                    .iter()
                    .enumerate()
                    .map(|(at, text)| format!("<data id=\"d{at}\">{}</data>", content(text)));
                let data: String = data.collect();
                let data = if data.is_empty() {
                    data
                } else {
                    format!("<originalData>{data}</originalData>\n")
                };
                let notes = if written.is_empty() {
                    written
                } else {
                    format!("<notes>\n{written}</notes>\n")
                };
                let target =
                    if is_alone { String::new() } else { format!("<target>{target}</target>\n") };
                format!(
                    "<unit id=\"u{number}\"{name}>\n{lists}{notes}{data}<segment id=\"s{number}\" state=\"{state}\">\n\
                     <source>{source}</source>\n{target}</segment>\n</unit>\n"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::{Reader, events::Event};

    use super::*;
    use crate::report::sample;

    fn whole(version: Version, is_checked: bool) -> Exchange {
        let sample = sample::note();
        let verdict = Verdict::of(&sample.findings);
        let mut made = file(version, &sample.compared(), is_checked.then_some(&verdict));
        let bitext = &sample.bitext;
        let [before, after] = frame(version, &bitext.source.language, &bitext.target.language);
        made.text = before + &made.text + &after;
        made
    }

    /// The texts of the elements called `name`, without the marks in them.
    fn texts(xml: &str, name: &str) -> Vec<String> {
        let mut reader = Reader::from_str(xml);
        let (mut texts, mut inside) = (Vec::new(), false);
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(start) if start.name().as_ref() == name => {
                    inside = true;
                    texts.push(String::new());
                }
                Event::End(end) if end.name().as_ref() == name => inside = false,
                Event::Text(text) if inside => texts.last_mut().expect("one").push_str(&text),
                Event::Eof => return texts,
                _ => {}
            }
        }
    }

    #[test]
    fn a_unit_holds_the_texts_of_its_bead_whatever_is_marked_in_them() {
        let sample = sample::note();
        for version in [Version::One, Version::Two] {
            let sources: Vec<String> = sample
                .alignment
                .beads
                .iter()
                .map(|bead| {
                    let segments = &sample.bitext.source.segments[bead.source.clone()];
                    segments.iter().map(|s| s.text.clone()).collect::<Vec<_>>().join(" ")
                })
                .collect();
            for is_checked in [true, false] {
                assert_eq!(texts(&whole(version, is_checked).text, "source"), sources);
            }
        }
    }

    #[test]
    fn findings_are_issues_and_notes_and_open_the_unit_again() {
        let one = whole(Version::One, true).text;
        assert_eq!(texts(&one, "note").len(), sample::note().findings.len());
        assert_eq!(one.matches("approved=\"no\"").count(), 5, "every bead has a finding");
        assert_eq!(one.matches("mtype=\"x-its\"").count(), 10, "every side of a finding");
        assert_eq!(one.matches("state=\"needs-translation\"").count(), 2);
        let alone = whole(Version::One, false).text;
        assert_eq!(
            alone.matches("approved=\"yes\" ").count() + alone.matches("approved=\"yes\">").count(),
            3
        );
        assert_eq!(alone.matches("<note").count() + alone.matches("<mrk").count(), 0);
    }

    #[test]
    fn both_versions_as_they_are_written() {
        insta::assert_snapshot!("version_one", whole(Version::One, true).text);
        insta::assert_snapshot!("version_two", whole(Version::Two, true).text);
    }
}
