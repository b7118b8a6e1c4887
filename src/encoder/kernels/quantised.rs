//! A convolution in whole numbers: weights of eight bits, which they are anyway, times activations
//! rounded to eight bits with a scale for each row.
//!
//! Whole numbers have no rounding to reorder, and the few floating-point steps stand in one order, so
//! every instruction set gives the same bits.

/// Columns of a block: four registers of sixteen 32-bit sums.
const BLOCK: usize = 64;
/// Rows worked on at once, so that each weight that is loaded serves all of them.
const TILE: usize = 4;
/// Products that one instruction adds up.
const QUAD: usize = 4;
/// What is added to an activation to make it unsigned, as the instruction wants it.
const ZERO: u8 = 128;
/// The largest activation, rounded.
const LARGEST: f32 = 127.0;

/// The weights of a convolution whose input rows are as wide as its output rows.
#[derive(Debug)]
pub(in crate::encoder) struct Taps {
    width: usize,
    count: usize,
    scale: f32,
    /// By tap, block of columns, four inputs, column of the block, input: see [`Taps::new`].
    weights: Vec<i8>,
    /// By tap and column: what [`ZERO`] adds to a sum, to be taken off again.
    excess: Vec<i32>,
}

/// Rows rounded to eight bits.
#[derive(Debug, Default)]
pub(in crate::encoder) struct Rounded {
    /// `ZERO` for nothing.
    values: Vec<u8>,
    /// What a step of each row is worth.
    steps: Vec<f32>,
}

/// The sums of a tile in a block.
type Sums = [[i32; BLOCK]; TILE];

impl Taps {
    /// `values` are `taps * width` rows of `width` weights, the taps one above the other; each stands
    /// for its product with `scale`.
    ///
    /// # Panics
    ///
    /// If the shape does not fit, or `width` is no multiple of 64.
    pub(in crate::encoder) fn new(values: &[i8], width: usize, taps: usize, scale: f32) -> Self {
        assert!(width > 0 && width.is_multiple_of(BLOCK), "columns come in blocks");
        assert_eq!(values.len(), taps * width * width, "weights of another shape");
        let mut weights = Vec::with_capacity(values.len());
        let mut excess = Vec::with_capacity(taps * width);
        for tap in values.chunks_exact(width * width) {
            for block in (0..width).step_by(BLOCK) {
                for quad in tap.chunks_exact(QUAD * width) {
                    for column in block..block + BLOCK {
                        weights.extend((0..QUAD).map(|input| quad[input * width + column]));
                    }
                }
            }
            excess.extend((0..width).map(|column| {
                let sum: i32 = tap.chunks_exact(width).map(|row| i32::from(row[column])).sum();
                sum * i32::from(ZERO)
            }));
        }
        Self { width, count: taps, scale, weights, excess }
    }

    /// `out` gets, for each of its rows `i`, the sum over taps `t` of row `i + t` of `rows` times the
    /// weights of the tap.
    ///
    /// # Panics
    ///
    /// If `rows` has less than `taps - 1` rows more than `out`, or is of another width.
    pub(in crate::encoder) fn convolve(&self, rows: &Rounded, out: &mut [f32]) {
        self.convolve_by(Kernel::best(), rows, out);
    }

    fn convolve_by(&self, kernel: Kernel, rows: &Rounded, out: &mut [f32]) {
        let width = self.width;
        let rows_out = out.len() / width;
        assert_eq!(rows.values.len(), rows.steps.len() * width, "rows of another width");
        assert!(rows.steps.len() + 1 >= rows_out + self.count, "too few rows");
        out.fill(0.0);
        let blocks = width / BLOCK;
        let weights = self.weights.chunks_exact(width * BLOCK).enumerate();
        for (index, weights) in weights {
            let (tap, column) = (index / blocks, index % blocks * BLOCK);
            let excess = &self.excess[tap * width + column..][..BLOCK];
            for first in (0..rows_out).step_by(TILE) {
                // The last tile works on its last row again and again where there are no more.
                let row = |offset: usize| (first + offset).min(rows_out - 1);
                let seen: [&[u8]; TILE] =
                    std::array::from_fn(|o| &rows.values[(row(o) + tap) * width..][..width]);
                let mut sums = [[0; BLOCK]; TILE];
                kernel.multiply(weights, seen, &mut sums);
                for (offset, sums) in sums.iter().enumerate().take(rows_out - first) {
                    let step = rows.steps[first + offset + tap] * self.scale;
                    let out = &mut out[(first + offset) * width + column..][..BLOCK];
                    for ((out, sum), excess) in out.iter_mut().zip(sums).zip(excess) {
                        *out += (sum - excess) as f32 * step;
                    }
                }
            }
        }
    }
}

