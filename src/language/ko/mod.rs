//! Korean, of either spelling: numbers, dates and times, Hanja by their readings, jamo, particles, romanisation of Korean
//! names and transliteration of foreign ones.

pub(crate) mod date;
pub(crate) mod form;
pub mod hanja;
pub mod jamo;
pub mod josa;
mod neighbour;
pub(crate) mod number;
pub mod numeral;
pub mod romanise;
pub(crate) mod sentence;
pub(crate) mod stem;
mod time;
pub mod transliterate;
pub(crate) mod word;

use super::{Known, NOTHING};

pub(super) static KNOWN: Known = Known {
    tag: "ko",
    name: "Korean",
    read: Some(hanja::read),
    sentences: Some(&sentence::READER),
    numbers: Some(|written, taken| number::find(written, &hanja::read(written), taken)),
    qualifiers: Some(&number::approximate::READER),
    dates: Some(date::find),
    times: Some(time::find),
    forms: Some(|glue| Box::new(form::Index::new(glue))),
    named_times: Some(&date::NAMED),
    particles: Some(josa::stems),
    stems: Some(|word| stem::readings(word).into_iter().map(|reading| reading.stem).collect()),
    foreign_names: Some(transliterate::foreign_look),
    ..NOTHING
};
