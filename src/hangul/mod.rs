//! Korean writing: jamo, josa, romanisation of Korean names and transliteration of foreign ones.

pub mod jamo;
pub mod josa;
pub mod romanise;
pub mod transliterate;
