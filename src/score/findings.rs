//! Findings against a hand-made table of divergences.
//!
//! A finding is right if a row of the table shares a segment with it and the words of one side
//! overlap; a row is found if a finding matches it. Rows on which people may differ ("arguable") make a
//! finding right but are not missed.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde::{Deserialize, Serialize};

pub use super::reported::{GoldRow, Occurrence, Reported, Words};
use super::{Calibration, matcher::Matcher, share};
use crate::{Error, Result, rule::Severity};

/// Which findings and rows are counted.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The least confidence of a finding.
    pub min_confidence: f64,
    /// The least severity of a finding.
    pub min_severity: Severity,
    /// The last source segment at which a finding or row may begin.
    pub source_upto: Option<usize>,
    /// The last target segment at which a finding or row may begin.
    pub target_upto: Option<usize>,
    /// Whether rows on which readers differ count as missed.
    pub arguable: bool,
}

/// Rows and how many of them were found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Recall {
    /// Rows.
    pub of: usize,
    /// Rows that a finding matches.
    pub found: usize,
    /// `found / of`; none where there is no row.
    pub share: Option<f64>,
}

/// Findings of one rule and how many of them were right.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Precision {
    /// Findings.
    pub findings: usize,
    /// Findings that match a row.
    pub right: usize,
    /// `right / findings`.
    pub precision: f64,
    /// Rows they match.
    pub rows: usize,
    /// How sure they say they are.
    pub calibration: Calibration,
}

/// How well findings agree with the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// Findings.
    pub findings: usize,
    /// Findings that match a row.
    pub right: usize,
    /// `right / findings`.
    pub precision: f64,
    /// Over `all` rows and over those of each severity.
    pub recall: BTreeMap<&'static str, Recall>,
    /// By rule.
    pub rules: BTreeMap<String, Precision>,
    /// By the severity of the findings.
    pub severities: BTreeMap<&'static str, Precision>,
    /// How sure the findings say they are, and how many were right.
    pub calibration: Calibration,
    /// Recall by category of the table.
    pub categories: BTreeMap<String, Recall>,
    /// The rows that nothing matches.
    #[serde(skip)]
    pub missed: Vec<GoldRow>,
    /// The findings that match nothing.
    #[serde(skip)]
    pub wrong: Vec<Reported>,
}

/// Reads the findings of a report in JSON.
///
/// # Errors
///
/// [`Error::Table`] with the line on which it ceases to be one.
pub fn read_report(path: &Path, text: &str) -> Result<Vec<Reported>> {
    #[derive(Deserialize)]
    struct Report {
        findings: Vec<Reported>,
    }
    let report: Report = serde_json::from_str(text).map_err(|error| Error::Table {
        path: path.to_owned(),
        line: error.line().max(1),
        problem: format!("not a report of check --format json: {error}"),
    })?;
    Ok(report.findings)
}

/// Reads a table of divergences: tab-separated, no quoting, a first row that names the columns. There must
/// be `bead` (or lists of segments in `en` and `ko`, or `source` and `target`), `en_span`, `ko_span` (or
/// `source_span`, `target_span`) and `severity`; there may be `id`, `doc` in a table of several documents,
/// `category` (or `label`) and `agreement`.
///
/// # Errors
///
/// [`Error::Table`] with the first line that cannot be read.
pub fn read_gold(path: &Path, text: &str) -> Result<Vec<GoldRow>> {
    let wrong = |number: usize, problem: String| Error::Table {
        path: path.to_owned(),
        line: number + 1,
        problem,
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.is_empty());
    let Some((first, heading)) = lines.next() else {
        return Err(wrong(0, "no row that names the columns".into()));
    };
    let names: Vec<&str> = heading.split('\t').collect();
    let column = |wanted: &[&str]| {
        let found = names.iter().position(|name| wanted.contains(name));
        found.ok_or_else(|| wrong(first, format!("no column {}", wanted.join(" or "))))
    };
    let severity = column(&["severity"])?;
    let (id, document) = (column(&["id"]).ok(), column(&["doc"]).ok());
    let lists = column(&["en", "source"]).ok().zip(column(&["ko", "target"]).ok());
    let bead = match (column(&["bead"]), lists) {
        (Err(error), None) => return Err(error),
        (bead, _) => bead.ok(),
    };
    let source_words = column(&["en_span", "source_span"])?;
    let target_words = column(&["ko_span", "target_span"])?;
    let category = column(&["category", "label"]).ok();
    let agreement = column(&["agreement"]).ok();
    lines
        .map(|(number, line)| {
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
            let bead = match (bead, lists) {
                (None, Some((source, target))) => format!("{}:{}", cell(source), cell(target)),
                (bead, _) => bead.map(cell).unwrap_or_default().to_owned(),
            };
            let (source, target) = segments(&bead)
                .ok_or_else(|| wrong(number, format!("no beads such as [6]:[5] in {bead:?}")))?;
            let severity = match cell(severity) {
                "minor" => Severity::Minor,
                "major" => Severity::Major,
                "critical" => Severity::Critical,
                other => {
                    let problem = format!("severity {other:?} is not minor, major or critical");
                    return Err(wrong(number, problem));
                }
            };
            Ok(GoldRow {
                document: document.map(|column| cell(column).to_owned()),
                id: id.map_or_else(|| format!("line {}", number + 1), |id| cell(id).to_owned()),
                bead,
                source,
                target,
                source_words: cell(source_words).trim().to_owned(),
                target_words: cell(target_words).trim().to_owned(),
                category: category.map(cell).unwrap_or_default().to_owned(),
                severity,
                clear: agreement.is_none_or(|column| cell(column) == "clear"),
            })
        })
        .collect()
}

