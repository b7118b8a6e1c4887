//! English.

pub(crate) mod date;
pub(crate) mod number;
mod time;

use super::{Known, NOTHING};

pub(super) static KNOWN: Known = Known {
    tag: "en",
    name: "English",
    sentences: true,
    numbers: Some(number::find),
    qualifiers: Some(&number::approximate::READER),
    dates: Some(date::find),
    months: Some(|| &date::MONTHS),
    times: Some(time::find),
    named_times: Some(&date::NAMED),
    stems: true,
    capitals: true,
    ..NOTHING
};
