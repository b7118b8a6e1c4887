//! Japanese: the quotatives of the tables.

use super::{Known, NOTHING};

pub(super) static KNOWN: Known = Known { tag: "ja", name: "Japanese", ..NOTHING };