impl Rounded {
    /// Rounds `rows`, each of them `width` values, in place of what was here.
    pub(in crate::encoder) fn set(&mut self, rows: &[f32], width: usize) {
        self.values.resize(rows.len(), ZERO);
        self.steps.clear();
        let rounded = self.values.chunks_exact_mut(width);
        for (row, rounded) in rows.chunks_exact(width).zip(rounded) {
            let mut step = 0.0;
            round(row, rounded, &mut step);
            self.steps.push(step);
        }
    }
}

#[inline(always)]
fn round_body(row: &[f32], rounded: &mut [u8], step: &mut f32) {
    let mut lanes = [0.0f32; super::LANES];
    for chunk in row.chunks(super::LANES) {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = lane.max(value.abs());
        }
    }
    let largest = lanes.iter().copied().fold(0.0, f32::max);
    let scale = if largest > 0.0 { LARGEST / largest } else { 0.0 };
    for (rounded, value) in rounded.iter_mut().zip(row) {
        // Positive, so cutting off after adding a half rounds to the nearest.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = (value * scale + (f32::from(ZERO) + 0.5)) as i32 as u8;
        *rounded = whole;
    }
    *step = largest / LARGEST;
}

dispatch! {
    /// `rounded` is `row / step`, rounded and shifted by [`ZERO`]; the largest value of the row decides
    /// on `step`.
    round(row: &[f32], rounded: &mut [u8], step: &mut f32) = round_body
}

/// Ways to multiply a tile, all with the same result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kernel {
    /// 512-bit dot products of bytes.
    #[cfg(target_arch = "x86_64")]
    Vnni,
    /// 256-bit dot products of 16-bit numbers.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Plain loops.
    Portable,
}

impl Kernel {
    /// All that this processor can run, the fastest first.
    fn available() -> impl Iterator<Item = Self> {
        #[cfg(target_arch = "x86_64")]
        let special = [
            (
                Self::Vnni,
                is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni"),
            ),
            (Self::Avx2, is_x86_feature_detected!("avx2")),
        ];
        #[cfg(not(target_arch = "x86_64"))]
        let special: [(Self, bool); 0] = [];
        let special = special.into_iter().filter_map(|(kernel, there)| there.then_some(kernel));
        special.chain([Self::Portable])
    }

    fn best() -> Self {
        Self::available().next().unwrap_or(Self::Portable)
    }

    /// Adds to `sums` the products of each row with the columns of a block.
    fn multiply(self, weights: &[i8], rows: [&[u8]; TILE], sums: &mut Sums) {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `available` names this kernel only if the processor has its features.
            Self::Vnni => unsafe { x86::vnni(weights, rows, sums) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: the same.
            Self::Avx2 => unsafe { x86::avx2(weights, rows, sums) },
            Self::Portable => portable(weights, rows, sums),
        }
    }
}

