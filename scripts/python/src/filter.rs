use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, Int64Array, RecordBatch, StringArray,
    builder::{Int16Builder, Int64Builder, ListBuilder},
    cast::AsArray,
    types::Float64Type,
};
use arrow_schema::{Field, Schema};
use daejo::{
    corpus::{
        Pair, Settings, Side,
        filter::{self, View},
        prints::{Look, Prints},
    },
    text::Language,
};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::PyDict,
};
use serde_json::{Map, Value};

use crate::{
    arrow::{self, Texts, position},
    error::Fault,
    options::Options,
    threads::Threads,
    way,
};

/// Tells which pairs do not go into a corpus, as `daejo corpus` does.
///
/// >>> daejo.Filter(max_ratio=2.5).judge("Redis", "Redis")
/// Rejection(identical, "both sides are the same")
#[pyclass(frozen, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Filter {
    languages: [Language; 2],
    settings: Settings,
    threads: Threads,
}

/// Why a pair is not taken.
#[pyclass(frozen, get_all, module = "daejo")]
#[derive(Debug)]
pub(crate) struct Rejection {
    /// The name of the filter.
    filter: &'static str,
    /// What is wrong with the pair.
    reason: String,
}

#[pymethods]
impl Rejection {
    fn __repr__(&self) -> String {
        format!("Rejection({}, {:?})", self.filter, self.reason)
    }
}

/// A value as it stands in JSON.
fn value(object: &Bound<'_, PyAny>) -> PyResult<Value> {
    if let Ok(whole) = object.extract::<u64>() {
        return Ok(whole.into());
    }
    if let Ok(share) = object.extract::<f64>() {
        return Ok(share.into());
    }
    if let Ok(word) = object.extract::<String>() {
        return Ok(word.into());
    }
    Ok(object.extract::<Vec<String>>()?.into())
}

fn settings(given: &Bound<'_, PyDict>) -> PyResult<Settings> {
    let mut fields = Map::new();
    let known = serde_json::to_value(Settings::default())
        .map_err(|error| PyTypeError::new_err(error.to_string()))?;
    for (name, given) in given {
        let name: String = name.extract()?;
        if known.get(name.replace('_', "-")).is_none() {
            return Err(PyTypeError::new_err(format!("unknown option {name}")));
        }
        // None is as good as no option, as it is everywhere.
        if given.is_none() {
            continue;
        }
        let is_flag = given.is_instance_of::<pyo3::types::PyBool>();
        let value = if is_flag {
            given.extract::<bool>()?.into()
        } else {
            let wrong = |error| PyTypeError::new_err(format!("{name}: {error}"));
            value(&given).map_err(wrong)?
        };
        fields.insert(name.replace('_', "-"), value);
    }
    let settings: Settings = serde_json::from_value(Value::Object(fields))
        .map_err(|error| PyTypeError::new_err(error.to_string().replace('-', "_")))?;
    settings.verify().map_err(PyValueError::new_err)?;
    Ok(settings)
}

fn pair(source: &str, target: &str, score: f64) -> Pair {
    let side = |text: &str| Side { text: text.to_owned(), segments: 1, ..Side::default() };
    Pair { bead: 0, score, source: side(source), target: side(target), findings: Vec::new() }
}

/// What is told of a pair of a batch.
struct Told {
    refused: Option<(&'static str, String)>,
    prints: Option<Prints>,
}

impl Filter {
    fn refused(&self, pair: &Pair) -> Option<(&'static str, String)> {
        let [source, target] = &self.languages;
        let view = View { settings: &self.settings, languages: [source, target] };
        let filters = filter::chosen(&self.settings);
        filter::rejection(&filters, pair, &view).map(|(at, reason)| (filters[at].name, reason))
    }

