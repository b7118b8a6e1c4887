//! Spanish: the abbreviations of the tables.

use super::{Known, NOTHING};

pub(super) static KNOWN: Known = Known { tag: "es", name: "Spanish", capitals: true, ..NOTHING };
