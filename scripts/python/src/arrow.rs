//! Record batches: documents in, a row a bead or finding out.
//!
//! Batches come and go by Arrow's C data interface, so that their columns are read where they are and not copied.
//! What comes out has the types that Spark takes as they are: 64-bit integers, no dictionaries.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
    UInt64Array,
    builder::{Float64Builder, Int64Builder, StringBuilder},
    cast::AsArray,
};
use arrow_pyarrow::{FromPyArrow, IntoPyArrow, Table};
use arrow_schema::{DataType, Field, Schema};
use pyo3::{
    exceptions::{PyKeyError, PyOverflowError, PyTypeError, PyValueError},
    prelude::*,
};

use crate::{error::Fault, given::Given, options::Options, threads::Threads};

/// Which columns hold documents, what is taken over, and what becomes of a document that cannot be worked on.
#[derive(Debug)]
pub(crate) struct Columns {
    /// One for documents in both languages, two for their halves.
    named: Option<Vec<String>>,
    keep: Vec<String>,
    raises: bool,
}

/// The names of columns that are looked for.
const HALVES: [&str; 2] = ["source", "target"];
const WHOLE: &str = "text";

/// Options that are about batches alone.
const OWN: [&str; 3] = ["columns", "keep", "errors"];

impl Columns {
    pub(crate) fn take(options: &mut Options<'_>) -> PyResult<Self> {
        let named = options.take::<Vec<String>>(OWN[0])?;
        if named.as_ref().is_some_and(|named| !matches!(named.len(), 1 | 2)) {
            return Err(PyValueError::new_err(
                "columns are two, of the source and of the target, or one of documents in both languages",
            ));
        }
        let keep = options.take(OWN[1])?.unwrap_or_default();
        let raises = options.word(OWN[2], &["raise", "row"])? != Some("row");
        Ok(Self { named, keep, raises })
    }

    /// The positions of the columns with documents: one or two.
    fn found(&self, batch: &RecordBatch) -> PyResult<Vec<usize>> {
        if let Some(named) = &self.named {
            return named.iter().map(|name| position(batch, name)).collect();
        }
        let schema = batch.schema();
        let index = |name: &str| schema.index_of(name).ok();
        match (index(HALVES[0]), index(HALVES[1]), index(WHOLE)) {
            (Some(source), Some(target), _) => Ok(vec![source, target]),
            (_, _, Some(whole)) => Ok(vec![whole]),
            _ => Err(missing(batch, "source and target, or text")),
        }
    }
}

fn missing(batch: &RecordBatch, wanted: &str) -> PyErr {
    let schema = batch.schema();
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    PyKeyError::new_err(format!(
        "there is no column {wanted}: name the columns; there are {}",
        names.join(", ")
    ))
}

/// Where the column called `name` is.
pub(crate) fn position(batch: &RecordBatch, name: &str) -> PyResult<usize> {
    batch.schema().index_of(name).map_err(|_| missing(batch, name))
}

/// A column of texts, in whichever of Arrow's ways.
pub(crate) enum Texts<'a> {
    Small(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
}

impl<'a> Texts<'a> {
    pub(crate) fn of(batch: &'a RecordBatch, at: usize) -> PyResult<Self> {
        let column = batch.column(at);
        Ok(match column.data_type() {
            DataType::Utf8 => Self::Small(column.as_string()),
            DataType::LargeUtf8 => Self::Large(column.as_string()),
            DataType::Utf8View => Self::View(column.as_string_view()),
            kind => {
                let schema = batch.schema();
                let name = schema.field(at).name();
                return Err(PyTypeError::new_err(format!(
                    "the column {name} holds {kind} and no strings: cast it first"
                )));
            }
        })
    }

    pub(crate) fn get(&self, row: usize) -> Option<&'a str> {
        match self {
            Self::Small(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::Large(texts) => texts.is_valid(row).then(|| texts.value(row)),
            Self::View(texts) => texts.is_valid(row).then(|| texts.value(row)),
        }
    }
}

/// Whether something is a record batch, a table or the like.
pub(crate) fn is_arrow(object: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(object.hasattr("__arrow_c_array__")? || object.hasattr("__arrow_c_stream__")?)
}

/// Does `work` on a batch, or on each of a stream of batches with the number of rows before it: a batch for a batch, a
/// table for a table.
pub(crate) fn over<'py>(
    object: &Bound<'py, PyAny>,
    mut work: impl FnMut(&RecordBatch, usize) -> PyResult<RecordBatch>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    if object.hasattr("__arrow_c_array__")? {
        let batch = RecordBatch::from_pyarrow_bound(object)?;
        return work(&batch, 0)?.into_pyarrow(py);
    }
    let (batches, schema) = Table::from_pyarrow_bound(object)?.into_inner();
    // A table without batches still says which columns come out.
    let batches = if batches.is_empty() { vec![RecordBatch::new_empty(schema)] } else { batches };
    let (mut made, mut before) = (Vec::new(), 0);
    for batch in &batches {
        made.push(work(batch, before)?);
        before += batch.num_rows();
    }
    let schema = made[0].schema();
    Table::try_new(made, schema).map_err(told)?.into_pyarrow(py)
}

#[expect(clippy::needless_pass_by_value, reason = "errors come as values")]
fn told(error: arrow_schema::ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Whole,
    Share,
}

/// What stands in a row of a column; nothing is null.
#[derive(Debug)]
pub(crate) enum Cell {
    Nothing,
    Text(String),
    Whole(usize),
    Share(f64),
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Nothing, Self::Text)
    }
}

