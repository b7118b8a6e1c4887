//! Tables with a row of column names, for spreadsheets and the tools of the shell.

use super::{Compared, Input, Places, Verdict, halves::covering, rounded, word};
use crate::{baseline::Status, document::Document, halves::Halves, reading::Side, segment::Bitext};

/// How the cells of a table are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separated {
    /// By tabs, without quotation marks: a tab, line end or backslash inside a cell is written `\t`, `\n`, `\r`,
    /// `\\`. Readers must be told that a quotation mark is a letter like others.
    Tabs,
    /// By commas, as RFC 4180 has it: every cell that holds anything is in quotation marks. A byte-order mark stands
    /// before the table, without which spreadsheets take UTF-8 for something else.
    Commas,
}

impl Separated {
    /// What stands before the heading.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Tabs => "",
            Self::Commas => "\u{feff}",
        }
    }

    /// The heading that is given with tabs.
    pub(crate) fn heading(self, heading: &str) -> String {
        let cells: Vec<String> = heading.trim_end().split('\t').map(str::to_owned).collect();
        self.mark().to_owned() + &self.row(&cells)
    }

    /// A row with its line end.
    pub(crate) fn row(self, cells: &[String]) -> String {
        match self {
            Self::Tabs => row(cells),
            Self::Commas => {
                let quoted = |cell: &String| match cell.as_str() {
                    "" => String::new(),
                    cell => format!("\"{}\"", cell.replace('"', "\"\"")),
                };
                cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
            }
        }
    }
}

/// The columns of a table of findings.
pub(super) const HEADING: &str = "id\trule\tissue\tseverity\tconfidence\tbead\t\
     source_segments\tsource_line\tsource_start\tsource_end\tsource_text\t\
     target_segments\ttarget_line\ttarget_start\ttarget_end\ttarget_text\t\
     message\tsuggestion\tgroup\tevidence\talso\tstatus\toccurrences\n";
/// The columns of a table of segments.
pub(super) const SEGMENTS: &str = "half\tindex\tparagraph\tline\tstart\tend\ttext\n";

/// One finding a row; behind them, with the status `gone`, what a baseline knows and was not found any more,
/// of which nothing but the words is known. `occurrences` lists the beads of a finding that stands for several
/// places.
pub fn findings(compared: &Compared<'_>, verdict: &Verdict<'_>, by: Separated) -> String {
    let rows = rows(compared, verdict);
    by.heading(HEADING) + &rows.iter().map(|cells| by.row(cells)).collect::<String>()
}

/// The cells of [`findings`].
pub(super) fn rows(compared: &Compared<'_>, verdict: &Verdict<'_>) -> Vec<Vec<String>> {
    let source = Places::new(&compared.input.source);
    let target = Places::new(compared.input.target());
    let mut rows = Vec::new();
    for (index, finding) in verdict.findings.iter().enumerate() {
        let mut cells = vec![
            finding.id.clone(),
            finding.rule.clone(),
            word(&finding.issue),
            word(&finding.severity),
            rounded(finding.confidence).to_string(),
            finding.bead.to_string(),
        ];
        for (side, places) in [(&finding.source, &source), (&finding.target, &target)] {
            cells.extend(side_cells(side.as_ref(), places));
        }
        cells.push(finding.message.clone());
        cells.push(finding.suggestion.clone().unwrap_or_default());
        cells.extend([finding.group.clone(), finding.evidence.clone()]);
        let also: Vec<&str> = finding.also.iter().map(|account| account.rule.as_str()).collect();
        cells.push(also.join(","));
        cells.push(verdict.status(index).map(Status::word).unwrap_or_default().to_owned());
        let beads = finding.occurrences.iter().map(|place| place.bead.to_string());
        cells.push(beads.collect::<Vec<_>>().join(","));
        rows.push(cells);
    }
    for entry in verdict.comparison.iter().flat_map(|comparison| &comparison.gone) {
        let none = String::new;
        let words = |words: &Option<String>| words.clone().unwrap_or_default();
        let mut cells = vec![entry.id.clone(), entry.rule.clone(), none(), word(&entry.severity)];
        cells.extend([none(), none()]);
        for text in [words(&entry.source), words(&entry.target)] {
            cells.extend([none(), none(), none(), none(), text]);
        }
        cells.extend([entry.message.clone(), none(), entry.group.clone(), none(), none()]);
        cells.extend(["gone".into(), none()]);
        rows.push(cells);
    }
    rows
}