fn portable(weights: &[i8], rows: [&[u8]; TILE], sums: &mut Sums) {
    let (blocks, _) = weights.as_chunks::<{ BLOCK * QUAD }>();
    for (row, sums) in rows.into_iter().zip(sums) {
        let (quads, _) = row.as_chunks::<QUAD>();
        for (weights, quad) in blocks.iter().zip(quads) {
            let (weights, _) = weights.as_chunks::<QUAD>();
            for (sum, weights) in sums.iter_mut().zip(weights) {
                for (weight, &value) in weights.iter().zip(quad) {
                    *sum += i32::from(*weight) * i32::from(value);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{
        _mm_loadu_si128, _mm_set1_epi32, _mm256_add_epi32, _mm256_cvtepi8_epi16,
        _mm256_cvtepu8_epi16, _mm256_madd_epi16, _mm256_setzero_si256, _mm256_storeu_si256,
        _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512,
        _mm512_storeu_si512,
    };

    use super::{BLOCK, QUAD, Sums, TILE};

    /// Columns of a 512-bit register.
    const WIDE: usize = 16;

    #[target_feature(enable = "avx512f,avx512vnni")]
    pub(super) fn vnni(weights: &[i8], rows: [&[u8]; TILE], sums: &mut Sums) {
        let (weights, _) = weights.as_chunks::<{ BLOCK * QUAD }>();
        let rows = rows.map(|row| row.as_chunks::<QUAD>().0);
        let steps = rows.iter().map(|row| row.len()).fold(weights.len(), usize::min);
        let (weights, rows) = (&weights[..steps], rows.map(|row| &row[..steps]));
        let mut totals = [[_mm512_setzero_si512(); BLOCK / WIDE]; TILE];
        // Counted loops without closures and iterators: only then do the sums stay in registers however the
        // crate is cut for the compiler, and that is worth a factor of ten.
        let mut step = 0;
        while step < steps {
            let mut registers = [_mm512_setzero_si512(); BLOCK / WIDE];
            let mut index = 0;
            while index < BLOCK / WIDE {
                let bytes: &[i8; BLOCK * QUAD] = &weights[step];
                // SAFETY: `bytes` is an array of four times the 64 bytes that are read; the instruction asks
                // for no alignment.
                registers[index] =
                    unsafe { _mm512_loadu_si512(bytes.as_ptr().add(index * WIDE * QUAD).cast()) };
                index += 1;
            }
            let mut row = 0;
            while row < TILE {
                let four = _mm512_set1_epi32(i32::from_le_bytes(rows[row][step]));
                let mut index = 0;
                while index < BLOCK / WIDE {
                    totals[row][index] =
                        _mm512_dpbusd_epi32(totals[row][index], four, registers[index]);
                    index += 1;
                }
                row += 1;
            }
            step += 1;
        }
        for (sums, totals) in sums.iter_mut().zip(totals) {
            let (parts, _) = sums.as_chunks_mut::<WIDE>();
            for (part, total) in parts.iter_mut().zip(totals) {
                let mut values = [0i32; WIDE];
                // SAFETY: `values` has the 64 bytes that are written.
                unsafe { _mm512_storeu_si512(values.as_mut_ptr().cast(), total) };
                for (sum, value) in part.iter_mut().zip(values) {
                    *sum += value;
                }
            }
        }
    }

    /// Columns of which a 256-bit register holds two half sums each.
    const FOUR: usize = 4;

    #[target_feature(enable = "avx2")]
    pub(super) fn avx2(weights: &[i8], rows: [&[u8]; TILE], sums: &mut Sums) {
        let (weights, _) = weights.as_chunks::<{ BLOCK * QUAD }>();
        let rows = rows.map(|row| row.as_chunks::<QUAD>().0);
        let steps = rows.iter().map(|row| row.len()).fold(weights.len(), usize::min);
        let (weights, rows) = (&weights[..steps], rows.map(|row| &row[..steps]));
        let mut part = 0;
        while part < BLOCK / FOUR / 2 {
            let mut totals = [[_mm256_setzero_si256(); 2]; TILE];
            // Counted loops, as above.
            let mut step = 0;
            while step < steps {
                let bytes: &[i8; BLOCK * QUAD] = &weights[step];
                let mut registers = [_mm256_setzero_si256(); 2];
                let mut index = 0;
                while index < 2 {
                    let at = (2 * part + index) * FOUR * QUAD;
                    // SAFETY: `at` is at most 16 bytes before the end of `bytes`, as `part` and `index` are bounded.
                    let own = unsafe { _mm_loadu_si128(bytes.as_ptr().add(at).cast()) };
                    registers[index] = _mm256_cvtepi8_epi16(own);
                    index += 1;
                }
                let mut row = 0;
                while row < TILE {
                    let four = _mm_set1_epi32(i32::from_le_bytes(rows[row][step]));
                    let four = _mm256_cvtepu8_epi16(four);
                    let mut index = 0;
                    while index < 2 {
                        let product = _mm256_madd_epi16(four, registers[index]);
                        totals[row][index] = _mm256_add_epi32(totals[row][index], product);
                        index += 1;
                    }
                    row += 1;
                }
                step += 1;
            }
            for (sums, totals) in sums.iter_mut().zip(totals) {
                for (index, total) in totals.into_iter().enumerate() {
                    let mut halves = [0i32; 2 * FOUR];
                    // SAFETY: `halves` has the 32 bytes that are written.
                    unsafe { _mm256_storeu_si256(halves.as_mut_ptr().cast(), total) };
                    let columns = &mut sums[(2 * part + index) * FOUR..][..FOUR];
                    for (sum, halves) in columns.iter_mut().zip(halves.chunks_exact(2)) {
                        *sum += halves[0] + halves[1];
                    }
                }
            }
            part += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole numbers that look random.
    fn numbers(count: usize, seed: u32) -> Vec<i8> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        (0..count).map(|_| next().cast_signed()).collect()
    }

    fn rounded(rows: &[f32], width: usize) -> Rounded {
        let mut rounded = Rounded::default();
        rounded.set(rows, width);
        rounded
    }

    #[test]
    fn every_kernel_gives_the_bits_of_the_portable_one() {
        #[rustfmt::skip]
        let cases = [
            // width, taps, rows  why
            (64,      1,    1,    "smallest"),
            (64,      3,    7,    "a tile that is not full"),
            (256,     5,    33,   "the widest of the network"),
            (128,     2,    0,    "no rows"),
        ];
        for (width, taps, count, why) in cases {
            let weights = Taps::new(&numbers(taps * width * width, 1), width, taps, 0.01);
            let rows: Vec<f32> =
                numbers((count + taps - 1) * width, 2).iter().map(|&n| f32::from(n)).collect();
            let rows = rounded(&rows, width);
            let mut expected = vec![f32::NAN; count * width];
            weights.convolve_by(Kernel::Portable, &rows, &mut expected);
            for kernel in Kernel::available() {
                let mut out = vec![f32::NAN; count * width];
                weights.convolve_by(kernel, &rows, &mut out);
                assert_eq!(out, expected, "{kernel:?}: {why}");
            }
        }
    }

    #[test]
    fn whole_numbers_are_convolved_exactly() {
        let (width, taps, count) = (64, 3, 6);
        let weights = numbers(taps * width * width, 3);
        // The largest is 127, so a step is worth 1.
        let mut rows: Vec<f32> = numbers((count + taps - 1) * width, 4)
            .iter()
            .map(|&n| f32::from(n.max(-127)))
            .collect();
        for row in rows.chunks_exact_mut(width) {
            row[5] = 127.0;
        }
        let mut out = vec![0.0; count * width];
        Taps::new(&weights, width, taps, 1.0).convolve(&rounded(&rows, width), &mut out);
        for (row, out) in out.chunks_exact(width).enumerate() {
            for (column, &found) in out.iter().enumerate() {
                let terms = (0..taps * width).map(|input| {
                    rows[row * width + input] * f32::from(weights[input * width + column])
                });
                let expected: f32 = terms.sum();
                assert!((found - expected).abs() < 1e-3, "{found} for {expected}");
            }
        }
    }

    #[test]
    fn rounding_errs_by_half_a_step_at_most() {
        let row: Vec<f32> = numbers(256, 5).iter().map(|&n| f32::from(n) * 0.037).collect();
        let rounded = rounded(&row, 256);
        for (value, &whole) in row.iter().zip(&rounded.values) {
            let back = (f32::from(whole) - f32::from(ZERO)) * rounded.steps[0];
            assert!((back - value).abs() <= rounded.steps[0] * 0.501, "{back} for {value}");
        }
    }

    #[test]
    fn a_row_of_nothing_stays_nothing() {
        let rounded = rounded(&[0.0; 64], 64);
        assert_eq!((rounded.values, rounded.steps), (vec![ZERO; 64], vec![0.0]));
    }
}
