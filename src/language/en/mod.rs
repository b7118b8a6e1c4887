//! English.

pub(crate) mod date;
pub(crate) mod form;
pub(crate) mod number;
pub(crate) mod sentence;
pub(crate) mod stem;
mod time;
pub(crate) mod word;

use super::{Known, NOTHING};

pub(super) static KNOWN: Known = Known {
    tag: "en",
    name: "English",
    sentences: Some(&sentence::READER),
    numbers: Some(number::find),
    qualifiers: Some(&number::approximate::READER),
    dates: Some(date::find),
    months: Some(|| &date::MONTHS),
    times: Some(time::find),
    forms: Some(|glue| Box::new(form::Index::new(glue))),
    named_times: Some(&date::NAMED),
    stems: Some(stem::lemmas),
    capitals: true,
    ..NOTHING
};