fn side_cells(side: Option<&Side>, places: &Places<'_>) -> [String; 5] {
    let Some(side) = side else { return Default::default() };
    let segments: Vec<String> = side.segments.iter().map(usize::to_string).collect();
    let span = places.in_file(side.span);
    [
        segments.join(","),
        places.spot(side.span.start).to_string(),
        span.start.to_string(),
        span.end.to_string(),
        side.text.clone(),
    ]
}

/// One segment a row, the source half first.
pub fn segments(input: &Input, bitext: &Bitext) -> String {
    let mut table = String::from(SEGMENTS);
    let halves =
        [("source", &bitext.source, &input.source), ("target", &bitext.target, input.target())];
    for (name, half, document) in halves {
        let places = Places::new(document);
        for segment in &half.segments {
            let span = document.in_file(segment.span);
            table += &row(&[
                name.to_owned(),
                segment.index.to_string(),
                segment.paragraph.to_string(),
                places.spot(segment.span.start).to_string(),
                span.start.to_string(),
                span.end.to_string(),
                segment.text.clone(),
            ]);
        }
    }
    table
}

/// One part of the document a row.
pub fn halves(document: &Document, halves: &Halves) -> String {
    let mut table = String::from("line\tkind\tlanguage\tconfidence\tstart\tend\treason\ttext\n");
    let places = Places::new(document);
    for (part, span) in halves.parts.iter().zip(covering(document, halves)) {
        table += &row(&[
            places.spot(part.core.start).to_string(),
            word(&part.kind),
            part.language.as_ref().map(ToString::to_string).unwrap_or_default(),
            rounded(part.confidence).to_string(),
            span.start.to_string(),
            span.end.to_string(),
            part.reason.clone(),
            part.core.of(&document.text).to_owned(),
        ]);
    }
    table
}

pub(super) fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
    cells.join("\t") + "\n"
}

fn escaped(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn every_row_has_as_many_cells_as_the_heading() {
        let sample = sample::note();
        let halves = Halves { parts: sample.input.source_parts.clone(), doubts: Vec::new() };
        let (found, comparison) = sample.compared_with_a_baseline();
        let verdict =
            Verdict { findings: &found, comparison: Some(&comparison), ..Verdict::default() };
        let tables = [
            findings(&sample.compared(), &Verdict::of(&sample.findings), Separated::Tabs),
            findings(&sample.compared(), &verdict, Separated::Tabs),
            segments(&sample.input, &sample.bitext),
            self::halves(&sample.input.source, &halves),
        ];
        for table in tables {
            let mut counts = table.lines().map(|line| line.split('\t').count());
            let columns = counts.next().expect("a heading");
            assert!(counts.all(|count| count == columns), "{table}");
        }
    }

    #[test]
    fn cells_keep_to_their_line() {
        assert_eq!(row(&["a\tb".into(), "c\r\nd\\".into()]), "a\\tb\tc\\r\\nd\\\\\n");
    }

    #[test]
    fn what_is_gone_stands_at_the_end() {
        let sample = sample::note();
        let (found, comparison) = sample.compared_with_a_baseline();
        let verdict =
            Verdict { findings: &found, comparison: Some(&comparison), ..Verdict::default() };
        let table = findings(&sample.compared(), &verdict, Separated::Tabs);
        let column = |name: &str| table.lines().next()?.split('\t').position(|cell| cell == name);
        let cell = |line: &str, name: &str| line.split('\t').nth(column(name)?).map(str::to_owned);
        let statuses: Vec<_> = table.lines().skip(1).filter_map(|l| cell(l, "status")).collect();
        assert_eq!(statuses, ["new", "changed", "known", "gone"]);
        let last = table.lines().last().expect("a row");
        assert_eq!(cell(last, "target_text").as_deref(), Some("27"));
    }

    #[test]
    fn findings_in_rows() {
        let sample = sample::note();
        let verdict = Verdict::of(&sample.findings);
        insta::assert_snapshot!(findings(&sample.compared(), &verdict, Separated::Tabs));
    }

    #[test]
    fn cells_between_commas_are_read_back_as_they_were() {
        let cells = ["a,b", "say \"so\"", "\"open", "two\nlines", "", "=1+1", "날짜\t1"];
        let cells = cells.map(str::to_owned);
        let text = Separated::Commas.heading("one\ttwo") + &Separated::Commas.row(&cells);
        let text = text.strip_prefix('\u{feff}').expect("a mark");
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let read = reader.records().next().expect("a row").expect("lawful");
        assert_eq!(read.iter().collect::<Vec<_>>(), cells);
    }
}