/// `[6]:[5]; [17]:[16]` as the source segments 6 and 17 and the target segments 5 and 16.
fn segments(beads: &str) -> Option<(BTreeSet<usize>, BTreeSet<usize>)> {
    let side = |field: &str| -> Option<Vec<usize>> {
        let inner = field.trim().strip_prefix('[')?.strip_suffix(']')?;
        let numbers = inner.split(',').map(str::trim).filter(|number| !number.is_empty());
        numbers.map(|number| number.parse().ok()).collect()
    };
    let (mut source, mut target) = (BTreeSet::new(), BTreeSet::new());
    for bead in beads.split(';').filter(|bead| !bead.trim().is_empty()) {
        let (left, right) = bead.split_once(':')?;
        source.extend(side(left)?);
        target.extend(side(right)?);
    }
    Some((source, target))
}

/// Scores the findings on one document against `gold`.
pub fn score(findings: &[Reported], gold: &[GoldRow], limits: &Limits) -> Score {
    score_all(&[(findings, gold)], limits)
}

/// Scores the findings on several documents, each against the gold of that document, as one.
pub fn score_all(documents: &[(&[Reported], &[GoldRow])], limits: &Limits) -> Score {
    let within = |source: Option<usize>, target: Option<usize>| {
        let before = |first: Option<usize>, upto: Option<usize>| {
            first.zip(upto).is_none_or(|(first, upto)| first <= upto)
        };
        before(source, limits.source_upto) && before(target, limits.target_upto)
    };
    let first = |side: Option<&Words>| side.and_then(|words| words.segments.iter().min().copied());
    // A row is known by its document and its place there: names may be given twice.
    let mut gold: Vec<((usize, usize), &GoldRow)> = Vec::new();
    let mut findings: Vec<(usize, &Reported)> = Vec::new();
    for (document, (reported, rows)) in documents.iter().enumerate() {
        let inside = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| within(row.source.first().copied(), row.target.first().copied()));
        gold.extend(inside.map(|(place, row)| ((document, place), row)));
        let told = reported.iter().filter(|finding| {
            finding.confidence >= limits.min_confidence
                && finding.severity >= limits.min_severity
                && within(first(finding.source.as_ref()), first(finding.target.as_ref()))
        });
        findings.extend(told.map(|finding| (document, finding)));
    }

    let matcher = Matcher::new();
    let mut hit = BTreeSet::new();
    let mut rules: BTreeMap<String, Tally> = BTreeMap::new();
    let mut severities: BTreeMap<&'static str, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    let mut wrong = Vec::new();
    for (document, finding) in findings {
        let places = finding.places();
        let is_at = |row: &GoldRow| places.iter().any(|place| matcher.matches(place, row));
        let rows: Vec<(usize, usize)> = gold
            .iter()
            .filter(|((other, _), row)| *other == document && is_at(row))
            .map(|(place, _)| *place)
            .collect();
        if rows.is_empty() {
            wrong.push(finding.clone());
        }
        let rule = rules.entry(finding.rule.clone()).or_default();
        let severity = severities.entry(severity_name(finding.severity)).or_default();
        for tally in [rule, severity, &mut all] {
            tally.add(finding.confidence, &rows);
        }
        hit.extend(rows);
    }

    let counted: Vec<&((usize, usize), &GoldRow)> =
        gold.iter().filter(|(_, row)| limits.arguable || row.clear).collect();
    let recall = |wanted: &dyn Fn(&GoldRow) -> bool| {
        let rows = counted.iter().filter(|(_, row)| wanted(row));
        let of = rows.clone().count();
        let found = rows.filter(|(place, _)| hit.contains(place)).count();
        Recall { of, found, share: (of > 0).then(|| share(found, of)) }
    };
    let categories: BTreeSet<&str> = counted.iter().map(|(_, row)| row.category.as_str()).collect();
    let all = all.precision();
    Score {
        findings: all.findings,
        right: all.right,
        precision: all.precision,
        recall: BTreeMap::from([
            ("all", recall(&|_| true)),
            ("minor", recall(&|row| row.severity == Severity::Minor)),
            ("major", recall(&|row| row.severity == Severity::Major)),
            ("critical", recall(&|row| row.severity == Severity::Critical)),
        ]),
        categories: categories
            .into_iter()
            .map(|name| (name.to_owned(), recall(&|row| row.category == name)))
            .collect(),
        rules: rules.into_iter().map(|(name, tally)| (name, tally.precision())).collect(),
        severities: severities.into_iter().map(|(name, tally)| (name, tally.precision())).collect(),
        calibration: all.calibration,
        missed: counted
            .iter()
            .filter(|(place, _)| !hit.contains(place))
            .map(|(_, row)| (*row).clone())
            .collect(),
        wrong,
    }
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => "minor",
        Severity::Major => "major",
        Severity::Critical => "critical",
    }
}

