//! Korean writing: Hanja by their readings, jamo, josa, numerals, romanisation of Korean names and transliteration of foreign ones.

pub mod hanja;
pub mod jamo;
pub mod josa;
pub mod numeral;
pub mod romanise;
pub mod transliterate;