impl From<Option<usize>> for Cell {
    fn from(number: Option<usize>) -> Self {
        number.map_or(Self::Nothing, Self::Whole)
    }
}

/// Names and kinds of the columns that come out, between `document` and `error`.
pub(crate) type Form = [(&'static str, Kind)];

/// A row of a [`Form`].
pub(crate) type Row = Vec<Cell>;

/// Works on every document of a batch or table; what comes out is `document` (its row, from 0), the columns that are
/// kept, those of `form`, and `error`.
pub(crate) fn documents<'py>(
    object: &Bound<'py, PyAny>,
    columns: &Columns,
    threads: &Threads,
    form: &Form,
    work: impl Fn(&Given<'_>, Option<&Given<'_>>) -> Result<Vec<Row>, Fault> + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    let py = object.py();
    over(object, |batch, before| {
        let found = columns.found(batch)?;
        let texts: Vec<Texts<'_>> =
            found.iter().map(|&at| Texts::of(batch, at)).collect::<PyResult<_>>()?;
        let schema = batch.schema();
        let names: Vec<&str> = found.iter().map(|&at| schema.field(at).name().as_str()).collect();
        let done = threads.many(py, batch.num_rows(), |row| {
            let mut given = texts.iter().zip(&names).map(|(texts, &name)| {
                let text = texts.get(row).map(|text| Given::Text(text.into()));
                // Without its other half a document would pass for one in both languages.
                text.ok_or_else(|| Fault::Given {
                    path: name.to_owned(),
                    problem: "is null".into(),
                })
            });
            let source = given.next().transpose()?;
            let target = given.next().transpose()?;
            source.map_or(Ok(Vec::new()), |source| work(&source, target.as_ref()))
        })?;
        let mut sheet = Sheet::new(form);
        for (row, done) in done.into_iter().enumerate() {
            match done {
                Ok(rows) => rows.into_iter().try_for_each(|own| sheet.add(row, own, None))?,
                Err(fault) if columns.raises => return Err(fault.raised(py, Some(before + row))),
                Err(fault) => sheet.add(row, Row::new(), Some(fault.message()))?,
            }
        }
        sheet.end(batch, columns, before)
    })
}

/// Rows that become columns.
struct Sheet<'a> {
    form: &'a Form,
    rows: Vec<usize>,
    columns: Vec<Column>,
    errors: StringBuilder,
}

enum Column {
    Text(StringBuilder),
    Whole(Int64Builder),
    Share(Float64Builder),
}

impl<'a> Sheet<'a> {
    fn new(form: &'a Form) -> Self {
        let column = |&(_, kind): &(_, Kind)| match kind {
            Kind::Text => Column::Text(StringBuilder::new()),
            Kind::Whole => Column::Whole(Int64Builder::new()),
            Kind::Share => Column::Share(Float64Builder::new()),
        };
        let columns = form.iter().map(column).collect();
        Self { form, rows: Vec::new(), columns, errors: StringBuilder::new() }
    }

    fn add(&mut self, row: usize, cells: Row, error: Option<String>) -> PyResult<()> {
        self.rows.push(row);
        self.errors.append_option(error);
        let cells = cells.into_iter().chain(std::iter::repeat_with(|| Cell::Nothing));
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match (column, cell) {
                (Column::Text(column), Cell::Text(text)) => {
                    if column.values_slice().len() + text.len() > i32::MAX as usize {
                        return Err(PyOverflowError::new_err(
                            "more than 2 GiB of text would come out of one batch: give smaller ones",
                        ));
                    }
                    column.append_value(text);
                }
                (Column::Whole(column), Cell::Whole(number)) => {
                    column.append_option(i64::try_from(number).ok());
                }
                (Column::Share(column), Cell::Share(share)) => column.append_value(share),
                (Column::Text(column), _) => column.append_null(),
                (Column::Whole(column), _) => column.append_null(),
                (Column::Share(column), _) => column.append_null(),
            }
        }
        Ok(())
    }

    fn end(
        mut self,
        batch: &RecordBatch,
        columns: &Columns,
        before: usize,
    ) -> PyResult<RecordBatch> {
        let number = |&row: &usize| i64::try_from(before + row).ok();
        let documents: Int64Array = self.rows.iter().map(number).collect();
        let mut fields = vec![Field::new("document", DataType::Int64, true)];
        let mut arrays: Vec<ArrayRef> = vec![Arc::new(documents)];
        let rows: UInt64Array = self.rows.iter().map(|&row| Some(row as u64)).collect();
        let schema = batch.schema();
        for name in &columns.keep {
            let at = position(batch, name)?;
            let mut own = self.form.iter().map(|(own, _)| *own).chain(["document", "error"]);
            if own.any(|own| own == name) {
                return Err(PyValueError::new_err(format!(
                    "there is a column {name} in what comes out: keep it under another name"
                )));
            }
            fields.push(schema.field(at).clone());
            arrays.push(arrow_select::take::take(batch.column(at), &rows, None).map_err(told)?);
        }
        for ((name, _), column) in self.form.iter().zip(&mut self.columns) {
            let array: ArrayRef = match column {
                Column::Text(column) => Arc::new(column.finish()),
                Column::Whole(column) => Arc::new(column.finish()),
                Column::Share(column) => Arc::new(column.finish()),
            };
            fields.push(Field::new(*name, array.data_type().clone(), true));
            arrays.push(array);
        }
        fields.push(Field::new("error", DataType::Utf8, true));
        arrays.push(Arc::new(self.errors.finish()));
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(told)
    }
}
