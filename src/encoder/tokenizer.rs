//! Cuts text into the pieces of the vocabulary whose summed log-probability is highest.
//!
//! This is `SentencePiece`'s unigram segmentation and gives its ids: of equal sums the one that was
//! found first, from left to right, stays; where no piece of one character starts, the character
//! is unknown; a run of unknown characters is one [`UNKNOWN`].

use super::{double_array::DoubleArray, normalizer::Normalizer};

/// The row that stands for whatever has no piece.
pub(super) const UNKNOWN: u32 = 0;
/// The row in front of every text.
pub(super) const START: u32 = 1;
/// The row behind every text.
pub(super) const END: u32 = 2;

/// A tokenizer that reads its vocabulary where it lies in the model file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tokenizer<'m> {
    normalizer: Normalizer<'m>,
    pieces: DoubleArray<'m>,
    scores: &'m [u8],
    unknown_score: f32,
}

/// The best way to reach a place in the text.
#[derive(Clone, Copy)]
struct Arrival {
    score: f32,
    from: u32,
    row: u32,
}

/// A place that no way has reached yet.
const NOWHERE: Arrival = Arrival { score: f32::NEG_INFINITY, from: 0, row: UNKNOWN };

impl<'m> Tokenizer<'m> {
    /// `map` is the character map, `pieces` the trie from piece to row, `scores` one little-endian
    /// `f32` a row, natural logarithms; `unknown_score` is the cost of an unknown character.
    pub(super) fn new(map: &'m [u8], pieces: &'m [u8], scores: &'m [u8], unknown: f32) -> Self {
        Self {
            normalizer: Normalizer::new(map),
            pieces: DoubleArray::new(pieces),
            scores,
            unknown_score: unknown,
        }
    }

    /// Appends the rows of `text` to `rows`, without [`START`] and [`END`]; a text that is empty or
    /// blank is one [`UNKNOWN`]. Time is linear in the length of the text.
    pub(super) fn encode(self, text: &str, rows: &mut Vec<u32>) {
        let text = self.normalizer.normalize(text);
        if text.is_empty() {
            rows.push(UNKNOWN);
            return;
        }
        let arrivals = self.best(&text);
        let first = rows.len();
        let mut at = text.len();
        while at > 0 {
            let Arrival { from, row, .. } = arrivals[at];
            if !(row == UNKNOWN && rows.len() > first && rows.last() == Some(&UNKNOWN)) {
                rows.push(row);
            }
            at = from as usize;
        }
        rows[first..].reverse();
    }

    fn best(self, text: &str) -> Vec<Arrival> {
        let bytes = text.as_bytes();
        let mut arrivals = vec![NOWHERE; bytes.len() + 1];
        arrivals[0].score = 0.0;
        for (from, character) in text.char_indices() {
            let so_far = arrivals[from].score;
            let width = character.len_utf8();
            // A text of 4 GB does not fit in memory beside its arrivals.
            #[expect(clippy::cast_possible_truncation)]
            let origin = from as u32;
            let mut known = false;
            self.pieces.prefixes(&bytes[from..], |length, row| {
                known |= length == width;
                let score = so_far + self.score(row);
                if let Some(arrival) = arrivals.get_mut(from + length)
                    && score > arrival.score
                {
                    *arrival = Arrival { score, from: origin, row };
                }
            });
            if !known {
                let score = so_far + self.unknown_score;
                let arrival = &mut arrivals[from + width];
                if score > arrival.score {
                    *arrival = Arrival { score, from: origin, row: UNKNOWN };
                }
            }
        }
        arrivals
    }

    fn score(self, row: u32) -> f32 {
        let at = row as usize * 4;
        self.scores
            .get(at..at + 4)
            .and_then(|bytes| bytes.try_into().ok())
            .map_or(f32::NEG_INFINITY, f32::from_le_bytes)
    }
}