    /// The same rows with what is to be known of each; `before` them were so many others.
    fn judged(
        &self,
        py: Python<'_>,
        batch: &RecordBatch,
        before: usize,
        [source, target, score]: [&str; 3],
    ) -> PyResult<RecordBatch> {
        let texts = [source, target].map(|name| Texts::of(batch, position(batch, name)?));
        let [sources, targets] = texts;
        let (sources, targets) = (sources?, targets?);
        let scores = batch.column(position(batch, score)?);
        let Some(scores) = scores.as_primitive_opt::<Float64Type>() else {
            let kind = scores.data_type();
            return Err(PyTypeError::new_err(format!(
                "the column {score} holds {kind} and not 64-bit floats: cast it first"
            )));
        };
        let Settings { number_blind, boilerplate_chars, .. } = self.settings;
        let look = Look { number_blind, boilerplate_chars };
        let told = self.threads.many(py, batch.num_rows(), |row| {
            let (Some(source), Some(target)) = (sources.get(row), targets.get(row)) else {
                let reason = "a side is missing".to_owned();
                return Ok(Told { refused: Some(("gap", reason)), prints: None });
            };
            let score = if scores.is_valid(row) { scores.value(row) } else { 0.0 };
            let pair = pair(source, target, score);
            let refused = self.refused(&pair);
            let prints = refused.is_none().then(|| Prints::of(&pair, 0, 0, look));
            Ok::<_, Fault>(Told { refused, prints })
        })?;
        let told: Vec<Told> = told
            .into_iter()
            .enumerate()
            .map(|(row, told)| told.map_err(|fault| fault.raised(py, Some(before + row))))
            .collect::<PyResult<_>>()?;
        with_told(batch, &told)
    }
}

/// A print as a number that Arrow and Spark have.
fn signed(print: u64) -> i64 {
    print.cast_signed()
}

fn with_told(batch: &RecordBatch, told: &[Told]) -> PyResult<RecordBatch> {
    let refused = |told: &Told| told.refused.as_ref().map(|(filter, _)| *filter);
    let filters: StringArray = told.iter().map(refused).collect();
    let reason = |told: &Told| told.refused.as_ref().map(|(_, reason)| reason.clone());
    let reasons: StringArray = told.iter().map(reason).collect();
    let prints = |of: fn(&Prints) -> u64| -> ArrayRef {
        let column = told.iter().map(|told| told.prints.as_ref().map(|p| signed(of(p))));
        Arc::new(column.collect::<Int64Array>())
    };
    let mut bands = ListBuilder::new(Int64Builder::new());
    let mut sketches = ListBuilder::new(Int16Builder::new());
    for Told { prints, .. } in told {
        if let Some(prints) = prints {
            bands.values().extend(prints.bands.iter().map(|&band| Some(i64::from(band))));
            sketches.values().extend(prints.sketch.iter().map(|&value| Some(i16::from(value))));
        }
        bands.append(prints.is_some());
        sketches.append(prints.is_some());
    }
    let columns: [(&str, ArrayRef); 7] = [
        ("filter", Arc::new(filters)),
        ("reason", Arc::new(reasons)),
        ("exact", prints(|prints| prints.exact)),
        ("folded", prints(|prints| prints.folded)),
        ("original", prints(|prints| if prints.is_long { prints.source } else { 0 })),
        ("bands", Arc::new(bands.finish())),
        ("sketch", Arc::new(sketches.finish())),
    ];
    let schema = batch.schema();
    let mut fields: Vec<Field> = schema.fields().iter().map(|field| (**field).clone()).collect();
    let mut arrays = batch.columns().to_vec();
    for (name, array) in columns {
        if schema.index_of(name).is_ok() {
            return Err(PyValueError::new_err(format!(
                "there is a column {name} already: give it another name"
            )));
        }
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
        .map_err(|error| PyValueError::new_err(error.to_string()))
}

#[pymethods]
impl Filter {
    #[new]
    #[pyo3(signature = (**options))]
    fn new(py: Python<'_>, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let mut options = Options::new(py, options)?;
        let languages = way::languages(&mut options)?;
        let threads = Threads::take(&mut options)?;
        Ok(Self { languages, settings: settings(&options.rest())?, threads })
    }

    /// The settings with their values, as `[corpus]` of `daejo.toml` names them.
    #[getter]
    fn settings(&self) -> PyResult<String> {
        serde_json::to_string(&self.settings)
            .map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Why a pair is not taken, or None if it is, as far as a pair tells by itself: whether it was there before tells
    /// no single one.
    ///
    /// Of a record batch with the columns `source`, `target` and `score` it is the same batch with `filter` and
    /// `reason` (null: the pair is taken), and with the prints by which pairs that are taken are found again:
    /// `exact`, `folded` (letters and digits), `original` (of the source; 0: too short to be boilerplate), `bands`
    /// and `sketch` (MinHash).
    ///
    /// >>> daejo.Filter().judge("He left the city.", "Elle a quitté la ville.")
    /// Rejection(language, "0 % of the letters are those of ko")
    /// >>> daejo.Filter().judge("He left the city.", "그는 도시를 떠났다.")
    #[pyo3(signature = (source, target=None, score=None, *, columns=None))]
    fn judge<'py>(
        &self,
        source: &Bound<'py, PyAny>,
        target: Option<String>,
        score: Option<f64>,
        columns: Option<[String; 3]>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = source.py();
        if arrow::is_arrow(source)? {
            let columns = columns.unwrap_or(["source", "target", "score"].map(str::to_owned));
            let columns = columns.each_ref().map(String::as_str);
            return arrow::over(source, |batch, before| self.judged(py, batch, before, columns));
        }
        let source: String = source.extract()?;
        let pair = pair(&source, &target.unwrap_or_default(), score.unwrap_or(1.0));
        Ok(match self.refused(&pair) {
            Some((filter, reason)) => Bound::new(py, Rejection { filter, reason })?.into_any(),
            None => py.None().into_bound(py),
        })
    }

    fn __repr__(&self) -> String {
        let [source, target] = &self.languages;
        format!("Filter({source} to {target})")
    }
}