/// Findings as they are counted.
#[derive(Default)]
struct Tally {
    /// How sure each was, and whether it was right.
    made: Vec<(f64, bool)>,
    rows: BTreeSet<(usize, usize)>,
}

impl Tally {
    fn add(&mut self, confidence: f64, rows: &[(usize, usize)]) {
        self.made.push((confidence, !rows.is_empty()));
        self.rows.extend(rows);
    }

    fn precision(&self) -> Precision {
        let right = self.made.iter().filter(|(_, right)| *right).count();
        Precision {
            findings: self.made.len(),
            right,
            precision: share(right, self.made.len()),
            rows: self.rows.len(),
            calibration: Calibration::of(&self.made),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOLD: &str = "id\tbead\ten_span\tko_span\tcategory\tseverity\tagreement\n\
        D1\t[6]:[5]\tMinister\t수상\ttitle/role\tmajor\tclear\n\
        D2\t[7]:[]\t\t\tomission\tcritical\tclear\n\
        D3\t[8]:[6]; [9]:[7]\tCommission\t위원회\tterm\tminor\targuable\n";

    fn finding(source: (&[usize], &str), target: (&[usize], &str)) -> Reported {
        let words = |(segments, text): (&[usize], &str)| {
            (!segments.is_empty()).then(|| Words { segments: segments.to_vec(), text: text.into() })
        };
        Reported {
            rule: "title".into(),
            severity: Severity::Major,
            confidence: 0.9,
            source: words(source),
            target: words(target),
            occurrences: Vec::new(),
        }
    }

    fn limits() -> Limits {
        Limits {
            min_confidence: 0.0,
            min_severity: Severity::Minor,
            source_upto: None,
            target_upto: None,
            arguable: false,
        }
    }

    fn gold() -> Vec<GoldRow> {
        read_gold(Path::new("gold.tsv"), GOLD).expect("a table")
    }

    #[test]
    fn a_finding_is_right_if_it_points_at_the_words_of_a_row() {
        let long = format!("수상 {}", "가".repeat(80));
        #[rustfmt::skip]
        let cases = [
            // source                 target                      right  why
            ((&[6][..], "Minister"),  (&[5][..], "수상"),          true,  "the same words"),
            ((&[6],     ""),          (&[5],     "수상이였던"),     true,  "a particle after the word"),
            ((&[6],     "the Premier"), (&[5],   "내각"),          false, "other words of the same bead"),
            ((&[5],     "Minister"),  (&[],      ""),              false, "the same word of another bead"),
            ((&[],      ""),          (&[5],     long.as_str()),   false, "so long that it points at nothing"),
            ((&[7],     "anything"),  (&[],      ""),              true,  "a missing sentence needs only its bead"),
            ((&[9],     "Commission"), (&[],     ""),              true,  "the second bead of an arguable row"),
        ];
        for (source, target, right, why) in cases {
            let score = score(&[finding(source, target)], &gold(), &limits());
            assert_eq!(score.right == 1, right, "{why}");
        }
    }

    #[test]
    fn a_finding_of_several_places_is_one_that_finds_the_rows_of_all() {
        let words =
            |segment, text: &str| Some(Words { segments: vec![segment], text: text.into() });
        let place = |source, target| Occurrence { source, target };
        let mut one = finding((&[6], "Minister"), (&[5], "수상"));
        one.occurrences = vec![
            place(words(6, "Minister"), words(5, "수상")),
            place(words(9, "Commission"), None),
        ];
        let score = score(&[one], &gold(), &Limits { arguable: true, ..limits() });
        assert_eq!((score.findings, score.right, score.recall["all"].found), (1, 1, 2));
    }

    #[test]
    fn arguable_rows_are_not_missed() {
        let found = score(&[], &gold(), &limits());
        assert_eq!(found.recall["all"], Recall { of: 2, found: 0, share: Some(0.0) });
        assert_eq!(found.recall["minor"], Recall { of: 0, found: 0, share: None });
        let strict = score(&[], &gold(), &Limits { arguable: true, ..limits() });
        assert_eq!(strict.recall["all"].of, 3);
        assert_eq!(strict.missed.len(), 3);
    }

    #[test]
    fn limits_leave_out_findings_and_rows() {
        let findings =
            [finding((&[6], "Minister"), (&[5], "수상")), finding((&[9], "x"), (&[], ""))];
        let half = Limits { source_upto: Some(6), target_upto: Some(5), ..limits() };
        let counted = score(&findings, &gold(), &half);
        assert_eq!((counted.findings, counted.right, counted.recall["all"].of), (1, 1, 1));
        let sure = score(&findings, &gold(), &Limits { min_confidence: 0.95, ..limits() });
        assert_eq!(sure.findings, 0);
        let Precision { findings, right, precision, rows, calibration } = &counted.rules["title"];
        assert_eq!((*findings, *right, *precision, *rows), (1, 1, 1.0, 1));
        assert!((calibration.error.expect("a finding") - 0.1).abs() < 1e-9);
    }

    #[test]
    fn documents_are_scored_together_each_against_its_own_gold() {
        let right = [finding((&[6], "Minister"), (&[5], "수상"))];
        let wrong = [finding((&[6], "Minister"), (&[5], "수상"))];
        let (gold, other) = (gold(), gold()[1..].to_vec());
        let together = score_all(&[(&right, &gold), (&wrong, &other)], &limits());
        assert_eq!((together.findings, together.right), (2, 1));
        assert_eq!(together.recall["all"], Recall { of: 3, found: 1, share: Some(1.0 / 3.0) });
        assert_eq!(together.severities["major"].findings, 2);
    }

    #[test]
    fn a_table_of_several_documents_has_lists_of_segments() {
        let table = "doc\ten\tko\tlabel\tseverity\ten_span\tko_span\n\
                     udhr\t[1, 2]\t[]\tomission\tminor\ta\t\n";
        let rows = read_gold(Path::new("gold.tsv"), table).expect("a table");
        assert_eq!(rows[0].document.as_deref(), Some("udhr"));
        assert_eq!((rows[0].id.as_str(), rows[0].source.len()), ("line 2", 2));
        assert_eq!((rows[0].category.as_str(), rows[0].clear), ("omission", true));
    }

    #[test]
    fn a_gold_table_that_cannot_be_read_names_the_line() {
        #[rustfmt::skip]
        let cases = [
            ("",                          "gold.tsv, line 1: no row that names the columns"),
            ("id\tseverity\n",            "gold.tsv, line 1: no column bead"),
            ("id\tbead\ten_span\tko_span\tseverity\nD1\t6:5\ta\tb\tmajor\n",
                                          "gold.tsv, line 2: no beads such as [6]:[5] in \"6:5\""),
            ("id\tbead\ten_span\tko_span\tseverity\n\nD1\t[6]:[5]\ta\tb\tgrave\n",
                                          "gold.tsv, line 3: severity \"grave\" is not minor, major or critical"),
        ];
        for (text, message) in cases {
            let error = read_gold(Path::new("gold.tsv"), text).expect_err(message);
            assert_eq!(error.to_string(), message);
        }
    }

    #[test]
    fn a_report_that_is_none_names_the_line() {
        let error =
            read_report(Path::new("r.json"), "{\n\"findings\": [{}]}").expect_err("no rule");
        assert!(error.to_string().starts_with("r.json, line 2: not a report"), "{error}");
    }
}
