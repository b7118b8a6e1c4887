use std::path::PathBuf;

use daejo::{
    Aligned,
    check::RULES,
    glossary::Glossary,
    judge::{self, Judged},
    reading::{Context, Side},
    report::Places,
    rule::{MIN_CONFIDENCE, Severity},
};
use pyo3::{exceptions::PyValueError, prelude::*, types::PyDict};

use crate::{
    arrow::{Cell, Form, Kind, Row},
    call::Call,
    error::Fault,
    given::Given,
    options::Options,
    outcome::{Report, rounded, word},
    way::{Done, Read, Way},
};

/// Checks documents, with the same options for all of them.
#[pyclass(frozen, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Checker {
    way: Way,
    rules: Vec<String>,
    no_rules: Vec<String>,
    min_confidence: f64,
    min_severity: Severity,
    glossaries: Vec<Glossary>,
    year: Option<u16>,
}

/// What comes out of a batch, a row a finding.
const FINDINGS: &Form = &[
    ("finding", Kind::Text),
    ("group", Kind::Text),
    ("rule", Kind::Text),
    ("issue", Kind::Text),
    ("severity", Kind::Text),
    ("confidence", Kind::Share),
    ("bead", Kind::Whole),
    ("source", Kind::Text),
    ("target", Kind::Text),
    ("source_line", Kind::Whole),
    ("target_line", Kind::Whole),
    ("message", Kind::Text),
    ("suggestion", Kind::Text),
];

fn findings(done: &Done, judged: &Judged) -> Vec<Row> {
    let places = [Places::new(&done.input.source), Places::new(done.input.target())];
    let line = |half: usize, side: Option<&Side>| {
        let places = &places[half];
        side.filter(|_| places.has_lines()).map(|side| places.of(side.span.start).line)
    };
    let text = |side: Option<&Side>| side.map(|side| side.text.clone());
    let row = |finding: &judge::Finding| {
        let [source, target] = [finding.source.as_ref(), finding.target.as_ref()];
        vec![
            Cell::Text(finding.id.clone()),
            Cell::Text(finding.group.clone()),
            Cell::Text(finding.rule.clone()),
            Cell::Text(word(finding.issue)),
            Cell::Text(word(finding.severity)),
            Cell::Share(rounded(finding.confidence)),
            Cell::Whole(finding.bead),
            text(source).into(),
            text(target).into(),
            line(0, source).into(),
            line(1, target).into(),
            Cell::Text(finding.message.clone()),
            finding.suggestion.clone().into(),
        ]
    };
    judged.findings.iter().map(row).collect()
}

/// Refuses the name of no rule.
fn verify(names: &[String]) -> PyResult<()> {
    let known = || RULES.iter().map(|rule| rule.explanation().name);
    match names.iter().find(|name| !known().any(|known| known == name.as_str())) {
        None => Ok(()),
        Some(name) => Err(PyValueError::new_err(format!(
            "there is no rule {name:?}; there are {}",
            known().collect::<Vec<_>>().join(", ")
        ))),
    }
}

