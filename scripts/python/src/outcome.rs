//! What Python is given back for one document.

use daejo::{
    document::Document,
    judge,
    reading::Side,
    report::{self, Places, Verdict},
    segment::Half,
};
use pyo3::{prelude::*, types::PyTuple};
use serde_json::Value;

use crate::{
    part::Part,
    way::{Done, Read},
};

/// From byte offsets to those of characters, as Python counts them.
#[derive(Debug)]
pub(crate) struct Characters<'a> {
    text: &'a str,
    /// The characters before every [`STEP`]th byte.
    before: Vec<usize>,
}

const STEP: usize = 256;

impl<'a> Characters<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let starts = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        let mut before = vec![0];
        for bytes in text.as_bytes().chunks(STEP) {
            before.push(before.last().copied().unwrap_or_default() + starts(bytes));
        }
        Self { text, before }
    }

    fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let rest = &self.text.as_bytes()[byte / STEP * STEP..byte];
        self.before[byte / STEP] + rest.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
    }
}

/// A sentence, heading or list entry.
#[pyclass(frozen, get_all, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Segment {
    /// Its position in its half, from 0.
    index: usize,
    /// The number of its paragraph, from 0.
    paragraph: usize,
    /// What a reader reads.
    text: String,
    /// The line on which it begins, from 1; None in files without lines.
    line: Option<usize>,
    /// Byte offsets in the file, or in the text as UTF-8.
    span: (usize, usize),
    /// Offsets of its characters in the str that was given; None if it was a file.
    chars: Option<(usize, usize)>,
}

#[pymethods]
impl Segment {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        format!("Segment({:?})", self.text)
    }
}

/// The texts that were given as such, of the source and of the target.
pub(crate) type Texts<'a> = [Option<&'a str>; 2];

fn segments<'py>(
    py: Python<'py>,
    half: &Half,
    document: &Document,
    text: Option<&str>,
) -> PyResult<Bound<'py, PyTuple>> {
    let places = Places::new(document);
    let characters = text.map(Characters::new);
    let segment = |segment: &daejo::segment::Segment| {
        let span = places.in_file(segment.span);
        let chars = |of: &Characters<'_>| (of.at(span.start), of.at(span.end));
        let segment = Segment {
            index: segment.index,
            paragraph: segment.paragraph,
            text: segment.text.clone(),
            line: places.has_lines().then(|| places.of(segment.span.start).line),
            span: (span.start, span.end),
            chars: characters.as_ref().map(chars),
        };
        Py::new(py, segment)
    };
    let all = half.segments.iter().map(segment).collect::<PyResult<Vec<_>>>()?;
    PyTuple::new(py, all)
}

/// The sentences of both halves.
#[pyclass(frozen, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Bitext {
    read: Read,
    /// The sentences of the original.
    #[pyo3(get)]
    source: Py<PyTuple>,
    /// Those of the translation.
    #[pyo3(get)]
    target: Py<PyTuple>,
    /// What was left out: page furniture, code, metadata.
    #[pyo3(get)]
    left_out: Py<PyTuple>,
    /// What makes it doubtful.
    #[pyo3(get)]
    warnings: Vec<String>,
}

impl Bitext {
    pub(crate) fn new(py: Python<'_>, read: Read, texts: Texts<'_>) -> PyResult<Self> {
        let Read { input, bitext, warnings } = &read;
        let is_left = |part: &&daejo::halves::Part| {
            !matches!(part.kind, daejo::halves::Kind::Source | daejo::halves::Kind::Target)
        };
        let mut left = Vec::new();
        for (document, parts) in
            [(&input.source, &input.source_parts), (input.target(), &input.target_parts)]
        {
            let parts: Vec<_> = parts.iter().filter(is_left).cloned().collect();
            left.extend(Part::all(document, &parts));
        }
        Ok(Self {
            source: segments(py, &bitext.source, &input.source, texts[0])?.unbind(),
            target: segments(py, &bitext.target, input.target(), texts[1])?.unbind(),
            left_out: PyTuple::new(py, left)?.unbind(),
            warnings: warnings.clone(),
            read,
        })
    }
}

