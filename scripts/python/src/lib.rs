//! The Python package `daejo`: aligning and checking over strings, lists, files and Arrow record batches.
//!
//! ```text
//! what Python gives ─ given ──▶ Given      text, segments, a file; a row of a record batch
//!                   ─ way ────▶ Segmented  the stages of the library, as the options say
//!                   ─ outcome ▶ objects    what Python is given back for one document
//!                   ─ arrow ──▶ batch      the same for many, a row a bead or finding
//!                   ─ call ───▶ either     which of the two was asked for
//! ```
//!
//! Nothing here knows a language or a rule. While the library works, other threads of Python go on.

#![allow(
    clippy::doc_link_with_quotes,
    clippy::doc_markdown,
    reason = "doc comments are what Python shows"
)]

mod aligner;
mod arrow;
mod call;
mod checker;
mod error;
mod filter;
mod given;
mod options;
mod outcome;
mod part;
mod threads;
mod way;

use pyo3::prelude::*;

/// The compiled part of the package.
#[pymodule]
mod _daejo {
    #[pymodule_export]
    use crate::{
        aligner::{Aligner, align, detect, segment, sentences},
        checker::{Checker, check},
        error::Error,
        filter::{Filter, Rejection},
        outcome::{Alignment, Bead, Bitext, Finding, Report, Segment, Words},
        part::Part,
    };

    use super::{Bound, PyModule, PyModuleMethods, PyResult};

    #[pymodule_init]
    fn version(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
