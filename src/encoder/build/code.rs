//! Chooses the Huffman codes of the table and writes rows in them.
//!
//! Rows differ in how widely their values spread, so they are sorted into classes with a code each:
//! first by spread, then, a few times over, each row into the class in which it is shortest.

use crate::encoder::table::{CLASSES, LONGEST, SYMBOLS, canonical};

/// How often each symbol occurs.
type Histogram = [u32; SYMBOLS];
/// Further rounds shorten the table by less than a thousandth.
const ROUNDS: usize = 6;

/// A code for each class.
#[derive(Debug)]
pub(super) struct Codes {
    lengths: [[u8; SYMBOLS]; CLASSES],
    codes: [[u32; SYMBOLS]; CLASSES],
}

/// The codes that suit `rows` (symbols below 64) best.
pub(super) fn choose(rows: &[Vec<u8>]) -> Codes {
    let histograms: Vec<Histogram> = rows.iter().map(|row| histogram(row)).collect();
    let mut spreads: Vec<(u32, usize)> = histograms.iter().map(spread).zip(0..).collect();
    spreads.sort_unstable();
    let mut classes = vec![0; rows.len()];
    for (rank, &(_, row)) in spreads.iter().enumerate() {
        classes[row] = rank * CLASSES / rows.len();
    }
    let mut codes = Codes::of(&histograms, &classes);
    for _ in 0..ROUNDS {
        for (class, histogram) in classes.iter_mut().zip(&histograms) {
            *class = codes.cheapest(histogram);
        }
        codes = Codes::of(&histograms, &classes);
    }
    codes
}

impl Codes {
    fn of(histograms: &[Histogram], classes: &[usize]) -> Self {
        // Every symbol occurs at least once, so that every row has a code in every class.
        let mut counts = [[1u64; SYMBOLS]; CLASSES];
        for (histogram, &class) in histograms.iter().zip(classes) {
            for (count, &here) in counts[class].iter_mut().zip(histogram) {
                *count += u64::from(here);
            }
        }
        let lengths = counts.map(lengths);
        let codes = lengths.map(|lengths| {
            let mut codes = [0; SYMBOLS];
            for (symbol, code, _) in canonical(&lengths) {
                codes[usize::from(symbol)] = code;
            }
            codes
        });
        Self { lengths, codes }
    }

    fn cheapest(&self, histogram: &Histogram) -> usize {
        let bits = |class: &usize| -> u32 {
            self.lengths[*class].iter().zip(histogram).map(|(&l, n)| u32::from(l) * n).sum()
        };
        (0..CLASSES).min_by_key(bits).unwrap_or_default()
    }

    /// The class in which a row is shortest.
    pub(super) fn best(&self, row: &[u8]) -> usize {
        self.cheapest(&histogram(row))
    }

    /// Appends a row, most significant bit first, filled up to a whole byte.
    pub(super) fn write(&self, class: usize, row: &[u8], out: &mut Vec<u8>) {
        let mut held = 0u64;
        let mut count = 0u32;
        for &symbol in row {
            let symbol = usize::from(symbol);
            let length = u32::from(self.lengths[class][symbol]);
            held = held << length | u64::from(self.codes[class][symbol]);
            count += length;
            while count >= 8 {
                count -= 8;
                out.push((held >> count & 0xff) as u8);
            }
        }
        if count > 0 {
            out.push((held << (8 - count) & 0xff) as u8);
        }
    }

    /// The code lengths, class after class.
    pub(super) fn lengths(&self) -> Vec<u8> {
        self.lengths.concat()
    }
}

fn histogram(row: &[u8]) -> Histogram {
    let mut counts = [0; SYMBOLS];
    for &symbol in row {
        counts[usize::from(symbol) % SYMBOLS] += 1;
    }
    counts
}

/// Sum of squared distances from 0, symbols above the middle being negative.
fn spread(histogram: &Histogram) -> u32 {
    let distance = |symbol: u32| symbol.min(64 - symbol).pow(2);
    (0..).zip(histogram).map(|(symbol, count)| distance(symbol) * count).sum()
}

/// Huffman code lengths, none above [`LONGEST`]; `counts` are all positive.
fn lengths(mut counts: [u64; SYMBOLS]) -> [u8; SYMBOLS] {
    loop {
        let lengths = unlimited(&counts);
        if lengths.iter().all(|&length| u32::from(length) <= LONGEST) {
            return lengths;
        }
        // Flatter counts make a flatter tree.
        for count in &mut counts {
            *count = *count / 2 + 1;
        }
    }
}

fn unlimited(counts: &[u64; SYMBOLS]) -> [u8; SYMBOLS] {
    let mut lengths = [0; SYMBOLS];
    let mut trees: Vec<(u64, Vec<usize>)> =
        counts.iter().enumerate().map(|(symbol, &count)| (count, vec![symbol])).collect();
    while trees.len() > 1 {
        trees.sort_by_key(|tree| std::cmp::Reverse(tree.0));
        let (Some(a), Some(mut b)) = (trees.pop(), trees.pop()) else { break };
        b.0 += a.0;
        b.1.extend(a.1);
        for &symbol in &b.1 {
            lengths[symbol] += 1;
        }
        trees.push(b);
    }
    lengths
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::encoder::{
        DIMENSIONS,
        table::{self, Chunk, Table},
    };

    /// A row whose values lie within `spread` of 0, as symbols.
    fn row() -> impl Strategy<Value = Vec<u8>> {
        (0u8..32).prop_flat_map(|spread| {
            let symbol = (0..=spread, any::<bool>());
            let symbol =
                symbol.prop_map(|(s, negative)| if negative { s.wrapping_neg() & 63 } else { s });
            prop::collection::vec(symbol, DIMENSIONS)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn a_coded_row_decodes_to_itself(rows in prop::collection::vec(row(), 1..12)) {
            let codes = choose(&rows);
            let mut bytes = Vec::new();
            let mut offsets = vec![0; 4];
            for row in &rows {
                let class = codes.best(row);
                bytes.push(u8::try_from(class).unwrap());
                codes.write(class, row, &mut bytes);
                offsets.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
            }
            let lookup = table::Codes::new(&codes.lengths()).expect("the lengths form a code");
            // With this scale a symbol above 31 is a negative number, and values are whole.
            let chunk = Chunk { scale: 1.0, low: -32.0 };
            let table = Table::new(&offsets, &bytes);
            let mut out = [0.0; DIMENSIONS];
            for (index, row) in (0..).zip(&rows) {
                table.decode(index, &lookup, &[chunk], &mut out);
                let expected = row.iter().map(|&s| f32::from(s.wrapping_add(32) & 63) - 32.0);
                prop_assert!(out.iter().copied().eq(expected));
            }
        }
    }
}
