//! A trie over bytes in one array of 32-bit units, read where it lies in the model file.
//!
//! The layout is that of darts-clone, which `SentencePiece` models use for their character map, so
//! that one walker serves the map and our vocabulary. Nothing is unpacked: a unit is four bytes at
//! any address.

/// A double array over little-endian units; a key holds no zero byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct DoubleArray<'m> {
    units: &'m [u8],
}

/// Low eight bits and the sign bit: a unit that does not carry the byte asked for differs here.
const LABEL: u32 = 0x8000_00ff;

impl<'m> DoubleArray<'m> {
    /// `units` holds four bytes a unit; a rest that is no whole unit is never read.
    pub(super) fn new(units: &'m [u8]) -> Self {
        Self { units }
    }

    fn unit(self, index: usize) -> Option<u32> {
        let bytes = self.units.get(index * 4..index * 4 + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// Calls `found(length, value)` for every key that `text` starts with, shortest first.
    pub(super) fn prefixes(self, text: &[u8], mut found: impl FnMut(usize, u32)) {
        let Some(root) = self.unit(0) else { return };
        let mut place = offset(root);
        for (at, &byte) in text.iter().enumerate() {
            place ^= usize::from(byte);
            let Some(unit) = self.unit(place) else { return };
            if unit & LABEL != u32::from(byte) {
                return;
            }
            place ^= offset(unit);
            if unit & 0x100 != 0
                && let Some(leaf) = self.unit(place)
            {
                found(at + 1, leaf & 0x7fff_ffff);
            }
        }
    }

    /// The longest key that `text` starts with, as its length and value.
    pub(super) fn longest(self, text: &[u8]) -> Option<(usize, u32)> {
        let mut longest = None;
        self.prefixes(text, |length, value| longest = Some((length, value)));
        longest
    }
}

/// Distance, by exclusive or, from a unit to its children.
fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}
