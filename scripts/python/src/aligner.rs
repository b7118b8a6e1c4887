use daejo::{document::Document, halves::Halves, report::Places, segment::Half, text::Language};
use pyo3::{
    prelude::*,
    types::{PyDict, PyTuple},
};

use crate::{
    arrow::{Cell, Form, Kind, Row},
    call::Call,
    error::asked,
    options::Options,
    outcome::{Alignment, Bitext, rounded},
    part::{self, Part},
    way::{Done, Read, Way},
};

/// Aligns documents, with the same options for all of them.
#[pyclass(frozen, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Aligner {
    way: Way,
}

/// What comes out of a batch, a row a bead.
const BEADS: &Form = &[
    ("bead", Kind::Whole),
    ("source", Kind::Text),
    ("target", Kind::Text),
    ("score", Kind::Share),
    ("source_segments", Kind::Whole),
    ("target_segments", Kind::Whole),
    ("source_line", Kind::Whole),
    ("target_line", Kind::Whole),
];

fn beads(done: &Done) -> Vec<Row> {
    let Done { input, bitext, alignment, .. } = done;
    let places = [Places::new(&input.source), Places::new(input.target())];
    let line = |half: usize, of: &Half, at: usize| {
        let segment = of.segments.get(at)?;
        places[half].has_lines().then(|| places[half].of(segment.span.start).line)
    };
    let row = |(number, bead): (usize, &daejo::align::Bead)| {
        let [source, target] = daejo::export::sides(bitext, bead);
        let (own, other) = (!bead.source.is_empty(), !bead.target.is_empty());
        let first = |has: bool, half: usize, of: &Half, at: usize| {
            has.then(|| line(half, of, at)).flatten()
        };
        vec![
            Cell::Whole(number),
            own.then_some(source).into(),
            other.then_some(target).into(),
            Cell::Share(rounded(bead.score)),
            Cell::Whole(bead.source.len()),
            Cell::Whole(bead.target.len()),
            first(own, 0, &bitext.source, bead.source.start).into(),
            first(other, 1, &bitext.target, bead.target.start).into(),
        ]
    };
    alignment.beads.iter().enumerate().map(row).collect()
}

/// What comes out of a batch, a row a segment.
const SEGMENTS: &Form = &[
    ("half", Kind::Text),
    ("segment", Kind::Whole),
    ("paragraph", Kind::Whole),
    ("text", Kind::Text),
    ("line", Kind::Whole),
];

fn segments(read: &Read) -> Vec<Row> {
    let Read { input, bitext, .. } = read;
    let mut rows = Vec::new();
    for (name, half, document) in
        [("source", &bitext.source, &input.source), ("target", &bitext.target, input.target())]
    {
        let places = Places::new(document);
        rows.extend(half.segments.iter().map(|segment| {
            vec![
                Cell::Text(name.to_owned()),
                Cell::Whole(segment.index),
                Cell::Whole(segment.paragraph),
                Cell::Text(segment.text.clone()),
                places.has_lines().then(|| places.of(segment.span.start).line).into(),
            ]
        }));
    }
    rows
}

/// What comes out of a batch, a row a part.
const PARTS: &Form = &[
    ("kind", Kind::Text),
    ("language", Kind::Text),
    ("text", Kind::Text),
    ("line", Kind::Whole),
    ("confidence", Kind::Share),
    ("reason", Kind::Text),
];

fn parts((document, halves): &(Document, Halves)) -> Vec<Row> {
    let places = Places::new(document);
    let row = |part: &daejo::halves::Part| {
        vec![
            Cell::Text(part::kind(part.kind).to_owned()),
            part.language.as_ref().map(|language| language.tag().to_owned()).into(),
            Cell::Text(part.core.of(&document.text).to_owned()),
            places.has_lines().then_some(part.line).into(),
            Cell::Share(part.confidence),
            Cell::Text(part.reason.clone()),
        ]
    };
    halves.parts.iter().map(row).collect()
}

impl Aligner {
    /// With what of the options is its own; the rest is of the call.
    fn with<'py>(
        py: Python<'py>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<(Self, Options<'py>)> {
        let mut options = Options::new(py, options)?;
        Ok((Self { way: Way::new(py, &mut options)? }, options))
    }
}

/// Calls a method of an aligner made of the options that are its own, with those that are of the call.
macro_rules! at_once {
    ($method:ident, $py:ident, $source:ident, $target:expr, $options:ident) => {{
        let (aligner, rest) = Aligner::with($py, $options)?;
        aligner.$method($source, $target, Some(&rest.rest()))
    }};
}

