//! What stands before, in and behind Korean numbers, times and dates and tells what they are, from
//! `numeral-neighbours.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::table;

static FORMS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let rows = table::rows::<3>("numeral-neighbours.tsv", table::text!("numeral-neighbours.tsv"));
    let mut forms: HashMap<&str, Vec<&'static str>> = HashMap::new();
    for [form, tells, _] in rows {
        // A blank at the border of a cell would be lost.
        let form = if form.contains('_') { form.replace('_', " ").leak() } else { form };
        for kind in tells.split('|') {
            forms.entry(kind).or_default().push(form);
        }
    }
    forms
});

/// The forms that are called so in the table, in its order.
pub(super) fn of(kind: &str) -> &'static [&'static str] {
    FORMS.get(kind).map_or(&[], Vec::as_slice)
}

/// Whether a word is one of them.
pub(super) fn is(kind: &str, word: &str) -> bool {
    of(kind).contains(&word)
}

/// Whether `rest` begins with one of them.
pub(super) fn follows(kind: &str, rest: &str) -> bool {
    behind(kind, rest).is_some()
}

/// What is left of `rest` behind the one it begins with.
pub(super) fn behind<'t>(kind: &str, rest: &'t str) -> Option<&'t str> {
    of(kind).iter().find_map(|form| rest.strip_prefix(form))
}

/// Whether `text` ends with one of them.
pub(super) fn precedes(kind: &str, text: &str) -> bool {
    before(kind, text).is_some()
}

/// What is left of `text` before the one it ends with.
pub(super) fn before<'t>(kind: &str, text: &'t str) -> Option<&'t str> {
    of(kind).iter().find_map(|form| text.strip_suffix(form))
}

/// Whether a form followed by `rest` is the beginning of another word: 대 of 대통령, 넘어 of 넘어지다.
pub(super) fn is_cut(form: &str, rest: &str) -> bool {
    follows(&format!("word in {form}"), rest)
}

/// The forms as a pattern has them.
pub(super) fn alternatives(kind: &str) -> String {
    of(kind).join("|")
}
