//! The arithmetic of the network: matrix products and the few loops over rows that matter.
//!
//! All sums run in a fixed order of sixteen lanes, so a result depends neither on the number of
//! threads nor on how sentences are batched. This is the one module of the crate with `unsafe`:
//! the matrix product takes raw pointers, whose bounds are checked here, and the convolution of
//! [`quantised`] rows is written for some instruction sets.
#![allow(unsafe_code)]
// A body has to become part of the function that is compiled for an instruction set.
#![allow(clippy::inline_always)]

/// Runs a function compiled once more for each instruction set worth having, the best one that the
/// processor has. Rust does not contract or reorder floating-point arithmetic, so all give the
/// same bits.
macro_rules! dispatch {
    ($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) = $body:path) => {
        $(#[$doc])*
        pub(super) fn $name($($arg: $type),*) {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx512f,avx512vl,avx512dq,avx2,fma")]
                fn avx512($($arg: $type),*) {
                    $body($($arg),*);
                }
                #[target_feature(enable = "avx2,fma")]
                fn avx2($($arg: $type),*) {
                    $body($($arg),*);
                }
                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx2")
                    && is_x86_feature_detected!("fma")
                {
                    // SAFETY: the processor was just asked for every feature named.
                    return unsafe { avx512($($arg),*) };
                }
                if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                    // SAFETY: the processor was just asked for every feature named.
                    return unsafe { avx2($($arg),*) };
                }
            }
            $body($($arg),*);
        }
    };
}

pub(super) mod quantised;

/// A matrix inside a slice: `rows` rows of `columns` values, the starts of two rows `stride` apart.
///
/// Rows may overlap (`stride < columns`): that is how a convolution reads its windows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matrix<'a> {
    values: &'a [f32],
    rows: usize,
    columns: usize,
    stride: usize,
}

impl<'a> Matrix<'a> {
    /// A matrix without gaps or overlap; `values.len()` is a multiple of `columns`.
    pub(super) fn dense(values: &'a [f32], columns: usize) -> Self {
        Self::strided(values, values.len() / columns, columns, columns)
    }

    /// # Panics
    ///
    /// If the last row does not lie inside `values`.
    pub(super) fn strided(values: &'a [f32], rows: usize, columns: usize, stride: usize) -> Self {
        assert!(rows == 0 || (rows - 1) * stride + columns <= values.len(), "matrix outside slice");
        Self { values, rows, columns, stride }
    }
}

/// `out = a · b`, or `out += a · b` if `add`; `out` is dense, `a.rows` × `b.columns`.
///
/// # Panics
///
/// If the shapes do not fit.
pub(super) fn product(a: Matrix, b: Matrix, add: bool, out: &mut [f32]) {
    assert_eq!(a.columns, b.rows, "inner dimensions differ");
    multiply(a, b.values, (b.stride, 1), b.columns, add, out);
}

/// `out = a · bᵀ`; `out` is dense, `a.rows` × `b.rows`.
///
/// # Panics
///
/// If the shapes do not fit.
pub(super) fn product_transposed(a: Matrix, b: Matrix, out: &mut [f32]) {
    assert_eq!(a.columns, b.columns, "inner dimensions differ");
    multiply(a, b.values, (1, b.stride), b.rows, false, out);
}

/// `b` is `a.columns` × `columns`, element (i, j) at `i * strides.0 + j * strides.1`.
fn multiply(
    a: Matrix,
    b: &[f32],
    strides: (usize, usize),
    columns: usize,
    add: bool,
    out: &mut [f32],
) {
    assert_eq!(out.len(), a.rows * columns, "result of another shape");
    if out.is_empty() || a.columns == 0 {
        return;
    }
    assert!((a.columns - 1) * strides.0 + (columns - 1) * strides.1 < b.len(), "outside slice");
    // SAFETY: `sgemm` reads element (i, j) of `a` at `i * a.stride + j` with i < a.rows and
    // j < a.columns, which `Matrix::strided` checked to lie inside its slice; element (i, j) of `b`
    // with i < a.columns and j < columns, the last of which was just checked to lie inside its
    // slice (both strides are positive, so it is the highest); and it reads (only if `add`) and
    // writes (i, j) of `out` at `i * columns + j`, below `a.rows * columns`, the length checked
    // above. `out` is borrowed mutably, so it overlaps neither of the others. All strides are at
    // most the length of a slice and so fit in isize.
    #[expect(clippy::cast_possible_wrap)]
    unsafe {
        matrixmultiply::sgemm(
            a.rows,
            a.columns,
            columns,
            1.0,
            a.values.as_ptr(),
            a.stride as isize,
            1,
            b.as_ptr(),
            strides.0 as isize,
            strides.1 as isize,
            if add { 1.0 } else { 0.0 },
            out.as_mut_ptr(),
            columns as isize,
            1,
        );
    }
}

