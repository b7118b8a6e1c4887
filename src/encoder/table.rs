//! The embedding table: one row of 512 six-bit values a piece, each row a few bits a value.
//!
//! A row is entropy-coded by itself, so the table stays coded in memory and a row is decoded when
//! its piece occurs (about a microsecond). Values are given relative to the row's zero; each row
//! names one of [`CLASSES`] canonical Huffman codes, by how widely its values spread, and one of
//! the scales of the original table, which was quantised in chunks.

use super::{DIMENSIONS, kernels};

/// How many codes there are.
pub(super) const CLASSES: usize = 8;
/// How many values a six-bit number has.
pub(super) const SYMBOLS: usize = 64;
/// No code is longer than this many bits.
pub(super) const LONGEST: u32 = 12;

/// The table, read where it lies in the model file.
#[derive(Debug)]
pub(super) struct Table<'m> {
    /// One `u32` a row and one more: where its bytes start in `bytes`.
    offsets: &'m [u8],
    /// For each row: `chunk * CLASSES + class`, then the code, most significant bit first.
    bytes: &'m [u8],
}

/// What the decoder looks up: for each class and each 12 bits, the symbol and its length in bits.
#[derive(Debug)]
pub(super) struct Codes(Vec<(u8, u8)>);

/// Scale and offset of one chunk of the original table: `value = quantum * scale + low`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk {
    pub(super) scale: f32,
    pub(super) low: f32,
}

impl Chunk {
    /// The quantum that stands for a value nearest to 0; symbols count from it, modulo 64.
    pub(super) fn zero(self) -> u8 {
        let zero = (-self.low / self.scale).round().clamp(0.0, 63.0);
        // In range by the clamp; a scale of nonsense gives 0.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let zero = zero as u8;
        zero
    }
}

impl Codes {
    /// Builds the lookup from the code lengths, [`SYMBOLS`] a class; `None` if they form no code.
    pub(super) fn new(lengths: &[u8]) -> Option<Self> {
        let mut entries = vec![(0, 0); CLASSES << LONGEST];
        for (class, lengths) in lengths.chunks_exact(SYMBOLS).enumerate().take(CLASSES) {
            let entries = &mut entries[class << LONGEST..][..1 << LONGEST];
            for (symbol, code, length) in canonical(lengths) {
                let shift = LONGEST.checked_sub(u32::from(length))?;
                let first = (code as usize) << shift;
                entries.get_mut(first..first + (1 << shift))?.fill((symbol, length));
            }
        }
        (lengths.len() == CLASSES * SYMBOLS).then_some(Self(entries))
    }
}

/// The canonical code of the given lengths: symbol, code, length; shorter codes first, among equals
/// smaller symbols first. A length of 0 means that the symbol does not occur.
pub(super) fn canonical(lengths: &[u8]) -> Vec<(u8, u32, u8)> {
    let mut symbols: Vec<(u8, u8)> =
        (0..=u8::MAX).zip(lengths).filter(|(_, l)| **l > 0).map(|(s, l)| (*l, s)).collect();
    symbols.sort_unstable();
    let mut code = 0;
    let mut previous = symbols.first().map_or(0, |&(length, _)| length);
    let mut codes = Vec::with_capacity(symbols.len());
    for (length, symbol) in symbols {
        code <<= length - previous;
        codes.push((symbol, code, length));
        code += 1;
        previous = length;
    }
    codes
}

impl<'m> Table<'m> {
    pub(super) fn new(offsets: &'m [u8], bytes: &'m [u8]) -> Self {
        Self { offsets, bytes }
    }

    /// Writes the vector of a piece to `out`; a row that is missing or damaged is all zero, which
    /// the checksum of the file keeps from happening unseen.
    pub(super) fn decode(&self, row: u32, codes: &Codes, chunks: &[Chunk], out: &mut [f32]) {
        out.fill(0.0);
        let Some((&kind, code)) = self.row(row as usize).and_then(<[u8]>::split_first) else {
            return;
        };
        let Some(&chunk) = chunks.get(usize::from(kind) / CLASSES) else { return };
        let class = usize::from(kind) % CLASSES;
        let entries = &codes.0[class << LONGEST..][..1 << LONGEST];
        let zero = chunk.zero();
        let mut quanta = [0; DIMENSIONS];
        let mut bits = Bits { bytes: code, held: 0, count: 0 };
        for group in quanta.chunks_exact_mut(4) {
            // Four codes take at most 48 bits.
            bits.refill();
            for quantum in group {
                let (symbol, length) = entries[bits.peek()];
                bits.skip(length);
                *quantum = symbol.wrapping_add(zero) & 63;
            }
        }
        kernels::dequantize(out, &quanta, chunk.scale, chunk.low);
    }

    fn row(&self, row: usize) -> Option<&'m [u8]> {
        let at = |index: usize| {
            let bytes = self.offsets.get(index * 4..index * 4 + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
        };
        self.bytes.get(at(row)?..at(row + 1)?)
    }
}

/// Bits of a byte string, most significant first, followed by endless zeros.
struct Bits<'a> {
    bytes: &'a [u8],
    held: u64,
    count: u32,
}

impl Bits<'_> {
    /// Holds at least 56 bits afterwards.
    fn refill(&mut self) {
        if let Some(next) = self.bytes.first_chunk::<8>() {
            // All of the eight bytes that fit; the bits beyond `count` are the same when they come
            // round again, so it does no harm that they are already there.
            self.held |= u64::from_be_bytes(*next) >> self.count;
            let taken = (63 - self.count) / 8;
            self.bytes = &self.bytes[taken as usize..];
            self.count += taken * 8;
            return;
        }
        while self.count <= 56 {
            let byte = match self.bytes.split_first() {
                Some((&byte, rest)) => {
                    self.bytes = rest;
                    byte
                }
                None => 0,
            };
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    fn peek(&self) -> usize {
        (self.held >> (64 - LONGEST)) as usize
    }

    fn skip(&mut self, length: u8) {
        self.held <<= length;
        self.count = self.count.saturating_sub(u32::from(length));
    }
}