#[pymethods]
impl Bitext {
    /// What `daejo segment --format json` writes.
    fn to_json(&self, py: Python<'_>) -> String {
        let Read { input, bitext, .. } = &self.read;
        py.detach(|| report::json::segmentation(input, bitext))
    }

    fn __repr__(&self) -> String {
        let [source, target] = [&self.read.bitext.source, &self.read.bitext.target];
        format!("Bitext({} and {} segments)", source.segments.len(), target.segments.len())
    }
}

/// Segments of both sides that belong together; a gap if a side has none.
#[pyclass(frozen, get_all, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Bead {
    /// Positions of the segments of the source.
    source: Vec<usize>,
    /// Positions of the segments of the target.
    target: Vec<usize>,
    /// Their text in one line.
    source_text: String,
    /// Their text in one line.
    target_text: String,
    /// How probable it is that they belong together, from 0 to 1.
    score: f64,
}

#[pymethods]
impl Bead {
    /// How many segments of each side, such as 1-2.
    #[getter]
    fn kind(&self) -> String {
        format!("{}-{}", self.source.len(), self.target.len())
    }

    /// Whether a side has none.
    #[getter]
    fn is_gap(&self) -> bool {
        self.source.is_empty() || self.target.is_empty()
    }

    fn __repr__(&self) -> String {
        let Self { source_text, target_text, score, .. } = self;
        format!("Bead({source_text:?}, {target_text:?}, score={score:.2})")
    }
}

/// Which segments translate each other, in order.
#[pyclass(frozen, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Alignment {
    done: Done,
    /// The segments of the original.
    #[pyo3(get)]
    source: Py<PyTuple>,
    /// Those of the translation.
    #[pyo3(get)]
    target: Py<PyTuple>,
    /// The beads, which cover both halves.
    #[pyo3(get)]
    beads: Py<PyTuple>,
    /// What makes it doubtful.
    #[pyo3(get)]
    warnings: Vec<String>,
}

/// To four digits, as in reports.
pub(crate) fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

impl Alignment {
    pub(crate) fn new(py: Python<'_>, done: Done, texts: Texts<'_>) -> PyResult<Self> {
        let Done { input, bitext, alignment, warnings } = &done;
        let bead = |bead: &daejo::align::Bead| {
            let [source, target] = daejo::export::sides(bitext, bead);
            Bead {
                source: bead.source.clone().collect(),
                target: bead.target.clone().collect(),
                source_text: source,
                target_text: target,
                score: rounded(bead.score),
            }
        };
        let beads: Vec<Bead> = alignment.beads.iter().map(bead).collect();
        Ok(Self {
            source: segments(py, &bitext.source, &input.source, texts[0])?.unbind(),
            target: segments(py, &bitext.target, input.target(), texts[1])?.unbind(),
            beads: PyTuple::new(py, beads)?.unbind(),
            warnings: warnings.clone(),
            done,
        })
    }
}

#[pymethods]
impl Alignment {
    /// What `daejo align --format json` writes.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| report::json::alignment(&self.done.compared(), &self.warnings))
    }

    fn __len__(&self) -> usize {
        self.done.alignment.beads.len()
    }

    fn __getitem__<'py>(
        &self,
        py: Python<'py>,
        index: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.beads.bind(py).as_any().get_item(index)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.beads.bind(py).try_iter()?.into_any())
    }

    fn __repr__(&self) -> String {
        format!("Alignment({} beads)", self.__len__())
    }
}

/// The words of one side that a finding is about.
#[pyclass(frozen, get_all, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Words {
    /// Exactly the words.
    text: String,
    /// Positions of the segments they stand in.
    segments: Vec<usize>,
    /// The line on which they begin, from 1; None in files without lines.
    line: Option<usize>,
    /// Byte offsets in the file, or in the text as UTF-8.
    span: (usize, usize),
    /// Offsets of the characters in the str that was given; None if it was a file.
    chars: Option<(usize, usize)>,
}

#[pymethods]
impl Words {
    fn __repr__(&self) -> String {
        format!("Words({:?})", self.text)
    }
}

