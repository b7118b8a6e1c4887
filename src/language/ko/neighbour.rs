//! What stands behind Korean numbers, times and dates and tells what they are, from `numeral-neighbours.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::table;

static FORMS: LazyLock<HashMap<&'static str, Vec<String>>> = LazyLock::new(|| {
    let rows = table::rows::<3>("numeral-neighbours.tsv", table::text!("numeral-neighbours.tsv"));
    let mut forms: HashMap<&str, Vec<String>> = HashMap::new();
    for [form, behind, _] in rows {
        for kind in behind.split('|') {
            // A blank at the border of a cell would be lost.
            forms.entry(kind).or_default().push(form.replace('_', " "));
        }
    }
    forms
});

/// The forms that stand behind what is called so in the table.
pub(super) fn of(kind: &str) -> &'static [String] {
    FORMS.get(kind).map_or(&[], Vec::as_slice)
}

/// Whether `rest` begins with one of them.
pub(super) fn follows(kind: &str, rest: &str) -> bool {
    of(kind).iter().any(|form| rest.starts_with(form.as_str()))
}
