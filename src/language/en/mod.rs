//! English.

use super::{Ability, Known};

pub(super) static KNOWN: Known = Known {
    tag: "en",
    name: "English",
    can: &[
        Ability::Sentences,
        Ability::Numbers,
        Ability::Dates,
        Ability::Times,
        Ability::Stems,
        Ability::Capitals,
    ],
};