/// Something a reader should look at.
#[pyclass(frozen, get_all, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Finding {
    /// The same after edits elsewhere.
    id: String,
    /// The same for all findings of one kind.
    group: String,
    /// The name of the rule.
    rule: String,
    /// What the rule went by.
    evidence: String,
    /// The kind of issue in ITS 2.0.
    issue: String,
    /// `minor`, `major` or `critical`.
    severity: String,
    /// The share of findings like it that were right, from 0 to 1.
    confidence: f64,
    /// The position of its bead.
    bead: usize,
    /// The words of the original, or None.
    source: Option<Py<Words>>,
    /// Those of the translation, or None.
    target: Option<Py<Words>>,
    /// What is wrong.
    message: String,
    /// What should stand there, or None.
    suggestion: Option<String>,
}

#[pymethods]
impl Finding {
    fn __repr__(&self) -> String {
        format!("Finding({}, {:?}, {:.2})", self.rule, self.message, self.confidence)
    }
}

/// The name of a word of the library as it stands in JSON.
pub(crate) fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// What a check found in a document.
#[pyclass(frozen, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Report {
    found: Vec<judge::Finding>,
    /// The findings, in the order of the original.
    #[pyo3(get)]
    findings: Py<PyTuple>,
    /// How many more there are with less confidence or severity than was asked for.
    #[pyo3(get)]
    hidden: usize,
    /// What was compared.
    #[pyo3(get)]
    alignment: Py<Alignment>,
}

impl Report {
    pub(crate) fn new(
        py: Python<'_>,
        done: Done,
        judged: judge::Judged,
        texts: Texts<'_>,
    ) -> PyResult<Self> {
        let documents = [&done.input.source, done.input.target()];
        let places = documents.map(Places::new);
        let characters = texts.map(|text| text.map(Characters::new));
        let words = |half: usize, side: Option<&Side>| {
            let words = side.map(|side| {
                let span = places[half].in_file(side.span);
                let chars = |of: &Characters<'_>| (of.at(span.start), of.at(span.end));
                let has_lines = places[half].has_lines();
                Words {
                    text: side.text.clone(),
                    segments: side.segments.clone(),
                    line: has_lines.then(|| places[half].of(side.span.start).line),
                    span: (span.start, span.end),
                    chars: characters[half].as_ref().map(chars),
                }
            });
            words.map(|words| Py::new(py, words)).transpose()
        };
        let finding = |finding: &judge::Finding| {
            Ok(Finding {
                id: finding.id.clone(),
                group: finding.group.clone(),
                rule: finding.rule.clone(),
                evidence: finding.evidence.clone(),
                issue: word(finding.issue),
                severity: word(finding.severity),
                confidence: rounded(finding.confidence),
                bead: finding.bead,
                source: words(0, finding.source.as_ref())?,
                target: words(1, finding.target.as_ref())?,
                message: finding.message.clone(),
                suggestion: finding.suggestion.clone(),
            })
        };
        let findings = judged.findings.iter().map(finding).collect::<PyResult<Vec<_>>>()?;
        let findings = PyTuple::new(py, findings)?.unbind();
        let alignment = Py::new(py, Alignment::new(py, done, texts)?)?;
        Ok(Self { found: judged.findings, findings, hidden: judged.hidden.len(), alignment })
    }
}

#[pymethods]
impl Report {
    /// What `daejo check --format json` writes.
    fn to_json(&self, py: Python<'_>) -> String {
        let alignment = self.alignment.get();
        let warnings = &alignment.warnings;
        let verdict = Verdict { hidden: self.hidden, warnings, ..Verdict::of(&self.found) };
        py.detach(|| report::json::check(&alignment.done.compared(), &verdict))
    }

    fn __len__(&self) -> usize {
        self.found.len()
    }

    fn __getitem__<'py>(
        &self,
        py: Python<'py>,
        index: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        self.findings.bind(py).as_any().get_item(index)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.findings.bind(py).try_iter()?.into_any())
    }

    fn __repr__(&self) -> String {
        format!("Report({} findings)", self.found.len())
    }
}
