//! Korean writing: jamo, josa, romanisation, transliteration of foreign names, numerals.

pub mod numeral;
