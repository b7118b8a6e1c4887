//! What every method does: the same work on one document, or on each of a record batch.

use pyo3::{prelude::*, types::PyDict};

use crate::{
    arrow::{self, Columns, Form, Row},
    error::Fault,
    given::Given,
    options::Options,
    outcome::Texts,
    threads::Threads,
};

/// A document, its two halves, or a record batch of such, and the options that are of the call.
pub(crate) struct Call<'a, 'py> {
    pub(crate) source: &'a Bound<'py, PyAny>,
    pub(crate) target: Option<&'a Bound<'py, PyAny>>,
    pub(crate) options: Option<&'a Bound<'py, PyDict>>,
}

impl<'py> Call<'_, 'py> {
    /// Does `work`: of a document it becomes an `object`, of a batch `rows` of `form`.
    pub(crate) fn answer<T: Send>(
        &self,
        threads: &Threads,
        form: &Form,
        work: impl Fn(&Given<'_>, Option<&Given<'_>>) -> Result<T, Fault> + Sync,
        rows: impl Fn(&T) -> Vec<Row> + Sync,
        object: impl FnOnce(T, Texts<'_>) -> PyResult<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Self { source, target, options } = *self;
        let py = source.py();
        let mut options = Options::new(py, options)?;
        if arrow::is_arrow(source)? {
            let columns = Columns::take(&mut options)?;
            options.end()?;
            let each = |source: &Given<'_>, target: Option<&Given<'_>>| {
                work(source, target).map(|done| rows(&done))
            };
            return arrow::documents(source, &columns, threads, form, each);
        }
        options.end()?;
        let source: Given<'_> = source.extract()?;
        let target = target.filter(|target| !target.is_none());
        let target: Option<Given<'_>> = target.map(PyAnyMethods::extract).transpose()?;
        let done = threads.one(py, || work(&source, target.as_ref()))?;
        object(done, texts(&source, target.as_ref()))
    }
}

/// The texts that were given as such.
fn texts<'a>(source: &'a Given<'_>, target: Option<&'a Given<'_>>) -> Texts<'a> {
    fn text<'a>(given: &'a Given<'_>) -> Option<&'a str> {
        match given {
            Given::Text(text) => Some(&**text),
            _ => None,
        }
    }
    [text(source), text(target.unwrap_or(source))]
}