/// Lanes of a running sum.
const LANES: usize = 16;

#[inline(always)]
fn sum_of(values: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let mut chunks = values.chunks_exact(LANES);
    for chunk in &mut chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += term(value);
        }
    }
    for (lane, &value) in lanes.iter_mut().zip(chunks.remainder()) {
        *lane += term(value);
    }
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
        width /= 2;
    }
    lanes[0]
}

#[inline(always)]
fn standardize_body(row: &mut [f32], epsilon: f32) {
    let mean = sum_of(row, |value| value) / row.len() as f32;
    for value in row.iter_mut() {
        *value -= mean;
    }
    let variance = sum_of(row, |value| value * value) / row.len() as f32;
    let scale = 1.0 / (variance + epsilon).sqrt();
    for value in row.iter_mut() {
        *value *= scale;
    }
}

#[inline(always)]
fn affine_body(row: &mut [f32], gain: &[f32], bias: &[f32]) {
    for ((value, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
        *value = *value * gain + bias;
    }
}

#[inline(always)]
fn add_body(to: &mut [f32], from: &[f32], sign: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += sign * from;
    }
}

#[inline(always)]
fn relu_body(values: &mut [f32]) {
    for value in values {
        *value = value.max(0.0);
    }
}

#[inline(always)]
fn residual_body(out: &mut [f32], convolved: &[f32], bias: &[f32], carried: &[f32]) {
    for (((out, c), b), h) in out.iter_mut().zip(convolved).zip(bias).zip(carried) {
        *out = (c + b).max(0.0) + h;
    }
}

#[inline(always)]
fn taps2_body(out: &mut [f32], carried: &[f32], taps: [&[f32]; 2]) {
    for (((out, x), a), b) in out.iter_mut().zip(carried).zip(taps[0]).zip(taps[1]) {
        *out = (a + b).max(0.0) + x;
    }
}

#[inline(always)]
fn taps3_body(out: &mut [f32], carried: &[f32], taps: [&[f32]; 3]) {
    let rest = taps[0].iter().zip(taps[1]).zip(taps[2]);
    for ((out, x), ((a, b), c)) in out.iter_mut().zip(carried).zip(rest) {
        *out = (a + b + c).max(0.0) + x;
    }
}

#[inline(always)]
fn taps5_body(out: &mut [f32], carried: &[f32], taps: [&[f32]; 5]) {
    let rest = taps[0].iter().zip(taps[1]).zip(taps[2]).zip(taps[3]).zip(taps[4]);
    for ((out, x), ((((a, b), c), d), e)) in out.iter_mut().zip(carried).zip(rest) {
        *out = (a + b + c + d + e).max(0.0) + x;
    }
}

#[inline(always)]
fn dequantize_body(out: &mut [f32], quanta: &[u8], scale: f32, low: f32) {
    for (out, &quantum) in out.iter_mut().zip(quanta) {
        *out = f32::from(quantum) * scale + low;
    }
}

#[inline(always)]
fn dot_whole_body(a: &[i16], b: &[i16], sum: &mut i32) {
    *sum = a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
}

dispatch! {
    /// The scalar product of whole numbers, which must fit 32 bits.
    dot_whole(a: &[i16], b: &[i16], sum: &mut i32) = dot_whole_body
}
dispatch! {
    /// Shifts and scales `row` to mean 0 and variance 1; `epsilon` is added to the variance.
    standardize(row: &mut [f32], epsilon: f32) = standardize_body
}
dispatch! {
    /// `row = row * gain + bias`.
    affine(row: &mut [f32], gain: &[f32], bias: &[f32]) = affine_body
}
dispatch! {
    /// `to += sign * from`.
    add(to: &mut [f32], from: &[f32], sign: f32) = add_body
}
dispatch! {
    /// Negative values become 0.
    relu(values: &mut [f32]) = relu_body
}
dispatch! {
    /// `out = relu(convolved + bias) + carried`.
    residual(out: &mut [f32], convolved: &[f32], bias: &[f32], carried: &[f32]) = residual_body
}
dispatch! {
    /// `out = relu(sum of taps) + carried`.
    taps2(out: &mut [f32], carried: &[f32], taps: [&[f32]; 2]) = taps2_body
}
dispatch! {
    /// `out = relu(sum of taps) + carried`.
    taps3(out: &mut [f32], carried: &[f32], taps: [&[f32]; 3]) = taps3_body
}
dispatch! {
    /// `out = relu(sum of taps) + carried`.
    taps5(out: &mut [f32], carried: &[f32], taps: [&[f32]; 5]) = taps5_body
}
dispatch! {
    /// `out = quanta * scale + low`.
    dequantize(out: &mut [f32], quanta: &[u8], scale: f32, low: f32) = dequantize_body
}

