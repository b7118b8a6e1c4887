//! Czech: the abbreviations of the tables.

use super::{Known, NOTHING};

pub(super) static KNOWN: Known = Known { tag: "cs", name: "Czech", capitals: true, ..NOTHING };
