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

use super::{Opening, Row, Writer};

/// Rows of a group, which is what is held in memory.
const GROUP: usize = 20_000;

/// A file of the columns `id`, `translation` (a struct of the two languages in order), `score`, `document`,
/// `source_file`, `source_line`, `target_file`, `target_line`, `flags` (a list), and for pairs that were not taken
/// `filter` and `reason`; compressed with zstd.
pub(super) struct Parquet {
    writer: ArrowWriter<File>,
    schema: SchemaRef,
    languages: [String; 2],
    columns: Columns,
}

#[derive(Default)]
struct Columns {
    rows: usize,
    texts: [StringBuilder; 2],
    score: Float64Builder,
    lines: [Int64Builder; 2],
    /// id, document, files of the source and the target, filter, reason.
    words: [StringBuilder; 6],
    flags: ListBuilder<StringBuilder>,
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
    io::Error::other(error.to_string())
}

fn translation(languages: &[String; 2]) -> Fields {
    let mut fields: Vec<Field> =
        languages.iter().map(|language| Field::new(language, DataType::Utf8, true)).collect();
    fields.sort_by(|a, b| a.name().cmp(b.name()));
    fields.into()
}

impl Parquet {
    pub(super) fn open(path: &Path, opening: Opening<'_>) -> io::Result<Self> {
        let languages = opening.languages.map(crate::text::Language::customary);
        let text = |name: &str| Field::new(name, DataType::Utf8, true);
        let list = DataType::List(Arc::new(Field::new("item", DataType::Utf8, true)));
        let mut fields = vec![
            text("id"),
            Field::new("translation", DataType::Struct(translation(&languages)), true),
            Field::new("score", DataType::Float64, true),
            text("document"),
            text("source_file"),
            Field::new("source_line", DataType::Int64, true),
            text("target_file"),
            Field::new("target_line", DataType::Int64, true),
            Field::new("flags", list, true),
        ];
        if opening.with_reason {
            fields.extend([text("filter"), text("reason")]);
        }
        let [own, other] = &languages;
        // What `datasets` goes by: without it the struct is none of its translations.
        let value = |kind: &str| format!("{{\"dtype\":\"{kind}\",\"_type\":\"Value\"}}");
        let features: Vec<String> = fields
            .iter()
            .map(|field| {
                let feature = match field.name().as_str() {
                    "translation" => {
                        let mut languages = [own, other];
                        languages.sort();
                        format!(
                            "{{\"languages\":[\"{}\",\"{}\"],\"_type\":\"Translation\"}}",
                            languages[0], languages[1]
                        )
                    }
                    "score" => value("float64"),
                    "source_line" | "target_line" => value("int64"),
                    "flags" => format!("{{\"feature\":{},\"_type\":\"List\"}}", value("string")),
                    _ => value("string"),
                };
                format!("\"{}\":{feature}", field.name())
            })
            .collect();
        let told = format!("{{\"info\":{{\"features\":{{{}}}}}}}", features.join(","));
        let told = HashMap::from([("huggingface".to_owned(), told)]);
        let schema = Arc::new(Schema::new_with_metadata(fields, told));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(format!("daejo {}", env!("CARGO_PKG_VERSION")))
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        let writer =
            ArrowWriter::try_new(File::create(path)?, Arc::clone(&schema), Some(properties))
                .map_err(failed)?;
        Ok(Self { writer, schema, languages, columns: Columns::default() })
    }

    fn write(&mut self) -> io::Result<()> {
        if self.columns.rows == 0 {
            return Ok(());
        }
        let Columns { mut texts, mut score, mut lines, mut words, mut flags, .. } =
            std::mem::take(&mut self.columns);
        let [mut source, mut target] = texts.each_mut().map(|text| Some(Arc::new(text.finish())));
        let fields = translation(&self.languages);
        let texts: Vec<ArrayRef> = fields
            .iter()
            .filter_map(|field| {
                let side =
                    if *field.name() == self.languages[0] { &mut source } else { &mut target };
                side.take().map(|text| text as ArrayRef)
            })
            .collect();
        let translation = StructArray::try_new(fields, texts, None).map_err(wrong)?;
        let [id, document, source_file, target_file, filter, reason] =
            words.each_mut().map(|words| Arc::new(words.finish()) as ArrayRef);
        let [source_line, target_line] =
            lines.each_mut().map(|lines| Arc::new(lines.finish()) as ArrayRef);
        let mut columns: Vec<ArrayRef> = vec![
            id,
            Arc::new(translation),
            Arc::new(score.finish()),
            document,
            source_file,
            source_line,
            target_file,
            target_line,
            Arc::new(flags.finish()),
        ];
        if self.schema.fields().len() > columns.len() {
            columns.extend([filter, reason]);
        }
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(wrong)?;
        self.writer.write(&batch).map_err(failed)
    }
}

impl Writer for Parquet {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        let columns = &mut self.columns;
        columns.rows += 1;
        let sides = [&row.pair.source, &row.pair.target];
        for (column, side) in columns.texts.iter_mut().zip(sides) {
            column.append_value(&side.text);
        }
        for (column, side) in columns.lines.iter_mut().zip(sides) {
            column.append_value(i64::try_from(side.line).unwrap_or(i64::MAX));
        }
        columns.score.append_value(row.pair.score);
        let (filter, reason) = row.reason.unwrap_or_default();
        let document = row.document;
        let words =
            [row.id, &document.document, &document.source, row.target_file(), filter, reason];
        for (column, word) in columns.words.iter_mut().zip(words) {
            column.append_value(word);
        }
        for flag in row.flags {
            columns.flags.values().append_value(flag);
        }
        columns.flags.append(true);
        if columns.rows >= GROUP { self.write() } else { Ok(()) }
    }

    fn is_full(&self, limit: u64) -> bool {
        (self.writer.bytes_written() + self.writer.in_progress_size()) as u64 >= limit
    }

    fn close(mut self: Box<Self>) -> io::Result<()> {
        self.write()?;
        self.writer.close().map(drop).map_err(failed)
    }
}
