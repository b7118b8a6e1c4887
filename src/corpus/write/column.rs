//! What every format tells of a pair, in one order: the columns, of which all formats that have such are made.

use super::Row;

/// A column.
pub(in crate::corpus) struct Column {
    /// What it is called.
    pub(in crate::corpus) name: &'static str,
    /// What stands in it.
    pub(in crate::corpus) kind: Kind,
    /// What stands in it of a pair.
    pub(super) of: for<'r> fn(&'r Row<'r>) -> Value<'r>,
    /// Whether there is something to tell only of pairs that were not taken.
    is_of_rejected: bool,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::corpus) enum Kind {
    /// Words for a reader or an identity.
    Text,
    /// Both texts; two columns where there is nothing inside of one.
    Translation,
    /// A number.
    Number,
    /// A number without a fraction.
    Count,
    /// Any number of words.
    List,
}

/// The same of a pair.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    Text(&'a str),
    /// The source and the target.
    Translation([&'a str; 2]),
    Number(f64),
    Count(usize),
    List(&'a [String]),
}

const fn column(
    name: &'static str,
    kind: Kind,
    of: for<'r> fn(&'r Row<'r>) -> Value<'r>,
) -> Column {
    Column { name, kind, of, is_of_rejected: false }
}

const COLUMNS: &[Column] = &[
    column("id", Kind::Text, |row| Value::Text(row.id)),
    column("translation", Kind::Translation, |row| {
        Value::Translation([&row.pair.source.text, &row.pair.target.text])
    }),
    column("score", Kind::Number, |row| Value::Number(row.pair.score)),
    column("document", Kind::Text, |row| Value::Text(&row.document.document)),
    column("source_file", Kind::Text, |row| Value::Text(&row.document.source)),
    column("source_line", Kind::Count, |row| Value::Count(row.pair.source.line)),
    column("target_file", Kind::Text, |row| Value::Text(row.target_file())),
    column("target_line", Kind::Count, |row| Value::Count(row.pair.target.line)),
    column("flags", Kind::List, |row| Value::List(row.flags)),
    Column {
        is_of_rejected: true,
        ..column("filter", Kind::Text, |row| {
            Value::Text(row.reason.map_or("", |(filter, _)| filter))
        })
    },
    Column {
        is_of_rejected: true,
        ..column("reason", Kind::Text, |row| Value::Text(row.reason.map_or("", |(_, why)| why)))
    },
];

/// The columns; with `reason` those too that tell why a pair was not taken.
pub(in crate::corpus) fn columns(with_reason: bool) -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter().filter(move |column| with_reason || !column.is_of_rejected)
}

impl Column {
    /// The columns of a table that it is.
    pub(super) fn flat(&self) -> &[&'static str] {
        match self.kind {
            Kind::Translation => &["source", "target"],
            _ => std::slice::from_ref(&self.name),
        }
    }
}

impl Value<'_> {
    /// The cells of a table that it is, as many as the column has names there.
    pub(super) fn cells(self) -> Vec<String> {
        match self {
            Value::Text(text) => vec![text.to_owned()],
            Value::Translation(texts) => texts.map(str::to_owned).into(),
            Value::Number(number) => vec![format!("{number:.4}")],
            Value::Count(count) => vec![count.to_string()],
            Value::List(words) => vec![words.join(" ")],
        }
    }
}

impl Row<'_> {
    /// The cells of a table.
    pub(super) fn cells(&self) -> Vec<String> {
        columns(self.reason.is_some()).flat_map(|column| (column.of)(self).cells()).collect()
    }
}
