//! The model file: named parts behind a header, used where they lie.
//!
//! ```text
//! 8 bytes   DAEJOENC
//! u32       version of the format, 1
//! u32       CRC-32 of everything behind it
//! u32       number of parts
//! 12 bytes  a part: name of four letters, u32 offset from the start of the file, u32 length
//! …         the parts
//! ```
//!
//! All numbers are little-endian; no part needs an alignment. Opening one reads the header, checks
//! the sum and unfolds the dense matrices (3.4 million bytes); the table and the vocabulary stay as
//! they are.

use std::{borrow::Cow, ops::Range};

use super::ModelFault;

/// The first bytes of every model file.
pub(super) const MAGIC: &[u8; 8] = b"DAEJOENC";
/// The version of the format that this build writes and reads.
pub(super) const VERSION: u32 = 1;
/// Magic, version and checksum.
const SUMMED_FROM: usize = 16;

/// The parts of a model file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    /// Language tags between spaces.
    Languages,
    /// The licence of the weights, whole.
    Licence,
    /// Where the weights come from, and what was changed.
    About,
    /// The normaliser's character map.
    Characters,
    /// The trie from piece to row.
    Pieces,
    /// One `f32` a row: the logarithm of the piece's probability.
    Scores,
    /// `f32` score of an unknown character, `f32` epsilon of the norms.
    Constants,
    /// Code lengths of the table, a byte each.
    Codes,
    /// Scale and low, `f32` each, of each chunk of the table.
    Chunks,
    /// `u32` a row and one more: where the row starts in `Rows`.
    Offsets,
    /// The coded rows.
    Rows,
    /// The dense matrices in the order of [`MATRICES`](super::weights::MATRICES): `f32`
    /// scale, then a signed byte a value.
    Matrices,
    /// The biases and gains in the order of [`VECTORS`](super::weights::VECTORS), `f32`.
    Vectors,
    /// A bit for each piece of the original vocabulary, least significant first: whether it is kept.
    Kept,
}

impl Part {
    /// Every part, in the order in which they are written.
    pub(super) const ALL: [Self; 14] = [
        Self::Languages,
        Self::Licence,
        Self::About,
        Self::Constants,
        Self::Chunks,
        Self::Codes,
        Self::Vectors,
        Self::Kept,
        Self::Characters,
        Self::Pieces,
        Self::Scores,
        Self::Matrices,
        Self::Offsets,
        Self::Rows,
    ];

    /// The name in the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Languages => "LANG",
            Self::Licence => "LICE",
            Self::About => "ABOU",
            Self::Characters => "CHAR",
            Self::Pieces => "PIEC",
            Self::Scores => "SCOR",
            Self::Constants => "CONS",
            Self::Codes => "CODE",
            Self::Chunks => "CHUN",
            Self::Offsets => "OFFS",
            Self::Rows => "ROWS",
            Self::Matrices => "MATR",
            Self::Vectors => "VECT",
            Self::Kept => "KEPT",
        }
    }
}

/// A model file in memory.
#[derive(Debug, Clone)]
pub(super) struct Model {
    bytes: Cow<'static, [u8]>,
    parts: [Range<usize>; Part::ALL.len()],
}

impl Model {
    /// Reads the header; `verify` says whether to check the sum, which a file embedded in the
    /// program does not need.
    ///
    /// # Errors
    ///
    /// A [`ModelFault`] that says what is wrong.
    pub(super) fn new(bytes: Cow<'static, [u8]>, verify: bool) -> Result<Self, ModelFault> {
        if bytes.get(..MAGIC.len()) != Some(MAGIC.as_slice()) {
            // A model that ends inside its magic is still recognised as the beginning of one.
            let short = bytes.len() < MAGIC.len() && !bytes.is_empty() && MAGIC.starts_with(&bytes);
            return Err(if short {
                ModelFault::Truncated { expected: SUMMED_FROM, found: bytes.len() }
            } else {
                ModelFault::NotAModel
            });
        }
        let number = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            four.map(u32::from_le_bytes)
                .ok_or(ModelFault::Truncated { expected: at + 4, found: bytes.len() })
        };
        let version = number(8)?;
        if version != VERSION {
            return Err(ModelFault::Version { found: version, supported: VERSION });
        }
        let mut parts = [const { 0..0 }; Part::ALL.len()];
        let mut seen = [false; Part::ALL.len()];
        for entry in 0..number(16)? as usize {
            let at = 20 + entry * 12;
            let (start, length) = (number(at + 4)? as usize, number(at + 8)? as usize);
            let end = start.checked_add(length).ok_or(ModelFault::Damaged)?;
            if end > bytes.len() {
                return Err(ModelFault::Truncated { expected: end, found: bytes.len() });
            }
            // A part that this build does not know is for a later one.
            if let Some(index) =
                Part::ALL.iter().position(|part| part.name().as_bytes() == &bytes[at..at + 4])
            {
                parts[index] = start..end;
                seen[index] = true;
            }
        }
        if let Some(missing) = seen.iter().position(|seen| !seen) {
            return Err(ModelFault::MissingPart { name: Part::ALL[missing].name() });
        }
        if verify && crc32fast::hash(&bytes[SUMMED_FROM..]) != number(12)? {
            return Err(ModelFault::Damaged);
        }
        Ok(Self { bytes, parts })
    }

    /// The bytes of a part.
    pub(super) fn part(&self, part: Part) -> &[u8] {
        let index = Part::ALL.iter().position(|&p| p == part).unwrap_or_default();
        &self.bytes[self.parts[index].clone()]
    }

    /// A part that is text.
    pub(super) fn text(&self, part: Part) -> &str {
        std::str::from_utf8(self.part(part)).unwrap_or_default()
    }

    /// A part that is `f32` values.
    pub(super) fn floats(&self, part: Part) -> Vec<f32> {
        let (values, _) = self.part(part).as_chunks();
        values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
    }

    /// The checksum that the file tells.
    pub(super) fn checksum(&self) -> u32 {
        let four = self.bytes.get(12..16).and_then(|bytes| bytes.try_into().ok());
        four.map(u32::from_le_bytes).unwrap_or_default()
    }

    /// Length of the whole file in bytes.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }
}

/// Puts a file together from its parts, in the order of [`Part::ALL`]; `content` gives each.
///
/// # Errors
///
/// [`ModelFault::TooLarge`] beyond 4 GB.
pub(super) fn assemble(content: impl Fn(Part) -> Vec<u8>) -> Result<Vec<u8>, ModelFault> {
    let small = |number: usize| u32::try_from(number).map_err(|_| ModelFault::TooLarge);
    let contents: Vec<(Part, Vec<u8>)> = Part::ALL.map(|part| (part, content(part))).into();
    let mut start = 20 + contents.len() * 12;
    let mut summed = Vec::new();
    summed.extend(small(contents.len())?.to_le_bytes());
    for (part, bytes) in &contents {
        summed.extend(part.name().bytes());
        summed.extend(small(start)?.to_le_bytes());
        summed.extend(small(bytes.len())?.to_le_bytes());
        start += bytes.len();
    }
    for (_, bytes) in contents {
        summed.extend(bytes);
    }
    let mut file = Vec::with_capacity(summed.len() + SUMMED_FROM);
    file.extend(MAGIC);
    file.extend(VERSION.to_le_bytes());
    file.extend(crc32fast::hash(&summed).to_le_bytes());
    file.extend(summed);
    Ok(file)
}
