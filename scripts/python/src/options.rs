//! What was asked for, as keyword arguments.

use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::PyDict,
};

/// Keyword arguments, taken out one by one.
pub(crate) struct Options<'py> {
    left: Bound<'py, PyDict>,
    known: Vec<&'static str>,
}

impl<'py> Options<'py> {
    pub(crate) fn new(py: Python<'py>, given: Option<&Bound<'py, PyDict>>) -> PyResult<Self> {
        let left = match given {
            Some(given) => given.copy()?,
            None => PyDict::new(py),
        };
        Ok(Self { left, known: Vec::new() })
    }

    /// The argument called `name`; None is as good as none.
    pub(crate) fn take<T>(&mut self, name: &'static str) -> PyResult<Option<T>>
    where
        T: for<'a> FromPyObject<'a, 'py, Error = PyErr>,
    {
        self.known.push(name);
        let Some(value) = self.left.get_item(name)? else { return Ok(None) };
        self.left.del_item(name)?;
        if value.is_none() {
            return Ok(None);
        }
        let told =
            |error: PyErr| PyTypeError::new_err(format!("{name}: {}", error.value(self.left.py())));
        value.extract().map(Some).map_err(told)
    }

    /// The argument called `name`, which is one of `words`.
    pub(crate) fn word(
        &mut self,
        name: &'static str,
        words: &[&'static str],
    ) -> PyResult<Option<&'static str>> {
        let Some(given) = self.take::<String>(name)? else { return Ok(None) };
        let known = words.iter().find(|word| **word == given).copied();
        known.map(Some).ok_or_else(|| {
            PyValueError::new_err(format!("{name} is one of {}, not {given:?}", words.join(", ")))
        })
    }

    /// Whatever is left, for who knows what to do with it.
    pub(crate) fn rest(self) -> Bound<'py, PyDict> {
        self.left
    }

    /// Refuses what nobody took.
    pub(crate) fn end(self) -> PyResult<()> {
        let Some(name) = self.left.keys().iter().next() else { return Ok(()) };
        Err(PyTypeError::new_err(format!(
            "there is no option {name}; there are {}",
            self.known.join(", ")
        )))
    }
}
