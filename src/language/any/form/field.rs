//! The fields of government (`fields.tsv`): what a minister is of and a ministry for.

use std::sync::LazyLock;

use super::forms;
use crate::text::table;

/// A field of government.
pub(crate) struct Field {
    pub(crate) id: &'static str,
    en: &'static str,
    ko: &'static str,
}

impl Field {
    /// Its English names, the preferred one first.
    pub(crate) fn english(&self) -> impl Iterator<Item = &'static str> {
        forms(self.en).map(|(form, _)| form)
    }

    /// Its Korean names, the preferred one first.
    pub(crate) fn korean(&self) -> impl Iterator<Item = &'static str> {
        forms(self.ko).map(|(form, _)| form)
    }
}

/// All of them, in the order of the table.
pub(crate) static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    let rows = table::rows::<4>("fields", table::text!("fields.tsv"));
    rows.into_iter().map(|[id, en, ko, _]| Field { id, en, ko }).collect()
});

/// The Korean names of a field, the preferred one first; none if there is no such field.
pub(crate) fn names_of_field(id: &str) -> Vec<&'static str> {
    let field = FIELDS.iter().find(|field| field.id == id);
    field.map_or_else(Vec::new, |field| field.korean().collect())
}