#[pymethods]
impl Aligner {
    #[new]
    #[pyo3(signature = (**options))]
    fn new(py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let (aligner, rest) = Self::with(py, options)?;
        rest.end()?;
        Ok(aligner)
    }

    /// Aligns a document: its two halves, or both in one.
    ///
    /// `source` and `target` are texts, lists of segments, paths or bytes; the result is an `Alignment`. Of a record
    /// batch or table of documents it is a batch or table with a row a bead.
    ///
    /// >>> aligner = daejo.Aligner()
    /// >>> for bead in aligner.align("He left. It rained.", "그는 떠났다. 비가 왔다."):
    /// ...     print(bead.kind, bead.source_text, "|", bead.target_text)
    /// 1-1 He left. | 그는 떠났다.
    /// 1-1 It rained. | 비가 왔다.
    #[pyo3(signature = (source, target=None, **options))]
    fn align<'py>(
        &self,
        source: &Bound<'py, PyAny>,
        target: Option<&Bound<'py, PyAny>>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (py, way) = (source.py(), &self.way);
        Call { source, target, options }.answer(
            &way.threads,
            BEADS,
            |source, target| way.done(source, target),
            beads,
            |done, texts| Ok(Bound::new(py, Alignment::new(py, done, texts)?)?.into_any()),
        )
    }

    /// The sentences of both halves of a document.
    ///
    /// >>> daejo.Aligner().segment("Mr. Kim left. It rained.", "그는 떠났다. 비가 왔다.").source
    /// (Segment("Mr. Kim left."), Segment("It rained."))
    #[pyo3(signature = (source, target=None, **options))]
    fn segment<'py>(
        &self,
        source: &Bound<'py, PyAny>,
        target: Option<&Bound<'py, PyAny>>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (py, way) = (source.py(), &self.way);
        Call { source, target, options }.answer(
            &way.threads,
            SEGMENTS,
            |source, target| way.segmented(source, target),
            segments,
            |read, texts| Ok(Bound::new(py, Bitext::new(py, read, texts)?)?.into_any()),
        )
    }

    /// Which parts of a document are which language, which are page furniture, and why.
    ///
    /// >>> daejo.Aligner().detect("He left the city.\n그는 도시를 떠났다.\n")
    /// (Part(source, "He left the city."), Part(target, "그는 도시를 떠났다."))
    #[pyo3(signature = (document, **options))]
    fn detect<'py>(
        &self,
        document: &Bound<'py, PyAny>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (py, way) = (document.py(), &self.way);
        Call { source: document, target: None, options }.answer(
            &way.threads,
            PARTS,
            |given, _| way.separated(given),
            parts,
            |(document, halves), _| {
                Ok(PyTuple::new(py, Part::all(&document, &halves.parts))?.into_any())
            },
        )
    }

    fn __repr__(&self) -> String {
        let [source, target] = &self.way.languages;
        format!("Aligner({source} to {target})")
    }
}

/// Aligns a document, as `Aligner(**options).align(source, target)` does.
///
/// >>> alignment = daejo.align(["He left.", "It rained."], ["그는 떠났다.", "비가 왔다."])
/// >>> [(bead.source, bead.target) for bead in alignment]
/// [([0], [0]), ([1], [1])]
#[pyfunction]
#[pyo3(signature = (source, target=None, **options))]
pub(crate) fn align<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    target: Option<&Bound<'py, PyAny>>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    at_once!(align, py, source, target, options)
}

/// The sentences of both halves, as `Aligner(**options).segment(source, target)` finds them.
#[pyfunction]
#[pyo3(signature = (source, target=None, **options))]
pub(crate) fn segment<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    target: Option<&Bound<'py, PyAny>>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    at_once!(segment, py, source, target, options)
}

/// Which parts of a document are which language, as `Aligner(**options).detect(document)` tells.
#[pyfunction]
#[pyo3(signature = (document, **options))]
pub(crate) fn detect<'py>(
    py: Python<'py>,
    document: &Bound<'py, PyAny>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (aligner, rest) = Aligner::with(py, options)?;
    aligner.detect(document, Some(&rest.rest()))
}

/// The sentences of a paragraph in one language.
///
/// >>> daejo.sentences("그는 1957. 4. 4.에 갔다. 비가 왔다.", "ko")
/// ['그는 1957. 4. 4.에 갔다.', '비가 왔다.']
#[pyfunction]
pub(crate) fn sentences(py: Python<'_>, paragraph: &str, language: &str) -> PyResult<Vec<String>> {
    let language: Language = language.parse().map_err(|error| asked(&error))?;
    Ok(py.detach(|| {
        let spans = daejo::segment::sentences(paragraph, &language);
        spans.iter().map(|span| span.of(paragraph).to_owned()).collect()
    }))
}
