//! The vectors of Hangul syllables that the vocabulary lacks, learned for daejo.
//!
//! The vocabulary knows 721 of the 11,172 syllables; every other is unknown, and unknown ones next
//! to each other are one. `scripts/encoder_syllables.py` learned a row for each that occurs often
//! enough in the permissively licensed part of the pool.

use std::io::Cursor;

use zip::ZipArchive;

use super::{npy, source::member};
use crate::encoder::{DIMENSIONS, table::Chunk};

const LEARNED: &[u8] = include_bytes!("../../../corpora/encoder/syllables.npz");

/// Rows of the table for pieces of one syllable.
pub(super) struct Syllables {
    pub(super) pieces: Vec<String>,
    /// [`DIMENSIONS`] quanta a piece.
    pub(super) quanta: Vec<u8>,
    pub(super) chunk: Chunk,
}

/// The learned syllables; `None` if the file in the repository is damaged.
pub(super) fn learned() -> Option<Syllables> {
    let mut archive = ZipArchive::new(Cursor::new(LEARNED)).ok()?;
    let mut values = |name: &str, kind: &str| {
        let bytes = member(&mut archive, name)?;
        npy::read(&bytes).filter(|array| array.kind == kind).map(|array| array.values.to_vec())
    };
    let numbers = values("syllables.npy", "<u4")?;
    let pieces = numbers
        .as_chunks()
        .0
        .iter()
        .map(|number| char::from_u32(u32::from_le_bytes(*number)).map(String::from))
        .collect::<Option<Vec<_>>>()?;
    let quanta = values("rows.npy", "|u1")?;
    let mut float = |name| {
        let bytes = values(name, "<f4")?.as_slice().try_into().ok()?;
        Some(f32::from_le_bytes(bytes))
    };
    let chunk = Chunk { scale: float("scale.npy")?, low: float("low.npy")? };
    (quanta.len() == pieces.len() * DIMENSIONS).then_some(Syllables { pieces, quanta, chunk })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_one_hangul_syllable() {
        let syllables = learned().expect("the file in the repository");
        assert!(!syllables.pieces.is_empty());
        for piece in &syllables.pieces {
            assert!(matches!(piece.chars().collect::<Vec<_>>()[..], ['가'..='힣']), "{piece}");
        }
        assert!(syllables.quanta.iter().all(|&quantum| quantum < 64), "six bits");
    }
}