/// `out = tanh(out)`, then scaled to unit length; `epsilon` keeps a zero vector finite.
pub(super) fn squash(row: &mut [f32], epsilon: f32) {
    for value in row.iter_mut() {
        *value = value.tanh();
    }
    let square = sum_of(row, |value| value * value).max(epsilon);
    let scale = 1.0 / square.sqrt();
    for value in row.iter_mut() {
        *value *= scale;
    }
}

/// The scalar product of two slices; of unequal ones, of their common beginning.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    for (a, b) in a.chunks(LANES).zip(b.chunks(LANES)) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    lanes.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers between -1 and 1 that look random.
    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    /// The product written out, in double precision.
    fn slow(a: Matrix, b: impl Fn(usize, usize) -> f32, columns: usize) -> Vec<f32> {
        let mut out = Vec::with_capacity(a.rows * columns);
        for row in 0..a.rows {
            for column in 0..columns {
                let terms = (0..a.columns)
                    .map(|k| f64::from(a.values[row * a.stride + k]) * f64::from(b(k, column)));
                #[expect(clippy::cast_possible_truncation)]
                out.push(terms.sum::<f64>() as f32);
            }
        }
        out
    }

    fn assert_near(found: &[f32], expected: &[f32], what: &str) {
        assert_eq!(found.len(), expected.len(), "{what}");
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-4, "{what}: {found} for {expected}");
        }
    }

    #[test]
    fn products_are_those_written_out() {
        #[rustfmt::skip]
        let cases = [
            // rows, inner, columns, stride   why
            (1,      1,     1,       1,       "smallest"),
            (3,      5,     7,       5,       "nothing is a multiple of a register"),
            (70,     33,    65,      40,      "gaps between rows"),
            (40,     96,    32,      32,      "rows that overlap, as windows do"),
            (0,      8,     8,       8,       "no rows"),
        ];
        for (rows, inner, columns, stride, why) in cases {
            let values = numbers(if rows == 0 { 0 } else { (rows - 1) * stride + inner }, 1);
            let other = numbers(inner * columns, 2);
            let a = Matrix::strided(&values, rows, inner, stride);
            let expected = slow(a, |k, column| other[k * columns + column], columns);
            let mut out = vec![f32::NAN; rows * columns];
            product(a, Matrix::dense(&other, columns), false, &mut out);
            assert_near(&out, &expected, why);
            product(a, Matrix::dense(&other, columns), true, &mut out);
            let twice: Vec<f32> = expected.iter().map(|value| value * 2.0).collect();
            assert_near(&out, &twice, why);
            let expected = slow(a, |k, column| other[column * inner + k], columns);
            product_transposed(a, Matrix::dense(&other, inner), &mut out);
            assert_near(&out, &expected, why);
        }
    }

    #[test]
    #[should_panic(expected = "matrix outside slice")]
    fn a_matrix_must_lie_in_its_slice() {
        Matrix::strided(&[0.0; 10], 3, 4, 4);
    }

    #[test]
    fn the_best_instructions_give_the_bits_of_the_portable_code() {
        for length in [1, 15, 256, 1280, 1283] {
            let (row, gain, bias) = (numbers(length, 3), numbers(length, 4), numbers(length, 5));
            let check = |fast: &dyn Fn(&mut [f32]), portable: &dyn Fn(&mut [f32]), what: &str| {
                let (mut a, mut b) = (row.clone(), row.clone());
                fast(&mut a);
                portable(&mut b);
                assert_eq!(a, b, "{what} of {length}");
            };
            check(&|r| standardize(r, 1e-12), &|r| standardize_body(r, 1e-12), "standardize");
            check(&|r| affine(r, &gain, &bias), &|r| affine_body(r, &gain, &bias), "affine");
            check(&|r| add(r, &gain, -1.0), &|r| add_body(r, &gain, -1.0), "add");
            check(&relu, &relu_body, "relu");
            check(
                &|r| residual(r, &row, &bias, &gain),
                &|r| residual_body(r, &row, &bias, &gain),
                "residual",
            );
            let taps = [&row[..], &gain, &bias, &gain, &row];
            check(&|r| taps5(r, &row, taps), &|r| taps5_body(r, &row, taps), "taps");
        }
    }
}
