use std::{borrow::Cow, path::PathBuf};

use pyo3::{
    exceptions::PyTypeError,
    prelude::*,
    types::{PyBytes, PyString},
};

/// A document, or half of one, as Python gives it.
#[derive(Debug)]
pub(crate) enum Given<'a> {
    /// Its text.
    Text(Cow<'a, str>),
    /// Its segments; what is blank ends a paragraph.
    Segments(Vec<String>),
    /// The bytes of a file.
    Bytes(Vec<u8>),
    /// A file.
    File(PathBuf),
}

impl<'py> FromPyObject<'_, 'py> for Given<'static> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Self::Text(text.to_cow()?.into_owned().into()));
        }
        if let Ok(bytes) = object.cast::<PyBytes>() {
            return Ok(Self::Bytes(bytes.as_bytes().to_vec()));
        }
        if object.hasattr("__fspath__")? {
            return Ok(Self::File(object.extract()?));
        }
        let wrong = || {
            let kind = object.get_type();
            PyTypeError::new_err(format!(
                "a document is a str, a list of str (its segments), a path or bytes, not {kind}"
            ))
        };
        let items = object.try_iter().map_err(|_| wrong())?;
        let segment =
            |item: PyResult<Bound<'py, PyAny>>| item?.extract::<String>().map_err(|_| wrong());
        items.map(segment).collect::<PyResult<_>>().map(Self::Segments)
    }
}

impl Given<'_> {
    /// Segments as the lines of a text.
    pub(crate) fn lines(segments: &[String]) -> String {
        let one_line = |text: &String| text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
        segments.iter().map(one_line).collect::<Vec<_>>().join("\n")
    }
}
