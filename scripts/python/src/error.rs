//! Failures as exceptions: what happened, in which file and where in it.

use std::{error::Error as _, fmt::Write as _, path::Path};

use pyo3::{create_exception, exceptions, prelude::*};

create_exception!(
    daejo,
    Error,
    exceptions::PyValueError,
    "A document that cannot be read, or not be compared.\n\n\
     `path` is the file, or \"source\" or \"target\" for a text; `place` where in it (a line, a cell), `line` and \
     `column` from 1, `row` the row of a record batch from 0; each is None where there is none."
);

/// Why there is no result for a document.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The library says so.
    Daejo(daejo::Error),
    /// What was given makes no document.
    Given {
        /// The file, or which text.
        path: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A fault of the program.
    Bug(String),
}

impl From<daejo::Error> for Fault {
    fn from(error: daejo::Error) -> Self {
        Self::Daejo(error)
    }
}

/// Where something is wrong.
#[derive(Default)]
#[expect(clippy::struct_field_names, reason = "the attributes of the exception")]
struct Place {
    path: Option<String>,
    place: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
}

/// The options of the program, and what they are called here.
const OPTIONS: [(&str, &str); 5] = [
    ("--lossy", "lossy=True"),
    ("--encoding", "encoding="),
    ("--input-format", "format="),
    ("--source-lang ", "source_lang="),
    ("--target-lang ", "target_lang="),
];

impl Fault {
    /// What is wrong, with its causes, in one line.
    pub(crate) fn message(&self) -> String {
        let mut message = match self {
            Self::Daejo(error) => {
                let mut message = error.to_string();
                let mut cause = error.source();
                while let Some(error) = cause {
                    let _ = write!(message, ": {error}");
                    cause = error.source();
                }
                message
            }
            Self::Given { path, problem } => format!("{path}: {problem}"),
            Self::Bug(fault) => format!("a fault of the program, please report it: {fault}"),
        };
        for (option, here) in OPTIONS {
            if message.contains(option) {
                message = message.replace(option, here);
            }
        }
        message
    }

    fn place(&self) -> Place {
        use daejo::Error;

        let at = |path: &Path| Place { path: Some(path.display().to_string()), ..Place::default() };
        match self {
            Self::Daejo(error) => match error {
                Error::Encoding { path, line, column, .. }
                | Error::Damaged { path, line, column, .. } => {
                    let place = Some(format!("line {line}, column {column}"));
                    Place { place, line: Some(*line), column: Some(*column), ..at(path) }
                }
                Error::Ladder { path, line, .. } | Error::Table { path, line, .. } => {
                    Place { place: Some(format!("line {line}")), line: Some(*line), ..at(path) }
                }
                Error::Units { path, place, .. } => {
                    let line = place.strip_prefix("line ").and_then(|line| line.parse().ok());
                    Place { place: Some(place.clone()), line, ..at(path) }
                }
                Error::Binary { path, offset, .. } | Error::CutShort { path, offset, .. } => {
                    Place { place: Some(format!("byte {offset}")), ..at(path) }
                }
                Error::Read { path, .. }
                | Error::Directory { path }
                | Error::Empty { path }
                | Error::NotText { path, .. }
                | Error::Document { path, .. }
                | Error::EncodingNotRead { path, .. }
                | Error::TooLong { path, .. }
                | Error::MissingHalf { path, .. }
                | Error::Glossary { path, .. }
                | Error::EncoderModel { path, .. } => at(path),
                _ => Place::default(),
            },
            Self::Given { path, .. } => Place { path: Some(path.clone()), ..Place::default() },
            Self::Bug(_) => Place::default(),
        }
    }

    /// The exception, of the document at `row` of a record batch if it is from one.
    pub(crate) fn raised(&self, py: Python<'_>, row: Option<usize>) -> PyErr {
        if let (Self::Daejo(daejo::Error::Read { path, source }), None) = (self, row) {
            // Python makes a FileNotFoundError or its like of it.
            let (number, told) = (source.raw_os_error(), source.to_string());
            return exceptions::PyOSError::new_err((number, told, path.display().to_string()));
        }
        let message = match row {
            Some(row) => format!("row {row}: {}", self.message()),
            None => self.message(),
        };
        let error = Error::new_err(message);
        let Place { path, place, line, column } = self.place();
        let value = error.value(py);
        let named = value
            .setattr("path", path)
            .and_then(|()| value.setattr("place", place))
            .and_then(|()| value.setattr("line", line))
            .and_then(|()| value.setattr("column", column))
            .and_then(|()| value.setattr("row", row));
        named.err().unwrap_or(error)
    }
}

/// An error about what was asked, and not about a document.
pub(crate) fn asked(error: &daejo::Error) -> PyErr {
    exceptions::PyValueError::new_err(error.to_string())
}
