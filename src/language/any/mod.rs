//! What serves any language: how numbers, dates and times are written in figures, and what reading them in words has in
//! common.

pub(crate) mod date;
pub(crate) mod form;
pub(crate) mod number;
pub(crate) mod sentence;
mod taken;
pub(crate) mod time;
pub(crate) mod word;
