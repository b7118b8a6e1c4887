use daejo::{document::Document, halves, report::Places, text::Language};
use pyo3::prelude::*;

/// A stretch of a document, and what it is.
#[pyclass(frozen, get_all, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Part {
    /// `source`, `target`, `furniture`, `verbatim`, `metadata` or `unknown`.
    kind: &'static str,
    /// The tag of its language, or None.
    language: Option<String>,
    /// Its words.
    text: String,
    /// The line on which they begin, from 1; None in files without lines.
    line: Option<usize>,
    /// Byte offsets of the words in the file, or in the text as UTF-8.
    span: (usize, usize),
    /// How sure that is, from 0 to 1.
    confidence: f64,
    /// Why.
    reason: String,
}

pub(crate) fn kind(kind: halves::Kind) -> &'static str {
    match kind {
        halves::Kind::Source => "source",
        halves::Kind::Target => "target",
        halves::Kind::Furniture => "furniture",
        halves::Kind::Unknown => "unknown",
        halves::Kind::Verbatim => "verbatim",
        halves::Kind::Metadata => "metadata",
    }
}

impl Part {
    /// The parts of a document, in order.
    pub(crate) fn all(document: &Document, parts: &[halves::Part]) -> Vec<Self> {
        let places = Places::new(document);
        let part = |part: &halves::Part| {
            let span = places.in_file(part.core);
            Self {
                kind: kind(part.kind),
                language: part.language.as_ref().map(Language::tag).map(str::to_owned),
                text: part.core.of(&document.text).to_owned(),
                line: places.has_lines().then_some(part.line),
                span: (span.start, span.end),
                confidence: part.confidence,
                reason: part.reason.clone(),
            }
        };
        parts.iter().map(part).collect()
    }
}

#[pymethods]
impl Part {
    fn __repr__(&self) -> String {
        format!("Part({}, {:?})", self.kind, self.text)
    }
}
