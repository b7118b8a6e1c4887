use std::{collections::HashMap, fs::File, io, path::Path, sync::Arc};

use arrow_array::{
    ArrayRef, RecordBatch, StructArray,
    builder::{Float64Builder, Int64Builder, ListBuilder, StringBuilder},
};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::properties::WriterProperties,
};

use super::{
    Opening, Row, Writer,
    column::{Kind, Value, columns},
};

/// Rows of a group, which is what is held in memory.
const GROUP: usize = 20_000;

/// A file of the columns of a pair, `translation` being a struct of the two languages in order and `flags` a list;
/// compressed with zstd.
pub(super) struct Parquet {
    writer: ArrowWriter<File>,
    schema: SchemaRef,
    with_reason: bool,
    languages: [String; 2],
    builders: Vec<Builder>,
    rows: usize,
}

/// A column of the rows that are not written yet.
enum Builder {
    Text(StringBuilder),
    /// The source and the target.
    Translation([StringBuilder; 2]),
    Number(Float64Builder),
    Count(Int64Builder),
    List(ListBuilder<StringBuilder>),
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error.to_string()),
        },
        error => io::Error::other(error.to_string()),
    }
}

fn wrong(error: ArrowError) -> io::Error {
    io::Error::other(error)
}

/// The languages with their sides, in the order that `datasets` asks for.
fn ordered(languages: &[String; 2]) -> [(&String, usize); 2] {
    let [source, target] = languages;
    let mut ordered = [(source, 0), (target, 1)];
    ordered.sort();
    ordered
}

fn fields(languages: &[String; 2]) -> Fields {
    ordered(languages)
        .map(|(language, _)| Field::new(language, DataType::Utf8, true))
        .into_iter()
        .collect()
}

impl Kind {
    fn stored(self, languages: &[String; 2]) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Translation => DataType::Struct(fields(languages)),
            Self::Number => DataType::Float64,
            Self::Count => DataType::Int64,
            Self::List => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
        }
    }

    /// What `datasets` goes by: without it the struct is none of its translations.
    fn feature(self, languages: &[String; 2]) -> String {
        let value = |kind: &str| format!("{{\"dtype\":\"{kind}\",\"_type\":\"Value\"}}");
        match self {
            Self::Text => value("string"),
            Self::Translation => {
                let [(first, _), (second, _)] = ordered(languages);
                format!("{{\"languages\":[\"{first}\",\"{second}\"],\"_type\":\"Translation\"}}")
            }
            Self::Number => value("float64"),
            Self::Count => value("int64"),
            Self::List => format!("{{\"feature\":{},\"_type\":\"List\"}}", value("string")),
        }
    }
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Translation => Self::Translation(Default::default()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Count => Self::Count(Int64Builder::new()),
            Kind::List => Self::List(ListBuilder::new(StringBuilder::new())),
        }
    }

    fn add(&mut self, value: Value<'_>) {
        match (self, value) {
            (Self::Text(column), Value::Text(text)) => column.append_value(text),
            (Self::Translation(columns), Value::Translation(texts)) => {
                columns.iter_mut().zip(texts).for_each(|(column, text)| column.append_value(text));
            }
            (Self::Number(column), Value::Number(number)) => column.append_value(number),
            (Self::Count(column), Value::Count(count)) => {
                column.append_value(i64::try_from(count).unwrap_or(i64::MAX));
            }
            (Self::List(column), Value::List(words)) => {
                for word in words {
                    column.values().append_value(word);
                }
                column.append(true);
            }
            _ => unreachable!("a builder is made for the kind of its column"),
        }
    }

    fn finish(&mut self, languages: &[String; 2]) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Text(column) => Arc::new(column.finish()),
            Self::Translation(columns) => {
                let sides = columns.each_mut().map(|column| Arc::new(column.finish()) as ArrayRef);
                let sides = ordered(languages).map(|(_, side)| Arc::clone(&sides[side]));
                Arc::new(StructArray::try_new(fields(languages), sides.into(), None)?)
            }
            Self::Number(column) => Arc::new(column.finish()),
            Self::Count(column) => Arc::new(column.finish()),
            Self::List(column) => Arc::new(column.finish()),
        })
    }
}

impl Parquet {
    pub(super) fn open(path: &Path, opening: Opening<'_>) -> io::Result<Self> {
        let languages = opening.languages.map(crate::text::Language::customary);
        let with_reason = opening.with_reason;
        let stored = columns(with_reason)
            .map(|column| Field::new(column.name, column.kind.stored(&languages), true));
        let features = columns(with_reason)
            .map(|column| format!("\"{}\":{}", column.name, column.kind.feature(&languages)));
        let features = features.collect::<Vec<_>>().join(",");
        let told = format!("{{\"info\":{{\"features\":{{{features}}}}}}}");
        let told = HashMap::from([("huggingface".to_owned(), told)]);
        let schema = Arc::new(Schema::new_with_metadata(stored.collect::<Vec<_>>(), told));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(format!("daejo {}", env!("CARGO_PKG_VERSION")))
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let writer =
            ArrowWriter::try_new(File::create(path)?, Arc::clone(&schema), Some(properties))
                .map_err(failed)?;
        let builders = columns(with_reason).map(|column| Builder::new(column.kind)).collect();
        Ok(Self { writer, schema, with_reason, languages, builders, rows: 0 })
    }

    fn write(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.rows) == 0 {
            return Ok(());
        }
        let arrays = self.builders.iter_mut().map(|builder| builder.finish(&self.languages));
        let arrays = arrays.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(wrong)?;
        self.writer.write(&batch).map_err(failed)
    }
}

impl Writer for Parquet {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        for (column, builder) in columns(self.with_reason).zip(&mut self.builders) {
            builder.add((column.of)(row));
        }
        self.rows += 1;
        if self.rows >= GROUP { self.write() } else { Ok(()) }
    }

    fn is_full(&self, limit: u64) -> bool {
        (self.writer.bytes_written() + self.writer.in_progress_size()) as u64 >= limit
    }

    fn close(mut self: Box<Self>) -> io::Result<()> {
        self.write()?;
        self.writer.close().map(drop).map_err(failed)
    }
}
