//! Reads the vocabulary out of a `SentencePiece` model, which is a protocol buffer.

/// The pieces and the character map.
#[derive(Debug)]
pub(super) struct Vocabulary {
    pub(super) pieces: Vec<Piece>,
    /// The precompiled character map of the normaliser.
    pub(super) characters: Vec<u8>,
}

/// One piece of the vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// Logarithm of its probability.
    pub(super) score: f32,
    kind: u64,
}

/// A piece that text is cut into.
const NORMAL: u64 = 1;
/// A piece that is never cut.
const USER_DEFINED: u64 = 4;
/// How much less likely an unknown character is than the rarest piece.
const UNKNOWN_PENALTY: f32 = 10.0;

impl Vocabulary {
    /// Field 1 of the model is the pieces (text, score, kind), field 2 of its field 3 the map.
    pub(super) fn read(model: &[u8]) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut characters = Vec::new();
        for field in fields(model)? {
            match field {
                (1, Value::Bytes(bytes)) => pieces.push(piece(bytes)?),
                (3, Value::Bytes(normalizer)) => {
                    for field in fields(normalizer)? {
                        if let (2, Value::Bytes(map)) = field {
                            characters = map.to_vec();
                        }
                    }
                }
                _ => {}
            }
        }
        let best = pieces.iter().filter(|p| p.kind == NORMAL).map(|p| p.score);
        let best = best.fold(f32::NEG_INFINITY, f32::max);
        for piece in pieces.iter_mut().filter(|piece| piece.kind == USER_DEFINED) {
            // As SentencePiece does it, so that such a piece always wins.
            piece.score = piece.text.len() as f32 * best - 0.1;
        }
        (!pieces.is_empty() && !characters.is_empty()).then_some(Self { pieces, characters })
    }

    /// The pieces that occur in text, of those kept, with their place among those kept.
    pub(super) fn matchable(&self, kept: &[usize]) -> Vec<(&[u8], u32)> {
        (0..)
            .zip(kept)
            .map(|(row, &id)| (row, &self.pieces[id]))
            .filter(|(_, piece)| matches!(piece.kind, NORMAL | USER_DEFINED))
            .map(|(row, piece)| (piece.text.as_bytes(), row))
            .collect()
    }

    /// The score of the rarest piece.
    pub(super) fn lowest_score(&self) -> f32 {
        let scores = self.pieces.iter().filter(|piece| piece.kind == NORMAL).map(|p| p.score);
        scores.fold(0.0, f32::min)
    }

    /// The score of a character that has no piece.
    pub(super) fn unknown_score(&self) -> f32 {
        self.lowest_score() - UNKNOWN_PENALTY
    }
}

fn piece(bytes: &[u8]) -> Option<Piece> {
    let mut piece = Piece { text: String::new(), score: 0.0, kind: NORMAL };
    for field in fields(bytes)? {
        match field {
            (1, Value::Bytes(text)) => std::str::from_utf8(text).ok()?.clone_into(&mut piece.text),
            (2, Value::Four(score)) => piece.score = f32::from_le_bytes(score),
            (3, Value::Number(kind)) => piece.kind = kind,
            _ => {}
        }
    }
    Some(piece)
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Value<'a> {
    Number(u64),
    Four([u8; 4]),
    Eight,
    Bytes(&'a [u8]),
}

/// The fields of a message with their numbers; `None` if it is damaged.
fn fields(mut bytes: &[u8]) -> Option<Vec<(u64, Value<'_>)>> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let tag = varint(&mut bytes)?;
        let value = match tag & 7 {
            0 => Value::Number(varint(&mut bytes)?),
            1 => {
                bytes = bytes.get(8..)?;
                Value::Eight
            }
            2 => {
                let length = usize::try_from(varint(&mut bytes)?).ok()?;
                let (value, rest) = bytes.split_at_checked(length)?;
                bytes = rest;
                Value::Bytes(value)
            }
            5 => {
                let (value, rest) = bytes.split_first_chunk()?;
                bytes = rest;
                Value::Four(*value)
            }
            _ => return None,
        };
        fields.push((tag >> 3, value));
    }
    Some(fields)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_field_by_field() {
        let message = [0x08, 0x96, 0x01, 0x12, 0x02, b'h', b'i', 0x1d, 0, 0, 0x80, 0x3f];
        let expected = vec![
            (1, Value::Number(150)),
            (2, Value::Bytes(b"hi")),
            (3, Value::Four(1f32.to_le_bytes())),
        ];
        assert_eq!(fields(&message), Some(expected));
        for end in [1, 2, 4, 6, 9] {
            assert_eq!(fields(&message[..end]), None, "cut at {end}");
        }
    }
}
