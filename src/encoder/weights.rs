//! The dense weights as they lie in a model file.

use super::DIMENSIONS;

/// Width of a convolution.
pub(super) const WIDTH: usize = 256;
/// Values of a token's features: its embedding and the three convolutions.
pub(super) const FEATURES: usize = DIMENSIONS + 3 * WIDTH;
/// Width of the two narrow layers of the head.
pub(super) const NECK: usize = 320;

/// Name in the wheel, rows and columns of each dense matrix, in the order of the model file.
pub(super) const MATRICES: [(&str, usize, usize); 16] = [
    ("proj2", DIMENSIONS, WIDTH),
    ("proj3", DIMENSIONS, WIDTH),
    ("proj5", DIMENSIONS, WIDTH),
    ("w1_2", 2 * WIDTH, WIDTH),
    ("w1_3", 3 * WIDTH, WIDTH),
    ("w1_5", 5 * WIDTH, WIDTH),
    ("w2_2", 2 * WIDTH, WIDTH),
    ("w2_3", 3 * WIDTH, WIDTH),
    ("w2_5", 5 * WIDTH, WIDTH),
    ("cnn_W", FEATURES, DIMENSIONS),
    ("d0", DIMENSIONS, NECK),
    ("d1", NECK, NECK),
    ("p1", DIMENSIONS, NECK),
    ("d2", NECK, DIMENSIONS),
    ("p3", NECK, DIMENSIONS),
    ("d3", DIMENSIONS, DIMENSIONS),
];

/// Name in the wheel and length of each bias and gain, in the order of the model file.
pub(super) const VECTORS: [(&str, usize); 18] = [
    ("proj_b2", WIDTH),
    ("proj_b3", WIDTH),
    ("proj_b5", WIDTH),
    ("ln_g2", WIDTH),
    ("ln_g3", WIDTH),
    ("ln_g5", WIDTH),
    ("ln_b2", WIDTH),
    ("ln_b3", WIDTH),
    ("ln_b5", WIDTH),
    ("b1_2", WIDTH),
    ("b1_3", WIDTH),
    ("b1_5", WIDTH),
    ("b2_2", WIDTH),
    ("b2_3", WIDTH),
    ("b2_5", WIDTH),
    ("ln_g", FEATURES),
    ("ln_b", FEATURES),
    ("cnn_b", DIMENSIONS),
];

/// Turns taps that lie one above the other into taps side by side.
pub(super) fn side_by_side(stacked: &[f32], taps: usize) -> Vec<f32> {
    let mut out = vec![0.0; stacked.len()];
    for (index, row) in stacked.chunks_exact(WIDTH).enumerate() {
        let (tap, row_of_tap) = (index / WIDTH, index % WIDTH);
        out[(row_of_tap * taps + tap) * WIDTH..][..WIDTH].copy_from_slice(row);
    }
    out
}

/// The matrices as they lie in the file: signed bytes, and what the step of one stands for.
pub(super) fn matrices(mut bytes: &[u8]) -> Option<Vec<(&[u8], f32)>> {
    let mut matrices = Vec::with_capacity(MATRICES.len());
    for (_, rows, columns) in MATRICES {
        let (scale, rest) = bytes.split_first_chunk()?;
        let (values, rest) = rest.split_at_checked(rows * columns)?;
        matrices.push((values, f32::from_le_bytes(*scale)));
        bytes = rest;
    }
    bytes.is_empty().then_some(matrices)
}

/// The biases and gains.
pub(super) fn vectors(mut values: &[f32]) -> Option<Vec<Vec<f32>>> {
    let mut vectors = Vec::with_capacity(VECTORS.len());
    for (_, length) in VECTORS {
        let (vector, rest) = values.split_at_checked(length)?;
        vectors.push(vector.to_vec());
        values = rest;
    }
    values.is_empty().then_some(vectors)
}