impl Checker {
    fn with<'py>(
        py: Python<'py>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<(Self, Options<'py>)> {
        let mut options = Options::new(py, options)?;
        let way = Way::new(py, &mut options)?;
        let rules: Vec<String> = options.take("rules")?.unwrap_or_default();
        let no_rules: Vec<String> = options.take("no_rules")?.unwrap_or_default();
        verify(&rules)?;
        verify(&no_rules)?;
        let min_confidence = options.take("min_confidence")?.unwrap_or(MIN_CONFIDENCE);
        if !(0.0..=1.0).contains(&min_confidence) {
            return Err(PyValueError::new_err("min_confidence is a number from 0 to 1"));
        }
        let min_severity = match options.word("min_severity", &["minor", "major", "critical"])? {
            Some("critical") => Severity::Critical,
            Some("major") => Severity::Major,
            _ => Severity::Minor,
        };
        let paths: Vec<PathBuf> = options.take("glossaries")?.unwrap_or_default();
        let open = |path: &PathBuf| {
            let opened = Glossary::open(path);
            let glossary = opened.map_err(|error| Fault::Daejo(error).raised(py, None))?;
            let [source, target] = &way.languages;
            if !glossary.serves(source, target) {
                return Err(PyValueError::new_err(format!(
                    "cannot use {} as a glossary: no row has terms in {source} and {target}",
                    path.display()
                )));
            }
            Ok(glossary)
        };
        let glossaries = paths.iter().map(open).collect::<PyResult<_>>()?;
        let year = options.take("year")?;
        let made = Self { way, rules, no_rules, min_confidence, min_severity, glossaries, year };
        Ok((made, options))
    }

    /// Whether a rule is applied.
    fn wants(&self, rule: &str) -> bool {
        let named = |names: &[String]| names.iter().any(|name| name == rule);
        if named(&self.no_rules) {
            return false;
        }
        if !self.rules.is_empty() {
            return named(&self.rules);
        }
        let rule = RULES.iter().map(|known| known.explanation()).find(|known| known.name == rule);
        rule.is_none_or(|rule| rule.on_by_default)
    }

    fn checked(
        &self,
        source: &Given<'_>,
        target: Option<&Given<'_>>,
    ) -> Result<(Done, Judged), Fault> {
        let Read { input, bitext, mut warnings } = self.way.segmented(source, target)?;
        let Aligned { anchors, alignment, vectors, doubts } = self.way.aligned(&bitext, &input);
        warnings.extend(doubts);
        let context = Context::new(&bitext, &alignment, &anchors);
        let context = context.with_encoder(self.way.encoder.as_ref()).with_vectors(vectors);
        let context = context.with_glossaries(&self.glossaries, self.year);
        let context = context.with_unpaired(input.unpaired.clone());
        let context = context.with_documents([&input.source, input.target()]);
        let wanted = |rule: &str| self.wants(rule);
        let settings = judge::Settings {
            min_confidence: self.min_confidence,
            min_severity: self.min_severity,
            ..judge::Settings::default()
        };
        let options =
            daejo::Options { wanted: &wanted, settings, hidden: false, ..Default::default() };
        let judged = daejo::check(&context, &options);
        Ok((Done { input, bitext, alignment, warnings }, judged))
    }
}

#[pymethods]
impl Checker {
    #[new]
    #[pyo3(signature = (**options))]
    fn new(py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let (checker, rest) = Self::with(py, options)?;
        rest.end()?;
        Ok(checker)
    }

    /// Checks a document: its two halves, or both in one.
    ///
    /// `source` and `target` are texts, lists of segments, paths or bytes; the result is a `Report`. Of a record batch
    /// or table of documents it is a batch or table with a row a finding.
    ///
    /// >>> checker = daejo.Checker(min_confidence=0.5)
    /// >>> report = checker.check("He left on 3 May 1957.", "그는 1957년 5월 4일 떠났다.")
    /// >>> report[0].rule, report[0].source, report[0].target
    /// ('date', Words("3"), Words("4일"))
    #[pyo3(signature = (source, target=None, **options))]
    fn check<'py>(
        &self,
        source: &Bound<'py, PyAny>,
        target: Option<&Bound<'py, PyAny>>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = source.py();
        Call { source, target, options }.answer(
            &self.way.threads,
            FINDINGS,
            |source, target| self.checked(source, target),
            |(done, judged)| findings(done, judged),
            |(done, judged), texts| {
                Ok(Bound::new(py, Report::new(py, done, judged, texts)?)?.into_any())
            },
        )
    }

    fn __repr__(&self) -> String {
        let [source, target] = &self.way.languages;
        format!("Checker({source} to {target})")
    }
}

/// Checks a document, as `Checker(**options).check(source, target)` does.
///
/// >>> daejo.check("He has 35 men.", "그에게는 부하가 53명 있다.", rules=["number"]).findings
/// (Finding(number, "“35” is rendered 53명", ...),)
#[pyfunction]
#[pyo3(signature = (source, target=None, **options))]
pub(crate) fn check<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    target: Option<&Bound<'py, PyAny>>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (checker, rest) = Checker::with(py, options)?;
    checker.check(source, target, Some(&rest.rest()))
}
