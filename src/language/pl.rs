//! Polish: its months, and the abbreviations of the tables.

use std::sync::LazyLock;

use super::{
    Known, NOTHING,
    any::date::{self, month::Patterns},
};

static MONTHS: LazyLock<Patterns> = LazyLock::new(|| Patterns::of("pl"));

pub(super) static KNOWN: Known = Known {
    tag: "pl",
    name: "Polish",
    dates: Some(|finder| date::find(finder, Some(&MONTHS))),
    months: Some(|| &MONTHS),
    capitals: true,
    ..NOTHING
};
