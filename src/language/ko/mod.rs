//! Korean, of either spelling: Hanja by their readings, jamo, particles, numerals, romanisation of Korean names and
//! transliteration of foreign ones.

pub mod hanja;
pub mod jamo;
pub mod josa;
pub mod numeral;
pub mod romanise;
pub mod transliterate;

use super::{Ability, Known};

pub(super) static KNOWN: Known = Known {
    tag: "ko",
    name: "Korean",
    can: &[
        Ability::Sentences,
        Ability::Numbers,
        Ability::Dates,
        Ability::Times,
        Ability::Particles,
        Ability::Stems,
        Ability::ForeignNames,
    ],
};
